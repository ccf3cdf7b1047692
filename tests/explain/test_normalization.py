"""Normalisation explained: every number of a step has a name and a formula, and a derivation goes through every sample."""

import math

import pytest

import neurosim
from neurosim.core import maths
from neurosim.core.layers import make_layer
from neurosim.core.network import NeuralNetwork
from neurosim.explain.derivation import Step
from neurosim.explain.naming import Names
from neurosim.explain.trace import take_trace, trace_answer

WORDS = {name: value for name, value in vars(maths).items() if not name.startswith("_")}


def bits(value):
    return value.hex()


@pytest.fixture(scope="module")
def trace():
    return neurosim.load("batch-normalization").trace()


def test_every_number_has_a_name(trace):
    """On paper: mean 4, variance 6, with eps 0.25 a deviation of 2.5; normed 1.2 below, 0, and 1.2 above; shifted by g = 1.2, b = 0.1."""
    assert (4.0, 6.0, 2.5) == (trace["mean_h1"], trace["variance_h1"], trace["deviation_h1"])
    assert [-1.2, 0.0, 1.2] == [trace[f"normed_h1_s{sample}"] for sample in (1, 2, 3)]
    assert [pytest.approx(1.2 * normed + 0.1) for normed in (-1.2, 0.0, 1.2)] == [trace[f"shifted_h1_s{sample}"] for sample in (1, 2, 3)]
    assert (0.4, 1.8) == (trace["running_mean_h1_new"], pytest.approx(trace["running_variance_h1_new"], rel=1e-15))    # 0.1 of 4; 0.9 + 0.1 of 9


def test_the_way_to_a_weight_goes_through_every_sample(trace):
    """∂E/∂w1 depends on each sample's net by way of the mean and of the variance, and so on each sample's out."""
    steps = {step.name for step in trace.explain("w1").steps}
    assert {f"out_h1_s{sample}" for sample in (1, 2, 3)} | {"mean_h1", "variance_h1", "dE_dmean_h1", "dE_dvariance_h1"} <= steps
    assert ["dE_dnormed_h1_s2", "deviation_h1", "dE_dmean_h1", "dE_dvariance_h1", "net_h1_s2", "mean_h1"] == Step(
        trace.quantities["dE_dnet_h1_s2"]).causes


def test_scales_are_explained(trace):
    """∂E/∂g1 is the mean of ∂E/∂shifted · normed, and the step moves g1 by it."""
    slope = sum(trace[f"dE_dshifted_h1_s{sample}"] * trace[f"normed_h1_s{sample}"] for sample in (1, 2, 3)) / 3
    assert slope == pytest.approx(trace["dE_dg1"], rel=1e-15)
    assert trace["g1"] - 0.5 * trace["dE_dg1"] == trace["g1_new"]
    assert "g1, the scale of h1" in str(trace.explain("g1"))


@pytest.mark.parametrize("normalize", ["batch", "layer", {"name": "batch", "train_scales": False, "eps": 0.1}])
@pytest.mark.parametrize("bias", ["own", "shared", "none"])
def test_same_bits_three_ways(normalize, bias):
    """Floats, the recorded step, and its formulas as Python reads them agree in every bit."""
    biases = [0.1, -0.2][:{"own": 2, "shared": 1, "none": 0}[bias]]
    network = NeuralNetwork([make_layer([[0.3, -0.8], [0.7, 0.2]], biases, bias, "tanh", normalize=normalize),
                             make_layer([[0.4, 0.1]], [0.3], normalize="batch")], optimizer="adam")
    batch = [([0.9, 0.4], [0.25]), ([0.2, 1.5], [0.9]), ([-0.6, 0.3], [0.5])]
    network.learn(batch)
    found = take_trace(network, batch)
    for quantity in found.quantities.values():
        step = Step(quantity)
        causes = {cause: found[cause] for cause in step.causes}
        assert bits(quantity.value) == bits(float(eval(step.formula, {"__builtins__": {}, **WORDS}, causes))), quantity.name
    network.learn(batch)
    assert {name: bits(value) for name, value in Names(network).values(network)} == {
        name: bits(found[f"{name}_new"]) for name in found.names.all_parameters()}
    last = network.layers[1]
    assert [bits(mean) for mean in last.running_means] == [bits(found["running_mean_o1_new"])]


def test_answers_outside_training():
    """The running means stand where the batch's were: (1 − 0) / √(1 + 0.25) is the first normed net."""
    answer = trace_answer(neurosim.load("batch-normalization").network, [1.0], [0.0])
    assert 1.0 / math.sqrt(1.25) == answer["normed_h1"]
    assert "mean_h1" not in answer and "running_mean_h1" in answer


@pytest.mark.parametrize("name", ["w1", "g2", "b1"])
def test_a_nudge_agrees(name):
    """A nudge of 1e-6 moves E as far as the slope says, in 40 digits."""
    *_, (_, predicted, actual, ratio) = neurosim.load("batch-normalization").nudge(name).rows
    assert 1.0 == pytest.approx(ratio.nearest(), abs=1e-4)


def test_a_run_goes_on_after_a_break(tmp_path):
    """Scales and running means are in the checkpoint, and in the saved file."""
    whole, first, second = (neurosim.load("batch-normalization") for _ in range(3))
    whole.train(60)
    first.train(25, checkpoint=tmp_path / "run.json")
    second.resume(tmp_path / "run.json", 60)
    for experiment in (second, whole):
        experiment.save(tmp_path / "saved.json")
        again = neurosim.load(str(tmp_path / "saved.json"))
        assert whole.network.layers[0].settings() == again.network.layers[0].settings()
        assert whole.error() == again.error()


def test_check_agrees_with_pytorch_and_nudges():
    """All nine slopes, in three ways."""
    check = neurosim.load("batch-normalization").check()
    assert (True, 9) == (check.agree, len(check.comparisons))


@pytest.mark.slow
def test_diagnosis_of_a_normalised_step():
    """Right numbers agree, to the digits that they have; a slope taken before the mean and variance move is found to differ."""
    experiment = neurosim.load("batch-normalization")
    assert experiment.diagnose({"dE_dg1": 0.0336, "dE_dw1": 0.00161}).agree
    assert not experiment.diagnose({"dE_dg1": 0.0336, "dE_dw1": 0.0161}).agree
