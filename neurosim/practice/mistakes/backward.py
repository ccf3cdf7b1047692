"""Mistakes on the way back: what travels through the weights."""

from copy import copy, deepcopy

from ...core.maths import total, where
from ...explain.naming import after_step
from .mistake import has_hidden, last_layer, later_layers, layers, mistake, mix, mixed_into, network, unnamed


def fans_out(experiment):
    """Whether a hidden neuron is heard by more than one."""
    return any(len(layer.neurons) > 1 for layer in experiment.network.layers[1:])


def later_layers_with_bias(experiment, where=""):
    """Those of the later layers whose nets have a bias; that of a normalised layer is no part of its nets."""
    return [layer for layer in later_layers(experiment, where) if layer.neurons[0].bias is not None]


@mistake("the hidden layer hears the output weights AFTER their update",
         "Compute all gradients first, then move the weights.", when=has_hidden)
@mixed_into(network)
class updated_weights:
    def backpropagate(self, targets):
        """As it should be, but for the weights that the error travels back through."""
        dE_douts = self.dE_douts(targets)
        for place in reversed(range(len(self.layers))):
            self.layers[place].backpropagate(dE_douts)
            if place:
                dE_douts = self.dE_dinputs_once_moved(place)

    def dE_dinputs_once_moved(self, place):
        layer = self.layers[place]
        before, biases = [neuron.weights for neuron in layer.neurons], layer.biases
        for neuron, weights in zip(layer.neurons, self.moved(place, layer)):
            neuron.weights = weights
        dE_dinputs = layer.dE_dinputs()
        for neuron, weights in zip(layer.neurons, before):
            neuron.weights = weights
        layer.biases = biases
        return dE_dinputs

    def moved(self, place, layer):
        """The weights of each neuron as the step will leave them; under their new names, where somebody listens."""
        gradient, before = layer.gradient(), [list(neuron.weights) for neuron in layer.neurons]
        ahead(self.optimizer, place, part := Part([layer])).step(part, [gradient])
        after = [list(neuron.weights) for neuron in layer.neurons]
        for neuron, weights in zip(layer.neurons, before):
            neuron.weights[:] = weights
        recorder = getattr(self, "recorder", None)
        if recorder is None:
            return after
        return [[recorder.of_sample(after_step(w), "new", w, value) for w, value in zip(names, values)]
                for names, values in zip(recorder.names.weights[place], after)]


def ahead(optimizer, place, part):
    """A copy that may take a step on one layer alone; what the optimizer itself remembers stays as it is."""
    copied = copy(optimizer)
    copied.shared_memory = dict(optimizer.shared_memory)
    copied.layers, copied.memory = None, ()
    if optimizer.memory:
        copied.layers, copied.memory = part.layers, [deepcopy(optimizer.memory[place])]
    return copied


class Part:
    """Some layers of a network, as an optimizer sees them."""

    def __init__(self, layers):
        self.layers = layers


@mistake("the error itself, ∂E/∂out, travels back through the weights, where δ = ∂E/∂net should",
         "Multiply by the slope of the layer after before you go back through its weights.", when=has_hidden,
         each_layer=True)
@mixed_into(later_layers)
class raw_error_propagated:
    def dE_dinputs(self):
        return through([neuron.dE_dout for neuron in self.neurons], [neuron.weights for neuron in self.neurons])


def through(errors, weights):
    """Back through weights: for each input the sum, over the neurons, of error times weight."""
    return [total([error * row[i] for error, row in zip(errors, weights)]) for i in range(len(weights[0]))]


@mistake("the weight matrix is transposed on the way back only",
         "Go back through the weights that lead away from the neuron: the very ones its out was multiplied by.",
         when=lambda experiment: any(map(is_square, later_layers(experiment))), each_layer=True)
@mixed_into(lambda experiment, where: filter(is_square, later_layers(experiment, where)))
class transposed_backward:
    def dE_dinputs(self):
        columns = zip(*[neuron.weights for neuron in self.neurons])
        return through([neuron.dE_dnet for neuron in self.neurons], list(columns))


def is_square(layer):
    return 1 < len(layer.neurons) == len(layer.neurons[0].weights)


@mistake("a hidden neuron hears the first of the neurons after it only",
         "A hidden neuron feeds every neuron of the next layer, so add up all the paths.", when=fans_out,
         each_layer=True)
@mixed_into(later_layers)
class first_path_only:
    def dE_dinputs(self):
        return through([self.neurons[0].dE_dnet], [self.neurons[0].weights])


@mistake("a hidden neuron hears the last of the neurons after it only",
         "A hidden neuron feeds every neuron of the next layer, so add up all the paths; do not overwrite the sum.",
         when=fans_out, each_layer=True)
@mixed_into(later_layers)
class last_path_only:
    def dE_dinputs(self):
        return through([self.neurons[-1].dE_dnet], [self.neurons[-1].weights])


@mistake("the δ of the layer after are added up without their weights",
         "Each path is as strong as its weight: multiply each δ by the weight it comes back through.", when=has_hidden,
         each_layer=True)
@mixed_into(later_layers)
class missing_outgoing_weight:
    def dE_dinputs(self):
        return [total([neuron.dE_dnet for neuron in self.neurons])] * len(self.neurons[0].weights)


@mistake("δ · out is added up where δ · weight should be: the weights' gradients travel back",
         "What goes back through a weight is δ times the weight; δ times the input is the weight's own gradient.",
         when=has_hidden, each_layer=True)
@mixed_into(later_layers)
class activation_instead_of_weight:
    def dE_dinputs(self):
        return through([neuron.dE_dnet for neuron in self.neurons], [neuron.inputs for neuron in self.neurons])


@mistake("the sum over paths is divided by their number",
         "The chain rule adds the paths up; it takes no mean.", when=fans_out, each_layer=True)
@mixed_into(later_layers)
class mean_over_paths:
    def dE_dinputs(self):
        return [slope / float(len(self.neurons)) for slope in super().dE_dinputs()]


@mistake("the sign is lost on the way to the hidden layers",
         "If δ is (out − target) · slope in the output layer, the hidden sum keeps its sign.", when=has_hidden)
@mixed_into(last_layer)
class hidden_sign:
    def dE_dinputs(self):
        return [-slope for slope in super().dE_dinputs()]


@mistake("the outs of the layer after go back through the weights, where its δ should",
         "What goes back is the error: Σ δ · w. Σ out · w would be another way forward.", when=has_hidden,
         each_layer=True)
@mixed_into(later_layers)
class out_instead_of_delta:
    def dE_dinputs(self):
        return through([neuron.out for neuron in self.neurons], [neuron.weights for neuron in self.neurons])


@mistake("the bias goes back where the weight should: δ · b, as if the bias were the slope of net by an input",
         "net = … + w · x + … + b, so ∂net/∂x is w; the bias has no x beside it.",
         when=lambda experiment: later_layers_with_bias(experiment), each_layer=True)
@mixed_into(later_layers_with_bias)
class bias_instead_of_weight:
    def dE_dinputs(self):
        through_biases = total([neuron.dE_dnet * neuron.bias for neuron in self.neurons])
        return [through_biases] * len(self.neurons[0].weights)


@mistake("δ · ∂E/∂w is added up where δ · weight should be: the gradients go back in the place of the weights",
         "What goes back goes through the weights themselves; their gradients are for the step only.",
         when=has_hidden, each_layer=True)
@mixed_into(later_layers)
class gradient_instead_of_weight:
    def dE_dinputs(self):
        return through([neuron.dE_dnet for neuron in self.neurons], [neuron.dE_dws() for neuron in self.neurons])


@mistake("what comes back is left out: δ of a hidden neuron is the slope of its activation alone",
         "Multiply: δ = ∂E/∂out · ∂out/∂net, and ∂E/∂out is Σ δ · w of the layer after.", variants=("hidden", "below"),
         said={"hidden": "", "below": ", where its net is below 0"}, when=has_hidden, each_layer=True)
def error_left_out(experiment, form):
    otherwise = LeftOutBelow if form == "below" else LeftOut
    for layer in layers(experiment, "hidden" if form == "below" else form):
        if form != "below" or layer.activation.name in ("leaky_relu", "elu"):
            for neuron in layer.neurons:
                mix(neuron, otherwise)


class LeftOut:
    __slots__ = ()

    def backpropagate(self, dE_dout):
        super().backpropagate(dE_dout)
        self.dE_dnet = unnamed(self.dout_dnet)


class LeftOutBelow:
    __slots__ = ()

    def backpropagate(self, dE_dout):
        super().backpropagate(dE_dout)
        self.dE_dnet = where(self.net > 0.0, self.dE_dout * self.dout_dnet, unnamed(self.dout_dnet))
