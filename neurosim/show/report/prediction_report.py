"""What a network answers: of one row the way forward, number by number; then the answers, in the units of the table."""

from ...explain.naming import numbered
from .blocks import Heading, Paragraph, Table
from .evaluation_report import columns_report
from .trace_report import SampleValues, forward_table
from .wording import counted, network_line


def prediction_report(prediction):
    experiment = prediction.experiment
    yield Heading(f"{experiment.name}: {counted(len(prediction.rows), 'answer')}")
    yield Paragraph(network_line(experiment.network))
    yield Paragraph(f"The weights are those after {counted(experiment.steps_taken, 'step')}.")
    if len(prediction.rows) == 1:
        yield from way_forward(prediction)
    else:
        yield from columns_report(experiment.document)
    yield Table(prediction.headers(), prediction.table(), caption="answers")


def way_forward(prediction):
    """What the network sees of the inputs, and what each neuron makes of it."""
    trace, [row], [seen] = prediction.forward, prediction.rows, prediction.seen
    if row != seen:
        names = prediction.units.names("inputs", len(row))
        yield Table(["", "column", "given", "scaled"], list(zip(numbered("i", len(row)), names, row, seen)))
    yield Heading("Forward: net = the sum of weight · input, and the bias;  out = f(net)", 3)
    for layer in range(len(trace.network.layers)):
        yield forward_table(trace, layer, SampleValues(trace, "", {}))
