"""A page for the teacher: students and numbers, which mistakes the class makes, what is hard, and what was copied."""

from statistics import mean, median

from ..language import say
from .blocks import Heading, Name, Paragraph, Table
from .wording import listed

SIGNS = {"right": "+", "follows": "f", "capped": "c", "wrong": "x", "again": "a", "blank": "."}
MOST_STUDENTS = 8    # that are named beside a mistake
BAR = 20             # signs of the longest bar


def class_report(found, language="en"):
    yield Heading(say("class.title", language, title=found.assignment.title, count=len(found.grades)))
    yield from marks_told(found, language)
    yield Heading(say("class.mistakes", language), 2)
    yield from mistakes_told(found, language)
    yield Heading(say("class.difficulty", language), 2)
    yield difficulty_table(found, language)
    if found.copies:
        yield Heading(say("class.copies", language), 2)
        yield Paragraph(say("class.copied", language))
        yield copies_table(found, language)
    yield Heading(say("class.table", language), 2)
    yield Paragraph(say("class.legend", language))
    yield students_table(found, language)


def marks_told(found, language):
    points = [grade.points for grade in found.present] or [0.0]
    yield Paragraph(say("class.marks", language, present=len(found.present), count=len(found.grades),
                        mean=f"{mean(points):.3g}", median=f"{median(points):.3g}", most=f"{found.grades[0].most:g}"))
    yield Paragraph(say("class.scheme", language, **{word: f"{value:g}" for word, value in found.marks.items()}))
    if found.absent:
        yield Paragraph(say("class.absent", language, students=", ".join(found.absent)))
    yield from map(Paragraph, found.notes)


def mistakes_told(found, language):
    """How many have made each; of a bar all of them are the length."""
    if not found.mistakes:
        return (yield Paragraph(say("class.no_mistakes", language)))
    headers = [say(f"class.{key}", language) for key in ("mistake", "what", "students")]
    most = len(found.mistakes[0][1])
    rows = [[say("class.share", language, count=len(students), all=len(found.present)),
             "#" * max(1, BAR * len(students) // most), name, slip.sentence or say(f"mistake.{name}", language),
             listed(students, MOST_STUDENTS)] for name, students, slip in found.mistakes]
    yield Table(["", "", *headers], rows)


def difficulty_table(found, language):
    headers = [say(f"class.{key}", language) for key in ("number", "name", "solved")]
    rows = [[place, Name(name), solved(counts), *(counts[verdict] for verdict in SIGNS)]
            for place, (name, counts) in enumerate(found.difficulty, 1) if counts]
    return Table([*headers, *SIGNS.values()], rows)


def solved(counts):
    """The share of those who worked a number out rightly, from right numbers or from their own."""
    return 100 * (counts["right"] + counts["follows"]) // max(1, len(list(counts.elements())))


def copies_table(found, language):
    rows = [[f"{one}, {other}", len(names), listed(names, MOST_STUDENTS)] for one, other, names in found.copies]
    return Table([say("class.students", language), "", say("class.names", language)], rows)


def students_table(found, language):
    headers = [say(f"class.{key}", language) for key in ("student", "variant", "points")]
    rows = [[grade.student.name, grade.student.variant, f"{grade.points:g}",
             *(sign(grade, name) for name in found.assignment.blanks)] for grade in found.grades]
    return Table([*headers, *map(str, range(1, len(found.assignment.blanks) + 1))], rows)


def sign(grade, name):
    """The verdict as one sign; None where the number does not count for this student."""
    return SIGNS[grade.by_name[name].verdict] if name in grade.by_name else None
