"""The error over one weight: the curve, its tangent where the network is, and the step that training takes there."""

from __future__ import annotations

from copy import deepcopy
from itertools import chain

from ..core.guard import checks
from ..core.guard.errors import NeurosimError
from ..core.guard.sizes import judge_steps
from ..core.parameters import parameters
from ..explain.arithmetic import nearest_finite
from ..explain.naming import Names
from ..explain.viewable import Viewable
from ..explain.written_names import canonical
from ..training.ahead import checked_progress
from .landscape import LEAST, MOST_POINTS, error_at, spread

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from ..explain.hints import Document, Progress
    from ..training.trainer import Trainer


def slice_along(trainer: Trainer, name: str, steps: int | None, points: int, span: float | None,
                ranges: Sequence[Sequence[float]] | None, progress: Progress | None) -> Slice:
    """See `Experiment.landscape`. What is wrong is said before the training; with no number of steps there is none."""
    names = [name for layer in Names(trainer.network).grouped() for name in chain(*layer)]
    name = checks.choice(canonical(name), "along[0]", names, "weight or bias")
    points, steps = checks.integer(points, "points", 2, MOST_POINTS), checks.integer(steps or 0, "steps", low=0)
    judge_steps(trainer.size, steps)
    span = None if span is None else checks.number(span, "span", 5e-324, expected="a finite number > 0")
    window = None if ranges is None else one_window(ranges)
    if trainer.network.asks_all:
        problem = "a layer that is normalised over the batch learns otherwise than it answers, so no tangent fits"
        raise NeurosimError("along", "two weights or biases", problem=problem)
    ahead, progress = deepcopy(trainer), checked_progress(progress)
    for _ in progress((step for count in ahead.portions(steps) for step in range(count)), steps, 0):
        pass
    return Slice(ahead, name, names.index(name), points, span, window, progress)


def one_window(ranges: Sequence[Sequence[float]]) -> list[float]:
    """One pair (low, high)."""
    pairs = checks.sequence(ranges, "ranges", "one pair (low, high)")
    if len(pairs) != 1:
        raise NeurosimError("ranges", "one pair (low, high), as there is one weight", got=f"{len(pairs)} pairs")
    low, high = checks.numbers(pairs[0], "ranges[0]", 2)
    if not low < high:
        raise NeurosimError("ranges", "a pair (low, high)", ranges)
    return [low, high]


class Slice(Viewable):
    """The error over one weight; all others stay.

    at, error       where the network is            slope       of the error there, over all samples
    new             the weight after a step on all samples at once; error_new is the error with this weight alone moved
    xs, errors      the curve; None where there is no finite error
    experiment      as it is there
    """

    def __init__(self, experiment: Trainer, name: str, place: int, points: int, span: float | None,
                 window: list[float] | None, progress: Progress) -> None:
        self.experiment, self.name = experiment, name
        self.point, self.place, self.other = parameters(experiment.network), place, deepcopy(experiment)
        self.at = self.point[place]
        self.slope, self.new = slope_and_step(deepcopy(experiment), place)
        half = span or max(LEAST, 2.0 * abs(self.new - self.at))
        low, high = window or (self.at - half, self.at + half)
        self.xs = spread(low, high, points)
        self.errors = list(progress(map(self.error_of, self.xs), points, 0))
        self.error, self.error_new = self.error_of(self.at), self.error_of(self.new)

    def error_of(self, value: float) -> float | None:
        """The error where the weight has this value."""
        point = [*self.point[:self.place], value, *self.point[self.place + 1:]]
        return error_at(self.other.network, point, self.other.error)

    def tangent(self, value: float) -> float | None:
        """What the slope says of it."""
        return None if self.error is None else nearest_finite(self.error + self.slope * (value - self.at))

    def rows(self) -> Iterator[tuple[float, float | None, float | None]]:
        """(x, error, tangent) along the curve."""
        return ((x, error, self.tangent(x)) for x, error in zip(self.xs, self.errors))

    def to_dict(self) -> Document:
        return {"format": "neurosim-slice", "version": 1, "experiment": self.experiment.name, "along": self.name,
                "xs": self.xs, "errors": self.errors, "at": self.at, "error": self.error, "slope": self.slope,
                "new": self.new, "error_new": self.error_new}

    def __repr__(self) -> str:
        return f"Slice({self.experiment.name} over {self.name}, {len(self.xs)} points)"


def slope_and_step(trainer: Trainer, place: int) -> tuple[float, float]:
    """The slope of the error over all samples by one parameter, and that parameter after a step; nothing is dropped."""
    network = trainer.network
    slopes = network.gradient(trainer.samples, trainer.reduction)
    network.optimizer.step(network, slopes)
    return list(chain.from_iterable(chain(*layer) for layer in slopes))[place], parameters(network)[place]
