"""Every verb on experiments that chance puts together: an answer or a sentence, never a fault."""

import json
import re
from random import Random

import pytest

from neurosim.cli import main
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.losses import LOSSES
from neurosim.core.optimizers import OPTIMIZERS

FORMATS = ("text", "markdown", "latex", "html", "json")
NUMBERS = ("float", "rounded:4", "decimal:20", "exact", "fraction")
GOALS = ("w1", "b1", "net_h1", "dE_dw1", "w1_new", "E", "out_o1", "dE_dout_o1")
LAST = {"binary_cross_entropy": "sigmoid", "categorical_cross_entropy": "softmax", "sparse_categorical_cross_entropy": "softmax",
        "kl_divergence": "softmax", "sigmoid_cross_entropy": "linear", "softmax_cross_entropy": "linear"}
ONE_OF_MANY = ("categorical_cross_entropy", "kl_divergence", "softmax_cross_entropy")


def experiment(chance):
    """One to three layers with everything that a layer can have, great weights among them; a loss that fits."""
    inputs, loss = chance.choice([1, 2, 3]), chance.choice(list(LOSSES))
    layers = [layer(chance) for _ in range(chance.choice([1, 2, 3]))]
    layers[-1]["activation"] = LAST.get(loss, layers[-1]["activation"])
    outputs = layers[-1]["neurons"] = chance.choice([2, 3])
    if layers[-1]["activation"] == "softmax":
        layers[-1].pop("dropout", None)
    samples = [{"inputs": [round(chance.uniform(-2, 2), 2) for _ in range(inputs)], "targets": targets(chance, loss, outputs)}
               for _ in range(chance.choice([1, 3, 5]))]
    training = {"steps": chance.choice([1, 3, 20]), "batch_size": chance.choice([1, 2, "all"]),
                "order": chance.choice(["given", "shuffled", "random"]), "reduction": chance.choice(["mean", "sum"])}
    return {"format": "neurosim-experiment", "version": 1, "seed": chance.randrange(1000), "inputs": inputs, "loss": loss,
            "layers": layers, "optimizer": chance.choice(list(OPTIMIZERS)), "samples": samples, "training": training}


def layer(chance):
    made = {"neurons": chance.choice([1, 2, 3]), "activation": chance.choice(list(ACTIVATIONS)),
            "bias": chance.choice(["own", "shared", "none"])}
    if chance.random() < 0.3 and made["activation"] != "softmax":
        made["dropout"] = 0.5
    if chance.random() < 0.2:
        made[chance.choice(["train_bias", "train_weights"])] = False
    if chance.random() < 0.2:
        made["initialize"] = {"scheme": "uniform", "low": -900, "high": 900}
    return made


def targets(chance, loss, outputs):
    if loss == "sparse_categorical_cross_entropy":
        return [chance.randrange(outputs)]
    if loss in ONE_OF_MANY:
        right = chance.randrange(outputs)
        return [int(place == right) for place in range(outputs)]
    if loss in ("hinge", "squared_hinge"):
        return [chance.choice([-1, 1]) for _ in range(outputs)]
    return [round(chance.uniform(0.05, 0.95), 2) for _ in range(outputs)]


def commands(chance):
    look, numbers = chance.choice(FORMATS), ["--numbers", chance.choice(NUMBERS)]
    yield ["trace", "--format", chance.choice([*FORMATS, "csv"]), "--step", chance.choice("127"), *numbers]
    yield ["explain", chance.choice(GOALS), "--format", look, *numbers]
    yield ["explain", "--all", "--paths"]
    yield ["train", "--format", look, "--save", "trained.json"]
    yield ["check", "--format", look]
    yield ["check", "--nudge", "w1"]
    yield ["diagnose", "w1+=0.1498", "dE_dw1=0.3"]
    yield ["mistakes"]
    yield ["lab", "--mistake", "updated_weights", "--steps", "5"]
    yield ["sweep", "--seeds", "2", "--steps", "5"]
    yield ["landscape", "--directions", "random", "--points", "3", "--steps", "3"]
    yield ["explore", "-o", "page.html"]
    yield ["export", "--to", chance.choice(["python", "pytorch"]), "-o", "step.py"]


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 12))])
def test_an_answer_or_a_sentence(seed, tmp_path, monkeypatch, capsys):
    """Exit code 0, 1, or 2 with one line of what is wrong; a number that is none (nan) is nowhere shown."""
    monkeypatch.chdir(tmp_path)
    chance = Random(seed)
    (tmp_path / "any.json").write_text(json.dumps(experiment(chance)), encoding="utf-8")
    for verb, *options in commands(chance):
        code = main([verb, "any.json", *options])
        out, err = capsys.readouterr()
        errors = [line for line in err.splitlines() if line.startswith("neurosim: error: ")]
        assert (code, len(errors)) in ((0, 0), (1, 0), (1, 1), (2, 1)), (verb, options, code, err)
        assert "nan" not in re.findall(r"\w+", out), (verb, options)
