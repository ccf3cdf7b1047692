"""Losses: how wrong the outs are, as one number E, and how E changes with each out.

    error(target, out, n)      the part of E that is one output's; n is the number of outputs
    dE_dout(target, out, n)    the slope of E by that out

E is the sum of the parts. The first line of each docstring is the formula that every report prints, since
"factor 2, a half, mean or sum" is where most numbers begin to differ.

To add one, add an entry: a function that returns a Loss, written with the functions of maths.py.
"""

from .maths import ratio, square, times_log
from .table import Chosen, Table

LOSSES = Table("loss")


class Loss(Chosen):
    """The error of one output, and its slope."""

    def __init__(self, error, dE_dout):
        self.error, self.dE_dout = error, dE_dout

    def errors(self, targets, outs):
        """The parts of E, one for each output."""
        n = float(len(outs))
        return [self.error(target, out, n) for target, out in zip(targets, outs)]

    def dE_douts(self, targets, outs):
        """The slopes of E, one for each output."""
        n = float(len(outs))
        return [self.dE_dout(target, out, n) for target, out in zip(targets, outs)]

    @property
    def formula(self):
        return LOSSES[self.name].__doc__.splitlines()[0]


@LOSSES.entry
def half_squared_error():
    """E = ½ Σ (target − out)²

    The half cancels the 2 of the slope.
    """
    def error(target, out, n):
        return 0.5 * square(target - out)

    def dE_dout(target, out, n):
        return out - target
    return Loss(error, dE_dout)


@LOSSES.entry
def mean_squared_error():
    """E = Σ (target − out)² / n

    With exactly two outputs its slope happens to be that of half_squared_error.
    """
    def error(target, out, n):
        return square(target - out) / n

    def dE_dout(target, out, n):
        return 2.0 * (out - target) / n
    return Loss(error, dE_dout)


@LOSSES.entry
def categorical_cross_entropy():
    """E = −Σ target · ln out

    For outs that are probabilities, as softmax makes them, and targets that add up to 1.
    """
    def error(target, out, n):
        return -times_log(target, out)

    def dE_dout(target, out, n):
        return -ratio(target, out)
    return Loss(error, dE_dout)
