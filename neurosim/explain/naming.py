"""Names: i1, h1, o2, w5, b1, net_h1, dE_dw5. This is the only place that decides.

    inputs i1 i2     targets t1 t2     neurons of the last layer o1 o2
    neurons before   h1 h2 with one hidden layer, h1_1 h1_2 h2_1 (layer, place) with more
    weights w1 w2    front to back, neuron by neuron, input by input
    biases b1 b2     front to back, each distinct bias once

With more than one sample in a step, what belongs to one sample carries its number: net_h1_s2.
"""

import re
from itertools import count

SAMPLE = re.compile(r"_s(\d+)(?=_|$)")


class Names:
    """The names of one network's parts, each made once: the work is linear in the number of weights."""

    def __init__(self, network):
        self.layers = self.layer_names(network)
        self.inputs = numbered("i", len(network.layers[0].neurons[0].weights))
        self.outputs = numbered("o", len(network.layers[-1].neurons))
        self.targets = numbered("t", network.loss.targets_wanted(len(self.outputs)))
        self.neurons = [self.neuron_names(network, layer) for layer in range(len(network.layers))]
        w, b = count(1), count(1)
        self.weights = [[[f"w{next(w)}" for _ in neuron.weights] for neuron in layer.neurons]
                        for layer in network.layers]
        self.biases = [[f"b{next(b)}" for _ in layer.biases] for layer in network.layers]
        self.ends = dict(self.all_ends())    # weight -> (where it comes from, [where it goes]); a bias: from nowhere

    def all_ends(self):
        for layer, neurons in enumerate(self.neurons):
            for h, weights in zip(neurons, self.weights[layer]):
                yield from ((w, (source, [h])) for w, source in zip(weights, self.sources(layer)))
            shared = len(self.biases[layer]) < len(neurons)
            yield from ((b, (None, neurons if shared else [h])) for b, h in zip(self.biases[layer], neurons))

    def parameters(self):
        """The names of weights and biases in groups, as `NeuronLayer.gradient` groups them."""
        return [group for layer in self.grouped() for group in layer]

    def all_parameters(self):
        """w1, w2, ..., b1, ... front to back."""
        return [name for group in self.parameters() for name in group]

    def values(self, network):
        """(name, value) of every weight and bias of a network of this shape."""
        for groups, layer in zip(self.grouped(), network.layers):
            for names, values in zip(groups, layer.parameters()):
                yield from zip(names, values)

    def grouped(self):
        return [[*weights, biases] for weights, biases in zip(self.weights, self.biases)]

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


def template(kind):
    """How the names of a kind look; {0} stands for the neuron, the layer or the parameter.

    >>> [template(kind) for kind in ("net", "dE_dout", "dout_dnet", "dE_dw")]
    ['net_{0}', 'dE_dout_{0}', 'dout_{0}_dnet_{0}', 'dE_d{0}']
    """
    effect, is_slope, cause = kind.partition("_d")
    if len(cause) == 1:    # the letter of a parameter
        return f"{effect}_d{{0}}"
    return f"{effect}_{{0}}_d{cause}_{{0}}" if is_slope and effect != "dE" else f"{kind}_{{0}}"


def suffixes(samples):
    """What a name that belongs to one sample ends with, for each of the samples of a step."""
    return [f"_s{number}" for number in range(1, samples + 1)] if samples > 1 else [""]


def canonical(written):
    """A learner's way to write a name, as it stands in files: δ_o1, dE/dw5, ∂E_total/∂w5 or w5⁺.

    >>> [canonical(name) for name in ("δ_o1", "dE/dw5", "∂E_total/∂w5", "w5⁺", "w5+", "∂out_h1/∂net_h1", "η")]
    ['dE_dnet_o1', 'dE_dw5', 'dE_dw5', 'w5_new', 'w5_new', 'dout_h1_dnet_h1', 'learning_rate']
    """
    from unicodedata import normalize
    name = normalize("NFKC", str(written)).strip().replace(" ", "").replace("∂", "d").replace("/", "_")
    name = name.replace("E_total", "E").replace("Etotal", "E")
    name = re.sub(r"\((\d+)\)", r"_s\1", name)
    name = re.sub(r"^(δ|delta)_?", "dE_dnet_", name)
    name = re.sub(r"\+$", "_new", name)
    return {"η": "learning_rate", "lr": "learning_rate", "alpha": "learning_rate"}.get(name, name)
