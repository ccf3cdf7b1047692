"""What came of many runs: a table with a row for each setting; as pictures, when they solve it and where they end."""

from .blocks import Curve, Heading, Paragraph, Table
from .wording import counted, network_line

MOST_PLATEAUS = 4    # in a cell
MOST_LABELS = 12     # in a legend


def sweep_report(sweep):
    experiment, rows = sweep.experiment, sweep.rows()
    settings = f" in each of {counted(len(rows), 'setting')}" if len(rows) > 1 else ""
    yield Heading(f"{experiment.name}: {counted(len(sweep.seeds), 'start')}{settings}")
    yield Paragraph(network_line(experiment.network) + (", and so on" if len(rows) > 1 else ""))
    yield Paragraph(f"Solved: {sweep.criterion}. There the run ends; the steps are those of the solved runs.")
    if any(row["stuck"] or row["falling"] for row in rows):
        steps = counted(experiment.steps, "step")
        yield Paragraph(f"Stuck: not solved within {steps}, and the error has come to rest.")
    if any(row["falling"] for row in rows):
        yield Paragraph("Falling: not solved, but the mean error of the last fifth of the steps is a tenth below that "
                        "of the fifth before.")
    yield table(sweep, rows)
    yield Paragraph(f"Seeds {seeds(sweep.seeds)}. The same seed and settings give the same run, whoever computes it.")


def seeds(seeds):
    """0 to 99, or a list of which the first are said."""
    if isinstance(seeds, range):
        return f"{seeds[0]} to {seeds[-1]}"
    return ", ".join(map(str, seeds[:10])) + (", ..." if len(seeds) > 10 else "")


def table(sweep, rows):
    """Columns of zeros alone would say nothing: falling and diverged are there only where something is."""
    outcomes = ["solved", *[status for status in ("falling", "stuck", "diverged") if any(row[status] for row in rows)]]
    headers = [*map(title, sweep.names), "runs", *[f"{status} %" for status in outcomes], "steps: median", "quartiles"]
    cells = [[*[shown(row[name]) for name in sweep.names], row["runs"],
              *[share(row[status], row["runs"]) for status in outcomes], *steps(row["steps"])] for row in rows]
    if "stuck" in outcomes:
        headers.append("stuck at error (runs)")
        cells = [[*line, at_errors(row)] for line, row in zip(cells, rows)]
    return Table(headers, cells)


def title(name):
    """A setting as the head of a column."""
    return {"initialize": "first weights"}.get(name, name.replace("_", " "))


def shown(value):
    """A value of a setting in a cell.

    >>> shown([4, 3]), shown(0.5), shown({"name": "leaky_relu", "slope": 0.1})
    ('4-3', 0.5, 'leaky_relu(slope=0.1)')
    """
    if isinstance(value, list):
        return "-".join(map(str, value))
    if isinstance(value, dict):
        name = value.get("name", value.get("scheme"))
        return f"{name}({', '.join(f'{key}={each!r}' for key, each in value.items() if key not in ('name', 'scheme'))})"
    return value


def share(count, runs):
    percent = round(100.0 * count / runs, 1)
    return int(percent) if percent == int(percent) else percent


def steps(quartiles):
    if quartiles is None:
        return [None, None]
    lower, median, upper = (f"{round(quartiles[name]):,}" for name in ("lower", "median", "upper"))
    return [median, f"{lower} to {upper}"]


def at_errors(row):
    """0.0634 (13), 0.0848 (3), elsewhere (1)"""
    plateaus = row["plateaus"][:MOST_PLATEAUS]
    elsewhere = row["stuck"] - sum(plateau["runs"] for plateau in plateaus)
    parts = [f"{plateau['error']:.3g} ({plateau['runs']})" for plateau in plateaus]
    return ", ".join([*parts, f"elsewhere ({elsewhere})"] if elsewhere else parts)


def sweep_pictures(sweep):
    """The share that is solved by step, rising; and the errors at which others ended, in order: plateaus lie level."""
    solved, ends = [], []
    for place, label in enumerate(labels(sweep)):
        runs = sweep.runs_of(place)
        steps = sorted(run["steps"] for run in runs if run["status"] == "solved")
        solved.append((label, *rising(steps, len(runs), sweep.experiment.steps), "line"))
        errors = sorted(run["error"] for run in runs
                        if run["status"] in ("falling", "stuck") and run["error"] is not None)
        if errors:
            ends.append((label, [100.0 * (i + 0.5) / len(errors) for i in range(len(errors))], errors, "dots"))
    yield Curve("solved by step", "step", "% of the runs", solved)
    if ends:
        yield Curve("where the others end", "% of them, in order", "E", ends)


def labels(sweep):
    rows = sweep.rows()
    if len(rows) > MOST_LABELS:
        return [""] * len(rows)
    return [", ".join(f"{title(name)} {shown(row[name])}" for name in sweep.names) for row in rows]


def rising(steps, runs, last):
    """A staircase: one stair up at each step at which a run is solved."""
    xs, ys = [0], [0.0]
    for i, step in enumerate(steps):
        xs += [step, step]
        ys += [ys[-1], 100.0 * (i + 1) / runs]
    return [*xs, max(last, xs[-1])], [*ys, ys[-1]]
