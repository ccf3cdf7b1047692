"""What came of a training run."""

from __future__ import annotations

from ..core.guard.errors import NeurosimError
from ..explain.arithmetic import nearest_finite
from ..explain.notation import significant
from ..explain.viewable import Viewable
from .evaluation import evaluator_for
from .in_units import InUnits

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..explain.hints import Document
    from .evaluation import Evaluation
    from .trainer import Trainer

POINTS = 200    # of a curve


class Training(Viewable):
    """What a training run did: `errors` is [(step, error), ...], `outputs` the answer to each sample after it. An
    error beyond a double is infinity here, None in a file.

    engine     who took the steps: see training/engines.py
    resumed    the step of the checkpoint that it went on from; 0: it began at the beginning
    scores     step -> {"training": Evaluation, "test": ...}, where there are test samples or classes
    ended      why it took fewer steps than it might have, in words
    classes    their names; none where targets are no classes
    units      numbers as the table has them: see in_units.py

    `plot` draws the error by step and, for one or two inputs, what the network has learned.
    """

    def __init__(self, trainer: Trainer, steps: int, errors: list[tuple[int, float]], resumed: int = 0,
                 straight: Any = None, scores: Mapping[int, dict[str, Evaluation]] | None = None,
                 ended: str = "") -> None:
        self.experiment: Any = trainer    # whoever has the trainer takes its place
        self.steps, self.errors, self.resumed, self.ended = steps, errors, resumed, ended
        self.first = trainer.steps_taken - steps    # that were taken in earlier runs
        evaluator, self.scores = evaluator_for(trainer), dict(scores or {})
        if evaluator and steps not in self.scores:
            self.scores[steps] = evaluator.evaluate(straight)
        self.classes = evaluator.classes.names if evaluator and evaluator.classes else []
        self.outputs, self.units = trainer.answers(straight), InUnits(trainer.document)
        self.engine = straight.engine if straight else "neurons"

    @property
    def evaluations(self) -> dict[str, Evaluation]:
        """On the samples that were learnt from and on those held out, after training; empty where nothing is judged."""
        return self.scores.get(self.steps, {})

    def parameters(self) -> dict[str, float]:
        """Every weight and bias by its name."""
        from ..explain.naming import Names
        return dict(Names(self.experiment.network).values(self.experiment.network))

    def why(self) -> Any:
        """Why it got nowhere: the experiment trained once more from its beginning; see `Experiment.why`."""
        return self.experiment.why(self.steps)

    def headers(self) -> list[str]:
        """What `rows` has."""
        tests = ["test"] * ("test" in self.evaluations)
        return ["step", "error", *[f"{kind}_error" for kind in tests],
                *[f"{kind}accuracy" for kind in ["", *[f"{kind}_" for kind in tests]] if self.classes]]

    def rows(self) -> list[tuple[int | float | None, ...]]:
        """(step, error) as a file has them; then the error on the test samples, and the accuracies."""
        return [(step, nearest_finite(error), *self.more(self.scores.get(step))) for step, error in self.errors]

    def more(self, found: dict[str, Evaluation] | None) -> list[float | None]:
        """The numbers of a row after its error; None for a step of an earlier run."""
        if not found:
            return [None] * (len(self.headers()) - 2)
        tests = [found["test"]] if "test" in found else []
        accuracies = [each.accuracy for each in [found["training"], *tests]] if self.classes else []
        return [*[nearest_finite(each.error) for each in tests], *accuracies]

    def curve(self) -> list[tuple[int, float, float | None]]:
        """(step, error, error on the test samples) at some two hundred steps, which are taken once more to see it."""
        found = {step: (error, self.test_error(step)) for step, error in self.errors}
        trainer = getattr(self.experiment, "trainer", self.experiment)
        pace = -(-self.steps // POINTS) or 1
        steps = [step for step in range(self.resumed + pace, self.steps, pace) if step not in found]
        try:
            for again in trainer.history.after([self.first + step for step in steps]):
                evaluator = evaluator_for(again)
                scores = evaluator.evaluate() if evaluator else {}
                error = scores["training"].error if evaluator else again.error()
                found[again.steps_taken - self.first] = error, scores["test"].error if "test" in scores else None
        except NeurosimError:    # settings or samples were changed since
            pass
        return [(step, *found[step]) for step in sorted(found)]

    def test_error(self, step: int) -> float | None:
        """On the test samples, at a step of the table."""
        scores = self.scores.get(step, {})
        return scores["test"].error if "test" in scores else None

    def to_dict(self) -> Document:
        errors = [(step, nearest_finite(error)) for step, error in self.errors]
        return {"format": "neurosim-training", "version": 1, "steps": self.steps, "error_before": errors[0][1],
                "error_after": errors[-1][1], "outputs": self.outputs, "parameters": self.parameters(),
                "seed": self.experiment.seed, "errors": [list(pair) for pair in errors], **self.judged(),
                **({"ended": self.ended} if self.ended else {})}

    def judged(self) -> Document:
        """What a file has of test samples and classes, where there are some."""
        if not self.evaluations:
            return {}
        return {"by_step": [dict(zip(self.headers(), row)) for row in self.rows()],
                **({"classes": self.classes} if self.classes else {}),
                "evaluation": {kind: found.to_dict() for kind, found in self.evaluations.items()}}

    def __repr__(self) -> str:
        first, last = (significant(6)(self.errors[place][1]) for place in (0, -1))
        return f"Training({self.steps} steps, error {first} to {last})"
