"""Named matrices as layers: in which order, which biases beside which weights, which way round."""

import pytest
from stand_ins import Array

from neurosim import NeurosimError
from neurosim.experiment.models.tensors import layers_of


def tensors(**shapes):
    """Tensors of these shapes; each number tells its place in its own."""
    return {name.replace("__", "."): Array([[row + column / 10 for column in range(shape[1])] for row in range(shape[0])] if len(shape) == 2
                                           else list(map(float, range(*shape)))) for name, shape in shapes.items()}


def sizes(found):
    return [(len(layer.weights), len(layer.weights[0]), layer.biases and len(layer.biases)) for layer in found]


NAMED = [
    (tensors(fc1__weight=(3, 2), fc1__bias=(3,), fc2__weight=(1, 3), fc2__bias=(1,)), [(3, 2, 3), (1, 3, 1)]),
    (tensors(fc10__weight=(1, 3), fc9__weight=(3, 2), fc10__bias=(1,), fc9__bias=(3,)), [(3, 2, 3), (1, 3, 1)]),
    ({"0.weight": Array([[1.0, 2.0]] * 2), "2.weight": Array([[3.0, 4.0]] * 2), "2.bias": Array([0.0, 1.0])}, [(2, 2, None), (2, 2, 2)]),
    (tensors(W1=(3, 2), b1=(3,), W2=(1, 3), b2=(1,)), [(3, 2, 3), (1, 3, 1)]),
    (tensors(W1=(2, 3), b1=(3,), W2=(3, 1), b2=(1,)), [(3, 2, 3), (1, 3, 1)]),
    (tensors(output__weight=(1, 3), hidden__weight=(3, 2)), [(3, 2, None), (1, 3, None)]),
    ({"dense/kernel:0": Array([[1.0, 2.0, 3.0]] * 2), "dense/bias:0": Array([1.0, 2.0, 3.0])}, [(3, 2, 3)]),
    ({"dense.kernel": Array([[1.0, 2.0]] * 2)}, [(2, 2, None)]),
    (tensors(hidden_w=(3, 2), hidden_b=(3,), out_w=(4, 3), out_b=(4,)), [(3, 2, 3), (4, 3, 4)]),
]


@pytest.mark.parametrize("given, expected", NAMED, ids=[" ".join(given) for given, _ in NAMED])
def test_names(given, expected):
    """By number, or as the sizes fit."""
    assert expected == sizes(layers_of(given, "m"))


def test_which_way_round():
    """A kernel has a row for each input; where the sizes leave it open, anything else has a row for each neuron."""
    rows = [[1.0, 2.0], [3.0, 4.0]]
    assert rows == layers_of({"a.weight": Array(rows)}, "m")[0].weights
    assert [[1.0, 3.0], [2.0, 4.0]] == layers_of({"a.kernel": Array(rows)}, "m")[0].weights
    assert [[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]] == layers_of({"W1": Array([[1.0, 2.0, 3.0]] * 2), "b1": Array([0.0] * 3)}, "m")[0].weights


def test_told_order():
    """Where both orders fit, it has to be told, by the names of layers."""
    given = {"out.weight": Array([[1.0, 2.0]] * 2), "hid.weight": Array([[3.0, 4.0]] * 2)}
    with pytest.raises(NeurosimError, match="^layers: these fit in several orders"):
        layers_of(given, "m")
    assert [[[3.0, 4.0]] * 2, [[1.0, 2.0]] * 2] == [layer.weights for layer in layers_of(given, "m", ["hid", "out"])]
    assert [[[1.0, 2.0]] * 2, [[3.0, 4.0]] * 2] == [layer.weights for layer in layers_of(given, "m", ["out.weight", "hid"])]


REFUSED = [
    (tensors(conv__weight=(3, 2), conv__bias=(1,)), None, "m: expected matrices that fit one to the next, and a bias for each neuron, got conv.weight (3, 2)"),
    ({"conv.weight": Array([[[1.0]]])}, None, "m: 'conv.weight': expected matrices and biases of linear layers only, got the shape (1, 1, 1)"),
    ({"scale": Array(1.0)}, None, "m: 'scale': expected matrices and biases of linear layers only, got the shape ()"),
    (tensors(bias=(3,)), None, "m: expected at least one matrix of weights, got 'bias'"),
    (tensors(a__weight=(3, 2), b__bias=(3,)), None, "m: expected biases that are named as the weights they belong to, fc1.bias beside fc1.weight, got 'b.bias'"),
    (tensors(a__weight=(3, 2), b__weight=(5, 4)), None, "m: expected matrices that fit one to the next, and a bias for each neuron, got a.weight (3, 2), b.weight (5, 4)"),
    (tensors(fc1__weight=(3, 2), fc2__weight=(2, 3)), ["fc1"], "layers: expected each of fc1, fc2 once, got fc1"),
    (tensors(fc1__weight=(3, 2), fc2__weight=(2, 3)), ["fc1", "fc3"], "layers: expected each of fc1, fc2 once, got fc1, fc3"),
]


@pytest.mark.parametrize("given, order, sentence", REFUSED, ids=[sentence for *_, sentence in REFUSED])
def test_refused(given, order, sentence):
    """What is no network of linear layers."""
    with pytest.raises(NeurosimError) as caught:
        layers_of(given, "m", order)
    assert sentence == str(caught.value)


def test_many_layers():
    """Sixty that fit in any order are not tried in all of them."""
    with pytest.raises(NeurosimError, match="^layers"):
        layers_of({f"{letter}{other}.weight": Array([[1.0]]) for letter in "abcdefghij" for other in "uvwxyz"}, "m")
