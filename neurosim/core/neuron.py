"""One neuron, and the chain rule. Start reading here.

    weights  w1, w2, ...   one for each input          bias  b    (None: there is no bias; 0 is a bias of 0)
    inputs   x1, x2, ...   what comes in               net        what it adds up to
    out                    what goes out               E          the error of the network

    dE_dout                how much E changes when out does: the derivative of E by out, written letter by letter
"""

from . import describe, pickling
from .maths import NOTHING


class Neuron:
    """net = w1*x1 + w2*x2 + ... + b;  out = f(net).  It remembers every number it works out.

    >>> from neurosim.core.activations import ACTIVATIONS
    >>> h1 = Neuron([0.15, 0.20], 0.35, ACTIVATIONS.make("sigmoid"))
    >>> h1.feed_forward([0.05, 0.10]), h1.net
    (0.5932699921071872, 0.3775)
    """

    __slots__ = ("weights", "bias", "activation", "f", "slope",      # what it is
                 "inputs", "net", "out",                             # what it remembers on the way forward
                 "dE_dout", "dout_dnet", "dE_dnet")                  # and on the way back

    def __init__(self, weights, bias, activation):
        self.weights, self.bias, self.activation = weights, bias, activation
        self.f, self.slope = activation.f, activation.slope

    def feed_forward(self, inputs):
        """out = f(net)"""
        self.out = self.f(self.weigh(inputs))
        return self.out

    def weigh(self, inputs):
        """net = w1*x1 + w2*x2 + ... + b"""
        net = NOTHING
        for weight, x in zip(self.weights, inputs):
            net += weight * x
        self.inputs = inputs
        self.net = net if self.bias is None else net + self.bias
        return self.net

    def backpropagate(self, dE_dout):
        """E depends on net by way of out:  dE/dnet = dE/dout * dout/dnet, the "delta" of other books."""
        self.dE_dout = dE_dout
        self.dout_dnet = self.slope(self.net, self.out)
        self.dE_dnet = self.dE_dout * self.dout_dnet

    def dE_dws(self):
        """E depends on a weight by way of net:  dE/dw = dE/dnet * dnet/dw, one for each weight."""
        dE_dnet, dE_dws = self.dE_dnet, []
        for dnet_dw in self.dnet_dws():
            dE_dws.append(dE_dnet * dnet_dw)
        return dE_dws

    def dnet_dws(self):
        """net = ... + w*x + ..., so dnet/dw = x: the input that the weight is for."""
        return self.inputs

    def dE_db(self):
        """net = ... + b, so dnet/db = 1 and dE/db = dE/dnet."""
        return self.dE_dnet

    __repr__, __copy__, __getstate__, __setstate__ = describe.neuron, pickling.copy, pickling.state, pickling.put_state
