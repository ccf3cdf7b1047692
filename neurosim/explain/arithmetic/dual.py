"""Dual numbers: a value and its slope, through the same formulas. The way forward alone gives an exact slope.

    value     the number, a float or any other          slope     how it changes with the one number that was marked

    (u, u') + (v, v') = (u + v, u' + v')        (u, u') * (v, v') = (u * v, u' * v + u * v')
    f(u, u') = (f(u), f'(u) * u')

Nothing here knows of backpropagation, which is why it can check it. Clifford, 1873; "forward mode" of other books.
"""

from math import isinf

from ...core import maths
from ...core.maths import Number
from .figure import Truth


class Dual(Number):
    """A value and its slope by one number: mark that with slope 1, leave the others plain, and run forward.

    >>> w = Dual(0.5, 1.0)
    >>> (w * w + 3.0 * w).slope, w.exp().slope == w.exp().value
    (4.0, True)
    """

    __slots__ = ("value", "slope")

    def __init__(self, value, slope=0.0):
        self.value, self.slope = value, slope

    def lift(self, other):
        """A plain number does not change with the marked one."""
        return other if isinstance(other, Dual) else Dual(float(other) if isinstance(other, int) else other)

    def __add__(self, other):
        other = self.lift(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    def __radd__(self, other):
        return self if maths.is_nothing(other) else self + other

    def __neg__(self): return Dual(-self.value, -self.slope)
    def __sub__(self, other): return self + -self.lift(other)
    def __rsub__(self, other): return self.lift(other) - self

    def __mul__(self, other):
        other = self.lift(other)
        return Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)

    __rmul__ = __mul__

    def __truediv__(self, other):
        """u / v has the slope (u' - u / v * v') / v. Where v is beyond a float, as in a saturated sigmoid, it is 0."""
        other = self.lift(other)
        quotient = self.value / other.value
        if isinstance(other.value, float) and isinf(other.value):
            return Dual(quotient, 0.0)
        return Dual(quotient, (self.slope - quotient * other.slope) / other.value)

    def __rtruediv__(self, other): return self.lift(other) / self

    # The functions of core.maths.

    def follow(self, function, slope):
        """f(u), and its slope f'(u) * u'."""
        return Dual(function(self.value), slope * self.slope)

    def square(self): return self.follow(maths.square, 2.0 * self.value)
    def exp(self): return self.follow(maths.exp, maths.exp(self.value))
    def expm1(self): return self.follow(maths.expm1, maths.exp(self.value))
    def log(self): return self.follow(maths.log, 1.0 / self.value)
    def log1p(self): return self.follow(maths.log1p, 1.0 / (1.0 + self.value))

    def sqrt(self):
        root = maths.sqrt(self.value)
        return Dual(root, 0.5 / root * self.slope)

    def tanh(self):
        """1 - tanh(x)², which loses its digits far out, is 4e / (1 + e)² with e = e^-2|x|."""
        e = maths.exp(-2.0 * maths.absolute(self.value))
        return self.follow(maths.tanh, 4.0 * e / maths.square(1.0 + e))

    def normal_cdf(self): return self.follow(maths.normal_cdf, maths.normal_density(self.value))

    def normal_density(self):
        """e^(-x²/2) / √(2π) has -x times itself as slope."""
        return self.follow(maths.normal_density, -self.value * maths.normal_density(self.value))

    def absolute(self):
        """|x|, whose slope at the kink is taken as 0."""
        return self.follow(maths.absolute, self.sign().value)

    def sign(self):
        """1, 0 or -1, and flat wherever it has a slope."""
        return Dual(maths.where(self.value > 0.0, 1.0, maths.where(self.value < 0.0, -1.0, 0.0)))

    def times_log(self, x):
        """a ln x has the slope a' ln x + a / x * x'."""
        x = self.lift(x)
        return Dual(maths.times_log(self.value, x.value),
                    maths.times_log(self.slope, x.value) + maths.ratio(self.value, x.value) * x.slope)

    def ratio(self, x):
        """a / x has the slope (a' - a / x * x') / x."""
        x = self.lift(x)
        quotient = maths.ratio(self.value, x.value)
        return Dual(quotient, maths.ratio(self.slope - quotient * x.slope, x.value))

    def largest(self, *values):
        """The greatest, the first of several alike."""
        greatest, *rest = map(self.lift, values)
        for other in rest:
            greatest = other if other > greatest else greatest
        return greatest

    # Comparisons ask the value only, so a kink has the slope of the side that `where` chooses.

    def __gt__(self, other): return self.compared(self.value > self.lift(other).value)
    def __ge__(self, other): return self.compared(self.value >= self.lift(other).value)
    def __lt__(self, other): return self.compared(self.value < self.lift(other).value)
    def __le__(self, other): return self.compared(self.value <= self.lift(other).value)

    def compared(self, holds):
        return Truth(bool(holds), self)

    def __eq__(self, other): return self.value == self.lift(other).value

    def __repr__(self):
        return f"Dual({self.value!r}, {self.slope!r})"
