"""Who is in the class: names from a CSV file, or numbered variants."""

import csv
from io import StringIO

from ...core.guard.errors import NeurosimError
from ...files.assignment_file import MOST_STUDENTS
from ...files.experiment_file import is_printable
from ...files.source import read_bytes, shown, text_of

COLUMNS = ("student", "name", "full name", "id", "email")    # what a column of names may be called, the best first


def read_roster(path):
    """The names of a roster, in the order of the file: those of a column that COLUMNS knows, else of the first column.

    NeurosimError, which names the line, for a name that is missing, given twice or not printable.
    """
    where = shown(path)
    return names_of(text_of(read_bytes(path, where, "a CSV file with a student a line"), where), where)


def names_of(text, where):
    """
    >>> names_of("group;name\\nA;Ada\\nB;Émile\\n", "roster.csv"), names_of("Ada\\nÉmile\\n", "roster.csv")
    (['Ada', 'Émile'], ['Ada', 'Émile'])
    """
    rows = list(rows_of(text))
    if not rows:
        raise NeurosimError(where, "a student a line", got="an empty file")
    titles = [cell.lower() for cell in rows[0][1]]
    known = [title for title in COLUMNS if title in titles]
    column = titles.index(known[0]) if known else 0
    found = {}
    for line, row in rows[1 if known else 0:]:
        name = row[column] if column < len(row) else ""
        if not is_printable(name):
            raise NeurosimError(f"{where}:{line}", "a name of 1 to 64 printable characters", name)
        if name in found:
            raise NeurosimError(f"{where}:{line}", "each student once", name, f"also in line {found[name]}")
        found[name] = line
    return counted(list(found), where)


def rows_of(text):
    """(line, its cells) of each line that is not empty; cells are separated as the first line has it."""
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num, [cell.strip() for cell in row]


def counted(names, where):
    if not 1 <= len(names) <= MOST_STUDENTS:
        raise NeurosimError(where, f"1 to {MOST_STUDENTS} students", got=str(len(names)))
    return names


def numbered_students(count):
    return [f"variant {number}" for number in range(1, count + 1)]
