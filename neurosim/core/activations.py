"""Activations: what a neuron makes of its net, and the slope of that.

    f(net)             out
    slope(net, out)    dout/dnet, from the net or the out, whichever is simpler

One record holds both, so nobody has to ask which of the two a "derivative" is by. Softmax is not here: its outs
depend on every net of the layer, so it is a layer of its own (layer.py).

To add one, add an entry: a function that returns an Activation, written with the functions of maths.py.
"""

from . import maths
from .maths import exp, where
from .table import Chosen, Table

ACTIVATIONS = Table("activation")


class Activation(Chosen):
    """A function f, and its slope."""

    def __init__(self, f, slope):
        self.f, self.slope = f, slope


@ACTIVATIONS.entry
def linear():
    """out = net"""
    def f(net):
        return net

    def slope(net, out):
        return 1.0
    return Activation(f, slope)


@ACTIVATIONS.entry
def sigmoid():
    """out = 1 / (1 + e^-net), between 0 and 1. Its slope is out * (1 - out), never more than 1/4."""
    def f(net):
        return 1.0 / (1.0 + exp(-net))

    def slope(net, out):
        return out * (1.0 - out)
    return Activation(f, slope)


@ACTIVATIONS.entry
def tanh():
    """out = (e^net - e^-net) / (e^net + e^-net), between -1 and 1. Its slope is 1 - out * out."""
    def f(net):
        return maths.tanh(net)

    def slope(net, out):
        return 1.0 - out * out
    return Activation(f, slope)


@ACTIVATIONS.entry
def relu():
    """out = net where that is positive, else 0. At the kink, net = 0, the slope is taken as 0."""
    def f(net):
        return where(net > 0.0, net, 0.0)

    def slope(net, out):
        return where(net > 0.0, 1.0, 0.0)
    return Activation(f, slope)
