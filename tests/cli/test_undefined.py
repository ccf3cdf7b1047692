"""A run that comes to where its loss is not defined: one line, exit 1."""

import json

import pytest

from neurosim.cli import main


def written(tmp_path, loss, activation, targets=(1,)):
    layer = {"activation": activation, "weights": [[1.0]], "biases": [1.0]}
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [layer], "loss": loss,
                "samples": [{"inputs": [1], "targets": list(targets)}], "seed": 1}
    (tmp_path / "e.json").write_text(json.dumps(document))
    return str(tmp_path / "e.json")


@pytest.mark.parametrize("loss, activation, odd", [
    ("categorical_cross_entropy", "linear", "goes down to -inf"), ("kl_divergence", "relu", "goes down to 0"),
    ("mean_squared_logarithmic_error", "linear", "goes down to -inf"), ("categorical_cross_entropy", "sigmoid", ""),
    ("mean_squared_logarithmic_error", "tanh", ""), ("mean_squared_logarithmic_error", "relu", ""), ("half_squared_error", "linear", "")])
def test_a_last_layer_that_may_leave_the_loss(tmp_path, capsys, loss, activation, odd):
    """Is told of, on one line with the way out, and runs as long as it stays; of limits that only saturation reaches nothing is said."""
    assert 0 == main(["trace", written(tmp_path, loss, activation)])
    err = capsys.readouterr().err
    assert bool(odd) == err.count("\n") and odd in err
    assert not odd or f"e.json: loss: {loss} needs outs above " in err and "layers[0].activation, " in err and "last layer" in err


@pytest.mark.parametrize("loss, activation, target, words", [
    ("binary_cross_entropy", "linear", 1, "goes from -inf to inf (expected an out between 0 and 1"),
    ("mean_absolute_percentage_error", "linear", 0, "samples[0].targets[0]: expected a number other than 0 for o1, as "),
    ("mean_absolute_percentage_error", "linear", 0, "mean_absolute_error takes any"),
    ("mean_squared_logarithmic_error", "relu", -1, "expected a number above -1 for o1, as "),
    ("mean_squared_logarithmic_error", "relu", -1, "mean_squared_error takes any")])
def test_what_cannot_be(tmp_path, capsys, loss, activation, target, words):
    """Refused as the file is read: the place, and the way out."""
    assert 2 == main(["trace", written(tmp_path, loss, activation, [target])])
    assert words in capsys.readouterr().err


def test_undefined_loss(tmp_path, capsys):
    """The line names the output, the sample and the way out; nothing is on standard output."""
    layer = {"weights": [[-800.0]], "biases": [0.0]}
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [layer], "loss": "binary_cross_entropy",
                "samples": [{"inputs": [0], "targets": [1]}, {"inputs": [1], "targets": [1]}]}
    (tmp_path / "e.json").write_text(json.dumps(document))
    for command in ("train", "trace"):
        assert 1 == main([command, str(tmp_path / "e.json"), *["--step", "2"] * (command == "trace")])
        out, err = capsys.readouterr()
        assert "" == out and 1 == err.count("\n") and len(err) <= 300
        assert err.startswith("neurosim: error: o1: loss undefined: binary_cross_entropy of out = 0.0 and target = 1.0, in sample 2 ")
        assert "sigmoid_cross_entropy on a linear last layer" in err
