"""The whole training loop of a network as the text of one Python function: forward, backward, update, for many steps.

    train(steps, state, settings) -> (the state after them, the nets of the last sample)

    steps       for each step a row of its samples' inputs, masks and targets, or a list with such a row for each sample
    state       all that goes from step to step: see carried.py

Numbers have the names that they have everywhere. Python reaches the first 256 names of a function faster than the rest,
so that the weights of a large network come last.
"""

from functools import lru_cache
from itertools import chain

from ...core.batches import added, divided
from ..naming import Names, name_of, slope_of
from .assigning import assignments
from .carried import carried
from .compiling import Compiled
from .rows import row_names
from .symbolic import gradient, label, symbolic
from .symbols import Symbols

MANY_NAMES = 200
ANY = 0    # samples of a step


@lru_cache(maxsize=8)
def compiled(source):
    """The function; the last few are kept."""
    return Compiled(source, "train")


def source(network, samples=1, reduction="mean"):
    """The text of the function, for steps of so many samples; ANY: of any number, in a loop.

    >>> from neurosim.core.network import NeuralNetwork
    >>> print(source(NeuralNetwork.build(1, 1)))
    def train(steps, state, settings):
        learning_rate, = settings
        w1, b1 = state
        for i1, t1 in steps:
            net_o1 = w1 * i1 + b1
            out_o1 = 1.0 / (1.0 + exp(-net_o1))
            dE_dnet_o1 = (out_o1 - t1) * (out_o1 * (1.0 - out_o1))
            w1 -= learning_rate * (dE_dnet_o1 * i1)
            b1 -= learning_rate * dE_dnet_o1
        return [w1, b1], [net_o1,]
    """
    with Symbols() as symbols:
        loop = Loop(network, symbols, samples, reduction)
        body = loop.one_by_one() if samples == ANY else loop.at_once()
        return f"def train(steps, state, settings):\n{indented([*loop.head(), *body, *loop.end()])}"


class Loop:
    """The parts of the function. A step is what the core makes of symbols: slopes first, then the moves.

    state    what goes from step to step          row       the names of a sample's numbers, or of all the samples'
    nets     of the last sample                   slopes    of E by every parameter
    """

    def __init__(self, network, symbols, samples, reduction):
        self.names, self.symbols, self.reduction = Names(network), symbols, reduction
        self.network = symbolic(network, self.names, symbols)
        self.state = carried(self.network)
        self.row = row_names(self.network, self.names, samples)
        self.slopes = gradient(self.network, self.names, symbols, samples, reduction)
        self.nets = [neuron.net for layer in self.network.layers for neuron in layer.neurons]
        label(self.network, self.names, samples)

    def at_once(self):
        """The loop over steps of which each is one row."""
        update, moves = self.update(self.slopes, self.nets)
        return [f"for {listed(self.row)} in steps:", indented([*update, *moves])]

    def in_parts(self):
        """(the slopes that add up, what adds those of a sample, the update, the moves)"""
        sums = [[[self.symbols.given(slope_of("E", name)) for name in group] for group in groups]
                for groups in self.names.grouped()]
        totals = added(sums, self.slopes)
        of_a_sample = self.symbols.taken()
        update, moves = self.update(divided(sums, self.symbols.given("count")) if self.reduction == "mean" else sums)
        adding = [(old, new) for old, new in zip(flat(sums), flat(totals)) if old.uses]    # no others are asked for
        learn, _ = assignments(of_a_sample, self.nets, adding, self.symbols.notation)
        return [old.name for old, _ in adding], learn, update, moves

    def one_by_one(self):
        """The loop over steps, and in it the loop over the samples of each, whose slopes add up."""
        sums, learn, update, moves = self.in_parts()
        return ["for rows in steps:", indented([
            " = ".join(sums) + " = NOTHING",
            f"for {listed(self.row)} in rows:", indented(learn), "count = float(len(rows))", *update, *moves])]

    def update(self, slopes, results=()):
        """What the optimizer makes of the slopes."""
        self.network.optimizer.step(self.network, slopes)
        return assignments(self.symbols.taken(), results, zip(self.state, carried(self.network)),
                           self.symbols.notation)

    def head(self):
        """What is given; of many names those first that are used most."""
        most_used = [name_of(kind, h) for kind in ("dE_dnet", "out") for h in chain(*self.names.neurons)] + self.row
        first = [" = ".join(most_used) + " = 0.0"] if len(self.state) > MANY_NAMES else []
        return [*first, f"{listed(self.network.optimizer.settings)} = settings", f"{listed(texts(self.state))} = state"]

    def end(self):
        return [f"return [{listed(texts(self.state))}], [{listed(texts(self.nets))}]"]


def texts(symbols):
    return [symbol.text for symbol in symbols]


def flat(gradient):
    return [slope for layer in gradient for group in layer for slope in group]


def indented(texts):
    return "\n".join(["    " + text.replace("\n", "\n    ") for text in texts])


def listed(names):
    """a, b, c, also where there is one alone."""
    return ", ".join(names) + "," * (len(names) == 1)
