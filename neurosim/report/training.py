"""What training did: the error by step in a table that stays short, and at the end the outs beside the targets."""

from .blocks import Heading, Paragraph, Table
from .wording import counted, network_line


def training_report(training):
    experiment = training.experiment
    yield Heading(f"{experiment.name}: {counted(training.steps, 'step')} on {counted(len(experiment.samples), 'sample')}")
    yield Paragraph(network_line(experiment.network))
    yield Paragraph(f"The error is the {experiment.reduction} over all samples; seed {experiment.seed}." if len(experiment.samples) > 1
                    else f"Seed {experiment.seed}.")
    yield Table(["step", "error"], [[f"{step:,}", error] for step, error in training.errors])
    yield answers_table(experiment, training.outputs)


MOST_ANSWERS = 20


def answers_table(experiment, outputs):
    """Inputs, targets and outs of every sample, or of the first where there are many."""
    network = experiment.network
    headers = [*[f"i{i}" for i in range(1, len(experiment.samples[0][0]) + 1)],
               *[f"t{i}" for i in range(1, len(experiment.samples[0][1]) + 1)], *[f"o{i}" for i in range(1, len(outputs[0]) + 1)], "error"]
    rows = [[*inputs, *targets, *outs, network.error(inputs, targets)]
            for (inputs, targets), outs in list(zip(experiment.samples, outputs))[:MOST_ANSWERS]]
    left_out = len(outputs) - len(rows)
    return Table(headers, rows, caption="after training" + (f", the first {len(rows)} of {len(outputs)}" if left_out else ""))
