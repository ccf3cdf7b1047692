"""Formulas for the page: each shape once, with places in which the page fills in names, or numbers as they are now.

    w1 * i1 + w2 * i2 + b1    has the shape    ⟦0⟧ · ⟦1⟧ + ⟦2⟧ · ⟦3⟧ + ⟦4⟧    and the names w1, i1, w2, i2, b1

A shape is MathML in pieces, between which a long line may break. `⟦3:2⟧` is the place of the fourth name, and says that
what binds less than 2 gets brackets there.
"""

import re

from ...explain.notation import JAVASCRIPT, Notation
from ...explain.terms import summands
from ...explain.typesetting import MATHML

BREAK = "\u200b"    # before a + and a ·


class Places(Notation):
    """A notation that writes places instead of names. `names` are those that belong there."""

    def __init__(self, like, place, operations):
        vars(self).update(vars(like), operations=operations)
        self.place, self.names = place, []

    def brackets(self, node, demanded, name_of, number=None):
        if not node.is_name:
            return super().brackets(node, demanded, name_of, number)
        self.names.append(node.name)
        return self.place.format(len(self.names) - 1, demanded)


def breakable(operations):
    """The table with a mark before each sign at which a line may break."""
    def marked(strength, pattern, demands):
        return strength, re.sub(r"(<mo>[+−·]</mo>)", BREAK + r"\1", pattern), demands
    return {**operations, **{op: marked(*operations[op]) for op in ("add", "sub", "mul")}}


def pieces(mathml):
    """MathML cut at the marks that stand in no element.

    >>> pieces(f"<mi>a</mi>{BREAK}<mo>+</mo><msqrt><mi>b</mi>{BREAK}<mo>+</mo><mi>c</mi></msqrt>")
    ['<mi>a</mi>', '<mo>+</mo><msqrt><mi>b</mi><mo>+</mo><mi>c</mi></msqrt>']
    """
    found, depth = [""], 0
    for part in re.split(f"({BREAK}|<[^>]*>)", mathml):
        if part == BREAK:
            found += [""] if depth == 0 else []
            continue
        depth += (part.startswith("<") and not part.endswith("/>")) - 2 * part.startswith("</")
        found[-1] += part
    return found


class Shapes:
    """The shapes that formulas have, each once.

    >>> from neurosim.explain.expression import Expression
    >>> a, b = Expression.given("w1", 0.5), Expression.given("i1", -2.0)
    >>> shapes = Shapes()
    >>> shapes.of(a * b), shapes.of(b * a), len(shapes)
    ([0, 'w1', 'i1'], [0, 'i1', 'w1'], 1)
    """

    def __init__(self):
        self.found = {}    # (pieces, terms, value) -> number

    def of(self, body):
        """A formula as the number of its shape, and the names in their places."""
        writer = Places(MATHML, "⟦{}:{:g}⟧", breakable(MATHML.operations))
        shape = tuple(pieces(written(writer, body))), terms(body), value(body)
        return [self.found.setdefault(shape, len(self.found)), *writer.names]

    def __len__(self):
        return len(self.found)

    def mathml(self):
        return [list(shape) for shape, _, _ in self.found]

    def script(self):
        """What each shape comes to, and the terms of those that are sums: functions of the numbers x in its places."""
        lines = [f"  {{value: {value}, terms: {terms}}}," for _, terms, value in self.found]
        return "\n".join(["const shapes = [", *lines, "];"])


def written(writer, body):
    """The formula; the mean of a batch with brackets and a slash, as a line may not break within a fraction."""
    if body.op != "div" or len(summands(body.args[0])) < 3:
        return writer.write(body)
    above, below = map(writer.write, body.args)
    return f"<mo>(</mo>{above}<mo>)</mo>{BREAK}<mo>/</mo>{below}"


def value(body):
    """A function of the numbers in the places; null for a sum so long that its middle is left out."""
    count = len(summands(body))
    if count > len(MATHML.kept(count)):
        return "null"
    return f"x => {Places(JAVASCRIPT, 'x[{}]', JAVASCRIPT.operations).write(body)}"


def terms(body):
    """A function that works out the terms of a sum, each with its sign; null where there is nothing to work out."""
    whole = summands(body)
    kept = sorted(MATHML.kept(len(whole)))
    if len(whole) < 2 or all(not term.args or term.is_name for _, term in whole):
        return "null"
    writer = Places(JAVASCRIPT, "x[{}]", JAVASCRIPT.operations)
    signs = {"add": ("", 0), "sub": ("-", 2)}    # and what binds less than that gets brackets behind the sign
    parts = []
    for op, term in map(whole.__getitem__, kept):
        sign, demanded = signs[op]
        parts.append(sign + writer.brackets(term, demanded, lambda leaf: None))
    if len(kept) < len(whole):
        parts.insert(-2, f'"… ({len(whole) - len(kept)} more)"')
    return f"x => [{', '.join(parts)}]"
