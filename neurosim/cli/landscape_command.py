"""neurosim landscape: the error over one parameter, over two, or over two directions, and the way of training."""

from . import options, results
from .progress import in_turn, progress

NAME, USAGE = "landscape", "EXPERIMENT "
HELP = "the error over one or two parameters or directions, and the path of the training"
EXAMPLES = """\
  neurosim landscape xor --along w11,w12                      around the network as it is trained
  neurosim landscape worked-example --along w5                the curve, its tangent and the step
  neurosim landscape worked-example --along w5,w6 --plot valley.png
  neurosim landscape xor --directions random --span 2 --format csv -o grid.csv
"""


def add_arguments(parser):
    options.add_experiment(parser)
    plane = parser.add_mutually_exclusive_group()
    plane.add_argument("--along", type=lambda text: text.split(","), metavar="NAME,NAME",
                       help="two weights or biases, such as w5,w6; or one, such as w5")
    plane.add_argument("--directions", type=options.one_of("random"), metavar="random",
                       help="two directions, drawn from the seed")
    parser.add_argument("--steps", type=options.whole(0), metavar="N",
                        help="to train, in place of the experiment's own number, or of none for one weight; 0 for none")
    parser.add_argument("--points", type=options.whole(2, 1000), default=41, metavar="N",
                        help="along each side of the grid (default: 41)")
    parser.add_argument("--span", type=positive, metavar="X",
                        help="how far the grid goes from where training ends (default: so that the path fits in)")
    parser.add_argument("--range", dest="ranges", type=ranges, metavar="A:B,C:D",
                        help="in place of --span; where A is negative: --range=-1:1,0:2")
    options.add_plot(parser, "contours and path")
    options.add_digits(parser)
    options.add_formats(parser)


@options.expects("a number above 0")
def positive(text):
    return above_zero(float(text))


def above_zero(value):
    if not 0.0 < value < float("inf"):
        raise ValueError
    return value


@options.expects("A:B,C:D with A < B and C < D, such as 0:1,-2:2")
def ranges(text):
    """-1:1,0:2; for one weight -1:1"""
    pairs = tuple(tuple(map(float, part.split(":"))) for part in text.split(","))
    if len(pairs) > 2:
        raise ValueError
    for low, high in pairs:
        above_zero(high - low)
    return pairs


def check(arguments):
    one = arguments.along if arguments.along and len(arguments.along) == 1 else None
    if arguments.along is None and arguments.directions is None:
        return "--along: expected two weights or biases, such as w1,w2, or --directions random"
    if arguments.ranges is not None and len(arguments.ranges) != (2 if one is None else 1):
        return f"--range: expected {'A:B,C:D' if one is None else 'A:B, as there is one weight'}"
    if arguments.span is not None and arguments.ranges is not None:
        return "--span: expected --span or --range, not both"
    return ""


def draws(arguments):
    """Random directions are drawn from the seed, too."""
    return arguments.directions is not None


def run(arguments, experiment):
    result = experiment.landscape(arguments.along, arguments.directions, steps=arguments.steps, points=arguments.points,
                                  span=arguments.span, ranges=arguments.ranges,
                                  progress=in_turn(progress(arguments.quiet), progress(arguments.quiet, "point")))
    options.draw(arguments, result)
    return results.answer(result, table, arguments)


def table(result):
    """The grid, or the curve, a row for each point."""
    if hasattr(result, "slope"):
        return [result.name, "error", "tangent"], result.rows()
    return [*[name.replace(" ", "_") for name in result.plane.names], "error"], result.rows()
