"""An experiment as it is now: its network as a picture and as a table, and what it learns from."""

from ...explain.naming import Names
from ...explain.notation import significant
from ..diagram import diagram
from .blocks import Heading, Paragraph
from .network_report import network_report
from .wording import counted

MOST_LINES = 300    # from neuron to neuron, that a picture is still clear with


def experiment_report(experiment):
    network, count = experiment.network, len(experiment.samples)
    names, digits = Names(network), significant(6)
    values = dict(names.values(network))
    yield Heading(experiment.name)
    if sum(len(layer.neurons[0].weights) * len(layer.neurons) for layer in network.layers) <= MOST_LINES:
        yield diagram(network, names, lambda name: digits(values[name]))
    yield from network_report(network)
    yield Paragraph(f"{counted(count, 'sample')}, {counted(experiment.trainer.steps_taken, 'step')} taken so far.")
