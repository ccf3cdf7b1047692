"""Every figure of a step is the true one, in every arithmetic: against definitions that share no line with neurosim.

Outs and errors are written from the definitions, with 150 digits of mpmath; each slope is measured with a nudge of
1e-50, so that some 90 digits of it are right; and the optimizers are written down once more.

To add an activation, a loss or an optimizer to neurosim, add its definition here.
"""

from fractions import Fraction
from random import Random

import oracles
import pytest
from mpmath import MPContext

from neurosim.core.layers import make_layer
from neurosim.core.maths import Number
from neurosim.core.network import NeuralNetwork
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.explain.arithmetic.rational import rational_entries
from neurosim.explain.trace import take_trace

mp = MPContext()
mp.dps = 150
NUDGE = mp.mpf(10) ** -50
ONE, ZERO = mp.one, mp.zero


def plain(function):
    return lambda nets, read: [function(net) for net in nets]


def softmax(nets, read=None):
    return [mp.exp(net) / mp.fsum(map(mp.exp, nets)) for net in nets]


OUTS = {
    "linear": plain(lambda x: x),
    "sigmoid": plain(lambda x: ONE / (1 + mp.exp(-x))),
    "tanh": plain(mp.tanh),
    "relu": plain(lambda x: max(x, ZERO)),
    "leaky_relu": lambda nets, read: [x if x > 0 else read(0.01) * x for x in nets],
    "elu": plain(lambda x: x if x > 0 else mp.expm1(x)),
    "selu": lambda nets, read: [read(1.0507009873554805) * (x if x > 0 else read(1.6732632423543772) * mp.expm1(x)) for x in nets],
    "gelu_tanh": lambda nets, read: [x / 2 * (1 + mp.tanh(mp.sqrt(2 / mp.pi) * (x + read(0.044715) * x**3))) for x in nets],
    "mish": plain(lambda x: x * mp.tanh(mp.log1p(mp.exp(x)))),
    "softplus": plain(lambda x: mp.log1p(mp.exp(x))),
    "softsign": plain(lambda x: x / (1 + abs(x))),
    "gelu": plain(lambda x: x * mp.erfc(-x / mp.sqrt(2)) / 2),
    "silu": plain(lambda x: x / (1 + mp.exp(-x))),
    "hard_sigmoid": plain(lambda x: min(max((x + 3) / mp.mpf(6), ZERO), ONE)),
    "softmax": softmax,
}


def cross(share, of):
    return -share * mp.log(of) if share else ZERO


def sigma(x):
    return ONE / (1 + mp.exp(-x))


def focal(t, o):
    q, weight = o * t + (1 - o) * (1 - t), t / mp.mpf(4) + (1 - t) * mp.mpf(3) / 4
    return weight * (1 - q) ** 2 * (cross(t, o) + cross(1 - t, 1 - o))


def root(targets, outs):
    return mp.sqrt(mp.fsum((t - o) ** 2 for t, o in zip(targets, outs)) / 3)


def cosine(targets, outs):
    return mp.fdot(targets, outs) / mp.sqrt(mp.fdot(targets, targets) * mp.fdot(outs, outs))


def best(targets, outs):
    return max((1 - t) * o for t, o in zip(targets, outs))


JOINT = {    # E of all outputs, and the part of one
    "root_mean_squared_error": (root, lambda t, o, ts, os: (t - o) ** 2 / 3 / root(ts, os)),
    "cosine": (lambda ts, os: 1 - cosine(ts, os),
               lambda t, o, ts, os: ONE / 3 - t * o / mp.sqrt(mp.fdot(ts, ts) * mp.fdot(os, os))),
    "categorical_hinge": (lambda ts, os: max(ZERO, 1 + best(ts, os) - mp.fdot(ts, os)),
                          lambda t, o, ts, os: (1 + best(ts, os)) * ((1 - t) * o == best(ts, os)) - t * o),
}
ERRORS = {    # of one output; True where the sum of them is divided by their number
    "huber": (lambda t, o: (t - o) ** 2 / 2 if abs(t - o) < 1 else abs(t - o) - mp.mpf("0.5"), True),
    "log_cosh": (lambda t, o: mp.log(mp.cosh(t - o)), True),
    "poisson": (lambda t, o: o - t * mp.log(o), True),
    "binary_focal_cross_entropy": (focal, True),
    "half_squared_error": (lambda t, o: (t - o) ** 2 / 2, False),
    "squared_error": (lambda t, o: (t - o) ** 2, False),
    "mean_squared_error": (lambda t, o: (t - o) ** 2, True),
    "mean_absolute_error": (lambda t, o: abs(t - o), True),
    "mean_squared_logarithmic_error": (lambda t, o: mp.log((1 + t) / (1 + o)) ** 2, True),
    "mean_absolute_percentage_error": (lambda t, o: 100 * abs(1 - o / t), True),
    "binary_cross_entropy": (lambda t, o: cross(t, o) + cross(1 - t, 1 - o), True),
    "sigmoid_cross_entropy": (lambda t, x: cross(t, sigma(x)) + cross(1 - t, 1 - sigma(x)), True),
    "hinge": (lambda t, o: max(1 - t * o, ZERO), True),
    "squared_hinge": (lambda t, o: max(1 - t * o, ZERO) ** 2, True),
    "categorical_cross_entropy": (cross, False),
    "sparse_categorical_cross_entropy": (cross, False),
    "kl_divergence": (lambda t, o: t * mp.log(t / o) if t else ZERO, False),
    "softmax_cross_entropy": (cross, False),
}
TARGETS = {**dict.fromkeys(["hinge", "squared_hinge"], [1.0, -1.0, 1.0]), "sparse_categorical_cross_entropy": [2.0]}
LAST = {"categorical_cross_entropy": "softmax", "sparse_categorical_cross_entropy": "softmax", "kl_divergence": "softmax",
        "binary_cross_entropy": "sigmoid", "binary_focal_cross_entropy": "sigmoid", "poisson": "softplus", "sigmoid_cross_entropy": "linear", "softmax_cross_entropy": "linear"}
NUMBERS = {"exact": mp.mpf, "decimal:40": lambda value: mp.mpf(repr(value)), "rounded:30": lambda value: mp.mpf(repr(value)),
           "fraction": lambda value: mp.mpf(repr(value))}


class Step:
    """A 2-2-3 network, the last layer of one activation, the other of one that a loss does not narrow; and its truth."""

    def __init__(self, activation, loss, seed):
        random = Random(f"{activation} {loss} {seed}")
        self.activations, self.loss = [activation, LAST.get(loss, activation)], loss
        self.weights = [[[random.choice([round(random.uniform(-1, 1), 2), random.uniform(-1, 1)]) for _ in range(2)]
                         for _ in range(neurons)] for neurons in (2, 3)]
        self.biases = [[random.uniform(0.1, 0.5)], [0.3]]
        self.inputs, self.targets = [0.7, 0.05], TARGETS.get(loss, [0.1, 0.2, 0.7])

    def trace(self, numbers):
        layers = [make_layer(rows, biases, "shared", name)
                  for rows, biases, name in zip(self.weights, self.biases, self.activations)]
        return take_trace(NeuralNetwork(layers, self.loss), [(self.inputs, self.targets)], numbers=numbers)

    def truth(self, read):
        """Name -> value, from the definitions."""
        self.read, self.nudges, found = read, {}, {}
        error = self.forward(found)
        slopes = {f"dE_d{name}": name for name in [*found, *self.names()]}
        targets = self.one_hot()
        found |= {f"E_o{place}": self.part(target, found[f"out_o{place}"], place, found)
                  for place, target in enumerate(targets, 1)}
        return {**found, "E": error, **{slope: self.slope(name) for slope, name in slopes.items()},
                **{f"{name}_new": self.value(name) - self.slope(name) / 2 for name in self.names()}}

    def one_hot(self):
        if self.loss.startswith("sparse"):
            return [ONE if place == self.targets[0] else ZERO for place in range(3)]
        return list(map(self.read, self.targets))

    def part(self, target, out, place, found):
        if self.loss in JOINT:
            return JOINT[self.loss][1](target, out, self.one_hot(), [found[f"out_o{i}"] for i in (1, 2, 3)])
        error, mean = ERRORS[self.loss]
        out = softmax([found[f"net_o{i}"] for i in (1, 2, 3)])[place - 1] if self.loss == "softmax_cross_entropy" else out
        return error(target, out) / (3 if mean else 1)

    def names(self):
        return [*[f"w{i}" for i in range(1, 11)], "b1", "b2"]

    def value(self, name):
        place = int(name[1:]) - 1
        flat = [weight for rows in self.weights for row in rows for weight in row]
        return self.read(flat[place] if name[0] == "w" else self.biases[place][0]) + self.nudges.get(name, 0)

    def forward(self, found):
        """E; the nets and outs are put into `found`. A net or an out that is nudged goes on as nudged."""
        outs, number = list(map(self.read, self.inputs)), 0
        for layer, (letter, activation, rows) in enumerate(zip("ho", self.activations, self.weights)):
            nets = []
            for place in range(1, len(rows) + 1):
                net = self.value(f"b{layer + 1}")
                for out in outs:
                    number += 1
                    net += self.value(f"w{number}") * out
                nets.append(net + self.nudges.get(f"net_{letter}{place}", 0))
            outs = [out + self.nudges.get(f"out_{letter}{place}", 0)
                    for place, out in enumerate(OUTS[activation](nets, self.read), 1)]
            for place, (net, out) in enumerate(zip(nets, outs), 1):
                found[f"net_{letter}{place}"], found[f"out_{letter}{place}"] = net, out
        nets = [out for name, out in found.items() if name.startswith("out_o")]
        outs = dict(zip((1, 2, 3), softmax(nets) if self.loss == "softmax_cross_entropy" else nets))
        if self.loss in JOINT:
            return JOINT[self.loss][0](self.one_hot(), nets)
        error, mean = ERRORS[self.loss]
        return mp.fsum(error(target, outs[place]) for place, target in enumerate(self.one_hot(), 1)) / (3 if mean else 1)

    def slope(self, name):
        self.nudges = {name: NUDGE}
        above = self.forward({})
        self.nudges = {name: -NUDGE}
        below = self.forward({})
        self.nudges = {}
        return (above - below) / (2 * NUDGE)


def rounded(value):
    """The float nearest to a number of mpmath, of which 80 digits are right."""
    if abs(value) < mp.mpf(10) ** -80:
        return 0.0
    with mp.workdps(80):
        sign, mantissa, exponent, _ = (+value)._mpf_    # a number halfway between two floats is just met
    return float(Fraction((-1) ** sign * int(mantissa)) * Fraction(2) ** exponent)


def compared(step, numbers):
    """(name, true value, value in this arithmetic) of all that the definitions know."""
    trace, truth = step.trace(numbers), step.truth(NUMBERS[numbers])
    known = [(name, truth[name], trace[name]) for name in trace.quantities if name in truth]
    assert len(known) > 40
    return known


ENTRIES = [*[(activation, "half_squared_error") for activation in OUTS], *[("tanh", loss) for loss in (*ERRORS, *JOINT)],
           ("relu", "mean_absolute_error"), ("hard_sigmoid", "mean_squared_error"), ("linear", "hinge")]


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
@pytest.mark.parametrize("activation, loss", ENTRIES)
def test_exact(activation, loss, seed):
    """Every figure is the float nearest to the truth, also where the targets, .1 .2 .7, add up to 1 but for their last digits."""
    found = compared(Step(activation, loss, seed), "exact")
    values = [(name, rounded(expected), got.nearest() if isinstance(got, Number) else got) for name, expected, got in found]
    assert [] == [row for row in values if row[1] != row[2]]


@pytest.mark.parametrize("numbers, off", [("decimal:40", 37), ("rounded:30", 26)])
@pytest.mark.parametrize("activation, loss", ENTRIES)
@pytest.mark.slow
def test_digits(activation, loss, numbers, off):
    """No constant has the 16 digits of a float only."""
    for name, expected, got in compared(Step(activation, loss, 3), numbers):
        got = mp.mpf(str(got.value)) if isinstance(got, Number) else mp.mpf(got)
        assert abs(expected - got) <= mp.mpf(10) ** -off * max(1, abs(expected)), name


@pytest.mark.parametrize("activation, loss", [
    *[(activation, "half_squared_error") for activation in rational_entries()[0] if activation in OUTS], *[("linear", loss) for loss in rational_entries()[1] if loss in ERRORS]])
def test_fractions(activation, loss):
    """What is rational is right without end."""
    for name, expected, got in compared(Step(activation, loss, 4), "fraction"):
        got = Fraction(got.value if isinstance(got, Number) else got)
        assert abs(mp.mpf(got.numerator) / got.denominator - expected) <= mp.mpf(10) ** -80 * max(1, abs(expected)), name


# Optimizers: directions of one weight with these slopes, step by step, from their definitions.

SLOPES = ["0.3", "-0.07", "1.1"]


def d(text):
    return mp.mpf(text)


def sgd(g, t, m, decay=False, nesterov=False, weight=None):
    g = g + d("0.1") * weight if decay else g
    m["v"] = d("0.9") * m.get("v", 0) + g
    return g + d("0.9") * m["v"] if nesterov else m["v"]


def adagrad(g, t, m, first="0", weight=None):
    m["s"] = m.get("s", d(first)) + g * g
    return g / (mp.sqrt(m["s"]) + d("1e-10"))


def rmsprop(g, t, m, centered=False, weight=None):
    m["s"] = d("0.99") * m.get("s", 0) + (1 - d("0.99")) * g * g
    m["g"] = d("0.99") * m.get("g", 0) + (1 - d("0.99")) * g
    return g / (mp.sqrt(max(m["s"] - m["g"] ** 2, ZERO) if centered else m["s"]) + d("1e-8"))


def adam(g, t, m, weight=None):
    m["m"] = d("0.9") * m.get("m", 0) + (1 - d("0.9")) * g
    m["v"] = d("0.999") * m.get("v", 0) + (1 - d("0.999")) * g * g
    return m["m"] / (1 - d("0.9") ** t) / (mp.sqrt(m["v"] / (1 - d("0.999") ** t)) + d("1e-8"))


def amsgrad(g, t, m, weight=None):
    adam(g, t, m)
    m["greatest"] = max(m.get("greatest", 0), m["v"])
    return m["m"] / (1 - d("0.9") ** t) / (mp.sqrt(m["greatest"] / (1 - d("0.999") ** t)) + d("1e-8"))


def adamw(g, t, m, weight=None):
    return adam(g, t, m) + d("0.01") * weight


def nadam(g, t, m, weight=None):
    adam(g, t, m)
    mu = [d("0.9") * (1 - d("0.96") ** (i * d("0.004")) / 2) for i in range(1, t + 2)]
    hat = mu[t] * m["m"] / (1 - mp.fprod(mu)) + (1 - mu[t - 1]) * g / (1 - mp.fprod(mu[:t]))
    return hat / (mp.sqrt(m["v"] / (1 - d("0.999") ** t)) + d("1e-8"))


def adamax(g, t, m, weight=None):
    m["m"] = d("0.9") * m.get("m", 0) + (1 - d("0.9")) * g
    m["u"] = max(d("0.999") * m.get("u", 0), abs(g) + d("1e-8"))
    return m["m"] / (1 - d("0.9") ** t) / m["u"]


def adadelta(g, t, m, weight=None):
    m["s"] = d("0.9") * m.get("s", 0) + (1 - d("0.9")) * g * g
    move = mp.sqrt(m.get("moves", 0) + d("1e-6")) / mp.sqrt(m["s"] + d("1e-6")) * g
    m["moves"] = d("0.9") * m.get("moves", 0) + (1 - d("0.9")) * move * move
    return move


def rprop(g, t, m, weight=None):
    turned = mp.sign(g * m.get("before", 0))
    m["size"] = m.get("size", d("0.03")) * {1: d("1.2"), -1: d("0.5"), 0: 1}[int(turned)]
    m["before"] = ZERO if turned < 0 else g
    return mp.sign(m["before"]) * m["size"] / d("0.03")


def dampened(g, t, m, weight=None):
    m["v"] = d("0.9") * m["v"] + (1 - d("0.3")) * g if t > 1 else g
    return m["v"]


UPDATES = [
    ({"name": "sgd", "momentum": 0.9, "dampening": 0.3}, dampened),
    ({"name": "sgd", "l1": 0.1}, lambda g, t, m, weight: g + d("0.1") * mp.sign(weight)),
    ({"name": "adam", "amsgrad": True}, amsgrad), ({"name": "adamw"}, adamw), ({"name": "nadam"}, nadam), ({"name": "adamax"}, adamax),
    ({"name": "adadelta"}, adadelta), ({"name": "rprop"}, rprop),
    ({"name": "sgd", "momentum": 0.9}, sgd), ({"name": "sgd", "momentum": 0.9, "nesterov": True, "weight_decay": 0.1}, lambda *a, **k: sgd(*a, decay=True, nesterov=True, **k)),
    ({"name": "adagrad"}, adagrad), ({"name": "adagrad", "initial_accumulator": 0.1}, lambda *a, **k: adagrad(*a, first="0.1", **k)),
    ({"name": "rmsprop"}, rmsprop), ({"name": "rmsprop", "centered": True}, lambda *a, **k: rmsprop(*a, centered=True, **k)), ({"name": "adam"}, adam)]


@pytest.mark.parametrize("optimizer, direction", UPDATES, ids=[str(options) for options, _ in UPDATES])
def test_optimizers(optimizer, direction):
    """Three steps of a linear neuron, whose slope by its bias is out − target: each new bias has its 40 digits."""
    from neurosim import load
    targets = ["-0.1", "0.4", "-0.9"]
    experiment = load({"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [
        {"activation": "linear", "weights": [[0.0]], "biases": [0.2], "train_weights": False}], "optimizer": {**optimizer, "learning_rate": 0.03},
        "samples": [{"inputs": [0.0], "targets": [float(target)]} for target in targets], "training": {"steps": 3}})
    bias, memory = d("0.2"), {}
    for t, target in enumerate(targets, 1):
        bias = bias - d("0.03") * direction(bias - d(target), t, memory, weight=bias)
        got = experiment.trace(step=t, numbers="decimal:40")["b1_new"]
        assert abs(bias - d(str(got.value))) < d("1e-36")


NORMALIZED = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "seed": 1, "training": {"steps": 1, "batch_size": "all"},
              "layers": [{"activation": "linear", "weights": [[1.0]], "normalize": {"name": "batch", "momentum": 0.9}}],
              "samples": [{"inputs": [x], "targets": [0.5]} for x in (0.1, 0.4, 0.7)]}


@pytest.mark.parametrize("numbers, momentum", [("decimal:30", Fraction(9, 10)), ("exact", Fraction(0.9))])
def test_running_means(numbers, momentum):
    """(1 − 0.9) · 1 + 0.9 · (0.3² + 0² + 0.3²) / 2, where 1 − 0.9 has all its digits."""
    from neurosim import load
    trace = load(NORMALIZED).trace(numbers=numbers)
    inputs = [Fraction(1, 10), Fraction(4, 10), Fraction(7, 10)] if numbers != "exact" else list(map(Fraction, (0.1, 0.4, 0.7)))
    mean = sum(inputs) / 3
    expected = (1 - momentum) + momentum * sum((x - mean) ** 2 for x in inputs) / 2
    [name] = [name for name in trace if name.startswith("running_variance") and name.endswith("_new")]
    assert float(expected) == trace[name].nearest() if numbers == "exact" else expected == Fraction(trace[name].text())


@pytest.mark.parametrize("numbers", ["decimal:30", "exact", "fraction"])
def test_check_of_a_normalised_layer(numbers):
    """Forward mode goes through running means, too; a root leads out of the fractions."""
    from neurosim import load
    from neurosim.core.guard.errors import NeurosimError
    if numbers == "fraction":
        with pytest.raises(NeurosimError, match="sqrt leads out of the fractions"):
            load(NORMALIZED).check(numbers=numbers)
    else:
        assert load(NORMALIZED).check(numbers=numbers).agree


def test_every_entry_has_a_definition():
    """Whoever tells oracles.py what a new entry is tells it here, too."""
    assert (set(oracles.OUTS), set(oracles.ERRORS)) == (set(OUTS), {*ERRORS, *JOINT})
    assert {name for name in OPTIMIZERS if hasattr(oracles.Optimizer, name)} == {options["name"] for options, _ in UPDATES}
