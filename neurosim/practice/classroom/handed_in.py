"""What a class has handed in, by the students and the numbers of its assignment."""

import re
from unicodedata import normalize

from ...core.guard.errors import NeurosimError, did_you_mean
from ...explain.kinds import is_parameter
from ...explain.naming import after_step

PASSED_OVER = re.compile(r"timestamp|time|date|submitted( at)?|start time|completion time|email( address)?|e-mail"
                         r"|variant|check( code)?|group|class|score|id|student|name|username|course", re.IGNORECASE)


def by_student(assignment, handed_in):
    """(student -> {blank: (as written, text, place)}, notes) of what `read_class` has found.

    NeurosimError where a student is not in the assignment, or none of the names is. What is known to come with forms
    is passed over; any other column that is no number of the sheet is told in a note.
    """
    named, found, notes = Named(assignment), {}, {}
    for who, answers in handed_in.items():
        student = student_of(assignment, who, answers)
        if student in found:
            raise NeurosimError(place_of(answers), f"one set of answers for {student[:60]}", problem="given twice")
        found[student] = {}
        for written, (text, place) in answers.items():
            name = named.name(written)
            if name is None:
                notes.setdefault(written, f"{place}: {written[:60]} is no number of this sheet, and is passed over")
            elif name in found[student]:
                raise NeurosimError(place, f"one number for {name}", problem="given twice")
            else:
                found[student][name] = written, text, place
    if handed_in and not any(found.values()) and notes:
        expected = "names such as " + ", ".join(assignment.blanks[:3])
        raise NeurosimError(place_of(next(iter(handed_in.values()))), expected, got=repr(next(iter(notes))[:60]))
    return found, [note for written, note in notes.items() if not PASSED_OVER.fullmatch(written.strip(" :?"))]


def place_of(answers):
    return next((place for _, place in answers.values()), "answers")


class Named:
    """Which blank is meant by what is written; as all students have the same, each spelling is looked up once."""

    def __init__(self, assignment):
        self.trace, self.blanks, self.known = assignment.students[0].trace, set(assignment.blanks), {}

    def name(self, written):
        """The blank, or None. Nobody hands in what was given: w5 is what w5 is after the step."""
        if written not in self.known:
            self.known[written] = self.looked_up(written)
        return self.known[written]

    def looked_up(self, written):
        try:
            name = self.trace.find(written)
        except NeurosimError:
            return None
        if name not in self.blanks and is_parameter(self.trace.quantities[name]):
            name = after_step(name)
        return name if name in self.blanks else None


def student_of(assignment, who, answers):
    """The name in the assignment; what is written may differ in capitals and spaces, or be the check code."""
    if who in assignment.by_name:
        return who
    known = {alike(student.name): student.name for student in assignment.students}
    known.update((alike(student.check), student.name) for student in assignment.students)
    if alike(who) not in known:
        raise NeurosimError(place_of(answers), "a student of the assignment",
                            problem=f"unknown student {who[:60]!r}{did_you_mean(who, assignment.by_name)}")
    return known[alike(who)]


def alike(name):
    """
    >>> alike("  ADA   Lovelace ")
    'ada lovelace'
    """
    return " ".join(normalize("NFKC", name).casefold().split())
