"""Where did I go wrong? The first number that is off, and what explains all of them.

Questions are asked in order, a file each: are the numbers right but for single precision (single_precision.py); right
under another convention or setting (other_settings.py); off by a constant factor (constant_factor.py); another number
of the step (another_quantity.py); results of one wrong number (wrong_number.py); of a known mistake, or of two
(explaining.py)? Each number is judged by the learner's own earlier ones (consistency.py), so that a slip is found where
it was made. Nothing is guessed: every explanation that fits is named, with the one further number that would tell them
apart (asking.py), and "none of the known mistakes" is an answer.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property

from ...explain.arithmetic import make_arithmetic, nearest, nearest_finite
from ...core.guard import checks
from ...core.guard.sizes import judge_trials
from ...core.initializers import seed_field
from ...core.maths import absolute, total
from ...explain.viewable import Viewable
from ..mistakes import MISTAKES, Mistake
from ...training.ahead import checked_progress
from .another_quantity import identities, other_step
from .answers import read_answers
from .asking import cannot_reveal, next_to_compare
from .consistency import Tape, slips
from .constant_factor import factors
from .departures import first_departures
from .explaining import (PRECISION, by_one_mistake, by_two_mistakes, in_part, in_single_precision, is_rounded_within,
                         rounded)
from .other_settings import right_for
from .readings import Reader
from .search import forms
from .single_precision import is_right_in_single
from .wrong_number import wrong_numbers

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any
    from ...explain.expression import Expression
    from ...explain.hints import Document, Progress
    from ...explain.trace import Trace
    from ...training.trainer import Trainer
    from .another_quantity import AnotherQuantity, OtherStep
    from .answers import Answer
    from .constant_factor import ConstantFactor
    from .explanation import Explanation
    from .other_settings import OtherSetting
    from .search import Form
    from .wrong_number import WrongNumber

MOST_NUMBERS = 2000    # of a trace, times steps before it
NOISE = 1e-15          # the last bits of a double, some of them: relative


class Diagnosis(Viewable):
    """What there is to say of a learner's numbers.

    answers          each with its name, its text and value
    expected         name -> the right value            differing    names, the one that depends on least first
    slips            names whose number does not even follow from the learner's own earlier numbers
    in_single        whether they are right in single precision: then they agree
    settings         the other conventions and settings under which all are right
    factors          constant factors on all numbers, a layer's, or a group's
    identities       numbers that are other numbers of the step
    other_step       what is right about another step, or another sample; or None
    wrong_numbers    each one number that, taken wrongly, gives all the others
    explanations     each an Explanation, best first     ask_for      the name of the quantity to compare next, or None
    paired           whether pairs of mistakes were tried, too
    cannot_reveal    mistakes that would not have changed these numbers, as far as they go
    cannot_occur     mistakes that change no number of this step

    >>> from neurosim import load
    >>> found = load("worked-example").diagnose({"w5+": "0.358916480", "w1+": "0.149817639"})
    >>> found.agree, found.first_difference["name"], found.explanations, found.ask_for
    (False, 'w1_new', [Explanation(updated_weights)], 'dE_dw2')
    >>> load("worked-example").diagnose({"w5+": "0.359021", "w1+": "0.149782", "E": "0.299754"}).wrong_numbers
    [WrongNumber(net_o1 = 1.1159 in place of 1.1059 gives all 3 (one digit is off))]
    """

    def __init__(self, trainer: Trainer, given: Mapping[str, float | str], step: int = 1, sample: int | None = None,
                 numbers: str = "float", tolerance: float | None = None, progress: Progress | None = None) -> None:
        self.trainer, self.step, self.sample, self.tolerance = trainer, step, sample, tolerance
        judge_trials(trainer.size, checks.integer(step, "step"))
        self.arithmetic = make_arithmetic(numbers)
        self.trace = trainer.trace(sample, step, numbers)
        if tolerance is not None:
            tolerance = checks.number(tolerance, "tolerance", 0.0, expected="a finite number >= 0")
        self.answers = read_answers(given, self.trace, tolerance)
        self.by_name = {answer.name: answer for answer in self.answers}
        self.tape = Tape(self.trace)
        for answer in self.answers:
            answer.noise = self.noise_of(answer.name)
        self.reader = Reader(trainer, step, sample, checked_progress(progress))
        self.right = self.reader.computed(after=any(answer.name == "E_new" for answer in self.answers))
        self.expected = {answer.name: self.expected_of(answer.name) for answer in self.answers}
        self.judge()
        self.explanations: list[Explanation] = []
        self.slips: list[str] = []
        self.settings: list[OtherSetting] = []
        self.factors: list[ConstantFactor] = []
        self.identities: list[AnotherQuantity] = []
        self.wrong_numbers: list[WrongNumber] = []
        self.other_step: OtherStep | None = None
        self.in_single = self.paired = False
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
        self.differing = sorted((answer.name for answer in self.answers if not answer.agrees), key=self.place)

    def place(self, name: str) -> tuple[int, int]:
        """What depends on less comes first; after that the order of computation."""
        return self.places.get(name, (len(self.places), 0))

    @cached_property
    def places(self) -> dict[str, tuple[int, int]]:
        """(level, place in the order of computation) of every name."""
        return {name: (level, place) for place, (name, level) in enumerate(self.tape.levels.items())}

    @property
    def agree(self) -> bool:
        return not self.differing or self.in_single

    @property
    def first_difference(self) -> Document | None:
        """The first number that is off: its name, what was given and what was expected; None where all agree."""
        if self.agree:
            return None
        answer = self.answer(self.differing[0])
        return {"name": answer.name, "given": answer.value, "expected": nearest_finite(self.expected[answer.name])}

    def answer(self, name: str) -> Answer:
        return self.by_name[name]

    def kind(self, name: str) -> str:
        return self.trace.quantities[name].kind if name in self.trace.quantities else "error"

    def owner_of(self, name: str) -> str:
        return self.trace.quantities[name].owner if name in self.trace.quantities else ""

    # Then: why. The questions in order.

    def explain(self) -> None:
        not_following, self.follows, self.room = slips(self.tape, self.answers)
        self.slips = sorted(not_following.keys() & set(self.differing), key=self.place)
        self.explanations, self.settings = by_one_mistake(self), right_for(self)
        self.in_single = self.is_in_single()
        if self.in_single:
            self.explanations = self.explanations or in_single_precision(self)
        elif self.slips or "E_new" in self.differing:
            self.factors = factors(self)
            if not self.explanations and not self.settings and len(self.trace) * self.step <= MOST_NUMBERS:
                self.explain_further()

    def is_in_single(self) -> bool:
        """Whether nothing but single precision explains the numbers; a known mistake may come as near."""
        names = {each.mistake for each in self.explanations}
        if self.settings or self.tolerance is not None or names - PRECISION - {"rounded"} or names == {"rounded"}:
            return False
        return is_right_in_single(self)

    def explain_further(self) -> None:
        """What takes a trace for each mistake, or a run for each pair; a large network is spared that."""
        if is_rounded_within(self):
            self.explanations, self.slips = [rounded(self)], []
            return
        self.other_step = other_step(self)
        self.identities = [] if self.other_step else identities(self)
        if self.other_step or {each.name for each in self.identities} >= set(self.slips):
            return
        told = {name for factor in self.factors for name in factor.names} >= set(self.slips)
        self.wrong_numbers = wrong_numbers(self, misread_only=told)
        if any(each.how for each in self.wrong_numbers):
            return
        self.paired = len(self.slips) > 1
        self.explanations = (by_two_mistakes(self, told) if self.paired else []) or in_part(self)

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
        return cannot_reveal(self)

    @property
    def shown_here(self) -> list[Mistake]:
        """The mistakes that change a number of this step."""
        return list(dict.fromkeys(form.mistake for form in self.forms))

    @cached_property
    def cannot_occur(self) -> list[str]:
        return [name for name, mistake in MISTAKES.items() if mistake not in self.shown_here]

    # Out.

    @property
    def right_for(self) -> str | None:
        """The convention or setting under which all the numbers are right, in words; None where there is none."""
        return next(iter(["single precision"] * self.in_single + [each.name for each in self.settings]), None)

    def to_dict(self) -> Document:
        rows = [{"name": answer.name, "given": answer.value, "expected": nearest_finite(self.expected[answer.name]),
                 "agrees": answer.agrees, "follows": answer.name not in self.slips} for answer in self.answers]
        found: dict[str, list[Any]] = {"factor": self.factors, "is": self.identities,
                                       "wrong_numbers": self.wrong_numbers, "explanations": self.explanations}
        return {"format": "neurosim-diagnosis", "version": 1, **seed_field(self.trace.network), "agree": self.agree,
                "first_difference": self.first_difference, "right_for": self.right_for,
                **{key: [each.to_dict() for each in values] for key, values in found.items()},
                "judged": {"step": self.trace.step, "samples": [place + 1 for place in self.trace.places]},
                "other_step": self.other_step and self.other_step.to_dict(), "ask_for": self.ask_for, "answers": rows,
                "cannot_reveal": self.cannot_reveal, "cannot_occur": self.cannot_occur}

    def __repr__(self) -> str:
        if self.agree:
            return f"Diagnosis({len(self.answers)} numbers, all agree{' in single precision' * self.in_single})"
        why = self.explanations or "no known mistake"
        return f"Diagnosis({len(self.answers)} numbers, {len(self.differing)} differ: {why})"
