"""What training did: the error by step in a table that stays short, and at the end the outs beside the targets."""

from ...explain.naming import numbered
from .blocks import Heading, Paragraph, Table
from .wording import about_great, counted, network_line


def training_report(training):
    experiment = training.experiment
    samples = counted(len(experiment.samples), "sample")
    yield Heading(f"{experiment.name}: {counted(training.steps, 'step')} on {samples}")
    yield Paragraph(network_line(experiment.network))
    several = f"The error is the {experiment.reduction} over all samples; seed {experiment.seed}."
    yield Paragraph(several if len(experiment.samples) > 1 else f"Seed {experiment.seed}.")
    yield Table(["step", "error"], [[f"{step:,}", error] for step, error in training.errors])
    yield from map(Paragraph, about_great([error for _, error in training.errors]))
    yield answers_table(experiment, training.outputs)


MOST_ANSWERS = 20


def answers_table(experiment, outputs):
    """Inputs, targets and outs of every sample, or of the first where there are many."""
    network, (inputs, targets) = experiment.network, experiment.samples[0]
    headers = [*numbered("i", len(inputs)), *numbered("t", len(targets)), *numbered("o", len(outputs[0])), "error"]
    rows = [[*inputs, *targets, *outs, network.error(inputs, targets)]
            for (inputs, targets), outs in list(zip(experiment.samples, outputs))[:MOST_ANSWERS]]
    first = f", the first {len(rows)} of {len(outputs)}" if len(rows) < len(outputs) else ""
    return Table(headers, rows, caption=f"after training{first}")
