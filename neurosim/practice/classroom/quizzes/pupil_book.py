"""A spreadsheet for each student (openpyxl, the extra `xlsx`): a cell for each blank turns green when it is right.

It is called by the check code, and `neurosim grade` reads a folder of them. The right values are in a second sheet that
spreadsheet programs do not list.
"""

from itertools import groupby

from ....core.guard.errors import NeurosimError
from ....explain.notation import pretty
from ....show.exports.spreadsheet import Page, problem
from ....show.language import say
from ..known_answers import blanks_of
from .given import sentences, title

KEY = "key"
COLUMNS = {"A": 16, "B": 16, "C": 58}


def files(sheets):
    """NeurosimError where openpyxl is missing."""
    if problem():
        raise NeurosimError("to", problem=problem())
    for sheet in sheets:
        yield f"books/{sheet.student.check}.xlsx", book(sheet)


def book(sheet):
    """The bytes of one student's file."""
    page = Page()
    page.sheet.title = "sheet"
    key = page.workbook.create_sheet(KEY)
    key.sheet_state = "veryHidden"
    page.line(title(sheet))
    page.line(say("quiz.name", student=sheet.student.name))
    for sentence in [*sentences(sheet), say("quiz.green")]:
        page.line(sentence)
    first = page.row
    for stage, blanks in groupby(blanks_of(sheet), lambda blank: blank.question.stage):
        page.line()
        page.line(say(f"stage.{stage}"), say("sheet.column.value"), say("sheet.column.formula"))
        for blank in blanks:
            page.line(pretty(blank.question.name))
            key.cell(page.row, 1, blank.value)
            key.cell(page.row, 2, blank.room)
    dress(page.sheet, key, first)
    return page.content()


def dress(sheet, key, first):
    """Widths, frames, what turns green, and A4."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    green, side = PatternFill("solid", bgColor="C6EFCE"), Side(style="thin")
    for column, width in COLUMNS.items():
        sheet.column_dimensions[column].width = width
    for row in range(1, first + 1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(COLUMNS))
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = 15 * (1 + len(str(sheet.cell(row, 1).value)) // 90)
    sheet["A1"].font = Font(bold=True, size=14)
    for row in range(first + 1, sheet.max_row + 1):
        if key.cell(row, 1).value is None:
            sheet.cell(row, 1).font = Font(bold=True)
            continue
        cell = f"$B${row}"
        sheet[cell].border = Border(left=side, right=side, top=side, bottom=side)
        right = f"AND(ISNUMBER({cell}),ABS({cell}-{KEY}!$A${row})<={KEY}!$B${row})"
        sheet.conditional_formatting.add(f"B{row}", FormulaRule(formula=[right], fill=green))
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = sheet.PAPERSIZE_A4, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
