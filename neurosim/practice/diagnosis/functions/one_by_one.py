"""A step that takes its weights and biases one by one, step(X, Y, W1, b1, W2, b2, learning_rate), in any order."""

import inspect
import re

from .probe_network import NO_HIDDEN, ONE_HIDDEN, SHAPES

OF_LAYERS = {1: NO_HIDDEN, 2: ONE_HIDDEN, 3: SHAPES}    # the probes, by how many layers there are
WEIGHT = re.compile(r"(w|weights?|theta)_?\d+", re.IGNORECASE)
BIAS = re.compile(r"(b|bias(es)?)_?\d+", re.IGNORECASE)


def of_lists(step):
    """The same as a step that takes a list of weights and one of biases; any other step as it is."""
    names = parameters(step)
    weights, biases = ([name for name in names if kind.fullmatch(name)] for kind in (WEIGHT, BIAS))
    others = [name for name in names if name not in weights and name not in biases]
    if not weights or len(biases) not in (0, len(weights)) or len(others) not in (2, 3):
        return step

    def call(matrices, rows, *given):
        named = {**dict(zip(weights, matrices)), **dict(zip(biases, rows)), **dict(zip(others, given))}
        return step(*map(named.get, names))

    def with_biases(matrices, rows, inputs, targets, rate):
        return call(matrices, rows, inputs, targets, rate)

    def without_biases(matrices, inputs, targets, rate):
        return call(matrices, [], inputs, targets, rate)
    found = with_biases if biases else without_biases
    found.shapes = OF_LAYERS.get(len(weights))
    return found


def parameters(step):
    """The names of those that are given by place, but for what a method is bound to."""
    try:
        found = inspect.signature(step).parameters.values()
    except (TypeError, ValueError):
        return []
    return [each.name for each in found if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
