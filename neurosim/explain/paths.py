"""The same gradient as one product for each path from the error to the weight.

A step of a derivation adds up what comes back from the layer behind it. Multiplied out, that is one product for each
path. There are many more paths than steps (12 layers of 3 neurons: 177,147 against 180), so they are counted first
and listed one at a time.
"""

from itertools import islice
from math import prod

from .derivation import names_in
from .expression import Expression
from .kinds import is_slope_of_error


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
        """Each path as the list of its factors, from the error back to the weight.

        A loop with a stack, as paths may be long. Factors found and nodes to come are chains (last, those before),
        which branches share.
        """
        waiting = [(None, (self.top, None))]
        while waiting:
            factors, ahead = waiting.pop()
            if ahead is None:
                yield in_order(factors)
                continue
            node, ahead = ahead
            if self.is_leaf(node):
                waiting.append(((node, factors), ahead))
            elif node.op == "add":
                waiting += [(factors, (term, ahead)) for term in reversed(node.args)]
            else:
                for part in reversed(self.parts(node)):
                    ahead = (part, ahead)
                waiting.append((factors, ahead))

    def first(self, most):
        """(factors, product) of the first paths."""
        return [(factors, prod(factor.value for factor in factors)) for factors in islice(self, most)]

    def is_leaf(self, node):
        """Whether a path stops here: at a name that no slope of the error goes into, or at any other formula."""
        if node.op == "named":
            return not any(is_slope_of_error(self.quantities[name]) for name in names_in(node.body))
        return node.op not in ("add", "mul", "div") or node.args[0].op == "constant"

    def parts(self, node):
        """What a node multiplies. The mean of a batch divides by the number of samples: one more factor."""
        return (node.args[0], Expression.lift(1.0) / node.args[1]) if node.op == "div" else node.args

    def counted(self):
        """How many paths there are: terms add up, factors multiply. No recursion: causes are counted before effects."""
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


def in_order(chain):
    """The members of a chain (last, those before), first to last."""
    members = []
    while chain is not None:
        member, chain = chain
        members.append(member)
    return members[::-1]
