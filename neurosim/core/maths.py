"""Arithmetic that does not ask what it is fed: floats are computed, any other kind of number answers for itself.

The formulas of the core use + - * / and the functions of this module, nothing else, and never `if`:
`where(net > 0.0, a, b)` chooses. So one and the same formula runs on floats, on symbols that remember how
they were computed, and on every other arithmetic.

To add a function, write it here, and give `Number` its counterpart.
"""

import math

INFINITY = math.inf
NOTHING = -0.0    # where a sum begins: added to x it gives x, bit by bit (0.0 would turn -0.0 into 0.0)

SQRT_2, SQRT_2_PI = math.sqrt(2.0), math.sqrt(2.0 * math.pi)


class Number:
    """The ancestor of every number that is no float. Each has + - * / and comparisons of its own.

    lift(value)                   a plain number as one of this kind
    constant(value)               a number of a formula; that of a symbol is of the kind that its own value is
    apply(function, *numbers)     a function of this module, by its name; or a method of that name does it otherwise
    """

    __slots__ = ()

    def constant(self, value): return self.lift(value)
    def square(self): return self.apply("square", self)
    def exp(self): return self.apply("exp", self)
    def sqrt(self): return self.apply("sqrt", self)
    def expm1(self): return self.apply("expm1", self)
    def log(self): return self.apply("log", self)
    def log1p(self): return self.apply("log1p", self)
    def absolute(self): return self.apply("absolute", self)
    def sign(self): return self.apply("sign", self)
    def normal_cdf(self): return self.apply("normal_cdf", self)
    def normal_density(self): return self.apply("normal_density", self)
    def tanh(self): return self.apply("tanh", self)
    def times_log(self, x): return self.apply("times_log", self, x)
    def ratio(self, x): return self.apply("ratio", self, x)


def is_nothing(value):
    """Whether a plain number is NOTHING, which is no part of a formula: to add it is no operation."""
    return type(value) is float and value == 0.0 and math.copysign(1.0, value) < 0.0


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


def power(x, exponent):
    """x >= 0 to a power: a whole one is a product, and any other e^(exponent * ln x).

    >>> power(2.0, 3.0), power(2.0, 0.0), round(power(2.0, 0.5), 6)
    (8.0, 1.0, 1.414214)
    """
    if exponent not in range(11):
        return exp(exponent * log(largest(x, 1e-300)))    # of 0, 0
    result = x if exponent else 1.0
    for _ in range(int(exponent) - 1):
        result *= x
    return result


def exp(x):
    """e to the power of x; infinity where that is beyond a float.

    >>> exp(0.0), exp(1000.0)
    (1.0, inf)
    """
    if type(x) is not float:
        return x.exp()
    try:
        return math.exp(x)
    except OverflowError:
        return INFINITY


def sqrt(x):
    """The square root.

    >>> sqrt(9.0)
    3.0
    """
    return math.sqrt(x) if type(x) is float else x.sqrt()


def expm1(x):
    """e^x - 1, with all its digits where x is near 0.

    >>> expm1(1e-20), expm1(-1000.0), expm1(1000.0)
    (1e-20, -1.0, inf)
    """
    if type(x) is not float:
        return x.expm1()
    try:
        return math.expm1(x)
    except OverflowError:
        return INFINITY


def log(x):
    """The natural logarithm, of a positive number."""
    return math.log(x) if type(x) is float else x.log()


def log1p(x):
    """ln(1 + x), with all its digits where x is near 0; x is more than -1.

    >>> log1p(1e-20)
    1e-20
    """
    return math.log1p(x) if type(x) is float else x.log1p()


def absolute(x):
    """|x|"""
    return abs(x) if type(x) is float else x.absolute()


def sign(x):
    """1 where x is positive, -1 where it is negative, and 0 where it is 0: the slope of |x|, with 0 at the kink.

    >>> sign(0.5), sign(-0.5), sign(-0.0)
    (1.0, -1.0, 0.0)
    """
    if type(x) is not float:
        return x.sign()
    return 1.0 if x > 0.0 else -1.0 if x < 0.0 else 0.0


def normal_cdf(x):
    """Φ(x), the share of the normal distribution below x: erfc(-x / √2) / 2. (Not 1 + erf, which is 0 from -8.3 down.)

    >>> normal_cdf(0.0), normal_cdf(-20.0) > 0.0
    (0.5, True)
    """
    return 0.5 * math.erfc(-x / SQRT_2) if type(x) is float else x.normal_cdf()


def normal_density(x):
    """φ(x) = e^(-x²/2) / √(2π), the slope of Φ(x)."""
    return math.exp(-0.5 * x * x) / SQRT_2_PI if type(x) is float else x.normal_density()


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
    if a != 0.0 and x < 0.0:
        raise ValueError("the logarithm has no slope there")
    if not -INFINITY < quotient < INFINITY:
        raise OverflowError("a ratio beyond a float")    # infinity would go on into the weights, as nan
    return quotient


def largest(*values):
    """The greatest of the numbers."""
    for value in values:
        if type(value) is not float:
            return value.largest(*values)
    return max(values)


def constant(value, x):
    """A number of a formula in the arithmetic of x, for a quotient of constants: 1/6 has more digits among decimals."""
    return value if type(x) is float else x.constant(value)
