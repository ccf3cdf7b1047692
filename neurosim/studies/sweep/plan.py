"""Which runs there are: the experiment in each of its settings, from each of its seeds."""

from ...core.guard import checks
from ...core.guard.arrays import plain
from ...core.guard.errors import NeurosimError
from ...files import parse_experiment, write_experiment
from ...training import engines
from ...training.trainer import Trainer
from .criterion import make_criterion
from .engine import estimated_seconds, split
from .settings import combinations, varied

MOST_RUNS = 1_000_000


class Plan:
    """The experiment in each of its settings, all of them made and found to be sound before anything runs.

    settings    [{name: value}, ...]        texts    the experiment file of each
    trainer     of the first                engine   who takes the steps: training/engines.py
    """

    def __init__(self, document, over=None, seeds=100, steps=None, solved_below=None, engine=None):
        self.document = with_steps(document, steps)
        self.seeds = checked_seeds(seeds, document.get("seed") or 0)
        self.settings = combinations(over or {}, MOST_RUNS, len(self.seeds))
        self.texts = [self.text(settings) for settings in self.settings]
        trainers = [Trainer(parse_experiment(text, "experiment")) for text in self.texts]
        self.trainer, self.solved_below = trainers[0], solved_below
        self.criterion = [make_criterion(each, solved_below) for each in trainers][0].sentence
        self.seconds = list(map(estimated_seconds, trainers))
        self.engine = engines.for_many(trainers, len(self.seeds), engine)

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
        places, tasks, seeds_of = [], [], {}
        for place, seed in missing:
            seeds_of.setdefault(place, []).append(seed)
        for place, seeds in seeds_of.items():
            parts = split(seeds, self.seconds[place], jobs)
            places += [place] * len(parts)
            tasks += [(self.texts[place], part, self.solved_below, self.engine) for part in parts]
        return places, tasks


def with_steps(document, steps):
    """A document that asks for so many steps; None: for as many as it does."""
    if steps is None:
        return document
    training = {name: value for name, value in document["training"].items() if name != "epochs"}
    return {**document, "training": {**training, "steps": checks.integer(steps, "steps", low=0)}}


def checked_seeds(seeds, first):
    """So many from the experiment's own on, or those that are listed."""
    seeds = plain(seeds)
    if type(seeds) is int:
        return range(first, first + checks.integer(seeds, "seeds", high=MOST_RUNS))
    if isinstance(seeds, (str, dict)) or not hasattr(seeds, "__iter__"):
        raise NeurosimError("seeds", "how many, or a list of them", seeds)
    found = [checks.integer(seed, f"seeds[{i}]", 0, 2**64 - 1) for i, seed in enumerate(seeds)]
    if not found or len(set(found)) < len(found):
        raise NeurosimError("seeds", "at least one, and each once", found)
    return found
