"""A torch.nn.Module: its linear layers in the order in which they are called, and what stands between them."""

from __future__ import annotations

from copy import deepcopy

from ...core.guard.arrays import plain, shape_of
from ...core.guard.errors import NeurosimError
from .by_trying import rows_to_try
from .model import Model, ModelLayer
from .tensors import layers_of

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from typing import Any

# The class of a module, and what it is in a file.
ACTIVATIONS = {
    "Sigmoid": lambda module: "sigmoid",
    "Tanh": lambda module: "tanh",
    "ReLU": lambda module: "relu",
    "LeakyReLU": lambda module: {"name": "leaky_relu", "slope": float(module.negative_slope)},
    "ELU": lambda module: {"name": "elu", "alpha": float(module.alpha)},
    "Softplus": lambda module: "softplus",
    "Softsign": lambda module: "softsign",
    "GELU": lambda module: "gelu",
    "SiLU": lambda module: "silu",
    "Hardsigmoid": lambda module: "hard_sigmoid",
    "Softmax": lambda module: "softmax",
}
SILENT = ("Identity", "Flatten")    # they change no number


def is_torch(model: Any) -> bool:
    return callable(getattr(model, "named_parameters", None)) and callable(getattr(model, "named_modules", None))


def read_torch(model: Any) -> Model:
    """What is found of a module. Activations that are no modules in a Sequential are left open."""
    linear = linear_layers(model)
    held = [parameter for layer in linear for parameter in layer.parameters()]
    parameters = dict(model.named_parameters())
    if not linear:
        layers = layers_of(parameters, "model")
    elif len(held) != len(parameters):
        raise NeurosimError("model", "linear layers only", got=", ".join(
            f"{name} {shape_of(value)}" for name, value in parameters.items()))
    else:
        layers = [layer_of(each) for each in linear]
        tell_activations(model, layers)
    return Model(layers, answer=lambda rows: answer(model, rows))


def answer(model, rows):
    """What a copy answers outside training."""
    return deepcopy(model).eval()(next(iter(model.parameters())).new_tensor(rows))


def is_linear(module):
    return type(module).__name__ == "Linear"


def linear_layers(model: Any) -> list[Any]:
    """In the order in which they are called; where the model cannot be asked, in which they are defined."""
    modules = [module for _, module in model.named_modules() if is_linear(module)]
    for first in modules:    # how many inputs it takes, one of them knows
        called = calls_of(model, first.weight.new_tensor(rows_to_try(first.weight.shape[1])[:1]))
        if sorted(called) == list(range(len(modules))):
            return [modules[place] for place in called]
    return modules


def calls_of(model, inputs):
    """The places of the linear layers in the order in which a copy calls them; none where it cannot take the inputs."""
    other, called = deepcopy(model).eval(), []
    for place, module in enumerate(module for _, module in other.named_modules() if is_linear(module)):
        module.register_forward_hook(lambda module, given, out, place=place: called.append(place))
    try:
        other(inputs)
    except Exception:    # whatever a stranger's program does
        return []
    return called


def layer_of(linear):
    return ModelLayer(plain(linear.weight), None if linear.bias is None else plain(linear.bias))


def leaves(module):
    """The modules of a Sequential, one after the other; None where another kind of module calls them as it likes."""
    children = list(module.named_children())
    if not children:
        return [module]
    if type(module).__name__ != "Sequential":
        return None
    found = [leaves(child) for _, child in children]
    return None if None in found else [leaf for each in found for leaf in each]


def tell_activations(model, layers):
    """Put the activations and dropouts of a Sequential where they belong."""
    at = -1
    for leaf in leaves(model) or ():
        kind = type(leaf).__name__
        if is_linear(leaf):
            at += 1
            layers[at].activation = "linear"
        elif kind == "Dropout" and at >= 0:
            layers[at].dropout = float(leaf.p)
        elif kind in ACTIVATIONS and at >= 0 and layers[at].activation == "linear":
            layers[at].activation = ACTIVATIONS[kind](leaf)
        elif kind not in SILENT:
            known = ", ".join(("Linear", *ACTIVATIONS, "Dropout", *SILENT))
            raise NeurosimError("model", f"linear layers, each with one activation after it: {known}", got=kind)
