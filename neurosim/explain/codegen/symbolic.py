"""A network whose numbers are symbols: the core's own code, run on it, writes the formulas of a step down."""

from copy import copy
from itertools import repeat

from ...core.batches import twin
from ...core.dropout import dropouts
from ..naming import Names, name_of, suffixes
from ..recording import OF_A_LAYER, OF_A_NEURON
from .carried import carried
from .symbols import Symbol, Symbols


def symbolic(network, names, symbols):
    """A copy with a symbol for each parameter, setting and number remembered; it remembers for itself."""
    copied = copy(network)
    copied.layers = list(map(symbolic_layer, network.layers, names.grouped(), names.neurons, repeat(symbols)))
    copied.dropouts = dropouts(copied)
    copied.optimizer = symbolic_optimizer(copied, names, symbols)
    return copied


def symbolic_layer(layer, groups, neurons, symbols):
    """A twin with lists of its own."""
    layer = twin(layer)
    *weights, biases = [list(map(symbols.given, group)) for group in groups]
    for neuron in layer.neurons:
        neuron.weights = weights.pop(0)
    if hasattr(layer, "scales"):
        [layer.scales] = weights
    for kind in layer.running:
        setattr(layer, kind, [symbols.given(name_of(kind[:-1], h)) for h in neurons])
    layer.biases = biases
    return layer


def symbolic_optimizer(network, names, symbols):
    optimizer = copy(network.optimizer)
    for name in optimizer.settings:
        setattr(optimizer, name, symbols.given(name))
    optimizer.layers = network.layers
    optimizer.shared_memory = {name: symbols.given(name) for name in optimizer.shared_memory}
    optimizer.memory = [[{kind: [symbols.given(name_of(kind, name)) for name in group]
                          for kind in optimizer.initial_memory} for group in groups] for groups in names.grouped()]
    return optimizer


def state_names(network):
    """The names of all that goes from step to step, in the order of carried.py."""
    with Symbols() as symbols:
        return [symbol.name for symbol in carried(symbolic(network, Names(network), symbols))]


def gradient(network, names, symbols, samples, reduction):
    """The gradient of a batch of so many samples, whose numbers have the names of `row_names`."""
    batch = []
    for suffix in suffixes(samples):
        for layer, neurons in zip(network.layers, names.neurons):
            if layer in network.dropouts:
                layer.masks = [*layer.masks, [symbols.given(name_of("mask", h) + suffix) for h in neurons]]
        batch.append([[symbols.given(name + suffix) for name in group] for group in (names.inputs, names.targets)])
    return network.gradient(batch, reduction)


def label(network, names, samples):
    """What neurons and layers remember, of the last of so many samples, gets its usual name."""
    suffix = suffixes(samples)[-1]
    for layer, layer_name, neurons in zip(network.layers, names.layers, names.neurons):
        label_all(layer, OF_A_LAYER, layer_name + suffix)
        for neuron, h in zip(layer.neurons, neurons):
            label_all(neuron, OF_A_NEURON, h + suffix)


def label_all(thing, patterns, name):
    for attribute, pattern in patterns.items():
        value = getattr(thing, attribute, None)
        if type(value) is Symbol:
            value.named(pattern.format(name))
