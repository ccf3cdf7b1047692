"""Divergence: which number was the first to leave the range of floats, and at which step. Only E may leave it: the
slopes are not worked out from E, so training goes on.

Training itself checks only now and then. When something is wrong, the steps since the last check are taken once more,
one by one. Of a small network every number of each step is checked, of a large one nets and weights.
"""

from math import isfinite

from ..core.guard.errors import Diverged
from ..core.parameters import parameters
from ..core.guard.sizes import size_of
from ..explain.kinds import is_usable
from .state import restore, state_of

SMALL = 5000    # quantities in a step, so that a hundred traces take no more than some seconds
LOOK = 100      # steps between two checks whether all numbers are finite
MANY = 5000     # the same on the way to a step far ahead


def advance(trainer, steps):
    """Take steps on the way to one that is to be seen; yields after each. Raises Diverged as `take` does, and where the
    next would."""
    for left in range(steps, 0, -MANY):
        good, taken = state_of(trainer), min(MANY, left)
        trainer.take(taken)
        if left <= MANY and traced(trainer):
            error = first_bad_step(trainer, good, taken)
            if error:
                raise error
        yield from range(taken)


def check_finite(trainer):
    """Raises Diverged where a number is not finite by now."""
    found = first_nonfinite(trainer.network)
    if found:
        raise Diverged("", problem=f"diverged at step {trainer.steps_taken}: {found[0]} = {found[1]}")


def check_trace(trace):
    """The same of a step, before it is taken."""
    for quantity, value in trace.cells():
        if type(value) is float and not is_usable(quantity, value):    # other numbers reach further
            raise Diverged("", problem=f"diverged at step {trace.step}: {quantity.name} = {value}")


# The search.

def first_bad_step(trainer, good, steps):
    """Take `steps` steps from the state `good` on, as far as all numbers are finite, and stay there.

    Returns the Diverged that the next step comes to, None where nothing in it is beyond a float.
    """
    restore(trainer, good)
    while steps > LOOK:
        before = state_of(trainer)
        error = None if runs_well(trainer) else first_of_few(trainer, before, LOOK)
        if error:
            return error
        steps -= LOOK
    return first_of_few(trainer, state_of(trainer), steps)


def runs_well(trainer):
    """Take a hundred steps; whether all is finite as far as one sees afterwards, and in the next step."""
    try:
        trainer.run_steps(LOOK)
        check_finite(trainer)
    except (ArithmeticError, ValueError):
        return False
    return not (is_small(trainer) and traced(trainer))


def first_of_few(trainer, good, steps):
    """The same as `first_bad_step`, one step after the other."""
    restore(trainer, good)
    closely = is_small(trainer)
    for _ in range(steps):
        error = closely and traced(trainer) or stepped(trainer)
        if error:
            return error
    before = state_of(trainer)
    error = closely and traced(trainer) or stepped(trainer)
    restore(trainer, before)
    return error


def is_small(trainer):
    return size_of(trainer.network, trainer.batches.batch_size).numbers < SMALL


def traced(trainer):
    """The Diverged of the next step's trace, None where there is none. Takes no step."""
    before = state_of(trainer)
    try:
        trainer.trace_of(next(trainer.batches))
    except Diverged as error:
        return error
    except (ArithmeticError, ValueError):    # a step too large for a trace, or one that cannot be taken
        pass
    finally:
        restore(trainer, before)
    return None


def stepped(trainer):
    """Takes the next step; the Diverged that comes of it, and then the step is not taken; or None."""
    before, problem = state_of(trainer), None
    try:
        trainer.run_steps(1)
    except (ArithmeticError, ValueError) as error:
        problem = error
    found = first_nonfinite(trainer.network)
    if not found and not isinstance(problem, ArithmeticError):
        return None
    what = f"{found[0]} = {found[1]}" if found else str(problem)
    restore(trainer, before)
    return traced(trainer) or Diverged("", problem=f"diverged at step {before['step'] + 1}: {what}")


# What is beyond a float.

def first_nonfinite(network):
    """A number of the network that is not finite, as (name, value); None where all are."""
    running = [value for layer in network.layers for name in layer.running for value in getattr(layer, name)]
    if finite(parameters(network)) and finite(nets(network)) and finite(running) and finite_memory(network):
        return None
    from ..explain.naming import Names, name_of
    names = Names(network)
    found = [*zip((name_of("net", h) for layer in names.neurons for h in layer), nets(network)),
             *names.values(network), *zip(names.running(network), running)]
    return next(((name, value) for name, value in found if not finite([value])), ("the optimizer's memory", "inf"))


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
