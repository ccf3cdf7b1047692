"""Notations: what is written down is what was computed, brackets and all."""

import ast
import math
import random
import re
import struct

import pytest

from neurosim.core import maths
from neurosim.explain.expression import OPERATIONS, Expression
from neurosim.explain.notation import PYTHON, TEXT, Notation, pretty, significant

COMPARISONS = ("gt", "ge", "lt", "le")
HOW_MANY = {"add": 2, "sub": 2, "mul": 2, "div": 2, "neg": 1, "square": 1, "exp": 1, "tanh": 1, "times_log": 2, "ratio": 2,
            "largest": 3, "where": 3, "sqrt": 1,
            "expm1": 1, "log": 1, "log1p": 1, "absolute": 1, "sign": 1, "normal_cdf": 1, "normal_density": 1}
NAMES = ["w1", "w12", "net_h1", "dE_dnet_o1", "dout_o1_dnet_o2", "E_o1", "learning_rate", "w1_new", "out_h2_1_s2", "out_h2_1_s12"]
SEEDS = range(2000)
EXACT_TEXT = Notation(TEXT.operations, name=pretty, number=significant(17), minus="−")


# Random formulas.


def test_every_operation_is_tried():
    """A new operation has to be told here how many arguments it takes."""
    assert set(OPERATIONS) == {*HOW_MANY, *COMPARISONS}


def random_expression(draw, depth):
    """A tree over all operations, each value finite and of a size that leaves rounding to be seen."""
    while True:
        try:
            expression = grown(draw, depth)
        except (ArithmeticError, ValueError):    # divided by 0, or the logarithm of it
            continue
        if 1e-6 < abs(expression.value) < 1e6 or expression.value == 0.0:
            return expression


def grown(draw, depth):
    if depth == 0:
        return random_leaf(draw)
    op = draw.choice([op for op in HOW_MANY for _ in range(3 if op in ("add", "sub", "mul", "div", "neg") else 1)])
    args = [random_expression(draw, depth - draw.randint(1, depth)) for _ in range(HOW_MANY[op])]
    if op == "where":
        args[0] = Expression.apply(draw.choice(COMPARISONS), args[0], random_expression(draw, depth - 1))
    if op == "ratio" and args[1].value == 0.0:
        raise ZeroDivisionError    # 0 by definition where both are 0, but a reader sees a fraction
    return Expression.apply(op, *args)


def random_leaf(draw):
    value = draw.choice([draw.uniform(-3, 3), draw.uniform(-3, 3), -1.0, 0.0, -0.0, 2.0, 1e-5 * draw.random()])
    if draw.random() < 0.3:
        return Expression.lift(value)
    place = draw.randrange(len(NAMES))
    value = 0.7 * place - 3.03    # a name has one value in a formula
    if draw.random() < 0.5:
        return Expression.given(NAMES[place], value)
    return (Expression.lift(value) * Expression.lift(1.0)).named(NAMES[place])


def formulas(seeds=SEEDS):
    for seed in seeds:
        draw = random.Random(seed)
        yield random_expression(draw, draw.randint(1, 4))


VALUES = {name: 0.7 * place - 3.03 for place, name in enumerate(NAMES)}


def bits(value):
    return struct.pack(">d", value).hex()


def evaluated(formula):
    """A formula in Python, as Python reads it."""
    return eval(formula, {"__builtins__": {}, **vars(maths)}, VALUES)


# Python.


def test_python_gives_the_bits_of_the_value():
    """2,000 random formulas, over names and over numbers."""
    for expression in formulas():
        assert bits(expression.value) == bits(evaluated(PYTHON.write(expression))), PYTHON.write(expression)
        assert bits(expression.value) == bits(evaluated(PYTHON.write_values(expression))), PYTHON.write_values(expression)


# Text, read back sign by sign.


SIGNS = {"·": "*", "−": "-", "≥": ">=", "≤": "<=", "²": "**2", "e^(": "exp(", "√(": "sqrt(", "Φ(": "normal_cdf(", "φ(": "normal_density("}


def python_of(text):
    """Text as Python: names first, as ∂E/∂w1 has a slash in it, and the longest first."""
    names = {pretty(name): name for name in NAMES}
    text = re.sub("|".join(map(re.escape, sorted(names, key=len, reverse=True))), lambda found: names[found[0]], text)
    for sign, python in SIGNS.items():
        text = text.replace(sign, python)
    return re.sub(r"\bmax\(", "largest(", without_bars(text))


def without_bars(text):
    """|x| as absolute(x): a bar opens where a number may begin, and closes where one has ended."""
    before, *after = text.split("|")
    for part in after:
        opens = re.search(r"(^|[-+*/(<>=,]|\bif|\belse)\s*$", before)
        before += ("absolute(" if opens else ")") + part
    return before


class Functions(ast.NodeTransformer):
    """2 is 2.0; x**2 is square(x); ln(1 + x) is log1p(x), exp(x) - 1 is expm1(x); a * ln(x) is times_log(a, x), which is 0 where a is 0."""

    def visit_Constant(self, node):
        return ast.Constant(float(node.value))

    def visit_Call(self, node):
        inside = node.args[0]
        self.generic_visit(node)
        if node.func.id != "ln":
            return node
        one_more = isinstance(inside, ast.BinOp) and isinstance(inside.op, ast.Add) and is_one(inside.left)
        return called("log1p", node.args[0].right) if one_more else called("log", node.args[0])

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Sub) and is_one(node.right) and isinstance(node.left, ast.Call) and node.left.func.id == "exp":
            return called("expm1", *node.left.args)
        if isinstance(node.op, ast.Pow):
            return called("square", node.left)
        if isinstance(node.op, ast.Mult) and isinstance(node.right, ast.Call) and node.right.func.id == "log":
            return called("times_log", node.left, node.right.args[0])
        return node


def is_one(node):
    return isinstance(node, ast.Constant) and node.value == 1.0


def called(name, *args):
    return ast.Call(ast.Name(name, ast.Load()), list(args), [])


def read(text):
    """The value of a formula as a reader takes it, who knows which sign binds tighter."""
    tree = Functions().visit(ast.parse(python_of(text), mode="eval"))
    words = {**vars(maths), "ratio": lambda a, x: a / x}
    return eval(compile(ast.fix_missing_locations(tree), "text", "eval"), {"__builtins__": {}, **words}, VALUES)


def test_text_reads_back():
    """The same formulas as people write them, with 17 digits: the value that was computed (but 0 has no sign there)."""
    for expression in formulas():
        assert expression.value == read(EXACT_TEXT.write(expression)), EXACT_TEXT.write(expression)
        assert expression.value == read(EXACT_TEXT.write_values(expression)), EXACT_TEXT.write_values(expression)


def test_text_with_terms_worked_out_reads_back():
    """`0.5 + (−2) · 3` once more as `0.5 − 6`: the same value, and no term left to multiply."""
    written = [(expression, EXACT_TEXT.write_terms(expression)) for expression in formulas()]
    assert 50 < sum(text is not None for _, text in written)
    for expression, text in written:
        assert text is None or (expression.value == read(text) and not set("·(/²") & set(text)), text


# A dropped bracket is noticed.


def loosened(notation, op, side):
    """The notation without the brackets that one side of an operation asks for."""
    strength, pattern, demands = notation.operations[op]
    demands = tuple(0 if place == side else demand for place, demand in enumerate(demands))
    return Notation({**notation.operations, op: (strength, pattern, demands)}, notation.name, notation.number, notation.minus)


def misread(notation, read, same):
    """How many of the formulas come out as something else, or as nothing at all."""
    def wrong(expression):
        try:
            return not same(expression.value, read(notation.write(expression)))
        except (SyntaxError, NameError, ArithmeticError, ValueError, TypeError):
            return True
    return sum(map(wrong, formulas(range(600))))


@pytest.mark.parametrize("op, side", [
    *[(op, 1) for op in ("add", "sub", "mul", "div")], ("mul", 0), ("div", 0), ("neg", 0)])
def test_a_bracket_dropped_in_python_is_noticed(op, side):
    """Without them a - (b + c) reads as a - b + c."""
    assert 0 < misread(loosened(PYTHON, op, side), evaluated, lambda value, found: bits(value) == bits(found))


@pytest.mark.parametrize("op, side", [
    *[(op, 1) for op in ("add", "sub", "mul", "div", "ratio")], ("mul", 0), ("div", 0), ("neg", 0), ("square", 0), ("times_log", 0)])
def test_a_bracket_dropped_in_text_is_noticed(op, side):
    """The same for what people read."""
    assert 0 < misread(loosened(EXACT_TEXT, op, side), read, lambda value, found: value == found)


@pytest.mark.parametrize("written, formula", [
    ("a − (b − c)", lambda a, b, c: a - (b - c)),
    ("a − b − c", lambda a, b, c: a - b - c),
    ("a + (b + c)", lambda a, b, c: a + (b + c)),
    ("a / (b · c)", lambda a, b, c: a / (b * c)),
    ("a / b · c", lambda a, b, c: a / b * c),
    ("(a + b) · c", lambda a, b, c: (a + b) * c),
    ("−(a + b)", lambda a, b, c: -(a + b)),
    ("(a − b)²", lambda a, b, c: maths.square(a - b)),
    ("−a²", lambda a, b, c: -maths.square(a)),
    ("(−a)²", lambda a, b, c: maths.square(-a)),
    ("e^(a − b)", lambda a, b, c: maths.exp(a - b)),
    ("−(a · ln(b))", lambda a, b, c: -maths.times_log(a, b)),
    ("b if a > 0 else c", lambda a, b, c: maths.where(a > 0.0, b, c)),
    ("(b if a > 0 else 0) · c", lambda a, b, c: maths.where(a > 0.0, b, 0.0) * c),
    ("max(a, b, c)", lambda a, b, c: maths.largest(a, b, c)),
])
def test_text_as_people_write(written, formula):
    """Brackets where they are needed, and nowhere else."""
    assert written == TEXT.write(formula(*[Expression.given(name, 0.5) for name in "abc"]))


def test_negative_numbers_are_bracketed_on_the_right():
    """Two signs never stand side by side."""
    a, b = Expression.given("a", -0.5), Expression.given("b", -2.0)
    assert "−0.5 − (−2)" == TEXT.write_values(a - b)
    assert "−0.5 + (−0.5) · (−2)" == TEXT.write_values(a + a * b)
    assert "−0.5 + 1" == TEXT.write_terms(a + a * b)
    assert "−0.5 − 1" == TEXT.write_terms(a - a * b)
    assert "(−2)²" == TEXT.write_values(b.square())


# Long sums.


def long_sum(count):
    """w1 + w2 + ..., added from left to right."""
    return maths.total([Expression.given(f"w{i}", float(i)) for i in range(1, count + 1)])


@pytest.mark.parametrize("count, written", [
    (3, "w1 + w2 + w3"),
    (8, "w1 + w2 + w3 + w4 + w5 + w6 + w7 + w8"),
    (9, "w1 + w2 + w3 + w4 + w5 + w6 + … (1 more) + w8 + w9"),
    (5000, "w1 + w2 + w3 + w4 + w5 + w6 + … (4992 more) + w4999 + w5000"),
])
def test_the_middle_of_a_long_sum_is_counted(count, written):
    """The first six terms and the last two stay; the others are counted."""
    assert written == TEXT.write(long_sum(count))


def test_long_sums_do_not_recurse():
    """5,000 terms, each in its place, in every way to write them; Python's own notation leaves nothing out."""
    expression = long_sum(5000)
    assert 12_502_500.0 == expression.value
    assert " + ".join(f"w{i}" for i in range(1, 5001)) == PYTHON.write(expression)
    assert "1 + 2 + 3 + 4 + 5 + 6 + … (4992 more) + 4999 + 5000" == TEXT.write_values(expression)
    assert math.fsum(range(1, 5001)) == sum(float(term) for term in PYTHON.write_values(expression).split(" + "))


# Names and numbers.


@pytest.mark.parametrize("name, written", [
    ("net_h1", "net_h1"), ("net_h1_2", "net_h1_2"), ("E", "E"), ("E_o1", "E_o1"), ("dE_dout_o1", "∂E/∂out_o1"),
    ("dout_o1_dnet_o1", "∂out_o1/∂net_o1"), ("dout_h2_1_dnet_h2_3", "∂out_h2_1/∂net_h2_3"), ("dE_dnet_h1", "∂E/∂net_h1"),
    ("dnet_o1_dw5", "∂net_o1/∂w5"), ("dE_dw5", "∂E/∂w5"), ("dE_db2", "∂E/∂b2"), ("w5_new", "w5⁺"), ("b2_new", "b2⁺"),
    ("learning_rate", "η"), ("dE_dw5_s12", "∂E/∂w5⁽¹²⁾"), ("out_h1_s3", "out_h1⁽³⁾")])
def test_names_as_people_write_them(name, written):
    """The middle column of the interface's table."""
    assert written == pretty(name)


@pytest.mark.parametrize("digits, value, written", [
    (9, 0.0363503063931447, "0.0363503064"), (9, 0.000438567733865, "0.000438567734"), (6, 3.510187782978859e-05, "3.51019e-05"),
    (6, -0.0, "0"), (9, -5e-324, "-4.94065646e-324"), (6, 1e22, "1e+22"), (17, 0.1, "0.10000000000000001"), (1, 0.96, "1"), (6, 0.6, "0.6")])
def test_significant_digits(digits, value, written):
    """So many digits from the first that is not 0, never fixed decimals; and 0 has no sign."""
    assert written == significant(digits)(value)


def test_only_nothing_is_left_out_of_a_sum():
    """-0.0, where every sum begins, is no part of the formula; 0.0 is one, as it turns -0.0 into 0.0."""
    x = Expression.given("x", -0.0)
    assert ("x", bits(-0.0)) == (PYTHON.write(maths.NOTHING + x), bits((maths.NOTHING + x).value))
    assert ("0.0 + x", bits(0.0)) == (PYTHON.write(0.0 + x), bits((0.0 + x).value))
