"""One layer: its way forward and back, as loops over its neurons. See in_loops.py."""

from copy import copy

from ...core.dropout import DropoutLayer
from ...core.layer import NeuronLayer
from ..naming import name_of
from .assigning import assignments
from .languages import statements
from .straight import indented
from .symbols import Symbol


def side_by_side(layer):
    """Whether its neurons do not hear of each other: then one stands for all, in a loop."""
    return type(layer) in (NeuronLayer, DropoutLayer)


def looped(name, count, lines):
    return [f"for ({name} = 0; {name} < {count}; {name}++) {{", indented(lines), "}"]


class LoopedLayer:
    """A layer whose parameters begin at `begin` in the state.

    neurons    one, in a loop over j, or all of them; they weigh nothing: their net is given
    dropped    whether masks are drawn for it           trained    whether training moves weights, scales, biases
    arrays     the names of what neurons and layer remember, and how many numbers that is; without the unread ones
    """

    def __init__(self, layer, place, begin, symbols, dropped, unread=()):
        self.layer, self.place, self.symbols, self.dropped = layer, place, symbols, dropped
        self.count, self.inputs = len(layer.neurons), len(layer.neurons[0].weights)
        self.weights, self.scales = begin, begin + self.count * self.inputs
        self.biases = self.scales + len(getattr(layer, "scales", ()))
        self.trained = (layer.train_weights, layer.train_scales, layer.train_bias and bool(layer.biases))
        self.arrays, self.unread = {name_of(kind, place): self.count for kind in ("net", "out")}, unread
        self.input = f"{name_of('out', place - 1)}[i]" if place else "rows[row + i]"
        self.weight = f"state[{self.weights} + j * {self.inputs} + i]"
        self.begin()

    def begin(self):
        """A copy whose numbers are symbols."""
        self.one_for_all, self.symbolic = side_by_side(self.layer), copy(self.layer)
        places = ["j"] if self.one_for_all else list(map(str, range(self.count)))
        self.neurons = [copy(neuron) for neuron, _ in zip(self.layer.neurons, places)]
        self.symbolic.neurons, self.places, given = self.neurons, places, self.symbols.given
        if hasattr(self.layer, "scales"):
            self.symbolic.scales = [given(f"state[{self.scales + j}]") for j in range(self.count)]
            self.symbolic.biases = [given(f"state[{self.biases + j}]") for j in range(len(self.layer.biases))]
        for neuron, place in zip(self.neurons, places):
            neuron.weights, neuron.bias = [], given(f"{self.name('net')}[{place}]")
        if self.dropped:
            self.symbolic.masks = [[given(f"masks[{self.name('mask')} + j]")]]

    def name(self, kind):
        """The array of what each neuron remembers of a kind."""
        return name_of(kind, self.place)

    # Forward.

    def forward(self):
        """The nets, then the outs."""
        sums, outs = self.sums(), self.symbolic.feed_forward([])
        pairs = [(f"{self.name('out')}[{place}]", out) for place, out in zip(self.places, outs)]
        return [*sums, *self.each(list(dict([*pairs, *self.remembered()]).items()))]

    def sums(self):
        """net = w1*x1 + w2*x2 + ... + b"""
        neuron, given = copy(self.layer.neurons[0]), self.symbols.given
        has_bias = neuron.bias is not None
        neuron.weights, neuron.bias = [given(self.weight)], None
        term = neuron.weigh([given(self.input)])
        bias = [f"net += state[{self.biases}{' + j' * (self.layer.bias == 'own')}];"] if has_bias else []
        return looped("j", self.count, [
            self.symbols.notation.variable("net", "-0.0"),
            *looped("i", self.inputs, self.lines([("net", term)], "+=")), *bias, self.name("net") + "[j] = net;"])

    def nets(self, begin):
        return [f"for (j = 0; j < {self.count}; j++) nets[{begin} + j] = net_{self.place}[j];"]

    # Back.

    def backward(self):
        """How E changes with each net."""
        slopes = [self.symbols.given(f"{self.name('dE_dout')}[{place}]") for place in self.places]
        self.arrays[self.name("dE_dout")] = self.count
        self.symbolic.backpropagate(slopes)
        return self.each(self.remembered())

    def dE_dinputs(self):
        """The sum over paths, neuron by neuron."""
        layer, target = copy(self.layer), name_of("dE_dout", self.place - 1)
        layer.neurons = [self.neuron()]
        layer.neurons[0].weights = [self.symbols.given(self.weight)]
        [term] = layer.dE_dinputs()
        return [*looped("i", self.inputs, [f"{target}[i] = -0.0;"]),
                *looped("j", self.count, looped("i", self.inputs, self.lines([(f"{target}[i]", term)], "+=")))]

    def neuron(self):
        """Neuron j, once it has gone back: what it remembers is in arrays."""
        neuron = copy(self.neurons[0])
        for name in slots(neuron):
            if self.name(name) in self.arrays:
                setattr(neuron, name, self.symbols.given(self.name(name) + "[j]"))
        return neuron

    # What is remembered from the way forward to the way back, and to the slopes.

    def remembered(self):
        """(the place in an array, the number) of all that has just been worked out; from here on the place is named."""
        pairs = []
        for neuron, place in zip(self.neurons, self.places):
            pairs += self.kept(neuron, slots(neuron), lambda name: self.array(name, self.count, place))
        pairs += self.kept(self.symbolic, list(vars(self.symbolic)), lambda name: self.array(name, 1, "0"))
        return pairs

    def array(self, name, count, place):
        if self.name(name) not in self.unread:
            self.arrays[self.name(name)] = count
        return f"{self.name(name)}[{place}]"

    def kept(self, thing, names, placed):
        pairs = []
        for name in names:
            value = getattr(thing, name, None)
            if type(value) is Symbol and value.op != "given":
                where = placed(name)
                pairs += [(where, value)] if where.partition("[")[0] not in self.unread else []
                setattr(thing, name, self.symbols.given(where))
        return pairs

    # Text.

    def each(self, pairs):
        """Assignments for each neuron."""
        lines = self.lines(pairs)
        return looped("j", self.count, lines) if self.one_for_all else ["{", indented(lines), "}"]

    def lines(self, pairs, operation="="):
        """Statements that put numbers into their places."""
        lines, _ = assignments(self.symbols.taken(), [value for _, value in pairs if type(value) is Symbol], (),
                               self.symbols.notation)
        lines = statements(lines, (), self.symbols.notation)
        texts = [value.text if type(value) is Symbol else repr(value) for _, value in pairs]
        return lines + [f"{place} {operation} {text};" for (place, _), text in zip(pairs, texts)
                                    if place != text]


def slots(neuron):
    return [name for kind in type(neuron).__mro__[:-1] for name in kind.__slots__ if name != "bias"]
