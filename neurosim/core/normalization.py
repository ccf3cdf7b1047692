"""Normalisation: nets in units of their own spread, so that no layer is fed with numbers far too large or too small.

    normed  = (net - mean) / deviation         deviation = √(variance + eps)
    shifted = g * normed + b                   out = f(shifted)

    batch    mean and variance of one neuron's nets over the samples of a batch (Ioffe and Szegedy, 2015)
    layer    mean and variance of one sample's nets over the neurons of the layer (Ba, Kiros and Hinton, 2016)

g is the neuron's scale, b its shift: the layer's bias. A bias within the net would be taken off again with the mean.
Conventions are PyTorch's: a variance is divided by the count, a running one by the count less 1.

To add one, add its settings to NORMALIZATIONS (guard/normalizations.py), and its layer here and in layers.py.
"""

from itertools import cycle

from . import describe
from .guard.errors import NeurosimError
from .guard.normalizations import normalization_of, one_each
from .layer import NeuronLayer
from .maths import constant, sqrt, square, total
from .neuron import Neuron
from .parameters import beside


def mean_of(values):
    """Σ value / n"""
    return total(values) / float(len(values))


def variance_of(values, mean):
    """Σ (value - mean)² / n"""
    return total([square(value - mean) for value in values]) / float(len(values))


def dE_dmean(dE_dnormeds, deviation):
    """normed = (net - mean) / deviation, so dnormed/dmean = -1 / deviation: a sum over paths, one by each normed net.
    (The variance depends on the mean, too, but by Σ -2 * (net - mean) / n, which is 0.)
    """
    return -total(dE_dnormeds) / deviation


def dE_ddeviation(dE_dnormeds, normeds, deviation):
    """normed = (net - mean) / deviation, so dnormed/ddeviation = -normed / deviation: again a sum over paths."""
    return -total([dE_dnormed * normed for dE_dnormed, normed in zip(dE_dnormeds, normeds)]) / deviation


def dE_dvariance(dE_ddeviation, deviation):
    """deviation = √(variance + eps), so ddeviation/dvariance = 1 / (2 * deviation)."""
    return dE_ddeviation / (2.0 * deviation)


class NormalizedNeuron(Neuron):
    """out = f(shifted), where shifted = g * normed + b and normed = (net - mean) / deviation."""

    __slots__ = ("shift", "normed", "shifted", "dout_dshifted", "dE_dshifted", "dE_dnormed")

    def normalize(self, mean, deviation, scale):
        """From the net to the out."""
        self.normed = (self.net - mean) / deviation
        shifted = scale * self.normed
        self.shifted = shifted if self.shift is None else shifted + self.shift
        self.out = self.f(self.shifted)
        return self.out

    def backpropagate_to_normed(self, dE_dout, scale):
        """dE/dshifted = dE/dout * dout/dshifted;  dE/dnormed = dE/dshifted * g"""
        self.dE_dout = dE_dout
        self.dout_dshifted = self.slope(self.shifted, self.out)
        self.dE_dshifted = self.dE_dout * self.dout_dshifted
        self.dE_dnormed = self.dE_dshifted * scale

    def backpropagate_to_net(self, mean, deviation, dE_dmean, dE_dvariance, count):
        """A net moves its own normed net, and all of them by way of the mean and of the variance: three paths.

            dnormed/dnet = 1 / deviation        dmean/dnet = 1 / n        dvariance/dnet = 2 * (net - mean) / n
        """
        self.dE_dnet = (self.dE_dnormed / deviation + dE_dmean / count
                        + dE_dvariance * (2.0 * (self.net - mean) / count))

    def dE_dg(self):
        """shifted = g * normed + b, so dE/dg = dE/dshifted * normed."""
        return self.dE_dshifted * self.normed

    def dE_db(self):
        """shifted = g * normed + b, so dE/db = dE/dshifted."""
        return self.dE_dshifted


class NormalizedLayer(NeuronLayer):
    """What both kinds have: a scale for each neuron, learned like a weight, and biases that are shifts.

    normalize    "batch", "layer", or an object with settings: {"name": "batch", "scales": [1.2, 0.7], "eps": 1e-5}
    """

    make_neuron = NormalizedNeuron

    def __init__(self, *arguments, normalize, **named):
        super().__init__(*arguments, **named)
        self.normalization = normalization_of(self.kind, normalize)
        self.scales = one_each(self.normalization.scales, len(self.neurons), "normalize.scales")
        self.train_scales = self.normalization.train_scales

    @property
    def biases(self):
        """Each distinct shift once."""
        return [neuron.shift for neuron in self.neurons[:self.bias_count]]

    @biases.setter
    def biases(self, values):
        for neuron, shift in zip(self.neurons, cycle(values or [None])):
            neuron.shift = shift

    def deviation_of(self, variance):
        """√(variance + eps)"""
        return sqrt(variance + self.normalization.eps)

    def gradient(self):
        """How E changes with the weights, the scales and the biases."""
        *dE_dws, dE_dbs = super().gradient()
        return [*dE_dws, self.dE_dgs(), dE_dbs]

    def dE_dgs(self):
        """How E changes with each scale."""
        return [neuron.dE_dg() for neuron in self.neurons]

    def parameters(self):
        """The weights, the scales and the biases, in lists like these."""
        *weights, biases = super().parameters()
        return [*weights, self.scales, biases]

    def settings(self):
        """What to make the layer with to get the same again: the normalisation as it is now."""
        return {**self.normalization.choice(), **{name: list(getattr(self, name)) for name in beside(self)}}

    def __repr__(self):
        return describe.layer(self, f", normalize {self.kind}, scales {describe.shortened(self.scales)}")


class LayerNormalizedLayer(NormalizedLayer):
    """Normalises each sample's nets over the neurons of the layer, in training and outside it alike."""

    kind = "layer"

    def feed_forward(self, inputs):
        """The nets, their mean and deviation, and with them the outs."""
        nets = [neuron.weigh(inputs) for neuron in self.neurons]
        self.mean = mean_of(nets)
        self.variance = variance_of(nets, self.mean)
        self.deviation = self.deviation_of(self.variance)
        return [neuron.normalize(self.mean, self.deviation, scale) for neuron, scale in zip(self.neurons, self.scales)]

    def backpropagate(self, dE_douts):
        """From the outs to the normed nets, from these to mean and variance, and from all of them to the nets."""
        for neuron, dE_dout, scale in zip(self.neurons, dE_douts, self.scales):
            neuron.backpropagate_to_normed(dE_dout, scale)
        dE_dnormeds = [neuron.dE_dnormed for neuron in self.neurons]
        normeds = [neuron.normed for neuron in self.neurons]
        self.dE_dmean = dE_dmean(dE_dnormeds, self.deviation)
        self.dE_ddeviation = dE_ddeviation(dE_dnormeds, normeds, self.deviation)
        self.dE_dvariance = dE_dvariance(self.dE_ddeviation, self.deviation)
        for neuron in self.neurons:
            neuron.backpropagate_to_net(self.mean, self.deviation, self.dE_dmean, self.dE_dvariance,
                                        float(len(self.neurons)))


class BatchNormalizedLayer(NormalizedLayer):
    """Normalises each neuron's nets over the samples of a batch: in training the net of each moves the out of all.
    Outside training, where an answer must not depend on who else asks, running means stand for those of the batch.
    """

    kind = "batch"
    running = ("running_means", "running_variances")    # type: ignore[assignment]   # the slide's () has no hint

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        given, count = self.normalization, len(self.neurons)
        self.running_means = one_each(given.running_means, count, "normalize.running_means", 0.0)
        self.running_variances = one_each(given.running_variances, count, "normalize.running_variances", 1.0)

    # In training: a row is one sample's, a column one neuron's in every sample.

    def feed_together(self, twins, rows):
        """The nets of all samples, mean and deviation of each neuron's, and with them the outs of each sample."""
        check_samples(rows)
        for layer, row in zip(twins, rows):
            for neuron in layer.neurons:
                neuron.weigh(row)
        columns = [[neuron.net for neuron in column] for column in zip(*[layer.neurons for layer in twins])]
        self.means = list(map(mean_of, columns))
        self.variances = list(map(variance_of, columns, self.means))
        self.deviations = list(map(self.deviation_of, self.variances))
        self.move_running_means(float(len(rows)))
        return [layer.normalize(self.means, self.deviations) for layer in twins]

    def normalize(self, means, deviations):
        """From the nets of one sample to its outs."""
        return [neuron.normalize(mean, deviation, scale)
                for neuron, mean, deviation, scale in zip(self.neurons, means, deviations, self.scales)]

    def move_running_means(self, count):
        """running = (1 - momentum) * running + momentum * mean; a variance counts n - 1, as its n nets differ from
        their own mean."""
        self.running_means = list(map(self.moved, self.running_means, self.means))
        unbiased = [variance * count / (count - 1.0) for variance in self.variances]
        self.running_variances = list(map(self.moved, self.running_variances, unbiased))

    def moved(self, running, value):
        """(1 - momentum) * running + momentum * value"""
        momentum = constant(self.normalization.momentum, running)    # in floats, 1 - 0.9 is not 0.1
        return (1.0 - momentum) * running + momentum * value

    def backpropagate_together(self, twins, rows):
        """From the outs of all samples to the normed nets, to each neuron's mean and variance, and to the nets."""
        for layer, row in zip(twins, rows):
            for neuron, dE_dout, scale in zip(layer.neurons, row, self.scales):
                neuron.backpropagate_to_normed(dE_dout, scale)
        columns = list(zip(*[layer.neurons for layer in twins]))
        dE_dnormeds = [[neuron.dE_dnormed for neuron in column] for column in columns]
        normeds = [[neuron.normed for neuron in column] for column in columns]
        self.dE_dmeans = list(map(dE_dmean, dE_dnormeds, self.deviations))
        self.dE_ddeviations = list(map(dE_ddeviation, dE_dnormeds, normeds, self.deviations))
        self.dE_dvariances = list(map(dE_dvariance, self.dE_ddeviations, self.deviations))
        for layer in twins:
            statistics = zip(self.means, self.deviations, self.dE_dmeans, self.dE_dvariances)
            for neuron, of_neuron in zip(layer.neurons, statistics):
                neuron.backpropagate_to_net(*of_neuron, float(len(twins)))

    # Outside training: mean and deviation are what they are.

    def feed_forward(self, inputs):
        """The outs of one sample, by the running means."""
        for neuron in self.neurons:
            neuron.weigh(inputs)
        return self.normalize(self.running_means, list(map(self.deviation_of, self.running_variances)))

    def backpropagate(self, dE_douts):
        """A net moves its own out alone."""
        for neuron, dE_dout, scale, mean, variance in zip(self.neurons, dE_douts, self.scales, self.running_means,
                                                          self.running_variances):
            neuron.backpropagate_to_normed(dE_dout, scale)
            neuron.backpropagate_to_net(mean, self.deviation_of(variance), 0.0, 0.0, 1.0)


def check_samples(rows):
    """A net alone is its own mean, and nothing is left of it."""
    if len(rows) < 2:
        expected = 'at least 2 samples in each step, as normalize "batch" needs them'
        raise NeurosimError("batch", expected, got=str(len(rows)))
