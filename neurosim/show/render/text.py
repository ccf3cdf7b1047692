"""Text for people at a terminal."""

from ...explain.notation import TEXT, pretty, shown
from ..report.blocks import SideBySide, Equation, Heading, Listing, Name, Paragraph, Product, Table
from .common import FORMULA_DIGITS, leaning_right, product_sides, sides_of, table_number
from .plain import plain, printable, width
from .tables import table

SHORT = 39    # an equation of three sides or more that fits in so many columns stays on one line


def render(blocks, digits=None, ascii_only=False):
    """The blocks as text, one chunk a block, so that long reports can be written as they come."""
    sign = plain if ascii_only else str
    previous = None
    for block in blocks:
        goes_on = type(block) is type(previous) and isinstance(block, (Equation, Product))
        gap = "" if previous is None or goes_on else "\n"
        yield gap + SHOW[type(block)](block, digits, sign) + "\n"
        previous = block


def fragment(blocks):
    """The blocks as one text, to be printed."""
    return "".join(render(blocks)).rstrip("\n")


def heading(block, digits, sign):
    text = sign(words(block.text))
    return f"{text}\n{('=' if block.level == 1 else '-') * width(text)}" if block.level < 3 else text


def paragraph(block, digits, sign):
    return sign(words(block.text))


def words(text):
    return pretty(text) if isinstance(text, Name) else printable(text)


def table_text(block, digits, sign):
    number = table_number(digits)
    cells = [[sign(cell_text(cell, number)) for cell in row] for row in block.rows]
    headers = [sign(cell_text(cell, number)) for cell in block.headers]
    caption = sign(printable(block.caption)) + "\n" if block.caption else ""
    return caption + table(headers, cells, leaning_right(block))


def cell_text(cell, number):
    if cell is None:
        return ""
    return words(cell) if isinstance(cell, str) else str(cell) if isinstance(cell, int) else number(cell)


def equation(block, digits, sign):
    """name = symbols = numbers = value, on one line where that is short, else one below the other."""
    name, sides = sign(pretty(block.name)), [sign(" ".join(side)) for side in sides_of(block, TEXT, digits)]
    note = sign(f"    {block.note}" if block.note else "")
    if len(sides) < 3 or len(" = ".join([name, *sides])) <= SHORT:
        return " = ".join([name, *sides]) + note
    first, *rest = sides
    return "\n".join([f"{name} = {first}{note}", *[f"{' ' * len(name)} = {side}" for side in rest]])


def product(block, digits, sign):
    sides = [" ".join(side) for side in product_sides(block, TEXT, digits)]
    return sign(f"{block.label}: " + "\n    = ".join(sides))


def listing(block, digits, sign):
    rows = [[sign(words(cell)) for cell in row] for row in block.rows]
    return "\n".join("  ".join(cells).rstrip() for cells in columns(rows))


def comparison(block, digits, sign):
    """The formulas, sign below sign as far as they go together; then whose it is, and the value."""
    number = shown(digits, FORMULA_DIGITS)
    formulas = columns([sign(f"{pretty(block.name)} = {TEXT.write(body)}").split(" ") for _, body, _ in block.sides])
    formulas = columns([[" ".join(words).rstrip()] for words in formulas])
    labels = columns([[label] for label, _, _ in block.sides])
    values = ["" if value is None else TEXT.number_text(value, number)[1] for _, _, value in block.sides]
    lines = zip(formulas, labels, values)
    return "\n".join(f"    {formula}        {label}    {sign(value)}".rstrip() for (formula,), (label,), value in lines)


def columns(rows):
    """Cells made as wide as the widest of their column; as they are, where the rows are not of one length."""
    if len(set(map(len, rows))) > 1:
        return rows
    widths = [max(map(width, column)) for column in zip(*rows)]
    return [[cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths)] for row in rows]


SHOW = {Heading: heading, Paragraph: paragraph, Table: table_text, Equation: equation, Product: product,
        Listing: listing, SideBySide: comparison}
