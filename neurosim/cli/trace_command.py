"""neurosim trace: every number of one training step, in tables; or of many steps, as a stream."""

import sys
from itertools import chain

from ..core.initializers import seed_field
from . import options, results
from .progress import in_turn, progress

NAME, USAGE = "trace", "EXPERIMENT "
HELP = "every number of one training step, in tables"
EXAMPLES = """\
  neurosim trace worked-example              the first step
  neurosim trace xor --step 5000 --sample 2  the second sample, as the network is before step 5000
  neurosim trace my.json --steps 1:3 --format csv -o steps.csv
  neurosim trace worked-example --notation matrix            Z1 = W1 X + b1, dW1 = dZ1 Xᵀ, with shapes
  neurosim trace xor --steps 1:10000 --format jsonl -o steps.jsonl    a JSON object a step
"""


def add_arguments(parser):
    options.add_experiment(parser)
    which = parser.add_mutually_exclusive_group()
    options.add_step(which)
    which.add_argument("--steps", type=options.steps_range, metavar="A:B",
                       help="the steps from A to B, one after the other; B alone: the first B steps")
    options.add_sample(parser)
    options.add_numbers(parser)
    options.add_digits(parser)
    parser.add_argument("--notation", type=options.one_of("neurons", "matrix"), default="neurons",
                        metavar="neurons|matrix", help="matrix: the step in matrices, with their shapes")
    options.add_formats(parser, "jsonl")


def run(arguments, experiment):
    first, last = arguments.steps or 2 * (arguments.step or 1,)
    shows_itself = arguments.output is None and sys.stdout.isatty()
    before, shown = progress(arguments.quiet), progress(arguments.quiet or shows_itself)
    sample = options.sample_place(arguments, experiment)
    traces = experiment.traces(first, last, sample, arguments.numbers, in_turn(before, shown))
    return FORMATS[arguments.format](arguments, traces)


def as_text(arguments, traces):
    from ..show.report.matrix_report import matrix_report
    from ..show.report.trace_report import trace_report
    report = matrix_report if arguments.notation == "matrix" else trace_report
    return results.text(chain.from_iterable(map(report, traces)), arguments)


def as_json(arguments, traces):
    if not arguments.steps:
        return results.json(next(traces).to_dict(), arguments)
    return results.json_list("neurosim-traces", "traces", (trace.to_dict() for trace in traces), arguments)


def as_csv(arguments, traces):
    rows = ([trace.step, *row.values()] for trace in traces for row in trace.rows())
    text = [] if arguments.numbers.name == "float" else ["text"]
    return results.csv(["step", "name", "kind", "owner", "value", *text], rows)


def as_jsonl(arguments, traces):
    """One object a step, on a line of its own: short, as there may be many."""
    return results.json_lines(map(values_by_name, traces), arguments)


def values_by_name(trace):
    rows = trace.rows()
    texts = {"texts": {row["name"]: row["text"] for row in rows}} if trace.numbers() else {}
    return {"format": "neurosim-step", "version": 1, **trace.numbers(), **seed_field(trace.network), "step": trace.step,
            "samples": [place + 1 for place in trace.places],
            "values": {row["name"]: row["value"] for row in rows}, **texts}


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv, "jsonl": as_jsonl}
