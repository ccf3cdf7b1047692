"""Symbols as assignments: what is used once is written inside the formula that uses it, anything else has a line."""

from functools import lru_cache
from itertools import count

from ..naming import after_step
from ..notation import ATOM
from .compiling import FAST

LONGEST = 500    # characters of a formula in one line: Python's own compiler goes one level deeper for each operation
IN_PLACE = {"add": "+=", "sub": "-="}


class Patterns(dict):
    """(operation, how tightly each argument binds) -> (how tightly it binds, what fills the arguments' texts in)."""

    def __init__(self, notation):
        super().__init__()
        self.notation = notation

    def __missing__(self, key):
        op, *binds = key
        blanks = [(each, "{%d}" % place) for place, each in enumerate(binds)]
        strength, text = self.notation.applied(op, blanks, self.notation.bracketed)
        self[key] = strength, text.format
        return self[key]


patterns_of = lru_cache(Patterns)    # of each notation, once


def assignments(nodes, results, carried=(), notation=FAST):
    """(the lines, the moves): what is needed of `nodes`, which are in order of computation.

    results    what the program speaks of after the last line: each has its `text` then
    carried    pairs (old, new) of a name and the number that takes its place: at once where no later line mentions
               the old one, else by the moves, which come after whatever speaks of the results

    >>> from neurosim.explain.codegen.symbols import Symbols
    >>> with Symbols() as symbols:
    ...     w, x, v = map(symbols.given, ["w", "x", "v"])
    ...     net = (w * x + 1.0).named("net")
    ...     new = v + net.square() / net.tanh()
    ...     assignments(symbols.nodes, [net], [(v, new), (w, w - new * v)])
    (['net = w * x + 1.0', 'v_new = v + ((z := net) * z) / tanh(net)', 'w -= v_new * v'], ['v = v_new'])
    """
    carried = list(carried)
    mark(nodes, results, carried)
    lines = list(written(nodes, {id(new): old for old, new in reversed(carried)}, patterns_of(notation)))
    moved = [(old.name, new.text) for old, new in carried if new.text != old.name]
    return lines, [" = ".join(map(", ".join, zip(*moved)))] if moved else []


def mark(nodes, results, carried):
    """Who is used, how often, and where for the last time. Backwards: whoever uses a node comes after it."""
    end = len(nodes)
    for old, _ in carried:
        old.last = 0
    for node in [*results, *[new for old, new in carried if new is not old]]:
        node.uses, node.last = node.uses + 2, end    # enough to have a line
    for place in range(end - 1, -1, -1):
        node = nodes[place]
        if node.uses:
            line = node.last = node.last if node.uses == 1 else place
            for arg in node.args:
                arg.uses += 1
                if arg.last < line:
                    arg.last = line


def written(nodes, news, patterns):
    """The lines; every node has its text then, or its name."""
    parts = count(1)
    for place, node in enumerate(nodes):
        if node.uses:
            fill_in(node, patterns)
            if node.uses > 1 or len(node.text) > LONGEST:
                name = name_for(node, news.get(id(node)), place) or f"part{next(parts)}"
                yield line(name, node)
                node.binds, node.text = ATOM, name


def fill_in(node, patterns):
    """The text of a node from those of its arguments. Nearly all have two: written out, as that takes half the time."""
    args = node.args
    if len(args) == 2:
        left, right = args
        node.binds, filled = patterns[node.op, left.binds, right.binds]
        node.text = filled(left.text, right.text)
    else:
        node.binds, filled = patterns[(node.op, *[arg.binds for arg in args])]
        node.text = filled(*[arg.text for arg in args])


def name_for(node, old, place):
    """The name of the number whose place it takes, if that is not mentioned any more; else its own, if it has one."""
    if old is not None:
        return old.name if old.last <= place else after_step(old.name)
    return node.name


def line(name, node):
    """w -= step for w = w - step, which is the same."""
    if node.op in IN_PLACE and node.args[0].text == name:
        return f"{name} {IN_PLACE[node.op]} {node.args[1].text}"
    return f"{name} = {node.text}"
