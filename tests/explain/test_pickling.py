"""Networks, experiments and traces as pickles: equal afterwards, and able to go on."""

import pickle
from copy import deepcopy

import pytest

import neurosim
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.losses import LOSSES
from neurosim.core.network import NeuralNetwork
from neurosim.core.parameters import parameters
from neurosim.explain.notation import PYTHON

NAMES = ["worked-example", "xor", "softmax-regression", "xor-logits", "batch-normalization", "two-moons"]


def again(thing):
    return pickle.loads(pickle.dumps(thing))


def pair(name):
    """An experiment that has been trained a little, and its pickle, opened."""
    experiment = neurosim.load(name, seed=5)
    experiment.train(steps=7)
    return experiment, again(experiment)


@pytest.mark.parametrize("name", NAMES)
def test_experiments(name):
    """They are of the same document and the same step, and go on alike, to the last bit, by the same samples."""
    experiment, opened = pair(name)
    assert experiment.to_document() == opened.to_document() and 7 == opened.steps_taken
    assert parameters(experiment.network) == parameters(opened.network)
    assert experiment.trace() == opened.trace()
    assert experiment.train(steps=30).errors == opened.train(steps=30).errors
    assert experiment.history.at(20) == opened.history.at(20)


@pytest.mark.parametrize("optimizer", ["sgd", "adam", {"name": "sgd", "momentum": 0.9}])
def test_networks(optimizer):
    """What the optimizer remembers is kept; and the two go their own ways."""
    network = NeuralNetwork.build(2, 3, 1, activation={"name": "leaky_relu", "slope": 0.2}, optimizer=optimizer, seed=1)
    network.train([1.0, 0.5], [0.3])
    opened = again(network)
    assert str(network) == str(opened)
    before = parameters(network)
    opened.train([0.2, -0.5], [0.9])
    assert before == parameters(network)
    network.train([0.2, -0.5], [0.9])
    assert parameters(network) == parameters(opened) != before


@pytest.mark.parametrize("entry, table", [(entry, table) for table in (ACTIVATIONS, LOSSES) for entry in table])
def test_every_entry(entry, table):
    """An activation and a loss come back as what they were asked for by, and can be pickled once more."""
    made = table.make(entry)
    opened = again(again(made))
    assert type(made) is type(opened) and made.choice() == opened.choice() and vars(made).keys() == vars(opened).keys()


@pytest.mark.parametrize("numbers", ["float", "rounded:4", "decimal:30", "exact", "fraction"])
def test_traces(numbers):
    """Numbers, formulas, warnings and where it was taken, in every arithmetic."""
    experiment = neurosim.load("worked-example")
    if numbers == "fraction":
        experiment = neurosim.load({**experiment.document, "layers": [{**layer, "activation": "relu"} for layer in experiment.document["layers"]]})
    trace = experiment.trace(numbers=numbers)
    opened = again(trace)
    assert trace == opened and list(trace) == list(opened)
    assert trace.to_dict() == opened.to_dict() and str(trace) == str(opened)
    for name, quantity in trace.quantities.items():
        assert PYTHON.write(quantity.expression.body) == PYTHON.write(opened.quantities[name].expression.body)
    assert str(trace.explain("w1")) == str(opened.explain("w1"))


def test_replayed_traces():
    """One that holds numbers alone comes back with its formulas."""
    experiment = neurosim.load("worked-example")
    experiment.train(steps=20)
    trace = experiment.history.at(12)
    opened = again(trace)
    assert trace == opened and 12 == opened.step and str(trace) == str(opened)


def test_formulas_share_what_they_shared():
    """A number that several formulas use is one node afterwards, too."""
    opened = again(neurosim.load("worked-example").trace())
    first, second = (opened.quantities[name].expression.body.args[0] for name in ("dE_dw1", "dE_dw2"))
    assert first is second and "dE_dnet_h1" == first.name


def test_deep_formulas():
    """A sum of 2,000 terms is nested deeper than a pickle may go."""
    trace = neurosim.load({"format": "neurosim-experiment", "version": 1, "inputs": 2000, "layers": [{"neurons": 1}],
                           "samples": [{"inputs": [0.5] * 2000, "targets": [1.0]}], "seed": 1}).trace()
    assert trace == again(trace)


def test_derivations():
    """A derivation is its trace, and what was asked for: w5 comes with its update, dE_dw5 without."""
    for goal in ("w5", "dE_dw5", "net_h1"):
        derivation = neurosim.load("worked-example").explain(goal)
        assert derivation.to_dict() == again(derivation).to_dict() and str(derivation) == str(again(derivation))


def test_what_somebody_has_changed_is_not_lost():
    """A neuron with another function cannot be pickled, and its copy has that function."""
    network = NeuralNetwork.build(1, 1, seed=1)
    network.layers[0].neurons[0].f = lambda net: net + 1.0
    with pytest.raises((pickle.PicklingError, AttributeError)):
        pickle.dumps(network)
    assert network.feed_forward([2.0]) == deepcopy(network).feed_forward([2.0])


def test_a_spoilt_loss_is_refused():
    """Rather than come back unspoilt."""
    experiment = neurosim.load("worked-example")
    kind = type(experiment.network.loss)
    experiment.network.loss.__class__ = type(kind.__name__, (kind,), {})
    with pytest.raises(TypeError, match="cannot pickle half_squared_error: somebody has changed what it does"):
        pickle.dumps(experiment)
