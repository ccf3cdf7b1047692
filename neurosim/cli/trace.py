"""neurosim trace: every number of one training step, in tables."""

from itertools import chain

from . import options, results

NAME, USAGE = "trace", "EXPERIMENT"
HELP = "every number of one training step, in tables"


def add_arguments(parser):
    options.add_experiment(parser)
    options.add_step(parser)
    parser.add_argument("--steps", type=options.steps_range, metavar="A:B", help="the steps from A to B, one after the other")
    options.add_numbers(parser)
    options.add_digits(parser)
    options.add_output(parser, "text", "json", "csv")


def run(arguments, experiment):
    first, last = arguments.steps or (arguments.step, arguments.step)
    traces = experiment.traces(first, last, options.sample_place(arguments, experiment), arguments.numbers)
    return FORMATS[arguments.format](arguments, traces)


def as_text(arguments, traces):
    from ..report.tracing import trace_report
    return results.text(chain.from_iterable(map(trace_report, traces)), arguments)


def as_json(arguments, traces):
    if not arguments.steps:
        return results.json(next(traces).to_dict())
    return results.json({"format": "neurosim-traces", "version": 1, "traces": [trace.to_dict() for trace in traces]})


def as_csv(arguments, traces):
    rows = ([trace.step, *row.values()] for trace in traces for row in trace.rows())
    text = [] if arguments.numbers.name == "float" else ["text"]
    return results.csv(["step", "name", "kind", "owner", "value", *text], rows)


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}
