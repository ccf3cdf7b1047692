"""The error over one weight: curve, tangent and step."""

import json

import pytest

from neurosim import load
from neurosim.cli import main
from neurosim.core.guard.errors import NeurosimError


def test_the_worked_example():
    """Where it is, its slope and its step are the published ones; the step of this weight alone brings a little less."""
    found = load("worked-example").landscape(["w5"], points=5, span=1.0)
    assert (0.4, 0.298371109, 0.082167041, 0.358916480) == (found.at, round(found.error, 9), round(found.slope, 9), round(found.new, 9))
    assert [-0.6, -0.1, 0.4, 0.9, 1.4] == pytest.approx(found.xs) and found.error == found.errors[2] > found.error_new


@pytest.mark.parametrize("name", ["w1", "w9", "b2", "b3"])
def test_the_curve_touches_its_tangent(name):
    """Over all samples, whatever the parameter: with the error of the network itself, and its central difference."""
    experiment = load("xor", seed=2)
    experiment.train(20)
    found = experiment.landscape([name], points=3, span=1e-5)
    low, _, high = found.errors
    assert found.slope == pytest.approx((high - low) / 2e-5, rel=1e-6, abs=1e-9)
    assert found.error == experiment.error() and found.at == experiment.train(0).parameters()[name]


def test_a_great_step_fits_in():
    """Unless the range says otherwise, the curve goes twice as far as the step."""
    experiment = load("worked-example")
    experiment.network.optimizer.learning_rate = 100.0
    found = experiment.landscape(["w5"], points=3)
    assert found.xs[0] < found.new < found.at - 8 < found.xs[-1]


def test_steps_are_of_a_copy():
    """With steps it is as after training; the experiment itself stays."""
    experiment, trained = load("xor", seed=2), load("xor", seed=2)
    trained.train(50)
    assert trained.landscape(["w1"], points=3).error == experiment.landscape(["w1"], steps=50, points=3).error
    assert 0 == experiment.steps_taken


def test_the_command(capsys, tmp_path):
    """JSON, CSV and a report; a picture where matplotlib is."""
    assert 0 == main(["landscape", "worked-example", "--along", "w5", "--points", "3", "--range", "0:1", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert ("neurosim-slice", "w5", [0, 0.5, 1]) == (found["format"], found["along"], found["xs"])
    assert 0 == main(["landscape", "worked-example", "--along", "w5", "--points", "2", "--format", "csv"])
    assert capsys.readouterr().out.startswith("w5,error,tangent\n-0.6,")
    assert 0 == main(["landscape", "worked-example", "--along", "w5"])
    assert "a step of w5 alone  0.358916" in capsys.readouterr().out
    pytest.importorskip("matplotlib")
    assert 0 == main(["landscape", "worked-example", "--along", "w5", "--plot", str(tmp_path / "w5.svg"), "--quiet"])
    assert b"<svg" in (tmp_path / "w5.svg").read_bytes()


@pytest.mark.parametrize("options, message", [
    ({"along": ["w99"]}, "along[0]: unknown weight or bias 'w99'"), ({"along": ["w5"], "ranges": [(0, 1), (0, 1)]}, "ranges: expected one pair"),
    ({"along": ["w5"], "points": 1}, "points: expected")])
def test_what_is_wrong(options, message):
    """It names the argument."""
    with pytest.raises(NeurosimError) as caught:
        load("worked-example").landscape(**options)
    assert str(caught.value).startswith(message)
