"""A layer: neurons side by side, the sum over paths, the bias that neurons share."""

from . import describe
from .guard import door
from .maths import NOTHING
from .neuron import Neuron
from .parameters import biases_of, put_biases


class NeuronLayer:
    """Neurons side by side: all see the same inputs. A bias they share belongs to the layer.

    >>> layer = NeuronLayer([[0.15, 0.20], [0.25, 0.30]], [0.35], bias="shared")
    >>> layer.feed_forward([0.05, 0.10])
    [0.5932699921071872, 0.596884378259767]
    """

    make_neuron, train_scales, running = Neuron, False, ()    # only normalised layers have scales and running means

    def __init__(self, weights, biases=(), bias="own", activation="sigmoid", train_weights=True, train_bias=True):
        rows, biases, self.activation = door.layer(weights, biases, bias, activation, train_weights, train_bias)
        self.bias, self.train_weights, self.train_bias = bias, train_weights, train_bias
        self.neurons = [self.make_neuron(row, None, self.activation) for row in rows]
        self.users = door.users(bias, len(rows))    # of each distinct bias: own [[0], [1]], shared [[0, 1]], none []
        self.biases = biases

    def feed_forward(self, inputs):
        """Every neuron answers to the same inputs."""
        return [neuron.feed_forward(inputs) for neuron in self.neurons]

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
        """A bias feeds every neuron that uses it: again a sum over paths, of one path where it is the neuron's own."""
        neurons, dE_dbs = self.neurons, []
        for users in self.users:
            dE_db = NOTHING
            for place in users:
                dE_db += neurons[place].dE_db()
            dE_dbs.append(dE_db)
        return dE_dbs

    def gradient(self):
        """How E changes with the weights, a list for each neuron, and with the biases, a list more."""
        return [*[neuron.dE_dws() for neuron in self.neurons], self.dE_dbs()]

    def parameters(self):
        """The weights and the biases, in lists like these."""
        return [*[neuron.weights for neuron in self.neurons], self.biases]

    biases = property(biases_of, put_biases, doc="Each distinct bias once.")
    __repr__ = describe.layer
