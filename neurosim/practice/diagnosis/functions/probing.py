"""What came of trying out a learner's step."""

from __future__ import annotations

from functools import cached_property

from ....explain.naming import after_step, slope_of
from ....explain.viewable import Viewable
from ...mistakes import MISTAKES
from ..usual_losses import SQUARES
from .diagnosing import Setup, diagnosed
from .judging import Judge, judged
from .right_for import RightFor

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any
    from ....explain.hints import Document
    from ....training.trainer import Trainer
    from .fault import Fault

Group = tuple[int, str]


class Probing(Viewable):
    """What came of it.

    agree         whether it is right: for the convention `right_for`, which has convention, loss, constant and words
    faults        each a Fault, in the order in which to mend them
    mistakes      the names of all that were found
    right_instead the same, for something else than was said; None where it is right, or right for nothing usual
    groups        "layer-1 gradients", "layer-2 gradients", ..., "biases": name -> the mistakes that explain it, as
                  (name, where); None where it is right; [] where no known mistake fits
    experiment    the smallest probe on which something is wrong, an Experiment: `found.experiment.save("probe.json")`
    """

    experiment: Any = None

    def __init__(self, step: Callable[..., Any], shapes: Sequence[Any] | None = None, activations: Any = None,
                 loss: Any = None, gradients: bool = False, batch: int | None = None, reduction: str | None = None,
                 optimizer: Any = None, steps: int | None = None, biases: bool = True, weights: str | None = None,
                 tolerance: float | None = None) -> None:
        self.setup = Setup(activations, loss, batch, reduction, optimizer, steps, tolerance, gradients)
        self.gradients = gradients
        found = diagnosed(step, shapes, self.setup, gradients, biases, weights)
        self.trial = found[0]
        self.right_for: RightFor | None = found[1]
        self.judge: Judge = found[2]
        self.faults: list[Fault] = found[3]
        self.right_instead: RightFor | None = None if self.right_for else self.trial.right_instead
        self.probes, self.convention = self.trial.probes, self.judge.convention
        wrong = {group for fault in self.faults for group in fault.groups}
        names = [f"layer-{layer + 1} gradients" for layer in sorted({layer for layer, _ in self.judge.groups})]
        self.groups = {name: self.forms_of({(layer, "weights")} & wrong) for layer, name in enumerate(names)}
        if self.trial.caller.has_biases:
            self.groups["biases"] = self.forms_of({group for group in wrong if group[1] == "biases"})
        found = [name for fault in self.faults for name in fault.names]
        if self.faults and self.otherwise:
            found.insert(0, self.otherwise[1])
        self.mistakes = list(dict.fromkeys(found))

    def forms_of(self, wrong: set[Group]) -> list[tuple[str, Any]] | None:
        """The forms of all faults that these groups have; None where they have none."""
        if not wrong:
            return None
        return list(dict.fromkeys(form for fault in self.faults if wrong & set(fault.groups) for form in fault.forms))

    @property
    def agree(self) -> bool:
        return not self.faults

    def told(self) -> Iterator[tuple[str, list[str]]]:
        """(group, names of mistakes) for each group that is off."""
        for group, found in self.groups.items():
            if found is not None:
                yield group, list(dict.fromkeys(name for name, _ in found))

    @cached_property
    def otherwise(self) -> tuple[str, str] | None:
        """(a loss, the mistake that it is if that is the loss): another reading, where nobody has said which."""
        is_usual = self.convention.activations[-1] == "softmax" or self.convention.loss in SQUARES
        if self.setup.loss is not None or is_usual:
            return None
        convention = type(self.convention)(self.convention.activations, SQUARES[0], self.convention.reduction)
        judge = judged(self.probes, self.judge.right, convention, self.setup.optimizer, self.judge.nearness)
        found = judge and [form for form in judge.alone if judge.constants(judge.numbers((form,)))]
        return (SQUARES[0], found[0][0]) if found else None

    # The first wrong number.

    @cached_property
    def place(self) -> tuple[int, Group, int] | None:
        """Of the first wrong number in order of calculation: (probe, group, place in it); None where there is none that
        can be shown beside the right one."""
        wrong = [group for fault in self.faults if not fault.unsummed for group in fault.groups]
        for layer, what in sorted(wrong, key=lambda group: (-group[0], group[1] != "biases")):
            order = sorted(range(len(self.probes)), key=lambda place: self.probes[place].size)
            for probe in order:
                if found := self.differing(probe, (layer, what)):
                    return found
        return None

    def differing(self, probe: int, group: Group) -> tuple[int, Group, int] | None:
        seen, right = self.trial.calls.seen[probe], self.judge.right[probe]
        if group not in seen or right is None:
            return None
        rate = self.judge.rate_of(self.judge.right)
        for place, (mine, wanted) in enumerate(zip(seen[group], right[group])):
            if not self.judge.nearness.same([mine], [rate * wanted]):
                return probe, group, place
        return None

    @cached_property
    def first_difference(self) -> Document | None:
        """The first number that is off, as a dict of its name, what was given, what was expected, and the probe; None
        where nothing is."""
        if self.place is None:
            return None
        probe, group, place = self.place
        trainer, change = self.judge.trainers[probe], self.trial.calls.seen[probe][group][place]
        before = trainer.trace()
        parameters = parameters_of(before.names, group)
        step, number = divmod(place, len(parameters))
        parameter, trace = parameters[number], trainer.trace(step=step + 1)
        if self.setup.is_plain and step == 0:
            name = slope_of("E", parameter)
            given = change if self.gradients else change / (self.setup.rate * self.judge.rate_of(self.judge.right))
        else:
            name, given = after_step(parameter), before[parameter] - change
        return {"name": name, "given": given, "expected": trace[name], "probe": self.probes[probe].name,
                "step": step + 1, "quantity": trace.quantities[name]}

    @property
    def trainer(self) -> Trainer:
        """That of the probe which shows the first wrong number, or of the first."""
        return self.judge.trainers[self.place[0] if self.place else 0]

    @staticmethod
    def sentences(names: Iterable[str]) -> list[tuple[str, str]]:
        """(what is done, what to do) for each of these mistakes."""
        return [(MISTAKES[name].sentence, MISTAKES[name].advice) for name in names]

    def to_dict(self) -> Document:
        first = self.first_difference
        return {"format": "neurosim-probing", "version": 1, "agree": self.agree, "mistakes": self.mistakes,
                "probes": [probe.name for probe in self.probes],
                "groups": {group: found if found is None else list(dict.fromkeys(name for name, _ in found))
                           for group, found in self.groups.items()},
                "faults": [fault.to_dict() for fault in self.faults], "convention": self.convention.words,
                "right_for": self.right_for and self.right_for.to_dict(),
                "right_instead": self.right_instead and self.right_instead.to_dict(),
                "first_difference": first and {key: first[key] for key in first if key != "quantity"}}

    def __repr__(self) -> str:
        count = f"{len(self.probes)} probe" + "s" * (len(self.probes) != 1)
        said = "; ".join(f"{group} match {' or '.join(names) or 'no known mistake'}" for group, names in self.told())
        return f"Probing({count}: {said or 'all right'})"


def parameters_of(names: Any, group: Group) -> list[str]:
    """The names of a group's parameters."""
    layer, what = group
    return names.biases[layer] if what == "biases" else [w for row in names.weights[layer] for w in row]
