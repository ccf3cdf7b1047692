"""What an optimizer is: it moves what may learn, and remembers what it has to from step to step.

optimizers.py has the table of them.
"""

from itertools import compress

from .guard import checks
from .guard.errors import NeurosimError
from .clips import CLIPS
from .maths import sign
from .parameters import trained
from .registry import Chosen, Registry
from .schedules import SCHEDULES

OPTIMIZERS = Registry("optimizer")


class Optimizer(Chosen):
    """Goes through a network and moves what may learn.

    settings         the names of the parameters that its formulas use
    initial_memory   what it remembers of each weight from step to step, and what that is before the first:
                     {"velocity": 0.0}
    memory           what it remembers: memory[layer][group]["velocity"][place], with the groups and places of
                     `NeuralNetwork.gradient`. A weight that is never moved has none.
    shared_memory    what it remembers once for all weights: {"beta1_t": 0.9}
    ranges           between what it always is, where that is not any number: {"beta1_t": (0.0, 1.0)}

    Memory belongs to one network: an optimizer that has some refuses to move another one.
    """

    settings, initial_memory, shared_memory, ranges = (), {}, {}, {}
    layers, memory = None, ()
    decays = False     # whether there is weight decay, or l1
    directs = True     # whether the direction is anything but the slope
    schedule, clip = None, None    # see schedules.py, clips.py

    # One step.

    def step(self, network, gradient):
        """Move every weight and bias that is trained; `gradient` is what `network.gradient` returns."""
        if self.layers is not network.layers:
            self.begin(network)
        move = self.move
        self.begin_step()
        if self.clip:
            self.clip.look(self, network, gradient)
        for layer, slopes, memory in zip(network.layers, gradient, self.memory):
            if layer.train_weights:
                for neuron, dE_dws, remembered in zip(layer.neurons, slopes, memory):
                    move(neuron.weights, dE_dws, remembered)
            if layer.train_scales:
                move(layer.scales, slopes[-2], memory[-2])
            if layer.train_bias:
                biases = layer.biases
                move(biases, slopes[-1], memory[-1])
                layer.biases = biases

    def begin_step(self):
        """What changes once a step, before weights move."""
        if self.shared_memory:
            self.advance()
        if self.schedule:
            self.schedule.step(self)

    def with_schedule(self, schedule=None, clip=None):
        """The optimizer itself, with a schedule and a clip, as choices of their tables."""
        self.schedule = None if schedule is None else SCHEDULES.make(schedule)
        self.clip = None if clip is None else CLIPS.make(clip)
        for part in filter(None, (self.schedule, self.clip)):
            part.begin(self)
        return self

    def advance(self):
        """What changes in `shared_memory`, once a step."""

    def move(self, values, slopes, memory=None):
        """w - learning_rate * direction: each value, moved where it stands. The direction of plain sgd is the slope."""
        rate = self.shared_memory["rate"] if self.schedule else self.learning_rate
        if self.clip:
            memory["clipped"] = self.clip.clipped(self, slopes)
            slopes = memory["clipped"]
        if self.directs:
            slopes = self.directed(values, slopes, memory)
        for i in range(len(slopes)):    # no -=, no enumerate: they take up to a quarter longer
            values[i] = values[i] - rate * slopes[i]

    def directed(self, values, slopes, memory):
        """The directions, after the penalties."""
        self.ensure_memory(memory, len(values))
        if self.decays:
            memory["slope"] = self.penalised(values, slopes)
            slopes = memory["slope"]
        return self.directions(slopes, memory)

    def penalised(self, values, slopes):
        """E and weight_decay / 2 * w² and l1 * |w|: their slopes, weight_decay * w and l1 * sign(w), add up."""
        if "weight_decay" in self.settings:
            slopes = [slope + self.weight_decay * w for slope, w in zip(slopes, values)]
        if "l1" in self.settings:
            slopes = [slope + self.l1 * sign(w) for slope, w in zip(slopes, values)]
        return slopes

    def directions(self, slopes, memory):
        """Where each weight goes, in learning rates: here, where its slope points."""
        return slopes

    # Memory.

    def begin(self, network):
        """Get ready for a network: one place for each group of its parameters."""
        if self.initial_memory and self.memory:
            expected = "an optimizer of its own for each network"
            raise NeurosimError("optimizer", expected, got="one that remembers another")
        self.layers = network.layers
        self.memory = [[{} for _ in layer.parameters()] for layer in network.layers]

    def ensure_memory(self, memory, count):
        """The memory of a group, begun where it is met for the first time."""
        for name, first in self.initial_memory.items():
            if name not in memory:
                memory[name] = [first] * count

    def memories(self, network):
        """(memory, count of numbers) of each group of a network that is trained; no memory where it has not begun."""
        for place, layer in enumerate(network.layers):
            counts = list(map(len, layer.parameters()))
            groups = self.memory[place] if self.layers is network.layers else [{}] * len(counts)
            yield from compress(zip(groups, counts), trained(layer))

    def state(self):
        """What it remembers, as plain lists and dicts that JSON can hold: all that going on later needs."""
        groups = [[{name: list(group[name]) for name in self.initial_memory if name in group} for group in layer]
                  for layer in self.memory]
        return {"common": dict(self.shared_memory), "memory": groups if self.initial_memory else []}

    def restore(self, network, state):
        """Go on with `network` where `state`, from `state()`, was taken; it is copied."""
        self.memory = ()
        self.begin(network)
        self.shared_memory = dict(state["common"])
        for groups, layer in zip(self.memory, state["memory"]):
            for memory, group in zip(groups, layer):
                memory.update((name, list(values)) for name, values in group.items())

    # What it was made with.

    def set(self, **parameters):
        """Keep parameters that are >= 0. Momentum and weight decay become settings only if they are not 0."""
        for name, value in parameters.items():
            setattr(self, name, checks.number(value, name, low=0.0, expected="a finite number >= 0"))
        self.settings = tuple(name for name in parameters if name not in CAN_BE_OFF or is_on(getattr(self, name)))
        self.decays = not {"weight_decay", "l1"}.isdisjoint(self.settings)

    def choice(self):
        parameters = {name: value for name, value in self.parameters.items() if name not in NOT_SAID or is_on(value)}
        return {"name": self.name, **parameters}

    def __repr__(self):
        given = [f"{name}={value!r}" for name, value in self.parameters.items()
                 if name not in CAN_BE_OFF or is_on(value)]
        more = [f"{kind} {part}" for kind, part in (("schedule", self.schedule), ("clip", self.clip)) if part]
        return ", ".join([f"{self.name}({', '.join(given)})", *more])


CAN_BE_OFF = ("momentum", "dampening", "nesterov", "weight_decay", "l1", "centered", "amsgrad", "initial_accumulator")
NOT_SAID = ("l1", "dampening", "amsgrad")    # in a file, where it is off: they came later


def is_on(value):
    """Whether a setting has a term in the formulas: not where it is False or a plain 0."""
    return value is True or (value is not False and not (type(value) is float and value == 0.0))


def share(value, field):
    """How much of a running mean stays: 0 forgets at once, 1 would never learn."""
    return checks.number(value, field, 0.0, checks.BELOW_ONE, "a number >= 0 and < 1")


def safety(value):
    """What keeps a divisor from 0."""
    return checks.number(value, "eps", 5e-324, expected="a finite number > 0")


def running_mean(stays, means, values):
    """Each mean moves towards its value: stays * mean + (1 - stays) * value."""
    comes = 1.0 - stays
    return [stays * mean + comes * value for mean, value in zip(means, values)]
