"""Markdown as GitHub renders it: tables, and formulas between dollar signs.

What GitHub would take for markup is escaped: in text by a backslash, in formulas by not being there: see
typesetting.py.
"""

import re

from ...explain.notation import BEYOND
from ...explain.typesetting import LATEX
from ..report.blocks import (Drawing, Equation, Formula, Gap, Heading, Listing, Name, NewPage, Paragraph, Product,
                             SideBySide, Table)
from . import svg
from .common import (code_and_text, displayed_comparison, displayed_equation, displayed_givens, displayed_product,
                     formula_text, givens_together, leaning_right, listed, table_number)
from .plain import printable

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def render(blocks, digits=None, ascii_only=False):
    """The blocks as Markdown, one chunk a block; signs that a terminal cannot show are numbered, as &#8706;."""
    for block in givens_together(blocks):
        text = SHOW[type(block)](block, digits) + "\n\n"
        yield text.encode("ascii", "xmlcharrefreplace").decode("ascii") if ascii_only else text


def fragment(blocks):
    """The blocks as a part of something, such as a notebook."""
    return "".join(render(blocks)).rstrip("\n")


def heading(block, digits):
    return f"{'#' * block.level} {words(block.text)}"


def paragraph(block, digits):
    return words(block.text)


def words(text):
    if isinstance(text, Name):
        return f"${LATEX.name(text)}$"
    pieces = code_and_text(printable(text))
    return first_sign("".join(f"`{piece}`" if is_code else escaped(piece) for is_code, piece in pieces))


def escaped(text):
    r"""Text that Markdown takes as it is.

    >>> escaped("a_b *c* |d| <i> [e](f) $g$ R&D"), escaped("½ Σ (target − out)²")
    ('a_b \\*c\\* \\|d\\| \\<i\\> \\[e\\](f) <span>$</span>g<span>$</span> R\\&D', '½ Σ (target − out)²')
    """
    text = re.sub(r"[\\`*\[\]<>|~#&]|(?<![^\W_])_|_(?![^\W_])", lambda sign: "\\" + sign[0], text)
    return text.replace("$", "<span>$</span>")    # as GitHub asks for: outside a formula a backslash would not do


def first_sign(text):
    """No list and no rule begins with a line of ours."""
    return re.sub(r"^(\s*\d*)([-+.)]|=+$)(?=\s|$)", r"\1\\\2", text)


def table(block, digits):
    """The caption, and the table below it: a row a line."""
    number = table_number(digits)
    rows = [block.headers, ["--:" if leans else ":--" for leans in leaning_right(block)]]
    lines = [row_text(rows[0], number), "|" + "|".join(rows[1]) + "|", *[row_text(row, number) for row in block.rows]]
    return (f"**{words(block.caption)}**\n\n" if block.caption else "") + "\n".join(lines)


def listing(block, digits):
    return table(listed(block), digits)


def row_text(row, number):
    return f"| {' | '.join(cell_text(cell, number) for cell in row)} |"


def cell_text(cell, number):
    if isinstance(cell, Formula):
        return f"${formula_text(cell, LATEX)}$"
    if isinstance(cell, Gap):
        return "\\_" * cell.letters
    if cell is None or isinstance(cell, str):
        return words(cell or "")
    return number_text(str(cell) if isinstance(cell, int) else number(cell))


def number_text(text):
    """
    >>> number_text("-3.2e-05"), number_text("7/2400")
    ('−3.2 × 10⁻⁵', '7/2400')
    """
    if text == BEYOND:
        return text
    signed = text.replace("-", "−", 1) if text.startswith("-") else text
    mantissa, power, exponent = signed.partition("e")
    return f"{mantissa} × 10{str(int(exponent)).translate(RAISED)}" if power else mantissa


def equation(block, digits):
    """Sides below each other; what the formula does not say stands before it."""
    return (f"*{words(block.note)}:*\n\n" if block.note else "") + displayed_equation(block, digits)


def product(block, digits):
    return f"{words(block.label)}:\n\n{displayed_product(block, digits)}"


def picture(block, digits):
    return svg.drawing(block)


def new_page(block, digits):
    return "---"


SHOW = {Heading: heading, Paragraph: paragraph, Table: table, Equation: equation, Product: product,
        list: displayed_givens, Listing: listing, SideBySide: displayed_comparison,
        Drawing: picture, NewPage: new_page}
