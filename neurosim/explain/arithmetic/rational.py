"""Fractions: every number is a ratio of whole numbers, and nothing is ever rounded.

Given numbers are taken as they are written: 0.05 is 1/20.
"""

from decimal import Decimal
from fractions import Fraction

from ...core.activations import ACTIVATIONS
from ...core.guard.errors import NeurosimError
from ...core.losses import LOSSES
from .conversion import simple_fraction
from .decimals import written
from .figure import Arithmetic
from .functions import context

LONGEST = 2000    # binary digits


class Fractions(Arithmetic):
    """Ratios of whole numbers; what leads out of them is refused.

    >>> x = Fractions().number(0.05)
    >>> x, x * x / 6.0, (x - 1.0).absolute()
    (1/20, 1/2400, 19/20)
    >>> x.exp()    # doctest: +ELLIPSIS
    Traceback (most recent call last):
    neurosim.core.guard.errors.NeurosimError: numbers: exp leads out of the fractions (expected decimal:30, or ...
    """

    name, title = "fraction", "every number a ratio of whole numbers"

    def given(self, value):
        return simple_fraction(value) or Fraction(repr(value))

    def add(self, a, b): return a + b
    def sub(self, a, b): return a - b
    def mul(self, a, b): return a * b
    def div(self, a, b): return a / b
    def square(self, x): return x * x
    def neg(self, x): return -x
    def absolute(self, x): return abs(x)

    def sqrt(self, x): self.refuse("sqrt")
    def exp(self, x): self.refuse("exp")
    def expm1(self, x): self.refuse("expm1")
    def log(self, x): self.refuse("log")
    def log1p(self, x): self.refuse("log1p")
    def tanh(self, x): self.refuse("tanh")
    def normal_cdf(self, x): self.refuse("normal_cdf")
    def normal_density(self, x): self.refuse("normal_density")

    def text(self, value, digits=None):
        """7/2400; a decimal where digits are asked for, or where the ratio has more of them than anybody reads."""
        if digits is None and max(value.numerator.bit_length(), value.denominator.bit_length()) < LONGEST:
            return str(value)
        quotient = context(digits or 17).divide(Decimal(value.numerator), Decimal(value.denominator))
        return written(quotient.normalize(context(digits or 17)))

    def refuse(self, function):
        """One sentence: which function, and what to use instead."""
        activations, losses = rational_entries()
        expected = ("decimal:30, or what stays within them: "
                    f"the activations {', '.join(activations)}; the losses {', '.join(losses)}")
        raise NeurosimError("numbers", expected, problem=f"{function} leads out of the fractions")


class TrialFractions(Fractions):
    """Fractions to try a formula with."""

    def refuse(self, function):
        raise ArithmeticError(function)


def rational_entries():
    """The activations and the losses that can be computed in fractions: those that do not fail when tried."""
    half, one = map(TrialFractions().number, (0.5, 1.0))
    return ([name for name, activation in made(ACTIVATIONS)
             if works(lambda: activation.slope(half, activation.f(half)))],
            [name for name, loss in made(LOSSES)
             if works(lambda: tried(loss, [one] * loss.targets_wanted(2), [half, half]))])


def tried(loss, targets, outs):
    return loss.errors(targets, outs), loss.dE_douts(targets, outs)


def made(table):
    return [(name, table.make(name)) for name in table]


def works(call):
    try:
        call()
    except Exception:    # whatever is wrong with it, it is not to be recommended
        return False
    return True
