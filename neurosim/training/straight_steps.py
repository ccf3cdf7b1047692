"""The steps of a trainer, taken by the straight function of its network, where there is one and it pays."""

import sys
from itertools import chain, groupby, islice

from ..explain.codegen.answering import answer_source
from ..explain.codegen.carried import carried, carry, settings
from ..explain.codegen.compiling import Compiled
from ..explain.codegen.programs import size
from ..explain.codegen.rows import drawn_masks
from ..explain.codegen.straight import compiled, source
from .many_steps import ManySteps, is_plain

MOST_WEIGHTS = 25_000     # beyond, compiling takes seconds and hundreds of megabytes
FEWEST_SAMPLES = 500      # to learn from, step after step: below, compiling costs more than it saves
FEWEST_AGAIN = 10         # the same where it is compiled already
FEWEST_ANSWERS = 20       # samples to answer: below, compiling costs more than it saves


class StraightSteps(ManySteps):
    """Takes steps in floats; made by `steps_in_python`."""

    engine, at_once, most_steps = "python", 2_500_000, 1000

    def __init__(self, trainer):
        super().__init__(trainer)
        network = trainer.network
        self.rows = rows_of(network, self.pairs)
        self.text, self.functions = source(network, self.samples, trainer.reduction), {}
        self.functions[self.samples] = compiled(self.text)
        self.answer = None

    def take(self, trainer, steps):
        """Raises what the mathematics raises, and then no weight is moved."""
        network = trainer.network
        state = carried(network)
        for samples, rows in self.alike(network, self.draw(trainer, steps)):
            state, nets = self.function(trainer, samples)(rows, state, settings(network.optimizer))
        carry(network, state)
        for neuron, net in zip([neuron for layer in network.layers for neuron in layer.neurons], nets):
            neuron.net = net

    def alike(self, network, drawn):
        """(how many samples a step has, the rows of such steps): one function takes them all, unless a layer asks all
        samples at once; then each number of samples has a function of its own, and a step is one row."""
        if not network.asks_all:
            return [(self.samples, drawn)]
        return [(samples, [list(chain(*rows)) for rows in steps]) for samples, steps in groupby(drawn, key=len)]

    def function(self, trainer, samples):
        if samples not in self.functions:
            self.functions[samples] = compiled(source(trainer.network, samples, trainer.reduction))
        return self.functions[samples]

    def answered(self, trainer):
        """(E of each sample, the outs of each); None where the neurons are to say, or are as quick."""
        if len(self.rows) < FEWEST_ANSWERS:
            return None
        self.answer = self.answer or Compiled(answer_source(trainer.network), "answer")
        rows = [(*inputs, *targets) for inputs, targets in self.pairs] if trainer.network.dropouts else self.rows
        try:
            return tuple(zip(*self.answer(rows, carried(trainer.network))))
        except (ArithmeticError, ValueError):
            return None

    def draw(self, trainer, steps):
        """What the function takes the next steps as. Chance has its say in the same order as step by step."""
        network, batches, rows = trainer.network, trainer.batches, self.rows
        if not network.dropouts:
            return batches.take(steps, rows)
        drawn = [[with_masks(*rows[place], masks) for place, masks in zip(places, drawn_masks(network, len(places)))]
                 for places in islice(batches, steps)]
        return drawn if batches.batch_size > 1 else [row for [row] in drawn]


def with_masks(inputs, targets, masks):
    return (*inputs, *masks, *targets)


def rows_of(network, pairs):
    """Each sample as one row; a pair where masks come between."""
    return pairs if network.dropouts else [(*given, *targets) for given, targets in pairs]


# Whether, and when.

def steps_in_python(trainer, steps, wanted=None):
    """The trainer's StraightSteps; None where there is none, or where it does not pay. `wanted`: True, False, or None
    for where it pays. Once made, it pays for a few steps, too."""
    if wanted is False or wanted is None and not pays(trainer, steps) or not is_plain(trainer):
        return None
    if trainer.straight and not trainer.straight.fits(trainer):
        trainer.straight = None
        return steps_in_python(trainer, steps, wanted)
    trainer.straight = trainer.straight or made(trainer)
    return trainer.straight


def made(trainer):
    try:
        return StraightSteps(trainer)
    except (ValueError, ArithmeticError, RecursionError, MemoryError):    # no sample to learn from: the step says so
        return None


def pays(trainer, steps):
    """CPython alone: another Python's own compiler gives up on functions of that length."""
    batches = trainer.batches
    fewest = FEWEST_SAMPLES if trainer.straight is None else FEWEST_AGAIN
    samples = min(batches.batch_size, batches.count)
    printed = size(trainer.network) * (samples if trainer.network.asks_all else 1)
    return sys.implementation.name == "cpython" and printed <= MOST_WEIGHTS and steps * samples >= fewest
