"""A copy of a network with recording: what a neuron remembers gets its name the moment it is remembered.

The copy runs the textbook's code unchanged, on symbols instead of floats. Each class of it is replaced by a subclass
that does one thing more: where the original stores a number, the subclass stores the same number under its name.
A spoilt network can be watched like any other, since the subclass is made from whatever class the neuron has.

    instrumented = instrument(network)
    instrumented.learn(batch)
    instrumented.recorder.quantities      name -> Quantity, in order of computation
"""

from copy import deepcopy

from ..core.guard import door
from ..core.maths import total
from ..core.training import combined
from .expression import Expression
from .kinds import held_by
from .naming import Names, template
from .notation import summands

OF_A_NEURON = {kind: template(kind) for kind in held_by("neuron")}    # the attribute: what its name looks like
OF_A_LAYER = {kind: template(kind) for kind in held_by("layer")}


class Quantity:
    """One number of a step: its name, its kind (net, out, dE_dw, ...), its neuron or weight, its expression."""

    __slots__ = ("name", "kind", "owner", "expression")

    def __init__(self, name, kind, owner, expression):
        self.name, self.kind, self.owner, self.expression = name, kind, owner, expression

    @property
    def value(self):
        return self.expression.value

    @property
    def is_given(self):
        return self.expression.op == "given"

    def terms(self):
        """The terms of the sum that gives it, each an expression."""
        return [term for _, term in summands(self.expression.body)]

    def __repr__(self):
        return f"Quantity({self.name}, {self.value!r})"


class Recorder:
    """Gives names and keeps what they were given to, in order of computation."""

    def __init__(self, names):
        self.names, self.quantities = names, {}
        self.sample, self.suffix = 0, ""    # which sample is being computed; said in names where a step has several
        self.places, self.kinds = {}, {}    # which names an object has, by its id; which class while it is watched

    def given(self, name, kind, owner, value):
        return self.keep(name, kind, owner, Expression.given(name, value))

    def named(self, name, kind, owner, value):
        return self.keep(name, kind, owner, Expression.lift(value).named(name))

    def of_sample(self, name, kind, owner, value):
        """A number that belongs to the sample being computed."""
        return self.named(name + self.suffix, kind, owner, value)

    def keep(self, name, kind, owner, expression):
        self.quantities[name] = Quantity(name, kind, owner, expression)
        return expression


class RecordingNeuron:
    """Its place in the recorder is (its name, the names of its weights, the names of the neurons of its layer)."""

    __slots__ = ()

    def __setattr__(self, attribute, value):
        h, recorder = self.name, self.recorder
        if attribute in OF_A_NEURON:
            value = recorder.of_sample(OF_A_NEURON[attribute].format(h), attribute, h, value)
        elif attribute == "mask":
            value = recorder.given(f"mask_{h}{recorder.suffix}", "mask", h, value)
        elif attribute == "douts_dnet":
            value = [recorder.of_sample(f"dout_{other}_dnet_{h}", "dout_dnet", h, slope)
                     for other, slope in zip(self.neighbours, value)]
        super().__setattr__(attribute, value)

    @property
    def name(self):
        return self.recorder.places[id(self)][0]

    @property
    def neighbours(self):
        return self.recorder.places[id(self)][2]

    def dnet_dws(self):
        h, weights, _ = self.recorder.places[id(self)]
        return [self.recorder.of_sample(f"dnet_{h}_d{w}", "dnet_dw", w, slope)
                for w, slope in zip(weights, super().dnet_dws())]

    def dE_dws(self):
        _, weights, _ = self.recorder.places[id(self)]
        return [self.recorder.of_sample(f"dE_d{w}", "dE_dw", w, slope) for w, slope in zip(weights, super().dE_dws())]


class RecordingLayer:
    """Its place in the recorder is (its name, the names of its biases)."""

    def __setattr__(self, attribute, value):
        if attribute in OF_A_LAYER:
            layer = self.recorder.places[id(self)][0]
            value = self.recorder.of_sample(OF_A_LAYER[attribute].format(layer), attribute, layer, value)
        super().__setattr__(attribute, value)

    def dE_dbs(self):
        _, biases = self.recorder.places[id(self)]
        return [self.recorder.of_sample(f"dE_d{b}", "dE_db", b, slope) for b, slope in zip(biases, super().dE_dbs())]


class RecordingMemory(dict):
    """What an optimizer remembers of some weights: the new numbers get names, which formulas use from then on.

    `carried` are the names of what goes from step to step; the rest is worked out in each, and has no before and after.
    """

    def __init__(self, memory, weights, carried, recorder):
        super().__init__(memory)
        self.weights, self.carried, self.recorder = weights, carried, recorder
        for name in carried:
            super().__setitem__(name, [recorder.given(f"{name}_{w}", "memory", w, value)
                                       for w, value in zip(weights, memory[name])])

    def __setitem__(self, name, values):
        new = "_new" if name in self.carried else ""
        super().__setitem__(name, [self.recorder.named(f"{name}_{w}{new}", "memory", w, value)
                                   for w, value in zip(self.weights, values)])


class RecordingSharedMemory(dict):
    """What an optimizer remembers once for all weights."""

    def __init__(self, common, recorder):
        super().__init__((name, recorder.given(name, "memory", "", value)) for name, value in common.items())
        self.recorder = recorder

    def __setitem__(self, name, value):
        super().__setitem__(name, self.recorder.named(f"{name}_new", "memory", "", value))


class RecordingLoss:
    """A loss that does the work of softmax remembers nothing: what it works out is heard where it is returned."""

    def max_net(self, nets):
        return self.recorder.of_sample("max_net_o", "max_net", "o", super().max_net(nets))

    def log_sum(self, nets, max_net):
        return self.recorder.of_sample("log_sum_o", "log_sum", "o", super().log_sum(nets, max_net))

    def softmax(self, nets):
        return [self.recorder.of_sample(f"softmax_{o}", "softmax", o, share)
                for o, share in zip(self.recorder.names.outputs, super().softmax(nets))]

    def undefined(self, targets, outs):
        """An error speaks of numbers, not of symbols."""
        return super().undefined([getattr(target, "value", target) for target in targets],
                                 [getattr(out, "value", out) for out in outs])


class RecordingNetwork:
    def feed_forward(self, inputs):
        recorder = self.recorder
        recorder.sample += 1
        if self.batch_size > 1:
            recorder.suffix = f"_s{recorder.sample}"
        return super().feed_forward([recorder.given(name + recorder.suffix, "input", name, value)
                                     for name, value in zip(recorder.names.inputs, inputs)])

    def backpropagate(self, targets):
        recorder, targets = self.recorder, door.targets(self, targets)
        targets = [recorder.given(name + recorder.suffix, "target", name, value)
                   for name, value in zip(recorder.names.targets, targets)]
        errors = [recorder.of_sample(f"E_{name}", "error", name, error)
                  for name, error in zip(recorder.names.outputs, self.errors(targets))]
        self.batch_errors.append(recorder.of_sample("E", "error", "", total(errors)))
        super().backpropagate(targets)

    def gradient(self, batch, reduction="mean"):
        self.batch_size, self.batch_errors = len(batch), []
        gradient = super().gradient(batch, reduction)
        self.recorder.suffix = ""
        if self.batch_size == 1:
            return gradient
        self.recorder.named("E", "error", "", combined(self.batch_errors, reduction))
        return [[self.of_batch(*names_and_slopes) for names_and_slopes in zip(names, slopes)]
                for names, slopes in zip(self.recorder.names.grouped(), gradient)]

    def of_batch(self, names, slopes):
        return [self.recorder.named(f"dE_d{name}", f"dE_d{name[0]}", name, slope) for name, slope in zip(names, slopes)]

    def learn(self, batch, reduction="mean"):
        super().learn(batch, reduction)
        for name, value in self.recorder.names.values(self):
            self.recorder.named(f"{name}_new", "new", name, value)


def instrument(network):
    """An instrumented copy of a network, with symbols for weights, biases and settings. The original stays as it is."""
    instrumented = deepcopy(network)
    names = Names(network)
    recorder = Recorder(names)
    places, parts = recorder.places, zip(instrumented.layers, names.layers, names.neurons, names.weights, names.biases)
    for layer, layer_name, neurons, weights, biases in parts:
        for neuron, h, ws in zip(layer.neurons, neurons, weights):
            places[id(neuron)] = h, ws, neurons
            neuron.weights = [recorder.given(w, "weight", w, value) for w, value in zip(ws, neuron.weights)]
            record_on(neuron, RecordingNeuron, recorder)
        layer.biases = [recorder.given(b, "bias", b, value) for b, value in zip(biases, layer.biases)]
        places[id(layer)] = layer_name, biases
        record_on(layer, RecordingLayer, recorder)
    instrument_optimizer(instrumented, recorder)
    record_on(instrumented.loss, RecordingLoss, recorder)
    record_on(instrumented, RecordingNetwork, recorder)
    return instrumented


def instrument_optimizer(instrumented, recorder):
    """Its settings and its memory become symbols. A weight that is not trained has no memory."""
    optimizer = instrumented.optimizer
    if optimizer.layers is not instrumented.layers:
        optimizer.begin(instrumented)
    for name in optimizer.settings:
        setattr(optimizer, name, recorder.given(name, "setting", "", getattr(optimizer, name)))
    optimizer.shared_memory = RecordingSharedMemory(optimizer.shared_memory, recorder)
    for layer, groups, names in zip(instrumented.layers, optimizer.memory, recorder.names.grouped()):
        trained = [layer.train_weights] * len(layer.neurons) + [layer.train_bias]
        for place in filter(trained.__getitem__, range(len(names))):
            optimizer.ensure_memory(groups[place], len(names[place]))
            groups[place] = RecordingMemory(groups[place], names[place], optimizer.initial_memory, recorder)


def record_on(thing, recording, recorder):
    """Gives one object recording: its class becomes a subclass of itself that also records."""
    kind = type(thing)
    if kind not in recorder.kinds:
        recorder.kinds[kind] = type(kind.__name__, (recording, kind), {"__slots__": (), "recorder": recorder})
    thing.__class__ = recorder.kinds[kind]
