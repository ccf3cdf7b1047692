"""How many digits numbers have, how far a nudge goes with them, and how far apart two of them are."""

from math import isfinite, log10

from ...core.guard.errors import NeurosimError
from ...core.maths import absolute
from ..arithmetic.bounds import Undecided
from ..arithmetic.figure import Figure

FEWEST_DIGITS = 10


def digits_of(arithmetic):
    """How many digits its numbers have.

    >>> from neurosim.explain.arithmetic import make_arithmetic
    >>> [digits_of(make_arithmetic(name)) for name in ("float", "decimal:30", "exact")]
    [16, 30, 17]
    """
    word, _, count = arithmetic.name.partition(":")
    digits = {"float": 16, "exact": 17, "fraction": 17, "rounded": 0}[word] if word != "decimal" else int(count)
    if digits < FEWEST_DIGITS:
        raise NeurosimError("numbers", f"float, exact, fraction, or decimal:N with N from {FEWEST_DIGITS}",
                            problem=f"in {arithmetic.name} slopes differ by rounding alone")
    return digits


def step_size(arithmetic):
    """∛ε of the numbers in use, as a power of ten. Exact numbers and fractions have what digits they need.

    >>> from neurosim.explain.arithmetic import make_arithmetic
    >>> [step_size(make_arithmetic(name)) for name in ("float", "decimal:30", "exact")]
    [1e-05, 1e-10, 1e-20]
    """
    digits = 60 if arithmetic.name in ("exact", "fraction") else digits_of(arithmetic)
    return float(f"1e-{min(digits // 3, 100)}")


def relative(difference, scale):
    """The least that the difference may be, in units of the scale. What exact cannot tell apart does not differ."""
    try:
        error = absolute(difference) / scale if scale > 0.0 else 0.0
        return error.at_least() if isinstance(error, Figure) else error
    except (ArithmeticError, Undecided):    # so near 0 that exact, with all its digits, cannot tell it from 0
        return 0.0


def finite(value):
    """For a file: JSON has no infinity."""
    return value if value is not None and isfinite(value) else None


def digits_of_agreement(error, digits):
    """How many digits, counted from the first of the layer's largest slope, two slopes share.

    >>> digits_of_agreement(3e-11, 16), digits_of_agreement(0.0, 16), digits_of_agreement(0.5, 16)
    (10, 16, 0)
    """
    return digits if error <= 10.0 ** -digits else max(0, int(-log10(error))) if isfinite(error) else 0


def is_beyond(value):
    """Whether it is a float that is none: infinity, or what comes of it."""
    return isinstance(value, float) and not isfinite(value)
