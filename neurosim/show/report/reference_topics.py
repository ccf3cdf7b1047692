"""What one can ask help about: each topic has a sentence, and the generator of its groups, a function of a module here.

To add a topic, write its generator in a module of this folder and add a row.
"""

from importlib import import_module

from ...core.synonyms import plain


class Entry:
    """One thing that can be looked up.

    facts    label -> text, in order      others    other names -> who says so
    notes    what its docstring says
    """

    def __init__(self, name, facts, notes="", others=()):
        self.name, self.facts, self.notes, self.others = name, facts, notes, dict(others)

    def to_dict(self):
        """As plain data."""
        return {"name": self.name, "facts": self.facts, "notes": self.notes, "others": self.others}


class Group:
    """Entries that belong together; `columns` are the labels of their facts where they make a table."""

    def __init__(self, title, entries, columns=()):
        self.title, self.entries, self.columns = title, entries, columns


def notes_of(thing):
    """What its docstring says, without the indentation of the code, which some Pythons keep; nothing where Python has
    thrown docstrings away."""
    from inspect import cleandoc    # only here: it takes a while to import
    return cleandoc(thing.__doc__ or "")


class Topic:
    def __init__(self, sentence, generator, *others):
        """others    by what else it may be asked for"""
        self.sentence, self.generator, self.others = sentence, generator, others

    def groups(self):
        """The groups of entries, worked out from the tables."""
        module, function = self.generator.split(".")
        return getattr(import_module(f".{module}", __package__), function)()


TOPICS = {
    "activations": Topic("what a neuron makes of its net", "reference_entries.activations", "activation"),
    "losses": Topic("how wrong the outs are, as one number", "reference_entries.losses", "loss"),
    "optimizers": Topic("what makes a step of a gradient", "reference_entries.optimizers", "optimizer", "optimisers"),
    "schedules": Topic("how the learning rate falls from step to step, as training.schedule asks",
                       "reference_entries.schedules", "schedule", "learning rate"),
    "clips": Topic("great slopes made smaller, as training.clip asks", "reference_entries.clips", "clip", "clipping"),
    "initialisation": Topic("how the first weights are drawn", "reference_entries.initializers", "initialization",
                            "initialize", "schemes"),
    "normalisation": Topic("nets brought to mean 0 and deviation 1", "reference_entries.normalizations",
                           "normalization", "normalize"),
    "file": Topic("the fields of an experiment file", "reference_fields.fields", "file format", "fields", "json"),
    "csv": Topic("samples and answers in files of their own", "reference_fields.csv", "answers"),
    "names": Topic("what the numbers of a step are called, and may be called", "reference_names.names", "notation"),
    "numbers": Topic("the arithmetic that a step is computed in", "reference_names.arithmetics", "arithmetic"),
}


def topic_of(word):
    """The name of the topic that is meant; None where none is."""
    wanted = plain(word)
    return next((name for name, topic in TOPICS.items() if wanted in map(plain, (name, *topic.others))), None)


def entry_of(word):
    """(topic, entry) of the entry that is called so, by our name or another's; None where there is none."""
    wanted = plain(word)
    for name, topic in TOPICS.items():
        for group in topic.groups():
            for entry in group.entries:
                if wanted in map(plain, (entry.name, entry.name.partition(":")[0], *entry.others)):    # rounded:K
                    return name, entry
    return None
