"""Marks: where a slope is exactly 0 for want of digits, and where it is a convention."""

import pytest

from neurosim.core.layers import make_layer
from neurosim.core.network import NeuralNetwork
from neurosim.explain.warnings import WARNINGS, find_warnings
from neurosim.explain.trace import take_trace
from neurosim.show.report.derivation_report import derivation_report
from neurosim.show.report.trace_report import trace_report
from neurosim.show.render.text import render


def traced(activation, net, target, loss="half_squared_error"):
    """One neuron whose net is what its input is."""
    return take_trace(NeuralNetwork([make_layer([[1.0]], bias="none", activation=activation)], loss), [([net], [target])])


SATURATED = {"out_o1": ["saturated"], "dout_o1_dnet_o1": ["saturated"]}
KINK = {"net_o1": ["kink"], "dout_o1_dnet_o1": ["kink"]}
KINK_OF_LOSS = {"dE_dout_o1": ["kink"]}


@pytest.mark.parametrize("activation, net", [
    ("sigmoid", 40.0), ("sigmoid", -800.0), ("tanh", 20.0), ("tanh", -20.0), ("elu", -800.0), ("softplus", -800.0), ("gelu", -40.0),
    ("silu", -800.0), ("hard_sigmoid", 3.5), ("hard_sigmoid", -1e6), ("softsign", 1e200)])
def test_saturated(activation, net):
    """The out is a limit of the activation, and the slope is exactly 0."""
    assert SATURATED == find_warnings(traced(activation, net, 0.5))


@pytest.mark.parametrize("activation, net", [
    ("sigmoid", 36.0), ("sigmoid", -40.0), ("elu", -40.0), ("tanh", 18.0), ("linear", 0.0), ("linear", 1e6), ("relu", -1.0), ("relu", 1.0),
    ("leaky_relu", -1.0), ("elu", 0.0), ("softplus", 40.0), ("gelu", 0.0), ("silu", 0.0), ("hard_sigmoid", 2.9), ("softsign", 0.0)])
def test_not_marked(activation, net):
    """A slope that is small is still a slope, and that of relu below 0 is 0 by its definition."""
    assert {} == find_warnings(traced(activation, net, 0.5))


@pytest.mark.parametrize("activation, net, slope", [
    ("relu", 0.0, 0.0), ("relu", -0.0, 0.0), ("leaky_relu", 0.0, 0.01), ({"name": "leaky_relu", "slope": 0.3}, 0.0, 0.3),
    ({"name": "elu", "alpha": 0.5}, 0.0, 0.5)])
def test_kinks(activation, net, slope):
    """The slope at a kink is the declared one."""
    trace = traced(activation, net, 0.5)
    assert KINK == find_warnings(trace)
    assert slope == trace["dout_o1_dnet_o1"]


@pytest.mark.parametrize("net", [-3.0, 3.0])
def test_kinks_of_hard_sigmoid(net):
    """At its kinks it is also at its limits."""
    trace = traced("hard_sigmoid", net, 0.5)
    assert {"net_o1": ["kink"], "out_o1": ["saturated"], "dout_o1_dnet_o1": ["saturated", "kink"]} == find_warnings(trace)
    assert 0.0 == trace["dout_o1_dnet_o1"]


@pytest.mark.parametrize("loss, out, target", [
    ("mean_absolute_error", 0.5, 0.5), ("mean_absolute_percentage_error", 0.5, 0.5), ("hinge", 1.0, 1.0), ("hinge", -1.0, -1.0)])
def test_kinks_of_losses(loss, out, target):
    """|target − out| of 0, and a margin of 0: the slope is 0."""
    trace = traced("linear", out, target, loss)
    assert KINK_OF_LOSS == find_warnings(trace)
    assert 0.0 == trace["dE_dout_o1"]


def test_softmax_is_saturated():
    """One out is 1 and the others 0: all slopes of the layer are 0."""
    network = NeuralNetwork([make_layer([[800.0], [0.0]], bias="none", activation="softmax")], "categorical_cross_entropy")
    assert {name + end for name in ("out_o1", "out_o2", "dout_o1_dnet_o1", "dout_o2_dnet_o2") for end in ("_s1",)} == \
        set(find_warnings(take_trace(network, [([1.0], [1.0, 0.0]), ([0.001], [0.5, 0.5])])))


def test_marks_in_json():
    """A key more for what is marked, and for nothing else."""
    rows = {row["name"]: row for row in traced("sigmoid", 40.0, 0.5).to_dict()["quantities"]}
    assert {"name": "out_o1", "kind": "out", "owner": "o1", "value": 1.0, "marks": ["saturated"]} == rows["out_o1"]
    assert {"name": "net_o1", "kind": "net", "owner": "o1", "value": 40.0} == rows["net_o1"]


def test_marks_in_the_report():
    """The mark stands beside its neuron, forward and backward, and one sentence says what it means; else nothing."""
    def text(net):
        return "".join(render(trace_report(traced("sigmoid", net, 0.5))))
    assert 2 + 1 == text(40.0).count("saturated")
    assert [["o1", "40", "40", "1", "saturated"], ["o1", "0.5", "0", "0", "saturated"]] == \
        [line.split() for line in text(40.0).splitlines() if line.endswith("saturated")]
    assert WARNINGS["saturated"] in text(40.0)
    assert "saturated" not in text(1.0) and "kink" not in text(1.0)


@pytest.mark.parametrize("activation, net, mark", [("sigmoid", 40.0, "saturated"), ("relu", 0.0, "kink")])
def test_marks_in_a_derivation(activation, net, mark):
    """Where a marked slope is a step of it, the sentence says so, and of which; where it is none, or all is well, nothing is said."""
    def text(net, goal):
        return "".join(render(derivation_report(traced(activation, net, 0.5).explain(goal))))
    assert f"\n∂out_o1/∂net_o1: {WARNINGS[mark]}\n" in text(net, "w1")
    assert mark not in text(net, "out_o1") + text(1.0, "w1")
