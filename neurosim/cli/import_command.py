"""neurosim import: the weights of a trained model, as an experiment."""

import os

from . import options, outputs, terminal

NAME, USAGE = "import", "FILE "
HELP = "the weights of a trained model, of a safetensors file, as an experiment"
EXAMPLES = """\
  neurosim import model.safetensors --activation relu,sigmoid -o mine.json
  neurosim import model.safetensors --activation tanh,softmax --csv data.csv --targets 3 -o mine.json
  neurosim import model.safetensors --activation relu --layers hidden,out -o mine.json
"""


def add_arguments(parser):
    parser.add_argument("model", metavar="FILE", type=options.file_name,
                        help="a safetensors file; in Python neurosim.import_model takes models of PyTorch, Keras and "
                             "scikit-learn, too")
    parser.add_argument("--activation", type=options.listed, metavar="NAMES",
                        help="of each layer, as relu,sigmoid, or one for all: the file does not tell them")
    parser.add_argument("--loss", metavar="NAME", help="what is descended (default: what is usual for the last layer)")
    parser.add_argument("--layers", type=options.listed, metavar="NAMES",
                        help="the names of the layers, front to back, where numbers and sizes do not tell")
    parser.add_argument("--csv", type=options.file_name, metavar="FILE", help="samples to learn from")
    parser.add_argument("--targets", type=options.whole(1), metavar="K", help="how many last columns of it are targets")
    parser.set_defaults(chooser=("", "form", ["json"]), form="json")
    options.add_output(parser)


def check(arguments):
    if (arguments.csv is None) != (arguments.targets is None):
        return "--csv: expected --targets K beside it, how many last columns are targets"
    return ""


def run(arguments, _):
    from ..experiment.models.taking_over import import_model
    from ..files import write_experiment
    from ..files.experiment_file import title_of
    outputs.check_not_read(arguments, ())
    samples = None if arguments.csv is None else {"csv": arguments.csv, "targets": arguments.targets}
    told, name = arguments.activation, title_of(os.fsdecode(arguments.output or arguments.model))
    experiment = import_model(arguments.model, samples, activation=told[0] if told and len(told) == 1 else told,
                              loss=arguments.loss, layers=arguments.layers, name=name,
                              warn=None if arguments.quiet else terminal.note)
    yield write_experiment(experiment.to_document())
