"""A network in other numbers, and other numbers as floats and as text."""

from copy import deepcopy
from fractions import Fraction
from itertools import chain
from math import isinf

from ...core.maths import Number
from ...core.parameters import beside

MOST_DENOMINATOR = 1000


def converted(network, number):
    """A copy of the network: number(value) in place of every weight, bias, and setting or memory of the optimizer.

    >>> from neurosim.explain.arithmetic import make_arithmetic
    >>> from neurosim.core.network import NeuralNetwork
    >>> network = NeuralNetwork.build(1, 1, activation="linear", initialize="zeros")
    >>> converted(network, make_arithmetic("fraction").number).optimizer
    sgd(learning_rate=1/2)
    """
    other = deepcopy(network)
    convert(other, number)
    return other


def convert(network, number):
    """The same to the network itself."""
    for layer in network.layers:
        for neuron in layer.neurons:
            neuron.weights = list(map(number, neuron.weights))
        layer.biases = list(map(number, layer.biases))
        for name in beside(layer):
            setattr(layer, name, list(map(number, getattr(layer, name))))
    for layer in network.dropouts:
        layer.dropout = number(layer.dropout)    # the masks are made of it
    optimizer = network.optimizer
    for name in optimizer.settings:
        setattr(optimizer, name, number(getattr(optimizer, name)))
        if name in optimizer.parameters:
            optimizer.parameters = {**optimizer.parameters, name: getattr(optimizer, name)}
    optimizer.initial_memory = in_dict(optimizer.initial_memory, number)
    optimizer.shared_memory = in_dict(optimizer.shared_memory, number)
    for group in chain.from_iterable(optimizer.memory):
        group.update((name, list(map(number, values))) for name, values in group.items())


def in_dict(values, number):
    return {key: number(value) if is_number(value) else value for key, value in values.items()}


def converted_batch(batch, number):
    """Samples (inputs, targets) in other numbers."""
    return [(list(map(number, inputs)), list(map(number, targets))) for inputs, targets in batch]


def simple_fraction(value):
    """The fraction that a given float of all its digits stands for, as a file can say "1/3"; None for any other float.

    So few of them are the nearest to a fraction of small numbers that no other is met by chance.

    >>> [simple_fraction(value) for value in (1 / 3, -2 / 3, 0.3333, 0.1 + 0.2)]
    [Fraction(1, 3), Fraction(-2, 3), None, None]
    """
    if len(repr(value)) < 16 or not -MOST_DENOMINATOR < value < MOST_DENOMINATOR:
        return None
    simple = Fraction(value).limit_denominator(MOST_DENOMINATOR)
    return simple if simple.numerator / simple.denominator == value else None


def is_number(value):
    return isinstance(value, (float, int, Number)) and not isinstance(value, bool)


def nearest(value):
    """The float nearest to a number of any arithmetic."""
    return value.nearest() if isinstance(value, Number) else value


def nearest_finite(value):
    """The same, for a file: None where no float is near, as JSON has no infinity. Its `text` still has the digits."""
    value = nearest(value)
    return None if isinstance(value, float) and isinf(value) else value


def number_text(value):
    """A number as its arithmetic writes it."""
    return value.text() if isinstance(value, Number) else f"{value:.17g}"
