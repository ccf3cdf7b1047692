"""Training: which samples a step learns from, that every slope is known before a weight moves, and what stays where it is."""

from copy import deepcopy
from itertools import islice, permutations
from math import isclose
from random import Random
from statistics import fmean, pstdev

import pytest
from oracles import SPREADS

from neurosim.core.initializers import INITIALIZERS
from neurosim import load
from neurosim.core.guard.errors import Diverged, NeurosimError
from neurosim.core.layers import make_layer
from neurosim.core.layer import NeuronLayer
from neurosim.core.losses import LOSSES
from neurosim.core.network import NeuralNetwork
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.core.training import ORDERS, REDUCTIONS, Batches, combined, train

SAMPLES = [([0.1, 0.9], [0.2, 0.7]), ([0.4, -0.3], [0.9, 0.1]), ([-0.8, 0.5], [0.3, 0.3])]
XOR = [([0.0, 0.0], [0.0]), ([0.0, 1.0], [1.0]), ([1.0, 0.0], [1.0]), ([1.0, 1.0], [0.0])]


def build(bias="own", seed=3, **named):
    """2-3-2 of sigmoids."""
    return NeuralNetwork.build(2, 3, 2, bias=bias, seed=seed, **named)


def parameters(network):
    """Layers of lists, shaped as a gradient is: the weights of each neuron, then the distinct biases."""
    return [[*(list(neuron.weights) for neuron in layer.neurons), layer.biases] for layer in network.layers]


def pairwise(function, *nested):
    """The function of numbers, over nested lists of one shape."""
    if isinstance(nested[0], list):
        return [pairwise(function, *parts) for parts in zip(*nested, strict=True)]
    return function(*nested)


def flat(nested):
    return [number for part in nested for number in flat(part)] if isinstance(nested, list) else [nested]


# Batches: the order of the samples.


@pytest.mark.parametrize("batch_size, expected", [
    (1, [[0], [1], [2], [3], [4], [0], [1]]),
    (2, [[0, 1], [2, 3], [4], [0, 1], [2, 3]]),
    (5, [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4]]),
    (9, [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4]]),
    ("all", [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4]])])
def test_given_order(batch_size, expected):
    """One after the other, epoch after epoch; what is left at the end of an epoch is a smaller batch."""
    assert expected == list(islice(Batches(5, batch_size), len(expected)))


@pytest.mark.parametrize("batch_size, steps", [(1, 7), (3, 3), (7, 1), (10, 1), ("all", 1)])
def test_steps_in_an_epoch(batch_size, steps):
    """7 samples by threes are three steps."""
    assert steps == Batches(7, batch_size).steps_in_an_epoch()


@pytest.mark.parametrize("batch_size", [1, 2, 3, 4, 10, "all"])
def test_shuffled_covers_each_epoch_once(batch_size):
    """Every sample is met once an epoch, in an order that changes."""
    batches = Batches(10, batch_size, "shuffled", Random(1))
    epochs = [[place for _ in range(batches.steps_in_an_epoch()) for place in next(batches)] for _ in range(20)]
    assert [list(range(10))] * 20 == [sorted(epoch) for epoch in epochs]
    assert len(set(map(tuple, epochs))) > 15


def test_shuffled_has_no_favourites():
    """Over many epochs of three samples, all six orders come up."""
    batches = Batches(3, "all", "shuffled", Random(1))
    assert set(permutations(range(3))) == {tuple(next(batches)) for _ in range(200)}


def test_random_is_with_replacement():
    """A sample may come up again before all have been seen, even twice in a batch; all come up in the end."""
    batches = Batches(4, 4, "random", Random(1))
    drawn = [next(batches) for _ in range(100)]
    assert {4} == set(map(len, drawn))
    assert any(len(set(batch)) < 4 for batch in drawn)
    assert {0, 1, 2, 3} == {place for batch in drawn for place in batch}


def test_random_batch_may_exceed_the_samples():
    """Drawn with replacement, there is always one more."""
    assert 9 == len(next(Batches(2, 9, "random", Random(1))))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("batch_size", [1, 3, "all"])
def test_same_seed_same_batches(order, batch_size):
    """The order is the generator's, and nobody else's: not even the global one has a say."""
    first, second = (list(islice(Batches(10, batch_size, order, Random(5)), 50)) for _ in range(2))
    assert first == second
    if order != "given":
        assert first != list(islice(Batches(10, batch_size, order, Random(6)), 50))


def test_golden_batches():
    """What a seed draws, on every Python."""
    assert [[1], [2], [0], [2], [0], [1]] == list(islice(Batches(3, 1, "shuffled", Random(1)), 6))
    assert [[3], [3], [0], [2], [4], [3]] == list(islice(Batches(5, 1, "random", Random(0)), 6))


# The first weights.


@pytest.mark.parametrize("scheme", INITIALIZERS)
@pytest.mark.parametrize("bias", ["own", "shared", "none"])
def test_same_seed_same_weights(scheme, bias):
    """The same seed draws the same weights; another draws others (but zeros are zeros)."""
    first, second, other = (NeuralNetwork.build(3, 4, 2, initialize=scheme, bias=bias, seed=seed) for seed in (7, 7, 8))
    assert parameters(first) == parameters(second)
    if scheme in SPREADS:
        assert (SPREADS[scheme](3, 4)[1] == 0.0) == (parameters(first) == parameters(other))


@pytest.mark.parametrize("scheme", [name for name in INITIALIZERS if name in SPREADS])
@pytest.mark.parametrize("inputs, neurons", [(3, 2000), (2000, 3)])
def test_what_is_drawn_is_spread_as_published(scheme, inputs, neurons):
    """6,000 weights: their mean and standard deviation are right to four standard errors, and none is too great."""
    weights, _ = INITIALIZERS.make(scheme).layer(Random(0), inputs, neurons)
    drawn = [weight for row in weights for weight in row]
    mean, deviation, greatest = SPREADS[scheme](inputs, neurons)
    assert abs(fmean(drawn) - mean) <= 4 * deviation / len(drawn) ** 0.5
    assert abs(pstdev(drawn) - deviation) <= 4 * deviation / (2 * len(drawn)) ** 0.5
    assert greatest is None or 0.99 * greatest <= max(map(abs, drawn)) <= greatest


def test_own_biases_begin_at_0():
    """Shared biases are drawn like the weights."""
    assert [[0.0] * 3, [0.0] * 2] == [layer.biases for layer in build("own").layers]
    assert all(bias != 0.0 for layer in build("shared").layers for bias in layer.biases)


# A step: first every slope, and only then the weights.


@pytest.mark.parametrize("bias", ["own", "shared", "none"])
@pytest.mark.parametrize("activation", ["sigmoid", "softmax"])
def test_slopes_are_complete_before_a_weight_moves(bias, activation):
    """w⁺ = w − η · ∂E/∂w with the slopes of the untouched network. If the output layer moved first, the hidden layer would differ."""
    network = build(bias, activation=activation, optimizer={"name": "sgd", "learning_rate": 0.5})
    gradient = deepcopy(network).gradient(SAMPLES[:1])
    expected = pairwise(lambda value, slope: value - 0.5 * slope, parameters(network), gradient)
    network.train(*SAMPLES[0])
    assert expected == parameters(network)


def test_moving_the_output_layer_first_would_be_noticed():
    """The test above can fail: with the output layer moved first, the hidden slopes are others."""
    network = build()
    right = network.gradient(SAMPLES[:1])
    hidden, output = network.layers
    for neuron in output.neurons:
        network.optimizer.move(neuron.weights, neuron.dE_dws())
    hidden.backpropagate(output.dE_dinputs())
    assert all(wrong != slope for wrong, slope in zip(flat(hidden.gradient()), flat(right[0])))


def test_the_way_back_moves_nothing():
    """Forward, backward, gradient, errors: only a step moves a weight."""
    network = build("shared")
    before = parameters(network)
    network.gradient(SAMPLES)
    network.errors(SAMPLES[0][1])
    network.calculate_total_error(SAMPLES)
    assert before == parameters(network)


def test_an_optimizer_is_handed_the_whole_gradient():
    """Before the optimizer is asked for the first time, nothing has moved and every slope is there."""
    network = build()
    before, seen = parameters(network), []

    class Witness(OPTIMIZERS["sgd"]):
        """Looks, and then does what it is for."""

        def step(self, network, gradient):
            seen.append((parameters(network), deepcopy(gradient)))
            super().step(network, gradient)

    network.optimizer = Witness()
    expected = deepcopy(network).gradient(SAMPLES)
    network.learn(SAMPLES)
    assert [(before, expected)] == seen


# Batches: sums and means.


@pytest.mark.parametrize("bias", ["own", "shared", "none"])
def test_batch_gradient_is_the_sum_of_the_single_ones(bias):
    """Added up sample after sample, in their order, to the last bit."""
    network = build(bias)
    singles = [network.gradient([sample]) for sample in SAMPLES]
    assert pairwise(lambda a, b, c: (a + b) + c, *singles) == network.gradient(SAMPLES, "sum")
    assert pairwise(lambda a, b, c: ((a + b) + c) / 3.0, *singles) == network.gradient(SAMPLES, "mean")


def test_the_order_of_addition_is_fixed():
    """Rounding depends on the order, so the order is part of the promise: the samples backwards give other bits."""
    network = build()
    forwards, backwards = network.gradient(SAMPLES), network.gradient(SAMPLES[::-1])
    assert forwards != backwards
    assert all(isclose(a, b, rel_tol=1e-12) for a, b in zip(flat(forwards), flat(backwards)))


@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_batch_of_one_is_online(reduction):
    """One sample is its own sum and its own mean."""
    network = build()
    assert network.gradient(SAMPLES[:1]) == network.gradient(SAMPLES[:1], reduction)


def test_one_step_of_a_batch_is_not_three_steps():
    """Full batch and online go different ways."""
    together, apart = build(), build()
    together.learn(SAMPLES, "sum")
    for sample in SAMPLES:
        apart.train(*sample)
    assert parameters(together) != parameters(apart)


def test_sum_steps_as_far_as_mean_with_a_greater_rate():
    """The two reductions differ by the number of samples, nothing else."""
    mean = build(optimizer={"name": "sgd", "learning_rate": 1.5})
    added = build(optimizer={"name": "sgd", "learning_rate": 0.5})
    mean.learn(SAMPLES, "mean")
    added.learn(SAMPLES, "sum")
    assert flat(parameters(mean)) == pytest.approx(flat(parameters(added)), rel=1e-12)


def test_combined_error():
    """The error of a batch goes with its gradient: the mean or the sum, from left to right."""
    assert 0.6000000000000001 == combined([0.1, 0.2, 0.3], "sum")
    assert 0.20000000000000004 == combined([0.1, 0.2, 0.3], "mean")
    assert 0.1 == combined([0.1], "mean")


def test_sums_go_from_left_to_right():
    """net, ∂E/∂x and ∂E/∂b are added up in the order of inputs and of neurons; Python's own sum would round otherwise."""
    layer = NeuronLayer([[1.0] * 3] * 3, [0.0], "shared", "linear")
    layer.feed_forward([0.1, 0.2, 0.3])
    assert 0.6000000000000001 == layer.neurons[0].net
    layer.backpropagate([0.1, 0.2, 0.3])
    assert [0.6000000000000001] * 3 == layer.dE_dinputs()
    assert [0.6000000000000001] == layer.dE_dbs()


def test_a_sum_keeps_the_sign_of_zero():
    """-0.0 added up from nothing is -0.0, as the one term is."""
    layer = NeuronLayer([[1.0]], bias="none", activation="linear")
    assert "-0.0" == repr(layer.feed_forward([-0.0])[0])


# What is frozen stays, what is shared stays shared.


@pytest.mark.parametrize("frozen", ["train_weights", "train_bias"])
@pytest.mark.parametrize("bias", ["own", "shared"])
def test_frozen_parameters_stay(frozen, bias):
    """The frozen ones keep every bit, and all the others move."""
    biases = [0.1, 0.2] if bias == "own" else [0.1]
    network = NeuralNetwork([NeuronLayer([[0.1, 0.2], [0.3, 0.4]], biases, bias, **{frozen: False}),
                             NeuronLayer([[0.5, 0.6], [0.7, 0.8]], biases, bias)])
    before = parameters(network)
    for _ in train(network, SAMPLES, Batches(3), steps=10):
        pass
    kept = {"train_weights": slice(0, 2), "train_bias": slice(2, 3)}[frozen]
    moved = {"train_weights": slice(2, 3), "train_bias": slice(0, 2)}[frozen]
    assert before[0][kept] == parameters(network)[0][kept]
    assert all(a != b for a, b in zip(flat(before[0][moved]), flat(parameters(network)[0][moved])))
    assert all(a != b for a, b in zip(flat(before[1]), flat(parameters(network)[1])))


def test_frozen_layer_passes_the_error_on():
    """A frozen output layer does not keep the hidden layer from learning as it would."""
    free, half = build(), build()
    half.layers[1].train_weights = half.layers[1].train_bias = False
    free.train(*SAMPLES[0])
    half.train(*SAMPLES[0])
    assert parameters(free)[0] == parameters(half)[0]
    assert parameters(build())[1] == parameters(half)[1] != parameters(free)[1]


def test_shared_biases_stay_shared():
    """However long it trains, the neurons of a layer have one bias."""
    network = build("shared")
    before = [layer.biases for layer in network.layers]
    for _ in train(network, SAMPLES, Batches(3, 2), steps=50):
        assert [1, 1] == [len({neuron.bias for neuron in layer.neurons}) for layer in network.layers]
    assert all(a != b for a, b in zip(flat(before), flat([layer.biases for layer in network.layers])))


def test_slope_of_a_shared_bias_is_a_sum_over_paths():
    """It feeds every neuron, so it hears from every neuron."""
    shared = NeuralNetwork([NeuronLayer([[0.1, 0.2], [0.3, 0.4]], [0.5], "shared")])
    own = NeuralNetwork([NeuronLayer([[0.1, 0.2], [0.3, 0.4]], [0.5, 0.5], "own")])
    a, b = own.gradient(SAMPLES[:1])[0][-1]
    assert [a + b] == shared.gradient(SAMPLES[:1])[0][-1]


def test_no_bias_is_none():
    """Without a bias there is nothing to learn, and net is the sum alone."""
    network = build("none")
    assert [[], []] == [layer[-1] for layer in network.gradient(SAMPLES)]
    assert {None} == {neuron.bias for layer in network.layers for neuron in layer.neurons}


@pytest.mark.parametrize("rate", [0, 0.0])
def test_a_rate_of_0_moves_nothing(rate):
    """0 is a learning rate like any other."""
    network = build(optimizer={"name": "sgd", "learning_rate": rate})
    before = parameters(network)
    network.learn(SAMPLES)
    assert before == parameters(network)


# Whole runs.


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("batch_size, reduction", [(1, "mean"), (3, "sum"), ("all", "mean")])
def test_same_seed_same_bits(order, batch_size, reduction):
    """Two runs from one seed end at the same weights, to the last bit."""
    runs = []
    for _ in range(2):
        network = build(seed=11)
        batches = Batches(len(SAMPLES), batch_size, order, Random(11))
        met = list(train(network, SAMPLES, batches, 60, reduction))
        runs.append((met, parameters(network)))
    assert runs[0] == runs[1]


def test_train_yields_after_each_step():
    """Whoever looks sees the batch that was learnt from, and the weights after it; whoever stops looking stops the training."""
    network, one_by_one = build(), build()
    training = train(network, SAMPLES, Batches(3, 2), steps=3)
    assert [0, 1] == next(training)
    one_by_one.learn(SAMPLES[:2])
    assert parameters(one_by_one) == parameters(network)
    assert [[2], [0, 1]] == list(training)


@pytest.mark.parametrize("loss", LOSSES)
def test_training_lowers_the_error(loss):
    """Whatever the loss, small steps lead downhill."""
    last = "linear" if LOSSES.make(loss).on_nets else "softmax"
    rate = 1e-3 if loss == "mean_absolute_percentage_error" else 0.1
    layers = [*build(activation="softmax").layers[:-1], make_layer([[0.3, -0.2, 0.5], [0.1, 0.4, -0.3]], [0.0, 0.0], activation=last)]
    network = NeuralNetwork(layers, loss, {"name": "sgd", "learning_rate": rate})
    targets = {"hinge": [[1.0, -1.0], [-1.0, 1.0]], "squared_hinge": [[1.0, -1.0], [-1.0, 1.0]],
               "sparse_categorical_cross_entropy": [[1.0], [0.0]]}.get(loss, [[0.2, 0.8], [0.9, 0.1]])
    samples = list(zip([[0.1, 0.9], [0.4, -0.3]], targets))
    errors = [network.calculate_total_error(samples)]
    for _ in train(network, samples, Batches(2, "all"), steps=20):
        errors.append(network.calculate_total_error(samples))
    assert sorted(errors, reverse=True) == errors and len(set(errors)) == 21


def test_xor():
    """2-5-1, one random sample a step, 10,000 steps: all four cases right."""
    network = NeuralNetwork.build(2, 5, 1, seed=0, initialize={"name": "uniform", "low": -1.0, "high": 1.0},
                                  optimizer={"name": "sgd", "learning_rate": 0.5})
    for _ in train(network, XOR, Batches(4, 1, "random", Random(0)), steps=10_000):
        pass
    assert [0, 1, 1, 0] == [round(network.feed_forward(inputs)[0]) for inputs, _ in XOR]


def test_a_feeder_is_any_iterable():
    """Mini-batches from a generator move the weights as the same batches do one by one; the last may be smaller."""
    samples = [([0.1 * i, 0.5], [0.2 * i]) for i in range(7)]
    fed, led = NeuralNetwork.build(2, 2, 1, seed=4), NeuralNetwork.build(2, 2, 1, seed=4)
    assert 3 == fed.train_on((sample for sample in samples), batch_size=3, reduction="sum")
    for batch in (samples[:3], samples[3:6], samples[6:]):
        led.learn(batch, "sum")
    assert str(led) == str(fed)
    with pytest.raises(NeurosimError, match=r"sample: expected a pair \(inputs, targets\)"):
        fed.train_on([([0.1, 0.5],)])


def test_answers_to_a_batch():
    """N rows of P inputs give N rows of K outs."""
    network = NeuralNetwork.build(3, 2, seed=1)
    rows = [[0.0, 0.5, 1.0], [1.0, 0.0, 0.0]]
    assert [network.feed_forward(rows[0]), network.feed_forward(rows[1])] == network.answers(rows)


def test_an_experiment_takes_a_feeder_too():
    """Its own batch size and reduction; the same weights as from the same samples in the file. Where it diverges, it says so."""
    wanted, got = load("logistic-regression"), load("logistic-regression")
    wanted.train(3)
    assert 3 == got.train_on(sample for _ in range(3) for sample in got.samples) == got.steps_taken
    assert [neuron.weights for neuron in wanted.network.layers[0].neurons] == [neuron.weights for neuron in got.network.layers[0].neurons]
    with pytest.raises(Diverged, match="^diverged at step 2: w"):
        load("curve").train_on([([0.5], [1e200])] * 9, batch_size=1)


@pytest.mark.parametrize("samples", [[[0.1, 0.2], [0.3, 0.4]], [(0.1, 0.2), [0.3, 0.4]]])
def test_a_batch_is_for_answers(samples):
    """Whoever feeds a list of samples forward is told which method takes it."""
    with pytest.raises(NeurosimError, match="^inputs: expected the numbers of one sample; `answers` takes a list of samples, got a list of length 2"):
        NeuralNetwork.build(2, 1).feed_forward(samples)
