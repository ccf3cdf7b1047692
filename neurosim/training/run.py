"""A run: steps one after the other, and what is to be done now and then: look at the error, keep the state, stop."""

from contextlib import ExitStack
from itertools import chain

from ..core.guard import checks
from ..core.guard.errors import NeurosimError
from ..core.guard.sizes import judge_steps
from .checkpoints import Checkpoints, resume
from .goal import goal_for
from .evaluation import evaluator_for
from .divergence import LOOK, check_finite, first_bad_step
from .interrupts import Interrupted, Signals
from .outcome import Training
from .state import restore, state_of


def trained(trainer, steps=None, watch=None, checkpoint=None, every=1000, progress=None, unrolled=None, path=None,
            force_data=False, engine=None):
    """What comes of a run of so many steps (None: as many as the document asks for): see `Experiment.train`.

    path    of a checkpoint to go on from, until it has taken so many steps in all: see `Experiment.resume`
    """
    steps = trainer.steps if steps is None else checks.integer(steps, "steps", low=0)
    unrolled = None if unrolled is None else checks.boolean(unrolled, "unrolled")
    judge_steps(trainer.size, steps)
    checkpoints = None if checkpoint is None else Checkpoints(trainer, checks.path(checkpoint, "checkpoint"), every)
    resumed, errors = (0, ()) if path is None else resume(trainer, path, steps, force_data)
    trainer.batches.check(trainer.samples)
    progress = progress and checks.function(progress, "progress", "a function of taken, steps, step")
    engine = unrolled if engine is None else engine
    straight = None if watch else trainer.straight_for(steps - resumed, engine)
    run = Run(trainer, steps, checkpoints, resumed, errors, straight, goal_for(trainer, kept=checkpoint or path))
    run.go(watch and watcher(trainer, watch), progress)
    return Training(trainer, run.steps, run.errors, resumed, straight, run.scores, run.ended)


def watcher(trainer, watch):
    """watch(trace) as the core calls it: with the places of the samples that the step will learn from."""
    from .replay import tracer
    if not callable(watch):
        raise NeurosimError("watch", "a function of a trace", watch)
    trace = tracer(trainer)
    return lambda places: watch(trace(places))


class Run:
    """`steps` steps of a trainer, of which `step` are taken already.

    errors         [(step, error), ...], at the milestones
    scores         step -> what `evaluator` finds there, where there is one
    good           the last state in which all numbers but the error were finite
    checkpoints    the file that keeps it; None: none does
    straight       what takes many steps at once: see engines.py; or None
    goal           what ends it before; None: nothing does. `ended` says so in words
    """

    def __init__(self, trainer, steps, checkpoints=None, step=0, errors=(), straight=None, goal=None):
        self.trainer, self.steps, self.step, self.goal, self.ended = trainer, steps, step, goal, ""
        self.checkpoints, self.straight = checkpoints, straight
        self.before = trainer.steps_taken - step    # in earlier runs
        self.show = {0, *milestones(steps)}
        self.errors = [tuple(pair) for pair in errors if pair[0] in self.show]
        self.evaluator, self.scores = evaluator_for(trainer), {}
        self.good = state_of(trainer)
        trainer.history.begin(self.good)

    @property
    def good_step(self):
        return self.good["step"] - self.before

    def go(self, watch=None, progress=None):
        """Take the steps that are missing. Raises Diverged or Interrupted, after the last good state is kept."""
        with ExitStack() as stack:
            if self.checkpoints:
                stack.enter_context(self.checkpoints)
            self.signals = stack.enter_context(Signals())
            try:
                self.take_steps(watch, progress)
                self.back_to_the_best()
                self.keep()
                self.signals.check()
            except Interrupted as interrupted:
                raise self.interrupted(interrupted.number) from None

    def take_steps(self, watch, progress):
        try:
            self.look()
            if progress:
                taken = progress(chain.from_iterable(self.parts(watch)), self.steps, self.step)
                for shown, _ in enumerate(taken, self.step + 1):
                    if shown == self.until:
                        self.finished()
            else:
                for _ in self.parts(watch):
                    self.finished()
        except (ArithmeticError, ValueError) as error:
            raise self.stopped(error) from None

    def parts(self, watch):
        """The numbers of the steps, as they are taken: one after the other, or many at once."""
        while self.step < self.steps:
            steps = min(self.pause, self.steps) - self.step
            if self.straight and self.step + steps == self.steps:    # the neurons take the last, to hold its numbers
                steps = max(steps - 1, 1)
            for count in self.trainer.parts(steps, self.straight, watch):
                self.until = self.step + count
                yield range(self.step + 1, self.until + 1)

    def finished(self):
        """A part of the steps is: `until` is the last of them."""
        self.step = self.until
        if self.step >= self.pause or self.signals.caught:
            self.look()

    # Now and then.

    def look(self):
        """All is well, or the run ends here. The milestones of a run are the same however often it was interrupted."""
        trainer = self.trainer
        if self.step > self.good_step:
            check_finite(trainer)
        if self.step in self.show and (not self.errors or self.errors[-1][0] < self.step):
            self.errors.append((self.step, self.error()))
        self.good = state_of(trainer)
        if self.goal and (self.step % self.goal.every == 0 or self.step == self.steps):
            self.ask_the_goal()
        trainer.history.reach(self.good)
        self.signals.check()
        if self.checkpoints and self.step % self.checkpoints.every == 0 < self.step:
            self.keep()
        self.pause = self.next_pause()

    def error(self):
        if self.evaluator is None:
            return self.trainer.error(self.straight)
        self.scores[self.step] = self.evaluator.evaluate(self.straight)
        return self.scores[self.step]["training"].error

    def ask_the_goal(self):
        """Whether this is the last step."""
        error = self.errors[-1][1] if self.errors[-1][0] == self.step else self.error()
        test = self.scores.get(self.step, {}).get("test")
        self.goal.see(self.step, self.good, error, test.error if test else error)
        if self.goal.words and self.step < self.steps:
            self.ended = f"Stopped at step {self.step:,}: {self.goal.words}."
        if self.goal.words:
            self.end_at(self.step, error)

    def end_at(self, step, error):
        """The run is one of so many steps, and has no errors of later ones."""
        self.steps = step
        self.errors = [pair for pair in self.errors if pair[0] < step] + [(step, error)]

    def back_to_the_best(self):
        """The state with the least error, where the goal has kept it."""
        if not (self.goal and self.goal.best) or self.goal.best[1] == self.step:
            return
        _, step, state = self.goal.best
        restore(self.trainer, state)
        self.trainer.history.back_to(state)
        self.ended = " ".join(filter(None, [self.ended, f"The weights are those of step {step:,}, the best."]))
        self.good, self.step = state, step
        self.end_at(step, self.error())

    def next_pause(self):
        """The next step at which there is something to do."""
        strides = [self.straight.stride if self.straight else LOOK]
        strides += [each.every for each in (self.checkpoints, self.goal) if each]
        return min([self.step - self.step % stride + stride for stride in strides]
                   + [step for step in self.show if step > self.step])

    def keep(self):
        if self.checkpoints and self.errors:
            self.checkpoints.save(self.good, self.good_step, self.errors)

    # The end that was not meant.

    def stopped(self, error):
        """What went wrong, and where. The last good state is restored and kept."""
        found = first_bad_step(self.trainer, self.good, self.trainer.steps_taken - self.good["step"])
        self.good = state_of(self.trainer)
        self.step = self.good_step
        self.trainer.history.reach(self.good)
        self.keep()
        return found or error

    def interrupted(self, number):
        """Says what is safe. A second signal may have come in the midst of a step: then what was good is restored."""
        words = [f"interrupted at step {self.step:d}"]
        if not self.signals.twice:
            try:
                self.keep()
            except Interrupted as second:
                number = second.number
        if self.signals.twice:
            restore(self.trainer, self.good)
        if self.checkpoints and self.checkpoints.saved == self.step:
            words.append(f"checkpoint saved to {self.checkpoints.name}")
        elif self.checkpoints and self.checkpoints.saved is not None:
            words.append(f"the checkpoint in {self.checkpoints.name} is of step {self.checkpoints.saved}")
        return Interrupted(number, "; ".join(words))


def milestones(steps):
    """1, 2, 5, 10, 20, 50, ... and the last: the steps at which a short table shows the error."""
    power = 1
    while power <= steps:
        yield from (factor * power for factor in (1, 2, 5) if factor * power <= steps)
        power *= 10
    yield steps
