"""The languages that programs with loops are printed in, C99 and JavaScript: how a formula, a statement, a function is
written there.

    int train(long steps, const int *places, const double *rows, const double *masks,
              double *state, const double *settings, double *nets, double *work)
    int answer(long samples, const double *rows, const double *state, double *outs, double *errors)

    places    which rows each step learns from, one after the other; of steps of ANY size how many, then which
    rows      the inputs and targets of every sample          masks    of each sample in turn, where outs are dropped
    state     all that goes from step to step: carried.py     nets     of the last sample of the last step
    work      room for numbers: `room` of them                errors   E of each sample; NULL: nobody asks

In C a number is a REAL, which is a double here, and in exported programs what their reader likes.

In C both return whether something was divided by 0, has no value or is beyond a double: then Python's own code is to
say what comes of it, and what they have made is not to be used. JavaScript goes on with NaN and Infinity.

C comes to the bits that the core comes to, as Python's exp, log, tanh, ... are those of the C library, and as the
compiler is told not to join a product and a sum into one operation (-ffp-contract=off).

To add a language, add a Language.
"""

import re

from ...core.maths import SQRT_2, SQRT_2_PI
from .. import notation
from ..notation import ATOM, Notation
from .straight import indented

NAME = re.compile(r"[A-Za-z_]\w*")


class Language(Notation):
    """A notation with words for statements: those of JavaScript, where a program is an object with both functions.
    Arrays are made once, and stay from call to call."""

    heads = {"train": "function (steps, places, rows, masks, state, settings, nets, work)",
             "answer": "function (samples, rows, state, outs, errors)"}

    def variable(self, name, value):
        return f"let {name} = {value};"

    def fixed(self, name, value):
        return f"const {name} = {value};"

    place, count = fixed, variable    # an index that stays, and one that counts

    def counters(self, *names):
        """Of loops."""
        return f"let {', '.join(names)};" if names else ""

    def array(self, name, count):
        return f"const {name} = new Float64Array({count});"

    def function(self, name, arrays, lines):
        """`train` or `answer`."""
        whole = f"{self.heads[name]} {{\n{indented(filter(None, lines))}\n}}"
        if not arrays:
            return f"{name}: {whole}"
        made = indented([self.array(*each) for each in arrays.items()] + [f"return {whole};"])
        return f"{name}: (() => {{\n{made}\n}})()"

    def program(self, functions):
        return f"{{\n{indented([f'{each},' for each in functions])}\n}}"


class CLanguage(Language):
    """The largest of several numbers is the largest of two, again and again."""

    heads = {
        "train": """int train(long steps, const int *restrict places, const REAL *restrict rows,
          const REAL *restrict masks, REAL *restrict state, const REAL *restrict settings,
          REAL *restrict nets, REAL *restrict work)""",
        "answer": """int answer(long samples, const REAL *restrict rows, const REAL *restrict state,
           REAL *restrict outs, REAL *restrict errors)"""}

    def variable(self, name, value):
        return f"REAL {name} = {value};"

    def fixed(self, name, value):
        return f"const REAL {name} = {value};"

    def place(self, name, value):
        return f"const long {name} = {value};"

    def count(self, name, value):
        return f"long {name} = {value};"

    def counters(self, *names):
        return f"long {', '.join(names)};" if names else ""

    def array(self, name, count):
        return f"REAL {name}[{count}];"

    def function(self, name, arrays, lines):
        text = "\n".join(lines)
        unread = [f"(void) {each};" for each in ("masks", "work") if name == "train" and not mentions(text, each)]
        body = [*[self.array(*each) for each in arrays.items()], *filter(None, lines)]
        return f"{self.heads[name]}\n{{\n{indented([*unread, CLEARED, *body, WENT_WRONG])}\n}}"

    def program(self, parts):
        text = "\n\n".join(parts)
        return "\n".join([HEAD, *functions(text), "", text, ""])

    def applied(self, op, args, bracketed):
        if op == "largest":
            text = bracketed(args[0], 0)
            for arg in args[1:]:
                text = f"largest({text}, {bracketed(arg, 0)})"
            return ATOM, text
        return super().applied(op, args, bracketed)


C = CLanguage({**notation.JAVASCRIPT.operations, "absolute": "fabs"})
JAVASCRIPT = Language(notation.JAVASCRIPT.operations, number=notation.literal)

HEAD = """#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stddef.h>
#define REAL double
#if FLT_EVAL_METHOD != 0
#error "a double would have more digits here than Python's float"
#endif"""
CLEARED = "feclearexcept(FE_ALL_EXCEPT);"
WENT_WRONG = "return fetestexcept(FE_DIVBYZERO | FE_INVALID | FE_OVERFLOW) != 0;"

FUNCTIONS = {
    "square": "REAL square(REAL x) { return x * x; }",
    "sign": "REAL sign(REAL x) { return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : 0.0; }",
    "largest": "REAL largest(REAL a, REAL b) { return b > a ? b : a; }",
    "normal_cdf": f"REAL normal_cdf(REAL x) {{ return 0.5 * erfc(-x / {SQRT_2!r}); }}",
    "normal_density": f"REAL normal_density(REAL x) {{ return exp(-0.5 * x * x) / {SQRT_2_PI!r}; }}",
    "times_log": "REAL times_log(REAL a, REAL x) { return a != 0.0 ? a * log(x) : 0.0; }",
    "ratio": "REAL ratio(REAL a, REAL x) { return a != 0.0 ? a / (x < 0.0 ? 0.0 : x) : 0.0; }",
}


def functions(text):
    """Those of FUNCTIONS that the text calls, to stand above it."""
    return [f"static {FUNCTIONS[name]}" for name in FUNCTIONS if re.search(rf"\b{name}\(", text)]


def statements(lines, known=(), language=C):
    """Python's assignments as statements; a name that is not `known` is declared where it is met first.

    >>> print(*statements(["w -= 2.0 * g", "v_new = v + g", "v, w = w, v_new"], ["v", "w"]), sep="\\n")
    w -= 2.0 * g;
    REAL v_new = v + g;
    { const REAL old0 = w; const REAL old1 = v_new; v = old0; w = old1; }
    """
    known = set(known)
    return [statement(line, known, language) for line in lines]


def statement(line, known, language):
    target, operation, value = re.fullmatch(r"(.*?) ([-+]?=) (.*)", line, re.DOTALL).groups()
    if ", " in target:
        return at_once(target.split(", "), value.split(", "), language)
    if target not in known and NAME.fullmatch(target):
        known.add(target)
        return language.variable(target, value)
    return f"{target} {operation} {value};"


def at_once(names, values, language):
    """Several names change together: what they become is looked at first."""
    news = [language.fixed(f"old{place}", value) for place, value in enumerate(values)]
    moved = [f"{name} = old{place};" for place, name in enumerate(names)]
    return f"{{ {' '.join([*news, *moved])} }}"


def loaded(names, array, text, declare, at=""):
    """Declarations of those names that the text mentions, from an array in this order, from `at` on."""
    asked = set(NAME.findall(text))
    return [declare(name, f"{array}[{at}{place}]") for place, name in enumerate(names) if name in asked]


def stored(values, array):
    return [f"{array}[{place}] = {value};" for place, value in enumerate(values)]


def mentions(text, name):
    return re.search(rf"\b{name}\b", text) is not None
