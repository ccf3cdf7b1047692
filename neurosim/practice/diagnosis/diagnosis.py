"""Where did I go wrong? The first number that is off, and the mistakes that give exactly these numbers.

First each number is judged by the learner's own earlier ones (consistency.py), so that a slip is found where it was
made; then by what every known mistake gives (explaining.py). Nothing is guessed: every explanation that fits is named,
with the one further number that would tell them apart (asking.py), and "none of the known mistakes" is an answer.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property

from ...explain.arithmetic import make_arithmetic, nearest, nearest_finite
from ...core.guard import checks
from ...core.guard.sizes import judge_trials
from ...core.maths import absolute, total
from ...explain.viewable import Viewable
from ..mistakes import MISTAKES, Mistake
from .answers import read_answers
from .asking import next_to_compare
from .consistency import Tape, slips
from .departures import first_departures
from .explaining import by_one_mistake, by_two_mistakes, in_part, is_rounded_within, rounded
from .readings import Reader
from .search import forms

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any
    from ...explain.expression import Expression
    from ...explain.hints import Document
    from ...explain.trace import Trace
    from ...training.trainer import Trainer
    from .answers import Answer
    from .explanation import Explanation
    from .search import Form

MOST_NUMBERS = 2000    # of a trace, times steps before it
NOISE = 1e-15          # the last bits of a double, some of them: relative


class Diagnosis(Viewable):
    """What there is to say of a learner's numbers.

    answers          each with its name, its text and value
    expected         name -> the right value            differing    names, the one that depends on least first
    slips            names whose number does not even follow from the learner's own earlier numbers
    explanations     each an Explanation, best first     ask_for      the name of the quantity to compare next, or None
    paired           whether pairs of mistakes were tried, too
    cannot_reveal    mistakes that would not have changed these numbers, as far as they go
    cannot_occur     mistakes that change no number of this step

    >>> from neurosim import load
    >>> found = load("worked-example").diagnose({"w5+": "0.358916480", "w1+": "0.149817639"})
    >>> found.agree, found.first_difference["name"], found.explanations, found.ask_for
    (False, 'w1_new', [Explanation(updated_weights)], 'dE_dw2')
    """

    def __init__(self, trainer: Trainer, given: Mapping[str, float | str], step: int = 1, sample: int | None = None,
                 numbers: str = "float", tolerance: float | None = None) -> None:
        self.trainer, self.step, self.sample = trainer, step, sample
        judge_trials(trainer.size, checks.integer(step, "step"))
        self.arithmetic = make_arithmetic(numbers)
        self.trace = trainer.trace(sample, step, numbers)
        if tolerance is not None:
            tolerance = checks.number(tolerance, "tolerance", 0.0, expected="a finite number >= 0")
        self.answers = read_answers(given, self.trace, tolerance)
        self.tape = Tape(self.trace)
        for answer in self.answers:
            answer.noise = self.noise_of(answer.name)
        self.reader = Reader(trainer, step, sample)
        self.right = self.reader.computed(after=any(answer.name == "E_new" for answer in self.answers))
        self.expected = {answer.name: self.expected_of(answer.name) for answer in self.answers}
        self.judge()
        self.explanations: list[Explanation] = []
        self.slips: list[str] = []
        self.paired = False
        if self.differing:
            self.explain()

    def expected_of(self, name: str) -> float:
        return self.right["E_new"] if name == "E_new" else nearest(self.trace[name])

    def noise_of(self, name: str) -> float:
        """The last bits of what a number is the sum or the product of."""
        return NOISE * total([absolute(nearest(self.trace[cause])) for cause in self.tape.causes.get(name, ())])

    # First: which numbers differ, and which do not even follow from the learner's own.

    def judge(self) -> None:
        for answer in self.answers:
            answer.agrees = answer.agrees_with(self.expected[answer.name])
        found = [answer.name for answer in self.answers if not answer.agrees]
        self.differing = sorted(found, key=self.place)

    def place(self, name: str) -> tuple[int, int]:
        """What depends on less comes first; after that the order of computation."""
        return self.places.get(name, (len(self.places), 0))

    @cached_property
    def places(self) -> dict[str, tuple[int, int]]:
        """(level, place in the order of computation) of every name."""
        return {name: (level, place) for place, (name, level) in enumerate(self.tape.levels.items())}

    @property
    def agree(self) -> bool:
        return not self.differing

    @property
    def first_difference(self) -> Document | None:
        """The first number that is off: its name, what was given and what was expected; None where all agree."""
        if self.agree:
            return None
        answer = self.answer(self.differing[0])
        return {"name": answer.name, "given": answer.value, "expected": nearest_finite(self.expected[answer.name])}

    def answer(self, name: str) -> Answer:
        return next(answer for answer in self.answers if answer.name == name)

    # Then: why.

    def explain(self) -> None:
        not_following, self.follows, self.room = slips(self.tape, self.answers)
        self.slips = sorted(not_following.keys() & set(self.differing), key=self.place)
        self.explanations = by_one_mistake(self)
        if not self.explanations and len(self.trace) * self.step <= MOST_NUMBERS:
            self.explain_further()

    def explain_further(self) -> None:
        """What takes a trace for each mistake, or a run for each pair; a large network is spared that."""
        if is_rounded_within(self):
            self.explanations, self.slips = [rounded(self)], []
            return
        self.paired = len(self.slips) > 1
        self.explanations = (by_two_mistakes(self) if self.paired else []) or in_part(self)

    @cached_property
    def forms(self) -> list[Form]:
        """Every form of every mistake that changes a number of this step."""
        return forms(self.reader, self.right, after="E_new" in self.right)

    def trace_of(self, spoiler: Any) -> Trace:
        """The same step, spoilt."""
        spoilt = deepcopy(self.trainer)
        spoiler.spoil(spoilt)
        return spoilt.trace(self.sample, self.step)

    # What else there is to say.

    @cached_property
    def ask_for(self) -> str | None:
        """The name of the one further quantity that tells most of the explanations apart, or confirms the only one."""
        return next_to_compare(self)

    def comparisons(self, explanation: Explanation) -> list[tuple[str, Expression, Expression]]:
        """(name, the learner's expression, the right one), for each mistake: where its formula first departs."""
        return first_departures(self, explanation)

    @cached_property
    def cannot_reveal(self) -> list[str]:
        """Names of mistakes that change other numbers of this step, but none of these as far as their digits go."""
        revealed = {form.mistake for form in self.forms if not self.is_hidden(form)}
        return [mistake.name for mistake in self.shown_here if mistake not in revealed]

    @property
    def shown_here(self) -> list[Mistake]:
        """The mistakes that change a number of this step."""
        return list(dict.fromkeys(form.mistake for form in self.forms))

    def is_hidden(self, form: Form) -> bool:
        pairs = [(answer, self.right.get(answer.name, 0.0)) for answer in self.answers]
        return all(absolute(form.numbers.get(answer.name, right) - right) <= answer.unit for answer, right in pairs)

    @cached_property
    def cannot_occur(self) -> list[str]:
        return [name for name, mistake in MISTAKES.items() if mistake not in self.shown_here]

    # Out.

    def to_dict(self) -> Document:
        rows = [{"name": answer.name, "given": answer.value, "expected": nearest_finite(self.expected[answer.name]),
                 "agrees": answer.agrees, "follows": answer.name not in self.slips} for answer in self.answers]
        return {"format": "neurosim-diagnosis", "version": 1, "agree": self.agree,
                "first_difference": self.first_difference,
                "explanations": [each.to_dict() for each in self.explanations], "ask_for": self.ask_for,
                "answers": rows, "cannot_reveal": self.cannot_reveal, "cannot_occur": self.cannot_occur}

    def __repr__(self) -> str:
        if self.agree:
            return f"Diagnosis({len(self.answers)} numbers, all agree)"
        why = self.explanations or "no known mistake"
        return f"Diagnosis({len(self.answers)} numbers, {len(self.differing)} differ: {why})"
