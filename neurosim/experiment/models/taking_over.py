"""A trained model as an experiment: from a file of safetensors, or an object of PyTorch, Keras or scikit-learn."""

from __future__ import annotations

import os

from .. import Experiment
from ...core.activations import ACTIVATIONS
from ...core.guard.arrays import plain
from ...core.guard.errors import NeurosimError
from ...core.losses import LOSSES, after_layer
from ...files.safetensors import read_safetensors
from ...files.source import shown
from ...files.writing import checked_document
from ..in_code import as_samples, check_names, each, pairs_of, rate_of, with_rate
from .by_trying import activations_of
from .keras_model import is_keras, read_keras
from .model import Model
from .sklearn_model import is_sklearn, read_sklearn
from .tensors import layers_of
from .torch_model import is_torch, loss_in_torch, optimizer_in_torch, read_torch

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any
    from ...explain.hints import Choice, Samples

# (whether it is one, how it is read)
READERS = ((is_torch, read_torch), (is_sklearn, read_sklearn), (is_keras, read_keras))
USUAL_LOSSES = {"softmax": "categorical_cross_entropy", "sigmoid": "binary_cross_entropy"}    # else mean_squared_error


def import_model(model: Any, samples: Samples | None = None, *, activation: Choice | Sequence[Choice] | None = None,
                 loss: Choice | Callable[..., Any] | None = None, optimizer: Any = None,
                 learning_rate: float | None = None, layers: Sequence[str] | None = None, name: str = "imported",
                 seed: int | None = None, warn: Callable[[str], object] | None = None, **training: Any) -> Experiment:
    """Make an experiment of a trained model; nothing in a file is run.

    model         a torch.nn.Module, a model of Keras, a fitted MLP of scikit-learn; matrices and biases by name, as a
                  state dict has them; or the name of a safetensors file
    samples       as `build` takes them; labels of classes, too. None: one of our own
    activation    a name for each layer, or one for all. None: as the model tells; of an object that does not, those
                  that give its own answers; matrices and files tell none
    loss, optimizer, learning_rate    as in a file, or PyTorch's own; None: as the model tells, or what is usual
    layers        the names of the layers of a file, front to back, where numbers and sizes do not tell
    training      steps or epochs, batch_size, reduction, order: as in a file
    warn          warn(sentence) is told of what was chosen and what is left out

    Raises NeurosimError where a layer is none of ours.
    """
    rate = rate_of(learning_rate, training)
    check_names(training, import_model)
    found = read_model(model, layers)
    if callable(loss):
        loss, training["reduction"] = loss_in_torch(model, loss, found.sizes[-1])
    if hasattr(optimizer, "param_groups"):
        optimizer = optimizer_in_torch(optimizer)
    take_activations(found, activation)
    loss = loss_for(found, loss)
    if found.needs_batch:
        training.setdefault("batch_size", "all")
    document = {"name": name, "inputs": found.sizes[0], "layers": list(map(document_of_layer, found.layers)),
                "loss": loss, "optimizer": with_rate(optimizer or found.optimizer or "sgd", rate),
                "samples": samples_for(found, samples, loss), "training": training, "seed": seed}
    experiment = Experiment(checked_document(document, os.curdir))
    if warn:
        for sentence in found.notes:
            warn(sentence)
    return experiment


def read_model(model: Any, layers: Sequence[str] | None = None) -> Model:
    """What is found of it."""
    if isinstance(model, (str, os.PathLike)):
        return Model(layers_of(read_safetensors(model), shown(os.fsdecode(model)), layers))
    if hasattr(model, "keys"):
        return Model(layers_of({str(name): model[name] for name in model.keys()}, "model", layers))
    for is_one, read in READERS:
        if is_one(model):
            return read(model)
    raise NeurosimError("model", "a torch.nn.Module, a model of Keras, a fitted MLP of scikit-learn, matrices by name, "
                        "or the name of a safetensors file", model)


def take_activations(found, told, are_tried=True):
    """Those that were told, or that the model has. They are tried out on its answers; where `are_tried` is False, only
    if some are missing."""
    open_ones = [layer.activation is None for layer in found.layers]
    for layer, activation in zip(found.layers, each(plain(told), len(found.layers), "activation") if told else ()):
        layer.activation = activation
    is_known = all(layer.activation is not None for layer in found.layers)
    if is_known and not are_tried:
        return
    names = activations_of(found)
    for layer, activation in zip(found.layers, names):
        layer.activation = activation
    if any(open_ones) and not told:
        found.notes.append(f"activations found by trying: {', '.join(map(str, names))}")


def loss_for(found, told):
    """The one that was told, or that the model has, or what is usual for its last layer."""
    last = ACTIVATIONS.make(found.layers[-1].activation)
    if told or found.loss:
        return after_layer(told or found.loss, last, found.sizes[-1])
    usual = USUAL_LOSSES.get(last.name, "mean_squared_error")
    found.notes.append(f"the model tells no loss, so it is {usual}")
    return usual


def document_of_layer(layer):
    return {**layer.fields(), "dropout": layer.dropout}


def samples_for(found, samples, loss):
    """Samples as a file has them. Without any, inputs of 1, and targets that every loss can take."""
    inputs, outputs = found.sizes[0], found.sizes[-1]
    wanted = LOSSES.make(loss).targets_wanted(outputs)
    if samples is None:
        return own_samples(found, wanted, -1.0 if "hinge" in str(loss) else 0.0)
    if isinstance(samples, dict):
        return samples
    pairs = pairs_of(samples, inputs, wanted)
    if found.classes or wanted > 1:
        labels = found.classes or list(range(outputs))
        pairs = [with_shares(pair, labels, wanted) for pair in pairs]
    return as_samples(pairs, inputs, wanted)


def own_samples(found, wanted, off):
    """One sample; two where a layer needs several."""
    several = [1.0, 0.0], "two of inputs 1 and 0 stand"
    values, what = several if found.needs_batch else ([1.0], "one of inputs 1 stands")
    found.notes.append(f"no samples given: {what} in their place")
    return [{"inputs": [value] * found.sizes[0], "targets": [1.0, *[off] * (wanted - 1)]} for value in values]


def with_shares(pair, labels, wanted):
    """A sample whose target is the label of a class, with the targets that the network has: 1 for it, 0 for others."""
    if isinstance(pair, dict) or plain(pair[1]) not in labels:
        return pair
    place = labels.index(plain(pair[1]))
    return pair[0], [float(place)] if wanted == 1 else [float(place == each) for each in range(wanted)]
