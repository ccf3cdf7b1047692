"""What one field of an experiment says must agree with what others say: sizes, front to back; loss and last layer.

Each check is told the place of what it looks at, and notes its faults there. None stands for what is not known.
"""

from ..core.activations import ACTIVATIONS
from ..core.dropout import check_dropout
from ..core.guard.errors import NeurosimError
from ..core.guard.normalizations import one_each
from ..core.guard.sizes import Size, judge_network
from ..core.layers import check_normalize
from ..core.losses import LOSSES
from .schema import counted


def fit_layers(place, layers, inputs):
    before, each = inputs, "input"
    for i, layer in enumerate(layers):
        here = place.at(i)
        if layer is not None:
            fit_layer(here, layer, before, each)
        after = layer and layer["neurons"]
        before, each = after, "neuron of the layer before"
    fit_memory(place, layers, inputs)


def fit_memory(place, layers, inputs):
    """No network that would fill the memory."""
    counts = [inputs, *[layer and layer["neurons"] for layer in layers]]
    if None not in counts:
        wide = [layer["activation"] in ("softmax", {"name": "softmax"}) for layer in layers]
        try:
            judge_network(Size(list(zip(counts, counts[1:], counts[1:], wide))))
        except NeurosimError as error:
            place.refuse(error.expected, got=error.got)


def fit_layer(place, layer, before, each):
    """As many weights as there are numbers to weigh, as many neurons and biases as there are lists of weights."""
    rows = layer["weights"]
    if rows is not None:
        if layer["neurons"] not in (None, len(rows)):
            place.at("neurons").refuse(f"{len(rows)}, one for each list of weights", layer["neurons"])
        layer["neurons"] = len(rows)
        for i, row in enumerate(rows):
            if None not in (row, before) and len(row) != before:
                place.at("weights").at(i).refuse(f"{counted(before, 'number')}, one for each {each}", got=str(len(row)))
    elif not (place.written("neurons") or place.written("weights")):
        place.refuse("how many neurons, or their weights", problem="missing field 'neurons'", position=len(place.value))
    fit_biases(place, layer)
    if layer["dropout"] and layer["activation"]:
        place.at("dropout").check(check_dropout, ACTIVATIONS.make(layer["activation"]))
    if layer["normalize"] is None:
        del layer["normalize"]    # only a layer that is normalised says so
    elif layer["activation"]:
        activation = ACTIVATIONS.make(layer["activation"])
        place.at("normalize").check(fit_normalize, activation, layer["dropout"], layer["neurons"])


def fit_normalize(given, field, activation, dropout, neurons):
    """A scale, and where there are running means one of each, for each neuron."""
    settings = check_normalize(given, field, activation, dropout or 0.0).parameters
    for key in ("scales", "running_means", "running_variances"):
        if settings.get(key) and neurons is not None:
            one_each(settings[key], neurons, f"{field}.{key}")
    return given


def fit_batches(place, document):
    """No step on one sample alone, where a layer is normalised over those of the step."""
    training, count = document["training"], len(document["samples"])
    size = count if training["batch_size"] == "all" else training["batch_size"]
    smallest = size if training["order"] == "random" else count % size or min(size, count)
    if smallest < 2 and any("batch" == name_of(layer.get("normalize")) for layer in document["layers"]):
        expected = 'at least 2 samples in every step, as normalize "batch" needs them'
        given = place.at("training") if place.written("training") else place
        given = given.at("batch_size") if given.written("batch_size") else given
        given.refuse(f"{expected}: set batch_size", got=f"a step on {counted(smallest, 'sample')}")


def name_of(choice):
    """The name of what was chosen from a table, by its name or by an object."""
    return choice["name"] if isinstance(choice, dict) else choice


def fit_loss(place, loss, layers):
    """The last layer gives outs that the loss can use."""
    activation = layers[-1] and layers[-1]["activation"]
    where = f"layers[{len(layers) - 1}]"
    problem = loss and activation and LOSSES.make(loss).why_not(ACTIVATIONS.make(activation), where)
    if problem:
        place.at("loss").refuse(problem=problem)


def fit_biases(place, layer):
    bias, biases = layer["bias"], layer["biases"]
    count = {"own": layer["neurons"], "shared": 1, "none": 0}.get(bias)
    if None not in (count, biases) and len(biases) != count:
        place.at("biases").refuse(f"{counted(count, 'number')}, as the bias is {bias!r}", got=str(len(biases)))
