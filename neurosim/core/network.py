"""The network: layers in a row, a loss that says how wrong the last answer was, an optimizer that makes it better."""

from . import batches, describe, dropout, initializers, training
from .guard import door


class NeuralNetwork:
    """Layers in a row: what one layer puts out, the next takes in.

    >>> from neurosim.core.layer import NeuronLayer
    >>> h = NeuronLayer([[0.15, 0.20], [0.25, 0.30]], [0.35], bias="shared", train_bias=False)
    >>> o = NeuronLayer([[0.40, 0.45], [0.50, 0.55]], [0.60], bias="shared", train_bias=False)
    >>> network = NeuralNetwork([h, o])
    >>> network.train([0.05, 0.10], [0.01, 0.99])
    >>> o.neurons[0].weights
    [0.35891647971788465, 0.4086661860762334]
    """

    def __init__(self, layers, loss="half_squared_error", optimizer="sgd"):
        self.layers, self.loss, self.optimizer = door.network(layers, loss, optimizer)
        self.dropouts, self.asks_all, self.place, self.seed = dropout.dropouts(self), batches.asks_all(self), 0, None

    def feed_forward(self, inputs):
        """Front to back."""
        outs = door.inputs(self, inputs)
        for layer in self.layers:
            outs = layer.feed_forward(outs)
        self.outs = outs
        return list(outs)

    def errors(self, targets):
        """How wrong the last answer was: the part of E that is each output's."""
        return self.loss.errors(door.targets(self, targets), self.outs)

    def dE_douts(self, targets):
        """How E changes with each out."""
        return self.loss.dE_douts(door.targets(self, targets), self.outs)

    def backpropagate(self, targets):
        """Back to front; changes no weight."""
        dE_douts = self.dE_douts(targets)
        for layer in self.layers[:0:-1]:
            layer.backpropagate(dE_douts)
            dE_douts = layer.dE_dinputs()
        self.layers[0].backpropagate(dE_douts)

    def learn(self, batch, reduction="mean"):
        """One step: first every slope, only then the optimizer moves the weights."""
        for layer in self.dropouts:
            layer.draw(len(batch))
        self.optimizer.step(self, self.gradient(batch, reduction))

    gradient = batches.gradient    # each sample has a pass of its own, and the slopes of E add up

    # What is no mathematics stands elsewhere.
    build, train, train_on = classmethod(initializers.build), training.train_on_sample, training.train_on
    answers, error, calculate_total_error = training.answers, training.error, training.calculate_total_error
    __repr__, __str__, inspect, sizes = describe.network, describe.whole_network, describe.inspect, describe.sizes
