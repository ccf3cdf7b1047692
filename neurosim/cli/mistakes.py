"""neurosim mistakes: the catalogue, and the fingerprint of each mistake on an experiment."""

from . import options, results

NAME, USAGE = "mistakes", "[EXPERIMENT] "
HELP = "the mistakes that are known, and what each does to the numbers"
EXAMPLES = """\
  neurosim mistakes                          on the worked example
  neurosim mistakes xor --step 2 --digits 9
"""


def add_arguments(parser):
    options.add_experiment(parser, default="worked-example")
    options.add_step(parser)
    options.add_digits(parser)
    options.add_output(parser, "text", "json", "csv")


def run(arguments, experiment):
    from ..practice.fingerprints import Fingerprints
    return FORMATS[arguments.format](arguments, Fingerprints(experiment, arguments.step or 1))


def as_text(arguments, found):
    from ..report.mistakes import mistakes_report
    return results.text(mistakes_report(found), arguments)


def as_json(arguments, found):
    return results.json(found.to_dict(), arguments)


def as_csv(arguments, found):
    rows = ([mistake.name, *(values or [None] * len(found.names)), mistake.describe(), mistake.advice]
            for mistake, values in [*found.rows])
    return results.csv(["mistake", *found.names, "sentence", "advice"], rows)


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}
