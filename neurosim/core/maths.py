"""Arithmetic that does not ask what it is fed: floats are computed, any other kind of number answers for itself.

The formulas of the core use + - * / and the functions of this module, nothing else, and never `if`:
`where(net > 0.0, a, b)` chooses. So one and the same formula runs on floats, on symbols that remember how
they were computed, and on every other arithmetic.

To add a function, write it here, and give `Number` its counterpart.
"""

import math

INFINITY = math.inf
NOTHING = -0.0    # where a sum begins: added to x it gives x, bit by bit (0.0 would turn -0.0 into 0.0)


class Number:
    """The ancestor of every number that is not a float. It brings + - * / and comparisons, and `exp`, `log`, ... as methods."""

    __slots__ = ()


def total(terms):
    """The sum, added from left to right.

    Not the builtin `sum`, which corrects rounding since Python 3.12: its last bits depend on the version.

    >>> total([0.1, 0.2, 0.3])
    0.6000000000000001
    """
    result = NOTHING
    for term in terms:
        result += term
    return result


def where(condition, yes, no):
    """`yes` where the condition holds, else `no`. Both are computed, so neither may fail."""
    if condition is True:
        return yes
    if condition is False:
        return no
    return condition.where(yes, no)


def square(x):
    """x times x. (Not x**2, which raises an error where x*x overflows to infinity.)"""
    return x * x if type(x) is float else x.square()


def exp(x):
    """e to the power of x; infinity where that is beyond a float.

    >>> exp(0.0), exp(1000.0)
    (1.0, inf)
    """
    if type(x) is not float:
        return x.exp()
    return math.exp(x) if x < 709.7 else INFINITY


def sqrt(x):
    """The square root.

    >>> sqrt(9.0)
    3.0
    """
    return math.sqrt(x) if type(x) is float else x.sqrt()


def tanh(x):
    """The hyperbolic tangent."""
    return math.tanh(x) if type(x) is float else x.tanh()


def times_log(a, x):
    """a times the natural logarithm of x, and 0 where a is 0, whatever x is: what cannot happen surprises nobody.

    >>> times_log(0.0, 0.0), times_log(2.0, 1.0)
    (0.0, 0.0)
    """
    if type(a) is not float or type(x) is not float:
        return (a if isinstance(a, Number) else x).lift(a).times_log(x)
    return a * math.log(x) if a != 0.0 else 0.0


def ratio(a, x):
    """a divided by x, and 0 where a is 0, whatever x is: the slope of `times_log(a, x)`.

    >>> ratio(0.0, 0.0), ratio(1.0, 4.0)
    (0.0, 0.25)
    """
    if type(a) is not float or type(x) is not float:
        return (a if isinstance(a, Number) else x).lift(a).ratio(x)
    quotient = a / x if a != 0.0 else 0.0
    if not -INFINITY < quotient < INFINITY:
        raise OverflowError("a ratio beyond a float")    # infinity would go on into the weights, as nan
    return quotient


def largest(*values):
    """The greatest of the numbers."""
    for value in values:
        if type(value) is not float:
            return value.largest(*values)
    return max(values)
