"""A layer: neurons side by side, the sum over paths, the bias that neurons share; and dropout, and softmax."""

from .guard import checks
from .activations import ACTIVATIONS, Activation
from .guard.errors import NeurosimError
from .maths import NOTHING, exp, largest, total
from .neuron import Neuron

BIASES = ("own", "shared", "none")


class NeuronLayer:
    """Neurons side by side: all see the same inputs. A bias they share belongs to the layer.

    weights    one list for each neuron, one number for each input
    biases     one number for each neuron where bias="own", one in all where "shared", none where "none"

    >>> layer = NeuronLayer([[0.15, 0.20], [0.25, 0.30]], [0.35], bias="shared")
    >>> layer.feed_forward([0.05, 0.10])
    [0.5932699921071872, 0.596884378259767]
    """

    make_neuron = Neuron

    def __init__(self, weights, biases=(), bias="own", activation="sigmoid", train_weights=True, train_bias=True):
        self.activation = ACTIVATIONS.make(activation, "activation")
        self.bias = checks.choice(bias, "bias", BIASES, "bias")
        self.train_weights = checks.boolean(train_weights, "train_weights")
        self.train_bias = checks.boolean(train_bias, "train_bias")
        rows = checks.matrix(weights, "weights")
        count = {"own": len(rows), "shared": 1, "none": 0}[bias]
        self.neurons = [self.make_neuron(row, None, self.activation) for row in rows]
        self.biases = checks.numbers(biases, "biases", count, f", as the bias is {bias!r}")

    @property
    def biases(self):
        """The distinct biases, each once: one for each neuron, one in all, or none."""
        if self.bias == "own":
            return [neuron.bias for neuron in self.neurons]
        return [self.neurons[0].bias] if self.bias == "shared" else []

    @biases.setter
    def biases(self, values):
        for neuron, bias in zip(self.neurons, values * len(self.neurons) if self.bias == "shared" else values):
            neuron.bias = bias

    # The way forward.

    def feed_forward(self, inputs):
        """Every neuron answers to the same inputs."""
        return [neuron.feed_forward(inputs) for neuron in self.neurons]

    # The way back.

    def backpropagate(self, dE_douts):
        """Every neuron hears how the error changes with its out."""
        for neuron, dE_dout in zip(self.neurons, dE_douts):
            neuron.backpropagate(dE_dout)

    def dE_dinputs(self):
        """An input feeds every neuron of the layer, so E depends on it by as many paths, and their slopes add up:

            dE/dx = dE/dnet_1 * w_1 + dE/dnet_2 * w_2 + ...        as net = ... + w*x + ..., so dnet/dx = w
        """
        dE_dinputs = [NOTHING] * len(self.neurons[0].weights)
        for neuron in self.neurons:
            dE_dnet = neuron.dE_dnet
            for i, dnet_dx in enumerate(neuron.weights):
                dE_dinputs[i] += dE_dnet * dnet_dx
        return dE_dinputs

    def dE_dbs(self):
        """One slope for each distinct bias. A shared one feeds every neuron, so again it is a sum over paths."""
        if self.bias == "none":
            return []
        dE_dbs = [neuron.dE_db() for neuron in self.neurons]
        return dE_dbs if self.bias == "own" else [total(dE_dbs)]

    def parameters(self):
        """All that can be learned here: the weights of each neuron, a list for each, and one for the biases."""
        return [*[neuron.weights for neuron in self.neurons], self.biases]

    def gradient(self):
        """How E changes with each of them, in lists like these."""
        gradient = [neuron.dE_dws() for neuron in self.neurons]
        gradient.append(self.dE_dbs())
        return gradient

    def __repr__(self):
        count = len(self.neurons)
        return f"{type(self).__name__}({count} {self.activation} neuron{'s' * (count != 1)}, bias {self.bias})"


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
    """In each training step every neuron is left out with probability `dropout`, so that none can rely on another.

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
        """Masks for so many samples."""
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
        return f"{super().__repr__()[:-1]}, dropout {self.dropout!r})"


class SoftmaxNeuron(Neuron):
    """Its out depends on its neighbours' nets too, so it remembers one slope for each out of the layer."""

    __slots__ = ("exp", "douts_dnet")


class SoftmaxLayer(NeuronLayer):
    """out_i = e^net_i / (e^net_1 + e^net_2 + ...): the outs are positive and add up to 1.

    The one layer where one net moves many outs, hence a sum where there was a product.
    """

    make_neuron = SoftmaxNeuron

    def feed_forward(self, inputs):
        """The greatest net is taken off every net first: it cancels in the fraction, and e^net cannot overflow."""
        nets = [neuron.weigh(inputs) for neuron in self.neurons]
        self.max_net = largest(*nets)
        for neuron in self.neurons:
            neuron.exp = exp(neuron.net - self.max_net)
        self.sum_exp = total([neuron.exp for neuron in self.neurons])
        for neuron in self.neurons:
            neuron.out = neuron.exp / self.sum_exp
        return [neuron.out for neuron in self.neurons]

    def backpropagate(self, dE_douts):
        """A net moves every out of the layer, so the chain rule adds up all of them:

            dout_i/dnet_i = out_i * (1 - out_i)        dout_i/dnet_j = -out_i * out_j        (the Jacobian)
            dE/dnet_j     = dE/dout_1 * dout_1/dnet_j + dE/dout_2 * dout_2/dnet_j + ...
        """
        for neuron, dE_dout in zip(self.neurons, dE_douts):
            neuron.dE_dout = dE_dout
        for neuron in self.neurons:
            neuron.douts_dnet = [other.out * (1.0 - other.out) if other is neuron else -other.out * neuron.out
                                 for other in self.neurons]
            neuron.dE_dnet = total([other.dE_dout * dout_dnet
                                    for other, dout_dnet in zip(self.neurons, neuron.douts_dnet)])


@ACTIVATIONS.entry
def softmax():
    """out_i = e^net_i / (e^net_1 + e^net_2 + ...), for the whole layer at once."""
    return Activation(f=None, slope=None, low=0.0, high=1.0, limits=(0.0, 1.0))


LAYER_WIDE = {"softmax": SoftmaxLayer}


def make_layer(weights, biases=(), bias="own", activation="sigmoid", train_weights=True, train_bias=True,
               dropout=0.0, random=None):
    """The kind of layer that activation and dropout need. To add a layer-wide activation, add its layer above."""
    activation = ACTIVATIONS.make(activation, "activation")
    if type(dropout) in (int, float) and dropout == 0.0:
        layer = LAYER_WIDE.get(activation.name, NeuronLayer)
        return layer(weights, biases, bias, activation, train_weights, train_bias)
    return DropoutLayer(weights, biases, bias, activation, train_weights, train_bias, dropout=dropout, random=random)


def check_dropout(dropout, field, activation):
    """From 0 up to but not 1; and the outs of softmax, with some left out, would not add up to 1."""
    dropout = checks.number(dropout, field, 0.0, checks.BELOW_ONE, "a number >= 0 and < 1")
    if activation.name in LAYER_WIDE and dropout != 0.0:
        raise NeurosimError(field, f"0, as the outs of {activation.name} belong together", dropout)
    return dropout
