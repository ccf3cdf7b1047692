"""How much of what there is to learn was learnt: E beside that of the best constant answer, and beside the least.

Both are found among a few answers: the mean of the targets is best for squared errors and cross-entropies, the median
for absolute ones, the most frequent target for a hinge.
"""

from collections import Counter
from math import exp, isfinite, log
from statistics import median_low

from ...core.maths import INFINITY, total
from ...core.training import combined
from ..sweep.criterion import wanted_outs

MOST_TARGETS = 10     # different ones that are tried as an answer
LEAST_SHARE = 1e-9    # of a probability, in a logarithm
NOTHING_TO_LEARN = 1e-12


class Yardstick:
    """Of the samples of a trainer that is at its first step, by a loss.

    constant   E where every sample gets the same answer, the best one
    least      E where every sample gets its best answer, those with the same inputs the same one
    """

    def __init__(self, trainer, loss):
        self.loss, self.reduction = loss, trainer.reduction
        self.wanted = [wanted_outs(trainer, targets) for _, targets in trainer.samples]
        self.targets = [targets for _, targets in trainer.samples]
        self.groups = groups_of(trainer.samples)
        everything = list(range(len(self.targets)))
        self.constant = combined(self.best(everything), self.reduction)
        self.least = combined([error for places in self.groups for error in self.best(places)], self.reduction)
        if not self.constant - self.least > NOTHING_TO_LEARN * abs(self.constant):    # one target, or none that can be
            self.least = self.least if isfinite(self.least) else 0.0
            self.constant = self.least + max(first_error(trainer) - self.least, NOTHING_TO_LEARN)

    def best(self, places):
        """The errors of these samples where all of them get the one answer that is best."""
        answers = candidates(self.loss, [self.wanted[place] for place in places])
        return min((self.errors(places, answer) for answer in answers), key=total)

    def errors(self, places, answer):
        try:
            return [total(self.loss.errors(self.targets[place], answer)) for place in places]
        except (ArithmeticError, ValueError):    # no answer for this loss
            return [INFINITY] * len(places)

    def share(self, error):
        """What is left to learn: 1 of the best constant answer, 0 of the best there is."""
        return max(error - self.least, 0.0) / (self.constant - self.least)


def first_error(trainer):
    """E before the first step, which is what there is to lose where one answer is right for all; 1 where it is none."""
    try:
        error = trainer.error()
    except (ArithmeticError, ValueError):
        return 1.0
    return error if isfinite(error) else 1.0


def groups_of(samples):
    """Places of samples with the same inputs."""
    groups = {}
    for place, (inputs, _) in enumerate(samples):
        groups.setdefault(tuple(inputs), []).append(place)
    return list(groups.values())


def candidates(loss, wanted):
    """Answers that may be the best one to all of these."""
    columns = list(zip(*wanted))
    means = [total(column) / len(column) for column in columns]
    yield means
    yield list(map(median_low, columns))
    yield from (list(targets) for targets, _ in Counter(map(tuple, wanted)).most_common(MOST_TARGETS))
    if loss.on_nets:
        yield from as_nets(means)
    if all(value > -1.0 for column in columns for value in column):
        yield [exp(total([log(1.0 + value) for value in column]) / len(column)) - 1.0 for column in columns]


def as_nets(shares):
    """The nets of which sigmoid, or softmax, makes such shares."""
    kept = [min(max(share, LEAST_SHARE), 1.0 - LEAST_SHARE) for share in shares]
    yield [log(share / (1.0 - share)) for share in kept]
    yield list(map(log, kept))
