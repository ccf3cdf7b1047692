"""Losses of regression: how far the outs are from the targets. losses.py says what a loss is made of."""

from .guard import targets as kinds
from .guard.errors import NeurosimError
from .joint_losses import CosineLoss, RootLoss
from .loss import LOSSES, Loss
from .maths import absolute, constant, exp, expm1, log, log1p, ratio, sign, square, tanh, times_log, where


def difference(target, out):
    return target - out


@LOSSES.entry
def half_squared_error():
    """The half cancels the 2 of the slope."""
    def error(target, out, n):
        return 0.5 * square(target - out)

    def dE_dout(target, out, n):
        return out - target
    return Loss("E = ½ Σ (target − out)²", error, dE_dout)


@LOSSES.entry
def squared_error():
    """The squares of all differences."""
    def error(target, out, n):
        return square(target - out)

    def dE_dout(target, out, n):
        return 2.0 * (out - target)
    return Loss("E = Σ (target − out)²", error, dE_dout)


@LOSSES.entry
def mean_squared_error():
    """With exactly two outputs its slope happens to be that of half_squared_error."""
    def error(target, out, n):
        return square(target - out) / n

    def dE_dout(target, out, n):
        return 2.0 * (out - target) / n
    return Loss("E = Σ (target − out)² / n", error, dE_dout)


@LOSSES.entry
def mean_absolute_error():
    """At the kink, out = target, the slope is taken as 0."""
    def error(target, out, n):
        return absolute(target - out) / n

    def dE_dout(target, out, n):
        return sign(out - target) / n
    return Loss("E = Σ |target − out| / n", error, dE_dout, kink=difference)


@LOSSES.entry
def root_mean_squared_error():
    """The part of an output is its share of E. Where all is right the slope is taken as 0."""
    return RootLoss("E = √(Σ (target − out)² / n)")


@LOSSES.entry
def huber(delta=1.0):
    """Half the square of a small difference; of one greater than delta, a straight line that goes on from there."""
    if not delta > 0.0:
        raise NeurosimError("delta", "a number > 0", delta)

    def error(target, out, n):
        distance = absolute(target - out)
        return where(distance < delta, 0.5 * square(distance), delta * (distance - 0.5 * delta)) / n

    def dE_dout(target, out, n):
        difference = out - target
        return where(absolute(difference) < delta, difference, delta * sign(difference)) / n
    return Loss("E = Σ (½ d² where |d| < delta, else delta · (|d| − ½ delta)) / n, d = target − out", error, dE_dout)


@LOSSES.entry
def log_cosh():
    """Half the square of a small difference, |d| − ln 2 for a great one, and smooth between. Its slope is tanh d.

    A small d has ln cosh d = ln(1 + ½ (e^|d| − 1) (1 − e^−|d|)), a great one |d| + ln(1 + e^−2|d|) − ln 2: either keeps
    its digits.
    """
    def error(target, out, n):
        distance = absolute(target - out)
        small = where(distance < 1.0, distance, 1.0)
        return where(distance < 1.0, log1p(-0.5 * expm1(small) * expm1(-small)),
                     distance + log1p(exp(-2.0 * distance)) - log(constant(2.0, distance))) / n

    def dE_dout(target, out, n):
        return tanh(out - target) / n
    return Loss("E = Σ ln cosh(target − out) / n", error, dE_dout)


@LOSSES.entry
def poisson():
    """For counts, and outs above 0 that are the mean of them. PyTorch's with log_input=False, without its eps."""
    def error(target, out, n):
        return (out - times_log(target, out)) / n

    def dE_dout(target, out, n):
        return (1.0 - ratio(target, out)) / n
    return Loss("E = Σ (out − target · ln out) / n", error, dE_dout, targets=kinds.not_negative, above=0.0,
                way_out="an out above 0, as a last layer of softplus gives it")


@LOSSES.entry
def cosine():
    """How far the outs point another way than the targets: 0 where they agree, 2 where they are opposite."""
    return CosineLoss("E = 1 − Σ target · out / (√Σ target² · √Σ out²)")


@LOSSES.entry
def mean_squared_logarithmic_error():
    """For targets and outs above -1: twice as much counts the same, wherever it is."""
    def error(target, out, n):
        return square(log1p(target) - log1p(out)) / n

    def dE_dout(target, out, n):
        return 2.0 * (log1p(out) - log1p(target)) / (1.0 + out) / n
    return Loss("E = Σ (ln(1 + target) − ln(1 + out))² / n", error, dE_dout, targets=kinds.above_minus_one, above=-1.0,
                way_out="an out above -1, as a last layer of softplus or sigmoid gives it")


@LOSSES.entry
def mean_absolute_percentage_error():
    """At the kink, out = target, the slope is taken as 0."""
    def error(target, out, n):
        return 100.0 * absolute((target - out) / target) / n

    def dE_dout(target, out, n):
        return 100.0 * sign(out - target) / absolute(target) / n
    return Loss("E = 100 Σ |(target − out) / target| / n",
                error, dE_dout, targets=kinds.not_zero, kink=difference, way_out="a target that is not 0")
