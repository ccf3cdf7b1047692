"""What each mistake does to a few numbers of a step: the quickest way to know it again."""

from __future__ import annotations

from math import isfinite

from ...core.guard import checks
from ...core.guard.sizes import judge_trials
from ...core.initializers import seed_field
from ...explain.naming import after_step, slope_of
from ...explain.viewable import Viewable
from ...training.ahead import checked_progress
from ..mistakes import MISTAKES, Mistake
from .readings import Reader

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from typing import Any
    from ...explain.hints import Document, Progress
    from ...training.trainer import Trainer


class Fingerprints(Viewable):
    """The catalogue on one experiment. Raises NeurosimError where the step, or the error after it, cannot be computed.

    names    of the quantities: ∂E/∂w and w⁺ of the first weight of the last layer and of the first layer, and E after
    right    their right values
    rows     (mistake, values) for each; None in place of the values where it changes no number of the step

    >>> from neurosim import load
    >>> found = Fingerprints(load("worked-example").trainer)
    >>> found.names
    ['dE_dw5', 'dE_dw1', 'w5_new', 'w1_new', 'E_new']
    >>> next(f"{values[1]:.9f}" for mistake, values in found.rows if mistake.name == "updated_weights")
    '0.000364723'
    """

    def __init__(self, trainer: Trainer, step: int = 1, sample: int | None = None,
                 progress: Progress | None = None) -> None:
        judge_trials(trainer.size, checks.integer(step, "step"))
        reader = Reader(trainer, step, sample, progress=checked_progress(progress))
        trainer.trace(sample, step)    # which says so where there is no such step
        right = reader.computed(after=True)
        firsts = dict.fromkeys([reader.names.weights[-1][0][0], reader.names.weights[0][0][0]])
        self.experiment = trainer
        self.names = [*[slope_of("E", w) for w in firsts], *map(after_step, [*firsts, "E"])]
        values = [right[name] for name in self.names]
        self.right = [value if isfinite(value) else None for value in values]    # E after may be beyond floats
        self.rows = [(mistake, self.values(reader, mistake, right))
                     for mistake in reader.progress(MISTAKES.values(), len(MISTAKES), 0)]

    def values(self, reader: Reader, mistake: Mistake, right: dict[str, float]) -> list[Any] | None:
        """Of the mistake in its most usual form that shows."""
        for where in mistake.forms(reader.trainer):
            numbers = reader.read(lambda experiment: mistake.spoil(experiment, where), after=True)
            if numbers is not None and numbers != right:
                return [numbers.get(name) for name in self.names]
        return None

    def to_dict(self) -> Document:
        rows = [{"mistake": mistake.name, "sentence": mistake.describe(), "advice": mistake.advice,
                 "convention": mistake.convention, "fingerprint": values and dict(zip(self.names, values))}
                for mistake, values in self.rows]
        return {"format": "neurosim-mistakes", "version": 1, "experiment": self.experiment.name,
                **seed_field(self.experiment.network), "right": dict(zip(self.names, self.right)), "mistakes": rows}

    def __repr__(self) -> str:
        return f"Fingerprints({self.experiment.name}, {len(self.rows)} mistakes)"
