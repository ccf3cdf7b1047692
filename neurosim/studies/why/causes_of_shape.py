"""Causes that lie in what the network is made of: no bias, too few neurons, a last layer that cannot answer."""

from ...core.activations import ACTIVATIONS
from .cause import cause, named, shown
from .cures import (after, faster, fitting_loss, has_bias, linear_end, other_starts, scaled, slower, wider, with_biases)

MOST_LEVELS = 3


@cause("{neurons} cannot shift: without a bias that is trained a neuron answers {out} to inputs of 0, whatever its "
       "weights.",
       "Give every neuron a bias that is trained.",
       with_biases, after(with_biases, slower), after(scaled, with_biases), weight=1)
def no_bias(attempt):
    for place, layer in enumerate(attempt.document["layers"]):
        if not has_bias(layer):
            made = attempt.trainer.network.layers[place]
            outs = made.feed_forward([0.0] * len(made.neurons[0].weights))
            return {"neurons": named(attempt, place, range(len(outs))), "out": shown(outs[0])}
    return None


@cause("The target {target} is out of reach: {activation}, the last layer's activation, gives {low} to {high}.",
       "Take a last layer that reaches the targets, such as a linear one, or scale the targets.",
       linear_end, after(linear_end, slower), after(linear_end, faster), weight=1)
def targets_out_of_reach(attempt):
    activation = ACTIVATIONS.make(attempt.document["layers"][-1]["activation"])
    targets = [target for wanted in attempt.yardstick.wanted for target in wanted]
    beyond = [target for target in targets if not activation.low <= target <= activation.high]
    if not beyond:
        return None
    return {"target": shown(max(beyond, key=abs)), "activation": activation.name, "low": shown(activation.low),
            "high": shown(activation.high)}


@cause("The last layer cannot say it: a softmax of one neuron is 1 whatever its net, so its slope is 0.",
       "Take a sigmoid, or one neuron for each class.", fitting_loss, weight=1)
def lone_softmax(attempt):
    last = attempt.document["layers"][-1]
    is_softmax = ACTIVATIONS.make(last["activation"]).layer_wide
    return {} if is_softmax and last["neurons"] == 1 else None


@cause("Training stopped at step {step}, as the loss is not defined there: {problem}.",
       "Take the loss that fits the last layer.", fitting_loss, linear_end)
def loss_undefined(attempt):
    if "loss undefined" not in attempt.stopped:
        return None
    problem = attempt.stopped.partition("loss undefined: ")[2].partition(" (expected")[0]
    return {"step": f"{attempt.trainer.steps_taken + 1:,}", "problem": problem}


@cause("This start is an unlucky one: {solved} of {starts} others come through, and it is stuck at E = {error}.",
       "Begin with another seed.", other_starts, weight=3)
def unlucky_start(attempt):
    others = attempt.others
    solved = [other for other in others if other.is_well]
    if not others or attempt.stopped or 2 * len(solved) < len(others):
        return None
    return {"solved": len(solved), "starts": len(others), "error": shown(attempt.last)}


@cause("There are too few hidden neurons, {hidden}: {stuck} of {starts} other starts are stuck, too, at E = {levels}.",
       "Take more hidden neurons.", wider, weight=3)
def too_few_neurons(attempt):
    others = attempt.others
    stuck = sorted(other.last for other in others if not other.is_well)
    if attempt.stopped or 2 * len(stuck) <= len(others):
        return None
    sizes = [layer["neurons"] for layer in attempt.document["layers"][:-1]]
    levels = dict.fromkeys(map(shown, stuck))
    return {"hidden": "-".join(map(str, sizes)) or "none", "stuck": len(stuck), "starts": len(others),
            "levels": ", ".join(list(levels)[:MOST_LEVELS])}
