"""A run that comes to where its loss is not defined: one line, exit 1."""

import json

from neurosim.cli import main


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
