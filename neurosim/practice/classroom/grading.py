"""Grading one student: each number is judged by the student's own earlier numbers, and each mistake costs once.

    right      as it should be, to the digits asked for
    follows    wrong, as an earlier number was, and right from the student's own numbers on
    capped     the same, where the earlier number has made it trivial: it has come to 0, or its neuron is saturated
    wrong      it does not even follow from the student's own numbers
    again      the same, by a mistake that has cost its mark already
    blank      nothing was written

Why a number is wrong is asked in the order of naming_slips.py.
"""

from __future__ import annotations

from copy import copy
from functools import cached_property

from ...core.guard.errors import NeurosimError
from ...core.maths import absolute
from ...explain.naming import name_of, sample_of, slope_of, suffix, without_sample
from ...explain.viewable import Viewable
from ..diagnosis.answers import Answer
from ..diagnosis.consistency import Tape, slips
from .naming_slips import named_slips

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from typing import Any
    from .assignment import Assignment, Student
    from .naming_slips import Slip

VERDICTS = ("right", "follows", "capped", "wrong", "again", "blank")
ABSURD = 1e6    # times what is right: a number from which nothing can be followed through


class GradedNumber:
    """One number of one student.

    text      as it was written, "" where it was not      expected    what is right
    own       what follows from the student's own earlier numbers; None where nothing was written
    slip      the Slip that it is wrong by; None
    """

    def __init__(self, name, text, expected, own=None, verdict="blank"):
        self.name, self.text, self.expected, self.own = name, text, expected, own
        self.verdict, self.slip = verdict, None

    def to_dict(self):
        return {"name": self.name, "given": self.text or None, "expected": self.expected, "own": self.own,
                "verdict": self.verdict, "mistake": self.slip and self.slip.name}

    def __repr__(self):
        return f"GradedNumber({self.name}, {self.verdict})"


class StudentGrade(Viewable):
    """The grade of one student.

    assignment, student    see assignment.py               marks    verdict -> marks of one number
    unused                 names of numbers that nothing is followed through from
    numbers                a GradedNumber for each number that counts, in order of computation
    slips                  each a Slip, the one that was made first before the others
    """

    def __init__(self, assignment: Assignment, student: Student, given: dict[str, Any], steps: Any,
                 marks: dict[str, float]) -> None:
        self.assignment, self.student, self.marks = assignment, student, marks
        self.given, self.tape = given, Tape(student.trace)
        self.unreadable: list[str] = []
        self.coarse: set[str] = set()
        self.unused: set[str] = set()
        self.answers = self.read_all()
        self.judge()
        slips = named_slips(self, steps) if self.wrong or self.unreadable else []
        self.numbers = [self.graded(name) for name in student.asked(assignment.level)]
        self.by_name = {number.name: number for number in self.numbers}
        self.slips = [slip for slip in slips if any(name in self.by_name for name in slip.names)]
        self.count_once()

    # What was written.

    def read_all(self) -> dict[str, Any]:
        """name -> Answer of what is a number."""
        found = {}
        for name, (written, text, _) in self.given.items():
            try:
                found[name] = self.as_precise_as_asked(Answer(written, name, text))
            except NeurosimError:
                self.unreadable.append(name)
        return found

    def as_precise_as_asked(self, answer: Any) -> Any:
        """An answer is as precise as the sheet asks for and tolerates, however many digits it has: `as_written` keeps
        what it has, `as_asked` is the same without the tolerance."""
        right = self.student.key[answer.name]
        unit = self.assignment.rounding.unit(answer.value or right)
        answer.as_written = answer.half
        answer.as_asked = copy(answer)
        answer.as_asked.half = answer.as_asked.unit = unit / 2.0
        answer.half, answer.unit = (self.assignment.tolerance + 0.5) * unit, max(1, self.assignment.tolerance) * unit
        if absolute(answer.value) > ABSURD * (1.0 + absolute(right)):
            self.unused.add(answer.name)
        return answer

    # Which follow.

    def judge(self) -> None:
        """Finds the numbers that do not follow from the student's own, `wrong`, and what would. Those that have too few
        digits are found first, and may have been calculated on with more."""
        self.wrong, self.follows, self.room = self.followed()
        for name in sorted(self.wrong):
            answer = self.answers[name]
            if answer.value and answer.as_written > answer.half:
                half, answer.half = answer.half, answer.as_written
                targets = {self.student.key[name], self.follows.get(name, self.student.key[name])}
                if any(answer.fits(value) for value in targets):
                    self.coarse.add(name)
                else:
                    answer.half = half
        if self.coarse:
            self.wrong, self.follows, self.room = self.followed()
        self.leave_out()
        self.wrong = {name: value for name, value in self.wrong.items() if name not in self.coarse}
        self.wrong.update((name, self.student.key[name]) for name in [*self.unused, *self.coarse])
        self.departing = self.depart()

    def leave_out(self) -> None:
        """A number that more follows without was written down otherwise than it was calculated on with."""
        for name in [name for name in self.assignment.blanks if name in self.wrong] if len(self.wrong) > 1 else []:
            self.unused.add(name)
            followed = self.followed()
            if len(followed[0]) + 1 < len(self.wrong):
                self.wrong, self.follows, self.room = followed
            else:
                self.unused.remove(name)

    def followed(self) -> tuple[dict[str, float], dict[str, float], Any]:
        """See consistency.slips; a number that is right is no slip, whatever it would follow from."""
        usable = [answer for name, answer in self.answers.items() if name not in self.unused]
        wrong, follows, room = slips(self.tape, usable)
        return {name: value for name, value in wrong.items() if not self.is_right(name)}, follows, room

    def is_right(self, name: str) -> bool:
        return self.answers[name].agrees_with(self.student.key[name])

    def depart(self) -> set[str]:
        """The numbers that are not right, or hang on one that is not: in order of computation, up to one that is."""
        found = set()
        for name, causes in self.tape.causes.items():
            if name in self.answers:
                off = name in self.wrong or not self.is_right(name) and any(cause in found for cause in causes)
            else:
                off = any(cause in found for cause in causes)
            if off:
                found.add(name)
        return found

    # Verdicts.

    def graded(self, name: str) -> GradedNumber:
        right = self.student.key[name]
        if name not in self.given:
            return GradedNumber(name, "", right)
        text = self.given[name][1]
        if name in self.unreadable:
            return GradedNumber(name, text, right, None, "wrong")
        return GradedNumber(name, text, right, self.follows.get(name, right), self.verdict(name))

    def verdict(self, name: str) -> str:
        if name in self.wrong:
            return "wrong"
        if name not in self.departing:
            return "right"
        return "capped" if self.is_trivial(name) else "follows"

    def is_trivial(self, name: str) -> bool:
        """Whether an earlier number has left nothing to work out: it has come to 0 where the right one has not, or the
        slope of its neuron has."""
        slope = self.slope_below(name)
        if self.is_zero(self.follows[name], self.answers[name].half) and not self.is_zero(self.student.key[name]):
            return True
        return slope in self.departing and self.is_zero(self.played[slope]) and bool(self.student.trace.value(slope))

    def slope_below(self, name: str) -> str:
        """The name of the slope of the activation, for an out."""
        quantity = self.student.trace.quantities[name]
        if quantity.kind != "out":
            return ""
        sample = sample_of(name)
        owner = without_sample(quantity.owner)
        return slope_of(name_of("out", owner), name_of("net", owner)) + (suffix(sample - 1) if sample else "")

    @cached_property
    def played(self) -> dict[str, Any]:
        """Every number of the step as it follows from the student's own."""
        values, _ = self.tape.played({name: answer.value for name, answer in self.answers.items()
                                      if name not in self.unused})
        return {name: values[place] for name, place in self.tape.places.items()}

    @staticmethod
    def is_zero(value: float, half: float = 1e-12) -> bool:
        return absolute(value) <= half

    def count_once(self) -> None:
        """A mistake costs the first number that it is in; in the others it is made again."""
        for slip in self.slips:
            for place, name in enumerate(filter(self.by_name.get, slip.names)):
                self.by_name[name].slip = slip
                self.by_name[name].verdict = "again" if place else "wrong"

    # Out.

    @property
    def points(self) -> float:
        """Marks in all, as a float."""
        found = 0.0
        for number in self.numbers:
            found += self.marks[number.verdict]
        return found

    @property
    def most(self) -> float:
        return self.marks["right"] * len(self.numbers)

    def count(self, verdict: str) -> int:
        return len([number for number in self.numbers if number.verdict == verdict])

    @property
    def first_slip(self) -> Slip | None:
        return self.slips[0] if self.slips else None

    def to_dict(self) -> dict[str, Any]:
        return {"student": self.student.name, "variant": self.student.variant, "check": self.student.check,
                "marks": self.points, "of": self.most, "numbers": [number.to_dict() for number in self.numbers],
                "slips": [slip.to_dict() for slip in self.slips]}

    def __repr__(self) -> str:
        return f"StudentGrade({self.student.name}, {self.points:g} of {self.most:g})"
