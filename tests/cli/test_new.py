"""neurosim new: a file to begin with; sizes in place of an experiment; built-in experiments as files."""

import json

import pytest

from neurosim import load
from neurosim.cli import main
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.losses import LOSSES
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.examples import CATALOGUE, path_of
from neurosim.examples.publications import publications
from neurosim.examples.starter import is_shape, like, of_shape


@pytest.fixture
def new(inside):
    """The document of the file that the words ask for; nothing is asked, and nothing said."""
    def call(*words):
        done = inside("new", *words)
        assert (0, "") == (done.code, done.err)
        return done.json
    return call


def numbers_of(document):
    """All weights, biases, inputs and targets."""
    rows = [row for layer in document["layers"] for row in [*layer["weights"], layer["biases"]]]
    return [number for row in [*rows, *[sample["inputs"] for sample in document["samples"]]] for number in row]


def decimals(number):
    return len(repr(number).partition(".")[2])


# By sizes.

def test_the_example_of_the_issue(inside, tmp_path):
    """A file of one's own, which everything takes, without a word."""
    assert 0 == inside("new", *"2-3-1 --activation relu,sigmoid --loss bce -o mine.json".split()).code
    document = json.loads((tmp_path / "mine.json").read_text())
    assert ["relu", "sigmoid"] == [layer["activation"] for layer in document["layers"]]
    assert (2, [3, 1], "binary_cross_entropy") == (document["inputs"], [len(layer["weights"]) for layer in document["layers"]], document["loss"])
    for words in ("trace mine.json", "check mine.json", "train mine.json", "explain mine.json w1"):
        done = inside(*words.split())
        assert (0, "") == (done.code, done.err)


@pytest.mark.parametrize("words", ["2-3-1", "--from xor"])
def test_called_by_its_file(inside, words):
    """Answers say of which file they speak; two networks of the same sizes are told apart."""
    inside("new", *words.split(), "-o", "mine.json")
    assert "mine: step 1, sample" == inside("trace", "mine.json").out[:20]


@pytest.mark.parametrize("shape, most", [("2-3-1", 1), ("4-5-3", 1), ("20-10-5-2", 2), ("100-100-10", 2)])
def test_numbers_to_calculate_with(new, shape, most):
    """One or two decimals, and no 0, which would hide what is multiplied by it."""
    numbers = numbers_of(new(shape))
    assert max(map(decimals, numbers)) <= most and 0.0 not in numbers
    assert all(-1.0 < number < 1.0 for number in numbers)


def test_everything_is_there(new):
    """What can be set is shown by example, with its value."""
    document = new("2-3-1")
    assert {"format", "version", "name", "inputs", "layers", "loss", "optimizer", "samples", "training", "seed"} == document.keys()
    assert all({"activation", "weights", "bias", "biases"} == layer.keys() for layer in document["layers"])
    assert {"name", *OPTIMIZERS.defaults("sgd")} == document["optimizer"].keys()
    assert {"steps", "batch_size", "reduction", "order"} == document["training"].keys()


def test_the_seed(new):
    """The same numbers for the same seed, others for another."""
    assert new("2-3-1") == new("2-3-1", "--seed", "0") != new("2-3-1", "--seed", "1") == new("2-3-1", "--seed", "1")
    assert 1 == new("2-3-1", "--seed", "1")["seed"]


@pytest.mark.parametrize("loss", [*LOSSES, "cross_entropy"])
@pytest.mark.parametrize("shape", ["2-3-3", "1-2", "3-4-1"])
def test_every_loss_has_samples_and_a_last_layer_that_go_with_it(new, loss, shape):
    """Nothing odd about them, and a step makes the error of its sample smaller; the error is what the loss says."""
    said = []
    document = new(shape, "--loss", loss, "--learning-rate", "0.001")
    experiment = load(document, warn=said.append)
    chosen = document["loss"] if isinstance(document["loss"], str) else document["loss"]["name"]
    sole = shape == "3-4-1" and (document["layers"][-1]["activation"] == "softmax" or chosen in ("softmax_cross_entropy", "cosine"))
    assert [] == said or sole and "learns nothing" in said[0] or "softmax_cross_entropy of one out" in said[0]
    before = experiment.error()
    assert experiment.train(steps=4).errors[-1][1] < before or sole


@pytest.mark.parametrize("seed", range(8))
def test_no_two_samples_of_the_same_inputs(new, seed):
    """Even of one input, which has nine values: what would be learnt from two targets for one input?"""
    rows = [sample["inputs"] for sample in new("1-1", "--seed", str(seed))["samples"]]
    assert 4 == len(rows) == len({tuple(row) for row in rows})


@pytest.mark.parametrize("activation, rate", [("sigmoid", 0.5), ("tanh", 0.5), ("relu", 0.1), ("linear", 0.1)])
def test_smaller_steps_where_outs_have_no_bound(new, activation, rate):
    """In any layer."""
    assert rate == new("2-3-1", "--activation", activation)["optimizer"]["learning_rate"]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation(new, activation):
    """In the hidden layer; sigmoid as ever at the end."""
    assert [activation, "sigmoid"] == [layer["activation"] for layer in new("2-3-1", "--activation", activation)["layers"]]


def test_activations_for_each_layer(new):
    """One for each layer, or for each hidden one; of a network without hidden layers the one for the last."""
    assert ["tanh", "relu", "linear"] == [layer["activation"] for layer in new("2-4-3-1", "--activation", "tanh,relu,identity")["layers"]]
    assert ["tanh", "relu", "sigmoid"] == [layer["activation"] for layer in new("2-4-3-1", "--activation", "tanh,relu")["layers"]]
    assert ["tanh"] == [layer["activation"] for layer in new("2-1", "--activation", "tanh")["layers"]]


def test_optimizer_and_learning_rate(new):
    """By the names that people use; each with all that can be set."""
    found = new("2-3-1", "--optimizer", "momentum", "--learning-rate", "0.2")["optimizer"]
    assert {"name": "sgd", **OPTIMIZERS.defaults("sgd"), "learning_rate": 0.2, "momentum": 0.9} == found
    assert {"name": "adam", **OPTIMIZERS.defaults("adam")} == new("2-3-1", "--optimizer", "Adam")["optimizer"]


# Like another one.

def test_from_a_built_in(new):
    """xor with numbers in place of a way to draw them; it is learnt all the same."""
    document = new("--from", "xor")
    assert [[0, 0], [0, 1], [1, 0], [1, 1]] == [sample["inputs"] for sample in document["samples"]]
    assert max(map(decimals, numbers_of(document))) <= 1
    trained = load(document)
    assert 0.01 > trained.train(10_000).errors[-1][1]


def test_other_hidden_layers(new):
    """What was there stays, what is missing is drawn: the tutorial's eight weights are where they were."""
    document = new("--from", "worked-example", "--hidden", "3")
    first, last = document["layers"]
    assert [[0.15, 0.2], [0.25, 0.3]] == first["weights"][:2] and 3 == len(first["weights"])
    assert [[0.4, 0.45], [0.5, 0.55]] == [row[:2] for row in last["weights"]] and [3, 3] == list(map(len, last["weights"]))
    assert ([0.35], [0.6], False) == (first["biases"], last["biases"], last["train_bias"])
    assert [[0.15, 0.2]] == new("--from", "worked-example", "--hidden", "1")["layers"][0]["weights"]
    assert [4, 3, 2] == [len(layer["weights"]) for layer in new("--from", "worked-example", "--hidden", "4-3")["layers"]]
    assert ["sigmoid", "sigmoid"] == [layer["activation"] for layer in new("--from", "logistic-regression", "--hidden", "2")["layers"]]


def test_nothing_else_is_changed():
    """An experiment that has all its numbers comes out as it was."""
    document = load("worked-example").document
    changed = {**like(document), "optimizer": document["optimizer"]}
    assert [{key: value for key, value in layer.items() if key != "initialize"} for layer in document["layers"]] == changed["layers"]
    assert {**document, "layers": 0} == {**changed, "layers": 0}


@pytest.mark.parametrize("name", [*CATALOGUE, *[found.name for found in publications()]])
def test_from_every_experiment(new, name):
    """Complete, and read again."""
    document = new("--from", name)
    assert all(layer["weights"] for layer in load(document).document["layers"])


def test_from_a_file_and_standard_input(inside, experiment):
    """As wherever an experiment is asked for."""
    path = experiment()
    expected = inside("new", "--from", path).json
    with open(path) as file:
        assert expected == inside("new", "--from", "-", given=file.read()).json
    assert [[0.5]] == expected["layers"][0]["weights"]


def test_what_it_is_made_of_stays(inside, experiment):
    """No output takes the place of the file that it begins with, and none is called what it is not."""
    path = experiment("mine.json")
    before = open(path).read()
    done = inside("new", "--from", "mine.json", "-o", "./mine.json")
    assert (2, before) == (done.code, open(path).read()) and "--output: it is read by the same command" in done.problem
    assert "--output: expected a name that ends in .json, got 'mine.html'" in inside("new", "2-1", "-o", "mine.html").err


# What is wrong.

@pytest.mark.parametrize("words, problem", [
    ("", "SHAPE: expected sizes such as 2-3-1, or --from EXPERIMENT"),
    ("2-1 --from xor", "SHAPE: expected sizes such as 2-3-1, or --from EXPERIMENT, not both"),
    ("2-1 --hidden 3", "--hidden: expected --from beside it, as SHAPE says how many there are"),
    ("--from xor --hidden x", "--hidden: expected whole numbers such as 3 or 4-3, got 'x'"),
    ("2-x-1", "SHAPE: expected sizes such as 2-3-1, inputs first, got '2-x-1'"),
    ("2-0-1", "SHAPE: expected an integer >= 1, got 0"),
    ("2-3-1 --learning-rate -3", "--learning-rate: expected a number from 0 on, got '-3'"),
    ("2-3-1 --learning-rate nan", "--learning-rate: expected a number from 0 on, got 'nan'"),
    ("2-3-1 --activation relu,foo", "--activation: unknown activation 'foo' (expected one of " + ", ".join(ACTIVATIONS) + ")"),
    ("2-3-1 --activation a,b,c", "--activation: expected one activation, or 1 or 2, got 3"),
    ("2-3-1 --loss foo", "--loss: unknown loss 'foo' (expected one of " + ", ".join(LOSSES) + ")"),
    ("2-3-1 --activation relu,tanh --loss bce", "--loss: binary_cross_entropy needs outs from 0 to 1, but layers[1].activation, tanh,"
                                                " goes from -1 to 1 (expected an out between 0 and 1, or the loss sigmoid_cross_entropy"
                                                " on a linear last layer, which works at any net)"),
    ("--from nowhere.json", "nowhere.json: no such file (expected a built-in experiment's name, a file, or sizes such as 2-3-1)"),
    ("3000-1000-10", "SHAPE: expected at most 16 MB in a file, got about 3,011,010 numbers × 6 bytes = 18 MB"),
    ("9999999-9999999-1", "SHAPE: expected at most 1.0 GB of memory"),
], ids=lambda words: words[:40])
def test_what_is_wrong(inside, words, problem):
    """One line, exit code 2, and nothing written."""
    done = inside("new", *words.split())
    assert (2, "") == (done.code, done.out)
    assert done.err.splitlines()[-1].startswith(f"neurosim: error: {problem}")


# Sizes instead of a file.

@pytest.mark.parametrize("text, expected", [("2-3-1", True), ("10-1", True), ("2", False), ("-", False), ("2-", False), ("2--1", False),
                                            ("a-b", False), ("2-3-1.json", False), ("٢-٣", False), ("1" * 9 + "-1", False), (None, False)])
def test_what_is_a_shape(text, expected):
    assert expected == is_shape(text)


def test_sizes_in_place_of_an_experiment(inside, new, tmp_path):
    """The network of `new`; --seed draws another, and has an effect, so nothing is said of it."""
    document = of_shape("2-3-1", 5)
    done = inside("trace", "2-3-1", "--seed", "5", "--format", "json")
    assert (0, "") == (done.code, done.err)
    (tmp_path / "same.json").write_text(json.dumps(document))
    assert inside("trace", "same.json", "--format", "json").json["quantities"] == done.json["quantities"]
    assert load("2-3-1", seed=5).document["layers"] == load(document).document["layers"]


def test_a_file_of_that_name_is_meant(inside, experiment):
    """If there is one."""
    experiment("2-3-1")
    assert inside("trace", "2-3-1").out.splitlines()[0].startswith(("mine", "2-3-1: step 1"))
    assert 1 == load("2-3-1").document["inputs"]


# Built-in experiments as files.

@pytest.mark.parametrize("name", CATALOGUE)
def test_show_prints_the_file(inside, name):
    """To the letter."""
    with open(path_of(name), encoding="utf-8") as file:
        assert file.read() == inside("examples", name, "--show").out


def test_show_of_a_published_one(inside):
    """Reads as the same experiment."""
    for found in publications():
        assert load(found.experiment).document == load(inside("examples", found.name, "--show").json).document


@pytest.mark.parametrize("words, problem", [
    ("--show", "NAME: expected a name beside --show (`neurosim examples` lists them)"),
    ("xro --show", "NAME: unknown example 'xro' (did you mean 'xor'?) (`neurosim examples` lists them)"),
    ("mazur --show --check", "--show: expected no --check beside it, and no format but json"),
    ("mazur --show -o mazur.html", "--show: expected no --check beside it, and no format but json"),
    ("mazur --show --format html", "--show: expected no --check beside it, and no format but json")])
def test_show_what_is_not_there(words, problem, capsys):
    assert 2 == main(["examples", *words.split()])
    assert f"neurosim: error: {problem}" == capsys.readouterr().err.splitlines()[-1]
