"""A probe: a small network with samples, on which a learner's step and every known mistake give different numbers.

With two outputs a mean of squares has the slope of half their sum; in a square layer a transposed matrix goes
unnoticed; with one hidden layer nobody sees which of its neighbours a layer listens to; biases of 0 hide a bias left
out. So the probes have three layers of other sizes, weights of both signs, and biases that all differ.
"""

from functools import cached_property
from math import isfinite
from random import Random

from ....core.guard.arrays import plain
from ....core.guard.errors import NeurosimError
from ....core.maths import total
from ....examples.lookup import document_of
from ....training.trainer import Trainer
from ..readings import clone, parameters

SHAPES = ((3, 4, 2, 3), (2, 4, 3, 5), (4, 3, 3, 3))
ONE_HIDDEN = ((3, 4, 3), (2, 4, 5), (4, 3, 3))
NO_HIDDEN = ((3, 4), (2, 5), (3, 3))
RATE = 0.7      # of the step
LAYOUT = {"format": "neurosim-experiment", "version": 1}


def between_zero_and_one(random, outputs):
    return [round(random.uniform(0.05, 0.95), 3) for _ in range(outputs)]


def shares(random, outputs):
    """Numbers that add up to 1, so that they fit softmax as well as sigmoid; one alone is any number from 0 to 1."""
    drawn = between_zero_and_one(random, outputs)
    shared = [round(target / total(drawn), 3) for target in drawn]
    return drawn if outputs == 1 else [*shared[:-1], round(1.0 - total(shared[:-1]), 3)]


def one_hot(random, outputs):
    """1 for one class and 0 for the others; one alone is 0 or 1."""
    right = random.randrange(max(outputs, 2))
    return [float(place == right) for place in range(outputs)]


def either_side(random, outputs):
    """1 or -1, as a hinge wants them."""
    return [random.choice((-1.0, 1.0)) for _ in range(outputs)]


def class_number(random, outputs):
    return [float(random.randrange(outputs))]


# What the targets may be, by name: shares fit every loss but those that want classes or sides.
TARGETS = {"shares": shares, "one-hot": one_hot, "either side": either_side, "class number": class_number}


class ProbeNetwork:
    """Weights, biases and samples of one network, no two numbers the same; `play` is what neurosim makes of them.

    sizes      inputs first         seed       of all that is drawn
    batch      samples of a step; None: one, which is given without a list around it
    steps      how many are taken in a row, each on other samples
    biases     whether the neurons have any       targets    a key of TARGETS
    """

    def __init__(self, sizes, seed, batch=None, steps=1, biases=True, targets="shares"):
        self.sizes, self.batch, self.steps, self.has_biases, self.targets = sizes, batch, steps, biases, targets
        random = Random(seed)
        self.draw(random)
        while not self.is_awake():
            self.draw(random)

    def draw(self, random):
        def some(count):
            return [round(random.uniform(0.1, 0.9) * random.choice((-1, 1)), 3) for _ in range(count)]
        pairs = list(zip(self.sizes, self.sizes[1:]))
        self.weights = [[some(inputs) for _ in range(neurons)] for inputs, neurons in pairs]
        self.biases = [some(neurons) for _, neurons in pairs] if self.has_biases else []
        self.samples = [(some(self.sizes[0]), TARGETS[self.targets](random, self.sizes[-1]))
                        for _ in range((self.batch or 1) * self.steps)]

    def is_awake(self):
        """Whether each hidden layer has a net above 0 for the first sample: a layer of relus would be dead without."""
        outs = self.samples[0][0]
        for layer, rows in enumerate(self.weights[:-1]):
            biases = self.biases[layer] if self.has_biases else [0.0] * len(rows)
            nets = [total([w * x for w, x in zip(row, outs)]) + bias for row, bias in zip(rows, biases)]
            if not any(net > 0.0 for net in nets):
                return False
            outs = [net if net > 0.0 else 0.0 for net in nets]
        return True

    @cached_property
    def name(self):
        return "-".join(map(str, self.sizes))

    @property
    def size(self):
        """How many weights are moved."""
        return len(self.samples) * total([len(rows) * len(rows[0]) for rows in self.weights])

    def batches(self):
        """The samples of each step."""
        count = self.batch or 1
        return [self.samples[place:place + count] for place in range(0, len(self.samples), count)]

    def trainer(self, convention, optimizer):
        """The right network under a convention; raises NeurosimError where that cannot be."""
        activations = convention.of_layers(len(self.weights))
        layers = [{"activation": activation, "weights": rows, **self.bias_of(layer)}
                  for layer, (rows, activation) in enumerate(zip(self.weights, activations))]
        samples = [{"inputs": inputs, "targets": targets} for inputs, targets in self.samples]
        return convention.take(Trainer(document_of({
            **LAYOUT, "name": self.name, "inputs": self.sizes[0], "layers": layers, "loss": convention.known_loss,
            "optimizer": optimizer, "samples": samples, "seed": 0,
            "training": {"steps": self.steps, "batch_size": self.batch or 1, "reduction": convention.reduction}})))

    def bias_of(self, layer):
        return {"biases": self.biases[layer]} if self.has_biases else {"bias": "none"}


def changes_of(trainer, spoilers=()):
    """How far each step takes every parameter from where it began, by group, of a copy that every spoiler has had its
    hands on; None where it cannot be computed, or is beyond floats."""
    try:
        trainer = clone(trainer)
        for spoil in spoilers:
            spoil(trainer)
        first, after = parameters(trainer.network), []
        first = [[list(values) for values in groups] for groups in first]
        for _ in range(trainer.training["steps"]):
            places = next(trainer.batches)
            trainer.network.learn([trainer.samples[place] for place in places], trainer.reduction)
            after.append([[list(values) for values in groups] for groups in parameters(trainer.network)])
    except (ArithmeticError, ValueError):    # among them every NeurosimError
        return None
    first, *after = [[(*split(groups),) for groups in each] for each in (first, *after)]
    found = by_group(first, after)
    return found if all(isfinite(value) for values in found.values() for value in values) else None


def split(groups):
    """The weights of a layer, neuron by neuron, and its biases."""
    return [value for values in groups[:-1] for value in values], list(groups[-1])


def by_group(first, steps):
    """{(layer, "weights" or "biases"): how far from the first, step after step}; each layer is (weights, biases)."""
    found = {}
    for layer, pair in enumerate(first):
        for place, what in enumerate(("weights", "biases")):
            if pair[place]:
                found[layer, what] = [before - after for step in steps
                                      for before, after in zip(pair[place], step[layer][place])]
    return found


def shapes_of(shapes):
    """The sizes to try as a list of tuples; one alone may come without a list around it. Raises NeurosimError."""
    try:
        shapes = list(map(plain, plain(shapes)))
        alone = all(isinstance(size, int) for size in shapes)
        whole = [tuple(shapes)] if alone else [tuple(map(plain, sizes)) for sizes in shapes]
        good = whole and all(len(sizes) > 1 and all(type(size) is int and size > 0 for size in sizes)
                             for sizes in whole)
    except TypeError:
        good = False
    if not good:
        raise NeurosimError("shapes", "sizes of layers, inputs first, as (2, 5, 1) or [(2, 5, 1), (3, 4, 2)]", shapes)
    return whole
