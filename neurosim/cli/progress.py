"""How far a long run is, on standard error: a bar where tqdm is installed, else a line now and then.

Nothing where nobody looks.
"""

import sys
from time import monotonic

from . import terminal

SECONDS = 10.0    # between two lines; a bar appears after one


def progress(quiet=False, what="step"):
    """What `Experiment.train` takes as its `progress`, and `sweep` for runs; None for none."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        return None
    try:
        from tqdm import tqdm
    except ImportError:
        return lambda taken, steps, step: lines(taken, steps, step, what)
    return lambda taken, steps, step: tqdm(taken, total=steps, initial=step, unit=f" {what}s",
                                           delay=1, leave=False, file=sys.stderr)


def lines(taken, steps, step, what="step"):
    """The steps as they are taken; says at times which one it is."""
    due = monotonic() + SECONDS
    for step, batch in enumerate(taken, step + 1):
        yield batch
        if monotonic() > due:
            terminal.say(f"neurosim: {what} {step:,} of {steps:,} ({100 * step // steps} %)")
            due = monotonic() + SECONDS
