"""Answers of a learner in a file: a name and a number in each row, in whatever form they come.

    name,value          a header, or none
    w5+,0.3589          any notation of a name; what stands in further columns is passed over
    ∂E/∂w1,"0,00044"    a decimal comma in quotes, or rows whose cells ; or a tabulator keeps apart
    w6+,                left out: not answered

    w5+,w6+             a column for each name, and one row of numbers
    0.3589,0.4087

    w5+ = 0.3589        lines of name = value; what stands behind # is passed over
    dW2 = [[0.08, 0.08], [-0.02, -0.02]]

    {"dW2": [[0.08, 0.08], [-0.02, -0.02]], "E": 0.2984}        JSON
"""

import re

from ..core.guard.errors import NeurosimError
from .source import read_bytes, shown, text_of
from .strict_json import Literal

MOST_ROWS, MOST_LENGTH = 20_000, 10_000


def read_answers(path):
    """The answers of a CSV file as a dict, name -> (text, file:line). Raises NeurosimError, with that place."""
    name = shown(path)
    text = text_of(read_bytes(path, name, "a CSV file"), name)
    return answers_of(text, name)


def answers_of(text, name):
    """
    >>> answers_of("name,value\\nw5+,0.3589\\nw1+,\\n", "a.csv"), answers_of('w5+;0,3589\\n', "a.csv")
    ({'w5+': ('0.3589', 'a.csv:2')}, {'w5+': ('0,3589', 'a.csv:1')})
    """
    lines = text.splitlines()
    if text.lstrip().startswith("{"):
        return from_json(text, name)
    if len(lines) > MOST_ROWS or max(map(len, lines), default=0) > MOST_LENGTH:
        raise NeurosimError(name, f"at most {MOST_ROWS} rows of {MOST_LENGTH} characters", problem="too large")
    if lines_filled(lines) and all("=" in line for _, line in lines_filled(lines)):
        return from_lines(lines_filled(lines), name)
    found, columns = {}, 2
    for line, cells in turned(list(rows(text, name))):
        place = f"{name}:{line}"
        if len(cells) < 2 or not cells[0]:
            raise NeurosimError(place, "a name and a number", got=repr(",".join(cells)[:60]))
        if is_header(cells) and not found:
            columns = len(cells)
            continue
        if columns < 3 <= len(cells) and is_broken_number(cells):
            name, whole, decimals = (cell[:20] for cell in cells[:3])
            raise NeurosimError(place, f'quotes around a decimal comma, as in {name},"{whole},{decimals}"')
        if cells[1]:
            if found.setdefault(cells[0], (cells[1], place))[0] != cells[1]:
                raise NeurosimError(place, f"one number for {cells[0][:60]}", problem="given twice")
    if not found:
        raise NeurosimError(name, "at least one row with a name and a number")
    return found


def from_json(text, name):
    """Numbers stay text, so that no digit of theirs is lost; what is no number is called as JSON does."""
    import json

    def pairs(given):
        if len({key for key, _ in given}) < len(given):
            raise NeurosimError(name, "each name once")
        return dict(given)
    try:
        found = json.loads(text, parse_float=str, parse_int=str, parse_constant=Literal, object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:
        if isinstance(error, NeurosimError):
            raise
        raise NeurosimError(name, "a JSON object of names and numbers", problem=str(error)) from None
    return {each: (without_null(value), name) for each, value in found.items()}


def without_null(value):
    """The same with a Literal for each null in it, which is None to Python."""
    if isinstance(value, list):
        return list(map(without_null, value))
    return Literal("null") if value is None else value


def lines_filled(lines):
    """(number, line) of each that says something, without its comment."""
    said = ((number, line.partition("#")[0].strip()) for number, line in enumerate(lines, 1))
    return [(number, line) for number, line in said if line]


def from_lines(lines, name):
    found = {}
    for number, line in lines:
        written, _, value = map(str.strip, line.partition("="))
        if not written or not value:
            raise NeurosimError(f"{name}:{number}", "name = value", got=repr(line[:60]))
        if found.setdefault(written, (value, f"{name}:{number}"))[0] != value:
            raise NeurosimError(f"{name}:{number}", f"one number for {written[:60]}", problem="given twice")
    return found


def turned(rows):
    """A row for each name, of two rows of which the first has the names and the second the numbers."""
    if len(rows) != 2 or not rows[1][1] or not is_number(rows[1][1][0]) or any(map(is_number, rows[0][1])):
        return rows
    (_, names), (line, numbers) = rows
    return [(line, [written, number]) for written, number in zip(names, numbers)]


def is_number(cell):
    return bool(re.match(r"[+\-−]?[.,]?\d", cell))


def rows(text, name):
    """(line, cells) of each row that is not blank; a leading ' that keeps spreadsheets from computing is taken away."""
    import csv
    from io import StringIO
    first = next(filter(str.strip, text.splitlines()), "")
    by_semicolons = first.count(";") > first.count(",") or ";" in first and '"' not in first
    separator = "\t" if "\t" in first else ";" if by_semicolons else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True)
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield reader.line_num, [cell.strip().removeprefix("'") for cell in cells]
    except csv.Error as error:
        raise NeurosimError(f"{name}:{reader.line_num}", "comma-separated values", problem=str(error)) from None


def is_broken_number(cells):
    """Whether a decimal comma without quotes has made two cells of one number: 0 and 3589."""
    return cells[1].lstrip("+-−").isdecimal() and cells[2].isdecimal()


def is_header(cells):
    return not any(sign.isdigit() for sign in cells[1])
