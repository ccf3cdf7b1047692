"""What training did: the error by step in a table that stays short, and at the end the outs beside the targets."""

from .blocks import Heading, Paragraph, Table
from .evaluation_report import columns_report, evaluation_report
from .wording import about_great, counted, network_line


def training_report(training):
    experiment = training.experiment
    samples = counted(len(experiment.samples), "sample")
    yield Heading(f"{experiment.name}: {counted(training.steps, 'step')} on {samples}")
    yield Paragraph(network_line(experiment.network))
    several = f"The error is the {experiment.reduction} over all samples; seed {experiment.seed}."
    yield Paragraph(several if len(experiment.samples) > 1 else f"Seed {experiment.seed}.")
    yield from columns_report(experiment.document)
    yield error_table(training)
    if training.ended:
        yield Paragraph(training.ended)
    yield from map(Paragraph, about_great([error for _, error in training.errors]))
    if training.evaluations:
        yield from evaluation_report(training.evaluations, training.classes)
    yield answers_table(experiment, training.outputs, training.units)


def error_table(training):
    """By step; test samples and accuracies beside, where there are some."""
    headers = [header.replace("_", " ") for header in training.headers()]
    rows = [[f"{step:,}", error, *training.more(training.scores.get(step))] for step, error in training.errors]
    return Table(headers, rows)


MOST_ANSWERS = 20


def answers_table(experiment, outputs, units):
    """Inputs, targets and outs of every sample, or of the first where there are many; as the table has them."""
    network, (inputs, targets) = experiment.network, experiment.samples[0]
    headers = [*units.names("inputs", len(inputs)), *units.target_headers(len(targets)),
               *units.out_headers(len(outputs[0])), "error"]
    rows = [[*units.inputs(inputs), *units.targets(targets), *units.outs(outs), network.error(inputs, targets)]
            for (inputs, targets), outs in list(zip(experiment.samples, outputs))[:MOST_ANSWERS]]
    first = f", the first {len(rows)} of {len(outputs)}" if len(rows) < len(outputs) else ""
    return Table(headers, rows, caption=f"after training{first}")
