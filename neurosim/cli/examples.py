"""neurosim examples: the experiments that come with it."""

from ..examples import CATALOGUE
from . import options, results

NAME, USAGE = "examples", ""
HELP = "the experiments that come with neurosim"
EXAMPLES = """\
  neurosim examples                          their names, and what they show
"""


def add_arguments(parser):
    options.add_output(parser, "text", "json", "csv")


def run(arguments, _):
    return FORMATS[arguments.format](arguments)


def as_text(arguments):
    from ..report.catalogue import examples_report
    return results.text(examples_report(CATALOGUE), arguments)


def as_json(arguments):
    rows = [{"name": name, "shows": sentence} for name, sentence in CATALOGUE.items()]
    return results.json({"format": "neurosim-examples", "version": 1, "examples": rows}, arguments)


def as_csv(arguments):
    return results.csv(["name", "shows"], CATALOGUE.items())


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}
