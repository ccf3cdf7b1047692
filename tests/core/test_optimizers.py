"""Optimizers: PyTorch's conventions, published first steps, and memory that belongs to one network."""

import json
from copy import deepcopy
from itertools import product
from random import Random

import pytest
from oracles import SETTINGS, Optimizer, mp

from neurosim.core.guard.errors import NeurosimError
from neurosim.core.layers import make_layer
from neurosim.core.network import NeuralNetwork
from neurosim.core.optimizers import OPTIMIZERS

CHOICES = [{"name": name, **settings} for name in OPTIMIZERS for settings in SETTINGS.get(name, [{}])]


def shown(choice):
    return " ".join(f"{key}={value}" if key != "name" else value for key, value in choice.items())


every_optimizer = pytest.mark.parametrize("choice", CHOICES, ids=shown)


def descend(choice, start, slopes_at, steps):
    """The places that an optimizer visits, from one neuron without bias whose weights are `start`."""
    network = NeuralNetwork([make_layer([start], bias="none")], optimizer=choice)
    weights, visited = network.layers[0].neurons[0].weights, []
    for step in range(steps):
        network.optimizer.step(network, [[slopes_at(weights, step), []]])
        visited.append(list(weights))
    return visited


@pytest.mark.parametrize("choice", [choice for choice in CHOICES if hasattr(Optimizer, choice["name"])], ids=shown)
def test_twenty_steps_are_those_of_an_independent_calculation(choice):
    """Slopes drawn at random, of several sizes; compared with PyTorch's documented algorithm in 60 digits."""
    random = Random(1)
    start = [0.4, -2.0, 0.05]
    slopes = [[random.gauss(0.1, 1.0) * size for size in (1.0, 1e-3, 10.0)] for _ in range(20)]
    references = [Optimizer(**choice) for _ in start]
    expected = [mp.mpf(w) for w in start]
    for now, step in zip(descend(choice, start, lambda weights, step: slopes[step], 20), slopes):
        expected = [reference.step(w, mp.mpf(g)) for reference, w, g in zip(references, expected, step)]
        assert [float(w) for w in expected] == pytest.approx(now, rel=2e-13, abs=1e-15)


def test_the_running_power_is_the_power():
    """PyTorch has 1 - beta**t, adam one factor more each step."""
    optimizer = OPTIMIZERS.make("adam")
    for t in range(1, 3000):
        optimizer.advance()
        assert optimizer.shared_memory["beta1_t"] == pytest.approx(0.9**t, rel=1e-12)
        assert 1.0 - optimizer.shared_memory["beta2_t"] == pytest.approx(1.0 - 0.999**t, abs=2e-15)


# Published numbers, from shared/examples/published.json: the entries whose conventions can be set here.

HALF_SQUARE, SQUARE = (lambda weights, step: list(weights)), (lambda weights, step: [2.0 * w for w in weights])


def KERAS(weights, step):
    return [1.0, 6.0, 7.0, 2.0]


PUBLISHED = [
    # the velocity holds the learning rate there; the same places as long as it stays
    ("tf-momentum", {"name": "sgd", "learning_rate": 0.1, "momentum": 0.9}, [1.0], HALF_SQUARE, [[0.9], [0.72]], 1e-12),
    # Keras and TensorFlow add an eps of 1e-7 to √v before it is corrected: no difference in the digits they print
    ("tf-adam", {"name": "adam", "learning_rate": 0.1, "eps": 1e-7}, [10.0], HALF_SQUARE, [[9.9]], 1e-6),
    ("keras-adam-step", {"name": "adam", "learning_rate": 0.5, "eps": 1e-7},
     [1.0, 2.0, 3.0, 4.0], KERAS, [[0.5, 1.5, 2.5, 3.5]], 1e-6),
    ("keras-sgd-step", {"name": "sgd", "learning_rate": 0.5}, [1.0, 2.0, 3.0, 4.0], KERAS, [[0.5, -1.0, -0.5, 3.0]], 0.0),
    ("keras-adagrad-step", {"name": "adagrad", "learning_rate": 0.5, "initial_accumulator": 0.1, "eps": 1e-7},
     [1.0, 2.0, 3.0, 4.0], KERAS, [[0.5233, 1.5007, 2.5005, 3.5061]], 5e-5),
    ("keras-adadelta-step", {"name": "adadelta", "learning_rate": 0.5, "rho": 0.95, "eps": 1e-7},
     [1.0, 2.0, 3.0, 4.0], KERAS, [[0.9993, 1.9993, 2.9993, 3.9993]], 5e-5),
    ("keras-nadam-step", {"name": "nadam", "learning_rate": 0.5, "momentum_decay": 1.0, "eps": 1e-7},
     [1.0, 2.0, 3.0, 4.0], KERAS, [[0.4686, 1.4686, 2.4686, 3.4686]], 5e-5),
    ("keras-adamw-step", {"name": "adamw", "learning_rate": 0.5, "weight_decay": 0.004, "eps": 1e-7},
     [1.0, 2.0, 3.0, 4.0], KERAS, [[0.498, 1.496, 2.494, 3.492]], 1e-6),
    ("adam-hand-theta5", {"name": "adam", "learning_rate": 0.1}, [5.0], SQUARE, [[4.9]], 1e-8),
    ("adam-graduateml", {"name": "adam", "learning_rate": 0.001, "beta2": 0.99},
     [0.0], lambda weights, step: [1.0], [[-0.001]], 1e-9),
]


@pytest.mark.parametrize("name, choice, start, slopes_at, places, within", PUBLISHED, ids=[entry[0] for entry in PUBLISHED])
def test_published_first_steps(name, choice, start, slopes_at, places, within):
    for expected, now in zip(places, descend(choice, start, slopes_at, len(places)), strict=True):
        assert now == pytest.approx(expected, rel=0, abs=within)


# optax prints f(x) = Σ x² from [1, 2, 3] after each of five steps, in three digits. Its nadam
# and amsgrad are other optimizers. Its adagrad adds its eps below the root: no difference in three digits.
OPTAX = [
    ("optax-sgd", {"name": "sgd", "learning_rate": 0.003}, ["13.8", "13.7", "13.5", "13.3", "13.2"]),
    ("optax-adam", {"name": "adam", "learning_rate": 0.003}, ["14.0", "13.9", "13.9", "13.9", "13.8"]),
    ("optax-adamax", {"name": "adamax", "learning_rate": 0.003}, ["14.0", "13.9", "13.9", "13.9", "13.8"]),
    ("optax-adadelta", {"name": "adadelta", "learning_rate": 10.0}, ["13.6", "13.2", "12.9", "12.5", "12.1"]),
    ("optax-adagrad", {"name": "adagrad", "learning_rate": 1.0, "initial_accumulator": 0.1, "eps": 1e-7},
     ["5.01", "2.40", "1.25", "0.686", "0.385"]),
]


@pytest.mark.parametrize("name, choice, published", OPTAX, ids=[entry[0] for entry in OPTAX])
def test_published_descents(name, choice, published):
    places = descend(choice, [1.0, 2.0, 3.0], SQUARE, 5)
    assert [f"{sum(x * x for x in place):#.3g}" for place in places] == published


def test_a_published_descent_of_a_centered_rmsprop():
    """keras-rmsprop-centered-golden; Keras's test allows 5e-4, and its eps of 1e-7 stands below the root."""
    slopes = [[0.01] * 10, *[[0.1 * i for i in range(1, 11)]] * 4]
    choice = {"name": "rmsprop", "learning_rate": 0.001, "alpha": 0.9, "eps": 1e-7, "centered": True}
    places = descend(choice, [1.0] * 10, lambda weights, step: slopes[step], 5)
    assert [place[0] for place in places] == pytest.approx([0.9967, 0.9933, 0.9908, 0.9885, 0.9864], abs=5e-4)


@pytest.mark.parametrize("choice, first, last, within", [
    ({"name": "adamax", "learning_rate": 0.2, "beta1": 0.85, "beta2": 0.95, "eps": 1e-6},
     [0.8, 0.6827, 0.5333, 0.368, 0.1933], [0.8, 0.691, 0.5466, 0.3848, 0.2126], 5e-5),
    ({"name": "adadelta", "rho": 0.8}, [0.9978, 0.9947, 0.9915, 0.9882, 0.9849], [0.9978, 0.9947, 0.9915, 0.9882, 0.9849], 5e-4),
    ({"name": "adam", "eps": 1e-7, "amsgrad": True}, [0.999, 0.9982, 0.9974, 0.9965, 0.9955], [0.999, 0.9982, 0.9974, 0.9965, 0.9955], 5e-4),
], ids=["keras-adamax-golden", "keras-adadelta-golden", "keras-adam-amsgrad-golden"])
def test_published_golden_values(choice, first, last, within):
    """Ten weights from 1, the first and the last of them; Keras's tests of adadelta and amsgrad allow 5e-4."""
    slopes = [[0.01] * 10, *[[0.1 * i for i in range(1, 11)]] * 4]
    places = descend(choice, [1.0] * 10, lambda weights, step: slopes[step], 5)
    assert [place[0] for place in places] == pytest.approx(first, rel=0, abs=within)
    assert [place[-1] for place in places] == pytest.approx(last, rel=0, abs=within)


def test_memory_after_a_published_step():
    """adam-hand-theta5: g 10, m 1, v 0.1, corrected 10 and 100."""
    network = NeuralNetwork([make_layer([[5.0]], bias="none")], optimizer={"name": "adam", "learning_rate": 0.1})
    network.optimizer.step(network, [[[10.0], []]])
    memory = network.optimizer.memory[0][0]
    assert {name: round(value, 12) for name, [value] in memory.items()} == {"m": 1.0, "v": 0.1, "m_hat": 10.0, "v_hat": 100.0}


# Memory.

BATCH = [([0.05, 0.10], [0.01, 0.99]), ([0.9, 0.3], [0.5, 0.2])]


def bits(network):
    return repr([(neuron.weights, neuron.bias) for layer in network.layers for neuron in layer.neurons])


@every_optimizer
def test_a_copy_goes_its_own_way(choice):
    """A deep copy takes the memory along and shares nothing."""
    network = NeuralNetwork.build(2, 3, 2, seed=1, optimizer=choice)
    network.learn(BATCH)
    copy, before = deepcopy(network), json.dumps(network.optimizer.state())
    copy.learn(BATCH)
    assert json.dumps(network.optimizer.state()) == before
    network.learn(BATCH)
    assert bits(network) == bits(copy)


@every_optimizer
def test_a_saved_memory_goes_on_as_if_nothing_had_happened(choice):
    """By way of JSON, into an optimizer that has never moved."""
    network = NeuralNetwork.build(2, 3, 2, seed=1, bias="shared", optimizer=choice)
    network.learn(BATCH)
    other = NeuralNetwork(deepcopy(network.layers), optimizer=choice)
    other.optimizer.restore(other, json.loads(json.dumps(network.optimizer.state())))
    for _ in range(3):
        network.learn(BATCH), other.learn(BATCH)
    assert bits(network) == bits(other)


def test_a_state_is_a_copy():
    """Whatever is done to it, the optimizer does not notice; nor does the state notice what the optimizer does."""
    network = NeuralNetwork.build(2, 1, optimizer="adam")
    network.learn([([0.1, 0.2], [0.3])])
    state = network.optimizer.state()
    before = json.dumps(state)
    state["memory"][0][0]["m"][0], state["common"]["beta1_t"] = 5.0, 5.0
    assert json.dumps(network.optimizer.state()) == before
    network.optimizer.restore(network, state)
    state["memory"][0][0]["m"][0] = 6.0
    assert network.optimizer.memory[0][0]["m"][0] == network.optimizer.shared_memory["beta1_t"] == 5.0


def test_without_its_memory_it_would_not():
    """The test above can fail."""
    network = NeuralNetwork.build(2, 3, 2, seed=1, optimizer="adam")
    network.learn(BATCH)
    other = NeuralNetwork(deepcopy(network.layers), optimizer="adam")
    network.learn(BATCH), other.learn(BATCH)
    assert bits(network) != bits(other)


@every_optimizer
def test_two_networks_never_share_a_memory(choice):
    optimizer = OPTIMIZERS.make(choice)
    first, second = (NeuralNetwork.build(2, 3, 2, seed=seed, optimizer=optimizer) for seed in (1, 2))
    first.learn(BATCH)
    alone = NeuralNetwork.build(2, 3, 2, seed=2, optimizer=choice)
    alone.learn(BATCH)
    if optimizer.initial_memory:
        before = bits(second)
        with pytest.raises(NeurosimError, match="optimizer: expected an optimizer of its own for each network, got one that"):
            second.learn(BATCH)
        assert bits(second) == before
    else:
        second.learn(BATCH)
        assert bits(second) == bits(alone)


@every_optimizer
def test_what_is_frozen_has_no_memory_and_stays(choice):
    layers = [make_layer([[0.1, 0.2], [0.3, 0.4]], [0.5], "shared", train_weights=False),
              make_layer([[0.1, 0.2], [0.3, 0.4]], [0.5, 0.6], train_bias=False)]
    network = NeuralNetwork(layers, optimizer=choice)
    network.learn(BATCH)
    assert [neuron.weights for neuron in layers[0].neurons] == [[0.1, 0.2], [0.3, 0.4]] and layers[1].biases == [0.5, 0.6]
    remembers = [[bool(group) for group in layer] for layer in network.optimizer.memory]
    has = bool(network.optimizer.initial_memory) or network.optimizer.decays
    assert remembers == [[False, False, has], [has, has, False]]


@every_optimizer
def test_a_shared_bias_moves_once(choice):
    """As far as a bias of its own whose slope is the sum."""
    network = NeuralNetwork.build(2, 3, 2, seed=1, bias="shared", optimizer=choice)
    [before], slopes = network.layers[0].biases, deepcopy(network).gradient(BATCH)
    network.learn(BATCH)
    [after] = network.layers[0].biases
    assert [[after]] == descend(choice, [before], lambda weights, step: slopes[0][-1], 1)


# Settings.

@pytest.mark.parametrize("name, parameter, value, sentence", [
    *[(name, parameter, -0.1, "expected a finite number >= 0, got -0.1")
      for name, parameter in product(OPTIMIZERS, ("learning_rate", "weight_decay", "l1")) if parameter in OPTIMIZERS.defaults(name)],
    ("sgd", "dampening", 0.5, "expected 0, as the momentum is 0, got 0.5"),
    ("rprop", "shrinks", 1.5, "expected a number above 0 and below 1, and grows above 1, got 1.5"),
    ("sgd", "momentum", -0.1, "expected a finite number >= 0, got -0.1"),
    ("sgd", "nesterov", True, "expected false, as the momentum is 0, got True (bool)"),
    ("sgd", "nesterov", 1, "expected true or false, got 1"),
    ("adagrad", "eps", 0.0, "expected a finite number > 0, got 0.0"),
    ("adagrad", "initial_accumulator", -1.0, "expected a finite number >= 0, got -1.0"),
    ("rmsprop", "alpha", 1.0, "expected a number >= 0 and < 1, got 1.0"),
    ("rmsprop", "momentum", float("inf"), "expected a finite number, got inf"),
    ("adam", "beta1", 1.0, "expected a number >= 0 and < 1, got 1.0"),
    ("adam", "beta2", -0.1, "expected a number >= 0 and < 1, got -0.1"),
    ("adam", "eps", -1e-8, "expected a finite number > 0, got -1e-08"),
])
def test_settings_out_of_range(name, parameter, value, sentence):
    with pytest.raises(NeurosimError) as error:
        NeuralNetwork.build(2, 1, optimizer={"name": name, parameter: value})
    assert str(error.value) == f"optimizer.{parameter}: {sentence}"


@pytest.mark.parametrize("name, defaults", [
    ("sgd", {"learning_rate": 0.5, "momentum": 0.0, "nesterov": False, "weight_decay": 0.0, "l1": 0.0, "dampening": 0.0}),
    ("adagrad", {"learning_rate": 0.01, "initial_accumulator": 0.0, "eps": 1e-10, "weight_decay": 0.0, "l1": 0.0}),
    ("rmsprop", {"learning_rate": 0.01, "alpha": 0.99, "eps": 1e-8, "weight_decay": 0.0, "momentum": 0.0, "centered": False, "l1": 0.0}),
    ("adam", {"learning_rate": 0.001, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.0, "l1": 0.0, "amsgrad": False}),
    ("adamw", {"learning_rate": 0.001, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01, "amsgrad": False}),
    ("nadam", {"learning_rate": 0.002, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.0, "momentum_decay": 0.004, "l1": 0.0}),
    ("adamax", {"learning_rate": 0.002, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.0, "l1": 0.0}),
    ("adadelta", {"learning_rate": 1.0, "rho": 0.9, "eps": 1e-6, "weight_decay": 0.0, "l1": 0.0}),
    ("rprop", {"learning_rate": 0.01, "shrinks": 0.5, "grows": 1.2, "smallest": 1e-6, "greatest": 50.0})])
def test_defaults(name, defaults):
    """PyTorch's, but for the learning rate of sgd."""
    assert OPTIMIZERS.make(name).parameters == defaults


@pytest.mark.parametrize("choice, line", [
    ("sgd", "sgd(learning_rate=0.5)"), ({"name": "sgd", "momentum": 0.9}, "sgd(learning_rate=0.5, momentum=0.9)"),
    ("adam", "adam(learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-08)")])
def test_it_shows_the_settings_that_count(choice, line):
    assert repr(OPTIMIZERS.make(choice)) == line


@every_optimizer
def test_a_dead_neuron_divides_by_nothing(choice):
    """Where the slope is 0 and ever was, the weight stays, weight decay and l1 aside."""
    start, off = [0.4, 0.0], {name: 0.0 for name in ("weight_decay", "l1") if name in OPTIMIZERS.defaults(choice["name"])}
    [place] = descend({**choice, **off}, start, lambda weights, step: [0.0, 0.0], 1)
    assert place == start


@pytest.mark.parametrize("choice", [
    {"name": "sgd", "momentum": 0.9}, {"name": "sgd", "momentum": 0.9, "nesterov": True}, {"name": "adam", "learning_rate": 0.05},
    {"name": "adagrad", "learning_rate": 0.5}, {"name": "rmsprop", "learning_rate": 0.01, "alpha": 0.9}], ids=shown)
def test_xor_is_learned(choice):
    samples = [([float(a), float(b)], [float(a != b)]) for a in (0, 1) for b in (0, 1)]
    network = NeuralNetwork.build(2, 5, 1, activation="tanh", seed=1, optimizer=choice)
    for _ in range(1000):
        network.learn(samples)
    assert all((network.feed_forward(inputs)[0] > 0.5) == (target == 1.0) for inputs, [target] in samples)
    assert network.calculate_total_error(samples) < 0.05
