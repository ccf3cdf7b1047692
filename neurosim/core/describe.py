"""Neurons, layers and networks in words: the text of `repr`, `str` and `inspect`, and sizes such as 2-5-1."""

from __future__ import annotations

import sys

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from .layer import NeuronLayer
    from .network import NeuralNetwork
    from .neuron import Neuron

MOST_WEIGHTS, MOST_SIZES = 4, 12    # that a line shows


def neuron(self: Neuron) -> str:
    """Neuron([0.15, 0.2], bias=0.35, sigmoid); the bias of a normalised one is its shift."""
    bias = getattr(self, "shift", self.bias)
    given = "" if bias is None else f", bias={bias!r}"
    return f"Neuron({shortened(self.weights)}{given}, {self.activation})"


def shortened(values):
    """A list as it fits on a line.

    >>> shortened([0.1, 0.2, 0.3, 0.4, 0.5])
    '[0.1, 0.2, 0.3, 0.4, ... 5 in all]'
    """
    listed = ", ".join(map(repr, values[:MOST_WEIGHTS]))
    return f"[{listed}, ... {len(values)} in all]" if len(values) > MOST_WEIGHTS else f"[{listed}]"


def layer(self: NeuronLayer, more: str = "") -> str:
    """NeuronLayer(2 sigmoid neurons, bias own)"""
    count = len(self.neurons)
    return f"{type(self).__name__}({count} {self.activation} neuron{'s' * (count != 1)}, bias {self.bias}{more})"


def network(self: NeuralNetwork) -> str:
    """NeuralNetwork(2-5-1, sigmoid, half_squared_error)"""
    activations = dict.fromkeys(layer.activation.name for layer in self.layers)
    return f"NeuralNetwork({self.sizes()}, {', '.join(activations)}, {self.loss})"


def sizes(self: NeuralNetwork) -> str:
    """2-5-1; of many layers the first and the last: 1-1-1-...-1 (10001 layers)."""
    counts = [len(self.layers[0].neurons[0].weights), *[len(layer.neurons) for layer in self.layers]]
    if len(counts) <= MOST_SIZES:
        return "-".join(map(str, counts))
    return "-".join(map(str, counts[:3])) + f"-...-{counts[-1]} ({len(counts) - 1} layers)"


def whole_network(self: NeuralNetwork) -> str:
    """Every weight, bias and scale, layer by layer."""
    lines = [f"{len(self.layers[0].neurons[0].weights)} inputs"]
    for number, layer in enumerate(self.layers, 1):
        lines.append(f"layer {number}: {layer!r}")
        lines += [f"    neuron {place}: {neuron!r}" for place, neuron in enumerate(layer.neurons, 1)]
    return "\n".join(lines)


def inspect(self: NeuralNetwork) -> None:
    """Write every weight and bias on standard output, as the tutorial's method does."""
    sys.stdout.write(f"{self}\n")
