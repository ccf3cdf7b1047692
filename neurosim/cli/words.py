"""The words of a call: which verb, which options. To add a verb, write its module and add it to VERBS."""

import argparse

from ..core.guard.errors import did_you_mean
from ..examples import CATALOGUE
from . import (check_command, diagnose_command, examples_command, explain_command, explore_command, export_command,
               grade_command, help_command, import_command, lab_command, landscape_command, mistakes_command,
               new_command, practise_command, predict_command, sweep_command, terminal, trace_command, train_command,
               why_command, worksheet_command)
from .outputs import misnamed, named_twice, settle_format

IN_ORDER = (trace_command, explain_command, train_command, predict_command, why_command, check_command,
            diagnose_command, mistakes_command, lab_command, sweep_command, landscape_command, worksheet_command,
            grade_command, practise_command, explore_command, export_command, examples_command, new_command,
            import_command, help_command)
VERBS = {verb.NAME: verb for verb in IN_ORDER}
USAGE = "usage: neurosim VERB [EXPERIMENT] ..."

ABOUT = "The microscope for backpropagation: every number of a training step, and why."

SHORT_HELP = f"""\
{USAGE}

{ABOUT}

  neurosim trace worked-example              every number of one training step
  neurosim explain worked-example w1         why the gradient of w1 is what it is
  neurosim new 2-3-1 -o my.json              a network of your own
  neurosim examples                          the experiments that come with neurosim

verbs: {', '.join(VERBS)}
neurosim --help says what each does, neurosim VERB --help how.
"""

HELP = f"""\
{USAGE}

{ABOUT}

examples:
  neurosim trace worked-example              every number of one training step
  neurosim explain worked-example w1         why the gradient of w1 is what it is
  neurosim explain worked-example --all      the same for every weight
  neurosim train xor                         learn exclusive or
  neurosim trace xor --step 5000             any step of a training run
  neurosim why my.json                       why does it not learn?
  neurosim check xor                         is every gradient right?
  neurosim diagnose worked-example w1+=0.1498176   where did I go wrong?
  neurosim explore xor -o xor.html           a page to look at, to change, to play through
  neurosim trace 2-3-1                       a network of any sizes, with numbers to calculate with
  neurosim new 2-3-1 -o my.json              the same as a file of your own
  neurosim train my.json --format json       your own network, for other programs

verbs:
""" + "".join(f"  {name:10}{verb.HELP}\n" for name, verb in VERBS.items()) + """
neurosim VERB --help tells more. neurosim --version says which neurosim this is.
"""


PAGE = 110    # columns


class Usage(Exception):
    """The words of the call are off: (usage line, what is wrong)."""


def parse(arguments):
    """The options as a Namespace, with the verb's module as `verb`; `spelt` has what arguments are called here.

    Raises Usage, and SystemExit after --help or --version, which are answered here.
    """
    if not arguments:
        answer(SHORT_HELP)
    word, *rest = arguments
    if word in VERBS:
        return parsed(VERBS[word], rest)
    if word in ("-h", "--help"):
        answer(HELP)
    if word == "--version":
        from .. import __version__
        answer(f"neurosim {__version__}\n")
    raise Usage(USAGE, complaint(word))


def answer(text):
    from ..show.render.fitting import narrowed
    terminal.write([narrowed(terminal.in_its_signs(text), terminal.columns())])
    raise SystemExit(0)


def complaint(word):
    """What is wrong with a first word that is no verb."""
    verbs = f"expected one of {', '.join(VERBS)}"
    if not word:
        return f"{verbs}; neurosim --help shows examples"
    if word.startswith("-"):
        return f"{verbs}, and options after it; got {word[:60]!r}"
    from ..examples.publications import names    # only where something is wrong
    near = f" (did you mean 'neurosim trace {word}'?)" if word in [*CATALOGUE, *names()] else did_you_mean(word, VERBS)
    return f"unknown command {word[:60]!r}{near or f' ({verbs})'}"


def parsed(verb, arguments):
    parser = make_parser(verb)
    found, rest = parser.parse_known_intermixed_args(arguments)
    if rest:
        known = parser._option_string_actions
        parser.error(f"unknown argument {rest[0][:60]!r}{did_you_mean(rest[0].partition('=')[0], known)}")
    for check in (settle_format, getattr(verb, "check", lambda _: ""), misnamed, named_twice):
        problem = check(found)
        if problem:
            parser.error(problem)
    found.verb, found.spelt = verb, {action.dest: spelling(action) for action in parser._actions}
    return found


def spelling(action):
    """What the user knows an argument by: --along, GOAL."""
    return action.option_strings[-1] if action.option_strings else action.metavar


def make_parser(verb):
    parser = Parser(prog=f"neurosim {verb.NAME}", usage=f"neurosim {verb.NAME} {verb.USAGE}[options]",
                    description=f"{verb.HELP}\n\nexamples:\n{verb.EXAMPLES}")
    verb.add_arguments(parser)
    parser.add_argument("--quiet", action="store_true", help="no notes on standard error")
    parser.add_argument("--debug", action="store_true", help="show where in the code an error comes from")
    return parser


class Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong, and is as wide as the terminal, at most as a page."""

    def __init__(self, **options):
        def layout(prog):
            columns = min(terminal.columns() or PAGE, PAGE)
            return argparse.RawDescriptionHelpFormatter(prog, max_help_position=28, width=columns)
        super().__init__(allow_abbrev=False, formatter_class=layout, **options)

    def error(self, message):
        missing = message.removeprefix("the following arguments are required: ")
        if missing != message:
            message = self.wanted(missing.split(", ")[0])
        raise Usage(self.format_usage().strip(), message.removeprefix("argument "))

    def wanted(self, name):
        """What is expected of an argument that is missing: what the help says first of it."""
        words = next(action.help for action in self._actions if name in (action.metavar, *action.option_strings))
        return f"{name}: expected {words.partition('; ')[0]}"

    def print_help(self, file=None):
        answer(self.format_help())
