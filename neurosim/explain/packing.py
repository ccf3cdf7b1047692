"""Quantities as rows of plain data, for a pickle, which would go as deep as formulas are nested; and back."""

from .expression import Expression
from .recorder import Quantity


def packed(quantities):
    """(nodes, quantities): each node of a formula once, after those it is made of, which it calls by their places."""
    places, nodes = {}, []
    for quantity in quantities.values():
        for node in causes_first(quantity.expression, places):
            places[id(node)] = len(nodes)
            nodes.append((node.op, [places[id(arg)] for arg in node.args], node.value, node.name))
    return nodes, [(each.name, each.kind, each.owner, places[id(each.expression)]) for each in quantities.values()]


def causes_first(expression, known):
    """The nodes of a formula that are not known yet; going through them makes each known. A loop, no recursion."""
    waiting = [expression]
    while waiting:
        missing = [arg for arg in waiting[-1].args if id(arg) not in known]
        waiting += missing
        if not missing:
            node = waiting.pop()
            if id(node) not in known:
                yield node


def unpacked(rows):
    """Each Quantity by its name, of what `packed` made."""
    nodes, quantities = [], {}
    for op, args, value, name in rows[0]:
        nodes.append(Expression(op, tuple(nodes[place] for place in args), value, name))
    for name, kind, owner, place in rows[1]:
        quantities[name] = Quantity(name, kind, owner, nodes[place])
    return quantities
