"""Divergence: which number was the first to leave the range of floats, and at which step.

Training itself looks only now and then. When something is wrong, the steps since it last looked are taken once more,
one by one, and the guilty one under the microscope.
"""

from math import isfinite

from ..core.errors import Diverged, NeurosimError
from .state import restore, state_of


def find_trouble(experiment, good, steps):
    """Take `steps` steps from the state `good` on, as far as all numbers are finite, and stay there.

    Returns the Diverged that tells what the next step comes to, None where nothing there is beyond a float.
    """
    restore(experiment, good)
    for left in range(steps, -1, -1):
        before = state_of(experiment)
        problem = trouble_of_a_step(experiment)
        if problem or not left:
            restore(experiment, before)
            error = problem and first_trouble(experiment, problem)
            restore(experiment, before)
            return error
    return None


def trouble_of_a_step(experiment):
    """The number, as (name, value), that is not finite after a step, or the exception that ended it."""
    try:
        experiment.walk(1)
    except (ArithmeticError, ValueError) as error:
        return trouble(experiment.network) or error
    return trouble(experiment.network)


def first_trouble(experiment, problem):
    """The next step's first number that is not finite, in order of computation; as far as can be told, where it is no trace."""
    step = experiment.steps_taken + 1
    try:
        experiment.trace_of(next(experiment.batches))
    except Diverged as error:
        return error
    except (ArithmeticError, ValueError):    # a network too large for a trace, or a step that cannot be taken
        pass
    if isinstance(problem, tuple):
        return Diverged("", problem=f"diverged at step {step}: {problem[0]} = {problem[1]}")
    if isinstance(problem, ArithmeticError):
        return Diverged("", problem=f"diverged at step {step}: {problem}")
    return None


def trouble(network):
    """A number of the network that is not finite, as (name, value); None where all are."""
    if all(map(finite, parameters(network))) and finite(nets(network)) and finite_memory(network):
        return None
    from ..explain.naming import Names
    names = Names(network)
    found = [*zip((f"net_{h}" for layer in names.neurons for h in layer), nets(network)), *names.values(network)]
    return next(((name, value) for name, value in found if not finite([value])), ("the optimizer's memory", "inf"))


def parameters(network):
    for layer in network.layers:
        yield from (neuron.weights for neuron in layer.neurons)
        yield layer.biases


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
    return all(map(finite, lists(getattr(network.optimizer, "memory", None))))


def lists(value):
    """Every list of numbers in plain data."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else []
    if any(isinstance(each, (list, tuple, dict)) for each in inner):
        for each in inner:
            yield from lists(each)
    else:
        yield [each for each in inner if each is not None]
