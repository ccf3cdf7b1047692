"""The error over two parameters or directions: where training went, the lowest point, the errors of a coarse grid."""

from .blocks import Heading, Paragraph, Surface, Table
from .wording import counted, drawn_line, listed

COARSE = 9    # points along a side of the table


def landscape_report(landscape):
    experiment, plane = landscape.experiment, landscape.plane
    yield Heading(f"{experiment.name}: the error over {listed(plane.names)}")
    yield Paragraph(drawn_line(experiment.network))
    yield Paragraph(about(landscape))
    yield Table(["", "step", *plane.names, "error", "error in the plane"], points(landscape))
    yield coarse(landscape)
    if any(error is None for *_, error in [*landscape.path, *landscape.rows()]):
        yield Paragraph("Where no number stands, the error is beyond a double, or not defined.")


def about(landscape):
    steps = counted(landscape.experiment.steps_taken, "step")
    samples = counted(len(landscape.experiment.samples), "sample")
    if landscape.plane.is_random:
        where = (f"The directions are random, and as long for each neuron as its weights and bias are after {steps} "
                 "('filter-normalised'); the network then is at 0, 0.")
    else:
        where = (f"All other parameters are as they are after {steps}; before, they were others, "
                 "so that the path is a projection.")
    return f"{where} The error is the {landscape.experiment.reduction} over {samples}."


def points(landscape):
    """Where training began and ended, and the lowest point of the grid."""
    rows = []
    ends = [("start", landscape.path[0]), ("end", landscape.path[-1])]
    for word, (step, x, y, error) in ends if len(landscape.path) > 1 else ends[1:]:
        rows.append([word, f"{step:,}", x, y, error, landscape.at(x, y)])
    if landscape.lowest():
        x, y, error = landscape.lowest()
        rows.append(["lowest point of the grid", None, x, y, None, error])
    return rows


def coarse(landscape):
    """Every so many rows and columns, y from the top down as in a picture."""
    across = up = range(0, len(landscape.xs), -(-(len(landscape.xs) - 1) // (COARSE - 1)))
    headers = [f"{landscape.plane.names[1]} \\ {landscape.plane.names[0]}", *[f"{landscape.xs[i]:.3g}" for i in across]]
    rows = [[f"{landscape.ys[j]:.3g}", *[short(landscape.errors[j][i]) for i in across]] for j in reversed(up)]
    return Table(headers, rows, caption="error")


def short(error):
    return None if error is None else float(f"{error:.3g}")


def landscape_pictures(landscape):
    """Contours and path."""
    title = f"{landscape.experiment.name}: the error and the path of training"
    yield Surface(title, *landscape.plane.names, landscape.xs, landscape.ys, landscape.errors,
                  [(x, y) for _, x, y, _ in landscape.path])
