"""What a network answers, and how wrong that is, as symbols: for the error over many samples at once."""

from ...core.maths import total
from ..naming import Names
from .assigning import assignments
from .carried import carried
from .straight import indented, listed, texts
from .symbolic import label, symbolic
from .symbols import Symbols


class SymbolicAnswer:
    """The answer to one sample, outside training, where nothing is dropped.

    state    what goes from step to step           row      the names of a sample's numbers
    outs     the answer                            error    E
    lines    what comes to the outs                of_error what comes from there to E
    """

    def __init__(self, network, symbols):
        names = Names(network)
        network = symbolic(network, names, symbols)
        self.state, self.row = carried(network), [*names.inputs, *names.targets]
        self.outs = network.feed_forward(list(map(symbols.given, names.inputs)))
        label(network, names, 1)
        self.lines, _ = assignments(symbols.taken(), self.outs, (), symbols.notation)
        parts = network.errors(list(map(symbols.given, names.targets)))
        self.error = total(parts)
        self.of_error, _ = assignments(symbols.taken(), [self.error], (), symbols.notation)


def answer_source(network):
    """The text of answer(rows, state) -> (E, outs) of each row.

    >>> from neurosim.core.network import NeuralNetwork
    >>> print(answer_source(NeuralNetwork.build(1, 1, bias="none")))
    def answer(rows, state):
        found = []
        w1, = state
        for i1, t1 in rows:
            out_o1 = 1.0 / (1.0 + exp(-(w1 * i1)))
            part1 = 0.5 * ((z := t1 - out_o1) * z)
            found.append((part1, [out_o1,]))
        return found
    """
    with Symbols() as symbols:
        answer = SymbolicAnswer(network, symbols)
        loop = [*answer.lines, *answer.of_error, f"found.append(({answer.error.text}, [{listed(texts(answer.outs))}]))"]
        body = ["found = []", f"{listed(texts(answer.state))} = state", f"for {listed(answer.row)} in rows:",
                indented(loop), "return found"]
        return f"def answer(rows, state):\n{indented(body)}"
