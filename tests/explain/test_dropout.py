"""Dropout: on the layer's outs, in training only, scaled as PyTorch does, drawn from the private generator, and explained."""

import json
from copy import deepcopy
from random import Random

import pytest

import neurosim
from neurosim.core import maths
from neurosim.core.guard.errors import NeurosimError
from neurosim.core.layers import make_layer
from neurosim.core.layer import NeuronLayer
from neurosim.core.dropout import DropoutLayer
from neurosim.core.guard.door import BIASES
from neurosim.core.network import NeuralNetwork
from neurosim.explain.trace import take_trace
from neurosim.show.render import text
from neurosim.show.report.derivation_report import derivations_report

FUNCTIONS = {name: getattr(maths, name) for name in dir(maths) if not name.startswith("_")}
SAMPLES = [([0.05, 0.10], [0.01, 0.99]), ([0.9, -0.3], [0.5, 0.2]), ([0.0, 1.0], [1.0, 0.0])]


def build(dropout=0.5, bias="own", hidden=4, activation="sigmoid"):
    """2-4-2, dropout in the hidden layer. The weights do not depend on it."""
    draw, random = Random(1), Random(2)

    def rows(neurons, inputs):
        return [[draw.uniform(-1, 1) for _ in range(inputs)] for _ in range(neurons)]
    biases = {"own": [0.1] * hidden, "shared": [0.1], "none": []}[bias]
    return NeuralNetwork([make_layer(rows(hidden, 2), biases, bias, activation, dropout=dropout, random=random),
                          make_layer(rows(2, hidden), [0.1, 0.2])])


def experiment(dropout=0.5, **changes):
    layers = [{"neurons": 4, "dropout": dropout}, {"neurons": 2}]
    samples = [{"inputs": inputs, "targets": targets} for inputs, targets in SAMPLES]
    return neurosim.load({"format": "neurosim-experiment", "version": 1, "inputs": 2, "layers": layers, "samples": samples,
                          "seed": 3, **changes})


def test_outside_training_nothing_is_left_out():
    """Answers, errors and gradients, before and after a step, are those of the same weights without dropout."""
    network = build()
    for _ in range(2):
        plain = build(dropout=0.0)
        for ours, theirs in zip(network.layers, plain.layers):
            for neuron, other in zip(ours.neurons, theirs.neurons):
                other.weights[:], other.bias = neuron.weights, neuron.bias
        assert network.feed_forward([0.05, 0.1]) == plain.feed_forward([0.05, 0.1])
        assert network.calculate_total_error(SAMPLES) == plain.calculate_total_error(SAMPLES)
        assert network.gradient(SAMPLES) == plain.gradient(SAMPLES)
        network.learn(SAMPLES)


def test_without_dropout_it_is_the_plain_layer():
    assert [type(layer) for layer in build(dropout=0.0).layers] == [NeuronLayer] * 2
    assert [type(layer) for layer in build(dropout=0).layers] == [NeuronLayer] * 2
    assert [type(layer) for layer in build().layers] == [DropoutLayer, NeuronLayer]


@pytest.mark.parametrize("dropout", [0.2, 0.5, 0.9])
def test_outs_stay_as_large_on_average(dropout):
    """As many are left out as asked for, and those that stay are scaled by 1 / (1 - dropout)."""
    network = build(dropout, hidden=500)
    network.layers[0].draw(20)
    masks = [factor for mask in network.layers[0].masks for factor in mask]
    assert set(masks) == {0.0, 1.0 / (1.0 - dropout)}
    assert masks.count(0.0) / len(masks) == pytest.approx(dropout, abs=0.02)


def test_who_is_left_out_learns_nothing():
    """Its weights stay, in and out, and the others move as their masked outs say."""
    network = build()
    before = deepcopy(network)
    network.learn(SAMPLES[:1])
    hidden = network.layers[0].neurons
    assert {neuron.mask for neuron in hidden} == {0.0, 2.0}
    for place, (neuron, old) in enumerate(zip(hidden, before.layers[0].neurons)):
        assert (neuron.weights == old.weights) == (neuron.mask == 0.0)
        assert neuron.out == neuron.mask * neuron.whole
        for o1, old_o1 in zip(network.layers[1].neurons, before.layers[1].neurons):
            assert (o1.weights[place] == old_o1.weights[place]) == (neuron.mask == 0.0)


def test_each_sample_has_its_own_mask():
    network = build(hidden=30)
    trace = take_trace(network, SAMPLES)
    masks = [[trace[f"mask_h{h}_s{s}"] for h in range(1, 31)] for s in (1, 2, 3)]
    assert len(set(map(tuple, masks))) == 3


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_the_slope_is_that_of_the_masked_network(activation):
    """Against finite differences of a network whose masks are held."""
    network = build(activation=activation)
    layer, mask = network.layers[0], [2.0, 0.0, 2.0, 0.0]

    def error():
        layer.masks = [mask]
        return network.error(*SAMPLES[0])

    layer.masks = [mask]
    gradient = network.gradient(SAMPLES[:1])
    for neuron, slopes in zip(layer.neurons, gradient[0]):
        for i, slope in enumerate(slopes):
            w, errors = neuron.weights[i], []
            for nudge in (1e-6, -1e-6):
                neuron.weights[i] = w + nudge
                errors.append(error())
            neuron.weights[i] = w
            assert slope == pytest.approx((errors[0] - errors[1]) / 2e-6, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("bias", BIASES)
@pytest.mark.parametrize("count", [1, 3])
def test_three_ways_to_the_same_bits(bias, count):
    """Floats, the instrumented run with the very same masks, and its formulas evaluated as Python."""
    network = build(bias=bias)
    for _ in range(3):
        trace = take_trace(network, SAMPLES[:count])
        network.learn(SAMPLES[:count])
        assert [trace[f"{name}_new"] for name in trace.names.all_parameters()] == [v for _, v in trace.names.values(network)]
        for name in trace.names.all_parameters():
            steps = trace.explain(f"{name}_new").steps
            values = {step.name: step.value for step in steps}
            for step in steps:
                result = eval(step.formula, {"__builtins__": {}, **FUNCTIONS}, {cause: values[cause] for cause in step.causes})
                assert repr(float(result)) == repr(step.value), step


def test_in_the_trace_and_in_the_derivation():
    trace = experiment().trace()
    quantity = trace.quantities["mask_h1"]
    assert (quantity.kind, quantity.owner, quantity.is_given) == ("mask", "h1", True)
    formulas = {step.name: step.formula for step in trace.explain("w1").steps}
    assert formulas["dout_h1_dnet_h1"] == "whole_h1 * (1.0 - whole_h1) * mask_h1"
    assert {step.name: step.formula for step in trace.explain("out_h1").steps}["out_h1"] == "whole_h1 * mask_h1"
    assert "hidden layer (sigmoid, dropout 0.5)" in str(trace) and "mask_h1" in str(trace.explain("out_h1"))


def test_what_is_whole_is_said_where_it_is_a_cause():
    """Of all neurons in one sentence, and once; not of a goal, which has its own, and not where nothing is left out."""
    said = "what h1, h2, h3 and h4 would put out if nothing were left out"
    assert f"whole_h1, whole_h2, whole_h3 and whole_h4: {said}.\n" in str(experiment().explain("w1"))
    assert "\nwhole_h2: what h2 would put out if nothing were left out.\n" in str(experiment().explain("out_h2"))
    assert 1 == str(experiment().explain("whole_h1")).count("would put out") and 0 == str(experiment(0.0).explain("w1")).count("would")
    assert 1 == "".join(text.render(derivations_report(experiment().trace()))).count("would put out")


@pytest.mark.parametrize("order", ["given", "shuffled", "random"])
def test_the_same_seed_drops_the_same(order):
    """And looking, at any step, changes nothing."""
    training = {"steps": 20, "batch_size": 2, "order": order}
    one, two, three = (experiment(training=training) for _ in range(3))
    two.trace(step=3), two.explain("w1")
    seen = []
    three.train(watch=seen.append)
    assert one.train().to_dict() == two.train().to_dict() and one.to_document() == three.to_document()
    again = experiment(training=training)
    assert [q.value for q in again.trace(step=7).quantities.values()] == [q.value for q in seen[6].quantities.values()]


def test_a_failed_step_leaves_no_mask_behind():
    network = build()
    with pytest.raises(NeurosimError):
        network.learn([SAMPLES[0], ([1.0], [0.0, 0.0]), SAMPLES[1]])
    assert network.feed_forward([0.05, 0.1]) == build(dropout=0.0).feed_forward([0.05, 0.1])


@pytest.mark.parametrize("fields, sentence", [
    ({"dropout": 1.0}, "layers[0].dropout: expected a number >= 0 and < 1, got 1.0"),
    ({"dropout": -0.1}, "layers[0].dropout: expected a number >= 0 and < 1, got -0.1"),
    ({"dropout": "half"}, "layers[0].dropout: expected a number >= 0 and < 1, got 'half'"),
    ({"dropout": 0.5, "activation": "softmax"},
     "layers[0].dropout: expected 0, as the outs of softmax belong together, got 0.5")])
def test_what_cannot_be(fields, sentence):
    with pytest.raises(NeurosimError) as error:
        experiment(layers=[{"neurons": 4, **fields}, {"neurons": 2}])
    assert str(error.value).endswith(sentence)


def test_a_layer_of_ones_own_needs_a_generator():
    with pytest.raises(NeurosimError, match="random: expected a random.Random, as the layer drops outs, got None"):
        make_layer([[0.1]], [0.2], dropout=0.5)


def test_it_is_saved(tmp_path):
    one = experiment()
    one.save(tmp_path / "saved.json")
    assert json.loads((tmp_path / "saved.json").read_text())["layers"][0]["dropout"] == 0.5
    assert "dropout" not in json.loads((tmp_path / "saved.json").read_text())["layers"][1]
    assert neurosim.load(tmp_path / "saved.json").to_document() == one.to_document()


def test_a_dropped_neuron_is_not_saturated():
    """Its out is 0 as it was dropped, not as the sigmoid is at its limit; one that is at its limit is marked, dropped or not."""
    from neurosim import load
    layers = [{"activation": "sigmoid", "weights": [[0.1], [0.2], [0.3], [900.0]], "dropout": 0.5}, {"weights": [[0.1, 0.2, 0.3, 0.4]]}]
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": layers, "seed": 1,
                "samples": [{"inputs": [1], "targets": [1]}]}
    rows = load(document).trace().to_dict()["quantities"]
    assert 0 < [row["value"] for row in rows if row["kind"] == "mask"].count(0.0) < 4
    assert {"out_h4", "dout_h4_dnet_h4"} == {row["name"] for row in rows if "saturated" in row.get("marks", ())}


def test_the_mask_is_of_the_arithmetic():
    """1 / (1 - 0.3) is 10/7: ten digits of it in decimal:10, and the float nearest to it where floats are asked for."""
    layers = [{"neurons": 8, "dropout": 0.3}, {"neurons": 1}]
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": layers, "samples": [{"inputs": [1], "targets": [1]}], "seed": 3}
    for numbers, stays in [("decimal:10", "1.428571429"), ("rounded:2", "1.43"), ("float", repr(1 / 0.7))]:
        trace = neurosim.load(document).trace(numbers=numbers)
        assert {"0", stays} >= {format(mask) if numbers == "float" else repr(mask) for mask in
                                (trace[f"mask_h{h}"] for h in range(1, 9)) if mask != 0.0} != set()
