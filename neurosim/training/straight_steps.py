"""The steps of an experiment, taken by the straight function of its network, where there is one and it pays."""

import sys
from itertools import chain, islice

from ..core.guard import door
from ..core.training import Batches
from ..explain.codegen.carried import carried, carry, settings
from ..explain.codegen.straight import compiled, source
from ..explain.codegen.textbook import is_textbook

MOST_WEIGHTS = 25_000     # beyond, compiling takes seconds and hundreds of megabytes
FEWEST_SAMPLES = 500      # to learn from, step after step: below, compiling costs more than it saves
AT_ONCE = 2_500_000       # weights to move, at most, before anybody looks: a tenth of a second
MOST_STEPS = 1000


class Unrolled:
    """Takes steps of an experiment whose network is the textbook's, in floats; made by `unrolled`.

    stride    how many steps to take at once
    """

    def __init__(self, experiment):
        network, batches = experiment.network, experiment.batches
        self.experiment, self.network, self.batched = experiment, network, batches.batch_size > 1
        self.text = source(network, self.batched, experiment.reduction)
        self.train = compiled(self.text)
        self.rows = checked_rows(network, experiment.samples)
        self.stride = max(1, min(MOST_STEPS, AT_ONCE // (size(network) * min(batches.batch_size, batches.count))))

    def take(self, steps):
        """Take steps. Raises what the mathematics raises, and then no weight is moved."""
        network = self.network
        state, nets = self.train(self.draw(steps), carried(network), settings(network.optimizer))
        carry(network, state)
        for neuron, net in zip([neuron for layer in network.layers for neuron in layer.neurons], nets):
            neuron.net = net

    def run_steps(self, steps):
        """Take steps, or none where one of them cannot be taken, and count them; returns how many."""
        experiment, batches = self.experiment, self.experiment.batches
        random, waiting = experiment.random.getstate(), list(batches.waiting)
        try:
            self.take(steps)
        except (ArithmeticError, ValueError):
            experiment.random.setstate(random)
            batches.waiting = waiting
            return 0
        experiment.steps_taken += steps
        return steps

    def draw(self, steps):
        """What the function takes the next steps as. Chance has its say in the same order as step by step."""
        rows, batches, masks = self.rows, self.experiment.batches, self.network.dropouts
        if not masks:
            return batches.take(steps, rows)
        drawn = []
        for places in islice(batches, steps):
            for layer in masks:
                layer.draw(len(places))
            drawn.append([with_masks(*rows[place], chain.from_iterable(layer.masks[sample] for layer in masks))
                          for sample, place in enumerate(places)])
        for layer in masks:
            layer.draw(0)
        return drawn if self.batched else [row for [row] in drawn]


def with_masks(inputs, targets, masks):
    return (*inputs, *masks, *targets)


def checked_rows(network, samples):
    """Each sample as one row, checked as the network checks it when it learns; with dropout a pair, as masks come between."""
    pairs = [(door.inputs(network, inputs), door.targets(network, targets, answered=False)) for inputs, targets in samples]
    return pairs if network.dropouts else [(*given, *targets) for given, targets in pairs]


# Whether, and when.

def unrolled(experiment, steps, wanted=None):
    """An Unrolled; None where there is none, or where it does not pay. `wanted`: True, False, or None for where it pays."""
    if wanted is False or wanted is None and not pays(experiment, steps) or not is_plain(experiment):
        return None
    try:
        return Unrolled(experiment)
    except (ValueError, ArithmeticError, RecursionError, MemoryError):    # a sample that cannot be learnt from: the step says so
        return None


def pays(experiment, steps):
    """CPython alone: another Python's own compiler gives up on functions of that length."""
    batches = experiment.batches
    return (sys.implementation.name == "cpython" and size(experiment.network) <= MOST_WEIGHTS
            and steps * min(batches.batch_size, batches.count) >= FEWEST_SAMPLES)


def size(network):
    """About how much there is to compute for a sample, in weights; the neurons of softmax hear of each other."""
    pairs = [len(layer.neurons) * len(layer.neurons[0].weights) for layer in network.layers]
    return sum(pairs) + len(network.layers[-1].neurons) ** 2


def is_plain(experiment):
    """Whether every part is as the core has it, every number is a float, and something learns."""
    network = experiment.network
    optimizer, layers = network.optimizer, network.layers
    return (is_textbook(network) and type(experiment.batches) is Batches and type(experiment.samples) in (list, tuple)
            and len(experiment.samples) == experiment.batches.count
            and all(map(bias_is_one, layers))
            and any(layer.train_weights or layer.train_bias and layer.bias != "none" for layer in layers)
            and (optimizer.layers is layers or not optimizer.memory)
            and set(map(type, carried(network) + settings(optimizer))) <= {float})


def bias_is_one(layer):
    """Whether a bias that is shared is the same number for every neuron."""
    return layer.bias != "shared" or len({neuron.bias for neuron in layer.neurons}) == 1
