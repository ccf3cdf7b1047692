"""An assignment: what each student of a class was given, and what is right there.

The file it is read from is described in files/assignment_file.py.
"""

from functools import cached_property

from ...core.guard.errors import NeurosimError
from ...explain.arithmetic import nearest
from ...files.assignment_file import parse_assignment, read_assignment
from ...training.trainer import Trainer
from .rounding import RoundingRule

FIND_MISTAKE = "find-mistake"    # the level at which a worked sheet is given, and its planted mistake is looked for


class Assignment:
    """What a class was given.

    title       what it is called                level        one of LEVELS
    rounding    the rule that answers follow     tolerance    how many units of the last digit an answer may be off
    marks       right, follows, wrong, blank -> the marks of one number
    blanks      the names that are asked for, in order of computation
    students    each a Student, in the order of the file
    """

    def __init__(self, document):
        self.document = document
        self.title, self.level = document["title"], document["level"]
        self.rounding, self.tolerance = RoundingRule(*document["rounding"]), document["tolerance"]
        self.marks, self.blanks = document["marks"], document["blanks"]
        self.students = [Student(each, self.blanks) for each in document["students"]]
        self.by_name = {student.name: student for student in self.students}

    @classmethod
    def read(cls, path):
        """The assignment of a file. Raises NeurosimError where something is wrong with it, naming the place."""
        return cls(read_assignment(path)).checked()

    @classmethod
    def parse(cls, text, where="assignment"):
        return cls(parse_assignment(text, where)).checked()

    def checked(self):
        """Itself, once every blank is known to be a number of the step."""
        for i, name in enumerate(self.blanks):
            if name not in self.students[0].trace.quantities:
                raise NeurosimError(f"blanks[{i}]", "a number of the step, such as net_h1", name)
        return self

    def student(self, name):
        """The student of this name. NeurosimError where there is none."""
        if name not in self.by_name:
            raise NeurosimError("student", "a name of the assignment's students", name)
        return self.by_name[name]

    def written(self, value):
        """A number as a student should have written it."""
        return self.rounding.written(value)

    def room(self, value):
        """How far off this right value an answer may be."""
        return (self.tolerance + 0.5) * self.rounding.unit(value)

    def __repr__(self):
        return f"Assignment({self.title}, {len(self.students)} students, {len(self.blanks)} blanks)"


class Student:
    """One student: name, variant, check code, and the experiment of their own.

    document    that experiment, as a file has it
    planted     at the level find-mistake {"mistake", "form", "first"}: what was planted, and the first number it spoils
    """

    def __init__(self, given, blanks):
        self.name, self.variant, self.check = given["student"], given["variant"], given["check"]
        self.document, self.planted, self.blanks = given["document"], given.get("planted"), blanks

    @cached_property
    def trainer(self):
        """What a Diagnosis takes: it stays as it is."""
        return Trainer(self.document)

    @cached_property
    def trace(self):
        """Every number of the step, in full precision."""
        return self.trainer.trace()

    def asked(self, level):
        """The names of the numbers that count: all blanks, or the one that the planted mistake spoils first."""
        return [self.planted["first"]] if level == FIND_MISTAKE and self.planted else self.blanks

    @cached_property
    def key(self):
        """The right values of the blanks, name -> float."""
        return {name: nearest(self.trace.value(name)) for name in self.blanks}

    def __repr__(self):
        return f"Student({self.name}, variant {self.variant})"
