"""Step 3: the slope of an output weight, by the chain rule: E hears of w by way of net and out."""

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

    def backpropagate(self, dE_dout):
        self.dE_dout = dE_dout
        self.dout_dnet = self.out * (1 - self.out)
        self.dE_dnet = self.dE_dout * self.dout_dnet

    def dE_dws(self):
        return [self.dE_dnet * x for x in self.inputs]


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

    def dE_douts(self, targets):
        return [out - target for target, out in zip(targets, self.outs)]


def worked_example():
    hidden = Layer([[0.15, 0.20], [0.25, 0.30]], [0.35, 0.35])
    output = Layer([[0.40, 0.45], [0.50, 0.55]], [0.60, 0.60])
    return Network([hidden, output])


if __name__ == "__main__":
    network = worked_example()
    network.feed_forward([0.05, 0.10])
    o1 = network.layers[-1].neurons[0]
    o1.backpropagate(network.dE_douts([0.01, 0.99])[0])
    print("dE_dout_o1", o1.dE_dout)
    print("dout_o1_dnet_o1", o1.dout_dnet)
    print("dE_dnet_o1", o1.dE_dnet)
    print("dE_dw5, dE_dw6", o1.dE_dws())
