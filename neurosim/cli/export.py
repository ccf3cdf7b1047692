"""neurosim export: one training step to take along."""

from ..exports import BINARY, FORMS, check_form, export
from . import options

NAME, USAGE = "export", "EXPERIMENT --to FORM "
HELP = "one training step to take along: as a spreadsheet of live formulas, a program, a script for PyTorch"
EXAMPLES = """\
  neurosim export worked-example --to xlsx -o step.xlsx
  neurosim export xor --to pytorch --step 100 -o step.py
"""


def add_arguments(parser):
    options.add_experiment(parser)
    parser.add_argument("--to", type=options.one_of(*FORMS), metavar="|".join(FORMS), help="the form")
    options.add_step(parser)
    options.add_sample(parser)
    parser.add_argument("-o", "--output", type=options.file_name_or_stdout, metavar="FILE", help="write to FILE, whole or not at all")


def check(arguments):
    """A form, and a file for what is no text."""
    if arguments.to is None:
        return f"--to: expected one of {', '.join(FORMS)}"
    if arguments.to in BINARY and arguments.output is None:
        return f"--output: expected a file name, such as step.{arguments.to}, as --to {arguments.to} is no text"
    return ""


def run(arguments, experiment):
    check_form(arguments.to)
    yield export(experiment.trace(options.sample_place(arguments, experiment), arguments.step or 1), arguments.to)
