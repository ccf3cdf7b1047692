"""Questions that learners asked in public, as small inputs: the numbers they had, or a step that does what theirs did.

Each has its source, and what the right answer is. The numbers are theirs; no text and no program of theirs is here.
"""

from wild_first import NoMask, WeightForInput
from wild_programs import Classes, CrossEntropy, OwnRate, Program, ReluLinear, Single
from wild_second import BiasColumns

from neurosim import diagnose_engine, diagnose_function, load


class ThreeFaults(Program):
    """No slope at the output; a layer is moved before the error goes back; one sum is every bias's gradient."""

    def __call__(self, weights, biases, inputs, targets, rate):
        self.rate = rate
        return super().__call__(weights, biases, inputs, targets, rate)

    def output_delta(self, nets, outs, targets):
        return self.error(outs, targets)

    def back(self, rows, delta, outs, next_outs, error):
        moved = [[w - self.rate * d * x for w, x in zip(ws, outs)] for ws, d in zip(rows, delta)]
        return super().back(moved, delta, outs, next_outs, error)

    def db(self, deltas):
        return [sum(deltas)] * len(deltas)


class BiasColumnsOfCrossEntropy(BiasColumns):
    def output_delta(self, nets, outs, targets):
        return self.error(outs, targets)


class DividedBySum(Program):
    """The outs of the last layer are sigmoids divided by their sum, with both cross-entropies added up: it is right."""

    def activated(self, name, nets):
        found = super().activated("sigmoid", nets)
        return [each / sum(found) for each in found] if name == "last" else found

    def activation(self, layer, weights):
        return "last" if layer == len(weights) - 1 else "sigmoid"

    def output_delta(self, nets, outs, targets):
        shares = super().activated("sigmoid", nets)
        whole = sum(shares)
        errors = [(out - target) / (out * (1 - out)) for out, target in zip(outs, targets)]
        mixed = sum(e * out for e, out in zip(errors, outs))
        return [(e - mixed) / whole * share * (1 - share) for e, share in zip(errors, shares)]


class Overwriting:
    """A number of an autograd engine that writes = where += should stand."""

    adds = False

    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents

    def __add__(self, other):
        return type(self)(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return type(self)(self.data * other.data, [(self, other.data), (other, self.data)])

    def relu(self):
        return type(self)(max(0.0, self.data), [(self, float(self.data > 0.0))])

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent, _ in node.parents:
                    visit(parent)
                order.append(node)
        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.grad = self.adds * parent.grad + slope * node.grad


class Adding(Overwriting):
    adds = True


def network(inputs, layers, samples, **others):
    return load({"format": "neurosim-experiment", "version": 1, "inputs": inputs, "layers": layers,
                 "samples": [{"inputs": list(xs), "targets": list(ts)} for xs, ts in samples], **others})


RELUS = [
    {"activation": "relu", "biases": [0.05, 0.03, -0.37, -0.2, -0.02],
     "weights": [[0.21, 0.49, 0.2, -0.78], [0.54, 0.27, -0.32, 0.35], [0.22, 0.18, 0.02, 0.33],
                 [-0.44, -0.1, -0.29, 0.36], [0.02, -0.18, -0.47, -0.15]]},
    {"activation": "relu", "biases": [-0.28, -0.03, 0.03],
     "weights": [[0.0, -0.17, 0.78, 0.6, -1.63], [-1.13, -0.1, -0.25, 0.13, 0.13], [1.27, -0.67, -0.23, 1.23, 0.39]]},
    {"activation": "sigmoid", "weights": [[0.4, -0.31, -0.99]], "biases": [0.01]}]
SOFTMAXES = [{"activation": "softmax", "weights": [[0.2, -0.4, 0.1], [0.5, 0.3, -0.6]], "biases": [0, 0]},
             {"activation": "softmax", "weights": [[0.3, -0.2], [-0.6, 0.4], [0.1, 0.2]], "biases": [0, 0, 0]}]
XOR = [((0, 0), (0,)), ((0, 1), (1,)), ((1, 0), (1,)), ((1, 1), (0,))]
HEIGHTS = zip((1.47, 1.5, 1.52, 1.55, 1.57, 1.6, 1.63, 1.65, 1.68, 1.7, 1.73, 1.75, 1.78, 1.8, 1.83),
              (52.21, 53.12, 54.48, 55.84, 57.2, 58.57, 59.93, 61.29, 63.11, 64.47, 66.28, 68.1, 69.92, 72.19, 74.46))


def one_layer_twice():
    made = network(4, RELUS, [((-0.51, 0.59, 0.89, 0.32), (1,)), ((-0.82, 0.73, -0.5, 0.88), (1,)),
                              ((-1.07, 0.91, -0.02, -1.25), (0,))], loss="binary_cross_entropy",
                   optimizer={"name": "sgd", "learning_rate": 0.1}, training={"steps": 1, "batch_size": "all"})
    return made.diagnose({"dE_dw22": -0.04225547064324776, "dE_dw24": -0.0920475888447442,
                          "dE_dw27": 0.03274798974851701, "dE_dw29": 0.07133688135467675,
                          "dE_dw36": -0.0014380342243780458, "dE_db1": 0.6446382135104276})


def softmax_slope():
    made = network(3, SOFTMAXES, [((0.9, 0.4, 0.3), (1, 0, 0))], loss="mean_squared_error",
                   optimizer={"name": "sgd", "learning_rate": 0.001})
    return made.diagnose({"dE_dw7": "-0.09026570526", "dE_dw8": "-0.12681858512", "dE_dw9": "0.04024526201",
                          "dE_dw10": "0.05654248389", "dE_dw11": "0.05702269471", "dE_dw12": "0.08011389755"})


def no_bias():
    made = network(2, [{"bias": "none", "weights": [[9.6, -4.7]]}], [((0, 0), (0,))])
    return made.diagnose({"net_o1": "0", "out_o1": "0.5", "dE_dw1": "0", "dE_dw2": "0"})


def dead_relus():
    made = network(1, [{"neurons": 2, "activation": "relu"}, {"neurons": 1, "activation": "linear"}],
                   [((height,), (weight,)) for height, weight in HEIGHTS], loss="mean_squared_error",
                   optimizer={"name": "sgd", "learning_rate": 0.7}, training={"steps": 2000}, seed=1)
    return made.diagnose({"out_h1": "0", "out_h2": "0", "dE_dw1": "0", "dE_dw2": "0"}, step=4)


def tiny_weights():
    made = network(2, [{"neurons": 5}, {"neurons": 1}], XOR, loss="binary_cross_entropy",
                   initialize={"scheme": "normal", "deviation": 0.01}, optimizer={"name": "sgd", "learning_rate": 0.03},
                   training={"steps": 20000, "batch_size": "all"}, seed=1)
    return made.diagnose({"dE_dw1": "-1.7e-06", "dE_db6": "-2.4e-03"})


def same_start():
    made = network(2, [{"neurons": 3}, {"neurons": 1}], XOR, initialize="zeros", loss="half_squared_error",
                   optimizer={"name": "sgd", "learning_rate": 0.5}, training={"steps": 20000}, seed=1)
    return made.diagnose({"out_h1": "0.5", "out_h2": "0.5", "out_h3": "0.5", "E": "0.125", "dE_dw1": "0"})


def engines():
    return diagnose_engine(Overwriting)


def programs(program, **setup):
    return lambda: diagnose_function(program(), **setup)


LAST = {"loss": "binary_cross_entropy", "shapes": [(2, 5, 5, 1)]}
CASES = [    # what was asked, the right answer ("right", or what has to be said, in parts), where it was asked, how
    ("δ is out − target", "right", "datascience.stackexchange.com, question 54364", programs(CrossEntropy)),
    ("single precision", "right", "forums and libraries of many", programs(Single)),
    ("its own learning rate", "right", "the same", programs(OwnRate)),
    ("softmax with cross-entropy", "right", "stats.stackexchange.com, question 550353",
     programs(Classes, activations=("sigmoid", "softmax"), loss="categorical_cross_entropy")),
    ("relu, then linear", "right", "forums.fast.ai, topic 107030",
     programs(ReluLinear, activations=("relu", "linear"), loss="mean_squared_error")),
    ("its mask forgotten", "missing_hidden_slope", "the same",
     programs(NoMask, activations=("relu", "linear"), loss="mean_squared_error")),
    ("three faults at once", "missing_output_slope, updated_weights, bias_sum_over_layer",
     "Bot-Academy/NeuralNetworkFromScratch, pull request 3", programs(ThreeFaults)),
    ("a weight for its input, and two faults more", "weight_instead_of_input, raw_error_propagated, squared_error",
     "stats.stackexchange.com, question 464262", programs(WeightForInput, shapes=[(1, 1, 1)])),
    ("biases of each sample", "not summed over the batch", "datascience.stackexchange.com, question 54364",
     programs(BiasColumnsOfCrossEntropy, batch=4, **LAST)),
    ("one layer twice, one bias four times", "exactly 2 ×, exactly 4 ×",
     "bighuang624/Andrew-Ng-Deep-Learning-notes, issue 10", one_layer_twice),
    ("the slope of softmax as out", "softmax_slope_out", "stackoverflow.com, question 75378819", softmax_slope),
    ("a value used twice", "overwritten where it should be added", "karpathy/micrograd, pull request 64", engines),
    ("outs divided by their sum", "if yours are others", "ai.stackexchange.com, question 27010",
     programs(DividedBySum, loss="binary_cross_entropy")),
    ("why not 0, 0 without a bias", "right", "llSourcell/Make_a_neural_network, issue 15", no_bias),
    ("why a constant: dead relus", "right", "NeuraLegion/shainet, issue 39", dead_relus),
    ("why flat: tiny weights", "right", "datascience.stackexchange.com, question 31384", tiny_weights),
    ("why alike: a start of zeros", "right", "coursework of NNDL, question 13", same_start)]
