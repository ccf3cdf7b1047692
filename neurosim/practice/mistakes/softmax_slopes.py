"""Mistakes with the slope of softmax, and of what stands last before a cross-entropy."""

from .factors import SQUARES, DifferenceAlone
from .mistake import is_softmax, layers, layers_with, loss_is, mistake, mix, softmax_layers, unnamed
from .slopes import SIGMOID, resloped

DIFFERENCE = {"": "", "difference": ", and the slope of the loss is (out − target) alone"}


@mistake("softmax is differentiated as if each out depended on its own net alone: p · (1 − p) only",
         "A net of a softmax layer moves every out, so add up ∂E/∂out_i · ∂out_i/∂net_j over all outs.",
         when=layers_with("softmax"), variants=tuple(DIFFERENCE), said=DIFFERENCE)
def softmax_diagonal_only(experiment, where):
    resloped_softmax(experiment, SoftmaxDiagonalOnly, where and experiment.network.loss.name in SQUARES)


@mistake("the slope of softmax is taken to be out alone",
         "A net of a softmax layer moves every out: out · (1 − out) for its own, −out_i · out_j for each of the "
         "others.",
         when=layers_with("softmax"), variants=tuple(DIFFERENCE), said=DIFFERENCE)
def softmax_slope_out(experiment, where):
    resloped_softmax(experiment, SoftmaxSlopeOut, where)


@mistake("the slope of softmax is taken to be 1 − out alone",
         "A net of a softmax layer moves every out: out · (1 − out) for its own, −out_i · out_j for each of the "
         "others.",
         when=layers_with("softmax"), variants=tuple(DIFFERENCE), said=DIFFERENCE)
def softmax_slope_one_minus_out(experiment, where):
    resloped_softmax(experiment, SoftmaxSlopeOneMinusOut, where)


def resloped_softmax(experiment, otherwise, difference):
    for layer in softmax_layers(experiment):
        mix(layer, otherwise)
    if difference:
        mix(experiment.network.loss, DifferenceAlone)


class SoftmaxDiagonalOnly:
    def backpropagate(self, dE_douts):
        for neuron, dE_dout in zip(self.neurons, dE_douts):
            neuron.dE_dout = dE_dout
            neuron.dE_dnet = dE_dout * (neuron.out * (1.0 - neuron.out))


class SoftmaxSlopeOut:
    def backpropagate(self, dE_douts):
        for neuron, dE_dout in zip(self.neurons, dE_douts):
            neuron.dE_dout = dE_dout
            neuron.dE_dnet = dE_dout * neuron.out


class SoftmaxSlopeOneMinusOut:
    def backpropagate(self, dE_douts):
        for neuron, dE_dout in zip(self.neurons, dE_douts):
            neuron.dE_dout = dE_dout
            neuron.dE_dnet = dE_dout * (1.0 - neuron.out)


@mistake("the slope of the last activation is multiplied in once more, where the cross-entropy has cancelled it",
         "For sigmoid or softmax with its cross-entropy δ is out − target: the slope is in it.",
         when=lambda experiment: experiment.network.loss.on_nets or loss_is("binary_cross_entropy")(experiment)
         and layers(experiment)[-1].activation.name == "sigmoid" or is_softmax(layers(experiment)[-1]))
def extra_output_slope(experiment):
    last, loss = layers(experiment)[-1], experiment.network.loss
    if is_softmax(last):
        mix(last, ExtraSoftmaxSlope)
    elif loss.name == "softmax_cross_entropy":
        mix(loss, ExtraSlopeOfLoss)
    elif loss.on_nets:
        resloped(experiment, "output", lambda neuron: at_sigmoid)
    else:
        resloped(experiment, "output", twice)


class ExtraSoftmaxSlope:
    def backpropagate(self, dE_douts):
        super().backpropagate(dE_douts)
        for neuron in self.neurons:
            neuron.dE_dnet = unnamed(neuron.dE_dnet) * (neuron.out * (1.0 - neuron.out))


class ExtraSlopeOfLoss:
    def dE_douts(self, targets, nets):
        slopes, shares = super().dE_douts(targets, nets), self.softmax(nets)
        return [slope * (share * (1.0 - share)) for slope, share in zip(slopes, shares)]


def at_sigmoid(net, out):
    return SIGMOID.slope(net, SIGMOID.f(net))


def twice(neuron):
    slope = neuron.slope
    return lambda net, out: slope(net, out) * slope(net, out)
