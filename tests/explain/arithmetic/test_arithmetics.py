"""Every arithmetic against mpmath, whose numbers run through the very same formulas: whatever is in a table is tried at once.

(That the formulas are right is the business of tests/core/test_independent.py.)
"""

import decimal
import inspect
import math
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from mpmath import MPContext

from neurosim.explain.arithmetic import ARITHMETICS, Dual, converted, make_arithmetic, nearest
from neurosim.explain.arithmetic.conversion import converted_batch
from neurosim.explain.arithmetic.bounds import Bounds
from neurosim.explain.arithmetic.figure import Figure
from neurosim.core import maths
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.guard.errors import NeurosimError
from neurosim.core.layers import make_layer
from neurosim.core.losses import LOSSES
from neurosim.core.network import NeuralNetwork
from neurosim.explain.trace import take_trace
from neurosim.explain.recorder import instrument

mp = MPContext()
mp.dps = 1500
FUNCTIONS = ["square", "absolute", "sqrt", "exp", "expm1", "log", "log1p", "tanh", "normal_cdf", "normal_density", "sign"]


class Reference(maths.Number):
    """1500 digits of mpmath; floats are taken as the floats they are."""

    read = staticmethod(lambda value: mp.mpf(value))

    def __init__(self, value):
        self.value = value

    @classmethod
    def lift(cls, other):
        return other if isinstance(other, cls) else cls(cls.read(other))

    def of(self, f, *others):
        return type(self)(f(self.value, *[self.lift(other).value for other in others]))

    def __add__(self, other): return self.of(lambda a, b: a + b, other)
    def __sub__(self, other): return self.of(lambda a, b: a - b, other)
    def __mul__(self, other): return self.of(lambda a, b: a * b, other)
    def __truediv__(self, other): return self.of(lambda a, b: a / b, other)
    def __rsub__(self, other): return self.lift(other) - self
    def __rtruediv__(self, other): return self.lift(other) / self
    def __neg__(self): return self.of(lambda a: -a)
    __radd__, __rmul__ = __add__, __mul__

    def __gt__(self, other): return self.value > self.lift(other).value
    def __ge__(self, other): return self.value >= self.lift(other).value
    def __lt__(self, other): return self.value < self.lift(other).value
    def __le__(self, other): return self.value <= self.lift(other).value
    def square(self): return self * self
    def absolute(self): return self.of(mp.fabs)
    def largest(self, *values): return max(map(self.lift, values), key=lambda one: one.value)
    def times_log(self, x): return self * self.lift(x).of(mp.log) if self.value else self
    def ratio(self, x): return self / x if self.value else self

    def normal_cdf(self): return self.of(lambda x: mp.erfc(-x / mp.sqrt(2)) / 2)
    def normal_density(self): return self.of(mp.npdf)

    def __deepcopy__(self, memo):
        return self

    def apply(self, function, x):
        assert hasattr(mp, function), f"maths.{function} is new: give Reference (tests/arithmetic) a method {function}"
        return x.of(getattr(mp, function))


class AsWritten(Reference):
    """The same, but 0.05 is 1/20."""

    read = staticmethod(lambda value: mp.mpf(repr(value)))


def exact_float(value):
    """The float nearest to a number of mpmath, or to a float. (mpmath's own float() is off by one now and then.)"""
    if not isinstance(value, Reference):
        return value
    sign, mantissa, exponent, bits = value.value._mpf_
    if exponent + bits < -1100:
        return 0.0
    if exponent + bits > 1100:
        return -math.inf if sign else math.inf
    try:
        return float(Fraction((-1) ** sign * int(mantissa)) * Fraction(2) ** exponent)
    except OverflowError:
        return -math.inf if sign else math.inf


# Tables.

NETS = [-800.0, -30.0, -3.7, -0.5, -1e-9, 0.0, 1e-30, 0.25, 2.3, 12.5, 30.0, 800.0]
TARGETS = {"sparse_categorical_cross_entropy": [1.0], "hinge": [1.0, -1.0, -1.0], "squared_hinge": [1.0, -1.0, -1.0]}
SHARES, OUTS = [0.125, 0.625, 0.25], [0.1, 0.3, 0.6]
OF_ONE_NET = [name for name in ACTIVATIONS if ACTIVATIONS.make(name).f]


def activation_results(name, number):
    activation = ACTIVATIONS.make(name)
    for net in map(number, NETS):
        out = activation.f(net)
        yield from (out, activation.slope(net, out))


def loss_results(name, number):
    loss, targets = LOSSES.make(name), list(map(number, TARGETS.get(name, SHARES)))
    outs = list(map(number, OUTS))
    yield from (*loss.errors(targets, outs), *loss.dE_douts(targets, outs))


RESULTS = [*[pytest.param(activation_results, name, id=name) for name in OF_ONE_NET],
           *[pytest.param(loss_results, name, id=name) for name in LOSSES]]


@pytest.mark.parametrize("results, name", RESULTS)
def test_50_digits(results, name):
    """decimal:50 agrees with mpmath to 47 decimals; given numbers are what is written."""
    number = make_arithmetic("decimal:50").number
    for expected, got in zip(results(name, AsWritten.lift), results(name, number)):
        expected = AsWritten.lift(expected).value
        got = mp.mpf(str(got.value)) if isinstance(got, Figure) else mp.mpf(got)
        assert mp.fabs(expected - got) <= mp.mpf(10) ** -47 * max(1, mp.fabs(expected))


@pytest.mark.parametrize("results, name", RESULTS)
def test_bounds_hold_the_truth(results, name):
    """However few the digits, the true value lies between the two bounds; and they are not far apart."""
    number = Bounds(40, is_last=True).number
    for expected, got in zip(results(name, Reference.lift), results(name, number)):
        if isinstance(got, Figure):
            low, high = (mp.mpf(str(bound)) for bound in got.arithmetic.bounds(got.value))
            expected = Reference.lift(expected).value
            assert low <= expected <= high and high - low < mp.mpf(10) ** -30 * max(1, mp.fabs(expected))


# The true values.


def random_network(activation, loss, scale, seed=1):
    """2-3-3; the last layer is softmax where the loss asks for probabilities of classes."""
    random = Random(f"{activation} {loss} {seed}")
    last = "linear" if LOSSES.make(loss).name.startswith(("softmax_", "sigmoid_")) else \
        "softmax" if "categorical" in loss or "kl" in loss else "sigmoid" if "cross_entropy" in loss else activation
    layers = [make_layer([[scale * random.uniform(-1, 1) for _ in range(k)] for _ in range(n)],
                         [random.uniform(-1, 1) for _ in range(n)], "own", name)
              for k, n, name in ((2, 3, activation), (3, 3, last))]
    return NeuralNetwork(layers, loss), [([0.7, 0.9], TARGETS.get(loss, SHARES))]


def truth(network, batch):
    """Every quantity of the step by 1500 digits."""
    instrumented = instrument(converted(network, Reference.lift))
    instrumented.learn(converted_batch(batch, Reference.lift))
    return {name: exact_float(quantity.value) for name, quantity in instrumented.recorder.quantities.items()}


def exact(network, batch):
    return {quantity.name: nearest(quantity.value) for quantity in take_trace(network, batch, numbers="exact").quantities.values()}


@pytest.mark.parametrize("scale", [1.0, *(pytest.param(scale, marks=pytest.mark.slow) for scale in (30.0, 900.0))])
@pytest.mark.parametrize("activation, loss", [*[(name, "half_squared_error") for name in ACTIVATIONS], *[("softplus" if name == "poisson" else "tanh", name) for name in LOSSES]])
def test_exact_is_the_float_nearest_to_the_truth(activation, loss, scale):
    """Every quantity, for nets of about 1, 30 and 800."""
    network, batch = random_network(activation, loss, scale)
    expected = truth(network, batch)
    assert {} == {name: (expected[name], value) for name, value in exact(network, batch).items() if value != expected[name]}


def test_exact_matters():
    """Floats do not get all of it right: at a net of 36, what is left to the target is off by more than 1 %."""
    network, batch = NeuralNetwork([make_layer([[36.0]], [0.0])]), [([1.0], [1.0])]
    floats = {row["name"]: row["value"] for row in take_trace(network, batch).rows()}
    errors = {name: abs(floats[name] - value) / abs(value) for name, value in exact(network, batch).items() if value}
    assert 0.01 < errors["dE_dout_o1"] and 0.01 < errors["dE_dw1"]


@pytest.mark.parametrize("net", [800.0, -800.0])
def test_slopes_at_800_are_not_0(net):
    """e^-800 is no float, so the nearest float is 0; but its digits are there, and a weight of 1e300 makes a float of it again."""
    layers = [make_layer([[net]], [0.0]), make_layer([[1e300]], [-1e300 if net > 0 else 0.0], activation="linear")]
    trace = take_trace(NeuralNetwork(layers), [([1.0], [1.0])], numbers="exact")
    slope = trace["dout_h1_dnet_h1"]
    assert ("3.6678745841776872e-348", "0", 0.0) == (slope.text(), slope.shown(), slope.nearest())
    assert -3.667874584177687e-48 == pytest.approx(trace["dE_dw1"].nearest(), rel=1e-12)
    assert 0.0 == take_trace(NeuralNetwork(layers), [([1.0], [1.0])])["dE_dw1"]


def test_as_many_digits_as_it_takes():
    """The slope at 1500 is e^-1500: 652 zeros, which 640 digits cannot see."""
    trace = take_trace(NeuralNetwork([make_layer([[1500.0]], [0.0])]), [([1.0], [0.0])], numbers="exact")
    assert mp.nstr(mp.exp(-1500), 17) == trace["dout_o1_dnet_o1"].text(17)


def test_what_cancels_is_0():
    """Two paths that cancel: no number of digits tells such a sum from 0, and 0 is what it is."""
    layers = [make_layer([[0.3], [0.3]], [0.1, 0.1]), make_layer([[0.7, -0.7]], [0.2])]
    trace = take_trace(NeuralNetwork(layers), [([0.6], [0.9])], numbers="exact")
    assert 0.2 == trace["net_o1"].nearest()
    assert 0.0 == trace["dE_dw1"].nearest() + trace["dE_dw2"].nearest() != trace["dE_dw1"].nearest()


# Nothing is missing, nothing leaks.


def test_every_function_of_the_core():
    """maths.py is the list: whatever stands there, every kind of number answers to."""
    plain = {"total", "where", "constant", "is_nothing", "power"}
    functions = [name for name, function in vars(maths).items() if inspect.isfunction(function) and name not in plain]
    for function in dict.fromkeys([*functions, *FUNCTIONS]):
        assert hasattr(Figure, function), f"maths.{function} is new: give Number a method {function}"
        assert function in vars(Dual), f"maths.{function} is new: give Dual (neurosim/arithmetic) a method {function}"
        if function not in ("times_log", "ratio", "sign"):    # a Figure makes these of others
            for name in ("rounded:4", "decimal:30", "fraction", "exact"):
                arithmetic = Bounds(40) if name == "exact" else make_arithmetic(name)
                assert hasattr(arithmetic, function), f"maths.{function} is new: give {type(arithmetic).__name__} a method {function}"


@pytest.mark.parametrize("name", ["rounded:4", "decimal:30", "exact", "fraction"])
def test_decimal_context_of_others(name):
    """Whatever precision the program around us has set: it changes no digit here, and is what it was afterwards."""
    network = NeuralNetwork.build(2, 2, activation="relu" if name == "fraction" else "tanh")
    batch = [([0.7, 0.9], [0.5, 0.25])]
    expected = str(take_trace(network, batch, numbers=name).rows())
    with decimal.localcontext(decimal.Context(prec=3, Emax=5, Emin=-5, traps=[decimal.Inexact, decimal.Rounded])):
        before = repr(decimal.getcontext())
        assert expected == str(take_trace(network, batch, numbers=name).rows())
        assert before == repr(decimal.getcontext())


@pytest.mark.parametrize("name", ["rounded:4", "decimal:30", "fraction"])
def test_floats_do_not_creep_in(name):
    """math.exp cannot take a figure for a float, two arithmetics do not mix, and comparisons hold or not."""
    number = make_arithmetic(name).number
    for function in (math.exp, math.sqrt, float, int):
        with pytest.raises(TypeError):
            function(number(0.5))
    with pytest.raises(TypeError, match="do not mix"):
        number(0.5) + make_arithmetic("rounded:7").number(0.5)
    assert number(0.5) > 0.0 and not number(0.5) > number(0.5) and number(0.5) == 0.5 and (number(-0.5) < 0.0) is not None
    assert isinstance(maths.where(number(0.5) > 0.0, 1.0, 0.0), Figure)


@pytest.mark.parametrize("name, sentence", [
    ("rouned:4", "unknown arithmetic 'rouned' (did you mean 'rounded'?)"), ("", "unknown arithmetic ''"), (None, "unknown arithmetic None"),
    ("rounded", "expected rounded:K with K from 0 to 30, got 'rounded'"), ("rounded:31", "expected rounded:K with K from 0 to 30"),
    ("decimal:0", "expected decimal:K with K from 1 to 1000"), ("decimal:1001", "got 'decimal:1001'"), ("decimal:-1", "got 'decimal:-1'"),
    ("decimal:²", "got 'decimal:²'"), ("exact:3", "expected exact, got 'exact:3'"), ("float:", "expected float, got 'float:'")])
def test_names(name, sentence):
    """One sentence for a name that is none."""
    with pytest.raises(NeurosimError) as caught:
        make_arithmetic(name)
    assert str(caught.value).startswith("numbers: ") and sentence in str(caught.value)


@pytest.mark.parametrize("name", ["rounded:0", "rounded:30", "decimal:1", "decimal:1000", "float", "fraction", "exact"])
def test_names_that_are_known(name):
    """The limits belong to the range."""
    assert name == make_arithmetic(name).name and name.partition(":")[0] in ARITHMETICS


BITS = """
from neurosim.core.network import NeuralNetwork
from neurosim.explain.trace import take_trace
for activation in ("sigmoid", "tanh", "softmax"):
    for numbers in ("rounded:5", "decimal:60", "exact"):
        network = NeuralNetwork.build(2, 3, 2, activation=activation, seed=5)
        print(take_trace(network, [([0.3, -40.0], [0.1, 0.9])], numbers=numbers).rows())
"""


@pytest.mark.slow
def test_same_bits_on_every_python():
    """The decimal module gives the same digits on every version."""
    root = Path(__file__).resolve().parents[3]
    pythons = [sys.executable, *map(str, Path.home().glob(".pyenv/versions/3.1[0-9]*/bin/python"))]
    if len(pythons) < 2:
        pytest.skip("only one Python found on this machine")
    outputs = {subprocess.run([python, "-S", "-B", "-c", BITS], cwd=root, capture_output=True, text=True, check=True).stdout
               for python in pythons}
    assert 1 == len(outputs) and 10_000 < len(outputs.pop())
