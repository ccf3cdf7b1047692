r"""A LaTeX document in plain ASCII, for pdflatex, and for lualatex or xelatex, which have more letters:
derivations in `align`, and nothing wider than the page.

Widths are estimated in ems, rather too wide than too narrow. A long side is broken at its signs; what cannot be broken
is made to fit by \fits.
"""

import re
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
\usepackage{amsmath,array,graphicx,iftex,longtable}
\allowdisplaybreaks
\setlength{\parindent}{0pt}
\setlength{\parskip}{6pt}
\setlength{\tabcolsep}{4pt}
\setlength{\extrarowheight}{2pt}
\raggedbottom
\setlength{\LTpre}{0pt}
\setlength{\LTpost}{0pt}
\setcounter{LTchunksize}{1000}
\newcommand{\titled}[1]{\makebox[0pt][l]{\parbox[b]{\linewidth}{\raggedright\normalsize\textbf{#1}}}}
\newcommand{\numbered}[1]{[U+#1]\global\let\lacking\empty}
\newcommand{\letter}[1]{\numbered{#1}}
\iftutex
  \usepackage{fontspec}
  \newcommand{\tryfont}[1]{\ifdefined\others\else\IfFontExistsTF{#1}{\newfontfamily\others{#1}}{}\fi}
  \tryfont{Noto Serif CJK SC}\tryfont{Noto Sans CJK SC}\tryfont{Source Han Serif SC}\tryfont{FandolSong}
  \tryfont{SimSun}\tryfont{Songti SC}\tryfont{WenQuanYi Zen Hei}\tryfont{DejaVu Sans}\tryfont{FreeSerif}
  \ifdefined\others\renewcommand{\letter}[1]{{\others\iffontchar\font"#1 \symbol{"#1}\else\numbered{#1}\fi}}\fi
\fi
\AtEndDocument{\ifdefined\lacking\par\footnotesize Letters that this engine or its fonts lack are numbered in brackets:
  lualatex or xelatex, with a font that has them, sets them.\fi}
\newsavebox{\formula}
\newcommand{\fits}[1]{\sbox{\formula}{$\displaystyle #1$}%
  \ifdim\wd\formula>0.8\linewidth \resizebox{0.8\linewidth}{!}{\usebox{\formula}}\else\usebox{\formula}\fi}
\begin{document}
\raggedright
"""
STARTS, TIKZ = "\\begin{document}", "\\usepackage{tikz}\n"
END = "\\end{document}\n"
WIDEST = 70        # letters of a formula on a line


def render(blocks, digits=None, ascii_only=False, paper=""):
    """The blocks as a whole document, one chunk for a block or for a run of equations; to be written on where the paper
    is said, A4 or letter: then it may have drawings, too."""
    yield BEGIN.replace("a4paper", f"{paper.lower()}paper").replace(STARTS, TIKZ + STARTS) if paper else BEGIN
    for is_equation, run in groupby(givens_together(blocks), lambda block: isinstance(block, Equation)):
        yield from aligned(run, digits) if is_equation else set_apart(run, digits)
    yield END


def set_apart(run, digits):
    """Each with a space after it; but a paragraph before an equation, so that no page ends with it, is one with it."""
    block = next(run)
    for following in run:
        yield SHOW[type(block)](block, digits) + "\n\n"
        block = following
    yield SHOW[type(block)](block, digits) + ("\n" if isinstance(block, Paragraph) else "\n\n")


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
    """The blocks as a part of something, such as a notebook; formulas and tables between $$, letters as they are."""
    text = "\n\n".join(IN_NOTEBOOK[type(block)](block, None) for block in givens_together(blocks))
    return re.sub(r"\\letter\{(\w+)\}", lambda found: chr(int(found[1], 16)), text)


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
               Listing: lambda block, digits: array(listed(block), digits),
               Drawing: lambda block, digits: words(block.label)}
