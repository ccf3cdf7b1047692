"""The way from a step to what there is to say of it: call it, see what it is right for, and if for nothing, why."""

from copy import copy
from functools import cached_property

from ....core.guard.errors import NeurosimError
from .calling import Caller, all_calls
from .conventions import conventions, targets_for
from .fault import Fault
from .judging import judged
from .nearness import nearnesses
from .one_by_one import of_lists
from .probe_network import NO_HIDDEN, ONE_HIDDEN, RATE, SHAPES, ProbeNetwork, shapes_of
from .right_for import right_for

MOST_JUDGES = 40          # conventions that one mistake is looked for under
MOST_CONVENTIONS = 3      # that mistakes, several at once, are looked for under
SMALL_RATE = 0.05         # for optimizers that divide by the size of the slope


class Setup:
    """What was told of a step, and is not to be found out: None for what was not.

    optimizer    as an experiment file has it, with the learning rate that the step is given
    own_rate     whether the step does not listen to that; found out
    """

    def __init__(self, activations, loss, batch, reduction, optimizer, steps, tolerance,
                 gradients=False):
        self.activations, self.loss, self.batch, self.reduction = activations, loss, batch, reduction
        self.tolerance, self.own_rate = tolerance, False
        optimizer = {"name": optimizer} if isinstance(optimizer, str) else dict(optimizer or {"name": "sgd"})
        usual = 1.0 if gradients else RATE if optimizer["name"] == "sgd" else SMALL_RATE
        self.rate = optimizer.setdefault("learning_rate", usual)
        self.optimizer = optimizer
        self.is_plain = set(optimizer) == {"name", "learning_rate"} and optimizer["name"] == "sgd"
        self.steps = steps or (1 if self.is_plain else 3)

    @property
    def is_told(self):
        return (self.activations, self.loss, self.reduction) != (None, None, None)

    def untold(self):
        """The same step, of which nobody has said what it is for."""
        other = copy(self)
        other.activations = other.loss = other.reduction = None
        return other

    def conventions(self, targets):
        found = conventions(self.activations, self.loss, targets)
        for convention in found:
            convention.reduction = self.reduction or "mean"
        return found


class Trial:
    """A step, called in one way on some probes; `right` where it is right for something."""

    def __init__(self, caller, calls, probes, setup, targets):
        self.caller, self.calls, self.probes, self.setup, self.targets = caller, calls, probes, setup, targets
        setup.own_rate = not caller.gradients and self.ignores_the_rate()
        self.right, self.judges = self.right_by(setup)

    def right_by(self, setup):
        """(RightFor or None, the last judges): by the last digits of a double, then by fewer."""
        for nearness in nearnesses(self.calls.values, setup.tolerance):
            judges = self.judges_by(nearness, setup)
            if found := right_for(judges, setup):
                break
        return found, judges

    def judges_by(self, nearness, setup, own_rate=False):
        made = [judged(self.probes, self.calls.seen, each, setup.optimizer, nearness, own_rate)
                for each in setup.conventions(self.targets)]
        return [judge for judge in made if judge]

    @cached_property
    def right_instead(self):
        """The RightFor of a step that is right for something else than was said; else None."""
        return self.right_by(self.setup.untold())[0] if self.setup.is_told else None

    def ignores_the_rate(self):
        """Whether half the learning rate gives the same changes."""
        changes, _ = self.caller.changes(self.probes[0], self.calls.way, self.setup.rate / 2.0)
        return all(changes[group] == values for group, values in self.calls.seen[0].items())

    @property
    def most_right(self):
        return max([len(judge.explained()) for judge in self.judges], default=0)

    def explained(self):
        """(judge, faults): the convention under which the fewest mistakes explain most."""
        best = []
        for nearness in nearnesses(self.calls.values, self.setup.tolerance):
            judges = self.promising(self.judges_by(nearness, self.setup, self.setup.own_rate))
            for judge in judges:
                if faults := judge.by_one_mistake():
                    return judge, faults
            best = judges if not best or judges[0].explained() > best[0].explained() else best
        if self.right_instead:    # nothing is wrong with it
            return best[0], [Fault(best[0].groups)]
        found = [(judge, judge.faults()) for judge in best[:MOST_CONVENTIONS]]
        return min(found, key=lambda pair: cost(pair[1]))

    @staticmethod
    def promising(judges):
        """Those under which most is right; what makes nothing right is not what was meant, if another does."""
        judges = sorted(judges, key=lambda judge: -len(judge.explained()))
        return [judge for judge in judges if judge.explained() or not judges[0].explained()][:MOST_JUDGES]


def cost(faults):
    """What speaks against an explanation: groups that are not explained, then constants, then how many faults."""
    unknown = [group for fault in faults if not fault.forms and fault.constant is None for group in fault.groups]
    return len(unknown), len([fault for fault in faults if not fault.forms]), len(faults)


def trials(step, shapes, setup, gradients, biases, weights):
    """Every way to call the step that works, with every kind of targets that fits the loss."""
    step = of_lists(step)
    caller = Caller(step, gradients, biases, setup.rate)
    shapes, first = getattr(step, "shapes", None) if shapes is None else shapes, None
    for targets in targets_for(setup.loss):
        try:
            for calls, probes in calls_of(caller, shapes, setup, targets, weights):
                first = False
                yield Trial(caller, calls, probes, setup, targets)
        except NeurosimError as error:
            first = error if first is None else first
    if first:
        raise first


def calls_of(caller, shapes, setup, targets, weights):
    """(Calls, probes) on the first of the choices of shapes that the step can do."""
    choices = [shapes_of(shapes)] if shapes is not None else [SHAPES, ONE_HIDDEN, NO_HIDDEN]
    first = None
    for sizes in choices:
        probes = [ProbeNetwork(each, seed, setup.batch, setup.steps, caller.has_biases, targets)
                  for seed, each in enumerate(sizes, 1)]
        try:
            for calls in all_calls(caller, probes, weights):
                yield calls, probes
            return
        except NeurosimError as error:
            first = first or error
    raise first


def diagnosed(step, shapes, setup, gradients, biases, weights):
    """(trial, RightFor or None, judge, faults)."""
    tried = []
    for trial in trials(step, shapes, setup, gradients, biases, weights):
        tried.append(trial)
        if trial.right:
            return trial, trial.right, trial.right.judge, unsummed(trial)
    best = max(tried, key=lambda trial: (trial.most_right, -len(trial.calls.unsummed)))
    judge, faults = best.explained()
    return best, None, judge, unsummed(best) + faults


def unsummed(trial):
    """The fault of biases that have a column for each sample."""
    return [Fault(trial.calls.unsummed, unsummed=True)] if trial.calls.unsummed else []
