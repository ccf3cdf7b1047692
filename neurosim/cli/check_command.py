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
    options.add_digits(parser)
    options.add_formats(parser)


def run(arguments, experiment):
    where = options.sample_place(arguments, experiment), arguments.step or 1
    numbers = {} if arguments.numbers is None else {"numbers": arguments.numbers}
    numbers["progress"] = arguments.work.counted("step", "slope")
    if arguments.name is not None:
        return results.answer(experiment.nudge(arguments.name, *where, **numbers), nudges_table, arguments)
    check = experiment.check(*where, **numbers)
    chunks = results.answer(check, check_table, arguments)
    return chunks if check.agree else results.Disagreed(chunks)


def check_table(check):
    return table(check.to_dict()["parameters"])


def nudges_table(nudges):
    return table(nudges.to_dict()["nudges"])


def table(rows):
    """A column for each key."""
    headers = list(dict.fromkeys(key for row in rows for key in row))
    return headers, (map(row.get, headers) for row in rows)
