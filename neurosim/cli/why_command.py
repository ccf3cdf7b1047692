"""neurosim why: why training gets nowhere."""

from . import options, results
from .progress import progress

NAME, USAGE = "why", "EXPERIMENT "
HELP = "why it does not learn: causes, each with its number and a cure that was tried; exit 1 where one is found"
EXAMPLES = """\
  neurosim why my.json                       trains, looks, and tries what may help
  neurosim why my.json --steps 500           looks at the first 500 steps
  neurosim why xor --seed 3 --format json    for other programs
"""


def add_arguments(parser):
    options.add_experiment(parser)
    parser.add_argument("--steps", type=options.whole(0), metavar="N",
                        help="in place of the experiment's own number of steps")
    parser.add_argument("--no-compile", action="store_true", help="no C, even where it would be ready first")
    options.add_formats(parser)


def run(arguments, experiment):
    found = experiment.why(arguments.steps, progress(arguments.quiet, "cause"))
    chunks = results.answer(found, table, arguments)
    return chunks if found.is_well else results.Disagreed(chunks)


def table(found):
    """A row for each cause."""
    rows = ([finding.cause.name, finding.sentence, finding.change, finding.error, finding.steps]
            for finding in found.findings)
    return ["cause", "sentence", "cure", "error", "steps"], rows
