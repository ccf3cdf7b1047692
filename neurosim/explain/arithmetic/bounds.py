"""Numbers known for certain: a fraction where the truth is rational, else two decimals that it lies between.

    Fraction       the number itself: whatever + - * / make of fractions, and a root of a square
    (low, high)    low <= truth <= high: every operation rounds its low bound down and its high bound up

So a sum that cancels is 0 as long as its terms are rational, and for the rest the bounds say how much is known.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, DecimalException
from fractions import Fraction
from math import isinf, isqrt

from . import functions
from .decimals import written
from .figure import Arithmetic

MOST_DIGITS = 1280
LONGEST = 4 * MOST_DIGITS    # binary digits: a longer fraction goes on as two bounds
ZERO, ONE, INFINITE = Decimal(0), Decimal(1), Decimal("Infinity")
KNOWN = {("exp", 0): 1, ("expm1", 0): 0, ("log", 1): 0, ("log1p", 0): 0, ("tanh", 0): 0,
         ("normal_cdf", 0): Fraction(1, 2)}


class Undecided(Exception):
    """The bounds are too far apart to go on: more digits are needed."""


class Bounds(Arithmetic):
    """Numbers known to so many digits, or exactly.

    is_last    whether no more digits come: what the bounds leave open in a comparison is then decided by their middle
    needed     how many digits would have kept all that was too small to be seen beside something greater
    found      what functions have come to: a slope asks for the same as the out before it
    """

    name, title = "exact", "the floats nearest to the true values"

    def __init__(self, digits, is_last=False):
        self.digits, self.is_last, self.needed, self.found = digits, is_last, 0, {}
        self.down, self.up = functions.context(digits, ROUND_FLOOR), functions.context(digits, ROUND_CEILING)

    def given(self, value):
        return Fraction(value)

    def bounds(self, x):
        """Two decimals around the number."""
        if not isinstance(x, Fraction):
            return x
        numerator, denominator = Decimal(x.numerator), Decimal(x.denominator)
        return self.down.divide(numerator, denominator), self.up.divide(numerator, denominator)

    def kept(self, x):
        """The fraction, or bounds where it has grown too long."""
        return x if max(x.numerator.bit_length(), x.denominator.bit_length()) < LONGEST else self.bounds(x)

    # + - * /

    def add(self, a, b):
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            return self.kept(a + b)
        a, b = self.bounds(a), self.bounds(b)
        self.notice(a, b)
        return self.down.add(a[0], b[0]), self.up.add(a[1], b[1])

    def sub(self, a, b):
        """a - b, which is 0 where both are one and the same, as the greatest net less itself."""
        return Fraction(0) if a is b else self.add(a, self.neg(b))

    def notice(self, a, b):
        """Whether one is too small to be seen beside the other: how many digits would it take?"""
        a, b = a[0] or a[1], b[0] or b[1]
        if a and b and a.is_finite() and b.is_finite():
            apart = abs(a.adjusted() - b.adjusted())
            self.needed = max(self.needed, apart) if apart >= self.digits else self.needed

    def mul(self, a, b):
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            return self.kept(a * b)
        return Fraction(0) if is_zero(a) or is_zero(b) else self.outermost(self.down.multiply, self.up.multiply, a, b)

    def div(self, a, b):
        if isinstance(b, Fraction):
            if not b:
                raise ArithmeticError("a division by 0")
            if isinstance(a, Fraction):
                return self.kept(a / b)
        elif b[0] <= 0 <= b[1]:
            raise Undecided
        return Fraction(0) if is_zero(a) else self.outermost(self.down.divide, self.up.divide, a, b)

    def outermost(self, down, up, a, b):
        """The least and the greatest of the four results at the bounds."""
        pairs = [(x, y) for x in self.bounds(a) for y in self.bounds(b)]
        try:
            return min(down(x, y) for x, y in pairs), max(up(x, y) for x, y in pairs)
        except DecimalException:    # 0 times what is beyond decimals may be anything
            return INFINITE.copy_negate(), INFINITE

    def neg(self, x):
        return -x if isinstance(x, Fraction) else (x[1].copy_negate(), x[0].copy_negate())

    def absolute(self, x):
        if isinstance(x, Fraction):
            return abs(x)
        if x[0] < 0 < x[1]:
            return ZERO, max(x[0].copy_abs(), x[1])
        return x if x[0] >= 0 else self.neg(x)

    def square(self, x):
        if isinstance(x, Fraction):
            return self.kept(x * x)
        low, high = self.absolute(x)
        return self.down.multiply(low, low), self.up.multiply(high, high)

    def largest(self, *values):
        """The number that is above all others; where the bounds of several overlap, bounds of the greatest."""
        lows, highs = zip(*map(self.bounds, values))
        for place, value in enumerate(values):
            if lows[place] >= max([*highs[:place], *highs[place + 1:]], default=lows[place]):
                return value
        return max(values) if all(isinstance(value, Fraction) for value in values) else (max(lows), max(highs))

    # Functions. All but one rise, so the bounds of the result are the results at the bounds, a little further apart.

    def rising(self, function, x):
        if isinstance(x, Fraction) and (function, x) in KNOWN:
            return Fraction(KNOWN[function, x])
        low, high = self.bounds(x)
        return self.at(function, low)[0], self.at(function, high)[1]

    def at(self, function, x):
        """Bounds of the function at one point: what is computed is off by less than one unit of the last digit."""
        if (function, x) not in self.found:
            value = getattr(functions, function)(x, self.digits)
            self.found[function, x] = self.down.next_minus(value), self.up.next_plus(value)
        return self.found[function, x]

    def positive(self, x):
        """The same bounds, for what is never below 0."""
        return x if isinstance(x, Fraction) else (max(x[0], ZERO), x[1])

    def exp(self, x): return self.positive(self.rising("exp", x))
    def expm1(self, x): return self.rising("expm1", x)
    def tanh(self, x): return self.rising("tanh", x)
    def normal_cdf(self, x): return self.positive(self.rising("normal_cdf", x))

    def normal_density(self, x):
        """It rises to 0 and falls from there."""
        near, far = self.bounds(self.absolute(x))
        return self.positive((self.at("normal_density", far)[0], self.at("normal_density", near)[1]))

    def sqrt(self, x):
        root = rational_root(x) if isinstance(x, Fraction) and x >= 0 else None
        if root is not None:
            return root
        low, high = self.bounds(x)
        return self.positive((self.at("sqrt", max(low, ZERO) if high >= 0 else low)[0], self.at("sqrt", high)[1]))

    def log(self, x): return self.logarithm("log", x, ZERO)
    def log1p(self, x): return self.logarithm("log1p", x, ONE.copy_negate())

    def logarithm(self, function, x, above):
        low, high = self.bounds(x)
        if high <= above or isinstance(x, Fraction) and x <= above:
            raise ArithmeticError("the logarithm of a number that is not above 0")
        if low <= above:
            raise Undecided
        return self.rising(function, x)

    def compare(self, a, b):
        """Which is greater. In the end, what no digit tells apart is equal, unless one was too small to be seen."""
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            return super().compare(a, b)
        if a is b:
            return 0
        a, b = self.bounds(a), self.bounds(b)
        if a[1] < b[0] or a[0] > b[1]:
            return -1 if a[1] < b[0] else 1
        if not self.is_last:
            raise Undecided
        return super().compare(self.middle(a), self.middle(b)) if self.needed else 0

    # Looking.

    def middle(self, x):
        """The number halfway between the bounds; of many digits half, so that a truth of few digits is just met."""
        low, high = self.bounds(x)
        short = functions.context(self.digits if self.digits < MOST_DIGITS else MOST_DIGITS // 2)
        return low if low == high else short.divide(self.down.add(low, high), Decimal(2))

    def settled(self, x):
        """Whether both bounds name one float; where that is 0 or infinity, whether they share 17 digits, too.

        With the last number of digits the float is enough: a sum that cancels to exactly 0 has no digits to share. And
        a truth that lies just between two floats has bounds on either side, but half of all digits agree.
        """
        if isinstance(x, Fraction):
            return True
        low, high = map(float, x)
        if self.is_last:
            return low == high or self.agree(x, MOST_DIGITS // 2)
        return low == high and (0.0 < abs(low) < float("inf") or self.agree(x, 17))

    def agree(self, x, digits):
        low, high = map(functions.context(digits).plus, x)
        return low == high

    def nearest(self, x):
        return float(x if isinstance(x, Fraction) else self.middle(x))

    def at_least(self, x):
        return float(self.bounds(x)[0])

    def text(self, x, digits=None):
        """The float's own text; of a number that is too small or too great for floats, its digits."""
        low, high = self.bounds(x)
        middle = self.middle(x)
        value = float(middle) + 0.0    # as 0 has no sign
        if digits is None and value and not isinf(value) or high - low > abs(middle):
            return repr(value if isinf(value) else self.nearest(x) + 0.0).removesuffix(".0")
        short = functions.context(digits or 17)
        return written(short.plus(middle).normalize(short))

    def shown(self, x, digits=None):
        """The float nearest to the truth, 0 too where that is it; of a number too great for floats its digits."""
        value = float(self.middle(x))
        if isinf(value):
            return self.text(x, digits)
        value = self.nearest(x) + 0.0
        return repr(value).removesuffix(".0") if digits is None else format(value, f".{digits}g")


def is_zero(x):
    return isinstance(x, Fraction) and not x


def rational_root(x):
    """The root of the square of a fraction; None of any other number.

    >>> rational_root(Fraction(9, 4)), rational_root(Fraction(2))
    (Fraction(3, 2), None)
    """
    root = Fraction(isqrt(x.numerator), isqrt(x.denominator))
    return root if root * root == x else None
