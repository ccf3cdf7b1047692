"""An experiment made in code: of sizes, or of a network that there is, with samples beside it."""

from __future__ import annotations

import os

from . import Experiment
from ..core.guard import checks
from ..core.guard.arrays import in_a_row, plain, shape_of
from ..core.guard.door import BIASES, bias_count
from ..core.guard.errors import NeurosimError, did_you_mean
from ..core.losses import LOSSES, is_cross_entropy
from ..core.network import NeuralNetwork
from ..core.synonyms import ours
from ..files.experiment_file import TRAINING
from ..files.writing import checked_document
from ..training.building import document_of_network, schedule_of
from ..training.trainer import Trainer

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any
    from ..explain.hints import Choice, Samples

A_MATRIX = "a row for each neuron, a number in it for each input"
A_TABLE = "a row for each sample"
BESIDE = ("test", "test_samples")    # fields of the file that are given with those of its training
PAIRS = "a list of pairs (inputs, targets), or (X, y) with a row for each sample in both"


def build(*sizes: int, samples: Samples, weights: Any = None, biases: Any = None,
          activation: Choice | Sequence[Choice] = "sigmoid", bias: str | Sequence[str] = "own",
          train_bias: bool = True, initialize: Choice = "glorot_uniform", loss: Choice = "half_squared_error",
          optimizer: Choice = "sgd", learning_rate: float | None = None, name: str = "experiment",
          seed: int | None = None, **training: Any) -> Experiment:
    """Make an experiment of sizes, inputs first: `build(2, 3, 1, ...)` has 2 inputs, 3 hidden neurons and 1 output.

    samples          pairs (inputs, targets), or one of them; or (X, y), with a row for each sample in both;
                     or {"csv": file, "targets": how many last columns}
    weights          a matrix for each layer, a row for each neuron; or one list, w1, w2, ...; None: drawn
    biases           a list for each layer; or one list, b1, b2, ...; None: 0, or drawn where a layer shares one
    activation, bias for all layers, or a list with one for each; bias is "own", "shared" or "none"
    train_bias, initialize, loss, optimizer, seed    as in a file; learning_rate is the optimizer's
    training         steps or epochs, batch_size, reduction, order, until, schedule, clip: as in a file; test, the share
                     of samples that is held out, or test_samples, others; lr and the like are learning_rate

    Numbers may come as lists, arrays, tensors, series. Raises NeurosimError where something does not fit.

    >>> experiment = build(2, 2, 1, weights=[0.5, 0.25, 0.1, 0.2, 0.3, 0.4], samples=([2, 1], [1]))
    >>> experiment.trace()["net_h1"]
    1.25
    """
    if len(sizes) < 2:
        raise NeurosimError("sizes", "two or more, inputs first, such as 2, 3, 1", got=str(len(sizes)))
    rate = rate_of(learning_rate, training)
    check_names(training, build)
    sizes = tuple(checks.integer(size, f"sizes[{place}]") for place, size in enumerate(sizes))
    count = len(sizes) - 1
    shared = {"activation": each(activation, count, "activation"), "bias": each(bias, count, "bias"),
              "weights": matrices(weights, sizes), "train_bias": [train_bias] * count, "neurons": sizes[1:]}
    shared["biases"] = rows_of_biases(biases, sizes[1:], shared["bias"])
    layers = [dict(zip(shared, values)) for values in zip(*shared.values())]
    document = {"name": name, "inputs": sizes[0], "layers": layers, "initialize": initialize, "loss": loss,
                "optimizer": with_rate(optimizer, rate), "seed": seed,
                "samples": as_samples(samples, sizes[0], targets_wanted(loss, sizes[-1])),
                **with_tests(training, sizes[0], targets_wanted(loss, sizes[-1]))}
    return Experiment(checked_document(document, os.curdir))


def with_tests(training, inputs, targets):
    """The fields `training`, and `test` or `test_samples`, which are given beside its own."""
    training = dict(training)
    beside = {key: training.pop(key) for key in BESIDE if key in training}
    if "test_samples" in beside:
        beside["test_samples"] = as_samples(beside["test_samples"], inputs, targets)
    return {"training": training, **beside}


def targets_wanted(loss, outputs):
    """How many targets a sample has; None where the last layer has to say first which loss it is."""
    return None if is_cross_entropy(loss) else LOSSES.make(loss).targets_wanted(outputs)


def trainer_of(network: Any, samples: Any, name: str, seed: int | None, training: dict[str, Any]) -> Trainer:
    """A Trainer of a network that there is: of itself, no copy."""
    if not isinstance(network, NeuralNetwork):
        raise NeurosimError("network", "a NeuralNetwork, or what neurosim.load makes experiments of", network)
    check_names(training, Experiment.__init__)
    fields = document_of_network(network)
    wanted = network.loss.targets_wanted(len(network.layers[-1].neurons))
    trainer = Trainer(checked_document({**fields, "name": name, "seed": seed,
                                        **with_tests(training, fields["inputs"], wanted),
                                        "samples": as_samples(samples, fields["inputs"], wanted)}, os.curdir))
    trainer.network = network
    if {"schedule", "clip"} & trainer.training.keys():
        network.optimizer.with_schedule(**schedule_of(trainer.document))
    for layer in network.dropouts:
        layer.random = trainer.random
    return trainer


def each(value, count, field):
    """One for each layer: a list of them, or one for all."""
    return one_each(value, count, field, ", or one for all") if isinstance(value, (list, tuple)) else [value] * count


def one_each(values, count, field, otherwise=""):
    if len(values) != count:
        raise NeurosimError(field, f"{count}, one for each layer{otherwise}", got=str(len(values)))
    return list(values)


def check_names(training, function):
    """NeurosimError for a name that is none of the function's arguments, and none of a training's fields."""
    for name in training:
        if ours("field", name, TRAINING) not in TRAINING and name not in BESIDE:
            from inspect import signature    # only when something is wrong: it takes a while to import
            hint = did_you_mean(name, [*signature(function).parameters, *TRAINING, *BESIDE])
            raise NeurosimError(name, problem=f"no such argument{hint}")


def rate_of(learning_rate, training):
    """The learning rate, by whatever name: lr, eta; one among what training is told is taken out of that."""
    names = [name for name in training if ours("parameter", name, ["learning_rate"]) == "learning_rate"]
    given = [rate for rate in (learning_rate, *map(training.pop, names)) if rate is not None]
    if len(given) > 1:
        raise NeurosimError("learning_rate", f"no {names[-1]} beside it, which is the same")
    return given[0] if given else None


def with_rate(optimizer, learning_rate):
    if learning_rate is None:
        return optimizer
    return {**(optimizer if isinstance(optimizer, dict) else {"name": optimizer}),
            "learning_rate": checks.number(learning_rate, "learning_rate")}


# Weights and biases.

def matrices(given, sizes):
    """The weights of each layer; None for those that are drawn."""
    wanted = [(neurons, inputs) for inputs, neurons in zip(sizes, sizes[1:])]
    if given is None:
        return [None] * len(wanted)
    given = checks.sequence(given, "weights", "a matrix for each layer, or all weights in a row")
    if is_row(given):
        rows = iter(cut(given, [inputs for neurons, inputs in wanted for _ in range(neurons)], "weights", "w"))
        return [[next(rows) for _ in range(neurons)] for neurons, _ in wanted]
    given = one_each(given, len(wanted), "weights", ", or all weights in a row")
    return [None if values is None else matrix(values, f"weights[{place}]", *shape)
            for place, (values, shape) in enumerate(zip(given, wanted))]


def matrix(values, field, neurons, inputs):
    """Rows of numbers. NeurosimError where they have another shape; where they lie on their side, it says so."""
    rows = checks.sequence(values, field, "a list of lists of numbers")
    got = {len(row) for row in map(plain, rows) if isinstance(row, list)}
    got = shape_of(values) or (len(rows), *got) if len(got) == 1 else ()
    if len(got) == 2 and got != (neurons, inputs):
        turned = "; its transpose has it" if got == (inputs, neurons) else ""
        raise NeurosimError(field, f"{A_MATRIX}, the shape {(neurons, inputs)}{turned}", got=f"the shape {got}")
    return checks.matrix(values, field, inputs)


def rows_of_biases(given, neurons, kinds):
    """The biases of each layer; None for those of the initialisation."""
    kinds = [checks.choice(kind, "bias", BIASES, "bias") for kind in kinds]
    wanted = [bias_count(kind, count) for count, kind in zip(neurons, kinds)]
    if given is None:
        return [None] * len(wanted)
    given = checks.sequence(given, "biases", "a list for each layer, or all biases in a row")
    if is_row(given):
        return cut(given, wanted, "biases", "b")
    given = one_each(given, len(wanted), "biases", ", or all biases in a row")
    return [None if values is None else checks.numbers(values, f"biases[{place}]", count, f", as the bias is {kind!r}")
            for place, (values, count, kind) in enumerate(zip(given, wanted, kinds))]


def is_row(values):
    """Whether there are numbers in it, and no lists."""
    return bool(values) and not any(value is None or isinstance(plain(value), list) for value in values)


def cut(values, sizes, field, letter):
    """One row as rows of these sizes."""
    total = sum(sizes)
    numbers = iter(checks.numbers(values, field, total, f", {letter}1 to {letter}{total}"))
    return [[next(numbers) for _ in range(size)] for size in sizes]


# Samples.

def as_samples(given, inputs, targets):
    """Samples as a file has them. `inputs` and `targets` are how many numbers each has."""
    if isinstance(given, dict):
        return given
    return [as_sample(pair, f"samples[{place}]", inputs, targets)
            for place, pair in enumerate(pairs_of(given, inputs, targets))]


def pairs_of(given, inputs, targets):
    """A pair, or a dict, for each sample."""
    if is_one_table(given):
        raise NeurosimError("samples", PAIRS, given)
    pairs = list(checks.iterable(given, "samples", PAIRS))
    if len(pairs) == 2 and is_table(pairs[0], given):
        return pairs_of_tables(*pairs, inputs, targets)
    if len(pairs) == 2 and all(isinstance(plain(each), list) and is_row(plain(each)) for each in pairs):
        return [pairs]
    return pairs


def is_one_table(given):
    """Whether it is an array whose rows are numbers: nothing says which of them are targets."""
    return len(shape_of(given) or ()) == 2 and any(map(is_row, plain(given)[:1]))


def is_table(first, given):
    """Whether it is X of (X, y): an array of rows; or a list of rows in a tuple, where a pair would be a tuple, too."""
    if shape_of(first) is not None:
        return len(shape_of(first)) == 2
    return isinstance(given, tuple) and isinstance(first, list) and bool(first) and isinstance(plain(first[0]), list)


def pairs_of_tables(table, answers, inputs, targets):
    """(inputs, targets) of each row; a single column of targets may be a row of numbers."""
    checks.check_shape(table, "samples[0]", A_TABLE, "n", inputs)
    rows = plain(table)
    if len(shape_of(answers) or ()) == 2:
        checks.check_shape(answers, "samples[1]", A_TABLE, len(rows), targets or "targets")
    answers = checks.sequence(answers, "samples[1]", A_TABLE)
    if len(answers) != len(rows):
        raise NeurosimError("samples[1]", f"{len(rows)} rows, one for each row of inputs", got=str(len(answers)))
    return list(zip(rows, answers))


def as_sample(pair, field, inputs, targets):
    """One target alone may be a number."""
    if isinstance(pair, dict):
        return {key: plain(values) for key, values in pair.items()}
    given, wanted = checks.pair(pair, field)
    return {"inputs": checks.numbers(given, f"{field}.inputs", inputs),
            "targets": checks.numbers(in_a_row(wanted), f"{field}.targets", targets)}
