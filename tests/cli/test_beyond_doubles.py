"""Neither inf nor nan is a figure: what is beyond a double has digits of its own, is left out, or is said in a sentence."""

import json
import re
import subprocess
import sys

import pytest

from neurosim.cli import main

SOFTPLUS = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "seed": 1, "training": {"steps": 2},
            "layers": [{"weights": [[1e300]], "biases": [0], "activation": "softplus"}], "optimizer": {"name": "sgd", "learning_rate": 0.1},
            "samples": [{"inputs": [1], "targets": [0.5]}]}
LINEAR = {**SOFTPLUS, "layers": [{"weights": [[1e160]], "biases": [0], "activation": "linear"}], "samples": [{"inputs": [1e10], "targets": [0.5]}]}
STEEP = {**SOFTPLUS, "inputs": 2, "loss": "mean_absolute_error", "samples": [{"inputs": [1e200, 3e199], "targets": [0.5]}],
         "layers": [{"weights": [[0.1, 0.2], [0.3, -0.1]], "activation": "linear"}, {"weights": [[0.5, 0.4]], "activation": "linear"}]}


@pytest.fixture
def said(tmp_path, capsys):
    """Exit code, what is written, and whether inf or nan is among it."""
    def call(document, *words):
        (tmp_path / "great.json").write_text(json.dumps(document))
        code = main([words[0], str(tmp_path / "great.json"), *words[1:]])
        out, err = capsys.readouterr()
        figures = re.sub(r"diverged at step \d+: \S+ = \S+", "", out + err)    # a sentence that says what, and when
        assert not re.search(r"(?<![a-z])(inf|nan|Infinity|NaN)(?![a-z])", figures), figures
        assert "fault" not in err
        return code, out, err
    return call


@pytest.mark.parametrize("form, digits", [("text", ("5.0000000000000005e+599", "5.0000000000000001e+339")), ("json", ("5.0000000000000005e+599", "5.0000000000000001e+339")),
                                          ("markdown", ("5.0000000000000005 × 10⁵⁹⁹", "5.0000000000000001 × 10³³⁹"))])
def test_exact_has_digits(said, form, digits):
    """E = ½ (1e300 − 0.5)², and the double 1e300 is a little more than 1e300."""
    for document, expected in zip((SOFTPLUS, LINEAR), digits):
        code, out, _ = said(document, "trace", "--numbers", "exact", "--format", form)
        assert 0 == code and expected in out


@pytest.mark.parametrize("numbers", ["float", "exact"])
@pytest.mark.parametrize("document, slope", [(SOFTPLUS, 1e300), (LINEAR, 1e180)])
def test_check_goes_on(said, document, slope, numbers):
    """The slopes are floats, though E is none: more digits show it."""
    code, out, _ = said(document, "check", "--numbers", numbers, "--format", "json")
    row = json.loads(out)["parameters"][0]
    assert (0, "w1") == (code, row["name"])
    assert [slope] * 3 == pytest.approx([row[key] for key in ("gradient", "central", "forward")], rel=1e-9)


def test_check_in_numbers_that_end(said):
    """e^(1e300) is beyond decimals, too: the sentence says where to go."""
    code, out, err = said(SOFTPLUS, "check", "--numbers", "decimal:30")
    assert (2, "") == (code, out) and "a number is beyond what decimal:30 can hold (expected exact)" in err


def test_nudge(said):
    """A difference of two numbers beyond floats is none."""
    code, out, err = said(LINEAR, "check", "--nudge", "w1", "--numbers", "float")
    assert (2, "") == (code, out) and "--numbers: E is beyond a float" in err
    assert 0 == said(LINEAR, "check", "--nudge", "w1")[0]


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_mistakes_and_lab(said, form):
    """Slopes of 1e199, whose squares are no floats: their cosine is one. E after the step is none, and left out."""
    assert 0 == said(STEEP, "mistakes", "--format", form)[0]
    code, out, _ = said(STEEP, "lab", "--mistake", "updated_weights", "--steps", "1", "--format", form)
    assert code in (0, 1)


def test_cosine_of_great_gradients(said):
    """sgd with a small rate: the spoilt gradient has half the slope of a weight, and the cosine is what it is of small ones."""
    def cosine(scale):
        inputs = [scale, 0.3 * scale]
        document = {**STEEP, "samples": [{"inputs": inputs, "targets": [0.5]}], "optimizer": {"name": "sgd", "learning_rate": 0.0}}
        found = json.loads(said(document, "lab", "--mistake", "missing_input_factor", "--steps", "1", "--format", "json")[1])
        return found["courses"][1]["directions"][0][1]
    assert 0.0 < cosine(1e200) == pytest.approx(cosine(1e100), rel=1e-12)


FALLING = {**LINEAR, "layers": [{"weights": [[1e155]], "biases": [0], "activation": "linear"}], "samples": [{"inputs": [1], "targets": [0.5]}],
           "optimizer": {"name": "sgd", "learning_rate": 0.4}}
MARKUPS = ["text", "markdown", "latex", "html"]


@pytest.mark.parametrize("activation", ["softplus", "elu", "gelu", "silu", "linear", "relu"])
def test_error_beyond_a_double(said, activation):
    """At a net of 1e300 each of these has the slope 1, so ∂E/∂w = 2e300: training goes on, w and b take η · 2e300 off."""
    document = {**SOFTPLUS, "loss": "squared_error", "layers": [{**SOFTPLUS["layers"][0], "activation": activation}]}
    code, out, _ = said(document, "train", "--steps", "1", "--format", "json")
    found = json.loads(out)
    assert (0, None, None, [[0, None], [1, None]]) == (code, found["error_before"], found["error_after"], found["errors"])
    assert [8e299, -2e299] == pytest.approx([found["parameters"]["w1"], found["parameters"]["b1"]], rel=1e-12)


@pytest.mark.parametrize("form", MARKUPS)
def test_words_for_it(said, form):
    """A sentence of its own, and words in place of the figure, in tables and in formulas."""
    for words in (["train"], ["trace"], ["explain", "E"], ["lab", "--mistake", "missing_input_factor"]):
        code, out, _ = said(FALLING, *words, "--format", form)
        assert 0 == code and "beyond a double" in out
        assert ("No slope is, and training needs no more." in out) == (words[0] != "explain")


def test_it_is_null_in_files(said):
    """And an empty cell in CSV. After two steps w and b have fallen to 6e154 and −4e154 and less, and E = 8e306 is a number."""
    train = json.loads(said(FALLING, "train", "--format", "json")[1])
    assert [[0, None], [1, None], [2, pytest.approx(8e306)]] == train["errors"]
    assert ["step,error", "0,", "1,"] == said(FALLING, "train", "--format", "csv")[1].splitlines()[:3]
    trace = json.loads(said(FALLING, "trace", "--format", "json")[1])
    assert {"E": None, "E_o1": None} == {row["name"]: row["value"] for row in trace["quantities"] if row["kind"] == "error"}
    assert "1,E,error,,\n" in said(FALLING, "trace", "--format", "csv")[1]
    lab = json.loads(said(FALLING, "lab", "--mistake", "missing_input_factor", "--steps", "2", "--format", "json")[1])
    assert train["errors"] == lab["courses"][0]["errors"]
    landscape = json.loads(said(FALLING, "landscape", "--along", "w1,b1", "--points", "3", "--steps", "2", "--format", "json")[1])
    assert [None, None, pytest.approx(8e306)] == [station["error"] for station in landscape["path"]]


def test_steps_one_after_the_other(said):
    """By program, too, and as far ahead as one likes."""
    out = said(FALLING, "trace", "--steps", "1:8", "--format", "jsonl")[1]
    errors = [json.loads(line)["values"]["E"] for line in out.splitlines()]
    assert [None, None] == errors[:2] and all(errors[2:]) and 8 == len(errors)


def test_sweep(said):
    """The row has no error, and is none that diverged. Of a target of 1e155 is missing what w had too much."""
    for below, status in (("1", "stuck"), ("1e308", "solved")):
        document = {**FALLING, "samples": [{"inputs": [1], "targets": [1e155]}], "training": {"steps": 1 + (status == "solved")}}
        out = said(document, "sweep", "--seeds", "1", "--solved-below", below, "--format", "json")[1]
        run = json.loads(out)["runs"][0]
        assert (status, status == "solved", "") == (run["status"], run["error"] is not None, run["note"])


def test_diagnosis(said):
    """No number is what is beyond a double: 3 differs, and the file has null for what was expected."""
    code, out, _ = said(FALLING, "diagnose", "E=3", "dE_dw1=1e155", "--format", "json")
    found = json.loads(out)
    assert (1, {"name": "E", "given": 3.0, "expected": None}) == (code, found["first_difference"])
    assert [False, True] == [row["agrees"] for row in found["answers"]]
    assert "E       3       differs: beyond a double expected" in said(FALLING, "diagnose", "E=3", "dE_dw1=1e155")[1]


@pytest.mark.parametrize("to", [[], ["--loop"]])
def test_exported(said, tmp_path, to):
    """The program of the step, and the one that trains, have the same infinity."""
    assert 0 == said(FALLING, "export", "--to", "python", *to, "-o", str(tmp_path / "step.py"))[0]
    run = subprocess.run([sys.executable, str(tmp_path / "step.py")], capture_output=True, text=True)
    assert (0, "") == (run.returncode, run.stderr)


def test_directions(said):
    """They are as long as the weights are, and that length has a square."""
    code, out, err = said({**FALLING, "inputs": 2, "layers": [{"weights": [[1e160, 1e160]], "activation": "linear"}],
                           "samples": [{"inputs": [1, 0], "targets": [0.5]}]}, "landscape", "--directions", "random", "--points", "3")
    assert (2, "") == (code, out) and "--directions: the weights are so great that their squares are beyond a double" in err


def test_pictures(said, tmp_path):
    """They leave out what no axis reaches."""
    pytest.importorskip("matplotlib")
    for words in (["train"], ["lab", "--mistake", "missing_input_factor"], ["landscape", "--along", "w1,b1", "--points", "3"]):
        code, _, err = said(FALLING, *words, "--plot", str(tmp_path / "p.png"))
        assert (0, "") == (code, err) and (tmp_path / "p.png").stat().st_size > 5000


def test_nudge_has_digits_left(said):
    """Of w = 1e160 a nudge of 1e-6 is the 167th digit, and ΔE = x² w · nudge + ½ x² nudge² is 1e174 in an E of 5e339. So few that
    they are all shared is said."""
    code, out, _ = said(LINEAR, "check", "--nudge", "w1", "--format", "json")
    found = json.loads(out)
    assert (0, "decimal:206") == (code, found["numbers"])
    assert [pytest.approx(1e180 * nudge) for nudge in (0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6)] == [row["actual"] for row in found["nudges"]]
    assert "E before and after the smallest nudge share all the digits that decimal:30 has" in said(LINEAR, "check", "--nudge", "w1", "--numbers", "decimal:30")[1]
