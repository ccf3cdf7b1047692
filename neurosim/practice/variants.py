"""Variants: the same network with one thing done otherwise, as published figures show that it has been done.

Each spoils a copy of an experiment where it stands, and then it is trained and traced like any other: what comes out
is what one gets who does it that way.

To add one, add an entry: a function that spoils `experiment` (its `network`, or its `samples`). The first line of its
docstring says in a few words what is done.
"""

from copy import copy, deepcopy

from ..core.layer import NeuronLayer
from ..core.network import NeuralNetwork

VARIANTS = {}


def variant(spoil):
    VARIANTS[spoil.__name__] = spoil
    return spoil


def what_it_does(name):
    """The first line of a variant's docstring."""
    return VARIANTS[name].__doc__.splitlines()[0]


def spoilt(experiment, name):
    """The experiment, spoilt by the variant of this name."""
    VARIANTS[name](experiment)
    return experiment


@variant
def updated_weights(experiment):
    """output weights are moved first, and the hidden gradients are taken through the moved ones"""
    experiment.network.__class__ = UpdatedWeights


class UpdatedWeights(NeuralNetwork):
    def backpropagate(self, targets):
        """As it should be, but for the weights that the error travels back through."""
        dE_douts = self.loss.dE_douts(self.checked(targets), self.outs)
        for layer in reversed(self.layers):
            layer.backpropagate(dE_douts)
            if layer is not self.layers[0]:
                dE_douts = self.dE_dinputs_once_moved(layer)

    def dE_dinputs_once_moved(self, layer):
        before, biases = [list(neuron.weights) for neuron in layer.neurons], layer.biases
        ahead(self.optimizer, self.layers.index(layer), part := Part([layer])).step(part, [layer.gradient()])
        dE_dinputs = layer.dE_dinputs()
        for neuron, weights in zip(layer.neurons, before):
            neuron.weights[:] = weights
        layer.biases = biases
        return dE_dinputs


def ahead(optimizer, place, part):
    """A copy that may take a step on one layer alone; what the optimizer itself remembers stays as it is."""
    copied = copy(optimizer)
    copied.common = dict(optimizer.common)
    copied.layers, copied.memory = (part.layers, [deepcopy(optimizer.memory[place])]) if optimizer.memory else (None, ())
    return copied


class Part:
    """Some layers of a network, as an optimizer sees them."""

    def __init__(self, layers):
        self.layers = layers


@variant
def bias_trained(experiment):
    """each neuron gets a bias of its own, and it is trained"""
    for layer in experiment.network.layers:
        own_biases(layer)


def own_biases(layer):
    """What the neurons shared becomes each one's own."""
    if layer.bias == "shared":
        layer.bias = "own"
    layer.train_bias = True


@variant
def bias_shared(experiment):
    """the bias that a layer shares is trained too, by the sum of its neurons' gradients"""
    for layer in experiment.network.layers:
        layer.train_bias = True


@variant
def bias_trained_later(experiment):
    """biases stay in the first step, and are each neuron's own and trained from the second on"""
    experiment.network.__class__ = BiasTrainedLater


class BiasTrainedLater(NeuralNetwork):
    def learn(self, batch, reduction="mean"):
        super().learn(batch, reduction)
        for layer in self.layers:
            own_biases(layer)


@variant
def outputs_from_bias_only(experiment):
    """the nets of the last layer are their biases alone: what the neurons before put out never enters"""
    experiment.network.layers[-1].__class__ = BiasOnly


class BiasOnly(NeuronLayer):
    def feed_forward(self, inputs):
        return super().feed_forward([0.0 * x for x in inputs])


@variant
def transposed_weights(experiment):
    """every weight matrix is read column by column"""
    for layer in experiment.network.layers:
        columns = list(zip(*[neuron.weights for neuron in layer.neurons]))
        for neuron, weights in zip(layer.neurons, columns):
            neuron.weights = list(weights)


@variant
def float32_parameters(experiment):
    """weights and biases are stored in single precision, and only then is everything computed in double"""
    for layer in experiment.network.layers:
        for neuron in layer.neurons:
            neuron.weights = list(map(single, neuron.weights))
        layer.biases = list(map(single, layer.biases))


def single(x):
    """The single precision number next to x."""
    from struct import pack, unpack
    return unpack("f", pack("f", x))[0]


@variant
def target_misprinted(experiment):
    """a target of 0.99 is typed as 0.09"""
    experiment.samples = [(inputs, [0.09 if target == 0.99 else target for target in targets])
                          for inputs, targets in experiment.samples]
