"""exact comes to an end: what is exactly 0, what is halfway between two floats, what no digits can tell apart."""

from time import process_time

import pytest

from neurosim.core.guard.errors import NeurosimError
from neurosim.core.layers import make_layer
from neurosim.core.network import NeuralNetwork
from neurosim.explain.check.gradient_check import check_gradient
from neurosim.explain.trace import take_trace


def exact(layers, loss, batch, optimizer="sgd"):
    """The trace, and that it took less than two seconds."""
    begin = process_time()
    trace = take_trace(NeuralNetwork(layers, loss, optimizer), batch, numbers="exact")
    assert process_time() - begin < 2.0
    return trace


def test_what_is_rational_is_decided_by_rationals():
    """Slopes of a third either way cancel, and the next layer's sign of them is 0: no digits have to show it."""
    layers = [make_layer([[1.0], [1.0]], [0.5, 0.5], activation="relu"),
              make_layer([[0.3, 0.1], [-0.3, 0.2], [0.7, 0.7]], [0.0] * 3, activation="relu")]
    trace = exact(layers, "mean_absolute_error", [([0.7], [-1.0, -1.0, 3.0])])
    assert "0" == trace["dE_dnet_o2"].text()
    layers = [make_layer([[0.1]], activation="hard_sigmoid", bias="none"), make_layer([[6.0]], [-3.0], activation="linear")]
    assert 0.0 == exact(layers, "mean_absolute_error", [([1.0], [0.1])])["dE_dout_o1"].nearest()    # 6 · (0.1/6 + 1/2) − 3 is 0.1
    layers = [make_layer([[0.3], [-0.1]], [0.0, 0.0], activation="linear"), make_layer([[0.1, 0.3]], [1.0], activation="linear")]
    trace = exact(layers, "hinge", [([1 / 3], [1.0])])    # 0.3 · 0.1 − 0.1 · 0.3 + 1 is at the kink
    assert (1.0, 0.0) == (trace["net_o1"].nearest(), trace["dE_dnet_o1"].nearest())


def test_what_a_choice_leaves_aside_need_not_be_known():
    """The other branch of a softplus has e^(1e300) in it."""
    trace = exact([make_layer([[-1e300]], [0.0], activation="softplus")], "half_squared_error", [([1.0], [0.5])])
    assert (0.0, 0.125) == (trace["out_o1"].nearest(), trace["E"].nearest())


@pytest.mark.parametrize("before", ["softplus", "tanh", "gelu", "linear"])
@pytest.mark.parametrize("loss", ["categorical_cross_entropy", "half_squared_error", "sparse_categorical_cross_entropy"])
def test_a_softmax_of_one_neuron_is_1(before, loss):
    """Its greatest net is its net: they differ by 0, however little is known of either."""
    layers = [make_layer([[0.3], [-0.2]], [0.1, 0.7], activation=before), make_layer([[0.4, 0.7]], [0.2], activation="softmax")]
    trace = exact(layers, loss, [([0.6], [0.0 if loss.startswith("sparse") else 1.0])])
    assert ("1", "0", "0") == tuple(trace[name].text() for name in ("out_o1", "dE_dnet_o1", "E"))


def test_halfway_between_two_floats():
    """Two softmaxes add up to 1, which no digits show; 1 − 0.3 lies just between two floats, and the even one is taken."""
    layers = [make_layer([[0.3], [-0.2]], [0.1, 0.7], activation="softmax"), make_layer([[1.0, 1.0]], [-0.3], activation="linear")]
    assert 1.0 - 0.3 == exact(layers, "half_squared_error", [([0.6], [0.5])])["net_o1"].nearest()


@pytest.mark.parametrize("target", [0.0, 0.5])
def test_a_sigmoid_that_is_too_sure(target):
    """1 − σ(1e5) is e^−100000: 43,430 digits would show it, and that is said at once."""
    with pytest.raises(NeurosimError, match="exact has at most 1,280 digits, and it would take some 43,4.. to see all"):
        exact([make_layer([[1e5]], [0.0])], "binary_cross_entropy", [([1.0], [target])])


def test_a_sigmoid_that_is_right():
    """To a target of 1 hardly anything is missing: ln σ(1e5) is −e^−100000, and nearest to 0."""
    trace = exact([make_layer([[1e5]], [0.0])], "binary_cross_entropy", [([1.0], [1.0])])
    assert (1.0, 0.0, -1.0) == tuple(trace[name].nearest() for name in ("out_o1", "E", "dE_dout_o1"))


@pytest.mark.parametrize("activation, net", [("tanh", 1e5), ("sigmoid", 1e5), ("gelu", 1e5), ("tanh", 1e300), ("softplus", 1e300)])
def test_what_cannot_be_told_apart_does_not_differ(activation, net):
    """check: a slope of 1 − tanh(1e5)², of which 1280 digits see nothing, and forward mode, which knows better."""
    network = NeuralNetwork([make_layer([[-net]], [0.0], activation=activation)])
    assert check_gradient(network, [([1.0], [0.0])], numbers="exact").agree
