"""Inputs without targets in a CSV file, which a network is to answer."""

from itertools import chain

from ..core.guard.errors import NeurosimError
from .csv_rows import csv_lines, is_header, plain_cells, separator_of, too_large
from .csv_samples import cell_value
from .csv_table import fault
from .schema import Place, Reading, counted
from .source import read_bytes, shown, text_of


def read_inputs(path, count, names=()):
    """So many numbers of each row, by the columns' names where a header has them all. NeurosimError names line and
    column."""
    name = shown(path)
    text = text_of(read_bytes(path, name, "a CSV file"), name)
    much, reading = too_large(list(map(len, text.splitlines()))), Reading("")
    if much:
        raise NeurosimError(name, much[1], problem=much[0])
    place = Place(name, reading)
    found = list(inputs_of(place, csv_lines(place, text, separator_of(text)), count, names))
    if reading.faults:
        raise reading.first_fault()
    if not found:
        raise NeurosimError(name, "at least one row of numbers")
    return found


def inputs_of(place, lines, count, names):
    first = next(lines, (1, ["x"]))
    headed = is_header(first[1])
    header = [cell.strip() for cell in first[1]] if headed else []
    by_name = bool(names) and set(names) <= set(header)
    columns = list(map(header.index, names)) if by_name else list(range(count))
    for line, cells in lines if headed else chain([first], lines):
        if len(cells) != (len(header) or count):
            fault(place, line, None, counted(len(header) or count, "number"), str(len(cells)))
        elif header and len(header) != count and not by_name:
            return fault(place, line, None, f"{counted(count, 'number')}, one for each input", str(len(cells)))
        else:
            chosen = [cells[column] for column in columns]
            yield plain_cells(chosen) or [cell_value(place, line, column + 1, cell)
                                          for column, cell in zip(columns, chosen)]
