"""When a run ends before its last step: the error is low enough, or has not fallen for long; and its best state."""

from ..core.guard.errors import NeurosimError


class Goal:
    """What "until" asks for; it is looked at once an epoch.

    every    steps of an epoch
    best     (error, step, state) of the least error so far, where there is patience: on the test samples, if there are
    words    why the run ends; "" while it goes on
    """

    def __init__(self, trainer):
        self.below = trainer.training["until"].get("error_below")
        self.patience = trainer.training["until"].get("patience")
        self.every, self.best, self.words = trainer.batches.steps_in_an_epoch(), None, ""
        self.kind = "test error" if trainer.test_samples else "error"

    def see(self, step, state, error, watched):
        """The state after a step, the error there, and the one that is watched: on the test samples, if there are."""
        if self.below is not None and error < self.below:
            self.words = f"the error is below {self.below:g}"
            self.best = None    # this is what was asked for
        elif self.patience is not None:
            if self.best is None or watched < self.best[0]:
                self.best = watched, step, state
            elif step - self.best[1] >= self.patience * self.every:
                epochs = f"{self.patience} epoch{'s' * (self.patience != 1)}"
                self.words = f"no less {self.kind} for {epochs}"


def goal_for(trainer, kept=False):
    """The goal of a trainer's run, None where there is none. What is kept in a file has no best state in it."""
    until = trainer.training.get("until")
    if until and kept and "patience" in until:
        problem = "a checkpoint has no room for the best state, which training.until.patience asks for"
        raise NeurosimError("checkpoint", problem=problem)
    return Goal(trainer) if until else None
