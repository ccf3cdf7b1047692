"""Is the gradient right? Each slope that backpropagation finds, beside two that know nothing of backpropagation.

    central difference    (E(w + h) − E(w − h)) / 2h: nudge the weight either way, run forward, and see what E does
    forward mode          give the weight the slope 1 (arithmetic/dual.py) and run forward: E arrives with its slope

Both run the network's own forward code. Forward mode is exact but for the last digits. The difference is off by about
h², as E is curved, and by about ε/h, as E(w + h) and E(w − h) share their first digits: the best h is about ∛ε.

An error is relative to the largest slope of its layer: where that is 1, a slope of 1e-12 may be the rest of a sum whose
other digits are rounded away. Where a neuron is saturated, rounding may eat any number of digits. It does not eat them
alike: where forward mode and the difference agree with each other and not with backpropagation, that is a mistake.
Where all three disagree, or all are too small beside E to be more than rounding, they are asked again with more digits,
at last with hundreds. Slopes that vanish then, beside what they were, have been 0: 1e-17 was what a sum had left over.
"""

from __future__ import annotations

from decimal import DecimalException

from ..arithmetic import make_arithmetic, nearest
from ...core.guard.errors import Diverged, NeurosimError, Undefined
from ...core.guard.sizes import judge_check, size_of
from ...core.initializers import seed_field
from ...core.maths import absolute, largest
from ..naming import name_of
from .comparison import Comparison
from .precision import digits_of, finite, is_beyond, step_size
from .probe import Probe
from ..viewable import Viewable

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any
    from ...core.network import NeuralNetwork
    from ..arithmetic.figure import Arithmetic
    from ..hints import Document, Progress, Sample, Value
    Sides = list[tuple[str, Value]]    # of each kink, on which a number is

SMALLEST = 112           # digits that a nudge is small, in exact numbers
MORE_DIGITS = (4, 28)    # times as many as before: 1 - out of a float may have 300 zeros in front


class GradientCheck(Viewable):
    """Every weight and bias with its slope, found in three ways: `comparisons`, the worst first.

    h    the nudge of the central difference, in units of the parameter where that is above 1
    """

    def __init__(self, comparisons: list[Comparison], network: NeuralNetwork, arithmetic: Arithmetic, h: float) -> None:
        self.comparisons = sorted(comparisons, key=Comparison.rank)
        self.network, self.arithmetic, self.h = network, arithmetic, h
        self.title, self.step, self.places = "", 1, [0]    # where it was taken

    @property
    def agree(self) -> bool:
        """Whether no slope differs."""
        return not self.of("differs")

    @property
    def worst(self) -> float:
        """The greatest error against forward mode; 0 where there is nothing to compare."""
        errors = [row.error for row in self.comparisons if row.error is not None]
        return max(errors, default=0.0)

    def of(self, verdict: str) -> list[Comparison]:
        return [row for row in self.comparisons if row.verdict == verdict]

    def __getitem__(self, name: str) -> Comparison:
        """The Comparison of one parameter."""
        for row in self.comparisons:
            if row.name == name:
                return row
        raise NeurosimError("name", "the name of a weight or bias, such as w1 or b1", name)

    def figures(self) -> Iterator[Value]:
        """The figures to settle (arithmetic/exact.py). A difference of what does not change at all never is settled."""
        for row in self.comparisons:
            yield from (row.gradient, row.forward, *[row.central] * bool(nearest(row.gradient) != 0.0))

    def to_dict(self) -> Document:
        numbers = {} if self.arithmetic.name == "float" else {"numbers": self.arithmetic.name}
        return {"format": "neurosim-check", "version": 1, "agree": self.agree, "worst": finite(self.worst), **numbers,
                **seed_field(self.network), "h": self.h, "step": self.step,
                "samples": [place + 1 for place in self.places],
                "parameters": [row.to_dict() for row in self.comparisons]}

    def __repr__(self) -> str:
        return f"GradientCheck({len(self.comparisons)} slopes, {'agree' if self.agree else 'disagree'})"


def check_gradient(network: NeuralNetwork, batch: list[Sample], reduction: str = "mean", numbers: str = "float",
                   progress: Progress | None = None) -> GradientCheck:
    """Compares every slope of a network over a batch of (inputs, targets). The network itself stays as it is; the
    slopes are gone through with `progress`, each time that more digits are needed.

    NeurosimError where there are too few digits, or more parameters than one would wait for; Diverged where a slope is
    beyond floats; Undefined as in training.

    >>> from neurosim.core.network import NeuralNetwork
    >>> check_gradient(NeuralNetwork.build(2, 3, 1, seed=1), [([0.0, 1.0], [1.0])])
    GradientCheck(13 slopes, agree)
    """
    arithmetic = make_arithmetic(numbers)
    digits = digits_of(arithmetic)
    judge_check(size_of(network, len(batch)), arithmetic.name)
    h = step_size(arithmetic)
    try:
        check = arithmetic.settle(
            lambda number: compared(Probe(network, batch, reduction, number), arithmetic, h, digits, progress=progress))
    except DecimalException:    # infinity less infinity
        raise NeurosimError("numbers", "exact", problem=f"a number is beyond what {arithmetic.name} can hold") from None
    for more in [*[f"decimal:{min(times * digits, 1000)}" for times in MORE_DIGITS], "exact"]:
        doubtful = check.of("doubtful")
        if doubtful:
            asked_again(doubtful, make_arithmetic(more), digits, network, batch, reduction, progress)
    for row in check.of("doubtful"):
        row.verdict = "differs"
    check.comparisons.sort(key=Comparison.rank)
    return check


def asked_again(rows: list[Comparison], arithmetic: Arithmetic, digits: int, network: NeuralNetwork,
                batch: list[Sample], reduction: str, progress: Progress | None) -> None:
    """Settles the rows by an arithmetic of more digits; leaves them as they are where its numbers end. The nudge is a
    quarter of its digits small: where inputs are huge, a greater one carries E round the bend."""
    h = 10.0 ** -(SMALLEST if arithmetic.name == "exact" else digits_of(arithmetic) // 4)
    before = {row.name: row.scale for row in rows}

    def run(number: Any) -> GradientCheck:
        probe = Probe(network, batch, reduction, lambda value: number(nearest(value)))
        return compared(probe, arithmetic, h, digits, before, progress)
    try:
        again = arithmetic.settle(run)
    except (ArithmeticError, NeurosimError):
        return
    for row in rows:
        row.settle(again[row.name])


def compared(probe: Probe, arithmetic: Arithmetic, h: float, digits: int, before: dict[str, Value] | None = None,
             progress: Progress | None = None) -> GradientCheck:
    """A GradientCheck of all parameters, or of those of `before`: name -> the largest slope with fewer digits."""
    gradient = probe.gradient()
    make_sure_of(gradient)
    error, sides = probe.error(), probe.sides
    names = before or gradient
    rows = [comparison(probe, name, gradient[name], h, sides)
            for name in (progress(names, len(names), 0) if progress else names)]
    scales: dict[int, Any] = {}
    for name, slope in [*gradient.items(), *((row.name, row.forward) for row in rows)]:
        layer = id(probe.layer(name))
        scales[layer] = largest(scales.get(layer, absolute(slope)), absolute(slope))
    for row in rows:
        scale = scales[id(probe.layer(row.name))]
        row.judge(largest(scale, nearest(before[row.name])) if before else scale, digits, error)
    return GradientCheck(rows, probe.network, arithmetic, h)


def make_sure_of(gradient: dict[str, Value]) -> None:
    for name, slope in gradient.items():
        if is_beyond(slope):
            raise Diverged("", problem=f"nothing to compare with: dE_d{name} = {slope}")


def comparison(probe: Probe, name: str, gradient: Value, h: float, sides: Sides) -> Comparison:
    """The three slopes of one parameter; `sides` are those of the network as it is."""
    value = probe.value(name)
    reach = largest(h, absolute(value) * h)
    low, high = value - reach, value + reach
    below, kinks_below = nudged(probe, name, low, sides)
    above, kinks_above = nudged(probe, name, high, sides)
    kinks = list(dict.fromkeys([*kinks_below, *kinks_above]))
    central = None if kinks else (above - below) / (high - low)
    return Comparison(name, probe.is_trained(name), gradient, central, probe.slope(name), kinks)


def nudged(probe: Probe, name: str, value: Value, sides: Sides) -> tuple[Any, list[str]]:
    """E with the parameter there, and what has come over a kink on the way; or what the loss cannot take there."""
    try:
        error = probe.error_at(name, value)
    except Undefined as problem:
        return None, [name_of("out", problem.field)]
    return error, [kink for (kink, side), (_, before) in zip(probe.sides, sides) if side != before]
