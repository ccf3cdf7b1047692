"""neurosim explore: one training step as a page that computes."""

from . import options

NAME, USAGE = "explore", "EXPERIMENT -o FILE.html "
HELP = "one page for the browser that computes: numbers to click, to change, to predict"
EXAMPLES = """\
  neurosim explore worked-example -o step.html
  neurosim explore xor -o xor.html           xor.html#step=37&goal=w5 shows w5 in step 37
  neurosim explore my.json -o task.html --hide gradients,updates
"""


def add_arguments(parser):
    options.add_experiment(parser)
    parser.add_argument("--hide", type=parts, default=(), metavar="PART,...",
                        help="what the page does not show: forward, errors, gradients, updates")
    options.add_output(parser)


def parts(text):
    from ..show.explorer import PARTS
    found = list(map(options.one_of(*PARTS), text.split(",")))
    return list(dict.fromkeys(found))


def run(arguments, experiment):
    from ..show.explorer import explored
    yield explored(experiment.trainer, arguments.hide)
