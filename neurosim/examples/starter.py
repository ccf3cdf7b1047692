"""An experiment to begin with: of some sizes, or like another one; complete, in numbers that fit on paper.

What is there stays, what is missing is drawn: weights and biases of one or two decimals, none of them 0; where there is
no other experiment, samples that the loss can learn from.
"""

from math import sqrt
from random import Random

from ..core.activations import ACTIVATIONS
from ..core.guard.checks import integer
from ..core.guard.errors import NeurosimError
from ..core.guard.sizes import Size, judge_network, refuse
from ..core.losses import LOSSES, after_layer
from ..core.maths import INFINITY
from ..core.optimizers import OPTIMIZERS
from ..files.source import LIMIT

SAMPLES = 4
BYTES = 6        # of a number and its comma
FINEST = 5       # a network's greatest weight is at least so many units of the last decimal


def is_shape(text):
    """Whether a text is the sizes of a network: 2-3-1.

    >>> is_shape("2-3-1"), is_shape("worked-example"), is_shape("2"), is_shape("2-")
    (True, False, False, False)
    """
    sizes = text.split("-") if isinstance(text, str) and len(text) < 1000 else []
    return len(sizes) > 1 and all(size.isascii() and size.isdigit() and len(size) < 8 for size in sizes)


def of_shape(shape, seed=0, activations=(), loss="half_squared_error", optimizer=None):
    """The document of a network of these sizes, such as "2-3-1".

    activations    one for each layer; or of the hidden layers: the last one's goes with the loss

    >>> of_shape("2-1", activations=["tanh"])["layers"]
    [{'neurons': 1, 'activation': 'tanh', 'bias': 'own', 'weights': [[0.6, 0.5]], 'biases': [-0.1]}]
    """
    if not is_shape(shape):
        raise NeurosimError("shape", "sizes such as 2-3-1, inputs first", shape)
    inputs, *counts = [integer(int(size), "shape") for size in shape.split("-")]
    size = Size([(before, count, count, False) for before, count in zip([inputs, *counts], counts)])
    judge_network(size, "shape")
    refuse("shape", "bytes", [(size.parameters, "numbers"), (BYTES, "bytes")], LIMIT, " in a file")
    chosen = activations_of(activations, len(counts), fitting(loss))
    layers = [{"neurons": count, "activation": activation, "bias": "own"} for count, activation in zip(counts, chosen)]
    random = Random(seed)
    layers = filled(layers, inputs, random)
    last = ACTIVATIONS.make(chosen[-1], "activation")
    loss = LOSSES.make(after_layer(loss, last, counts[-1]))
    return {"format": "neurosim-experiment", "version": 1, "name": shape, "inputs": inputs, "layers": layers,
            "loss": loss.choice(), "optimizer": complete(optimizer or usual_optimizer(chosen)),
            "samples": samples(inputs, targets_of(loss, counts[-1]), random),
            "training": {"steps": 1000, "batch_size": 1, "reduction": "mean", "order": "given"}, "seed": seed}


def like(document, hidden=None, seed=None, activations=(), loss=None, optimizer=None):
    """The document of another experiment, with other hidden layers, activations, loss or optimizer.

    hidden    how many neurons each hidden layer has; None: as before
    """
    seed = seed if seed is not None else document["seed"] or 0
    layers = document["layers"] if hidden is None else with_hidden(document["layers"], hidden)
    layers = with_activations(layers, activations)
    return {**document, "layers": filled(layers, document["inputs"], Random(seed)), "seed": seed,
            "loss": loss or document["loss"], "optimizer": complete(optimizer or document["optimizer"])}


def with_hidden(layers, counts):
    """Hidden layers of so many neurons, each like the one that was there, or the last of these."""
    *hidden, last = layers
    patterns = hidden or [{**last, "activation": "sigmoid", "weights": None, "biases": None}]
    changed = [{**patterns[min(place, len(patterns) - 1)], "neurons": count} for place, count in enumerate(counts)]
    return [*changed, last]


def activations_of(given, layers, last):
    """The activation of each layer."""
    if len(given) == layers:
        return list(given)
    hidden = list(given or ["sigmoid"])
    if len(hidden) not in (1, layers - 1):
        raise NeurosimError("activation", f"one activation, or {layers - 1} or {layers}", got=str(len(hidden)))
    return [*hidden * (layers - 1 if len(hidden) == 1 else 1), last]


def with_activations(layers, given):
    """The same layers with these activations; without any, as they are."""
    chosen = activations_of(given, len(layers), layers[-1]["activation"]) if given else ()
    return [{**layer, "activation": activation} for layer, activation in zip(layers, chosen)] or layers


def usual_optimizer(activations):
    """Smaller steps where an out may be any number."""
    bounded = all(ACTIVATIONS.make(each, "activation").high < INFINITY for each in activations)
    return {"name": "sgd", "learning_rate": 0.5 if bounded else 0.1}


def complete(optimizer):
    """With all its settings, as an example of what there is to set."""
    made = OPTIMIZERS.make(optimizer)
    return {"name": made.name, **made.parameters}


# Numbers.

def filled(layers, inputs, random):
    """The layers with all their weights and biases: those that are there, and drawn ones for the rest."""
    found = []
    for layer in layers:
        neurons = layer["neurons"]
        draw = drawing(inputs, neurons, random)
        rows, biases = layer.get("weights") or [], layer.get("biases") or []
        count = {"own": neurons, "shared": 1, "none": 0}[layer["bias"]]
        weights = [grown(rows[place] if place < len(rows) else [], inputs, draw) for place in range(neurons)]
        kept = {key: value for key, value in layer.items() if key != "initialize"}
        found.append({**kept, "weights": weights, "biases": grown(biases, count, draw)})
        inputs = neurons
    return found


def grown(numbers, count, draw):
    """So many numbers: those that are there, first."""
    return [*numbers[:count], *[draw() for _ in range(count - len(numbers))]]


def drawing(inputs, neurons, random):
    """draw() is a weight of a layer of that size, as Glorot would have it, rounded to few decimals."""
    greatest = min(0.9, sqrt(6.0 / (inputs + neurons)))
    decimals = 1
    while greatest * 10 ** decimals < FINEST:
        decimals += 1

    def draw():
        return round(random.uniform(-greatest, greatest), decimals) or draw()
    return draw


def samples(inputs, targets, random):
    """No two of the same inputs; targets(place, random) are those of each."""
    rows = []
    while len(rows) < SAMPLES:
        row = [random.randrange(1, 10) / 10 for _ in range(inputs)]
        if row not in rows:
            rows.append(row)
    return [{"inputs": row, "targets": targets(place, random)} for place, row in enumerate(rows)]


# What the loss asks for.

def accepts(loss, targets, outputs):
    try:
        loss.check_targets(targets, outputs)
    except NeurosimError:
        return False
    return True


def targets_of(loss, outputs):
    """targets(place, random) are such as the loss can use, for sample 0, 1, ..."""
    if loss.targets_wanted(2) == 1:
        return lambda place, random: [place % outputs]
    if accepts(loss, [2.5] * outputs, outputs):
        return lambda place, random: [random.randrange(1, 10) / 10 for _ in range(outputs)]
    if accepts(loss, [-1.0] * outputs, outputs):
        return lambda place, random: [1 - (place + output) % 2 * 2 for output in range(outputs)]
    if accepts(loss, [0.0] * outputs, outputs):
        return lambda place, random: [(place + output) % 2 for output in range(outputs)]
    return lambda place, random: [int(output == place % outputs) for output in range(outputs)]


def fitting(wanted):
    """The activation of the last layer that goes with a loss, where nobody has said which."""
    loss = LOSSES.make(after_layer(wanted, ACTIVATIONS.make("sigmoid"), 1))
    if loss.on_nets or accepts(loss, [-1.0], 1) and not accepts(loss, [2.5], 1):
        return "linear"
    one_of_several = loss.targets_wanted(2) == 1 or accepts(loss, [1.0, 0.0], 2) and not accepts(loss, [1.0, 1.0], 2)
    return "softmax" if one_of_several else "sigmoid"
