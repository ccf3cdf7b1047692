"""Runs of one setting, each as a whole in C: the same rows as step by step, where C has them."""

import ctypes
from array import array
from itertools import chain

from ...core.maths import INFINITY
from ...explain.codegen.in_loops import room
from ...explain.codegen.c_starts import start_source
from ...explain.codegen.carried import carried, settings
from ...explain.codegen.straight import ANY
from ...training import c_libraries
from ...training.compiled_steps import address, drawn_ahead, in_a_row, is_for_c, source_for
from ...training.many_steps import checked_pairs, is_plain, samples_of_a_step
from .criterion import Below


MOST_DRAWN = 5_000_000    # places and masks of all steps of a run: 40 MB


def can_run(trainer, criterion):
    """Whether one program takes every step, what chance says has room, and the outs are what the criterion looks at."""
    network = trainer.network
    dropped = sum(len(layer.neurons) for layer in network.dropouts)
    drawn = trainer.steps * min(trainer.batches.batch_size, trainer.batches.count) * (1 + dropped)
    return (drawn <= MOST_DRAWN and not network.asks_all and is_for_c(network) and is_plain(trainer)
            and (isinstance(criterion, Below) or not network.loss.on_nets))


class Starts:
    """The program of one setting, made of a trainer of it, from whatever seed. Raises OSError where C cannot be had."""

    def __init__(self, trainer, criterion):
        network = trainer.network
        self.samples, self.criterion = samples_of_a_step(trainer), criterion
        pairs = checked_pairs(network, trainer.samples)
        self.rows = array("d", chain.from_iterable(chain.from_iterable(pairs)))
        self.count, self.outputs = len(pairs), len(network.layers[-1].neurons)
        self.nets = sum(len(layer.neurons) for layer in network.layers)
        self.room, self.state = room(network, self.samples), len(carried(network))
        self.sides = None if isinstance(criterion, Below) else array("d", sides(criterion))
        text = start_source(network, source_for(trainer, self.samples), self.samples == ANY, self.state, self.outputs)
        library = c_libraries.library(text)
        if library is None:
            raise OSError("no compiler")
        self.start = library.start
        self.start.argtypes, self.start.restype = [ctypes.c_void_p] * 16, ctypes.c_int

    def run(self, trainer, steps, pace):
        """(whether it is solved, steps taken, E, [(step, E), ...] of late looks); None where Python is to say."""
        plan = array("l", [steps, pace, self.count, trainer.reduction == "mean"])
        limits = array("d", [0.6 * steps, self.criterion.bound if self.sides is None else 0.0])
        state, told = array("d", carried(trainer.network)), array("d", settings(trainer.network.optimizer))
        before, nets, outs, errors, work, seen, error = (array("d", bytes(8 * count)) for count in (
            self.state, self.nets, self.count * self.outputs, self.count, self.room, steps // pace + 2, 1))
        drawn, masks = drawn_ahead(trainer, steps)
        taken, places = array("l", [0, 0]), in_a_row(drawn, self.samples == ANY)
        given = (plan, limits, places, masks, self.rows, state, before, told, self.sides, nets, outs, errors, work,
                 seen, error, taken)
        found = self.start(*[None if numbers is None else address(numbers) for numbers in given])
        if found < 0:
            return None
        looks = [step for step in [*range(0, steps, pace), steps] if step >= limits[0]]
        return bool(found), taken[0], error[0], list(zip(looks, seen[:taken[1]]))


def sides(criterion):
    """The least and the greatest of each out with which it is solved."""
    for ups in criterion.ups:
        for up in ups:
            yield from (criterion.high, INFINITY) if up else (-INFINITY, criterion.low)
