"""Formulas as Python that computes with floats alone, and fast: no question what kind of number it is, few calls.

What runs comes to the bits that the core comes to, as its functions for floats are those of `math`.
"""

import math

from ...core import maths
from ..notation import ATOM, PYTHON, Notation

# z is for a number that a form says twice. The names that are left are functions of `math` or of core.maths.
FAST = Notation({
    **PYTHON.operations,
    "where": (0.4, "{1} if {0} else {2}", (0.5, 0.5, 0.4)), "square": (ATOM, "((z := {0}) * z)", (0,)),
    "absolute": "abs", "largest": "max",
})

CAREFUL = {name: getattr(math, name) for name in ("sqrt", "tanh", "log", "log1p")}
CAREFUL |= {name: getattr(maths, name)
            for name in ("exp", "expm1", "sign", "normal_cdf", "normal_density", "times_log", "ratio")}
CAREFUL |= {"inf": maths.INFINITY, "NOTHING": maths.NOTHING}
QUICK = {**CAREFUL, "exp": math.exp, "expm1": math.expm1}


class Compiled:
    """A function from its text; it must leave what it is given as it is, or begin by making it so.

    The exp of `math` raises an error where e^x is beyond a float, the core's is infinity there. As that hardly ever
    happens, the function runs with the first, and from the first overflow on with the second.

    >>> twice = Compiled("def twice(x): return 2.0 * exp(x)", "twice")
    >>> twice(0.0), twice(1000.0)
    (2.0, inf)
    """

    def __init__(self, text, name):
        self.code, self.name = compile(text, f"<{name}>", "exec"), name
        self.function = self.within(QUICK)

    def within(self, names):
        namespace = dict(names)
        exec(self.code, namespace)
        return namespace[self.name]

    def __call__(self, *arguments):
        try:
            return self.function(*arguments)
        except OverflowError:
            self.function = self.within(CAREFUL)
            return self.function(*arguments)
