"""Dropout: in each training step some neurons are left out, so that none can rely on another."""

from . import describe
from .guard import checks
from .guard.errors import NeurosimError
from .layer import NeuronLayer
from .neuron import Neuron


class DropoutNeuron(Neuron):
    """out = whole * mask, where whole = f(net). A mask of 0 silences the neuron, another makes it louder."""

    __slots__ = ("whole", "mask")

    def feed_forward(self, inputs):
        """out = f(net) * mask"""
        self.whole = self.f(self.weigh(inputs))
        self.out = self.whole * self.mask
        return self.out

    def backpropagate(self, dE_dout):
        """out = f(net) * mask, so dout/dnet = f'(net) * mask: no blame for a neuron that had no say."""
        self.dE_dout = dE_dout
        self.dout_dnet = self.slope(self.net, self.whole) * self.mask
        self.dE_dnet = self.dE_dout * self.dout_dnet


class DropoutLayer(NeuronLayer):
    """In each training step every neuron is left out with probability `dropout`.

    Those that stay are multiplied by 1 / (1 - dropout): on average the layer says as much as it does outside training,
    where nothing is left out. (Srivastava and others, 2014, in the "inverted" form of PyTorch and Keras. The paper
    itself multiplies outside training instead.)

    random    a `random.Random` that the masks are drawn from, one number for each neuron, sample after sample
    """

    make_neuron = DropoutNeuron

    def __init__(self, *arguments, dropout=0.5, random=None, **named):
        super().__init__(*arguments, **named)
        self.dropout = check_dropout(dropout, "dropout", self.activation)
        if not hasattr(random, "random"):
            raise NeurosimError("random", "a random.Random, as the layer drops outs", random)
        self.random, self.masks = random, []    # the masks of the samples to come; none outside training

    def draw(self, samples):
        """Draw masks for so many samples."""
        stays = 1.0 / (1.0 - self.dropout)
        self.masks = [[0.0 if self.random.random() < self.dropout else stays for _ in self.neurons]
                      for _ in range(samples)]

    def feed_forward(self, inputs):
        """Every neuron answers, as loud as its mask says."""
        mask = self.masks.pop(0) if self.masks else [1.0] * len(self.neurons)
        for neuron, factor in zip(self.neurons, mask):
            neuron.mask = factor
        return super().feed_forward(inputs)

    def __repr__(self):
        return describe.layer(self, f", dropout {self.dropout!r}")


def dropouts(network):
    """The layers that drop outs."""
    return [layer for layer in network.layers if isinstance(layer, DropoutLayer)]


def check_dropout(dropout, field, activation):
    """A number from 0 up to but not 1; and the outs of softmax, with some left out, would not add up to 1."""
    dropout = checks.number(dropout, field, 0.0, checks.BELOW_ONE, "a number >= 0 and < 1")
    if activation.layer_wide and dropout != 0.0:
        raise NeurosimError(field, f"0, as the outs of {activation.name} belong together", dropout)
    return dropout
