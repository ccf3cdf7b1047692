"""Steps with everything in them: the trace of each, one after the other."""

from itertools import groupby, islice

from ..core.guard.errors import Undefined
from ..explain.codegen.replayed import Programs, ProgramTrace, coming_masks, drawn_masks, parameters_of, samples_of
from .state import restore, state_of

FEWEST = 5           # steps that repay the making of a program
AT_ONCE = 10_000     # quantities, at most, that are worked out before the first of them is looked at


def traced_steps(experiment, steps):
    """The trace of each of the next steps. They are taken by the experiment given here, which is to be a copy:
    its neurons do not follow.
    """
    start, taken = state_of(experiment), 0
    for trace in by_program(experiment, steps) if steps >= FEWEST else ():
        yield trace
        taken += 1
    if taken < steps:
        restore(experiment, start)
        experiment.run_steps(taken)
        yield from instrumented_steps(experiment, steps - taken)


def by_program(experiment, steps):
    """The same as far as it goes: to a step that has no program, or that comes to a number beyond a float."""
    network, label = experiment.network, experiment.labelled
    programs, parameters = Programs(network, experiment.reduction), parameters_of(network)
    for _, alike in groupby(drawn(experiment, steps), key=lambda drawn: len(drawn[0])):
        for places, batch, masks in alike:
            program = programs.of(batch)
            if program is None:
                return
            found = [(places, batch, masks), *islice(alike, AT_ONCE // len(program.index))]
            results = program.run(parameters, [samples_of(batch, masks) for _, batch, masks in found])
            for (places, batch, _), numbers in zip(found, results):
                yield label(ProgramTrace(program, numbers, batch), places)
                experiment.steps_taken += 1
            if len(results) < len(found):
                return
            parameters = program.carried(results[-1])


def drawn(experiment, steps):
    """(places, samples, masks) of each of the next steps. Chance has its say in the same order as when they are taken."""
    for places in islice(experiment.batches, steps):
        yield places, [experiment.samples[place] for place in places], drawn_masks(experiment.network, len(places))


def instrumented_steps(experiment, steps, sample=None, numbers="float"):
    """The same with an instrumented copy for each: in any arithmetic, and of another sample than the step takes."""
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
        program = programs.of(batch)
        row = program and samples_of(batch, coming_masks(network, len(batch)))
        for numbers in program.run(parameters_of(network), [row]) if program else ():
            return experiment.labelled(ProgramTrace(program, numbers, batch), places)
        return experiment.trace_of(places)
    return trace
