"""What came of a training run."""

from __future__ import annotations

from ..explain.viewable import Viewable

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from typing import Any

    from ..explain.hints import Document
    from .trainer import Trainer


class Training(Viewable):
    """What a training run did: `errors` is [(step, error), ...], `outputs` the answer to each sample after it.

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

    def to_dict(self) -> Document:
        return {"format": "neurosim-training", "version": 1, "steps": self.steps, "error_before": self.errors[0][1],
                "error_after": self.errors[-1][1], "outputs": self.outputs, "parameters": self.parameters(),
                "seed": self.experiment.seed, "errors": [list(pair) for pair in self.errors]}

    def __repr__(self) -> str:
        return f"Training({self.steps} steps, error {self.errors[0][1]:.6g} to {self.errors[-1][1]:.6g})"
