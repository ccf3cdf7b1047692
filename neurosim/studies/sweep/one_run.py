"""One run of a sweep, from its first weights to a row of plain data. This is what other processes are asked for.

    status    solved     the criterion was met: `steps` says when, and the run ended there
              falling    not solved, but the error has been falling to the end
              stuck      not solved, and the error no longer falls
              diverged   a number left the range of floats, or the loss was undefined: `note` says which
    steps     how many were taken        error    over all samples, after them; None where it diverged, or
              the error is beyond a double
"""

from functools import lru_cache

from ...core.training import combined
from ...explain.arithmetic import nearest_finite
from ...files import parse_experiment
from ...training.divergence import first_bad_step
from ...training.state import restore
from ...training.trainer import Trainer
from .criterion import make_criterion

STATUSES = ("solved", "falling", "stuck", "diverged")
LOOK, EPOCHS = 100, 5    # steps, or epochs if that is more, between two looks: each costs an answer to every sample
STEPWISE = {"c": None}   # who takes a run that C cannot take as a whole: what pays, here and now
FALLING = 0.9            # falling: the mean error of the last fifth is below that share of the fifth before


def runs(text, seeds, solved_below=None, engine=None, check=lambda: None):
    """A row for each seed, of an experiment given as the text of its file. `check()` is called at times; it may raise.

    engine    who takes the steps: see training/engines.py; "c" takes a whole run at once, where it can

    >>> from neurosim import load
    >>> from neurosim.files import write_experiment
    >>> row, = runs(write_experiment(load("xor").document), [7])
    >>> row["seed"], row["status"], row["steps"]
    (7, 'solved', 2627)
    """
    stepwise = STEPWISE.get(engine, engine)
    return [engine == "c" and run_in_c(text, seed, solved_below)
            or run({**document(text), "seed": seed}, solved_below, stepwise, check) for seed in seeds]


@lru_cache(4)
def document(text):
    """Read once, as many tasks of one setting come to one process. Nobody changes it."""
    return parse_experiment(text, "experiment")


@lru_cache(16)
def starts(text, solved_below):
    """The program that takes whole runs in C; None where there is none."""
    from .in_c import Starts, can_run
    trainer = Trainer(document(text))
    criterion = make_criterion(trainer, solved_below)
    try:
        return Starts(trainer, criterion) if can_run(trainer, criterion) else None
    except (ArithmeticError, ValueError, OSError):
        return None


def run_in_c(text, seed, solved_below):
    """The row, as `run` has it; None where it has to be taken step by step."""
    program = starts(text, solved_below)
    trainer = Trainer({**document(text), "seed": seed})
    found = program and program.run(trainer, trainer.steps, pace_of(trainer))
    if not found:
        return None
    solved, steps, error, seen = found
    status = "solved" if solved else "falling" if falling(seen, steps) else "stuck"
    return {"seed": seed, "status": status, "steps": steps, "error": error, "note": ""}


def run(document, solved_below, engine, check):
    trainer, note = Trainer(document), ""
    try:
        status, error = OneRun(trainer, make_criterion(trainer, solved_below), engine, check).go()
    except (ArithmeticError, ValueError) as problem:
        status, error, note = "diverged", None, str(problem)
    return {"seed": document["seed"], "status": status, "steps": trainer.steps_taken, "error": nearest_finite(error),
            "note": note}


class OneRun:
    """A trainer on its way.

    before    its state when last looked at, not solved then
    seen      (step, error) at the looks of the last two fifths
    """

    def __init__(self, trainer, criterion, engine, check):
        self.trainer, self.criterion, self.check = trainer, criterion, check
        self.steps, self.before, self.seen = trainer.steps, None, []
        self.pace, self.straight = pace_of(trainer), trainer.straight_for(self.steps, engine)

    def go(self):
        """(status, error)"""
        trainer = self.trainer
        while not self.look():
            self.check()
            if trainer.steps_taken == self.steps:
                return "falling" if falling(self.seen, self.steps) else "stuck", trainer.error(self.straight)
            self.before = trainer.take(min(self.pace, self.steps - trainer.steps_taken), self.straight)
        if self.before:
            self.go_back()
        return "solved", trainer.error()

    def look(self):
        """Whether it is solved by now. Raises what `train` raises at the first bad step since the last look."""
        trainer = self.trainer
        try:
            if trainer.steps_taken >= 0.6 * self.steps:
                self.seen.append((trainer.steps_taken, trainer.error(self.straight)))
            return self.criterion.met(trainer)
        except (ArithmeticError, ValueError) as problem:
            since = self.before and trainer.steps_taken - self.before["step"]
            raise since and first_bad_step(trainer, self.before, since) or problem from None

    def go_back(self):
        """To the first step since the look before at which it is solved."""
        found = self.trainer.steps_taken
        restore(self.trainer, self.before)
        while self.trainer.steps_taken < found and not self.criterion.met(self.trainer):
            self.trainer.run_steps(1)


def pace_of(trainer):
    """Steps between two looks."""
    return max(1, min(max(LOOK, EPOCHS * trainer.batches.steps_in_an_epoch()), trainer.steps // 10))


def falling(seen, steps):
    """Whether the mean error of the last fifth is clearly below that of the fifth before."""
    late = 0.8 * steps
    before, last = ([error for step, error in seen if (step > late) is wanted] for wanted in (False, True))
    return bool(before and last) and combined(last, "mean") < FALLING * combined(before, "mean")
