"""What a gradient is: how much E changes for a nudge of one weight, once the nudge is small enough.

    predicted ΔE = ∂E/∂w · nudge        actual ΔE = E(w + nudge) − E(w)        their ratio goes to 1

E(w + nudge) and E(w) share the more digits the smaller the nudge, and their difference has only the others: floats
would have no digit left at a nudge of 1e-15. So it is worked out with more digits than floats have, and where w or E is
so great that 40 are too few, with as many more as are shared.
"""

from __future__ import annotations

from ..arithmetic import make_arithmetic, nearest, number_text
from ..arithmetic.figure import Figure
from ...core.guard.errors import NeurosimError, Undefined, did_you_mean, echo
from ...core.initializers import seed_field
from .precision import digits_of, finite, is_beyond
from ..naming import parameter_of
from ..written_names import canonical
from .probe import Probe
from ..viewable import Viewable

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any
    from ...core.network import NeuralNetwork
    from ..arithmetic.figure import Arithmetic
    from ..hints import Document, Sample, Value

NUDGES = (0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6)
NUMBERS = "decimal:40"
MOST_SHARED, MOST_DIGITS = 20, 1000    # of those 40, and of any decimal


class Nudges(Viewable):
    """One parameter, nudged by less and less: `rows` are (nudge, predicted ΔE, actual ΔE, ratio).

    A ratio is None where nothing is predicted, an actual ΔE where the loss is not defined there.
    """

    def __init__(self, name: str, value: Value, error: Value, slope: Value, rows: list[tuple[Any, ...]],
                 kinks: list[str], network: NeuralNetwork, arithmetic: Arithmetic) -> None:
        self.name, self.value, self.error, self.slope, self.rows = name, value, error, slope, rows
        self.kinks, self.network, self.arithmetic = kinks, network, arithmetic
        self.title, self.step, self.places = "", 1, [0]    # where it was taken

    @property
    def is_lost(self) -> bool:
        """Whether E is the same after the smallest nudge, though its slope says otherwise: there are too few digits."""
        _, predicted, actual, _ = self.rows[-1]
        return actual == 0.0 and not predicted == 0.0

    def figures(self) -> list[Value]:
        return [self.value, self.error, self.slope]

    def to_dict(self) -> Document:
        keys = ("nudge", "predicted", "actual", "ratio")
        return {"format": "neurosim-nudge", "version": 1, "numbers": self.arithmetic.name, **seed_field(self.network),
                "step": self.step, "samples": [place + 1 for place in self.places], "name": self.name,
                **numbers_of(zip(("value", "error", "gradient"), self.figures())), "kinks": self.kinks,
                "nudges": [numbers_of(zip(keys, row)) for row in self.rows]}

    def __repr__(self) -> str:
        return f"Nudges({self.name}, slope {nearest(self.slope)!r})"


def numbers_of(pairs: Iterable[tuple[str, Value | None]]) -> Document:
    """Each number as the nearest float, and beside it as its arithmetic writes it."""
    found = {}
    for key, value in pairs:
        found[key] = value if value is None else finite(nearest(value))
        if isinstance(value, Figure):
            found[f"{key}_text"] = number_text(value)
    return found


def nudge_parameter(written: str, network: NeuralNetwork, batch: list[Sample], reduction: str = "mean",
                    numbers: str = NUMBERS) -> Nudges:
    """Nudges one weight or bias of a network over a batch; `written` is its name in any notation.

    >>> from neurosim.core.network import NeuralNetwork
    >>> network = NeuralNetwork.build(1, 1, activation="linear", initialize="zeros")
    >>> nudge_parameter("w1", network, [([1.0], [2.0])]).rows[0]
    (0.1, -0.2, -0.195, 0.975)
    """
    arithmetic = make_arithmetic(numbers)
    digits_of(arithmetic)    # refuses what rounds too much

    def run(number: Any) -> Nudges:
        return nudges(Probe(network, batch, reduction, number), written, number, arithmetic)
    found = arithmetic.settle(run)
    shared = digits_shared(found) if arithmetic.name == NUMBERS else 0
    if shared <= MOST_SHARED:
        return found
    arithmetic = make_arithmetic(f"decimal:{min(digits_of(arithmetic) + shared, MOST_DIGITS)}")
    return run(lambda value: Figure(value.value if isinstance(value, Figure) else arithmetic.given(value), arithmetic))


def digits_shared(found: Nudges) -> int:
    """How many of their first digits w and w + nudge, or E before and after, share at the smallest nudge: about. The
    numbers are decimals."""
    nudge, predicted, _, _ = found.rows[-1]
    pairs: list[tuple[Any, Any]] = [(found.value, nudge), (found.error, predicted)]
    return max(whole.value.adjusted() - part.value.adjusted() for whole, part in pairs if not part == 0.0)


def nudges(probe: Probe, written: str, number: Any, arithmetic: Arithmetic) -> Nudges:
    name = parameter(probe, written)
    value, error, slope = probe.value(name), probe.error(), probe.gradient()[name]
    if is_beyond(error):
        problem = "E is beyond a float, so that no difference of it is left"
        raise NeurosimError("numbers", "decimal:40 or exact", problem=problem)
    sides = probe.sides
    rows, kinks = [], []
    for nudge in map(number, NUDGES):
        actual = None
        try:
            actual = probe.error_at(name, value + nudge) - error
            kinks = [kink for (kink, side), (_, before) in zip(probe.sides, sides) if side != before]
        except Undefined:    # E has no value there
            pass
        predicted = slope * nudge
        rows.append((nudge, predicted, actual, None if actual is None or predicted == 0.0 else actual / predicted))
    return Nudges(name, value, error, slope, rows, kinks, probe.network, arithmetic)


def parameter(probe: Probe, written: str) -> str:
    """The name of a weight or bias, however it is written: w5, ∂E/∂w5."""
    name = parameter_of(canonical(written))
    if name not in probe.places:
        raise NeurosimError("name", "the name of a weight or bias, such as w1 or b1", written,
                            f"unknown name {echo(written)}{did_you_mean(name, probe.places)}", got="")
    return name
