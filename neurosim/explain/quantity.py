"""A quantity: one number of a step, under its name."""

from .terms import summands


class Quantity:
    """One number of a step: its name, its kind (net, out, dE_dw, ...), its neuron or weight, its expression."""

    __slots__ = ("name", "kind", "owner", "expression")

    def __init__(self, name, kind, owner, expression):
        self.name, self.kind, self.owner, self.expression = name, kind, owner, expression

    @property
    def value(self):
        return self.expression.value

    @property
    def is_given(self):
        return self.expression.op == "given"

    def terms(self):
        """The terms of the sum that gives it, each an expression."""
        return [term for _, term in summands(self.expression.body)]

    def __repr__(self):
        return f"Quantity({self.name}, {self.value!r})"
