"""The same gradient as one product for each path from the error to the weight.

A step of a derivation adds up what comes back from the layer behind it. Multiplied out, that is one product for each
path. There are many more paths than steps (12 layers of 3 neurons: 177,147 against 180), so they are counted first
and listed one at a time.
"""

from itertools import islice
from math import prod

SLOPES = ("dE_dw", "dE_db", "dE_dnet", "dE_dout")


class Paths:
    """The paths of one slope: how many there are, and the first of them.

    >>> from neurosim.core.network import NeuralNetwork
    >>> from neurosim.explain.trace import take_trace
    >>> trace = take_trace(NeuralNetwork.build(1, 2, 1, seed=1), [([1.0], [0.0])])
    >>> paths = Paths(trace, "dE_dout_h1")
    >>> paths.count, [leaf.name for leaf in next(iter(paths))]
    (1, ['dE_dout_o1', 'dout_o1_dnet_o1', 'w3'])
    """

    def __init__(self, trace, goal):
        self.quantities, self.goal = trace.quantities, goal
        self.top = trace.quantities[goal].expression
        self.count = self.counted()

    def __iter__(self):
        """Each path as the list of its factors, from the error back to the weight. A loop with a stack: paths may be long."""
        waiting = [([], [self.top])]
        while waiting:
            factors, rest = waiting.pop()
            if not rest:
                yield factors
                continue
            node, rest = rest[-1], rest[:-1]
            if self.is_leaf(node):
                waiting.append(([*factors, node], rest))
            elif node.body.op == "add":
                waiting += [(factors, [*rest, term]) for term in reversed(node.body.args)]
            else:
                waiting.append((factors, [*rest, *reversed(self.factors(node))]))

    def first(self, most):
        """(factors, product) of the first paths."""
        return [(factors, prod(factor.value for factor in factors)) for factors in islice(self, most)]

    def is_leaf(self, node):
        """Whether a path stops here: at a name that is no sum or product of slopes, or at any other formula."""
        if node.is_name and (node.op == "given" or self.quantities[node.name].kind not in SLOPES):
            return True
        return node.body.op not in ("add", "mul", "named")

    def factors(self, node):
        return [node.args[0]] if node.op == "named" else list(node.args)

    def counted(self):
        """How many paths there are: terms add up, factors multiply. Causes are counted before effects, without recursion."""
        counts, waiting = {}, [self.top]
        while waiting:
            node = waiting[-1]
            parts = () if self.is_leaf(node) else node.args
            missing = [part for part in parts if id(part) not in counts]
            if missing:
                waiting += missing
                continue
            numbers = [counts[id(part)] for part in parts]
            counts[id(waiting.pop())] = sum(numbers) if node.op == "add" else prod(numbers)
        return counts[id(self.top)]
