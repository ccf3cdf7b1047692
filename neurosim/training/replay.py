"""Steps with everything in them: the trace of each, one after the other."""

from itertools import groupby, islice

from ..core.guard.errors import Undefined
from ..explain.codegen.replayed import Programs, ProgramTrace, parameters_of
from ..explain.codegen.rows import coming_masks, drawn_masks, samples_of
from .state import restore, state_of

FEWEST = 5           # steps that repay the making of a program
AT_ONCE = 10_000     # quantities, at most, that are worked out before the first of them is looked at


def traced_steps(trainer, steps):
    """The trace of each of the next steps. They are taken by the trainer given here, which is to be a copy:
    its neurons do not follow.
    """
    start, taken = state_of(trainer), 0
    for trace in by_program(trainer, steps) if steps >= FEWEST else ():
        yield trace
        taken += 1
    if taken < steps:
        restore(trainer, start)
        trainer.run_steps(taken)
        yield from instrumented_steps(trainer, steps - taken)


def by_program(trainer, steps):
    """The same as far as it goes: to a step that has no program, or that comes to a number beyond a float."""
    network, label = trainer.network, trainer.labelled
    programs, parameters = Programs(network, trainer.reduction), parameters_of(network)
    for _, alike in groupby(drawn(trainer, steps), key=lambda drawn: len(drawn[0])):
        for places, batch, masks in alike:
            program = programs.of(batch)
            if program is None:
                return
            found = [(places, batch, masks), *islice(alike, AT_ONCE // len(program.index))]
            results = program.run(parameters, [samples_of(batch, masks) for _, batch, masks in found])
            for (places, batch, _), numbers in zip(found, results):
                yield label(ProgramTrace(program, numbers, batch), places)
                trainer.steps_taken += 1
            if len(results) < len(found):
                return
            parameters = program.carried(results[-1])


def drawn(trainer, steps):
    """(places, samples, masks) of each of the next steps, drawn in the same order as when they are taken."""
    for places in islice(trainer.batches, steps):
        yield places, [trainer.samples[place] for place in places], drawn_masks(trainer.network, len(places))


def instrumented_steps(trainer, steps, sample=None, numbers="float"):
    """The same with an instrumented copy for each: in any arithmetic, and of another sample than the step takes."""
    for left in range(steps, 0, -1):
        places = next(trainer.batches)
        yield trainer.trace_of(places if sample is None else [sample], numbers)
        if left == 1:    # exact may see a step that floats cannot take
            break
        try:
            trainer.network.learn([trainer.samples[place] for place in places], trainer.reduction)
        except Undefined as error:
            raise error.of_sample(places[error.place] + 1) from None
        trainer.steps_taken += 1


def tracer(trainer):
    """A function that gives the trace of the next step from the places of its samples, step after step."""
    network, programs = trainer.network, Programs(trainer.network, trainer.reduction)

    def trace(places):
        batch = [trainer.samples[place] for place in places]
        program = programs.of(batch)
        row = program and samples_of(batch, coming_masks(network, len(batch)))
        for numbers in program.run(parameters_of(network), [row]) if program else ():
            return trainer.labelled(ProgramTrace(program, numbers, batch), places)
        return trainer.trace_of(places)
    return trace
