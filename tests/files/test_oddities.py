"""What is odd, but accepted, is said in a sentence; what is as it should be is not spoken of."""

import json

import pytest

from neurosim.examples import CATALOGUE
from neurosim.examples.publications import names
from neurosim.experiment import load
from neurosim.files import parse_experiment, read_experiment
from neurosim.core.activations import ACTIVATIONS


def said(loss="half_squared_error", activation="sigmoid", targets=((0.5,),), neurons=None, **fields):
    """The sentences about an experiment of one layer."""
    layer = {"neurons": neurons or len(targets[0]), "activation": activation, **fields.pop("layer", {})}
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "loss": loss, "layers": [layer],
                "samples": [{"inputs": [0], "targets": list(each)} for each in targets], **fields}
    found = []
    parse_experiment(json.dumps(document), "f.json", warn=found.append)
    return found


@pytest.mark.parametrize("activation, targets, sentence", [
    ("sigmoid", [[0.5, 1], [0, 2]], "samples[1].targets[1]: 2.0 is beyond what layers[0].activation, sigmoid, can give, 0 to 1"),
    ("tanh", [[-1.5]], "samples[0].targets[0]: -1.5 is beyond what layers[0].activation, tanh, can give, -1 to 1"),
    ("relu", [[5], [-1e-9]], "samples[1].targets[0]: -1e-09 is beyond what layers[0].activation, relu, can give, 0 to inf"),
    ({"name": "elu", "alpha": 2}, [[-2.5]], "samples[0].targets[0]: -2.5 is beyond what layers[0].activation, elu(alpha=2.0), can give, -2 to inf"),
    ("sigmoid", [[2, 3], [0, 9]], "samples[0].targets[0]: 2.0 is beyond what layers[0].activation, sigmoid, can give, 0 to 1")])
def test_a_target_that_no_out_comes_to(activation, targets, sentence):
    """It is named, with the range of the last layer; the first of several, and how many more."""
    more = " (and 2 more)" if targets[0] == [2, 3] else ""
    assert [f"f.json: {sentence}: the error stays{more}"] == said(activation=activation, targets=targets)


@pytest.mark.parametrize("options", [
    {"targets": [[0], [1]]}, {"activation": "tanh", "targets": [[-1], [1]]}, {"activation": "linear", "targets": [[1e300]]},
    {"activation": {"name": "leaky_relu", "slope": 0.1}, "targets": [[-5]]}, {"activation": {"name": "elu", "alpha": 2}, "targets": [[-2]]},
    {"activation": "softmax", "loss": "sparse_categorical_cross_entropy", "targets": [[3]], "neurons": 4},
    {"activation": "linear", "loss": "hinge", "targets": [[-1], [1]]}, {"targets": [[1.5]], "layer": {"dropout": 0.5}},
    {"activation": "softmax", "targets": [[0, 1]]}, {"activation": "linear", "loss": "sigmoid_cross_entropy", "targets": [[1]]}])
def test_targets_within_reach(options):
    """At a limit, of a layer without one, the number of a class, of outs that dropout scales."""
    assert [] == said(**options)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_what_a_layer_gives_is_within_its_reach(activation):
    """No false alarm: an out of any layer is a target that it can come to."""
    network = load({"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"neurons": 2, "activation": activation}],
                    "samples": [{"inputs": [1], "targets": [0.25, 0.5]}], "seed": 1}).network
    for place in range(-60, 61):
        assert [] == said(activation=activation, targets=[network.feed_forward([place / 7.0])])


def test_in_a_csv_file(tmp_path):
    """Line and column are named, as an editor counts them."""
    (tmp_path / "data.csv").write_text("a,b,c\n\n1,0.5,1\n2,-1,1\n")
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"neurons": 2}], "samples": {"csv": "data.csv", "targets": 2}}
    (tmp_path / "e.json").write_text(json.dumps(document))
    found = []
    read_experiment(str(tmp_path / "e.json"), found.append)
    assert ["data.csv:4:2: -1.0 is beyond what layers[0].activation, sigmoid, can give, 0 to 1: the error stays"] == found


def test_softmax_of_one_neuron():
    """Its out is 1 whatever it learns, and the slope of that is 0: in any layer, and in the loss that has softmax in it."""
    sentence = "f.json: layers[0].activation: softmax of one neuron is 1 whatever its net, so it learns nothing"
    assert [sentence] == said(activation="softmax", targets=[[1]])
    assert ["f.json: loss: softmax_cross_entropy of one out is 0 whatever its net, so nothing is learnt (sigmoid_cross_entropy is for one)"] \
        == said("softmax_cross_entropy", "linear", [[1]])


@pytest.mark.parametrize("optimizer", [{"name": "sgd", "learning_rate": 0}, {"name": "adam", "learning_rate": 0.0}])
def test_a_learning_rate_of_0(optimizer):
    """A training that moves nothing."""
    assert ["f.json: optimizer.learning_rate: 0, so no weight will move"] == said(optimizer=optimizer)


def test_several():
    """Each has its sentence."""
    assert 3 == len(said(activation="softmax", targets=[[2]], optimizer={"name": "sgd", "learning_rate": 0}))


def test_what_is_built_in_is_not_odd():
    """But for four that have a loss after a layer that may leave its range, as their sources have it; and a book's that
    gives only the error of a sigmoid, 1.5, from which follows a target that no sigmoid reaches."""
    expected = dict.fromkeys(("keras-cce", "keras-msle", "keras-msle-metric", "nnfs-cce"), "the run stops where one does")
    expected["rashid-weight-update"] = "is beyond what layers[0].activation, sigmoid, can give"
    for name in (*CATALOGUE, *names()):
        found = []
        load(name, warn=found.append)
        assert (name in expected) == bool(found), name
        assert all(expected[name] in sentence for sentence in found), name
