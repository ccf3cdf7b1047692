"""The command line: parse, call one function, print.

    words.py     which verb, which options, and the help
    options.py   what options may be
    trace_command.py, explain_command.py, ...       a module is a verb
    outputs.py   which files are written, in which format, and none that is read
    results.py   a result as text, JSON or CSV
    limits.py    how large an answer will be, and whether that is too much
    progress.py  how far a long run is
    terminal.py  standard output and standard error
    startup.py   Ctrl-C while Python still imports
    signals.py   SIGTERM and SIGHUP
    dispatch.py  runs a command; what becomes of errors

To add a verb, write its module and add it to VERBS in words.py.
"""


def main(arguments=None):
    """Run one command, as `arguments` or the command line says, and return its exit code.

    >>> main(["trace", "worked-example", "--quiet", "-o", "/dev/null"])
    0
    """
    from .dispatch import main    # only here, so that startup.py can be imported before all else
    return main(arguments)


__all__ = ["main"]
