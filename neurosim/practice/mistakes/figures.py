"""Digits that are lost on the way: not mistakes in the mathematics."""

from functools import cache

from ...explain.kinds import held_by
from .mistake import layers, mistake, mix, neurons

DECIMALS = (4, 3, 5, 2, 6, 7, 8)
ROUNDED = frozenset(held_by("neuron"))


@mistake("every intermediate result is rounded", "Keep all digits until the end, and round what you show.",
         variants=DECIMALS, said={decimals: f" to {decimals} decimals" for decimals in DECIMALS})
def rounded(experiment, decimals):
    each_result(experiment, to_decimals(decimals))


class Rounding:
    """A way to round floats, and lists of them; what is no float (a symbol) passes as it is."""

    def __init__(self, rounding):
        self.rounding = rounding

    def __call__(self, value):
        return self.rounding(value) if type(value) is float else value

    def all(self, values):
        return list(map(self, values))

    def __deepcopy__(self, memo):
        return self


@cache
def to_decimals(decimals):
    return Rounding(lambda value: round(value, decimals))


def each_result(experiment, rounding):
    """From now on every result that has a name is rounded: of neurons, layers, loss, and optimizer."""
    of_neuron, of_layer, of_loss, of_optimizer = rounded_kinds(rounding)
    for layer in layers(experiment):
        mix(layer, of_layer)
    for neuron in neurons(experiment):
        mix(neuron, of_neuron)
    mix(experiment.network.loss, of_loss)
    mix(experiment.network.optimizer, of_optimizer)


@cache
def rounded_kinds(rounding):
    """What neurons, layers, losses and optimizers that round do otherwise: made once for each way to round."""
    class RoundedNeuron:
        __slots__ = ()

        def __setattr__(self, attribute, value):
            super().__setattr__(attribute, rounding(value) if attribute in ROUNDED else value)

        def feed_forward(self, inputs):
            super().feed_forward(inputs)
            return self.out

        def weigh(self, inputs):
            super().weigh(inputs)
            return self.net

        def dE_dws(self):
            return rounding.all(super().dE_dws())

    class RoundedLayer:
        def dE_dinputs(self):
            return rounding.all(super().dE_dinputs())

        def dE_dbs(self):
            return rounding.all(super().dE_dbs())

    class RoundedLoss:
        def errors(self, targets, outs):
            return rounding.all(super().errors(targets, outs))

        def dE_douts(self, targets, outs):
            return rounding.all(super().dE_douts(targets, outs))

    class RoundedSteps:
        def move(self, values, slopes, memory=None):
            super().move(values, slopes, memory)
            values[:] = rounding.all(values)

    return RoundedNeuron, RoundedLayer, RoundedLoss, RoundedSteps


@mistake("everything is computed in single precision", "Single precision has seven digits; compare no more of them.")
def float32(experiment):
    float32_parameters(experiment)
    experiment.samples = [(list(map(single, inputs)), list(map(single, targets)))
                          for inputs, targets in experiment.samples]
    each_result(experiment, SINGLE)


@mistake("weights and biases are stored in single precision, and only then is everything computed in double",
         "Store parameters in double precision, too.")
def float32_parameters(experiment):
    for layer in layers(experiment):
        for neuron in layer.neurons:
            neuron.weights = list(map(single, neuron.weights))
        layer.biases = list(map(single, layer.biases))


def single(x):
    """The single precision number next to x.

    >>> single(0.1)
    0.10000000149011612
    """
    from struct import pack, unpack
    try:
        return unpack("f", pack("f", x))[0]
    except OverflowError:
        return x


SINGLE = Rounding(single)
