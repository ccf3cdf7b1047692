"""The catalogue of mistakes: fingerprints published elsewhere, and what every mistake must be able to do."""

import pytest

import neurosim
from neurosim.practice.mistakes import MISTAKES, spoilt
from neurosim.practice.diagnosis.readings import Reader

# Independent figures for the worked example, after one step: ∂E/∂w5, ∂E/∂w1, w5⁺, w1⁺, E after it.
FINGERPRINTS = """
updated_weights        0.082167041 0.000364723 0.358916480 0.149817639 0.291027924
missing_output_slope   0.439829649 0.002268350 0.180085176 0.148865825 0.258260102
missing_hidden_slope   0.082167041 0.001817515 0.358916480 0.149091242 0.291024764
missing_slopes         0.439829649 0.009400513 0.180085176 0.145299743 0.258255693
first_path_only        0.082167041 0.000668396 0.358916480 0.149665802 0.291027283
missing_outgoing_weight 0.082167041 0.001211333 0.358916480 0.149394333 0.291026273
ascent                 0.082167041 0.000438568 0.441083520 0.150219284 0.305640633
hidden_sign            0.082167041 -0.000438568 0.358916480 0.150219284 0.291029684
factor_two             0.164334081 0.000877135 0.317832959 0.149561432 0.283618982
mean_over_outputs      0.041083520 0.000219284 0.379458240 0.149890358 0.294708158
slope_at_out           0.095789770 0.000471425 0.352105115 0.149764287 0.289770938
slope_of_net           -0.051513746 -0.000056742 0.425756873 0.150028371 0.303431631
slope_of_error         0.084334214 0.001031981 0.357832893 0.149484010 0.292138963
transposed_backward    0.082167041 0.000461551 0.358916480 0.149769225 0.291027661
transposed_weights     0.081695860 0.000447584 0.359152070 0.149776208 0.296368559
net_instead_of_out     0.052283207 0.000438568 0.373858396 0.149780716 0.293627479
bias_trained           0.082167041 0.000438568 0.358916480 0.149780716 0.280471447
bias_shared            0.082167041 0.000438568 0.358916480 0.149780716 0.285750887
missing_bias           0.072157073 0.000188256 0.363921464 0.149905872 0.235495378
targets_swapped        -0.026448408 0.000592617 0.413224204 0.149703692 0.312409066
missing_learning_rate  0.082167041 0.000438568 0.317832959 0.149561432 0.283618982
bias_trained_later     0.082167041 0.000438568 0.358916480 0.149780716 0.291027774
"""


@pytest.mark.parametrize("line", FINGERPRINTS.strip().splitlines(), ids=lambda line: line.split()[0])
def test_fingerprints(line):
    """What comes out of the worked example where one mistake is made."""
    name, *figures = line.split()
    experiment = spoilt(neurosim.load("worked-example"), name)
    trace = experiment.trace()
    values = [trace[quantity] for quantity in ("dE_dw5", "dE_dw1", "w5_new", "w1_new")]
    assert figures == [f"{value:.9f}" for value in [*values, experiment.train(steps=1).errors[-1][1]]]


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
    """Experiments of every kind, small enough to see all: each mistake can be made on one of them."""
    layer = {"weights": [[0.15, -0.2], [0.25, 0.3]], "biases": [0.35, 0.2]}
    samples = [{"inputs": [0.05, 0.1], "targets": [0.0, 1.0]}, {"inputs": [0.6, -0.3], "targets": [1.0, 0.0]}]

    def ground(first, last, loss="half_squared_error", **training):
        return neurosim.load({"format": "neurosim-experiment", "version": 1, "inputs": 2, "loss": loss, "samples": samples,
                              "layers": [{**layer, "activation": first}, {**layer, "activation": last}],
                              "training": training, "seed": 1})
    return [neurosim.load("worked-example"), ground("sigmoid", "sigmoid"), ground("tanh", "tanh"), ground("tanh", "softmax", "categorical_cross_entropy"),
            ground("sigmoid", "sigmoid", batch_size=2), ground("sigmoid", "sigmoid", batch_size=2, reduction="sum")]


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_shows_somewhere(name, right_numbers):
    """In each of its forms it changes a number of the third step on one of the grounds."""
    for where in MISTAKES[name].variants:
        assert any(right != numbers(spoilt(wrong, name, where)) for right, wrong in zip(right_numbers, grounds())), where


@pytest.fixture(scope="module")
def right_numbers():
    return list(map(numbers, grounds()))


def numbers(experiment):
    return [value for step in experiment.traces(1, 3) for value in (step.quantities[name].value for name in step.quantities)]


@pytest.mark.parametrize("name", MISTAKES)
def test_a_weight_is_moved_by_its_own_gradient(name):
    """By plain sgd: whatever is wrong with ∂E/∂w, it is called after the weight that it moves, and no other."""
    trace = spoilt(neurosim.load("worked-example"), name).trace()
    rate = {"missing_learning_rate": 1.0, "ascent": -0.5}.get(name, 0.5)
    for w in (f"w{place}" for place in range(1, 9)):
        assert trace[f"{w}_new"] == pytest.approx(trace[w] - rate * trace[f"dE_d{w}"], abs=1e-12)


READ = [{"loss": "softmax_cross_entropy"}, {"loss": "softmax_cross_entropy", "optimizer": "adam"}, {"dropout": 0.5},
        {"last": "softmax", "loss": "categorical_cross_entropy", "optimizer": {"name": "sgd", "momentum": 0.9, "weight_decay": 0.1}}]


@pytest.mark.parametrize("kind", READ, ids=str)
def test_a_quick_run_knows_every_number_of_the_trace(kind):
    """Else no mistake could be known again by them."""
    rows = [[0.3, -0.6], [-0.4, 0.7]]
    right = neurosim.load({"format": "neurosim-experiment", "version": 1, "inputs": 2, "loss": kind.get("loss", "half_squared_error"),
                           "layers": [{"weights": rows, "dropout": kind.get("dropout", 0.0)},
                                      {"weights": rows, "activation": kind.get("last", "linear")}],
                           "optimizer": kind.get("optimizer", "sgd"), "seed": 0,
                           "samples": [{"inputs": [0.5, 0.8], "targets": [0, 1]}]})
    known = Reader(right.trainer, 2).read()
    assert {q.name: pytest.approx(q.value, abs=1e-12) for q in right.trace(step=2) if not q.is_given} == {
        q.name: known.get(q.name) for q in right.trace(step=2) if not q.is_given}
