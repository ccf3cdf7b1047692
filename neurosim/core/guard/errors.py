"""The one error that neurosim raises for what it was given: it says where, what was expected, and what it got."""

from __future__ import annotations

from .arrays import shape_of

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

ABSENT = object()


class NeurosimError(ValueError):
    """Something given to neurosim cannot be used.

    `field` says where it stands, `expected` what should stand there, `value` what does.

    >>> print(NeurosimError("inputs[0]", "a finite number", None))
    inputs[0]: expected a finite number, got None
    >>> print(NeurosimError("activation", "one of sigmoid, tanh", problem="unknown activation 'sigmod'"))
    activation: unknown activation 'sigmod' (expected one of sigmoid, tanh)
    """

    def __init__(self, field: str, expected: str = "", value: object = ABSENT, problem: str = "",
                 got: str | None = None) -> None:
        self.field, self.expected, self.value, self.problem = field, expected, value, problem
        self.got = ("" if value is ABSENT else echo(value)) if got is None else got
        super().__init__(self.sentence())

    def sentence(self) -> str:
        parts = [self.expected and f"expected {self.expected}", self.got and f"got {self.got}"]
        wanted = ", ".join(filter(None, parts))
        if self.problem:
            wanted = self.problem + (f" ({wanted})" if wanted else "")
        return f"{self.field}: {wanted}" if self.field else wanted

    def inside(self, place: str) -> NeurosimError:
        """The same error, seen from further out: `weights[0]` inside `layers[1]` is `layers[1].weights[0]`."""
        joint = "" if not self.field or self.field.startswith("[") else "."
        return type(self)(f"{place}{joint}{self.field}", self.expected, self.value, self.problem, self.got)


class Undefined(NeurosimError):
    """An out has come to where the loss has no finite value: the run stops.

    `place` is the sample's place in its batch, once it is known.
    """

    place: int | None = None

    def of_sample(self, number: int) -> Undefined:
        """The same error, with the number that the user knows the sample by."""
        return Undefined(self.field, self.expected, problem=f"{self.problem}, in sample {number}")


class Diverged(NeurosimError):
    """A number of the run has left the range of floats."""


def echo(value: Any) -> str:
    """A value as it may stand in a one-line message: short, and inert on any terminal.

    >>> echo(True), echo("a" * 100)[:20], echo([1, 2]), echo("\\x1b[31m")
    ('True (bool)', "'aaaaaaaaaaaaaaaaaaa", 'a list of length 2', "'\\\\x1b[31m'")
    """
    if isinstance(value, bool):
        return f"{value} (bool)"
    if isinstance(value, (list, tuple, dict, set)):
        return f"a {type(value).__name__} of length {len(value)}"
    if isinstance(value, int) and value.bit_length() > 190:
        return f"an integer of about {int(value.bit_length() * 0.30103) + 1} digits"
    try:
        shape = shape_of(value)
        text = (f"{type(value).__name__} of shape {shape}" if shape else
                repr(value[:100] if isinstance(value, (str, bytes)) else value))
    except Exception:    # whatever a stranger's repr does: Fraction(10**5000) has too many digits to print
        text = f"a {type(value).__name__}"
    text = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text[:100])
    return text if len(text) <= 60 else text[:57] + "..."


def did_you_mean(name: Any, known: Iterable[str]) -> str:
    """` (did you mean 'sigmoid'?)` where a known name is near, else nothing."""
    from difflib import get_close_matches    # only when something is wrong: it takes a while to import
    near = get_close_matches(name[:100], list(known), n=1) if isinstance(name, str) else []
    return f" (did you mean {near[0]!r}?)" if near else ""
