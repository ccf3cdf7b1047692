"""What neurons, layers, optimizers, losses and networks do in order to record: each a class to be mixed into theirs.

Where the original stores a number, or returns one, the class made of both stores the same number under its name.
"""

from ..core.guard import door
from ..core.maths import total
from ..core.pickling import attributes, put_attributes
from ..core.training import combined
from .kinds import held_by
from .naming import after_step, letter, name_of, slope_of, suffix, template

OF_A_NEURON = {kind: template(kind) for kind in held_by("neuron")}    # the attribute: what its name looks like
OF_A_LAYER = {kind: template(kind) for kind in held_by("layer")}
OF_NEURONS = {f"{kind}s": kind for kind in OF_A_LAYER}    # a layer's list of the same, a number for each neuron


class RecordingNeuron:
    """It knows its own name, those of its weights, and those of the neurons of its layer, itself among them.

    suffix    what its numbers' names end with: in a twin that of its sample, else that of the sample being computed
    """

    __slots__ = ()
    own_slots = ("name", "weight_names", "neighbours", "own_suffix")    # of the class made of this and the neuron's

    @classmethod
    def of(cls, neuron, name, weight_names, neighbours, own_suffix=None):
        """A recording neuron with all that the neuron has; none of it is recorded."""
        new = object.__new__(cls)
        put_attributes(new, {**attributes(neuron), "name": name, "weight_names": weight_names, "neighbours": neighbours,
                             "own_suffix": own_suffix})
        return new

    def __copy__(self):
        """A twin: it goes on with the sample that is being computed now."""
        return self.of(self, self.name, self.weight_names, self.neighbours, self.recorder.suffix)

    @property
    def suffix(self):
        return self.recorder.suffix if self.own_suffix is None else self.own_suffix

    def __setattr__(self, attribute, value):
        h, recorder = self.name, self.recorder
        if attribute in OF_A_NEURON:
            value = recorder.named(OF_A_NEURON[attribute].format(h) + self.suffix, attribute, h, value)
        elif attribute == "mask":
            value = recorder.given(name_of("mask", h) + self.suffix, "mask", h, value)
        elif attribute == "douts_dnet":
            slopes = [slope_of(name_of("out", other), name_of("net", h)) for other in self.neighbours]
            value = [recorder.named(slope + self.suffix, "dout_dnet", h, number)
                     for slope, number in zip(slopes, value)]
        super().__setattr__(attribute, value)

    def dnet_dws(self):
        net, suffix = name_of("net", self.name), self.suffix
        return [self.recorder.named(slope_of(net, w) + suffix, "dnet_dw", w, slope)
                for w, slope in zip(self.weight_names, super().dnet_dws())]

    def dE_dws(self):
        suffix = self.suffix
        return [self.recorder.named(slope_of("E", w) + suffix, "dE_dw", w, slope)
                for w, slope in zip(self.weight_names, super().dE_dws())]


class RecordingLayer:
    """It has a name, and names for its neurons, scales and biases. A list that it remembers has a number for each
    neuron.

    suffix    as a neuron's
    """

    own_suffix = None

    def __copy__(self):
        """A twin: it goes on with the sample that is being computed now."""
        new = object.__new__(type(self))
        vars(new).update(vars(self), own_suffix=self.recorder.suffix)
        return new

    suffix = RecordingNeuron.suffix

    def __setattr__(self, attribute, value):
        if attribute in OF_A_LAYER:
            name = OF_A_LAYER[attribute].format(self.name) + self.suffix
            value = self.recorder.named(name, attribute, self.name, value)
        elif attribute in OF_NEURONS:
            kind = OF_NEURONS[attribute]
            named = after_step if attribute in self.running else str
            value = [self.recorder.named(named(OF_A_LAYER[kind].format(h)), kind, h, number)
                     for h, number in zip(self.neuron_names, value)]
        super().__setattr__(attribute, value)

    def dE_dgs(self):
        return self.slopes(self.scale_names, "dE_dg", super().dE_dgs())

    def dE_dbs(self):
        return self.slopes(self.bias_names, "dE_db", super().dE_dbs())

    def slopes(self, names, kind, values):
        """Slopes of E by parameters of the layer."""
        return [self.recorder.named(slope_of("E", name) + self.suffix, kind, name, slope)
                for name, slope in zip(names, values)]


class RecordingMemory(dict):
    """What an optimizer remembers of some weights: the new numbers get names, which formulas use from then on.

    `carried` are the names of what goes from step to step; the rest is worked out in each, and has no before and after.
    """

    def __init__(self, memory, weights, carried, recorder):
        super().__init__(memory)
        self.weights, self.carried, self.recorder = weights, carried, recorder
        for name in carried:
            super().__setitem__(name, [recorder.given(name_of(name, w), "memory", w, value)
                                       for w, value in zip(weights, memory[name])])

    def __setitem__(self, name, values):
        named = after_step if name in self.carried else str
        super().__setitem__(name, [self.recorder.named(named(name_of(name, w)), "memory", w, value)
                                   for w, value in zip(self.weights, values)])


class RecordingSharedMemory(dict):
    """What an optimizer remembers once for all weights."""

    def __init__(self, common, recorder):
        super().__init__((name, recorder.given(name, "memory", "", value)) for name, value in common.items())
        self.recorder = recorder

    def __setitem__(self, name, value):
        super().__setitem__(name, self.recorder.named(after_step(name), "memory", "", value))


class RecordingLoss:
    """A loss that does the work of softmax remembers nothing: what it works out gets its name where it is returned."""

    def max_net(self, nets):
        return self.of_all("max_net", super().max_net(nets))

    def log_sum(self, nets, max_net):
        return self.of_all("log_sum", super().log_sum(nets, max_net))

    def of_all(self, kind, value):
        o = self.recorder.names.layers[-1]
        return self.recorder.of_sample(name_of(kind, o), kind, o, value)

    def softmax(self, nets):
        return [self.recorder.of_sample(name_of("softmax", o), "softmax", o, share)
                for o, share in zip(self.recorder.names.outputs, super().softmax(nets))]

    def undefined(self, targets, outs):
        """An error speaks of numbers, not of symbols."""
        return super().undefined([getattr(target, "value", target) for target in targets],
                                 [getattr(out, "value", out) for out in outs])


class RecordingNetwork:
    def __setattr__(self, attribute, value):
        """The place of a sample is said in names where there are several."""
        if attribute == "place" and self.batch_size > 1:
            self.recorder.suffix = suffix(value)
        super().__setattr__(attribute, value)

    def feed_forward(self, inputs):
        return super().feed_forward(self.recorded_inputs(inputs, self.recorder.suffix))

    def recorded_inputs(self, inputs, suffix):
        return [self.recorder.given(name + suffix, "input", name, value)
                for name, value in zip(self.recorder.names.inputs, inputs)]

    def backpropagate(self, targets):
        super().backpropagate(self.recorded_targets(targets))

    def dE_douts(self, targets):
        """Where all samples go back side by side, nobody calls backpropagate."""
        return super().dE_douts(self.recorded_targets(targets) if self.asks_all else targets)

    def recorded_targets(self, targets):
        """The targets under their names; what they make of the outs is the error."""
        recorder, targets = self.recorder, door.targets(self, targets)
        targets = [recorder.given(name + recorder.suffix, "target", name, value)
                   for name, value in zip(recorder.names.targets, targets)]
        errors = [recorder.of_sample(name_of("E", name), "error", name, error)
                  for name, error in zip(recorder.names.outputs, self.errors(targets))]
        self.batch_errors.append(recorder.of_sample("E", "error", "", total(errors)))
        return targets

    def answer(self, inputs, targets):
        """The way forward of one sample, outside training, and its error, where there are targets."""
        self.batch_size, self.batch_errors = 1, []
        self.feed_forward(inputs)
        if targets is not None:
            self.recorded_targets(targets)

    def gradient(self, batch, reduction="mean"):
        self.batch_size, self.batch_errors = len(batch), []
        if self.asks_all:
            batch = [(self.recorded_inputs(inputs, suffix(place)), targets)
                     for place, (inputs, targets) in enumerate(batch)]
        gradient = super().gradient(batch, reduction)
        self.recorder.suffix = ""
        if self.batch_size == 1:
            return gradient
        self.recorder.named("E", "error", "", combined(self.batch_errors, reduction))
        return [[self.of_batch(*names_and_slopes) for names_and_slopes in zip(names, slopes)]
                for names, slopes in zip(self.recorder.names.grouped(), gradient)]

    def of_batch(self, names, slopes):
        return [self.recorder.named(slope_of("E", name), slope_of("E", letter(name)), name, slope)
                for name, slope in zip(names, slopes)]

    def learn(self, batch, reduction="mean"):
        super().learn(batch, reduction)
        for name, value in self.recorder.names.values(self):
            self.recorder.named(after_step(name), "new", name, value)
