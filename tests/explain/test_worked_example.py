"""The worked example explained: every line of its derivations written out by hand; then names, levels, paths and sizes.

    i1 0.05   i2 0.10      targets o1 0.01   o2 0.99      sigmoid everywhere, half squared error, learning rate 0.5
    hidden  h1: w1 0.15 w2 0.20   h2: w3 0.25 w4 0.30   b1 0.35
    output  o1: w5 0.40 w6 0.45   o2: w7 0.50 w8 0.55   b2 0.60
"""

import sys
from itertools import islice
from math import isclose, prod

import pytest

from neurosim.core.guard.errors import NeurosimError
from neurosim.core.layers import make_layer
from neurosim.core.layer import NeuronLayer
from neurosim.core.network import NeuralNetwork
from neurosim.explain.naming import Names
from neurosim.explain.written_names import canonical
from neurosim.explain.notation import TEXT, pretty
from neurosim.explain.paths import Paths
from neurosim.explain.trace import take_trace

SAMPLE = ([0.05, 0.10], [0.01, 0.99])


def worked_example(train_bias=False):
    return NeuralNetwork([NeuronLayer([[0.15, 0.20], [0.25, 0.30]], [0.35], "shared", train_bias=train_bias),
                          NeuronLayer([[0.40, 0.45], [0.50, 0.55]], [0.60], "shared", train_bias=train_bias)],
                         "half_squared_error", {"name": "sgd", "learning_rate": 0.5})


@pytest.fixture
def trace():
    return take_trace(worked_example(), [SAMPLE])


def lines(derivation):
    """Each step that is not given as (name, symbols, numbers, value), as people read it."""
    steps = [step for step in [*derivation.steps, *derivation.update] if not step.is_given]
    number = "{:.9g}".format
    return [(pretty(step.name), TEXT.write(step.body), TEXT.write_values(step.body), number(step.value)) for step in steps]


# The derivations, by hand.


OUTPUT_O1 = [
    ("out_o1", "1 / (1 + e^(−net_o1))", "1 / (1 + e^(−1.10590597))", "0.75136507"),
    ("net_o1", "w5 · out_h1 + w6 · out_h2 + b2", "0.4 · 0.593269992 + 0.45 · 0.596884378 + 0.6", "1.10590597")]
HIDDEN = [
    ("out_h1", "1 / (1 + e^(−net_h1))", "1 / (1 + e^(−0.3775))", "0.593269992"),
    ("out_h2", "1 / (1 + e^(−net_h2))", "1 / (1 + e^(−0.3925))", "0.596884378"),
    ("net_h1", "w1 · i1 + w2 · i2 + b1", "0.15 · 0.05 + 0.2 · 0.1 + 0.35", "0.3775"),
    ("net_h2", "w3 · i1 + w4 · i2 + b1", "0.25 · 0.05 + 0.3 · 0.1 + 0.35", "0.3925")]
BACK_TO_H1 = [
    ("∂E/∂out_h1", "∂E/∂net_o1 · w5 + ∂E/∂net_o2 · w7", "0.138498562 · 0.4 + (−0.0380982365) · 0.5", "0.0363503064"),
    ("∂out_h1/∂net_h1", "out_h1 · (1 − out_h1)", "0.593269992 · (1 − 0.593269992)", "0.241300709")]
BACK_TO_OUTPUTS = [
    ("∂E/∂net_o1", "∂E/∂out_o1 · ∂out_o1/∂net_o1", "0.74136507 · 0.186815602", "0.138498562"),
    ("∂E/∂net_o2", "∂E/∂out_o2 · ∂out_o2/∂net_o2", "(−0.217071535) · 0.175510053", "-0.0380982365")]
SLOPES_O1 = [
    ("∂E/∂out_o1", "out_o1 − t1", "0.75136507 − 0.01", "0.74136507"),
    ("∂out_o1/∂net_o1", "out_o1 · (1 − out_o1)", "0.75136507 · (1 − 0.75136507)", "0.186815602")]
SLOPES_O2 = [
    ("∂E/∂out_o2", "out_o2 − t2", "0.772928465 − 0.99", "-0.217071535"),
    ("∂out_o2/∂net_o2", "out_o2 · (1 − out_o2)", "0.772928465 · (1 − 0.772928465)", "0.175510053")]
OUTPUT_O2 = [
    ("out_o2", "1 / (1 + e^(−net_o2))", "1 / (1 + e^(−1.2249214))", "0.772928465"),
    ("net_o2", "w7 · out_h1 + w8 · out_h2 + b2", "0.5 · 0.593269992 + 0.55 · 0.596884378 + 0.6", "1.2249214")]
W1 = ("∂E/∂w1", "∂E/∂out_h1 · ∂out_h1/∂net_h1 · ∂net_h1/∂w1", "0.0363503064 · 0.241300709 · 0.05", "0.000438567734")
W1_SLOPE = ("∂net_h1/∂w1", "i1", "0.05", "0.05")
W1_UPDATE = ("w1⁺", "w1 − η · ∂E/∂w1", "0.15 − 0.5 · 0.000438567734", "0.149780716")


def test_w5(trace):
    """∂E/∂w5 = ∂E/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5, and w5 moves to 0.358916480."""
    expected = [
        ("∂E/∂w5", "∂E/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5", "0.74136507 · 0.186815602 · 0.593269992", "0.0821670406"),
        *SLOPES_O1, ("∂net_o1/∂w5", "out_h1", "0.593269992", "0.593269992"), *OUTPUT_O1, *HIDDEN,
        ("w5⁺", "w5 − η · ∂E/∂w5", "0.4 − 0.5 · 0.0821670406", "0.35891648")]
    assert expected[0] == lines(trace.explain("w5"))[0]
    assert sorted(expected) == sorted(lines(trace.explain("w5")))


def test_w1(trace):
    """∂E/∂w1 = (two paths to out_h1) · ∂out_h1/∂net_h1 · ∂net_h1/∂w1, and w1 moves to 0.149780716."""
    output = [OUTPUT_O1[0], OUTPUT_O2[0], OUTPUT_O1[1], OUTPUT_O2[1]]
    assert [W1, *BACK_TO_H1, W1_SLOPE, *BACK_TO_OUTPUTS, *SLOPES_O1, *SLOPES_O2, *output, *HIDDEN, W1_UPDATE] == lines(trace.explain("w1"))


def test_w1_new(trace):
    """Asked for by its own name, the new weight comes first and the gradient is its cause."""
    found = lines(trace.explain("w1_new"))
    assert [W1_UPDATE, W1] == found[:2]
    assert sorted([W1_UPDATE, *lines(trace.explain("dE_dw1"))]) == sorted(found)


def test_shared_bias_that_stays(trace):
    """b1 feeds h1 and h2, so its slope is a sum over both; the tutorial does not train it."""
    found = lines(trace.explain("b1"))
    assert ("∂E/∂b1", "∂E/∂net_h1 + ∂E/∂net_h2", "0.00877135469 + 0.00995425471", "0.0187256094") == found[0]
    assert ("∂E/∂net_h1", "∂E/∂out_h1 · ∂out_h1/∂net_h1", "0.0363503064 · 0.241300709", "0.00877135469") in found
    assert ("∂E/∂out_h2", "∂E/∂net_o1 · w6 + ∂E/∂net_o2 · w8", "0.138498562 · 0.45 + (−0.0380982365) · 0.55", "0.0413703226") in found
    assert ("b1⁺", "b1", "0.35", "0.35") == found[-1]


def test_shared_bias_that_learns():
    """Where it is trained it moves by the whole sum."""
    found = lines(take_trace(worked_example(train_bias=True), [SAMPLE]).explain("b1"))
    assert ("b1⁺", "b1 − η · ∂E/∂b1", "0.35 − 0.5 · 0.0187256094", "0.340637195") == found[-1]


def test_error(trace):
    """E = E_o1 + E_o2, half squares of what is missing."""
    found = lines(trace.explain("E"))
    assert [("E", "E_o1 + E_o2", "0.274811083 + 0.0235600256", "0.298371109"),
            ("E_o1", "0.5 · (t1 − out_o1)²", "0.5 · (0.01 − 0.75136507)²", "0.274811083"),
            ("E_o2", "0.5 · (t2 − out_o2)²", "0.5 · (0.99 − 0.772928465)²", "0.0235600256")] == found[:3]


def test_net_h1(trace):
    """One line, and below it what was given."""
    derivation = trace.explain("net_h1")
    assert [("net_h1", "w1 · i1 + w2 · i2 + b1", "0.15 · 0.05 + 0.2 · 0.1 + 0.35", "0.3775")] == lines(derivation)
    assert ["w1", "i1", "w2", "i2", "b1"] == [step.name for step in derivation.steps[1:]] == derivation.steps[0].causes


def test_terms_worked_out(trace):
    """The third line of an equation: 0.0553994247 − 0.0190491183 come back to h1."""
    assert "0.0553994247 − 0.0190491183" == TEXT.write_terms(trace.quantities["dE_dout_h1"].expression.body)
    assert "0.15 − 0.000219283867" == TEXT.write_terms(trace.quantities["w1_new"].expression.body)
    assert "0.0075 + 0.02 + 0.35" == TEXT.write_terms(trace.quantities["net_h1"].expression.body)


def test_as_a_document(trace):
    """The JSON of the interface: goal first, formulas in Python, numbers with all their digits."""
    document = trace.explain("w1").to_dict()
    assert ["format", "version", "goal", "value", "steps"] == list(document)
    assert ("neurosim-derivation", 1, "dE_dw1", 0.00043856773447434685) == tuple(document[key] for key in list(document)[:4])
    assert {"name": "dE_dw1", "formula": "dE_dout_h1 * dout_h1_dnet_h1 * dnet_h1_dw1",
            "numbers": "0.03635030639314468 * 0.24130070857232525 * 0.05", "value": 0.00043856773447434685,
            "causes": ["dE_dout_h1", "dout_h1_dnet_h1", "dnet_h1_dw1"]} == document["steps"][0]
    assert {"name": "i1", "formula": "0.05", "numbers": "0.05", "value": 0.05, "causes": []} in document["steps"]
    assert {"name": "w1_new", "formula": "w1 - learning_rate * dE_dw1", "numbers": "0.15 - 0.5 * 0.00043856773447434685",
            "value": 0.1497807161327628, "causes": ["w1", "learning_rate", "dE_dw1"]} in document["steps"]


def test_no_hidden_layer():
    """Why logistic regression needs no backpropagation: its derivation is one product."""
    network = NeuralNetwork([NeuronLayer([[0.5, -0.5]], [0.25])])
    found = lines(take_trace(network, [([1.0, 0.5], [1.0])]).explain("dE_dw1"))
    assert ("∂E/∂w1", "∂E/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w1") == found[0][:2]
    assert {"∂E/∂w1", "∂E/∂out_o1", "∂out_o1/∂net_o1", "∂net_o1/∂w1", "out_o1", "net_o1"} == {line[0] for line in found}


# Softmax.


@pytest.fixture
def classes():
    """x –W→ h –tanh→ H –V→ y –softmax→ Y with three classes and cross-entropy."""
    network = NeuralNetwork([make_layer([[0.5, -1.0], [0.25, 0.75]], [0.1, -0.2], "own", "tanh"),
                             make_layer([[0.3, -0.4], [-0.6, 0.2], [0.1, 0.9]], [0.0, 0.1, -0.1], "own", "softmax")],
                            "categorical_cross_entropy")
    return take_trace(network, [([1.0, -0.5], [0.0, 1.0, 0.0])])


def test_softmax_shows_the_jacobian(classes):
    """∂E/∂net_o1 adds up all outs: out_i · (1 − out_i) on the diagonal, −out_i · out_j beside it."""
    formula = {name: TEXT.write(quantity.expression.body) for name, quantity in classes.quantities.items()}
    assert "∂E/∂out_o1 · ∂out_o1/∂net_o1 + ∂E/∂out_o2 · ∂out_o2/∂net_o1 + ∂E/∂out_o3 · ∂out_o3/∂net_o1" == formula["dE_dnet_o1"]
    assert "out_o1 · (1 − out_o1)" == formula["dout_o1_dnet_o1"]
    assert "(−out_o2) · out_o1" == formula["dout_o2_dnet_o1"]
    assert "−(t2 / out_o2)" == formula["dE_dout_o2"]
    assert 9 == sum(quantity.kind == "dout_dnet" and "_dnet_o" in name for name, quantity in classes.quantities.items())


@pytest.mark.parametrize("o, target", [("o1", 0.0), ("o2", 1.0), ("o3", 0.0)])
def test_softmax_with_cross_entropy_comes_to_out_minus_target(classes, o, target):
    """What the sum over all outs boils down to, within rounding."""
    assert isclose(classes[f"out_{o}"] - target, classes[f"dE_dnet_{o}"], rel_tol=1e-14)


def test_softmax_step_by_step(classes):
    """The greatest net is taken off first; then e^net, their sum, and the share of each."""
    formula = {name: TEXT.write(quantity.expression.body) for name, quantity in classes.quantities.items()}
    assert ["max(net_o1, net_o2, net_o3)", "e^(net_o1 − max_net_o)", "exp_o1 + exp_o2 + exp_o3", "exp_o1 / sum_exp_o"] == [
        formula[name] for name in ("max_net_o", "exp_o1", "sum_exp_o", "out_o1")]


# Paths.


def path_values(paths):
    return [prod(factor.value for factor in factors) for factors in paths]


def test_two_paths_to_w1(trace):
    """0.000668396 by way of o1, −0.000229828 by way of o2; together 0.000438568."""
    paths = Paths(trace, "dE_dw1")
    assert 2 == paths.count
    assert [["dE_dout_o1", "dout_o1_dnet_o1", "w5", "dout_h1_dnet_h1", "dnet_h1_dw1"],
            ["dE_dout_o2", "dout_o2_dnet_o2", "w7", "dout_h1_dnet_h1", "dnet_h1_dw1"]] == [[leaf.name for leaf in path] for path in paths]
    assert [0.000668396, -0.000229828] == [round(value, 9) for value in path_values(paths)]
    assert [0.000668396, -0.000229828] == [round(value, 9) for _, value in paths.first(20)]
    assert isclose(trace["dE_dw1"], sum(path_values(paths)), rel_tol=1e-14)


@pytest.mark.parametrize("goal, count", [("dE_dw5", 1), ("dE_db2", 2), ("dE_db1", 4), ("dE_dnet_h1", 2), ("dE_dout_o1", 1)])
def test_paths_add_up(trace, goal, count):
    """A shared bias has the paths of all its neurons."""
    paths = Paths(trace, goal)
    assert (count, count) == (paths.count, len(list(paths)))
    assert isclose(trace[goal], sum(path_values(paths)), rel_tol=1e-14)


@pytest.mark.parametrize("reduction, last", [("sum", "dnet_h1_dw1_s2"), ("mean", None)])
def test_paths_of_a_batch(reduction, last):
    """Two samples have twice the paths; the mean divides each of them."""
    trace = take_trace(worked_example(), [SAMPLE, ([0.5, -1.0], [0.3, 0.2])], reduction)
    paths = Paths(trace, "dE_dw1")
    assert (4, last) == (paths.count, list(paths)[-1][-1].name)
    assert isclose(trace["dE_dw1"], sum(path_values(paths)), rel_tol=1e-12)


@pytest.mark.parametrize("loss", ["mean_squared_error", "categorical_cross_entropy"])
def test_paths_begin_at_the_error(loss):
    """Whatever formula the loss has, its slope by an out is one factor; softmax gives a path for each pair out, net."""
    trace = take_trace(NeuralNetwork.build(2, 2, 3, activation="softmax", loss=loss, seed=1), [([1.0, 0.5], [0.2, 0.3, 0.5])])
    paths = Paths(trace, "dE_dw1")
    assert (3 * 3 * 2, 18) == (paths.count, len(list(paths)))
    assert {"dE_dout_o1", "dE_dout_o2", "dE_dout_o3"} == {path[0].name for path in paths}
    assert isclose(trace["dE_dw1"], sum(path_values(paths)), rel_tol=1e-12)


def test_paths_explode_and_are_not_all_walked():
    """12 layers of 3: from the first h 3 ways on to each of 11 layers, so 3**11 = 177,147; the first come at once."""
    trace = take_trace(NeuralNetwork.build(1, *[3] * 12, seed=1), [([1.0], [0.1, 0.2, 0.3])])
    paths = Paths(trace, "dE_dw1")
    assert 177_147 == 3 ** 11 == paths.count
    assert 20 == len(paths.first(20)) == len({tuple(leaf.name for leaf in path) for path in islice(paths, 20)})


def test_paths_of_a_deep_network_add_up():
    """6 layers of 3: 243 paths, none twice, and all of them together are the slope."""
    trace = take_trace(NeuralNetwork.build(1, *[3] * 6, seed=1), [([1.0], [0.1, 0.2, 0.3])])
    paths = Paths(trace, "dE_dw1")
    assert 243 == 3 ** 5 == paths.count == len({tuple(leaf.name for leaf in path) for path in paths})
    assert isclose(trace["dE_dw1"], sum(path_values(paths)), rel_tol=1e-9)


# Names.


def built(*sizes, bias="own"):
    return Names(NeuralNetwork.build(*sizes, bias=bias))


@pytest.mark.parametrize("sizes, neurons", [
    ((2, 2), [["o1", "o2"]]),
    ((2, 3, 1), [["h1", "h2", "h3"], ["o1"]]),
    ((1, 2, 2, 1), [["h1_1", "h1_2"], ["h2_1", "h2_2"], ["o1"]]),
    ((1, 1, 2, 1, 2), [["h1_1"], ["h2_1", "h2_2"], ["h3_1"], ["o1", "o2"]])], ids=str)
def test_names_of_neurons(sizes, neurons):
    """o in the last layer; h with one hidden layer, layer and place with more."""
    names = built(*sizes)
    assert neurons == names.neurons
    assert [f"i{i}" for i in range(1, sizes[0] + 1)] == names.inputs
    assert [f"t{i}" for i in range(1, sizes[-1] + 1)] == names.targets


@pytest.mark.parametrize("bias, biases", [("own", [["b1", "b2"], ["b3"]]), ("shared", [["b1"], ["b2"]]), ("none", [[], []])])
def test_names_of_weights_and_biases(bias, biases):
    """Weights front to back, neuron by neuron, input by input; each distinct bias once."""
    names = built(2, 2, 1, bias=bias)
    assert [[["w1", "w2"], ["w3", "w4"]], [["w5", "w6"]]] == names.weights
    assert biases == names.biases
    assert ["w1", "w2", "w3", "w4", *biases[0], "w5", "w6", *biases[1]] == names.all_parameters()


def test_ends_of_weights():
    """Where each comes from and where it goes; a shared bias comes from nowhere and goes to all."""
    ends = built(2, 2, 1, bias="shared").ends
    assert {"w1": ("i1", ["h1"]), "w2": ("i2", ["h1"]), "w3": ("i1", ["h2"]), "w4": ("i2", ["h2"]), "b1": (None, ["h1", "h2"]),
            "w5": ("h1", ["o1"]), "w6": ("h2", ["o1"]), "b2": (None, ["o1"])} == ends


def test_every_name_of_the_worked_example(trace):
    """Every quantity of the step, by the names of the interface."""
    weights, neurons = [f"w{i}" for i in range(1, 9)] + ["b1", "b2"], ["h1", "h2", "o1", "o2"]
    of_neurons = ["net_{0}", "out_{0}", "dE_dout_{0}", "dout_{0}_dnet_{0}", "dE_dnet_{0}"]
    slopes = [f"dnet_{h}_dw{i + j}" for i, h in zip((1, 3, 5, 7), neurons) for j in (0, 1)]
    assert {*weights, *[f"dE_d{w}" for w in weights], *[f"{w}_new" for w in weights], "i1", "i2", "t1", "t2", "E", "E_o1", "E_o2",
            *[name.format(h) for name in of_neurons for h in neurons], *slopes, "learning_rate"} == set(trace.quantities)


@pytest.mark.parametrize("written, name", [
    ("w5", "w5"), (" w5 ", "w5"), ("w5+", "w5_new"), ("w5⁺", "w5_new"), ("w5_new", "w5_new"), ("dE/dw5", "dE_dw5"), ("∂E/∂w5", "dE_dw5"),
    ("∂E / ∂w5", "dE_dw5"), ("dE_dw5", "dE_dw5"), ("∂E_total/∂w5", "dE_dw5"), ("E_total", "E"), ("δ_o1", "dE_dnet_o1"), ("δo1", "dE_dnet_o1"),
    ("delta_o1", "dE_dnet_o1"), ("∂out_o1/∂net_o1", "dout_o1_dnet_o1"), ("∂net_o1/∂w5", "dnet_o1_dw5"), ("∂E/∂b2", "dE_db2"), ("η", "learning_rate")])
def test_learners_may_write(trace, written, name):
    """The ways to write a name that the interface promises, each of them a quantity."""
    assert name == canonical(written)
    assert trace.quantities[name].value == trace[written]


def test_what_is_printed_may_be_typed(trace):
    """A name copied from a report is understood, of a single sample and of a batch."""
    batch = take_trace(worked_example(), [SAMPLE] * 12)
    for name in [*trace.quantities, *batch.quantities]:
        assert name == canonical(pretty(name))


def test_unknown_names_are_answered(trace):
    """A neuron that is not there is answered with those that are, a near miss with the name that was probably meant."""
    with pytest.raises(NeurosimError, match="unknown name 'out_h11': there is out_h1, out_h2 "):
        trace.explain("out_h11")
    with pytest.raises(NeurosimError, match=r"unknown name 'outt_h1' \(did you mean 'out_h1'\?\)"):
        trace.explain("outt_h1")


# Levels and sizes.


@pytest.mark.parametrize("goal", ["w1", "dE_db1", "E", "w1_new", "dE_dout_h2", "i1"])
def test_causes_stand_below_effects(trace, goal):
    """The goal first, each step once, every cause below all that uses it."""
    for source in (trace, take_trace(worked_example(True), [SAMPLE, ([1.0, -1.0], [0.5, 0.5])])):
        goal = goal if goal in source.quantities else f"{goal}_s1"
        derivation = source.explain(goal)
        place = {step.name: i for i, step in enumerate(derivation.steps)}
        assert derivation.goal == derivation.steps[0].name
        assert len(place) == len(derivation.steps)
        assert all(place[step.name] < place[cause] for step in derivation.steps for cause in step.causes)


@pytest.mark.slow
def test_three_thousand_layers():
    """No recursion over layers: not in the trace, not in the derivation, not along the one path."""
    network = NeuralNetwork([NeuronLayer([[1.5]], [0.1]) for _ in range(3_000)])
    trace = take_trace(network, [([0.5], [0.25])])
    derivation = trace.explain("w1")
    assert ("dE_dw1", "w1_new") == (derivation.steps[0].name, derivation.update[0].name)
    paths = Paths(trace, "dE_dw1")
    assert (1, 1 + 3_000 + 2_999 + 1) == (paths.count, len(next(iter(paths))))    # ∂E/∂out, slopes, weights, ∂net/∂w1


def test_naming_takes_time_in_proportion():
    """Twice the layers, twice the work, counted in lines that Python runs."""
    small, large = lines_run(NeuralNetwork.build(3, *[4] * 40)), lines_run(NeuralNetwork.build(3, *[4] * 80))
    assert 1.8 < large / small < 2.2


def lines_run(network):
    count = 0

    def counting(frame, event, argument):
        nonlocal count
        count += 1
        return counting

    before = sys.gettrace()
    sys.settrace(counting)
    try:
        list(Names(network).values(network))
    finally:
        sys.settrace(before)
    return count
