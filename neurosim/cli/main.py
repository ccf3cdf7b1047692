"""Which verb, which options; and what becomes of errors.

Exit 0 done, 1 disagreed or diverged, 2 wrong use or bad input, 3 input or output failed, 130 and 143 interrupted.
"""

import argparse
import signal
import sys

from ..core.errors import NeurosimError, did_you_mean
from . import examples, explain, terminal, trace, train

VERBS = {verb.NAME: verb for verb in (trace, explain, train, examples)}

EXAMPLES = """\
examples:
  neurosim trace worked-example              every number of one training step
  neurosim explain worked-example w1         why the gradient of w1 is what it is
  neurosim explain worked-example --all      the same for every weight
  neurosim train xor                         learn exclusive or
  neurosim trace xor --step 5000             any step of a training run
  neurosim train my.json --format json       your own network, for other programs
"""


class Usage(Exception):
    """The words of the call are off."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, with the word that was probably meant."""

    def __init__(self, **options):
        super().__init__(allow_abbrev=False, formatter_class=Help, **options)

    def error(self, message):
        raise Usage(self.format_usage().strip(), message.removeprefix("argument "))

    def parse_args(self, arguments):
        found, rest = self.parse_known_args(arguments)
        if rest:
            known = self.verbs[found.verb]._option_string_actions if found.verb else self._option_string_actions
            usage = (self.verbs[found.verb] if found.verb else self).format_usage().strip()
            raise Usage(usage, f"unknown argument {rest[0][:60]!r}{did_you_mean(rest[0], known)}")
        return found


class Help(argparse.RawDescriptionHelpFormatter):
    """As wide as the page, whatever the terminal says of itself."""

    def __init__(self, prog):
        super().__init__(prog, max_help_position=28, width=110)


def make_parser():
    parser = Parser(prog="neurosim", usage="neurosim VERB [EXPERIMENT] ...", epilog="neurosim VERB --help tells more.",
                    description="The microscope for backpropagation: every number of a training step, and why.\n\n" + EXAMPLES)
    from .. import __version__
    parser.add_argument("--version", action="version", version=f"neurosim {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs", parser_class=Parser)
    parser.verbs = {name: verbs.add_parser(name, help=verb.HELP, usage=f"neurosim {name} {verb.USAGE} [options]", description=verb.HELP) for name, verb in VERBS.items()}
    for name, verb in VERBS.items():
        verb.add_arguments(parser.verbs[name])
        parser.verbs[name].add_argument("--quiet", action="store_true", help="no notes on standard error")
        parser.verbs[name].add_argument("--debug", action="store_true", help="show where in the code an error comes from")
    return parser


def parse(arguments):
    parser = make_parser()
    words = [word for word in arguments if not word.startswith("-")]
    if words and words[0] not in VERBS and not {"-h", "--help", "--version"} & set(arguments):
        raise Usage(parser.format_usage().strip(), f"unknown command {words[0][:60]!r}{did_you_mean(words[0], VERBS)}"
                    f" (expected one of {', '.join(VERBS)})")
    found = parser.parse_args(arguments)
    if not found.verb:
        raise Usage(parser.format_usage().strip(), f"expected one of {', '.join(VERBS)}; neurosim --help shows examples")
    problem = getattr(VERBS[found.verb], "check", lambda found: "")(found)
    if problem:
        raise Usage(parser.verbs[found.verb].format_usage().strip(), problem)
    return found


def main(arguments=None):
    """Run one command, as `arguments` or the command line says, and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    try:
        with_signals(arguments)
        return 0
    except SystemExit as leaving:    # --help and --version
        return leaving.code or 0
    except Usage as error:
        usage, message = error.args
        terminal.say(usage)
        return failed(message, 2)
    except BrokenPipeError:
        terminal.let_go_of(sys.stdout)
        return 0
    except KeyboardInterrupt as error:    # a run that was interrupted says at which step, and by which signal
        return failed(str(error) or "interrupted", getattr(error, "code", 130))
    except Terminated:
        return failed("terminated", 143)
    except Exception as error:
        if "--debug" in arguments:
            import traceback
            traceback.print_exc()
        return explained(error, "--all-errors" in arguments)


class Terminated(BaseException):
    """SIGTERM came."""


def terminated(*_):
    raise Terminated


def with_signals(arguments):
    """Run, and let SIGTERM end the run like Ctrl-C does: nothing half-written stays behind."""
    try:
        before = signal.signal(signal.SIGTERM, terminated)
    except ValueError:    # not the main thread: signals are somebody else's business
        return run(parse(arguments))
    try:
        run(parse(arguments))
    finally:
        signal.signal(signal.SIGTERM, before)


def run(found):
    """Read the experiment, ask the verb, write its answer."""
    for path in filter(None, [getattr(found, "output", None), getattr(found, "save", None)]):
        from ..output import check_writable
        check_writable(path)
    experiment = None
    if hasattr(found, "experiment"):
        from ..experiment import load
        note = None if found.quiet else lambda text: terminal.say(f"neurosim: note: {text}")
        experiment = load(found.experiment, found.seed, note)
    terminal.write(VERBS[found.verb].run(found, experiment), found.output)


def explained(error, all_errors):
    """An exception as one line, or as one line for each error of a bad file, and the exit code."""
    from ..experiment import Diverged
    if isinstance(error, NeurosimError):
        for each in getattr(error, "all_errors", [error]) if all_errors else [error]:
            failed(str(each), 2)
        return 1 if isinstance(error, Diverged) else 2
    if isinstance(error, OSError):
        terminal.let_go_of(sys.stdout)
        return failed(": ".join(filter(None, [error.filename and str(error.filename), error.strerror or str(error)])), 3)
    return failed(f"a fault in neurosim itself, please report it: {type(error).__name__}: {error} (--debug shows where)", 3)


def failed(message, code):
    terminal.say(terminal.one_line(f"neurosim: error: {message}"))
    return code
