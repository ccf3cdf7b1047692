"""A sweep: which runs there are, who does them, and what came of them."""

from contextlib import closing, nullcontext

from ..core import checks
from ..core.errors import NeurosimError
from ..experiment import Experiment, check_picture, load
from ..files import parse_experiment, write_experiment
from ..running.signals import Interrupted
from . import engine
from .criterion import make_criterion
from .kept import Kept, key
from .settings import combinations, varied
from .summary import summary

MOST_RUNS, MOST_JOBS = 1_000_000, 1000
MANY = 16    # processes that an executor may have which does not say how many


class Plan:
    """The experiment in each of its settings, all of them made and found to be sound before anything runs.

    settings    [{name: value}, ...]        texts    the experiment file of each
    """

    def __init__(self, experiment, over=None, seeds=100, steps=None, solved_below=None):
        self.document = with_steps(experiment.document, steps)
        self.seeds = checked_seeds(seeds, experiment.document.get("seed") or 0)
        self.settings = combinations(over or {}, MOST_RUNS, len(self.seeds))
        self.texts = [self.text(settings) for settings in self.settings]
        experiments = [Experiment(parse_experiment(text, "experiment")) for text in self.texts]
        self.experiment, self.solved_below = experiments[0], solved_below
        self.criterion = [make_criterion(each, solved_below) for each in experiments][0].sentence
        self.seconds = list(map(engine.estimated_seconds, experiments))

    def text(self, settings):
        """Raises NeurosimError where these settings make no experiment, and says which."""
        try:
            return write_experiment({**varied(self.document, settings), "seed": self.seeds[0]})
        except NeurosimError as problem:
            if not settings:
                raise
            named = ", ".join(f"{name} {value!r}" for name, value in settings.items())
            raise NeurosimError(f"with {named}", problem=str(problem)) from None

    def keys(self):
        """Of all runs, in order: (place of the setting, seed)."""
        return [(place, seed) for place in range(len(self.settings)) for seed in self.seeds]

    def tasks(self, missing, jobs):
        """(places, tasks) for the runs that are missing: see engine.py."""
        places, tasks = [], []
        for place, (text, seconds) in enumerate(zip(self.texts, self.seconds)):
            for seeds in engine.split([seed for where, seed in missing if where == place], seconds, jobs):
                places.append(place)
                tasks.append((text, seeds, self.solved_below))
        return places, tasks


def with_steps(document, steps):
    """A document that asks for so many steps; None: for as many as it does."""
    if steps is None:
        return document
    training = {name: value for name, value in document["training"].items() if name != "epochs"}
    return {**document, "training": {**training, "steps": checks.integer(steps, "steps", low=0)}}


def checked_seeds(seeds, first):
    """So many from the experiment's own on, or those that are listed."""
    if type(seeds) is int:
        return range(first, first + checks.integer(seeds, "seeds", high=MOST_RUNS))
    if isinstance(seeds, (str, dict)) or not hasattr(seeds, "__iter__"):
        raise NeurosimError("seeds", "how many, or a list of them", seeds)
    found = [checks.integer(seed, f"seeds[{i}]", 0, 2**64 - 1) for i, seed in enumerate(seeds)]
    if not found or len(set(found)) < len(found):
        raise NeurosimError("seeds", "at least one, and each once", found)
    return found


def sweep(experiment, over=None, seeds=100, steps=None, solved_below=None, executor=None, jobs=None, keep=None, progress=None):
    """The same experiment from many starts and in many settings; returns a Sweep, which prints itself as a table.

    experiment      an Experiment, or what `load` makes one of. First weights are drawn anew for each seed
    over            {name: values}, every combination is run: hidden, activation, initialize, loss, optimizer,
                    learning_rate, momentum, batch_size
    seeds           how many, from the experiment's own on, or a list
    steps           of each run, at the most; None: as the experiment says
    solved_below    the error at which a run has solved its problem; None: the outs decide (see `Sweep.criterion`)
    executor        any executor of concurrent.futures; None: processes of our own, `jobs` of them (None: as many as pay)
    keep            a file for finished runs: they are not done again by a sweep of the same experiment
    progress        progress(runs, count, done) goes through the `runs` as they are finished, as tqdm does

    The rows are the same whoever runs them. Raises NeurosimError where something cannot be run, before anything is;
    KeyboardInterrupt at Ctrl-C, SIGTERM and SIGHUP, which says how many runs are kept.

    >>> result = sweep("xor", {"hidden": [1, 5]}, seeds=3)
    >>> [(row["hidden"], row["solved"]) for row in result.rows()]
    [(1, 0), (5, 3)]
    """
    experiment = experiment if isinstance(experiment, Experiment) else load(experiment)
    plan = Plan(experiment, over, seeds, steps, solved_below)
    jobs = jobs_for(plan, executor, jobs)
    with nullcontext() if keep is None else Kept(keep, plan) as kept:
        return Sweep(plan, carried_out(plan, executor, jobs, kept, progress or (lambda runs, count, done: runs)))


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


class Sweep:
    """What came of a sweep.

    experiment    in the first of its settings          names        of the settings that vary
    criterion     when a run is solved, in words        runs         a dict for each: its settings, seed, status, steps, error, note
    """

    def __init__(self, plan, runs):
        self.plan, self.runs = plan, runs
        self.experiment, self.criterion, self.seeds = plan.experiment, plan.criterion, plan.seeds
        self.names = list(plan.settings[0])

    def rows(self):
        """A summary of each setting: see `summary` in summary.py."""
        count = len(self.seeds)
        return [summary(settings, self.runs[place * count:(place + 1) * count]) for place, settings in enumerate(self.plan.settings)]

    def load(self, run):
        """The experiment of one of the runs, as it began: for a closer look at what is stuck."""
        place = self.plan.settings.index({name: run[name] for name in self.names})
        return Experiment({**parse_experiment(self.plan.texts[place], "experiment"), "seed": run["seed"]})

    def to_dict(self):
        return {"format": "neurosim-sweep", "version": 1, "experiment": self.experiment.name, "steps": self.experiment.steps,
                "solved": self.criterion, "settings": self.rows(), "runs": self.runs}

    def plot(self, path):
        """Draw the share that is solved by step, and where the others end; needs the extra `plot`."""
        from ..output import write_file
        from ..render.picture import render
        from ..report.sweeping import sweep_pictures
        check_picture(path)
        write_file(path, render(sweep_pictures(self), path))

    def __str__(self):
        from ..display import text
        from ..report.sweeping import sweep_report
        return text(sweep_report(self))

    def __repr__(self):
        return f"Sweep({self.experiment.name}, {len(self.plan.settings)} settings, {len(self.seeds)} seeds)"
