"""SIGTERM and SIGHUP end a run like Ctrl-C does: with one line, and nothing half-written stays behind.

An exception that comes while Python cleans up after something, an import for instance, Python drops; so what came is
kept, and asked for once more between two pieces of the answer.
"""

import signal
from contextlib import contextmanager

WORDS = {"SIGTERM": "terminated", "SIGHUP": "hung up"}    # Windows has no SIGHUP


class Ended(KeyboardInterrupt):
    """One of these signals came: (its number, what to call it)."""


caught = []    # the exceptions that signals have raised


@contextmanager
def raised():
    """Within, these signals raise Ended; but what somebody else has decided about them, such as nohup, stays."""
    ours = {}
    caught.clear()
    try:
        for name in ("SIGINT", *WORDS):
            number = getattr(signal, name, None)
            if number and signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                ours[number] = signal.signal(number, end)
    except ValueError:    # not the main thread: signals are somebody else's business
        pass
    try:
        yield
    finally:
        for number, handler in ours.items():
            signal.signal(number, handler)


def end(number, _):
    name = signal.Signals(number).name
    caught.append(Ended(number, WORDS[name]) if name in WORDS else KeyboardInterrupt())
    raise caught[-1]


def heeded(chunks):
    """The chunks, as long as no signal has come."""
    for chunk in chunks:
        if caught:
            raise caught[-1]
        yield chunk
