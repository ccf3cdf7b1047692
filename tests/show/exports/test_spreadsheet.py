"""The spreadsheet: recalculated by a real spreadsheet program, it comes to the trace's numbers, also after an edit."""

import re
import sys
from io import BytesIO
from math import isclose
from zipfile import ZipFile

import pytest

import neurosim
from neurosim.core.guard.errors import NeurosimError
from neurosim.core.network import NeuralNetwork
from neurosim.explain.cells import cell_name
from neurosim.explain.trace import take_trace
from neurosim.show.exports import export, spreadsheet
from neurosim.show.exports.workbook import with_results
from neurosim.explain.codegen.sections import in_parts


@pytest.fixture(scope="session")
def openpyxl():
    return pytest.importorskip("openpyxl", reason="openpyxl, of the extra test-all, is not installed")


def place(book, name):
    """The cell of a name."""
    return book.active[book.defined_names[cell_name(name)].attr_text.partition("!")[2].replace("$", "")]


def agree(value, expected):
    return isinstance(value, (int, float)) and isclose(value, expected, rel_tol=1e-12, abs_tol=1e-13)


EDITED = {"w5": 0.7, "t1": 0.2, "i2": -1.0, "learning_rate": 0.1}


@pytest.fixture(scope="session")
def books(openpyxl, soffice, traces, tmp_path_factory):
    """Every case, and the worked example with some cells edited; recalculated."""
    folder = tmp_path_factory.mktemp("books")
    files = []
    for number, trace in enumerate(traces.values()):
        files.append(folder / f"{number}.xlsx")
        files[-1].write_bytes(export(trace, "xlsx"))
    files.append(folder / "edited.xlsx")
    files[-1].write_bytes(export(neurosim.load("worked-example").trace(), "xlsx"))
    book = openpyxl.load_workbook(files[-1])
    for name, value in EDITED.items():
        place(book, name).value = value
    book.save(files[-1])
    done = soffice(files)
    found = {file.stem: openpyxl.load_workbook(done / file.name, data_only=True) for file in files}
    return {**{name: found[str(number)] for number, name in enumerate(traces)}, "edited": found["edited"]}


def test_recalculated_it_is_the_trace(case, books):
    """Every quantity of the step, by its name."""
    name, trace = case
    different = {quantity.name: (value, quantity.value) for quantity in trace.quantities.values()
                 if not agree(value := place(books[name], quantity.name).value, quantity.value)}
    assert {} == different


def test_what_is_edited_is_computed(books):
    """Other inputs, targets, weights and another learning rate: the numbers of a network that has them."""
    document = neurosim.load("worked-example").to_document()
    document["layers"][1]["weights"][0][0] = EDITED["w5"]
    document["samples"] = [{"inputs": [0.05, EDITED["i2"]], "targets": [EDITED["t1"], 0.99]}]
    document["optimizer"] = {"name": "sgd", "learning_rate": EDITED["learning_rate"]}
    trace = neurosim.load(document).trace()
    assert all(agree(place(books["edited"], quantity.name).value, quantity.value) for quantity in trace.quantities.values())
    assert trace["E"] != neurosim.load("worked-example").trace()["E"]


def test_formulas_come_with_their_results(openpyxl, traces):
    """A program that only shows the file has every number, what the weights become too; beyond doubles there is none."""
    for trace in list(traces.values())[:3]:
        book = openpyxl.load_workbook(BytesIO(export(trace, "xlsx")), data_only=True)
        formulas = [quantity for quantity in trace.quantities.values() if not quantity.is_given]
        assert all(quantity.value == place(book, quantity.name).value for quantity in formulas)
        after = place(book, "w1").offset(column=1).value
        assert trace["w1_new"] == after
    assert b"<c><f>a</f><v />" == with_results(b"<c><f>a</f><v />", {})
    assert b'<c r="B1"><f>a</f><v />' == with_results(b'<c r="B1"><f>a</f><v />', {"B1": float("inf")})


def test_it_is_printed_on_a4_and_no_header_runs_into_another(openpyxl):
    """The paper; and the heads of columns C and D, of which one ends where the other begins, with a space between them."""
    sheet = openpyxl.load_workbook(BytesIO(export(neurosim.load("worked-example").trace(), "xlsx"))).active
    assert "9" == str(sheet.page_setup.paperSize)
    [head] = [row for row in sheet.iter_rows() if row[2].value == "after the step"]
    assert ("right", "left", 1) == (head[2].alignment.horizontal, head[3].alignment.horizontal, head[3].alignment.indent)


@pytest.mark.slow
def test_given_numbers_are_cells_and_all_others_formulas(openpyxl, case):
    """Nothing that the step works out is written down as a number."""
    book = openpyxl.load_workbook(BytesIO(export(case[1], "xlsx")))
    for quantity in case[1].quantities.values():
        value = place(book, quantity.name).value
        assert isclose(value, quantity.value, rel_tol=1e-15) if quantity.is_given else value.startswith("="), quantity


def test_long_sums_come_in_parts():
    """A neuron with 250 inputs: no formula is longer than a hundred terms."""
    network = NeuralNetwork.build(250, 1, seed=1)
    trace = take_trace(network, [([0.5] * 250, [1.0])])
    parts = in_parts("net_o1", trace.quantities["net_o1"].expression.body)
    assert ["net_o1_part1", "net_o1_part2", "net_o1"] == [name for name, _ in parts]
    assert parts[-1][1].value == trace["net_o1"]
    assert "net_o1_part2" in spreadsheet.formula("net_o1", parts[-1][1])


@pytest.mark.slow
def test_a_formula_too_long_for_a_cell_is_refused(openpyxl):
    """The mean of 900 samples is a division, which does not come in parts."""
    network = NeuralNetwork.build(1, 1, seed=1)
    trace = take_trace(network, [([0.5], [1.0])] * 900)
    with pytest.raises(NeurosimError, match="formula has .* characters"):
        export(trace, "xlsx")


def test_a_label_stays_a_text(openpyxl):
    """A name that begins like a formula is none."""
    trace = neurosim.load("worked-example").trace()
    trace.title = '=HYPERLINK("x")'
    book = openpyxl.load_workbook(BytesIO(export(trace, "xlsx")))
    assert book.active["A1"].data_type == "s"


def test_without_openpyxl_it_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(NeurosimError, match=r"openpyxl is not installed \(expected after pip install openpyxl\)"):
        export(neurosim.load("worked-example").trace(), "xlsx")


def test_the_same_bytes(openpyxl, monkeypatch):
    """Whenever and wherever it is made: no time of day is in the file, neither in its properties nor in its entries."""
    import time
    trace, first = neurosim.load("worked-example").trace(), time.localtime
    made = export(trace, "xlsx")
    monkeypatch.setattr(time, "localtime", lambda *_: first(86_400 * 365 * 30))
    monkeypatch.setattr(time, "time", lambda: 86_400.0 * 365 * 30)
    assert made == export(trace, "xlsx")
    with ZipFile(BytesIO(made)) as file:
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in file.infolist()}
        assert ["1980-01-01T00:00:00Z"] * 2 == re.findall(r">(\d{4}-[^<]*Z)<", file.read("docProps/core.xml").decode())


def test_no_temporary_file(openpyxl, monkeypatch):
    """A full disk has no room for one, and openpyxl would show where in its own code that happened."""
    import tempfile
    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, None)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", None)
    assert b"PK" == export(neurosim.load("worked-example").trace(), "xlsx")[:2]
