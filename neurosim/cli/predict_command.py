"""neurosim predict: what the network answers."""

from . import options, outputs, results
from .progress import progress

NAME, USAGE = "predict", "EXPERIMENT --inputs NUMBERS "
HELP = "what the network answers to inputs without targets"
EXAMPLES = """\
  neurosim predict worked-example --inputs 0.3,0.7      the way forward, and the answer
  neurosim predict xor --train --inputs 0,1 --inputs 1,1
  neurosim predict iris.csv --train --csv flowers.csv   a row for each, in a file without targets
"""


def add_arguments(parser):
    options.add_experiment(parser)
    options.add_table(parser)
    parser.add_argument("--inputs", type=numbers, action="append", metavar="NUMBERS",
                        help="a number for each input, such as 0.3,0.7, in the units of the experiment's table; "
                             "may be given several times")
    parser.add_argument("--csv", type=options.file_name, metavar="FILE",
                        help="a row of inputs for each answer; columns are found by the names of the experiment's")
    parser.add_argument("--train", action="store_true",
                        help="first train, as the experiment asks for; else the weights are as they are")
    options.add_digits(parser)
    options.add_formats(parser)


@options.expects("numbers such as 0.3,0.7")
def numbers(text):
    return [float(part) for part in text.split(",")]


def check(arguments):
    if (arguments.inputs is None) == (arguments.csv is None):
        return "--inputs: expected numbers such as 0.3,0.7, or --csv FILE" + ", not both" * bool(arguments.csv)
    return ""


def run(arguments, experiment):
    outputs.check_not_read(arguments, ())
    if arguments.train:
        experiment.train(progress=progress(arguments.quiet))
    rows = arguments.inputs or experiment.read_inputs(arguments.csv)
    found = experiment.predict(rows)
    return results.answer(found, lambda found: (found.headers(), found.table()), arguments)
