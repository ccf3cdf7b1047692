"""The blocks that reports are made of. A format of `render` knows how to show each of them, and nothing else."""


class Name(str):
    """The name of a quantity, such as dE_dw5; the format writes it as people do."""


class Heading:
    def __init__(self, text, level=1):
        self.text, self.level = text, level


class Paragraph:
    def __init__(self, text):
        self.text = text


class Table:
    """Rows of cells: text, Name, number, Digits, or None for nothing."""

    def __init__(self, headers, rows, caption=""):
        self.headers, self.rows, self.caption = headers, rows, caption


class Digits:
    """A number that has its own digits, unless others are asked for: as text such as -3.2e-05, which a format writes as
    it writes numbers."""

    def __init__(self, text, value):
        self.text, self.value = text, value


class Equation:
    """A name, and the formula that gives it: as symbols, as numbers, with its terms worked out, and the value."""

    def __init__(self, name, body, value, note="", is_given=False):
        self.name, self.body, self.value, self.note, self.is_given = name, body, value, note, is_given


class Listing:
    """Rows of cells in columns, without headers."""

    def __init__(self, rows):
        self.rows = rows


class SideBySide:
    """Formulas for one quantity, one below the other: each side is (label, formula, value)."""

    def __init__(self, name, sides):
        self.name, self.sides = name, sides


class Product:
    """Numbered factors and what they multiply to: one path from the error to a weight."""

    def __init__(self, label, factors, value):
        self.label, self.factors, self.value = label, factors, value


class Curve:
    """Lines and dots over one axis: each series is (label, xs, ys, "line" or "dots").

    alike          label -> the label of what it belongs to, and has the colour of: targets to their output
    logarithmic    equal factors upwards are equally far apart
    log_across     the same across, with a place for 0
    """

    def __init__(self, title, across, up, series, logarithmic=False, log_across=False, alike=None):
        self.title, self.across, self.up, self.series = title, across, up, series
        self.alike = alike or {}
        self.logarithmic, self.log_across = logarithmic, log_across


class Field:
    """A number for every point of a plane, as a grid, and labelled dots in it: {label: [(x, y), ...]}."""

    def __init__(self, title, across, up, xs, ys, grid, dots):
        self.title, self.across, self.up, self.xs, self.ys, self.grid, self.dots = title, across, up, xs, ys, grid, dots


class Surface:
    """A height for every point of a plane, as a grid (None: it has none), and a path on it, [(x, y), ...], in order."""

    def __init__(self, title, across, up, xs, ys, grid, path):
        self.title, self.across, self.up, self.xs, self.ys, self.grid, self.path = title, across, up, xs, ys, grid, path


class Drawing:
    """A picture made of shapes (below; diagram.py makes one), so wide and high in points; `label` says what it shows.

    is_complete    whether all numbers stand in it
    """

    def __init__(self, shapes, width, height, is_complete=True, label="the network with its numbers"):
        self.shapes, self.width, self.height, self.is_complete, self.label = shapes, width, height, is_complete, label


class NewPage:
    """What follows begins a page."""


class Formula:
    """A cell of a Table: a formula over names, or over numbers; the format has its notation for it."""

    def __init__(self, body, with_values=False):
        self.body, self.with_values = body, with_values


class Gap:
    """A cell of a Table: a line to write on, so many letters long."""

    def __init__(self, letters=12):
        self.letters = letters


# The shapes of a Drawing. Up is less, as on a screen.

RADIUS = 17.0    # of a circle


class Circle:
    """A neuron or an input, with its name inside."""

    def __init__(self, x, y, text):
        self.x, self.y, self.radius, self.text = x, y, RADIUS, text


class Line:
    def __init__(self, x, y, to_x, to_y):
        self.x, self.y, self.to_x, self.to_y = x, y, to_x, to_y


class Label:
    """A text; `anchor` is the side of it that stands at (x, y): start, middle or end."""

    def __init__(self, x, y, text, anchor="middle"):
        self.x, self.y, self.text, self.anchor = x, y, text, anchor
