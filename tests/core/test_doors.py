"""The door: what neurosim is given is copied and made of floats, or refused with one sentence, and then nothing has moved."""

import time
import tracemalloc
from copy import deepcopy
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from math import copysign, isfinite
from random import Random

import pytest

from neurosim.core.activations import ACTIVATIONS
from neurosim.core.guard.errors import NeurosimError, Undefined
from neurosim.core.initializers import INITIALIZERS
from neurosim.core.layers import make_layer
from neurosim.core.layer import NeuronLayer
from neurosim.core.guard.door import BIASES
from neurosim.core.losses import LOSSES
from neurosim.core.network import NeuralNetwork
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.core.training import Batches, train
from neurosim.explain.trace import take_trace

NAN, INFINITY = float("nan"), float("inf")


class Colour(IntEnum):
    RED = 1


class Rude:
    """An object whose repr clears the screen, on two lines."""

    def __repr__(self):
        return "a\nb\x1b[2J\u202e"


@pytest.fixture
def network():
    """2-3-2, after one step."""
    network = NeuralNetwork.build(2, 3, 2, seed=1)
    network.train([0.05, 0.10], [0.01, 0.99])
    return network


def parameters(network):
    """Every weight and bias, as text: 0.0 is not -0.0, and nan is nan."""
    return repr([(neuron.weights, neuron.bias) for layer in network.layers for neuron in layer.neurons])


def refused(sentence, call, *arguments, **named):
    """The call is refused with this sentence, quickly, and on one line that any terminal can take: short but for choices."""
    start = time.perf_counter()
    with pytest.raises(NeurosimError) as caught:
        call(*arguments, **named)
    assert sentence == str(caught.value)
    assert time.perf_counter() - start < 1.0
    choices = caught.value.expected if caught.value.expected.startswith("one of ") else ""
    assert str(caught.value).isprintable() and len(str(caught.value)) <= 300 + len(choices)


# Numbers. Wherever one is due, the same things are refused in the same words.


NOT_NUMBERS = [
    pytest.param(None, "expected a finite number, got None", id="None"),
    pytest.param("0.5", "expected a finite number, got '0.5'", id="str"),
    pytest.param(b"0.5", "expected a finite number, got b'0.5'", id="bytes"),
    pytest.param(True, "expected a finite number, got True (bool)", id="True"),
    pytest.param(False, "expected a finite number, got False (bool)", id="False"),
    pytest.param(NAN, "expected a finite number, got nan", id="nan"),
    pytest.param(INFINITY, "expected a finite number, got inf", id="inf"),
    pytest.param(-INFINITY, "expected a finite number, got -inf", id="-inf"),
    pytest.param(10**400, "number too large for a double (expected a finite number, got an integer of about 401 digits)", id="10**400"),
    pytest.param(-10**400, "number too large for a double (expected a finite number, got an integer of about 401 digits)", id="-10**400"),
    pytest.param(10**5000, "number too large for a double (expected a finite number, got an integer of about 5001 digits)", id="10**5000"),
    pytest.param(Fraction(1, 2), "expected a finite number, got Fraction(1, 2)", id="Fraction"),
    pytest.param(Decimal("0.5"), "expected a finite number, got Decimal('0.5')", id="Decimal"),
    pytest.param(Fraction(10**5000), "expected a finite number, got a Fraction", id="Fraction too long to print"),
    pytest.param(1j, "expected a finite number, got 1j", id="complex"),
    pytest.param(Colour.RED, "expected a finite number, got <Colour.RED: 1>", id="enum"),
    pytest.param([0.5], "expected a finite number, got a list of length 1", id="list"),
    pytest.param(Rude(), "expected a finite number, got a\\nb\\x1b[2J\\u202e", id="rude repr"),
]


@pytest.mark.parametrize("value, sentence", NOT_NUMBERS)
def test_not_a_number(network, value, sentence):
    """Inputs, targets, weights and biases are finite numbers; after a refusal every weight is as before."""
    before = parameters(network)
    refused(f"inputs[0]: {sentence}", network.feed_forward, [value, 0.1])
    refused(f"inputs[1]: {sentence}", network.train, [0.1, value], [0.1, 0.2])
    refused(f"targets[1]: {sentence}", network.train, [0.1, 0.2], (0.1, value))
    refused(f"targets[0]: {sentence}", network.error, [0.1, 0.2], [value, 0.1])
    refused(f"weights[1][0]: {sentence}", NeuronLayer, [[0.1, 0.2], [value, 0.3]], [0.0, 0.0])
    refused(f"biases[1]: {sentence}", NeuronLayer, [[0.1], [0.2]], [0.0, value])
    assert before == parameters(network)


@pytest.mark.parametrize("value, sentence", NOT_NUMBERS)
def test_not_a_learning_rate(value, sentence):
    """The learning rate is one of these numbers too."""
    refused(f"optimizer.learning_rate: {sentence}", NeuralNetwork.build, 2, 1,
            optimizer={"name": "sgd", "learning_rate": value})


@pytest.mark.parametrize("rate", [-0.5, -1, -5e-324])
def test_negative_learning_rate(rate):
    """Uphill is not a direction to learn in."""
    sentence = f"expected a finite number >= 0, got {float(rate)}"
    refused(f"optimizer.learning_rate: {sentence}", OPTIMIZERS.make, {"name": "sgd", "learning_rate": rate})
    refused(f"learning_rate: {sentence}", OPTIMIZERS["sgd"], float(rate))


def test_whole_numbers_become_floats(network):
    """1 is a number like 1.0, and is one from then on."""
    assert [float, float] == [type(value) for value in NeuronLayer([[1, -2]], [3]).neurons[0].weights]
    assert network.feed_forward([1.0, 0.0]) == network.feed_forward([1, 0])


# Lists.


NOT_LISTS = [
    pytest.param(None, "got None", id="None"),
    pytest.param("ab", "got 'ab'", id="str"),
    pytest.param(b"ab", "got b'ab'", id="bytes"),
    pytest.param({0: 0.1, 1: 0.2}, "got a dict of length 2", id="dict"),
    pytest.param({0.1, 0.2}, "got a set of length 2", id="set"),
    pytest.param(range(2), "got range(0, 2)", id="range"),
    pytest.param(0.5, "got 0.5", id="float"),
    pytest.param(True, "got True (bool)", id="bool"),
    pytest.param("\x1b[31m" + "a" * 10**6, "got '\\x1b[31m" + "a" * 48 + "...", id="1 MB of text"),
]


@pytest.mark.parametrize("values, got", NOT_LISTS)
def test_not_a_list(network, values, got):
    """Lists and tuples are lists of numbers; nothing else is, though Python could walk over it."""
    before = parameters(network)
    refused(f"inputs: expected a list of numbers, {got}", network.train, values, [0.1, 0.2])
    refused(f"targets: expected a list of numbers, {got}", network.train, [0.1, 0.2], values)
    refused(f"weights: expected a list of lists of numbers, {got}", NeuronLayer, values, [0.0])
    refused(f"weights[0]: expected a list of numbers, {got}", NeuronLayer, [values], [0.0])
    refused(f"biases: expected a list of numbers, {got}", NeuronLayer, [[0.1]], values)
    refused(f"layers: expected a list of layers, {got}", NeuralNetwork, values)
    assert before == parameters(network)


def test_generator_is_refused_unread(network):
    """A generator would be empty the second time, so it is not read even once."""
    numbers = iter([0.1, 0.2])
    with pytest.raises(NeurosimError, match="^inputs: expected a list of numbers, got <list_iterator"):
        network.train(numbers, [0.1, 0.2])
    assert [0.1, 0.2] == list(numbers)


@pytest.mark.parametrize("values", [[], [0.1], [0.1, 0.2, 0.3], [0.1] * 1000])
def test_wrong_length(network, values):
    """A sample fits the network, or is refused before the first computation; the tutorial's code moved weights first."""
    before = parameters(network)
    refused(f"inputs: expected 2 numbers, got {len(values)}", network.train, values, [0.1, 0.2])
    refused(f"targets: expected 2 numbers, got {len(values)}", network.train, [0.1, 0.2], values)
    refused(f"targets: expected 2 numbers, got {len(values)}", network.error, [0.1, 0.2], values)
    assert before == parameters(network)


def test_one_number_is_not_numbers():
    """The sentence counts as people do."""
    refused("inputs: expected 1 number, got 2", NeuralNetwork.build(1, 1).feed_forward, [1.0, 2.0])


def test_bad_sample_in_the_middle_of_a_batch(network):
    """The last sample of a batch is wrong: none of the batch has moved a weight."""
    before = parameters(network)
    batch = [([0.1, 0.2], [0.3, 0.4]), ([0.1, 0.2], [0.3, 0.4]), ([0.1], [0.3, 0.4])]
    refused("inputs: expected 2 numbers, got 1", network.learn, batch)
    assert before == parameters(network)


def test_batch_of_nothing(network):
    """A step needs something to learn from."""
    before = parameters(network)
    refused("batch: expected at least one sample, got a list of length 0", network.learn, [])
    assert before == parameters(network)


# Weights and biases.


@pytest.mark.parametrize("weights, sentence", [
    pytest.param([], "weights: expected one list of numbers for each neuron, so at least one, got a list of length 0", id="no neurons"),
    pytest.param([[]], "weights[0]: expected one number for each input, so at least one, got a list of length 0", id="no inputs"),
    pytest.param([[0.1, 0.2], [0.3]], "weights[1]: expected 2 numbers, got 1", id="too few"),
    pytest.param([[0.1], [0.2], [0.3, 0.4]], "weights[2]: expected 1 number, got 2", id="too many"),
    pytest.param([[0.1, 0.2], []], "weights[1]: expected 2 numbers, got 0", id="an empty row"),
    pytest.param([0.1, 0.2], "weights[0]: expected a list of numbers, got 0.1", id="flat"),
    pytest.param([[[0.1]]], "weights[0][0]: expected a finite number, got a list of length 1", id="too deep")])
def test_weights_of_a_wrong_shape(weights, sentence):
    """The first bad row is named; nothing is drawn at random in its place."""
    refused(sentence, NeuronLayer, weights, [0.0] * len(weights))


@pytest.mark.parametrize("bias, biases, sentence", [
    ("own", [0.1], "biases: expected 2 numbers, as the bias is 'own', got 1"),
    ("own", [], "biases: expected 2 numbers, as the bias is 'own', got 0"),
    ("shared", [0.1, 0.2], "biases: expected 1 number, as the bias is 'shared', got 2"),
    ("none", [0.1], "biases: expected 0 numbers, as the bias is 'none', got 1")])
def test_as_many_biases_as_the_bias_says(bias, biases, sentence):
    """One for each neuron, one in all, or none."""
    refused(sentence, NeuronLayer, [[0.1], [0.2]], biases, bias)


@pytest.mark.parametrize("zero", [0, 0.0, -0.0])
@pytest.mark.parametrize("bias", ["own", "shared"])
def test_a_bias_of_0_is_a_bias_of_0(bias, zero):
    """Not "not given", as in the tutorial's code, which then draws one."""
    layer = NeuronLayer([[0.25, 0.5]], [zero], bias, activation="linear")
    assert [0.0] == layer.biases and copysign(1.0, zero) == copysign(1.0, layer.biases[0])
    assert [0.5] == layer.feed_forward([1.0, 0.5])


def test_weights_of_different_layers_fit():
    """What one layer puts out, the next takes in."""
    layers = [NeuronLayer([[0.1, 0.2]], [0.0]), NeuronLayer([[0.1, 0.2, 0.3]], [0.0])]
    refused("layers[1].weights[0]: expected 1 numbers, one for each neuron of the layer before, got 3", NeuralNetwork, layers)


def test_layers_are_layers():
    """A network is made of layers, at least one, each of its own: one layer in two places would learn in neither."""
    layer = NeuronLayer([[0.1]], [0.0])
    refused("layers: expected at least one layer, got a list of length 0", NeuralNetwork, [])
    refused("layers[1]: expected a layer, got 'sigmoid'", NeuralNetwork, [layer, "sigmoid"])
    refused("layers: expected layers of their own, got the same layer twice", NeuralNetwork, [layer, layer])


# Sizes.


@pytest.mark.parametrize("size, got", [(0, "0"), (-3, "-3"), (2.5, "2.5"), (2.0, "2.0"), ("2", "'2'"), (True, "True (bool)"),
                                       (None, "None"), (NAN, "nan"), ([2], "a list of length 1")])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_sizes_are_whole_numbers_from_1(place, size, got):
    """Other libraries make a silent empty layer of 0, and an endless loop of -3."""
    sizes = [2, 3, 1]
    sizes[place] = size
    refused(f"sizes[{place}]: expected an integer >= 1, got {got}", NeuralNetwork.build, *sizes)


@pytest.mark.parametrize("sizes", [(), (2,)])
def test_a_network_has_inputs_and_outputs(sizes):
    """One size says nothing about a layer."""
    refused("layers: expected at least one layer, got a list of length 0", NeuralNetwork.build, *sizes)


@pytest.mark.parametrize("seed, got", [(None, "None"), (1.5, "1.5"), ([1], "a list of length 1"), ("1", "'1'"), (True, "True (bool)"), (-1, "-1")])
def test_a_seed_is_a_whole_number(seed, got):
    """None would draw other weights every time, and -1 the same as 1."""
    refused(f"seed: expected an integer >= 0, got {got}", NeuralNetwork.build, 2, 1, seed=seed)


# Names.


@pytest.mark.parametrize("build, sentence", [
    (lambda: NeuronLayer([[0.1]], [0.0], activation="sigmod"),
     f"activation: unknown activation 'sigmod' (did you mean 'sigmoid'?) (expected one of {', '.join(ACTIVATIONS)})"),
    (lambda: NeuralNetwork.build(2, 1, activation="Sigmoids"),
     f"activation: unknown activation 'Sigmoids' (did you mean 'sigmoid'?) (expected one of {', '.join(ACTIVATIONS)})"),
    (lambda: NeuralNetwork.build(2, 1, activation=None),
     f"activation: unknown activation None (expected one of {', '.join(ACTIVATIONS)})"),
    (lambda: NeuralNetwork.build(2, 1, activation=["sigmoid"]),
     f"activation: unknown activation a list of length 1 (expected one of {', '.join(ACTIVATIONS)})"),
    (lambda: NeuralNetwork.build(2, 1, loss="half_square_error"),
     f"loss: unknown loss 'half_square_error' (did you mean 'half_squared_error'?) (expected one of {', '.join(LOSSES)})"),
    (lambda: NeuralNetwork.build(2, 1, optimizer="sdg"),
     f"optimizer: unknown optimizer 'sdg' (did you mean 'sgd'?) (expected one of {', '.join(OPTIMIZERS)})"),
    (lambda: NeuralNetwork.build(2, 1, initialize="glorot_unifrom"),
     f"scheme: unknown scheme 'glorot_unifrom' (did you mean 'glorot_uniform'?) (expected one of {', '.join(INITIALIZERS)})"),
    (lambda: NeuralNetwork.build(2, 1, bias="share"),
     f"bias: unknown bias 'share' (did you mean 'shared'?) (expected one of {', '.join(BIASES)})"),
    (lambda: NeuralNetwork.build(2, 1, bias=[]),
     f"bias: unknown bias a list of length 0 (expected one of {', '.join(BIASES)})"),
], ids=["activation", "capital", "None", "list", "loss", "optimizer", "scheme", "bias", "bias of a wrong type"])
def test_unknown_names(build, sentence):
    """A near miss is answered with the name that was meant, and with all names."""
    refused(sentence, build)


def test_unknown_parameter():
    """A parameter that is misspelt is not ignored."""
    with pytest.raises(NeurosimError, match=r"unknown parameter of sgd 'learnign_rate' \(did you mean 'learning_rate'\?\)"):
        OPTIMIZERS.make({"name": "sgd", "learnign_rate": 0.1})


@pytest.mark.parametrize("name", ["train_weights", "train_bias"])
@pytest.mark.parametrize("value, got", [(1, "1"), ("false", "'false'"), (None, "None")])
def test_yes_or_no(name, value, got):
    """"false" is not false."""
    refused(f"{name}: expected true or false, got {got}", NeuronLayer, [[0.1]], [0.0], **{name: value})


# Training.


@pytest.mark.parametrize("given, sentence", [
    ({"count": 0}, "count: expected an integer >= 1, got 0"),
    ({"batch_size": 0}, "batch_size: expected an integer >= 1, got 0"),
    ({"batch_size": 1.0}, "batch_size: expected an integer >= 1, got 1.0"),
    ({"batch_size": True}, "batch_size: expected an integer >= 1, got True (bool)"),
    ({"order": "shufled"}, "order: unknown order 'shufled' (did you mean 'shuffled'?) (expected one of given, shuffled, random)"),
    ({"order": None}, "order: unknown order None (expected one of given, shuffled, random)"),
    ({"order": "shuffled"}, "random: expected a random.Random, as the order is 'shuffled', got None"),
    ({"order": "random"}, "random: expected a random.Random, as the order is 'random', got None")],
    ids=str)
def test_batches_of_nonsense(given, sentence):
    """A misspelt order is not the given order."""
    refused(sentence, lambda: Batches(**{"count": 3, **given}))


@pytest.mark.parametrize("given, sentence", [
    ({"steps": -1}, "steps: expected an integer >= 0, got -1"),
    ({"steps": 1.0}, "steps: expected an integer >= 0, got 1.0"),
    ({"steps": None}, "steps: expected an integer >= 0, got None"),
    ({"reduction": "average"}, "reduction: unknown reduction 'average' (expected one of mean, sum)")],
    ids=str)
def test_training_of_nonsense(network, given, sentence):
    """A misspelt reduction is not the mean."""
    before = parameters(network)
    given = {"steps": 1, **given}
    refused(sentence, lambda: list(train(network, [([0.1, 0.2], [0.3, 0.4])], Batches(1), **given)))
    assert before == parameters(network)


def test_no_steps(network):
    """0 steps are no steps, not "not given"."""
    before = parameters(network)
    assert [] == list(train(network, [([0.1, 0.2], [0.3, 0.4])], Batches(1), steps=0))
    assert before == parameters(network)


def test_backward_before_forward():
    """There is nothing to explain before there is an answer."""
    network = NeuralNetwork.build(2, 2)
    refused("run forward first", network.backpropagate, [0.1, 0.2])
    refused("run forward first", network.errors, [0.1, 0.2])


def test_errors_carry_what_they_say():
    """A program can ask an error where, what was expected, and what was there."""
    with pytest.raises(ValueError) as caught:
        NeuralNetwork.build(2, 1).feed_forward([0.1, None])
    assert ("inputs[1]", "a finite number", None) == (caught.value.field, caught.value.expected, caught.value.value)


# Copies.


def test_lists_given_are_copied(network):
    """Whoever changes a list afterwards changes nothing in here."""
    weights, biases, inputs, targets = [[0.1, 0.2], [0.3, 0.4]], [0.5, 0.6], [0.05, 0.10], [0.01, 0.99]
    layers = [NeuronLayer(weights, biases)]
    network = NeuralNetwork(layers)
    before, layer = parameters(network), layers[0]
    network.feed_forward(inputs)
    weights[0][0] = biases[0] = inputs[0] = NAN
    weights.clear(), layers.clear()
    network.backpropagate(targets)
    assert before == parameters(network)
    assert [0.05, 0.10] == layer.neurons[0].inputs
    assert all(isfinite(slope) for slopes in layer.gradient() for slope in slopes)


def test_answers_are_copies(network):
    """Whoever scribbles on an answer does not scribble on what the network remembers."""
    untouched = deepcopy(network)
    answer = network.feed_forward([0.05, 0.10])
    answer[0] = NAN
    untouched.feed_forward([0.05, 0.10])
    assert untouched.errors([0.01, 0.99]) == network.errors([0.01, 0.99])
    slopes = network.gradient([([0.05, 0.10], [0.01, 0.99])])
    slopes[0][0][0] = slopes[0][-1][0] = NAN
    assert untouched.gradient([([0.05, 0.10], [0.01, 0.99])]) == [layer.gradient() for layer in network.layers]


@pytest.mark.parametrize("bias", ["own", "shared"])
def test_two_networks_share_a_list(bias):
    """Two networks made of one list of weights learn apart; so do two neurons made of one row."""
    row, biases = [0.1, 0.2], [0.3]
    first, second = (NeuralNetwork([NeuronLayer([row], biases, bias)]) for _ in range(2))
    before = parameters(second)
    first.train([1.0, 1.0], [1.0])
    assert before == parameters(second) != parameters(first)
    twins = NeuronLayer([row, row], [0.3, 0.3])
    twins.neurons[0].weights[0] = 9.0
    assert [0.1, 0.2] == twins.neurons[1].weights == row


# Extremes.


def chain(scale, activation, loss="half_squared_error"):
    """Two layers whose nets are about plus and minus scale."""
    return NeuralNetwork([make_layer([[scale], [-scale]], bias="none", activation=activation),
                          make_layer([[scale, 0.5], [-scale, 0.5]], bias="none", activation=activation)], loss)


def all_numbers(network):
    """Whatever the neurons remember, the gradient, and the weights."""
    for layer in network.layers:
        for neuron in layer.neurons:
            yield from (neuron.net, neuron.out, neuron.dE_dout, neuron.dE_dnet, *neuron.weights, *neuron.dE_dws())
            yield from getattr(neuron, "douts_dnet", None) or [neuron.dout_dnet]


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("net", [40.0, 700.0, 709.8, 745.0, 746.0, 800.0, 1e6])
def test_saturated(activation, net):
    """Great nets, of either sign: the tutorial's code has an OverflowError at -710, neurosim has finite numbers."""
    network = chain(net, activation)
    for inputs in [[1.0], [-1.0]]:
        network.train(inputs, [0.5, 0.5])
        assert [] == [number for number in all_numbers(network) if not isfinite(number)]
        assert isfinite(network.error(inputs, [0.5, 0.5]))


@pytest.mark.parametrize("net, out, slope", [
    ("sigmoid", [(-1e6, 0.0), (-800.0, 0.0), (-40.0, 4.248354255291589e-18), (40.0, 1.0), (1e6, 1.0)], 0.0),
    ("tanh", [(-1e6, -1.0), (-40.0, -1.0), (40.0, 1.0), (1e6, 1.0)], 0.0),
    ("relu", [(-1e6, 0.0), (0.0, 0.0), (1e6, 1e6)], 1.0)], ids=["sigmoid", "tanh", "relu"])
def test_values_at_the_ends(net, out, slope):
    """What saturated means, in numbers, and the slope at the greatest net."""
    activation = ACTIVATIONS.make(net)
    assert [value for _, value in out] == [activation.f(x) for x, _ in out]
    assert slope == activation.slope(out[-1][0], activation.f(out[-1][0]))


@pytest.mark.parametrize("net", [1.0, 40.0, 745.0, 800.0, 1e6])
def test_saturated_softmax_learns_what_it_knows(net):
    """Cross-entropy where the likely class is right: the outs of 0 have a target of 0, and take no part."""
    network = chain(net, "softmax", "categorical_cross_entropy")
    likely = max((0, 1), key=lambda place: network.feed_forward([1.0])[place])
    targets = [float(place == likely) for place in (0, 1)]
    network.train([1.0], targets)
    assert isfinite(network.error([1.0], targets))
    assert [] == [number for number in all_numbers(network) if not isfinite(number)]


@pytest.mark.parametrize("net, out", [(800.0, "0.0"), (1e6, "0.0"), (720.0, "2.03")])
def test_cross_entropy_of_the_impossible(net, out):
    """An out of 0 where the target is not 0: the slope is infinite, and one sentence says which output it is."""
    network = NeuralNetwork([make_layer([[net], [0.0]], bias="none", activation="softmax")], "categorical_cross_entropy")
    before = parameters(network)
    with pytest.raises(NeurosimError) as caught:
        network.train([1.0], [0.0, 1.0])
    assert str(caught.value).startswith(f"o2: loss undefined: categorical_cross_entropy of out = {out}")
    assert "softmax_cross_entropy on a linear last layer" in str(caught.value)
    assert before == parameters(network)


def test_error_of_the_impossible():
    """E itself is infinite there, and so are the errors of a negative out."""
    network = NeuralNetwork([make_layer([[1e6], [0.0]], bias="none", activation="softmax")], "categorical_cross_entropy")
    sentence = "and target = 0.5 (expected an out above 0, or the loss softmax_cross_entropy on a linear last layer, which works at any net)"
    refused(f"o2: loss undefined: categorical_cross_entropy of out = 0.0 {sentence}", network.error, [1.0], [0.5, 0.5])
    network = NeuralNetwork([make_layer([[1.0], [-2.0]], bias="none", activation="linear")], "categorical_cross_entropy")
    refused(f"o2: loss undefined: categorical_cross_entropy of out = -2.0 {sentence}", network.error, [1.0], [0.5, 0.5])


def test_squares_overflow_to_infinity():
    """1e200**2 raises an OverflowError in Python; a square of ours is infinite, for the caller to see."""
    network = NeuralNetwork([make_layer([[1.0]], bias="none", activation="linear")])
    assert INFINITY == network.error([1e200], [0.0])


# Depth and size.


def test_three_thousand_layers():
    """Three times as many as Python goes deep. Nothing in here recurses over layers: forward, backward, training, printing and copying all end well."""
    network = NeuralNetwork([NeuronLayer([[1.0]], [0.0], activation="linear") for _ in range(3_000)],
                            optimizer={"name": "sgd", "learning_rate": 1e-6})
    assert [0.5] == network.feed_forward([0.5])
    before = network.error([0.5], [1.0])
    network.train([0.5], [1.0])
    assert network.error([0.5], [1.0]) < before
    assert "NeuralNetwork(1-1-1-...-1 (3000 layers), linear, half_squared_error)" == repr(network)
    assert 6_001 == len(str(network).splitlines())
    assert parameters(network) == parameters(deepcopy(network))


def test_ten_thousand_layers_are_built():
    """Sizes by the thousand are sizes."""
    network = NeuralNetwork.build(*[1] * 10_001, seed=0)
    assert 10_000 == len(network.layers)
    network.train([0.5], [1.0])


def test_a_wide_neuron():
    """10,000 inputs of one neuron are a loop, too, and a short repr."""
    network = NeuralNetwork.build(10_000, 1, seed=0)
    network.train([0.1] * 10_000, [0.5])
    assert len(repr(network.layers[0].neurons[0])) < 200


@pytest.mark.parametrize("values", [[0.1] * 10**6, "x" * 10**7, [None] * 10**6, 10**10**6], ids=["floats", "text", "Nones", "integer"])
def test_refusals_are_cheap(network, values):
    """Whatever its size, a wrong input is refused in no time, and without a copy of it."""
    tracemalloc.start()
    try:
        with pytest.raises(NeurosimError) as caught:
            network.feed_forward(values)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
    assert len(str(caught.value)) <= 300


@pytest.mark.parametrize("seed", range(20))
def test_random_nonsense(network, seed):
    """Whatever comes, the answer is a number or a NeurosimError, and a refusal moves nothing."""
    random = Random(seed)
    things = [None, True, "a", b"b", {}, {1: 2}, set(), [], [[]], (), 0, 1.5, -0.0, NAN, INFINITY, 10**400, object(), Rude(), len, 1j,
              Fraction(1, 3), Decimal(1), [0.1, 0.2], (0.1, 0.2), [None, 1], ["1", "2"], range(2), float, "sigmoid", b"\xff"]

    def thing():
        return random.choice(things) if random.random() < 0.7 else [random.choice(things) for _ in range(random.randrange(4))]

    for _ in range(100):
        before = parameters(network)
        for call in (lambda: network.train(thing(), thing()), lambda: network.error([0.1, 0.2], thing()),
                     lambda: network.calculate_total_error([(thing(), thing())]),
                     lambda: NeuronLayer(thing(), thing(), thing(), thing()), lambda: NeuronLayer(thing(), thing()),
                     lambda: NeuralNetwork(thing(), thing(), thing()), lambda: NeuralNetwork.build(thing(), thing()),
                     lambda: NeuralNetwork.build(1, 1, activation=thing(), bias=thing(), seed=thing()),
                     lambda: ACTIVATIONS.make(thing()), lambda: OPTIMIZERS.make({"name": "sgd", "learning_rate": thing()})):
            try:
                call()
            except NeurosimError as error:
                assert str(error).isprintable() and len(str(error)) <= 300
                assert before == parameters(network)
            else:
                before = parameters(network)


# What a loss asks of targets and outs.


@pytest.mark.parametrize("loss, last, targets, sentence", [
    ("binary_cross_entropy", "sigmoid", [0.0, 2.0], "targets[1]: expected a number from 0 to 1 for o2, as binary_cross_entropy needs it, got 2.0"),
    ("categorical_cross_entropy", "softmax", [0.5, 0.25],
     "targets: expected numbers that add up to 1, as categorical_cross_entropy needs them, got a sum of 0.75"),
    ("sparse_categorical_cross_entropy", "softmax", [2.0],
     "targets[0]: expected the number of a class, from 0 to 1, as sparse_categorical_cross_entropy needs it, got 2.0"),
    ("sparse_categorical_cross_entropy", "softmax", [0.0, 1.0], "targets: expected 1 number, got 2"),
    ("hinge", "linear", [1.0, 0.0], "targets[1]: expected 1 or -1 for o2, as hinge needs it, got 0.0")])
def test_targets_for_a_loss(loss, last, targets, sentence):
    """The library refuses what the file loader refuses, and nothing is changed."""
    network = NeuralNetwork([make_layer([[0.1], [0.2]], [0.0, 0.0], activation=last)], loss)
    before = parameters(network)
    refused(sentence, network.train, [1.0], targets)
    refused(sentence, network.error, [1.0], targets)
    refused(sentence, take_trace, network, [([1.0], targets)])
    assert before == parameters(network)


def test_a_loss_and_a_layer_that_do_not_fit():
    """Naming both."""
    refused("loss: binary_cross_entropy needs outs from 0 to 1, but layers[1].activation, tanh, goes from -1 to 1 (expected an "
            "out between 0 and 1, or the loss sigmoid_cross_entropy on a linear last layer, which works at any net)",
            NeuralNetwork.build, 2, 2, 1, activation="tanh", loss="binary_cross_entropy")
    refused("loss: softmax_cross_entropy works on nets, so layers[0].activation has to be linear, not softmax",
            NeuralNetwork.build, 2, 2, activation="softmax", loss="softmax_cross_entropy")


@pytest.mark.parametrize("loss, last, weight, target, way_out", [
    ("binary_cross_entropy", "sigmoid", 800.0, 0.0, "sigmoid_cross_entropy on a linear last layer"),
    ("binary_cross_entropy", "sigmoid", -800.0, 1.0, "sigmoid_cross_entropy on a linear last layer"),
    ("kl_divergence", "sigmoid", -800.0, 1.0, "softmax_cross_entropy on a linear last layer"),
    ("categorical_cross_entropy", "linear", -2.0, 1.0, "an out above 0"),
    ("sparse_categorical_cross_entropy", "sigmoid", -800.0, 0.0, "softmax_cross_entropy on a linear last layer"),
    ("mean_squared_logarithmic_error", "linear", -1.0, 1.0, "an out above -1"),
    ("mean_squared_logarithmic_error", "linear", -1.2, 1.0, "an out above -1")])
def test_where_a_loss_is_undefined(loss, last, weight, target, way_out):
    """One sentence names the output and the way out, in training and in a trace, and no weight has moved."""
    network = NeuralNetwork([make_layer([[weight]], bias="none", activation=last)], loss)
    before, out = parameters(network), network.feed_forward([1.0])[0]
    for ask in (lambda: network.train([1.0], [target]), lambda: take_trace(network, [([1.0], [target])])):
        with pytest.raises(Undefined) as caught:
            ask()
        assert str(caught.value).startswith(f"o1: loss undefined: {loss} of out = {out!r} and target = 1.0" if target else
                                            f"o1: loss undefined: {loss} of out = {out!r} and target = ")
        assert way_out in str(caught.value)
        assert before == parameters(network)


def test_the_sample_where_a_loss_is_undefined():
    """Training names the sample, by its place among all of them."""
    network = NeuralNetwork([make_layer([[-1.0]], bias="none", activation="linear")], "mean_squared_logarithmic_error")
    samples = [([0.1], [0.0]), ([0.2], [0.0]), ([1.5], [0.0])]
    with pytest.raises(Undefined, match="o1: loss undefined: mean_squared_logarithmic_error of out = -1.5 and target = 0.0, in sample 3 "):
        list(train(network, samples, Batches(3, 3), steps=1))
