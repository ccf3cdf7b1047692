"""Samples in a CSV file beside the experiment: a sample in each row, its last columns being the targets."""

import os
from itertools import chain
from math import isfinite

from ..core.guard import checks
from ..core.guard.errors import NeurosimError, echo
from ..core.maths import INFINITY
from .schema import REQUIRED, checked, counted, record
from .source import read_bytes, shown, text_of


def csv_name(place):
    """The file's name, which is looked at when it is opened."""
    return place.value


CSV = {"csv": (csv_name, REQUIRED),
       "targets": (checked(checks.integer), REQUIRED),
       "header": (checked(checks.boolean), None)}    # None: a first row without a number is one

MOST_ROWS, MOST_LENGTH = 200_000, 2**20    # rows of a CSV file, characters of a row: more takes seconds to refuse
DIGITS = frozenset("0123456789+-.eE")    # of these alone: float() would take 1_000, nan and other scripts, too
DIVIDERS = {";": "semicolons", "\t": "tabs"}    # what a file may have in place of commas; spaces, too


def from_csv(place):
    """The rows of the file as samples, or None."""
    found = record(CSV)(place)
    if "csv" not in place.value or found["targets"] is None:
        return None
    csv = place.at("csv")
    path = csv.check(inside, place.reading.folder)
    try:
        data = path and read_bytes(path, csv.name, "a CSV file beside the experiment")
        return path and rows(csv, text_of(data, shown(csv.value)), found["targets"], found["header"])
    except NeurosimError as error:    # after what was wrong in the lines before
        return place.reading.add((*csv.rank, INFINITY), error)


def inside(name, field, folder):
    """The path of a file that is named in an experiment: in the experiment's own folder, wherever links may lead.

    >>> inside("../x.csv", "samples.csv", "/home/me")    # doctest: +ELLIPSIS
    Traceback (most recent call last):
    neurosim.core.guard.errors.NeurosimError: samples.csv: path leaves the experiment folder ...
    """
    if not isinstance(name, str) or not name.strip():
        raise NeurosimError(field, "the name of a CSV file beside the experiment", name)
    if folder is None:
        problem = "an experiment that is not in a file has no file beside it"
        raise NeurosimError(field, "samples in the experiment itself", name, problem, got="")
    steps = name.replace("\\", "/").split("/")
    path = os.path.realpath(os.path.join(folder, name)) if name.isprintable() else ""
    home = os.path.join(os.path.realpath(folder), "")
    if ".." in steps or not steps[0] or ":" in steps[0] or not path.startswith(home):
        raise NeurosimError(field, "a file beside it", name, "path leaves the experiment folder")
    return path


def rows(place, text, targets, header=None):
    """Samples from the text of a CSV file. `header` says whether the first row is one."""
    place.reading.csv = shown(place.value)
    lengths = list(map(len, text.splitlines()))
    if len(lengths) > MOST_ROWS:
        return fault(place, None, None, f"at most {MOST_ROWS}", problem="too many rows")
    if max(lengths, default=0) > MOST_LENGTH:
        return fault(place, None, None, f"at most {MOST_LENGTH} characters", problem="a row is too long")
    lines = csv_lines(place, text)
    first = next(lines, None)
    skipped = bool(first) and (is_header(first[1]) and not divider(first[1]) if header is None else header)
    first = next(lines, None) if skipped else first
    if not first:
        return fault(place, None, None, "at least one row of numbers")
    line, width = first[0], len(first[1])
    if divider(first[1]):
        problem = f"values separated by {divider(first[1])}"
        return fault(place, line, None, "commas, and a point in 1.5", problem=problem)
    if width <= targets:
        expected = f"more than {counted(targets, 'number')}, as the last {targets} are targets"
        return fault(place, line, None, expected, str(width))
    result = samples_of(place, chain([first], lines), line, width, targets)
    if header is None and not skipped and not place.reading.faults and like_a_header(result):
        place.reading.notes.append(f'{shown(place.value)}:{line}: read as a sample, though it looks like a header '
                                   '("header": true beside "csv" passes it over; false: it is a sample)')
    return result


def samples_of(place, lines, first, width, targets):
    """A sample for each row; None stands for a bad number, and for all targets where it is not known which they are."""
    result = []
    for line, cells in lines:
        values = plain_cells(cells) or [number(place, line, column, cell) for column, cell in enumerate(cells, 1)]
        if len(cells) != width:
            fault(place, line, None, f"{counted(width, 'number')}, as in line {first}", str(len(cells)))
            values = [None] * width
        result.append({"inputs": values[:-targets], "targets": values[-targets:]})
        place.reading.lines.append((line, width, targets))
    return result


def like_a_header(found):
    """Whether the first row seems to name the columns by numbers, such as years.

    Then it has evenly spaced whole numbers, each beyond the others in its column, which are not all whole.

    >>> def rows(*lists): return [{"inputs": row[:-1], "targets": row[-1:]} for row in lists]
    >>> like_a_header(rows([2019, 2020, 2021], [0.5, 1, 2], [1.5, 2, 3])), like_a_header(rows([1, 2], [2, 4], [3, 6]))
    (True, False)
    """
    first, *others = [[*one["inputs"], *one["targets"]] for one in found]
    steps = {after - before for before, after in zip(first, first[1:])}
    if len(steps) != 1 or max(steps) <= 0 or len(others) < 2 or any(value % 1 for value in first):
        return False
    beyond = all(not min(column) <= value <= max(column) for value, column in zip(first, zip(*others)))
    return beyond and any(value % 1 for row in others for value in row)


def csv_lines(place, text):
    """(line, cells) for each row that is not blank. Raises NeurosimError for what is no CSV."""
    import csv
    from io import StringIO
    reader = csv.reader(StringIO(text, newline=""), strict=True, skipinitialspace=True)
    try:
        for cells in reader:
            if len(cells) > 1 or cells and cells[0].strip():
                yield reader.line_num, cells
    except csv.Error as error:
        name, opened = shown(place.value), open_quote(text)
        if opened:
            where = f"{name}:{opened[0]}:{opened[1]}"
            raise NeurosimError(where, "another quote", problem="a quote that nothing closes") from None
        raise NeurosimError(f"{name}:{reader.line_num}", "comma-separated values", problem=str(error)) from None


def open_quote(text):
    """Line and column of a quote that is still open at the end, None where there is none."""
    line, column, opened = 1, 1, None
    for sign in text:
        if sign == '"':
            opened = None if opened else (line, column)
        elif sign == "\n":
            line, column = line + 1, 1
        elif sign == "," and not opened:
            column += 1
    return opened


def divider(cells):
    """What divides the row in place of commas, in words; "" where nothing does.

    A number has none of it, and a header of several columns has commas.
    """
    parts = cells[0].split()
    if len(cells) == 1 < len(parts) and all(map(meant_as_number, parts)):
        return "tabs" if "\t" in cells[0] else "spaces"
    found = [DIVIDERS[sign] for sign in DIVIDERS if any(sign in cell.strip() for cell in cells)]
    return found[0] if found and (len(cells) == 1 or not is_header(cells)) else ""


def is_header(cells):
    """Words, none of which could have been meant as a number."""
    return all(cell.strip() and not meant_as_number(cell) for cell in cells)


def meant_as_number(cell):
    try:
        return float(checks.quotient(cell.strip())) is not None
    except ValueError:
        return False


def plain_cells(cells):
    """A row without a fault, the quick way; None for any other."""
    try:
        values = list(map(float, cells)) if DIGITS.issuperset("".join(cells)) else [INFINITY]
    except ValueError:
        return None
    return values if all(map(isfinite, values)) else None


def number(place, line, column, cell):
    """A cell as a float, or None: `data.csv:7:2: expected a number, got '1_000'`."""
    found, fraction = plain_cells([cell.strip(" \t")]), checks.quotient(cell.strip(" \t"))
    if found or type(fraction) is float:
        return found[0] if found else fraction
    if DIGITS.issuperset(cell) and meant_as_number(cell):
        return fault(place, line, column, problem="number too large for a double")
    return fault(place, line, column, "a number", echo(cell))


def fault(place, line, column, expected="", got="", problem=""):
    """A fault of the CSV file: it begins with that file's name, and stands where the experiment names it."""
    name = ":".join([shown(place.value), *[str(number) for number in (line, column) if number]])
    place.reading.add((*place.rank, line or 0, column or 0), NeurosimError(name, expected, problem=problem, got=got))
