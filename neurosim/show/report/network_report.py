"""A network as it is now: what it is, and a row for each weight and bias."""

from ...explain.naming import Names
from .blocks import Paragraph, Table
from .wording import drawn_line, listed


def network_report(network):
    names = Names(network)
    yield Paragraph(drawn_line(network))
    yield Table(["", "from", "to", "value"], [row(names, name, value) for name, value in names.values(network)])


def row(names, name, value):
    source, neurons = names.ends[name]
    return [name, source or "1", listed(neurons, 3), value]
