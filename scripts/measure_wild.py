"""How does diagnosis do on other people's programs? Mistakes met in public, written anew after what their authors did.

    python scripts/measure_wild.py      the table of docs/diagnosis.md: mistakes with their sources, and right code

Nothing is copied: `Program` is a step as a course writes it, and each entry of WILD does otherwise what was done there.
Told is: named first, by all of its names where several were made; or said by its factor, or by what it is right for.
A false story is a mistake named where none of them was made, and nothing said of that kind.
"""

import sys
from math import exp, sqrt, tanh
from struct import pack, unpack

from neurosim import diagnose_function


class Program:
    """A step on one sample or on a batch; the methods are what people get wrong."""

    hidden, last, reduction = "sigmoid", "sigmoid", "mean"

    def __call__(self, weights, biases, inputs, targets, rate):
        batch = list(zip(inputs, targets)) if isinstance(inputs[0], list) else [(inputs, targets)]
        passes = [self.slopes(weights, biases, *sample) for sample in batch]
        share = 1.0 / len(batch) if self.reduction == "mean" else 1.0
        dws = [[[share * sum(cells) for cells in zip(*rows)] for rows in zip(*layers)] for layers in zip(*[p[0] for p in passes])]
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
        f = {"sigmoid": lambda x: 1 / (1 + exp(-x)), "tanh": tanh, "relu": lambda x: max(0.0, x), "linear": lambda x: x}[name]
        return list(map(f, nets))

    def slopes(self, weights, biases, inputs, targets):
        """(dw, db), layer by layer."""
        nets, outs = self.forward(weights, biases, inputs)
        delta = self.output_delta(nets[-1], outs[-1], targets)
        deltas = [delta]
        for layer in range(len(weights) - 1, 0, -1):
            errors = self.back(weights[layer], deltas[0], outs[layer], outs[layer + 1], self.error(outs[-1], targets))
            deltas.insert(0, [e * self.slope(self.hidden, net, out) for e, net, out in zip(errors, nets[layer - 1], outs[layer])])
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
        return ([[[w - rate * d for w, d in zip(ws, ds)] for ws, ds in zip(rows, dw)] for rows, dw in zip(weights, dws)],
                [[b - rate * d for b, d in zip(row, db)] for row, db in zip(biases, dbs)])


# Mistakes. Each a class that does one thing otherwise, or two.

class NoOutputSlope(Program):
    def output_delta(self, nets, outs, targets):
        return self.error(outs, targets)


class MovedFirst(Program):
    """Goes back through weights that have moved already."""

    def __call__(self, weights, biases, inputs, targets, rate):
        self.rate = rate
        return super().__call__(weights, biases, inputs, targets, rate)

    def back(self, rows, delta, outs, next_outs, error):
        moved = [[w - self.rate * d * x for w, x in zip(ws, outs)] for ws, d in zip(rows, delta)]
        return self.back_through(moved, delta, error)

    def back_through(self, rows, delta, error):
        return [sum(d * ws[i] for d, ws in zip(delta, rows)) for i in range(len(rows[0]))]


class MovedFirstRawError(MovedFirst):
    """What goes back is the error, and the error that it makes of the layer before, never a δ."""

    def output_delta(self, nets, outs, targets):
        self.raw = self.error(outs, targets)
        return super().output_delta(nets, outs, targets)

    def back_through(self, rows, delta, error):
        self.raw = [sum(e * ws[i] for e, ws in zip(self.raw, rows)) for i in range(len(rows[0]))]
        return self.raw


class SumOverLayer(Program):
    def db(self, deltas):
        return [sum(deltas)] * len(deltas)


class SumOverClasses(SumOverLayer):
    last = "softmax"


class OfNet(Program):
    def slope(self, name, net, out):
        return net * (1 - net)


class Upwards(Program):
    def moved(self, weights, biases, dws, dbs, rate):
        return super().moved(weights, biases, dws, dbs, -rate)


class MeanOfBiases(Program):
    reduction = "sum"

    def of_biases(self, dbs, dws, count):
        return [[b / count for b in row] for row in dbs]


class RowsOfWeights(Program):
    def of_biases(self, dbs, dws, count):
        return [[sum(ws) for ws in rows] for rows in dws]


class BiasesTwice(Program):
    def of_biases(self, dbs, dws, count):
        return [[b / count for b in row] for row in dbs]


class SlopeAtOut(Program):
    hidden = last = "tanh"

    def slope(self, name, net, out):
        return 1 - tanh(out) ** 2


class TanhPlus(Program):
    hidden = last = "tanh"

    def slope(self, name, net, out):
        return 1 + out * out


class TanhWithoutOne(Program):
    hidden = last = "tanh"

    def slope(self, name, net, out):
        return -out * out


class SigmoidForTanh(Program):
    hidden = last = "tanh"

    def slope(self, name, net, out):
        return out * (1 - out)


class HalfOfMean(Program):
    last = "linear"

    def error(self, outs, targets):
        return [(out - target) / len(outs) for out, target in zip(outs, targets)]


class BiasesStay(Program):
    def of_biases(self, dbs, dws, count):
        return [[0.0 * b for b in row] for row in dbs]


class SoftmaxDiagonal(Program):
    last = "softmax"

    def output_delta(self, nets, outs, targets):
        return [2 / len(outs) * (out - target) * out * (1 - out) for out, target in zip(outs, targets)]


class SoftmaxOut(Program):
    last = "softmax"

    def output_delta(self, nets, outs, targets):
        return [(out - target) * out for out, target in zip(outs, targets)]


class OutsGoBack(Program):
    def back(self, rows, delta, outs, next_outs, error):
        return [sum(o * ws[i] for o, ws in zip(next_outs, rows)) for i in range(len(outs))]


class TransposedBack(Program):
    def back(self, rows, delta, outs, next_outs, error):
        columns = list(zip(*rows)) if len(rows) == len(rows[0]) else rows
        return super().back(columns, delta, outs, next_outs, error)


class NoInput(Program):
    def slope(self, name, net, out):
        again = 1 / (1 + exp(-out))
        return again * (1 - again)

    def dw(self, delta, x, w):
        return delta


class WeightForInput(Program):
    def error(self, outs, targets):
        return [2 * (out - target) for out, target in zip(outs, targets)]

    def back(self, rows, delta, outs, next_outs, error):
        return super().back(rows, error, outs, next_outs, error)

    def dw(self, delta, x, w):
        return delta * w


class NoMask(Program):
    hidden, last = "relu", "linear"

    def error(self, outs, targets):
        return [2 * (out - target) / len(outs) for out, target in zip(outs, targets)]

    def slope(self, name, net, out):
        return 1.0


class NoHiddenSlope(Program):
    def slope(self, name, net, out):
        return 1.0

    def output_delta(self, nets, outs, targets):
        return [(out - target) * out * (1 - out) for out, target in zip(outs, targets)]


class Adam(Program):
    """Adam on the gradients; `corrected` is how a running mean is corrected."""

    def __init__(self):
        self.t, self.memory = 0, {}

    def moved(self, weights, biases, dws, dbs, rate):
        self.t += 1
        dws = [[[self.direction((n, j, i), d) for i, d in enumerate(ds)] for j, ds in enumerate(dw)] for n, dw in enumerate(dws)]
        dbs = [[self.direction((n, j), d) for j, d in enumerate(db)] for n, db in enumerate(dbs)]
        return super().moved(weights, biases, dws, dbs, rate)

    def direction(self, key, g):
        m, v = self.memory.get(key, (0.0, 0.0))
        self.memory[key] = m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        return self.corrected(m, 0.9) / (sqrt(self.corrected(v, 0.999)) + 1e-8)

    def corrected(self, mean, beta):
        return mean / (1 - beta ** self.t)


class AdamUncorrected(Adam):
    def corrected(self, mean, beta):
        return mean


class AdamConstant(Adam):
    def corrected(self, mean, beta):
        return mean / (1 - beta)


class AdamMultiplied(Adam):
    def corrected(self, mean, beta):
        return mean * (1 - beta ** self.t)


SIGMOIDS = {"activations": ("sigmoid", "sigmoid"), "loss": "half_squared_error"}
TANHS = {"activations": ("tanh", "tanh"), "loss": "half_squared_error"}
CLASSES = {"activations": ("sigmoid", "softmax"), "loss": "categorical_cross_entropy"}
MEANS = {"activations": ("sigmoid", "softmax"), "loss": "mean_squared_error"}
BATCH = {**SIGMOIDS, "batch": 5}
ADAM = {**SIGMOIDS, "optimizer": "adam"}
WILD = [    # the program, how it is handed in, the names of what was done (none: outside the catalogue), source
    (NoOutputSlope, SIGMOIDS, {"missing_output_slope"}, "Bot-Academy/NeuralNetworkFromScratch, pull request 3, first"),
    (MovedFirst, SIGMOIDS, {"updated_weights"}, "Bot-Academy/NeuralNetworkFromScratch, pull request 3, second"),
    (SumOverLayer, SIGMOIDS, {"bias_sum_over_layer"}, "Bot-Academy/NeuralNetworkFromScratch, nn.py"),
    (MovedFirst, {**SIGMOIDS, "shapes": [(3, 4, 2)]}, {"updated_weights"}, "joelgrus/data-science-from-scratch, issue 31"),
    (MovedFirstRawError, SIGMOIDS, {"updated_weights", "raw_error_propagated"}, "kim-marcel/basic_neural_network, issue 7"),
    (MovedFirstRawError, {**SIGMOIDS, "shapes": [(2, 4, 1)]}, {"updated_weights", "raw_error_propagated"}, "CodingTrain/Toy-Neural-Network-JS, issue 72"),
    (OfNet, SIGMOIDS, {"slope_of_net"}, "kyle8998/Sudo-Productivity, issue 3"),
    (Upwards, SIGMOIDS, {"ascent"}, "udacity/deep-learning-v2-pytorch, issue 24"),
    (MeanOfBiases, {**BATCH, "reduction": "sum"}, {"divided_in_part"}, "kvfrans/notes, issue 5"),
    (RowsOfWeights, BATCH, {"bias_sum_over_inputs"}, "rust0258/Deeplearning.ai-Natural-Language-Processing-Specialization, issue 64"),
    (BiasesTwice, BATCH, {"divided_twice"}, "deeplearning4j/deeplearning4j, pull request 366"),
    (SumOverClasses, {**CLASSES, "shapes": [(2, 3)]}, {"bias_sum_over_layer"}, "rasbt/stat453-deep-learning-ss21, issue 5"),
    (MeanOfBiases, BATCH, {"divided_in_part"}, "hunkim/DeepLearningZeroToAll, issue 173"),
    (SlopeAtOut, TANHS, {"slope_at_out"}, "davidrmiller/neural2d, issue 40"),
    (TanhPlus, TANHS, {"wrong_square"}, "nicodjimenez/lstm, issue 41 (as proposed there)"),
    (TanhWithoutOne, TANHS, {"wrong_square"}, "scutan90/DeepLearning-500-questions, issue 544"),
    (SigmoidForTanh, TANHS, {"sigmoid_slope_everywhere"}, "ttezel/nn, issue 8"),
    (HalfOfMean, {"activations": ("sigmoid", "linear"), "loss": "mean_squared_error"}, {"half_kept"}, "Open-Deep-ML/DML-OpenProblem, issue 54"),
    (BiasesStay, SIGMOIDS, {"bias_not_trained"}, "mattm/simple-neural-network, pull request 10"),
    (SoftmaxDiagonal, MEANS, {"softmax_diagonal_only"}, "RoboticsClubIITJ/ML-DL-implementation, pull request 153"),
    (SoftmaxDiagonal, {**MEANS, "shapes": [(2, 3, 4)]}, {"softmax_diagonal_only"}, "SebLague/Neural-Network-Experiments, pull request 5"),
    (OutsGoBack, SIGMOIDS, {"out_instead_of_delta"}, "a question in Nemotron-CC-Math-v1, Basic Neural Network Problem in Training"),
    (TransposedBack, {**SIGMOIDS, "shapes": [(3, 3, 3)]}, {"transposed_backward"}, "codeproject.com, question 1097336"),
    (MovedFirst, {**SIGMOIDS, "shapes": [(2, 2, 1)]}, {"updated_weights"}, "stackoverflow.com, question 29587779"),
    (NoInput, SIGMOIDS, {"missing_input_factor", "slope_at_out"}, "stackoverflow.com, question 12558517"),
    (AdamUncorrected, ADAM, {"adam_uncorrected"}, "oxiglade/mlx-rs, issue 301"),
    (AdamUncorrected, {**ADAM, "shapes": [(2, 3, 1)]}, {"adam_uncorrected"}, "BVLC/caffe, issue 4224 (as reported there)"),
    (AdamConstant, ADAM, {"adam_miscorrected"}, "eriklindernoren/ML-From-Scratch, issue 35"),
    (AdamMultiplied, ADAM, {"adam_miscorrected"}, "karpathy/convnetjs, pull requests 70 and 107"),
    (SoftmaxOut, MEANS, {"softmax_slope_out"}, "stackoverflow.com, question 75378819"),
    (WeightForInput, SIGMOIDS, {"weight_instead_of_input", "raw_error_propagated", "factor_two"}, "stats.stackexchange.com, question 464262"),
    (NoMask, {"activations": ("relu", "linear"), "loss": "mean_squared_error"}, {"missing_hidden_slope"}, "forums.fast.ai, topic 107030"),
    (NoHiddenSlope, SIGMOIDS, {"missing_hidden_slope"}, "the same of a sigmoid, as asked in many threads")]


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


class ReluLinear(NoMask):
    def slope(self, name, net, out):
        return Program.slope(self, name, net, out)


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


RIGHT = [("double precision", Program, {}), ("single precision", Single, {}), ("a learning rate of its own", OwnRate, {}),
         ("the sum over a batch", Sum, {"batch": 5}), ("the mean over a batch", Program, {"batch": 5}),
         ("sigmoid, cross-entropy", NoOutputSlope, {}), ("softmax, cross-entropy", Classes, {}), ("relu, linear, mean of squares", ReluLinear, {}),
         ("changed in place", InPlace, {}), ("a dict returned", AsDict, {}), ("matrices as (inputs, outputs)", Columns, {"weights": "columns"}),
         ("without the ½", WholeSquare, {}), ("Adam", Adam, {"optimizer": "adam"})]


def judged(program, setup, wanted):
    """(how it counts, what was said)."""
    step = program if issubclass(program, Adam) else program()
    found = diagnose_function(step, **setup)
    names, factors = found.mistakes, [fault.constant for fault in found.faults if fault.constant is not None]
    said = ", ".join(names[:3]) or ("right for another" if found.right_instead else f"factor {factors[0]:g}" if factors else "nothing known")
    if found.agree:
        return "agrees", "right"
    firsts = {fault.names[0] for fault in found.faults if fault.names}
    if wanted and (wanted <= firsts or names and len(wanted) == 1 and names[0] in wanted):
        return "named", said
    if factors or found.right_instead:
        return "told", said
    if wanted & set(names):
        return "in part", said
    return ("false" if names else "not told"), said


def main():
    print("| what was done | where | said |\n|---|---|---|")
    counts = {}
    for program, setup, wanted, source in WILD:
        verdict, said = judged(program, setup, wanted)
        counts[verdict] = counts.get(verdict, 0) + 1
        print(f"| {' and '.join(sorted(wanted)) or program.__name__} | {source} | {verdict}: {said} |", flush=True)
    print("\n" + ", ".join(f"{verdict} {count}" for verdict, count in sorted(counts.items())), f"of {len(WILD)}\n")
    print("| right code | said |\n|---|---|")
    for name, program, setup in RIGHT:
        print(f"| {name} | {judged(program, setup, set())[1]} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
