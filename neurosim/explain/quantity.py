"""A quantity: one number of a step, under its name."""

from __future__ import annotations

from .terms import summands

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from .expression import Expression
    from .hints import Value


class Quantity:
    """One number of a step: its name, its kind (net, out, dE_dw, ...), its neuron or weight, its expression."""

    __slots__ = ("name", "kind", "owner", "expression")

    def __init__(self, name: str, kind: str, owner: str, expression: Expression) -> None:
        self.name, self.kind, self.owner, self.expression = name, kind, owner, expression

    @property
    def value(self) -> Value:
        return self.expression.value

    @property
    def is_given(self) -> bool:
        return self.expression.op == "given"

    def terms(self) -> list[Expression]:
        """The terms of the sum that gives it, each an expression."""
        return [term for _, term in summands(self.expression.body)]

    def __repr__(self) -> str:
        return f"Quantity({self.name}, {self.value!r})"
