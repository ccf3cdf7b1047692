"""neurosim explain: why a number is what it is."""

from . import options, results
from .outputs import MARKUPS

NAME, USAGE = "explain", "EXPERIMENT GOAL ... "
HELP = "why a number is what it is: symbols, numbers, value, and the same for its causes"
EXAMPLES = """\
  neurosim explain worked-example w1             the gradient of w1, and the step that w1 takes
  neurosim explain worked-example ∂E/∂out_h1     any quantity, as you write it
  neurosim explain worked-example w1 w5 net_o1   several, one after the other
  neurosim explain worked-example w1 --paths     the gradient path by path
  neurosim explain xor --all --step 100          every weight
  neurosim explain worked-example w1 --format latex -o w1.tex
"""


def add_arguments(parser):
    options.add_experiment(parser)
    parser.add_argument("goal", nargs="*", metavar="GOAL",
                        help="names: w5 (its gradient, then its update), dE_dout_h1, net_o2, w5_new, "
                             "or as people write it: ∂E/∂w5, δ_o1, w5+")
    parser.add_argument("--all", action="store_true", help="every weight and bias")
    parser.add_argument("--paths", action="store_true",
                        help="also as one product for each path from the error to the weight")
    options.add_step(parser)
    options.add_sample(parser)
    options.add_numbers(parser)
    options.add_digits(parser)
    options.add_formats(parser)


def check(arguments):
    """One goal, or all of them."""
    if arguments.goal and arguments.all:
        return f"GOAL: expected a name or --all, not both, got {arguments.goal[0][:60]!r}"
    if not arguments.goal and not arguments.all:
        return "GOAL: expected a name such as w1, or --all"
    if arguments.paths and arguments.format != "text":
        return f"--paths: expected with --format {'|'.join(MARKUPS)} only"
    return ""


def run(arguments, experiment):
    step, sample = arguments.step or 1, options.sample_place(arguments, experiment)
    trace = next(experiment.traces(step, step, sample, arguments.numbers, arguments.work.counted("step")))
    return FORMATS[arguments.format](arguments, trace)


def as_text(arguments, trace):
    from ..show.report.derivation_report import derivation_report, derivations_report
    first, *others = goals(arguments, trace)
    report = (derivations_report(trace, [first, *others], arguments.paths) if others or arguments.all
              else derivation_report(trace.explain(first), arguments.paths))
    return results.text(report, arguments)


def as_json(arguments, trace):
    first, *others = goals(arguments, trace)
    if not others and not arguments.all:
        return results.json(trace.explain(first).to_dict(), arguments)
    documents = (derivation.to_dict() for derivation in derivations(arguments, trace))
    return results.json_list("neurosim-derivations", "derivations", documents, arguments)


def as_csv(arguments, trace):
    rows = (row.values() for derivation in derivations(arguments, trace) for row in derivation.rows())
    return results.csv(["name", "formula", "numbers", "value", "causes", *["text"] * bool(trace.numbers())], rows)


def goals(arguments, trace):
    """Each once; a name that there is not is found before the first is derived."""
    if arguments.all:
        return trace.parameters
    return list(dict.fromkeys(map(trace.find, arguments.goal)))


def derivations(arguments, trace):
    return map(trace.explain, goals(arguments, trace))


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}
