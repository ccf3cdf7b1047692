"""neurosim explore: one training step as a page that computes."""

import os

from ..core.guard.errors import NeurosimError
from . import options, terminal

NAME, USAGE = "explore", "EXPERIMENT "
UNSAID = object()    # no --output
HELP = "one page for the browser that computes: numbers to click, to change, to predict"
EXAMPLES = """\
  neurosim explore worked-example            writes worked-example.html
  neurosim explore xor -o xor.html           xor.html#step=37&goal=w5 shows w5 in step 37
  neurosim explore xor --step 37             opens at step 37
  neurosim explore my.json -o task.html --hide gradients,updates
"""


def add_arguments(parser):
    options.add_experiment(parser)
    options.add_step(parser)
    parser.add_argument("--hide", type=parts, default=(), metavar="PART,...",
                        help="what the page does not show: forward, errors, gradients, updates")
    parser.set_defaults(chooser=("", "form", ["html"]), form="html")
    options.add_output(parser, default=UNSAID)


def parts(text):
    from ..show.explorer import PARTS
    found = list(map(options.one_of(*PARTS), text.split(",")))
    return list(dict.fromkeys(found))


def check(arguments):
    """Without --output the page is called what the experiment is called, and lies in the folder where one is."""
    arguments.was_named = arguments.output is not UNSAID
    if not arguments.was_named:
        name = os.path.splitext(os.path.basename(arguments.experiment))[0]
        arguments.output = f"{'experiment' if arguments.experiment == '-' else name}.html"
    return ""


def run(arguments, experiment):
    from ..show.explorer import explored
    if not arguments.was_named:
        check_ours(arguments.output)
    yield explored(experiment.trainer, arguments.hide, arguments.step or 1)
    if not arguments.was_named and not arguments.quiet:
        terminal.note(f"the page is {arguments.output}")


def check_ours(path):
    """Nobody has asked for this file to be replaced: it must be such a page, or empty, or not there."""
    from ..show.explorer import is_page
    if os.path.exists(path) and os.path.getsize(path) and not is_page(path):
        raise NeurosimError("--output", "the name of a file", problem=f"{path} is something else, and would be lost")
