"""What every neuron does at one step of training, over all samples."""

from ...core.maths import absolute, total

FLAT = 0.05       # a slope that is at most that share of the one at a net of 0
MOSTLY = 0.75     # most samples
MOST = 300_000    # weights times samples: of more samples some are looked at, evenly


class Snapshot:
    """Of each layer and neuron a list with a number for each sample.

    outs      what they put out               weights   [layer][neuron], with the bias, if any, at the end
    slopes    dout/dnet; of softmax, of normalised layers and behind a layer that asks all samples: none
    deltas    dE/dnet                         nets      what comes in
    """

    def __init__(self, trainer):
        network = trainer.network
        self.layers, self.step = network.layers, trainer.steps_taken
        self.samples = some(trainer.samples, network)
        self.weights = [[[*neuron.weights, *own_bias(neuron)] for neuron in layer.neurons] for layer in network.layers]
        self.nets, self.outs, self.slopes, self.deltas = ([[[] for _ in layer.neurons] for layer in network.layers]
                                               for _ in range(4))
        for inputs, targets in self.samples:
            network.feed_forward(inputs)
            self.keep("nets", "net")
            self.keep("outs", "out")
            if not network.asks_all and goes_back(network, targets):
                self.keep("slopes", "dout_dnet")
                self.keep("deltas", "dE_dnet")

    def keep(self, name, attribute):
        for layer, lists in zip(self.layers, getattr(self, name)):
            for neuron, values in zip(layer.neurons, lists):
                if (value := getattr(neuron, attribute, None)) is not None:
                    values.append(value)

    def flat(self, layer, share=FLAT, most=MOSTLY):
        """The places of the neurons of a layer whose slope is small for most samples, beside the one at a net of 0."""
        activation = self.layers[layer].activation
        if activation.layer_wide:
            return []
        usual = absolute(activation.slope(0.0, activation.f(0.0))) or 1.0
        return [place for place, slopes in enumerate(self.slopes[layer])
                if slopes and len([1 for slope in slopes if absolute(slope) <= share * usual]) >= most * len(slopes)]

    def dead(self, layer):
        """Those whose slope is exactly 0 for every sample, of an activation that has no limit to come near to."""
        if self.layers[layer].activation.limits:
            return []
        return self.flat(layer, 0.0, 1.0)

    def delta(self, layer):
        """How large its slopes are, on the mean."""
        return mean(absolute(delta) for deltas in self.deltas[layer] for delta in deltas)

    def spread(self, layer=-1):
        """How far apart the outs of a neuron are over the samples, at most."""
        return max(max(outs) - min(outs) for outs in self.outs[layer])


def goes_back(network, targets):
    """Whether the sample has slopes: the loss may not be defined at what came out."""
    try:
        network.backpropagate(targets)
    except (ArithmeticError, ValueError):
        return False
    return True


def own_bias(neuron):
    bias = getattr(neuron, "shift", None) if neuron.bias is None else neuron.bias
    return [] if bias is None else [bias]


def some(samples, network):
    weights = sum(len(neuron.weights) for layer in network.layers for neuron in layer.neurons)
    stride = -(-len(samples) * weights // MOST)
    return samples[::max(stride, 1)]


def mean(values):
    values = list(values)
    return total(values) / len(values) if values else 0.0
