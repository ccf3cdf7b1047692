"""Samples in a CSV file beside the experiment: a sample in each row. Columns are chosen by their names, or the last are
the targets; of a column of words, the words are classes.
"""

import os
from itertools import chain

from ..core.guard import checks
from ..core.guard.errors import NeurosimError, echo
from ..core.maths import INFINITY
from .csv_rows import (DIGITS, csv_lines, has_spaces, is_header, is_missing, meant_as_number, plain_cells, separator_of,
                       too_large)
from .csv_table import CsvTable, fault
from .schema import REQUIRED, checked, counted, record
from .source import read_bytes, shown, text_of

MISSING = ("error", "drop")
SCALES = ("none", "standard")


def csv_name(place):
    """The file's name, which is looked at when it is opened."""
    return place.value


def column_names(value, field):
    """Names of columns, as a list; one alone may be text."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, (list, tuple)) or not names or not all(isinstance(name, str) for name in names):
        raise NeurosimError(field, "the names of columns", value)
    return list(names)


def columns_or_count(value, field):
    """How many of the last columns, or the names of columns."""
    if isinstance(value, (str, list, tuple)):
        return column_names(value, field)
    return checks.integer(value, field)


CSV = {"csv": (csv_name, REQUIRED),
       "targets": (checked(columns_or_count), REQUIRED),
       "inputs": (checked(column_names), None),      # None: all other columns
       "header": (checked(checks.boolean), None),    # None: a first row without a number is one
       "missing": (checked(checks.choice, MISSING, "way"), "error"),
       "scale": (checked(checks.choice, SCALES, "scale"), "none")}


def from_csv(place):
    """The rows of the file as samples, or None."""
    found = record(CSV)(place)
    if "csv" not in place.value or found["targets"] is None:
        return None
    csv = place.at("csv")
    path = csv.check(inside, place.reading.folder)
    try:
        data = path and read_bytes(path, csv.name, "a CSV file beside the experiment")
        return path and rows(csv, text_of(data, shown(csv.value)), found)
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


def rows(place, text, found):
    """Samples from the text of a CSV file; `found` is what the experiment says of it."""
    table = place.reading.tables[place.rank[:1]] = CsvTable(shown(place.value), found)
    much = too_large(list(map(len, text.splitlines())))
    if much:
        return fault(place, None, None, much[1], problem=much[0])
    lines, header = csv_lines(place, text, separator_of(text)), found["header"]
    first = next(lines, None)
    skipped = bool(first) and (is_header(first[1]) if header is None else header)
    table.names = [cell.strip() for cell in first[1]] if skipped else None
    first = next(lines, None) if skipped else first
    if not first:
        return fault(place, None, None, "at least one row of numbers")
    if has_spaces(first[1]):
        return fault(place, first[0], None, "commas, semicolons or tabs", problem="values separated by spaces")
    if not table.choose(place, *first):
        return None
    result = samples_of(place, chain([first], lines), table, first[0], len(first[1]))
    if header is None and not skipped and not place.reading.faults and like_a_header(result):
        place.reading.notes.append(f'{shown(place.value)}:{first[0]}: read as a sample, though it looks like a header '
                                   '("header": true beside "csv" passes it over; false: it is a sample)')
    return result


def samples_of(place, lines, table, first, width):
    """A sample for each row; None stands for a bad number, and for all where it is not known which they are."""
    result, count = [], len(table.inputs)
    columns, dropped = [*table.inputs, *table.targets], 0
    for line, cells in lines:
        if len(cells) != width:
            fault(place, line, None, f"{counted(width, 'number')}, as in line {first}", str(len(cells)))
            cells = (cells + ["0"] * width)[:width]
        chosen = [cells[column] for column in columns]
        values = plain_cells(chosen)
        if values is None and table.wanted["missing"] == "drop" and any(map(is_missing, chosen)):
            dropped += 1
            continue
        if values is None:
            values = [cell_value(place, line, column + 1, cell, column in table.targets)
                      for column, cell in zip(columns, chosen)]
        result.append({"inputs": values[:count], "targets": values[count:]})
        table.lines.append(line)
    if dropped:
        place.reading.notes.append(f"{table.name}: {counted(dropped, 'row')} left out, as a value is missing")
    if not result:
        return fault(place, None, None, "at least one row without a missing value")
    return classes_told(place, table, result)


def classes_told(place, table, result):
    """The samples, with the number of its class where the target is a word."""
    words = {value for one in result for value in one["targets"] if isinstance(value, str)}
    if not words:
        return result
    number_too = any(type(value) is float for one in result for value in one["targets"])
    if len(table.targets) > 1 or number_too:
        for i, one in enumerate(result):
            for k, value in enumerate(one["targets"]):
                if isinstance(value, str):
                    fault(place, *table.place_of(i, k), "a number", echo(value))
                    one["targets"][k] = None
        return result
    known = place.reading.classes
    place.reading.classes = table.classes = known or sorted(words)
    for i, one in enumerate(result):
        [word] = one["targets"]
        one["targets"] = [None if word not in table.classes else float(table.classes.index(word))]
        if word not in table.classes:
            fault(place, *table.place_of(i, 0), "one of the classes of the samples", echo(word))
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


def cell_value(place, line, column, cell, may_be_word=False):
    """A cell as a float, a target also as the word that it is; or None: `data.csv:7:2: expected a number, got 'x'`."""
    text = cell.strip(" \t")
    found, fraction = plain_cells([text]), checks.quotient(text)
    if found or type(fraction) is float:
        return found[0] if found else fraction
    if DIGITS.issuperset(cell) and meant_as_number(cell):
        return fault(place, line, column, problem="number too large for a double")
    if is_missing(cell):
        return fault(place, line, column, 'a number, or "missing": "drop" beside "csv"', echo(cell),
                     problem="a missing value")
    return text if may_be_word and text.isprintable() else fault(place, line, column, "a number", echo(cell))
