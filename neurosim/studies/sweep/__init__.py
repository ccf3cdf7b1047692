"""Many runs: the same experiment from many starts and in many settings.

    settings.py     table: what may be varied
    plan.py         which runs there are
    criterion.py    when a run has solved its problem
    one_run.py      one run, from first weights to a row of plain data
    engine.py       who runs the runs
    kept.py         the file that keeps finished runs
    all_runs.py     those that are kept, those that are missing, in order
    summary.py      what the runs of a setting have in common: shares, quartiles, plateaus
    result.py       what came of it
"""


def sweep(experiment, over=None, seeds=100, steps=None, solved_below=None, executor=None, jobs=None, keep=None,
          progress=None):
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

    The rows are the same whoever runs them. Raises NeurosimError where something cannot be run, before anything is;
    KeyboardInterrupt at Ctrl-C, SIGTERM and SIGHUP, which says how many runs are kept.

    >>> result = sweep("xor", {"hidden": [1, 5]}, seeds=3)
    >>> [(row["hidden"], row["solved"]) for row in result.rows()]
    [(1, 0), (5, 3)]
    """
    from contextlib import nullcontext    # and the rest only where it is asked for: it takes a while to import
    from ...experiment import Experiment, load
    from .all_runs import carried_out, jobs_for
    from .kept import Kept
    from .plan import Plan
    from .result import Sweep
    experiment = experiment if isinstance(experiment, Experiment) else load(experiment)
    plan = Plan(experiment, over, seeds, steps, solved_below)
    jobs = jobs_for(plan, executor, jobs)
    with nullcontext() if keep is None else Kept(keep, plan) as kept:
        return Sweep(plan, carried_out(plan, executor, jobs, kept, progress or (lambda runs, count, done: runs)))
