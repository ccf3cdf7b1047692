"""Mistakes on the way forward: what a neuron adds up, and what it makes of it."""

from ...core.activations import ACTIVATIONS
from ...core.maths import exp, total
from .mistake import (EVERYWHERE, has_bias, is_softmax, last_layer, layers, layers_with, mistake, mix, mixed_into,
                       neurons, softmax_layers)
from .backward import is_square


@mistake("the bias is left out of the net", "net = w1 · x1 + w2 · x2 + … + b.", variants=EVERYWHERE, each_layer=True,
         when=has_bias)
@mixed_into(neurons)
class missing_bias:
    __slots__ = ()

    def weigh(self, inputs):
        bias, self.bias = self.bias, None
        net = super().weigh(inputs)
        self.bias = bias
        return net


def as_it_comes(experiment, where):
    for layer in layers(experiment, where):
        for neuron in layer.neurons:
            neuron.f = itself
        if is_softmax(layer):
            mix(layer, NetsPassedOn)


def itself(net):
    return net


class NetsPassedOn:
    def feed_forward(self, inputs):
        super().feed_forward(inputs)
        for neuron in self.neurons:
            neuron.out = neuron.net
        return [neuron.out for neuron in self.neurons]


@mistake("the net of a hidden neuron is passed on as its out", "The hidden activation turns net into out.",
         when=lambda experiment: any(layer.activation.name != "linear" for layer in layers(experiment, "hidden")))
def missing_hidden_activation(experiment):
    as_it_comes(experiment, "hidden")


@mistake("the net of an output neuron is taken as its out", "The output activation turns net into out.",
         when=lambda experiment: layers(experiment)[-1].activation.name != "linear")
def missing_output_activation(experiment):
    as_it_comes(experiment, "output")


OTHERS = ("tanh", "sigmoid", "relu", "linear")


@mistake("another activation is used", "Look up which activation each layer has.",
         variants=[f"{name}{where and '-'}{where}" for where in EVERYWHERE for name in OTHERS],
         said={f"{name}{where and '-'}{where}": f": {name}{said}" for name in OTHERS
               for where, said in (("", ""), ("output", " in the output layer"), ("hidden", " in the hidden layers"))},
         when=lambda experiment: not any(map(is_softmax, layers(experiment, "hidden"))))
def wrong_activation(experiment, where):
    name, _, where = where.partition("-")
    other = ACTIVATIONS.make(name)
    for layer in layers(experiment, where):
        if not is_softmax(layer):
            for neuron in layer.neurons:
                neuron.f, neuron.slope = other.f, other.slope


@mistake("the sigmoid has e^net where e^−net should be: 1 / (1 + e^net)", "out = 1 / (1 + e^−net).",
         variants=EVERYWHERE, each_layer=True, when=layers_with("sigmoid"))
def exp_sign(experiment, where):
    for layer in layers(experiment, where):
        if layer.activation.name == "sigmoid":
            for neuron in layer.neurons:
                neuron.f = at_minus_net(neuron.f)


def at_minus_net(f):
    return lambda net: f(-net)


@mistake("softmax is taken without e: each net divided by the sum of the nets", "out_i = e^net_i / Σ e^net.",
         when=layers_with("softmax"))
@mixed_into(softmax_layers)
class softmax_without_exp:
    def feed_forward(self, inputs):
        self.sum_exp = total([neuron.weigh(inputs) for neuron in self.neurons])
        for neuron in self.neurons:
            neuron.out = neuron.net / self.sum_exp
        return [neuron.out for neuron in self.neurons]


@mistake("e^net is taken of the nets as they are, and the greatest is not taken off them first",
         "Both are in use: it cancels in the fraction, and keeps e^net from overflowing.", convention=True,
         when=layers_with("softmax"))
@mixed_into(softmax_layers)
class greatest_net_kept:
    def feed_forward(self, inputs):
        for neuron in self.neurons:
            neuron.exp = exp(neuron.weigh(inputs))
        self.sum_exp = total([neuron.exp for neuron in self.neurons])
        for neuron in self.neurons:
            neuron.out = neuron.exp / self.sum_exp
        return [neuron.out for neuron in self.neurons]


def can_be_turned(layer):
    """Whether it can be read by columns, sample after sample; layers that ask all samples at once have other passes."""
    return is_square(layer) and not hasattr(layer, "feed_together")


@mistake("every weight matrix is read column by column",
         "w1 and w2 lead to the first neuron, one from each input; so row by row.",
         when=lambda experiment: any(map(can_be_turned, layers(experiment))), variants=("names", "values"),
         said={"names": "", "values": ", and the weights are named anew, row by row"})
def transposed_weights(experiment, where):
    for layer in filter(can_be_turned, layers(experiment)):
        if where == "names":
            mix(layer, Transposed)
        else:
            for neuron, weights in zip(layer.neurons, transposed([neuron.weights for neuron in layer.neurons])):
                neuron.weights = weights


def transposed(rows):
    return list(map(list, zip(*rows)))


class Transposed:
    """A neuron's weights are a column; each weight keeps its name and its place."""

    def feed_forward(self, inputs):
        self.turn()
        outs = super().feed_forward(inputs)
        self.turn()
        return outs

    def dE_dinputs(self):
        self.turn()
        slopes = super().dE_dinputs()
        self.turn()
        return slopes

    def turn(self):
        """A layer that records calls the weights by their names, so these are turned with them."""
        turned = ["weights"] + ["weight_names"] * hasattr(self, "recorder")
        for attribute in turned:
            rows = [getattr(neuron, attribute) for neuron in self.neurons]
            for neuron, values in zip(self.neurons, transposed(rows)):
                setattr(neuron, attribute, values)

    def gradient(self):
        self.turn()
        groups, count = super().gradient(), len(self.neurons)
        self.turn()
        return [*transposed(groups[:count]), *groups[count:]]


@mistake("the nets of the last layer are their biases alone: what the neurons before put out never enters",
         "net = w1 · x1 + w2 · x2 + … + b.")
@mixed_into(last_layer)
class outputs_from_bias_only:
    def feed_forward(self, inputs):
        return super().feed_forward([0.0 * x for x in inputs])


@mistake("a bias is taken as a threshold, which is subtracted: net = w1 · x1 + w2 · x2 + … − θ",
         "Both are in use: a threshold is a bias with the other sign.", convention=True, when=has_bias)
def threshold(experiment):
    for layer in layers(experiment):
        layer.biases = [-bias for bias in layer.biases]
        for neuron in layer.neurons:
            mix(neuron, Threshold)


def weighed_with_minus_bias(neuron, weigh, inputs):
    if neuron.bias is None:
        return weigh(inputs)
    bias, neuron.bias = neuron.bias, -neuron.bias
    net = weigh(inputs)
    neuron.bias = bias
    return net


class Threshold:
    __slots__ = ()

    def weigh(self, inputs):
        return weighed_with_minus_bias(self, super().weigh, inputs)

    def dE_db(self):
        return -super().dE_db()


@mistake("the bias is subtracted: net = w1 · x1 + w2 · x2 + … − b", "net = w1 · x1 + w2 · x2 + … + b.",
         variants=EVERYWHERE, each_layer=True, when=has_bias)
@mixed_into(neurons)
class bias_subtracted:
    __slots__ = ()

    def weigh(self, inputs):
        return weighed_with_minus_bias(self, super().weigh, inputs)
