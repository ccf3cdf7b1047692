"""Losses: how wrong the outs are, as one number E, and how E changes with each out.

    error(target, out, n)      the part of E that is one output's; n is the number of outputs
    dE_dout(target, out, n)    the slope of E by that out

E is the sum of the parts. Each loss begins with the formula that every report prints, since "factor 2, a half, mean
or sum" is where most numbers begin to differ.

To add one, add an entry: a function that returns a Loss, written with the functions of maths.py.
"""

from . import regression_losses    # noqa: F401   the first entries of the table
from .guard import targets as kinds
from .guard.checks import number
from .joint_losses import CategoricalHinge, SoftmaxLoss
from .loss import LOSSES, ClassLoss, Loss
from .maths import constant, exp, largest, log1p, power, ratio, square, times_log, where
from .synonyms import ours


# Two classes: each out says how sure the network is of one thing.

ABOVE_0_BELOW_1 = ("an out between 0 and 1, or the loss sigmoid_cross_entropy on a linear last layer, "
                   "which works at any net")


@LOSSES.entry
def binary_cross_entropy():
    """For outs that are probabilities, as sigmoid makes them."""
    def error(target, out, n):
        return -(times_log(target, out) + times_log(1.0 - target, 1.0 - out)) / n

    def dE_dout(target, out, n):
        return (ratio(1.0 - target, 1.0 - out) - ratio(target, out)) / n
    return Loss("E = −Σ (target · ln out + (1 − target) · ln(1 − out)) / n",
                error, dE_dout, targets=kinds.probabilities, low=0.0, high=1.0,
                way_out=ABOVE_0_BELOW_1)


@LOSSES.entry
def sigmoid_cross_entropy():
    """σ(net) = 1 / (1 + e^−net): sigmoid and binary_cross_entropy in one.
    As ln σ(net) = −ln(1 + e^−net), nothing is lost where σ(net) is nearly 0 or 1.
    The slope is (σ(net) − target) / n, written as ((1 − target) · σ(net) − target · σ(−net)) / n for the same reason.
    """
    def error(target, net, n):
        return where(net > 0.0, (1.0 - target) * net + log1p(exp(-net)), log1p(exp(net)) - target * net) / n

    def dE_dnet(target, net, n):
        return ((1.0 - target) / (1.0 + exp(-net)) - target / (1.0 + exp(net))) / n
    return Loss("E = −Σ (target · ln σ(net) + (1 − target) · ln(1 − σ(net))) / n",
                error, dE_dnet, targets=kinds.probabilities, on_nets=True)


@LOSSES.entry
def binary_focal_cross_entropy(alpha=0.25, gamma=2.0, balanced=True):
    """The binary_cross_entropy that counts little where the network is sure and right (Lin and others, 2017).

    q is the probability that was given to what is true, α is alpha where the target is 1, else 1 − alpha. As in
    torchvision; Keras's has no α by default, which is `"balanced": false`.
    """
    number(alpha, "alpha", 0.0, 1.0, "a number from 0 to 1")
    number(gamma, "gamma", 1.0, expected="a number >= 1")

    def of_true(target, yes, no):
        return target * yes + (1.0 - target) * no

    def weighted(target, out):
        return of_true(target, alpha, 1.0 - constant(alpha, out))

    def even(target, out):
        return 1.0

    weight = weighted if balanced else even

    def cross_entropy(target, out):
        return -(times_log(target, out) + times_log(1.0 - target, 1.0 - out))

    def error(target, out, n):
        doubt = of_true(target, 1.0 - out, out)
        return weight(target, out) * power(doubt, gamma) * cross_entropy(target, out) / n

    def dE_dout(target, out, n):
        doubt = of_true(target, 1.0 - out, out)
        slope = ratio(1.0 - target, 1.0 - out) - ratio(target, out)
        fading = gamma * power(doubt, gamma - 1.0) * (1.0 - 2.0 * target)
        slopes = power(doubt, gamma) * slope + fading * cross_entropy(target, out)
        return weight(target, out) * slopes / n
    return Loss("E = −Σ α · (1 − q)^γ · ln q / n, q = out where the target is 1, 1 − out where it is 0",
                error, dE_dout, targets=kinds.probabilities, low=0.0, high=1.0, way_out=ABOVE_0_BELOW_1)


def margin(target, out):
    """How much is missing to be right by 1."""
    return 1.0 - target * out


@LOSSES.entry
def hinge():
    """At the kink, target · out = 1, the slope is taken as 0."""
    def error(target, out, n):
        return largest(0.0, 1.0 - target * out) / n

    def dE_dout(target, out, n):
        return where(target * out < 1.0, -target, 0.0) / n
    return Loss("E = Σ max(0, 1 − target · out) / n, with targets of 1 and −1",
                error, dE_dout, targets=kinds.either_side, kink=margin)


@LOSSES.entry
def categorical_hinge():
    """What the best wrong class lacks to be 1 below the right one. Keras's, with targets of 1 and 0."""
    return CategoricalHinge("E = max(0, 1 + max (1 − target) · out − Σ target · out)")


@LOSSES.entry
def squared_hinge():
    """The hinge, squared: its slope has no jump."""
    def error(target, out, n):
        return square(largest(0.0, 1.0 - target * out)) / n

    def dE_dout(target, out, n):
        return -2.0 * target * largest(0.0, 1.0 - target * out) / n
    return Loss("E = Σ max(0, 1 − target · out)² / n, with targets of 1 and −1",
                error, dE_dout, targets=kinds.either_side)


# One class of several: the outs are probabilities, as softmax makes them, and the targets add up to 1.

ABOVE_0 = "an out above 0, or the loss softmax_cross_entropy on a linear last layer, which works at any net"


@LOSSES.entry
def categorical_cross_entropy():
    """For outs that are probabilities, as softmax makes them, and targets that add up to 1."""
    def error(target, out, n):
        return -times_log(target, out)

    def dE_dout(target, out, n):
        return -ratio(target, out)
    return Loss("E = −Σ target · ln out", error, dE_dout, targets=kinds.shares, above=0.0, way_out=ABOVE_0)


@LOSSES.entry
def sparse_categorical_cross_entropy():
    """The categorical_cross_entropy of targets that are 1 for that class and 0 for the others."""
    whole = categorical_cross_entropy()
    return ClassLoss("E = −ln out of the right class, the target being its number, from 0 on",
                     whole.error, whole.dE_dout, targets=kinds.class_number, above=0.0, way_out=ABOVE_0)


@LOSSES.entry
def kl_divergence():
    """For outs that are probabilities, as softmax makes them, and targets that add up to 1."""
    def error(target, out, n):
        return times_log(target, ratio(target, out))

    def dE_dout(target, out, n):
        return -ratio(target, out)
    return Loss("E = Σ target · ln(target / out)", error, dE_dout, targets=kinds.shares, above=0.0, way_out=ABOVE_0)


@LOSSES.entry
def softmax_cross_entropy():
    """Softmax and categorical_cross_entropy in one."""
    return SoftmaxLoss("E = −Σ target · ln(e^net / Σ e^net)")


# "Cross-entropy" is all of these: which one, the last layer says.

CROSS_ENTROPY = "cross_entropy"


def is_cross_entropy(wanted):
    """Whether the loss is asked for by the name of its family alone."""
    name = wanted.get("name") if isinstance(wanted, dict) and len(wanted) == 1 else wanted
    return ours("loss", name, (CROSS_ENTROPY,)) == CROSS_ENTROPY


def after_layer(wanted, activation, neurons, targets=None):
    """The loss that is asked for; where that is cross-entropy, the one that fits the last layer, and its `targets`.

    >>> from .activations import ACTIVATIONS
    >>> [after_layer("cross_entropy", ACTIVATIONS.make(name), 3) for name in ("sigmoid", "softmax", "linear")]
    ['binary_cross_entropy', 'categorical_cross_entropy', 'softmax_cross_entropy']
    """
    if not is_cross_entropy(wanted):
        return wanted
    if activation.layer_wide:
        return "sparse_categorical_cross_entropy" if targets == 1 < neurons else "categorical_cross_entropy"
    if activation.name != "linear":
        return "binary_cross_entropy"
    return "sigmoid_cross_entropy" if neurons == 1 else "softmax_cross_entropy"
