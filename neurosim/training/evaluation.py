"""How good a network is on samples: the error; and where targets are classes, how many answers are right, and which
classes are taken for which.
"""

from __future__ import annotations

from ..core.guard.errors import Undefined
from ..core.losses import LOSSES
from ..core.maths import INFINITY
from ..core.training import combined
from ..explain.arithmetic import nearest_finite

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any
    from ..explain.hints import Document, Sample
    from .trainer import Trainer


class Classes:
    """Which class targets stand for, and which one the outs do, as places in `names`.

    above        (a target, an out): an output that is alone says the second class above this; None: there are several
    numbered     whether a target is the number of its class
    """

    def __init__(self, names: list[str], above: tuple[float, float] | None = None, numbered: bool = False) -> None:
        self.names, self.above, self.numbered = names, above, numbered

    def meant(self, targets: Sequence[float]) -> int:
        if self.above:
            return int(targets[0] > self.above[0])
        return int(targets[0]) if self.numbered else greatest(targets)

    def answered(self, outs: Sequence[float]) -> int:
        """Where several outs are the greatest, the first of them."""
        return int(outs[0] > self.above[1]) if self.above else greatest(outs)


def greatest(values: Sequence[float]) -> int:
    return list(values).index(max(values))


def classes_of(document: Document) -> Classes | None:
    """The classes of an experiment; None where its targets are none.

    >>> from neurosim.examples.lookup import document_of
    >>> classes_of(document_of("xor")).names, classes_of(document_of("worked-example"))
    (['0', '1'], None)
    """
    loss, outputs = LOSSES.make(document["loss"]), document["layers"][-1]["neurons"]
    known = next((column["classes"] for column in document.get("columns", {}).get("targets", ())
                  if "classes" in column), None)
    targets = [sample["targets"] for key in ("samples", "test_samples") for sample in document.get(key, ())]
    if outputs == 1:
        two = {target for [target] in targets}
        if not (two <= {0.0, 1.0} or two <= {-1.0, 1.0}):
            return None
        between = 0.0 if -1.0 in two else 0.5
        return Classes(known or ["-1" if -1.0 in two else "0", "1"], (between, 0.0 if loss.on_nets else between))
    if loss.targets_wanted(outputs) == 1:
        return Classes(filled(known, outputs), numbered=True)
    if all(sorted(row) == [0.0] * (outputs - 1) + [1.0] for row in targets):
        return Classes(filled(known, outputs))
    return None


def filled(known: list[str] | None, count: int) -> list[str]:
    """A name for each output; where there are fewer, its number."""
    return [*(known or ()), *map(str, range(len(known or ()), count))]


class Evaluation:
    """What came of asking a network about samples.

    error        their error, by the experiment's reduction; infinity where it is beyond a double
    accuracy     the share of right answers; None where targets are no classes
    confusion    confusion[i][j]: how many samples of class i were taken for class j
    """

    def __init__(self, count: int, error: float, classes: Classes | None,
                 pairs: Sequence[tuple[Sequence[float], Sequence[float]]]) -> None:
        self.count, self.error, self.accuracy, self.confusion = count, error, None, None
        if classes:
            size = len(classes.names)
            self.confusion = [[0] * size for _ in range(size)]
            for targets, outs in pairs:
                self.confusion[classes.meant(targets)][classes.answered(outs)] += 1
            right = [self.confusion[i][i] for i in range(size)]
            self.accuracy = sum(right) / count

    def to_dict(self) -> Document:
        found = {"samples": self.count, "error": nearest_finite(self.error)}
        return found if self.accuracy is None else {**found, "accuracy": self.accuracy, "confusion": self.confusion}

    def __repr__(self) -> str:
        accuracy = "" if self.accuracy is None else f", accuracy {self.accuracy:.4g}"
        return f"Evaluation({self.count} samples, error {self.error:.6g}{accuracy})"


class Evaluator:
    """Asks the network of a trainer about its samples, and those that are held out."""

    def __init__(self, trainer: Trainer) -> None:
        self.trainer, self.classes = trainer, classes_of(trainer.document)

    def evaluate(self, straight: Any = None) -> dict[str, Evaluation]:
        """{"training": ..., "test": ...} of the network as it is. The samples that are learnt from come last, so that
        the neurons hold the numbers of the last of them; `straight` is as for `trainer.error`."""
        trainer, test = self.trainer, self.trainer.test_samples
        found = {"test": self.evaluated(test)} if test else {}
        outs = trainer.answers(straight) if self.classes else ()
        pairs = [(targets, out) for (_, targets), out in zip(trainer.samples, outs)]
        return {"training": Evaluation(len(trainer.samples), trainer.error(straight), self.classes, pairs), **found}

    def evaluated(self, samples: Sequence[Sample]) -> Evaluation:
        """Of samples that are not learnt from: an error that is not defined there is infinite."""
        errors, pairs = [], []
        for inputs, targets in samples:
            try:
                errors.append(self.trainer.network.error(inputs, targets))
            except Undefined:
                errors.append(INFINITY)
            pairs.append((targets, self.trainer.network.outs))
        return Evaluation(len(samples), combined(errors, self.trainer.reduction), self.classes, pairs)


def evaluator_for(trainer: Trainer) -> Evaluator | None:
    """None where there is no more to say than the error on the samples that are learnt from."""
    columns = trainer.document.get("columns", {"targets": ()})["targets"]
    wanted = trainer.test_samples or any("classes" in column for column in columns)
    return Evaluator(trainer) if wanted else None
