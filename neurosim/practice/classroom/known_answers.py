"""What an answer may be: the right one, and what known mistakes lead to, with part of the marks and a sentence.

This is what a learning platform can know, which sees one answer at a time and does not follow through.
"""

from ...core.maths import absolute
from ...show.language import say
from .telling_apart import outcomes

PART = 0.5        # of the marks for what a known mistake leads to: most of the way is right
MOST_KNOWN = 6    # mistakes of a blank, those that are met most often


class KnownAnswer:
    """A wrong answer that is known: its text as it is written, its value, and the mistakes that lead to it."""

    def __init__(self, text, value):
        self.text, self.value, self.outcomes = text, value, []

    def feedback(self, language="en"):
        """What was done, and what to do."""
        first, *others = self.outcomes
        what, advice = first.mistake.describe(first.where), first.mistake.advice
        return say("known.several" if others else "known.one", language, what=what, advice=advice)


class Blank:
    """One blank of one student: its Question, the right answer and the known wrong ones.

    room    how far off an answer may be
    """

    def __init__(self, question, text, value, room, known):
        self.question, self.text, self.value, self.room, self.known = question, text, value, room, known


def blanks_of(sheet):
    """The Blanks of a sheet, in order of computation."""
    assignment, student = sheet.assignment, sheet.student
    right, *others = outcomes(student.trainer, assignment.blanks)
    questions = {question.name: question for question in sheet.questions}
    for place, name in enumerate(assignment.blanks):
        value = right.values[place]
        room = assignment.room(value)
        yield Blank(questions[name], assignment.written(value), value, room,
                    known_answers(value, room, [(each, each.values[place]) for each in others], assignment))


def known_answers(right, room, led_to, assignment):
    """Those that are plainly neither right nor one another."""
    found = []
    for outcome, value in led_to:
        if value is None or absolute(value - right) <= 2.0 * room:
            continue
        near = next((each for each in found if absolute(each.value - value) <= 2.0 * room), None)
        if near is None and len(found) < MOST_KNOWN:
            found.append(near := KnownAnswer(assignment.written(value), value))
        if near and all(each.mistake is not outcome.mistake for each in near.outcomes):
            near.outcomes.append(outcome)
    return found
