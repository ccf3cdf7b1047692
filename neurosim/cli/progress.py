"""How far a long run is, on standard error: a bar where tqdm is installed, else a line now and then.

What does more than to take steps says how long it has been at work, and how far what it is doing has come. Nothing
where nobody looks.
"""

import sys
from contextlib import contextmanager
from itertools import chain, repeat
from time import monotonic

from . import terminal

FIRST, SECONDS = 2.0, 10.0    # before the first line, and between two; a bar appears after one
COUNTED = ("trace", "train", "predict", "why", "sweep", "lab", "landscape", "practise")    # that show their steps


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


def in_turn(*each):
    """The progress of what is gone through first, of what comes next, and so on; the last for all that follow."""
    from ..training.ahead import unseen    # only where a verb runs: it takes a while to import
    left = chain(each, repeat(each[-1]))
    return lambda taken, count, done: (next(left) or unseen)(taken, count, done)


def lines(taken, steps, step, what="step"):
    """The steps as they are taken; says at times which one it is, and how long the rest will take."""
    begin, first = monotonic(), step
    due = begin + FIRST
    for step, batch in enumerate(taken, step + 1):
        yield batch
        if monotonic() > due:
            terminal.say(f"neurosim: {how_far(what, begin, first, step, steps)}")
            due = monotonic() + SECONDS


def how_far(what, begin, first, place, count):
    """The share that is done, and how long the rest will take, as `first` was done when the clock said `begin`."""
    return share(what, place, count) + left(monotonic() - begin, place - first, count - place)


def share(what, place, count):
    """
    >>> share("step", 1500, 6000)
    'step 1,500 of 6,000 (25 %)'
    """
    return f"{what} {place:,} of {count:,} ({100 * place // count} %)"


def left(seconds, done, to_do):
    """How long the rest will take, by what is done; nothing where that is soon.

    >>> left(10.0, 5, 100), left(10.0, 5, 9000), left(10.0, 5, 10**8), left(10.0, 5, 2)
    (', about 3 minutes left', ', about 5.0 hours left', ', about 2,315 days left', '')
    """
    rest = seconds / done * to_do
    if rest < SECONDS:
        return ""
    units = (("seconds", 1, 120), ("minutes", 60, 120), ("hours", 3600, 48), ("days", 86400, float("inf")))
    unit, length, _ = next(each for each in units if rest < each[1] * each[2])
    return f", about {rest / length:,.{int(unit == 'hours')}f} {unit} left"


class Work:
    """A verb at work, and what it says of that to somebody who looks: after two seconds, and then now and then."""

    def __init__(self, verb):
        from threading import Event, Thread    # only where somebody looks: it takes a while to import
        self.verb, self.begin, self.now, self.done = verb, monotonic(), None, Event()
        self.teller = Thread(target=self.tell, daemon=True)
        self.teller.start()

    def counted(self, *words):
        """The progress of what these words name, one after the other."""
        return in_turn(*[self.going_through(what) for what in words])

    def going_through(self, what):
        def progress(taken, count, done):
            begin = monotonic()
            for place, each in enumerate(taken, done + 1):
                yield each
                self.now = what, begin, done, place, count
        return progress

    def tell(self):
        pause = FIRST
        while not self.done.wait(pause):
            terminal.say(f"neurosim: {self.verb}: at work for {self.sentence()} (Ctrl-C ends it)")
            pause = SECONDS

    def sentence(self):
        return f"{monotonic() - self.begin:.0f} seconds{', ' + how_far(*self.now) if self.now else ''}"

    def end(self):
        self.done.set()
        self.teller.join()


class Unwatched:
    """The same where nobody looks."""

    def counted(self, *words):
        return None

    def end(self):
        pass


@contextmanager
def at_work(verb, quiet=False):
    """Within, a verb that shows no steps of its own tells of itself."""
    work = Unwatched() if quiet or verb in COUNTED or not is_watched() else Work(verb)
    try:
        yield work
    finally:
        work.end()


def until_seen(work, chunks, output):
    """The chunks of a result; where they come to the terminal, they speak for themselves from the first one on."""
    for chunk in chunks:
        if output is None and sys.stdout is not None and sys.stdout.isatty():
            work.end()
        yield chunk
