"""A step as a course writes it, and right steps in the variants that people have. measure_wild.py hands them in."""

from math import exp, sqrt, tanh
from struct import pack, unpack


class Program:
    """A step on one sample or on a batch; the methods are what people get wrong."""

    hidden, last, reduction = "sigmoid", "sigmoid", "mean"

    def __call__(self, weights, biases, inputs, targets, rate):
        batch = list(zip(inputs, targets)) if isinstance(inputs[0], list) else [(inputs, targets)]
        passes = [self.slopes(weights, biases, *sample) for sample in batch]
        share = 1.0 / len(batch) if self.reduction == "mean" else 1.0
        dws = [[[share * sum(cells) for cells in zip(*rows)] for rows in zip(*layers)]
               for layers in zip(*[p[0] for p in passes])]
        dbs = [[share * sum(cells) for cells in zip(*rows)] for rows in zip(*[p[1] for p in passes])]
        return self.moved(weights, biases, self.of_weights(dws, len(batch)), self.of_biases(dbs, dws, len(batch)), rate)

    def forward(self, weights, biases, inputs):
        nets, outs = [], [inputs]
        for layer, (rows, row) in enumerate(zip(weights, biases)):
            nets.append([self.net(ws, outs[-1], b) for ws, b in zip(rows, row)])
            outs.append(self.activated(self.activation(layer, weights), nets[-1]))
        return nets, outs

    def net(self, ws, xs, b):
        return b + sum(w * x for w, x in zip(ws, xs))

    def activation(self, layer, weights):
        return self.last if layer == len(weights) - 1 else self.hidden

    def activated(self, name, nets):
        if name == "softmax":
            exps = [exp(net) for net in nets]
            return [each / sum(exps) for each in exps]
        f = {"sigmoid": lambda x: 1 / (1 + exp(-x)), "tanh": tanh, "relu": lambda x: max(0.0, x),
             "linear": lambda x: x}[name]
        return list(map(f, nets))

    def slopes(self, weights, biases, inputs, targets):
        """(dw, db), layer by layer."""
        nets, outs = self.forward(weights, biases, inputs)
        delta = self.output_delta(nets[-1], outs[-1], targets)
        deltas = [delta]
        for layer in range(len(weights) - 1, 0, -1):
            errors = self.back(weights[layer], deltas[0], outs[layer], outs[layer + 1], self.error(outs[-1], targets))
            deltas.insert(0, [e * self.slope(self.hidden, net, out)
                              for e, net, out in zip(errors, nets[layer - 1], outs[layer])])
        dws = [[[self.dw(d, x, w) for x, w in zip(outs[layer], ws)] for d, ws in zip(deltas[layer], weights[layer])]
               for layer in range(len(weights))]
        return dws, [self.db(row) for row in deltas]

    def error(self, outs, targets):
        return [out - target for out, target in zip(outs, targets)]

    def output_delta(self, nets, outs, targets):
        if self.last == "softmax":
            return self.error(outs, targets)
        return [e * self.slope(self.last, net, out) for e, net, out in zip(self.error(outs, targets), nets, outs)]

    def slope(self, name, net, out):
        return {"sigmoid": out * (1 - out), "tanh": 1 - out * out, "relu": float(net > 0), "linear": 1.0}[name]

    def back(self, rows, delta, outs, next_outs, error):
        return [sum(d * ws[i] for d, ws in zip(delta, rows)) for i in range(len(outs))]

    def dw(self, delta, x, w):
        return delta * x

    def db(self, deltas):
        return deltas

    def of_weights(self, dws, count):
        return dws

    def of_biases(self, dbs, dws, count):
        return dbs

    def moved(self, weights, biases, dws, dbs, rate):
        return ([[[w - rate * d for w, d in zip(ws, ds)] for ws, ds in zip(rows, dw)]
                 for rows, dw in zip(weights, dws)],
                [[b - rate * d for b, d in zip(row, db)] for row, db in zip(biases, dbs)])


class Adam(Program):
    """Adam on the gradients; `corrected` is how a running mean is corrected."""

    def __init__(self):
        self.t, self.memory = 0, {}

    def moved(self, weights, biases, dws, dbs, rate):
        self.t += 1
        dws = [[[self.direction((n, j, i), d) for i, d in enumerate(ds)] for j, ds in enumerate(dw)]
               for n, dw in enumerate(dws)]
        dbs = [[self.direction((n, j), d) for j, d in enumerate(db)] for n, db in enumerate(dbs)]
        return super().moved(weights, biases, dws, dbs, rate)

    def direction(self, key, g):
        m, v = self.memory.get(key, (0.0, 0.0))
        self.memory[key] = m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        return self.corrected(m, 0.9) / (sqrt(self.corrected(v, 0.999)) + 1e-8)

    def corrected(self, mean, beta):
        return mean / (1 - beta ** self.t)


# Right code, in the variants people have.

class Single(Program):
    """Rounds what comes out, and what is added up, to single precision."""

    def net(self, ws, xs, b):
        return single(super().net(ws, xs, b))

    def dw(self, delta, x, w):
        return single(single(delta) * single(x))


def single(x):
    return unpack("f", pack("f", x))[0]


class OwnRate(Program):
    def moved(self, weights, biases, dws, dbs, rate):
        return super().moved(weights, biases, dws, dbs, 0.1)


class Sum(Program):
    reduction = "sum"


class Classes(Program):
    last = "softmax"


class CrossEntropy(Program):
    def output_delta(self, nets, outs, targets):
        return self.error(outs, targets)


class ReluLinear(Program):
    hidden, last = "relu", "linear"

    def error(self, outs, targets):
        return [2 * (out - target) / len(outs) for out, target in zip(outs, targets)]


class InPlace(Program):
    def moved(self, weights, biases, dws, dbs, rate):
        weights[:], biases[:] = super().moved(weights, biases, dws, dbs, rate)


class AsDict(Program):
    def moved(self, weights, biases, dws, dbs, rate):
        new = super().moved(weights, biases, dws, dbs, rate)
        return {f"{letter}{place}": value for letter, values in zip("Wb", new) for place, value in enumerate(values, 1)}


class Columns(Program):
    def __call__(self, weights, biases, inputs, targets, rate):
        rows, biases = super().__call__([list(zip(*each)) for each in weights], biases, inputs, targets, rate)
        return [list(map(list, zip(*each))) for each in rows], biases


class WholeSquare(Program):
    def error(self, outs, targets):
        return [2 * (out - target) for out, target in zip(outs, targets)]


RIGHT = [    # what it is, the program, how it is handed in
    ("double precision", Program, {}), ("single precision", Single, {}), ("a learning rate of its own", OwnRate, {}),
    ("the sum over a batch", Sum, {"batch": 5}), ("the mean over a batch", Program, {"batch": 5}),
    ("sigmoid, cross-entropy", CrossEntropy, {}), ("softmax, cross-entropy", Classes, {}),
    ("relu, linear, mean of squares", ReluLinear, {}), ("changed in place", InPlace, {}),
    ("a dict returned", AsDict, {}), ("matrices as (inputs, outputs)", Columns, {"weights": "columns"}),
    ("without the ½", WholeSquare, {}), ("Adam", Adam, {"optimizer": "adam"})]

# How programs are handed in.

SIGMOIDS = {"activations": ("sigmoid", "sigmoid"), "loss": "half_squared_error"}
TANHS = {"activations": ("tanh", "tanh"), "loss": "half_squared_error"}
CLASSES = {"activations": ("sigmoid", "softmax"), "loss": "categorical_cross_entropy"}
MEANS = {"activations": ("sigmoid", "softmax"), "loss": "mean_squared_error"}
RELUS = {"activations": ("relu", "linear"), "loss": "mean_squared_error"}
BATCH = {**SIGMOIDS, "batch": 5}
ADAM = {**SIGMOIDS, "optimizer": "adam"}
