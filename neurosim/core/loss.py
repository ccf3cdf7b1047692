"""What a loss is: the error of each output and its slope, and which targets and outs it can use.

losses.py has the table of them.
"""

from .guard.errors import NeurosimError, Undefined
from .maths import INFINITY, Number, absolute, where
from .pickling import MadeOfFunctions
from .registry import Chosen, Registry

LOSSES = Registry("loss")


class Loss(MadeOfFunctions, Chosen):
    """The error of one output, and its slope; and what may come in.

    formula     E in the signs of mathematics, as every report prints it
    targets     a check of targets.py; None: any numbers will do
    low, high   outs beyond are not for this loss, so the last layer must not be able to give them
    above       where an out is not above this, the run stops: a last layer that goes there is worth a warning
    on_nets     the loss does the last layer's own work, so that layer is to be linear
    kink        kink(target, out) is 0 where the slope jumps
    way_out     what to do where the error is not defined
    """

    table = LOSSES

    def __init__(self, formula, error, dE_dout, targets=None, low=-INFINITY, high=INFINITY,
                 above=-INFINITY, on_nets=False, kink=None, way_out=""):
        self.formula, self.error, self.dE_dout = formula, error, dE_dout
        self.targets, self.low, self.high, self.on_nets = targets, low, high, on_nets
        self.above, self.kink, self.way_out = above, kink, way_out

    def errors(self, targets, outs):
        """The parts of E, one for each output. Raises Undefined where E has no finite value."""
        return self.each(self.error, targets, outs)

    def dE_douts(self, targets, outs):
        """The slopes of E, one for each output. Raises Undefined as `errors` does."""
        return self.each(self.dE_dout, targets, outs)

    def each(self, formula, targets, outs):
        """A formula of one output, for each of them."""
        n, found = float(len(outs)), []
        try:
            for target, out in zip(targets, outs):
                found.append(formula(target, out, n))
            return found
        except NeurosimError:
            raise
        except (ArithmeticError, ValueError) as problem:
            raise self.undefined(targets, outs) or problem from None

    def kinks(self, targets, outs):
        """Numbers of which one is 0 where the slope jumps."""
        return [self.kink(target, out) for target, out in zip(targets, outs)] if self.kink else []

    # What may come in.

    def targets_wanted(self, outputs):
        """How many targets a sample has."""
        return outputs

    def check_targets(self, targets, outputs):
        """NeurosimError where a target is none for this loss. Symbols and other arithmetics pass as they are."""
        if self.targets and not any(isinstance(target, Number) for target in targets):
            self.targets(targets, outputs, self)

    def why_not(self, activation, where):
        """Why this loss cannot follow a last layer with that activation; "" where it can. `where` names the layer."""
        if self.on_nets and activation.name != "linear":
            return f"{self} works on nets, so {where}.activation has to be linear, not {activation}"
        if activation.low < self.low or activation.high > self.high:
            return (f"{self} needs outs from {self.low:g} to {self.high:g}, but {where}.activation, {activation}, "
                    f"goes from {activation.low:.3g} to {activation.high:.3g} (expected {self.way_out})")
        return ""

    def risk(self, activation, where):
        """What to warn of: an out may come to where this loss, which can follow, is not defined. "" where none can."""
        only_when_saturated = activation.low == self.above and self.above in activation.limits
        if self.above == -INFINITY or activation.low > self.above or only_when_saturated:
            return ""
        return (f"{self} needs outs above {self.above:g}, but {where}.activation, {activation}, "
                f"goes down to {activation.low:.3g}: the run stops where one does (better: {self.way_out})")

    def undefined(self, targets, outs):
        """The error that names the first output where this loss has no finite value; None where each has one."""
        for i, (target, out) in enumerate(zip(targets, outs)):
            try:
                self.error(target, out, 1.0), self.dE_dout(target, out, 1.0)
            except (ArithmeticError, ValueError):
                problem = f"loss undefined: {self} of out = {out!r} and target = {target!r}"
                return Undefined(f"o{i + 1}", self.way_out, problem=problem)
        return None


class ClassLoss(Loss):
    """A loss that is told the number of the right class, from 0 on; others are told 1 for it and 0 for the rest."""

    def errors(self, targets, outs):
        return super().errors(one_hot(targets[0], len(outs)), outs)

    def dE_douts(self, targets, outs):
        return super().dE_douts(one_hot(targets[0], len(outs)), outs)

    def targets_wanted(self, outputs):
        return 1


def one_hot(target, n):
    """The class number 2 of four is 0, 0, 1, 0.

    >>> one_hot(2.0, 4)
    [0.0, 0.0, 1.0, 0.0]
    """
    return [where(absolute(target - float(place)) < 0.5, 1.0, 0.0) for place in range(n)]
