"""Why a number is what it is: symbols, numbers, value, and the same for its causes."""

from ..explain.derivation import derive
from ..explain.notation import pretty
from ..explain.paths import SLOPES, Paths
from .blocks import Equation, Heading, Name, Paragraph, Product
from .numbers import numbers_report
from .wording import about, counted, listed, network_line

MOST_PATHS = 20    # a screenful
MOST_GIVEN = 40
BACKWARD = ("dE_dw", "dE_db", "dE_dnet", "dE_dout", "dout_dnet", "dnet_dw")


def derivation_report(derivation, paths=False):
    """One goal: its formula, its causes backward and forward, what was given, and the update where one was asked for."""
    trace = derivation.trace
    yield from numbers_report(trace)
    yield from batch_report(trace)
    yield from goal_report(trace, derivation, paths, known=set())
    yield from given_report([*derivation.steps[1:], *derivation.update])


def all_derivations_report(trace, paths=False):
    """Every weight and bias, one after the other. A cause that several share is derived where it is met first."""
    yield Paragraph(network_line(trace.network))
    yield from numbers_report(trace)
    yield from batch_report(trace)
    known = set()
    for name in trace.names.all_parameters():
        yield from goal_report(trace, derive(trace, name), paths, known)


def goal_report(trace, derivation, paths, known):
    goal, *causes = derivation.steps
    yield Heading(Name(goal.name))
    yield Paragraph(about(trace, goal.name))
    yield equation(trace, goal)
    if paths:
        yield from paths_report(trace, goal.name)
    new, update = unknown(causes, known), unknown(derivation.update, known)
    yield from [equation(trace, step) for step in new if step.kind in BACKWARD]
    yield from section("which rests on the way forward:", [equation(trace, step) for step in new if step.kind not in BACKWARD])
    yield from section("so the step moves it to:", [equation(trace, step) for step in update])


def unknown(steps, known):
    """The steps that are not derived yet; now they are."""
    new = [step for step in steps if not step.is_given and step.name not in known]
    known.update(step.name for step in new)
    return new


def batch_report(trace):
    """Which samples the small numbers mean, where the step has several."""
    if len(trace.batch) > 1:
        signs = [f"{pretty(f'_s{number}')} is sample {place + 1}" for number, place in enumerate(trace.places, 1)]
        yield Paragraph(f"One step on {counted(len(trace.batch), 'sample')}: {listed(signs)}.")


def section(text, equations):
    if equations:
        yield Paragraph(text)
        yield from equations


def equation(trace, step):
    return Equation(step.name, step.body, step.value, note(trace, step), step.is_given)


def note(trace, step):
    """What a formula alone does not say: by which paths a slope comes back, and that a weight is frozen."""
    if step.kind == "dE_dout" and step.body.op in ("add", "mul"):
        layer_after = [trace.quantities[name].owner for name in step.causes if name.startswith("dE_dnet_")]
        return f"{counted(len(layer_after), 'path')}: by way of {listed(layer_after)}"
    if step.kind == "dE_db" and step.body.op == "add" and step.causes[0].startswith("dE_dnet_"):
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
    return ["input", "target", "weight", "bias", "mask", "setting", "memory"].index(step.kind), len(step.name), step.name


def paths_report(trace, name):
    """The slope once more, as one product for each path from the error back."""
    if trace.quantities[name].kind not in SLOPES:
        yield Paragraph("Only a slope of the error comes by paths.")
        return
    paths = Paths(trace, name)
    yield Paragraph(f"The same, multiplied out: {counted(paths.count, 'path')} from the error to here.")
    for number, (factors, product) in enumerate(paths.first(MOST_PATHS), 1):
        yield Product(f"path {number}", factors, product)
    if paths.count > MOST_PATHS:
        yield Paragraph(f"… and {paths.count - MOST_PATHS:,} more.")
