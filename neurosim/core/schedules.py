"""Schedules: how the learning rate changes from step to step.

A schedule holds no numbers. What it was told are settings of the optimizer, what it carries from step to step is in the
optimizer's `shared_memory`, so that its formulas are derived, printed and kept like all others.

    begin(optimizer)      gives it both
    advance(optimizer)    what changes before a step moves weights
    rate(optimizer)       the rate of that step; at the first it is the learning rate

PyTorch's StepLR, ExponentialLR and CosineAnnealingLR, stepped once a step. To add one, add an entry.
"""

from math import cos, pi, sin

from .guard import checks
from .guard.errors import NeurosimError
from .maths import where
from .registry import Chosen, Registry

SCHEDULES = Registry("schedule")


class Schedule(Chosen):
    settings, initial = {}, {}

    def begin(self, optimizer):
        for name, value in self.settings.items():
            setattr(optimizer, name, value)
        optimizer.settings = tuple(dict.fromkeys([*optimizer.settings, *self.settings]))
        optimizer.shared_memory = {**optimizer.shared_memory, **self.initial, "rate": optimizer.learning_rate}

    def step(self, optimizer):
        """The next step has another rate."""
        self.advance(optimizer)
        optimizer.shared_memory["rate"] = self.rate(optimizer)

    def rate(self, optimizer):
        """A share of the learning rate."""
        return optimizer.learning_rate * optimizer.shared_memory["rate_share"]


def whole(value, field):
    """A count of steps."""
    value = checks.number(value, field, 1.0, expected="a whole number >= 1")
    if value % 1.0:
        raise NeurosimError(field, "a whole number >= 1", value)
    return value


def at_most_one(value):
    return checks.number(value, "factor", 5e-324, 1.0, "a number > 0 and <= 1")


@SCHEDULES.entry
class step(Schedule):
    """After every so many steps the rate falls by a factor.

        rate_share = factor^⌊steps taken / every⌋
    """

    def __init__(self, every=100.0, factor=0.1):
        self.settings = {"rate_every": whole(every, "every"), "rate_factor": at_most_one(factor)}
        self.initial = {"rate_share": 1.0, "rate_waited": 0.0}

    def advance(self, optimizer):
        memory = optimizer.shared_memory
        waited = memory["rate_waited"]
        falls = waited > optimizer.rate_every - 0.5
        memory["rate_share"] = memory["rate_share"] * where(falls, optimizer.rate_factor, 1.0)
        memory["rate_waited"] = where(falls, 1.0, waited + 1.0)


@SCHEDULES.entry
class exponential(Schedule):
    """After every step the rate falls by a factor: rate_share = factor^(steps taken)."""

    def __init__(self, factor=0.999):
        self.settings = {"rate_factor": at_most_one(factor)}
        self.initial = {"rate_share": 1.0, "rate_taken": 0.0}

    def advance(self, optimizer):
        memory = optimizer.shared_memory
        taken = memory["rate_taken"]
        memory["rate_share"] = memory["rate_share"] * where(taken > 0.5, optimizer.rate_factor, 1.0)
        memory["rate_taken"] = taken + 1.0


@SCHEDULES.entry
class cosine(Schedule):
    """Half a wave from the learning rate down to the lowest, in so many steps; there it stays (Loshchilov and Hutter).

        rate = lowest + (learning_rate - lowest) * (1 + rate_cos) / 2,   rate_cos = cos(π * steps taken / steps)

    The cosine and the sine of the next step are those of this one, turned by the angle of a step: two products each.
    """

    def __init__(self, steps=1000.0, lowest=0.0):
        angle = pi / whole(steps, "steps")
        self.settings = {"rate_steps": checks.number(steps, "steps"), "turn_cos": cos(angle), "turn_sin": sin(angle),
                         "rate_lowest": checks.number(lowest, "lowest", 0.0, expected="a finite number >= 0")}
        self.initial = {"rate_cos": 1.0, "rate_sin": 0.0, "rate_taken": 0.0}

    def advance(self, optimizer):
        memory, c, s = optimizer.shared_memory, optimizer.turn_cos, optimizer.turn_sin
        cosine, sine, taken = memory["rate_cos"], memory["rate_sin"], memory["rate_taken"]
        turned, risen = cosine * c - sine * s, sine * c + cosine * s
        memory["rate_cos"] = where(taken > 0.5, where(taken > optimizer.rate_steps - 0.5, -1.0, turned), cosine)
        memory["rate_sin"] = where(taken > 0.5, where(taken > optimizer.rate_steps - 0.5, 0.0, risen), sine)
        memory["rate_taken"] = taken + 1.0

    def rate(self, optimizer):
        lowest = optimizer.rate_lowest
        return lowest + (optimizer.learning_rate - lowest) * (1.0 + optimizer.shared_memory["rate_cos"]) / 2.0
