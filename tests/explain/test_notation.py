"""Notations: what is written down is what was computed, brackets and all."""

import ast
import copy
import json
import math
import random
import re
import struct
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

import neurosim.show.explorer
from neurosim.core import maths
from neurosim.explain.expression import OPERATIONS, Expression
from neurosim.explain.cells import SPREADSHEET, cell_name
from neurosim.explain.notation import JAVASCRIPT, PYTHON, TEXT, pretty, significant
from neurosim.explain.typesetting import LATEX, MATHML, latex_name, mathml_name
from neurosim.show.explorer.shapes import Shapes

COMPARISONS = ("gt", "ge", "lt", "le")
HOW_MANY = {"add": 2, "sub": 2, "mul": 2, "div": 2, "neg": 1, "square": 1, "exp": 1, "tanh": 1, "times_log": 2, "ratio": 2,
            "largest": 3, "where": 3, "sqrt": 1,
            "expm1": 1, "log": 1, "log1p": 1, "absolute": 1, "sign": 1, "normal_cdf": 1, "normal_density": 1}
NAMES = ["w1", "w12", "net_h1", "dE_dnet_o1", "dout_o1_dnet_o2", "E_o1", "learning_rate", "w1_new", "out_h2_1_s2", "out_h2_1_s12"]
SEEDS = range(2000)


def exact(notation):
    """The same notation with 17 digits, and nothing left out."""
    changed = copy.copy(notation)
    changed.number, changed.most_terms = significant(17), None
    return changed


EXACT_TEXT = exact(TEXT)


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


@cache
def formula(seed):
    draw = random.Random(seed)
    return random_expression(draw, draw.randint(1, 4))


def formulas(seeds=SEEDS):
    return map(formula, seeds)


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


# A spreadsheet, as LibreOffice reads it.


def in_a_spreadsheet(formulas, soffice, folder):
    """The value of each formula, worked out by LibreOffice over cells that are named."""
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl, of the extra test-all, is not installed")
    from openpyxl.workbook.defined_name import DefinedName
    book = openpyxl.Workbook()
    for row, (name, value) in enumerate(VALUES.items(), 1):
        book.active.cell(row, 2, value)
        book.defined_names[cell_name(name)] = DefinedName(cell_name(name), attr_text=f"Sheet!$B${row}")
    for row, formula in enumerate(formulas, 1):
        book.active.cell(row, 1, f"={formula}")
    book.save(folder / "formulas.xlsx")
    sheet = openpyxl.load_workbook(soffice([folder / "formulas.xlsx"]) / "formulas.xlsx", data_only=True).active
    return [sheet.cell(row, 1).value for row in range(1, len(formulas) + 1)]


def test_a_spreadsheet_gives_the_value(soffice, tmp_path):
    """2,000 random formulas. What is near 0 beside its terms a spreadsheet takes for 0, so a few of them may differ by that."""
    tried = list(formulas())
    found = in_a_spreadsheet(list(map(SPREADSHEET.write, tried)), soffice, tmp_path)
    wrong = [SPREADSHEET.write(expression) for expression, value in zip(tried, found)
             if not (isinstance(value, (int, float)) and math.isclose(value, expression.value, rel_tol=1e-9, abs_tol=1e-12))]
    assert [] == wrong


# JavaScript, as a browser reads it.


def in_browser(browser, formulas, before=""):
    """What the formulas come to, all in one program, with the functions of the explorer's page."""
    functions = (Path(neurosim.show.explorer.__file__).parent / "numbers.js").read_text(encoding="utf-8")
    program = "".join(f"try {{ found.push({formula}) }} catch {{ found.push(null) }}\n" for formula in formulas)
    return browser.execute_script(f"{functions}\n{before}\nconst {{{', '.join(VALUES)}}} = arguments[0], found = [];\n{program}\n"
                                  "return found.map(value => typeof value === 'number' ? String(Object.is(value, -0) ? '-0' : value) : 'nan')", VALUES)


def is_arithmetic(expression):
    """Nothing but + - * / and choices: the same bits in every language. A browser's exp may differ from Python's in the last one."""
    return expression.op not in set(OPERATIONS) - ARITHMETIC and all(map(is_arithmetic, expression.args))


ARITHMETIC = {"add", "sub", "mul", "div", "neg", "gt", "ge", "lt", "le", "where", "square", "absolute", "sign", "largest", "ratio", "sqrt"}


def same_in_javascript(expression, found):
    if is_arithmetic(expression):
        return expression.value == float(found)
    return math.isclose(expression.value, float(found), rel_tol=1e-9, abs_tol=1e-9)


def test_javascript_gives_the_value(browser):
    """2,000 random formulas, over names and over numbers."""
    tried = list(formulas())
    assert 300 < sum(map(is_arithmetic, tried)) < 1700
    for write in (JAVASCRIPT.write, JAVASCRIPT.write_values):
        written = list(map(write, tried))
        wrong = [formula for expression, formula, found in zip(tried, written, in_browser(browser, written))
                 if not same_in_javascript(expression, found)]
        assert [] == wrong


def test_a_bracket_dropped_in_javascript_is_noticed(browser):
    """On every side that asks for one."""
    tried = list(formulas(range(600)))
    for op, side in [*[(op, 1) for op in ("add", "sub", "mul", "div")], ("mul", 0), ("div", 0), ("neg", 0)]:
        written = list(map(loosened(JAVASCRIPT, op, side).write, tried))
        found = in_browser(browser, [f"(() => {{ try {{ return eval({json.dumps(formula)}) }} catch {{ return NaN }} }})()" for formula in written])
        assert not all(map(same_in_javascript, tried, found)), (op, side)


def test_shapes_of_formulas_give_the_value(browser):
    """The explorer's shapes, with numbers in their places: the whole, and the terms worked out, added up."""
    tried, shapes = list(formulas()), Shapes()
    places = [shapes.of(expression) for expression in tried]
    values = [[VALUES[name] for name in names] for _, *names in places]
    wholes, sums = [], []
    for (shape, *_), numbers in zip(places, values):
        wholes.append(f"shapes[{shape}].value({numbers})")
        sums.append(f"(shapes[{shape}].terms?.({numbers}).reduce((a, b) => a + b) ?? shapes[{shape}].value({numbers}))")
    for written in (wholes, sums):
        found = in_browser(browser, written, shapes.script())
        assert all(map(same_in_javascript, tried, found))


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
    return calculated(python_of(text))


def calculated(python):
    tree = Functions().visit(ast.parse(python, mode="eval"))
    words = {**vars(maths), "ratio": lambda a, x: a / x, "choice": lambda yes, condition, no: maths.where(condition, yes, no)}
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


# LaTeX and MathML, read back as they look: what is drawn together belongs together, and all else is for the brackets.


COMMANDS = {r"\cdot": "*", r"\ge": ">=", r"\le": "<=", r"\ln": "ln", r"\tanh": "tanh", r"\max": "largest", r"\Phi": "normal_cdf",
            r"\varphi": "normal_density", r"\operatorname{sign}": "sign", r"\left\lvert": "absolute(", r"\right\rvert": ")",
            r"\left(": "(", r"\right)": ")", "&": "", r"\text{otherwise}": "", r"\begin{cases}": "choice((", r"\text{if }": "), (",
            r"\cr": "), (", r"\end{cases}": "))"}
LATEX_TOKENS = re.compile("|".join([*map(re.escape, sorted(COMMANDS, key=len, reverse=True)), r"\\frac", r"\\sqrt", r" \\times 10\^",
                                    r"e\^(?={)", r"\d[\d.]*", r"\w+¤?", r"\s+", "."]))


def latex_value(text):
    for name in sorted(NAMES, key=lambda name: -len(latex_name(name))):
        is_loose = "^" in latex_name(name) or "frac" in latex_name(name)
        text = text.replace(latex_name(name), name + "¤" * is_loose)
    tokens = LATEX_TOKENS.findall(text)[::-1]
    python = latex_group(tokens)
    assert not tokens
    return calculated(python)


def latex_group(tokens):
    """Tokens to the end of a group, in Python. A power sits on one number, one plain name or one bracket."""
    found = []
    while tokens and tokens[-1] != "}":
        token = tokens.pop()
        if token == r"\frac":
            found.append(f"(({latex_argument(tokens)})/({latex_argument(tokens)}))¤")
        elif token == "{":
            found.append(f"({latex_group(tokens)})")
            tokens.pop()
        elif token in (r"\sqrt", "e^"):
            found.append(f"{'sqrt' if token != 'e^' else 'exp'}({latex_argument(tokens)})" + "¤" * (token == "e^"))
        elif token == r" \times 10^":
            found.append(f"e{latex_argument(tokens)}¤")
        elif token == "^":
            assert not found[-1].endswith("¤"), "a power of a power, or of a fraction"
            found.append(f"**{latex_argument(tokens)}¤")
        else:
            found.append(COMMANDS.get(token, token))
    return "".join(found).replace("¤", "")


def latex_argument(tokens):
    assert "{" == tokens.pop()
    inside = latex_group(tokens)
    assert "}" == tokens.pop()
    return inside


MATHML_SIGNS = {"−": "-", "·": "*", "≥": ">=", "≤": "<=", "\u2061": "", "max": "largest", "Φ": "normal_cdf", "φ": "normal_density",
                "{": "", "if\xa0": ""}
MATHML_NAMES = {mathml_name(name): name for name in NAMES}


def mathml_value(text):
    assert not re.search("&(?!#x2061;|#xa0;|[lg]t;)", text)    # what an HTML page and an XML reader both know
    return calculated(python_of_mathml(ElementTree.fromstring(f"<math>{text}</math>")))


def python_of_mathml(node):
    written = ElementTree.tostring(node, "unicode").strip()
    if written.removesuffix(node.tail or "") in MATHML_NAMES:
        return MATHML_NAMES[written.removesuffix(node.tail or "")]
    parts = [python_of_mathml(child) for child in node]
    if node.tag == "mfrac":
        return f"(({parts[0]})/({parts[1]}))"
    if node.tag == "msup":
        assert len(node[0]) == 0 or node[0][-1].tag not in ("msup", "mfrac", "msubsup"), "a power of a power, or of a fraction"
        return f"exp({parts[1]})" if parts[0] == "e" else f"{parts[0]}**{parts[1]}"
    if node.tag in ("msqrt", "mtable"):
        return f"{'sqrt' if node.tag == 'msqrt' else 'choice'}({''.join(parts)})"
    if node.tag == "mtd":
        return "" if parts == ["otherwise"] else f"({''.join(parts)}),"
    if node.text == "|":
        return "absolute(" if node.get("form") == "prefix" else ")"
    assert node.tag in ("math", "mrow", "mtr", "mi", "mn", "mo", "mtext"), node.tag
    return re.sub(r"×10\*\*(-?\d)", r"e\1", "".join(parts)) or MATHML_SIGNS.get(node.text, node.text)


@pytest.mark.parametrize("notation, value", [(exact(LATEX), latex_value), (exact(MATHML), mathml_value)], ids=["latex", "mathml"])
@pytest.mark.slow
def test_typeset_formulas_read_back(notation, value):
    """The random formulas once more, over names and over numbers."""
    for expression in formulas():
        assert expression.value == value(notation.write(expression)), notation.write(expression)
        assert expression.value == value(notation.write_values(expression)), notation.write_values(expression)


# A dropped bracket is noticed.


def loosened(notation, op, side):
    """The notation without the brackets that one side of an operation asks for."""
    strength, pattern, demands = notation.operations[op]
    demands = tuple(0 if place == side else demand for place, demand in enumerate(demands))
    changed = copy.copy(notation)
    changed.operations = {**notation.operations, op: (strength, pattern, demands)}
    return changed


def misread(notation, read, same):
    """Whether one of the formulas comes out as something else, or as nothing at all."""
    def wrong(expression):
        try:
            return not same(expression.value, read(notation.write(expression)))
        except (SyntaxError, NameError, ArithmeticError, ValueError, TypeError, AssertionError):
            return True
    return any(map(wrong, formulas(range(600))))


@pytest.mark.parametrize("op, side", [
    *[(op, 1) for op in ("add", "sub", "mul", "div")], ("mul", 0), ("div", 0), ("neg", 0)])
def test_a_bracket_dropped_in_python_is_noticed(op, side):
    """Without them a - (b + c) reads as a - b + c."""
    assert misread(loosened(PYTHON, op, side), evaluated, lambda value, found: bits(value) == bits(found))


@pytest.mark.parametrize("op, side", [
    *[(op, 1) for op in ("add", "sub", "mul", "div", "ratio")], ("mul", 0), ("div", 0), ("neg", 0), ("square", 0), ("times_log", 0)])
def test_a_bracket_dropped_in_text_is_noticed(op, side):
    """The same for what people read."""
    assert misread(loosened(EXACT_TEXT, op, side), read, lambda value, found: value == found)


@pytest.mark.parametrize("notation, value", [(exact(LATEX), latex_value), (exact(MATHML), mathml_value)], ids=["latex", "mathml"])
@pytest.mark.parametrize("op, side", [("add", 1), ("sub", 1), ("mul", 0), ("mul", 1), ("neg", 0), ("square", 0), ("times_log", 0)])
def test_a_bracket_dropped_in_print_is_noticed(notation, value, op, side):
    """The same for what is drawn."""
    assert misread(loosened(notation, op, side), value, lambda value, found: value == found)


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


@pytest.mark.parametrize("name, latex, mathml", [
    ("w12", "w_{12}", "<msub><mi>w</mi><mn>12</mn></msub>"),
    ("w5_new", "w_{5}^{+}", "<msubsup><mi>w</mi><mn>5</mn><mo>+</mo></msubsup>"),
    ("net_h2_1", r"\mathrm{net_{h2,1}}", "<msub><mi>net</mi><mi>h2,1</mi></msub>"),
    ("out_h1_s3", r"\mathrm{out_{h1}^{(3)}}", "<msubsup><mi>out</mi><mi>h1</mi><mtext>(3)</mtext></msubsup>"),
    ("E_o1", r"E_{\mathrm{o1}}", "<msub><mi>E</mi><mi>o1</mi></msub>"),
    ("m_hat_w5", r"\hat m_{\mathrm{w5}}", "<msub><mover><mi>m</mi><mo>^</mo></mover><mi>w5</mi></msub>"),
    ("sum_exp_o", r"\mathrm{sum\ exp_{o}}", "<msub><mi>sum exp</mi><mi>o</mi></msub>"),
    ("learning_rate", r"\eta", "<mi>η</mi>"), ("weight_decay", r"\mathrm{weight\ decay}", "<mi>weight decay</mi>"),
    ("path 1", r"\mathrm{path\ 1}", "<mi>path 1</mi>"),    # in the sum of all paths
    ("beta1_t_new", r"\beta_{1,t}^{+}", "<msubsup><mi>β</mi><mi>1,t</mi><mo>+</mo></msubsup>"),
    ("dout_dnet", r"\frac{\partial \mathrm{out}}{\partial \mathrm{net}}", None), ("dE_db2", r"\frac{\partial E}{\partial b_{2}}", None),
    ("dE_dw5_s12", r"\frac{\partial E^{(12)}}{\partial w_{5}}", None),
    ("dout_h2_1_dnet_h2_3", r"\frac{\partial \mathrm{out_{h2,1}}}{\partial \mathrm{net_{h2,3}}}", None)])
def test_names_in_print(name, latex, mathml):
    """Slopes are fractions; what belongs to one sample says so, but for the weights, which all share."""
    assert latex == latex_name(name)
    assert mathml in (None, mathml_name(name))


@pytest.mark.parametrize("value, latex", [
    (3.2e-5, r"3.2 \times 10^{-5}"), (-3.2e-5, r"-3.2 \times 10^{-5}"), (4e22, r"4 \times 10^{22}"), (-0.5, "-0.5"), (-0.0, "0")])
def test_numbers_in_print(value, latex):
    """Powers of ten as powers."""
    assert latex == LATEX.number_text(value)[1]
    assert value == mathml_value(MATHML.number_text(value)[1])


def test_brackets_in_print():
    """Only where they are needed: never around a fraction, but below a power."""
    a, b, w = Expression.given("a", -2.0), Expression.given("b", 3e-7), Expression.given("dE_dw5", 1.0)
    assert r"\frac{a - b}{b} \cdot a" == LATEX.write((a - b) / b * a)
    assert r"\left(-2\right) \cdot 3 \times 10^{-7} - \left(-2\right)" == LATEX.write_values(a * b - a)
    assert r"\left(3 \times 10^{-7}\right)^{2}" == LATEX.write_values(b.square())
    assert r"\left(\frac{\partial E}{\partial w_{5}}\right)^{2}" == LATEX.write(w.square())
    assert r"\begin{cases} a & \text{if } {a > 0} \cr 0 & \text{otherwise} \end{cases}" == LATEX.write(maths.where(a > 0.0, a, 0.0))
    assert r"w_{1} + w_{2} + w_{3} + w_{4} + w_{5} + w_{6} + \cdots\text{ (4992 more)} + w_{4999} + w_{5000}" == LATEX.write(long_sum(5000))


def test_markdown_leaves_latex_alone():
    """No sign that Markdown knows: no pipe, no star, no backslash before punctuation, and _ never where emphasis could begin."""
    written = [text for expression in formulas(range(300)) for text in (LATEX.write(expression), LATEX.write_values(expression))]
    assert set() == {found for text in written for found in re.findall(r"[|*`~$#]|\\[^a-zA-Z ]|(?<![a-zA-Z0-9])_", text)}


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
