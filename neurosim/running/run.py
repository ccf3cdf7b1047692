"""A run: steps one after the other, and what is to be done now and then: look at the error, keep the state, stop."""

from contextlib import ExitStack

from ..core.errors import Diverged
from ..core.training import train
from .divergence import LOOK, find_trouble, trouble
from .signals import Interrupted, Signals
from .state import restore, state_of

class Run:
    """`steps` steps of an experiment, of which `step` are taken already.

    errors    [(step, error), ...], at the milestones        good    the last state in which all numbers were finite
    keeper    writes checkpoints; None: nobody does
    """

    def __init__(self, experiment, steps, keeper=None, step=0, errors=()):
        self.experiment, self.steps, self.keeper, self.step = experiment, steps, keeper, step
        self.show = {0, *milestones(steps)}
        self.errors = [tuple(pair) for pair in errors if pair[0] in self.show]
        self.good, self.good_step = state_of(experiment), step
        experiment.history.begin(self.good)

    def go(self, watch=None, progress=None):
        """Take the steps that are missing. Raises Diverged or Interrupted, after the last good state is kept."""
        with ExitStack() as stack:
            if self.keeper:
                stack.enter_context(self.keeper)
            self.signals = stack.enter_context(Signals())
            try:
                self.take_steps(watch, progress or (lambda taken, steps, step: taken))
                self.keep()
                self.signals.check()
            except Interrupted as interrupted:
                raise self.interrupted(interrupted.number) from None

    def take_steps(self, watch, progress):
        experiment, missing = self.experiment, self.steps - self.step
        try:
            self.look()
            taken = train(experiment.network, experiment.samples, experiment.batches, missing, experiment.reduction, watch)
            for _ in progress(taken, self.steps, self.step):
                self.step += 1
                experiment.steps_taken += 1
                if self.step >= self.pause or self.signals.caught:
                    self.look()
        except (ArithmeticError, ValueError) as error:
            raise self.stopped(error) from None

    # Now and then.

    def look(self):
        """All is well, or the run ends here. The milestones of a run are the same however often it was interrupted."""
        if self.step > self.good_step and trouble(self.experiment.network):
            raise Diverged("", problem=f"diverged at step {self.experiment.steps_taken}")
        if self.step in self.show and (not self.errors or self.errors[-1][0] < self.step):
            self.errors.append((self.step, self.experiment.error()))
        self.good, self.good_step = state_of(self.experiment), self.step
        self.experiment.history.reach(self.good)
        self.signals.check()
        if self.keeper and self.step % self.keeper.every == 0 < self.step:
            self.keep()
        self.pause = self.next_pause()

    def next_pause(self):
        """The next step at which there is something to do."""
        strides = [LOOK, self.keeper.every] if self.keeper else [LOOK]
        return min([self.step - self.step % stride + stride for stride in strides] + [step for step in self.show if step > self.step])

    def keep(self):
        if self.keeper and self.errors:
            self.keeper.save(self.good, self.good_step, self.errors)

    # The end that was not meant.

    def stopped(self, error):
        """What went wrong, and where: at the latest in the step after the finished ones. The last good state is restored and kept."""
        found = find_trouble(self.experiment, self.good, self.step - self.good_step)
        self.step = self.good_step = self.good_step + self.experiment.steps_taken - self.good["step"]
        self.good = state_of(self.experiment)
        self.experiment.history.reach(self.good)
        self.keep()
        return found or error

    def interrupted(self, number):
        """Says what is safe. A second signal may have come in the midst of a step, so that what was good is restored."""
        words = [f"interrupted at step {self.step:d}"]
        if not self.signals.twice:
            try:
                self.keep()
            except Interrupted as second:
                number = second.number
        if self.signals.twice:
            restore(self.experiment, self.good)
        if self.keeper and self.keeper.saved == self.step:
            words.append(f"checkpoint saved to {self.keeper.name}")
        elif self.keeper and self.keeper.saved is not None:
            words.append(f"the checkpoint in {self.keeper.name} is of step {self.keeper.saved}")
        return Interrupted(number, "; ".join(words))


def milestones(steps):
    """1, 2, 5, 10, 20, 50, ... and the last: the steps at which a short table shows the error."""
    power = 1
    while power <= steps:
        yield from (factor * power for factor in (1, 2, 5) if factor * power <= steps)
        power *= 10
    yield steps
