"""The error of a batch as a function of one parameter: whoever asks what E does when w5 moves asks here.

All of it is the network's own code: nothing is known of activations, losses or layers, but where they have kinks.
"""

from copy import copy
from itertools import chain

from ..arithmetic import Dual, converted
from ..arithmetic.conversion import converted_batch
from ...core.batches import forward
from ...core.guard.errors import Undefined
from ...core.maths import sign, total
from ...core.parameters import trained
from ...core.training import combined
from ..kinds import kind_activated
from ..naming import Names, name_of, parameter_kind, suffixes


class Probe:
    """A copy of a network and a batch, in numbers of `number`; the dropout masks are those of its next step.

    >>> from neurosim.core.network import NeuralNetwork
    >>> network = NeuralNetwork.build(1, 1, activation="linear", initialize="zeros")
    >>> probe = Probe(network, [([3.0], [2.0])], "mean", float)
    >>> probe.error_at("w1", 1.5), probe.gradient()["w1"], probe.slope("w1")
    (3.125, -6.0, -6.0)
    """

    def __init__(self, network, batch, reduction, number):
        self.network, self.batch, self.reduction = converted(network, number), converted_batch(batch, number), reduction
        self.names, self.sides = Names(network), []
        self.places = {name: (layer, group, place) for layer, groups in zip(self.network.layers, self.names.grouped())
                       for group, names in enumerate(groups) for place, name in enumerate(names)}
        for layer in self.network.dropouts:
            layer.draw(len(batch))
        self.masks = [layer.masks for layer in self.network.dropouts]
        self.running = [(layer, name, getattr(layer, name)) for layer in self.network.layers for name in layer.running]

    def begin(self):
        """The same neurons are left out each time, and running means are where they were."""
        for layer, masks in zip(self.network.dropouts, self.masks):
            layer.masks = copy(masks)
        for layer, name, means in self.running:
            setattr(layer, name, means)

    # The way back, all slopes at once; and the way forward, for one parameter.

    def gradient(self):
        """Every slope by backpropagation, by the name of its parameter."""
        self.begin()
        gradient = chain.from_iterable(self.network.gradient(self.batch, self.reduction))
        return dict(chain.from_iterable(map(zip, self.names.parameters(), gradient)))

    def slope(self, name):
        """The slope of E by forward mode: every number is a Dual, and of what is given this one alone has a slope."""
        return self.error_at(name, Dual(self.value(name), 1.0), converted_batch(self.batch, Dual)).slope

    def error_at(self, name, value, batch=None):
        """E where the parameter of this name has this value."""
        before = self.value(name)
        self.put(name, value)
        try:
            return self.error(batch)
        finally:
            self.put(name, before)

    def error(self, batch=None):
        """E of the batch. `sides` then says of everything that has a kink on which side of it it is."""
        self.begin()
        batch, errors, self.sides = batch or self.batch, [], []
        try:
            for layers, (_, targets), suffix in zip(forward(self.network, batch), batch, suffixes(len(batch))):
                errors.append(total(self.network.errors(targets)))
                self.sides += [(name + suffix, side) for name, side in self.kink_sides(layers, targets)]
        except Undefined as error:
            error.place = self.network.place
            raise
        return combined(errors, self.reduction)

    def kink_sides(self, layers, targets):
        """(name, side) of all that is near a kink, nets and outs: −1 below it, 1 above, 0 just there."""
        for layer, neurons in zip(layers, self.names.neurons):
            kind = kind_activated(layer)
            for kink in layer.activation.kinks:
                yield from ((name_of(kind, h), sign(getattr(neuron, kind) - kink))
                            for neuron, h in zip(layer.neurons, neurons))
        kinks = self.network.loss.kinks(targets, self.network.outs)
        yield from ((name_of("out", o), sign(value)) for o, value in zip(self.names.outputs, kinks))

    # One parameter, by its name.

    def layer(self, name):
        return self.places[name][0]

    def value(self, name):
        values, place = self.group(name)
        return values[place]

    def put(self, name, value):
        values, place = self.group(name)
        values[place] = value
        if parameter_kind(name) == "bias":
            self.layer(name).biases = values

    def group(self, name):
        """The list it stands in, of biases a copy; and its place there."""
        layer, group, place = self.places[name]
        return layer.parameters()[group], place

    def is_trained(self, name):
        layer, group, _ = self.places[name]
        return trained(layer)[group]
