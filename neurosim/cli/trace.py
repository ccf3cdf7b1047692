"""neurosim trace: every number of one training step, in tables."""

from itertools import chain

from . import options, results

NAME, USAGE = "trace", "EXPERIMENT "
HELP = "every number of one training step, in tables"
EXAMPLES = """\
  neurosim trace worked-example              the first step
  neurosim trace xor --step 5000 --sample 2  the second sample, as the network is before step 5000
  neurosim trace my.json --steps 1:3 --format csv -o steps.csv
"""


def add_arguments(parser):
    options.add_experiment(parser)
    which = parser.add_mutually_exclusive_group()
    options.add_step(which)
    which.add_argument("--steps", type=options.steps_range, metavar="A:B", help="the steps from A to B, one after the other")
    options.add_sample(parser)
    options.add_numbers(parser)
    options.add_digits(parser)
    options.add_output(parser, "text", "json", "csv")


def run(arguments, experiment):
    first, last = arguments.steps or 2 * (arguments.step or 1,)
    traces = experiment.traces(first, last, options.sample_place(arguments, experiment), arguments.numbers)
    return FORMATS[arguments.format](arguments, traces)


def as_text(arguments, traces):
    from ..report.tracing import trace_report
    return results.text(chain.from_iterable(map(trace_report, traces)), arguments)


def as_json(arguments, traces):
    if not arguments.steps:
        return results.json(next(traces).to_dict(), arguments)
    return results.json_list("neurosim-traces", "traces", (trace.to_dict() for trace in traces), arguments)


def as_csv(arguments, traces):
    rows = ([trace.step, *row.values()] for trace in traces for row in trace.rows())
    text = [] if arguments.numbers.name == "float" else ["text"]
    return results.csv(["step", "name", "kind", "owner", "value", *text], rows)


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}
