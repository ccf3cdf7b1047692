"""Formulas as assignments of a Python program: each under its name, and what occurs twice is computed once.

    goals      pairs (name, Formula), in order of computation
    lines      the text, one assignment a line
"""

from .compiling import FAST
from ..expression import Expression
from .sums import MOST_TERMS


class Formula(Expression):
    """An Expression that nobody evaluates: only its shape is of interest."""

    __slots__ = ()

    @classmethod
    def given(cls, name, value=None):
        return cls("given", (), value, name)

    @classmethod
    def apply(cls, op, *args):
        return cls(op, tuple([arg if isinstance(arg, cls) else cls("constant", (), arg) for arg in args]), None)


def assignments(goals, is_common=None):
    """The lines of each goal, as a list of lists; the last line of each is the goal's own.

    With is_common(name), what is made of such names alone is worked out apart: its lines are a list more, the first.

    >>> a, b = Formula.given("a"), Formula.given("b")
    >>> net = a * b + 1.0
    >>> for lines in assignments([("net", net), ("out", (net - b).square() / (net - b).tanh())]):
    ...     print(lines)
    ['net = a * b + 1.0']
    ['out_part1 = net - b', 'out = ((z := out_part1) * z) / tanh(out_part1)']
    """
    shapes = SharedNodes(is_common)
    nodes = [shapes.of(formula) for _, formula in goals]
    lines = [shapes.lines(name, node) for (name, _), node in zip(goals, nodes)]
    return [shapes.common, *lines] if is_common else lines


class SharedNodes:
    """Formulas in which everything that is said twice is one node. A node that has got its line is from then on its name.

    uses      how many formulas a node is part of          terms    how long a sum it is
    """

    def __init__(self, is_common=None):
        self.is_common, self.common = is_common, []
        self.made, self.known, self.uses, self.terms, self.commons = {}, {}, {}, {}, set()

    def of(self, formula):
        """The node of a formula. A loop, as sums may be nested deep."""
        made, waiting = self.made, [formula]
        while waiting:
            formula = waiting[-1]
            missing = [arg for arg in formula.args if id(arg) not in made]
            if missing:
                waiting += missing
            else:
                waiting.pop()
                if id(formula) not in made:
                    made[id(formula)] = self.node(formula, [made[id(arg)] for arg in formula.args])
        return made[id(formula)]

    def node(self, formula, args):
        """One node for each shape; and times 1 is no operation: it gives the same number, bit by bit."""
        op = formula.op
        if op == "mul":
            for arg, other in (args, args[::-1]):
                if other.op == "constant" and other.value == 1.0:
                    return arg
        key = (op, formula.name, repr(formula.value)) if not args else (op, *map(id, args))
        node = self.known.get(key)
        if node is None:
            node = self.known[key] = Formula(op, tuple(args), formula.value, formula.name)
            self.count(node, args)
        return node

    def count(self, node, args):
        for arg in args:
            self.uses[id(arg)] = self.uses.get(id(arg), 0) + 1
        self.terms[id(node)] = self.terms[id(args[0])] + 1 if node.op in ("add", "sub") else 1
        if self.is_common and (all(id(arg) in self.commons for arg in args) if args else node.op == "constant" or self.is_common(node.name)):
            self.commons.add(id(node))

    def lines(self, name, goal):
        """The goal's line, after those of the parts that deserve one."""
        lines, parts = [], 0
        for node in self.parts(goal):
            if node is goal:
                lines.append(self.line(name, node))
            elif id(node) in self.commons:
                self.common.append(self.line(f"common_{len(self.common) + 1}", node))
            elif self.uses[id(node)] > 1 or self.terms[id(node)] % MOST_TERMS == 0:
                parts += 1
                lines.append(self.line(f"{name}_part{parts}", node))
        return lines or [f"{name} = {FAST.write(goal)}"]

    def parts(self, goal):
        """Every operation within a goal that has no line yet, arguments first; of what is common only the whole."""
        found, seen, waiting = [], set(), [goal]
        while waiting:
            node = waiting[-1]
            missing = [] if id(node) in self.commons else [arg for arg in node.args if arg.args and id(arg) not in seen]
            if missing and id(node) not in seen:
                waiting += missing[::-1]
                continue
            waiting.pop()
            if node.args and id(node) not in seen:
                found.append(node)
            seen.add(id(node))
        return found

    def line(self, name, node):
        text = f"{name} = {FAST.write(node)}"
        node.op, node.args, node.name = "given", (), name
        return text
