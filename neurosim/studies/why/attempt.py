"""An attempt: an experiment trained from its beginning, and looked at now and then."""

from copy import deepcopy
from functools import cached_property

from ...core.guard.errors import NeurosimError
from ...core.maths import INFINITY, total
from ...core.training import combined
from ...training.divergence import check_finite
from ...training.evaluation import classes_of
from ...training.state import restore, state_of
from ...training.trainer import Trainer
from ..sweep.criterion import make_criterion
from .cures import other_starts, places_by
from .snapshot import Snapshot
from .valley import valleys
from .yardstick import Yardstick

WELL = 0.1         # of what there is to learn is left: it has learnt
NEARLY = 0.2       # the same where no classes say which answers are wrong
HALF = 0.5         # the same where every answer is right
VALLEYS = 8        # steps whose valleys are looked at, at a time
LATE = 12          # looks at the end, an epoch apart


class Attempt:
    """What came of it.

    looks       [(step, E, state), ...], at the beginning, at steps that double, and at the end
    stopped     what ended it early, in words; "" where nothing did
    classes     that targets stand for, or None
    test_errors [(step, E of the test samples), ...], where there are some
    yardstick   how E is judged, by the loss of the experiment that was asked about, as cures may have another
    """

    def __init__(self, document, steps, loss=None):
        self.document, self.steps, self.classes = document, steps, classes_of(document)
        self.trainer = Trainer(document)
        self.loss = loss or self.trainer.network.loss
        self.names_loss = self.loss.choice() != self.trainer.network.loss.choice()
        self.yardstick, self.looks, self.stopped, self.test_errors = Yardstick(self.trainer, self.loss), [], "", []
        self.straight, self.sums = self.trainer.straight_for(steps), self.trainer.reduction == "sum"

    def go(self, closely):
        """Take the steps. Where they end early, `closely` finds the first bad one, and goes back before it."""
        try:
            for step in stops(self.steps):
                count = step - self.trainer.steps_taken
                if closely:
                    for _ in self.trainer.portions(count, self.straight):
                        pass
                else:
                    self.trainer.run_steps(count, self.straight)
                    check_finite(self.trainer)
                self.look()
        except (ArithmeticError, ValueError) as problem:
            self.stopped = str(problem) or "no number"
        return self

    def look(self):
        state, error = state_of(self.trainer), INFINITY
        self.looks.append((self.trainer.steps_taken, error, state))
        error = self.error()
        self.looks[-1] = (self.trainer.steps_taken, error, state)
        if self.trainer.test_samples:
            self.test_errors.append((self.trainer.steps_taken, self.error_of(self.trainer.test_samples)))

    def error(self):
        """E of the trainer as it is now, by the loss that judges."""
        if not self.names_loss:
            return self.trainer.error(self.straight)
        return self.error_of(self.trainer.samples, self.trainer.answers(self.straight))

    def error_of(self, samples, outs=None):
        outs = outs or self.trainer.network.answers([inputs for inputs, _ in samples])
        return combined([total(self.loss.errors(targets, out)) for (_, targets), out in zip(samples, outs)],
                        self.trainer.reduction)

    # What came of it.

    @property
    def first(self):
        return self.looks[0][1] if self.looks else INFINITY

    @property
    def last(self):
        """E at the end; of one that was stopped, infinity."""
        return INFINITY if self.stopped else self.looks[-1][1]

    @property
    def worst_class(self):
        """The mean error of the samples with the same target, where it is greatest."""
        if self.stopped:
            return INFINITY
        samples = self.trainer.samples
        return max(self.error_of([samples[place] for place in places]) / (len(places) if self.sums else 1)
                   for places in places_by(self.document["samples"], "targets").values())

    @property
    def last_test(self):
        """The same of the test samples."""
        return INFINITY if self.stopped or not self.test_errors else self.test_errors[-1][1]

    @property
    def share(self):
        """What is left to learn at the end."""
        return self.yardstick.share(self.last)

    @cached_property
    def is_well(self):
        """Whether there is nothing to complain of."""
        if self.stopped:
            return False
        if not self.classes:
            return self.share <= NEARLY
        return self.share <= WELL or self.solves() or self.share <= HALF and self.all_right()

    def solves(self):
        """Whether every out is near its target, where targets are two values."""
        try:
            return make_criterion(self.trainer).met(self.trainer)
        except (NeurosimError, ArithmeticError):
            return False

    def all_right(self):
        """Whether every answer is of the right class."""
        return all(self.classes.answered(outs) == self.classes.meant(targets) for outs, targets in zip(
            self.trainer.answers(self.straight), self.yardstick.targets))

    # A closer look.

    def at(self, place):
        """A trainer of its own, as it was at that look."""
        trainer = deepcopy(self.trainer)
        restore(trainer, self.looks[place][2])
        return trainer

    @cached_property
    def begin(self):
        return self.snapshot(0)

    @cached_property
    def end(self):
        return self.snapshot(-1)

    def snapshot(self, place):
        """What every neuron did at that look; None where it was looked at too late."""
        return Snapshot(self.at(place)) if self.looks else None

    def valleys(self, place):
        """How far it is to the bottom along each of some steps, from that look on: [(step, how many steps), ...]"""
        return valleys(self.at(place), VALLEYS) if self.looks else []

    @cached_property
    def late(self):
        """E after more epochs, one after the other."""
        trainer, errors = self.at(-1), [self.looks[-1][1]]
        try:
            for _ in range(LATE):
                trainer.take(trainer.batches.steps_in_an_epoch())
                errors.append(trainer.error())
        except (ArithmeticError, ValueError):
            errors.append(INFINITY)
        return errors

    @cached_property
    def others(self):
        """The same from other starts."""
        return [Attempt(document, self.steps, self.loss).go(closely=False)
                for _, document in other_starts(self.document)]

    def since(self, holds):
        """The first step after which holds(snapshot) is true and stays so, as far as halving finds it."""
        low, high = 0, len(self.looks) - 1
        while high > 0 and holds(self.snapshot(high - 1)):
            high -= 1
        if high == 0:
            return 0
        low, high = self.looks[high - 1], self.looks[high]
        return self.halved(low[2], high[0], holds)

    def halved(self, state, last, holds):
        """Between a state where it does not hold and a step where it does."""
        trainer = deepcopy(self.trainer)
        while last - state["step"] > 1:
            restore(trainer, state)
            trainer.run_steps((last - state["step"]) // 2)
            if holds(Snapshot(trainer)):
                last = trainer.steps_taken
            else:
                state = state_of(trainer)
        return last


def stops(steps):
    """0, and steps that double, up to the last.

    >>> stops(100)
    [0, 1, 3, 6, 12, 25, 50, 100]
    """
    return sorted({0, *[steps >> halvings for halvings in range(steps.bit_length())]})
