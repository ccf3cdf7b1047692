"""Sheets for a class, their keys, and what the teacher is to know: a sheet a student, each on pages of its own."""

from ...explain.notation import literal, pretty
from ..diagram import diagram
from ..language import say
from .blocks import Equation, Formula, Gap, Heading, Name, NewPage, Paragraph, Table
from .wording import network_line

ACROSS, ANSWERS_ACROSS = 4, 8    # pairs of name and number in a row; answers beside a student
LONGEST = 14    # rows of a table: so it fits on a page with what stands above it


def worksheets_report(sheets, language="en"):
    """All sheets, one after the other."""
    for place, sheet in enumerate(sheets):
        if place:
            yield NewPage()
        yield from sheet_report(sheet, language)


def sheet_report(sheet, language="en"):
    """One student's sheet: who, the network, the rules, and the numbers stage by stage."""
    assignment = sheet.assignment
    yield from head(sheet, say("sheet.title", language, title=assignment.title), language)
    yield Paragraph(say(f"sheet.task.{assignment.level}", language))
    yield Paragraph(assignment.rounding.sentence(language))
    yield from given_report(sheet, language)
    for stage, questions in sheet.stages():
        for some in in_parts(questions, LONGEST):
            yield stage_table(sheet, stage, some, language)


def head(sheet, title, language):
    student = sheet.student
    yield Heading(title)
    yield Paragraph(say("sheet.head", language, student=student.name, variant=student.variant, check=student.check))


def given_report(sheet, language):
    """The network as a picture; a table of what the picture does not hold; how it learns."""
    trace = sheet.trace
    drawing = diagram(trace.network, trace.names, lambda name: literal(trace.value(name)), trace.batch)
    yield Paragraph(network_line(trace.network))
    yield drawing
    kinds = beside_the_picture(trace, drawing.is_complete)
    if kinds:
        yield given_table(trace, kinds, language)


def beside_the_picture(trace, is_complete):
    """The kinds of what is given that the picture does not hold: samples, if there are several; parameters, if there
    are many; scales of normalised layers."""
    kinds = ["input", "target"] * (len(trace.batch) > 1) + ["weight", "bias"] * (not is_complete)
    return kinds + ["scale", "setting"] * any(trace.names.scales)


def given_table(trace, kinds, language):
    """Names and numbers, some pairs a row."""
    cells = [cell for quantity in trace.quantities.values() if quantity.is_given and quantity.kind in kinds
             for cell in (Name(quantity.name), literal(quantity.value))]
    return in_rows(cells, ACROSS, say("sheet.given", language))


def stage_table(sheet, stage, questions, language):
    """The numbers of a stage: name, formula and number, or lines to write these on; beside them room for a correction,
    where a mistake is to be found."""
    headers = [say(f"sheet.column.{key}", language) for key in ("name", "formula", "value")]
    correcting = not sheet.asked
    rows = [[Name(each.name), *formula_and_number(each, sheet.printed(each.name)), *[Gap()] * correcting]
            for each in questions]
    headers += [say("sheet.column.correction", language)] * correcting
    return Table(headers, rows, say(f"stage.{stage}", language))


def formula_and_number(question, printed):
    return [Gap(44), Gap()] if printed is None else [Formula(question.body), printed]


# Keys.

def keys_report(sheets, language="en"):
    """Every key with its derivation, one after the other."""
    for place, sheet in enumerate(sheets):
        if place:
            yield NewPage()
        yield from key_report(sheet, language)


def key_report(sheet, language="en"):
    """One key: the answers, then every formula of the step as symbols, as numbers, and what it comes to."""
    yield from head(sheet, say("key.title", language, title=sheet.assignment.title), language)
    if sheet.student.planted:
        yield Paragraph(say("key.planted", language, mistake=sheet.planted_words))
    cells = [cell for name, text in sheet.key() for cell in (Name(name), text)]
    yield in_rows(cells, ACROSS, say("key.answers", language))
    for stage, quantities in sheet.derivation():
        yield Heading(say(f"stage.{stage}", language), 2)
        yield from (Equation(each.name, each.expression.body, each.value) for each in quantities)


def overview_report(sheets, language="en"):
    """Variant, student and check code, and the answers in their order; of sheets with a planted mistake that one."""
    sheets = list(sheets)
    columns = [say(f"key.column.{key}", language) for key in ("variant", "student", "check")]
    yield Heading(say("key.overview", language, title=sheets[0].assignment.title))
    if sheets[0].student.planted:
        columns += [say(f"key.column.{key}", language) for key in ("first", "right", "mistake")]
        rows = [[*who(sheet), Name(name), text, sheet.planted_words] for sheet in sheets for name, text in sheet.key()]
        yield Table(columns, rows)
    else:
        for names in in_parts([name for name, _ in sheets[0].key()], ANSWERS_ACROSS):
            yield Table([*columns, *map(Name, names)],
                        [[*who(sheet), *map(dict(sheet.key()).get, names)] for sheet in sheets])


def who(sheet):
    return [str(sheet.student.variant), sheet.student.name, sheet.student.check]


def in_parts(things, most):
    return [things[start:start + most] for start in range(0, len(things), most)]


def in_rows(cells, across, caption):
    """Pairs of cells, so many pairs a row."""
    cells = cells + [""] * (-len(cells) % (2 * across))
    return Table([""] * 2 * across, in_parts(cells, 2 * across), caption)


# What the teacher is to know.

def teacher_report(made, language="en"):
    """Which mistakes these sheets do not show or cannot tell apart; `made` is what make_assignment made."""
    yield Heading(say("teacher.title", language, title=made.document["title"]))
    yield Paragraph(say("teacher.all", language))
    if made.left_out:
        yield Paragraph(say("teacher.left_out", language, names=", ".join(map(pretty, made.left_out))))
    if made.unseen:
        columns = [say(f"teacher.column.{key}", language) for key in ("mistake", "words")]
        yield Table(columns, [[key[0], made.words(key)] for key in made.unseen], say("teacher.unseen", language))
    if made.alike:
        rows = [["; ".join(map(made.words, group))] for group in made.alike]
        yield Table([say("teacher.column.together", language)], rows, say("teacher.alike", language))
    if made.open:
        columns = [say(f"teacher.column.{key}", language) for key in ("student", "one", "other")]
        right = say("teacher.right", language)
        rows = [[student, *(made.words(key) or right for key in pair)]
                for student, pairs in made.open.items() for pair in pairs]
        yield Table(columns, rows, say("teacher.open", language))
