"""Activations: what a neuron makes of its net, and the slope of that.

    f(net)             out
    slope(net, out)    dout/dnet, from the net or the out, whichever is simpler

One record holds both, so nobody has to ask which of the two a "derivative" is by. Of softmax neither is here: its outs
depend on every net of the layer, so it has a layer of its own (softmax.py).

Conventions are those of PyTorch and Keras; where the two differ, PyTorch's, and the docstring says so.

To add one, add an entry: a function that returns an Activation, written with the functions of maths.py.
"""

from . import maths
from .maths import INFINITY, constant, exp, expm1, log1p, normal_cdf, normal_density, square, where
from .pickling import MadeOfFunctions
from .registry import Chosen, Registry

ACTIVATIONS = Registry("activation")


class Activation(MadeOfFunctions, Chosen):
    """A function f, and its slope.

    low, high    no out is below or above
    limits       the outs it comes ever nearer to: where floats make one exact, the slope is 0 and learning stops
    kinks        the nets where the slope jumps
    """

    table = ACTIVATIONS

    def __init__(self, f, slope, low=-INFINITY, high=INFINITY, limits=(), kinks=()):
        self.f, self.slope, self.low, self.high, self.limits, self.kinks = f, slope, low, high, limits, kinks

    @property
    def layer_wide(self):
        """Whether an out depends on every net of the layer, so that there is no function of one net."""
        return self.f is None


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
    """out = 1 / (1 + e^-net), between 0 and 1. Its slope is out * (1 - out), never more than 1/4.

    Of 1 - out, floats keep the fewer digits the nearer out is to 1: of the slope 11 are right at a net of 10, 7 at 20,
    none from 37 on, where out is 1. A slope from the net would have them all, but binary_cross_entropy divides by this
    very 1 - out: the two cancel, lost digits and all. `numbers="exact"` shows what is lost.
    """
    def f(net):
        return 1.0 / (1.0 + exp(-net))

    def slope(net, out):
        return out * (1.0 - out)
    return Activation(f, slope, low=0.0, high=1.0, limits=(0.0, 1.0))


@ACTIVATIONS.entry
def tanh():
    """out = (e^net - e^-net) / (e^net + e^-net), between -1 and 1. Its slope is 1 - out * out.

    As with sigmoid, digits are lost near the limits: 9 are right at a net of 8 or -8, 7 at 10, none from 19.1 on, where
    floats have out = 1 and a slope of 0.
    """
    def f(net):
        return maths.tanh(net)

    def slope(net, out):
        return 1.0 - out * out
    return Activation(f, slope, low=-1.0, high=1.0, limits=(-1.0, 1.0))


@ACTIVATIONS.entry
def relu():
    """out = net where that is positive, else 0. At the kink, net = 0, the slope is taken as 0."""
    def f(net):
        return where(net > 0.0, net, 0.0)

    def slope(net, out):
        return where(net > 0.0, 1.0, 0.0)
    return Activation(f, slope, low=0.0, kinks=(0.0,))


@ACTIVATIONS.entry
def leaky_relu(slope=0.01):
    """out = net where that is positive, else slope * net. At the kink, net = 0, its slope is taken as the one below 0.

    0.01 is PyTorch's; Keras's own class has 0.3.
    """
    below = slope

    def f(net):
        return where(net > 0.0, net, below * net)

    def slope(net, out):
        return where(net > 0.0, 1.0, below)
    return Activation(f, slope, kinks=() if below == 1.0 else (0.0,))


@ACTIVATIONS.entry
def elu(alpha=1.0):
    """out = net where that is positive, else alpha * (e^net - 1). Where alpha is 1, it has no kink."""
    def f(net):
        return where(net > 0.0, net, alpha * expm1(net))

    def slope(net, out):
        return where(net > 0.0, 1.0, alpha * exp(net))
    return Activation(f, slope, low=min(-alpha, 0.0), limits=(-alpha,), kinks=() if alpha == 1.0 else (0.0,))


@ACTIVATIONS.entry
def selu():
    """out = 1.0507 * net where that is positive, else 1.0507 * 1.6733 * (e^net - 1): elu, scaled.

    With these two numbers outs tend to a mean of 0 and a variance of 1 (Klambauer and others, 2017). At the kink,
    net = 0, its slope is taken as the one below 0.
    """
    scale, alpha = 1.0507009873554805, 1.6732632423543772

    def f(net):
        return scale * where(net > 0.0, net, alpha * expm1(net))

    def slope(net, out):
        return scale * where(net > 0.0, 1.0, alpha * exp(net))
    return Activation(f, slope, low=-scale * alpha, limits=(-scale * alpha,), kinks=(0.0,))


@ACTIVATIONS.entry
def softplus():
    """out = ln(1 + e^net), a relu without the kink. Its slope is 1 / (1 + e^-net), the sigmoid.

    Great nets are taken out of the logarithm, ln(1 + e^net) = net + ln(1 + e^-net), so that e^net cannot overflow.
    PyTorch and Keras take net itself from some net on; here it is the formula everywhere.
    """
    def f(net):
        return where(net > 0.0, net + log1p(exp(-net)), log1p(exp(net)))

    def slope(net, out):
        return 1.0 / (1.0 + exp(-net))
    return Activation(f, slope, low=0.0, limits=(0.0,))


@ACTIVATIONS.entry
def softsign():
    """out = net / (1 + |net|), between -1 and 1. Its slope is 1 / (1 + |net|)²."""
    def f(net):
        return net / (1.0 + maths.absolute(net))

    def slope(net, out):
        return 1.0 / square(1.0 + maths.absolute(net))
    return Activation(f, slope, low=-1.0, high=1.0, limits=(-1.0, 1.0))


@ACTIVATIONS.entry
def gelu():
    """out = net * Φ(net); Φ is the share of the normal distribution below net. Its slope is Φ(net) + net * φ(net).

    The exact one, as PyTorch and Keras have it when not asked for the approximation by tanh.
    """
    def f(net):
        return net * normal_cdf(net)

    def slope(net, out):
        return normal_cdf(net) + net * normal_density(net)
    return Activation(f, slope, low=-0.16997120747990369, limits=(0.0,))


@ACTIVATIONS.entry
def gelu_tanh():
    """out = net * (1 + tanh u) / 2 with u = √(2/π) * (net + 0.044715 * net³), which comes near to gelu.

    PyTorch's gelu(approximate="tanh"). As (1 + tanh u) / 2 = 1 / (1 + e^-2u), no digit is lost where tanh u is
    nearly -1; √(2/π) is 2 * φ(0). Its slope, with s = 1 / (1 + e^-2u), is s * (1 + net * 2u' * (1 - s)).
    """
    def share(net):
        return 1.0 / (1.0 + exp(-(doubled(net) * net * (1.0 + 0.044715 * square(net)))))

    def doubled(net):
        return 4.0 * normal_density(constant(0.0, net))

    def f(net):
        return net * share(net)

    def slope(net, out):
        steepness = doubled(net) * (1.0 + 0.044715 * (3.0 * square(net)))
        return share(net) * (1.0 + net * steepness * (1.0 - share(net)))
    return Activation(f, slope, low=-0.17004075057125406, limits=(0.0,))


@ACTIVATIONS.entry
def silu():
    """out = net / (1 + e^-net) = net * sigmoid(net). Its slope, with s = sigmoid(net), is s * (1 + net * (1 - s)).

    Also called swish.
    """
    def f(net):
        return net / (1.0 + exp(-net))

    def slope(net, out):
        share = 1.0 / (1.0 + exp(-net))
        return share * (1.0 + net * (1.0 - share))
    return Activation(f, slope, low=-0.27846454276107379, limits=(0.0,))


@ACTIVATIONS.entry
def mish():
    """out = net * tanh(softplus(net)), softplus(net) = ln(1 + e^net) (Misra, 2019).

    Its slope, with t = tanh(softplus(net)), is t + net * (1 - t²) / (1 + e^-net).
    """
    def bent(net):
        return maths.tanh(where(net > 0.0, net + log1p(exp(-net)), log1p(exp(net))))

    def f(net):
        return net * bent(net)

    def slope(net, out):
        share = bent(net)
        return share + net * (1.0 - square(share)) / (1.0 + exp(-net))
    return Activation(f, slope, low=-0.30884341301725043, limits=(0.0,))


@ACTIVATIONS.entry
def hard_sigmoid():
    """out = net / 6 + 1/2, but not below 0 or above 1. At the kinks, net = -3 and net = 3, the slope is taken as 0.

    PyTorch's, and Keras's since its version 3; earlier ones have net / 5 + 1/2.
    """
    def f(net):
        return where(net > -3.0, where(net < 3.0, net / 6.0 + 0.5, 1.0), 0.0)

    def slope(net, out):
        return where(net > -3.0, where(net < 3.0, constant(1.0, net) / 6.0, 0.0), 0.0)
    return Activation(f, slope, low=0.0, high=1.0, limits=(0.0, 1.0), kinks=(-3.0, 3.0))


@ACTIVATIONS.entry
def softmax():
    """out_i = e^net_i / (e^net_1 + e^net_2 + ...), for the whole layer at once."""
    return Activation(f=None, slope=None, low=0.0, high=1.0, limits=(0.0, 1.0))
