"""One slope, found in three ways, and what is to be said of it."""

from __future__ import annotations

from ..arithmetic import nearest, number_text
from ..arithmetic.figure import Figure
from ...core.maths import absolute
from .precision import finite, is_beyond, relative

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from typing import Any
    from ..hints import Document, Value


class Comparison:
    """One parameter: its slope by backpropagation, by central difference and by forward mode.

    error            how far backpropagation is from forward mode, relative to the largest slope of the layer
    central_error    and how far from the central difference
    scale            the largest slope of the layer
    kinks            what the nudge carries over a kink, or beyond what the loss can take: there is no slope to compare
    verdict          "agrees"; "rounding": it does with more digits; "differs"; or "kink"
    """

    def __init__(self, name: str, trained: bool, gradient: Value, central: Any, forward: Value,
                 kinks: list[str]) -> None:
        self.name, self.trained, self.kinks = name, trained, kinks
        self.gradient, self.central, self.forward = gradient, central, forward
        self.error: float | None = None
        self.central_error: float | None = None
        self.scale: Value = 0.0
        self.verdict = "kink" if kinks else ""

    def judge(self, scale: Value, digits: int, error: Value) -> None:
        """Whether two thirds of the digits agree with forward mode, and one third with the difference."""
        self.scale = scale
        if not self.kinks:
            off, central_off = (relative(self.gradient - other, scale) for other in (self.forward, self.central))
            many, some = 10.0 ** -(2 * digits // 3), 10.0 ** -(digits // 3)
            agrees = off <= many and central_off <= some
            seen = scale > absolute(error) * 10.0 ** -(digits // 2)
            clear = seen and off > some and relative(self.central - self.forward, scale) <= some
            self.error, self.central_error = off, central_off
            self.verdict = "agrees" if agrees else "differs" if clear else "doubtful"

    def settle(self, again: Comparison) -> None:
        """What the same comparison with more digits says."""
        self.kinks, self.verdict = again.kinks, "rounding" if again.verdict == "agrees" else again.verdict
        if any(map(is_beyond, (self.central, self.forward))):    # as E is
            self.central, self.forward = None if self.kinks else nearest(again.central), nearest(again.forward)
            self.error, self.central_error = again.error, again.central_error

    def rank(self) -> tuple[int, float]:
        """Where it stands in a list: what differs, then the rest by its error, then what cannot be compared."""
        return ["differs", "doubtful", "rounding", "agrees", "kink"].index(self.verdict), -(self.error or 0.0)

    def to_dict(self) -> Document:
        slopes = {"gradient": self.gradient, "central": self.central, "forward": self.forward}
        return {"name": self.name, **{key: finite(nearest(value)) for key, value in slopes.items()},
                "relative_error": finite(self.error), "central_error": finite(self.central_error),
                "verdict": self.verdict, "trained": self.trained, "kinks": self.kinks,
                **{f"{key}_text": number_text(value) for key, value in slopes.items() if isinstance(value, Figure)}}

    def __repr__(self) -> str:
        return f"Comparison({self.name}: {self.gradient!r} {self.verdict})"
