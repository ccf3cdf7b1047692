"""The update explained: the same bits from floats, from the instrumented run, and from every printed formula; memory in the trace."""

import json
from copy import deepcopy

import pytest

import neurosim
from neurosim.core import maths
from neurosim.core.network import NeuralNetwork
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.examples import path_of
from neurosim.explain.notation import TEXT, pretty
from neurosim.explain.trace import take_trace
from neurosim.show.report.blocks import Equation, Table
from neurosim.show.report.derivation_report import derivations_report
from neurosim.show.report.trace_report import memory_report

FUNCTIONS = {name: getattr(maths, name) for name in dir(maths) if not name.startswith("_")}
EXTRAS = {
    "sgd": [{}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True, "weight_decay": 0.1}, {"weight_decay": 0.1}],
    "adagrad": [{}, {"initial_accumulator": 0.1, "weight_decay": 0.1}],
    "rmsprop": [{}, {"momentum": 0.9, "centered": True, "weight_decay": 0.1}],
    "adam": [{}, {"weight_decay": 0.1}],
}
CHOICES = [{"name": name, **extras} for name in OPTIMIZERS for extras in EXTRAS.get(name, [{}])]
every_optimizer = pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: " ".join(map(str, choice.values())))
SAMPLES = [([0.05, 0.10], [0.01, 0.99]), ([0.9, -0.3], [0.5, 0.2]), ([0.0, 1.0], [1.0, 0.0])]


def state(network):
    """Every number that a step changes, as text: 0.0 is not -0.0."""
    parameters = [(neuron.weights, neuron.bias) for layer in network.layers for neuron in layer.neurons]
    return repr(parameters) + repr(network.optimizer.state())


def experiment(**changes):
    with open(path_of("worked-example"), encoding="utf-8") as file:
        return neurosim.load({**json.load(file), **changes})


@every_optimizer
@pytest.mark.parametrize("bias, count, reduction", [("own", 1, "mean"), ("shared", 3, "mean"), ("none", 2, "sum")])
@pytest.mark.slow
def test_three_ways_to_the_same_bits(choice, bias, count, reduction):
    """Floats, the instrumented run, and its formulas evaluated as Python agree in every bit, at each of three steps."""
    network = NeuralNetwork.build(2, 3, 2, seed=1, bias=bias, optimizer=choice)
    network.layers[0].train_bias = False
    for _ in range(3):
        before = state(network)
        trace = take_trace(network, SAMPLES[:count], reduction)
        assert state(network) == before
        network.learn(SAMPLES[:count], reduction)
        assert [trace[f"{name}_new"] for name in trace.names.all_parameters()] == [v for _, v in trace.names.values(network)]
        assert_memory_is_that_of(network, trace)
        assert_formulas_give_values(trace)


def assert_memory_is_that_of(network, trace):
    optimizer, found = network.optimizer, {q.name for q in trace.quantities.values() if q.kind == "memory" and q.name.endswith("_new")}
    for name, value in optimizer.shared_memory.items():
        assert repr(trace[f"{name}_new"]) == repr(value)
        found.remove(f"{name}_new")
    for groups, names in zip(optimizer.memory, trace.names.grouped()):
        for group, weights in zip(groups, names):
            for name in filter(group.__contains__, optimizer.initial_memory):
                assert repr([trace[f"{name}_{w}_new"] for w in weights]) == repr(group[name])
                found -= {f"{name}_{w}_new" for w in weights}
    assert not found


def assert_formulas_give_values(trace):
    for name in trace.names.all_parameters():
        derivation = trace.explain(f"{name}_new")
        values = {step.name: step.value for step in derivation.steps}
        for step in derivation.steps:
            assert set(step.causes) <= set(values)
            result = eval(step.formula, {"__builtins__": {}, **FUNCTIONS}, {cause: values[cause] for cause in step.causes})
            assert repr(float(result)) == repr(step.value), step


@pytest.mark.parametrize("choice, update", [
    ({"name": "sgd"}, {"w5_new": "w5 - learning_rate * dE_dw5"}),
    ({"name": "sgd", "weight_decay": 0.1}, {
        "w5_new": "w5 - learning_rate * slope_w5", "slope_w5": "dE_dw5 + weight_decay * w5"}),
    ({"name": "sgd", "momentum": 0.9}, {
        "w5_new": "w5 - learning_rate * velocity_w5_new", "velocity_w5_new": "momentum * velocity_w5 + dE_dw5"}),
    ({"name": "sgd", "momentum": 0.9, "nesterov": True}, {
        "w5_new": "w5 - learning_rate * (dE_dw5 + momentum * velocity_w5_new)",
        "velocity_w5_new": "momentum * velocity_w5 + dE_dw5"}),
    ({"name": "adagrad"}, {
        "w5_new": "w5 - learning_rate * (dE_dw5 / (sqrt(squares_w5_new) + eps))",
        "squares_w5_new": "squares_w5 + square(dE_dw5)"}),
    ({"name": "rmsprop"}, {
        "w5_new": "w5 - learning_rate * (dE_dw5 / (sqrt(mean_square_w5_new) + eps))",
        "mean_square_w5_new": "alpha * mean_square_w5 + (1.0 - alpha) * square(dE_dw5)"}),
    ({"name": "adam"}, {
        "w5_new": "w5 - learning_rate * (m_hat_w5 / (sqrt(v_hat_w5) + eps))",
        "m_hat_w5": "m_w5_new / (1.0 - beta1_t_new)", "v_hat_w5": "v_w5_new / (1.0 - beta2_t_new)",
        "m_w5_new": "beta1 * m_w5 + (1.0 - beta1) * dE_dw5", "beta1_t_new": "beta1_t * beta1",
        "v_w5_new": "beta2 * v_w5 + (1.0 - beta2) * square(dE_dw5)", "beta2_t_new": "beta2_t * beta2"}),
], ids=lambda value: value["name"] if "name" in value else "")
def test_the_update_as_formulas(choice, update):
    """What `explain w5` ends with: nothing is said of settings that are off."""
    derivation = experiment(optimizer=choice).explain("w5")
    assert {step.name: step.formula for step in derivation.update if not step.is_given} == update


def test_plain_sgd_has_no_memory_in_its_trace():
    trace = experiment().trace()
    assert {q.name for q in trace.quantities.values() if q.kind in ("memory", "setting")} == {"learning_rate"}
    assert not list(memory_report(trace))


def test_memory_before_the_step_is_given():
    """At the first step what it begins with; at the second what the first left."""
    runner = experiment(optimizer={"name": "sgd", "momentum": 0.9})
    first = runner.trace()
    assert first["velocity_w5"] == 0.0 and first["velocity_w5⁺"] == first["dE_dw5"]
    assert runner.trace(step=2)["velocity_w5"] == first["velocity_w5_new"]
    assert first.quantities["velocity_w5"].is_given and first.quantities["velocity_w5_new"].owner == "w5"


def test_what_is_frozen_has_no_memory_in_the_trace():
    """The biases of the worked example are not trained."""
    trace = experiment(optimizer={"name": "adam"}).trace()
    assert {q.owner for q in trace.quantities.values() if q.kind == "memory"} == {"", *[f"w{i}" for i in range(1, 9)]}


def test_the_table_of_memory():
    trace = experiment(optimizer={"name": "adam"}).trace()
    tables = [block for block in memory_report(trace) if isinstance(block, Table)]
    assert tables[0].headers == ["", "m", "m_new", "v", "v_new", "m_hat", "v_hat"]
    assert [row[0] for row in tables[0].rows] == [f"w{i}" for i in range(1, 9)]
    assert tables[0].rows[4][1:3] == [0.0, trace["m_w5_new"]]
    assert tables[1].rows[2] == ["beta1_t_new", 0.9]


def test_names_are_pretty_and_are_read_as_people_write_them():
    assert pretty("velocity_w5_new") == "velocity_w5⁺"
    trace = experiment(optimizer={"name": "rmsprop"}).trace()
    assert trace["mean_square_w5+"] == trace["mean_square_w5_new"]
    assert trace["alpha"] == 0.99 and trace["lr"] == 0.01


def test_formulas_for_people():
    """A root, and brackets where a square would be misread: (∂E/∂w5)²."""
    trace = experiment(optimizer={"name": "rmsprop", "centered": True}).trace()

    def write(name):
        return TEXT.write(trace.quantities[name].expression.body)
    assert write("mean_square_w5_new") == "alpha · mean_square_w5 + (1 − alpha) · (∂E/∂w5)²"
    assert write("w5_new") == "w5 − η · (∂E/∂w5 / (√(max(mean_square_w5⁺ − (mean_w5⁺)², 0)) + eps))"


def test_what_all_weights_share_is_derived_once():
    """The powers of beta are said with the first of all weights only."""
    trace = experiment(optimizer={"name": "adam"}).trace()
    names = [block.name for block in derivations_report(trace) if isinstance(block, Equation)]
    assert names.count("beta1_t_new") == 1
    assert {"w1_new", "m_w1_new", "w8_new", "v_hat_w8"} <= set(names)


@every_optimizer
def test_an_experiment_with_it_can_be_saved_and_printed(choice, tmp_path):
    """Saved without memory: a new start from the weights as they are."""
    runner = experiment(optimizer=choice)
    runner.train(steps=3)
    runner.save(tmp_path / "saved.json")
    again = neurosim.load(tmp_path / "saved.json")
    assert again.to_document() == runner.to_document() and again.document["optimizer"] == choice
    assert str(runner.trace()) and str(runner.explain("w5")).count("so the step moves it to:") == 1
    assert str(deepcopy(runner).explain("w5_new")) == str(runner.explain("w5_new"))


def test_looking_changes_nothing():
    """A run that is watched at every step ends with the bits of one that is not."""
    instrumented, plain = (experiment(optimizer={"name": "adam"}) for _ in range(2))
    instrumented.train(steps=5, watch=lambda trace: None)
    plain.train(steps=5)
    assert state(instrumented.network) == state(plain.network)
