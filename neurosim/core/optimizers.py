"""Optimizers: what to do with a gradient. Only an optimizer moves a weight, and only when every slope is known.

To add one, add an entry: a class whose `move` is arithmetic on numbers, so that it can be explained too.
"""

from . import checks
from .table import Chosen, Table

OPTIMIZERS = Table("optimizer")


class Optimizer(Chosen):
    """Goes through a network and moves what may learn."""

    def step(self, network, gradient):
        """Move every weight and bias that is trained; `gradient` is what `network.gradient` returns."""
        for layer, slopes in zip(network.layers, gradient):
            if layer.train_weights:
                for neuron, dE_dws in zip(layer.neurons, slopes):
                    self.move(neuron.weights, dE_dws)
            if layer.train_bias:
                biases = layer.biases
                self.move(biases, slopes[-1])
                layer.biases = biases


@OPTIMIZERS.entry
class sgd(Optimizer):
    """Gradient descent: w - learning_rate * dE/dw, a step downhill."""

    def __init__(self, learning_rate=0.5):
        self.learning_rate = checks.number(learning_rate, "learning_rate", low=0.0, expected="a finite number >= 0")

    def move(self, values, slopes):
        """Each value, moved where it stands."""
        rate = self.learning_rate
        for i, slope in enumerate(slopes):
            values[i] -= rate * slope
