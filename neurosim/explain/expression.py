"""A number that remembers how it was computed.

    given       a number from outside, with its name:     i1, w5, t1, learning_rate
    constant    a number of a formula:                    1.0
    named       another expression, under a name:         net_h1, dE_dw5
    add, mul, exp, ...                                    an operation and what it was applied to

An Expression computes its value at once, with the very operations that floats would meet, so value and formula
cannot disagree. It refuses `if` and `==`: a formula that depends on those would explain only half of itself.

To add an operation, add it to OPERATIONS and to the notations.
"""

import operator

from ..core import maths

OPERATIONS = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv, "neg": operator.neg,
    "gt": operator.gt, "ge": operator.ge, "lt": operator.lt, "le": operator.le,
    "where": maths.where, "square": maths.square, "exp": maths.exp, "sqrt": maths.sqrt, "tanh": maths.tanh,
    "expm1": maths.expm1, "log": maths.log, "log1p": maths.log1p, "absolute": maths.absolute, "sign": maths.sign,
    "normal_cdf": maths.normal_cdf, "normal_density": maths.normal_density,
    "times_log": maths.times_log, "ratio": maths.ratio, "largest": maths.largest,
}


class Expression(maths.Number):
    """One node of a formula: an operation, its arguments, its value; for given and named ones a name.

    >>> w, x = Expression.given("w", 0.4), Expression.given("x", 0.5)
    >>> net = (w * x + 1.0).named("net")
    >>> net.value, net.body.op
    (1.2, 'add')
    """

    __slots__ = ("op", "args", "value", "name")

    def __init__(self, op, args, value, name=None):
        self.op, self.args, self.value, self.name = op, args, value, name

    @classmethod
    def given(cls, name, value):
        return cls("given", (), value, name)

    @classmethod
    def lift(cls, value):
        """A plain number as a constant; an expression as it is."""
        return value if isinstance(value, cls) else cls("constant", (), value)

    def constant(self, value):
        """A constant in the arithmetic of this number."""
        return type(self)("constant", (), maths.constant(value, self.value))

    @classmethod
    def apply(cls, op, *args):
        """The operation, applied: to the expressions, and to their values."""
        args = tuple(map(cls.lift, args))
        return cls(op, args, OPERATIONS[op](*[arg.value for arg in args]))

    def named(self, name):
        """This number under a name of its own: formulas that use it from here on say the name."""
        return type(self)("named", (self,), self.value, name)

    @property
    def body(self):
        """What a named expression stands for."""
        return self.args[0] if self.op == "named" else self

    @property
    def is_name(self):
        return self.name is not None

    def nodes(self):
        """The formula and all within it, names not opened. A loop, as formulas may be nested deep."""
        waiting = [self.body]
        while waiting:
            node = waiting.pop()
            waiting += [arg for arg in node.args if not arg.is_name]
            yield node

    # Arithmetic.

    def __add__(self, other): return self.apply("add", self, other)
    def __sub__(self, other): return self.apply("sub", self, other)
    def __mul__(self, other): return self.apply("mul", self, other)
    def __truediv__(self, other): return self.apply("div", self, other)
    def __rsub__(self, other): return self.apply("sub", other, self)
    def __rmul__(self, other): return self.apply("mul", other, self)
    def __rtruediv__(self, other): return self.apply("div", other, self)
    def __neg__(self): return self.apply("neg", self)

    def __radd__(self, other):
        return self if maths.is_nothing(other) else self.apply("add", other, self)

    def largest(self, *values):    # of two at least: Python's max wants them
        return self.apply("largest", *values) if values[1:] else self

    # Choices: `where(net > 0.0, a, b)`, never `if`.

    def __gt__(self, other): return self.apply("gt", self, other)
    def __ge__(self, other): return self.apply("ge", self, other)
    def __lt__(self, other): return self.apply("lt", self, other)
    def __le__(self, other): return self.apply("le", self, other)
    def where(self, yes, no): return self.apply("where", self, yes, no)

    def __bool__(self):
        raise TypeError("a formula must be straight-line: use where(condition, a, b), not `if`")

    def __eq__(self, other):
        raise TypeError("a formula must not ask whether numbers are equal")

    __hash__ = object.__hash__

    def __repr__(self):
        return f"Expression({self.name or self.op}, {self.value!r})"
