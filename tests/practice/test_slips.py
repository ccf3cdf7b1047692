"""Slips that are in no catalogue: no innocent mistake is told in their place with confidence."""

import random

import pytest

from neurosim import load
from neurosim.explain.arithmetic import nearest
from neurosim.practice.diagnosis.consistency import Tape

LAYERS = [{"weights": [[0.55, 0.01], [-0.31, 0.41], [-0.43, -0.21]], "biases": [-0.67, -0.71, -0.74]},
          {"weights": [[0.29, -0.15, -0.14], [0.09, 0.91, 0.32], [0.18, 0.0, -0.92]], "biases": [-0.62, -0.5, -0.37]},
          {"weights": [[-0.88, 0.34, -0.66], [-0.34, 0.94, 0.8]], "biases": [0.23, 0.21]}]
OFF = {"w6_new": "-0.2108", "b3_new": "-0.7411"}    # ∂out/∂net of the third neuron was taken otherwise; one digit, or two, is all


def test_what_two_last_digits_say_may_be_chance():
    """All other new weights are right to four digits; a mistake that fits the two is told as possible."""
    right = load({"format": "neurosim-experiment", "version": 1, "inputs": 2, "layers": LAYERS,
                  "loss": "half_squared_error", "optimizer": {"name": "sgd", "learning_rate": 0.5},
                  "samples": [{"inputs": [0.32, 0.74], "targets": [0.23, 0.61]}]})
    numbers = right.trace()
    answers = {f"{name}_new": f"{numbers[f'{name}_new']:.4g}" for name in numbers.parameters}
    found = right.diagnose({**answers, **OFF})
    assert ["w6_new", "b3_new"] == found.differing
    assert not any(each.sure for each in found.explanations)


SLIPPED = ("net", "out", "dE_dout", "dE_dnet", "dout_dnet")


@pytest.mark.slow
@pytest.mark.parametrize("given, digits", [("_new", 4), ("_new", 6), ("dE_dw", 4)])
@pytest.mark.parametrize("seed", range(8))
def test_a_slip_is_no_known_mistake(seed, given, digits):
    """One or two numbers of the step are taken otherwise, by whatever factor; what comes of them is handed in."""
    draw, right = random.Random(seed), load({
        "format": "neurosim-experiment", "version": 1, "inputs": 2, "layers": LAYERS,
        "samples": [{"inputs": [0.1 * seed - 0.35, 0.74], "targets": [0.23, 0.61]}]})
    trace = right.trace()
    names = [q.name for q in trace.quantities.values() if q.kind in SLIPPED and not q.is_given]
    slips = {name: nearest(trace[name]) * draw.uniform(0.3, 1.9) + draw.uniform(-0.2, 0.2)
             for name in draw.sample(names, draw.choice([1, 2]))}
    tape = Tape(trace)
    values, _ = tape.played(slips)
    found = right.diagnose({name: f"{values[place]:.{digits}g}" for name, place in tape.places.items() if given in name})
    assert [] == [each for each in found.explanations if each.sure and not each.is_convention and each.decimals is None]
    assert [] == [each for each in found.explanations if each.leaves]
