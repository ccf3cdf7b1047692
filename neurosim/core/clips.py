"""Clips: slopes that are too great are made smaller before the optimizer sees them. They hold no numbers, as schedules.

    look(optimizer, network, gradient)     what is known of all slopes before weights move
    clipped(optimizer, slopes)             the slopes of a group of weights, none too great

PyTorch's clip_grad_value_ and clip_grad_norm_. To add one, add an entry.
"""

from itertools import chain, compress

from .guard import checks
from .maths import constant, largest, sqrt, square, total, where
from .parameters import trained
from .registry import Chosen, Registry

CLIPS = Registry("clip")
SAFETY = 1e-6    # PyTorch's, beside the norm


class Clip(Chosen):
    settings, initial = {}, {}
    asks_all = False    # whether every slope depends on all of them

    def begin(self, optimizer):
        for name, value in self.settings.items():
            setattr(optimizer, name, value)
        optimizer.settings = tuple(dict.fromkeys([*optimizer.settings, *self.settings]))
        optimizer.shared_memory = {**optimizer.shared_memory, **self.initial}

    def look(self, optimizer, network, gradient):
        """Nothing."""


@CLIPS.entry
class value(Clip):
    """Each slope on its own: from -limit to limit."""

    def __init__(self, limit=1.0):
        self.settings = {"clip_limit": checks.number(limit, "limit", 5e-324, expected="a finite number > 0")}

    def clipped(self, optimizer, slopes):
        limit = optimizer.clip_limit
        return [-largest(-limit, -largest(-limit, slope)) for slope in slopes]


@CLIPS.entry
class norm(Clip):
    """All slopes together: where √Σ slope² is more than the limit, every slope is made smaller by the same factor.

        clip_share = limit / (slope_norm + 1e-6), but 1 at most
    """

    asks_all = True

    def __init__(self, limit=1.0):
        self.settings = {"clip_limit": checks.number(limit, "limit", 5e-324, expected="a finite number > 0")}
        self.initial = {"slope_norm": 0.0, "clip_share": 1.0}

    def look(self, optimizer, network, gradient):
        groups = [group for layer, slopes in zip(network.layers, gradient)
                  for group in compress(slopes, trained(layer))]
        optimizer.shared_memory["slope_norm"] = sqrt(total(map(square, chain.from_iterable(groups))))
        size = optimizer.shared_memory["slope_norm"]
        share = optimizer.clip_limit / (size + constant(SAFETY, size))
        optimizer.shared_memory["clip_share"] = where(share < 1.0, share, 1.0)

    def clipped(self, optimizer, slopes):
        share = optimizer.shared_memory["clip_share"]
        return [share * slope for slope in slopes]
