"""A laboratory: the right network and spoilt ones, trained side by side from the same weights and the same random numbers.

It shows what people do not believe: that the error falls although the gradient is wrong.
"""

from copy import deepcopy

from .core import checks
from .core.errors import Diverged, NeurosimError, Undefined
from .core.maths import absolute, sign, sqrt, square, total
from .practice.mistakes import known


class Course:
    """What became of one network: the right one, where `mistake` is None, or a spoilt one.

    errors        [(step, error), ...]: the error over all samples, as the network itself works it out
    directions    [(step, cosine, wrong), ...]: its gradient over all samples beside the right one at the very same weights:
                  the cosine of the angle between them (None where one of them is 0), and the share of wrong signs
    end           why it stopped early; "" where it did not
    """

    def __init__(self, mistake=None):
        self.mistake, self.errors, self.directions, self.end = mistake, [], [], ""

    @property
    def name(self):
        return "right" if self.mistake is None else self.mistake.name

    def worst(self):
        """(step, cosine, wrong) where the cosine is least; None where there is none."""
        return min((row for row in self.directions if row[1] is not None), key=lambda row: row[1], default=None)

    def to_dict(self):
        return {"mistake": None if self.mistake is None else self.mistake.name, "errors": [list(row) for row in self.errors],
                "directions": [list(row) for row in self.directions], "end": self.end}

    def __repr__(self):
        return f"Course({self.name}, {self.end or f'error {self.errors[-1][1]:.6g}'})"


class Laboratory:
    """The right network's course and those of the spoilt ones. `print` it, or `.plot("lab.png")` the errors by step."""

    def __init__(self, experiment, steps, courses):
        self.experiment, self.steps, self.courses = experiment, steps, courses

    @property
    def spoilt(self):
        return self.courses[1:]

    def to_dict(self):
        return {"format": "neurosim-laboratory", "version": 1, "experiment": self.experiment.name, "steps": self.steps,
                "seed": self.experiment.seed, "courses": [course.to_dict() for course in self.courses]}

    def __repr__(self):
        return f"Laboratory({', '.join(map(repr, self.courses))})"


def compare(experiment, names, steps=None):
    """Train the experiment and a copy for each mistake of these names, for `steps` steps (None: as many as it asks for).

    The experiment itself stays as it is. NeurosimError for an unknown mistake, or one that this experiment cannot have.

    >>> from neurosim import load
    >>> _, spoilt = compare(load("worked-example"), ["updated_weights"], steps=1).courses
    >>> [(step, round(error, 9)) for step, error in spoilt.errors]
    [(0, 0.298371109), (1, 0.291027924)]
    """
    from .running.run import milestones
    steps = experiment.steps if steps is None else checks.integer(steps, "steps", low=0)
    stops = list(dict.fromkeys([0, *milestones(steps)]))
    names = [names] if isinstance(names, str) else checks.sequence(names, "mistakes", "a list of names")
    mistakes = [possible(name, experiment) for name in dict.fromkeys(names)]
    return Laboratory(experiment, steps, [course(experiment, mistake, stops) for mistake in (None, *mistakes)])


def possible(name, experiment):
    mistake = known(name)
    if not mistake.occurs(experiment):
        raise NeurosimError("mistake", "one that this network can have", name, f"{name} cannot occur in {experiment.name}", got="")
    return mistake


def course(experiment, mistake, stops):
    """Train one copy from stop to stop."""
    copy, found = deepcopy(experiment), Course(mistake)
    if mistake:
        mistake.spoil(copy)
    try:
        for stop in stops:
            copy.train(stop - (found.errors[-1][0] if found.errors else 0))
            found.errors.append((stop, copy.error()))
            if mistake:
                found.directions.append((stop, *direction(experiment, copy)))
    except (Diverged, Undefined) as error:
        found.end = str(error)
    except ArithmeticError:
        found.end = f"diverged at step {copy.steps_taken}"
    return found


# Two gradients.

def direction(experiment, copy):
    """The cosine of the spoilt gradient with the right one at the same weights, and the share of wrong signs."""
    spoilt, right = gradients(copy, with_weights_of(experiment, copy))
    size = sqrt(total(map(square, spoilt))) * sqrt(total(map(square, right)))
    cosine = total([mine * true for mine, true in zip(spoilt, right)]) / size if size > 0.0 else None
    judged = [sign(mine) == -sign(true) for mine, true in zip(spoilt, right) if absolute(true) > 0.0]
    return cosine, judged.count(True) / len(judged) if judged else 0.0


def with_weights_of(experiment, copy):
    """The right experiment, with a copy's weights."""
    right = deepcopy(experiment)
    for layer, spoilt in zip(right.network.layers, copy.network.layers):
        for neuron, other in zip(layer.neurons, spoilt.neurons):
            neuron.weights, neuron.bias = list(other.weights), other.bias
    return right


def gradients(copy, right):
    """Both gradients over all samples, as two lists of numbers for the same weights and biases."""
    pairs = [pair for layers in zip(gradient(copy), gradient(right)) for groups in zip(*layers)
             if len(groups[0]) == len(groups[1]) for pair in zip(*groups)]
    return [list(side) for side in zip(*pairs)]


def gradient(experiment):
    return deepcopy(experiment.network).gradient(experiment.samples, experiment.reduction)
