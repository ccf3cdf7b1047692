"""Why a number is what it is: symbols, numbers, value, and the same for its causes."""

from math import isclose

from ...explain.arithmetic import nearest
from ...core.maths import exp, total
from ...explain.derivation import Derivation, derive
from ...explain.expression import Expression
from ...explain.kinds import KINDS, is_slope, is_slope_of_error
from ...explain.warnings import WARNINGS, find_warnings
from ...explain.naming import is_delta_name, name_of, sample_of, suffixes
from ...explain.notation import pretty
from ...explain.paths import Paths
from .blocks import Equation, Heading, Name, Paragraph, Product
from .arithmetic_report import numbers_report
from .wording import about, counted, drawn_line, listed, step_title

MOST_PATHS = 20    # a screenful
MOST_GIVEN = 40
MOST_SAMPLES = 3    # of a larger batch, one sample is followed


def derivation_report(derivation, paths=False):
    """One goal: its formula, its causes backward and forward, what was given, and the update where it was asked for."""
    trace, derivation = derivation.trace, of_one_sample(derivation)
    yield from numbers_report(trace, [*derivation.steps, *derivation.update])
    yield from batch_report(trace)
    yield from one_sample_report(trace, derivation)
    yield from goal_report(trace, derivation, paths, set(), find_warnings(trace), drawn_line(trace.network))
    yield from given_report([*derivation.steps[1:], *derivation.update])


def derivations_report(trace, goals=None, paths=False):
    """Several goals, one after the other (None: every weight and bias). A cause that several share is derived where it
    is met first."""
    yield Heading(step_title(trace))
    yield Paragraph(drawn_line(trace.network))
    yield from numbers_report(trace, trace.quantities.values())
    yield from batch_report(trace)
    known, marked = set(), find_warnings(trace)
    for name in goals or trace.parameters:
        yield from goal_report(trace, derive(trace, name, known), paths, known, marked)


def goal_report(trace, derivation, paths, known, marked, header=""):
    goal, *causes = derivation.steps
    yield Heading(Name(goal.name), 1 if header else 2)
    yield Paragraph(about(trace, goal.name))
    if header:
        yield Paragraph(header)
    yield from equations(trace, goal)
    if paths:
        yield from paths_report(trace, goal.name)
    new, update = unknown(causes, known), unknown(derivation.update, known)
    for step in new:
        yield from equations(trace, step) if is_slope(step) else ()
    yield from marks_report([goal, *new], marked)
    yield from dropout_report(trace, new)
    yield from section(trace, "by way of what the optimizer remembers:",
                       [step for step in new if step.kind == "memory"])
    yield from section(trace, "which rests on the way forward:",
                       [step for step in new if not is_slope(step) and step.kind != "memory"])
    yield from section(trace, "so the step moves it to:", update)


def marks_report(steps, marked):
    """Which slopes say less than they seem to, and why."""
    for mark, sentence in WARNINGS.items():
        names = [pretty(step.name) for step in steps if is_slope(step) and mark in marked.get(step.name, ())]
        if names:
            yield Paragraph(f"{listed(names)}: {sentence}")


def dropout_report(trace, causes):
    """What the outs before dropout are, of which the formulas are made: whole_h1."""
    wholes = [step for step in causes if step.kind == "whole"]
    if wholes:
        names, owners = [pretty(step.name) for step in wholes], dict.fromkeys(step.owner for step in wholes)
        yield Paragraph(f"{listed(names)}: {KINDS['whole'].words.format(owner=listed(list(owners)))}.")


def unknown(steps, known):
    """The steps that are not derived yet; now they are."""
    new = [step for step in steps if not step.is_given and step.name not in known]
    known.update(step.name for step in new)
    return new


def batch_report(trace):
    """Which samples the small numbers mean, where the step has several."""
    if len(trace.batch) > 1:
        signs = [f"{pretty(suffix)} is sample {place + 1}"
                 for suffix, place in zip(suffixes(len(trace.batch)), trace.places)]
        samples = counted(len(trace.batch), "sample")
        yield Paragraph(f"One step on {samples}, E their {trace.reduction}: {listed(signs)}.")


def of_one_sample(derivation):
    """Where the step has many samples, the chain of one of them: the goal's own, or the first. They all look alike."""
    trace = derivation.trace
    if len(trace.batch) <= MOST_SAMPLES:
        return derivation
    kept = (None, sample_of(derivation.goal) or 1)
    steps, update = ([step for step in steps if sample_of(step.name) in kept]
                     for steps in (derivation.steps, derivation.update))
    return Derivation(derivation.goal, steps, update, trace)


def one_sample_report(trace, derivation):
    """Which sample is followed, and where the others are."""
    numbers = {sample_of(step.name) for step in derivation.steps} - {None}
    if len(trace.batch) > MOST_SAMPLES and numbers and not sample_of(derivation.goal):
        shown = trace.places[min(numbers) - 1] + 1
        yield Paragraph(f"Only the chain of sample {shown} is followed here, as the others look alike: "
                        "--sample K derives sample K alone, --all or --format json every one.")


def section(trace, text, steps):
    if steps:
        yield Paragraph(text)
        yield from [equation(trace, step) for step in steps]


def equations(trace, step):
    """One equation; and where last activation and loss are made for each other, the short form that it comes to."""
    yield equation(trace, step)
    short = short_form(trace, step) if step.owner in trace.names.outputs else None
    if short is not None and isclose(nearest(short.value), nearest(step.value), rel_tol=1e-12, abs_tol=1e-12):
        yield Equation(step.name, short, short.value, "the same, in short")


def short_form(trace, step):
    """Out − target, divided by n where the loss is a mean; None where it does not come to that."""
    kind, share = SHORT_FORMS.get((trace.network.layers[-1].activation.name, trace.network.loss.name), (None, None))
    if kind != step.kind:
        return None
    o, suffix = step.owner, step.name.removeprefix(name_of(kind, step.owner))
    names, place = trace.names, trace.names.outputs.index(o)
    out = share(lambda kind: trace.quantities[name_of(kind, o) + suffix].expression)
    if len(names.targets) < len(names.outputs):
        return out - float(trace.quantities[names.targets[0] + suffix].value == place)
    difference = out - trace.quantities[names.targets[place] + suffix].expression
    is_mean = trace.network.loss.name.startswith(("binary", "sigmoid"))
    return difference / float(len(names.outputs)) if is_mean else difference


SHORT_FORMS = {    # last activation and loss: the slope that comes to out − target, and what stands for the out
    ("softmax", "categorical_cross_entropy"): ("dE_dnet", lambda its: its("out")),
    ("softmax", "sparse_categorical_cross_entropy"): ("dE_dnet", lambda its: its("out")),
    ("softmax", "kl_divergence"): ("dE_dnet", lambda its: its("out")),
    ("sigmoid", "binary_cross_entropy"): ("dE_dnet", lambda its: its("out")),
    ("linear", "softmax_cross_entropy"): ("dE_dout", lambda its: its("softmax")),
    ("linear", "sigmoid_cross_entropy"): ("dE_dout", lambda its: 1.0 / (1.0 + exp(-its("out")))),
}


def equation(trace, step):
    return Equation(step.name, step.body, step.value, note(trace, step), step.is_given)


def note(trace, step):
    """What a formula alone does not say: by which paths a slope comes back, and that a weight is frozen."""
    if step.kind == "dE_dout" and step.body.op in ("add", "mul"):
        layer_after = [trace.quantities[name].owner for name in step.causes if is_delta_name(name)]
        if layer_after:    # none: it is an output's, and the loss has a factor
            return f"{counted(len(layer_after), 'path')}: by way of {listed(layer_after)}"
    if step.kind == "dE_db" and step.body.op == "add" and is_delta_name(step.causes[0]):
        return "one bias, several neurons: a sum over paths"
    if step.kind == "new" and step.body.is_name:
        return "not trained"
    return ""


def given_report(steps):
    """The numbers from outside, each once."""
    givens = sorted((step for step in steps if step.is_given), key=by_kind)
    if givens:
        yield Paragraph("Given:")
    yield from [Equation(step.name, step.body, step.value, is_given=True) for step in givens[:MOST_GIVEN]]
    if len(givens) > MOST_GIVEN:
        yield Paragraph(f"… and {len(givens) - MOST_GIVEN:,} more numbers.")


def by_kind(step):
    """Inputs first, and w2 before w10."""
    return list(KINDS).index(step.kind), len(step.name), step.name


def paths_report(trace, name):
    """The slope once more, as one product for each path from the error back."""
    if not is_slope_of_error(trace.quantities[name]):
        yield Paragraph("Only a slope of the error comes by paths.")
        return
    paths = Paths(trace, name)
    yield Paragraph(f"The same, multiplied out: {counted(paths.count, 'path')} from the error to here.")
    found = paths.first(MOST_PATHS)
    for number, (factors, product) in enumerate(found, 1):
        yield Product(f"path {number}", factors, product)
    together = total([Expression.given(f"path {number}", product) for number, (_, product) in enumerate(found, 1)])
    if paths.count > MOST_PATHS:
        yield Paragraph(f"… and {paths.count - MOST_PATHS:,} more.")
        together = together + Expression.given("the others", trace[name] - together.value)
    if paths.count > 1:
        yield Equation(name, together, trace[name])
