"""Whether a checkpoint is one of the experiment at hand.

    fingerprints    of each part of the experiment that made it: with another network or other samples it is not gone on
    like            what is known of the experiment at hand: its fingerprints and seed, how many weights and biases each
                    layer has, how many samples there are, and what its optimizer's memory may look like and hold
"""

from ..core.guard.errors import NeurosimError
from ..core.maths import INFINITY
from .schema import counted


def fingerprints(document):
    """Of each part of an experiment's document that may not change when a run is resumed, as name and steps may."""
    from hashlib import sha256
    from json import dumps
    training = {key: value for key, value in document["training"].items() if key not in ("steps", "epochs", "until")}
    parts = {key: value for key, value in {**document, "training": training}.items()
             if key not in ("format", "version", "name", "seed")}
    return {key: sha256(dumps(value, sort_keys=True).encode("ascii")).hexdigest() for key, value in parts.items()}


def differ(part):
    """The verb that goes with the name of a part."""
    return "differ" if part in ("inputs", "layers", "samples") else "differs"


def same_experiment(where, found, like, force_data):
    """The first part that differs is named."""
    theirs, ours = found["fingerprints"], like["fingerprints"]
    for part in [*ours, *(theirs.keys() - ours.keys())]:
        if theirs.get(part) != ours.get(part) and not (force_data and part == "samples"):
            hint = "; --force-data takes the new ones" if part == "samples" else ""
            raise NeurosimError(where, problem=f"{part} {differ(part)} from the experiment's{hint}")
    if like["seed"] not in (None, found["seed"]):
        expected = f"{found['seed']}, which it was begun with"
        raise NeurosimError(where, expected, like["seed"], "seed differs from the experiment's")


def fit(place, found, like, force_data):
    """As many numbers as the network has, and no step or sample that cannot be."""
    if len(found["layers"]) != len(like["counts"]):
        return place.at("layers").refuse(f"{len(like['counts'])} layers", got=str(len(found["layers"])))
    for i, (layer, counts) in enumerate(zip(found["layers"], like["counts"])):
        here = place.at("layers").at(i)
        for key, numbers in layer.items():
            if len(numbers) != counts.get(key, 0):
                where = here.at(key) if key in here.value else here
                where.refuse(f"{counted(counts.get(key, 0), 'number')}", got=str(len(numbers)))
        if min(layer["running_variances"], default=0.0) < 0.0:
            here.at("running_variances").refuse("numbers >= 0", min(layer["running_variances"]))
    if found["errors"][-1][0] > found["step"]:
        place.at("errors").refuse(f"no step after {found['step']}", found["errors"][-1][0])
    waiting, count = found["waiting"], like["samples"]
    if not force_data and (len(set(waiting)) < len(waiting) or max(waiting, default=0) >= count):
        place.at("waiting").refuse(f"places of the {count} samples, each at most once")
    if shape(found["memory"]) not in map(shape, like["memories"]):
        return place.at("memory").refuse("what the optimizer remembers of this network")
    return fit_memory(place.at("memory"), like["ranges"])


def fit_memory(place, ranges, within=None):
    """What an optimizer never remembers it cannot go on with, as the root of a mean square below 0."""
    value = place.value
    if isinstance(value, dict):
        for key in value:
            fit_memory(place.at(key), ranges, ranges.get(key))
    elif isinstance(value, list):
        compound = bool(value) and isinstance(value[0], (list, dict))
        for i in range(len(value)) if compound or within and not in_range(value, *within) else ():
            fit_memory(place.at(i), ranges, within)
    elif within and type(value) in (float, int) and not in_range([value], *within):
        low, high = within
        place.refuse(f"a number >= {low:g}" if high == INFINITY else f"a number from {low:g} to {high:g}", value)


def in_range(values, low, high):
    return all(low <= value <= high for value in values)


def shape(value):
    """A value without its numbers: which are where, and how many."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        kinds = set(map(type, value))
        return ("numbers", float, len(value)) if kinds == {float} else [shape(inner) for inner in value]
    return type(value)
