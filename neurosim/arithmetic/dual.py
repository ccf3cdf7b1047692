"""Dual numbers: a value and its slope, side by side through the same formulas. The way forward alone gives an exact slope.

    value     the number, a float or any other          slope     how it changes with the one number that was marked

    (u, u') + (v, v') = (u + v, u' + v')      (u, u') * (v, v') = (u * v, u' * v + u * v')      f(u, u') = (f(u), f'(u) * u')

Nothing here knows of backpropagation, which is why it can check it. Clifford, 1873; "forward mode" of other books.
"""

import math
from math import copysign

from ..core import maths
from ..core.maths import Number
from .figure import Truth

TWO_BY_ROOT_PI = 2.0 / math.sqrt(math.pi)
SQRT_2, SQRT_2_PI = math.sqrt(2.0), math.sqrt(2.0 * math.pi)


FLOATS = {"exp": maths.exp, "tanh": math.tanh, "log": math.log, "log1p": math.log1p, "expm1": maths.expm1,
          "sqrt": math.sqrt, "erfc": math.erfc, "absolute": abs, "square": maths.square,
          "normal_cdf": lambda x: 0.5 * math.erfc(-x / SQRT_2), "normal_density": lambda x: math.exp(-0.5 * x * x) / SQRT_2_PI}


def call(function, x):
    """The function of a plain value: of a float, or of whatever number answers for itself."""
    return FLOATS[function](x) if isinstance(x, float) else getattr(x, function)()


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
        begins_a_sum = other == 0.0 and copysign(1.0, other) < 0.0    # NOTHING of core.maths
        return self if begins_a_sum else self + other

    def __neg__(self): return Dual(-self.value, -self.slope)
    def __sub__(self, other): return self + -self.lift(other)
    def __rsub__(self, other): return self.lift(other) - self

    def __mul__(self, other):
        other = self.lift(other)
        return Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)

    __rmul__ = __mul__

    def __truediv__(self, other):
        """u / v has the slope (u' - u / v * v') / v. Where v is beyond a float, as e^-net of a saturated sigmoid, nothing is left of it."""
        other = self.lift(other)
        quotient = self.value / other.value
        if isinstance(other.value, float) and math.isinf(other.value):
            return Dual(quotient, 0.0)
        return Dual(quotient, (self.slope - quotient * other.slope) / other.value)

    def __rtruediv__(self, other): return self.lift(other) / self

    # The functions of core.maths.

    def follow(self, function, slope):
        """f(u), and its slope f'(u) * u'."""
        return Dual(call(function, self.value), slope * self.slope)

    def square(self): return self.follow("square", 2.0 * self.value)
    def exp(self): return self.follow("exp", call("exp", self.value))
    def expm1(self): return self.follow("expm1", call("exp", self.value))
    def log(self): return self.follow("log", 1.0 / self.value)
    def log1p(self): return self.follow("log1p", 1.0 / (1.0 + self.value))
    def erfc(self): return self.follow("erfc", -TWO_BY_ROOT_PI * call("exp", -call("square", self.value)))

    def sqrt(self):
        root = call("sqrt", self.value)
        return Dual(root, 0.5 / root * self.slope)

    def tanh(self):
        """1 - tanh(x)², which loses its digits far out, is 4e / (1 + e)² with e = e^-2|x|."""
        e = call("exp", -2.0 * call("absolute", self.value))
        return self.follow("tanh", 4.0 * e / call("square", 1.0 + e))

    def normal_cdf(self): return self.follow("normal_cdf", call("normal_density", self.value))

    def normal_density(self):
        """e^(-x²/2) / √(2π) has -x times itself as slope."""
        return self.follow("normal_density", -self.value * call("normal_density", self.value))

    def absolute(self):
        """|x|, whose slope at the kink is taken as 0."""
        return self.follow("absolute", self.sign().value)

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

    __hash__ = None

    def __repr__(self):
        return f"Dual({self.value!r}, {self.slope!r})"
