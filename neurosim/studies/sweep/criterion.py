"""When a run has solved its problem. Fahlman's 40-20-40 where the targets are two values, else an error to get below.

Being on the right side of the middle is not enough: a network that has learnt nothing puts out the middle for
everything, and half of its answers are right by chance.
"""

from ...core.activations import ACTIVATIONS
from ...core.guard import checks
from ...core.guard.errors import NeurosimError
from ...core.loss import one_hot

LOW, HIGH = 0.4, 0.6    # of the way from the lower target to the upper


def make_criterion(trainer, solved_below=None):
    """The criterion of an experiment. Raises NeurosimError where neither its targets nor `solved_below` say one."""
    if solved_below is not None:
        return Below(solved_below)
    wanted = [wanted_outs(trainer, targets) for _, targets in trainer.samples]
    values = sorted({target for targets in wanted for target in targets})
    if len(values) != 2:
        problem = f"the targets of {trainer.name} are not two values, so nothing says when it is solved"
        raise NeurosimError("solved_below", "an error to get below", problem=problem)
    return Sides(trainer.network.loss, wanted, *values)


def wanted_outs(trainer, targets):
    """One target for each out, where the sample may have the number of a class."""
    outputs = len(trainer.network.layers[-1].neurons)
    return one_hot(targets[0], outputs) if len(targets) < outputs else targets


class Sides:
    """Every out within 40 % of the way from its target to the other one (Fahlman, 1988).

    last    the place of the sample that was wrong when last looked at: it is looked at first, as it mostly still is
    """

    def __init__(self, loss, wanted, low, high):
        self.loss, self.last = loss, 0
        self.low, self.high = (low + share * (high - low) for share in (LOW, HIGH))
        self.ups = [[target == high for target in targets] for targets in wanted]
        of_nets = " (of a net what the loss makes of it)" if loss.on_nets else ""
        self.sentence = (f"every out{of_nets} is at most {self.low:g} where the target is {low:g}, "
                         f"and at least {self.high:g} where it is {high:g} (Fahlman's 40-20-40)")

    def met(self, trainer):
        count = len(trainer.samples)
        for place in [*range(self.last, count), *range(self.last)]:
            outs = self.answers(trainer.network.feed_forward(trainer.samples[place][0]))
            for out, up in zip(outs, self.ups[place]):
                if not (out >= self.high if up else out <= self.low):
                    self.last = place
                    return False
        return True

    def answers(self, outs):
        """The outs, or what the loss makes of nets."""
        if not self.loss.on_nets:
            return outs
        return self.loss.softmax(outs) if hasattr(self.loss, "softmax") else list(map(SIGMOID.f, outs))


SIGMOID = ACTIVATIONS.make("sigmoid")


class Below:
    """The error over all samples is small enough."""

    def __init__(self, bound):
        self.bound = checks.number(bound, "solved_below")
        self.sentence = f"the error over all samples is below {self.bound:g}"

    def met(self, trainer):
        return trainer.error() < self.bound
