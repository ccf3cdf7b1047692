"""Runs one command; and what becomes of errors.

Exit 0 done, 1 disagreed or diverged, 2 wrong use or bad input, 3 input or output failed, 129, 130 and 143 interrupted.
"""

import sys
from contextlib import contextmanager

from ..core.guard.errors import NeurosimError, Undefined
from . import options, outputs, signals, terminal
from .progress import at_work, until_seen
from .words import Usage, parse


MOST_CHOICES = 1500    # characters


def main(arguments=None):
    """Run one command, as `arguments` or the command line says, and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    try:
        with signals.raised():
            return run(parse(arguments))
    except SystemExit as leaving:    # --help and --version
        return leaving.code or 0
    except Usage as error:
        usage, message = error.args
        terminal.say(usage)
        return failed(message, 2)
    except BrokenPipeError:
        return 0
    except signals.Ended as error:
        number, word = error.args
        terminal.let_go_of(sys.stdout)    # whoever reads it may have stopped to
        return failed(word, 128 + number)
    except KeyboardInterrupt as error:    # a run that was interrupted says at which step, and by which signal
        return failed(str(error) or "interrupted", getattr(error, "code", 130))
    except Exception as error:
        if "--debug" in arguments:
            import traceback
            terminal.say(traceback.format_exc())
        return explained(error, "--all-errors" in arguments)


def run(found):
    """Read the experiment, ask the verb, write its answer. That it can be written is made sure of first.

    The exit code is the answer's, if it has one.
    """
    terminal.check_writable(found.output)
    outputs.check_outputs(found)
    experiment = loaded(found) if hasattr(found, "experiment") else None
    options.check_plot(found)
    try:
        with compiling(not getattr(found, "no_compile", False)), at_work(found.verb.NAME, found.quiet) as found.work:
            answer = found.verb.run(found, experiment)
            terminal.write(until_seen(found.work, signals.heeded(answer), found.output), found.output)
    except NeurosimError as error:
        raise options.as_typed(error, found.spelt) from error
    return getattr(answer, "exit_code", 0)


def loaded(found):
    """The experiment; that no answer takes the place of its files is made sure of."""
    from ..experiment import load
    from ..files.source import files_read
    from .limits import judge
    warn = None if found.quiet else terminal.note
    with files_read() as read:
        experiment = load(found.experiment, found.seed, warn, lambda document: judge(found, document),
                          tells_of_seed(found), **of_table(found))
    outputs.check_not_read(found, read)
    return experiment


def of_table(found):
    """What is asked of an experiment that is made of a table."""
    asked = {key: getattr(found, f"table_{key}", None) for key in ("hidden", "targets")}
    from ..examples.table_starter import is_table
    for key, value in asked.items():
        if value and not is_table(found.experiment):
            raise NeurosimError(f"--{key}", "a table such as iris.csv as EXPERIMENT", found.experiment[:60])
    return asked


def tells_of_seed(found):
    """Whether the seed is what weights and samples are drawn from: a run that is resumed goes on with the checkpoint's,
    and a verb may draw by it what no experiment does, as its `draws(arguments)` says."""
    by_verb = found.seed is not None and hasattr(found.verb, "draws") and found.verb.draws(found)
    return not (by_verb or getattr(found, "resume", None))


@contextmanager
def compiling(allowed):
    """Whether steps may be taken by C, here and in processes that are started from here."""
    import os
    before = os.environ.get("NEUROSIM_CACHE")
    if not allowed:
        os.environ["NEUROSIM_CACHE"] = "off"
    try:
        yield
    finally:
        if not allowed:
            os.environ.pop("NEUROSIM_CACHE")
            os.environ.update({"NEUROSIM_CACHE": before} if before is not None else {})


def explained(error, all_errors):
    """An exception as one line, or as one line for each error of a bad file, and the exit code."""
    from ..core.guard.errors import Diverged
    if isinstance(error, NeurosimError):
        for each in getattr(error, "all_errors", [error]) if all_errors else [error]:
            failed(str(each), 2, room_for_choices(each))
        return 1 if isinstance(error, (Diverged, Undefined)) else 2
    if isinstance(error, OSError):
        where, what = error.filename and str(error.filename), error.strerror or str(error)
        return failed(": ".join(filter(None, [where, what])), 3)
    if isinstance(error, MemoryError):
        return failed("out of memory", 3)
    fault = f"{type(error).__name__}: {error} (--debug shows where)"
    return failed(f"a fault in neurosim itself, please report it: {fault}", 3)


def failed(message, code, more=0):
    terminal.say(terminal.one_line(f"neurosim: error: {message}", more))
    return code


def room_for_choices(error):
    """How much longer the line may be: a long list of what was expected is whole where the rest of it is short."""
    before, _, expected = str(error).partition("expected ")
    is_short, is_long = len(before) < terminal.MOST // 2, len(expected) > terminal.MOST // 2
    return min(len(expected), MOST_CHOICES) if is_short and is_long else 0
