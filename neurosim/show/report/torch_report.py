"""A step of PyTorch beside ours."""

from ...explain.notation import pretty
from .blocks import Heading, Name, Paragraph, Table
from .wording import about, counted, listed, network_line

MOST_ROWS, MOST_DIFFERENT = 400, 40    # of a small network all numbers are shown, of a larger one those that differ
MOST_EXPLANATIONS = 3


def torch_report(step):
    """Each number by PyTorch and by neurosim, in order of computation; the first difference, and what it comes from."""
    yield Heading("A step of PyTorch beside neurosim's")
    yield Paragraph(network_line(step.experiment.network))
    yield Paragraph(verdict(step))
    if len(step.rows) <= MOST_ROWS:
        yield from (Paragraph(f"This is what comes out when {each.sentence} ({each.mistake}).")
                    for each in step.explanations[:MOST_EXPLANATIONS])
    rows = step.rows if len(step.rows) <= MOST_ROWS else [row for row in step.rows if not row[3]][:MOST_DIFFERENT]
    if rows:
        yield Table(["", "PyTorch", "neurosim", ""], [[Name(name), "none" if theirs is None else theirs, ours,
                                                      "" if agrees else "DIFFERS"]
                                                     for name, theirs, ours, agrees in rows])


def verdict(step):
    """All agree; or the first that does not, in words, and those it is worked out from."""
    if step.agree:
        return f"All {counted(len(step.rows), 'number')} agree."
    first = step.first_difference
    places = [name for name, *_ in step.rows]
    before = places.index(first)
    came = listed(list(map(pretty, step.causes)))
    from_what = f" It is worked out from {came}, which agree{'s' * (len(step.causes) == 1)}." if step.causes else ""
    return (f"First difference: {pretty(first)}, {about(step.trace, first)}. "
            f"{counted(before, 'number')} before it agree{'s' * (before == 1)}.{from_what}")
