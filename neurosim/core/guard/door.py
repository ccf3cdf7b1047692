"""The door of layers and networks: what comes in is copied, made of floats, or refused with a sentence."""

from ..activations import ACTIVATIONS
from ..losses import LOSSES, after_layer
from ..optimizers import OPTIMIZERS
from . import checks
from .errors import NeurosimError

BIASES = ("own", "shared", "none")


def layer(weights, biases, bias, activation, train_weights, train_bias):
    """The weights, biases and activation of a layer."""
    activation = ACTIVATIONS.make(activation, "activation")
    checks.choice(bias, "bias", BIASES, "bias")
    checks.boolean(train_weights, "train_weights")
    checks.boolean(train_bias, "train_bias")
    rows = checks.matrix(weights, "weights")
    return rows, checks.numbers(biases, "biases", bias_count(bias, len(rows)), f", as the bias is {bias!r}"), activation


def bias_count(bias, neurons):
    """How many distinct biases a layer has.

    >>> bias_count("own", 2), bias_count("shared", 2), bias_count("none", 2)
    (2, 1, 0)
    """
    return {"own": neurons, "shared": 1, "none": 0}[bias]


def network(layers, loss, optimizer):
    """The parts of a network: layers of its own that fit each other, and a loss that fits the last."""
    layers = list(checks.sequence(layers, "layers", "a list of layers"))
    if not layers:
        raise NeurosimError("layers", "at least one layer", layers)
    for i, layer in enumerate(layers):
        if not hasattr(layer, "neurons"):
            raise NeurosimError(f"layers[{i}]", "a layer", layer)
    if len(set(map(id, layers))) < len(layers):
        raise NeurosimError("layers", "layers of their own", got="the same layer twice")
    for i, (layer, after) in enumerate(zip(layers, layers[1:]), 1):
        wanted, got = len(layer.neurons), len(after.neurons[0].weights)
        if wanted != got:
            raise NeurosimError(f"layers[{i}].weights[0]",
                                f"{wanted} numbers, one for each neuron of the layer before", got=str(got))
    loss = LOSSES.make(after_layer(loss, layers[-1].activation, len(layers[-1].neurons)))
    problem = loss.why_not(layers[-1].activation, f"layers[{len(layers) - 1}]")
    if problem:
        raise NeurosimError("loss", problem=problem)
    return layers, loss, OPTIMIZERS.make(optimizer)


def inputs(network, inputs):
    """The inputs of one sample."""
    try:
        return checks.numbers(inputs, "inputs", len(network.layers[0].neurons[0].weights))
    except NeurosimError as error:
        if type(inputs) in (list, tuple) and inputs and {list, tuple} >= set(map(type, inputs)):
            expected = "the numbers of one sample; `answers` takes a list of samples"
            raise NeurosimError("inputs", expected, inputs) from None
        raise error from None


def targets(network, targets, answered=True):
    """The targets of one sample; of the one that the network has answered to, unless `answered` is False."""
    outputs = len(network.layers[-1].neurons)
    targets = checks.numbers(targets, "targets", network.loss.targets_wanted(outputs))
    if network.loss.targets:
        try:
            network.loss.check_targets(targets, outputs)
        except NeurosimError as error:
            raise error.inside("targets") from None
    if answered and not hasattr(network, "outs"):
        raise NeurosimError("", problem="run forward first")
    return targets
