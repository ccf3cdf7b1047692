"""Mistakes with the slope of an activation: forgotten, taken at another place, or of another function."""

from ...core.activations import ACTIVATIONS
from .mistake import (EVERYWHERE, has_hidden, is_softmax, layers, layers_with, loss_is, mistake, mix, mixed_into,
                       network, neurons)

SIGMOID = ACTIVATIONS.make("sigmoid")
SATURATING = ("sigmoid", "tanh")    # those whose slope is written by the out


def not_linear(*places):
    """Whether one of these layers has a slope to forget."""
    return lambda experiment: any(layer.activation.name != "linear"
                                  for where in places for layer in layers(experiment, where))


def forget(experiment, where):
    for layer in layers(experiment, where):
        if is_softmax(layer):
            mix(layer, SoftmaxSlopeForgotten)
        for neuron in layer.neurons:
            neuron.slope = one


def one(net, out):
    return 1.0


class SoftmaxSlopeForgotten:
    def backpropagate(self, dE_douts):
        for neuron, dE_dout in zip(self.neurons, dE_douts):
            neuron.dE_dout = neuron.dE_dnet = dE_dout


@mistake("the slope of the output activation is forgotten, and δ is (out − target) alone",
         "Multiply by ∂out/∂net of the output neuron: δ = ∂E/∂out · ∂out/∂net.", when=not_linear("output"))
def missing_output_slope(experiment):
    forget(experiment, "output")


@mistake("the slope of the hidden activation is forgotten",
         "Multiply by ∂out/∂net of the hidden neuron, too.", when=not_linear("hidden"), variants=("hidden",),
         said={"hidden": ""}, each_layer=True)
def missing_hidden_slope(experiment, where):
    forget(experiment, where)


@mistake("the slopes of the activations are forgotten, in every layer",
         "Each neuron on the way multiplies by its own ∂out/∂net.", when=lambda experiment: has_hidden(experiment)
         and not_linear("hidden")(experiment) and not_linear("output")(experiment))
def missing_slopes(experiment):
    forget(experiment, "")


# Taken at another place.

def resloped(experiment, where, slope, *activations):
    """Every neuron with one of these activations (or any but softmax) gets slope(the right slope)."""
    for layer in layers(experiment, where):
        if layer.activation.name in activations or not activations and not is_softmax(layer):
            for neuron in layer.neurons:
                neuron.slope = slope(neuron)


@mistake("the slope is taken at the out as if it were the net, as σ(out) · (1 − σ(out))",
         "∂out/∂net is out · (1 − out), or f′ at the net: apply the activation once only.", variants=EVERYWHERE,
         each_layer=True, when=layers_with(*SATURATING, "softplus", "softsign", "gelu", "silu", "elu", "hard_sigmoid"))
def slope_at_out(experiment, where):
    resloped(experiment, where, at_out)


def at_out(neuron):
    f, slope = neuron.f, neuron.slope
    return lambda net, out: slope(out, f(out))


@mistake("the net is put where the formula of the slope has the out, as in net · (1 − net)",
         "out · (1 − out) is the sigmoid's slope when written with the out, not with the net.", variants=EVERYWHERE,
         each_layer=True, when=layers_with(*SATURATING))
def slope_of_net(experiment, where):
    resloped(experiment, where, of_net, *SATURATING)


def of_net(neuron):
    slope = neuron.slope
    return lambda net, out: slope(net, net)


@mistake("the error e = out − target is put where the formula of the slope has the out, as in e · (1 − e)",
         "The slope belongs to the activation: it is out · (1 − out), whatever the target is.",
         when=lambda experiment: loss_is("half_squared_error")(experiment)
         and layers(experiment)[-1].activation.name in SATURATING)
@mixed_into(lambda experiment: neurons(experiment, "output"))
class slope_of_error:
    __slots__ = ()

    def backpropagate(self, dE_dout):
        """The slope of half the square is the error itself."""
        self.dE_dout = dE_dout
        self.dout_dnet = self.slope(self.net, dE_dout)
        self.dE_dnet = self.dE_dout * self.dout_dnet


@mistake("the sigmoid's slope is taken to be out alone",
         "The sigmoid's slope is out · (1 − out).", variants=EVERYWHERE, each_layer=True, when=layers_with("sigmoid"))
def missing_one_minus_out(experiment, where):
    resloped(experiment, where, lambda neuron: out_alone, "sigmoid")


def out_alone(net, out):
    return out


@mistake("the sigmoid's slope is taken to be 1 − out alone",
         "The sigmoid's slope is out · (1 − out).", variants=EVERYWHERE, each_layer=True, when=layers_with("sigmoid"))
def missing_out_factor(experiment, where):
    resloped(experiment, where, lambda neuron: one_minus_out, "sigmoid")


@mistake("tanh's slope is taken to be 1 − out, without the square", "tanh's slope is 1 − out².",
         variants=EVERYWHERE, each_layer=True, when=layers_with("tanh"))
def missing_square(experiment, where):
    resloped(experiment, where, lambda neuron: one_minus_out, "tanh")


def one_minus_out(net, out):
    return 1.0 - out


OTHER_SQUARES = {"plus": (lambda net, out: 1.0 + out * out, "1 + out²"),
                 "minus": (lambda net, out: -out * out, "−out², without the 1")}


@mistake("tanh's slope is taken to be", "tanh's slope is 1 − out².", variants=tuple(OTHER_SQUARES),
         said={where: f" {words}" for where, (_, words) in OTHER_SQUARES.items()}, when=layers_with("tanh"))
def wrong_square(experiment, where):
    resloped(experiment, "", lambda neuron: OTHER_SQUARES[where][0], "tanh")


@mistake("the slope is taken at the target where the out should be, as in target · (1 − target)",
         "The slope is that of the activation where the neuron is: out · (1 − out).",
         when=lambda experiment: layers(experiment)[-1].activation.name in SATURATING)
@mixed_into(network)
class slope_at_target:
    def backpropagate(self, targets):
        neurons = self.layers[-1].neurons
        slopes = [neuron.slope for neuron in neurons]
        for neuron, target in zip(neurons, targets):
            neuron.slope = at(neuron.slope, target)
        super().backpropagate(targets)
        for neuron, slope in zip(neurons, slopes):
            neuron.slope = slope


def at(slope, target):
    return lambda net, out: slope(net, target)


@mistake("the slope is taken on the other side of 0, so that relu's is 1 where it is off, and 0 where it is on",
         "relu's slope is 1 where the net is above 0, and 0 below.", variants=EVERYWHERE, each_layer=True,
         when=layers_with("relu", "leaky_relu", "elu"))
def slope_of_other_side(experiment, where):
    resloped(experiment, where, of_other_side, "relu", "leaky_relu", "elu")


def of_other_side(neuron):
    f, slope = neuron.f, neuron.slope
    return lambda net, out: slope(-net, f(-net))


@mistake("the bias is forgotten on the way back: slopes are taken at the net without it",
         "The slope belongs to the same net as the out, its bias included.", variants=EVERYWHERE, each_layer=True,
         when=lambda experiment: any(map(has_sloping_bias, neurons(experiment))))
@mixed_into(lambda experiment, where: filter(has_sloping_bias, neurons(experiment, where)))
class missing_bias_backward:
    __slots__ = ()

    def backpropagate(self, dE_dout):
        net = self.net - self.bias
        self.dE_dout = dE_dout
        self.dout_dnet = self.slope(net, self.f(net))
        self.dE_dnet = self.dE_dout * self.dout_dnet


def has_sloping_bias(neuron):
    return neuron.bias is not None and neuron.activation.name not in ("linear", "softmax")


# Of another function.

@mistake("the sigmoid's slope, out · (1 − out), is used for another activation",
         "Every activation has a slope of its own.", variants=EVERYWHERE, each_layer=True,
         when=lambda experiment: any(layer.activation.name not in ("sigmoid", "softmax")
                                     for layer in layers(experiment)))
def sigmoid_slope_everywhere(experiment, where):
    resloped(experiment, where, lambda neuron: SIGMOID.slope)
