"""How a thing looks when it is printed, and in a notebook: as its report, in any format.

A notebook asks for HTML, LaTeX or Markdown by methods of known names, so nothing of it is needed here. Formats are
imported only when somebody looks.
"""

from ..core.guard import checks
from ..core.guard.errors import NeurosimError
from ..core.network import NeuralNetwork

FORMATS = {"__str__": "text", "_repr_html_": "html", "_repr_latex_": "latex", "_repr_markdown_": "markdown"}
MOST_ROWS, MOST_BLOCKS = 200, 500    # in a notebook, where nobody asks before it is shown


def shown_as(kind, report):
    """Objects of this class look like their report: thing.report() yields its blocks. A __str__ of its own stays."""
    kind.report = report
    for method, format in FORMATS.items():
        if method not in vars(kind):
            setattr(kind, method, looker(format, report))


def shown(thing, report):
    """The thing, which looks like its report from now on."""
    shown_as(type(thing), report)
    return thing


def drawn(thing, pictures):
    """The thing, which is drawn by `plot(path)` from now on: pictures(thing) yields what is drawn."""
    def plot(thing, path):
        """Draw it as .png, .svg or .pdf; needs the extra `plot`."""
        draw(pictures(thing), path)
    type(thing).plot = plot
    return thing


def draw(pictures, path):
    """Write pictures as a file; whole, or not at all."""
    from ..files.output import write_file
    from .render.picture import render
    check_picture(path)
    write_file(path, render(pictures, path))


def check_picture(path, field="path"):
    """NeurosimError where a picture of that name cannot be drawn."""
    from .render.picture import problem
    if problem(checks.path(path, field)):
        raise NeurosimError(field, problem=problem(path))


def looker(format, report):
    def look(thing):
        from importlib import import_module
        blocks = report(thing) if format == "text" else shortened(report(thing))
        return import_module(f".render.{format}", __package__).fragment(blocks)
    return look


def shortened(blocks):
    """The blocks, with long tables cut; print() shows all of them."""
    from .report.blocks import Paragraph, Table
    for place, block in enumerate(blocks):
        if place == MOST_BLOCKS:
            yield Paragraph("… and more: print shows all of it.")
            return
        left_out = len(block.rows) - MOST_ROWS if isinstance(block, Table) else 0
        if left_out <= 0:
            yield block
        else:
            yield Table(block.headers, block.rows[:MOST_ROWS], block.caption)
            yield Paragraph(f"… and {left_out:,} more rows: print shows them.")


def network_report(network):
    from .report.network_report import network_report
    return network_report(network)


shown_as(NeuralNetwork, network_report)
