"""One step as a program: from what is given to every quantity of the step, for many steps of one network.

An instrumented copy takes one step, and its formulas are printed as a Python function. So the function comes to the
same bits as the step itself, in a hundredth of the time that recording takes; and as it has every formula, a step's
derivations can be had from its numbers alone, when somebody asks.
"""

from functools import cached_property
from itertools import takewhile
from math import isfinite
from operator import itemgetter

from ..arithmetic import make_arithmetic
from ..expression import Expression
from ..kinds import is_usable
from ..naming import after_step
from ..recorder import Quantity, instrument
from ...core.guard.sizes import size_of
from ...core.parameters import trained
from ..trace import Trace
from .assigning import assignments
from .carried import carried, settings
from .compiling import Compiled
from .rows import row_names
from .symbolic import symbolic
from .symbols import Symbols
from .textbook import is_textbook

MOST = 25_000         # quantities of a step; beyond, compiling takes seconds


class Program:
    """Steps on as many samples as `batch` has.

    run(parameters, rows)    every quantity of each step, in order of computation, up to one that cannot be used; the
                             parameters are `parameters_of` a network, a row is `samples_of` the batch of a step
    carried(results)         the parameters after a step

    >>> from neurosim.core.network import NeuralNetwork
    >>> from neurosim.explain.codegen.rows import samples_of
    >>> network, batch = NeuralNetwork.build(1, 1, seed=1), [([1.0], [0.0])]
    >>> program = Program(network, batch, "mean")
    >>> first, second = program.run(parameters_of(network), [samples_of(batch)] * 2)
    >>> ProgramTrace(program, first, batch)["E"] == network.error(*batch[0])
    True
    """

    def __init__(self, network, batch, reduction):
        with Symbols() as symbols:
            instrumented = instrument(network)
            instrumented.learn(batch, reduction)
            self.network, self.reduction, self.names = network, reduction, instrumented.recorder.names
            self.pattern = list(instrumented.recorder.quantities.values())
            self.index = {quantity.name: place for place, quantity in enumerate(self.pattern)}
            new = self.parameters(symbols)
            self.carried = itemgetter(*map(self.index.get, new.values()))
            self.take = Compiled(source(self.pattern, row_names(network, self.names, len(batch)), new, symbols), "take")

    def parameters(self, symbols):
        """The names of `parameters_of` the network, and what each is called after the step."""
        own = [symbol.name for symbol in carried(symbolic(self.network, self.names, symbols))]
        own += self.network.optimizer.settings
        return {name: after_step(name) if after_step(name) in self.index else name for name in own}

    def run(self, parameters, rows):
        results = []
        try:
            self.take(parameters, rows, results)
        except (ArithmeticError, ValueError):    # those before it are whole
            pass
        return list(takewhile(self.is_usable, results))

    def is_usable(self, results):
        """One sum says it of nearly every step: it is finite only if all are."""
        return isfinite(sum(results)) or all(map(is_usable, self.pattern, results))

    def explained(self, results):
        """Each Quantity by its name: the formulas of the program, with these numbers."""
        numbers, made = dict(zip(self.index, results)), {}

        def given(name):
            return Expression.given(name, numbers[name])
        return {q.name: Quantity(q.name, q.kind, q.owner, rebuilt(q.expression, given, Expression.lift, made))
                for q in self.pattern}


class ProgramTrace(Trace):
    """A trace that holds numbers alone, and makes its formulas when they are asked for."""

    arithmetic = make_arithmetic("float")
    network = property(lambda self: self.program.network)
    reduction = property(lambda self: self.program.reduction)
    names = property(lambda self: self.program.names)
    index = property(lambda self: self.program.index)

    def __init__(self, program, results, batch):
        self.program, self.results, self.batch = program, results, batch

    @cached_property
    def quantities(self):
        return self.program.explained(self.results)

    def value(self, name):
        place = self.index.get(name)
        return None if place is None else self.results[place]

    def cells(self):
        return zip(self.program.pattern, self.results)

    def __reduce__(self):
        """A pickle, and a copy, is a trace that has its formulas: the functions of a program cannot be pickled."""
        trace = Trace(self.network, self.batch, self.reduction, self.names, self.quantities, self.arithmetic)
        trace.title, trace.step, trace.places = self.title, self.step, self.places
        trace.origin, trace.seed = self.origin, self.seed
        return trace.__reduce_ex__(2)


class Programs:
    """The programs of one network, each made when it is needed for the first time."""

    def __init__(self, network, reduction):
        self.network, self.reduction, self.made = network, reduction, {}

    def of(self, batch):
        """The program for a batch of this size; None where there is none for such a step."""
        key = len(batch), *map(tuple, map(trained, self.network.layers))
        if key not in self.made:
            self.made[key] = self.make(batch)
        return self.made[key]

    def make(self, batch):
        if not is_textbook(self.network) or size_of(self.network, len(batch)).numbers > MOST:
            return None
        try:
            return Program(self.network, batch, self.reduction)
        except (ArithmeticError, ValueError, RecursionError, MemoryError):    # no such step, or nested too deep
            return None


def parameters_of(network):
    """All that goes from step to step; and the settings of the optimizer."""
    return carried(network) + settings(network.optimizer)


# From formulas to a function, and from numbers to formulas.

def source(pattern, row, new, symbols):
    """The text of the function: for each row it keeps every number, and then `new` says what the parameters are."""
    made = {}
    numbers = {q.name: rebuilt(q.expression, symbols.given, symbols.lift, made) for q in pattern}
    moved = [(numbers[old], numbers[name]) for old, name in new.items()]
    lines, moves = assignments(symbols.nodes, numbers.values(), moved)
    results = f"results.append(({', '.join([number.text for number in numbers.values()])},))"
    head = f" results.clear()\n [{', '.join(new)}] = parameters\n for [{', '.join(row)}] in rows:"
    return "\n  ".join([f"def take(parameters, rows, results):\n{head}", *lines, results, *moves])


def rebuilt(expression, given, lift, made):
    """The same formula of other numbers: given(name), and constants as `lift` makes them. Parts that formulas share are
    made once. A loop, as sums may be nested deep.
    """
    waiting = [expression]
    while waiting:
        node = waiting[-1]
        missing = [arg for arg in node.args if id(arg) not in made]
        waiting += missing
        if not missing:
            if id(node) not in made:
                made[id(node)] = rebuilt_node(node, [made[id(arg)] for arg in node.args], given, lift)
            waiting.pop()
    return made[id(expression)]


def rebuilt_node(node, args, given, lift):
    if not args:
        return given(node.name) if node.op == "given" else lift(node.value)
    return args[0].named(node.name) if node.op == "named" else args[0].apply(node.op, *args)
