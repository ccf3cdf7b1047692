"""Pictures, drawn by matplotlib (the extra `plot`), as PNG, SVG or PDF after the name of the file."""

import os
from io import BytesIO
from itertools import cycle

from ..report.blocks import Curve, Field, Surface

FORMATS = ("png", "svg", "pdf")
DPI = 200    # dots per inch: fine enough for a slide
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")    # everybody tells them apart
LINES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))    # fewer than colours: a colour comes again with another line
SIGNS = "os^Dv*Px"
UNDATED = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None},
           "pdf": {"CreationDate": None, "Creator": None, "Producer": None}}


def problem(path):
    """Why the file cannot be drawn, as a sentence, known before any work starts; "" where it can."""
    if format_of(path) not in FORMATS:
        return "expected a file name that ends in .png, .svg or .pdf"
    try:
        import matplotlib    # noqa: F401   only where a picture is drawn: it takes long to import
    except ImportError:
        return "matplotlib is not installed (expected after pip install matplotlib)"
    return ""


def format_of(path):
    return os.path.splitext(os.fsdecode(path))[1].lower().lstrip(".")


def render(blocks, path):
    """The pictures side by side, as the bytes of a file; the same picture gives the same bytes."""
    import matplotlib
    from matplotlib.figure import Figure
    matplotlib.rcParams["svg.hashsalt"] = "neurosim"
    blocks = list(blocks)
    styles = styles_of(blocks)
    figure = Figure(figsize=(5.0 * len(blocks), 4.0), layout="constrained")
    for block, axes in zip(blocks, figure.subplots(1, len(blocks), squeeze=False)[0]):
        axes.set(title=block.title, xlabel=block.across, ylabel=block.up)
        DRAW[type(block)](block, axes, styles)
    file = BytesIO()
    figure.savefig(file, format=format_of(path), dpi=DPI, metadata=UNDATED[format_of(path)])
    return file.getvalue()


def styles_of(blocks):
    """Label -> (colour, line, sign): one of each for a thing, in all pictures of a file; what is alike shares them.

    >>> from ..report.blocks import Curve
    >>> fit = Curve("fit", "i1", "out", [("o1", [], [], "line"), ("t1", [], [], "dots")], alike={"t1": "o1"})
    >>> found = styles_of([fit])
    >>> found["o1"] == found["t1"] == (COLOURS[0], "-", "o")
    True
    """
    curves = [block for block in blocks if isinstance(block, Curve)]
    things = dict.fromkeys(curve.alike.get(label, label) for curve in curves for label, *_ in curve.series)
    kinds = dict(zip(things, zip(cycle(COLOURS), cycle(LINES), cycle(SIGNS))))
    return {label: kinds[curve.alike.get(label, label)] for curve in curves for label, *_ in curve.series}


def curve(block, axes, styles):
    for label, xs, ys, style in block.series:
        colour, line, sign = styles[label]
        drawn = {"line": {"linestyle": line, "linewidth": 2}, "dots": {"linestyle": "", "marker": sign, "alpha": 0.7}}
        axes.plot(xs, ys, label=label, color=colour, **drawn[style])
    if block.logarithmic:
        axes.set_yscale("log")
    if block.log_across:
        axes.set_xscale("symlog", linthresh=1)
        axes.set_xlim(left=0)
    if any(label for label, *_ in block.series):
        axes.legend()
    axes.grid(alpha=0.3)


def field(block, axes, styles):
    """Colour for the number, a line where it crosses the middle, a sign for each kind of dot."""
    low, high = (choose(map(choose, block.grid)) for choose in (min, max))
    filled = axes.contourf(block.xs, block.ys, block.grid, levels=20, cmap="RdBu_r", alpha=0.8)
    axes.figure.colorbar(filled, ax=axes, label=block.title)
    if low < (low + high) / 2.0 < high:
        axes.contour(block.xs, block.ys, block.grid, levels=[(low + high) / 2.0], colors="black", linewidths=1.5)
    for sign, colour, (label, dots) in zip(SIGNS, cycle(COLOURS), sorted(block.dots.items())):
        axes.plot(*zip(*dots), sign, label=label, color=colour, markeredgecolor="black", markersize=7)
    if len(block.dots) <= 8:
        axes.legend()


def surface(block, axes, styles):
    """Colour and contours for the height, in steps of its logarithm where that is: plains and gorges on one map."""
    from matplotlib.colors import LogNorm, Normalize
    heights = [[float("nan") if height is None else height for height in row] for row in block.grid]
    known = [height for row in block.grid for height in row if height is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    logarithmic = 0.0 < low and high > 4.0 * low
    between = [low * (high / low) ** (i / 16) if logarithmic else low + (high - low) * i / 16 for i in range(1, 16)]
    levels = [low, *between, high] if high > low else None
    norm = LogNorm(low, high) if logarithmic else Normalize(low, high)
    filled = axes.contourf(block.xs, block.ys, heights, levels=levels, cmap="viridis", norm=norm)
    axes.contour(block.xs, block.ys, heights, levels=levels, colors="black", linewidths=0.4, alpha=0.6)
    axes.figure.colorbar(filled, ax=axes, format="%.3g", label="E")
    axes.plot(*zip(*block.path), color="white", linewidth=1.5)
    for sign, label, (x, y) in (("o", "start", block.path[0]), ("*", "end", block.path[-1])):
        axes.plot([x], [y], sign, label=label, color="white", markeredgecolor="black", markersize=11)
    axes.set(xlim=(block.xs[0], block.xs[-1]), ylim=(block.ys[0], block.ys[-1]))
    axes.legend()


DRAW = {Curve: curve, Field: field, Surface: surface}
