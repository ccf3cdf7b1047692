"""Pictures: what is in them is checked as data; that they are drawn, as files."""

import json
import runpy
import sys
from pathlib import Path

import pytest

import neurosim
from neurosim.cli import main
from neurosim.show.render import picture
from neurosim.show.report.blocks import Curve, Field, Surface
from neurosim.show.report.laboratory_report import laboratory_pictures
from neurosim.show.report.pictures import spread, training_pictures

SCRIPT = Path(__file__).parents[2] / "scripts" / "fit_curve.py"


def test_one_input_gives_the_error_and_the_fit():
    """The fitted line is what the network answers; the dots are the samples."""
    experiment = neurosim.load("curve")
    error, fit = training_pictures(experiment.train(5))
    assert [Curve, Curve] == [type(error), type(fit)]
    (label, xs, ys, style), (dots, given, targets, dot_style) = fit.series
    assert ("o1", "line", "t1", "dots") == (label, style, dots, dot_style)
    assert [experiment.network.feed_forward([x])[0] for x in xs] == list(ys)
    assert [(inputs, [target]) for inputs, target in zip([[x] for x in given], targets)] == experiment.samples
    assert min(xs) < min(given) and max(given) < max(xs)


def test_two_inputs_give_the_error_and_the_boundary():
    """The field holds the answer at every point of the plane, row by row; the dots are sorted by their target."""
    experiment = neurosim.load("xor")
    _, field = training_pictures(experiment.train(5))
    assert Field is type(field)
    assert experiment.network.feed_forward([field.xs[3], field.ys[70]])[0] == field.grid[70][3]
    assert {"target 0": [(0.0, 0.0), (1.0, 1.0)], "target 1": [(0.0, 1.0), (1.0, 0.0)]} == field.dots


def test_more_inputs_give_the_error_only():
    """Four inputs do not fit on paper."""
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 3, "layers": [{"neurons": 1}], "seed": 1,
                "samples": [{"inputs": [0, 0, 1], "targets": [1]}]}
    assert [Curve] == [type(block) for block in training_pictures(neurosim.load(document).train(2))]


def test_a_thing_has_one_colour_in_all_pictures():
    """A mistake in both panels of a laboratory, targets and their output; and no two things look the same."""
    found = neurosim.load("worked-example").lab(["updated_weights", "factor_two"], steps=2)
    styles = picture.styles_of(list(laboratory_pictures(found)))
    assert ["right", "updated_weights", "factor_two"] == list(styles)
    many = picture.styles_of([Curve("", "", "", [(str(i), [], [], "line") for i in range(35)])])
    assert 35 == len(set(many.values()))
    [_, fit] = training_pictures(neurosim.load("curve").train(1))
    assert {"t1": "o1"} == fit.alike


def test_axes_are_in_the_units_of_the_table(tmp_path):
    """Names of columns, and numbers as they were before they were scaled."""
    (tmp_path / "rooms.csv").write_text("width (m),price\n2,10\n4,30\n6,20\n")
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "seed": 1,
                "layers": [{"neurons": 1, "activation": "linear"}],
                "samples": {"csv": "rooms.csv", "inputs": ["width (m)"], "targets": "price", "scale": "standard"}}
    (tmp_path / "rooms.json").write_text(json.dumps(document))
    _, fit = training_pictures(neurosim.load(tmp_path / "rooms.json").train(1))
    assert ("width (m)", "price") == (fit.across, fit.up)
    assert [[2, 4, 6], [10, 30, 20]] == [pytest.approx(each) for each in fit.series[1][1:3]]


def test_spread_goes_a_little_beyond():
    """Ten percent of the width on each side; a single value gets a width of its own."""
    assert [-0.1, 0.5, 1.1] == pytest.approx(spread([0.0, 1.0], 3))
    assert [1.9, 2.1] == pytest.approx(spread([2.0, 2.0], 2))


@pytest.mark.parametrize("suffix, begins", [("svg", b"<?xml"), *(pytest.param(*each, marks=pytest.mark.slow) for each in (("png", b"\x89PNG"), ("pdf", b"%PDF")))])
@pytest.mark.slow
def test_drawn_files(suffix, begins, tmp_path):
    """Each format is what its name says, and the same run draws the same bytes."""
    pytest.importorskip("matplotlib", reason="matplotlib, of the extra test-all, is not installed")
    training = neurosim.load("xor").train(5)
    for name in ("one", "two"):
        training.plot(tmp_path / f"{name}.{suffix}")
    first, second = [(tmp_path / f"{name}.{suffix}").read_bytes() for name in ("one", "two")]
    assert begins == first[:len(begins)]
    assert first == second


def test_wrong_suffix_is_said_before_training(capsys, tmp_path):
    """No picture, no training: one line, exit 2."""
    assert 2 == main(["train", "xor", "--steps", "1000000000", "--plot", str(tmp_path / "xor.bmp")])
    assert "neurosim: error: --plot: expected a file name that ends in .png, .svg or .pdf" in capsys.readouterr().err


def test_without_matplotlib_one_line_says_what_to_install(capsys, tmp_path, monkeypatch):
    """The extra is named; nothing is written."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert 2 == main(["train", "xor", "--steps", "1000000000", "--plot", str(tmp_path / "xor.png")])
    assert "neurosim: error: --plot: matplotlib is not installed" in capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())


def test_the_script_says_so_before_it_trains(monkeypatch):
    """`scripts/fit_curve.py`: what --plot of the verbs says."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setattr(neurosim.Experiment, "train", lambda *arguments: pytest.fail("it trains"))
    with pytest.raises(neurosim.NeurosimError, match="^matplotlib is not installed"):
        runpy.run_path(str(SCRIPT))["main"]("curve.png")


def test_every_kind_of_picture_can_be_drawn():
    """A new block needs a way to be drawn."""
    assert {Curve, Field, Surface} == set(picture.DRAW)
