"""The whole training loop of a network as the text of one Python function: forward, backward, update, for many steps.

    train(steps, state, settings) -> (the state after them, the nets of the last sample)

    steps       for each step a row of the sample's inputs, masks and targets; with batches a list of such rows
    state       all that goes from step to step: see carried.py

Numbers have the names that they have everywhere. Python reaches the first 256 names of a function faster than the rest,
so that the weights of a large network come last.
"""

from functools import lru_cache
from itertools import chain

from ...core.batches import added, divided
from ..naming import Names
from .assigning import assignments
from .carried import carried
from .compiling import Compiled
from .symbolic import gradient, label, symbolic
from .symbols import Symbols

MANY_NAMES = 200


@lru_cache(maxsize=8)
def compiled(source):
    """The function; the last few are kept."""
    return Compiled(source, "train")


def source(network, batches=False, reduction="mean"):
    """The text of the function; `batches` says whether a step has more than one sample.

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
        return f"def train(steps, state, settings):\n{indented(lines(network, symbols, batches, reduction))}"


def lines(network, symbols, batches, reduction):
    names = Names(network)
    copied = symbolic(network, names, symbols)
    state = carried(copied)
    row, slopes = gradient(copied, names, symbols)
    label(copied, names)
    nets = [neuron.net for layer in copied.layers for neuron in layer.neurons]
    loop = (of_batches if batches else of_samples)(copied, names, symbols, state, slopes, nets, row, reduction)
    fast = [f"{kind}_{h}" for kind in ("dE_dnet", "out") for h in chain(*names.neurons)] + row
    head = [" = ".join(fast) + " = 0.0"] if len(state) > MANY_NAMES else []
    state, nets = (listed([number.text for number in numbers]) for numbers in (state, nets))
    head += [f"{listed(copied.optimizer.settings)} = settings", f"{state} = state"]
    return [*head, *loop, f"return [{state}], [{nets}]"]


def of_samples(network, names, symbols, state, slopes, nets, row, reduction):
    """The loop over steps of one sample."""
    network.optimizer.step(network, slopes)
    lines, moves = assignments(symbols.nodes, nets, zip(state, carried(network)))
    return [f"for {listed(row)} in steps:", indented([*lines, *moves])]


def of_batches(network, names, symbols, state, slopes, nets, row, reduction):
    """The loop over steps, and in it the loop over the samples of each, whose slopes add up."""
    sums = [[[symbols.given(f"dE_d{name}") for name in group] for group in groups] for groups in names.grouped()]
    totals = added(sums, slopes)
    of_a_sample = symbols.taken()
    network.optimizer.step(network, divided(sums, symbols.given("count")) if reduction == "mean" else sums)
    update, moves = assignments(symbols.taken(), [], zip(state, carried(network)))
    adding = [(old, new) for old, new in zip(flat(sums), flat(totals)) if old.uses]    # the others are not asked for
    learn, _ = assignments(of_a_sample, nets, adding)
    start = " = ".join([old.name for old, _ in adding]) + " = NOTHING"
    return ["for rows in steps:", indented([start, f"for {listed(row)} in rows:", indented(learn),
                                            "count = float(len(rows))", *update, *moves])]


def flat(gradient):
    return [slope for layer in gradient for group in layer for slope in group]


def indented(texts):
    return "\n".join(["    " + text.replace("\n", "\n    ") for text in texts])


def listed(names):
    """a, b, c, also where there is one alone."""
    return ", ".join(names) + "," * (len(names) == 1)
