"""A layer: neurons side by side, the sum over paths, the bias that neurons share."""

from . import describe
from .guard import door
from .maths import NOTHING, total
from .neuron import Neuron
from .parameters import biases_of, groups, put_biases


class NeuronLayer:
    """Neurons side by side: all see the same inputs. A bias they share belongs to the layer.

    >>> layer = NeuronLayer([[0.15, 0.20], [0.25, 0.30]], [0.35], bias="shared")
    >>> layer.feed_forward([0.05, 0.10])
    [0.5932699921071872, 0.596884378259767]
    """

    make_neuron, running = Neuron, ()    # only normalised layers have running means, and scales

    def __init__(self, weights, biases=(), bias="own", activation="sigmoid", train_weights=True, train_bias=True):
        rows, biases, self.activation = door.layer(weights, biases, bias, activation, train_weights, train_bias)
        self.bias, self.train_weights, self.train_bias, self.train_scales = bias, train_weights, train_bias, False
        self.neurons = [self.make_neuron(row, None, self.activation) for row in rows]
        self.bias_count, self.biases = len(biases), biases    # one for each neuron, one in all, or none

    def feed_forward(self, inputs):
        """Every neuron answers to the same inputs."""
        outs = []
        for neuron in self.neurons:
            outs.append(neuron.feed_forward(inputs))
        return outs

    def backpropagate(self, dE_douts):
        """Every neuron hears how the error changes with its out."""
        for neuron, dE_dout in zip(self.neurons, dE_douts):
            neuron.backpropagate(dE_dout)

    def dE_dinputs(self):
        """An input feeds every neuron, so E depends on it by as many paths, and their slopes add up:

            dE/dx = dE/dnet_1 * w_1 + dE/dnet_2 * w_2 + ...        as net = ... + w*x + ..., so dnet/dx = w
        """
        dE_dinputs = [NOTHING] * len(self.neurons[0].weights)
        for neuron in self.neurons:
            dE_dnet = neuron.dE_dnet
            for i, dnet_dx in enumerate(neuron.weights):
                dE_dinputs[i] += dE_dnet * dnet_dx
        return dE_dinputs

    def dE_dbs(self):
        """A bias that is the neuron's own has one path; a shared one feeds every neuron: again a sum over paths."""
        dE_dbs = []
        for neuron in self.neurons:
            dE_dbs.append(neuron.dE_db())
        return [total(dE_dbs)] if self.bias == "shared" else dE_dbs[:self.bias_count]

    def gradient(self):
        """How E changes with the weights, a list for each neuron, and with the biases, a list more."""
        return [*[neuron.dE_dws() for neuron in self.neurons], self.dE_dbs()]

    # What is no mathematics stands elsewhere.
    biases, parameters = property(biases_of, put_biases, doc="Each distinct bias once."), groups
    __repr__ = describe.layer
