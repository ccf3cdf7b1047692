"""In a notebook: networks, traces, derivations and runs show themselves, without a line for it."""

import ast
from html import escape
import json
import pathlib
import subprocess
import sys

import pytest

import neurosim
from neurosim.core.network import NeuralNetwork
from neurosim.show.views import MOST_ROWS

ROOT = pathlib.Path(__file__).parents[2]
CELLS = ["import neurosim; experiment = neurosim.load('worked-example'); experiment.network", "experiment.trace()",
         "experiment.explain('w5')", "experiment.train(steps=3)"]


def shown():
    """What the cells end with, one after the other, as training changes the network."""
    experiment = neurosim.load("worked-example")
    yield experiment.network
    yield experiment.trace()
    yield experiment.explain("w5")
    yield experiment.train(steps=3)


@pytest.mark.parametrize("place", range(len(CELLS)))
def test_every_look(place):
    """HTML is a part of a page, formulas in LaTeX stand between $$, and the plain repr is a short line."""
    thing = list(shown())[place]
    assert thing._repr_html_().startswith('<div class="neurosim">') and "<html" not in thing._repr_html_()
    assert "$$\n\\begin{a" in thing._repr_latex_() and "documentclass" not in thing._repr_latex_()
    assert thing._repr_latex_().isascii()
    assert "|:--|" in thing._repr_markdown_() or "$$\n\\begin{aligned}" in thing._repr_markdown_()
    assert len(repr(thing)) < 100 and "\n" not in repr(thing)


def test_an_experiment_shows_its_network():
    """A picture with its numbers, the table of its weights, and how far it is; a wide one has no picture."""
    experiment = neurosim.load("worked-example")
    experiment.train(steps=3)
    shown = experiment._repr_html_()
    assert "<svg " in shown and f"w5 = {experiment.network.layers[1].neurons[0].weights[0]:.6g}" in shown
    assert "1 sample, 3 steps taken so far." in shown and "<td" in shown
    assert "Experiment(worked-example, 2-2-2, 1 sample)" == repr(experiment)
    assert "$$" in experiment._repr_latex_() and "|" in experiment._repr_markdown_()
    assert "<svg " not in neurosim.build(40, 40, 1, samples=[([0.0] * 40, [1.0])], seed=1)._repr_html_()


def test_a_page_and_a_picture_without_a_path():
    """A notebook shows the page, within a frame that has the whole of it, and the picture."""
    from html import unescape
    experiment = neurosim.load("worked-example")
    page = experiment.explore()
    assert f'srcdoc="{escape(str(page))}"' in page._repr_html_()
    assert str(page).startswith("<!doctype html>") and unescape(escape(str(page))) == str(page)
    assert len(repr(page)) < 100
    pytest.importorskip("matplotlib", reason="matplotlib, of the extra test-all, is not installed")
    assert b"\x89PNG" == experiment.train(steps=2).plot()._repr_png_()[:4]


def test_print_is_what_it_was():
    """A network prints as the tutorial's inspect does; a derivation as its report."""
    network, _, derivation, _ = shown()
    assert str(network).startswith("2 inputs\nlayer 1:")
    assert str(derivation).startswith("∂E/∂w5\n======\n")


def test_what_is_large_is_cut():
    """A notebook shows what a cell ends with unasked: so many rows, and how many more there are."""
    network = NeuralNetwork.build(50, 10, 1, seed=1)
    assert MOST_ROWS + 1 == network._repr_html_().count("<tr>")
    assert f"… and {50 * 10 + 10 + 10 + 1 - MOST_ROWS:,} more rows" in network._repr_html_()


def test_notebook_libraries_are_not_imported():
    """Showing needs nothing of a notebook."""
    program = ("import neurosim, sys; neurosim.NeuralNetwork.build(1, 1)._repr_html_();"
               "print([name for name in ('IPython', 'ipykernel', 'tabulate', 'matplotlib') if name in sys.modules])")
    assert "[]\n" == subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout


@pytest.mark.slow
def test_a_real_notebook():
    """Executed cell by cell by a kernel: each output has the four looks."""
    nbformat, nbclient, _ = (pytest.importorskip(name, reason=f"{name}, of the extra test-all, is not installed")
                             for name in ("nbformat", "nbclient", "ipykernel"))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    nbclient.NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    for cell, thing in zip(notebook.cells, shown()):
        data = cell.outputs[0]["data"]
        assert {"text/plain", "text/html", "text/latex", "text/markdown"} == set(data)
        assert (repr(thing), thing._repr_html_()) == (data["text/plain"], data["text/html"])


def last_value(code, names):
    """What a cell ends with."""
    *before, last = ast.parse(code).body
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    return exec(compile(ast.Module([last], []), "cell", "exec"), names)


def test_the_notebook_of_the_docs_shows_what_it_would():
    """docs/microscope.ipynb, cell by cell. Where this fails: jupyter execute --inplace docs/microscope.ipynb."""
    cells, names = json.loads((ROOT / "docs" / "microscope.ipynb").read_text("utf-8"))["cells"], {}
    for cell in cells:
        if cell["cell_type"] == "code":
            value, [output] = last_value("".join(cell["source"]), names), cell["outputs"]
            looks = output["data"]
            assert "".join(looks.get("text/html", looks["text/plain"])) == (
                value._repr_html_() if "text/html" in looks else repr(value))
