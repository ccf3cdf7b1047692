"""Questions: the numbers of a step that one is asked for, each with its stage, its formula and three hints.

They are data: a sheet, the terminal and a page print them as they need.
"""

from __future__ import annotations

from ...explain.derivation import Step
from ...explain.kinds import KINDS, stage
from ...explain.naming import after_step
from ...explain.notation import TEXT, pretty, significant
from ...show.language import say
from ...show.language.en import SENTENCES
from ...show.report.wording import about

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Iterator
    from ...explain.quantity import Quantity
    from ...explain.trace import Trace

STAGES = ("forward", "error", "backward", "gradient", "update")    # in order of computation
DIGITS = 6    # of the numbers in a hint


class Question:
    """One number that is asked for.

    stage       one of STAGES          name       of the quantity, as it stands in files
    words       what it is             value      the right one
    body        its formula, an Expression that any notation can write
    """

    def __init__(self, trace: Trace, name: str) -> None:
        quantity = trace.quantities[name]
        self.name, self.kind, self.stage, self.value = name, quantity.kind, stage(quantity), quantity.value
        self.words, self.body = about(trace, name), Step(quantity).body

    @property
    def formula(self) -> str:
        return TEXT.write(self.body)

    @property
    def numbers(self) -> str:
        """The formula with numbers in place of names."""
        return TEXT.write_values(self.body, significant(DIGITS))

    def hints(self, language: str = "en") -> list[str]:
        """Three, each says more than the one before: which rule; the formula; the numbers."""
        key = f"hint.rule.{self.kind}"
        rule = key if key in SENTENCES else "hint.rule.other"
        name = pretty(self.name)
        return [say(rule, language, name=name, words=self.words),
                say("hint.formula", language, name=name, formula=self.formula),
                say("hint.numbers", language, name=name, numbers=self.numbers)]

    def to_dict(self, language: str = "en") -> dict[str, object]:
        return {"stage": self.stage, "name": self.name, "kind": self.kind, "words": self.words, "formula": self.formula,
                "hints": self.hints(language)}

    def __repr__(self) -> str:
        return f"Question({self.name})"


def questions(trace: Trace, names: list[str] | None = None) -> list[Question]:
    """The questions of a step, stage by stage; of these names, in this order, where some are given."""
    return [Question(trace, name) for name in (names or list(askable_names(trace)))]


def askable_names(trace: Trace) -> Iterator[str]:
    """The numbers of a step that are worth asking for, stage by stage, and within one in order of computation."""
    worth = [each for each in trace.quantities.values()
             if KINDS[each.kind].blank and not each.is_given and moves(trace, each)]
    for wanted in STAGES:
        yield from (quantity.name for quantity in worth if stage(quantity) == wanted)


def moves(trace: Trace, quantity: Quantity) -> bool:
    """Whether it is of no parameter that is kept as it is."""
    owner = quantity.owner
    return owner not in trace.names.ends or trace.value(owner) != trace.value(after_step(owner))
