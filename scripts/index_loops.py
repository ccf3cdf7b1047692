"""What the benchmark measures against: the usual tutorial program. One object a neuron, loops over indices, two layers."""

from math import exp


class Neuron:
    def __init__(self, weights, bias):
        self.weights, self.bias = weights, bias

    def answer(self, inputs):
        self.inputs = inputs
        net = 0
        for i in range(len(inputs)):
            net += inputs[i] * self.weights[i]
        self.out = self.squash(net + self.bias)
        return self.out

    def squash(self, net):
        return 1 / (1 + exp(-net))

    def error_by_net(self, target):
        return self.error_by_out(target) * self.out_by_net()

    def error_by_out(self, target):
        return -(target - self.out)

    def out_by_net(self):
        return self.out * (1 - self.out)

    def net_by_weight(self, i):
        return self.inputs[i]


class TwoLayers:
    """Sigmoid, half squared error, biases that stay as they are."""

    def __init__(self, network, rate):
        self.hidden, self.output = [[Neuron(list(n.weights), n.bias) for n in layer.neurons] for layer in network.layers]
        self.rate = rate

    def train(self, inputs, targets):
        outs = []
        for neuron in self.hidden:
            outs.append(neuron.answer(inputs))
        for neuron in self.output:
            neuron.answer(outs)
        output_deltas = [0] * len(self.output)
        for o in range(len(self.output)):
            output_deltas[o] = self.output[o].error_by_net(targets[o])
        hidden_deltas = [0] * len(self.hidden)
        for h in range(len(self.hidden)):
            error = 0
            for o in range(len(self.output)):
                error += output_deltas[o] * self.output[o].weights[h]
            hidden_deltas[h] = error * self.hidden[h].out_by_net()
        self.move(self.output, output_deltas)
        self.move(self.hidden, hidden_deltas)

    def move(self, layer, deltas):
        for n in range(len(layer)):
            for w in range(len(layer[n].weights)):
                layer[n].weights[w] -= self.rate * (deltas[n] * layer[n].net_by_weight(w))
