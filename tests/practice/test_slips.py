"""Slips that are in no catalogue: no innocent mistake is told in their place with confidence."""

from neurosim import load

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
