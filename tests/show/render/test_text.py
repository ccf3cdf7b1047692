"""How reports look at a terminal: cells, digits, signs, and names from outside that must stay inert."""

import builtins
import re
from itertools import islice

import pytest

import neurosim
from neurosim.cli import main
from neurosim.core.network import NeuralNetwork
from neurosim.explain.expression import Expression
from neurosim.explain.trace import take_trace
from neurosim.show.render import delimited
from neurosim.show.render.plain import plain, printable
from neurosim.show.render.text import render
from neurosim.show.report.blocks import Equation, Heading, Name, Paragraph, Product, Table
from neurosim.show.report.derivation_report import derivation_report
from neurosim.show.report.trace_report import trace_report


def shown(*blocks, **options):
    return "".join(render(blocks, **options))


def cells(text):
    """Every table of a text, as rows of cells. A line of dashes says where the columns stand."""
    lines, found = text.splitlines(), []
    for place, line in enumerate(lines):
        if re.fullmatch(r"-+(  -+)+", line):
            columns = [slice(*dashes.span()) for dashes in re.finditer("-+", line)]
            rows = [lines[place - 1], *iter(islice(lines, place + 1, None))]
            rows = rows[:next((i for i, row in enumerate(rows) if not row.strip()), len(rows))]
            found.append([[row[column].strip() for column in columns] for row in rows])
    return found


@pytest.fixture
def trace():
    return neurosim.load("worked-example").trace()


# Tables.


def test_trace_of_the_worked_example(trace):
    """Six significant digits, cell by cell."""
    hidden, output, error, back_output, back_hidden, weights = cells(shown(*trace_report(trace)))
    assert [["neuron", "i1 · w", "i2 · w", "bias", "net", "out"],
            ["h1", "0.0075", "0.02", "0.35", "0.3775", "0.59327"], ["h2", "0.0125", "0.03", "0.35", "0.3925", "0.596884"]] == hidden
    assert ["o1", "0.237308", "0.268598", "0.6", "1.10591", "0.751365"] == output[1]
    assert [["o1", "0.01", "0.751365", "0.274811"], ["o2", "0.99", "0.772928", "0.02356"], ["all", "", "", "0.298371"]] == error[1:]
    assert [["neuron", "∂E/∂out", "∂out/∂net", "∂E/∂net"], ["o1", "0.741365", "0.186816", "0.138499"],
            ["o2", "-0.217072", "0.17551", "-0.0380982"]] == back_output
    assert ["h1", "0.0363503", "0.241301", "0.00877135"] == back_hidden[1]
    assert ["", "from", "to", "value", "∂net/∂w", "∂E/∂w", "η · ∂E/∂w", "new value"] == weights[0]
    assert ["w1", "i1", "h1", "0.15", "0.05", "0.000438568", "0.000219284", "0.149781"] == weights[1]
    assert ["b1", "1", "h1 and h2", "0.35", "1", "0.0187256", "not trained", "0.35"] == weights[5]


@pytest.mark.parametrize("digits, w1", [(3, ["0.15", "0.05", "0.000439", "0.000219", "0.15"]),
                                        (9, ["0.15", "0.05", "0.000438567734", "0.000219283867", "0.149780716"]),
                                        (17, ["0.14999999999999999", "0.050000000000000003", "0.00043856773447434685",
                                              "0.00021928386723717343", "0.14978071613276281"])])
def test_digits(trace, digits, w1):
    """As many significant digits as asked for; 17 say everything."""
    assert w1 == cells(shown(*trace_report(trace), digits=digits))[-1][1][3:]


@pytest.mark.parametrize("value, cell", [(-0.0, "0"), (1e-9, "1e-09"), (-3.5e-12, "-3.5e-12"), (123456789.0, "1.23457e+08"), (0.1 + 0.2, "0.3"),
                                         (None, ""), (12, "12"), ("00012", "00012"), ("1e5", "1e5"), (Name("dE_dw5_s2"), "∂E/∂w5⁽²⁾")])
def test_cells(value, cell):
    """Never fixed decimals, never -0.0; text that looks like a number stays what it is."""
    assert [[["name", "value"], ["x", cell]]] == cells(shown(Table(["name", "value"], [["x", value]])))


def test_a_table_without_rows():
    """Its headers are shown, and nothing fails."""
    assert [["name", "value"]] == cells(shown(Table(["name", "value"], [])))[0]


def test_columns_of_numbers_lean_to_the_right():
    """Words to the left."""
    lines = shown(Table(["word", "number"], [["a", 1.0], ["bcdefgh", -22.5]])).splitlines()
    assert re.fullmatch(r"a {6,} {2,}1", lines[2].rstrip()) and lines[3].endswith("-22.5")


# Without tabulate.


@pytest.fixture
def no_tabulate(monkeypatch):
    """A machine that has only the standard library."""
    whole_import = builtins.__import__

    def import_without(name, *rest):
        if name.split(".")[0] == "tabulate":
            raise ImportError(name)
        return whole_import(name, *rest)

    monkeypatch.setattr(builtins, "__import__", import_without)


def test_without_tabulate(no_tabulate, trace, capsys):
    """Cells come separated by tabs, the same cells; whoever asked for them says so, not the format."""
    text = shown(*trace_report(trace))
    rows = [line.split("\t") for line in text.splitlines()]
    assert ["w1", "i1", "h1", "0.15", "0.05", "0.000438568", "0.000219284", "0.149781"] in rows
    assert ["all", "", "", "0.298371"] in rows
    assert ("", "") == tuple(capsys.readouterr())


def test_the_command_notes_once_that_tabulate_is_missing(no_tabulate, capsys):
    """Six tables, one note, and on standard error; with --quiet none."""
    assert 0 == main(["trace", "worked-example"])
    out, err = capsys.readouterr()
    assert "h1\t0.0075\t0.02\t0.35\t0.3775\t0.59327\n" in out
    assert 1 == err.count("tabulate") == err.count("\n")
    assert 0 == main(["trace", "worked-example", "--quiet"])
    assert "" == capsys.readouterr().err


# Equations.


def test_equation_on_lines_of_its_own(trace):
    """Symbols, numbers, terms, value: each after its = sign, one below the other."""
    quantity = trace.quantities["dE_dout_h1"]
    assert ("∂E/∂out_h1 = ∂E/∂net_o1 · w5 + ∂E/∂net_o2 · w7    2 paths\n"
            "           = 0.138498562 · 0.4 + (−0.0380982365) · 0.5\n"
            "           = 0.0553994247 − 0.0190491183\n"
            "           = 0.0363503064\n") == shown(Equation("dE_dout_h1", quantity.expression.body, quantity.value, "2 paths"))


@pytest.mark.parametrize("name, line", [("dnet_h1_dw1", "∂net_h1/∂w1 = i1 = 0.05\n"), ("b1_new", "b1⁺ = b1 = 0.35\n"), ("i1", "i1 = 0.05\n")])
def test_equation_on_one_line(trace, name, line):
    """What takes no computation takes no second line."""
    quantity = trace.quantities[name]
    assert line == shown(Equation(name, quantity.expression.body, quantity.value, is_given=quantity.is_given))


def test_equation_of_a_constant():
    """The slope of a linear neuron is 1, and that is all there is to say."""
    assert "∂out_o1/∂net_o1 = 1\n" == shown(Equation("dout_o1_dnet_o1", Expression.lift(1.0), 1.0))


def test_equation_has_no_negative_zero():
    """-0.0 is 0, in the formula and as a value."""
    body = Expression.given("a", -0.0) * Expression.given("b", 2.0)
    assert "x = a · b = 0 · 2 = 0\n" == shown(Equation("x", body, body.value))


def test_digits_of_equations(trace):
    """--digits goes for formulas, too."""
    text = shown(*derivation_report(trace.explain("w1")), digits=3)
    assert "∂E/∂w1 = ∂E/∂out_h1 · ∂out_h1/∂net_h1 · ∂net_h1/∂w1\n       = 0.0364 · 0.241 · 0.05\n       = 0.000439\n" in text


def test_product():
    """A path: its factors by name, as numbers, and what they come to."""
    factors = [Expression.given("w5", -0.5), Expression.given("dE_dnet_o1", 0.25)]
    assert "path 1: w5 · ∂E/∂net_o1\n    = (−0.5) · 0.25\n    = −0.125\n" == shown(Product("path 1", factors, -0.125))


# Only ASCII.


@pytest.mark.parametrize("goal", ["w1", "E", "dE_db1_s2", "out_o1_s1", "w3_new"])
def test_ascii_only(goal):
    """Not one sign beyond ASCII, and the numbers are the same."""
    network = NeuralNetwork.build(2, 2, 2, activation="softmax", loss="categorical_cross_entropy", bias="shared", seed=3)
    blocks = list(derivation_report(take_trace(network, [([1.0, -0.5], [0.0, 1.0]), ([0.5, 1.0], [1.0, 0.0])]).explain(goal), paths=True))
    pretty, ascii_text = shown(*blocks), shown(*blocks, ascii_only=True)
    assert ascii_text.isascii() and "\\" not in ascii_text
    assert numbers(pretty.replace("−", "-")) == numbers(ascii_text)


def test_ascii_only_tables(trace):
    """Tables, too: the same cells of numbers, dE/dw in the headers."""
    text = shown(*trace_report(trace), ascii_only=True)
    assert text.isascii() and "\\" not in text
    assert ["", "from", "to", "value", "dnet/dw", "dE/dw", "eta * dE/dw", "new value"] == cells(text)[-1][0]
    assert [row[3:] for row in cells(shown(*trace_report(trace)))[-1][1:]] == [row[3:] for row in cells(text)[-1][1:]]


def numbers(text):
    """The numbers of a text that have a point, in order."""
    return re.findall(r"-?\d+\.\d+(?:e[+-]\d+)?", text)


@pytest.mark.parametrize("text, ascii_text", [
    ("∂E/∂w5⁺", "dE/dw5+"), ("E⁽¹⁾ + E⁽²⁾", "E(1) + E(2)"), ("net_h1⁽¹²³⁾", "net_h1(123)"), ("E = ½ Σ (target − out)²", "E = 1/2 sum (target - out)^2"),
    ("η · δ ≥ 0 …", "eta * delta >= 0 ..."), ("naïve", "na\\xefve")])
def test_plain(text, ascii_text):
    """A square stays a square, and the number of a sample a number: what is printed may be typed."""
    assert ascii_text == plain(text)


# Words from outside.


HOSTILE = "a\x1b[31mred\x1b[0m\u202egnp.exe\u2066\x07\r\nnext\tcell\x9b2J\u200b\udce9"


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("block", [Heading(HOSTILE), Paragraph(HOSTILE), Table([HOSTILE], [[HOSTILE]], caption=HOSTILE), Table(["n", "v"], [[HOSTILE, 1.0]])],
                         ids=["heading", "paragraph", "table", "cell"])
def test_control_and_bidi_signs_stay_inert(block, ascii_only):
    """Nothing that moves the cursor, colours, or turns the direction of writing goes through."""
    text = shown(block, ascii_only=ascii_only)
    assert all(sign.isprintable() for sign in text.replace("\n", ""))
    assert "\\x1b[31mred" in text and "\\u202egnp" in text


def test_the_name_of_an_experiment_stays_inert(trace):
    """The trace's title is the experiment's name."""
    trace.title = "x\x1b]0;owned\x07\u202e"
    text = shown(*trace_report(trace))
    assert "x\\x1b]0;owned\\x07\\u202e: step 1, sample 1" == text.splitlines()[0]
    assert all(sign.isprintable() for sign in text.replace("\n", ""))


def test_printable_leaves_words_alone():
    """Other people's letters are letters."""
    assert "Über 学习 ∂E" == printable("Über 学习 ∂E")


# Printed from Python.


def test_printing_a_trace_and_a_derivation(trace):
    """str() is the report, repr() a line."""
    assert shown(*trace_report(trace)).rstrip("\n") == str(trace)
    assert shown(*derivation_report(trace.explain("w1"))).rstrip("\n") == str(trace.explain("w1"))
    assert ("Trace(NeuralNetwork(2-2-2, sigmoid, half_squared_error), 66 quantities)", "Derivation(dE_dw1 = 0.00043856773447434685, 34 steps)") == (
        repr(trace), repr(trace.explain("w1")))


# Comma-separated.


def test_delimited():
    """Numbers by repr, names as they are, nothing for None, and no cell that a spreadsheet would run."""
    rows = [["w1", 0.1 + 0.2, None], ["=1+1", -1.5, "@x"], ['say "a,b"', -0.0, 3]]
    assert ("name,value,rest\nw1,0.30000000000000004,\n'=1+1,-1.5,'@x\n\"say \"\"a,b\"\"\",-0.0,3\n"
            == "".join(delimited.render(["name", "value", "rest"], rows)))
