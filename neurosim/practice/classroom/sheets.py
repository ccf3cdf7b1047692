"""A sheet, a student's own: what is printed on it, and what is left blank."""

from functools import cached_property
from itertools import groupby

from ...explain.arithmetic import nearest
from ...explain.kinds import stage
from ..diagnosis.readings import Reader
from ..mistakes import known
from .assignment import FIND_MISTAKE
from .levels import everything
from .questions import questions
from .soundness import is_large_enough


COPIED = "dnet_dw"    # the kind of number that is a copy of another


class Sheet:
    """What one student of an assignment is given: every number of the step, stage by stage, some of them printed.

    has_table    whether the numbers that are given are listed, too, as the diagram cannot hold them
    """

    def __init__(self, assignment, student):
        self.assignment, self.student, self.trace = assignment, student, student.trace
        self.questions = questions(self.trace, [name for name in everything(self.trace) if name in assignment.blanks
                                                or is_large_enough(self.trace, name)])
        self.asked = set() if assignment.level == FIND_MISTAKE else set(assignment.blanks)

    def stages(self):
        """(stage, its questions), in order of computation."""
        return [(each, list(group)) for each, group in groupby(self.questions, lambda question: question.stage)]

    def derivation(self):
        """(stage, the quantities of the trace that are worked out in it)."""
        return [(each, [quantity for quantity in self.trace.quantities.values() if stage(quantity) == each
                        and not quantity.is_given and quantity.kind != COPIED]) for each, _ in self.stages()]

    def printed(self, name):
        """What stands on the sheet for a number: its text, or None for a line to write on."""
        return None if name in self.asked else self.assignment.written(self.values[name])

    @cached_property
    def values(self):
        """The right values; those that the planted mistake leads to, where one is planted."""
        found = {question.name: nearest(question.value) for question in self.questions}
        return {**found, **self.spoilt_values(found)} if self.student.planted else found

    def spoilt_values(self, found):
        planted = self.student.planted
        spoiler = known(planted["mistake"])
        numbers = Reader(self.student.trainer).read(lambda trainer: spoiler.spoil(trainer, planted["form"]))
        return {name: numbers[name] for name in found}

    @property
    def planted_words(self):
        """What was planted, as a sentence's end."""
        planted = self.student.planted
        return known(planted["mistake"]).describe(planted["form"])

    def key(self):
        """(name, right text) of every blank, in order; of a sheet with a planted mistake its first wrong number."""
        names = [self.student.planted["first"]] if self.student.planted else self.assignment.blanks
        return [(name, self.assignment.written(self.student.key[name])) for name in names]
