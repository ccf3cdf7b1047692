"""The experiments that come with neurosim: each does what its line says."""

import pytest

import neurosim
from neurosim.examples import CATALOGUE


def trained(name, **options):
    experiment = neurosim.load(name)
    return experiment, experiment.train(**options)


@pytest.mark.parametrize("name", CATALOGUE)
def test_each_can_be_traced_and_explained(name):
    """The name in the file is the name in the list, and the first weight has a derivation."""
    experiment = neurosim.load(name)
    assert name == experiment.name
    assert "dE_dw1" == experiment.explain("w1").goal


@pytest.mark.parametrize("name", [name for name in CATALOGUE if name != "worked-example"])
def test_each_learns(name):
    """From its own seed, in its own number of steps, the error falls."""
    _, training = trained(name)
    assert training.errors[-1][1] < 0.6 * training.errors[0][1]


def test_logistic_regression_finds_the_known_coefficients():
    """Hours of study and passing an exam: 1.5046 and -4.0777, the maximum likelihood that textbooks of statistics print."""
    _, training = trained("logistic-regression", steps=20_000)
    found = training.parameters()
    assert (1.5046, -4.0777) == (round(found["w1"], 4), round(found["b1"], 4))
    assert 8.02988 == pytest.approx(20 * training.errors[-1][1], abs=1e-5)


def test_logistic_regression_has_one_product():
    """No hidden layer: one path from the error to the weight, and no sum over paths anywhere."""
    from neurosim.explain.paths import Paths
    trace = neurosim.load("logistic-regression").trace(sample=3)
    assert 1 == Paths(trace, "dE_dw1").count
    assert [] == [step for step in trace.explain("w1").steps if step.kind == "dE_dout" and step.owner != "o1"]


def test_one_hidden_unit_has_all_gradients_and_the_jacobian():
    """x, one hidden neuron, softmax: W and its bias, V and its biases, and every out by every net."""
    trace = neurosim.load("one-hidden-unit").trace()
    assert ["w1", "b1", "w2", "w3", "b2", "b3"] == sorted(trace.parameters, key=["w1", "b1", "w2", "w3", "b2", "b3"].index)
    for i in (1, 2):
        for j in (1, 2):
            out_i, out_j = trace[f"out_o{i}"], trace[f"out_o{j}"]
            assert out_i * ((i == j) - out_j) == pytest.approx(trace[f"dout_o{i}_dnet_o{j}"], rel=1e-12)


@pytest.mark.parametrize("name, right", [("xor", lambda out, target: round(out) == target), ("xor-hinge", lambda out, target: out * target >= 1),
                                         ("xor-cross-entropy", lambda out, target: round(out) == target),
                                         ("xor-logits", lambda net, target: (net > 0) == target),
                                         ("two-moons", lambda out, target: round(out) == target)])
def test_all_cases_right(name, right):
    """Every sample is on its side."""
    experiment, training = trained(name)
    assert all(right(*outs, *targets) for outs, (_, targets) in zip(training.outputs, experiment.samples))


@pytest.mark.slow
def test_logits_learn_what_the_sigmoid_learns():
    """The same loss in two forms: the same errors by step within rounding."""
    (_, first), (_, second) = trained("xor-cross-entropy"), trained("xor-logits")
    assert [error for _, error in first.errors] == pytest.approx([error for _, error in second.errors], rel=1e-9)


@pytest.mark.parametrize("name", ["softmax-regression", "autoencoder"])
def test_the_greatest_out_is_the_right_one(name):
    """Every sample is put into its class."""
    experiment, training = trained(name)
    assert all(outs.index(max(outs)) == targets.index(max(targets)) for outs, (_, targets) in zip(training.outputs, experiment.samples))


def test_curve_is_fitted():
    """The samples have noise of 0.08; half its square is 0.0032, and the fit is within twice that."""
    assert trained("curve")[1].errors[-1][1] < 0.0064
