"""Practising alone: the numbers of a step, one by one, each judged by one's own numbers before it.

This is the logic; who talks to the learner, and in which words, is not decided here.
"""

from ...files.assignment_file import MARKS
from .assignment import Assignment
from .grading import StudentGrade
from .questions import questions
from .typed_number import typed_number
from .usual_slips import spoilt_steps

TOLERANCE = 1    # units of the last digit


class Practice:
    """One learner, one step.

    assignment, student    as of a class of one        questions    each a Question, in order
    grade                  of all that was answered so far

    >>> from neurosim import load
    >>> practice = Practice(load("worked-example").to_document(), digits=4)
    >>> practice.answer("1/2").verdict, practice.answer("0.3775").verdict, practice.question.name
    ('wrong', 'right', 'net_h1')
    """

    def __init__(self, document, digits=4, name=""):
        entry = {"student": name, "variant": 1, "check": "", "document": document}
        self.assignment = Assignment({"title": document.get("name", "experiment"), "level": "everything",
                                      "rounding": ("digits", digits), "tolerance": TOLERANCE, "marks": dict(MARKS),
                                      "blanks": [], "students": [entry]})
        self.student, = self.assignment.students
        self.questions = questions(self.student.trace)
        self.assignment.blanks += [question.name for question in self.questions]
        self.given, self.place, self.steps = {}, 0, None
        self.tries = {question.name: [] for question in self.questions}    # (text, verdict, mistake) of each
        self.hints_given = dict.fromkeys(self.tries, 0)
        self.grade = StudentGrade(self.assignment, self.student, {}, [], self.assignment.marks)

    @property
    def question(self):
        """The one that is asked; None once all have been."""
        return self.questions[self.place] if self.place < len(self.questions) else None

    def answer(self, typed):
        """What becomes of an answer to the question: a GradedNumber. NeurosimError where it is no number."""
        name = self.question.name
        text, _ = typed_number(typed)
        self.given[name] = name, text, ""
        self.grade = self.graded()
        number = self.grade.numbers[self.place]
        self.tries[name].append((text, number.verdict, number.slip and number.slip.name))
        return number

    def graded(self):
        """The grade of all answers so far. The catalogue is worked out once something is wrong."""
        grade = StudentGrade(self.assignment, self.student, self.given, self.steps or [], self.assignment.marks)
        if grade.wrong and self.steps is None:
            self.steps = spoilt_steps(self.student.document)
            return self.graded()
        return grade

    def hint(self):
        """The next hint to the question: which rule, the formula, the numbers; after that the last one again."""
        hints, given = self.question.hints(), self.hints_given[self.question.name]
        self.hints_given[self.question.name] = min(given + 1, len(hints))
        return hints[min(given, len(hints) - 1)]

    def go_on(self):
        """To the next question; what was answered last is carried forward."""
        self.place += 1

    def to_dict(self):
        """The record: what was answered, with how many tries and hints."""
        rows = [{"name": number.name, "given": number.text or None, "verdict": number.verdict,
                 "tries": len(self.tries[number.name]), "hints": self.hints_given[number.name],
                 "mistakes": list(dict.fromkeys(mistake for *_, mistake in self.tries[number.name] if mistake))}
                for number in self.grade.numbers]
        grade, student = self.grade, self.student.name or None
        return {"format": "neurosim-practice", "version": 1, "experiment": self.assignment.title, "student": student,
                "marks": grade.points, "of": grade.most, "numbers": rows}

    def __repr__(self):
        return f"Practice({self.assignment.title}, {self.place} of {len(self.questions)})"
