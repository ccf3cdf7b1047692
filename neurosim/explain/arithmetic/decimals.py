"""Decimal arithmetic: so many significant digits; or as on paper, rounded to so many decimals.

Given numbers are taken as they are written: 0.05 is 1/20, though the float 0.05 is a little more.
"""

from decimal import ROUND_05UP, ROUND_HALF_UP, Decimal

from . import functions
from .conversion import simple_fraction
from .figure import Arithmetic


class Decimals(Arithmetic):
    """So many significant digits; every operation is rounded to the nearest.

    >>> one, three = map(Decimals(30).number, (1, 3))
    >>> one / three, (one / three).exp()
    (0.333333333333333333333333333333, 1.3956124250860895286281253196)
    """

    plain_from = -5    # smaller numbers are written as 1.5e-07

    def __init__(self, digits):
        self.name, self.title = f"decimal:{digits}", f"{digits} significant digits"
        self.digits, self.context = digits, functions.context(digits)

    def given(self, value):
        simple = simple_fraction(value)
        if simple is None:
            return Decimal(repr(value))
        return self.context.divide(Decimal(simple.numerator), Decimal(simple.denominator))

    def finish(self, value):
        """A result, rounded as this arithmetic rounds. The context has done it."""
        return value

    def add(self, a, b): return self.finish(self.context.add(a, b))
    def sub(self, a, b): return self.finish(self.context.subtract(a, b))
    def mul(self, a, b): return self.finish(self.context.multiply(a, b))
    def div(self, a, b): return self.finish(self.context.divide(a, b))
    def square(self, x): return self.mul(x, x)
    def neg(self, x): return x.copy_negate()
    def absolute(self, x): return x.copy_abs()

    def sqrt(self, x): return self.finish(functions.sqrt(x, self.digits))
    def exp(self, x): return self.finish(functions.exp(x, self.digits))
    def expm1(self, x): return self.finish(functions.expm1(x, self.digits))
    def log(self, x): return self.finish(functions.log(x, self.digits))
    def log1p(self, x): return self.finish(functions.log1p(x, self.digits))
    def tanh(self, x): return self.finish(functions.tanh(x, self.digits))
    def normal_cdf(self, x): return self.finish(functions.normal_cdf(x, self.digits))
    def normal_density(self, x): return self.finish(functions.normal_density(x, self.digits))

    def text(self, value, digits=None):
        shortened = functions.context(digits or self.digits).plus(value)
        return written(shortened.normalize(functions.context(len(shortened.as_tuple().digits))), self.plain_from)


class RoundedDecimals(Decimals):
    """Every result is rounded to so many decimals, as on paper: a half goes up, away from 0. What is given stays.

    A function is one result, as a pocket calculator gives it: tanh(x) is rounded once, 1 / (1 + exp(-x)) three times.

    >>> out = 1.0 / (1.0 + RoundedDecimals(4).number(-0.3775).exp())
    >>> out, out * 0.5, -out * 0.25
    (0.5933, 0.2967, -0.1483)
    """

    plain_from = -40

    def __init__(self, decimals):
        super().__init__(decimals + 100)    # of which 100 before the point, more than anybody writes down
        self.name, self.title = f"rounded:{decimals}", f"every result rounded to {decimals} decimals, as on paper"
        self.unit = Decimal(1).scaleb(-decimals)
        # ROUND_05UP leaves a last digit that shows whether more follow, so that rounding twice is rounding once.
        self.context = functions.context(self.digits, ROUND_05UP)
        self.paper = functions.context(self.digits, ROUND_HALF_UP)

    def given(self, value):
        return Decimal(repr(value))

    def finish(self, value):
        written_whole = not value.is_finite() or value.adjusted() - self.unit.adjusted() >= self.digits
        return value if written_whole else value.quantize(self.unit, context=self.paper)

    def text(self, value, digits=None):
        return super().text(value, digits) if digits else written(value, self.plain_from)


def written(value, plain_from=-5):
    """A decimal as people write it; 0 has no sign.

    >>> written(Decimal("-0.00")), written(Decimal("0.0500")), written(Decimal("-1.5E-7")), written(Decimal("2E+400"))
    ('0.00', '0.0500', '-1.5e-07', '2e+400')
    """
    if not value.is_finite():
        return "-inf" if value < 0 else "inf"
    value = value if value else value.copy_abs()
    if not value or plain_from <= value.adjusted() < 17:
        return format(value, "f")
    first, *rest = map(str, value.as_tuple().digits)
    sign, point = "-" if value < 0 else "", "." if rest else ""
    return f"{sign}{first}{point}{''.join(rest)}e{value.adjusted():+03d}"
