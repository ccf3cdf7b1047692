"""A learner's autograd class, tried out on expressions that tell its usual faults apart."""

from __future__ import annotations

from itertools import combinations

from ....core.guard.errors import NeurosimError
from ....core.maths import absolute
from ....explain.viewable import Viewable
from .engine_faults import EngineFault, engine_faults
from .nodes import Habits, Node

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any
    from ....explain.hints import Document

LEAVES = {"a": 2.0, "b": -3.0, "c": 10.0, "d": 0.5}
# What is worked out, by name; an operation that a class does not have is passed over.
OPERATIONS_ALONE = [
    "a + b", "a * b", "a - b", "-a", "a / b", "a ** 3", "a + 1", "1 + a", "a * 3", "3 * a", "a - 1", "1 - a", "a / 4",
    "4 / a", "d.relu()", "b.relu()", "d.tanh()", "d.sigmoid()", "d.exp()", "d.log()", "d.sqrt()", "d.sin()", "d.cos()"]
WITH_CHAIN = [*(f"({text}) * c" for text in OPERATIONS_ALONE), "d.tanh() + c", "a * b + c", "a ** 3 + c"]
USED_AGAIN = ["a - b", "b - a", "-a", "a / b", "b / a", "a ** 3", "a.relu()", "a.tanh()", "a.sigmoid()", "a.exp()",
              "a.log()", "a.sqrt()", "a.sin()", "a.cos()"]
GRAPHS = {
    "a value used twice": ["a + a", "a * a", "a * b + a", "(e := a + b) * e", "(e := d.tanh()) * e",
                           "(e := a ** 2) + e", "a - a", *(f"a * c + ({text})" for text in USED_AGAIN),
                           *(f"({text}) + a * c" for text in USED_AGAIN)],
    "a chain of uses": ["(f := (e := a + a) + e) + f", "(f := (e := a * b) * e) * f"],
    "a diamond": ["(a * b) * (a + b)", "(e := a * b) * d + e * c", "((e := a * b) + c) * (e + d)"],
    "an order of visiting": ["(e := a * b) + (e * c + (f := e + a) * f)", "(f := (e := a * b) * c) + e * d + f * a",
                             "(e := a * d) * ((f := e + b) * c + f) + e"]}
CLOSE = 1e-6


class EngineCheck:
    """One expression: what came of it beside what is right; `kind` is what it shows."""

    def __init__(self, kind: str, text: str, seen: dict[str, float], right: dict[str, float]) -> None:
        self.kind, self.text, self.seen, self.right = kind, text, seen, right

    @property
    def agrees(self) -> bool:
        return alike(self.seen, self.right)

    def __repr__(self) -> str:
        return f"EngineCheck({self.text}: {'agrees' if self.agrees else 'differs'})"


class EngineDiagnosis(Viewable):
    """What came of it.

    agree       whether every gradient is right          checks    each an EngineCheck
    faults      each with name, sentence and advice; [] where nothing known gives these numbers
    remarks     sentences on what two calls of backward() do: no mistakes, but to be known
    missing     expressions that the class cannot do

    >>> class Value:
    ...     def __init__(self, data, made_of=()):
    ...         self.data, self.grad, self.made_of = data, 0.0, made_of
    ...     def __add__(self, other):
    ...         return Value(self.data + other.data, (self, other))
    ...     def backward(self):
    ...         self.grad = 1.0
    ...         for parent in self.made_of:
    ...             parent.grad = self.grad
    >>> diagnose_engine(Value).first_difference["expression"]
    'a + a'
    """

    def __init__(self, make: Callable[[float], Any]) -> None:
        self.make, self.missing = make, []    # type: Any, list[str]
        self.checks = [check for kind, text in expressions() for check in [self.checked(kind, text)] if check]
        if not self.checks:
            raise NeurosimError("Value", "a class of numbers with +, *, backward(), data and grad",
                                problem="none of the expressions can be worked out", got=", ".join(self.missing[:3]))
        self.faults: list[EngineFault] = [] if self.agree else explained(self.checks)
        self.remarks = [] if self.faults or not self.agree else list(two_calls(self))

    def checked(self, kind: str, text: str) -> EngineCheck | None:
        try:
            seen = worked_out(text, self.make)
        except (TypeError, AttributeError, NotImplementedError, AssertionError):
            self.missing.append(text)
            return None
        return EngineCheck(kind, text, seen, worked_out(text, lambda data: Node(data, Habits())))

    @property
    def agree(self) -> bool:
        return all(check.agrees for check in self.checks)

    @property
    def first_difference(self) -> Document | None:
        """The first expression that goes wrong, and the number in it: what was given and what was expected."""
        for check in self.checks:
            for name, right in check.right.items():
                if not check.agrees and not close(check.seen[name], right):
                    return {"expression": check.text, "shows": check.kind, "name": name, "given": check.seen[name],
                            "expected": right, "leaves": {leaf: LEAVES[leaf] for leaf in leaves_of(check.text)}}
        return None

    def to_dict(self) -> Document:
        faults = [{"name": fault.name, "sentence": fault.sentence, "advice": fault.advice} for fault in self.faults]
        return {"format": "neurosim-engine", "version": 1, "agree": self.agree,
                "remarks": self.remarks, "faults": faults,
                "first_difference": self.first_difference, "missing": self.missing,
                "checks": [{"expression": check.text, "agrees": check.agrees} for check in self.checks]}

    def __repr__(self) -> str:
        wrong = [check for check in self.checks if not check.agrees]
        said = " and ".join(fault.name for fault in self.faults) or f"{len(wrong)} wrong" if wrong else "all right"
        return f"EngineDiagnosis({len(self.checks)} expressions: {said})"


def diagnose_engine(Value: Callable[[float], Any]) -> EngineDiagnosis:
    """Say what is wrong with an autograd class of the micrograd kind; `print` shows it.

    Value(2.0) is a number with `data`, `grad` and `backward()`, and as many operations as it has. Tried are each
    operation's slope, alone and within a chain; a value used twice; diamonds; the order of visiting; two calls of
    backward(). Raises NeurosimError where nothing can be worked out with it.

    >>> from neurosim.practice.diagnosis.engines.nodes import Habits, Node
    >>> diagnose_engine(lambda data: Node(data, Habits()))
    EngineDiagnosis(92 expressions: all right)
    >>> found = diagnose_engine(lambda data: Node(data, Habits(overwrites=["add"])))
    >>> found.faults[0].sentence
    'in + a gradient is overwritten where it should be added'
    """
    if not callable(Value):
        raise NeurosimError("Value", "a class, such as Value, or a function that makes a number of it", Value)
    return EngineDiagnosis(Value)


def expressions() -> list[tuple[str, str]]:
    """(what it shows, the expression), the simplest first."""
    alone = [("the slope of an operation", text) for text in OPERATIONS_ALONE]
    graphs = [(kind, text) for kind, texts in GRAPHS.items() for text in texts]
    return [*alone, *(("the chain rule", text) for text in WITH_CHAIN), *graphs]


def leaves_of(text: str) -> list[str]:
    """The letters of an expression that are given."""
    words = text.replace("(", " ").replace(")", " ").replace(".", " ").split()
    return [name for name in LEAVES if name in words or f"-{name}" in words]


def worked_out(text: str, make: Callable[[float], Any], calls: int = 1) -> dict[str, float]:
    """The value of an expression and its slope by each leaf."""
    made = {name: make(LEAVES[name]) for name in leaves_of(text)}
    result = eval(text, {}, dict(made))
    for _ in range(calls):
        result.backward()
    return {"data": number(result, DATA), **{f"d/d{name}": number(leaf, GRADS) for name, leaf in made.items()}}


DATA, GRADS = ("data", "value", "val"), ("grad", "gradient", "derivative")


def number(value: Any, names: tuple[str, ...]) -> float:
    name = next((name for name in names if hasattr(value, name)), names[0])
    found = getattr(value, name)
    return 0.0 if found is None else float(found)


def close(one: float, other: float) -> bool:
    return absolute(one - other) <= CLOSE * (1.0 + absolute(other))


def alike(one: dict[str, float], other: dict[str, float]) -> bool:
    return all(close(one[name], other[name]) for name in other)


def explained(checks: list[EngineCheck]) -> list[EngineFault]:
    """The fault that gives all these numbers, or two that do together; [] where none do."""
    known = list(engine_faults())
    for derived in (True, False):
        for fault in known:
            if gives(fault.made(derived), checks):
                return [fault]
    for derived in (True, False):
        for one, other in combinations(known, 2):
            if gives(one.made(derived).joined(other.made(derived)), checks):
                return [one, other]
    return []


def gives(habits: Habits, checks: list[EngineCheck]) -> bool:
    """Whether an engine with these habits comes to the same numbers; the rarest graphs are tried first."""
    return all(alike(worked_out(check.text, lambda data: Node(data, habits)), check.seen) for check in reversed(checks))


def two_calls(found: EngineDiagnosis) -> Any:
    """What a second backward() does to the gradients of the first."""
    text = next((text for text in ("(e := a * b) * c + e", "(e := a + b) + e") if text not in found.missing), "")
    try:
        once, twice = worked_out(text, found.make), worked_out(text, found.make, calls=2)
    except (TypeError, AttributeError, RuntimeError):    # an engine may let go of a graph once it is used
        return
    if close(twice["d/da"], once["d/da"]):
        yield "A second backward() on the same result gives the same gradients: they are reset first."
    elif close(twice["d/da"], 2.0 * once["d/da"]):
        yield "A second backward() adds the same gradients once more, as in PyTorch: reset them to 0 before each step."
    else:
        yield (f"A second backward() on the same result gives {twice['d/da']:g} where the first gave {once['d/da']:g}: "
               "the gradients of the nodes between are kept, and counted again. Reset those of all nodes before it.")
