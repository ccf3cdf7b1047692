"""Mistakes met in public after the catalogue had grown by the first set, written anew after what their authors did.

Measured before anything was changed for them. Nothing is copied. `as proposed there` is what somebody took to be right.
"""

from math import exp

from wild_programs import BATCH, CLASSES, MEANS, RELUS, SIGMOIDS, Program


class SoftmaxWithoutOut(Program):
    last = "softmax"

    def output_delta(self, nets, outs, targets):
        return [2 / len(outs) * (out - target) * (1 - out) for out, target in zip(outs, targets)]


class SoftmaxOwnOnly(Program):
    """The slope of the cross-entropy, times out · (1 − out)."""

    last = "softmax"

    def output_delta(self, nets, outs, targets):
        return [-target / out * out * (1 - out) for out, target in zip(outs, targets)]


class SlopeTwice(Program):
    last = "softmax"

    def output_delta(self, nets, outs, targets):
        return [(out - target) * out * (1 - out) for out, target in zip(outs, targets)]


class SoftmaxForgotten(Program):
    last = "softmax"

    def output_delta(self, nets, outs, targets):
        return [2 / len(outs) * (out - target) for out, target in zip(outs, targets)]


class Relus(Program):
    hidden, last = "relu", "linear"

    def error(self, outs, targets):
        return [2 * (out - target) / len(outs) for out, target in zip(outs, targets)]


class OnesForRelu(Relus):
    def slope(self, name, net, out):
        return 1.0


class SigmoidForRelu(Relus):
    def slope(self, name, net, out):
        return out * (1 - out) if name == "relu" else 1.0


class MaskTurned(Relus):
    def slope(self, name, net, out):
        return float(net < 0) if name == "relu" else 1.0


class ErrorLostBelow0(Relus):
    """Where the net is below 0 the slope of leaky relu is the whole δ: the error is not multiplied in."""

    hidden = "leaky_relu"

    def activated(self, name, nets):
        return [net if net > 0 or name == "linear" else 0.01 * net for net in nets]

    def slopes(self, weights, biases, inputs, targets):
        self.lost = {}
        return super().slopes(weights, biases, inputs, targets)

    def back(self, rows, delta, outs, next_outs, error):
        errors = super().back(rows, delta, outs, next_outs, error)
        self.waiting = list(errors)
        return errors

    def slope(self, name, net, out):
        if name == "linear":
            return 1.0
        error = self.waiting.pop(0)
        return 1.0 if net > 0 else 0.01 / error


class BiasOfLast(Program):
    """In a batch a bias has the δ of the last sample."""

    def slopes(self, weights, biases, inputs, targets):
        dws, self.last_dbs = super().slopes(weights, biases, inputs, targets)
        return dws, self.last_dbs

    def of_biases(self, dbs, dws, count):
        return self.last_dbs


class BiasColumns(Program):
    """In a batch every sample keeps a bias of its own: a column for each."""

    reduction = "sum"

    def __call__(self, weights, biases, inputs, targets, rate):
        self.columns = []
        return super().__call__(weights, biases, inputs, targets, rate)

    def slopes(self, weights, biases, inputs, targets):
        found = super().slopes(weights, biases, inputs, targets)
        self.columns.append(found[1])
        return found

    def moved(self, weights, biases, dws, dbs, rate):
        new, _ = super().moved(weights, biases, dws, dbs, rate)
        columns = [[list(each) for each in zip(*rows)] for rows in zip(*self.columns)]
        return new, [[[b - rate * d for d in ds] for b, ds in zip(row, layer)] for row, layer in zip(biases, columns)]


class NetsOverwritten(Program):
    """σ was applied in place, so that the nets are outs when the slopes are taken of them."""

    def slope(self, name, net, out):
        again = 1 / (1 + exp(-out))
        return again * (1 - again)


class Momentum(Program):
    """Velocity, and what the step goes along; of several steps in a row."""

    momentum = 0.9

    def __init__(self):
        self.t, self.memory = 0, {}

    def moved(self, weights, biases, dws, dbs, rate):
        self.t += 1
        dws = [[[self.along((n, j, i), d, rate) for i, d in enumerate(ds)] for j, ds in enumerate(dw)]
               for n, dw in enumerate(dws)]
        dbs = [[self.along((n, j), d, rate) for j, d in enumerate(db)] for n, db in enumerate(dbs)]
        return super().moved(weights, biases, dws, dbs, rate)

    def along(self, key, g, rate):
        self.memory[key] = velocity = self.momentum * self.memory.get(key, 0.0) + g
        return velocity


class NesterovBackwards(Momentum):
    def along(self, key, g, rate):
        return g - self.momentum * super().along(key, g, rate)


class VelocityOfBefore(Momentum):
    """A running mean, one step late, and 1 − momentum a second time in the step."""

    def along(self, key, g, rate):
        before = self.memory.get(key, 0.0)
        self.memory[key] = self.momentum * before + (1 - self.momentum) * g
        return (1 - self.momentum) * before


class VelocityLost(Momentum):
    def along(self, key, g, rate):
        return g


class RateMissingAtFirst(Momentum):
    """The rate stands in the velocity, but for the first step."""

    def along(self, key, g, rate):
        before = self.memory.get(key)
        self.memory[key] = velocity = g if before is None else self.momentum * before + rate * g
        return velocity / rate


class VelocityAsMean(Momentum):
    def along(self, key, g, rate):
        self.memory[key] = velocity = self.momentum * self.memory.get(key, 0.0) + (1 - self.momentum) * g
        return velocity


ROLLING = {**SIGMOIDS, "optimizer": {"name": "sgd", "momentum": 0.9, "learning_rate": 0.2}}
NESTEROV = {**SIGMOIDS, "optimizer": {"name": "sgd", "momentum": 0.9, "nesterov": True, "learning_rate": 0.1}}
LEAKY = {"activations": ("leaky_relu", "linear"), "loss": "mean_squared_error"}
SECOND = [    # the program, how it is handed in, the names of what was done (none: outside the catalogue), where
    (SoftmaxWithoutOut, MEANS, {"softmax_slope_one_minus_out"}, "neuroph/neuroph, issue 37"),
    (SoftmaxOwnOnly, CLASSES, {"softmax_diagonal_only"}, "deeplearning4j/libnd4j, issue 440"),
    (SlopeTwice, CLASSES, {"extra_output_slope"}, "rasmusbergpalm/DeepLearnToolbox, issue 113 (as proposed there)"),
    (SlopeTwice, {**CLASSES, "shapes": [(3, 4, 5)]}, {"extra_output_slope"},
     "jorgenkg/python-neural-network, pull request 6"),
    (SoftmaxForgotten, MEANS, {"missing_output_slope"}, "april-org/april-ann, issue 5"),
    (OnesForRelu, RELUS, {"missing_hidden_slope"}, "deeplearning4j/nd4j, issue 271"),
    (SigmoidForRelu, RELUS, {"sigmoid_slope_everywhere"}, "jeffheaton/encog-dotnet-core, issue 124"),
    (MaskTurned, RELUS, {"slope_of_other_side"}, "patrikeh/go-deep, issue 30 (as proposed there)"),
    (ErrorLostBelow0, LEAKY, {"error_left_out"}, "SilasMarvin/dnns-from-scratch-in-zig, issue 5"),
    (BiasOfLast, BATCH, {"bias_not_summed"}, "mlpack/mlpack, pull request 3679"),
    (BiasColumns, BATCH, {"bias_not_summed"}, "jimfleming/differentiation, issue 1"),
    (NetsOverwritten, SIGMOIDS, {"slope_at_out"}, "deeplearning4j/deeplearning4j, pull request 364"),
    (NesterovBackwards, NESTEROV, {"nesterov_sign"}, "PaddlePaddle/Paddle, pull request 12231"),
    (NesterovBackwards, {**NESTEROV, "shapes": [(2, 3, 1)]}, {"nesterov_sign"},
     "fchollet/deep-learning-with-python-notebooks, issue 19"),
    (VelocityOfBefore, ROLLING, set(), "mdenil/dropout, issue 4"),
    (VelocityLost, ROLLING, {"memory_lost"}, "kozistr/pytorch_optimizer, pull request 516"),
    (RateMissingAtFirst, ROLLING, set(), "zc911/MatrixSlow, pull request 17"),
    (VelocityAsMean, ROLLING, {"velocity_as_mean"}, "keras-team/keras, issue 13971 (as expected there)")]
