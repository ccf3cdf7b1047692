"""Tables in LaTeX, none wider than the page: columns that do not fit beside each other are set below each other."""

from copy import copy
from math import ceil

from ...explain.typesetting import LATEX
from ..report.blocks import Formula, Gap, Name
from .common import formula_text, latex_length, leaning_right, listed, table_number
from .latex_text import LONG, escaped, words
from .plain import printable

LINE = 50.0        # ems of a line of a table
GAP = 0.9          # ems between two columns
NARROWEST = 12.0   # ems of a column of text that is broken into lines
STRUT = r"\rule[-5pt]{0pt}{16pt}"    # room for the fractions of a row
MOST_LINES = 16    # of a table that stays on one page; a longer one may break between its rows, and repeats the headers


def table(block, digits):
    """The columns side by side; those that do not fit, below, with the first column once more, for the rows that they
    say something of."""
    number, right = table_number(digits), leaning_right(block)
    columns = [Column([header, *[row[place] for row in block.rows]], leans, number)
               for place, (header, leans) in enumerate(zip(block.headers, right))]
    first, *others = map(fitted, sayings(columns))
    caption = rf"\textbf{{{words(block.caption)}}}" if block.caption else ""
    return "\\par\n" + "\\par\n".join([tabular(first, caption), *map(tabular, others)])


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
    if isinstance(cell, Formula):
        return f"${formula_text(cell, LATEX)}$"
    if isinstance(cell, Gap):
        return rf"\rule{{0pt}}{{15pt}}\rule{{{cell.letters / 2:g}em}}{{0.4pt}}"
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
    if isinstance(cell, Formula):
        return 0.52 * latex_length(formula_text(cell, LATEX)) + 0.5
    if isinstance(cell, Gap):
        return cell.letters / 2
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


def tabular(columns, caption=""):
    """The rows under the headers: a table that stays in one piece, or a long one that breaks between them."""
    layout = "@{}" + "".join(column.layout for column in columns) + "@{}"
    lines = [" & ".join(row) + r" \\" for row in zip(*[column.cells for column in columns])]
    headers, *rows = [STRUT + line if r"\frac" in line else line for line in lines]
    head = [r"\hline", *[headers, r"\hline"] * bool(headers.strip(" &\\"))]
    is_long = sum(map(lines_in, zip(*[column.shares()[1:] for column in columns]))) > MOST_LINES
    return (long_table if is_long else short_table)(layout, len(columns), caption, head, rows)


def short_table(layout, count, caption, head, rows):
    body = "\n".join([*head, *rows, r"\hline"])
    title = caption + "\\\\*[2pt]\n" if caption else ""
    return f"{title}{{\\small\\begin{{tabular}}{{{layout}}}\n{body}\n\\end{{tabular}}}}\n"


def long_table(layout, count, caption, head, rows):
    """On each page with its headers and a line below; the first two rows stay together, and the last two."""
    title = rf"\multicolumn{{{count}}}{{@{{}}l}}{{\titled{{{caption}}}}}\\*[2pt]" + "\n" if caption else ""
    tied = [row + "*" if place in (0, len(rows) - 2) else row for place, row in enumerate(rows)]
    heading = "\n".join(head).replace("\\\\\n", "\\\\*\n")
    return (f"{{\\small\\begin{{longtable}}[l]{{{layout}}}\n{title}{heading}\n\\endfirsthead\n{heading}\n\\endhead\n"
            "\\hline\n\\endfoot\n" + "\n".join(tied) + "\n\\end{longtable}}\n")


def lines_in(shares):
    """The lines that a row takes; broken words leave gaps."""
    return max(ceil(1.2 * share) if share > 1.0 else 1 for share in shares)
