"""Where an object of somebody's own keeps its weights and biases: by the names that people give them."""

import re

from ....core.guard.errors import NeurosimError
from .returned import flat, nested, shape

WEIGHTS = re.compile(r"_?(?:w|weights?|theta|kernel)_?(\d*)_?", re.IGNORECASE)
BIASES = re.compile(r"_?(?:b|bias(?:es)?)_?(\d*)_?", re.IGNORECASE)
LISTS = [("weights", "biases"), ("W", "b"), ("W", "B"), ("w", "b"), ("weights", "bias"), ("Ws", "bs")]
DICTS = ("params", "parameters", "parameters_", "theta")


class Slot:
    """A place that holds the weights of a layer, or its biases: an attribute, a place in a list, a key of a dict."""

    def __init__(self, holder, key, is_attribute=False):
        self.holder, self.key, self.is_attribute = holder, key, is_attribute

    @property
    def value(self):
        return getattr(self.holder, self.key) if self.is_attribute else self.holder[self.key]

    def put(self, values, any_layout=False):
        """Put in numbers, as what is there now; ValueError where that has another shape."""
        now = self.value
        wanted = shape(nested(now, "net"))
        if any_layout and len(flat(values)) == len(flat(nested(now, "net"))):
            values = shaped(iter(flat(values)), wanted)
        if shape(values) != wanted:
            raise ValueError(f"{self.key} is {wanted}, not {shape(values)}")
        if hasattr(now, "new_tensor"):
            now.data.copy_(now.new_tensor(values))
            return
        if hasattr(now, "copy") and hasattr(now, "shape"):
            new = now.copy()
            new[...] = values
            values = new
        self.store(values)

    def store(self, values):
        if self.is_attribute:
            setattr(self.holder, self.key, values)
        else:
            self.holder[self.key] = values


def shaped(numbers, sizes):
    """Numbers, one after the other, as nested lists."""
    if not sizes:
        return next(numbers)
    return [shaped(numbers, sizes[1:]) for _ in range(sizes[0])]


class Slots:
    """Those of all layers, front to back."""

    def __init__(self, weights, biases):
        self.weights, self.biases = weights, biases

    def put(self, weights, biases):
        for slot, values in zip(self.weights, weights):
            slot.put(nested(values, "weights"))
        for slot, values in zip(self.biases, biases):
            slot.put(nested(values, "biases"), any_layout=True)

    def get(self):
        return [slot.value for slot in self.weights], [slot.value for slot in self.biases]

    def sizes(self):
        """Sizes of layers, inputs first. Raises NeurosimError where matrices do not fit one to the other."""
        shapes = [shape(nested(slot.value, "net")) for slot in self.weights]
        counts = [len(flat(nested(slot.value, "net"))) for slot in self.biases]
        for found in (shapes, [size[::-1] for size in shapes]):
            fits = all(len(size) == 2 for size in found) and all(a[0] == b[1] for a, b in zip(found, found[1:]))
            if fits and (not counts or counts == [size[0] for size in found]):
                return (found[0][1], *(size[0] for size in found))
        raise NeurosimError("net", "matrices that fit one to the other, and a bias for each neuron",
                            got=" and ".join(map(str, shapes)) + (f", {counts} biases" if counts else ""))


def slots_of(net):
    """The Slots of an object. Raises NeurosimError where it has none that are known."""
    for find in (of_a_module, numbered, of_lists, of_dicts, of_layers):
        slots = find(net)
        if slots and slots.weights:
            if slots.biases and len(slots.biases) != len(slots.weights):
                raise NeurosimError("net", "a bias for each layer, or for none",
                                    got=f"{len(slots.weights)} matrices and {len(slots.biases)} biases")
            return slots
    raise NeurosimError("net", "attributes W1, b1, W2, b2, or weights and biases, or layers with weights and bias",
                        got=f"{type(net).__name__} with {', '.join(list(getattr(net, '__dict__', {}))[:8]) or 'none'}")


def of_a_module(net):
    """The parameters of a torch.nn.Module, in its own order: matrices are weights, rows are biases."""
    if not callable(getattr(net, "named_parameters", None)):
        return None
    found = dict(net.named_parameters())
    sizes = {name: len(value.shape) for name, value in found.items()}
    if set(sizes.values()) - {1, 2}:
        raise NeurosimError("net", "linear layers only",
                            got=", ".join(f"{name} {tuple(value.shape)}" for name, value in found.items()))
    return Slots(*([Slot(found, name) for name in found if sizes[name] == size] for size in (2, 1)))


def numbered(net):
    """W1, b1, W2, b2, ... among the attributes."""
    names = getattr(net, "__dict__", {})
    return Slots(*([Slot(net, name, True) for name in in_order(names, pattern)] for pattern in (WEIGHTS, BIASES)))


def in_order(names, pattern):
    found = {int(match[1]): name for name in names if (match := pattern.fullmatch(str(name))) and match[1]}
    return [found[number] for number in sorted(found)]


def of_lists(net):
    """Lists with an entry for each layer."""
    for names in LISTS:
        weights, biases = (getattr(net, name, None) for name in names)
        if isinstance(weights, list) and weights:
            return Slots([Slot(weights, place) for place in range(len(weights))],
                         [Slot(biases, place) for place in range(len(biases))] if isinstance(biases, list) else [])
    return None


def of_dicts(net):
    """params["W1"], params["b1"], ..."""
    for name in DICTS:
        held = getattr(net, name, None)
        if isinstance(held, dict):
            return Slots(*([Slot(held, key) for key in in_order(held, pattern)] for pattern in (WEIGHTS, BIASES)))
    return None


def of_layers(net):
    """A list of objects; those without weights, as activations are, are passed over."""
    layers = getattr(net, "layers", None)
    if not isinstance(layers, (list, tuple)):
        return None
    return Slots(*([Slot(layer, name, True) for layer in layers for name in list(vars(layer))
                    if pattern.fullmatch(name) and is_nested(getattr(layer, name))]
                   for pattern in (WEIGHTS, BIASES)))


def is_nested(value):
    return hasattr(value, "shape") or isinstance(value, list)
