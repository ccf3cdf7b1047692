"""Notations: how a formula is written. A table says for each operation how tightly it binds and what it looks like.

    "add": (1, "{} + {}", (1, 2))      binds with strength 1; its left side must bind with 1 or more, its right with 2

A side that binds less than that gets brackets. An operation that is not in the table is written as a function call;
a mere word in the table is the function's name there.

To add a notation, add a Notation. LaTeX and MathML are in typesetting.py, that of spreadsheets is in cells.py.
"""

from ..core.maths import INFINITY, Number
from .naming import before_step, is_after_step, parts_of_slope, sample_of, without_sample
from .terms import factors, summands, worked_out

ATOM = 9
BEYOND = "beyond a double"


class Notation:
    """How to write operations, names and numbers.

    digits    how tightly a number binds, and what it looks like, from its text without a sign
    loose     signs in a name that needs brackets below a power: (∂E/∂w5)² and (m_w5⁺)²

    >>> from neurosim.explain.expression import Expression
    >>> a, b = Expression.given("w1", 0.5), Expression.given("out_h1", -2.0)
    >>> difference = a - (b - 1.0) * a
    >>> PYTHON.write(difference), TEXT.write(difference), TEXT.write_values(difference)
    ('w1 - (out_h1 - 1.0) * w1', 'w1 − (out_h1 − 1) · w1', '0.5 − (−2 − 1) · 0.5')
    """

    def __init__(self, operations, name=str, number=repr, minus="-", most_terms=None, dots="... ({} more)",
                 call="{}({})", comma=", ", bracket="({})", digits=None, loose=("/", "⁺")):
        self.operations, self.name, self.number, self.digits = operations, name, number, digits or as_written
        self.minus, self.most_terms, self.dots = minus, most_terms, dots
        self.call, self.comma, self.bracket, self.loose = call, comma, bracket, loose

    def write(self, expression):
        """The formula over names: a named expression below the top is its name."""
        return self.brackets(expression, 0, self.named)

    def write_values(self, expression, number=None):
        """The formula with every name replaced by its value."""
        return self.brackets(expression, 0, unnamed, number)

    def write_terms(self, expression, number=None):
        """The same once more, with the terms of a sum worked out; None where it is no sum of more than values."""
        terms = worked_out(expression)
        return terms and " ".join(self.sum_pieces(terms, unnamed, number))

    # The same in pieces, between which a line may be broken: the terms of a sum, or the factors of a product.

    def pieces(self, expression):
        return self.in_pieces(expression, self.named)

    def pieces_of_values(self, expression, number=None):
        return self.in_pieces(expression, unnamed, number)

    def pieces_of_terms(self, expression, number=None):
        terms = worked_out(expression)
        return terms and self.sum_pieces(terms, unnamed, number)

    def in_pieces(self, expression, name_of, number=None):
        if expression.op in ("add", "sub"):
            return self.sum_pieces(summands(expression), name_of, number)
        return self.product_pieces(factors(expression), name_of, number)

    # How it is done. `name_of` says what stands for a leaf, None where that is its value.

    def named(self, leaf):
        return self.name(leaf.name) if leaf.is_name else None

    def brackets(self, node, demanded, name_of, number=None):
        """The node as text, in brackets if it binds less than demanded."""
        return self.bracketed(self.strength_and_text(node, name_of, number), demanded)

    def strength_and_text(self, node, name_of, number=None):
        if node.is_name or node.op == "constant":
            named = name_of(node)
            return (self.name_strength(named), named) if named is not None else self.number_text(node.value, number)
        if node.op in ("add", "sub"):
            return self.operations[node.op][0], " ".join(self.sum_pieces(summands(node), name_of, number))
        return self.applied(node.op, node.args, lambda arg, demanded: self.brackets(arg, demanded, name_of, number))

    def applied(self, op, args, bracketed):
        """How tightly an operation binds, and its text; bracketed(arg, demanded) is the text of an argument."""
        entry = self.operations.get(op, op)
        if isinstance(entry, str):
            return ATOM, self.call.format(entry, self.comma.join([bracketed(arg, 0) for arg in args]))
        strength, pattern, demands = entry
        return strength, pattern.format(*[bracketed(arg, demanded) for arg, demanded in zip(args, demands)])

    def bracketed(self, written, demanded):
        """A text, in brackets if it binds less than demanded."""
        strength, text = written
        return self.bracket.format(text) if strength < demanded else text

    def name_strength(self, text):
        return 4 if any(sign in text for sign in self.loose) else ATOM

    def number_text(self, value, number=None):
        text = (number or self.number)(value)
        if text.startswith("-"):
            return 1.5, self.minus + self.digits(text[1:])[1]
        return self.digits(text)

    def product_pieces(self, members, name_of, number=None):
        _, pattern, (left, right) = self.operations["mul"]
        first, *others = members
        texts = [self.brackets(first, left if others else 0, name_of, number)]
        return texts + [pattern.format("", self.brackets(factor, right, name_of, number)).strip() for factor in others]

    def sum_pieces(self, terms, name_of, number=None):
        """A sum from left to right; in the middle of a long one a count of what is left out."""
        texts = [self.brackets(terms[0][1], self.operations["add"][2][0], name_of, number)]
        kept = self.kept(len(terms))
        for place, (op, term) in enumerate(terms[1:], 1):
            if place in kept:
                _, pattern, (_, demanded) = self.operations[op]
                texts.append(pattern.format("", self.brackets(term, demanded, name_of, number)).strip())
            elif place - 1 in kept:
                texts.append(self.operations["add"][1].format("", self.dots.format(len(terms) - len(kept))).strip())
        return texts

    def kept(self, count):
        """The places of the terms that are written out."""
        if self.most_terms is None or count <= self.most_terms:
            return range(count)
        return {*range(self.most_terms - 2), count - 2, count - 1}


def unnamed(leaf):
    return None


def as_written(text):
    """A number as its text; 7/2400 binds like any division."""
    return (2 if "/" in text else ATOM), text


def literal(value):
    """A number as programs write it; what is beyond a double is that there, too.

    >>> literal(0.1), literal(1e200 * 1e200), float(literal(1e200 * 1e200)) == 1e200 * 1e200
    ('0.1', '1e999', True)
    """
    text = repr(value)
    return "1e999" if text == "inf" else text


PYTHON = Notation({
    "add": (1, "{} + {}", (1, 2)), "sub": (1, "{} - {}", (1, 2)), "neg": (1.5, "-{}", (3,)),
    "mul": (2, "{} * {}", (2, 3)), "div": (2, "{} / {}", (2, 3)),
    "gt": (0.5, "{} > {}", (1, 1)), "ge": (0.5, "{} >= {}", (1, 1)),
    "lt": (0.5, "{} < {}", (1, 1)), "le": (0.5, "{} <= {}", (1, 1)),
}, number=literal)

JAVASCRIPT = Notation({**PYTHON.operations, "where": (0.2, "{} ? {} : {}", (0.3, 0.3, 0.2))}, number=literal)


RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def pretty(name):
    """A name as people write it.

    >>> [pretty(name) for name in ("dE_dw5", "dout_h1_dnet_h1", "w5_new", "learning_rate", "net_h1_s2")]
    ['∂E/∂w5', '∂out_h1/∂net_h1', 'w5⁺', 'η', 'net_h1⁽²⁾']
    """
    sample, slope = sample_of(name), parts_of_slope(name)
    if sample:
        return pretty(without_sample(name)) + f"⁽{str(sample).translate(RAISED)}⁾"
    if slope:
        return "∂{}/∂{}".format(*slope)
    name = before_step(name) + "⁺" * is_after_step(name)
    return {"learning_rate": "η"}.get(name, name)


def significant(digits):
    """Numbers of so many significant digits, never fixed decimals; 0 has no sign, and infinity is none.

    >>> significant(9)(0.036350306393), significant(3)(-0.0), significant(4)(0.00003510), significant(2)(1e200 * 1e200)
    ('0.0363503064', '0', '3.51e-05', 'beyond a double')
    """
    def text(value):
        if isinstance(value, Number):
            return value.shown(digits)
        if value == INFINITY:
            return BEYOND
        rounded = format(value, f".{digits}g")
        return "0" if float(rounded) == 0.0 else rounded
    return text


def shown(digits, usual):
    """Numbers as a report shows them: with the digits that were asked for, else floats with the usual digits and every
    other number as its arithmetic writes it.

    >>> shown(None, 6)(1 / 3), shown(3, 6)(1 / 3)
    ('0.333333', '0.333')
    """
    with_digits = significant(digits or usual)
    return lambda value: value.shown() if digits is None and isinstance(value, Number) else with_digits(value)


TEXT = Notation({
    "add": (1, "{} + {}", (1, 2)), "sub": (1, "{} − {}", (1, 2)), "neg": (1.5, "−{}", (3,)),
    "mul": (2, "{} · {}", (2, 3)), "div": (2, "{} / {}", (2, 3)), "ratio": (2, "{} / {}", (2, 3)),
    "times_log": (2, "{} · ln({})", (2, 0)), "square": (4, "{}²", (5,)), "exp": (4, "e^({})", (0,)),
    "sqrt": (5, "√({})", (0,)),
    "gt": (0.5, "{} > {}", (1, 1)), "ge": (0.5, "{} ≥ {}", (1, 1)),
    "lt": (0.5, "{} < {}", (1, 1)), "le": (0.5, "{} ≤ {}", (1, 1)),
    "expm1": (1, "e^({}) − 1", (0,)), "log": "ln", "log1p": (ATOM, "ln(1 + {})", (2,)),
    "absolute": (ATOM, "|{}|", (0,)),
    "normal_cdf": "Φ", "normal_density": "φ",
    "largest": "max", "where": (0, "{1} if {0} else {2}", (0.5, 0.5, 0)),
}, name=pretty, number=significant(9), minus="−", most_terms=8, dots="… ({} more)")
