"""Sheets for learning platforms and spreadsheets: `files(sheets)` of a module yields (name, content) of each file.

    moodle.py       a cloze question for each student
    gift.py         a numerical question for each blank
    qti.py          items of QTI 2.1 in a package
    form.py         rows of student, name and value, to fill in
    pupil_book.py   a spreadsheet for each student, whose cells turn green

To add a form, add a module, and its name to FORMS.
"""

from importlib import import_module

from ....core.guard.errors import NeurosimError

FORMS = {"moodle": "moodle", "gift": "gift", "qti": "qti", "csv": "form", "xlsx": "pupil_book"}


def quiz_files(sheets, form):
    """(name, content) of each file of a form. NeurosimError where a library is missing, or the level has no blanks."""
    if sheets[0].student.planted:
        raise NeurosimError("to", "a level with blanks", problem="a sheet with a planted mistake is printed only")
    return import_module(f".{FORMS[form]}", __name__).files(sheets)
