"""What several formats need: the sides of an equation, lines that are not too long, columns that lean to the right."""

import re
from itertools import groupby

from ...explain.notation import shown, significant
from ...explain.typesetting import LATEX
from ..report.blocks import Digits, Equation, Formula, Gap, Table

TABLE_DIGITS, FORMULA_DIGITS = 6, 9
WIDEST = 80    # letters of a formula on a line


# Equations. A side is a list of pieces, between which a line may be broken.

def sides_of(block, notation, digits):
    """What stands after each = sign of an Equation: symbols, numbers, terms worked out, value; what says nothing new
    is left out."""
    number = shown(digits, FORMULA_DIGITS)
    value = [notation.number_text(block.value, number)[1]]
    if block.is_given or block.body.op == "constant":
        return [value]
    if block.body.is_name:
        return [notation.pieces(block.body), value]
    sides = [notation.pieces(block.body), notation.pieces_of_values(block.body, number),
             notation.pieces_of_terms(block.body, number), value]
    return [side for side, before in zip(sides, [None, *sides]) if side is not None and side != before]


def product_sides(block, notation, digits):
    """The sides of a Product: its factors by name, as numbers, and what they come to."""
    factors, number = block.factors, shown(digits, FORMULA_DIGITS)
    return [notation.product_pieces(factors, notation.named),
            notation.product_pieces(factors, lambda leaf: None, number),
            [notation.number_text(block.value, number)[1]]]


def compared_sides(block, notation, digits):
    """(label, sides) of each formula of a SideBySide: what it is over names, and what it comes to."""
    number = shown(digits, FORMULA_DIGITS)
    for label, body, value in block.sides:
        yield label, [notation.pieces(body), *([] if value is None else [[notation.number_text(value, number)[1]]])]


def lines_of(pieces, most, length):
    """The pieces of a side, joined to lines of at most so much; a piece that is longer has a line of its own."""
    lines = [[]]
    for piece in pieces:
        if lines[-1] and length(" ".join([*lines[-1], piece])) > most:
            lines.append([])
        lines[-1].append(piece)
    return [" ".join(line) for line in lines]


def latex_length(text):
    """About how many letters wide a formula is; of a fraction the longer part counts.

    >>> latex_length(r"\\frac{\\partial E}{\\partial \\mathrm{out_{h1}}} \\cdot 0.5")
    12
    """
    return length_of_group(re.findall(r"\\[a-zA-Z]+|[^\s_^]", text)[::-1])


def length_of_group(tokens):
    """Takes the tokens to the end of a group."""
    length = 0
    while tokens and (token := tokens.pop()) != "}":
        if token == r"\frac":
            tokens.pop()
            above = length_of_group(tokens)
            tokens.pop()
            length += max(above, length_of_group(tokens))
        elif token == "{":
            length += length_of_group(tokens)
        else:
            length += LENGTHS.get(token, 1)
    return length


LENGTHS = {r"\cdot": 3, r"\times": 3, "+": 3, "-": 3, r"\ln": 2, r"\tanh": 4, r"\max": 4, r"\quad": 2, r"\mathrm": 0,
           r"\left": 0, r"\right": 0, r"\text": 0, r"\operatorname": 0, r"\hat": 0, r"\begin": 0, r"\end": 0}


def givens_together(blocks):
    """The blocks; numbers that are merely given, one after the other, as a list of them."""
    for are_given, run in groupby(blocks, lambda block: isinstance(block, Equation) and block.is_given):
        yield from [list(run)] if are_given else run


# Formulas that stand for themselves, between $$: what Markdown and notebooks take. A row ends with \\cr, as Markdown
# makes one backslash of two.

def displayed_equation(block, digits):
    """The sides of an Equation below each other."""
    name, sides = LATEX.name(block.name), sides_of(block, LATEX, digits)
    if len(sides) == 1:
        return f"$$\n{name} = {sides[0][0]}\n$$"
    first, *rest = latex_rows(sides)
    return displayed([f"{name} {first}", *rest])


def displayed_product(block, digits):
    names, *sides = product_sides(block, LATEX, digits)
    return displayed([*latex_rows([names], "&"), *latex_rows(sides)])


def displayed_comparison(block, digits):
    return displayed([row for rows in compared_rows(block, digits) for row in rows])


def compared_rows(block, digits, rows_of=None):
    """For each formula of a SideBySide its rows, which begin with whose it is."""
    for label, sides in compared_sides(block, LATEX, digits):
        first, *rest = (rows_of or latex_rows)(sides)
        yield [rf"\text{{{label}: }} {LATEX.name(block.name)} {first}", *rest]


def displayed_givens(blocks, digits):
    """What is given, one after the other on a line."""
    return ", ".join(f"${LATEX.name(block.name)} = {sides_of(block, LATEX, digits)[0][0]}$" for block in blocks)


def latex_rows(sides, begin="&= ", widest=WIDEST, fit=str):
    """Each side, a long one in several rows; `fit` is for what is longer still."""
    for side in sides:
        first, *rest = lines_of(side, widest, latex_length)
        yield begin + fit(first)
        yield from [rf"&\quad {fit(line)}" for line in rest]


def displayed(rows):
    rows = " \\cr\n".join(rows)
    return f"$$\n\\begin{{aligned}}\n{rows}\n\\end{{aligned}}\n$$"


def formula_text(cell, notation):
    """The formula of a Formula, over names or over numbers."""
    if cell.with_values:
        return notation.write_values(cell.body, significant(TABLE_DIGITS))
    return notation.write(cell.body)


# Tables and text.

def table_number(digits):
    """How a table writes its numbers."""
    number = shown(digits, TABLE_DIGITS)

    def written(cell):
        if isinstance(cell, Digits):
            return cell.text if digits is None else number(cell.value)
        return number(cell)
    return written


def listed(block):
    """A Listing as a Table without headers."""
    return Table([""] * max(map(len, block.rows), default=0), block.rows)


def leaning_right(block):
    """For each column of a Table whether it holds numbers."""
    return [any(not (row[i] is None or isinstance(row[i], (str, Formula, Gap))) for row in block.rows)
            for i in range(len(block.headers))]


def code_and_text(text):
    """`like this` is code: (whether it is code, piece) for each piece of a text."""
    pieces = text.split("`")
    return [(place % 2 == 1, piece) for place, piece in enumerate(pieces)] if len(pieces) % 2 else [(False, text)]
