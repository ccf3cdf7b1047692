"""One neuron, and the chain rule. Start reading here.

    weights  w1, w2, ...   one for each input          bias  b    (None: there is no bias; 0 is a bias of 0)
    inputs   x1, x2, ...   what comes in               net        what it adds up to
    out                    what goes out               E          the error of the network, whatever its form

    dE_dout                reads "the derivative of E by out": how much E changes when out does

Names such as dE_dout break Python's habit of lower case on purpose: they are the mathematics, letter by letter.
"""

from .maths import NOTHING


class Neuron:
    """net = w1*x1 + w2*x2 + ... + b;  out = f(net).  It remembers every number it works out.

    >>> from neurosim.core.activations import ACTIVATIONS
    >>> h1 = Neuron([0.15, 0.20], 0.35, ACTIVATIONS.make("sigmoid"))
    >>> h1.feed_forward([0.05, 0.10])
    0.5932699921071872
    >>> h1.net
    0.3775
    """

    __slots__ = ("weights", "bias", "activation", "f", "slope",      # what it is
                 "inputs", "net", "out",                             # what it remembers on the way forward
                 "dE_dout", "dout_dnet", "dE_dnet")                  # and on the way back

    def __init__(self, weights, bias, activation):
        self.weights, self.bias, self.activation = weights, bias, activation
        self.f, self.slope = activation.f, activation.slope

    # The way forward: from the inputs to the answer.

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

    # The way back: from the error to the weights.

    def backpropagate(self, dE_dout):
        """E depends on net by way of out, and the chain rule multiplies the two slopes:

            dE/dnet = dE/dout * dout/dnet

        dE_dnet is the "delta" of other books.
        """
        self.dE_dout = dE_dout
        self.dout_dnet = self.slope(self.net, self.out)
        self.dE_dnet = self.dE_dout * self.dout_dnet

    def dE_dws(self):
        """E depends on a weight by way of net:  dE/dw = dE/dnet * dnet/dw, one for each weight."""
        dE_dnet = self.dE_dnet
        return [dE_dnet * dnet_dw for dnet_dw in self.dnet_dws()]

    def dnet_dws(self):
        """net = ... + w*x + ..., so dnet/dw = x: the input that the weight is for."""
        return self.inputs

    def dE_db(self):
        """net = ... + b, so dnet/db = 1 and dE/db = dE/dnet."""
        return self.dE_dnet

    def __repr__(self):
        bias = "" if self.bias is None else f", bias={self.bias!r}"
        return f"Neuron({shortened(self.weights)}{bias}, {self.activation})"


def shortened(values, most=4):
    """A list as it fits on a line: [0.1, 0.2, 0.3, ... 12 in all]"""
    listed = ", ".join(map(repr, values[:most]))
    return f"[{listed}, ... {len(values)} in all]" if len(values) > most else f"[{listed}]"
