"""The error over one weight: where the network is, what its slope says of a step, and what the step brings."""

from .blocks import Curve, Heading, Paragraph, Table
from .wording import counted, drawn_line

COARSE = 9    # points of the table


def slice_report(found):
    experiment, name = found.experiment, found.name
    yield Heading(f"{experiment.name}: the error over {name}")
    yield Paragraph(drawn_line(experiment.network))
    steps, samples = counted(experiment.steps_taken, "step"), counted(len(experiment.samples), "sample")
    yield Paragraph(f"All other parameters are as they are after {steps}. The error is the {experiment.reduction} over "
                    f"{samples}, and the step is on all of them at once.")
    yield Table(["", name, "error", "tangent"],
                [["the network", found.at, found.error, found.tangent(found.at)],
                 [f"a step of {name} alone", found.new, found.error_new, found.tangent(found.new)]])
    yield Paragraph(f"Tangent: error + ∂E/∂{name} · ({name} − {found.at:.6g}), with ∂E/∂{name} = {found.slope:.6g}.")
    rows = list(found.rows())
    pace = -(-(len(rows) - 1) // (COARSE - 1))
    yield Table([name, "error", "tangent"], [list(row) for row in rows[::pace]])
    if any(error is None for _, error, _ in rows):
        yield Paragraph("Where no number stands, the error is beyond a double, or not defined.")


def slice_pictures(found):
    """The curve, the tangent within its heights, and the step."""
    rows = [row for row in found.rows() if row[1] is not None]
    xs, errors = [x for x, _, _ in rows], [error for _, error, _ in rows]
    low, high = min(errors, default=0.0), max(errors, default=0.0)
    margin = 0.1 * (high - low)
    near = [(x, tangent) for x, _, tangent in rows if tangent is not None and low - margin <= tangent <= high + margin]
    step = [(x, error) for x, error in ((found.at, found.error), (found.new, found.error_new)) if error is not None]
    series = [("E", xs, errors, "line"), ("tangent", *zip(*near), "line") if near else None,
              (f"the step, {found.at:.4g} to {found.new:.4g}", *zip(*step), "dots") if step else None]
    yield Curve(f"{found.experiment.name}: the error over {found.name}", found.name, "E", list(filter(None, series)))
