"""The error as a landscape, over two parameters or over two directions from where training ends, and the way there.

    parameters    every weight and bias of a network, as one list: a point
    plane         {origin + x * across + y * up}: across and up are directions, lists like the parameters
    path          the points that training came by, projected on the plane; off the plane the error is another
"""

from __future__ import annotations

from copy import deepcopy
from functools import partial
from itertools import chain
from math import isfinite

from ..core.guard import checks
from ..core.guard.errors import NeurosimError
from ..core.guard.sizes import STATIONS, judge_landscape, judge_steps
from ..core.maths import sqrt, total
from ..core.parameters import parameters, put_parameters
from ..explain.arithmetic import nearest_finite
from ..explain.naming import Names
from ..explain.written_names import canonical
from ..explain.viewable import Viewable
from ..training.ahead import checked_progress, unseen

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random
    from ..core.layer import NeuronLayer
    from ..core.network import NeuralNetwork
    from ..explain.hints import Document, Point, Progress
    from ..training.trainer import Trainer

MARGIN = 0.25          # how far the grid goes beyond the path, of its width
LEAST = 1.0            # half the width of a grid at least, where no range is given
MOST_POINTS = 1000     # along a side


def dot(a: Point, b: Point) -> float:
    return total([x * y for x, y in zip(a, b)])


class Plane:
    """Two directions from an origin. `names` say what x and y are."""

    def __init__(self, names: list[str], origin: Point, across: Point, up: Point, is_random: bool = False) -> None:
        self.names, self.origin, self.across, self.up, self.is_random = names, origin, across, up, is_random

    def point(self, x: float, y: float) -> list[float]:
        return [at + x * step + y * other for at, step, other in zip(self.origin, self.across, self.up)]

    def coordinates(self, point: Point) -> tuple[float, float]:
        """Of the nearest point of the plane: the directions need not be at right angles, hence two equations."""
        away = [value - at for value, at in zip(point, self.origin)]
        aa, ab, bb = dot(self.across, self.across), dot(self.across, self.up), dot(self.up, self.up)
        pa, pb = dot(away, self.across), dot(away, self.up)
        size = aa * bb - ab * ab
        return (pa * bb - pb * ab) / size, (pb * aa - pa * ab) / size


def along(network: NeuralNetwork, names: Sequence[str] | None) -> Plane:
    """The plane of two parameters: x and y are their values, the others stay as they are."""
    known = Names(network).all_parameters()
    if names is None or isinstance(names, str) or not hasattr(names, "__iter__"):
        raise NeurosimError("along", "two weights or biases", names)
    found = [checks.choice(canonical(name), f"along[{i}]", known, "weight or bias") for i, name in enumerate(names)]
    if len(found) != 2 or found[0] == found[1]:
        raise NeurosimError("along", "two different weights or biases", got=", ".join(found) or "none")
    across, up = ([1.0 if name == each else 0.0 for each in known] for name in found)
    origin = [0.0 if name in found else value for name, value in zip(known, parameters(network))]
    return Plane(found, origin, across, up)


def around(network: NeuralNetwork, seed: int) -> Plane:
    """The plane of two random directions, "filter-normalised" (Li and others, 2018): what goes to one neuron, its
    weights and its own bias, is as long as the network's, so that a picture does not depend on the scale of a layer.
    Where nothing is trained, there is no direction."""
    from random import Random
    random = Random(seed)
    across, up = direction(network, random), direction(network, random)
    most = dot(across, across) * dot(up, up)
    if most - dot(across, up) ** 2 <= 1e-9 * most:
        expected = "at least two parameters that are trained and not 0"
        raise NeurosimError("directions", expected, problem="they span no plane")
    return Plane(["direction 1", "direction 2"], parameters(network), across, up, is_random=True)


def direction(network: NeuralNetwork, random: Random) -> list[float]:
    """One of them, in the order of the parameters. A shared bias is a group of its own."""
    return list(chain.from_iterable(direction_of(layer, random) for layer in network.layers))


def direction_of(layer: NeuronLayer, random: Random) -> list[float]:
    """The same of one layer: for each neuron its weights, and the scale and the bias that are its own."""
    weights, biases, scales = [neuron.weights for neuron in layer.neurons], layer.biases, getattr(layer, "scales", [])
    width = len(weights[0])
    own = [scales] * bool(scales) + [biases] * (layer.bias == "own")
    trained = ([layer.train_weights] * width + [getattr(layer, "train_scales", False)] * bool(scales)
               + [layer.train_bias] * (layer.bias == "own"))
    rows = [normalised(random, [*group, *more], trained) for group, *more in zip(weights, *own)]
    shared = normalised(random, biases, [layer.train_bias]) if layer.bias == "shared" else []
    return [*chain.from_iterable(row[:width] for row in rows), *chain(*zip(*[row[width:] for row in rows])), *shared]


def normalised(random: Random, values: Point, trained: list[bool]) -> list[float]:
    """Random numbers for those that are trained, 0 for the others; as long, together, as the values."""
    drawn = [random.gauss(0.0, 1.0) if learns else 0.0 for learns in trained]
    learning = [value for value, learns in zip(values, trained) if learns]
    scale = sqrt(dot(learning, learning) / dot(drawn, drawn)) if any(trained) else 0.0
    return [scale * each for each in drawn]


# The landscape.

def landscape(trainer: Trainer, names: Sequence[str] | None, directions: str | None, seed: int | None,
              steps: int | None, points: int, span: float | None,
              ranges: Sequence[Sequence[float]] | None, progress: Progress | None = None) -> Landscape:
    """See `Experiment.landscape`. What is wrong is said before the training."""
    if (names is None) == (directions is None):
        raise NeurosimError("along", "two parameters, or directions='random'")
    points = checks.integer(points, "points", 2, MOST_POINTS)
    judge_landscape(trainer.size, points)
    steps = trainer.steps if steps is None else checks.integer(steps, "steps", low=0)
    judge_steps(trainer.size, steps)
    seed = checks.integer(trainer.seed if seed is None else seed, "seed", low=0)
    span = None if span is None else checks.number(span, "span", 5e-324, expected="a finite number > 0")
    progress = checked_progress(progress)
    windows = [] if ranges is None else checked_windows(ranges)
    if directions is None:
        along(trainer.network, names)
    else:
        checks.choice(directions, "directions", ("random",), "directions")
    ahead = deepcopy(trainer)
    stations = path_of(ahead, steps, progress)
    plane = along(ahead.network, names) if directions is None else around(ahead.network, seed)
    path = [(step, *plane.coordinates(point), error) for step, point, error in stations]
    across, up = [x for _, x, _, _ in path], [y for _, _, y, _ in path]
    if not all(map(isfinite, across + up)):
        raise NeurosimError("along" if directions is None else "directions",
                            problem="the weights are so great that their squares are beyond a double")
    windows = windows or [window(across, span), window(up, span)]
    xs, ys = (spread(low, high, points) for low, high in windows)
    return Landscape(ahead, plane, xs, ys, path, progress)


def path_of(trainer: Trainer, steps: int, progress: Progress) -> list[tuple[int, list[float], float | None]]:
    """Take the steps. (step, parameters, error) at the beginning, and at no more than STATIONS steps up to the end; the
    error is None where it is beyond a double."""
    pace = max(1, -(-steps // STATIONS))
    first, last, straight = trainer.steps_taken, trainer.steps_taken + steps, trainer.straight_for(steps)
    found = []

    def taken() -> Iterator[int]:
        for step in [*range(first, last, pace), last]:
            for count in trainer.portions(step - trainer.steps_taken, straight):
                yield from range(count)
            found.append((step, parameters(trainer.network), nearest_finite(trainer.error(straight))))
    for _ in progress(taken(), steps, 0):
        pass
    return found


def checked_windows(ranges: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Two pairs (low, high)."""
    expected = "two pairs (low, high)"
    pairs = checks.sequence(ranges, "ranges", expected)
    pairs = [checks.numbers(pair, f"ranges[{i}]", 2) for i, pair in enumerate(pairs)]
    if len(pairs) != 2 or not all(low < high for low, high in pairs):
        raise NeurosimError("ranges", expected, ranges)
    return pairs


def window(values: list[float], span: float | None) -> tuple[float, float]:
    """So far around the end; or so wide that all of the path is well inside."""
    end = values[-1]
    if span is not None:
        return end - span, end + span
    margin = MARGIN * (max(values) - min(values))
    return min(min(values) - margin, end - LEAST), max(max(values) + margin, end + LEAST)


def spread(low: float, high: float, count: int) -> list[float]:
    return [low + i * ((high - low) / (count - 1)) for i in range(count)]


class Landscape(Viewable):
    """Errors over a grid.

    xs, ys        along `plane.names`
    errors        errors[j][i] at xs[i], ys[j]; None where there is no finite one
    path          (step, x, y, error) of the training; None for an error beyond a double
    experiment    as it is at the end of the path
    """

    def __init__(self, experiment: Trainer, plane: Plane, xs: list[float], ys: list[float],
                 path: list[tuple[int, float, float, float | None]], progress: Progress = unseen) -> None:
        self.experiment, self.plane, self.xs, self.ys, self.path = experiment, plane, xs, ys, path
        other, count = deepcopy(experiment), len(xs) * len(ys)
        straight = other.straight_for(count * other.batches.steps_in_an_epoch())    # as many samples to answer
        errors = (error_at(other.network, plane.point(x, y), partial(other.error, straight)) for y in ys for x in xs)
        row_by_row = list(progress(errors, count, 0))
        self.errors = [row_by_row[place:place + len(xs)] for place in range(0, len(row_by_row), len(xs))]

    def at(self, x: float, y: float) -> float | None:
        """The error at a point of the plane."""
        other = deepcopy(self.experiment)
        return error_at(other.network, self.plane.point(x, y), other.error)

    def lowest(self) -> tuple[float, float, float] | None:
        """(x, y, error) of the lowest point of the grid; None where no point has an error."""
        found = ((x, y, error) for x, y, error in self.rows() if error is not None)
        return min(found, key=lambda row: row[2], default=None)

    def rows(self) -> Iterator[tuple[float, float, float | None]]:
        """(x, y, error) of every point, row by row."""
        return ((x, y, error) for y, row in zip(self.ys, self.errors) for x, error in zip(self.xs, row))

    def to_dict(self) -> Document:
        lowest = self.lowest()
        return {"format": "neurosim-landscape", "version": 1, "experiment": self.experiment.name,
                "along": self.plane.names, "xs": self.xs, "ys": self.ys, "errors": self.errors,
                "path": [dict(zip(("step", "x", "y", "error"), station)) for station in self.path],
                "lowest": lowest and dict(zip(("x", "y", "error"), lowest))}

    def __repr__(self) -> str:
        names = " and ".join(self.plane.names)
        return f"Landscape({self.experiment.name} over {names}, {len(self.xs)} x {len(self.ys)} points)"


def error_at(network: NeuralNetwork, point: Point, error: Callable[[], float]) -> float | None:
    """The error over all samples with these parameters; None where it is beyond a float, or undefined."""
    put_parameters(network, point)
    try:
        return nearest_finite(error())
    except (ArithmeticError, NeurosimError):
        return None
