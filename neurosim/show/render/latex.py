r"""A LaTeX document for pdflatex, in plain ASCII: derivations in `align`, and nothing wider than the page.

Widths are estimated in ems, rather too wide than too narrow. A long side is broken at its signs; what cannot be broken
is made to fit by \fits.
"""

from itertools import groupby

from ...explain.typesetting import LATEX
from ..report.blocks import Drawing, Equation, Heading, Listing, NewPage, Paragraph, Product, SideBySide, Table
from .common import (compared_rows, displayed_comparison, displayed_equation, displayed_givens, displayed_product,
                     givens_together, latex_length, latex_rows, leaning_right, listed, product_sides, sides_of,
                     table_number)
from . import tikz
from .latex_tables import cell_text, listing, table
from .latex_text import words

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


def render(blocks, digits=None, ascii_only=False, paper=""):
    """The blocks as a whole document, one chunk for a block or for a run of equations; to be written on where the paper
    is said, A4 or letter: then it may have drawings, too."""
    yield BEGIN.replace("a4paper", f"{paper.lower()}paper").replace("graphicx}", "graphicx,tikz}") if paper else BEGIN
    for is_equation, run in groupby(givens_together(blocks), lambda block: isinstance(block, Equation)):
        yield from aligned(run, digits) if is_equation else (SHOW[type(block)](block, digits) + "\n\n" for block in run)
    yield END


SECTIONS = {1: "section", 2: "subsection", 3: "subsubsection"}


def heading(block, digits):
    return rf"\{SECTIONS[block.level]}*{{{words(block.text)}}}"


def paragraph(block, digits):
    return words(block.text)


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


def picture(block, digits):
    return f"\\par\n{tikz.drawing(block)}\n\\par"


def new_page(block, digits):
    return r"\newpage"


SHOW = {Heading: heading, Paragraph: paragraph, Table: table, Product: product, list: displayed_givens,
        Listing: listing, SideBySide: comparison, Drawing: picture, NewPage: new_page}


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


IN_NOTEBOOK = {Heading: heading_in_line, Paragraph: paragraph, Table: array, Equation: equation,
               Product: product_in_line, list: displayed_givens, SideBySide: displayed_comparison,
               Listing: lambda block, digits: array(listed(block), digits)}
