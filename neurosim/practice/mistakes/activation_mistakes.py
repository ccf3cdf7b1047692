"""Mistakes with an activation: it is another function of net, or is applied once more."""

from math import pi

from ...core.activations import ACTIVATIONS
from ...core.maths import exp, log
from .mistake import has_hidden, layers, layers_with, mistake, mix

CURVED = tuple(name for name in ACTIVATIONS if name not in ("linear", "relu", "softmax"))    # f(f(net)) is not f(net)

FACTORS = {"10": (log(10.0), "10 stands in the place of e"), "2": (log(2.0), "2 stands in the place of e"),
           "2.7": (log(2.7), "e is taken as 2.7"), "2.72": (log(2.72), "e is taken as 2.72"),
           "2.718": (log(2.718), "e is taken as 2.718"), "half": (0.5, "it is taken of half the net"),
           "degrees": (pi / 180.0, "the net is taken as degrees")}


@mistake("the activation is another function of net",
         "sigmoid is 1 / (1 + e^−net), tanh (e^net − e^−net) / (e^net + e^−net), with e = 2.718281828…",
         variants=(*FACTORS, "brackets"), when=layers_with("sigmoid", "tanh"),
         said={"brackets": ": 1 / 1 + e^−net, without the brackets",
               **{where: f": {what}" for where, (_, what) in FACTORS.items()}})
def wrong_function(experiment, where):
    for layer in layers(experiment):
        if layer.activation.name in ("sigmoid", "tanh"):
            for neuron in layer.neurons:
                neuron.f = without_brackets if where == "brackets" else stretched(neuron.f, FACTORS[where][0])


def stretched(f, factor):
    return lambda net: f(net * factor)


def without_brackets(net):
    return 1.0 / 1.0 + exp(-net)


@mistake("an out is activated once more: the activation of the layer before is applied to what it has put out",
         "What a neuron puts out is activated already; the next layer takes it as it is.",
         variants=("slope", "forward"), said={"slope": ", in ∂E/∂w = δ · f(out)", "forward": ", on the way forward"},
         when=lambda experiment: layers_with(*CURVED)(experiment) and has_hidden(experiment))
def activated_twice(experiment, where):
    if where == "slope":
        return mix(experiment.network, InputsActivated)
    for layer in layers(experiment, "hidden"):
        if layer.activation.name in CURVED:
            mix(layer, OutsActivated)


class InputsActivated:
    def backpropagate(self, targets):
        """As it should be; then every neuron takes its inputs activated."""
        super().backpropagate(targets)
        for before, layer in zip(self.layers, self.layers[1:]):
            if before.activation.name in CURVED:
                for neuron in layer.neurons:
                    neuron.inputs = [each.f(x) for each, x in zip(before.neurons, neuron.inputs)]


class OutsActivated:
    def feed_forward(self, inputs):
        return [neuron.f(out) for neuron, out in zip(self.neurons, super().feed_forward(inputs))]
