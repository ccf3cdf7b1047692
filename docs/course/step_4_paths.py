"""Step 4: a hidden neuron feeds all neurons after it, so its slope is a sum over paths; back through every layer."""

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

    def backpropagate(self, dE_douts):
        for neuron, dE_dout in zip(self.neurons, dE_douts):
            neuron.backpropagate(dE_dout)

    def dE_dinputs(self):
        dE_dinputs = [0.0] * len(self.neurons[0].weights)
        for neuron in self.neurons:
            for i, weight in enumerate(neuron.weights):
                dE_dinputs[i] += neuron.dE_dnet * weight
        return dE_dinputs


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

    def backpropagate(self, targets):
        dE_douts = self.dE_douts(targets)
        for layer in reversed(self.layers):
            layer.backpropagate(dE_douts)
            dE_douts = layer.dE_dinputs()


def worked_example():
    hidden = Layer([[0.15, 0.20], [0.25, 0.30]], [0.35, 0.35])
    output = Layer([[0.40, 0.45], [0.50, 0.55]], [0.60, 0.60])
    return Network([hidden, output])


if __name__ == "__main__":
    network = worked_example()
    network.feed_forward([0.05, 0.10])
    network.backpropagate([0.01, 0.99])
    h1 = network.layers[0].neurons[0]
    print("dE_dout_h1", h1.dE_dout)
    print("dE_dw1, dE_dw2", h1.dE_dws())
