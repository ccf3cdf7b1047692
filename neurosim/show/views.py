"""Views of a result: its report in any format, its pictures as a file. Formats are imported when somebody looks."""

from importlib import import_module

from ..core.guard import checks
from ..core.guard.errors import NeurosimError
from .report import REPORTS

MOST_ROWS, MOST_BLOCKS = 200, 500    # in a notebook, where nobody asks before it is shown


def report(thing):
    """The blocks of the thing's report."""
    return generator(row(thing)[0])(thing)


def view(thing, format):
    """The thing in a format of `render`, as text prints it and as a notebook shows it."""
    blocks = report(thing) if format == "text" else shortened(report(thing))
    return import_module(f".render.{format}", __package__).fragment(blocks)


class Drawn:
    """What `plot()` without a path returns: a notebook shows the picture."""

    def __init__(self, png):
        self.png = png

    def _repr_png_(self):
        return self.png

    def __repr__(self):
        return f"Drawn({len(self.png):,} bytes of PNG: a notebook shows it)"


def draw(thing, path):
    """Write the thing's pictures as a file; whole, or not at all. Without a path they are returned."""
    from ..files.output import write_file
    from .render.picture import render
    pictures = row(thing)[1]
    if pictures is None:
        drawn = ", ".join(name for name, (_, pictures) in REPORTS.items() if pictures)
        raise NeurosimError("plot", f"a result that has pictures: {drawn}", got=f"a {type(thing).__name__}")
    place = "inline.png" if path is None else path
    check_picture(place)
    picture = render(generator(pictures)(thing), place)
    if path is None:
        return Drawn(picture)
    write_file(path, picture)


def check_picture(path, field="path"):
    """NeurosimError where a picture of that name cannot be drawn."""
    from .render.picture import problem
    if problem(checks.path(path, field)):
        raise NeurosimError(field, problem=problem(path))


def row(thing):
    """The row of the table for the thing's class, or for the first class it inherits from that has one."""
    return next(REPORTS[kind.__name__] for kind in type(thing).__mro__ if kind.__name__ in REPORTS)


def generator(name):
    """The function that a row of the table names as module.function."""
    module, function = name.split(".")
    return getattr(import_module(f".report.{module}", __package__), function)


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
