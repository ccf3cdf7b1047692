"""Step 2: neurons side by side are a layer, layers in a row are a network; E says how wrong its answer is."""

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


class Layer:
    def __init__(self, weights, biases):
        self.neurons = [Neuron(row, bias) for row, bias in zip(weights, biases)]

    def feed_forward(self, inputs):
        return [neuron.feed_forward(inputs) for neuron in self.neurons]


class Network:
    def __init__(self, layers):
        self.layers = layers

    def feed_forward(self, inputs):
        for layer in self.layers:
            inputs = layer.feed_forward(inputs)
        self.outs = inputs
        return inputs

    def error(self, targets):
        E = 0.0
        for target, out in zip(targets, self.outs):
            E += 0.5 * (target - out) ** 2
        return E


def worked_example():
    hidden = Layer([[0.15, 0.20], [0.25, 0.30]], [0.35, 0.35])
    output = Layer([[0.40, 0.45], [0.50, 0.55]], [0.60, 0.60])
    return Network([hidden, output])


if __name__ == "__main__":
    network = worked_example()
    print("outs", network.feed_forward([0.05, 0.10]))
    print("E", network.error([0.01, 0.99]))
