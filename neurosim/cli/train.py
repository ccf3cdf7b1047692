"""neurosim train: learn, and show how the error falls."""

from . import options, results

NAME, USAGE = "train", "EXPERIMENT"
HELP = "train, and show the error by step and the answers at the end"


def add_arguments(parser):
    options.add_experiment(parser)
    parser.add_argument("--steps", type=options.whole(0), metavar="N", help="in place of the experiment's own number of steps")
    parser.add_argument("--save", metavar="FILE", help="write the trained experiment to FILE, to go on from it")
    options.add_digits(parser)
    options.add_output(parser, "text", "json", "csv")


def run(arguments, experiment):
    training = experiment.train(arguments.steps)
    if arguments.save:
        experiment.save(arguments.save)
    return FORMATS[arguments.format](arguments, training)


def as_text(arguments, training):
    from ..report.training import training_report
    return results.text(training_report(training), arguments)


def as_json(arguments, training):
    return results.json(training.to_dict())


def as_csv(arguments, training):
    return results.csv(["step", "error"], training.errors)


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}
