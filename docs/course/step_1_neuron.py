"""Step 1: one neuron weighs its inputs, adds its bias, and squashes the sum."""

from math import exp


def sigmoid(net):
    return 1 / (1 + exp(-net))


class Neuron:
    def __init__(self, weights, bias):
        self.weights, self.bias = weights, bias

    def feed_forward(self, inputs):
        self.inputs = inputs
        self.net = 0.0
        for weight, x in zip(self.weights, inputs):
            self.net += weight * x
        self.net += self.bias
        self.out = sigmoid(self.net)
        return self.out


if __name__ == "__main__":
    h1 = Neuron([0.15, 0.20], 0.35)
    h1.feed_forward([0.05, 0.10])
    print("net_h1", h1.net)
    print("out_h1", h1.out)
