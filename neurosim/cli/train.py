"""neurosim train: learn, and show how the error falls."""

from . import options, results

NAME, USAGE = "train", "EXPERIMENT "
HELP = "train, and show the error by step and the answers at the end"
EXAMPLES = """\
  neurosim train xor                         as many steps as the experiment asks for
  neurosim train worked-example --steps 10000
  neurosim train xor --seed 7 --save trained.json
"""


def add_arguments(parser):
    options.add_experiment(parser)
    parser.add_argument("--steps", type=options.whole(0), metavar="N", help="in place of the experiment's own number of steps")
    parser.add_argument("--save", type=options.file_name, metavar="FILE", help="write the experiment with its trained weights to FILE")
    parser.add_argument("--plot", metavar="FILE", help="draw the error by step, and for one or two inputs the fit, as .png, .svg or .pdf")
    options.add_digits(parser)
    options.add_output(parser, "text", "json", "csv")


def check(arguments):
    """Two results do not fit into one file."""
    if arguments.save is not None and arguments.save == arguments.output:
        return f"--save: expected another file than --output, got {arguments.save[:60]!r}"
    return ""


def run(arguments, experiment):
    if arguments.plot:
        from ..experiment import check_picture
        check_picture(arguments.plot, "--plot")
    training = experiment.train(arguments.steps)
    if arguments.plot:
        training.plot(arguments.plot)
    if arguments.save is not None:
        experiment.save(arguments.save)
    return FORMATS[arguments.format](arguments, training)


def as_text(arguments, training):
    from ..report.training import training_report
    return results.text(training_report(training), arguments)


def as_json(arguments, training):
    return results.json(training.to_dict(), arguments)


def as_csv(arguments, training):
    return results.csv(["step", "error"], training.errors)


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}
