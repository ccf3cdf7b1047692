"""A batch: each sample passes through the network, and the slopes of E add up.

    ordinary layers            one sample after the other; what neurons remember is overwritten by the next
    a layer that asks them     each sample has a twin of every layer, with the very same weights and a memory of its
    all, as batch              own, and the samples go through the network layer by layer, side by side
    normalisation does

A layer that asks all samples has two methods more:

    feed_together(twins, rows)           the outs of each sample; a row is what comes in for one
    backpropagate_together(twins, rows)  a row is how E changes with the outs of one

`network.place` is the place in the batch of the sample that is computed.
"""

from __future__ import annotations

from copy import copy
from functools import reduce
from operator import add

from .guard import door
from .guard.errors import NeurosimError, Undefined

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Sequence
    from .network import NeuralNetwork


def gradient(network: NeuralNetwork, batch: Sequence[tuple[Sequence[float], Sequence[float]]],
             reduction: str = "mean") -> list[list[list[float]]]:
    """The slopes of E by every parameter, over a batch of (inputs, targets): their mean, or their sum.

    They come as layers, lists, numbers. Raises NeurosimError for an empty batch; the Undefined of a loss has the place
    of its sample.
    """
    if not batch:
        raise NeurosimError("batch", "at least one sample", batch)
    try:
        whole = (added_together if network.asks_all else added_one_by_one)(network, batch)
    except Undefined as error:
        error.place = network.place
        raise
    finally:
        for layer in network.dropouts:
            layer.masks = []
    return whole if reduction == "sum" or len(batch) == 1 else divided(whole, float(len(batch)))


def asks_all(network):
    """Whether some layer asks all samples of a batch at once."""
    return any(hasattr(layer, "feed_together") for layer in network.layers)


def added_one_by_one(network, batch):
    """The sum over the samples, in constant memory."""
    whole = None
    for network.place, (inputs, targets) in enumerate(batch):
        network.feed_forward(inputs)
        network.backpropagate(targets)
        slopes = []
        for layer in network.layers:
            slopes.append(layer.gradient())
        whole = slopes if whole is None else added(whole, slopes)
    return whole


def forward(network, batch):
    """The layers of each sample, once it has passed forward as in training; `network.outs` is then its answer."""
    if network.asks_all:
        for network.place, (layers, network.outs) in enumerate(together(network, batch)):
            yield layers
    else:
        for network.place, (inputs, _) in enumerate(batch):
            network.feed_forward(inputs)
            yield network.layers


# Side by side.

def together(network, batch):
    """(layers, outs) of each sample, after all have gone forward, layer by layer."""
    samples, rows = [], []
    for network.place, (inputs, _) in enumerate(batch):
        rows.append(door.inputs(network, inputs))
        samples.append(network.layers if network.place + 1 == len(batch) else list(map(twin, network.layers)))
    for place, layer in enumerate(network.layers):
        rows = feed(layer, [layers[place] for layers in samples], rows)
    return list(zip(samples, rows))


def added_together(network, batch):
    """The sum over the samples: all forward, the slopes of the loss, then back, layer by layer."""
    samples, rows = [], []
    for layers, (_, targets) in zip(forward(network, batch), batch):
        samples.append(layers)
        rows.append(network.dE_douts(targets))
    for place in reversed(range(len(network.layers))):
        rows = feed_back(network.layers[place], [layers[place] for layers in samples], rows)
    return reduce(added, [[layer.gradient() for layer in layers] for layers in samples])


def feed(layer, twins, rows):
    if hasattr(layer, "feed_together"):
        return layer.feed_together(twins, rows)
    return [twin.feed_forward(row) for twin, row in zip(twins, rows)]


def feed_back(layer, twins, rows):
    if hasattr(layer, "feed_together"):
        layer.backpropagate_together(twins, rows)
    else:
        for twin, row in zip(twins, rows):
            twin.backpropagate(row)
    return [twin.dE_dinputs() for twin in twins]


def twin(layer):
    """A layer with the very same weights, and neurons that remember for themselves."""
    other = copy(layer)
    other.neurons = list(map(copy, layer.neurons))
    return other


# Gradients: layers, lists, numbers.

def added(gradient, slopes):
    """Two gradients of one shape, number by number."""
    return [[list(map(add, *lists)) for lists in zip(*layers)] for layers in zip(gradient, slopes)]


def divided(gradient, count):
    return [[[slope / count for slope in slopes] for slopes in layer] for layer in gradient]
