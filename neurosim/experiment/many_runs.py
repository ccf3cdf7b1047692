"""The same experiment many times: from many starts, in many settings."""

from __future__ import annotations

from . import Experiment, load

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor
    from typing import Any
    from ..explain.hints import Document, Path, Progress
    from ..studies.sweep.result import Sweep


def sweep(experiment: Experiment | Document | Path, over: Mapping[str, Sequence[Any]] | None = None,
          seeds: int | Sequence[int] = 100, steps: int | None = None, solved_below: float | None = None,
          executor: Executor | None = None, jobs: int | None = None, keep: Path | None = None,
          progress: Progress | None = None, engine: str | None = None) -> Sweep:
    """The same experiment from many starts and in many settings; returns a Sweep, which prints itself as a table.

    experiment      an Experiment, or what `load` makes one of. First weights are drawn anew for each seed
    over            {name: values}, every combination is run: hidden, activation, initialize, loss, optimizer,
                    learning_rate, momentum, batch_size
    seeds           how many, from the experiment's own on, or a list
    steps           of each run, at the most; None: as the experiment says
    solved_below    the error at which a run has solved its problem; None: the outs decide (see `Sweep.criterion`)
    executor        any of concurrent.futures; None: processes of our own, `jobs` of them (None: as many as pay)
    keep            a file for finished runs: they are not done again by a sweep of the same experiment
    progress        progress(runs, count, done) goes through the `runs` as they are finished, as tqdm does
    engine          who takes the steps, as in `train`; C takes whole runs, side by side in threads
    The rows are the same whoever runs them. Raises NeurosimError where something cannot be run, before anything is;
    KeyboardInterrupt at Ctrl-C, SIGTERM and SIGHUP, which says how many runs are kept.

    >>> result = sweep("xor", {"hidden": [1, 5]}, seeds=3)
    >>> [(row["hidden"], row["solved"]) for row in result.rows()]
    [(1, 0), (5, 3)]
    """
    from ..studies.sweep.all_runs import all_rows
    from ..studies.sweep.plan import Plan
    from ..studies.sweep.result import Sweep
    experiment = experiment if isinstance(experiment, Experiment) else load(experiment)
    plan = Plan(experiment.document, over, seeds, steps, solved_below, engine)
    return Sweep(plan, all_rows(plan, executor, jobs, keep, progress), Experiment)
