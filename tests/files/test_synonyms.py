"""Names that other programs and courses use: taken, wherever they stand, and written in ours."""

import json
from fractions import Fraction

import pytest

from neurosim import NeuralNetwork, NeuronLayer, load, sweep
from neurosim.cli import main
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.guard.errors import NeurosimError
from neurosim.core.guard.normalizations import NORMALIZATIONS
from neurosim.core.initializers import INITIALIZERS
from neurosim.core.losses import LOSSES
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.core.synonyms import NAMES, SETTINGS, others, ours, plain
from neurosim.files import parse_experiment, write_experiment
from neurosim.files.csv_samples import CSV
from neurosim.files.experiment_file import EXPERIMENT, LAYER, TRAINING
from neurosim.files.samples import SAMPLE

TABLES = {table.kind: table for table in (ACTIVATIONS, LOSSES, OPTIMIZERS, INITIALIZERS, NORMALIZATIONS)}
FILE = {"format": "neurosim-experiment", "version": 1, "inputs": 2,
        "layers": [{"neurons": 2}, {"neurons": 1, "weights": [[0.5, -0.25]]}],
        "samples": [{"inputs": [0.0, 1.0], "targets": [1.0]}], "seed": 1}


def read(**fields):
    return parse_experiment(json.dumps({**FILE, **fields}), "f.json")


def refused(**fields):
    with pytest.raises(NeurosimError) as caught:
        read(**fields)
    return str(caught.value).removeprefix("f.json: ")


# The table.

def test_every_name_of_ours_is_there():
    """A synonym of what no table has would lead nowhere."""
    fields = {*EXPERIMENT, *LAYER, *TRAINING, *SAMPLE, *CSV, "scheme"}
    parameters = {key for table in TABLES.values() for name in table for key in table.defaults(name)}
    known = {**TABLES, "field": fields, "parameter": parameters, "parameter of rmsprop": OPTIMIZERS.defaults("rmsprop")}
    lost = [(kind, name) for kind, names in NAMES.items() for name in names if name not in known[kind]]
    assert [("loss", "cross_entropy")] == lost    # the family: the last layer says which of it


@pytest.mark.parametrize("kind", [kind for kind in NAMES if not kind.startswith("parameter")])
def test_no_name_means_two_things(kind):
    """Neither two of ours, nor one of ours and another: which would be meant hung on their order."""
    taken = {}
    for name, theirs in NAMES[kind].items():
        for each in {plain(name), *map(plain, theirs)}:
            assert name == taken.setdefault(each, name)
    for each in SETTINGS.get(kind, ()):
        assert plain(each) not in taken


@pytest.mark.parametrize("kind", TABLES)
def test_parameters_mean_one_thing_in_every_entry(kind):
    """alpha is a learning rate of sgd, a slope of leaky_relu, and rmsprop's own: never two of one entry's."""
    for name in TABLES[kind]:
        own = TABLES[kind].defaults(name)
        taken = [plain(written) for key in own for written in others(f"parameter of {name}", key) if written not in own]
        assert sorted(set(taken)) == sorted(taken), name


# What the issue asks for, name by name.

@pytest.mark.parametrize("kind, written, name", [
    ("activation", "logistic", "sigmoid"), ("activation", "identity", "linear"), ("activation", "ReLU", "relu"),
    ("activation", "swish", "silu"), ("activation", "Leaky ReLU", "leaky_relu"), ("activation", "LeakyReLU", "leaky_relu"),
    ("loss", "mse", "mean_squared_error"), ("loss", "MSE", "mean_squared_error"), ("loss", "sse", "squared_error"),
    ("loss", "mae", "mean_absolute_error"), ("loss", "bce", "binary_cross_entropy"), ("loss", "cce", "categorical_cross_entropy"),
    ("loss", "Mean Squared Error", "mean_squared_error"), ("loss", "BCEWithLogitsLoss", "sigmoid_cross_entropy"),
    ("optimizer", "gradient descent", "sgd"), ("optimizer", "Adam", "adam"), ("optimizer", "RMSprop", "rmsprop"),
    ("scheme", "xavier", "glorot_uniform"), ("scheme", "kaiming_normal", "he_normal"), ("normalization", "BatchNorm1d", "batch")])
def test_names_that_people_use(kind, written, name):
    """The table makes the same of both, and knows it by ours."""
    assert name == TABLES[kind].make(written).name == TABLES[kind].canonical(written)


@pytest.mark.parametrize("written", ["lr", "alpha", "eta", "η", "learningRate", "Learning Rate", "step_size"])
def test_the_learning_rate(written):
    """By any letter that books have for it."""
    assert 0.1 == OPTIMIZERS.make({"name": "sgd", written: 0.1}).learning_rate
    assert {"name": "adam", "learning_rate": 0.1} == OPTIMIZERS.canonical({"name": "Adam", written: 0.1})


def test_an_entry_has_its_own_letters():
    """rmsprop has an alpha, so alpha is that there; elu's is its own, too; leaky_relu's is its slope, as in Keras 2."""
    made = OPTIMIZERS.make({"name": "rmsprop", "alpha": 0.9})
    assert (0.9, 0.01) == (made.alpha, made.learning_rate)
    assert -0.5 == ACTIVATIONS.make({"name": "leaky_relu", "alpha": 0.25}).f(-2.0)
    assert {"alpha": 2.0} == ACTIVATIONS.make({"name": "elu", "alpha": 2}).parameters
    assert 0.9 == OPTIMIZERS.make({"name": "rmsprop", "rho": 0.9}).alpha
    with pytest.raises(NeurosimError, match="unknown parameter of elu 'rho'"):
        ACTIVATIONS.make({"name": "elu", "rho": 0.9})


def test_momentum_is_an_optimizer_to_many():
    """With 0.9, which books and programs take; what is said beside it goes first."""
    assert {"name": "sgd", "momentum": 0.9} == OPTIMIZERS.canonical("momentum")
    assert {"name": "sgd", "momentum": 0.5, "learning_rate": 0.1} == OPTIMIZERS.canonical({"name": "Momentum", "momentum": 0.5, "lr": 0.1})
    nesterov = OPTIMIZERS.make("nesterov")
    assert (0.9, True) == (nesterov.momentum, nesterov.nesterov)


@pytest.mark.parametrize("activation, neurons, expected", [
    ("sigmoid", 1, "binary_cross_entropy"), ("sigmoid", 3, "binary_cross_entropy"), ("hard_sigmoid", 1, "binary_cross_entropy"),
    ("softmax", 3, "categorical_cross_entropy"), ("softmax", 1, "categorical_cross_entropy"), ("linear", 1, "sigmoid_cross_entropy"), ("linear", 3, "softmax_cross_entropy")])
def test_cross_entropy_is_told_by_the_last_layer(activation, neurons, expected):
    """In a file as in the library, under whatever name."""
    sample = {"inputs": [0.5, 0.5], "targets": [1.0] + [0.0] * (neurons - 1)}
    for written in ("cross_entropy", "Cross-Entropy", "CrossEntropyLoss", {"name": "cross_entropy"}):
        document = read(layers=[{"neurons": neurons, "activation": activation}], loss=written, samples=[sample])
        assert expected == document["loss"]
    layer = NeuronLayer if activation != "softmax" else None
    network = NeuralNetwork.build(2, neurons, activation=activation, loss="cross_entropy")
    assert expected == network.loss.name and (layer is None or type(network.layers[0]) is layer)


def test_cross_entropy_of_class_numbers():
    """A target that is the number of a class asks for the sparse one."""
    document = read(layers=[{"neurons": 3, "activation": "softmax"}], loss="cross_entropy", samples=[{"inputs": [0, 1], "targets": [2]}])
    assert "sparse_categorical_cross_entropy" == document["loss"]


def test_cross_entropy_where_it_cannot_be():
    """The one it would be says why not."""
    assert refused(layers=[{"neurons": 1, "activation": "tanh"}], loss="cross_entropy").startswith(
        "loss: binary_cross_entropy needs outs from 0 to 1, but layers[0].activation, tanh, goes from -1 to 1")


# Fields.

def test_fields_by_other_names():
    """A file as somebody writes it who knows other programs reads as ours does, and is written as ours."""
    theirs = {"format": "neurosim-experiment", "version": 1, "input_size": 2,
              "layers": [{"size": 2, "act": "ReLU", "dropout_rate": 0.5}, {"units": 1, "weights": [[0.5, -0.25]]}],
              "cost": "mse", "optimiser": {"name": "Momentum", "lr": "1/10"}, "init": {"name": "xavier"},
              "data": [{"x": [0, 1], "y": [1]}], "training": {"iterations": 7, "batchSize": 1}, "random_state": 1}
    mine = {**FILE, "layers": [{"neurons": 2, "activation": "relu", "dropout": 0.5}, FILE["layers"][1]],
            "loss": "mean_squared_error", "optimizer": {"name": "sgd", "momentum": 0.9, "learning_rate": 0.1},
            "initialize": {"scheme": "glorot_uniform"}, "training": {"steps": 7, "batch_size": 1}}
    document = parse_experiment(json.dumps(theirs), "f.json")
    assert parse_experiment(json.dumps(mine), "f.json") == document
    assert {"format", "version", "name", "inputs", "layers", "loss", "optimizer", "samples", "training", "seed"} == json.loads(
        write_experiment(document)).keys()


def test_faults_are_told_where_they_are_written():
    """By the name in the file, which the user looks for."""
    assert refused(layers=[{"units": 0}]) == "layers[0].units: expected an integer >= 1, got 0"
    assert refused(layers=[{"size": 2, "weights": [[1, 2]]}]) == "layers[0].size: expected 1, one for each list of weights, got 2"
    assert refused(samples=[{"x": [1], "targets": [1]}]) == "samples[0].x: expected 2 numbers, got 1"
    assert refused(training={"iterations": 1, "epochs": 2}) == "training.epochs: expected steps or epochs, not both"
    assert refused(optimizer={"name": "sgd", "lr": "x"}) == "optimizer.lr: expected a finite number, got 'x'"


def test_the_same_twice():
    """Two names of one field, or of one parameter."""
    assert "layers[0]: field 'units' is another name of 'neurons', which is there, too" == refused(layers=[{"neurons": 1, "units": 1}])
    assert "optimizer.lr: expected no learning_rate beside it, which is the same, got 1" == refused(
        optimizer={"name": "sgd", "learning_rate": 1, "lr": 1})


# Fractions.

@pytest.mark.parametrize("text, value", [("1/3", 1 / 3), ("-2/3", -2 / 3), ("10/4", 2.5), ("0/7", 0.0), ("1/8", 0.125)])
def test_fractions(text, value, tmp_path):
    """Wherever a file has a number: the double nearest to it."""
    document = read(layers=[{"weights": [[text, 1]], "biases": [text]}], optimizer={"name": "sgd", "momentum": text.lstrip("-")},
                    samples=[{"inputs": [text, 0], "targets": [text]}])
    layer, sample = document["layers"][0], document["samples"][0]
    assert [value] * 4 == [layer["weights"][0][0], layer["biases"][0], sample["inputs"][0], sample["targets"][0]]
    assert abs(value) == document["optimizer"]["momentum"]
    (tmp_path / "data.csv").write_text(f"a,b,c\n{text},1/2,{text}\n")
    (tmp_path / "f.json").write_text(json.dumps({**FILE, "samples": {"csv": "data.csv", "targets": 1}}))
    assert [([value, 0.5], [value])] == load(tmp_path / "f.json").samples


@pytest.mark.parametrize("text", ["1/0", "1/", "/3", "1/3/3", "1.5/3", "1 /3", "a/b", "1/-3", "٣/4", "--1/3", "1/3x", "-/3", " 1/3", "1" * 20 + "/3"])
def test_what_is_no_fraction(text):
    """Is a text still, and no number."""
    assert refused(layers=[{"weights": [[text, 1]]}]) == f"layers[0].weights[0][0]: expected a finite number, got {text!r}"


def test_fractions_stay_fractions():
    """1/3 of a file is 1/3 in fractions and in decimals, not what a double holds of it; a float of chance is what it says."""
    net = {"activation": "linear", "bias": "none", "weights": [["1/3", "1/7"]]}
    experiment = load({**FILE, "layers": [net], "samples": [{"inputs": [1, 2], "targets": [0]}]})
    assert str(Fraction(1, 3) + Fraction(2, 7)) == experiment.trace(numbers="fraction")["net_o1"].text()
    assert "0.61904761904761904761" == experiment.trace(numbers="decimal:20")["net_o1"].text()


def test_fractions_in_python_and_in_answers():
    """The door of the library takes them, too, and so does a learner's answer."""
    layer = NeuronLayer([["1/3", "2/3"]], ["-1/2"], activation="linear")
    assert [0.5] == layer.feed_forward([1.0, 1.0])
    experiment = load({**FILE, "layers": [{"activation": "linear", "weights": [["1/3", 1]], "biases": [0]}],
                       "samples": [{"inputs": [1, 1], "targets": [0]}]})
    assert experiment.diagnose({"w1": "1/3", "net_o1": "4/3"}).agree


# Lists of choices.

def test_lists_of_choices_are_whole():
    """All of them: none is cut to "and 7 more"."""
    assert ", ".join(LOSSES) in refused(loss="none of them")
    assert ", ".join(ACTIVATIONS) in refused(layers=[{"neurons": 1, "activation": "none of them"}])


@pytest.mark.parametrize("words", [["trace", "f.json"], ["trace", "xor", "--numbers", "fraction"], ["sweep", "xor", "--loss", "foo", "--seeds", "2"]])
def test_lists_of_choices_are_whole_on_the_command_line(words, tmp_path, monkeypatch, capsys):
    """However short errors are there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f.json").write_text(json.dumps({**FILE, "loss": "foo"}))
    assert 2 == main(words)
    line = capsys.readouterr().err.splitlines()[-1]
    assert "..." not in line and line.endswith((", softmax_cross_entropy)", ", squared_hinge)"))


def test_sweeps_take_other_names():
    """And know that SGD is the optimizer that is there, which keeps its learning rate."""
    result = sweep({**FILE, "optimizer": {"name": "sgd", "learning_rate": 0.25}}, {"optimizer": ["SGD"], "loss": ["mse"], "activation": ["ReLU"]},
                   seeds=1, steps=1, solved_below=0.1, jobs=1)
    assert [("sgd", "mean_squared_error", "relu")] == [(row["optimizer"], row["loss"], row["activation"]) for row in result.rows()]
    assert 0.25 == json.loads(result.plan.texts[0])["optimizer"]["learning_rate"]


@pytest.mark.parametrize("written", [None, 1, ["sgd"], {}, "", "x" * 10_000])
def test_what_is_no_name(written):
    """Is not looked for among the synonyms."""
    assert written == ours("optimizer", written, OPTIMIZERS)
    with pytest.raises(NeurosimError, match="unknown optimizer"):
        OPTIMIZERS.make(written)
