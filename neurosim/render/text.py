"""Text for people at a terminal."""

from ..explain.notation import TEXT, pretty, shown
from ..report.blocks import Comparison, Equation, Heading, Listing, Name, Paragraph, Product, Table
from .plain import plain, printable, width
from .tables import table

TABLE_DIGITS, FORMULA_DIGITS = 6, 9
SHORT = 39    # an equation of three sides or more that fits in so many columns stays on one line


def render(blocks, digits=None, ascii_only=False):
    """The blocks as text, one chunk a block, so that long reports can be written as they come."""
    sign = plain if ascii_only else str
    previous = None
    for block in blocks:
        gap = "" if previous is None or (type(block) is type(previous) and isinstance(block, (Equation, Product))) else "\n"
        yield gap + SHOW[type(block)](block, digits, sign) + "\n"
        previous = block


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
    name, sides = sign(pretty(block.name)), [sign(side) for side in equation_sides(block, number)]
    note = sign(f"    {block.note}" if block.note else "")
    if len(sides) < 3 or len(" = ".join([name, *sides])) <= SHORT:
        return " = ".join([name, *sides]) + note
    first, *rest = sides
    return "\n".join([f"{name} = {first}{note}", *[f"{' ' * len(name)} = {side}" for side in rest]])


def equation_sides(block, number):
    """What stands after each = sign; a side that says nothing new is left out."""
    value = number_text(block.value, number)
    if block.is_given or block.body.op == "constant":
        return [value]
    if block.body.is_name:
        return [TEXT.write(block.body), value]
    sides = [TEXT.write(block.body), TEXT.write_values(block.body, number), TEXT.write_terms(block.body, number), value]
    return [side for side, before in zip(sides, [None, *sides]) if side is not None and side != before]


def number_text(value, number):
    return number(value).replace("-", "−", 1) if value < 0 else number(value)


def product(block, digits, sign):
    number = shown(digits, FORMULA_DIGITS)
    names = " · ".join(pretty(factor.name) if factor.is_name else TEXT.write(factor) for factor in block.factors)
    values = " · ".join(bracketed(number_text(factor.value, number)) for factor in block.factors)
    return sign(f"{block.label}: {names}\n    = {values}\n    = {number_text(block.value, number)}")


def bracketed(text):
    return f"({text})" if text.startswith("−") else text


def listing(block, digits, sign):
    rows = [[sign(words(cell)) for cell in row] for row in block.rows]
    return "\n".join("  ".join(cells).rstrip() for cells in columns(rows))


def comparison(block, digits, sign):
    """The formulas, sign below sign as far as they go together; then whose it is, and the value."""
    number = shown(digits, FORMULA_DIGITS)
    formulas = columns([sign(f"{pretty(block.name)} = {TEXT.write(body)}").split(" ") for _, body, _ in block.sides])
    formulas = columns([[" ".join(words).rstrip()] for words in formulas])
    labels = columns([[label] for label, _, _ in block.sides])
    values = ["" if value is None else number_text(value, number) for _, _, value in block.sides]
    lines = zip(formulas, labels, values)
    return "\n".join(f"    {formula}        {label}    {sign(value)}".rstrip() for (formula,), (label,), value in lines)


def columns(rows):
    """Cells made as wide as the widest of their column; as they are, where the rows are not of one length."""
    if len(set(map(len, rows))) > 1:
        return rows
    widths = [max(map(width, column)) for column in zip(*rows)]
    return [[cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths)] for row in rows]


SHOW = {Heading: heading, Paragraph: paragraph, Table: table_text, Equation: equation, Product: product, Listing: listing,
        Comparison: comparison}
