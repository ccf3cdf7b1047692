"""All runs of a plan: those that a file has kept, those that are missing, and the rows of all of them in order."""

from contextlib import closing, nullcontext

from ...core.guard import checks
from ...core.guard.errors import NeurosimError
from ...training.interrupts import Interrupted
from . import engine
from .kept import Kept, key

MOST_JOBS = 1000
MANY = 16    # processes that an executor may have which does not say how many


def all_rows(plan, executor=None, jobs=None, keep=None, progress=None):
    """The rows of all runs, in order: see `neurosim.sweep`."""
    jobs = jobs_for(plan, executor, jobs)
    progress = progress or (lambda runs, count, done: runs)
    progress = checks.function(progress, "progress", "a function of runs, count, done")
    with nullcontext() if keep is None else Kept(checks.path(keep, "keep"), plan) as kept:
        return carried_out(plan, executor, jobs, kept, progress)


def jobs_for(plan, executor, jobs):
    if executor is not None and not hasattr(executor, "submit"):
        raise NeurosimError("executor", "an executor of concurrent.futures", executor)
    if jobs is not None:
        return checks.integer(jobs, "jobs", high=MOST_JOBS)
    if executor is not None:
        return MANY
    return engine.processors() if sum(plan.seconds) * len(plan.seeds) > engine.SMALL else 1


def carried_out(plan, executor, jobs, kept, progress):
    """The rows of all runs, in order."""
    keys, rows = plan.keys(), {}
    if kept:
        known = ((where, kept.runs.get(key({**plan.settings[where[0]], "seed": where[1]}))) for where in keys)
        rows.update((where, row) for where, row in known if row)
    places, tasks = plan.tasks([where for where in keys if where not in rows], jobs)

    def taken(parts):
        for number, part in parts:
            part = [{**plan.settings[places[number]], **row} for row in part]
            if kept:
                kept.add(part)
            for row in part:
                rows[places[number], row["seed"]] = row
                yield row
    try:
        with closing(engine.finished(tasks, executor, jobs)) as parts:
            for _ in progress(taken(parts), len(keys), len(rows)):
                pass
    except Interrupted as signal:
        raise Interrupted(signal.number, interruption(len(rows), len(keys), kept)) from None
    return [rows[where] for where in keys]


def interruption(done, count, kept):
    """What is safe."""
    where = f"kept in {kept.name}; the same sweep goes on from there" if kept else "lost, as no file keeps them"
    return f"interrupted: {done:,} of {count:,} runs are finished and {where}"
