"""The steps of a trainer, taken by the straight function of its network, where there is one and it pays."""

import sys
from itertools import chain, groupby, islice

from ..core.guard import door
from ..core.parameters import trained
from ..core.training import Batches
from ..explain.codegen.answering import answer_source
from ..explain.codegen.carried import carried, carry, settings
from ..explain.codegen.compiling import Compiled
from ..explain.codegen.rows import drawn_masks
from ..explain.codegen.straight import ANY, compiled, source
from ..explain.codegen.textbook import is_textbook

MOST_WEIGHTS = 25_000     # beyond, compiling takes seconds and hundreds of megabytes
FEWEST_SAMPLES = 500      # to learn from, step after step: below, compiling costs more than it saves
FEWEST_AGAIN = 10         # the same where it is compiled already
AT_ONCE = 2_500_000       # weights to move, at most, before anybody looks: a tenth of a second
MOST_STEPS = 1000
FEWEST_ANSWERS = 20       # samples to answer: below, compiling costs more than it saves


class Unrolled:
    """Takes steps of a trainer whose network is the textbook's, in floats; made by `unrolled`.

    stride    how many steps to take at once, at most
    """

    engine = "python"

    def __init__(self, trainer):
        network, batches = trainer.network, trainer.batches
        self.printed_for, self.rows = printed_for(trainer), checked_rows(network, trainer.samples)
        samples, self.samples = min(batches.batch_size, batches.count), samples_of_a_step(trainer)
        self.text, self.functions = source(network, self.samples, trainer.reduction), {}
        self.functions[self.samples] = compiled(self.text)
        self.stride = max(1, min(MOST_STEPS, AT_ONCE // (size(network) * samples)))
        self.answer = None

    def fits(self, trainer):
        """Whether it is what would be printed now, and of the same samples."""
        try:
            return (self.printed_for == printed_for(trainer)
                    and self.rows == checked_rows(trainer.network, trainer.samples))
        except ValueError:    # a sample that cannot be learnt from
            return False

    def run_steps(self, trainer, steps):
        """Take steps and count them, or none where one of them cannot be taken; returns how many."""
        random, waiting = trainer.random.getstate(), list(trainer.batches.waiting)
        try:
            self.take(trainer, steps)
        except (ArithmeticError, ValueError):
            trainer.random.setstate(random)
            trainer.batches.waiting = waiting
            return 0
        trainer.steps_taken += steps
        return steps

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
        rows = [(*inputs, *targets) for inputs, targets in self.rows] if trainer.network.dropouts else self.rows
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


def checked_rows(network, samples):
    """Each sample as one row; a pair where masks come between."""
    pairs = checked_pairs(network, samples)
    return pairs if network.dropouts else [(*given, *targets) for given, targets in pairs]


def checked_pairs(network, samples):
    """(inputs, targets) of each sample, checked as the network checks them when it learns."""
    return [(door.inputs(network, inputs), door.targets(network, targets, answered=False))
            for inputs, targets in samples]


def samples_of_a_step(trainer):
    """How many samples a function is printed for."""
    samples = min(trainer.batches.batch_size, trainer.batches.count)
    return ANY if samples > 1 and not trainer.network.asks_all else samples


# Whether, and when.

def unrolled(trainer, steps, wanted=None):
    """The trainer's Unrolled; None where there is none, or where it does not pay. `wanted`: True, False, or None for
    where it pays. Once made, it pays for a few steps, too."""
    if wanted is False or wanted is None and not pays(trainer, steps) or not is_plain(trainer):
        return None
    if trainer.straight and not trainer.straight.fits(trainer):
        trainer.straight = None
        return unrolled(trainer, steps, wanted)
    trainer.straight = trainer.straight or made(trainer)
    return trainer.straight


def made(trainer):
    try:
        return Unrolled(trainer)
    except (ValueError, ArithmeticError, RecursionError, MemoryError):    # no sample to learn from: the step says so
        return None


def pays(trainer, steps):
    """CPython alone: another Python's own compiler gives up on functions of that length."""
    batches = trainer.batches
    fewest = FEWEST_SAMPLES if trainer.straight is None else FEWEST_AGAIN
    samples = min(batches.batch_size, batches.count)
    printed = size(trainer.network) * (samples if trainer.network.asks_all else 1)
    return sys.implementation.name == "cpython" and printed <= MOST_WEIGHTS and steps * samples >= fewest


def size(network):
    """About how much there is to compute for a sample, in weights; the neurons of softmax hear of each other."""
    pairs = [len(layer.neurons) * len(layer.neurons[0].weights) for layer in network.layers]
    return sum(pairs) + len(network.layers[-1].neurons) ** 2


def printed_for(trainer):
    """What the text depends on."""
    network, batches = trainer.network, trainer.batches
    layers = [(layer, type(layer), layer.bias, trained(layer), normalization_of(layer)) for layer in network.layers]
    neurons = [(neuron, type(neuron), neuron.f, neuron.slope, len(neuron.weights))
               for layer in network.layers for neuron in layer.neurons]
    return (network, layers, neurons, network.loss, network.optimizer, min(batches.batch_size, 2), batches.count,
            trainer.reduction)


def normalization_of(layer):
    """Its settings, which stand in the text as they are."""
    return dict(vars(layer.normalization)) if hasattr(layer, "normalization") else None


def is_plain(trainer):
    """Whether every part is as the core has it, every number is a float, and something learns."""
    network = trainer.network
    optimizer, layers = network.optimizer, network.layers
    return (is_textbook(network) and type(trainer.batches) is Batches and type(trainer.samples) in (list, tuple)
            and len(trainer.samples) == trainer.batches.count
            and all(map(bias_is_one, layers))
            and any(group and learns for layer in layers for group, learns in zip(layer.parameters(), trained(layer)))
            and (optimizer.layers is layers or not optimizer.memory)
            and set(map(type, carried(network) + settings(optimizer))) <= {float})


def bias_is_one(layer):
    """Whether a bias that is shared is the same number for every neuron."""
    return layer.bias != "shared" or len({neuron.bias for neuron in layer.neurons}) == 1
