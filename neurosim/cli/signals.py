"""SIGTERM and SIGHUP end a run like Ctrl-C does: with one line, and nothing half-written stays behind.

An exception that comes while Python imports something it may drop, with a word on standard error; so a signal that
comes then waits until that is done. For what else is dropped, what came is kept, and asked for once more between two
pieces of the answer.
"""

import _thread
import signal
import sys
from contextlib import contextmanager
from time import sleep

from .startup import end_at_once

WORDS = {"SIGTERM": "terminated", "SIGHUP": "hung up"}    # Windows has no SIGHUP
A_MOMENT = 0.005    # seconds that a signal waits before it looks again whether an import is done


class Ended(KeyboardInterrupt):
    """One of these signals came: (its number, what to call it)."""


caught = []    # the exceptions that signals have raised
waiting = []   # those that an import has kept from it


@contextmanager
def raised():
    """Within, these signals raise Ended; but what somebody else has decided about them, such as nohup, stays."""
    before = {}
    caught.clear()
    waiting.clear()
    handler = ender(sys._getframe(2))
    try:
        for name in ("SIGINT", *WORDS):
            number = getattr(signal, name, None)
            if number and signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler, end_at_once):
                before[number] = signal.signal(number, handler)
    except ValueError:    # not the main thread: signals are somebody else's business
        pass
    try:
        yield
    finally:
        waiting.clear()
        for number, handler in before.items():
            signal.signal(number, handler)


def ender(caller):
    """What is called when a signal comes, of the run that `caller` is a frame of."""
    def end(number, frame):
        name = signal.Signals(number).name
        if not waiting:
            waiting.append(Ended(number, WORDS[name]) if name in WORDS else KeyboardInterrupt())
        if is_importing(frame, caller):
            again(number)
        else:
            heed()
    return end


def is_importing(frame, caller):
    """Whether this is in the midst of an import that began in the run; what began the run may be an import itself."""
    while frame not in (None, caller):
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def again(number):
    """The same signal, a moment later. (The module threading may be what is just being imported.)"""
    _thread.start_new_thread(send, (_thread.get_ident(), number))


def send(thread, number):
    sleep(A_MOMENT)
    if not waiting:    # the run has seen to it, or is over
        return
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(thread, number)    # it may be waiting for something by now
    else:
        signal.raise_signal(number)


def heed():
    """Raise what a signal is waiting to raise, or has raised in vain."""
    if waiting:
        caught.append(waiting.pop())
    if caught:
        raise caught[-1]


def heeded(chunks):
    """The chunks, as long as no signal has come."""
    for chunk in chunks:
        heed()
        yield chunk
