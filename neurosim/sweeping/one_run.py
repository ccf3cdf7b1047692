"""One run of a sweep, from its first weights to a row of plain data. This is what other processes are asked for.

    status    solved     the criterion was met: `steps` says when, and the run ended there
              falling    not solved, but the error has been falling to the end
              stuck      not solved, and the error no longer falls
              diverged   a number left the range of floats, or the loss was undefined: `note` says which
    steps     how many were taken        error    over all samples, after them; None where it diverged
"""

from ..core.errors import Diverged
from ..core.training import combined
from ..experiment import Experiment
from ..files import parse_experiment
from ..running.divergence import find_trouble, trouble
from ..running.state import restore, state_of
from .criterion import make_criterion

STATUSES = ("solved", "falling", "stuck", "diverged")
LOOK = 100         # steps between two looks, unless a look at all samples would cost more than a few of these
FALLING = 0.9      # the error is falling where the mean of its last fifth is below that many of the fifth before


def runs(text, seeds, solved_below=None, check=lambda: None):
    """A row for each seed, of an experiment given as the text of its file. `check()` is called now and then, and may raise.

    >>> from neurosim.files import write_experiment
    >>> from neurosim import load
    >>> runs(write_experiment(load("xor").document), [7])
    [{'seed': 7, 'status': 'solved', 'steps': 3022, 'error': 0.03738265396474848, 'note': ''}]
    """
    document = parse_experiment(text, "experiment")
    return [run({**document, "seed": seed}, solved_below, check) for seed in seeds]


def run(document, solved_below, check):
    experiment = Experiment(document)
    one = OneRun(experiment, make_criterion(experiment, solved_below), check)
    try:
        status, error, note = *one.go(), ""
    except (ArithmeticError, ValueError) as problem:
        status, error, note = "diverged", None, one.diagnosis(problem)
    return {"seed": document["seed"], "status": status, "steps": experiment.steps_taken, "error": error, "note": note}


class OneRun:
    """An experiment on its way. `good` is its state when last looked at: nothing was wrong, and nothing solved."""

    def __init__(self, experiment, criterion, check):
        self.experiment, self.criterion, self.check = experiment, criterion, check
        self.steps = experiment.steps
        epochs = 5 * experiment.batches.steps_in_an_epoch()
        self.stride = max(1, min(max(LOOK, epochs), self.steps // 10))
        self.good = state_of(experiment)
        self.seen = []    # (step, error) at the looks of the last two fifths

    def go(self):
        """(status, error)"""
        experiment = self.experiment
        while not self.look():
            self.check()
            if experiment.steps_taken == self.steps:
                return "falling" if self.falling() else "stuck", experiment.error()
            self.good = state_of(experiment)
            experiment.walk(min(self.stride, self.steps - experiment.steps_taken))
        self.go_back()
        return "solved", experiment.error()

    def look(self):
        """Whether it is solved by now; raises where it has diverged."""
        if trouble(self.experiment.network):
            raise Diverged("", problem=f"diverged at step {self.experiment.steps_taken}")
        if self.experiment.steps_taken >= 0.6 * self.steps:
            self.seen.append((self.experiment.steps_taken, self.experiment.error()))
        return self.criterion.met(self.experiment)

    def go_back(self):
        """To the first step since the last look at which it was solved."""
        found = self.experiment.steps_taken
        if found:
            restore(self.experiment, self.good)
            while self.experiment.steps_taken < found and not self.criterion.met(self.experiment):
                self.experiment.walk(1)

    def falling(self):
        before, last = ([error for step, error in self.seen if (step > 0.8 * self.steps) == late] for late in (False, True))
        return bool(before and last) and combined(last, "mean") < FALLING * combined(before, "mean")

    def diagnosis(self, problem):
        """What went wrong, and where; the experiment is taken back to the step before."""
        taken = self.experiment.steps_taken - self.good["step"]
        return str(find_trouble(self.experiment, self.good, taken) or problem)

