"""neurosim lab: the right network and spoilt ones, trained side by side."""

from . import options, results
from .progress import progress

NAME, USAGE = "lab", "EXPERIMENT --mistake NAME "
HELP = "train the right network and spoilt ones side by side, from the same weights"
EXAMPLES = """\
  neurosim lab xor --mistake updated_weights --mistake raw_error_propagated
  neurosim lab worked-example --mistake missing_slopes --steps 1000 --plot lab.png
"""


def add_arguments(parser):
    options.add_experiment(parser)
    parser.add_argument("--mistake", dest="mistakes", action="append", metavar="NAME",
                        help="a mistake that `neurosim mistakes` lists; again for another")
    parser.add_argument("--steps", type=options.whole(0), metavar="N",
                        help="in place of the experiment's own number of steps")
    options.add_plot(parser, "the error by step")
    options.add_digits(parser)
    options.add_formats(parser)


def check(arguments):
    return "" if arguments.mistakes else "--mistake: expected a name that `neurosim mistakes` lists"


def run(arguments, experiment):
    laboratory = experiment.lab(arguments.mistakes, arguments.steps, progress(arguments.quiet))
    options.draw(arguments, laboratory)
    return results.answer(laboratory, table, arguments)


def table(laboratory):
    rows = ([course.name, step, error, *directions.get(step, (None, None))] for course in laboratory.courses
            for directions in [{step: row for step, *row in course.directions}] for step, error in course.rows())
    return ["network", "step", "error", "cosine", "wrong_signs"], rows
