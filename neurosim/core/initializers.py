"""The first weights, drawn from the experiment's own generator, so that the same seed draws the same weights.

    inputs, neurons    the size of the layer: its fan-in and its fan-out

To add one, add an entry: a function that returns an Initializer.
"""

from __future__ import annotations

from math import sqrt

from .guard import checks
from .guard.checks import number
from .guard.errors import NeurosimError
from .guard.sizes import Size, judge_network
from .layers import make_layer
from .registry import Chosen, Registry

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from typing import Any
    from .network import NeuralNetwork

INITIALIZERS = Registry("scheme")


def build(cls: type[NeuralNetwork], *sizes: int, activation: str | dict[str, Any] = "sigmoid", bias: str = "own",
          initialize: str | dict[str, Any] = "glorot_uniform", seed: int = 0,
          loss: str | dict[str, Any] = "half_squared_error", optimizer: str | dict[str, Any] = "sgd") -> NeuralNetwork:
    """A network of these sizes, inputs first, with weights drawn from a generator of its own.

    >>> from neurosim import NeuralNetwork
    >>> NeuralNetwork.build(2, 5, 1, seed=1)
    NeuralNetwork(2-5-1, sigmoid, half_squared_error)
    """
    from random import Random    # only where something is drawn: it takes a while to import
    sizes = tuple(checks.integer(size, f"sizes[{i}]") for i, size in enumerate(sizes))
    is_softmax = activation == "softmax"
    judge_network(Size([(inputs, neurons, 0, is_softmax) for inputs, neurons in zip(sizes, sizes[1:])]), "sizes")
    random, initializer = Random(checks.integer(seed, "seed", low=0)), INITIALIZERS.make(initialize)
    drawn = [initializer.layer(random, inputs, neurons, bias) for inputs, neurons in zip(sizes, sizes[1:])]
    network = cls([make_layer(weights, biases, bias, activation) for weights, biases in drawn], loss, optimizer)
    network.seed = seed if initializer.draws(bias=bias) else None
    return network


def seed_field(network: NeuralNetwork) -> dict[str, int]:
    """What its first weights were drawn from, for the head of a file; nothing where all were given."""
    return {} if network.seed is None else {"seed": network.seed}


class Initializer(Chosen):
    """draw(random, inputs, neurons) is one weight of a layer of that size.

    by_chance    whether it asks `random`        biases    whether own biases are drawn, too
    """

    def __init__(self, draw, by_chance=True, biases=False):
        self.draw, self.by_chance, self.biases = draw, by_chance, biases

    def draws(self, weights=None, biases=None, bias="own"):
        """Whether chance has a say in what a layer begins with, of which None is left out."""
        return self.by_chance and (weights is None or biases is None and self.draws_biases(bias))

    def draws_biases(self, bias):
        return bias == "shared" or bias == "own" and self.biases

    def layer(self, random, inputs, neurons, bias="own"):
        """Weights, and biases: a shared bias is drawn like the weights, own biases mostly begin at 0."""
        weights = [[self.draw(random, inputs, neurons) for _ in range(inputs)] for _ in range(neurons)]
        count = neurons if bias == "own" else int(bias == "shared")
        return weights, [self.draw(random, inputs, neurons) if self.draws_biases(bias) else 0.0 for _ in range(count)]


def even(greatest, biases=False):
    """Even between -r and r, where r is greatest(inputs, neurons)."""
    def draw(random, inputs, neurons):
        limit = greatest(inputs, neurons)
        return random.uniform(-limit, limit)
    return Initializer(draw, biases=biases)


def around_0(deviation):
    """Normal around 0, where deviation(inputs, neurons) is the standard deviation."""
    return Initializer(lambda random, inputs, neurons: random.gauss(0.0, deviation(inputs, neurons)))


@INITIALIZERS.entry
def glorot_uniform():
    """Even between -r and r, r = sqrt(6 / (inputs + neurons)). Glorot and Bengio, 2010."""
    return even(lambda inputs, neurons: sqrt(6.0 / (inputs + neurons)))


@INITIALIZERS.entry
def glorot_normal():
    """Normal around 0 with standard deviation sqrt(2 / (inputs + neurons)). Keras's draws again what is beyond two."""
    return around_0(lambda inputs, neurons: sqrt(2.0 / (inputs + neurons)))


@INITIALIZERS.entry
def he_uniform():
    """Even between -r and r, r = sqrt(6 / inputs), for relu and its kin. He and others, 2015."""
    return even(lambda inputs, neurons: sqrt(6.0 / inputs))


@INITIALIZERS.entry
def he_normal():
    """Normal around 0 with standard deviation sqrt(2 / inputs), for relu and its kin. He and others, 2015."""
    return around_0(lambda inputs, neurons: sqrt(2.0 / inputs))


@INITIALIZERS.entry
def lecun_uniform():
    """Even between -r and r, r = sqrt(3 / inputs). LeCun and others, 1998."""
    return even(lambda inputs, neurons: sqrt(3.0 / inputs))


@INITIALIZERS.entry
def lecun_normal():
    """Normal around 0 with standard deviation sqrt(1 / inputs), for selu. LeCun and others, 1998."""
    return around_0(lambda inputs, neurons: sqrt(1.0 / inputs))


@INITIALIZERS.entry
def torch_linear():
    """Even between -r and r, r = sqrt(1 / inputs), biases too: what PyTorch's nn.Linear begins with."""
    return even(lambda inputs, neurons: sqrt(1.0 / inputs), biases=True)


@INITIALIZERS.entry
def uniform(low=-1.0, high=1.0):
    """Even between low and high."""
    if low > high:
        raise NeurosimError("low", f"at most high, {high!r}", low)
    return Initializer(lambda random, inputs, neurons: random.uniform(low, high))


@INITIALIZERS.entry
def normal(mean=0.0, deviation=1.0):
    """Normal around a mean with a standard deviation."""
    number(deviation, "deviation", low=0.0, expected="a finite number >= 0")
    return Initializer(lambda random, inputs, neurons: random.gauss(mean, deviation))


@INITIALIZERS.entry
def zeros():
    """All 0: neurons that begin alike stay alike, which is why weights are drawn."""
    return Initializer(lambda random, inputs, neurons: 0.0, by_chance=False)
