"""What the numbers of a step are called, by us and by others, and the arithmetics they can be in, for help."""

from ...core.layer import NeuronLayer
from ...core.network import NeuralNetwork
from ...core.synonyms import others
from ...explain.arithmetic import ARITHMETICS
from ...explain.matrix_names import LETTERS
from ...explain.naming import is_after_step
from ...explain.network_questions import trace
from ...explain.notation import pretty
from ...explain.written_names import WRITTEN
from .reference_topics import Entry, Group, notes_of
from .wording import about


def names():
    """The kinds of numbers that the worked example has; how else each may be written; whole layers."""
    step = worked_example()
    first = {}
    for name in step:
        quantity = step.quantities[name]
        first.setdefault((quantity.kind, quantity.owner == "", is_after_step(name)), name)
    yield Group("The numbers of a step, one of each kind", [
        Entry(name, {"for people": pretty(name), "it is": about(step, name)}, others=others("parameter", name))
        for name in first.values()],
        ("for people", "it is"))
    yield Group("What else may be written for them", [
        Entry(written, {"read as": ours, "it is": spelling.habit}) for spelling in WRITTEN
        for written, ours in spelling.examples], ("read as", "it is"))
    letters = ", ".join(dict.fromkeys(LETTERS))
    yield Group("", [Entry("A layer at once", {}, f"{letters} and the number of a layer: W1 has its weights, dW1 their "
                           "slopes, W1[0][1] a place counted from 0, a^[1]_2 one counted from 1.")])


def worked_example():
    hidden = NeuronLayer([[0.15, 0.20], [0.25, 0.30]], [0.35], bias="shared")
    output = NeuronLayer([[0.40, 0.45], [0.50, 0.55]], [0.60], bias="shared")
    return trace(NeuralNetwork([hidden, output]), [0.05, 0.10], [0.01, 0.99])


def arithmetics():
    """Each with what it is, and what may follow its colon."""
    yield Group("", [Entry(called(name, limits), {"is": title(maker, limits)}, notes_of(maker))
                     for name, (maker, limits) in ARITHMETICS.items()])


def called(name, limits):
    return name if limits is None else f"{name}:K"


def title(maker, limits):
    """What the arithmetic says of itself, where it needs no number."""
    made = maker() if limits is None else maker(limits[1])
    words = getattr(made, "title", "")
    return words if limits is None else f"{words.replace(str(limits[1]), 'K')}; K from {limits[0]} to {limits[1]}"
