"""Matrices of numbers, as programs have and print them, taken apart into numbers with names."""

import re

from ..core.guard.arrays import plain
from ..core.guard.errors import NeurosimError, echo
from .matrix_names import names_of, read_form

BETWEEN_NUMBERS = re.compile(r"(?<=[\d.])[\s]+(?=[-+.\d])")
BETWEEN_ROWS = re.compile(r"\][\s]*,?[\s]*\[")


def spread(given, names, samples):
    """A dict, name -> number, of one that has matrices and places in matrices among its values.

    >>> from neurosim.core.network import NeuralNetwork
    >>> from neurosim.explain.naming import Names
    >>> names = Names(NeuralNetwork.build(2, 2, 1, seed=1))
    >>> spread({"dW2": [[0.1], [0.2]], "dW1[1][0]": 0.3, "z1": "[0.5 0.6]", "E": 0.4}, names, 1)
    {'dE_dw5': 0.1, 'dE_dw6': 0.2, 'dE_dw2': 0.3, 'net_h1': '0.5', 'net_h2': '0.6', 'E': 0.4}
    """
    values = {written: as_lists(value) for written, value in given.items()}
    forms = {written: read_form(written, names, samples) for written, value in values.items()}
    rows, found = rows_meant(values, forms), {}
    for written, value in values.items():
        form = forms[written]
        if isinstance(value, list) and form is not None and not form.place:
            put(found, zip(names_in(form, value, rows), flat(value)))
        elif form is not None and form.place:
            put(found, [(place_meant(form, names, samples, rows), value)])
        else:
            put(found, [(written, value)])
    return found


def as_lists(value):
    """Arrays and tensors as lists; text that is a matrix as lists of text, so that no digit is lost."""
    if isinstance(value, str) and value.strip().startswith("["):
        return read_rows(value)
    found = plain(value)
    return list(map(as_lists, found)) if isinstance(found, list) else found


def read_rows(text):
    """
    >>> read_rows("[[0.10, 2]; [3, -4]]"), read_rows("[[0.10 2.]\\n [3. -4.]]"), read_rows("[1, 2")
    ([['0.10', '2'], ['3', '-4']], [['0.10', '2.'], ['3.', '-4.']], '[1, 2')
    """
    rows = BETWEEN_ROWS.split(BETWEEN_NUMBERS.sub(",", text.strip().replace("];", "],")))
    if text.count("[") != text.count("]"):
        return text
    numbers = [[cell.strip() for cell in row.strip("[] \n").split(",")] for row in rows]
    return numbers if text.strip().startswith("[[") else numbers[0]


def shape_of(value):
    """(rows, columns), where all rows are as long as the first; (count,) of a list of numbers."""
    if not isinstance(value[0] if value else 0, list):
        return (len(value),)
    return (len(value), len(value[0])) if len({len(row) for row in value if isinstance(row, list)}) == 1 else ()


def rows_meant(values, forms):
    """What a row of each kind of matrix belongs to, as far as the shapes of all of them tell: {axes: row}."""
    may_be = {}
    for written, form in forms.items():
        if form is not None and not form.fixed:
            axes, value = frozenset(form.grid.axes), values[written]
            fitting = rows_fitting(form, value) if isinstance(value, list) and not form.place else rows_of_place(form)
            may_be.setdefault(axes, []).append(fitting)
    common = {axes: set.intersection(*sets) for axes, sets in may_be.items()}
    return {axes: rows.pop() for axes, rows in common.items() if len(rows) == 1}


def rows_fitting(form, value):
    """A list of numbers fits both ways, a matrix as it lies. NeurosimError where neither does."""
    shape, (height, width) = shape_of(value), form.grid.shape
    if len(shape) == 1 and shape[0] == height * width and 1 in (height, width):
        return set(form.grid.axes)
    fitting = {axis for axis, wanted in zip(form.grid.axes, ((height, width), (width, height))) if wanted == shape}
    if not fitting:
        expected = f"{height} × {width} numbers" + (f", or {width} × {height}" if height != width else "")
        raise NeurosimError(f"answers.{form.written}", expected, got=" × ".join(map(str, shape)) or echo(value))
    return fitting


def rows_of_place(form):
    return {row for row in form.grid.axes if form.one(row)}


def names_in(form, value, rows):
    """The names in the order of the numbers of a matrix."""
    grid, row = form.grid, rows.get(frozenset(form.grid.axes))
    if form.fixed:
        return names_as_written(form, value)
    fitting = rows_fitting(form, value)
    if len(fitting) > 1 and row is None and 1 not in grid.shape:
        one, other = (f"{form.written}[{a}][{b}]" for a, b in (grid.axes, grid.axes[::-1]))
        raise NeurosimError(f"answers.{form.written}", f"its name as {one} or {other}",
                            problem=f"square: a row may be of one {grid.axes[0]} or of one {grid.axes[1]}")
    row = row if row in fitting else min(fitting)
    return (grid if row == grid.axes[0] else grid.turned()).names()


def names_as_written(form, value):
    height, width = form.grid.shape
    if shape_of(value) not in ((height, width), (height * width,)):
        got = " × ".join(map(str, shape_of(value)))
        raise NeurosimError(f"answers.{form.written}", f"{height} × {width} numbers", got=got)
    return form.grid.names()


def place_meant(form, names, samples, rows):
    found = names_of(form.written, names, samples, rows.get(frozenset(form.grid.axes)))
    if len(found) == 1:
        return found[0]
    problem = "no such place" if not found else "may be any of several"
    raise NeurosimError(f"answers.{form.written}", f"one of {', '.join(found)}" if found else "", problem=problem)


def put(found, pairs):
    for name, value in pairs:
        if name in found and found[name] != value:
            raise NeurosimError(f"answers.{name}", f"one number for {name}", problem="given twice")
        found[name] = value


def flat(value):
    return [each for row in value for each in (flat(row) if isinstance(row, list) else [row])]
