"""What a sweep may vary: one entry for each setting.

    read     text as a user writes it -> value; ValueError where it is none
    check    value -> the same as plain data, in one form only; NeurosimError where it is none
    apply    (document, value): the document of an experiment is changed to have it

They are applied in the order of the table: an optimizer first, then its learning rate.

To add one, add an entry.
"""

from ...core.activations import ACTIVATIONS
from ...core.guard import checks
from ...core.guard.errors import NeurosimError
from ...core.initializers import INITIALIZERS
from ...core.losses import LOSSES
from ...core.optimizers import OPTIMIZERS
from ...core.synonyms import ours


class Setting:
    def __init__(self, read, check, apply, metavar, help=""):
        self.read, self.check, self.apply, self.metavar, self.help = read, check, apply, metavar, help


def sizes(value, field):
    """How many neurons the hidden layer has, or a list of that for several."""
    if type(value) in (list, tuple):
        found = [checks.integer(size, f"{field}[{i}]") for i, size in enumerate(value)]
        return found if len(found) > 1 else found[0] if found else 0
    return checks.integer(value, field, low=0)


def read_sizes(text):
    return [int(size) for size in text.split("-")] if "-" in text else int(text)


def set_hidden(document, value):
    """Layers like the hidden ones that were there; where there was none, like the last, but sigmoid."""
    *hidden, last = document["layers"]
    patterns = hidden or [{**last, "activation": "sigmoid"}]
    counts = value if isinstance(value, list) else [value] if value else []
    layers = [{**patterns[min(i, len(patterns) - 1)], "neurons": count} for i, count in enumerate(counts)]
    document["layers"] = [*layers, last]


def named(table):
    """A name by our own, or an object with parameters: whether there is such a thing, the experiment's reader says."""
    def check(value, field):
        if not isinstance(value, (str, dict)):
            raise NeurosimError(field, "a name", value)
        return ours(table.kind, value, table) if isinstance(value, str) else value
    return check


def set_activation(document, value):
    """Of the hidden layers; the last one's belongs to the problem."""
    document["layers"] = [{**layer, "activation": value} for layer in document["layers"][:-1]] + document["layers"][-1:]


def set_initialize(document, value):
    document["layers"] = [{**layer, "initialize": value} for layer in document["layers"]]


def set_loss(document, value):
    document["loss"] = value


def set_optimizer(document, value):
    """Another one comes with its own defaults; the one that is there keeps what the experiment says of it."""
    if value != as_object(document["optimizer"])["name"]:
        document["optimizer"] = value


def of_optimizer(key):
    """A parameter of the optimizer."""
    def apply(document, value):
        document["optimizer"] = {**as_object(document["optimizer"]), key: value}
    return apply


def as_object(choice):
    return dict(choice) if isinstance(choice, dict) else {"name": choice}


def batch_size(value, field):
    return value if value == "all" else checks.integer(value, field)


def set_batch_size(document, value):
    document["training"] = {**document["training"], "batch_size": value}


SETTINGS = {
    "hidden": Setting(read_sizes, sizes, set_hidden, "N", "neurons of the hidden layer; 4-3: of two layers; 0: none"),
    "activation": Setting(str, named(ACTIVATIONS), set_activation, "NAME", "of the hidden layers"),
    "initialize": Setting(str, named(INITIALIZERS), set_initialize, "SCHEME", "how the first weights are drawn"),
    "loss": Setting(str, named(LOSSES), set_loss, "NAME", "what is made small, and what the error is then"),
    "optimizer": Setting(str, named(OPTIMIZERS), set_optimizer, "NAME",
                         "with its own defaults, unless it is the experiment's"),
    "learning_rate": Setting(float, checks.number, of_optimizer("learning_rate"), "X",
                             "of the optimizer: how far a step goes"),
    "momentum": Setting(float, checks.number, of_optimizer("momentum"), "X",
                        "of the optimizer, if it has one: how much of the last step it keeps"),
    "batch_size": Setting(lambda text: text if text == "all" else int(text), batch_size, set_batch_size, "N",
                          'samples a step, or "all"'),
}


def combinations(over, most=1_000_000, seeds=1):
    """Every combination of the values of `over`, as dicts {name: value}, the last setting changing fastest.

    most    how many there may be, times the number of seeds

    >>> combinations({"learning_rate": [0.1, 1], "hidden": [2, 3]})[:3]
    [{'hidden': 2, 'learning_rate': 0.1}, {'hidden': 2, 'learning_rate': 1.0}, {'hidden': 3, 'learning_rate': 0.1}]
    """
    from itertools import product
    from math import prod
    if not isinstance(over, dict):
        raise NeurosimError("over", "a dict such as {'hidden': [2, 3]}", over)
    for name in over:
        checks.choice(name, "over", SETTINGS, "setting")
    values = {name: checked_values(name, over[name]) for name in SETTINGS if name in over}
    count = prod(map(len, values.values()))
    if count * seeds > most:
        raise NeurosimError("over", f"at most {most:,} runs", got=f"{count:,} settings with {seeds:,} seeds each")
    return [dict(zip(values, each)) for each in product(*values.values())]


def checked_values(name, values):
    """At least one value, and none twice."""
    field = f"over[{name!r}]"
    if isinstance(values, (str, dict)) or not hasattr(values, "__iter__"):
        raise NeurosimError(field, "a list of values", values)
    found = [SETTINGS[name].check(value, f"{field}[{i}]") for i, value in enumerate(values)]
    if not found:
        raise NeurosimError(field, "at least one value", list(values))
    for i, value in enumerate(found):
        if value in found[:i]:
            raise NeurosimError(f"{field}[{i}]", "each value once", value)
    return found


def varied(document, settings):
    """A document with these settings. Weights and biases that are trained are left to be drawn."""
    document = {**document, "layers": [begun_anew(layer) for layer in document["layers"]]}
    for name, setting in SETTINGS.items():
        if name in settings:
            setting.apply(document, settings[name])
    return document


def begun_anew(layer):
    return {**layer, "weights": None if layer["train_weights"] else layer["weights"],
            "biases": None if layer["train_bias"] else layer["biases"]}
