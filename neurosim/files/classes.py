"""Targets that are classes: as one output for each, as the number of one, or as two numbers, as the loss has it."""

from ..core.guard.errors import NeurosimError, echo
from ..core.loss import one_hot
from .csv_table import fault
from .schema import counted

MOST_SHOWN = 10    # classes in a message


def put_classes(place, samples, classes, loss, outputs):
    """Targets as the loss wants them, in place of the numbers of classes."""
    wanted = loss.targets_wanted(outputs)
    if len(classes) > max(outputs, 2):
        names = ", ".join(map(echo, classes[:MOST_SHOWN])) + ", ..." * (len(classes) > MOST_SHOWN)
        expected = f"at most {max(outputs, 2)} classes, as the last layer has {counted(outputs, 'neuron')}"
        fault(place, None, None, expected, f"{len(classes)}: {names}")
        for one in samples:
            one["targets"] = [None] * wanted
    elif outputs == 1:
        two = two_targets(loss)
        for one in samples:
            one["targets"] = [two[int(one["targets"][0])]]
    elif wanted == outputs:
        for one in samples:
            one["targets"] = one_hot(one["targets"][0], outputs)


def two_targets(loss):
    """What one output is to say of two classes: 0 and 1, or -1 and 1 where the loss asks for them."""
    try:
        loss.check_targets([0.0], 1)
        return 0.0, 1.0
    except NeurosimError:
        return -1.0, 1.0


def classes_of_numbers(samples, outputs):
    """The names of classes that are given as numbers, which become their places; None where there are too many."""
    values = sorted({one["targets"][0] for one in samples})
    if len(values) > outputs:
        return None
    for one in samples:
        one["targets"] = [float(values.index(one["targets"][0]))]
    return [f"{value:g}" for value in values]
