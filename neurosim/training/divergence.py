"""Divergence: which number was the first to leave the range of floats, and at which step.

Training itself looks only now and then. When something is wrong, the steps since it last looked are taken once more,
one by one: a small network's under the microscope, a large one's with a glance at its nets and weights.
"""

from math import isfinite

from ..core.guard.errors import Diverged
from .state import restore, state_of

SMALL = 5000    # quantities in a step, so that a hundred traces take no more than some seconds
LOOK = 100      # steps between two looks whether all numbers are finite
MANY = 5000     # the same where nobody looks at the steps, so that a straight function pays


def steps_with_looks(experiment, steps):
    """Take steps, and make sure of nothing but that their numbers and those of the next are finite; yields after each.

    Raises the Diverged of the first step that comes to one that is not. For floats, and exact, which carries them.
    """
    for left in range(steps, 0, -MANY):
        good, taken = state_of(experiment), min(MANY, left)
        if not runs_well(experiment, taken) or left <= MANY and traced(experiment, state_of(experiment)):
            restore(experiment, good)
            walk_closely(experiment, taken)
        yield from range(taken)


def runs_well(experiment, steps):
    """Take steps; whether all is finite as far as one sees afterwards."""
    try:
        experiment.run_steps(steps)
    except (ArithmeticError, ValueError):
        return False
    return not first_nonfinite(experiment.network) and not is_far(experiment)


def walk_closely(experiment, steps):
    """The same for steps in which something went wrong. Raises the Diverged of the first."""
    for left in range(steps, 0, -LOOK):
        good = stride(experiment, min(LOOK, left))
        error = (is_far(experiment) or traced(experiment, state_of(experiment))) and first_bad_step(experiment, good, min(LOOK, left))
        if error:
            raise error


def is_far(experiment):
    """Whether an error is beyond a float, as that of the first sample is long before any weight gets there."""
    try:
        return not finite([experiment.error_of(0)])
    except (ArithmeticError, ValueError):    # a loss that has no value for it
        return False


def stride(experiment, steps):
    """Take steps, look whether the numbers are finite by then, and return the state before.

    Raises the Diverged of the first step that came to one that is not, or what else ended the steps.
    """
    good = state_of(experiment)
    try:
        experiment.run_steps(steps)
        if first_nonfinite(experiment.network):
            raise Diverged("", problem=f"diverged at step {experiment.steps_taken}")
    except (ArithmeticError, ValueError) as problem:
        raise first_bad_step(experiment, good, experiment.steps_taken - good["step"]) or problem from None
    return good


def first_bad_step(experiment, good, steps):
    """Take `steps` steps from the state `good` on, as far as all numbers are finite, and stay there.

    Returns the Diverged that the next step comes to, None where nothing in it is beyond a float.
    """
    from ..explain.trace import estimate
    restore(experiment, good)
    closely = estimate(experiment.network, experiment.batches.batch_size) < SMALL
    for left in range(steps, -1, -1):
        before = state_of(experiment)
        error = closely and traced(experiment, before) or stepped(experiment, before)
        if error or not left:
            restore(experiment, before)
            return error
    return None


def traced(experiment, before):
    """The Diverged of the next step's trace, None where there is none. Takes no step."""
    try:
        experiment.trace_of(next(experiment.batches))
    except Diverged as error:
        return error
    except (ArithmeticError, ValueError):    # a step too large for a trace, or one that cannot be taken
        pass
    finally:
        restore(experiment, before)
    return None


def stepped(experiment, before):
    """Takes the next step; the Diverged that comes of it, or None."""
    problem = None
    try:
        experiment.run_steps(1)
    except (ArithmeticError, ValueError) as error:
        problem = error
    found = first_nonfinite(experiment.network)
    if not found and not isinstance(problem, ArithmeticError):
        return None
    what = f"{found[0]} = {found[1]}" if found else str(problem)
    restore(experiment, before)
    return traced(experiment, before) or Diverged("", problem=f"diverged at step {before['step'] + 1}: {what}")


def first_nonfinite(network):
    """A number of the network that is not finite, as (name, value); None where all are."""
    if all(map(finite, parameters(network))) and finite(nets(network)) and finite_memory(network):
        return None
    from ..explain.naming import Names
    names = Names(network)
    found = [*zip((f"net_{h}" for layer in names.neurons for h in layer), nets(network)), *names.values(network)]
    return next(((name, value) for name, value in found if not finite([value])), ("the optimizer's memory", "inf"))


def parameters(network):
    for layer in network.layers:
        yield from layer.parameters()


def nets(network):
    """Of the last sample; 0 where there was none yet."""
    return [getattr(neuron, "net", 0.0) for layer in network.layers for neuron in layer.neurons]


def finite(values):
    """Numbers that are no floats look after themselves."""
    try:
        return all(map(isfinite, values))
    except (TypeError, OverflowError):
        return True


def finite_memory(network):
    return all(map(finite, lists(network.optimizer.state())))


def lists(value):
    """Every list of numbers in plain data."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else []
    if any(isinstance(each, (list, tuple, dict)) for each in inner):
        for each in inner:
            yield from lists(each)
    else:
        yield [each for each in inner if each is not None]
