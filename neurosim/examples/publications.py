"""Published worked examples: where each comes from, its experiment, and the figures as they were printed.

    figure    {"ours": "w5_new", "printed": "0.35891648"}
        ours       the quantity, by our name or as a formula over our names, which holds the source's sign and factor
        step       in which training step; or `after` so many steps; or added up over `steps` from one to another
        cause      a key of the example's `causes`: why the figure differs; and how it comes about, if that is known:
        formula    what was computed in place of `ours`
        meant      what should have been printed, where it was computed otherwise and then misprinted
        within     how far off it may be, where `cause` makes it inexact
        cut        whether its digits are cut off where they should be rounded

    cause     {"sentence": ..., "variant": ...}    the variant is one of practice/mistakes.py, and can be run

    otherwise    what else is met in print or in programs: {"ours": "E", "after": 1, "variant": "bias_trained"}

To add an example, add its JSON file to the folder `published`.
"""

import os
from functools import cached_property

from ..core.activations import ACTIVATIONS
from ..core.losses import LOSSES
from ..core.optimizers import OPTIMIZERS

FOLDER = os.path.join(os.path.dirname(__file__), "published")
FORMAT, VERSION = "neurosim-example", 1


def names():
    """The names of all published examples, in the order of the alphabet; those that need more than we have included."""
    return sorted(file.removesuffix(".json") for file in os.listdir(FOLDER) if file.endswith(".json"))


def publications():
    """Every published example that our vocabulary covers."""
    return [found for found in map(publication, names()) if found.is_covered()]


def publication(name):
    """The published example of that name.

    >>> publication("han-kamber")
    Publication(han-kamber, 20 figures)
    """
    import json
    with open(os.path.join(FOLDER, f"{name}.json"), encoding="utf-8") as file:
        return Publication(json.load(file))


def is_published(name):
    return isinstance(name, str) and name in names()


class Publication:
    """A published worked example; `experiment` is a document like that of an experiment file."""

    def __init__(self, document):
        """From the document of a file in `published`; our own files are taken at their word, and tested."""
        self.name, self.shows, self.note = document["name"], document["shows"], document.get("note", "")
        self.source, self.experiment = document["source"], document["experiment"]
        self.causes = {key: Cause(**cause) for key, cause in document.get("causes", {}).items()}
        self.figures = [PublishedFigure(**{**figure, "cause": self.causes.get(figure.get("cause"))})
                        for figure in document["figures"]]
        self.otherwise = [Otherwise(**each) for each in document.get("otherwise", [])]

    @cached_property
    def citation(self):
        return ", ".join(filter(None, [self.source["title"], self.source["where"], self.source.get("url")]))

    def is_covered(self):
        """Whether the tables have every activation, loss and optimizer that it asks for, with these parameters."""
        wanted = [(ACTIVATIONS, layer["activation"]) for layer in self.experiment["layers"]]
        wanted += [(LOSSES, self.experiment["loss"]), (OPTIMIZERS, self.experiment["optimizer"])]
        return all(knows(table, choice) for table, choice in wanted)

    def __repr__(self):
        return f"Publication({self.name}, {len(self.figures)} figures)"


def knows(table, choice):
    """Whether a table has an entry, with these parameters.

    >>> knows(ACTIVATIONS, "sigmoid"), knows(ACTIVATIONS, {"name": "sigmoid", "slope": 2})
    (True, False)
    """
    asked = choice if isinstance(choice, dict) else {"name": choice}
    return asked["name"] in table and asked.keys() - {"name"} <= table.defaults(asked["name"]).keys()


class Cause:
    """Why figures differ, in a sentence; `variant` names the way of computing that gives them."""

    def __init__(self, sentence, variant=None):
        self.sentence, self.variant = sentence, variant


class Moment:
    """Which quantity, and when: in a step, after so many, or added up over several."""

    def __init__(self, ours, step=1, after=None, steps=None):
        self.ours = ours
        self.first, self.last = steps or [step if after is None else after + 1] * 2
        in_steps = f"{self.first} to {self.last}" if steps else f"{step:,}"
        self.when = in_steps if after is None else f"after {after:,}"


class PublishedFigure(Moment):
    """A published figure. `printed` is text: its digits are those of the source."""

    def __init__(self, ours, printed, cause=None, formula=None, meant=None, within=None, cut=False, **when):
        super().__init__(ours, **when)
        self.printed, self.cause, self.meant = printed, cause, meant
        self.formula, self.within, self.cut = formula or ours, within, cut

    def __repr__(self):
        return f"Figure({self.ours}, {self.when}: {self.printed})"


class Otherwise(Moment):
    """What a quantity is where the same network is computed otherwise."""

    def __init__(self, ours, variant, **when):
        super().__init__(ours, **when)
        self.variant = variant
