"""All weights and biases: of a layer in groups, of a network as one list, and back.

A group is the weights of a neuron, or the scales of a normalised layer, or, last, the biases of a layer.
"""

from __future__ import annotations

from itertools import chain, cycle, islice

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from .layer import NeuronLayer


def biases_of(layer: NeuronLayer) -> list[float]:
    """Each distinct bias once: one for each neuron, one in all, or none."""
    return [neuron.bias for neuron in layer.neurons[:layer.bias_count]]


def put_biases(layer, biases):
    """Give each neuron its own bias, or all of them the one that they share."""
    for neuron, bias in zip(layer.neurons, cycle(biases)):
        neuron.bias = bias


def groups(layer: NeuronLayer) -> list[list[float]]:
    """The weights of each neuron and the biases, in lists like those of `NeuronLayer.gradient`."""
    return [*[neuron.weights for neuron in layer.neurons], layer.biases]


def parameters(network):
    """Every parameter as one list, front to back: the groups of each layer, in the order of `NeuronLayer.gradient`."""
    return list(chain.from_iterable(chain(*layer.parameters()) for layer in network.layers))


def put_parameters(network, values):
    """Give a network the parameters of such a list; the lists of weights stay the same lists.

    >>> from neurosim.core.network import NeuralNetwork
    >>> network = NeuralNetwork.build(1, 2, bias="shared")
    >>> put_parameters(network, [0.1, 0.2, 0.3])
    >>> network.layers[0].parameters()
    [[0.1], [0.2], [0.3]]
    """
    values = iter(values)
    for layer in network.layers:
        groups = layer.parameters()
        for group in groups:
            group[:] = islice(values, len(group))
        layer.biases = groups[-1]    # the others stand in lists of their own, biases in a new one


def beside(layer):
    """The names of the lists of numbers that a layer keeps from step to step beside its weights and biases."""
    return ("scales",) * hasattr(layer, "scales") + layer.running


def trained(layer):
    """Whether training may move it, for each group of the layer."""
    scales = [layer.train_scales] * hasattr(layer, "scales")
    return [*[layer.train_weights] * len(layer.neurons), *scales, layer.train_bias]


def count_weights(network):
    """How many weights a network has, without its biases."""
    return len(parameters(network)) - len(list(chain.from_iterable(layer.biases for layer in network.layers)))
