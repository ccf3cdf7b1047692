"""What is odd in an experiment file, but accepted: a sentence for each, for whoever wants to be told.

To add one, write a generator of sentences and add it to ODDITIES.
"""

from ..core.activations import ACTIVATIONS
from ..core.guard.errors import echo
from ..core.losses import LOSSES
from ..core.optimizers import OPTIMIZERS


def underflow(document, reading):
    """Numbers that are 0 here, and were not meant so."""
    if reading.vanished:
        first, count = echo(reading.vanished[0]), len(reading.vanished)
        more = f" and {count - 1} more" if count > 1 else ""
        yield f"{reading.where}: {first}{more}: too small for a double, read as 0"


def risk(document, reading):
    """A last layer that may go where the loss is not defined."""
    loss, last = LOSSES.make(document["loss"]), len(document["layers"]) - 1
    sentence = loss.risk(ACTIVATIONS.make(document["layers"][last]["activation"]), f"layers[{last}]")
    if sentence:
        yield f"{reading.where}: loss: {sentence}"


def out_of_reach(document, reading):
    """Targets that no out can come to, whatever is learnt."""
    last = len(document["layers"]) - 1
    activation, loss = ACTIVATIONS.make(document["layers"][last]["activation"]), LOSSES.make(document["loss"])
    if loss.targets_wanted(2) != 2 or document["layers"][last]["dropout"]:    # a class's number; outs that are scaled
        return
    found = [(i, k, target) for i, sample in enumerate(document["samples"])
             for k, target in enumerate(sample["targets"]) if not activation.low <= target <= activation.high]
    if found:
        (i, k, target), more = found[0], f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        yield (f"{where_target(reading, i, k)}: {target!r} is beyond what layers[{last}].activation, {activation}, "
               f"can give, {activation.low:.3g} to {activation.high:.3g}: the error stays{more}")


def where_target(reading, i, k):
    """Target k of sample i, in the file that has it."""
    table = reading.table_of_samples
    return ":".join(map(str, [table.name, *table.place_of(i, k)])) if table else (
        f"{reading.where}: samples[{i}].targets[{k}]")


def lone_softmax(document, reading):
    """A share of all that there is, where there is one only: it is 1, and its slope 0."""
    for i, layer in enumerate(document["layers"]):
        if layer["neurons"] == 1 and ACTIVATIONS.make(layer["activation"]).name == "softmax":
            yield (f"{reading.where}: layers[{i}].activation: softmax of one neuron is 1 whatever its net, "
                   "so it learns nothing")
    if document["layers"][-1]["neurons"] == 1 and LOSSES.make(document["loss"]).name == "softmax_cross_entropy":
        yield (f"{reading.where}: loss: softmax_cross_entropy of one out is 0 whatever its net, so nothing is learnt "
               "(sigmoid_cross_entropy is for one)")


def no_learning(document, reading):
    """A training that moves nothing."""
    if OPTIMIZERS.make(document["optimizer"]).learning_rate == 0.0:
        yield f"{reading.where}: optimizer.learning_rate: 0, so no weight will move"


def said_by_readers(document, reading):
    """What was seen while reading."""
    return reading.notes


ODDITIES = (underflow, risk, out_of_reach, lone_softmax, no_learning, said_by_readers)


def oddities(document, reading):
    """All sentences about a document, made in that reading."""
    for kind in ODDITIES:
        yield from kind(document, reading)
