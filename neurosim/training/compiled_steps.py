"""The steps of a trainer, taken by a program in C that is compiled for its network; the same bits as Python's.

What comes to no number, or to one beyond a float, is left to Python: it takes these steps once more, and says so.
"""

import ctypes
from array import array
from itertools import chain, groupby, islice

from ..explain.codegen.carried import carried, carry, settings
from ..explain.codegen.in_loops import can_loop, room
from ..explain.codegen.programs import is_written_out, program_text
from ..explain.codegen.rows import drawn_masks
from ..explain.codegen.straight import ANY
from . import c_libraries
from .many_steps import ManySteps
from .straight_steps import steps_in_python

MOST_NEURONS = 8_192    # with what each remembers they take 400 kB of the stack, and some threads have 512 kB
POINTERS = [ctypes.c_void_p] * 7


class CompiledSteps(ManySteps):
    """Takes steps in C."""

    engine, at_once, most_steps = "c", 50_000_000, 10_000

    def __init__(self, trainer):
        super().__init__(trainer)
        network = trainer.network
        self.rows = array("d", chain.from_iterable(chain.from_iterable(self.pairs)))
        self.programs = {self.samples: program(source_for(trainer, self.samples))}
        self.room, self.outputs = room(network, self.samples), len(network.layers[-1].neurons)
        self.neurons = [neuron for layer in network.layers for neuron in layer.neurons]

    def run_steps(self, trainer, steps):
        """The same; where C comes to no number, Python takes them, or says what comes of it."""
        return super().run_steps(trainer, steps) or run_in_python(trainer, steps)

    def take(self, trainer, steps):
        network = trainer.network
        state, told = array("d", carried(network)), array("d", settings(network.optimizer))
        nets, work = (array("d", bytes(8 * count)) for count in (len(self.neurons), self.room))
        for samples, count, places, masks in self.drawn(trainer, steps):
            if samples not in self.programs:
                self.programs[samples] = program(source_for(trainer, samples))
            if self.programs[samples].train(count, *map(address, (places, self.rows, masks, state, told, nets, work))):
                raise ArithmeticError("no number, or one beyond a double")
        carry(network, state)
        for neuron, net in zip(self.neurons, nets):
            neuron.net = net

    def drawn(self, trainer, steps):
        """(samples of a step, steps, places, masks) of steps that one program takes."""
        taken, masks = drawn_ahead(trainer, steps)
        if not trainer.network.asks_all:
            return [(self.samples, steps, in_a_row(taken, self.samples == ANY), masks)]
        return [(samples, len(alike), in_a_row(alike), masks)
                for samples, group in groupby(taken, key=len) for alike in [list(group)]]

    def answered(self, trainer):
        """(E of each sample, the outs of each); None where Python is to say."""
        count, state = len(self.pairs), array("d", carried(trainer.network))
        outs, errors = array("d", bytes(8 * count * self.outputs)), array("d", bytes(8 * count))
        if self.programs[self.samples].answer(count, *map(address, (self.rows, state, outs, errors))):
            return None
        return errors.tolist(), [outs[i:i + self.outputs].tolist() for i in range(0, len(outs), self.outputs)]


def drawn_ahead(trainer, steps):
    """(the places of the samples of each step, or the place where batches are of one; the masks of all in one row).
    Chance has its say in the same order as step by step."""
    network, batches, masks = trainer.network, trainer.batches, array("d")
    if not network.dropouts:
        return batches.take(steps, list(range(batches.count))), masks
    return list(islice(with_masks_drawn(network, batches, masks), steps)), masks


def with_masks_drawn(network, batches, masks):
    """The batches; the masks of each are added as it is drawn."""
    for places in batches:
        for mask in drawn_masks(network, len(places)):
            masks.extend(mask)
        yield places


def in_a_row(taken, counted=False):
    """The places, one after the other; before those of each step how many they are, where they are to be counted."""
    if counted:
        return array("i", [place for places in taken for place in (len(places), *places)])
    return array("i", taken if taken and type(taken[0]) is int else chain.from_iterable(taken))


def run_in_python(trainer, steps):
    """Steps that C could not take, by straight Python where that pays; 0: the neurons are to take them."""
    straight = steps_in_python(trainer, steps)
    return straight.run_steps(trainer, steps) if straight else 0


def is_for_c(network, samples=1):
    """Whether there is a program for it that compiles in a second, and has room to run."""
    neurons = sum(len(layer.neurons) for layer in network.layers)
    return is_written_out(network, samples) or can_loop(network) and neurons <= MOST_NEURONS


def source_for(trainer, samples):
    return program_text(trainer.network, samples, trainer.reduction)


def program(text):
    """The library, its functions told what they are given. Raises OSError where it cannot be had."""
    made = c_libraries.library(text)
    if made is None:
        raise OSError("no compiler")
    made.train.argtypes, made.train.restype = [ctypes.c_long, *POINTERS], ctypes.c_int
    made.answer.argtypes, made.answer.restype = [ctypes.c_long, *POINTERS[:4]], ctypes.c_int
    return made


def address(numbers):
    return numbers.buffer_info()[0]
