"""Other numbers for the same code: rounded as on paper, many digits, fractions, the true values; and slopes, by Dual.

    figure.py       a number of another arithmetic, and what every arithmetic is
    functions.py    exp, tanh, erfc, ... of decimals, to any number of digits
    decimals.py     decimal:30, rounded:4        rational.py    fraction        exact.py, bounds.py    exact
    dual.py         a value and its slope        conversion.py  a network in other numbers

To add an arithmetic, write a class derived from Arithmetic, and add it to ARITHMETICS.
"""

from ...core.guard.checks import choice
from ...core.guard.errors import NeurosimError
from .conversion import converted, nearest, nearest_finite, number_text
from .decimals import Decimals, RoundedDecimals
from .dual import Dual
from .exact import Exact
from .figure import Arithmetic, Figure
from .floats import Floats
from .rational import Fractions

__all__ = ["make_arithmetic", "Arithmetic", "Figure", "Dual", "converted", "nearest",
           "nearest_finite", "number_text", "ARITHMETICS"]

# name -> (what makes it, the least and the greatest number that may follow a colon, or None)
ARITHMETICS = {"float": (Floats, None), "rounded": (RoundedDecimals, (0, 30)), "decimal": (Decimals, (1, 1000)),
               "fraction": (Fractions, None), "exact": (Exact, None)}


def make_arithmetic(name):
    """The arithmetic of a name such as "rounded:4"; an Arithmetic as it is.

    >>> [make_arithmetic(name).number(0.05) for name in ("float", "rounded:1", "decimal:30", "fraction")]
    [0.05, 0.05, 0.05, 1/20]
    >>> make_arithmetic("ronded:4")    # doctest: +ELLIPSIS
    Traceback (most recent call last):
    neurosim.core.guard.errors.NeurosimError: numbers: unknown arithmetic 'ronded' (did you mean 'rounded'?) ...
    """
    if isinstance(name, Arithmetic):
        return name
    word, colon, count = name.partition(":") if isinstance(name, str) else (name, "", "")
    maker, limits = ARITHMETICS[choice(word, "numbers", ARITHMETICS, "arithmetic")]
    if limits is None and not colon:
        return maker()
    plain = count.isascii() and count.isdigit() and len(count) <= 4
    if limits is None or not plain or not limits[0] <= int(count) <= limits[1]:
        expected = word if limits is None else f"{word}:K with K from {limits[0]} to {limits[1]}"
        raise NeurosimError("numbers", expected, name)
    return maker(int(count))
