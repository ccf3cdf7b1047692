"""The worked example, retold from the first net to the 10,000th step. Read it beside the tutorial: every number is here.

    i1 0.05   i2 0.10      targets o1 0.01   o2 0.99      sigmoid everywhere, half squared error, learning rate 0.5
    hidden  h1: w1 0.15 w2 0.20   h2: w3 0.25 w4 0.30   b1 0.35
    output  o1: w5 0.40 w6 0.45   o2: w7 0.50 w8 0.55   b2 0.60
"""

import pytest

from neurosim.core.layer import NeuronLayer
from neurosim.core.network import NeuralNetwork

INPUTS, TARGETS = [0.05, 0.10], [0.01, 0.99]


def worked_example(bias="shared", train_bias=False):
    """The network of the tutorial, which shares a bias in each layer and does not train it."""
    b1, b2 = ([0.35], [0.60]) if bias == "shared" else ([0.35] * 2, [0.60] * 2)
    return NeuralNetwork([NeuronLayer([[0.15, 0.20], [0.25, 0.30]], b1, bias, train_bias=train_bias),
                          NeuronLayer([[0.40, 0.45], [0.50, 0.55]], b2, bias, train_bias=train_bias)],
                         loss="half_squared_error", optimizer={"name": "sgd", "learning_rate": 0.5})


def shown(value):
    """A number as the tutorial prints it."""
    return round(value, 9)


@pytest.fixture
def network():
    return worked_example()


@pytest.fixture
def neurons(network):
    """h1, h2, o1, o2 after the way forward and the way back."""
    network.feed_forward(INPUTS)
    network.backpropagate(TARGETS)
    return [neuron for layer in network.layers for neuron in layer.neurons]


# The way forward.


def test_hidden_layer(neurons):
    """net_h1 = w1*i1 + w2*i2 + b1, and the sigmoid of it goes out."""
    h1, h2, _, _ = neurons
    assert 0.3775 == h1.net
    assert 0.593269992 == shown(h1.out)
    assert 0.596884378 == shown(h2.out)


def test_output_layer(neurons):
    """The outs of the hidden layer are the inputs of the output layer."""
    h1, h2, o1, o2 = neurons
    assert [h1.out, h2.out] == o1.inputs == o2.inputs
    assert 1.105905967 == shown(o1.net)
    assert 0.751365070 == shown(o1.out)
    assert 0.772928465 == shown(o2.out)


def test_feed_forward_answers_with_the_outs(network):
    """The answer of the network, to the last bit."""
    assert [0.7513650695523157, 0.7729284653214625] == network.feed_forward(INPUTS)


def test_error(network):
    """E_o1 = ½ (target − out)², and E is the sum over the outputs."""
    network.feed_forward(INPUTS)
    assert [0.274811083, 0.023560026] == [shown(error) for error in network.errors(TARGETS)]
    assert 0.298371109 == shown(network.error(INPUTS, TARGETS))
    assert 0.298371109 == shown(network.calculate_total_error([(INPUTS, TARGETS)]))


# The way back: the output layer.


def test_w5(neurons):
    """∂E/∂w5 = ∂E/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5"""
    h1, _, o1, _ = neurons
    assert 0.741365070 == shown(o1.dE_dout)
    assert 0.186815602 == shown(o1.dout_dnet)
    assert 0.593269992 == shown(o1.dnet_dws()[0]) == shown(h1.out)
    assert 0.082167041 == shown(o1.dE_dws()[0])
    assert o1.dE_dws()[0] == o1.dE_dout * o1.dout_dnet * h1.out


def test_delta_of_the_outputs(neurons):
    """∂E/∂net = ∂E/∂out · ∂out/∂net, the delta of other books."""
    _, _, o1, o2 = neurons
    assert 0.138498562 == shown(o1.dE_dnet)
    assert -0.038098237 == shown(o2.dE_dnet)


# The way back: the hidden layer.


def test_two_paths_lead_to_h1(network, neurons):
    """∂E/∂out_h1 = ∂E/∂net_o1 · w5 + ∂E/∂net_o2 · w7, with the weights as they were on the way forward."""
    h1, _, o1, o2 = neurons
    assert 0.055399425 == shown(o1.dE_dnet * 0.40)
    assert -0.019049118 == shown(o2.dE_dnet * 0.50)    # half of -0.038098237, rounded before, prints as -0.019049119
    assert 0.036350306 == shown(h1.dE_dout)
    assert h1.dE_dout == network.layers[1].dE_dinputs()[0]


def test_w1(neurons):
    """∂E/∂w1 = (∂E_o1/∂out_h1 + ∂E_o2/∂out_h1) · ∂out_h1/∂net_h1 · ∂net_h1/∂w1"""
    h1 = neurons[0]
    assert 0.241300709 == shown(h1.dout_dnet)
    assert 0.05 == h1.dnet_dws()[0]
    assert 0.000438568 == shown(h1.dE_dws()[0])


# The step.


@pytest.mark.parametrize("layer, neuron, place, new", [
    pytest.param(0, 0, 0, 0.149780716, id="w1"), pytest.param(0, 0, 1, 0.199561432, id="w2"),
    pytest.param(0, 1, 0, 0.249751144, id="w3"), pytest.param(0, 1, 1, 0.299502287, id="w4"),
    pytest.param(1, 0, 0, 0.358916480, id="w5"), pytest.param(1, 0, 1, 0.408666186, id="w6"),
    pytest.param(1, 1, 0, 0.511301270, id="w7"), pytest.param(1, 1, 1, 0.561370121, id="w8")])
def test_new_weights(network, layer, neuron, place, new):
    """w⁺ = w − η · ∂E/∂w, for each of the eight."""
    network.train(INPUTS, TARGETS)
    assert new == shown(network.layers[layer].neurons[neuron].weights[place])


def test_biases_stay(network):
    """The tutorial does not train its biases."""
    network.train(INPUTS, TARGETS)
    assert [[0.35], [0.60]] == [layer.biases for layer in network.layers]


@pytest.mark.parametrize("bias", [pytest.param("shared", id="one for each layer"), pytest.param("own", id="one for each neuron")])
def test_error_after_one_step(bias):
    """0.2910277736935993, which is not the famous 0.291027924; of the double, these are the first 16 of 17 digits."""
    network = worked_example(bias)
    network.train(INPUTS, TARGETS)
    assert 0.29102777369359933 == network.error(INPUTS, TARGETS)
    assert "0.2910277736935993" == format(network.error(INPUTS, TARGETS), ".16g")


def test_error_after_one_step_with_trained_biases():
    """Where every neuron trains a bias of its own, the same step comes further."""
    network = worked_example("own", train_bias=True)
    network.train(INPUTS, TARGETS)
    assert 0.28047144679143016 == network.error(INPUTS, TARGETS)


def test_error_after_one_step_with_trained_shared_biases():
    """A bias that a layer shares moves by the sum of what its neurons say."""
    network = worked_example("shared", train_bias=True)
    network.train(INPUTS, TARGETS)
    assert 0.285750887 == shown(network.error(INPUTS, TARGETS))


def test_ten_thousand_steps(network):
    """The error falls to 0.0000351, and the outs come close to 0.01 and 0.99."""
    for _ in range(10_000):
        network.train(INPUTS, TARGETS)
    assert 3.510187782978859e-05 == network.error(INPUTS, TARGETS)
    assert [0.01591362044355068, 0.9840642735146238] == network.feed_forward(INPUTS)


# The figures that circulate.


def train_with_updated_weights(network):
    """The mistake behind the famous figures: the output layer moves first, and the hidden layer hears its new weights."""
    hidden, output = network.layers
    network.feed_forward(INPUTS)
    output.backpropagate(network.loss.dE_douts(TARGETS, network.outs))
    for neuron in output.neurons:
        network.optimizer.move(neuron.weights, neuron.dE_dws())
    hidden.backpropagate(output.dE_dinputs())
    for neuron in hidden.neurons:
        network.optimizer.move(neuron.weights, neuron.dE_dws())


def test_the_famous_figures_are_another_computation(network):
    """0.291027924, 0.000035085, 0.015912196 and 0.984065734 come from output weights that had already moved."""
    train_with_updated_weights(network)
    assert 0.291027924 == shown(network.error(INPUTS, TARGETS))
    assert 0.149817639 == shown(network.layers[0].neurons[0].weights[0])
    for _ in range(9_999):
        train_with_updated_weights(network)
    assert 0.000035085 == shown(network.error(INPUTS, TARGETS))
    assert [0.015912196, 0.984065734] == [shown(out) for out in network.feed_forward(INPUTS)]
