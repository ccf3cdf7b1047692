"""The entries of the tables, for help: formulas from the very functions that compute, ranges, parameters, names."""

from ...core.activations import ACTIVATIONS
from ...core.clips import CLIPS
from ...core.guard.normalizations import NORMALIZATIONS
from ...core.initializers import INITIALIZERS
from ...core.losses import CROSS_ENTROPY, LOSSES
from ...core.maths import INFINITY
from ...core.optimizers import OPTIMIZERS
from ...core.schedules import SCHEDULES
from ...core.synonyms import SETTINGS, others, ours
from ...explain.expression import Expression
from ...explain.notation import TEXT, Notation, pretty, significant
from .reference_topics import Entry, Group, notes_of

NUMBER = significant(6)
MARK = 0.8125    # stands for a parameter until its name is written: no formula has such a number


def entry(table, name, facts):
    """An entry of a table: the facts, then its parameters and other names."""
    theirs = others(table.kind, name)
    facts = {**facts, **parameters(table, name), **({"also called": who_says(theirs)} if theirs else {})}
    return Entry(name, facts, notes_of(table[name]), theirs)


def who_says(theirs):
    """logistic (scikit-learn), expit (SciPy)"""
    return ", ".join(f"{name} ({who})" for name, who in theirs.items())


def others_among(kind, name, known):
    """What others call a name, but for what means another of the known ones."""
    return {each: who for each, who in others(kind, name).items() if ours(kind, each, known) == name}


def parameters(table, name):
    """For each parameter its default, between what it may be, and who calls it what."""
    found, defaults = {}, table.defaults(name)
    for key, default in defaults.items():
        theirs = others_among(f"parameter of {name}", key, defaults)
        said = [f"default {value_text(default)}", between(table, name, key, default),
                f"also called {who_says(theirs)}" if theirs else ""]
        found[key] = "; ".join(filter(None, said))
    return found


def value_text(value):
    if type(value) is tuple:
        return "none"
    return {True: "true", False: "false"}[value] if type(value) is bool else NUMBER(value)


def between(table, name, key, default):
    """Between what a parameter may be.

    >>> between(OPTIMIZERS, "adam", "beta1", 0.9), between(OPTIMIZERS, "sgd", "nesterov", False)
    ('0 ≤ beta1 < 1', 'true or false')
    """
    if type(default) is bool:
        return "true or false"
    low, high = table.bounds(name, key)
    each = "each of " * (type(default) is tuple) + key
    if not (low or high):
        return "a list of numbers" if type(default) is tuple else "any number"
    left = f"{low[0]} {'≤' if low[1] else '<'} " if low else ""
    return f"{left}{each}" + (f" {'≤' if high[1] else '<'} {high[0]}" if high else "")


# Activations.

def activations():
    yield Group("", [entry(ACTIVATIONS, name, activation_facts(name)) for name in ACTIVATIONS])


def activation_facts(name):
    """Formula and slope, from the functions themselves, its range and kinks."""
    marks = {MARK + place / 1024: key for place, key in enumerate(ACTIVATIONS.defaults(name))}
    marked = ACTIVATIONS.make({"name": name, **{key: mark for mark, key in marks.items()}})
    usual = ACTIVATIONS.make(name)
    facts = {}
    if not usual.layer_wide:
        net, out = Expression.given("net", 0.5), Expression.given("out", 0.5)
        facts = {"out": written(marked.f(net), marks), "∂out/∂net": written(marked.slope(net, out), marks)}
    kinks = ", ".join(map(NUMBER, usual.kinks))
    return {**facts, "outs": range_text(usual.low, usual.high), **({"kinks": f"at net = {kinks}"} if kinks else {})}


def written(formula, marks=()):
    """A formula as text, with the names of parameters in it."""
    def number(value):
        return marks[value] if value in marks else NUMBER(value)
    return Notation(TEXT.operations, name=pretty, number=number, minus="−").write(Expression.lift(formula))


def range_text(low, high):
    """
    >>> range_text(0.0, 1.0), range_text(-1.0, INFINITY), range_text(-INFINITY, INFINITY)
    ('from 0 to 1', 'from −1 up', 'any number')
    """
    low, high = (None if abs(bound) == INFINITY else NUMBER(bound).replace("-", "−") for bound in (low, high))
    if low is None and high is None:
        return "any number"
    return f"from {low} up" if high is None else f"up to {high}" if low is None else f"from {low} to {high}"


# Losses.

def losses():
    yield Group("", [entry(LOSSES, name, loss_facts(LOSSES.make(name))) for name in LOSSES])
    facts = {"which": "softmax: categorical_cross_entropy, of class numbers sparse_categorical_cross_entropy; linear: "
                      "softmax_cross_entropy, of one out sigmoid_cross_entropy; else binary_cross_entropy",
             "also called": who_says(others("loss", CROSS_ENTROPY))}
    notes = "No loss of its own, but the one that goes with the last layer, which is told by its activation."
    yield Group("", [Entry(CROSS_ENTROPY, facts, notes, others("loss", CROSS_ENTROPY))])


def loss_facts(loss):
    """Formula, and the slope by one out, from the function itself; what outs and targets may be."""
    what = "net" if loss.on_nets else "out"
    facts = {"E": loss.formula.removeprefix("E = ")}
    if loss.dE_dout:
        given = [Expression.given(name, value) for name, value in (("target", 1.0), (what, 0.5), ("n", 2.0))]
        facts[f"∂E/∂{what}"] = written(loss.dE_dout(*given))
    facts["outs"] = outs_wanted(loss)
    return {**facts, "targets": loss.targets.words if loss.targets else "any numbers"}


def outs_wanted(loss):
    if loss.on_nets:
        return "any number: the last layer is linear, and this works on its nets"
    if loss.above > -INFINITY:
        return f"above {NUMBER(loss.above).replace('-', '−')}"
    return range_text(loss.low, loss.high)


# Optimizers, first weights, normalisation.

def optimizers():
    yield Group("", [entry(OPTIMIZERS, name, {}) for name in OPTIMIZERS])
    yield Group("", [Entry(name, {"is": in_words(settings), "so called in": who})
                     for name, (settings, who) in SETTINGS["optimizer"].items()])


def schedules():
    yield Group("", [entry(SCHEDULES, name, {}) for name in SCHEDULES])


def clips():
    yield Group("", [entry(CLIPS, name, {}) for name in CLIPS])


def in_words(settings):
    """sgd with momentum 0.9"""
    others = [key if value is True else f"{key} {NUMBER(value)}" for key, value in settings.items() if key != "name"]
    return f"{settings['name']} with {', '.join(others)}"


def initializers():
    yield Group("", [entry(INITIALIZERS, name, {}) for name in INITIALIZERS])


def normalizations():
    yield Group("", [entry(NORMALIZATIONS, name, {}) for name in NORMALIZATIONS])
