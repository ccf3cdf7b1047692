"""How far a long run is, on standard error: a bar where tqdm is installed, else a line now and then.

What has no steps to count says how long it has been at work. Nothing where nobody looks.
"""

import sys
from contextlib import contextmanager
from time import monotonic

from . import terminal

FIRST, SECONDS = 2.0, 10.0    # before the first line, and between two; a bar appears after one
COUNTED = ("trace", "train", "sweep", "lab", "landscape")    # the verbs that show their steps


def progress(quiet=False, what="step"):
    """What `Experiment.train` takes as its `progress`, and `sweep` for runs; None for none."""
    if quiet or not is_watched():
        return None
    try:
        from tqdm import tqdm
    except ImportError:
        return lambda taken, steps, step: lines(taken, steps, step, what)
    return lambda taken, steps, step: tqdm(taken, total=steps, initial=step, unit=f" {what}s",
                                           delay=1, leave=False, file=sys.stderr)


def is_watched():
    return sys.stderr is not None and sys.stderr.isatty()


def lines(taken, steps, step, what="step"):
    """The steps as they are taken; says at times which one it is."""
    due = monotonic() + FIRST
    for step, batch in enumerate(taken, step + 1):
        yield batch
        if monotonic() > due:
            terminal.say(f"neurosim: {what} {step:,} of {steps:,} ({100 * step // steps} %)")
            due = monotonic() + SECONDS


@contextmanager
def at_work(verb, quiet=False):
    """Within, a verb that counts no steps says after two seconds, and then now and then, that it is at work."""
    if quiet or verb in COUNTED or not is_watched():
        yield
        return
    from threading import Event, Thread    # only where somebody looks: it takes a while to import
    done = Event()
    teller = Thread(target=tell, args=(verb, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def tell(verb, done):
    begin, pause = monotonic(), FIRST
    while not done.wait(pause):
        terminal.say(f"neurosim: {verb}: at work for {monotonic() - begin:.0f} seconds (Ctrl-C ends it)")
        pause = SECONDS
