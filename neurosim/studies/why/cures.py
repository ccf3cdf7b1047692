"""Cures: from the document of an experiment, documents that differ in one thing, each with that thing in words.

A cure is a generator cure(document) of (change, document); nothing comes of it where there is nothing to change. To add
one, write it, and name it beside the causes that it may cure.
"""

from ...core.activations import ACTIVATIONS
from ...core.maths import sqrt, square, total
from ...core.optimizers import OPTIMIZERS
from ...training.building import steps_of
from ..sweep.settings import as_object, begun_anew, set_activation, varied

SLOWER, FASTER = (0.3, 0.1, 0.01, 0.001), (10.0, 100.0, 1e3, 1e4, 1e5)
WIDER = (2, 4)              # times as many hidden neurons
HIDDEN = (4, 8)             # hidden neurons where there were none
DEFAULT_RATE = 0.1          # where the learning rate is 0
DECAYS = (0.001, 0.01)
SEEDS = 5                   # other starts that are tried


# How steps are taken.

def rate_of(document):
    return OPTIMIZERS.make(document["optimizer"]).learning_rate


def with_rate(document, rate):
    return {**document, "optimizer": {**as_object(document["optimizer"]), "learning_rate": rate}}


def other_rates(factors):
    def cure(document):
        for factor in factors:
            rate = float(f"{(rate_of(document) or DEFAULT_RATE) * factor:.2g}")
            yield f"learning_rate {rate:g}", with_rate(document, rate)
    return cure


slower, faster = other_rates(SLOWER), other_rates(FASTER)


def shuffled(document):
    yield 'order "shuffled"', {**document, "training": {**document["training"], "order": "shuffled"}}


# How it begins.

def drawn(document, scheme):
    """The same with first weights drawn, and biases of 0."""
    layers = [{**begun_anew(layer), "initialize": scheme} for layer in document["layers"]]
    return {**document, "layers": layers}


def draw_glorot(document):
    yield "first weights by glorot_uniform", drawn(document, "glorot_uniform")


def draw_he(document):
    yield "first weights by he_normal", drawn(document, "he_normal")


def other_starts(document):
    """From the seeds that come next, first weights drawn anew."""
    seed = document["seed"] or 0
    for other in range(seed + 1, seed + 1 + SEEDS):
        yield f"seed {other}", {**varied(document, {}), "seed": other}


def redrawn(document):
    """First weights by one scheme and the other, from this seed and those that come next."""
    for cure in (draw_glorot, draw_he):
        yield from cure(document)
    for cure in (draw_glorot, draw_he):
        yield from after(cure, other_starts)(document)


# What it is made of.

def hidden_activation(name, scheme):
    """Another activation in the hidden layers, with the first weights that suit it."""
    def cure(document):
        if len(document["layers"]) > 1:
            changed = drawn({**document}, scheme)
            set_activation(changed, name)
            yield f"{name} in the hidden layers, first weights by {scheme}", changed
    return cure


leaky, with_tanh = hidden_activation("leaky_relu", "he_normal"), hidden_activation("tanh", "glorot_uniform")
with_relu = hidden_activation("relu", "he_normal")


def after(first, *others):
    """One cure after another: every change of the others, made to what the first comes to."""
    def cure(document):
        for change, changed in first(document):
            for other in others:
                for more, both in other(changed):
                    yield f"{change} and {more}", both
    return cure


def with_biases(document):
    """A bias for every neuron that has none, or one that is not trained."""
    layers = [layer if has_bias(layer) else {**layer, "bias": "own", "biases": None, "train_bias": True}
              for layer in document["layers"]]
    yield "a bias for every neuron", {**document, "layers": layers}


def has_bias(layer):
    return layer["bias"] != "none" and layer["train_bias"]


def wider(document):
    """More neurons in each hidden layer; a hidden layer where there is none."""
    *hidden, last = document["layers"]
    last = begun_anew(last)
    for factor in WIDER if hidden else ():
        layers = [{**begun_anew(layer), "neurons": factor * layer["neurons"]} for layer in hidden]
        sizes = "-".join(str(layer["neurons"]) for layer in layers)
        yield f"{sizes} hidden neurons", {**document, "layers": [*layers, last]}
    for neurons in () if hidden else HIDDEN:
        layer = {**last, "neurons": neurons, "activation": "tanh", "bias": "own", "train_bias": True, "dropout": 0.0}
        yield f"a hidden layer of {neurons} tanh neurons", {**document, "layers": [layer, last]}


def last_layer(document, loss=None, **changes):
    *others, last = document["layers"]
    return {**document, "layers": [*others, {**last, **changes}], "loss": loss or document["loss"]}


def linear_end(document):
    if ACTIVATIONS.make(document["layers"][-1]["activation"]).name != "linear":
        yield "a linear last layer", last_layer(document, activation="linear")


def fitting_loss(document):
    """The cross-entropy of the last layer, where targets are probabilities; a sigmoid where that is what is missing."""
    last = document["layers"][-1]
    targets = [target for sample in document["samples"] for target in sample["targets"]]
    name = ACTIVATIONS.make(last["activation"]).name
    outputs = last["neurons"]
    per_out = len(document["samples"][0]["targets"]) == outputs
    if per_out and sorted({*targets, -1.0, 1.0}) == [-1.0, 1.0] and -1.0 in targets:
        yield "a tanh last layer and squared_hinge", last_layer(document, "squared_hinge", activation="tanh")
        return
    if not per_out or not all(0.0 <= target <= 1.0 for target in targets):
        return
    if name == "softmax" and outputs > 1:
        yield "loss categorical_cross_entropy", last_layer(document, "categorical_cross_entropy")
    elif name == "sigmoid":
        yield "loss binary_cross_entropy", last_layer(document, "binary_cross_entropy")
    else:
        yield "a sigmoid last layer and loss binary_cross_entropy", last_layer(
            document, "binary_cross_entropy", activation="sigmoid")


# What it learns from.

def scales_of(document):
    """(mean, standard deviation) of each input over the samples."""
    columns = zip(*[sample["inputs"] for sample in document["samples"]])
    return list(map(mean_and_deviation, columns))


def mean_and_deviation(values):
    mean = total(values) / len(values)
    return mean, sqrt(total([square(value - mean) for value in values]) / len(values))


def scaled(document):
    """Inputs with a mean of 0 and a deviation of 1."""
    scales = scales_of(document)
    changed = {key: [{**sample, "inputs": standardised(sample["inputs"], scales)} for sample in document[key]]
               for key in ("samples", "test_samples") if key in document}
    yield "inputs scaled to mean 0 and deviation 1", {**document, **changed}


def standardised(inputs, scales):
    return [(value - mean) / (deviation or 1.0) for value, (mean, deviation) in zip(inputs, scales)]


def places_by(samples, key):
    """{key: places of the samples that have it}"""
    found = {}
    for place, sample in enumerate(samples):
        found.setdefault(tuple(sample[key]), []).append(place)
    return found


def without_contradictions(document):
    """Of samples with the same inputs those that the first agrees with."""
    samples, kept = document["samples"], []
    for places in places_by(samples, "inputs").values():
        kept += [place for place in places if samples[place]["targets"] == samples[places[0]]["targets"]]
    left = [samples[place] for place in sorted(kept)]
    yield "the contradicting samples left out", {**document, "samples": left}


def balanced(document):
    """Each class as often as the most frequent one, its samples repeated."""
    samples, classes = document["samples"], places_by(document["samples"], "targets")
    most = max(map(len, classes.values()))
    rounds = [[places[i % len(places)] for places in classes.values()] for i in range(most)]
    yield "the rare class repeated until it is as frequent as the others", {
        **document, "samples": [samples[place] for places in rounds for place in places]}


# For how long, and how freely.

def ended_earlier(document):
    steps = steps_of(document)
    for part in (2, 4, 8, 16, 32):
        training = {key: value for key, value in document["training"].items() if key != "epochs"}
        if steps // part:
            yield f"{steps // part:,} steps", {**document, "training": {**training, "steps": steps // part}}


def decayed(document):
    """Weight decay, where the optimizer knows one."""
    optimizer = as_object(document["optimizer"])
    if "weight_decay" in OPTIMIZERS.defaults(optimizer["name"]):
        for decay in DECAYS:
            yield f"weight_decay {decay:g}", {**document, "optimizer": {**optimizer, "weight_decay": decay}}
