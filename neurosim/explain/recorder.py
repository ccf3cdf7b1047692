"""A copy of a network with recording: what a neuron remembers gets its name the moment it is remembered.

The copy runs the textbook's code unchanged, on symbols instead of floats. Each class of it is replaced by a subclass
that does one thing more: where the original stores a number, the subclass stores the same number under its name.
It works for any network, one with a mistake, too, since the subclass is made from whatever class the neuron has.

    instrumented = instrument(network)
    instrumented.learn(batch)
    instrumented.recorder.quantities      name -> Quantity, in order of computation
"""

from copy import deepcopy

from ..core.parameters import trained
from .expression import Expression
from .naming import Names, name_of, parameter_kind
from .quantity import Quantity
from .recording import (OF_NEURONS, RecordingLayer, RecordingLoss, RecordingMemory, RecordingNetwork, RecordingNeuron,
                        RecordingSharedMemory)


class Recorder:
    """Gives names and keeps what they were given to, in order of computation."""

    def __init__(self, names):
        self.names, self.quantities = names, {}
        self.suffix = ""    # of the sample that is being computed, where a step has several
        self.kinds = {}     # class -> the same, recording

    def given(self, name, kind, owner, value):
        return self.keep(name, kind, owner, Expression.given(name, value))

    def named(self, name, kind, owner, value):
        return self.keep(name, kind, owner, Expression.lift(value).named(name))

    def of_sample(self, name, kind, owner, value):
        """A number that belongs to the sample being computed."""
        return self.named(name + self.suffix, kind, owner, value)

    def recording(self, kind, recording):
        """The class that is like `kind` and records."""
        if kind not in self.kinds:
            own = {"__slots__": getattr(recording, "own_slots", ()), "recorder": self}
            self.kinds[kind] = type(kind.__name__, (recording, kind), own)
        return self.kinds[kind]

    def keep(self, name, kind, owner, expression):
        self.quantities[name] = Quantity(name, kind, owner, expression)
        return expression


def instrument(network):
    """An instrumented copy of a network, with symbols for weights, biases and settings. The original stays as it is."""
    instrumented = deepcopy(network)
    names = Names(network)
    recorder = Recorder(names)
    for place, layer in enumerate(instrumented.layers):
        instrument_layer(layer, place, names, recorder)
    for layer in instrumented.layers:
        instrument_running_means(layer, recorder)
    instrument_optimizer(instrumented, recorder)
    record_on(instrumented.loss, RecordingLoss, recorder)
    record_on(instrumented, RecordingNetwork, recorder)
    return instrumented


def instrument_layer(layer, place, names, recorder):
    """Its parameters become symbols, it and its neurons recording ones."""
    groups = layer.parameters()
    for group, given in zip(groups, names.groups[place]):
        group[:] = [recorder.given(name, parameter_kind(name), name, value) for name, value in zip(given, group)]
    layer.biases = groups[-1]
    neurons = names.neurons[place]
    layer.neurons = [recorder.recording(type(neuron), RecordingNeuron).of(neuron, h, weights, neurons)
                     for neuron, h, weights in zip(layer.neurons, neurons, names.weights[place])]
    layer.name, layer.neuron_names = names.layers[place], neurons
    layer.scale_names, layer.bias_names = names.scales[place], names.biases[place]
    record_on(layer, RecordingLayer, recorder)


def instrument_running_means(layer, recorder):
    """What a layer keeps from step to step becomes symbols."""
    for attribute in layer.running:
        kind = OF_NEURONS[attribute]
        vars(layer)[attribute] = [recorder.given(name_of(kind, h), kind, h, value)
                                  for h, value in zip(layer.neuron_names, getattr(layer, attribute))]


def instrument_optimizer(instrumented, recorder):
    """Its settings and its memory become symbols. A weight that is not trained has no memory."""
    optimizer = instrumented.optimizer
    if optimizer.layers is not instrumented.layers:
        optimizer.begin(instrumented)
    for name in optimizer.settings:
        setattr(optimizer, name, recorder.given(name, "setting", "", getattr(optimizer, name)))
    optimizer.shared_memory = RecordingSharedMemory(optimizer.shared_memory, recorder)
    for layer, groups, names in zip(instrumented.layers, optimizer.memory, recorder.names.grouped()):
        for place in filter(trained(layer).__getitem__, range(len(names))):
            optimizer.ensure_memory(groups[place], len(names[place]))
            groups[place] = RecordingMemory(groups[place], names[place], optimizer.initial_memory, recorder)


def record_on(thing, recording, recorder):
    """Gives one object recording: its class becomes a subclass of itself that also records."""
    thing.__class__ = recorder.recording(type(thing), recording)
