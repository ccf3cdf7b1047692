"""neurosim check: is every gradient right? And what a gradient is."""

from . import options, results

NAME, USAGE = "check", "EXPERIMENT "
HELP = "is every gradient right? beside central differences and forward mode"
EXAMPLES = """\
  neurosim check worked-example              every gradient, computed in two other ways
  neurosim check xor --step 5000 --numbers decimal:30
  neurosim check worked-example --nudge w5   what a gradient is: E for smaller and smaller nudges of w5
"""


def add_arguments(parser):
    options.add_experiment(parser)
    parser.add_argument("--nudge", dest="name", metavar="NAME",
                        help="what the gradient of this weight or bias predicts for a nudge, beside what happens")
    options.add_step(parser)
    options.add_sample(parser)
    options.add_numbers(parser)
    parser.set_defaults(numbers=None)    # a nudge has a default of its own
    options.add_output(parser, "text", "json", "csv")


def run(arguments, experiment):
    sample, step = options.sample_place(arguments, experiment), arguments.step or 1
    numbers = {} if arguments.numbers is None else {"numbers": arguments.numbers}
    if arguments.name is not None:
        return NUDGES[arguments.format](arguments, experiment.nudge(arguments.name, sample, step, **numbers))
    check = experiment.check(sample, step, **numbers)
    chunks = CHECKS[arguments.format](arguments, check)
    return chunks if check.agree else results.Disagreed(chunks)


def check_as_text(arguments, check):
    from ..report.checking import check_report
    return results.text(check_report(check), arguments)


def nudges_as_text(arguments, nudges):
    from ..report.checking import nudge_report
    return results.text(nudge_report(nudges), arguments)


def as_json(arguments, found):
    return results.json(found.to_dict(), arguments)


def check_as_csv(arguments, check):
    return as_csv(check.to_dict()["parameters"])


def nudges_as_csv(arguments, nudges):
    return as_csv(nudges.to_dict()["nudges"])


def as_csv(rows):
    """A column for each key; the names of kinks in one cell."""
    headers = list(dict.fromkeys(key for row in rows for key in row))
    cells = ([" ".join(cell) if isinstance(cell, list) else cell for cell in map(row.get, headers)] for row in rows)
    return results.csv(headers, cells)


CHECKS = {"text": check_as_text, "json": as_json, "csv": check_as_csv}
NUDGES = {"text": nudges_as_text, "json": as_json, "csv": nudges_as_csv}
