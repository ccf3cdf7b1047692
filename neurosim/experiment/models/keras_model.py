"""A model of Keras: Dense layers in a row, with their activations; its loss and optimizer, once it is compiled."""

from __future__ import annotations

import sys

from ...core.guard.arrays import plain
from ...core.guard.errors import NeurosimError
from .model import Model, ModelLayer
from .tensors import turned_round

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from typing import Any

SAME = ("linear", "sigmoid", "tanh", "relu", "softmax", "elu", "softplus", "softsign", "gelu", "silu", "hard_sigmoid",
        "selu", "mish")
ACTIVATIONS = {**{name: name for name in SAME}, "swish": "silu", "leaky_relu": {"name": "leaky_relu", "slope": 0.2}}
LAYERS = {
    "Activation": lambda layer: ACTIVATIONS.get(layer.activation.__name__),
    "ReLU": lambda layer: "relu",
    "LeakyReLU": lambda layer: {"name": "leaky_relu", "slope": slope_of(layer)},
    "ELU": lambda layer: {"name": "elu", "alpha": float(layer.alpha)},
    "Softmax": lambda layer: "softmax",
}
NORMALIZATION = "BatchNormalization"
SILENT = ("InputLayer", "Flatten")
LOSSES = {"mse": "mean_squared_error", "mae": "mean_absolute_error", "binary_crossentropy": "binary_cross_entropy",
          "categorical_crossentropy": "categorical_cross_entropy", "mean_squared_error": "mean_squared_error",
          "sparse_categorical_crossentropy": "sparse_categorical_cross_entropy",
          "mean_absolute_error": "mean_absolute_error", "hinge": "hinge", "squared_hinge": "squared_hinge"}


def is_keras(model: Any) -> bool:
    return callable(getattr(model, "get_weights", None)) and hasattr(model, "layers")


def read_keras(model: Any) -> Model:
    """What is found of it."""
    layers: list[ModelLayer] = []
    for layer in model.layers:
        kind = type(layer).__name__
        if kind == "Dense":
            layers.append(dense(layer))
        elif kind == "Dropout" and layers:
            layers[-1].dropout = float(layer.rate)
        elif kind == NORMALIZATION and is_open(layers) and not layers[-1].normalize:
            normalize(layers[-1], layer)
        elif kind in LAYERS and is_open(layers):
            layers[-1].activation = LAYERS[kind](layer)
        elif kind not in SILENT:
            known = ", ".join(("Dense", NORMALIZATION, *LAYERS, "Dropout", *SILENT))
            raise NeurosimError("model", f"Dense layers, each with one activation: {known}", got=kind)
    if not layers:
        raise NeurosimError("model", "at least one Dense layer")
    return Model(layers, loss_of(model), optimizer_of(model), lambda rows: answer(model, rows))


def is_open(layers):
    """Whether the last layer has no activation yet."""
    return bool(layers) and layers[-1].activation == "linear"


def normalize(layer, norm):
    """Keras tells how much of the running means stays, where ours is how far they move."""
    scales, shifts = (None if values is None else plain(values) for values in (norm.gamma, norm.beta))
    layer.normalize_over_batch(scales, shifts, plain(norm.moving_mean), plain(norm.moving_variance),
                               float(norm.epsilon), 1.0 - float(norm.momentum))


def dense(layer):
    kernel, *biases = layer.get_weights()
    activation = ACTIVATIONS.get(getattr(layer.activation, "__name__", "linear"))
    return ModelLayer(turned_round(plain(kernel)), plain(biases[0]) if biases else None, activation)


def slope_of(layer):
    """Version 3 has another name for it."""
    return float(getattr(layer, "negative_slope", None) or layer.alpha)


def answer(model, rows):
    """An array, by the library that Keras has imported already."""
    numpy = sys.modules.get("numpy")
    return model(numpy.array(rows, dtype="float32") if numpy else rows)


def loss_of(model):
    """Its name, of whatever it was compiled with; None where it was not."""
    loss = getattr(model, "loss", None)
    return LOSSES.get(loss if isinstance(loss, str) else getattr(loss, "name", getattr(loss, "__name__", "")))


def optimizer_of(model):
    """SGD and Adam; None for any other."""
    optimizer = getattr(model, "optimizer", None)
    kind = type(optimizer).__name__
    if kind == "SGD":
        momentum = float(plain(optimizer.momentum))
        return {"name": "sgd", "learning_rate": float(plain(optimizer.learning_rate)), "momentum": momentum,
                "nesterov": bool(optimizer.nesterov and momentum)}
    if kind == "Adam":
        return {"name": "adam", "learning_rate": float(plain(optimizer.learning_rate)),
                "beta1": float(optimizer.beta_1), "beta2": float(optimizer.beta_2), "eps": float(optimizer.epsilon)}
    return None
