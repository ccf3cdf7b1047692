"""neurosim train: learn, and show how the error falls."""

from ..core.guard.errors import Diverged, Undefined
from . import options, results, terminal
from .progress import progress

MANY = 1000    # steps after which training may be said to have got nowhere
NAME, USAGE = "train", "EXPERIMENT "
HELP = "train, and show the error by step and the answers at the end"
EXAMPLES = """\
  neurosim train xor                         as many steps as the experiment asks for
  neurosim train worked-example --steps 10000
  neurosim train iris.csv --hidden 5         a table of your own: accuracy, on samples held out, too
  neurosim train xor --seed 7 --save trained.json
"""


def add_arguments(parser):
    options.add_experiment(parser)
    options.add_table(parser)
    parser.add_argument("--steps", type=options.whole(0), metavar="N",
                        help="in place of the experiment's own number of steps")
    parser.add_argument("--save", type=options.file_name, metavar="FILE",
                        help="write the experiment with its trained weights to FILE")
    options.add_plot(parser, "the error by step, and for one or two inputs the fit")
    parser.add_argument("--checkpoint", type=options.file_name, metavar="FILE",
                        help="keep the run in FILE, to resume it after a break")
    parser.add_argument("--every", type=options.whole(1), metavar="N",
                        help="steps between two checkpoints (default: 1000)")
    parser.add_argument("--resume", metavar="FILE", help="go on from a checkpoint, to the same number of steps in all")
    parser.add_argument("--force-data", action="store_true",
                        help="resume with other samples than the checkpoint was made with")
    options.add_engine(parser)
    options.add_digits(parser)
    options.add_formats(parser)


def check(arguments):
    """What only makes sense beside another option, or against it."""
    if arguments.every and not arguments.checkpoint:
        return "--every: expected --checkpoint FILE beside it"
    if arguments.force_data and not arguments.resume:
        return "--force-data: expected --resume FILE beside it"
    return options.check_engine(arguments)


def run(arguments, experiment):
    try:
        training = trained(arguments, experiment)
    except (Diverged, Undefined):    # the experiment is in its last good state
        save(arguments, experiment)
        raise
    if arguments.verbose:
        terminal.note(f"engine: {training.engine}")
    options.draw(arguments, training)
    save(arguments, experiment)
    return with_reason(results.answer(training, table, arguments), arguments, training)


def with_reason(chunks, arguments, training):
    """The answer; then, on standard error, why it got nowhere, if it did."""
    yield from chunks
    if training.steps >= MANY and not arguments.quiet and not arguments.resume:
        for line in reason(arguments, training):
            terminal.note(line)


def reason(arguments, training):
    from ..show.report.why_report import in_brief
    from ..studies.why.why import why_in_brief
    found = why_in_brief(training.experiment.document, training.steps, training.errors[-1][1])
    return in_brief(found, arguments.experiment) if found and found.is_explained else ()


def save(arguments, experiment):
    if arguments.save is not None:
        experiment.save(arguments.save)


def trained(arguments, experiment):
    options = {"checkpoint": arguments.checkpoint, "every": arguments.every or 1000,
               "progress": progress(arguments.quiet), "engine": arguments.engine}
    if arguments.resume is None:
        return experiment.train(arguments.steps, **options)
    training = experiment.resume(arguments.resume, arguments.steps, force_data=arguments.force_data, **options)
    if training.resumed == training.steps and not arguments.quiet:
        terminal.note(f"{arguments.resume}: all {training.steps} steps are already done")
    return training


def table(training):
    return training.headers(), training.rows()
