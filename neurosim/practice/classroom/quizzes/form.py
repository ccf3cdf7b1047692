"""A form to fill in: a row of student, name and value for each blank, which `neurosim grade` reads."""

from ....show.render import delimited


def files(sheets):
    rows = ([sheet.student.name, name, None] for sheet in sheets for name in sheet.assignment.blanks)
    yield "form.csv", "".join(delimited.render(["student", "name", "value"], rows))
