"""Steps that take W1, b1, W2, b2 one by one, and what a step that gives nothing back is told."""

from math import exp

import pytest

from neurosim import NeurosimError, diagnose_function, load


def changed(W1, b1, W2, b2, x, y, rate, hidden_slope=True):
    """Sigmoids, half the square; lists, a row for each neuron."""
    def layer(rows, biases, xs):
        return [1 / (1 + exp(-b - sum(w * x for w, x in zip(ws, xs)))) for ws, b in zip(rows, biases)]
    h = layer(W1, b1, x)
    o = layer(W2, b2, h)
    d2 = [(out - t) * out * (1 - out) for out, t in zip(o, y)]
    d1 = [sum(d * ws[i] for d, ws in zip(d2, W2)) * (out * (1 - out) if hidden_slope else 1) for i, out in enumerate(h)]
    return ([[w - rate * d * a for w, a in zip(ws, x)] for ws, d in zip(W1, d1)], [b - rate * d for b, d in zip(b1, d1)],
            [[w - rate * d * a for w, a in zip(ws, h)] for ws, d in zip(W2, d2)], [b - rate * d for b, d in zip(b2, d2)])


def weights_first(W1, b1, W2, b2, X, Y, lr):
    return changed(W1, b1, W2, b2, X, Y, lr)


def inputs_first(X, Y, w_1, w_2, b_1, b_2, lr=0.1):
    return changed(w_1, b_1, w_2, b_2, X, Y, lr)


def own_rate(W1, b1, W2, b2, x, y):
    return changed(W1, b1, W2, b2, x, y, 0.1)


def slope_forgotten(x, y, weights1, bias1, weights2, bias2, eta):
    return changed(weights1, bias1, weights2, bias2, x, y, eta, hidden_slope=False)


@pytest.mark.parametrize("step", [weights_first, inputs_first, own_rate])
def test_right_steps(step):
    """In any order, with the rate or without; two layers need no shapes."""
    found = diagnose_function(step, activations=("sigmoid", "sigmoid"), loss="half_squared_error")
    assert found.agree
    assert ["3-4-3", "2-4-5", "4-3-3"] == [probe.name for probe in found.probes]


def test_a_wrong_step():
    found = diagnose_function(slope_forgotten, activations=("sigmoid", "sigmoid"), loss="half_squared_error")
    assert ["missing_hidden_slope"] == found.mistakes


def test_a_layer_without_biases():
    def step(W1, inputs, targets, rate):
        outs = [sum(w * x for w, x in zip(ws, inputs)) for ws in W1]
        return [[[w - rate * (o - t) * x for w, x in zip(ws, inputs)] for ws, o, t in zip(W1, outs, targets)]]
    assert diagnose_function(step, activations=["linear"], loss="half_squared_error").agree


def test_nothing_returned_is_said_whatever_else_failed():
    """Lists do not do for a program in numpy: with arrays it runs, and what it lacks then is what is told."""
    numpy = pytest.importorskip("numpy")

    def step(weights, biases, x, t, lr):
        (W1, W2), (b1, b2) = weights, biases
        numpy.tanh(W2 @ numpy.tanh(W1 @ x + b1) + b2)
    with pytest.raises(NeurosimError, match="no weight has moved .expected new weights to be returned"):
        diagnose_function(step, shapes=(2, 5, 1))


def test_a_seventh_is_said_as_one():
    """Of weights to 12 digits, moved by 1/7 of the rate."""
    right = load("worked-example").trace()
    answers = {f"w{i}+": f"{right[f'w{i}'] - 0.5 / 7 * right[f'dE_dw{i}']:.12g}" for i in range(1, 9)}
    assert "every change is exactly 1/7 of the right one" in str(load("worked-example").diagnose(answers))
