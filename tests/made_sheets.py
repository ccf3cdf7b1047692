"""Assignments for a class, made for a test."""

import neurosim
from neurosim.files.assignment_file import write_assignment
from neurosim.practice.classroom.assignment import Assignment
from neurosim.practice.classroom.levels import BLANKS_OF, planted
from neurosim.practice.classroom.rounding import RoundingRule
from neurosim.practice.classroom.variants import Variants, make_assignment


def made(name="worked-example", level="everything", count=3, seed=7, rule=("decimals", 4)):
    document = neurosim.load(name).to_document()
    variants = Variants(document, seed, RoundingRule(*rule), 2, BLANKS_OF[level])
    students = [f"s{number}" for number in range(count)]
    return make_assignment(document, students, variants, level, planting=planted if level == "find-mistake" else None)


def assignment_of(found):
    return Assignment.parse(write_assignment(found.document))
