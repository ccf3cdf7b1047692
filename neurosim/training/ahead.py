"""Steps to come, before they are taken: their traces, and checks of their slopes. The trainer stays as it is."""

from contextlib import contextmanager
from copy import copy, deepcopy

from ..core.guard import checks
from ..core.guard.errors import NeurosimError, Undefined
from ..core.guard.sizes import judge_steps
from ..explain.arithmetic import make_arithmetic
from ..explain.arithmetic.conversion import convert, converted_batch
from .divergence import advance
from .replay import instrumented_steps, traced_steps


def unseen(taken, steps, step):
    """The progress that shows nothing."""
    return taken


def checked_progress(progress):
    """A progress that was given, or the one that shows nothing."""
    return checks.function(progress or unseen, "progress", "a function of taken, steps, step")


def traces(trainer, first, last, sample=None, numbers="float", progress=None):
    """The traces of the steps from `first` to `last`, of which 1 is the next, one after the other."""
    arithmetic = make_arithmetic(numbers)
    progress = checked_progress(progress)
    first = checks.integer(first, "step")
    last = checks.integer(last, "step", first)
    judge_steps(trainer.size, last, "step", arithmetic.name)
    try:
        if last == 1 and arithmetic.name == "float":
            taken = iter([next_trace(trainer, sample)])
        else:
            ahead, steps = before(trainer, first, sample, arithmetic, progress), last - first + 1
            by_program = arithmetic.name == "float" and sample is None
            taken = traced_steps(ahead, steps) if by_program else instrumented_steps(ahead, steps, sample, arithmetic)
        yield from progress(taken, last, first - 1)
    except ArithmeticError:    # as the eps of adam, in four decimals
        problem = f"a divisor is rounded to 0 in {numbers}"
        raise NeurosimError("numbers", "more digits, or exact", problem=problem) from None


def next_trace(trainer, sample=None):
    """The trace of the next step: that step on an instrumented copy, and nothing before it."""
    check_sample(trainer, sample)
    with drawn_again(trainer) as batches:
        places = next(batches)
        trace = trainer.trace_of(places if sample is None else [sample])
        trace.network = deepcopy(trace.network)    # the trainer's own goes on
        return trace


@contextmanager
def drawn_again(trainer):
    """Batches to draw from: what they draw by chance, the trainer's own will draw again."""
    batches = copy(trainer.batches)
    batches.waiting = list(batches.waiting)
    random = batches.random or trainer.random
    state = random.getstate()
    try:
        yield batches
    finally:
        random.setstate(state)


def check_sample(trainer, sample):
    trainer.batches.check(trainer.samples)
    if sample is not None:
        sample = checks.integer(sample, "sample", 0, len(trainer.samples) - 1)


def before(trainer, step, sample, arithmetic, progress=unseen):
    """A copy as it is before that step, in numbers of the arithmetic; the place of the sample is checked, too."""
    judge_steps(trainer.size, checks.integer(step, "step"), "step", arithmetic.name)
    check_sample(trainer, sample)
    ahead = in_numbers(trainer, arithmetic)
    taken = advance(ahead, step - 1) if type(arithmetic.carried(1.0)) is float else one_by_one(ahead, step - 1)
    for _ in progress(taken, step - 1, 0):
        pass
    return ahead


def one_by_one(trainer, steps):
    """Take steps in other numbers than floats: each takes a while."""
    for step in range(steps):
        trainer.run_steps(1)
        yield step


def in_numbers(trainer, arithmetic):
    """A copy whose weights, settings and samples are what the arithmetic carries from step to step."""
    other = deepcopy(trainer)
    convert(other.network, arithmetic.carried)
    other.samples = converted_batch(other.samples, arithmetic.carried)
    return other


def probe(trainer, ask, sample, step, numbers, progress):
    """ask(network, batch, reduction, arithmetic, progress) at a step to come; what it finds is told where that was."""
    arithmetic, progress = make_arithmetic(numbers), checked_progress(progress)
    ahead = before(trainer, step, sample, arithmetic, progress)
    places = next(ahead.batches) if sample is None else [sample]
    try:
        found = ask(ahead.network, [ahead.samples[place] for place in places], ahead.reduction, arithmetic, progress)
    except Undefined as error:
        raise error.of_sample(places[error.place] + 1) from None
    found.title, found.step, found.places = trainer.name, ahead.steps_taken + 1, places
    return found
