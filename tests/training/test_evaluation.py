"""How good a network is: error and accuracy on samples learnt from and held out, and classes that are confused."""

import json

import pytest

from neurosim import Experiment, NeuralNetwork, build, load

IDENTITY = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]


def experiment(layer, loss, samples, tests, **fields):
    """One layer; its samples and test samples as (inputs, targets)."""
    given = [[{"inputs": inputs, "targets": targets} for inputs, targets in each] for each in (samples, tests)]
    return load({"format": "neurosim-experiment", "version": 1, "inputs": len(samples[0][0]), "layers": [{"bias": "none", **layer}],
                 "loss": loss, "samples": given[0], "test_samples": given[1], "training": {"steps": 0}, "seed": 0, **fields})


def test_three_classes():
    """The greatest out answers; rows are what is, columns what was said: counted by hand."""
    one_hot = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    tests = [([5, 1, 1], one_hot[0]), ([1, 5, 1], one_hot[0]), ([1, 5, 1], one_hot[1]), ([1, 5, 1], one_hot[2]), ([1, 1, 5], one_hot[2])]
    found = experiment({"activation": "softmax", "weights": IDENTITY}, "categorical_cross_entropy", tests[:1], tests).train()
    assert (1.0, 0.6) == (found.evaluations["training"].accuracy, found.evaluations["test"].accuracy)
    assert [[1, 1, 0], [0, 1, 0], [0, 1, 1]] == found.evaluations["test"].confusion


@pytest.mark.parametrize("activation, loss, low, right", [
    ("sigmoid", "binary_cross_entropy", 0, 0.75), ("linear", "sigmoid_cross_entropy", 0, 0.75), ("tanh", "hinge", -1, 0.75),
    ("linear", "mean_squared_error", 0, 0.5)])
def test_one_output(activation, loss, low, right):
    """Above the middle of the two targets; a net that the loss works on, above 0."""
    tests = [([2], [1]), ([0.25], [1]), ([-2], [low]), ([1], [low])]
    found = experiment({"activation": activation, "weights": [[1]]}, loss, tests, tests).train().evaluations["test"]
    assert right == found.accuracy


def test_numbers_are_no_classes():
    """Of targets that are any numbers there is no accuracy."""
    found = experiment({"activation": "linear", "weights": [[1]]}, "mean_squared_error", [([1], [0.5])], [([2], [0])]).train()
    assert (None, 4.0) == (found.evaluations["test"].accuracy, found.evaluations["test"].error)
    assert ["step", "error", "test_error"] == found.headers()


def test_nobody_learns_from_test_samples():
    """The same weights with and without, bit by bit."""
    samples, tests = [([0.5, 1.0], [0.25])], [([9.0, -9.0], [7.0])]
    with_tests = experiment({"neurons": 1}, "mean_squared_error", samples, tests)
    alone = load({key: value for key, value in with_tests.to_document().items() if key != "test_samples"})
    assert alone.train(50).parameters() == with_tests.train(50).parameters()


@pytest.mark.parametrize("engine", ["neurons", "python"])
def test_by_step(engine):
    """Each row is what the network said at that step: a run that ends there says the same."""
    samples, tests = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1])], [([1, 1], [0]), ([0, 0.5], [1])]
    layer = {"neurons": 1, "activation": "sigmoid", "bias": "own"}
    rows = experiment(layer, "binary_cross_entropy", samples, tests).train(500, engine=engine).rows()
    for step, *row in rows[1::3]:
        alone = experiment(layer, "binary_cross_entropy", samples, tests)
        alone.train(step, engine="neurons")
        error = sum(alone.network.error(*sample) for sample in tests) / 2
        assert pytest.approx([alone.error(), error]) == row[:2]
        right = [sum((alone.network.feed_forward(given)[0] > 0.5) == wanted for given, [wanted] in each) / len(each)
                 for each in (samples, tests)]
        assert right == row[2:]


def test_the_curve_has_more_points_than_the_table():
    """The same numbers where both have a point, and the same numbers as a run that is looked at step by step."""
    training = experiment({"neurons": 1}, "mean_squared_error", [([0.5, 1.0], [0.25])], [([0.25, 0.5], [0.5])]).train(1000)
    curve = {step: (error, test) for step, error, test in training.curve()}
    assert {row[:1] + row[1:] for row in training.rows()} <= {(step, *pair) for step, pair in curve.items()}
    assert 200 <= len(curve) and 15 in curve
    other = experiment({"neurons": 1}, "mean_squared_error", [([0.5, 1.0], [0.25])], [([0.25, 0.5], [0.5])])
    other.train(15)
    assert (other.error(), other.network.error([0.25, 0.5], [0.5])) == curve[15]


def test_a_file_has_all_of_it():
    """by_step, classes, evaluation; an experiment without test samples has none of them."""
    tests = [([2], [1]), ([-2], [1])]
    found = json.loads(json.dumps(experiment({"weights": [[1]]}, "binary_cross_entropy", tests, tests).train().to_dict()))
    assert {"samples": 2, "error": found["error_after"], "accuracy": 0.5, "confusion": [[0, 0], [1, 1]]} == found["evaluation"]["test"]
    assert ["0", "1"] == found["classes"] and [0] == [row["step"] for row in found["by_step"]]
    assert not {"by_step", "evaluation"} & load("xor").train(1).to_dict().keys()


def test_in_code():
    """A share that is held out, or samples that are: of sizes, and of a network that there is."""
    samples = [([x / 10, 1 - x / 10], [x % 2]) for x in range(10)]
    made = build(2, 2, 1, samples=samples, test=0.3, until={"patience": 1}, seed=1)
    assert (7, 3) == (len(made.samples), len(made.test_samples))
    other = Experiment(NeuralNetwork.build(2, 1, seed=1), samples, test_samples=[([1, 2], [1])], batch_size="all",
                       clip={"name": "value", "limit": 0.5})
    assert (10, [([1, 2], [1])]) == (len(other.samples), other.test_samples)
    assert 1 == other.train(1).evaluations["test"].count and 0.5 >= abs(other.trace()["clipped_w1"])
