"""Text for people at a terminal."""

from ...explain.notation import TEXT, pretty, shown
from ..report.blocks import SideBySide, Equation, Heading, Listing, Name, Paragraph, Product, Table
from .common import FORMULA_DIGITS, leaning_right, lines_of, product_sides, sides_of, table_number
from .fitting import HANGING, Cells, grids, wrapped
from .plain import plain, printable, width
from .tables import table, tabulator

SHORT = 39    # an equation of three sides or more that fits in so many columns stays on one line
ROOM = 20     # what is left of a line beside other columns must have so much, or comes below them


class Style:
    """How many digits, which signs, and how wide a line may be (None: as wide as it needs)."""

    def __init__(self, digits=None, ascii_only=False, most=None):
        self.digits, self.sign, self.most = digits, plain if ascii_only else str, most

    def words(self, text):
        return self.sign(words(text))

    def lines(self, text, hanging=""):
        return "\n".join(wrapped(text, self.most, hanging))


def render(blocks, digits=None, ascii_only=False, most=None):
    """The blocks as text, one chunk a block, so that long reports can be written as they come."""
    style, previous = Style(digits, ascii_only, most), None
    for block in blocks:
        goes_on = type(block) is type(previous) and isinstance(block, (Equation, Product))
        gap = "" if previous is None or goes_on else "\n"
        yield gap + SHOW[type(block)](block, style) + "\n"
        previous = block


def fragment(blocks):
    """The blocks as one text, to be printed."""
    return "".join(render(blocks)).rstrip("\n")


def heading(block, style):
    text = style.lines(style.words(block.text))
    line = ("=" if block.level == 1 else "-") * max(map(width, text.split("\n")))
    return f"{text}\n{line}" if block.level < 3 else text


def paragraph(block, style):
    return style.lines(style.words(block.text))


def words(text):
    return pretty(text) if isinstance(text, Name) else printable(text)


def table_text(block, style):
    number = table_number(style.digits)
    cells = [[style.sign(cell_text(cell, number)) for cell in row] for row in block.rows]
    headers = [style.sign(cell_text(cell, number)) for cell in block.headers]
    caption = style.lines(style.words(block.caption)) + "\n" if block.caption else ""
    found = grids(Cells(headers, cells, leaning_right(block)), style.most if tabulator() else None)
    return caption + "\n\n".join(table(grid.headers, grid.rows, grid.right) for grid in found)


def cell_text(cell, number):
    if cell is None:
        return ""
    return words(cell) if isinstance(cell, str) else str(cell) if isinstance(cell, int) else number(cell)


def equation(block, style):
    """name = symbols = numbers = value, on one line where that is short, else one below the other."""
    name, sides = style.sign(pretty(block.name)), signed(sides_of(block, TEXT, style.digits), style)
    note = style.sign(f"    {block.note}" if block.note else "")
    line = " = ".join([name, *map(" ".join, sides)])
    if (len(sides) < 3 or len(line) <= SHORT) and fits(line + note, style):
        return line + note
    margin = " " * width(name)
    first, *rest = [side_lines(margin, side, style) for side in sides]
    beside, below = (note, []) if fits(first + note, style) else ("", [style.lines(margin + note, HANGING)])
    return "\n".join([name + first[len(margin):] + beside, *below, *rest])


def signed(sides, style):
    return [[style.sign(piece) for piece in side] for side in sides]


def fits(text, style):
    """Whether the last line of it does."""
    return style.most is None or width(text.rpartition("\n")[2]) <= style.most


def side_lines(margin, side, style):
    """One side of an equation; a long one goes on below itself."""
    if style.most is None:
        return f"{margin} = {' '.join(side)}"
    return f"{margin} = " + f"\n{margin}   ".join(formula_lines(side, max(style.most - len(margin) - 3, ROOM)))


def formula_lines(side, room):
    """Broken between its pieces, and a piece that is too long anywhere."""
    return [each for line in lines_of(side, room, width) for each in wrapped(line, room)]


def product(block, style):
    first, *rest = signed(product_sides(block, TEXT, style.digits), style)
    lines = [" ".join([style.sign(block.label) + ":", *first])]
    if not fits(lines[0], style):
        lines = [style.sign(block.label) + ":", *[HANGING + line for line in formula_lines(first, style.most - 4)]]
    return "\n".join([*lines, *[side_lines("   ", side, style) for side in rest]])


def listing(block, style):
    rows = [[style.words(cell) for cell in row] for row in block.rows]
    return "\n".join(listed_line(cells, style) for cells in columns(rows))


def listed_line(cells, style):
    """The cells beside each other; where that is too wide, the last one goes on below itself."""
    line = "  ".join(cells).rstrip()
    before = width("  ".join([*cells[:-1], ""]))
    if fits(line, style):
        return line
    if style.most - before < ROOM:
        return style.lines(line, HANGING)
    first, *rest = wrapped(cells[-1].strip(), style.most - before - 1)
    margin = " " * (len(cells[-1]) - len(cells[-1].lstrip(" ")))
    return "\n".join(["  ".join([*cells[:-1], margin + first]), *[" " * before + margin + line for line in rest]])


def comparison(block, style):
    """The formulas, sign below sign as far as they go together; then whose it is, and the value."""
    number = shown(style.digits, FORMULA_DIGITS)
    written = [style.sign(f"{pretty(block.name)} = {TEXT.write(body)}") for _, body, _ in block.sides]
    formulas = columns([formula.split(" ") for formula in written])
    formulas = columns([[" ".join(words).rstrip()] for words in formulas])
    labels = columns([[label] for label, _, _ in block.sides])
    values = ["" if value is None else style.sign(TEXT.number_text(value, number)[1]) for _, _, value in block.sides]
    lines = [f"{HANGING}{formula}        {label}    {value}".rstrip()
             for (formula,), (label,), value in zip(formulas, labels, values)]
    if all(fits(line, style) for line in lines):
        return "\n".join(lines)
    return "\n".join(f"{HANGING}{label}    {value}\n{style.lines(2 * HANGING + formula, HANGING)}"
                     for (label,), value, formula in zip(labels, values, written))


def columns(rows):
    """Cells made as wide as the widest of their column; as they are, where the rows are not of one length."""
    if len(set(map(len, rows))) > 1:
        return rows
    widths = [max(map(width, column)) for column in zip(*rows)]
    return [[cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths)] for row in rows]


SHOW = {Heading: heading, Paragraph: paragraph, Table: table_text, Equation: equation, Product: product,
        Listing: listing, SideBySide: comparison}
