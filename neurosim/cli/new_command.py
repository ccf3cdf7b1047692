"""neurosim new: an experiment file to begin with."""

import os

from . import options
from .outputs import check_not_read

NAME, USAGE = "new", "SHAPE|--from EXPERIMENT "
HELP = "an experiment file of your own, complete, in numbers that fit on paper"
EXAMPLES = """\
  neurosim new 2-3-1 -o mine.json            two inputs, three hidden neurons, one output
  neurosim new 2-3-1 --activation relu,sigmoid --loss bce -o mine.json
  neurosim new 4-5-3 --loss cross_entropy --activation tanh,softmax --optimizer adam --seed 7
  neurosim new --from xor                    xor with all its numbers
  neurosim new --from worked-example --hidden 3
  neurosim new --from iris.csv --hidden 5 -o iris.json
"""


def add_arguments(parser):
    parser.add_argument("shape", nargs="?", metavar="SHAPE", help="how many inputs, then neurons by layer: 2-3-1")
    parser.add_argument("--from", dest="other", metavar="EXPERIMENT",
                        help="like this one: a built-in name, a file, or - for standard input; its numbers stay; "
                             "or a table of samples, such as iris.csv")
    parser.add_argument("--hidden", type=options.sizes, metavar="N",
                        help="with --from: neurons of the hidden layer; 4-3: of two")
    parser.add_argument("--targets", type=options.listed, metavar="NAME,...",
                        help="with --from and a table: its columns of targets (default: the last one)")
    parser.add_argument("--activation", type=options.listed, default=[], metavar="NAME,...",
                        help="of every layer; or of the hidden layers, as the last one's goes with the loss")
    parser.add_argument("--loss", metavar="NAME", help="default: half_squared_error")
    parser.add_argument("--optimizer", metavar="NAME", help="default: sgd")
    parser.add_argument("--learning-rate", type=rate, metavar="X",
                        help="default: 0.5; 0.1 where an out has no upper bound; the optimizer's own")
    parser.add_argument("--seed", type=options.whole(0, options.MOST_SEED), metavar="N",
                        help="draws other numbers (default: 0)")
    options.add_output(parser)
    parser.set_defaults(chooser=("", "form", ["json"]), form="json")


@options.expects("a number from 0 on")
def rate(text):
    if not 0.0 <= float(text) < float("inf"):
        raise ValueError
    return float(text)


def check(arguments):
    """Sizes or another experiment, not both."""
    if (arguments.shape is None) == (arguments.other is None):
        return "SHAPE: expected sizes such as 2-3-1, or --from EXPERIMENT" + ", not both" * bool(arguments.shape)
    if arguments.hidden and arguments.shape:
        return "--hidden: expected --from beside it, as SHAPE says how many there are"
    return ""


def run(arguments, _):
    """The text of the file, which is read once more before anybody has it."""
    from ..examples.table_starter import is_table
    from ..files import write_experiment
    return [beside_table(arguments) if is_table(arguments.other) else write_experiment(document_for(arguments))]


def beside_table(arguments):
    """An experiment that names the table, where it is written beside it; elsewhere one that has the table's numbers."""
    from ..examples.table_starter import of_table, parsed
    from ..files import write_experiment
    from ..files.source import files_read
    from ..files.writing import as_text
    with files_read() as read:
        made = called(with_asked(of_table(arguments.other, arguments.hidden, arguments.targets), arguments),
                      arguments.output)
        document = parsed(made, arguments.other)
    check_not_read(arguments, read)
    folders = {os.path.realpath(os.path.dirname(path) or os.curdir)
               for path in (arguments.output or "", arguments.other)}
    return as_text(made) if len(folders) == 1 else write_experiment(document)


def with_asked(made, arguments):
    """What the options say, in place of what goes with the table."""
    from ..examples.starter import with_activations
    from ..experiment.in_code import with_rate
    made = {**made, **{key: getattr(arguments, key) for key in ("loss", "optimizer", "seed")
                       if getattr(arguments, key) is not None}}
    return {**made, "layers": with_activations(made["layers"], arguments.activation),
            "optimizer": with_rate(made["optimizer"], arguments.learning_rate)}


def document_for(arguments):
    from ..examples.starter import like, of_shape
    from ..experiment.in_code import with_rate
    asked = {key: getattr(arguments, key) for key in ("loss", "optimizer") if getattr(arguments, key)}
    if arguments.shape:
        made = of_shape(arguments.shape, arguments.seed or 0, arguments.activation, **asked)
    else:
        made = like(other(arguments), arguments.hidden, arguments.seed, arguments.activation, **asked)
    made["optimizer"] = with_rate(made["optimizer"], arguments.learning_rate)
    return called(made, arguments.output)


def called(made, output):
    """The same by the name of its file, where it goes to one."""
    from ..files.experiment_file import title_of
    return {**made, "name": title_of(output)} if output else made


def other(arguments):
    """The document of the experiment that is begun with; its file is not written over."""
    from ..examples.lookup import document_of
    from ..files.source import files_read
    with files_read() as read:
        found = document_of(arguments.other)
    check_not_read(arguments, read)
    return found
