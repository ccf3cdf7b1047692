"""An explanation: a mistake, or two at once, that gives a learner's numbers."""

from __future__ import annotations

from ..mistakes import MISTAKES, Mistake

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any
    from ...explain.hints import Document


class Explanation:
    """A mistake, or two at once, that gives the learner's numbers.

    forms       the forms of the mistakes, one or two
    explains    the names of the numbers that differ and come out so
    leaves      those that it leaves unexplained
    sure        whether they are too many, and have too many digits, for it to fit by chance
    """

    def __init__(self, forms: Iterable[Any], numbers: dict[str, float], explains: Iterable[str],
                 leaves: Iterable[str] = (), sure: bool = True) -> None:
        self.forms, self.numbers, self.explains, self.leaves = list(forms), numbers, list(explains), list(leaves)
        self.sure = sure

    @property
    def mistakes(self) -> list[Mistake]:
        return [form.mistake for form in self.forms]

    @property
    def mistake(self) -> str:
        """The name, or the names of a pair."""
        return " and ".join(mistake.name for mistake in self.mistakes)

    @property
    def sentence(self) -> str:
        """What was done: completes `this is what comes out when ...`."""
        return ", and ".join(form.mistake.describe(form.where) for form in self.forms)

    @property
    def is_convention(self) -> bool:
        return all(mistake.convention for mistake in self.mistakes)

    @property
    def decimals(self) -> int | None:
        """To how many decimals intermediate results are rounded; None where that is not the point."""
        return next((form.where for form in self.forms if form.mistake.name == "rounded"), None)

    def spoil(self, experiment: Any) -> None:
        for form in self.forms:
            form.spoil(experiment)

    def to_dict(self) -> Document:
        found = {"mistake": self.mistake, "explains": self.explains, "sentence": self.sentence,
                 "advice": " ".join(mistake.advice for mistake in self.mistakes), "convention": self.is_convention,
                 "sure": self.sure}
        if self.leaves:
            found["leaves"] = self.leaves
        return {**found, "decimals": self.decimals} if self.decimals is not None else found

    def __repr__(self) -> str:
        return f"Explanation({self.mistake})"


class RoundedAnswers:
    """Rounding as read off the learner's own numbers, rather than tried out."""

    def __init__(self, decimals: int) -> None:
        self.mistake, self.where = MISTAKES["rounded"], decimals

    def spoil(self, experiment: Any) -> None:
        self.mistake.spoil(experiment, self.where)
