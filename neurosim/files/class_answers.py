"""Answers of a whole class in a file, or a folder of files: for each student what was written for each number.

    student,name,value      a row for each number; or, without a header, these three columns
    Ada,net_h1,0.3775

    student,net_h1,out_h1   a row for each student, as forms and spreadsheets give it
    Ada,0.3775,"0,5933"

    lesson/Ada.csv          a file for each student, named after them, in any form that answers_file.py reads

All of these may be .xlsx files, too (openpyxl, the extra `xlsx`). What stands in cells stays text: who judges it knows
which numbers were asked for.
"""

import os
import re

from ..core.guard.errors import NeurosimError
from .answers_file import answers_of, is_broken_number, is_number, rows
from .source import read_bytes, shown, text_of

WHO = ("student", "pupil", "learner", "student name", "full name", "your name", "name", "student id", "id", "username",
       "email", "email address", "e-mail", "学生", "姓名")
WHAT, VALUE = ("name", "number", "quantity", "blank"), ("value", "answer")
BLANK = ("", "-", "–", "—", "?", "n/a", "none", "null", ".", "…", "...")
MOST_ROWS, MOST_FILES = 500_000, 10_000
ENDINGS = (".csv", ".txt", ".tsv", ".json", ".xlsx")


def read_class(path):
    """student -> {name as written: (text, place)}, in the order in which they come. Raises NeurosimError, with the
    place; what was left blank is left out, and somebody who left out everything is there with nothing."""
    path = os.fsdecode(path)
    if os.path.isdir(path):
        return from_folder(path)
    return from_rows(list(rows_of(path)), shown(path))


def rows_of(path):
    """(line, cells) of each row that is not blank."""
    name = shown(path)
    data = read_bytes(path, name, "a CSV file, an .xlsx file or a folder of them")
    if path.lower().endswith(".xlsx"):
        yield from sheet_rows(data, name)
    else:
        yield from rows(text_of(data, name), name)


def sheet_rows(data, name):
    """The same of the first sheet of a spreadsheet: values, those of formulas as they were last worked out."""
    from io import BytesIO
    try:
        from openpyxl import load_workbook    # only where a spreadsheet is read
    except ImportError:
        raise NeurosimError(name, problem="openpyxl is not installed: pip install openpyxl, "
                                          "or save the spreadsheet as CSV") from None
    try:
        sheet = load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets[0]
        for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if any(cell is not None for cell in cells):
                yield line, [cell_text(cell) for cell in cells]
    except Exception as error:    # a broken archive raises whatever its reader meets first
        raise NeurosimError(name, "an .xlsx file", problem=f"not a spreadsheet: {str(error)[:100]}") from None


def cell_text(cell):
    return "" if cell is None else str(cell).strip().removeprefix("'")


# A table.

def from_rows(table, name):
    """The answers of a table, long or wide."""
    if not table:
        raise NeurosimError(name, "a row for each student, or one for each number", got="nothing")
    if len(table) > MOST_ROWS:
        raise NeurosimError(name, f"at most {MOST_ROWS} rows", problem="too large")
    line, header = table[0]
    words = [cell.casefold().strip(" :?") for cell in header]
    value, what = column(words, VALUE), column(words, WHAT)
    if value is not None and what is not None:
        who = who_of(words, header, f"{name}:{line}", beside=(what,))
        return long(table[1:], name, len(header), who, what, value)
    if len(header) == 3 and not is_words(header[2]):
        return long(table, name, 3, 0, 1, 2)
    return wide(table[1:], name, header, who_of(words, header, f"{name}:{line}"))


def is_words(cell):
    """Whether a cell is neither a number nor left blank, but the head of a column."""
    return not is_number(cell) and cell.casefold() not in BLANK


def column(words, known):
    """The place of the column that is headed by the first of the known words; None where there is none."""
    return next((words.index(word) for word in known if word in words), None)


def who_of(words, header, place, beside=()):
    """The place of the column that says whose answers they are."""
    found = column([None if place in beside else word for place, word in enumerate(words)], WHO)
    if found is None:
        raise NeurosimError(place, "a column headed student", got=repr(",".join(header)[:60]))
    return found


def long(table, name, width, who, what, value):
    """A row for each number."""
    found = {}
    for line, cells in table:
        place = f"{name}:{line}"
        check_width(cells, width, place, value)
        if not cells[who] or not cells[what]:
            raise NeurosimError(place, "a student, a name and a number", got=repr(",".join(cells)[:60]))
        enter(found.setdefault(cells[who], {}), cells[what], cells[value], place)
    return found


def wide(table, name, header, who):
    """A row for each student."""
    found = {}
    for line, cells in table:
        place = f"{name}:{line}"
        check_width(cells, len(header), place, who + 1)
        if not cells[who]:
            raise NeurosimError(place, f"a student in the column {header[who]}", got="nothing")
        if cells[who] in found:
            raise NeurosimError(place, f"one row for {cells[who][:60]}", problem="given twice")
        found[cells[who]] = {}
        for written, text in zip(header, cells):
            if written and written != header[who]:
                enter(found[cells[who]], written, text, place)
    return found


def check_width(cells, width, place, value):
    """As many cells as the head has; fewer are blank at the end."""
    if len(cells) > width and any(cells[width:]):
        broken = value + 1 < len(cells) and is_broken_number(["", *cells[value:value + 2]])
        hint = ', and quotes around a decimal comma, as in "0,3775"' if broken else ""
        raise NeurosimError(place, f"{width} cells, as the first row has{hint}", got=str(len(cells)))
    cells += [""] * (width - len(cells))


def enter(answers, written, text, place):
    """A number that was not left blank; a name is given once."""
    if text.casefold() in BLANK:
        return
    if answers.setdefault(written, (text, place))[0] != text:
        raise NeurosimError(place, f"one number for {written[:60]}", problem="given twice")


# A folder.

def from_folder(folder):
    """The answers of a folder: each file is a student's, and called like them."""
    names = sorted(entry for entry in os.listdir(folder) if entry.lower().endswith(ENDINGS) and entry[0] not in "._~")
    if not names or len(names) > MOST_FILES:
        expected = f"1 to {MOST_FILES} files that end in {', '.join(ENDINGS)}"
        raise NeurosimError(shown(folder), expected, got=f"{len(names)} of them")
    found = {}
    for entry in names:
        student = os.path.splitext(entry)[0]
        if student in found:
            raise NeurosimError(shown(os.path.join(folder, entry)), f"one file for {student}", problem="given twice")
        found[student] = of_student(os.path.join(folder, entry))
    return found


def of_student(path):
    """One student's file: {name as written: (text, place)}."""
    name = shown(path)
    if path.lower().endswith(".xlsx"):
        return of_form(list(rows_of(path)), name)
    found = {}
    for written, (text, place) in answers_of(text_of(read_bytes(path, name), name), name).items():
        enter(found, written, text if isinstance(text, str) else str(text), place)
    return found


def of_form(table, name):
    """A pupil's spreadsheet: in each row a name, and the number in the next cell that is not blank."""
    found = {}
    for line, (first, *others) in table:
        number = next(filter(None, others), "")
        if re.search(r"\d|^E$", first) and is_number(number):
            enter(found, first, number, f"{name}:{line}")
    return found
