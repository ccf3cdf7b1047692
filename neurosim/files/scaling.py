"""Numbers of a table on one scale, mean 0 and deviation 1; and back, as the table has them."""

from math import fsum, sqrt

from ..core.activations import ACTIVATIONS
from ..core.losses import LOSSES
from ..core.maths import INFINITY
from .columns import spared_column


def scale(document):
    """Bring inputs to mean 0 and deviation 1, and targets, where the last layer can give any number. What was taken off
    is that of the samples to learn from."""
    keys = ["inputs", *["targets"] * takes_any(document)]
    for key in keys:
        numbers = list(zip(*[one[key] for one in document["samples"]]))
        for column, values in zip(document["columns"][key], numbers):
            column["mean"], column["deviation"] = mean_and_deviation(values)
        document["columns"][key] = list(map(spared_column, document["columns"][key]))
    for one in [*document["samples"], *(document["test_samples"] or ())]:
        for key in keys:
            one[key] = scaled(one[key], document["columns"][key])


def takes_any(document):
    """Whether targets are numbers of any size, and no classes."""
    last, loss = ACTIVATIONS.make(document["layers"][-1]["activation"]), LOSSES.make(document["loss"])
    classes = any("classes" in column for column in document["columns"]["targets"])
    return last.low == -INFINITY and last.high == INFINITY and not (classes or loss.targets)


def mean_and_deviation(values):
    """The deviation is that of all values, not an estimate; where it would be 0, 1.

    >>> mean_and_deviation([1.0, 3.0]), mean_and_deviation([5.0, 5.0])
    ((2.0, 1.0), (5.0, 1.0))
    """
    mean = fsum(values) / len(values)
    return mean, sqrt(fsum((value - mean) ** 2 for value in values) / len(values)) or 1.0


def scaled(values, columns):
    """Numbers as the network sees them."""
    return [(value - column.get("mean", 0.0)) / column.get("deviation", 1.0) for value, column in zip(values, columns)]


def unscaled(values, columns):
    """Numbers as the table has them."""
    return [value * column.get("deviation", 1.0) + column.get("mean", 0.0) for value, column in zip(values, columns)]
