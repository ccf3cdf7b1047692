r"""A LaTeX document for pdflatex, in plain ASCII: derivations in `align`, and nothing wider than the page.

Widths are estimated in ems, rather too wide than too narrow. A long side is broken at its signs; what cannot be broken is
made to fit by \fits. Columns that do not fit beside each other are set below each other.
"""

from copy import copy
from itertools import groupby
from math import ceil

from ...explain.typesetting import LATEX
from ..report.blocks import SideBySide, Equation, Heading, Listing, Name, Paragraph, Product, Table
from .common import (compared_rows, displayed_comparison, displayed_equation, displayed_givens, displayed_product,
                     givens_together, latex_length, latex_rows, leaning_right, listed, product_sides, sides_of,
                     table_number)
from .latex_text import LONG, escaped, words
from .plain import printable

BEGIN = r"""\documentclass[10pt,a4paper,fleqn]{article}
\usepackage[margin=2cm]{geometry}
\usepackage{amsmath,array,graphicx}
\allowdisplaybreaks
\setlength{\parindent}{0pt}
\setlength{\parskip}{6pt}
\setlength{\tabcolsep}{4pt}
\setlength{\extrarowheight}{2pt}
\raggedbottom
\newsavebox{\formula}
\newcommand{\fits}[1]{\sbox{\formula}{$\displaystyle #1$}%
  \ifdim\wd\formula>0.8\linewidth \resizebox{0.8\linewidth}{!}{\usebox{\formula}}\else\usebox{\formula}\fi}
\begin{document}
\raggedright
"""
END = "\\end{document}\n"
WIDEST = 70        # letters of a formula on a line
LINE = 50.0        # ems of a line of a table
GAP = 0.9          # ems between two columns
NARROWEST = 12.0   # ems of a column of text that is broken into lines
STRUT = r"\rule[-5pt]{0pt}{16pt}"    # room for the fractions of a row
MOST_LINES = 24    # of a table in one piece; the next piece begins with the headers


def render(blocks, digits=None, ascii_only=False):
    """The blocks as a whole document, one chunk for a block or for a run of equations."""
    yield BEGIN
    for is_equation, run in groupby(givens_together(blocks), lambda block: isinstance(block, Equation)):
        yield from aligned(run, digits) if is_equation else (SHOW[type(block)](block, digits) + "\n\n" for block in run)
    yield END


SECTIONS = {1: "section", 2: "subsection", 3: "subsubsection"}


def heading(block, digits):
    return rf"\{SECTIONS[block.level]}*{{{words(block.text)}}}"


def paragraph(block, digits):
    return words(block.text)


# Tables.

def table(block, digits):
    """The columns side by side; those that do not fit, below, with the first column once more, for the rows that they
    say something of."""
    number, right = table_number(digits), leaning_right(block)
    columns = [Column([header, *[row[place] for row in block.rows]], leans, number)
               for place, (header, leans) in enumerate(zip(block.headers, right))]
    caption = rf"\textbf{{{words(block.caption)}}}\\*[2pt]" + "\n" if block.caption else ""
    pieces = (piece for group in sayings(columns) for piece in tabulars(fitted(group)))
    return "\\par\n" + caption + "\\par\n".join(pieces)


def listing(block, digits):
    return table(listed(block), digits)


class Column:
    """The cells of a column, the header first; its width in ems as it would like to be, and at the least, if
    words are to be broken into lines and numbers are not."""

    def __init__(self, cells, leans, number):
        self.cells, self.leans = [cell_text(cell, number) for cell in cells], leans
        self.widths = [text_width(cell, number) for cell in cells]
        self.width = max(self.widths)
        self.narrowest = max([NARROWEST, *[width for width in self.widths[1:] if leans and width <= LINE / 2]])
        self.is_broken = False

    def of(self, rows):
        """The same with some of its rows."""
        other = copy(self)
        other.cells, other.widths = ([cells[row] for row in rows] for cells in (self.cells, self.widths))
        return other

    def shares(self):
        """How much of a line each cell takes."""
        return [width / self.width for width in self.widths]

    @property
    def layout(self):
        if self.is_broken:
            return rf">{{\ragged{'left' if self.leans else 'right'}\arraybackslash}}p{{{self.width:.1f}em}}"
        return f"w{{{'r' if self.leans else 'l'}}}{{{self.width:.1f}em}}"


def cell_text(cell, number):
    if cell is None or isinstance(cell, str):
        return words(cell or "")
    return number_text(cell, number)


def number_text(value, number):
    if isinstance(value, int):
        return str(value)
    text = LATEX.number_text(value, number)[1]
    return f"${text}$" if len(text) < 2 * LONG else escaped(number(value))


NARROW, WIDE = "iljtfrI.,:;|'()[]! ", "mwMWQO@%&∂½Σ→·−×η∞≥≤—…"


def text_width(cell, number):
    """About how wide a cell is, in ems."""
    if isinstance(cell, Name):
        return 0.6 * latex_length(LATEX.name(cell)) + 0.5
    if cell is None or isinstance(cell, str):
        return 0.3 + sum(map(letter_width, printable(cell or "")))
    text = number_text(cell, number).strip("$")
    return 0.52 * latex_length(text.removeprefix("-")) + 0.8 * text.startswith("-") + 0.3


def letter_width(letter):
    """What is not ASCII may be numbered: [U+6A29]."""
    if letter in NARROW or letter in WIDE:
        return 0.38 if letter in NARROW else 0.9
    return 0.55 if letter.islower() or letter.isdigit() else 0.78 if letter.isascii() else 4.2


def sayings(columns):
    """The groups of columns, the further ones with no row, and no group, that says nothing new."""
    first, *others = groups(columns)
    yield first
    for names, *group in others:
        rows = [place for place in range(1, len(names.cells)) if any(column.cells[place] for column in group)]
        if rows:
            yield [column.of([0, *rows]) for column in (names, *group)]


def groups(columns):
    """The columns that are set side by side. The first stands in every group."""
    first, *rest = columns
    group = [first]
    for column in rest:
        if len(group) > 1 and least(group) + least([column]) > LINE:
            yield group
            group = [first]
        group.append(column)
    yield group


def least(columns):
    """The width that they need if text is broken into lines."""
    return sum(min(column.narrowest, column.width) for column in columns) + GAP * len(columns)


def fitted(columns):
    """The same, with wide columns made narrower where the line asks for it, each by its share."""
    columns = list(map(copy, columns))
    flexible = [column for column in columns if column.width > column.narrowest]
    too_much = sum(column.width for column in columns) + GAP * len(columns) - LINE
    if flexible and too_much > 0.0:
        share = min(1.0, too_much / sum(column.width - column.narrowest for column in flexible))
        for column in flexible:
            column.width, column.is_broken = column.width - (column.width - column.narrowest) * share, True
    return columns


def tabulars(columns):
    """The rows in pieces that fit on a page, each under the headers."""
    layout = "@{}" + "".join(column.layout for column in columns) + "@{}"
    lines = [" & ".join(row) + r" \\" for row in zip(*[column.cells for column in columns])]
    headers, *rows = [STRUT + line if r"\frac" in line else line for line in lines]
    for start, end in pages([lines_in(row) for row in zip(*[column.shares() for column in columns])][1:]):
        head = [headers, r"\hline"] if headers.strip(r" &\\") else []
        body = "\n".join([r"\hline", *head, *rows[start:end], r"\hline"])
        yield f"{{\\small\\begin{{tabular}}{{{layout}}}\n{body}\n\\end{{tabular}}}}\n"


def lines_in(shares):
    """The lines that a row takes; broken words leave gaps."""
    return max(ceil(1.2 * share) if share > 1.0 else 1 for share in shares)


def pages(lines):
    """(start, end) of the rows that go together."""
    start, taken = 0, 0
    for place, count in enumerate(lines):
        if taken and taken + count > MOST_LINES:
            yield start, place
            start, taken = place, 0
        taken += count
    yield start, len(lines)


# Equations.

def aligned(equations, digits):
    """Equations below each other. What a formula does not say stands before it, so that a new alignment begins."""
    together = []
    for block in equations:
        if block.note and together:
            yield in_align(together)
            together = []
        if block.note:
            yield rf"\emph{{{words(block.note)}:}}" + "\n"
        first, *rest = rows_of(sides_of(block, LATEX, digits))
        together.append([f"{LATEX.name(block.name)} {first}", *rest])
    yield in_align(together)


def rows_of(sides, begin="&= "):
    return latex_rows(sides, begin, WIDEST, fitting)


def fitting(line):
    return line if latex_length(line) <= WIDEST else rf"\fits{{{line}}}"


def in_align(equations):
    """Each equation a list of rows, which stay on one page."""
    rows = " \\\\[6pt]\n".join(" \\\\*\n".join(rows) for rows in equations)
    return f"\\begin{{align*}}\n{rows}\n\\end{{align*}}\n\n"


def product(block, digits):
    names, *sides = product_sides(block, LATEX, digits)
    return f"{words(block.label)}:\n" + in_align([[*rows_of([names], "&"), *rows_of(sides)]]).rstrip()


def comparison(block, digits):
    return in_align(list(compared_rows(block, digits, rows_of))).rstrip()


SHOW = {Heading: heading, Paragraph: paragraph, Table: table, Product: product, list: displayed_givens, Listing: listing,
        SideBySide: comparison}


# In a notebook: no commands but those of amsmath, which MathJax has, too.

def fragment(blocks):
    """The blocks as a part of something, such as a notebook; formulas and tables between $$."""
    return "\n\n".join(IN_NOTEBOOK[type(block)](block, None) for block in givens_together(blocks))


def heading_in_line(block, digits):
    return rf"\textbf{{{words(block.text)}}}"


def equation(block, digits):
    return (rf"\emph{{{words(block.note)}:}}" + "\n\n" if block.note else "") + displayed_equation(block, digits)


def product_in_line(block, digits):
    return f"{words(block.label)}:\n\n{displayed_product(block, digits)}"


def array(block, digits):
    number = table_number(digits)
    rows = [[rf"\text{{{cell_text(cell, number)}}}" for cell in row] for row in [block.headers, *block.rows]]
    lines = [" & ".join(row) + r" \\" for row in rows]
    layout = "".join("r" if leans else "l" for leans in leaning_right(block))
    caption = rf"\textbf{{{words(block.caption)}}}" + "\n\n" if block.caption else ""
    body = "\n".join([f"{lines[0]} \\hline", *lines[1:]] if any(block.headers) else lines[1:])
    return caption + f"$$\n\\begin{{array}}{{{layout}}}\n{body}\n\\end{{array}}\n$$"


IN_NOTEBOOK = {Heading: heading_in_line, Paragraph: paragraph, Table: array, Equation: equation, Product: product_in_line,
               list: displayed_givens, Listing: lambda block, digits: array(listed(block), digits), SideBySide: displayed_comparison}
