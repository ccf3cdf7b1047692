"""The true values: bounds on every number, and more digits until both bounds name one and the same float.

A value is a pair of decimals, low <= truth <= high. Every operation rounds its low bound down and its high bound up, so
the truth never escapes. If the floats nearest to the two bounds are the same, it is the float nearest to the truth;
if not, the whole step is run again with twice as many digits. (Ziv, 1991.) Given numbers are the floats they are.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, DecimalException
from math import isinf

from ...core.guard.errors import NeurosimError
from . import functions
from .decimals import written
from .figure import Arithmetic, Figure

DIGITS = (40, 80, 160, 320, 640, 1280)    # how many are tried, one after the other
ZERO, ONE = Decimal(0), Decimal(1)
EXACT = {("exp", ZERO): ONE, ("expm1", ZERO): ZERO, ("log", ONE): ZERO, ("log1p", ZERO): ZERO,
         ("tanh", ZERO): ZERO, ("sqrt", ZERO): ZERO, ("sqrt", ONE): ONE}


class Undecided(Exception):
    """The bounds are too far apart to go on: more digits are needed."""


class Exact(Arithmetic):
    """Every number shown is the float nearest to the true one.

    >>> exact = Exact()
    >>> exact.settle(lambda number: [1.0 - 1.0 / (1.0 + number(-40.0).exp())], lambda figures: figures)
    [4.248354255291589e-18]
    >>> from math import exp
    >>> 1.0 - 1.0 / (1.0 + exp(-40.0))
    0.0
    """

    name, title = "exact", "the floats nearest to the true values"

    def carried(self, value):
        """Training before the step runs in floats: they are what this step is given."""
        return value

    def settle(self, run, values=lambda result: result.values()):
        """run(number), with more and more digits until all `values` of the result are settled."""
        for digits in DIGITS:
            bounds = Bounds(digits, is_last=digits == DIGITS[-1])
            try:
                result = run(bounds.number)
            except Undecided:
                continue
            if all(bounds.settled(figure.value) for figure in values(result) if isinstance(figure, Figure)):
                bounds.is_last = True    # whoever compares from here on gets an answer
                return result
        raise NeurosimError("numbers", "float or decimal:30", problem=f"exact found no end within {DIGITS[-1]} digits")


class Bounds(Arithmetic):
    """Pairs of decimals of so many digits. Where `is_last`, the middle of the bounds decides what is undecided."""

    name, title = Exact.name, Exact.title

    def __init__(self, digits, is_last=False):
        self.digits, self.is_last = digits, is_last
        self.down, self.up = functions.context(digits, ROUND_FLOOR), functions.context(digits, ROUND_CEILING)

    def given(self, value):
        return (Decimal.from_float(value),) * 2    # Decimal(value) would leave a flag with whoever is about

    def around(self, value):
        """Bounds for a number that is off by less than one unit of the last digit."""
        return self.down.next_minus(value), self.up.next_plus(value)

    def add(self, a, b):
        return self.down.add(a[0], b[0]), self.up.add(a[1], b[1])

    def sub(self, a, b):
        return self.down.subtract(a[0], b[1]), self.up.subtract(a[1], b[0])

    def mul(self, a, b):
        return self.outermost(self.down.multiply, self.up.multiply, a, b)

    def div(self, a, b):
        if b[0] <= 0 <= b[1]:
            self.undecided(b[0] < b[1], "a division by 0")
        return self.outermost(self.down.divide, self.up.divide, a, b)

    def outermost(self, down, up, a, b):
        """The least and the greatest of the four results at the bounds."""
        pairs = [(x, y) for x in (a if a[0] != a[1] else a[:1]) for y in (b if b[0] != b[1] else b[:1])]
        try:
            return min(down(x, y) for x, y in pairs), max(up(x, y) for x, y in pairs)
        except DecimalException:    # 0 times infinity
            raise Undecided from None

    def neg(self, x):
        return x[1].copy_negate(), x[0].copy_negate()

    def absolute(self, x):
        if x[0] < 0 < x[1]:
            return ZERO, max(x[0].copy_abs(), x[1])
        return x if x[0] >= 0 else self.neg(x)

    def square(self, x):
        low, high = self.absolute(x)
        return self.down.multiply(low, low), self.up.multiply(high, high)

    def largest(self, *values):
        return max(low for low, _ in values), max(high for _, high in values)

    # These rise, so the bounds of the result are the results at the bounds, a little further apart.

    def rising(self, function, x):
        return self.at(function, x[0])[0], self.at(function, x[1])[1]

    def at(self, function, x):
        """Bounds of the function at one point."""
        if (function, x) in EXACT:
            return (EXACT[function, x],) * 2
        return self.around(getattr(functions, function)(x, self.digits))

    def exp(self, x):
        low, high = self.rising("exp", x)
        return max(low, ZERO), high

    def sqrt(self, x):
        low = max(x[0], ZERO) if x[1] >= 0 else x[0]
        return max(self.at("sqrt", low)[0], ZERO), self.at("sqrt", x[1])[1]

    def expm1(self, x): return self.rising("expm1", x)
    def tanh(self, x): return self.rising("tanh", x)

    def normal_cdf(self, x):
        low, high = self.rising("normal_cdf", x)
        return max(low, ZERO), high

    def normal_density(self, x):
        """It rises to 0 and falls from there."""
        near, far = self.absolute(x)
        return max(self.at("normal_density", far)[0], ZERO), self.at("normal_density", near)[1]

    def log(self, x):
        if x[0] <= 0:
            self.undecided(x[1] > 0, "the logarithm of a number that is not above 0")
        return self.rising("log", x)

    def log1p(self, x):
        if x[0] <= -1:
            self.undecided(x[1] > -1, "the logarithm of a number that is not above 0")
        return self.rising("log1p", x)

    def undecided(self, is_open, problem):
        """More digits may help where only one bound is out of place, and there are more."""
        raise Undecided if is_open and not self.is_last else ArithmeticError(problem)

    def compare(self, a, b):
        if a[0] == a[1] == b[0] == b[1]:
            return 0
        if a[1] < b[0] or a[0] > b[1]:
            return -1 if a[1] < b[0] else 1
        if not self.is_last:
            raise Undecided
        a, b = self.middle(a), self.middle(b)
        return (a > b) - (a < b)

    def middle(self, x):
        return x[0] if x[0] == x[1] else self.down.divide(self.down.add(*x), Decimal(2))

    # Looking.

    def settled(self, x):
        """Whether both bounds name one float; where that is 0 or infinity, whether they share their first 17 digits, too.

        With the last number of digits the float is enough: a sum that cancels to exactly 0 has no digits to share.
        """
        low, high = map(float, x)
        if low != high:
            return False
        short = functions.context(17)
        return self.is_last or 0.0 < abs(low) < float("inf") or short.plus(x[0]) == short.plus(x[1])

    def nearest(self, x):
        return float(self.middle(x))

    def text(self, x, digits=None):
        """The float's own text; of a number that is too small or too great for floats, its digits."""
        middle, value = self.middle(x), self.nearest(x)
        if digits is None and value and not isinf(value) or x[1] - x[0] > abs(middle):
            return repr(value + 0.0).removesuffix(".0")    # + 0.0, as 0 has no sign
        short = functions.context(digits or 17)
        return written(short.plus(middle).normalize(short))

    def shown(self, x, digits=None):
        """The float nearest to the truth, 0 or inf too where that is the nearest."""
        value = self.nearest(x) + 0.0
        return repr(value).removesuffix(".0") if digits is None else format(value, f".{digits}g")
