"""The network: layers in a row, a loss that says how wrong the last answer was, an optimizer that makes it better."""

import sys
from itertools import islice
from operator import add

from .guard import checks
from .guard.errors import NeurosimError, Undefined
from .initializers import INITIALIZERS
from .layer import DropoutLayer, NeuronLayer, make_layer
from .losses import LOSSES
from .maths import total
from .optimizers import OPTIMIZERS


class NeuralNetwork:
    """Layers in a row: what one layer puts out, the next takes in.

    >>> from neurosim.core.layer import NeuronLayer
    >>> network = NeuralNetwork([
    ...     NeuronLayer([[0.15, 0.20], [0.25, 0.30]], [0.35], bias="shared", train_bias=False),
    ...     NeuronLayer([[0.40, 0.45], [0.50, 0.55]], [0.60], bias="shared", train_bias=False)])
    >>> network.feed_forward([0.05, 0.10])
    [0.7513650695523157, 0.7729284653214625]
    >>> network.train([0.05, 0.10], [0.01, 0.99])
    >>> network.layers[1].neurons[0].weights
    [0.35891647971788465, 0.4086661860762334]
    """

    def __init__(self, layers, loss="half_squared_error", optimizer="sgd"):
        self.layers = list(checks.sequence(layers, "layers", "a list of layers"))
        if not self.layers:
            raise NeurosimError("layers", "at least one layer", layers)
        for i, layer in enumerate(self.layers):
            if not isinstance(layer, NeuronLayer):
                raise NeurosimError(f"layers[{i}]", "a layer", layer)
        if len(set(map(id, self.layers))) < len(self.layers):
            raise NeurosimError("layers", "layers of their own", got="the same layer twice")
        for i, (layer, after) in enumerate(zip(self.layers, self.layers[1:]), 1):
            wanted, got = len(layer.neurons), len(after.neurons[0].weights)
            if wanted != got:
                expected = f"{wanted} numbers, one for each neuron of the layer before"
                raise NeurosimError(f"layers[{i}].weights[0]", expected, got=str(got))
        self.dropouts = [layer for layer in self.layers if isinstance(layer, DropoutLayer)]
        self.loss = LOSSES.make(loss)
        problem = self.loss.why_not(self.layers[-1].activation, f"layers[{len(self.layers) - 1}]")
        if problem:
            raise NeurosimError("loss", problem=problem)
        self.optimizer = OPTIMIZERS.make(optimizer)

    @classmethod
    def build(cls, *sizes, activation="sigmoid", bias="own", initialize="glorot_uniform", seed=0,
              loss="half_squared_error", optimizer="sgd"):
        """A network of these sizes, inputs first, with weights drawn from a generator of its own.

        >>> NeuralNetwork.build(2, 5, 1, seed=1)
        NeuralNetwork(2-5-1, sigmoid, half_squared_error)
        """
        from random import Random    # only where something is drawn: it takes a while to import
        for i, size in enumerate(sizes):
            checks.integer(size, f"sizes[{i}]")
        random, initializer = Random(checks.integer(seed, "seed", low=0)), INITIALIZERS.make(initialize)
        layers = [make_layer(*initializer.layer(random, inputs, neurons, bias), bias, activation)
                  for inputs, neurons in zip(sizes, sizes[1:])]
        return cls(layers, loss, optimizer)

    # The way forward.

    def feed_forward(self, inputs):
        """The answer, layer by layer, front to back."""
        try:
            outs = checks.numbers(inputs, "inputs", len(self.layers[0].neurons[0].weights))
        except NeurosimError as error:
            if type(inputs) in (list, tuple) and inputs and {list, tuple} >= set(map(type, inputs)):
                error = NeurosimError("inputs", "the numbers of one sample; `answers` takes a list of samples", inputs)
            raise error from None
        for layer in self.layers:
            outs = layer.feed_forward(outs)
        self.outs = outs
        return list(outs)

    def errors(self, targets):
        """How wrong the last answer was: the part of E that is each output's."""
        return self.said(self.loss.errors, targets)

    # The way back.

    def dE_douts(self, targets):
        """How E changes with each out."""
        return self.said(self.loss.dE_douts, targets)

    def backpropagate(self, targets):
        """From the loss back to the first layer; changes no weight."""
        dE_douts = self.dE_douts(targets)
        for layer in reversed(self.layers):
            layer.backpropagate(dE_douts)
            if layer is not self.layers[0]:
                dE_douts = layer.dE_dinputs()

    def gradient(self, batch, reduction="mean"):
        """The slopes of E by every weight and bias, over a batch of (inputs, targets): their mean, or their sum."""
        if not batch:
            raise NeurosimError("batch", "at least one sample", batch)
        gradient = None
        for place, (inputs, targets) in enumerate(batch):
            self.feed_forward(inputs)
            try:
                self.backpropagate(targets)
            except Undefined as error:
                error.place = place
                raise
            slopes = [layer.gradient() for layer in self.layers]
            gradient = slopes if gradient is None else added(gradient, slopes)
        return gradient if reduction == "sum" or len(batch) == 1 else divided(gradient, float(len(batch)))

    def learn(self, batch, reduction="mean"):
        """One step: first every slope, only then the optimizer moves the weights. Here alone neurons are dropped."""
        for layer in self.dropouts:
            layer.draw(len(batch))
        try:
            gradient = self.gradient(batch, reduction)
        finally:
            for layer in self.dropouts:
                layer.draw(0)
        self.optimizer.step(self, gradient)

    def train_on(self, feeder, batch_size=1, reduction="mean"):
        """Steps on mini-batches from any iterable of (inputs, targets), a generator too, to its end; returns how many.

        >>> NeuralNetwork.build(1, 1).train_on((([x / 10], [x / 10]) for x in range(10)), batch_size=4)
        3
        """
        checks.integer(batch_size, "batch_size")
        feeder, steps = iter(feeder), 0
        while batch := list(islice(feeder, batch_size)):
            self.learn([checks.pair(sample, "sample") for sample in batch], reduction)
            steps += 1
        return steps

    def train(self, inputs, targets):
        """One step on one sample."""
        self.learn([(inputs, targets)])

    # Questions.

    def answers(self, rows):
        """The answers to a batch: N rows of P inputs in, N rows of K outs out."""
        return [self.feed_forward(inputs) for inputs in checks.sequence(rows, "rows", "a list of lists of numbers")]

    def error(self, inputs, targets):
        """E for one sample."""
        self.feed_forward(inputs)
        return total(self.errors(targets))

    def calculate_total_error(self, samples):
        """E over all samples, each (inputs, targets), added up."""
        return total([self.error(inputs, targets) for inputs, targets in samples])

    def checked(self, targets):
        outputs = len(self.layers[-1].neurons)
        targets = checks.numbers(targets, "targets", self.loss.targets_wanted(outputs))
        if self.loss.targets:
            try:
                self.loss.check_targets(targets, outputs)
            except NeurosimError as error:
                raise error.inside("targets") from None
        return targets

    def said(self, by_loss, targets):
        """What the loss says of the last answer."""
        targets = self.checked(targets)
        try:
            return by_loss(targets, self.outs)
        except (ArithmeticError, AttributeError, ValueError) as problem:
            raise self.explained(problem, targets) from None

    def explained(self, problem, targets):
        """Why the loss had no answer: nobody ran forward, or an out is where the loss is infinite. Asked only then."""
        if isinstance(problem, NeurosimError):
            return problem
        if not hasattr(self, "outs"):
            return NeurosimError("", problem="run forward first")
        return self.loss.undefined(targets, self.outs) or problem

    def inspect(self):
        """Shows every weight and bias on standard output, as the tutorial's method does."""
        sys.stdout.write(f"{self}\n")

    def __str__(self):
        lines = [f"{len(self.layers[0].neurons[0].weights)} inputs"]
        for number, layer in enumerate(self.layers, 1):
            lines.append(f"layer {number}: {layer!r}")
            lines += [f"    neuron {place}: {neuron!r}" for place, neuron in enumerate(layer.neurons, 1)]
        return "\n".join(lines)

    def sizes(self):
        """2-5-1; of many layers the first and the last: 1-1-1-...-1 (10001 layers)."""
        sizes = [len(self.layers[0].neurons[0].weights), *[len(layer.neurons) for layer in self.layers]]
        if len(sizes) <= 12:
            return "-".join(map(str, sizes))
        return "-".join(map(str, sizes[:3])) + f"-...-{sizes[-1]} ({len(sizes) - 1} layers)"

    def __repr__(self):
        activations = dict.fromkeys(layer.activation.name for layer in self.layers)
        return f"NeuralNetwork({self.sizes()}, {', '.join(activations)}, {self.loss})"


def added(gradient, slopes):
    """Two gradients of one shape (layers, lists, numbers), number by number."""
    return [[list(map(add, *lists)) for lists in zip(*layers)] for layers in zip(gradient, slopes)]


def divided(gradient, count):
    return [[[slope / count for slope in slopes] for slopes in layer] for layer in gradient]
