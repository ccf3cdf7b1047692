"""The command line: parse, call one function, print.

    words.py     which verb, which options, and the help
    options.py   what options may be
    trace.py, explain.py, train.py, examples.py     a module is a verb
    results.py   a result as text, JSON or CSV
    sizes.py     how large an answer will be, and whether that is too much
    progress.py  how far a long run is
    terminal.py  standard output and standard error
    signals.py   SIGTERM and SIGHUP
    main.py      runs a command; what becomes of errors

To add a verb, write its module and add it to VERBS in words.py.
"""

from .main import main

__all__ = ["main"]
