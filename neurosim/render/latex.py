r"""A LaTeX document for pdflatex, in plain ASCII: derivations in `align`, and nothing wider than the page.

Widths are estimated in ems, a little too wide rather than too narrow. A long side is broken at its signs; what cannot be
broken is made to fit by \fits. Columns that do not fit beside each other are set below each other.
"""

from copy import copy
from itertools import groupby
from unicodedata import normalize

from ..explain.notation import shown
from ..explain.typesetting import LATEX
from ..report.blocks import Equation, Heading, Name, Paragraph, Product, Table
from .common import (FORMULA_DIGITS, TABLE_DIGITS, code_and_text, displayed_equation, displayed_givens, displayed_product,
                     givens_together, latex_length, latex_rows, leaning_right, product_sides, sides_of)
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
STRUT = r"\rule[-5pt]{0pt}{16pt}"    # room for the fractions among the headers
MOST_ROWS = 24     # of a table in one piece; the next piece begins with the headers


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


# Text.

SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
           "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": "$<$", ">": "$>$", "|": "$|$", '"': "''", "`": r"\`{}",
           "-": "{-}", "–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''", "…": r"\dots{}", "§": r"\S{}", "ß": r"\ss{}",
           "æ": r"\ae{}", "Æ": r"\AE{}", "œ": r"\oe{}", "ø": r"\o{}", "Ø": r"\O{}", "ł": r"\l{}", "Ł": r"\L{}", "ı": r"\i{}",
           "°": r"$^{\circ}$", "\u00a0": "~", "½": r"$\frac{1}{2}$"}
IN_MATH = {"∂": r"\partial", "·": r"\cdot", "−": "-", "Σ": r"\Sigma", "≥": r"\ge", "≤": r"\le", "→": r"\to", "×": r"\times", "√": r"\surd",
           "≈": r"\approx", "±": r"\pm", "∞": r"\infty", "≠": r"\ne", "⁺": "^{+}", "⁻": "^{-}", "⁽": "^{(}", "⁾": "^{)}", "Φ": r"\Phi"}
IN_MATH |= {sign: f"^{{{digit}}}" for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {sign: f"_{{{digit}}}" for digit, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")}
GREEK = "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi o pi rho varsigma sigma tau upsilon varphi chi psi omega"
IN_MATH |= {chr(ord("α") + place): "o" if name == "o" else "\\" + name for place, name in enumerate(GREEK.split())}
ACCENTS = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".", "\u0308": '"',
           "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0327": "c"}
LONG = 24    # a word of more signs may be broken anywhere


def words(text):
    if isinstance(text, Name):
        return f"${LATEX.name(text)}$"
    return "".join(rf"\texttt{{{escaped(piece)}}}" if is_code else escaped(piece) for is_code, piece in code_and_text(printable(text)))


def escaped(text):
    r"""Text as LaTeX takes it. What its usual fonts do not have is numbered.

    >>> print(escaped("a_b#%&<script>"), escaped("½ Σ (t − o)²"), escaped("Zoë 権"))
    a\_b\#\%\&$<$script$>$ $\frac{1}{2}$ $\Sigma$ (t $-$ o)$^{2}$ Zo\"{e} [U+6A29]
    """
    return " ".join(breakable(list(map(sign, accented(word)))) for word in text.split(" "))


def accented(word):
    """Its letters, each with the accents that stand on it."""
    letters = []
    for letter in normalize("NFD", word):
        if letters and letter in ACCENTS and letters[-1].isascii() and letters[-1].isalpha():
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def sign(letter):
    base, accents = letter[:1], letter[1:]
    if accents:
        return rf"\{ACCENTS[accents]}{{{base}}}"
    if base in IN_MATH:
        return f"${IN_MATH[base]}$"
    return SPECIAL.get(base, base if base.isascii() else f"[U+{ord(base):04X}]")


def breakable(signs):
    return "".join(signs) if len(signs) <= LONG else r"\allowbreak{}".join(signs)


# Tables.

def table(block, digits):
    """The columns side by side; those that do not fit, below, with the first column once more."""
    number, right = shown(digits, TABLE_DIGITS), leaning_right(block)
    columns = [Column([header, *[row[place] for row in block.rows]], leans, number)
               for place, (header, leans) in enumerate(zip(block.headers, right))]
    caption = rf"\textbf{{{words(block.caption)}}}\\*[2pt]" + "\n" if block.caption else ""
    return "\\par\n" + caption + "\\par\n".join(piece for group in groups(columns) for piece in tabulars(fitted(group)))


class Column:
    """The cells of a column, the header first; its width in ems as it would like to be."""

    def __init__(self, cells, leans, number):
        self.cells, self.leans = [cell_text(cell, number) for cell in cells], leans
        self.width = max(text_width(cell, number) for cell in cells)
        self.is_flexible = self.width > NARROWEST and (not leans or self.width > LINE / 2)
        self.is_broken = False

    @property
    def layout(self):
        if self.is_broken:
            return rf">{{\raggedright\arraybackslash}}p{{{self.width:.1f}em}}"
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
        text = cell or ""
        return 0.3 + sum(0.38 if each in NARROW else 0.9 if each in WIDE else 0.55 if each.islower() or each.isdigit() else
                         0.78 if each.isascii() else 4.2 for each in printable(text))
    return 0.55 * latex_length(number_text(cell, number)) + 0.5


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
    return sum(NARROWEST if column.is_flexible else column.width for column in columns) + GAP * len(columns)


def fitted(columns):
    """The same, with columns of text made narrower where the line asks for it: those that can spare it share what there is."""
    columns = list(map(copy, columns))
    flexible = [column for column in columns if column.is_flexible]
    too_much = sum(column.width for column in columns) + GAP * len(columns) - LINE
    if flexible and too_much > 0.0:
        share = min(1.0, too_much / sum(column.width - NARROWEST for column in flexible))
        for column in flexible:
            column.width, column.is_broken = column.width - (column.width - NARROWEST) * share, True
    return columns


def tabulars(columns):
    """The rows in pieces that fit on a page, each under the headers."""
    headers, *rows = zip(*[column.cells for column in columns])
    layout = "@{}" + "".join(column.layout for column in columns) + "@{}"
    for start in range(0, max(1, len(rows)), MOST_ROWS):
        lines = "".join(" & ".join(row) + " \\\\\n" for row in rows[start:start + MOST_ROWS])
        yield (f"{{\\small\\begin{{tabular}}{{{layout}}}\n\\hline\n{STRUT}{' & '.join(headers)} \\\\\n\\hline\n{lines}\\hline\n"
               f"\\end{{tabular}}}}\n")


# Equations.

def aligned(equations, digits):
    """Equations below each other. What a formula does not say stands before it, so that a new alignment begins."""
    number, together = shown(digits, FORMULA_DIGITS), []
    for block in equations:
        if block.note and together:
            yield in_align(together)
            together = []
        if block.note:
            yield rf"\emph{{{words(block.note)}:}}" + "\n"
        first, *rest = rows_of(sides_of(block, LATEX, number))
        together.append([f"{LATEX.name(block.name)} {first}", *rest])
    yield in_align(together)


def rows_of(sides, begin="&= "):
    return latex_rows(sides, begin, WIDEST, lambda line: line if latex_length(line) <= WIDEST else rf"\fits{{{line}}}")


def in_align(equations):
    """Each equation a list of rows, which stay on one page."""
    rows = " \\\\[6pt]\n".join(" \\\\*\n".join(rows) for rows in equations)
    return f"\\begin{{align*}}\n{rows}\n\\end{{align*}}\n\n"


def product(block, digits):
    names, *sides = product_sides(block, LATEX, shown(digits, FORMULA_DIGITS))
    return f"{words(block.label)}:\n" + in_align([[*rows_of([names], "&"), *rows_of(sides)]]).rstrip()


SHOW = {Heading: heading, Paragraph: paragraph, Table: table, Product: product, list: displayed_givens}


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
    number = shown(digits, TABLE_DIGITS)
    rows = [[rf"\text{{{cell_text(cell, number)}}}" for cell in row] for row in [block.headers, *block.rows]]
    lines = [" & ".join(row) + r" \\" for row in rows]
    layout = "".join("r" if leans else "l" for leans in leaning_right(block))
    caption = rf"\textbf{{{words(block.caption)}}}" + "\n\n" if block.caption else ""
    return caption + f"$$\n\\begin{{array}}{{{layout}}}\n{lines[0]} \\hline\n" + "\n".join(lines[1:]) + "\n\\end{array}\n$$"


IN_NOTEBOOK = {Heading: heading_in_line, Paragraph: paragraph, Table: array, Equation: equation, Product: product_in_line,
               list: displayed_givens}
