"""A network as it is now: what it is, and a row for each weight and bias."""

from ...explain.naming import Names
from .blocks import Paragraph, Table
from .wording import listed, network_line


def network_report(network):
    names = Names(network)
    yield Paragraph(network_line(network))
    yield Table(["", "from", "to", "value"], [row(names, name, value) for name, value in names.values(network)])


def row(names, name, value):
    source, neurons = names.ends[name]
    return [name, source or "1", listed(neurons, 3), value]
