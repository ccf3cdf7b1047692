"""Thousands of numbers at once: found by name rather than searched for, and a report that ends."""

from random import Random

import pytest

from neurosim.core.network import NeuralNetwork
from neurosim.experiment import load
from neurosim.explain.naming import Names


@pytest.fixture(scope="module")
def experiment():
    """500 weights and 30 biases."""
    draw = Random(1)
    return load({"format": "neurosim-experiment", "version": 1, "inputs": 15, "layers": [{"neurons": 20}, {"neurons": 10}], "seed": 1,
                 "samples": [{"inputs": [round(draw.random(), 3) for _ in range(15)], "targets": [0.5] * 10}]})


@pytest.fixture(scope="module")
def right(experiment):
    trace = experiment.trace()
    return {name: trace[name] for name in trace if name.startswith(("dE_dw", "dE_db"))}


class Counting(list):
    """A list that knows how often somebody went through it."""

    times = 0

    def __iter__(self):
        self.times += 1
        return super().__iter__()


def test_an_answer_is_looked_up_by_its_name(experiment, right):
    """Not searched for among all: 6,300 of them took 20 seconds."""
    diagnosis = experiment.diagnose(right)
    diagnosis.answers = Counting(diagnosis.answers)
    assert (list(right), 0) == ([diagnosis.answer(name).name for name in right], diagnosis.answers.times)


def test_layers_by_name():
    numbers = Names(NeuralNetwork.build(1, 2, 1, seed=1)).layer_numbers
    assert {"h1": 1, "h2": 1, "w1": 1, "w2": 1, "b1": 1, "b2": 1, "o1": 2, "w3": 2, "w4": 2, "b3": 2} == numbers


def spoilt(right, factor):
    draw = Random(2)
    return {name: value * factor(draw) for name, value in right.items()}


@pytest.mark.parametrize("factor, count", [
    (lambda draw: draw.uniform(1.01, 1.5), 530), (lambda draw: draw.choice([-1, 1]), None), (lambda draw: 1, 0)])
def test_a_report_that_ends(experiment, right, factor, count):
    """60 of the answers, those that differ first, and how many more there are; a CSV has all."""
    diagnosis = experiment.diagnose(spoilt(right, factor))
    report = str(diagnosis).splitlines()
    count = len(diagnosis.differing) if count is None else count
    assert f"And 470 more: --format csv lists all 530, of which {count} differ." in report
    assert 60 == sum(line.endswith(("expected", " agrees")) for line in report)
    assert len(report) < 120 and 530 == len(diagnosis.to_dict()["answers"])


def test_what_differs_is_shown_first(experiment, right):
    """It may be the last of all that were given."""
    diagnosis = experiment.diagnose({**right, "dE_db30": right["dE_db30"] * 1.01})
    assert ["dE_db30"] == diagnosis.differing
    assert "differs" in next(line for line in str(diagnosis).splitlines() if line.startswith("∂E/∂"))


def test_a_few_are_all_shown_in_their_order(experiment, right):
    few = dict(list(right.items())[:60])
    assert "--format csv" not in str(experiment.diagnose({**few, "dE_dw60": few["dE_dw60"] * 2.0}))


def test_findings_end_too(experiment, right):
    """Hundreds of numbers with another sign, each a finding of its own."""
    report = str(experiment.diagnose(spoilt(right, lambda draw: draw.choice([-1, 1]))))
    assert 20 == report.count("is exactly −1 × the right one")
    assert "more of that kind: --format json lists all." in report
