"""Text for people at a terminal."""

from ..explain.notation import TEXT, pretty, shown
from ..report.blocks import Equation, Heading, Name, Paragraph, Product, Table
from .common import FORMULA_DIGITS, TABLE_DIGITS, product_sides, sides_of
from .plain import plain, printable, width
from .tables import table

SHORT = 39    # an equation of three sides or more that fits in so many columns stays on one line


def render(blocks, digits=None, ascii_only=False):
    """The blocks as text, one chunk a block, so that long reports can be written as they come."""
    sign = plain if ascii_only else str
    previous = None
    for block in blocks:
        gap = "" if previous is None or (type(block) is type(previous) and isinstance(block, (Equation, Product))) else "\n"
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
    number = shown(digits, TABLE_DIGITS)
    cells = [[sign(cell_text(cell, number)) for cell in row] for row in block.rows]
    headers = [sign(cell_text(cell, number)) for cell in block.headers]
    right = [any(row[i] is not None and not isinstance(row[i], str) for row in block.rows) for i in range(len(headers))]
    return (sign(printable(block.caption)) + "\n" if block.caption else "") + table(headers, cells, right)


def cell_text(cell, number):
    if cell is None:
        return ""
    return words(cell) if isinstance(cell, str) else str(cell) if isinstance(cell, int) else number(cell)


def equation(block, digits, sign):
    """name = symbols = numbers = value, on one line where that is short, else one below the other."""
    number = shown(digits, FORMULA_DIGITS)
    name, sides = sign(pretty(block.name)), [sign(" ".join(side)) for side in sides_of(block, TEXT, number)]
    note = sign(f"    {block.note}" if block.note else "")
    if len(sides) < 3 or len(" = ".join([name, *sides])) <= SHORT:
        return " = ".join([name, *sides]) + note
    first, *rest = sides
    return "\n".join([f"{name} = {first}{note}", *[f"{' ' * len(name)} = {side}" for side in rest]])


def product(block, digits, sign):
    sides = [" ".join(side) for side in product_sides(block, TEXT, shown(digits, FORMULA_DIGITS))]
    return sign(f"{block.label}: " + "\n    = ".join(sides))


SHOW = {Heading: heading, Paragraph: paragraph, Table: table_text, Equation: equation, Product: product}
