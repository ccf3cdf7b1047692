"""Every activation and every loss, on symbols: the bits of the floats, formulas that are true, text that reads."""

import json
import re
from math import isclose

import pytest

from neurosim.core import maths
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.layers import make_layer
from neurosim.core.losses import LOSSES
from neurosim.core.network import NeuralNetwork
from neurosim.explain.derivation import Step
from neurosim.explain.expression import OPERATIONS, Expression
from neurosim.explain.notation import TEXT
from neurosim.explain.trace import take_trace

TARGETS = {"sparse_categorical_cross_entropy": [1.0], "hinge": [1.0, -1.0], "squared_hinge": [-1.0, 1.0]}
PAIRS = [*((activation, "half_squared_error") for activation in ACTIVATIONS), *(("sigmoid", loss) for loss in LOSSES), ("softmax", "kl_divergence")]


def network(activation, loss):
    """Outs above 0 for every activation, so that every logarithm has a value."""
    return NeuralNetwork([make_layer([[0.3, -0.8], [0.7, 0.2]], [0.1, -0.1], activation=activation),
                          make_layer([[0.4, 0.1], [0.1, 0.3]], [0.35], bias="shared", activation=activation if not LOSSES.make(loss).on_nets
                                     else "linear")], loss)


@pytest.fixture(params=PAIRS, ids=" ".join)
def case(request):
    activation, loss = request.param
    return network(activation, loss), ([0.9, 0.4], TARGETS.get(loss, [0.25, 0.75]))


def test_symbols_have_the_bits_of_floats(case):
    """A trace is the training step itself: every new weight is the same."""
    trained, sample = case
    trace = take_trace(trained, [sample])
    trained.train(*sample)
    values = [value for layer in trained.layers for neuron in layer.neurons for value in neuron.weights]
    assert values == [trace[f"w{i}_new"] for i in range(1, 9)]


def test_formulas_are_true(case):
    """Each formula, evaluated as Python over its causes, gives the value to the last bit; and so do its numbers."""
    trace = take_trace(case[0], [case[1]])
    functions = {name: getattr(maths, name) for name in OPERATIONS if hasattr(maths, name)}
    for quantity in trace.quantities.values():
        step = Step(quantity)
        known = {name: trace.quantities[name].value for name in step.causes}
        assert repr(step.value) == repr(eval(step.formula, functions, known)), step
        assert repr(step.value) == repr(eval(step.numbers, functions)), step


def test_text_says_the_same(case):
    """What people read, turned back into Python by its signs, gives the value as nearly as rounding lets it."""
    for quantity in take_trace(case[0], [case[1]]).quantities.values():
        assert isclose(quantity.value, as_python(TEXT.write_values(quantity.expression.body, repr)), rel_tol=1e-9, abs_tol=1e-12)


def as_python(text):
    """The value of a formula as TEXT writes it."""
    for sign, meaning in [("−", "-"), ("·", "*"), ("²", "**2"), ("e^(", "exp("), ("ln(", "log("), ("√(", "sqrt("), ("Φ(", "normal_cdf("), ("φ(", "normal_density(")]:
        text = text.replace(sign, meaning)
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text)
    text = re.sub(r"(?<![\w.-])(\d+)(?![\w.])", r"\1.0", text)    # the functions of maths.py are for floats
    text = text.replace("**2.0", "**2")
    return eval(text, {**vars(maths), "abs": abs, "max": max})


def test_the_trace_is_json(case):
    """Strict JSON, which has no nan and no infinity."""
    trace = take_trace(case[0], [case[1]])
    assert trace.to_dict() == json.loads(json.dumps(trace.to_dict(), allow_nan=False))


@pytest.mark.parametrize("build, text", [
    (lambda x, y: maths.expm1(x), "e^(x) − 1"), (lambda x, y: y * maths.expm1(x), "y · (e^(x) − 1)"),
    (lambda x, y: y - maths.expm1(x - y), "y − (e^(x − y) − 1)"), (lambda x, y: maths.log1p(x) * y, "ln(1 + x) · y"),
    (lambda x, y: maths.log1p(x - y), "ln(1 + (x − y))"), (lambda x, y: maths.log(x * y), "ln(x · y)"),
    (lambda x, y: maths.square(maths.log1p(x)), "ln(1 + x)²"), (lambda x, y: maths.absolute(x - y) * y, "|x − y| · y"),
    (lambda x, y: x * maths.normal_cdf(x) + maths.normal_density(-x), "x · Φ(x) + φ(−x)"), (lambda x, y: maths.sign(x - y), "sign(x − y)"),
])
def test_signs_of_mathematics(build, text):
    """Each new operation as it is written, and brackets where it needs them."""
    assert text == TEXT.write(build(Expression.given("x", 0.5), Expression.given("y", 0.25)))
