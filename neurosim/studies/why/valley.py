"""The error along a step: how far it is to the bottom of the valley that the step goes down.

Along the step d, from the slopes g, the error of the batch is nearly  E + s · (g·d) + ½ s² · (d·H·d),  s = 1 being
the whole step. So the bottom is at  s = −(g·d) / (d·H·d):  below ½ the step climbs the other side higher than it
began, and with 100 it could be 100 times as long. H·d is what the slopes change by along a small part of d.
"""

from itertools import chain
from math import isfinite

from ...core.maths import INFINITY, sqrt, total
from ...core.parameters import parameters, put_parameters
from ...training.state import restore, state_of

SMALL = 1e-4    # how far along d, beside how great the weights are


def valleys(trainer, steps):
    """[(number of the step, where along it the bottom is), ...] of the steps to come, those that move something."""
    found = [(trainer.steps_taken + 1, bottom_of_step(trainer)) for _ in range(steps)]
    return [(step, bottom) for step, bottom in found if bottom is not None]


def bottom_of_step(trainer):
    """Takes a step, and says where along it the bottom is: infinity where the error falls without end, None where there
    is no step that goes down."""
    try:
        state, network = state_of(trainer), trainer.network
        batch = [trainer.samples[place] for place in next(trainer.batches)]
        restore(trainer, state)
        before, slopes = parameters(network), flat_gradient(trainer, batch)
        trainer.run_steps(1)
        after = parameters(network)
        step = [b - a for a, b in zip(before, after)]
        bends = curvature(trainer, batch, before, step, slopes)
        put_parameters(network, after)
    except (ArithmeticError, ValueError):
        return None
    falls = -dot(slopes, step)
    if not isfinite(falls) or not isfinite(bends) or falls <= 0.0:
        return None
    return falls / bends if bends > 0.0 else INFINITY


def curvature(trainer, batch, at, step, slopes):
    """d·H·d"""
    length = sqrt(dot(step, step))
    part = SMALL * (1.0 + sqrt(dot(at, at))) / length if length else 1.0
    put_parameters(trainer.network, [value + part * change for value, change in zip(at, step)])
    there = flat_gradient(trainer, batch)
    return total([(b - a) * change for a, b, change in zip(slopes, there, step)]) / part


def flat_gradient(trainer, batch):
    gradient = trainer.network.gradient(batch, trainer.reduction)
    return list(chain.from_iterable(chain.from_iterable(gradient)))


def dot(left, right):
    return total([a * b for a, b in zip(left, right)])
