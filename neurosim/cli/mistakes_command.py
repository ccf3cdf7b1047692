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
    options.add_sample(parser)
    options.add_digits(parser)
    options.add_formats(parser)


def run(arguments, experiment):
    from ..practice.diagnosis.fingerprints import Fingerprints
    found = Fingerprints(experiment.trainer, arguments.step or 1, options.sample_place(arguments, experiment),
                         arguments.work.counted("mistake"))
    return results.answer(found, table, arguments)


def table(found):
    rows = ([mistake.name, *(values or [None] * len(found.names)), mistake.describe(), mistake.advice]
            for mistake, values in found.rows)
    return ["mistake", *found.names, "sentence", "advice"], rows
