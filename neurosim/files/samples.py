"""What a network learns from: samples in the experiment itself, or in a CSV file beside it."""

import os
from itertools import chain
from math import isfinite

from ..core.guard import checks
from ..core.guard.errors import NeurosimError, echo
from ..core.losses import LOSSES
from ..core.maths import INFINITY
from .schema import REQUIRED, checked, counted, numbers, plain_numbers, record, some
from .source import read_bytes, shown, text_of

SAMPLE = {"inputs": (numbers, REQUIRED), "targets": (numbers, REQUIRED)}
CSV = {"csv": (lambda place: place.value, REQUIRED), "targets": (checked(checks.integer), REQUIRED)}

MOST_ROWS, MOST_LENGTH = 200_000, 2**20    # rows of a CSV file, characters of a row: more takes seconds to refuse
DIGITS = frozenset("0123456789+-.eE")    # of these alone: float() would take 1_000, nan and other scripts, too


def samples(place):
    """A list of {"inputs", "targets"}; or {"csv": "file.csv", "targets": K}, where the last K columns are targets."""
    if isinstance(place.value, dict):
        return from_csv(place)
    return some(record(SAMPLE), "sample", "samples", quick=None if place.reading.twice else plain)(place)


def plain(value):
    """A sample without a fault, since there may be many; None for any other."""
    if isinstance(value, dict) and value.keys() == SAMPLE.keys():
        inputs, targets = plain_numbers(value["inputs"]), plain_numbers(value["targets"])
        if inputs and targets:
            return {"inputs": inputs, "targets": targets}
    return None


# How long they must be, and which targets the loss can use. None stands for what is not known.

def fit_samples(place, found, inputs, loss, outputs):
    """Samples as long as the network is wide, with targets that the loss can use."""
    loss = loss and LOSSES.make(loss)
    wanted = {"inputs": inputs, "targets": outputs and loss and loss.targets_wanted(outputs)}
    fit_lengths(place, found, wanted)
    if wanted["targets"] and loss.targets:
        for i, one in enumerate(found):
            if one and one["targets"] is not None and len(one["targets"]) == wanted["targets"]:
                fit_targets(place, i, one["targets"], loss, outputs)


def fit_targets(place, i, targets, loss, outputs):
    """One sample's targets; in a CSV file the row is named in their place."""
    try:
        loss.check_targets(targets, outputs)
    except NeurosimError as error:
        if isinstance(place.value, dict):
            csv = place.at("csv")
            problem = f"row {i + 1} of {shown(csv.value)}, targets{error.field}"
            return csv.refuse(error.expected, error.value, problem, error.got)
        here = place.at(i).at("targets")
        here = here.at(int(error.field[1:-1])) if error.field else here
        here.refuse(error.expected, error.value, got=error.got)


def fit_lengths(place, found, wanted):
    if isinstance(place.value, dict):
        fit_csv(place, found[0], wanted)
    for i, one in enumerate(found if not isinstance(place.value, dict) else ()):
        for key in one or ():
            if one[key] is not None and wanted[key] is not None and len(one[key]) != wanted[key]:
                place.at(i).at(key).refuse(counted(wanted[key], "number"), got=str(len(one[key])))


def fit_csv(place, row, wanted):
    """All rows are of one length, so there is one thing to say."""
    if None not in wanted.values() and any(len(row[key]) != wanted[key] for key in row):
        name = shown(place.value["csv"])
        place.at("csv").refuse(f"{both(wanted['inputs'], wanted['targets'])}, as the network has them",
                               got=f"{both(len(row['inputs']), len(row['targets']))} in each row of {name}")


def both(inputs, targets):
    return f"{counted(inputs, 'input')} and {counted(targets, 'target')}"


# Samples in a CSV file.

def from_csv(place):
    """The rows of the file as samples, or None."""
    found = record(CSV)(place)
    if found["csv"] is None or found["targets"] is None:
        return None
    csv = place.at("csv")
    path = csv.check(inside, place.reading.folder)
    try:
        data = path and read_bytes(path, csv.name, "a CSV file beside the experiment")
        return path and rows(csv, text_of(data, shown(csv.value)), found["targets"])
    except NeurosimError as error:    # after what was wrong in the lines before
        return place.reading.add((*csv.rank, INFINITY), error)


def inside(name, field, folder):
    """The path of a file that is named in an experiment: in the experiment's own folder, wherever links may lead.

    >>> inside("../x.csv", "samples.csv", "/home/me")
    Traceback (most recent call last):
    neurosim.core.guard.errors.NeurosimError: samples.csv: path leaves the experiment folder (expected a file beside it, got '../x.csv')
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


def rows(place, text, targets):
    """Samples from the text of a CSV file, its last columns targets. A first row without a number is a header."""
    lengths = list(map(len, text.splitlines()))
    if len(lengths) > MOST_ROWS:
        return fault(place, None, None, f"at most {MOST_ROWS}", problem="too many rows")
    if max(lengths, default=0) > MOST_LENGTH:
        return fault(place, None, None, f"at most {MOST_LENGTH} characters", problem="a row is too long")
    lines = csv_lines(place, text)
    first = next(lines, None)
    if first and is_header(first[1]) and not semicolons(first[1]):
        first = next(lines, None)
    if first and semicolons(first[1]):
        return fault(place, first[0], None, "commas, and a point in 1.5", problem="values separated by semicolons")
    if not first:
        return fault(place, None, None, "at least one row of numbers")
    line, width = first[0], len(first[1])
    if width <= targets:
        expected = f"more than {counted(targets, 'number')}, as the last {targets} are targets"
        return fault(place, line, None, expected, str(width))
    result = []
    for here, cells in chain([first], lines):
        if len(cells) != width:
            fault(place, here, None, f"{counted(width, 'number')}, as in line {line}", str(len(cells)))
        values = plain_cells(cells) or [number(place, here, column, cell) for column, cell in enumerate(cells, 1)]
        result.append({"inputs": values[:-targets], "targets": values[-targets:]})
    return result


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


def semicolons(cells):
    """Whether they are what divides the row: a number has none, and a header of several columns has commas."""
    return any(";" in cell for cell in cells) and (len(cells) == 1 or not is_header(cells))


def is_header(cells):
    """Words, none of which could have been meant as a number."""
    return all(cell.strip() and not meant_as_number(cell) for cell in cells)


def meant_as_number(cell):
    try:
        return float(cell) is not None
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
    found = plain_cells([cell.strip(" \t")])
    if found:
        return found[0]
    if DIGITS.issuperset(cell) and meant_as_number(cell):
        return fault(place, line, column, problem="number too large for a double")
    return fault(place, line, column, "a number", echo(cell))


def fault(place, line, column, expected="", got="", problem=""):
    """A fault of the CSV file: it begins with that file's name, and stands where the experiment names it."""
    name = ":".join([shown(place.value), *[str(number) for number in (line, column) if number]])
    place.reading.add((*place.rank, line or 0, column or 0), NeurosimError(name, expected, problem=problem, got=got))
