"""Mistakes with a factor or a sign: of the loss, of what a weight's gradient is multiplied by, of δ."""

from ...core.loss import ClassLoss, one_hot
from ...core.losses import LOSSES
from ...core.maths import log
from .mistake import (EVERYWHERE, has_hidden, is_softmax, layers, loss, loss_is, mistake, mix, mixed_into, network,
                       neurons, unnamed)

SQUARES = ("half_squared_error", "squared_error", "mean_squared_error")
CROSS_ENTROPIES = tuple(name for name in LOSSES if name.endswith("cross_entropy"))


def several_outputs(experiment):
    return len(experiment.network.layers[-1].neurons) > 1


# Of the loss, where the error begins.

@mistake("the loss is taken without its ½, and its slope is 2 · (out − target)",
         "Both are in use; here E has a ½ that cancels the 2 of the slope.", when=loss_is("half_squared_error"),
         convention=True, variants=("slope", "error"), said={"slope": "", "error": ", in E as well"})
def factor_two(experiment, where):
    mix(experiment.network.loss, {"slope": FactorTwo, "error": FactorTwoInAll}[where])


class FactorTwo:
    def dE_douts(self, targets, outs):
        return [2.0 * slope for slope in super().dE_douts(targets, outs)]


class FactorTwoInAll(FactorTwo):
    def errors(self, targets, outs):
        return [2.0 * error for error in super().errors(targets, outs)]


@mistake("the slope of the loss is halved",
         "The ½ of a loss cancels against the 2 that its square brings down: "
         "it is in E or gone, never left in the slope.",
         when=loss_is(*SQUARES))
@mixed_into(loss)
class half_kept:
    def dE_douts(self, targets, outs):
        return [0.5 * slope for slope in super().dE_douts(targets, outs)]


@mistake("the slope of the loss is divided by the number of outputs",
         "Divide by the number of outputs only where the loss is a mean over them.", when=several_outputs)
@mixed_into(loss)
class mean_over_outputs:
    def dE_douts(self, targets, outs):
        return [slope / float(len(outs)) for slope in super().dE_douts(targets, outs)]


@mistake("the logarithm of the cross-entropy is taken to base 10",
         "The cross-entropy has the natural logarithm, ln.", when=loss_is(*CROSS_ENTROPIES))
@mixed_into(loss)
class log10:
    def errors(self, targets, outs):
        return [error / log(10.0) for error in super().errors(targets, outs)]


@mistake("the outs are differentiated, not the loss",
         "What a gradient check nudges is compared with the slope of E, not of the out.")
@mixed_into(loss)
class numeric_check_of_output:
    def dE_douts(self, targets, outs):
        return [1.0 for _ in outs]


# What a weight's gradient is multiplied by.

@mistake("a weight's gradient is δ alone, without the input that the weight multiplies",
         "∂E/∂w = δ · input; δ alone is the gradient of the bias.", variants=EVERYWHERE, each_layer=True)
@mixed_into(neurons)
class missing_input_factor:
    __slots__ = ()

    def dnet_dws(self):
        return [1.0] * len(self.weights)


@mistake("the net of the layer before is taken as input, where its out should be",
         "A weight multiplies the out of the neuron before it, so that is its factor.", when=has_hidden)
@mixed_into(network)
class net_instead_of_out:
    def backpropagate(self, targets):
        """As it should be; then every neuron takes the nets before it for its inputs."""
        super().backpropagate(targets)
        for before, layer in zip(self.layers, self.layers[1:]):
            for neuron in layer.neurons:
                neuron.inputs = [each.net for each in before.neurons]


@mistake("a neuron's own out is taken as its input",
         "∂E/∂w = δ · input: δ belongs to the neuron the weight leads to, the input to the one it comes from.",
         variants=EVERYWHERE, each_layer=True)
@mixed_into(neurons)
class own_out_instead_of_input:
    __slots__ = ()

    def dnet_dws(self):
        return [self.out] * len(self.weights)


@mistake("the weight stands where its input should: ∂E/∂w = δ · w",
         "net = … + w · x + …, so ∂net/∂w is x, the input that the weight multiplies.", variants=EVERYWHERE,
         each_layer=True)
@mixed_into(neurons)
class weight_instead_of_input:
    __slots__ = ()

    def dnet_dws(self):
        return list(self.weights)


@mistake("the slope of the loss is (out − target) alone, its factor left out",
         "The square brings down a 2, and a mean over n outputs a 1/n: ∂E/∂out = 2/n · (out − target).",
         when=lambda experiment: loss_is("mean_squared_error")(experiment)
         and len(experiment.network.layers[-1].neurons) != 2)
def loss_factor_left_out(experiment):
    mix(experiment.network.loss, DifferenceAlone)


class DifferenceAlone:
    def dE_douts(self, targets, outs):
        targets = one_hot(targets[0], len(outs)) if isinstance(self, ClassLoss) else targets
        return [out - target for target, out in zip(targets, outs)]


# With the other sign: a convention.

@mistake("δ is taken with the opposite sign, from (target − out)",
         "Both are in use: with δ turned around, the update adds where ours subtracts.", convention=True,
         when=lambda experiment: not any(map(is_softmax, layers(experiment))),
         variants=("deltas", "slopes"), said={"deltas": "", "slopes": ", and so is every slope of E"})
def delta_sign(experiment, where):
    if where == "slopes":
        mix(experiment.network.loss, SlopesTurned)
        return mix(experiment.network.optimizer, Ascent)
    for layer in layers(experiment):
        mix(layer, DeltaTurnedBack)
        for neuron in layer.neurons:
            mix(neuron, DeltaTurned)


class DeltaTurned:
    """δ = −∂E/∂net; whoever uses it turns it back."""

    __slots__ = ()

    def backpropagate(self, dE_dout):
        super().backpropagate(dE_dout)
        self.dE_dnet = -unnamed(self.dE_dnet)

    def dE_dws(self):
        return [-slope for slope in super().dE_dws()]

    def dE_db(self):
        return -super().dE_db()


class DeltaTurnedBack:
    def dE_dinputs(self):
        return [-slope for slope in super().dE_dinputs()]


class SlopesTurned:
    def dE_douts(self, targets, outs):
        return [-slope for slope in super().dE_douts(targets, outs)]


class Ascent:
    def step(self, network, gradient):
        """The step up the slope."""
        super().step(network, [[[-slope for slope in slopes] for slopes in layer] for layer in gradient])
