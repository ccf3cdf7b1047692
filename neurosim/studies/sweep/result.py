"""What came of a sweep."""

from __future__ import annotations

from ...explain.viewable import Viewable
from ...files import parse_experiment
from .summary import summary

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any
    from ...explain.hints import Document
    from .plan import Plan


class Sweep(Viewable):
    """The rows of all runs, and what they have in common; prints itself as a table.

    experiment    in the first of its settings
    names         of the settings that vary
    criterion     when a run is solved, in words
    make          what makes an experiment of a document
    runs          [{settings ..., "seed", "status", "steps", "error", "note"}, ...]: see one_run.py
    """

    def __init__(self, plan: Plan, runs: list[Document], make: Callable[[Any], Any]) -> None:
        self.plan, self.runs, self.make = plan, runs, make
        self.experiment, self.criterion, self.seeds = make(plan.trainer), plan.criterion, plan.seeds
        self.names = list(plan.settings[0])

    def rows(self) -> list[Document]:
        """A summary of each setting: see `summary` in summary.py."""
        return [summary(settings, self.runs_of(place)) for place, settings in enumerate(self.plan.settings)]

    def runs_of(self, place: int) -> list[Document]:
        """Those of the setting with that place."""
        count = len(self.seeds)
        return self.runs[place * count:(place + 1) * count]

    def load(self, run: Document) -> Any:
        """The experiment of one of the runs, as it began: for a closer look at what is stuck."""
        place = self.plan.settings.index({name: run[name] for name in self.names})
        return self.make({**parse_experiment(self.plan.texts[place], "experiment"), "seed": run["seed"]})

    def to_dict(self) -> Document:
        return {"format": "neurosim-sweep", "version": 1, "experiment": self.experiment.name,
                "steps": self.experiment.steps, "solved": self.criterion, "settings": self.rows(), "runs": self.runs}

    def __repr__(self) -> str:
        return f"Sweep({self.experiment.name}, {len(self.plan.settings)} settings, {len(self.seeds)} seeds)"
