"""The numbers of a step, by name, from a plain run on floats: what the trace of the step has, many times quicker.

A trace runs on symbols; to try out a hundred spoilt networks, floats are enough. The spoilt copy gets one class more,
which notes after each sample what the neurons remember.
"""

from copy import deepcopy
from itertools import chain
from math import isfinite

from ...core.batches import forward
from ...core.maths import total
from ...core.training import combined
from ...explain.naming import Names, after_step, name_of, slope_of, suffixes
from ...explain.recording import OF_A_LAYER, OF_A_NEURON
from ...training.ahead import unseen
from ..mistakes.mistake import mix


class NotingSlopes:
    """A network that notes the slopes of every pass in `passes`, and in `gradients` what the step is made of.

    bias_counts    how many biases each layer has names for
    """

    def backpropagate(self, targets):
        super().backpropagate(targets)
        self.passes.append([slope for layer in self.layers for slope in self.slopes_of(layer)])

    def slopes_of(self, layer):
        *dE_dws, dE_dbs = layer.gradient()
        return chain(*dE_dws, fitting(dE_dbs, self.bias_counts[layer]))

    def gradient(self, batch, reduction="mean"):
        self.gradients.append(super().gradient(batch, reduction))
        return self.gradients[-1]


class Noting(NotingSlopes):
    """One that notes all the numbers of every pass."""

    def backpropagate(self, targets):
        errors = self.errors(targets)
        super().backpropagate(targets)
        self.passes[-1][:0] = [*errors, total(errors), *self.of_loss(), *self.remembered()]

    def of_loss(self):
        """What a loss that does the work of softmax works out on the way."""
        if not hasattr(self.loss, "softmax"):
            return [None] * (2 + len(self.outs))
        max_net = self.loss.max_net(self.outs)
        return [max_net, self.loss.log_sum(self.outs, max_net), *self.loss.softmax(self.outs)]

    def remembered(self):
        for layer in self.layers:
            for attribute in OF_A_LAYER:
                yield getattr(layer, attribute, None)
            for neuron in layer.neurons:
                for attribute in OF_A_NEURON:
                    yield getattr(neuron, attribute, None)
                yield from getattr(neuron, "douts_dnet", [None] * len(layer.neurons))
                yield from neuron.dnet_dws()


class Reader:
    """Reads the numbers of a step from spoilt copies of one trainer; the names are made once.

    results     the names of what comes of a step: slopes and new parameters
    work        how many weights meet a sample in one reading
    progress    goes through what is tried out with it, as in `train`
    """

    def __init__(self, trainer, step=1, sample=None, progress=unseen):
        self.trainer, self.step, self.sample, self.progress = trainer, step, sample, progress
        self.names = Names(trainer.network)
        self.bias_counts = list(map(len, self.names.biases))
        self.parameters = self.names.all_parameters()
        self.new = list(map(after_step, self.parameters))
        self.slopes = [slope_of("E", name) for name in self.parameters]
        self.of_a_pass = [*self.pass_names(), *self.slopes]
        self.results = {*self.slopes, *self.new}
        self.work = len(self.parameters) * step * (trainer.batches.batch_size if sample is None else 1)

    def pass_names(self):
        """In the order of `Noting`."""
        yield from self.names.inputs
        yield from self.names.targets
        names, outputs = self.names, self.names.outputs
        yield from (name_of("E", o) for o in outputs)
        yield from ("E", *(name_of(kind, names.layers[-1]) for kind in ("max_net", "log_sum")))
        yield from (name_of("softmax", o) for o in outputs)
        for layer, neurons, weights in zip(names.layers, names.neurons, names.weights):
            yield from (name.format(layer) for name in OF_A_LAYER.values())
            for h, ws in zip(neurons, weights):
                yield from (name.format(h) for name in OF_A_NEURON.values())
                yield from (slope_of(name_of("out", other), name_of("net", h)) for other in neurons)
                yield from (slope_of(name_of("net", h), w) for w in ws)

    def read(self, *spoilers, after=False, results=False):
        """The numbers by name, of a copy that every spoiler has had its hands on; None where one cannot be computed.

        after      whether E after the step is asked for as well, as E_new
        results    whether the names in `results` will do: slopes and new parameters, twice as quick
        """
        try:
            numbers = self.computed(spoilers, after, results)
        except (ArithmeticError, ValueError):    # among them every NeurosimError
            return None
        return numbers if all(map(isfinite, numbers.values())) else None

    def computed(self, spoilers=(), after=False, results=False):
        """The same; raises what the mathematics raises where it cannot be computed."""
        trainer = clone(self.trainer)
        for spoil in spoilers:
            spoil(trainer)
        trainer.run_steps(self.step - 1)
        if trainer.network.asks_all:
            return self.recorded(trainer, after)
        return known(self.resulting(trainer)[1] if results else self.taken(trainer, after))

    def recorded(self, trainer, after):
        """The next step of a network whose samples go side by side."""
        places = next(trainer.batches) if self.sample is None else [self.sample]
        numbers = {quantity.name: quantity.value for quantity in trainer.trace_of(places).quantities.values()}
        if after:
            network, batch = trainer.network, [trainer.samples[place] for place in places]
            network.learn(batch, trainer.reduction)
            errors = [total(network.errors(targets)) for _, (_, targets) in zip(forward(network, batch), batch)]
            numbers["E_new"] = combined(errors, trainer.reduction)
        return numbers

    def taken(self, trainer, after):
        """One step, and its numbers."""
        network, numbers = trainer.network, self.given(trainer.network)
        batch, results = self.resulting(trainer, Noting)
        for suffix, sample, values in zip(suffixes(len(batch)), batch, network.passes):
            numbers.update(named(self.of_a_pass, suffix, chain(*sample, values)))
        if len(batch) > 1:
            errors = [numbers[f"E{suffix}"] for suffix in suffixes(len(batch))]
            numbers["E"] = combined(errors, trainer.reduction)
        numbers.update(results)
        numbers.update(self.memory(network.optimizer, after_step))
        numbers.update((after_step(name), value) for name, value in network.optimizer.shared_memory.items())
        if after:
            numbers["E_new"] = combined([network.error(*sample) for sample in batch], trainer.reduction)
        return numbers

    def resulting(self, trainer, noting=NotingSlopes):
        """(the samples, what came of the step) of one step."""
        places = next(trainer.batches) if self.sample is None else [self.sample]
        batch, network, numbers = [trainer.samples[place] for place in places], trainer.network, {}
        mix(network, noting)
        network.passes, network.gradients, network.bias_counts = [], [], dict(zip(network.layers, self.bias_counts))
        network.learn(batch, trainer.reduction)
        if len(batch) == 1:
            for values in network.passes[:1]:
                numbers.update(zip(self.slopes, values[-len(self.slopes):]))
        elif len(network.gradients) == 1:    # one gradient for the whole batch
            numbers.update(zip(self.slopes, self.flat(network.gradients[0])))
        numbers.update(zip(self.new, self.flat(parameters(network))))
        return batch, numbers

    def given(self, network):
        """Weights and biases, settings and memory, before the step."""
        optimizer = network.optimizer
        return {**dict(zip(self.parameters, self.flat(parameters(network)))), **dict(self.memory(optimizer, str)),
                **{name: getattr(optimizer, name) for name in optimizer.settings}}

    def memory(self, optimizer, carried):
        """What it remembers, by name; `carried` makes the name of what goes from step to step."""
        for groups, names in zip(optimizer.memory, self.names.grouped()):
            for group, ws in zip(groups, names):
                for kind, values in group.items():    # of what it does not carry from step to step there is one only
                    named = carried if kind in optimizer.initial_memory else str
                    yield from ((named(name_of(kind, w)), value) for w, value in zip(ws, values))

    def flat(self, groups):
        """Layer by layer, group by group, in the order of `parameters`."""
        return [value for (*weights, biases), count in zip(groups, self.bias_counts)
                for values in [*weights, fitting(biases, count)] for value in values]


def known(numbers):
    return {name: value for name, value in numbers.items() if value is not None}


def named(names, suffix, values):
    return ((f"{name}{suffix}", value) for name, value in zip(names, values) if value is not None)


def parameters(network):
    return [layer.parameters() for layer in network.layers]


def fitting(biases, count):
    """As they are, where as many have names; where a mistake has made more of them, or fewer, nothing is known."""
    return biases if len(biases) == count else [None] * count


# Copies, made quickly: only what a run changes.

def clone(trainer):
    """A copy that may be spoilt and trained."""
    network = trainer.network
    normalized = any(hasattr(layer, "scales") for layer in network.layers)
    if network.dropouts or normalized or trainer.training["order"] != "given":    # what several share
        return deepcopy(trainer)
    other = shallow(trainer)
    other.batches, other.network = shallow(trainer.batches), clone_network(trainer.network)
    other.batches.waiting = list(trainer.batches.waiting)
    return other


def clone_network(network):
    other = shallow(network)
    other.layers, other.loss = list(map(clone_layer, network.layers)), shallow(network.loss)
    other.optimizer = optimizer = shallow(network.optimizer)
    optimizer.memory = [[{kind: list(values) for kind, values in group.items()} for group in groups]
                        for groups in optimizer.memory]
    optimizer.shared_memory = dict(optimizer.shared_memory)
    if optimizer.layers is network.layers:
        optimizer.layers = other.layers
    return other


def shallow(thing):
    """As `copy` does, several times quicker."""
    other = type(thing).__new__(type(thing))
    other.__dict__.update(thing.__dict__)
    return other


def clone_layer(layer):
    other = shallow(layer)
    other.neurons = list(map(clone_neuron, layer.neurons))
    return other


def clone_neuron(neuron):
    other = type(neuron).__new__(type(neuron))
    other.weights, other.bias, other.activation = list(neuron.weights), neuron.bias, neuron.activation
    other.f, other.slope = neuron.f, neuron.slope
    return other
