"""Values that others have published: docstrings and tests of Keras and tf-keras, Neural Networks from Scratch, CS231n.

Collected, with addresses, in the project's published.json under the names that the rows here carry. Sources:
    tf-*, keras-mae, -mape, -msle, -bce-logits, -cce, -hinge   github.com/keras-team/tf-keras, losses.py and activations.py
    other keras-*                                              github.com/keras-team/keras, losses.py, losses_test.py, metrics
    nnfs-cce                                                   nnfs.io, chapters 5 and 9
    cs231n-softmax-2                                           cs231n.github.io/linear-classify
    softmax-2-1-0                                              notes on GitHub (Bengali), softmax and cross-entropy by hand

Keras computes in float32, and some of its prints are cut off rather than rounded: one unit in the last digit is allowed.
hard_sigmoid is not here: the published one is the old slope of 1/5.
"""

from math import exp

import pytest

from neurosim.core.activations import ACTIVATIONS
from neurosim.core.layers import make_layer
from neurosim.core.losses import LOSSES
from neurosim.core.maths import total

ROWS_01 = [[0, 1], [0, 0]], [[1, 1], [1, 0]]
HALVES = [[0, 1], [0, 0]], [[0.6, 0.4], [0.4, 0.6]]
SIGNS = [[-1, 1], [-1, -1]], [[0.6, 0.4], [0.4, 0.6]]
INTEGERS = [[1, 9, 2], [-5, -2, 6]], [[4, 8, 12], [8, 1, 3]]
NETS = [[0, 1], [0, 0]], [[-18.6, 0.51], [2.94, -12.8]]
FOCAL = [1 / (1 + exp(-net)) for net in (-18.6, 0.51, 2.94, -12.8)]
THREE = [[0.05, 0.95, 0], [0.1, 0.8, 0.1]]
NNFS = [[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]]

LOSS_VALUES = [    # name, loss, targets and outs of each sample, what is published: each sample's E, and their mean
    ("keras-mse-vector", "mean_squared_error", ([[1, 0, 1]], [[0.9, 0.1, 0.8]]), ["0.02"], None),
    ("keras-mae", "mean_absolute_error", ROWS_01, ["0.5", "0.5"], "0.5"),
    ("keras-mape", "mean_absolute_percentage_error", ([[2, 1], [2, 3]], [[1, 1], [1, 0]]), ["25.", "75."], "50."),
    ("keras-mape-vector", "mean_absolute_percentage_error", ([[100, 200, 300]], [[90, 210, 310]]), ["6.111111"], None),
    ("keras-msle", "mean_squared_logarithmic_error", ROWS_01, ["0.240", "0.240"], "0.240"),
    ("keras-msle-metric", "mean_squared_logarithmic_error", ([[0, 1], [0, 0]], [[1, 1], [0, 0]]), ["0.24022643", "0."], "0.12011322"),
    ("keras-test-mae", "mean_absolute_error", INTEGERS, None, "5.5"),
    ("keras-test-mape", "mean_absolute_percentage_error", INTEGERS, None, "211.8518"),
    ("keras-poisson", "poisson", ([[0, 1], [0, 0]], [[1, 1], [0, 0]]), None, "0.5"),
    ("keras-log-cosh", "log_cosh", ([[0, 1], [0, 0]], [[1, 1], [0, 0]]), ["0.217", "0."], "0.10844523"),
    ("keras-cosine", "cosine", ([[0, 1], [1, 1]], [[1, 0], [1, 1]]), None, "0.5"),    # 1 more than Keras's, which is −cos
    ("keras-categorical-hinge", "categorical_hinge", HALVES, ["1.2", "1.6"], "1.4"),
    ("keras-focal-3", {"name": "binary_focal_cross_entropy", "gamma": 3, "balanced": False}, ([[0, 1, 0, 0]], [FOCAL]), ["0.647"], None),
    ("keras-bce-logits", "sigmoid_cross_entropy", NETS, ["0.235", "1.496"], "0.8654"),
    ("keras-bce-probs", "binary_cross_entropy", HALVES, ["0.9162905", "0.714"], "0.81492424"),
    ("keras-cce", "categorical_cross_entropy", ([[0, 1, 0], [0, 0, 1]], THREE), ["0.0513", "2.303"], "1.1769392"),
    ("keras-cce (sparse)", "sparse_categorical_cross_entropy", ([[1], [2]], THREE), ["0.0513", "2.303"], "1.1769392"),
    ("keras-hinge", "hinge", SIGNS, ["1.1", "1.5"], "1.3"),
    ("nnfs-cce", "categorical_cross_entropy", ([[1, 0, 0], [0, 1, 0], [0, 1, 0]], NNFS),
     ["0.35667494", "0.69314718", "0.10536052"], "0.38506088005216804"),
    ("nnfs-cce (sparse)", "sparse_categorical_cross_entropy", ([[0], [1], [1]], NNFS),
     ["0.35667494", "0.69314718", "0.10536052"], "0.38506088005216804"),
]

ACTIVATION_VALUES = [    # name, activation, nets, outs as published
    ("tf-softplus", "softplus", [-20, -1, 0, 1, 20], ["2.0611537e-09", "3.1326166e-01", "6.9314718e-01", "1.3132616e+00", "2.0000000e+01"]),
    ("tf-softsign", "softsign", [-1, 0, 1], ["-0.5", "0.", "0.5"]),
    ("tf-relu", "relu", [-10, -5, 0, 5, 10], ["0.", "0.", "0.", "5.", "10."]),
    ("tf-leaky-relu", {"name": "leaky_relu", "slope": 0.5}, [-10, -5, 0, 5, 10], ["-5.", "-2.5", "0.", "5.", "10."]),
    ("tf-tanh", "tanh", [-3, -1, 0, 1, 3], ["-0.9950547", "-0.7615942", "0.", "0.7615942", "0.9950547"]),
    ("tf-linear", "linear", [-3, -1, 0, 1, 3], ["-3.", "-1.", "0.", "1.", "3."]),
    # The source's own f(-3), -0.00404951, has lost digits to 1 + erf in float32; the exact one is -0.00404969.
    # That of gelu_tanh, -0.00363752, to 1 + tanh.
    ("tf-gelu", "gelu", [-3, -1, 0, 1, 3], ["-0.00404969", "-0.15865529", "0.", "0.8413447", "2.9959507"]),
    ("tf-gelu-tanh", "gelu_tanh", [-3, -1, 0, 1, 3], ["-0.00363739", "-0.15880796", "0.", "0.841192", "2.9963627"]),
    ("cs231n-softmax-2", "softmax", [0.5, -1, 0], ["0.55", "0.12", "0.33"]),
    ("softmax-2-1-0", "softmax", [2, 1, 0], ["0.665", "0.245", "0.090"]),
]


def agree(printed, value):
    """To a unit in the last digit printed, or to what float32 can tell apart, or a double where more digits are printed."""
    digits, _, exponent = printed.partition("e")
    unit = 10.0 ** (int(exponent or 0) - len(digits.partition(".")[2]))
    kept = len(digits.replace(".", "").strip("-0"))
    precision = 0.0 if kept < 6 else 4e-7 if kept < 10 else 1e-15
    return abs(value - float(printed)) <= max(unit * 1.0000001, precision * abs(value))


@pytest.mark.parametrize("name, loss, data, each, mean", LOSS_VALUES, ids=[row[0] for row in LOSS_VALUES])
def test_losses(name, loss, data, each, mean):
    """E of each sample, and the mean over them."""
    errors = []
    for targets, outs in zip(*data):
        targets, outs = list(map(float, targets)), list(map(float, outs))
        LOSSES.make(loss).check_targets(targets, len(outs))
        errors.append(total(LOSSES.make(loss).errors(targets, outs)))
    wanted = [*(each or []), *([mean] if mean else [])]
    assert [] == [(printed, error) for printed, error in zip(wanted, [*errors[:len(each or [])], total(errors) / len(errors)])
                  if not agree(printed, error)]


@pytest.mark.parametrize("name, activation, nets, outs", ACTIVATION_VALUES, ids=[row[0] for row in ACTIVATION_VALUES])
def test_activations(name, activation, nets, outs):
    """The out of a layer whose neurons have these nets."""
    layer = make_layer([[float(net)] for net in nets], bias="none", activation=activation)
    found = layer.feed_forward([1.0])
    assert [] == [(net, printed, out) for net, printed, out in zip(nets, outs, found) if not agree(printed, out)]


def test_hard_sigmoid_is_not_the_old_one():
    """tf-hard-sigmoid prints 0.7 for a net of 1, from a slope of 1/5; PyTorch and Keras 3 have 1/6 + 1/2."""
    assert 1.0 / 6.0 + 0.5 == ACTIVATIONS.make("hard_sigmoid").f(1.0)


def test_agree_can_disagree():
    """One unit in the last place is agreement, two are not."""
    assert agree("0.24", 0.249) and not agree("0.24", 0.251)
    assert agree("1.1769392", 1.1769391) and not agree("1.1769392", 1.1769399)
    assert agree("0.38506088005216804", 0.385060880052168) and not agree("0.38506088005216804", 0.38506088005217)


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if not ACTIVATIONS.make(name).layer_wide])
def test_outs_fill_their_range(name):
    """No out is below `low` or above `high`, and each bound that is finite is one that outs come near to."""
    activation = ACTIVATIONS.make(name)
    outs = [activation.f(step / 100.0) for step in range(-4000, 4001)]
    assert activation.low <= min(outs) and max(outs) <= activation.high
    assert activation.low == float("-inf") or min(outs) - activation.low < 0.03    # softsign is slow
    assert activation.high == float("inf") or activation.high - max(outs) < 0.03
