"""The losses that numbers may be right for, whoever gives them, a learner or a learner's program.

They are those of the table of losses, and the same over the outputs taken otherwise: a sum where the table has a mean,
and a mean where it has a sum. A name says which: "binary_cross_entropy, summed over the outputs".
"""

from ...core.loss import LOSSES
from ..mistakes.mistake import mix

SUM, MEAN = ", summed over the outputs", ", the mean over the outputs"
SQUARES = ("half_squared_error", "squared_error", "mean_squared_error")


class AddedUp:
    """A loss that is a sum where the table's is a mean."""

    def each(self, formula, targets, outs):
        return [float(len(outs)) * part for part in super().each(formula, targets, outs)]


class Averaged:
    """A loss that is a mean where the table's is a sum."""

    def each(self, formula, targets, outs):
        return [part / float(len(outs)) for part in super().each(formula, targets, outs)]


TAKEN = {SUM: AddedUp, MEAN: Averaged}


def split(name):
    """(the name in the table, how the outputs are taken otherwise or "").

    >>> split("hinge, summed over the outputs")
    ('hinge', ', summed over the outputs')
    """
    taken = next((words for words in TAKEN if name.endswith(words)), "")
    return name.removesuffix(taken), taken


def otherwise(loss, taken):
    """A loss of the table, from now on with the outputs taken otherwise."""
    if taken:
        mix(loss, TAKEN[taken])
    return loss


def usual_loss(name):
    """The loss of that name, made anew.

    >>> usual_loss("half_squared_error, the mean over the outputs").errors([1.0, 0.0], [0.0, 0.0])
    [0.25, 0.0]
    """
    known, taken = split(name)
    return otherwise(LOSSES.make(known), taken)


def formula_of(name):
    """As it is written.

    >>> formula_of("half_squared_error, the mean over the outputs")
    'E = ½ Σ (target − out)² / n'
    """
    known, taken = split(name)
    formula = LOSSES.make(known).formula
    return formula.removesuffix(" / n") if taken == SUM else formula + " / n" * (taken == MEAN)
