"""Numbers that nobody evaluates: a formula that is fed symbols says how its result would be worked out.

    with Symbols() as symbols:
        w, x = symbols.given("w"), symbols.given("x")
        net = w * x + 1.0

Then `symbols.nodes` has every operation, in order of computation; what is said twice is one node.
"""

import gc

from ..expression import Expression
from ..notation import ATOM
from .compiling import FAST


class Symbol(Expression):
    """A node: an operation and its arguments, or a name, or a constant.

    text    what it is in the program           binds    how tightly: see notation.py
    uses    how many formulas it is part of     last     the place of the last line that mentions it
    """

    __slots__ = ("symbols", "binds", "text", "uses", "last")

    def __init__(self, symbols, op, args=(), name=None, binds=ATOM, text=None):
        self.op, self.args, self.value, self.name = op, args, None, name
        self.symbols, self.binds, self.text, self.uses, self.last = symbols, binds, text, 0, 0

    def apply(self, op, *args):
        """One node for each operation on the same arguments. Times 1 is no operation: it gives the same number."""
        symbols = self.symbols
        for arg in args:
            if type(arg) is not Symbol:
                args = tuple(map(symbols.lift, args))
                others = [arg for arg in args if arg is not symbols.one]
                if op == "mul" and len(others) == 1:
                    return others[0]
                break
        key = op, args
        node = symbols.known.get(key)
        if node is None:
            node = symbols.known[key] = Symbol(symbols, op, args)
            symbols.nodes.append(node)
        return node

    def lift(self, value):
        return self.symbols.lift(value)

    constant = lift    # a program computes in floats

    def named(self, name):
        """The same node, which is called so if it has no name yet."""
        self.name = self.name or name
        return self


class Symbols:
    """The symbols of one program, in a notation. Until it is left no garbage is collected: there is none, and to look
    for it among so many objects takes longer than to make them.
    """

    def __init__(self, notation=FAST):
        self.notation, self.nodes, self.known = notation, [], {}
        self.one = self.lift(1.0)

    def __enter__(self):
        self.collects = gc.isenabled()
        gc.disable()
        return self

    def __exit__(self, *problem):
        self.nodes, self.known, self.one = [], {}, None    # so that nothing holds itself
        if self.collects:
            gc.enable()

    def given(self, name, value=None):
        """A number from outside, by its name."""
        return Symbol(self, "given", (), name, ATOM, self.notation.name(name))

    def lift(self, value):
        """A plain number as a constant; a symbol as it is."""
        if type(value) is Symbol:
            return value
        text = repr(value)
        if text not in self.known:
            self.known[text] = Symbol(self, "constant", (), None, *self.notation.number_text(value))
        return self.known[text]

    def taken(self):
        """The nodes so far. What comes after is another part of the program, and has no node in common with them."""
        nodes, self.nodes, self.known = self.nodes, [], {}
        self.one = self.lift(1.0)
        return nodes
