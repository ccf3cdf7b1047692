"""Answers of a network to inputs without targets."""

from __future__ import annotations

from ..core.guard import checks
from ..explain.trace import trace_answer
from ..explain.viewable import Viewable
from ..files.scaling import scaled
from .in_units import InUnits

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from ..explain.hints import Document
    from ..explain.trace import Trace
    from .trainer import Trainer


class Prediction(Viewable):
    """What a network answers.

    rows       the inputs, in the units of the experiment's table      seen    the same as the network sees them
    outputs    the outs of each                                        units   how they are shown: see in_units.py
    forward    the Trace of the way forward of the first row
    """

    def __init__(self, trainer: Trainer, rows: Sequence[Sequence[float]]) -> None:
        self.experiment, self.units = trainer, InUnits(trainer.document)
        columns, count = self.units.columns["inputs"], len(trainer.network.layers[0].neurons[0].weights)
        rows = checks.sequence(rows, "inputs", "a list of lists of numbers")
        self.rows = [checks.numbers(row, f"inputs[{i}]", count) for i, row in enumerate(rows)]
        self.seen = [scaled(row, columns) if columns else list(row) for row in self.rows]
        self.outputs = trainer.network.answers(self.seen)

    @property
    def forward(self) -> Trace:
        return trace_answer(self.experiment.network, self.seen[0])

    def answers(self) -> Iterator[list[float | str]]:
        """The outs of each, and its class; or numbers in the units of the table."""
        return map(self.units.outs, self.outputs)

    def headers(self) -> list[str]:
        return [*self.units.names("inputs", len(self.rows[0])), *self.units.answer_headers(len(self.outputs[0]))]

    def table(self) -> list[list[float | str]]:
        """A row for each: inputs, outs and the class that they stand for."""
        return [[*row, *answer] for row, answer in zip(self.rows, self.answers())]

    def to_dict(self) -> Document:
        answers = []
        for row, outs, told in zip(self.rows, self.outputs, self.answers()):
            answers.append({"inputs": list(row), "outputs": told[:len(outs)],
                            **({"class": told[-1]} if self.units.classes else {})})
        return {"format": "neurosim-prediction", "version": 1, "experiment": self.experiment.name, "answers": answers}

    def __repr__(self) -> str:
        return f"Prediction({self.experiment.name}, {len(self.rows)} answers)"
