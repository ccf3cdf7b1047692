"""A derivation: why a number is what it is, step by step, from the goal down to what was given."""

from __future__ import annotations

from ..core.initializers import seed_field
from .arithmetic import nearest_finite, number_text
from .expression import Expression
from .kinds import KINDS, is_parameter, is_slope_of_error
from .naming import after_step, is_delta_name, parameter_of, slope_of
from .notation import PYTHON
from .viewable import Viewable

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from typing import Any
    from .hints import Document
    from .quantity import Quantity
    from .trace import Trace


class Step:
    """One line of a derivation: a quantity, and the formula that gives it from its causes."""

    def __init__(self, quantity: Quantity) -> None:
        self.name, self.kind, self.owner, self.value = quantity.name, quantity.kind, quantity.owner, quantity.value
        self.is_given = quantity.is_given
        self.body = three_factors(quantity)
        self.causes = [] if self.is_given else names_in(self.body)

    @property
    def formula(self) -> str:
        """A Python expression over the causes; evaluating it gives the value to the last bit."""
        return self.numbers if self.is_given else PYTHON.write(self.body)

    @property
    def numbers(self) -> str:
        """The formula with numbers in place of names."""
        return PYTHON.write_values(self.body)

    def to_dict(self) -> Document:
        return {"name": self.name, "formula": self.formula, "numbers": self.numbers,
                "value": nearest_finite(self.value), "causes": self.causes}

    def __repr__(self) -> str:
        return f"Step({self.name} = {self.formula} = {self.value!r})"


class Derivation(Viewable):
    """The steps to a goal: goal first, causes below effects.

    `update` holds the steps that only the new value needs, where the goal was asked for as a weight or a bias.
    """

    def __init__(self, goal: str, steps: list[Step], update: Iterable[Step], trace: Trace) -> None:
        self.goal, self.steps, self.update, self.trace = goal, steps, list(update), trace
        self.value = steps[0].value

    def to_dict(self) -> Document:
        return {"format": "neurosim-derivation", "version": 1, "goal": self.goal, "value": nearest_finite(self.value),
                **self.trace.numbers(), **seed_field(self.trace.network), "steps": self.rows()}

    def rows(self) -> list[Document]:
        """Each step as a dict; `text` is the value as an arithmetic other than floats writes it."""
        steps = [*self.steps, *self.update]
        if not self.trace.numbers():
            return [step.to_dict() for step in steps]
        return [{**step.to_dict(), "text": number_text(step.value)} for step in steps]

    def __reduce__(self) -> tuple[Any, ...]:
        """A pickle is its trace, and what was asked for."""
        return derive, (self.trace, parameter_of(self.goal) if self.update else self.goal)

    def __repr__(self) -> str:
        return f"Derivation({self.goal} = {self.value!r}, {len(self.steps) + len(self.update)} steps)"


def derive(trace: Trace, written: str, known: Container[str] = ()) -> Derivation:
    """The derivation of a quantity of a trace, by its name in any notation; `w5` means dE_dw5, and then its update.

    known    what need not be derived once more, and nothing that it depends on
    """
    name = trace.find(written)
    if not is_parameter(trace.quantities[name]):
        return Derivation(name, steps_to(trace.quantities, name, known), (), trace)
    slope = slope_of("E", name)
    steps = steps_to(trace.quantities, slope, known)
    derived = {step.name for step in steps}
    update = [step for step in steps_to(trace.quantities, after_step(name), known)
              if step.name not in derived and step.name not in known]
    return Derivation(slope, steps, update, trace)


def steps_to(quantities: dict[str, Quantity], goal: str, known: Container[str] = ()) -> list[Step]:
    """Every step that the goal depends on, level by level: first the goal, then its causes, then theirs.

    A quantity stands below everything that uses it: every effect has its level before its causes get theirs.
    """
    level, steps = {goal: 0}, effects_first(quantities, goal, known)
    for name, step in steps.items():
        for cause in step.causes:
            if cause in steps:
                level[cause] = max(level.get(cause, 0), level[name] + 1)
    return sorted_by_mention(steps, level)


def effects_first(quantities: dict[str, Quantity], goal: str, known: Container[str]) -> dict[str, Step]:
    """The steps, each before all that it depends on. A loop, as a network may be deep."""
    steps, done = {goal: Step(quantities[goal])}, []
    waiting = [(goal, iter(steps[goal].causes))]
    while waiting:
        name, causes = waiting[-1]
        cause = next((cause for cause in causes if cause not in steps and cause not in known), None)
        if cause is None:
            done.append(name)
            waiting.pop()
        else:
            steps[cause] = Step(quantities[cause])
            waiting.append((cause, iter(steps[cause].causes)))
    return {name: steps[name] for name in reversed(done)}


def sorted_by_mention(steps: dict[str, Step], level: dict[str, int]) -> list[Step]:
    """Level by level; within a level in the order in which the lines above mention them."""
    levels: list[list[str]] = [[] for _ in range(max(level.values()) + 1)]
    for name in steps:
        levels[level[name]].append(name)
    mention: dict[str, int] = {}
    ordered = []
    for names in levels:
        for name in sorted(names, key=lambda name: mention.get(name, 0)):
            ordered.append(steps[name])
            for cause in steps[name].causes:
                mention.setdefault(cause, len(mention))
    return ordered


def three_factors(quantity: Quantity) -> Expression:
    """dE/dw = dE/dnet * dnet/dw, with dE/dnet written out where it is a product: the chain rule in three factors."""
    body = quantity.expression.body
    first = body.args[0] if body.op == "mul" else body
    is_gradient = KINDS[quantity.kind].stage == "gradient" and is_slope_of_error(quantity)
    if not is_gradient or not is_delta(first) or first.body.op != "mul":
        return body
    return Expression("mul", (first.body, body.args[1]), body.value) if body.op == "mul" else first.body


def is_delta(expression: Expression) -> bool:
    return expression.op == "named" and is_delta_name(expression.name)


def names_in(body: Expression) -> list[str]:
    """The names a formula mentions, each once, from left to right. A loop, as sums may be long."""
    found: dict[str, None] = {}
    waiting = [body]
    while waiting:
        node = waiting.pop()
        if node.is_name:
            found[node.name] = None
        else:
            waiting += reversed(node.args)
    return list(found)
