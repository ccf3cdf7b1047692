"""Forward mode: the slopes of dual numbers against mpmath, and against backpropagation, which they know nothing of."""

import math

import pytest
from mpmath import MPContext

from neurosim.explain.arithmetic import Dual, make_arithmetic
from neurosim.core import maths
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.layers import make_layer
from neurosim.core.losses import LOSSES
from neurosim.core.network import NeuralNetwork

mp = MPContext()
mp.dps = 60
NETS = [-12.5, -2.5, -0.75, -1e-3, 0.1, 0.6, 1.7, 9.0]
FUNCTIONS = {"square": lambda x: x * x, "exp": mp.exp, "expm1": mp.expm1, "log": mp.log, "log1p": mp.log1p,
             "sqrt": mp.sqrt, "tanh": mp.tanh, "absolute": mp.fabs,
             "sign": mp.sign, "normal_cdf": lambda x: mp.erfc(-x / mp.sqrt(2)) / 2, "normal_density": mp.npdf}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions(name):
    """Value and slope of every function, to the last digits."""
    for x in NETS:
        if not (name in ("log", "sqrt") and x < 0.0 or name == "log1p" and x < -1.0):
            dual = getattr(Dual(x, 2.0), name)()
            assert float(FUNCTIONS[name](mp.mpf(x))) == pytest.approx(dual.value, rel=1e-13 if name == "normal_cdf" else 1e-15, abs=0.0)
            mp.dps = 400    # far out in the tail of erfc, mp.diff loses most of its digits
            assert float(2 * mp.diff(FUNCTIONS[name], x)) == pytest.approx(dual.slope, rel=5e-15, abs=0.0)


def test_arithmetic():
    """+ - * / with duals and plain numbers on either side, and the functions of two numbers."""
    x, y = Dual(3.0, 1.0), Dual(-2.0, 4.0)
    for expected, got in [((1.0, 5.0), x + y), ((5.0, -3.0), x - y), ((-6.0, 10.0), x * y), ((-1.5, -3.5), x / y), ((-3.0, -1.0), -x),
                          ((4.0, 1.0), 1.0 + x), ((-2.0, -1.0), 1.0 - x), ((6.0, 2.0), 2.0 * x), ((1.0, -1.0 / 3.0), 3.0 / x),
                          ((3.0, 1.0), maths.NOTHING + x), ((0.5, 1 / 6), x / 6.0), ((3.0, 1.0), maths.largest(1.0, x, y)),
                          ((2.0 * math.log(3.0), 2.0 / 3.0), maths.times_log(2.0, x)), ((0.0, 0.0), maths.times_log(0.0, Dual(0.0, 1.0))),
                          ((0.0, 0.0), maths.ratio(0.0, Dual(0.0, 1.0))), ((2.0 / 3.0, -2.0 / 9.0), maths.ratio(2.0, x)),
                          ((3.0 * math.log(2.0), math.log(2.0)), maths.times_log(x, 2.0)), ((1.5, 0.5), maths.ratio(x, 2.0))]:
        assert expected == pytest.approx((got.value, got.slope), rel=1e-15)
    assert maths.where(x > y, x, y) is x and not x < 3.0 and x >= 3.0
    with pytest.raises(TypeError):
        math.exp(x)


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if ACTIVATIONS.make(name).f])
def test_activations(name):
    """The slope in the table is the slope of the function in the table."""
    activation = ACTIVATIONS.make(name)
    for net in NETS:
        out = activation.f(Dual(net, 1.0))
        assert activation.f(net) == out.value
        exact = activation.f(Dual(make_arithmetic("decimal:60").number(net), 1.0)).slope
        exact = exact.nearest() if isinstance(exact, maths.Number) else exact
        assert exact == pytest.approx(activation.slope(net, out.value), rel=1e-14, abs=1e-14)
        assert exact == pytest.approx(out.slope, rel=1e-14, abs=1e-14)


def pairs():
    """Every activation under a loss that takes any out, and every loss over outs it can take."""
    yield from ((activation, "half_squared_error") for activation in ACTIVATIONS)
    yield from (("sigmoid", loss) for loss in LOSSES)


TARGETS = {"sparse_categorical_cross_entropy": [1.0], "hinge": [1.0, -1.0, -1.0], "squared_hinge": [1.0, -1.0, -1.0]}


@pytest.mark.parametrize("activation, loss", list(pairs()))
def test_forward_mode_against_backpropagation(activation, loss):
    """Mark one weight or bias, run forward: the slope of E is what backpropagation says, to 1e-14 of the greatest in the layer."""
    last = ("linear" if loss.startswith(("softmax_", "sigmoid_")) else "softmax" if "categorical" in loss or "kl_" in loss else activation)
    layers = [NeuralNetwork.build(3, 4, activation=activation, seed=2).layers[0], NeuralNetwork.build(4, 3, activation=last, seed=3).layers[0]]
    network, inputs, targets = NeuralNetwork(layers, loss), [0.3, -0.8, 0.5], TARGETS.get(loss, [0.125, 0.625, 0.25])
    gradient = network.gradient([(inputs, targets)])
    for layer, slopes in zip(network.layers, gradient):
        floor = 1e-14 * max(abs(slope) for group in slopes for slope in group)
        biases = layer.biases
        for values, expected in zip([*(neuron.weights for neuron in layer.neurons), biases], slopes):
            for i, slope in enumerate(expected):
                before, values[i] = values[i], Dual(values[i], 1.0)
                layer.biases = biases
                assert abs(slope - network.error(inputs, targets).slope) <= max(floor, 1e-14 * abs(slope))
                values[i] = before
        layer.biases = biases


def test_dual_of_decimals():
    """A dual's value may be a number of any arithmetic: slopes to 40 digits by the way forward alone."""
    w = Dual(make_arithmetic("decimal:50").number(0.4), 1.0)
    network = NeuralNetwork([make_layer([[0.4]], [0.6])])
    network.layers[0].neurons[0].weights = [w]
    expected = mp.diff(lambda w: (mp.mpf("0.01") - 1 / (1 + mp.exp(-(w * mp.mpf("0.5") + mp.mpf("0.6"))))) ** 2 / 2, mp.mpf("0.4"))
    assert mp.almosteq(expected, mp.mpf(str(network.error([0.5], [0.01]).slope.value)), 1e-25)
