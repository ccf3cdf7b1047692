"""A laboratory: the right network and spoilt ones, trained side by side from the same weights and random numbers.

It shows what people do not believe: that the error falls although the gradient is wrong.
"""

from __future__ import annotations

from copy import deepcopy
from math import frexp, isclose, isfinite, ldexp

from ..core.guard import checks
from ..core.guard.errors import Diverged, NeurosimError, Undefined
from ..core.guard.sizes import judge_steps
from ..core.maths import absolute, sign, sqrt, square, total
from ..core.parameters import beside
from ..explain.arithmetic import nearest_finite
from ..explain.notation import significant
from ..explain.viewable import Viewable
from ..practice.mistakes import known
from ..training.ahead import checked_progress
from ..training.run import milestones

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from ..explain.hints import Document, Progress
    from ..practice.mistakes import Mistake
    from ..training.trainer import Trainer
    from .sweep.criterion import Below, Sides

    Criterion = Below | Sides

POINTS = 200    # of a curve
SAME = 1e-12    # errors this near to each other, relatively, are the same but for rounding


class Course:
    """What became of one network: the right one, where `mistake` is None, or a spoilt one.

    errors        [(step, error), ...]: the error over all samples, as the network itself works it out; infinity, in a
                  file None, where it is beyond a double
    directions    [(step, cosine, wrong), ...]: its gradient over all samples beside the right one at the same weights:
                  the cosine of the angle between them (None where one of them is 0, or beyond
                  floats), and the share of wrong signs
    otherwise     (step, its error, the right network's at the same weights) where these two were first found to differ,
                  the latter None where it is not defined; None where they never did: then only the way back is spoilt
    solved        whether it gives the right answers in the end; None where nothing says what that would be
    end           why it stopped early; "" where it did not
    """

    def __init__(self, mistake: Mistake | None = None) -> None:
        self.mistake = mistake
        self.errors: list[tuple[int, float]] = []
        self.directions: list[tuple[int, float | None, float]] = []
        self.otherwise: tuple[int, float, float | None] | None = None
        self.solved: bool | None = None
        self.end = ""

    @property
    def name(self) -> str:
        return "right" if self.mistake is None else self.mistake.name

    def same_as(self, other: Course) -> bool:
        """Whether a step was taken, and the errors are another course's at every step looked at."""
        return len(self.errors) == len(other.errors) > 1 and all(
            isclose(mine, theirs, rel_tol=SAME) for (_, mine), (_, theirs) in zip(self.errors, other.errors))

    def worst(self) -> tuple[int, float, float] | None:
        """(step, cosine, wrong) where the cosine is least; None where there is none."""
        found = ((step, cosine, wrong) for step, cosine, wrong in self.directions if cosine is not None)
        return min(found, key=lambda row: row[1], default=None)

    def rows(self) -> list[tuple[int, float | None]]:
        """The errors as a file has them."""
        return [(step, nearest_finite(error)) for step, error in self.errors]

    def to_dict(self) -> Document:
        return {"mistake": None if self.mistake is None else self.mistake.name,
                "errors": [list(row) for row in self.rows()], "directions": [list(row) for row in self.directions],
                "solved": self.solved, "end": self.end}

    def __repr__(self) -> str:
        return f"Course({self.name}, {self.end or f'error {significant(6)(self.errors[-1][1])}'})"


class Laboratory(Viewable):
    """The right network's course and those of the spoilt ones. `print` it, or `.plot("lab.png")` the errors by step.

    criterion    when a network has solved the problem (sweeping/criterion.py); None where nothing says so
    start        the experiment as it was before
    """

    def __init__(self, experiment: Trainer, steps: int, courses: list[Course],
                 criterion: Criterion | None = None) -> None:
        self.experiment, self.steps, self.courses, self.criterion = experiment, steps, courses, criterion
        self.start = deepcopy(experiment)

    @property
    def spoilt(self) -> list[Course]:
        return self.courses[1:]

    def curves(self) -> list[Course]:
        """The same courses, looked at in some two hundred steps, ever further apart: they are taken once more."""
        stops = sorted({0, *milestones(self.steps), *(round(self.steps ** (i / POINTS)) for i in range(POINTS))})
        found = [Course(course.mistake) for course in self.courses]
        for course in found:
            for _ in followed(self.start, course, [stop for stop in stops if stop <= self.steps], None):
                pass
        return found

    def to_dict(self) -> Document:
        return {"format": "neurosim-laboratory", "version": 1, "experiment": self.experiment.name, "steps": self.steps,
                "seed": self.experiment.seed, "courses": [course.to_dict() for course in self.courses]}

    def __repr__(self) -> str:
        return f"Laboratory({', '.join(map(repr, self.courses))})"


def compare(trainer: Trainer, names: str | Sequence[str], steps: int | None = None,
            progress: Progress | None = None) -> Laboratory:
    """Train the experiment and a copy for each of these mistakes, for `steps` steps (None: as many as it asks for).
    `progress` goes through the steps of all.

    The experiment itself stays as it is. NeurosimError for an unknown mistake, or one that this experiment cannot have.

    >>> from neurosim.examples.lookup import document_of
    >>> from neurosim.training.trainer import Trainer
    >>> _, spoilt = compare(Trainer(document_of("worked-example")), ["updated_weights"], steps=1).courses
    >>> [(step, round(error, 9)) for step, error in spoilt.errors]
    [(0, 0.298371109), (1, 0.291027924)]
    """
    steps = trainer.steps if steps is None else checks.integer(steps, "steps", low=0)
    stops = list(dict.fromkeys([0, *milestones(steps)]))
    names = [names] if isinstance(names, str) else checks.sequence(names, "mistakes", "a list of names")
    mistakes = list(dict.fromkeys(possible(name, trainer) for name in names))
    judge_steps(trainer.size, steps, times=1 + len(mistakes))
    criterion = criterion_of(trainer)
    courses = list(map(Course, (None, *mistakes)))
    progress = checked_progress(progress)
    taken = (step for course in courses for step in followed(trainer, course, stops, criterion))
    for _ in progress(taken, steps * len(courses), 0):
        pass
    return Laboratory(trainer, steps, courses, criterion)


def criterion_of(trainer: Trainer) -> Criterion | None:
    """When the problem is solved, by the right targets; None where they do not say."""
    from .sweep.criterion import make_criterion
    try:
        return make_criterion(trainer)
    except NeurosimError:
        return None


def possible(name: str, trainer: Trainer) -> Mistake:
    mistake = known(name, "mistakes")
    if not mistake.occurs(trainer):
        raise NeurosimError("mistakes", "one that this network can have", name,
                            f"{name} cannot occur in {trainer.name}", got="")
    return mistake


def followed(trainer: Trainer, found: Course, stops: list[int], criterion: Criterion | None) -> Iterator[int]:
    """Train one copy from stop to stop; yields for each step, once it is taken, or no longer to be."""
    copy = deepcopy(trainer)
    if found.mistake:
        found.mistake.spoil(copy)
    straight, taken = copy.straight_for(stops[-1]), 0
    try:
        for stop in stops:
            for count in copy.portions(stop - taken, straight):
                taken += count
                yield from range(count)
            found.errors.append((stop, copy.error(straight)))
            if found.mistake:
                look(trainer, copy, found)
    except Undefined as error:
        found.end = f"stopped after step {copy.steps_taken}: {error}"
    except Diverged as error:
        found.end = str(error)
    except ArithmeticError:
        found.end = f"diverged at step {copy.steps_taken}"
    if criterion:
        found.solved = not found.end and criterion.met(copy)
    yield from range(stops[-1] - taken)


def look(trainer: Trainer, copy: Trainer, found: Course) -> None:
    """Beside the right network with the same weights: has it the same error, and which way does its gradient point?"""
    step, error = found.errors[-1]
    right = with_weights_of(trainer, copy)
    found.directions.append((step, *direction(copy, right)))
    try:
        true = right.error()
    except (Diverged, Undefined):
        true = None
    if found.otherwise is None and (true is None or not isclose(error, true, rel_tol=SAME)):
        found.otherwise = step, error, true


# Two gradients.

def in_units(values: list[float]) -> list[float]:
    """The same direction, in units of a power of two: the squares stay within floats, and no digit changes.

    >>> in_units([3e200, -4e200])
    [0.4899075662363476, -0.6532100883151302]
    """
    greatest = max(map(absolute, values), default=0.0)
    return [ldexp(value, -frexp(greatest)[1]) for value in values]


def direction(copy: Trainer, right: Trainer) -> tuple[float | None, float]:
    """The cosine of the spoilt gradient with the right one, and the share of wrong signs."""
    both = gradients(copy, right)
    if not all(isfinite(value) for values in both for value in values):
        return None, 0.0
    mine, true = map(in_units, both)
    size = sqrt(total(map(square, mine))) * sqrt(total(map(square, true)))
    cosine = total([one * other for one, other in zip(mine, true)]) / size if size > 0.0 else None
    judged = [sign(one) == -sign(other) for one, other in zip(mine, true) if absolute(other) > 0.0]
    return cosine, judged.count(True) / len(judged) if judged else 0.0


def with_weights_of(trainer: Trainer, copy: Trainer) -> Trainer:
    """The right trainer, with a copy's weights."""
    right = deepcopy(trainer)
    for layer, spoilt in zip(right.network.layers, copy.network.layers):
        for neuron, other in zip(layer.neurons, spoilt.neurons):    # which may share a bias that was their own
            for name in {"weights", "bias", "shift"}.intersection(dir(neuron)):
                setattr(neuron, name, deepcopy(getattr(other, name)))
        for name in beside(layer):
            setattr(layer, name, list(getattr(spoilt, name)))
    return right


def gradients(copy: Trainer, right: Trainer) -> list[list[float]]:
    """Both gradients over all samples, as two lists of numbers for the same weights and biases."""
    pairs = [pair for layers in zip(gradient(copy), gradient(right)) for groups in zip(*layers)
             if len(groups[0]) == len(groups[1]) for pair in zip(*groups)]
    return [list(side) for side in zip(*pairs)]


def gradient(trainer: Trainer) -> list[list[list[float]]]:
    return deepcopy(trainer.network).gradient(trainer.samples, trainer.reduction)
