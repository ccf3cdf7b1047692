"""Steps with everything in them: the trace of each, one after the other."""

from ..core.errors import Undefined
from ..display import Programs    # from there, as traces are to be printed
from ..explain.program import coming_masks, drawn_masks, parameters_of
from .state import restore, state_of

FEWEST = 5    # steps that repay the making of a program


def traced_steps(experiment, steps):
    """The trace of each of the next steps. They are taken by the experiment given here, which is to be a copy:
    its neurons do not follow.
    """
    start, taken, network = state_of(experiment), 0, experiment.network
    programs, parameters = Programs(network, experiment.reduction), parameters_of(network)
    while taken < steps >= FEWEST:
        places = next(experiment.batches)
        batch = [experiment.samples[place] for place in places]
        trace = programs.trace(batch, parameters, drawn_masks(network, len(batch)))
        if trace is None:
            break
        yield experiment.labelled(trace, places)
        experiment.steps_taken += 1
        parameters, taken = trace.carried(), taken + 1
    if taken < steps:
        restore(experiment, start)
        experiment.walk(taken)
        yield from watched_steps(experiment, steps - taken)


def watched_steps(experiment, steps, sample=None, numbers="float"):
    """The same with a watched copy for each: in any arithmetic, and of another sample than the step takes."""
    for left in range(steps, 0, -1):
        places = next(experiment.batches)
        yield experiment.trace_of(places if sample is None else [sample], numbers)
        if left == 1:    # exact may see a step that floats cannot take
            break
        try:
            experiment.network.learn([experiment.samples[place] for place in places], experiment.reduction)
        except Undefined as error:
            raise error.of_sample(places[error.place] + 1) from None
        experiment.steps_taken += 1


def tracer(experiment):
    """A function that gives the trace of a step to come, from the places of its samples, for one step after the other."""
    network, programs = experiment.network, Programs(experiment.network, experiment.reduction)

    def trace(places):
        batch = [experiment.samples[place] for place in places]
        found = programs.trace(batch, parameters_of(network), coming_masks(network, len(batch)))
        return experiment.trace_of(places) if found is None else experiment.labelled(found, places)
    return trace
