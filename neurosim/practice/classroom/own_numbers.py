"""Numbers of one's own: the pattern's shape and functions, with weights, biases, inputs and targets drawn anew.

They have one or two decimals, none is 0, and each has the sign that the pattern has in its place: so no student's
sheet is harder than another's. Targets that the loss takes no others of, such as classes, stay.
"""

from ...core.guard.errors import NeurosimError
from ...core.losses import LOSSES
from ...examples.starter import accepts
from ...training.trainer import Trainer

LEAST, MOST = 10, 95        # hundredths of a weight, a bias, a target
STEP = 5                    # hundredths between one input and the next


def pattern_of(document):
    """The experiment as a sheet asks for it: its first step alone, on the first samples, all its numbers given.

    NeurosimError where chance would decide what a number is.
    """
    if any(layer["dropout"] for layer in document["layers"]):
        raise NeurosimError("experiment", "a network without dropout, as chance would decide what is right")
    trainer = Trainer(document)
    size = trainer.batches.batch_size
    layers = [{**layer, "weights": [list(neuron.weights) for neuron in made.neurons], "biases": list(made.biases)}
              for layer, made in zip(document["layers"], trainer.network.layers)]
    training = {"steps": 1, "batch_size": size, "reduction": trainer.reduction, "order": "given"}
    return {**document, "layers": layers, "samples": document["samples"][:size], "training": training}


def drawn(pattern, random):
    """The numbers of one student: {"layers": [...], "samples": [...]}."""
    layers = [{"weights": [[drawn_number(w, random) for w in row] for row in layer["weights"]],
               "biases": [drawn_number(b, random) for b in layer["biases"]]} for layer in pattern["layers"]]
    free = takes_any_target(pattern)
    samples = [{"inputs": [drawn_number(x, random, STEP) for x in sample["inputs"]],
                "targets": [drawn_number(t, random) for t in sample["targets"]] if free else list(sample["targets"])}
               for sample in pattern["samples"]]
    return {"layers": layers, "samples": samples}


def drawn_number(like, random, step=1):
    """A number of one or two decimals, with the sign of another one."""
    size = random.randrange(LEAST, MOST + 1, step) / 100
    return -size if like < 0.0 else size


def takes_any_target(pattern):
    outputs = pattern["layers"][-1]["neurons"]
    loss = LOSSES.make(pattern["loss"])
    return loss.targets_wanted(outputs) == outputs and accepts(loss, [0.37] * outputs, outputs)


def with_numbers(pattern, own):
    """The experiment of one student."""
    layers = [{**layer, **each} for layer, each in zip(pattern["layers"], own["layers"])]
    return {**pattern, "layers": layers, "samples": own["samples"]}
