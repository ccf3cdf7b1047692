"""Grading a class: every student, and what the teacher sees of all of them."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from ...core.guard.errors import NeurosimError
from ...explain.viewable import Viewable
from ...files.assignment_file import MARKS
from .grading import StudentGrade
from .handed_in import by_student
from .usual_slips import spoilt_steps

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from typing import Any
    from .assignment import Assignment
    from .naming_slips import Slip

SAME = 3    # wrong numbers that two students of different variants share, to be told


class ClassGrade(Viewable):
    """The grades of a class.

    grades    a StudentGrade for each student of the assignment, in its order
    absent    the names of those who have handed in nothing
    notes     what was passed over, as sentences
    marks     verdict -> marks of one number
    """

    def __init__(self, assignment: Assignment, handed_in: Any, marks: dict[str, float] | None = None,
                 progress: Any = None) -> None:
        self.assignment, self.marks = assignment, checked_marks({**assignment.marks, **(marks or {})})
        given, self.notes = by_student(assignment, handed_in)
        self.absent = [student.name for student in assignment.students if not given.get(student.name)]
        steps = spoilt_steps(assignment.students[0].document)
        students = progress(assignment.students, len(assignment.students), 0) if progress else assignment.students
        self.grades = [StudentGrade(assignment, student, given.get(student.name, {}), steps, self.marks)
                       for student in students]

    def grade(self, name: str) -> StudentGrade:
        """The grade of one student. NeurosimError where there is none of this name."""
        return self.grades[self.assignment.students.index(self.assignment.student(name))]

    @property
    def present(self) -> list[StudentGrade]:
        return [grade for grade in self.grades if grade.student.name not in self.absent]

    @cached_property
    def mistakes(self) -> list[tuple[str, list[str], Slip]]:
        """(name, the students who made it, one Slip of it), the one that most have made first."""
        made: dict[str, list[Any]] = {}
        for grade in self.grades:
            for slip in {slip.name: slip for slip in reversed(grade.slips)}.values():
                made.setdefault(slip.name, []).append((grade.student.name, slip))
        rows = [(name, [student for student, _ in pairs], pairs[0][1]) for name, pairs in made.items()]
        return sorted(rows, key=lambda row: (-len(row[1]), row[0]))

    @cached_property
    def difficulty(self) -> list[tuple[str, Counter[str]]]:
        """(name, verdict -> how many students) of each number, in order; of those that it counts for."""
        return [(name, Counter(grade.by_name[name].verdict for grade in self.present if name in grade.by_name))
                for name in self.assignment.blanks]

    @cached_property
    def copies(self) -> list[tuple[str, str, list[str]]]:
        """(one, another, names): numbers that two students of different variants have written alike, though they are
        not right for both; three or more of them, most first."""
        shared: dict[Any, list[str]] = {}
        for group in self.written_alike().values():
            for i, one in enumerate(group):
                for other in group[i + 1:]:
                    if is_odd(one, other):
                        pair = one[0].student.name, other[0].student.name
                        shared.setdefault(pair, []).append(one[1].name)
        rows = [(*pair, names) for pair, names in shared.items() if len(names) >= SAME]
        return sorted(rows, key=lambda row: (-len(row[2]), row[0], row[1]))

    def written_alike(self) -> dict[Any, list[Any]]:
        """(name, value) -> the (grade, number) of those who have written it; of the right numbers, too."""
        groups: dict[Any, list[Any]] = {}
        for grade in self.grades:
            for number in grade.numbers:
                if number.name in grade.answers and grade.answers[number.name].digits > 1:
                    key = number.name, grade.answers[number.name].value
                    groups.setdefault(key, []).append((grade, number))
        return groups

    def to_dict(self) -> dict[str, Any]:
        return {"format": "neurosim-grades", "version": 1, "title": self.assignment.title, "marks": self.marks,
                "students": [grade.to_dict() for grade in self.grades], "absent": self.absent,
                "mistakes": [{"mistake": name, "students": students} for name, students, _ in self.mistakes],
                "difficulty": [{"name": name, **counts} for name, counts in self.difficulty],
                "copies": [{"students": [one, other], "numbers": names} for one, other, names in self.copies],
                "notes": self.notes}

    def __repr__(self) -> str:
        return f"ClassGrade({self.assignment.title}, {len(self.grades)} students)"


def is_odd(one, other):
    """Whether two who have other numbers to work with have written the same, and it is not right for both."""
    (_, mine), (_, theirs) = one, other
    return mine.expected != theirs.expected and not mine.verdict == theirs.verdict == "right"


def checked_marks(marks):
    """A scheme with every verdict. NeurosimError for another word, or for what is no number >= 0."""
    for word, value in marks.items():
        if word not in MARKS:
            raise NeurosimError("marks", f"one of {', '.join(MARKS)}", word)
        if not 0.0 <= value < float("inf"):
            raise NeurosimError(f"marks.{word}", "a number >= 0", value)
    return {**MARKS, **marks}
