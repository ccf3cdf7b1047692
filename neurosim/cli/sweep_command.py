"""neurosim sweep: the same experiment from many starts and in many settings."""

from ..studies.sweep.settings import SETTINGS
from . import options, results
from .progress import progress

NAME, USAGE = "sweep", "EXPERIMENT "
HELP = "the same experiment from many starts and settings: how many solve it, and where others are stuck"
EXAMPLES = """\
  neurosim sweep xor --hidden 2,3,5          a hundred starts with 2, 3 and 5 hidden neurons
  neurosim sweep xor --seeds 1000 --hidden 2 --learning-rate 0.1,0.5,1 --keep runs.jsonl
  neurosim sweep curve --solved-below 0.02 --steps 20000 --plot sweep.png
"""


def add_arguments(parser):
    options.add_experiment(parser)
    parser.add_argument("--seeds", type=options.whole(1, 10**6), default=100, metavar="N",
                        help="how many starts, from the experiment's seed on (default: 100)")
    for name, setting in SETTINGS.items():
        parser.add_argument(option(name), type=values(setting), metavar=f"{setting.metavar},...", help=setting.help)
    parser.add_argument("--steps", type=options.whole(0), metavar="N",
                        help="of each run, at the most, in place of the experiment's own")
    parser.add_argument("--solved-below", type=options.expects("a number")(float), metavar="E",
                        help="the error at which a run has solved it (default: the outs decide)")
    parser.add_argument("--jobs", type=options.whole(1, 1000), metavar="N", help="processes (default: as many as pay)")
    parser.add_argument("--keep", type=options.file_name, metavar="FILE",
                        help="keep finished runs in FILE; the same sweep goes on from there")
    options.add_plot(parser, "the share solved by step, and where others end")
    options.add_engine(parser)
    options.add_digits(parser)
    options.add_formats(parser)


def option(name):
    return "--" + name.replace("_", "-")


def values(setting):
    """A list such as 2,3,5."""
    @options.expects(f"values such as {'2,3,5' if setting.metavar == 'N' else '0.1,0.5'}")
    def read(text):
        return [setting.read(part.strip()) for part in text.split(",")]
    return read


def check(arguments):
    return options.check_engine(arguments)


def draws(_):
    """Every run has a seed of its own."""
    return True


def run(arguments, experiment):
    result = swept(arguments, experiment)
    options.draw(arguments, result)
    return results.answer(result, table, arguments)


def swept(arguments, experiment):
    from ..experiment.many_runs import sweep
    over = {name: getattr(arguments, name) for name in SETTINGS if getattr(arguments, name) is not None}
    arguments.spelt.update({f"over[{name!r}]": option(name) for name in SETTINGS},
                           over=", ".join(map(option, [*over, "seeds"])))
    return sweep(experiment, over, arguments.seeds, arguments.steps, arguments.solved_below, jobs=arguments.jobs,
                 keep=arguments.keep, progress=progress(arguments.quiet, "run"), engine=arguments.engine)


def table(result):
    """A row for each setting."""
    from ..show.report.sweep_report import at_errors, shown
    counts = ["runs", "solved", "falling", "stuck", "diverged"]
    quartiles = ["lower", "median", "upper"]
    rows = ([*[shown(row[name]) for name in result.names], *[row[name] for name in counts],
             *[(row["steps"] or {}).get(name) for name in quartiles], at_errors(row)] for row in result.rows())
    return [*result.names, *counts, *[f"steps_{name}" for name in quartiles], "stuck_at"], rows
