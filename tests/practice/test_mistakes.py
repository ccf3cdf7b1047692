"""The catalogue of mistakes: fingerprints published elsewhere, and what every mistake must be able to do."""

import pytest
from oracles import FINGERPRINTS

import neurosim
from neurosim.practice.mistakes import MISTAKES, spoilt
from neurosim.practice.diagnosis.readings import Reader


@pytest.mark.parametrize("name", FINGERPRINTS)
def test_fingerprints(name):
    """What comes out of the worked example where one mistake is made."""
    experiment = spoilt(neurosim.load("worked-example"), name)
    trace = experiment.trace()
    values = [trace[quantity] for quantity in ("dE_dw5", "dE_dw1", "w5_new", "w1_new")]
    assert FINGERPRINTS[name].split() == [f"{value:.9f}" for value in [*values, experiment.train(steps=1).errors[-1][1]]]


def test_trained_biases_to_the_last_bit():
    """The error after one step, with a trained bias for each neuron."""
    assert 0.28047144679143016 == spoilt(neurosim.load("worked-example"), "bias_trained").train(steps=1).errors[-1][1]


def test_a_misprinted_target():
    """The listing that circulates has 0.09 where the text has 0.99."""
    assert [([0.05, 0.1], [0.01, 0.09])] == spoilt(neurosim.load("worked-example"), "target_misprinted").samples


def test_updated_weights_are_the_program_that_moves_them_first():
    """The same bits as a program that moves the output layer, and only then goes on to the hidden layer."""
    experiment = spoilt(neurosim.load("worked-example"), "updated_weights")
    network = neurosim.load("worked-example").network
    hidden, outputs = network.layers
    for _ in range(3):
        outs = network.feed_forward([0.05, 0.1])
        outputs.backpropagate([out - target for out, target in zip(outs, [0.01, 0.99])])
        for neuron in outputs.neurons:
            neuron.weights = [w - 0.5 * slope for w, slope in zip(neuron.weights, neuron.dE_dws())]
        hidden.backpropagate(outputs.dE_dinputs())
        for neuron in hidden.neurons:
            neuron.weights = [w - 0.5 * slope for w, slope in zip(neuron.weights, neuron.dE_dws())]
    parameters = experiment.train(steps=3).parameters()
    weights = [w for layer in network.layers for neuron in layer.neurons for w in neuron.weights]
    assert weights == [parameters[f"w{i}"] for i in range(1, 9)]


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_traced_and_explained(name):
    """A spoilt experiment can be looked at like any other, and the right one stays right."""
    experiment = spoilt(neurosim.load("worked-example"), name)
    assert MISTAKES[name].describe() and MISTAKES[name].advice
    assert all(str(experiment.explain(goal)) for goal in experiment.trace().parameters)
    assert 0.29102777369359933 == neurosim.load("worked-example").train(steps=1).errors[-1][1]


def grounds():
    """Experiments of every kind, small enough to see all: each mistake can be made on one of them. Each is made when it is asked for."""
    layer = {"weights": [[0.15, -0.2], [0.25, 0.3]], "biases": [0.35, 0.2]}
    samples = [{"inputs": [0.05, 0.1], "targets": [0.0, 1.0]}, {"inputs": [0.6, -0.3], "targets": [1.0, 0.0]}]

    def ground(*activations, loss="half_squared_error", optimizer="sgd", last=layer, samples=samples, **training):
        layers = [*({**layer, "activation": each} for each in activations[:-1]), {**last, "activation": activations[-1]}]
        return neurosim.load({"format": "neurosim-experiment", "version": 1, "inputs": 2, "loss": loss, "samples": samples,
                              "layers": layers, "optimizer": optimizer, "training": training, "seed": 1})
    yield neurosim.load("worked-example")
    yield ground("sigmoid", "sigmoid")
    yield ground("tanh", "tanh")
    yield ground("tanh", "softmax", loss="categorical_cross_entropy")
    yield ground("leaky_relu", "leaky_relu", samples=[{"inputs": [-2.0, 1.0], "targets": [0.5, 1.0]}])    # one net below 0
    yield ground("sigmoid", "sigmoid", batch_size=2)
    yield ground("sigmoid", "sigmoid", batch_size=2, reduction="sum")
    yield ground("sigmoid", "sigmoid", "sigmoid")
    yield ground("tanh", "tanh", "sigmoid")
    yield from (ground("sigmoid", "sigmoid", optimizer=optimizer) for optimizer in OPTIMIZERS)
    yield ground("sigmoid", "softmax", loss="mean_squared_error", last={"weights": [*layer["weights"], [0.5, 0.45]], "biases": [0.1, 0.2, 0.3]},
                 samples=[{**sample, "targets": [*sample["targets"], 0.0]} for sample in samples])


OPTIMIZERS = [{"name": "sgd", "momentum": 0.9, "weight_decay": 0.1}, {"name": "sgd", "momentum": 0.8, "nesterov": True},
              {"name": "adagrad", "eps": 0.001}, {"name": "rmsprop", "eps": 0.001}, {"name": "adam", "weight_decay": 0.2}]


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_shows_somewhere(name, rights):
    """In each of its forms it changes a number of the first three steps on one of the grounds."""
    forms = [MISTAKES[name].forms(right) for right, _ in rights]
    assert {*MISTAKES[name].variants} <= {where for each in forms for where in each}
    for where in dict.fromkeys(where for each in forms for where in each):
        assert any(where in each and shows(spoilt(wrong, name, where), steps) for each, (_, steps), wrong in zip(forms, rights, grounds())), where


@pytest.fixture(scope="module")
def rights():
    """Every ground, and the numbers of its steps."""
    return [(ground, list(numbers(ground))) for ground in grounds()]


def numbers(experiment):
    """Of three steps, one after the other."""
    for step in experiment.traces(1, 3):
        yield [quantity.value for quantity in step.quantities.values()]


def shows(wrong, steps):
    """Whether a number differs; what comes after is not worked out."""
    return any(mine != right for mine, right in zip(numbers(wrong), steps))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_weight_is_moved_by_its_own_gradient(name):
    """By plain sgd: whatever is wrong with ∂E/∂w, it is called after the weight that it moves, and no other."""
    trace = spoilt(neurosim.load("worked-example"), name).trace()
    rate = {"missing_learning_rate": 1.0, "rate_twice": 0.25, "ascent": -0.5}.get(name, 0.5)
    for w in (f"w{place}" for place in range(1, 9)):
        assert trace[f"{w}_new"] == pytest.approx(trace[w] - rate * trace[f"dE_d{w}"], abs=1e-12)


READ = [{"loss": "softmax_cross_entropy"}, {"loss": "softmax_cross_entropy", "optimizer": "adam"}, {"dropout": 0.5},
        {"normalize": "layer"}, {"normalize": {"name": "layer", "scales": [1.5, -0.5]}, "optimizer": "adam"},
        {"last": "softmax", "loss": "categorical_cross_entropy", "optimizer": {"name": "sgd", "momentum": 0.9, "weight_decay": 0.1}}]


@pytest.mark.parametrize("kind", READ, ids=str)
def test_a_quick_run_knows_every_number_of_the_trace(kind):
    """Else no mistake could be known again by them."""
    rows = [[0.3, -0.6], [-0.4, 0.7]]
    right = neurosim.load({"format": "neurosim-experiment", "version": 1, "inputs": 2, "loss": kind.get("loss", "half_squared_error"),
                           "layers": [{"weights": rows, **{key: kind[key] for key in ("dropout", "normalize") if key in kind}},
                                      {"weights": rows, "activation": kind.get("last", "linear")}],
                           "optimizer": kind.get("optimizer", "sgd"), "seed": 0,
                           "samples": [{"inputs": [0.5, 0.8], "targets": [0, 1]}]})
    known = Reader(right.trainer, 2).read()
    assert {q.name: pytest.approx(q.value, abs=1e-12) for q in right.trace(step=2).quantities.values() if not q.is_given} == {
        q.name: known.get(q.name) for q in right.trace(step=2).quantities.values() if not q.is_given}


@pytest.mark.parametrize("normalize", ["batch", "layer"])
@pytest.mark.slow
def test_mistakes_of_normalised_networks(normalize):
    """Each that can occur there can be made, in each of its forms: whatever it needs is there."""
    layer = {"weights": [[0.15, -0.2], [0.25, 0.3]], "biases": [0.35, 0.2], "normalize": normalize}
    right = neurosim.load({"format": "neurosim-experiment", "version": 1, "inputs": 2, "layers": [layer] * 3, "seed": 1,
                           "samples": [{"inputs": [0.05, 0.1], "targets": [0.0, 1.0]}, {"inputs": [0.6, -0.3], "targets": [1.0, 0.0]}],
                           "training": {"batch_size": 2}})
    read, spoilers = Reader(right.trainer).read, []
    for mistake in MISTAKES.values():
        for where in mistake.forms(right.trainer):
            spoilers.append((mistake, where))
            read(lambda experiment: mistake.spoil(experiment, where))    # a fault of ours is no NeurosimError
    assert len(spoilers) > 50
    assert MISTAKES["bias_instead_of_weight"] not in dict(spoilers)    # a shift is no part of the net


def test_of_a_class_told_by_its_number():
    """Where the target is the number of a class, out − target is that of every output."""
    made = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "loss": "sparse_categorical_cross_entropy", "seed": 1,
            "layers": [{"neurons": 3, "activation": "softmax"}], "samples": [{"inputs": [1], "targets": [1]}]}
    trace = spoilt(neurosim.load(made), "softmax_slope_out", "difference").trace()
    outs = [trace[f"out_o{place}"] for place in (1, 2, 3)]
    assert [outs[0], outs[1] - 1.0, outs[2]] == [trace[f"dE_dout_o{place}"] for place in (1, 2, 3)]
