"""A figure: a number of another arithmetic than floats. It knows its value and the arithmetic that computes with it.

    value          whatever the arithmetic computes with: a Decimal, a Fraction, a pair of bounds
    arithmetic     does all the work: `a * b` is arithmetic.mul(a.value, b.value), `a.exp()` is arithmetic.exp(a.value)

Figures meet the floats of formulas (1.0, 0.5), which are read by the arithmetic; they do not meet the figures of
another arithmetic. There is no __float__, so math.exp and its like cannot take a figure for a float by mistake.

To add a function, add it to every arithmetic, and to Dual.
"""

from math import inf

from ...core.maths import Number, is_nothing


class Arithmetic:
    """What every arithmetic can do besides computing. No two runs share anything that changes."""

    name, title = "", ""

    def number(self, value):
        """A given float or whole number as a figure; a figure as it is."""
        return value if isinstance(value, Number) or isinstance(value, bool) else Figure(self.given(value), self)

    def carried(self, value):
        """A weight as training carries it from one step to the next."""
        return self.number(value)

    def settle(self, run):
        """run(number) computes something; `number` turns what is given into figures. Once is enough here."""
        return run(self.number)

    def given(self, value):
        raise NotImplementedError

    def compare(self, a, b):
        """Below 0, 0 or above 0, as a is less than b, equal, or greater."""
        return (a > b) - (a < b)

    def largest(self, *values):
        return max(values)

    def nearest(self, value):
        return float(value)

    def at_least(self, value):
        """The least float that it may be, as far as is known."""
        return self.nearest(value)

    def shown(self, value, digits=None):
        """A number as a report shows it: as the arithmetic writes it."""
        return self.text(value, digits)

    def __repr__(self):
        return f"make_arithmetic({self.name!r})"

    def __deepcopy__(self, memo):
        return self


class Figure(Number):
    """One number of an arithmetic.

    >>> from neurosim.explain.arithmetic import make_arithmetic
    >>> third = 1.0 / make_arithmetic("rounded:4").number(3.0)
    >>> third, third * 3.0, third < 0.5, third.nearest()
    (0.3333, 0.9999, True, 0.3333)
    """

    __slots__ = ("value", "arithmetic")

    def __init__(self, value, arithmetic):
        self.value, self.arithmetic = value, arithmetic

    def lift(self, other):
        """A float, or a figure, as a figure of this arithmetic."""
        return Figure(self.read(other), self.arithmetic)

    def read(self, other):
        """The value of a figure of this arithmetic, or of a constant of a formula."""
        if not isinstance(other, Figure):
            return self.arithmetic.given(other)
        if other.arithmetic is not self.arithmetic:
            names = f"{self.arithmetic.name} and {other.arithmetic.name}"
            raise TypeError(f"numbers of two arithmetics do not mix: {names}")
        return other.value

    def apply(self, operation, *args):
        """The operation, done by the arithmetic."""
        return Figure(getattr(self.arithmetic, operation)(*map(self.read, args)), self.arithmetic)

    def binary(self, operation, other, swapped=False):
        """The same for + - * /. Any other kind of number, such as an Expression, answers for itself."""
        if not isinstance(other, (Figure, float, int)):
            return NotImplemented
        return self.apply(operation, other, self) if swapped else self.apply(operation, self, other)

    def __add__(self, other): return self.binary("add", other)
    def __sub__(self, other): return self.binary("sub", other)
    def __mul__(self, other): return self.binary("mul", other)
    def __truediv__(self, other): return self.binary("div", other)
    def __rsub__(self, other): return self.binary("sub", other, swapped=True)
    def __rmul__(self, other): return self.binary("mul", other, swapped=True)
    def __rtruediv__(self, other): return self.binary("div", other, swapped=True)
    def __neg__(self): return self.apply("neg", self)

    def __radd__(self, other):
        return self if is_nothing(other) else self.binary("add", other, swapped=True)

    # The functions of core.maths that take several numbers, or are made of others.

    def sign(self): return self.lift(float(self.arithmetic.compare(self.value, self.read(0.0))))
    def largest(self, *values): return self.apply("largest", *values)
    def times_log(self, x): return self * self.lift(x).log() if self.is_not_zero() else self
    def ratio(self, x): return self / x if self.is_not_zero() else self

    def is_not_zero(self):
        return self.arithmetic.compare(self.value, self.read(0.0)) != 0

    # Comparisons: true or false, and `where` on them chooses.

    def __gt__(self, other): return self.compared(other, lambda order: order > 0)
    def __ge__(self, other): return self.compared(other, lambda order: order >= 0)
    def __lt__(self, other): return self.compared(other, lambda order: order < 0)
    def __le__(self, other): return self.compared(other, lambda order: order <= 0)

    def compared(self, other, holds):
        if not isinstance(other, (Figure, float, int)):
            return NotImplemented
        return Truth(holds(self.arithmetic.compare(self.value, self.read(other))), self)

    def __eq__(self, other):
        return isinstance(other, (Figure, float, int)) and self.arithmetic.compare(self.value, self.read(other)) == 0

    # For those who look.

    def nearest(self):
        """The float nearest to it, infinity where it is beyond floats."""
        try:
            return self.arithmetic.nearest(self.value)
        except OverflowError:
            return inf if self > 0 else -inf

    def at_least(self):
        """The least that it may be, where there is some doubt."""
        return self.arithmetic.at_least(self.value)

    def text(self, digits=None):
        """As the arithmetic writes it, or with so many significant digits."""
        return self.arithmetic.text(self.value, digits)

    def shown(self, digits=None):
        """As a report shows it: the same, but of bounds on a true value the nearest float."""
        return self.arithmetic.shown(self.value, digits)

    def __repr__(self):
        return self.text()

    def __deepcopy__(self, memo):
        return self    # it never changes


class Truth(Number):
    """What a comparison says: it holds or not. A plain bool would do, were it not for what `where` chooses:

    where(net > 0.0, 1.0, 0.0) must be a number of this kind too, or the 1.0 might next be divided by 3.0 as a float.
    """

    __slots__ = ("holds", "number")

    def __init__(self, holds, number):
        self.holds, self.number = holds, number

    def __bool__(self):
        return self.holds

    def __eq__(self, other):
        return self.holds == bool(other)

    def where(self, yes, no):
        chosen = yes if self.holds else no
        return chosen if isinstance(chosen, Number) else self.number.lift(chosen)

    def __repr__(self):
        return repr(self.holds)
