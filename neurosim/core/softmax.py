"""Softmax: the one ordinary layer where one net moves many outs, hence a sum where there was a product."""

from .layer import NeuronLayer
from .maths import exp, largest, total
from .neuron import Neuron


class SoftmaxNeuron(Neuron):
    """Its out depends on its neighbours' nets too, so it remembers one slope for each out of the layer."""

    __slots__ = ("exp", "douts_dnet")


class SoftmaxLayer(NeuronLayer):
    """out_i = e^net_i / (e^net_1 + e^net_2 + ...): the outs are positive and add up to 1.

    >>> layer = SoftmaxLayer([[1.0], [2.0]], bias="none", activation="softmax")
    >>> layer.feed_forward([0.0])
    [0.5, 0.5]
    """

    make_neuron = SoftmaxNeuron

    def feed_forward(self, inputs):
        """The greatest net is taken off every net first: it cancels in the fraction, and e^net cannot overflow."""
        nets = [neuron.weigh(inputs) for neuron in self.neurons]
        self.max_net = largest(*nets)
        for neuron in self.neurons:
            neuron.exp = exp(neuron.net - self.max_net)
        self.sum_exp = total([neuron.exp for neuron in self.neurons])
        for neuron in self.neurons:
            neuron.out = neuron.exp / self.sum_exp
        return [neuron.out for neuron in self.neurons]

    def backpropagate(self, dE_douts):
        """A net moves every out of the layer, so the chain rule adds up all of them:

            dout_i/dnet_i = out_i * (1 - out_i)        dout_i/dnet_j = -out_i * out_j        (the Jacobian)
            dE/dnet_j     = dE/dout_1 * dout_1/dnet_j + dE/dout_2 * dout_2/dnet_j + ...
        """
        for neuron, dE_dout in zip(self.neurons, dE_douts):
            neuron.dE_dout = dE_dout
        for neuron in self.neurons:
            neuron.douts_dnet = [other.out * (1.0 - other.out) if other is neuron else -other.out * neuron.out
                                 for other in self.neurons]
            neuron.dE_dnet = total([other.dE_dout * dout_dnet
                                    for other, dout_dnet in zip(self.neurons, neuron.douts_dnet)])
