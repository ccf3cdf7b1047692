"""neurosim export: one training step to take along."""

from ..show.exports import BINARY, FORMS, LOOPS, check_form, export
from . import options

NAME, USAGE = "export", "EXPERIMENT --to FORM "
HELP = "one training step to take along: as a spreadsheet of live formulas, a program, a script for PyTorch"
EXAMPLES = """\
  neurosim export worked-example --to xlsx -o step.xlsx
  neurosim export worked-example --to python -o step.py
  neurosim export xor --to python --loop     a program that trains
  neurosim export xor --to c --loop          the same in C, and the trained network as a function
  neurosim export xor --to pytorch --step 100 -o step.py
"""


def add_arguments(parser):
    options.add_experiment(parser)
    parser.add_argument("--to", type=options.one_of(*FORMS), metavar="|".join(FORMS),
                        help="the form (default: what the ending of FILE says)")
    parser.set_defaults(chooser=("--to", "to", FORMS))
    options.add_step(parser)
    options.add_sample(parser)
    parser.add_argument("--loop", action="store_true",
                        help="with --to python or c: a program that trains, from that step on")
    options.add_output(parser)


def check(arguments):
    """A form, and a file for what is no text."""
    if arguments.to is None:
        return f"--to: expected one of {', '.join(FORMS)}"
    if arguments.to in BINARY and arguments.output is None:
        return f"--output: expected a file name, such as step.{arguments.to}, as --to {arguments.to} is no text"
    if arguments.loop and arguments.to not in LOOPS:
        return f"--loop: expected --to {' or '.join(LOOPS)} beside it, got --to {arguments.to}"
    if arguments.loop and arguments.sample:
        return "--loop: expected no --sample beside it, as the samples take turns"
    return ""


def run(arguments, experiment):
    loop = experiment if arguments.loop else None
    check_form(arguments.to, loop)
    step, sample = arguments.step or 1, options.sample_place(arguments, experiment)
    trace = next(experiment.traces(step, step, sample, progress=arguments.work.counted("step")))
    yield export(trace, arguments.to, loop)
