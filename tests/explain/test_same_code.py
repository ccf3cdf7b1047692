"""The same code three ways: on floats, on symbols, and as the formulas that were printed. They agree in every bit."""

import random
import struct
from copy import deepcopy

import pytest

from neurosim.core import maths
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.guard.errors import NeurosimError
from neurosim.core.layers import make_layer
from neurosim.core.guard.door import BIASES
from neurosim.core.losses import LOSSES
from neurosim.core.network import NeuralNetwork
from neurosim.core.training import combined
from neurosim.explain.derivation import Step, steps_to
from neurosim.explain.naming import Names
from neurosim.explain.trace import take_trace

FORMULA_WORDS = {name: function for name, function in vars(maths).items() if callable(function)}
EACH_ONCE = [*((activation, "half_squared_error") for activation in ACTIVATIONS), *(("sigmoid", loss) for loss in LOSSES)]
REFUSED = [("linear", "mean_squared_logarithmic_error"), ("tanh", "categorical_cross_entropy"), ("relu", "kl_divergence")]
BATCHES = [pytest.param(1, "mean", id="one sample"), pytest.param(3, "mean", id="mean of 3"), pytest.param(3, "sum", id="sum of 3")]


def bits(value):
    """A float as its eight bytes: -0.0 is not 0.0, and an int is no float."""
    assert type(value) is float, value
    return struct.pack(">d", value).hex()


def network_of(sizes, activations, loss, bias="own", seed=0, train_bias=True):
    """Weights and biases of every sign, and not small."""
    draw = random.Random(seed)
    layers = []
    for inputs, neurons, activation in zip(sizes, sizes[1:], activations):
        weights = [[draw.uniform(-1.5, 1.5) for _ in range(inputs)] for _ in range(neurons)]
        biases = [draw.uniform(-1, 1) for _ in range({"own": neurons, "shared": 1, "none": 0}[bias])]
        layers.append(make_layer(weights, biases, bias, activation, train_bias=train_bias))
    return NeuralNetwork(layers, loss, {"name": "sgd", "learning_rate": 0.3})


def last_activation(activation, loss):
    """The activation, or where the loss cannot follow it, one that it can."""
    fits = not LOSSES.make(loss).why_not(ACTIVATIONS.make(activation), "")
    return activation if fits else "linear" if LOSSES.make(loss).on_nets else "sigmoid"


def samples_for(network, count, seed=1):
    """Inputs of every sign, 0 among them; targets that are positive and add up to 1, as most losses take them, or 1 and -1, or a class."""
    draw = random.Random(seed)
    batch = []
    for _ in range(count):
        shares = [draw.uniform(0.1, 1) for _ in network.layers[-1].neurons]
        inputs = [draw.choice([0.0, draw.uniform(-2, 2)]) for _ in network.layers[0].neurons[0].weights]
        targets = [share / sum(shares) for share in shares]
        if network.loss.name in ("hinge", "squared_hinge"):
            targets = [draw.choice([1.0, -1.0]) for _ in shares]
        batch.append((inputs, [float(draw.randrange(len(shares)))] if network.loss.name.startswith("sparse") else targets))
    return batch


def remembered(network, sample, suffix):
    """(name, value) of all that a plain network of floats remembers after one sample."""
    inputs, targets = sample
    names = Names(network)
    network.feed_forward(inputs)
    network.backpropagate(targets)
    errors, nets = network.errors(targets), network.outs
    found = [*zip(names.inputs, inputs), *zip(names.targets, targets),
             *[(f"E_{o}", error) for o, error in zip(names.outputs, errors)], ("E", maths.total(errors))]
    if hasattr(network.loss, "softmax"):
        max_net = network.loss.max_net(nets)
        found += [("max_net_o", max_net), ("log_sum_o", network.loss.log_sum(nets, max_net)),
                  *zip([f"softmax_{o}" for o in names.outputs], network.loss.softmax(nets))]
    for layer, prefix, neurons, weights, biases in zip(network.layers, names.layers, names.neurons, names.weights, names.biases):
        found += [(f"dE_d{b}", slope) for b, slope in zip(biases, layer.dE_dbs())]
        found += [(f"{value}_{prefix}", getattr(layer, value)) for value in ("max_net", "sum_exp") if hasattr(layer, value)]
        for neuron, h, ws in zip(layer.neurons, neurons, weights):
            found += [(f"{value}_{h}", getattr(neuron, value)) for value in ("net", "out", "exp") if hasattr(neuron, value)]
            found += [(f"dE_dout_{h}", neuron.dE_dout), (f"dE_dnet_{h}", neuron.dE_dnet)]
            slopes = zip(neurons, neuron.douts_dnet) if hasattr(neuron, "douts_dnet") else [(h, neuron.dout_dnet)]
            found += [(f"dout_{other}_dnet_{h}", slope) for other, slope in slopes]
            found += [(f"dnet_{h}_d{w}", slope) for w, slope in zip(ws, neuron.dnet_dws())]
            found += [(f"dE_d{w}", slope) for w, slope in zip(ws, neuron.dE_dws())]
    return {name + suffix: value for name, value in found}


def on_floats(network, batch, reduction):
    """Every quantity of a step, as a network that nobody watches computes it."""
    plain, names = deepcopy(network), Names(network)
    found = {"learning_rate": network.optimizer.learning_rate, **dict(names.values(network))}
    for number, sample in enumerate(batch, 1):
        found.update(remembered(plain, sample, f"_s{number}" if len(batch) > 1 else ""))
    found["E"] = combined([plain.error(*sample) for sample in batch], reduction)
    gradient = [slope for layer in plain.gradient(batch, reduction) for slopes in layer for slope in slopes]
    found.update(zip([f"dE_d{name}" for name in names.all_parameters()], gradient))
    plain.learn(batch, reduction)
    found.update({f"{name}_new": value for name, value in names.values(plain)})
    return found


def assert_same_three_ways(network, batch, reduction="mean"):
    floats, trace = on_floats(network, batch, reduction), take_trace(network, batch, reduction)
    instrumented = {quantity.name: quantity.value for quantity in trace.quantities.values()}
    assert set(floats) == set(instrumented)
    assert {name: bits(value) for name, value in floats.items()} == {name: bits(value) for name, value in instrumented.items()}
    assert {name: bits(value) for name, value in instrumented.items()} == {name: bits(printed(trace, name)) for name in instrumented}


def printed(trace, name):
    """What a quantity's formula gives, read by Python as it is printed, over the values of its causes."""
    step = Step(trace.quantities[name])
    return eval(step.formula, {"__builtins__": {}, **FORMULA_WORDS}, {cause: trace.quantities[cause].value for cause in step.causes})


def refusal(call, *arguments):
    """The sentence a call is refused with, None where it is not."""
    try:
        call(*arguments)
    except NeurosimError as error:
        return str(error)


def error_and_slopes(network, batch):
    """What a trace works out of each sample, on floats."""
    for inputs, targets in batch:
        network.error(inputs, targets)
        network.backpropagate(targets)


@pytest.mark.parametrize("bias, count, reduction", [(bias, *batch.values) for bias, batch in zip(BIASES, BATCHES)])
@pytest.mark.parametrize("activation, loss", EACH_ONCE + REFUSED)
def test_every_activation_and_every_loss(activation, loss, bias, count, reduction):
    """Floats, symbols and printed formulas agree; where the loss has no answer, floats and symbols are refused alike."""
    network = network_of((2, 3, 2), (activation, last_activation(activation, loss)), loss, bias)
    batch = samples_for(network, count)
    refused = refusal(error_and_slopes, deepcopy(network), batch)
    if refused:
        assert refused == refusal(take_trace, network, batch, reduction)
    else:
        assert_same_three_ways(network, batch, reduction)


@pytest.mark.parametrize("outputs", ["sigmoid", "softmax"])
@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_has_an_answer(loss, outputs):
    """Outs between 0 and 1 suit every loss, so none of the above is refused everywhere."""
    network = network_of((2, 3, 2), ("tanh", last_activation(outputs, loss)), loss)
    assert_same_three_ways(network, samples_for(network, 2))


@pytest.mark.parametrize("seed", range(40))
def test_random_shapes(seed):
    """Up to four layers of up to four neurons, every layer with an activation of its own."""
    draw = random.Random(seed)
    sizes = [draw.randint(1, 4) for _ in range(draw.randint(2, 5))]
    activations = [draw.choice(list(ACTIVATIONS)) for _ in sizes[2:]] + [draw.choice(["sigmoid", "softmax"])]
    loss = draw.choice(list(LOSSES))
    activations[-1] = last_activation(activations[-1], loss)
    network = network_of(sizes, activations, loss, draw.choice(BIASES), seed, draw.random() < 0.5)
    assert_same_three_ways(network, samples_for(network, draw.randint(1, 3), seed), draw.choice(["mean", "sum"]))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_zeros_keep_their_signs(activation):
    """Inputs and weights of 0.0 and -0.0 go through all three with the signs they have."""
    network = NeuralNetwork([make_layer([[0.0, -0.0], [-1.0, 0.0]], [-0.0, 0.0], "own", activation),
                             make_layer([[-0.0, 1.0], [0.5, -0.0]], [], "none", "softmax")])
    assert_same_three_ways(network, [([0.0, -0.0], [1.0, 0.0]), ([-0.0, -1.0], [0.0, 1.0])])


@pytest.mark.parametrize("count, reduction", BATCHES)
@pytest.mark.parametrize("activation", ["sigmoid", "softmax"])
def test_numbers_alone_give_the_value_too(activation, count, reduction):
    """The second line of an equation, all numbers, is the same computation once more."""
    network = network_of((3, 2, 2), (activation, activation), "half_squared_error")
    for quantity in take_trace(network, samples_for(network, count), reduction).quantities.values():
        assert bits(quantity.value) == bits(eval(Step(quantity).numbers, {"__builtins__": {}, **FORMULA_WORDS}))


@pytest.mark.parametrize("bias", BIASES)
def test_the_update_is_what_learning_does(bias):
    """w_new is, bit by bit, the weight that network.learn leaves behind."""
    network = network_of((2, 3, 2), ("sigmoid", "softmax"), "categorical_cross_entropy", bias)
    batch = samples_for(network, 3)
    trace = take_trace(network, batch, "sum")
    network.learn(batch, "sum")
    assert {name: bits(value) for name, value in Names(network).values(network)} == {
        name: bits(trace[f"{name}_new"]) for name in trace.names.all_parameters()}


@pytest.mark.parametrize("frozen", [{"train_weights": False}, {"train_bias": False}], ids=str)
def test_what_is_frozen_stays(frozen):
    """A weight or bias that is not trained is after the step what it was."""
    network = NeuralNetwork([make_layer([[0.5, -0.25]], [0.1], **frozen)])
    trace = take_trace(network, [([1.0, 2.0], [0.0])])
    stays = {"train_weights": ["w1", "w2"], "train_bias": ["b1"]}[next(iter(frozen))]
    assert stays == [name for name in ("w1", "w2", "b1") if trace[f"{name}_new"] == trace[name]]


def test_watching_leaves_the_network_alone():
    """After a trace every object is of the class it was, and holds the very floats that it held."""
    network = network_of((2, 3, 2), ("tanh", "softmax"), "categorical_cross_entropy", "shared")
    network.feed_forward([0.25, -0.5])
    objects = [network, *network.layers, *[neuron for layer in network.layers for neuron in layer.neurons]]
    before = [type(thing) for thing in objects], state(network)
    take_trace(network, samples_for(network, 3), "sum")
    assert before == ([type(thing) for thing in objects], state(network))


def state(network):
    """All numbers a network holds, by their bits, and what its optimizer is set to."""
    held = [value for _, value in Names(network).values(network)]
    for layer in network.layers:
        held += [value for neuron in layer.neurons for value in (neuron.net, neuron.out, neuron.bias or 0.0)]
    return [bits(value) for value in [*held, *network.outs, network.optimizer.learning_rate]]


def test_causes_are_all_that_a_formula_needs():
    """Every name in a formula is among its causes, and every cause is a quantity of the trace."""
    network = network_of((2, 2, 2), ("relu", "softmax"), "categorical_cross_entropy")
    trace = take_trace(network, samples_for(network, 2))
    for goal in trace.quantities:
        steps = steps_to(trace.quantities, goal)
        assert {cause for step in steps for cause in step.causes} == {step.name for step in steps[1:]}
