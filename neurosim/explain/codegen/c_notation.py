"""Formulas as C99: the notation, the few functions that C does not have, and assignments as statements.

What runs comes to the bits that the core comes to, as Python's exp, log, tanh, ... are those of the C library, and as
the compiler is told not to join a product and a sum into one operation (-ffp-contract=off).
"""

import re

from ...core.maths import SQRT_2, SQRT_2_PI
from ..notation import ATOM, JAVASCRIPT, Notation

NAME = re.compile(r"[A-Za-z_]\w*")


class CNotation(Notation):
    """The largest of several numbers is the largest of two, again and again."""

    def applied(self, op, args, bracketed):
        if op == "largest":
            text = bracketed(args[0], 0)
            for arg in args[1:]:
                text = f"largest({text}, {bracketed(arg, 0)})"
            return ATOM, text
        return super().applied(op, args, bracketed)


C = CNotation({**JAVASCRIPT.operations, "absolute": "fabs"})

FUNCTIONS = {
    "square": "double square(double x) { return x * x; }",
    "sign": "double sign(double x) { return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : 0.0; }",
    "largest": "double largest(double a, double b) { return b > a ? b : a; }",
    "normal_cdf": f"double normal_cdf(double x) {{ return 0.5 * erfc(-x / {SQRT_2!r}); }}",
    "normal_density": f"double normal_density(double x) {{ return exp(-0.5 * x * x) / {SQRT_2_PI!r}; }}",
    "times_log": "double times_log(double a, double x) { return a != 0.0 ? a * log(x) : 0.0; }",
    "ratio": "double ratio(double a, double x) { return a != 0.0 ? a / (x < 0.0 ? 0.0 : x) : 0.0; }",
}


def functions(text):
    """Those of FUNCTIONS that the text calls, to stand above it."""
    return [f"static {FUNCTIONS[name]}" for name in FUNCTIONS if re.search(rf"\b{name}\(", text)]


def statements(lines, known=()):
    """Python's assignments as statements; a name that is not `known` is declared where it is met first.

    >>> statements(["w -= 2.0 * g", "v_new = v + g", "v, w = w, v_new"], ["v", "w"])
    ['w -= 2.0 * g;', 'double v_new = v + g;', '{ const double old0 = w, old1 = v_new; v = old0; w = old1; }']
    """
    known = set(known)
    return [statement(line, known) for line in lines]


def statement(line, known):
    target, operation, value = re.fullmatch(r"(.*?) ([-+]?=) (.*)", line, re.DOTALL).groups()
    if ", " in target:
        return at_once(target.split(", "), value.split(", "))
    declared = "" if target in known or not NAME.fullmatch(target) else "double "
    known.add(target)
    return f"{declared}{target} {operation} {value};"


def at_once(names, values):
    """Several names change together: what they become is looked at first."""
    news = ", ".join(f"old{place} = {value}" for place, value in enumerate(values))
    moved = " ".join(f"{name} = old{place};" for place, name in enumerate(names))
    return f"{{ const double {news}; {moved} }}"


def loaded(names, array, text, kind="const double"):
    """Declarations of those names that the text mentions, from an array in this order."""
    asked = set(NAME.findall(text))
    return [f"{kind} {name} = {array}[{place}];" for place, name in enumerate(names) if name in asked]


def stored(values, array):
    return [f"{array}[{place}] = {value};" for place, value in enumerate(values)]
