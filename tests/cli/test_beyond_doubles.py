"""Neither inf nor nan is a figure: what is beyond a double has digits of its own, is left out, or is said in a sentence."""

import json
import re

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
