"""Many steps of a trainer taken at once: what a straight function in Python and a program in C have in common."""

from ..core.guard import door
from ..core.parameters import trained
from ..core.training import Batches
from ..explain.codegen.carried import carried, settings
from ..explain.codegen.programs import size
from ..explain.codegen.straight import ANY
from ..explain.codegen.textbook import is_textbook


class ManySteps:
    """Takes steps of a trainer whose network is the textbook's. How, says a subclass in take(trainer, steps): it raises
    ArithmeticError, ValueError or OSError where one of them cannot be taken, and then no weight is moved.

    engine        its name among ENGINES
    at_once       weights to move, at most, before anybody looks, and `most_steps`: a tenth of a second
    stride        how many steps to take at once, at most
    pairs         (inputs, targets) of each sample, as it was when this was made
    samples       of a step; ANY where they may be any number
    """

    def __init__(self, trainer):
        network, batches = trainer.network, trainer.batches
        self.printed_for, self.pairs = printed_for(trainer), checked_pairs(network, trainer.samples)
        self.samples = samples_of_a_step(trainer)
        moved = size(network) * min(batches.batch_size, batches.count)
        self.stride = max(1, min(self.most_steps, self.at_once // moved))

    def fits(self, trainer):
        """Whether it is what would be made now, and of the same samples."""
        try:
            return (self.printed_for == printed_for(trainer)
                    and self.pairs == checked_pairs(trainer.network, trainer.samples))
        except ValueError:    # a sample that cannot be learnt from
            return False

    def run_steps(self, trainer, steps):
        """Take steps and count them, or none where one of them cannot be taken; returns how many."""
        random, waiting = trainer.random.getstate(), list(trainer.batches.waiting)
        try:
            self.take(trainer, steps)
        except (ArithmeticError, ValueError, OSError):
            trainer.random.setstate(random)
            trainer.batches.waiting = waiting
            return 0
        trainer.steps_taken += steps
        return steps


def checked_pairs(network, samples):
    """(inputs, targets) of each sample, checked as the network checks them when it learns."""
    return [(door.inputs(network, inputs), door.targets(network, targets, answered=False))
            for inputs, targets in samples]


def samples_of_a_step(trainer):
    """How many samples a function is printed for; a batch may hold fewer than its size, even one, but is a batch."""
    batches, asks_all = trainer.batches, trainer.network.asks_all
    return ANY if batches.batch_size > 1 and not asks_all else min(batches.batch_size, batches.count)


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
