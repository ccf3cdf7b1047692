"""What came of a training run."""

from __future__ import annotations

from ..explain.arithmetic import nearest_finite
from ..explain.notation import significant
from ..explain.viewable import Viewable

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from typing import Any

    from ..explain.hints import Document
    from .trainer import Trainer


class Training(Viewable):
    """What a training run did: `errors` is [(step, error), ...], `outputs` the answer to each sample after it. An
    error beyond a double is infinity here, None in a file.

    engine     who took the steps: see training/engines.py
    resumed    the step of the checkpoint that it went on from; 0: it began at the beginning

    `plot` draws the error by step and, for one or two inputs, what the network has learned.
    """

    def __init__(self, trainer: Trainer, steps: int, errors: list[tuple[int, float]], resumed: int = 0,
                 straight: Any = None) -> None:
        self.experiment, self.steps, self.errors, self.resumed = trainer, steps, errors, resumed
        self.outputs = trainer.answers(straight)
        self.engine = straight.engine if straight else "neurons"

    def parameters(self) -> dict[str, float]:
        """Every weight and bias by its name."""
        from ..explain.naming import Names
        return dict(Names(self.experiment.network).values(self.experiment.network))

    def rows(self) -> list[tuple[int, float | None]]:
        """The errors as a file has them."""
        return [(step, nearest_finite(error)) for step, error in self.errors]

    def to_dict(self) -> Document:
        errors = self.rows()
        return {"format": "neurosim-training", "version": 1, "steps": self.steps, "error_before": errors[0][1],
                "error_after": errors[-1][1], "outputs": self.outputs, "parameters": self.parameters(),
                "seed": self.experiment.seed, "errors": [list(pair) for pair in errors]}

    def __repr__(self) -> str:
        first, last = (significant(6)(self.errors[place][1]) for place in (0, -1))
        return f"Training({self.steps} steps, error {first} to {last})"
