"""A layer's numbers at once, and places in a matrix: W1, dW2, z1, δ2, W1[0][1], W[2][1,2], w_12, a^[1]_2.

What stands in such a place depends on three things that not everybody writes the same way: whether a row of a matrix
is a neuron's or an input's, whether places are counted from 0 or from 1, and whether a column is a sample's. Each is
taken as it fits the shapes; where more than one does, nothing is guessed, and the names that would be plain are said.
"""

import re
from itertools import product

from .naming import after_step, name_of, slope_of, suffixes
from .written_names import LOSS_WORDS, plain, without_mark

LETTERS = {"W": "weights", "w": "weights", "Theta": "weights", "θ": "weights", "Θ": "weights", "B": "biases",
           "b": "biases", "Z": "net", "z": "net", "net": "net", "A": "out", "a": "out", "H": "out", "h": "out",
           "out": "out", "δ": "dE_dnet", "delta": "dE_dnet"}
SLOPES = {"weights": "weights", "biases": "biases", "net": "dE_dnet", "out": "dE_dout"}
LAYER = r"(?:\^?\[(?P<in_brackets>\d+)\]|\^\(?(?P<raised>\d+)\)?|(?P<plain>\d+)|_?(?P<named>h\d*|o)(?!\w))?"
PLACE = r"(?P<place>(?:\[\w+(?:,\w+)?\]){1,2}|_\d+(?:[,_]\d+)?|\(\d+,\d+\))?(?P<turned>\.?T)?"
FORM = re.compile(rf"(?P<slope>d{LOSS_WORDS}[_/]d|grad_?|∇_?|d)?(?P<letter>{'|'.join(LETTERS)}){LAYER}{PLACE}")
PLACE_FIRST = re.compile(r"^(.+?)(_\d+(?:,\d+)?)(\^.+)")          # w_12^[1] is w^[1]_12
MARK_FIRST = re.compile(r"^(.+?)(\+|_new|'|′)((?:\[|\().+)")      # W1'[0][1] is W1[0][1]'


class Grid:
    """The names of a layer's numbers of one kind, in rows; axes say what a row, and what stands in it, belongs to."""

    def __init__(self, names, axes):
        self.rows, self.axes = names, axes

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0])

    def turned(self):
        return Grid(list(map(list, zip(*self.rows))), self.axes[::-1])

    def names(self):
        return [name for row in self.rows for name in row]


class MatrixForm:
    """What somebody wrote for a layer's numbers, or for one of them.

    grid    as here: a row for each neuron           place    the indices written; () for all of them
    fixed   whether what a row belongs to is written: dW2[input][neuron], dW2.T
    """

    def __init__(self, written, grid, place, fixed):
        self.written, self.grid, self.place, self.fixed = written, grid, place, fixed

    def grids(self, row):
        """The grid as it may lie: a row for each neuron, or for each input (or sample)."""
        both = [self.grid, self.grid.turned()]
        return [self.grid] if self.fixed else [each for each in both if row in (None, each.axes[0])]

    def one(self, row=None):
        """Every name that the place may have."""
        found = {}
        for grid, first in product(self.grids(row), self.counted_from()):
            name = at(grid, [index - first for index in self.indices()])
            found[name] = None
        found.pop(None, None)
        return list(found)

    def indices(self):
        return [int(digits) for digits in re.findall(r"\d+", self.place)]

    def counted_from(self):
        """Programs count from 0, formulas from 1; [1,2] may be either."""
        if self.place[:1] in ("_", "("):
            return [1]
        return [0, 1] if "," in self.place and 0 not in self.indices() else [0]


def at(grid, place):
    """The name in a place; of a vector in a place of its own; None where there is none."""
    if len(place) == 1 and 1 in grid.shape:
        place = [0, *place] if grid.shape[0] == 1 else [*place, 0]
    height, width = grid.shape
    if len(place) == 2 and 0 <= place[0] < height and 0 <= place[1] < width:
        return grid.rows[place[0]][place[1]]
    return None


def read_form(written, names, samples):
    """The MatrixForm of what is written, for a network with these names and so many samples; None where it is none.

    >>> from neurosim.core.network import NeuralNetwork
    >>> from neurosim.explain.naming import Names
    >>> names = Names(NeuralNetwork.build(2, 3, 1, seed=1))
    >>> [read_form(name, names, 1).one() for name in ("W1[2][1]", "dW^[2]_3", "a1[0]", "z_h[2]")]
    [['w6'], ['dE_dw9'], ['out_h1'], ['net_h3']]
    """
    text, after = without_mark(MARK_FIRST.sub(r"\1\3\2", plain(written)))
    found = FORM.fullmatch(PLACE_FIRST.sub(r"\1\3\2", text))
    layer = found and layer_of(found, names)
    if layer is None:
        return None
    kind = SLOPES.get(LETTERS[found["letter"]]) if found["slope"] else LETTERS[found["letter"]]
    grid = kind and grid_of(names, kind, layer, samples, bool(found["slope"]), after)
    return grid and form_of(written, grid, found["place"] or "", bool(found["turned"]))


def layer_of(found, names):
    """The place of the layer that is meant, which need not be written where there is one only."""
    number = found["in_brackets"] or found["raised"] or found["plain"]
    layers = names.layers if found["named"] else [str(place + 1) for place, _ in enumerate(names.layers)]
    written = found["named"] or number or (layers[0] if len(layers) == 1 else "")
    return layers.index(written) if written in layers else None


def form_of(written, grid, place, turned):
    axes = tuple(re.findall(r"[a-z]+", place))
    if axes and axes not in (grid.axes, grid.axes[::-1]):
        return None
    if grid.axes[1] == "input":
        place = re.sub(r"^_(\d)(\d)$", r"_\1,\2", place)    # w1_12 has two indices
    lies = turned or bool(axes) and axes != grid.axes
    return MatrixForm(written, grid.turned() if lies else grid, "" if axes else place, turned or bool(axes))


def grid_of(names, kind, layer, samples, slope, after):
    """The names of one kind in a layer: weights as neurons by inputs, others as neurons by samples."""
    if kind in ("weights", "biases"):
        rows = names.weights[layer] if kind == "weights" else [[b] for b in names.biases[layer]]
        axes = ("neuron", "input") if kind == "weights" else ("neuron", "")
        if slope:
            rows = [[slope_of("E", name) for name in row] for row in rows]
    else:
        axes = ("neuron", "sample")
        rows = [[name_of(kind, h) + suffix for suffix in suffixes(samples)] for h in names.neurons[layer]]
    return Grid([list(map(after_step, row)) for row in rows] if after else rows, axes) if rows else None


def names_of(written, names, samples, row=None):
    """The names that it may have: those of a place, or of a whole layer; none where it is no such form.

    row    what a row belongs to, where that is known
    """
    form = read_form(written, names, samples)
    if form is None:
        return []
    return form.one(row) if form.place else form.grid.names()


def all_names(written, names, samples):
    """The rows of names of a whole layer; None where it is none."""
    form = read_form(written, names, samples)
    return form and not form.place and form.grid.rows or None
