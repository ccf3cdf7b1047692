"""SIGTERM and SIGHUP end a run like Ctrl-C does: with one line, and nothing half-written stays behind."""

import signal
from contextlib import contextmanager

WORDS = {"SIGTERM": "terminated", "SIGHUP": "hung up"}    # Windows has no SIGHUP


class Ended(KeyboardInterrupt):
    """One of these signals came: (its number, what to call it)."""


@contextmanager
def raised():
    """Within, these signals raise Ended; but what somebody else has decided about them, such as nohup, stays."""
    ours = []
    try:
        for name in WORDS:
            number = getattr(signal, name, None)
            if number and signal.getsignal(number) == signal.SIG_DFL:
                signal.signal(number, end)
                ours.append(number)
    except ValueError:    # not the main thread: signals are somebody else's business
        pass
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def end(number, _):
    raise Ended(number, WORDS[signal.Signals(number).name])
