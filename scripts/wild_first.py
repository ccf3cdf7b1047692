"""Mistakes met in public, written anew after what their authors did: the first set, which the catalogue has grown by.

Nothing is copied. Each class does one thing otherwise than wild_programs.Program, or two.
"""

from math import exp, tanh

from wild_programs import ADAM, BATCH, CLASSES, MEANS, SIGMOIDS, TANHS, Adam, Program


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


class AdamUncorrected(Adam):
    def corrected(self, mean, beta):
        return mean


class AdamConstant(Adam):
    def corrected(self, mean, beta):
        return mean / (1 - beta)


class AdamMultiplied(Adam):
    def corrected(self, mean, beta):
        return mean * (1 - beta ** self.t)


FIRST = [    # the program, how it is handed in, the names of what was done, where it was met
    (NoOutputSlope, SIGMOIDS, {"missing_output_slope"}, "Bot-Academy/NeuralNetworkFromScratch, pull request 3, first"),
    (MovedFirst, SIGMOIDS, {"updated_weights"}, "Bot-Academy/NeuralNetworkFromScratch, pull request 3, second"),
    (SumOverLayer, SIGMOIDS, {"bias_sum_over_layer"}, "Bot-Academy/NeuralNetworkFromScratch, nn.py"),
    (MovedFirst, {**SIGMOIDS, "shapes": [(3, 4, 2)]}, {"updated_weights"},
     "joelgrus/data-science-from-scratch, issue 31"),
    (MovedFirstRawError, SIGMOIDS, {"updated_weights", "raw_error_propagated"},
     "kim-marcel/basic_neural_network, issue 7"),
    (MovedFirstRawError, {**SIGMOIDS, "shapes": [(2, 4, 1)]}, {"updated_weights", "raw_error_propagated"},
     "CodingTrain/Toy-Neural-Network-JS, issue 72"),
    (OfNet, SIGMOIDS, {"slope_of_net"}, "kyle8998/Sudo-Productivity, issue 3"),
    (Upwards, SIGMOIDS, {"ascent"}, "udacity/deep-learning-v2-pytorch, issue 24"),
    (MeanOfBiases, {**BATCH, "reduction": "sum"}, {"divided_in_part"}, "kvfrans/notes, issue 5"),
    (RowsOfWeights, BATCH, {"bias_sum_over_inputs"},
     "rust0258/Deeplearning.ai-Natural-Language-Processing-Specialization, issue 64"),
    (BiasesTwice, BATCH, {"divided_twice"}, "deeplearning4j/deeplearning4j, pull request 366"),
    (SumOverClasses, {**CLASSES, "shapes": [(2, 3)]}, {"bias_sum_over_layer"},
     "rasbt/stat453-deep-learning-ss21, issue 5"),
    (MeanOfBiases, BATCH, {"divided_in_part"}, "hunkim/DeepLearningZeroToAll, issue 173"),
    (SlopeAtOut, TANHS, {"slope_at_out"}, "davidrmiller/neural2d, issue 40"),
    (TanhPlus, TANHS, {"wrong_square"}, "nicodjimenez/lstm, issue 41 (as proposed there)"),
    (TanhWithoutOne, TANHS, {"wrong_square"}, "scutan90/DeepLearning-500-questions, issue 544"),
    (SigmoidForTanh, TANHS, {"sigmoid_slope_everywhere"}, "ttezel/nn, issue 8"),
    (HalfOfMean, {"activations": ("sigmoid", "linear"), "loss": "mean_squared_error"}, {"half_kept"},
     "Open-Deep-ML/DML-OpenProblem, issue 54"),
    (BiasesStay, SIGMOIDS, {"bias_not_trained"}, "mattm/simple-neural-network, pull request 10"),
    (SoftmaxDiagonal, MEANS, {"softmax_diagonal_only"}, "RoboticsClubIITJ/ML-DL-implementation, pull request 153"),
    (SoftmaxDiagonal, {**MEANS, "shapes": [(2, 3, 4)]}, {"softmax_diagonal_only"},
     "SebLague/Neural-Network-Experiments, pull request 5"),
    (OutsGoBack, SIGMOIDS, {"out_instead_of_delta"},
     "a question in Nemotron-CC-Math-v1, Basic Neural Network Problem in Training"),
    (TransposedBack, {**SIGMOIDS, "shapes": [(3, 3, 3)]}, {"transposed_backward"}, "codeproject.com, question 1097336"),
    (MovedFirst, {**SIGMOIDS, "shapes": [(2, 2, 1)]}, {"updated_weights"}, "stackoverflow.com, question 29587779"),
    (NoInput, SIGMOIDS, {"missing_input_factor", "slope_at_out"}, "stackoverflow.com, question 12558517"),
    (AdamUncorrected, ADAM, {"adam_uncorrected"}, "oxiglade/mlx-rs, issue 301"),
    (AdamUncorrected, {**ADAM, "shapes": [(2, 3, 1)]}, {"adam_uncorrected"},
     "BVLC/caffe, issue 4224 (as reported there)"),
    (AdamConstant, ADAM, {"adam_miscorrected"}, "eriklindernoren/ML-From-Scratch, issue 35"),
    (AdamMultiplied, ADAM, {"adam_miscorrected"}, "karpathy/convnetjs, pull requests 70 and 107"),
    (SoftmaxOut, MEANS, {"softmax_slope_out"}, "stackoverflow.com, question 75378819"),
    (WeightForInput, SIGMOIDS, {"weight_instead_of_input", "raw_error_propagated", "factor_two"},
     "stats.stackexchange.com, question 464262"),
    (NoMask, {"activations": ("relu", "linear"), "loss": "mean_squared_error"}, {"missing_hidden_slope"},
     "forums.fast.ai, topic 107030"),
    (NoHiddenSlope, SIGMOIDS, {"missing_hidden_slope"}, "the same of a sigmoid, as asked in many threads")]
