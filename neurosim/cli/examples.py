"""neurosim examples: the experiments that come with it."""

from ..examples import CATALOGUE
from . import options, results

NAME, USAGE = "examples", ""
HELP = "the experiments that come with neurosim"


def add_arguments(parser):
    options.add_output(parser, "text", "json", "csv")


def run(arguments, _):
    if arguments.format == "json":
        rows = [{"name": name, "shows": sentence} for name, sentence in CATALOGUE.items()]
        return results.json({"format": "neurosim-examples", "version": 1, "examples": rows})
    if arguments.format == "csv":
        return results.csv(["name", "shows"], CATALOGUE.items())
    from ..report.catalogue import examples_report
    return results.text(examples_report(CATALOGUE), arguments)
