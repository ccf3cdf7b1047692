"""The catalogue of mistakes under the gradient check: every spoilt gradient is caught, and no other."""

import pytest

import neurosim
from neurosim.core.guard.errors import Undefined
from neurosim.practice.mistakes import MISTAKES

# From the table of fingerprints on the worked example, made with the catalogue: E is right, ∂E/∂w5 or ∂E/∂w1 is not ...
WRONG = ["updated_weights", "missing_output_slope", "missing_hidden_slope", "missing_slopes", "first_path_only",
         "missing_outgoing_weight", "hidden_sign", "factor_two", "mean_over_outputs", "slope_at_out", "slope_of_net",
         "slope_of_error", "transposed_backward", "net_instead_of_out"]
# ... both are right; or the network computes something else, and the gradient is that one's.
RIGHT = ["bias_trained", "bias_shared", "missing_learning_rate", "ascent", "transposed_weights", "targets_swapped"]


@pytest.mark.parametrize("name, agree", [*((name, False) for name in WRONG), *((name, True) for name in RIGHT)])
def test_published_fingerprints(name, agree):
    """A gradient that differs in the table of fingerprints differs here."""
    assert agree is MISTAKES[name].spoil(neurosim.load("worked-example")).check().agree


ROUNDS = ("rounded", "float32")    # only last digits are wrong, and of a small difference these are all there is
EXPERIMENTS = {name: neurosim.load(name) for name in ("worked-example", "one-hidden-unit", "xor-hinge")}


def by_hand(experiment):
    """(∂E/∂w as it backpropagates, (E(w + h) − E(w − h)) / 2h) of every weight, layer by layer; the step's sample."""
    network, h = experiment.network, 1e-5
    sample = experiment.samples[experiment.trace().places[0]]
    for layer, slopes in zip(network.layers, network.gradient([sample])):
        yield []
        for neuron, row in zip(layer.neurons, slopes):
            for i, slope in enumerate(row):
                before, errors = neuron.weights[i], []
                for neuron.weights[i] in (before + h, before - h):
                    errors.append(network.error(*sample))
                neuron.weights[i] = before
                yield [(slope, (errors[0] - errors[1]) / (2 * h))]


def astray(experiment):
    """How far the gradient is off, relative to the largest slope of its layer; the worst of all weights."""
    layers = []
    for pairs in by_hand(experiment):
        layers.append([]) if not pairs else layers[-1].extend(pairs)
    return max(max(abs(slope - true) for slope, true in layer)
               / (max(abs(slope) for pair in layer for slope in pair) or 1.0) for layer in layers)


@pytest.mark.parametrize("name, mistake", [(name, mistake) for name, experiment in EXPERIMENTS.items()
                                           for mistake in MISTAKES if MISTAKES[mistake].occurs(experiment)])
def test_every_spoilt_gradient_is_caught(name, mistake):
    """Whatever a difference worked out here says is wrong. Biases are not asked here, so their rows are left out."""
    try:
        off = astray(MISTAKES[mistake].spoil(neurosim.load(name)))
        check = MISTAKES[mistake].spoil(neurosim.load(name)).check()
    except Undefined:    # the spoilt outs are none for this loss: there is no error to have a slope
        assert mistake in ("missing_output_activation", "softmax_without_exp", "wrong_activation")
        return
    weights_agree = all(row.verdict != "differs" for row in check.comparisons if row.name.startswith("w"))
    assert off < 1e-6 or off > 1e-4 or mistake in ROUNDS
    assert weights_agree is (off < 1e-6 or mistake in ROUNDS)
