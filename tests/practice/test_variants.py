"""Variants: what comes out where one thing is done otherwise, on the worked example."""

import pytest

import neurosim
from neurosim.practice.variants import VARIANTS, spoilt, what_it_does


@pytest.mark.parametrize("variant, gradient, error", [
    ("updated_weights", "0.000364723", "0.291027924"),
    ("bias_trained", "0.000438568", "0.280471447"),
    ("bias_shared", "0.000438568", "0.285750887"),
    ("bias_trained_later", "0.000438568", "0.291027774"),
    ("transposed_weights", "0.000447584", "0.296368559"),
])
def test_fingerprints(variant, gradient, error):
    """∂E/∂w1, and the error after one step."""
    experiment = spoilt(neurosim.load("worked-example"), variant)
    assert gradient == f"{experiment.trace()['dE_dw1']:.9f}"
    assert error == f"{experiment.train(steps=1).errors[-1][1]:.9f}"


def test_trained_biases_to_the_last_bit():
    """The error after one step, with a trained bias for each neuron."""
    assert 0.28047144679143016 == spoilt(neurosim.load("worked-example"), "bias_trained").train(steps=1).errors[-1][1]


def test_a_misprinted_target():
    """The listing that circulates has 0.09 where the text has 0.99."""
    assert [([0.05, 0.1], [0.01, 0.09])] == spoilt(neurosim.load("worked-example"), "target_misprinted").samples


def test_updated_weights_are_the_program_that_moves_them_first():
    """The same bits as a program that moves the output layer, and only then goes on to the hidden layer."""
    experiment = spoilt(neurosim.load("worked-example"), "updated_weights")
    network = neurosim.load("worked-example").network
    hidden, outputs = network.layers
    for _ in range(3):
        outs = network.feed_forward([0.05, 0.1])
        outputs.backpropagate([out - target for out, target in zip(outs, [0.01, 0.99])])
        for neuron in outputs.neurons:
            neuron.weights = [w - 0.5 * slope for w, slope in zip(neuron.weights, neuron.dE_dws())]
        hidden.backpropagate(outputs.dE_dinputs())
        for neuron in hidden.neurons:
            neuron.weights = [w - 0.5 * slope for w, slope in zip(neuron.weights, neuron.dE_dws())]
    parameters = experiment.train(steps=3).parameters()
    weights = [w for layer in network.layers for neuron in layer.neurons for w in neuron.weights]
    assert weights == [parameters[f"w{i}"] for i in range(1, 9)]


@pytest.mark.parametrize("variant", VARIANTS)
def test_variants_are_traced_and_explained(variant):
    """A spoilt experiment can be looked at like any other, and the right one stays right."""
    experiment = spoilt(neurosim.load("worked-example"), variant)
    assert what_it_does(variant)
    assert all(str(experiment.explain(goal)) for goal in experiment.trace().parameters)
    assert 0.29102777369359933 == neurosim.load("worked-example").train(steps=1).errors[-1][1]


@pytest.mark.parametrize("variant", VARIANTS)
def test_variants_do_something(variant):
    """Twelve steps are enough to see each of them."""
    right, wrong = (neurosim.load("mazur-bias-trained-after-1") for _ in range(2))
    assert right.train(steps=12).parameters() != spoilt(wrong, variant).train(steps=12).parameters()
