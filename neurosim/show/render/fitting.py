"""Lines and tables no wider than a terminal: prose is wrapped, a table is broken into groups of columns.

`most` is the width, None for as wide as it needs.
"""

import re

from .plain import width

GAP = 2           # between two columns
PADDING = 2       # tabulate's: a column is that much wider than its header
PROSE, NARROW = 24, 12    # a column of text that is wider may be wrapped down to this; to that where nothing else helps
HANGING = " " * 4


def wrapped(text, most=None, hanging=""):
    """The lines of a text, broken between words; those after the first are indented like the first, and `hanging`.

    >>> wrapped("  a line that is too long", 14)
    ['  a line that', '  is too long']
    """
    if most is None or width(text) <= most:
        return [text]
    margin = text[:len(text) - len(text.lstrip(" "))]
    lines, room = [""], most - len(margin)
    for word in re.findall(r"\S+ *", text):
        if lines[-1] and width(lines[-1] + word.rstrip(" ")) > room:
            lines.append(hanging)
        lines[-1] += word
    return [margin + line.rstrip(" ") for line in lines]


def narrowed(text, most=None):
    """A text of several lines; of one that is too long, what stands far to the right comes nearer, or below it."""
    return "\n".join(each for line in text.split("\n") for each in broken(line, most))


def broken(line, most):
    if most is None or width(line) <= most:
        return [line]
    margin = re.match(" *", line)[0]
    first, *rest = re.split("  +", line.strip(" "), maxsplit=1)
    gap = most - width("".join([margin, first, *rest]))
    if rest and gap >= 2:
        return [margin + first + " " * gap + rest[0]]
    return [each for indent, part in zip([margin, margin + HANGING], [first, *rest])
            for each in wrapped(indent + part, most, HANGING)]


# Tables.

class Cells:
    """Cells of text in columns; `right` says for each column whether it leans to the right."""

    def __init__(self, headers, rows, right):
        self.headers, self.rows, self.right = headers, rows, right

    def widths(self):
        """As wide as the widest cell."""
        return [max(map(width, [header + PADDING * " ", *cells])) for header, *cells in self.columns()]

    def columns(self):
        return list(zip(self.headers, *self.rows))

    def least_widths(self, prose=PROSE):
        """With headers wrapped, and columns of prose."""
        return [max(least_width(cells, prose), longest_word(header) + PADDING) for header, *cells in self.columns()]

    def group(self, places):
        """Some of the columns."""
        def taken(cells):
            return [cells[place] for place in places]
        return Cells(taken(self.headers), list(map(taken, self.rows)), taken(self.right))

    def fitted(self, most):
        """The same with what is too wide wrapped, as a cell of several lines."""
        least = self.least_widths()
        if total_width(least) > most:
            least = self.least_widths(NARROW)
        widths = granted(least, self.widths(), most)

        def wrap(cells, padding=0):
            return ["\n".join(wrapped(cell.strip(" "), wide - padding)) if width(cell) > wide - padding else cell
                    for cell, wide in zip(cells, widths)]
        return Cells(wrap(self.headers, PADDING), list(map(wrap, self.rows)), self.right)


def least_width(cells, prose):
    widest = max(map(width, cells), default=0)
    has_words = any(" " in cell.strip() and len(cell) > prose for cell in cells)
    return max(min(widest, prose), *map(longest_word, cells)) if has_words else widest


def longest_word(text):
    return max(map(width, text.split()), default=0)


def total_width(widths):
    return sum(widths) + GAP * (len(widths) - 1)


def granted(least, wanted, most):
    """The least width of each column, and of what is left as much as it wants, the modest ones first."""
    widths, left = list(least), most - total_width(least)
    order = sorted(range(len(least)), key=lambda place: wanted[place] - least[place])
    for rank, place in enumerate(order):
        more = max(min(wanted[place] - least[place], left // (len(order) - rank)), 0)
        widths[place], left = widths[place] + more, left - more
    return widths


def grids(grid, most=None):
    """The table as one that fits or, where it does not, as several: each has the first column, and some of the others.

    >>> [each.headers for each in grids(Cells(["", "one", "two"], [["w1", "0.1234567", "0.7654321"]], [0, 1, 1]), 16)]
    [['', 'one'], ['', 'two']]
    """
    if most is None or total_width(grid.widths()) <= most:
        return [grid]
    return [grid.group(places).fitted(most) for places in groups(grid.least_widths(), most)]


def groups(widths, most):
    """The places of the columns that stand together."""
    found = [[0]]
    for place in range(1, len(widths)):
        if len(found[-1]) > 1 and total_width([widths[each] for each in [*found[-1], place]]) > most:
            found.append([0])
        found[-1].append(place)
    return found
