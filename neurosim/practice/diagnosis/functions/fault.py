"""A fault of a learner's step: mistakes that give the same numbers, a constant, or nothing that is known."""

from __future__ import annotations

from ...mistakes import MISTAKES
from .right_for import plain

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any
    from ....explain.hints import Document


class Fault:
    """What is wrong with some groups of numbers.

    groups       (layer, "weights" or "biases") of those that it explains
    forms        (name, variant) of each mistake that gives them, most usual first; [] where none does
    constant     what the right numbers are multiplied by, where that is all
    unsummed     whether they are biases with a column for each sample of a batch
    """

    def __init__(self, groups: Iterable[tuple[int, str]], forms: Iterable[tuple[str, Any]] = (),
                 constant: float | None = None, unsummed: bool = False) -> None:
        self.groups, self.forms, self.constant, self.unsummed = list(groups), list(forms), constant, unsummed

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(name for name, _ in self.forms))

    @property
    def is_known(self) -> bool:
        """Whether anything is to be said of it but that it is wrong."""
        return bool(self.forms) or self.constant is not None or self.unsummed

    @property
    def place(self) -> int:
        """Where in the calculation it is made: what comes first is to be mended first."""
        if not self.forms:
            return len(ORDER)
        return ORDER.index(MISTAKES[self.forms[0][0]].spoiler.__module__.rpartition(".")[2])

    @property
    def constant_words(self) -> str:
        return "" if self.constant is None else plain(self.constant)

    def sentences(self) -> list[tuple[str, str]]:
        """(what is done, what to do) for each mistake."""
        said = dict(reversed(self.forms))
        return [(MISTAKES[name].describe(said[name]), MISTAKES[name].advice) for name in self.names]

    @property
    def group_names(self) -> list[str]:
        return list(map(group_name, sorted(self.groups)))

    @property
    def short_names(self) -> list[str]:
        """The same; the biases of all layers that are wrong are one group."""
        weights = sorted(group for group in self.groups if group[1] == "weights")
        return [*map(group_name, weights), *["biases"] * (len(weights) < len(self.groups))]

    def to_dict(self) -> Document:
        return {"groups": self.group_names, "mistakes": self.names, "factor": self.constant,
                "summed_over_the_batch": not self.unsummed}

    def __repr__(self) -> str:
        return f"Fault({', '.join(map(group_name, self.groups))}: {' or '.join(self.names) or self.constant})"


def group_name(group: tuple[int, str]) -> str:
    layer, what = group
    return f"layer-{layer + 1} gradients" if what == "weights" else f"layer-{layer + 1} biases"


class Order(list[str]):
    """Files of mistakes in order of calculation; one that is new comes before the last ones."""

    def index(self, name: str) -> int:    # type: ignore[override]
        return super().index(name) if name in self else len(self) - 2


ORDER = Order(["data", "forward", "activation_mistakes", "factors", "slopes", "softmax_slopes", "backward", "updates",
               "batch_mistakes", "optimizer_mistakes", "adam_mistakes", "figures"])
