"""check on networks put together by chance: backpropagation is right in all of them, and none is accused."""

from random import Random

import pytest

from neurosim.core.activations import ACTIVATIONS
from neurosim.core.guard.errors import NeurosimError, Undefined
from neurosim.core.layers import make_layer
from neurosim.core.losses import LOSSES
from neurosim.core.network import NeuralNetwork
from neurosim.explain.check.gradient_check import check_gradient

NETWORKS = 60    # for each seed


@pytest.mark.parametrize("inputs", [[0.0, 0.0], [0.0, 0.4]])
@pytest.mark.parametrize("loss", ["categorical_cross_entropy", "kl_divergence"])
def test_slopes_that_cancel(loss, inputs):
    """The slope of a softmax layer's shared bias is 0, as all nets move alike; of floats it is 1e-17 here, and there 0."""
    layer = make_layer([[0.3, -0.2], [0.1, 0.5], [-0.4, 0.7]], [0.1], "shared", "softmax")
    assert check_gradient(NeuralNetwork([layer], loss), [(inputs, [0.2, 0.3, 0.5])]).agree


def test_a_mistake_is_still_found_where_slopes_are_small():
    """A slope that is a billionth of E, and twice what it should be."""
    network = NeuralNetwork([make_layer([[0.3]], [0.1], activation="linear"), make_layer([[1e-9]], [0.0], activation="linear")])
    neuron = network.layers[0].neurons[0]
    right = neuron.slope
    neuron.slope = lambda net, out: 2.0 * right(net, out)
    assert {"w1", "b1"} == {row.name for row in check_gradient(network, [([0.7], [1.0])]).of("differs")}


def some_number(random):
    return random.choice([random.uniform(-2, 2), random.choice([0.0, 0.0, 1.0, -1.0, 0.5, 0.1, 0.2, 0.3, -0.3])])


def some_targets(random, loss, n):
    if loss.startswith("sparse"):
        return [float(random.randrange(n))]
    if loss in ("categorical_cross_entropy", "kl_divergence", "softmax_cross_entropy", "categorical_hinge"):
        return [[1.0], [0.3, 0.7], random.choice([[0.2, 0.3, 0.5], [0.1, 0.2, 0.7], [0.0, 1.0, 0.0]])][n - 1]
    if loss in ("hinge", "squared_hinge"):
        return [random.choice([1.0, -1.0]) for _ in range(n)]
    if "cross_entropy" in loss:
        return [random.choice([0.0, 1.0, 0.3]) for _ in range(n)]
    return [abs(some_number(random)) + 0.1 for _ in range(n)]


def some_network(random):
    """(network, batch), or None where the loss cannot follow its last layer."""
    sizes, loss = [random.choice([1, 2, 3]) for _ in range(random.choice([2, 3]))], random.choice(list(LOSSES))
    layers = []
    for inputs, neurons in zip(sizes, sizes[1:]):
        bias = random.choice(["own", "shared", "none"])
        biases = [some_number(random) for _ in range({"own": neurons, "shared": 1, "none": 0}[bias])]
        weights = [[some_number(random) for _ in range(inputs)] for _ in range(neurons)]
        layers.append(make_layer(weights, biases, bias, random.choice(list(ACTIVATIONS))))
    idle = random.random() < 0.3
    batch = [([0.0 if idle else some_number(random) for _ in range(sizes[0])], some_targets(random, loss, sizes[-1]))
             for _ in range(random.choice([1, 1, 2, 3]))]
    try:
        return NeuralNetwork(layers, loss), batch
    except NeurosimError:
        return None


@pytest.mark.parametrize("seed", range(8))
def test_random_networks(seed):
    """Zeros, shared biases, softmaxes of one neuron, targets met exactly: some hundred networks, and no slope differs."""
    random, accused, checked = Random(seed), [], 0
    while checked < NETWORKS:
        network, batch = some_network(random) or (None, None)
        if network:
            try:
                found = check_gradient(network, batch)
            except Undefined:    # an out that is 0 has no logarithm
                continue
            checked += 1
            accused += [(network, batch, found.of("differs"))] if not found.agree else []
    assert [] == accused
