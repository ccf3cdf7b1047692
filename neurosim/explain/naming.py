"""Names: i1, h1, o2, w5, b1, net_h1, dE_dw5. This is the only place that puts them together and takes them apart; what
others write for them, written_names.py reads.

    inputs i1 i2     targets t1 t2     neurons of the last layer o1 o2
    neurons before   h1 h2 with one hidden layer, h1_1 h1_2 h2_1 (layer, place) with more
    weights w1 w2    front to back, neuron by neuron, input by input
    biases b1 b2     front to back, each distinct bias once; scales g1 g2 of normalised layers likewise

With more than one sample in a step, what belongs to one sample carries its number: net_h1_s2.
"""

import re
from functools import cached_property
from itertools import count

SAMPLE = re.compile(r"_s(\d+)(?=_|$)")
SLOPE = re.compile(r"d(E|[a-z]\w*?)_d([a-z]\w*)")
SYMBOLS = [re.compile(r"([iwtbgh]|beta)(\d+(?:_t)?)"),           # w5, i1, beta1_t
           re.compile(r"(\w+?)_([a-z]\d*(?:_\d+)?)"),            # net_h1, sum_exp_o, m_hat_w5
           re.compile(r"(.+)()")]
PARAMETERS = {"w": "weight", "b": "bias", "g": "scale"}    # the letter of a name, and the kind that it says


class Names:
    """The names of one network's parts, each made once: the work is linear in the number of weights."""

    def __init__(self, network):
        self.layers = self.layer_names(network)
        self.inputs = numbered("i", len(network.layers[0].neurons[0].weights))
        self.outputs = numbered("o", len(network.layers[-1].neurons))
        self.targets = numbered("t", network.loss.targets_wanted(len(self.outputs)))
        self.neurons = [self.neuron_names(network, layer) for layer in range(len(network.layers))]
        self.groups, numbers = [], {letter: count(1) for letter in PARAMETERS}
        for layer in network.layers:
            groups = list(zip(group_letters(layer), layer.parameters()))
            self.groups.append([[f"{letter}{next(numbers[letter])}" for _ in values] for letter, values in groups])
        self.weights = [groups[:len(layer.neurons)] for layer, groups in zip(network.layers, self.groups)]
        self.scales = [[g for group in groups[len(layer.neurons):-1] for g in group]
                       for layer, groups in zip(network.layers, self.groups)]
        self.biases = [groups[-1] for groups in self.groups]

    @cached_property
    def ends(self):
        """Of each parameter where it comes from, and where it goes: a weight from a neuron, the others from nowhere."""
        return dict(self.all_ends())

    def all_ends(self):
        for layer, neurons in enumerate(self.neurons):
            for h, weights in zip(neurons, self.weights[layer]):
                yield from ((w, (source, [h])) for w, source in zip(weights, self.sources(layer)))
            yield from ((g, (None, [h])) for g, h in zip(self.scales[layer], neurons))
            shared = len(self.biases[layer]) < len(neurons)
            yield from ((b, (None, neurons if shared else [h])) for b, h in zip(self.biases[layer], neurons))

    @cached_property
    def layer_numbers(self):
        """Of each neuron and parameter the number of its layer; 1 is the first."""
        return {name: number for number, layer in enumerate(zip(self.neurons, self.groups), 1)
                for group in (layer[0], *layer[1]) for name in group}

    def parameters(self):
        """The names of weights and biases in groups, as `NeuronLayer.parameters` groups them."""
        return [group for groups in self.groups for group in groups]

    def all_parameters(self):
        """w1, w2, ..., b1, ... front to back."""
        return [name for group in self.parameters() for name in group]

    def values(self, network):
        """(name, value) of every weight and bias of a network of this shape."""
        for groups, layer in zip(self.grouped(), network.layers):
            for names, values in zip(groups, layer.parameters()):
                yield from zip(names, values)

    def grouped(self):
        """The same, layer by layer."""
        return self.groups

    def running(self, network):
        """The names of the running means of layers that have some, in the order of the layers' lists."""
        return [name_of(attribute[:-1], h) for layer, neurons in zip(network.layers, self.neurons)
                for attribute in layer.running for h in neurons]

    def layer_names(self, network):
        hidden = len(network.layers) - 1
        return [*(["h"] if hidden == 1 else [f"h{i}" for i in range(1, hidden + 1)]), "o"]

    def neuron_names(self, network, layer):
        prefix = self.layers[layer]
        return numbered(prefix if prefix in ("h", "o") else f"{prefix}_", len(network.layers[layer].neurons))

    def sources(self, layer):
        """Where the inputs of a layer come from."""
        return self.neurons[layer - 1] if layer else self.inputs


def numbered(letter, how_many):
    return [f"{letter}{i}" for i in range(1, how_many + 1)]


def group_letters(layer):
    """The letter of each group of a layer's parameters: the weights of each neuron, scales where there are, biases."""
    scales = len(layer.parameters()) - len(layer.neurons) - 1
    return ["w"] * len(layer.neurons) + ["g"] * scales + ["b"]


# Put together.

def name_of(kind, owner):
    """`net_h1`, `dE_dout_h1`, `velocity_w5`."""
    return f"{kind}_{owner}"


def slope_of(effect, cause):
    """`dE_dw5`; of two neurons' numbers `dout_o1_dnet_o2`."""
    return f"d{effect}_d{cause}"


def after_step(name):
    """What it is once the step is taken: `w5_new`."""
    return f"{name}_new"


def template(kind):
    """How the names of a kind look; {0} stands for the neuron, the layer or the parameter.

    >>> [template(kind) for kind in ("net", "dE_dout", "dout_dnet", "dE_dw")]
    ['net_{0}', 'dE_dout_{0}', 'dout_{0}_dnet_{0}', 'dE_d{0}']
    """
    effect, is_slope, cause = kind.partition("_d")
    if len(cause) == 1:    # the letter of a parameter
        return f"{effect}_d{{0}}"
    return f"{effect}_{{0}}_d{cause}_{{0}}" if is_slope and effect != "dE" else f"{kind}_{{0}}"


def suffix(place):
    """What a name that belongs to the sample of this place ends with."""
    return f"_s{place + 1}"


def suffixes(samples):
    """The same for each of the samples of a step; nothing where there is one only."""
    return list(map(suffix, range(samples))) if samples > 1 else [""]


# Taken apart.

def is_after_step(name):
    return name.endswith("_new")


def before_step(name):
    """`w5` of `w5_new` and of `w5`."""
    return name.removesuffix("_new")


def parameter_of(name):
    """`w5` of `dE_dw5` and of `w5`."""
    return name.removeprefix("dE_d")


def letter(parameter):
    """`w` of `w5`."""
    return parameter[0]


def parameter_kind(parameter):
    """weight, bias or scale"""
    return PARAMETERS[letter(parameter)]


def is_delta_name(name):
    """Whether it is the slope of E by a net."""
    return name.startswith("dE_dnet_")


def without_owner(name, owner):
    """What it has in common with the same of others: `velocity_w5` and `velocity_w5_new` are `velocity` and
    `velocity_new`."""
    return name.replace(f"_{owner}", "")


def sample_of(name):
    """2 for net_h1_s2, None for what belongs to no sample."""
    found = SAMPLE.search(name)
    return found and int(found[1])


def without_sample(name):
    """`net_h1` of `net_h1_s2`."""
    return SAMPLE.sub("", name)


def parts_of_slope(name):
    """What changes, and with what; None where it is no slope. Of a column, too, which has no owner: dout_dnet.

    >>> parts_of_slope("dE_dw5"), parts_of_slope("dout_h1_1_dnet_h1_2"), parts_of_slope("w5")
    (('E', 'w5'), ('out_h1_1', 'net_h1_2'), None)
    """
    found = SLOPE.fullmatch(name)
    return found and found.groups()


def parts_of_symbol(name):
    """What stands in line, and what below it.

    >>> [parts_of_symbol(name) for name in ("w5", "net_h1", "m_hat_w5", "learning_rate")]
    [('w', '5'), ('net', 'h1'), ('m_hat', 'w5'), ('learning_rate', '')]
    """
    return next(filter(None, (pattern.fullmatch(name) for pattern in SYMBOLS))).groups()
