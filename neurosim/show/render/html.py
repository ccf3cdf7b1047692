"""An HTML page without a script: it reads on a phone and in print, in light and in dark; formulas are MathML."""

import re
from html import escape
from itertools import chain

from ...explain.notation import BEYOND, pretty
from ...explain.typesetting import MATHML
from ..report.blocks import (Drawing, Equation, Formula, Gap, Heading, Listing, Name, NewPage, Paragraph, Product,
                             SideBySide, Table)
from . import svg
from .common import (code_and_text, compared_sides, formula_text, givens_together, leaning_right, listed,
                     product_sides, sides_of, table_number)
from .plain import printable

# Colours stand in PAGE alone: a fragment within somebody else's page keeps theirs.
FRAGMENT = """\
.neurosim h1 { font-size: 1.5em; line-height: 1.25; } .neurosim h2 { font-size: 1.3em; } \
.neurosim h3 { font-size: 1.1em; }
.neurosim h1, .neurosim h2, .neurosim h3 { font-weight: 600; margin: 1.4em 0 0.5em; }
.neurosim .wide { overflow-x: auto; margin: 0.8em 0; }
.neurosim table { border-collapse: collapse; font-variant-numeric: tabular-nums; line-height: 1.4; }
.neurosim caption { text-align: left; font-weight: 600; padding: 0.2em 0; }
.neurosim .wide th, .neurosim .wide td { padding: 0.25em 0.8em; text-align: left; border-bottom: 1px solid #8886; \
vertical-align: middle; }
.neurosim .wide thead th, .neurosim .wide thead td { border-bottom: 2px solid #888c; vertical-align: bottom; }
.neurosim .wide tbody th { font-weight: 600; }
.neurosim .wide th.number, .neurosim .wide td.number { text-align: right; white-space: nowrap; }
.neurosim .equation { display: grid; grid-template-columns: fit-content(50%) minmax(0, 1fr); column-gap: 0.4em; \
row-gap: 0.2em;
  align-items: baseline; margin: 1em 0; overflow-wrap: anywhere; }
.neurosim .side { grid-column: 2; padding-left: 1.3em; text-indent: -1.3em; overflow-x: auto; }
.neurosim .side math { text-indent: 0; padding: 0.2em 0; }
.neurosim math { font-size: 1.08em; }
.neurosim thead math { font-size: 1.25em; }
.neurosim .note { text-indent: 0; font-style: italic; margin-left: 1em; }
@media (max-width: 30em) { .neurosim .wide th, .neurosim .wide td { padding: 0.25em 0.45em; } }
.neurosim mtd { text-align: left; }
.neurosim .givens math { white-space: nowrap; margin-right: 0.6em; }
"""

PAGE = """\
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #57606a; --code: #f3f4f6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #14171a; --soft: #a3abb5; --code: #24292f; } }
body { margin: 0; background: var(--paper); color: var(--ink); \
font: 1rem/1.55 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
main.neurosim > :first-child { margin-top: 0.3em; }
.note, caption { color: var(--soft); } code { background: var(--code); padding: 0.1em 0.3em; border-radius: 3px; }
@media print { body { font-size: 10pt; } main { max-width: none; padding: 0; } \
.neurosim .wide { overflow: visible; font-size: 8.5pt; }
  tr, .equation { break-inside: avoid; } h1, h2, h3, caption { break-after: avoid; } }
"""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


# Of a page that is printed and written on, in addition: the paper is A4 or Letter.
PRINTED = """\
@page {{ size: {paper}; margin: 14mm; }}
:root {{ color-scheme: light; --ink: #000; --paper: #fff; --soft: #000; }}
main {{ max-width: 48rem; }}
.neurosim table {{ width: 100%; }} .neurosim table math {{ font-size: 1.25em; }}
.neurosim .gap {{ display: inline-block; border-bottom: 1px solid; height: 1.2em; }}
.neurosim .drawing {{ text-align: center; margin: 0; }} .neurosim svg {{ max-width: 100%; height: auto; }}
.new-page {{ break-before: page; }}
@media print {{ .neurosim .wide, .drawing, .equation {{ break-inside: avoid; }} .neurosim .wide {{ font-size: 9.5pt; }}
  .neurosim h1, .neurosim h2 {{ margin: 0.6em 0 0.3em; }} p {{ margin: 0.4em 0; }} }}
"""


def render(blocks, digits=None, ascii_only=False, paper=""):
    """The blocks as a whole page, one chunk a block; to be written on where the paper is said: A4 or letter."""
    blocks = iter(blocks)
    first = next(blocks, Heading("neurosim"))
    title = first.text if isinstance(first, Heading) else "neurosim"
    head = (f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
            f'<title>{escape(pretty(title) if isinstance(title, Name) else printable(title))}</title>\n'
            f'<style>\n{FRAGMENT}{PAGE}{PRINTED.format(paper=paper) if paper else ""}</style>\n</head>\n<body>\n'
            f'<main class="neurosim">\n')
    for chunk in chain([head], pieces(chain([first], blocks), digits), ["</main>\n</body>\n</html>\n"]):
        yield chunk.encode("ascii", "xmlcharrefreplace").decode("ascii") if ascii_only else chunk


def fragment(blocks):
    """The blocks as a part of another page, such as a notebook."""
    return f'<div class="neurosim"><style>\n{FRAGMENT}</style>\n{"".join(pieces(blocks, None))}</div>'


def pieces(blocks, digits):
    return (SHOW[type(block)](block, digits) + "\n" for block in givens_together(blocks))


def heading(block, digits):
    text = display(MATHML.name(block.text)) if isinstance(block.text, Name) else words(block.text)
    return f"<h{block.level}>{text}</h{block.level}>"


def paragraph(block, digits):
    return f"<p>{words(block.text)}</p>"


def words(text):
    if isinstance(text, Name):
        return math(MATHML.name(text))
    pieces = code_and_text(escape(printable(text)))
    return "".join(f"<code>{piece}</code>" if is_code else piece for is_code, piece in pieces)


def math(formula, style=""):
    return f"<math{style}>{formula}</math>"


def table(block, digits):
    """The first cell of a row names it, where that is text."""
    number, right = table_number(digits), leaning_right(block)
    caption = f"<caption>{words(block.caption)}</caption>\n" if block.caption else ""
    head = "".join(cell(text, leans, "col" if text else "", number) for text, leans in zip(block.headers, right))
    head = f"<thead>\n<tr>{head}</tr>\n</thead>\n" if any(block.headers) else ""
    rows = "".join(f"<tr>{''.join(row_cells(row, right, number))}</tr>\n" for row in block.rows)
    label = escape(printable(block.caption)) or "table"
    return (f'<div class="wide" tabindex="0" role="region" aria-label="{label}">\n<table>\n{caption}'
            f"{head}<tbody>\n{rows}</tbody>\n</table>\n</div>")


def listing(block, digits):
    return table(listed(block), digits)


def row_cells(row, right, number):
    names_the_row = isinstance(row[0], str) and row[0] != ""
    for place, (content, leans) in enumerate(zip(row, right)):
        yield cell(content, leans, "row" if place == 0 and names_the_row else "", number)


def cell(content, leans, scope, number):
    if content is None or isinstance(content, str):
        text = words(content or "")
    elif isinstance(content, Formula):
        text = math(formula_text(content, MATHML))
    elif isinstance(content, Gap):
        text = f'<span class="gap" style="width: {content.letters / 2:g}em"></span>'
    else:
        text = number_text(str(content) if isinstance(content, int) else number(content))
    tag = f'th scope="{scope}"' if scope else "td"
    return f"<{tag}{' class=number' if leans else ''}>{text}</{tag[:2]}>"


def number_text(text):
    """
    >>> number_text("-3.2e-05"), number_text("7/2400")
    ('−3.2 × 10<sup>−5</sup>', '7/2400')
    """
    if text == BEYOND:
        return text
    mantissa, power, exponent = re.sub("^-", "−", text).partition("e")
    return f"{mantissa} × 10<sup>{str(int(exponent)).replace('-', '−')}</sup>" if power else mantissa


def equation(block, digits):
    """Sides below each other. Each piece is a formula of its own: a narrow page can break the line between them."""
    first, *rest = map(side, sides_of(block, MATHML, digits))
    note = f'<span class="note">{words(block.note)}</span>' if block.note else ""
    return (f'<div class="equation">{display(MATHML.name(block.name))}\n<div class="side">{first}{note}</div>'
            + "".join(f'\n<div class="side">{each}</div>' for each in rest) + "</div>")


def side(pieces):
    return " ".join(map(display, [f"<mo>=</mo>{pieces[0]}", *map(infix, pieces[1:])]))


def infix(piece):
    """What begins with a sign goes on from the piece before."""
    return re.sub("^<mo>", '<mo form="infix" lspace="0" rspace="0.25em">', piece)


def display(formula):
    """A formula that stands for itself: its fractions are as large as the line."""
    return math(formula, ' displaystyle="true"')


def product(block, digits):
    names, *rest = product_sides(block, MATHML, digits)
    names = " ".join(display(infix(piece)) for piece in names)
    return (f'<div class="equation"><span>{words(block.label)}:</span>\n<div class="side">{names}</div>'
            + "".join(f'\n<div class="side">{side(each)}</div>' for each in rest) + "</div>")


def comparison(block, digits):
    """Formulas for one quantity below each other, each behind whose it is."""
    name, lines = display(MATHML.name(block.name)), []
    for label, sides in compared_sides(block, MATHML, digits):
        lines.append(f'<span>{words(label)}:</span>\n<div class="side">{name} {" ".join(map(side, sides))}</div>')
    return f'<div class="equation">{"".join(lines)}</div>'


def givens(blocks, digits):
    """What is given, one after the other."""
    formulas = (f"{MATHML.name(block.name)}<mo>=</mo>{sides_of(block, MATHML, digits)[0][0]}" for block in blocks)
    return f'<p class="givens">{" ".join(map(math, formulas))}</p>'


def picture(block, digits):
    return f'<p class="drawing">{svg.drawing(block)}</p>'


def new_page(block, digits):
    return '<div class="new-page"></div>'


SHOW = {Heading: heading, Paragraph: paragraph, Table: table, Equation: equation, Product: product, list: givens,
        Listing: listing, SideBySide: comparison, Drawing: picture, NewPage: new_page}
