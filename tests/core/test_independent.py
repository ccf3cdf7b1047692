"""Gradients against arithmetic that knows no backpropagation: the definitions, 60 digits, and a nudge of each parameter.

The definitions are those of oracles.py, written with mpmath; they share no line with neurosim. A slope is measured:
(E(p + h) − E(p − h)) / 2h with h = 1e-20, which is exact to some 40 digits.

Every activation is tried with every loss here, once; all other tests try each activation with one loss, and each loss with one.
"""

from itertools import product
from math import isfinite
from random import Random

import pytest
from oracles import ERRORS, OUTPUTS, OUTS, TARGETS, mp, softmax, focal

from neurosim.core.activations import ACTIVATIONS
from neurosim.core.guard.errors import Undefined
from neurosim.core.layers import make_layer
from neurosim.core.guard.door import BIASES
from neurosim.core.losses import LOSSES
from neurosim.core.network import NeuralNetwork
from neurosim.core.training import combined
from neurosim.explain.trace import take_trace

H = mp.mpf(10) ** -20


# A network in two forms: neurosim's, and lists of 60-digit numbers.


class Case:
    """A random network, some samples, and how their slopes are put together."""

    def __init__(self, sizes, activations, loss, bias="own", samples=1, reduction="mean"):
        self.sizes, self.activations, self.loss = sizes, activations, loss
        self.bias, self.samples, self.reduction = bias, samples, reduction

    def __str__(self):
        return "-".join([*map(str, self.sizes), *self.activations, self.loss, self.bias, str(self.samples), self.reduction])

    def network(self):
        random = Random(str(self))
        count = {"own": lambda n: n, "shared": lambda n: 1, "none": lambda n: 0}[self.bias]
        layers = [make_layer([[random.uniform(-1.5, 1.5) for _ in range(k)] for _ in range(n)],
                             [random.uniform(-0.5, 0.5) for _ in range(count(n))], self.bias, activation)
                  for k, n, activation in zip(self.sizes, self.sizes[1:], self.activations)]
        return NeuralNetwork(layers, self.loss)

    def batch(self):
        random = Random(str(self) + " samples")
        targets = TARGETS.get(self.loss, lambda random, n: [random.uniform(-1.0, 1.0) for _ in range(n)])
        return [([random.uniform(-2.0, 2.0) for _ in range(self.sizes[0])], targets(random, self.sizes[-1]))
                for _ in range(self.samples)]


def parameters(network):
    """Layers of lists: the weights of each neuron, and then the biases. The shape of a gradient."""
    return [[*(list(neuron.weights) for neuron in layer.neurons), list(layer.biases)] for layer in network.layers]


def reference_error(case, layers, batch):
    """E of the batch, from the definitions: `layers` are lists as `parameters` gives, in any arithmetic of mpmath's."""
    errors = []
    for inputs, targets in batch:
        outs = inputs
        for (*rows, biases), activation in zip(layers, case.activations):
            biases = {"own": biases, "shared": biases * len(rows), "none": [0] * len(rows)}[case.bias]
            outs = OUTS[activation]([mp.fdot(row, outs) + bias for row, bias in zip(rows, biases)])
        errors.append(ERRORS[case.loss](targets, outs))
    return mp.fsum(errors) / (len(batch) if case.reduction == "mean" else 1)


def measured(error, layers, h):
    """The slope of error() by every number in the lists, each nudged up and down by h."""
    slopes = []
    for layer in layers:
        slopes.append([[] for _ in layer])
        for values, found in zip(layer, slopes[-1]):
            for i, value in enumerate(values):
                values[i] = value + h
                above = error()
                values[i] = value - h
                found.append((above - error()) / (2 * h))
                values[i] = value
    return slopes


def exact(numbers):
    """Nested lists of floats as numbers of 60 digits: every float is one exactly."""
    return [exact(part) if isinstance(part, (list, tuple)) else mp.mpf(part) for part in numbers]


def flat(layer):
    return [slope for slopes in layer for slope in slopes]


# What is tried.


KNOWN, KNOWN_LOSSES = [name for name in ACTIVATIONS if name in OUTS], [name for name in LOSSES if name in ERRORS]


def fitting(loss):
    """The activations that may come before a loss."""
    return [name for name in KNOWN if name in OUTPUTS.get(loss, KNOWN)]


def everywhere(sizes, activation, loss):
    """This activation in every layer, but before a loss that does not fit: there one that does."""
    last = activation if activation in fitting(loss) else fitting(loss)[0]
    return [activation] * (len(sizes) - 2) + [last]


def table(sizes, pairs):
    return [Case(sizes, everywhere(sizes, *pair), pair[1], samples=2, reduction="sum") for pair in pairs]


EACH_ONCE = [*((activation, "half_squared_error") for activation in KNOWN), *(("tanh", loss) for loss in KNOWN_LOSSES)]
SHAPES = [(1, 1), (3, 2), (2, 1, 2), (3, 4, 2), (2, 3, 2, 3), (2, 3, 1, 2, 2)]
NETWORKS = [Case(sizes, everywhere(sizes, "tanh", "half_squared_error"), "half_squared_error", bias)
            for sizes, bias in product(SHAPES, BIASES)]
BATCHES = [Case((2, 3, 2), ["sigmoid", "softmax"], "categorical_cross_entropy", bias, samples, reduction)
           for bias, samples, reduction in product(BIASES, (1, 3), ("sum", "mean"))]
EVERY_PAIR = table((2, 3, 2), product(KNOWN, KNOWN_LOSSES))
SOME = table((3, 2, 3, 4), EACH_ONCE) + NETWORKS + BATCHES
CASES = EVERY_PAIR + SOME


@pytest.mark.parametrize("case", CASES, ids=str)
def test_against_60_digits(case):
    """E of the batch agrees to 1e-12 of itself; every slope to 1e-9 of itself, or to 1e-12 of the greatest in its layer."""
    network, batch = case.network(), case.batch()
    layers, samples = exact(parameters(network)), exact(batch)
    error = reference_error(case, layers, samples)
    assert float(error) == pytest.approx(combined([network.error(*sample) for sample in batch], case.reduction), rel=1e-12)
    expected = measured(lambda: reference_error(case, layers, samples), layers, H)
    gradient = network.gradient(batch, case.reduction)
    assert [list(map(len, layer)) for layer in expected] == [list(map(len, layer)) for layer in gradient]
    for number, (wanted, got) in enumerate(zip(map(flat, expected), map(flat, gradient))):
        greatest = max(map(abs, wanted))
        floor = 1e-12 * greatest if greatest > 1e-30 else 1e-15    # all are 0 behind a softmax that is to be more in every out
        wrong = [(float(w), g) for w, g in zip(wanted, got) if not abs(w - g) <= max(1e-9 * abs(w), floor)]
        assert [] == wrong, f"layer {number}: (expected, got)"


@pytest.mark.parametrize("case", SOME, ids=str)
def test_gradient_against_nudged_weights(case):
    """The check that a learner writes: nudge a weight of the very network by 1e-6, and look at E. Six digits agree."""
    network, batch = case.network(), case.batch()
    gradient = network.gradient(batch, case.reduction)
    layers = [[*(neuron.weights for neuron in layer.neurons), layer.biases] for layer in network.layers]

    def error():
        for layer, (*_, biases) in zip(network.layers, layers):
            layer.biases = biases
        return combined([network.error(*sample) for sample in batch], case.reduction)

    expected = [slope for layer in measured(error, layers, 1e-6) for slope in flat(layer)]
    assert expected == pytest.approx([slope for layer in gradient for slope in flat(layer)], rel=1e-6, abs=1e-8 * max(1.0, error()))


def test_the_cases_try_something():
    """Hardly a case has a gradient of nothing but zeros, which would agree with much: a hinge that is satisfied, say."""
    zero = [str(case) for case in CASES
            if not any(abs(slope) > 1e-15 for layer in case.network().gradient(case.batch()) for slope in flat(layer))]
    assert len(zero) < len(CASES) / 50, zero


# Great nets: within ±20 as exact as above, beyond that at least finite.


LOGARITHMS = {"binary_cross_entropy", "categorical_cross_entropy", "sparse_categorical_cross_entropy", "kl_divergence", "poisson",
              "binary_focal_cross_entropy"}
NOT_ABOVE_0 = {"hard_sigmoid", "relu"}
PAIRS = [*((activation, loss) for loss in KNOWN_LOSSES if loss in OUTPUTS for activation in OUTPUTS[loss]),
         *((activation, loss) for activation, loss in EACH_ONCE if loss not in OUTPUTS)]    # whom a loss is made for; else each once


def steep(hidden, activation, loss, nets, output_nets, weights=1.0):
    """Five hidden neurons and as many outputs as there are nets for them: for the inputs (1, -0.5) just these nets, by the biases."""
    random = Random(f"{hidden} {activation} {loss} {nets} {output_nets}")
    rows = [[random.uniform(-1.0, 1.0) for _ in range(2)] for _ in nets]
    first = make_layer(rows, [net - (row[0] - 0.5 * row[1]) for row, net in zip(rows, nets)], activation=hidden)
    outs = first.feed_forward([1.0, -0.5])
    rows = [[weights * random.uniform(-1.0, 1.0) for _ in nets] for _ in output_nets]
    biases = [net - sum(w * out for w, out in zip(row, outs)) for row, net in zip(rows, output_nets)]
    return NeuralNetwork([first, make_layer(rows, biases, activation=activation)], loss)


def steep_sample(loss, n):
    targets = {"sparse_categorical_cross_entropy": [0.0]}.get(loss) or TARGETS.get(loss, lambda random, n: [0.3, -0.7, 0.9])(Random(loss), n)
    return [1.0, -0.5], targets


@pytest.mark.parametrize("nets", [[-20.0, -6.5, 0.7, 4.2, 20.0], [20.0, 12.0, -0.3, 1.6, -13.0], [-20.0, -17.0, -2.0, 17.0, 19.9]], ids=str)
@pytest.mark.parametrize("activation, loss", PAIRS)
def test_nets_up_to_20(activation, loss, nets):
    """Every net, out, dE/dnet, dE/dw and dE/db: to 1e-9 of itself, or 1e-12 of the greatest of its kind in the layer.

    (In each layer some neuron is not saturated, as a lone saturated sigmoid or softmax has lost digits: see the next test.)
    """
    scale = 0.14 if activation in NOT_ABOVE_0 and loss in LOGARITHMS else 1.0
    hidden = activation if activation != "softmax" else "gelu"
    middle = 19.0 if activation == "softmax" else 0.4
    network = steep(hidden, activation, loss, nets, [scale * net for net in (-20.0, middle, 20.0)])
    inputs, targets = steep_sample(loss, 3)
    case = Case((2, 5, 3), [hidden, activation], loss)
    layers, sample = exact(parameters(network)), exact([(inputs, targets)])
    expected = measured(lambda: reference_error(case, layers, sample), layers, H)
    gradient = network.gradient([(inputs, targets)])
    outs = exact(inputs)
    for place, layer in enumerate(network.layers):
        *rows, biases = layers[place]
        reference_nets = [mp.fdot(row, outs) + bias for row, bias in zip(rows, biases)]
        outs = OUTS[case.activations[place]](reference_nets)
        near(reference_nets, [neuron.net for neuron in layer.neurons])
        near(outs, [neuron.out for neuron in layer.neurons])
        near(expected[place][-1], [neuron.dE_dnet for neuron in layer.neurons])
        near(flat(expected[place]), flat(gradient[place]))


def near(wanted, got, of_itself=1e-9, of_the_greatest=1e-12):
    floor = of_the_greatest * max(map(abs, wanted))
    assert [] == [(float(w), g) for w, g in zip(wanted, got) if not abs(w - g) <= max(of_itself * abs(w), floor)]


LOSE_DIGITS = {"sigmoid", "tanh"}    # their slopes, as the next test says


@pytest.mark.parametrize("name", [name for name in KNOWN if OUTS[name] is not softmax])
def test_functions_up_to_20(name):
    """Each out and each slope to 1e-9 of itself, however small it is."""
    activation, nets = ACTIVATIONS.make(name), [-20.0 + 0.83 * i for i in range(49)]
    outs = [activation.f(net) for net in nets]
    near(OUTS[name](exact(nets)), outs, of_the_greatest=0.0)
    slopes = [measured(lambda: OUTS[name](place[0][0])[0], place, H)[0][0][0] for place in ([[[mp.mpf(net)]]] for net in nets)]
    if name not in LOSE_DIGITS:
        near(slopes, list(map(activation.slope, nets, outs)), of_the_greatest=0.0)


@pytest.mark.parametrize("name, net, lost", [("sigmoid", 10.0, 2e-12), ("sigmoid", 20.0, 1e-7), ("tanh", 10.0, 1e-7), ("tanh", 8.0, 1e-9),
                                             ("tanh", 18.0, 1.0), ("tanh", 20.0, 1.1), ("sigmoid", 37.0, 1.1)])
def test_what_the_textbook_slopes_lose(name, net, lost):
    """out * (1 - out) and 1 - out * out lose the digits of 1 - out: so much of the slope is wrong, but no more.

    So the bound of 1e-9 holds for each neuron by itself up to a net of 8 for tanh and 15 for sigmoid; up to 20 it is 1e-12
    of the greatest slope in the layer that holds, above. No better slope would do it alone: behind a sigmoid that is to
    be 1, out - 1 has lost the same digits before a slope is asked for.
    """
    activation = ACTIVATIONS.make(name)
    slope = measured(lambda: OUTS[name]([nets[0][0][0]])[0], nets := [[[mp.mpf(net)]]], H)[0][0][0]
    assert lost / 100 < abs(activation.slope(net, activation.f(net)) - slope) / slope < lost


@pytest.mark.parametrize("loss", [loss for loss in KNOWN_LOSSES if LOSSES.make(loss).on_nets])
@pytest.mark.parametrize("right", [0, 1, 2])
def test_losses_on_nets_lose_nothing(loss, right):
    """Surely right or surely wrong: the slopes by the nets keep their digits, where softmax - target is 1 - 1."""
    nets, targets = [20.0, -3.0, -20.0], [float(place == right) for place in range(3)]
    expected = measured(lambda: ERRORS[loss](targets, layers[0][0]), layers := [[exact(nets)]], H)[0][0]
    near(expected, LOSSES.make(loss).dE_douts(targets, nets), of_the_greatest=0.0)


@pytest.mark.parametrize("gamma", [1.0, 1.5, 3.0])
def test_a_focal_loss_of_any_gamma(gamma):
    """Also where gamma is no whole number."""
    loss, targets, outs = LOSSES.make({"name": "binary_focal_cross_entropy", "gamma": gamma}), [1.0, 0.0, 0.3], [0.2, 0.9, 0.6]
    expected = measured(lambda: mp.fsum(focal(t, o, gamma=mp.mpf(gamma)) for t, o in zip(targets, layers[0][0])) / 3,
                        layers := [[exact(outs)]], H)[0][0]
    near(expected, loss.dE_douts(targets, outs), of_the_greatest=0.0)


@pytest.mark.parametrize("net", [40.0, 745.0, 1e6])
@pytest.mark.parametrize("activation, loss", PAIRS)
def test_nets_up_to_a_million(activation, loss, net):
    """Finite numbers; but one sentence for the logarithm of an out that is 0, with the way out. The same where the step is traced."""
    hidden = activation if activation != "softmax" else "elu"
    network = steep(hidden, activation, loss, [-net, -1.0, 0.0, 1.0, net], [-net, 0.4, net], weights=1e-6)
    inputs, targets = steep_sample(loss, 3)
    try:
        trace = take_trace(network, [(inputs, targets)])
    except Undefined as error:
        assert loss in LOGARITHMS and "o1: " in str(error) or "o3: " in str(error)
        assert LOSSES.make(loss).way_out and LOSSES.make(loss).way_out in str(error)
        with pytest.raises(Undefined):
            network.train(inputs, targets)
    else:
        assert [] == [quantity for quantity in trace.quantities.values() if not isfinite(quantity.value)]
        assert isfinite(network.error(inputs, targets))


def test_every_entry_is_tried():
    """Each activation stands in a hidden layer and in an output layer somewhere, each loss at the end."""
    assert set(KNOWN) == {name for case in CASES for name in case.activations[:-1]}
    assert set(KNOWN) == {case.activations[-1] for case in CASES}
    assert set(KNOWN_LOSSES) == {case.loss for case in CASES}
