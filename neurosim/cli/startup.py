"""The first moments of a command, while Python still imports: Ctrl-C ends it with its one line, with nothing to undo.

Until then Python would answer with a traceback. A program that uses the library keeps its own way with Ctrl-C.
"""

import _signal as signal    # what is beneath the module signal, which takes a while to import
import os
import sys


def is_command():
    """Whether this process is `python -m neurosim` or `neurosim`; at first Python calls the former -m."""
    name, words = (getattr(sys, "argv", None) or [""])[0], sys.orig_argv
    if name == "-m":
        return "-mneurosim" in words or ("-m", "neurosim") in zip(words, words[1:])
    return os.path.basename(name) in ("neurosim", "neurosim.exe")


def end_at_once(number, _=None):
    """One line, whatever is being done just now, and the exit code."""
    try:
        os.write(2, b"neurosim: error: interrupted\n")
    except OSError:    # nobody reads it
        pass
    os._exit(128 + number)


try:
    if is_command() and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end_at_once)
except ValueError:    # not the main thread
    pass
