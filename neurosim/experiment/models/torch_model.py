"""A torch.nn.Module: its linear layers in the order in which they are called, and what stands between them."""

from __future__ import annotations

from copy import deepcopy

from ...core.guard.arrays import plain, shape_of
from ...core.guard.errors import NeurosimError
from ...core.optimizers import OPTIMIZERS as OURS
from ...show.exports.pytorch import OPTIMIZERS, PAIRS, SHARED
from .by_trying import loss_of, rows_to_try
from .model import Model, ModelLayer
from .tensors import layers_of

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# The class of a module, and what it is in a file.
ACTIVATIONS = {
    "Sigmoid": lambda module: "sigmoid",
    "Tanh": lambda module: "tanh",
    "ReLU": lambda module: "relu",
    "LeakyReLU": lambda module: {"name": "leaky_relu", "slope": float(module.negative_slope)},
    "ELU": lambda module: {"name": "elu", "alpha": float(module.alpha)},
    "SELU": lambda module: "selu",
    "Softplus": lambda module: "softplus",
    "Softsign": lambda module: "softsign",
    "GELU": lambda module: "gelu_tanh" if getattr(module, "approximate", "none") == "tanh" else "gelu",
    "SiLU": lambda module: "silu",
    "Mish": lambda module: "mish",
    "Hardsigmoid": lambda module: "hard_sigmoid",
    "Softmax": lambda module: "softmax",
}
NORMALIZATIONS = {"BatchNorm1d": "batch", "LayerNorm": "layer"}
INSTEAD = {"LogSoftmax": "; leave it out, and take CrossEntropyLoss, which does its work"}
SILENT = ("Identity", "Flatten")    # they change no number
HOW = ("foreach", "fused", "capturable", "differentiable", "decoupled_weight_decay")    # an optimizer works, not what


def is_torch(model: Any) -> bool:
    return callable(getattr(model, "named_parameters", None)) and callable(getattr(model, "named_modules", None))


def read_torch(model: Any) -> Model:
    """What is found of a module. Activations that are no modules in a Sequential are left open."""
    modules = dict(model.named_modules())
    linear = [modules[name] for name in linear_names(model)]
    norms = [leaf for leaf in leaves(model) or () if type(leaf).__name__ in NORMALIZATIONS]
    held = [parameter for module in (*linear, *norms) for parameter in module.parameters()]
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


def linear_names(model: Any) -> list[str]:
    """Of the linear layers, in the order in which they are called; where it cannot be asked, in which they are
    defined."""
    linear = {name: module for name, module in model.named_modules() if is_linear(module)}
    for first in linear.values():    # how many inputs it takes, one of them knows
        called = calls_of(model, first.weight.new_tensor(rows_to_try(first.weight.shape[1])[:1]))
        if sorted(called) == sorted(linear):
            return called
    return list(linear)


def calls_of(model, inputs):
    """The names of the linear layers in the order in which a copy calls them; none where it cannot take the inputs."""
    other, called = deepcopy(model).eval(), []
    for name, module in other.named_modules():
        if is_linear(module):
            module.register_forward_hook(lambda module, given, out, name=name: called.append(name))
    try:
        other(inputs)
    except Exception:    # whatever a stranger's program does
        return []
    return called


def layer_of(linear):
    has_bias = linear.bias is not None
    return ModelLayer(plain(linear.weight), plain(linear.bias) if has_bias else None,
                      train_weights=linear.weight.requires_grad, train_bias=not has_bias or linear.bias.requires_grad)


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
        kind, is_open = type(leaf).__name__, at >= 0 and layers[at].activation == "linear"
        if is_linear(leaf):
            at += 1
            layers[at].activation = "linear"
        elif kind == "Dropout" and at >= 0:
            layers[at].dropout = float(leaf.p)
        elif kind in NORMALIZATIONS and is_open and not layers[at].normalize:
            normalize(layers[at], leaf, kind)
        elif kind in ACTIVATIONS and is_open:
            layers[at].activation = ACTIVATIONS[kind](leaf)
        elif kind not in SILENT:
            known = ", ".join(("Linear", *NORMALIZATIONS, *ACTIVATIONS, "Dropout", *SILENT))
            raise NeurosimError("model", f"linear layers, each with one activation after it: {known}",
                                got=kind + INSTEAD.get(kind, ""))


def normalize(layer, norm, kind):
    """Its scales, and its shifts as the biases."""
    scales, shifts = (None if tensor is None else plain(tensor) for tensor in (norm.weight, norm.bias))
    if kind == "LayerNorm":
        if any(layer.biases or ()):
            raise NeurosimError("model", "Linear(..., bias=False) before LayerNorm")
        layer.normalize, layer.biases = {"name": "layer", "eps": float(norm.eps), "scales": scales or []}, shifts
    elif norm.running_mean is None or norm.momentum is None:
        raise NeurosimError("model", "BatchNorm1d with running means, moved by a momentum")
    else:
        layer.normalize_over_batch(scales, shifts, plain(norm.running_mean), plain(norm.running_var), float(norm.eps),
                                   float(norm.momentum))
    layer.normalize["train_scales"] = norm.weight is not None and norm.weight.requires_grad
    layer.train_bias = norm.bias is not None and norm.bias.requires_grad


# Its losses and optimizers.

def loss_in_torch(model: Any, loss: Callable[..., Any], outputs: int) -> tuple[str, str]:
    """(our loss, reduction) that give what it gives; one that wants the numbers of classes is given those."""
    like = next(iter(model.parameters()))

    def call(outs, targets):
        outs, targets = like.new_tensor(outs), like.new_tensor(targets)
        try:
            return loss(outs, targets)
        except Exception:    # whatever a stranger's function does
            return loss(outs, targets.argmax(-1))
    return loss_of(call, outputs)


def optimizer_in_torch(optimizer: Any) -> dict[str, Any]:
    """Ours with the same settings. NeurosimError where there is none, and where it has taken steps already."""
    kind, groups = type(optimizer).__name__, optimizer.param_groups
    kind = "AdamW" if any(group.get("decoupled_weight_decay") for group in groups) else kind
    name = next((name for name, (theirs, *_) in OPTIMIZERS.items() if theirs == kind), None)
    if name is None:
        raise NeurosimError("optimizer", f"one of {', '.join(theirs for theirs, *_ in OPTIMIZERS.values())}", got=kind)
    renamed = {theirs: (ours,) for ours, theirs in {**SHARED, **OPTIMIZERS[name][1]}.items()} | PAIRS
    settings = [{key: value for key, value in group.items() if key not in ("params", *HOW)} for group in groups]
    odd = [key for key, value in settings[0].items() if value and key not in renamed]
    if odd or any(each != settings[0] for each in settings):
        raise NeurosimError("optimizer", "the same settings for all parameters, and of them no others than "
                            + ", ".join(renamed), got=", ".join(odd) or f"{len(groups)} groups")
    if any(plain(state.get("step", 0)) or state.get("momentum_buffer") is not None
           for state in optimizer.state.values()):
        raise NeurosimError("optimizer", "one that remembers nothing yet", problem="it has taken steps already")
    known = OURS.defaults(name)
    return {"name": name, **{mine: value for theirs, given in settings[0].items() if theirs in renamed
                             for mine, value in zip(renamed[theirs], given if theirs in PAIRS else [given])
                             if mine in known}}
