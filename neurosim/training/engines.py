"""What takes steps: the neurons themselves, a straight function in Python, or a program in C. The bits are the same.

To add an engine, add its name to ENGINES, and to `engine_for` when it pays.
"""

from ..core.guard import checks
from ..core.guard.errors import NeurosimError
from ..explain.codegen.programs import size
from . import ENGINES, c_libraries
from .many_steps import is_plain, samples_of_a_step
from .straight_steps import steps_in_python

BY_UNROLLED = {True: "python", False: "neurons"}    # what the older argument says
A_WEIGHT = 1.3e-7     # seconds that straight Python takes for a weight, on a machine of 2020 or so
LOOKS = 4             # passes over all samples, at least, to see the error
COMPILING = 1.0       # seconds of work from which on compiling pays
LOADING = 0.01        # the same where it is compiled already


def engine_for(trainer, steps, wanted=None):
    """What takes so many steps at once; None: the neurons do, one after the other.

    wanted    one of ENGINES, or None for what pays; True and False are "python" and "neurons"

    Raises NeurosimError where C is asked for and there is no compiler.
    """
    wanted = wanted_or_refused(wanted)
    if wanted in ("c", None):
        made = steps_in_c(trainer, steps, wanted)
        if made or wanted:
            return made or steps_in_python(trainer, steps)
    return None if wanted == "neurons" else steps_in_python(trainer, steps, wanted and True)


def for_many(trainers, runs, wanted=None):
    """The engine for so many runs of each of these, which share a program: "c" where it pays, else what was wanted."""
    wanted = wanted_or_refused(wanted)
    seconds = runs * min(estimated(trainer, trainer.steps) for trainer in trainers)
    pays = seconds >= COMPILING and c_libraries.compiler() is not None
    return "c" if wanted is None and pays else wanted


def wanted_or_refused(wanted):
    wanted = checked(wanted)
    if wanted == "c" and c_libraries.compiler() is None:
        raise NeurosimError("engine", "a C compiler, as $CC or as cc, for the engine c", got="none")
    return wanted


def checked(wanted):
    if wanted is None:
        return None
    return BY_UNROLLED[wanted] if type(wanted) is bool else checks.choice(wanted, "engine", ENGINES, "engine")


def steps_in_c(trainer, steps, wanted):
    """The trainer's CompiledSteps; None where there is none, or where it does not pay."""
    seconds = estimated(trainer, steps)
    if wanted is None and (seconds < LOADING or c_libraries.compiler() is None):
        return None
    from .compiled_steps import is_for_c    # and ctypes, which takes a while to import
    if not is_for_c(trainer.network, trainer.batches.batch_size) or not is_plain(trainer):
        return None
    if trainer.compiled and not trainer.compiled.fits(trainer):
        trainer.compiled = None
    if trainer.compiled is None and (wanted or seconds >= COMPILING or is_kept(trainer)):
        trainer.compiled = made(trainer)
    return trainer.compiled


def made(trainer):
    from .compiled_steps import CompiledSteps
    try:
        return CompiledSteps(trainer)
    except (ValueError, ArithmeticError, RecursionError, MemoryError, OSError):
        return None


def is_kept(trainer):
    """Whether its program has been compiled before."""
    from .compiled_steps import source_for
    try:
        return c_libraries.is_kept(source_for(trainer, samples_of_a_step(trainer)))
    except (ValueError, ArithmeticError, RecursionError, MemoryError):
        return False


def estimated(trainer, steps):
    """About how long straight Python takes, in seconds."""
    samples = steps * min(trainer.batches.batch_size, trainer.batches.count) + LOOKS * trainer.batches.count
    return A_WEIGHT * size(trainer.network) * samples
