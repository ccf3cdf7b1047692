"""How reports speak of losses: the constant in the header, a class number, the short form of softmax with cross-entropy."""

import pytest

from neurosim import load
from neurosim.core.layers import make_layer
from neurosim.core.losses import LOSSES
from neurosim.core.network import NeuralNetwork
from neurosim.explain.trace import take_trace
from neurosim.show.render.text import render
from neurosim.show.report.derivation_report import derivation_report, derivations_report
from neurosim.show.report.trace_report import trace_report


def network(activation, loss, biases=(0.1, -0.2, 0.3)):
    return NeuralNetwork([make_layer([[0.4, -0.3], [0.2, 0.5], [-0.6, 0.1]], list(biases), activation=activation)], loss)


SAMPLE = [1.0, -0.5]


def derived(network, targets, goal):
    trace = take_trace(network, [(SAMPLE, targets)])
    return "".join(render(derivation_report(trace.explain(goal))))


@pytest.mark.parametrize("activation, loss, targets, goal, short", [
    ("softmax", "categorical_cross_entropy", [0.0, 1.0, 0.0], "dE_dnet_o2", "∂E/∂net_o2 = out_o2 − t2    the same, in short"),
    ("softmax", "categorical_cross_entropy", [0.2, 0.5, 0.3], "w1", "∂E/∂net_o1 = out_o1 − t1    the same, in short"),
    ("softmax", "kl_divergence", [0.2, 0.5, 0.3], "dE_dnet_o3", "∂E/∂net_o3 = out_o3 − t3    the same, in short"),
    ("softmax", "sparse_categorical_cross_entropy", [1.0], "dE_dnet_o2", "∂E/∂net_o2 = out_o2 − 1    the same, in short"),
    ("softmax", "sparse_categorical_cross_entropy", [1.0], "dE_dnet_o3", "∂E/∂net_o3 = out_o3 − 0    the same, in short"),
    ("sigmoid", "binary_cross_entropy", [0.0, 1.0, 0.5], "dE_dnet_o2", "∂E/∂net_o2 = (out_o2 − t2) / 3    the same, in short"),
    ("linear", "softmax_cross_entropy", [0.0, 1.0, 0.0], "dE_dnet_o2", "∂E/∂out_o2 = softmax_o2 − t2    the same, in short"),
    ("linear", "sigmoid_cross_entropy", [0.0, 1.0, 0.5], "dE_dnet_o2",
     "∂E/∂out_o2 = (1 / (1 + e^(−out_o2)) − t2) / 3    the same, in short")])
def test_short_form(activation, loss, targets, goal, short):
    """Besides the sum over the Jacobian stands what it comes to, with the number."""
    assert short in derived(network(activation, loss), targets, goal)


def test_short_form_is_the_number():
    """Both equations end at the same value."""
    lines = derived(network("softmax", "categorical_cross_entropy"), [0.0, 1.0, 0.0], "dE_dnet_o2").splitlines()
    start = next(i for i, line in enumerate(lines) if "in short" in line)
    assert lines[start - 1].split(" = ")[1] == lines[start + 2].split(" = ")[1] != ""


def test_of_a_large_batch_one_sample_is_followed():
    """The sum names first and last, the chain is that of the first sample, and a sentence says where the others are. JSON has all."""
    derivation = load("logistic-regression").explain("w1")
    text = "".join(render(derivation_report(derivation)))
    assert "∂E/∂w1⁽⁶⁾ + … (12 more) + ∂E/∂w1⁽¹⁹⁾ + ∂E/∂w1⁽²⁰⁾) / 20\n" in text and "Only the chain of sample 1 is followed here" in text
    assert "\nnet_o1⁽¹⁾ = w1 · i1⁽¹⁾ + b1\n" in text and "net_o1⁽²⁾" not in text and text.count("\n") < 60
    assert {f"net_o1_s{number}" for number in range(1, 21)} <= {row["name"] for row in derivation.to_dict()["steps"]}
    assert "net_o1⁽²⁰⁾ = " in "".join(render(derivations_report(derivation.trace)))
    assert "net_o1⁽⁷⁾ = " in "".join(render(derivation_report(load("logistic-regression").explain("net_o1_s7"))))


@pytest.mark.parametrize("activation, loss, targets", [
    ("softmax", "half_squared_error", [0.0, 1.0, 0.0]), ("sigmoid", "half_squared_error", [0.0, 1.0, 0.0]),
    ("sigmoid", "categorical_cross_entropy", [0.0, 1.0, 0.0])])
def test_no_short_form(activation, loss, targets):
    """Where the slopes do not cancel there is nothing to say."""
    assert "in short" not in derived(network(activation, loss), targets, "dE_dnet_o2")


def test_short_form_only_where_it_is_true():
    """Targets that add up to 1 only nearly: the sum over the Jacobian is not out − t to the last digits, so it is not claimed."""
    targets = [0.333333333, 0.333333333, 0.3333333335]
    assert "in short" not in derived(network("softmax", "categorical_cross_entropy"), targets, "dE_dnet_o2")


@pytest.mark.parametrize("loss", LOSSES)
def test_every_header_has_the_constant(loss):
    """The formula with its factor and its mean or sum stands in the trace, in training, and above the table of errors."""
    formula = LOSSES.make(loss).formula
    assert formula.startswith("E = ")
    last = "linear" if LOSSES.make(loss).on_nets else "softmax"
    targets = {"sparse_categorical_cross_entropy": [1.0], "hinge": [1.0, -1.0, 1.0], "squared_hinge": [1.0, -1.0, 1.0]}.get(loss, [0.2, 0.5, 0.3])
    trace = take_trace(network(last, loss), [(SAMPLE, targets)])
    assert 2 == "".join(render(trace_report(trace))).count(formula)


def test_a_class_number_is_for_all_outputs():
    """The one target stands in the row of all outputs; the table after training has one column for it."""
    trace = take_trace(network("softmax", "sparse_categorical_cross_entropy"), [(SAMPLE, [2.0])])
    lines = "".join(render(trace_report(trace))).splitlines()
    assert ["all", "2"] == next(line.split()[:2] for line in lines if line.startswith("all"))
    assert ["o1", "o2", "o3"] == [line.split()[0] for line in lines if line[:1] == "o" and line[1:2].isdigit() and len(line.split()) == 3][:3]
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 2, "layers": [{"neurons": 3, "activation": "softmax"}], "seed": 1,
                "loss": "sparse_categorical_cross_entropy", "samples": [{"inputs": [1, 2], "targets": [2]}]}
    header = next(line for line in str(load(document).train(3)).splitlines() if line.startswith("  i1") or "t1" in line)
    assert ["i1", "i2", "t1", "o1", "o2", "o3", "error"] == header.split()


@pytest.mark.parametrize("loss, n", [("mean_squared_error", ", n = 3 outputs;"), ("half_squared_error", "")])
def test_n_is_the_number_of_outputs(loss, n):
    """Where the formula divides by n, the header says what that is."""
    text = derived(network("sigmoid", loss), [0.0, 1.0, 0.5], "w1")
    assert n in text and bool(n) == (", n = " in text)


def test_memory_is_not_the_way_forward():
    """The moments of adam stand under a line of their own; dropout is in the header."""
    layers = [{"neurons": 2, "dropout": 0.5}, {"neurons": 1}]
    experiment = load({"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": layers, "optimizer": "adam",
                       "samples": [{"inputs": [1], "targets": [1]}], "seed": 1})
    text = "".join(render(derivation_report(experiment.explain("w3_new"))))
    memory, _, forward = text.partition("which rests on the way forward:")
    assert "by way of what the optimizer remembers:" in memory and "\nm_hat_w3 = " in memory and "m_hat_w3 = " not in forward
    assert "1-2-1 network, sigmoid with dropout 0.5 → sigmoid;" in memory
