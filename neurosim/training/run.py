"""A run: steps one after the other, and what is to be done now and then: look at the error, keep the state, stop."""

from contextlib import ExitStack
from itertools import chain

from ..core.guard.errors import Diverged
from ..core.training import train
from .divergence import LOOK, first_bad_step, is_far, first_nonfinite
from .interrupts import Interrupted, Signals
from .state import restore, state_of

class Run:
    """`steps` steps of an experiment, of which `step` are taken already.

    errors    [(step, error), ...], at the milestones        good    the last state in which all numbers were finite
    keeper    writes checkpoints; None: nobody does       straight    an Unrolled, which takes many steps at once; or None
    """

    def __init__(self, experiment, steps, keeper=None, step=0, errors=(), straight=None):
        self.experiment, self.steps, self.keeper, self.step, self.straight = experiment, steps, keeper, step, straight
        self.show = {0, *milestones(steps)}
        self.errors = [tuple(pair) for pair in errors if pair[0] in self.show]
        self.good, self.good_step = state_of(experiment), step
        self.sound = self.good    # the last of them in which the errors were, too
        self.careful = 0    # up to this step, neuron by neuron
        experiment.history.begin(self.good)

    def go(self, watch=None, progress=None):
        """Take the steps that are missing. Raises Diverged or Interrupted, after the last good state is kept."""
        with ExitStack() as stack:
            if self.keeper:
                stack.enter_context(self.keeper)
            self.signals = stack.enter_context(Signals())
            try:
                self.take_steps(watch, progress)
                self.keep()
                self.signals.check()
            except Interrupted as interrupted:
                raise self.interrupted(interrupted.number) from None

    def take_steps(self, watch, progress):
        try:
            self.look()
            if progress:
                for shown, _ in enumerate(progress(chain.from_iterable(self.strides(watch)), self.steps, self.step), self.step + 1):
                    if shown == self.until:
                        self.finished()
            else:
                for _ in self.strides(watch):
                    self.finished()
        except (ArithmeticError, ValueError) as error:
            raise self.stopped(error) from None

    def strides(self, watch):
        """The numbers of the steps, as they are taken: one after the other, or many at once."""
        self.straight = None if watch else self.straight
        while self.step < self.steps:
            if self.straight and self.at_once():
                yield range(self.step + 1, self.until + 1)
            else:
                yield from self.one_by_one(watch)

    def at_once(self):
        """Take the steps up to the next look but the run's last, which the neurons take, to hold what it works out.

        Returns whether that went well. Where it comes to numbers beyond a float no step is taken: neuron by neuron it
        will be seen where.
        """
        until = self.next_pause(self.straight.stride)
        steps = until - self.step - (until == self.steps)
        if not steps or self.step < self.careful:
            return False
        try:
            self.straight.take(steps)
            well = not first_nonfinite(self.experiment.network)
        except (ArithmeticError, ValueError):
            well = False
        if well:
            self.until = self.step + steps
        else:
            restore(self.experiment, self.good)
            self.careful = until
        return well

    def one_by_one(self, watch):
        """The steps up to the next look; `finished` is called after each."""
        experiment, steps = self.experiment, min(self.pause, self.steps) - self.step
        for _ in train(experiment.network, experiment.samples, experiment.batches, steps, experiment.reduction, watch):
            self.until = self.step + 1
            yield [self.until]

    def finished(self):
        self.experiment.steps_taken += self.until - self.step
        self.step = self.until
        if self.step >= self.pause or self.signals.caught:
            self.look()

    # Now and then.

    def look(self):
        """All is well, or the run ends here. The milestones of a run are the same however often it was interrupted."""
        if self.step > self.good_step and first_nonfinite(self.experiment.network):
            raise Diverged("", problem=f"diverged at step {self.experiment.steps_taken}")
        if self.step in self.show and (not self.errors or self.errors[-1][0] < self.step):
            self.errors.append((self.step, self.experiment.error()))
        self.good, self.good_step = state_of(self.experiment), self.step
        self.sound = self.good if self.step in self.show else self.sound
        self.experiment.history.reach(self.good)
        self.signals.check()
        if self.keeper and self.step % self.keeper.every == 0 < self.step:
            self.keep()
        self.pause = self.next_pause()

    def next_pause(self, look=LOOK):
        """The next step at which there is something to do."""
        strides = [look, self.keeper.every] if self.keeper else [look]
        return min([self.step - self.step % stride + stride for stride in strides] + [step for step in self.show if step > self.step])

    def keep(self):
        if self.keeper and self.errors:
            self.keeper.save(self.good, self.good_step, self.errors)

    # The end that was not meant.

    def stopped(self, error):
        """What went wrong, and where: at the latest in the step after the finished ones. The last good state is restored and kept."""
        self.look_closer()
        found = first_bad_step(self.experiment, self.good, self.step - self.good_step)
        found = self.earlier() or found
        self.step = self.good_step = self.good_step + self.experiment.steps_taken - self.good["step"]
        self.good = state_of(self.experiment)
        self.experiment.history.reach(self.good)
        self.keep()
        return found or error

    def earlier(self):
        """An error may be beyond a float long before a weight is: the Diverged of the first step that had one."""
        experiment = self.experiment
        end = experiment.steps_taken
        if is_far(experiment):
            restore(experiment, self.sound)
            try:
                experiment.advance(end - experiment.steps_taken)
            except Diverged as error:
                return error
        return None

    def look_closer(self):
        """Many steps taken at once are taken again, up to the last look that there would have been neuron by neuron."""
        experiment = self.experiment
        while self.straight and self.next_look() < self.step:
            restore(experiment, self.good)
            try:
                experiment.run_steps(self.next_look() - self.good_step)
            except (ArithmeticError, ValueError):
                return
            if first_nonfinite(experiment.network):
                return
            self.good, self.good_step = state_of(experiment), self.next_look()

    def next_look(self):
        return self.good_step - self.good_step % LOOK + LOOK

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
