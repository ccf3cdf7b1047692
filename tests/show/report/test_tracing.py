"""What the trace tables hold, cell by cell, and what the reports say around the numbers."""

import pytest

import neurosim
from neurosim.core.layers import make_layer
from neurosim.core.network import NeuralNetwork
from neurosim.explain.trace import take_trace
from neurosim.show.report.blocks import Equation, Heading, Name, Paragraph, Product, Table
from neurosim.show.report.derivation_report import derivation_report, derivations_report
from neurosim.show.report.trace_report import trace_report
from neurosim.show.report.training_report import training_report


def of_kind(kind, blocks):
    return [block for block in blocks if isinstance(block, kind)]


def cells(table):
    """Headers and rows; numbers as the tutorial rounds them."""
    return [list(table.headers), *[[round(cell, 9) if isinstance(cell, float) else cell for cell in row] for row in table.rows]]


def sentences(blocks):
    return [block.text for block in of_kind(Paragraph, blocks)]


@pytest.fixture
def worked_example():
    return of_kind(Table, trace_report(neurosim.load("worked-example").trace()))


# The worked example.


def test_forward(worked_example):
    """Each input times its weight, the bias, net and out, for both layers."""
    hidden, output, *_ = worked_example
    assert [["neuron", "i1 · w", "i2 · w", "bias", "net", "out"],
            ["h1", 0.0075, 0.02, 0.35, 0.3775, 0.593269992],
            ["h2", 0.0125, 0.03, 0.35, 0.3925, 0.596884378]] == cells(hidden)
    assert [["neuron", "h1 · w", "h2 · w", "bias", "net", "out"],
            ["o1", 0.237307997, 0.26859797, 0.6, 1.105905967, 0.75136507],
            ["o2", 0.296634996, 0.328286408, 0.6, 1.224921404, 0.772928465]] == cells(output)
    assert ["hidden layer (sigmoid)", "output layer (sigmoid)"] == [hidden.caption, output.caption]


def test_error(worked_example):
    """Targets, outs, the part of each output, and all together."""
    assert [["output", "target", "out", "E"],
            ["o1", 0.01, 0.75136507, 0.274811083],
            ["o2", 0.99, 0.772928465, 0.023560026],
            ["all", None, None, 0.298371109]] == cells(worked_example[2])


def test_backward(worked_example):
    """The output layer first."""
    assert [["neuron", "dE_dout", "dout_dnet", "dE_dnet"],
            ["o1", 0.74136507, 0.186815602, 0.138498562],
            ["o2", -0.217071535, 0.175510053, -0.038098237]] == cells(worked_example[3])
    assert [["h1", 0.036350306, 0.241300709, 0.008771355], ["h2", 0.041370323, 0.240613417, 0.009954255]] == cells(worked_example[4])[1:]


def test_weights(worked_example):
    """A row for each weight and bias: from, to, value, ∂net/∂w, ∂E/∂w, what the step takes off, new value."""
    assert 6 == len(worked_example)
    found = {row[0]: row for row in cells(worked_example[5])}
    assert ["", "from", "to", "value", "dnet_dw", "dE_dw", "η · ∂E/∂w", "new value"] == found[""]
    assert ["w1", "i1", "h1", 0.15, 0.05, 0.000438568, 0.000219284, 0.149780716] == found["w1"]
    assert ["w5", "h1", "o1", 0.4, 0.593269992, 0.082167041, 0.04108352, 0.35891648] == found["w5"]
    assert [0.199561432, 0.249751144, 0.299502287, 0.408666186, 0.51130127, 0.561370121] == [
        found[name][-1] for name in ("w2", "w3", "w4", "w6", "w7", "w8")]
    assert ["b1", "1", "h1 and h2", 0.35, 1.0, 0.018725609, "not trained", 0.35] == found["b1"]


def test_headings_tell_the_loss_with_its_constant():
    """Where most numbers begin to differ is said out loud."""
    blocks = list(trace_report(neurosim.load("worked-example").trace()))
    assert "worked-example: step 1, sample 1" == blocks[0].text
    assert "2-2-2 network, sigmoid → sigmoid;  E = ½ Σ (target − out)²;  sgd(learning_rate=0.5)" == blocks[1].text
    assert "Error: E = ½ Σ (target − out)²" in [heading.text for heading in of_kind(Heading, blocks)]


# Other networks.


def test_without_bias_there_is_no_column_for_it():
    """And no row either."""
    network = NeuralNetwork([make_layer([[0.5, -1.0]], [], "none", "relu")])
    tables = of_kind(Table, trace_report(take_trace(network, [([2.0, 3.0], [1.0])])))
    assert [["neuron", "i1 · w", "i2 · w", "net", "out"], ["o1", 1.0, -3.0, -2.0, 0.0]] == cells(tables[0])
    assert ["w1", "w2"] == [row[0] for row in tables[-1].rows]


def test_many_inputs_are_added_up():
    """784 columns are none; the sum of all products is one, and with the bias it is the net."""
    network = NeuralNetwork.build(784, 2, 1, seed=1)
    table = of_kind(Table, trace_report(take_trace(network, [([0.5] * 784, [1.0])])))[0]
    assert ["neuron", "Σ of 784 input · w", "bias", "net", "out"] == table.headers
    for name, terms, bias, net, _ in table.rows:
        assert terms + bias == net, name


def test_softmax_has_a_table_for_the_jacobian():
    """Every out by every net in place of one slope for each neuron."""
    network = NeuralNetwork([make_layer([[1.0], [-1.0]], [], "none", "softmax")], "categorical_cross_entropy")
    trace = take_trace(network, [([0.5], [1.0, 0.0])])
    *_, backward, jacobian, _ = of_kind(Table, trace_report(trace))
    assert [["neuron", "dE_dout", "dE_dnet"], ["o1", -1.367879441, -0.268941421], ["o2", 0.0, 0.268941421]] == cells(backward)
    assert [["dout_dnet", "net_o1", "net_o2"], ["out_o1", 0.196611933, -0.196611933], ["out_o2", -0.196611933, 0.196611933]] == cells(jacobian)
    assert {Name} == {type(cell) for cell in [*jacobian.headers, *[row[0] for row in jacobian.rows]]}
    assert "Jacobian" in jacobian.caption


def batch_of_two(order="given"):
    document = neurosim.load("xor").to_document()
    return neurosim.load({**document, "training": {"steps": 2, "batch_size": 2, "reduction": "mean", "order": order}})


def test_a_batch_has_every_sample_and_their_mean():
    """A heading for each sample, by its number in the file; then E and the slopes of all."""
    trace = batch_of_two().trace(step=2)
    blocks = list(trace_report(trace))
    headings = [heading.text for heading in of_kind(Heading, blocks)]
    assert "xor: step 2, samples 3 and 4" == headings[0]
    assert ["Sample 3", "Sample 4"] == [text for text in headings if text.startswith("Sample")]
    assert "E and ∂E/∂w are the mean over 2 samples." == sentences(blocks)[1]
    assert [("E", (trace["E_s1"] + trace["E_s2"]) / 2)] == [(block.name, block.value) for block in of_kind(Equation, blocks)]
    weights = of_kind(Table, blocks)[-1]
    assert Name("dnet_dw") not in weights.headers
    assert [trace["w1"], (trace["dE_dw1_s1"] + trace["dE_dw1_s2"]) / 2] == weights.rows[0][3:5]


def test_a_trace_of_a_bare_network_needs_no_title():
    """The heading begins with the step."""
    trace = take_trace(NeuralNetwork.build(1, 1), [([1.0], [0.0])])
    assert "step 1, sample 1" == next(trace_report(trace)).text


# Derivations.


def test_derivation_in_sections():
    """The goal, backward, forward, the update, what was given: the learning rate, too."""
    blocks = list(derivation_report(neurosim.load("worked-example").explain("w1")))
    assert ("dE_dw1", Name) == (blocks[0].text, type(blocks[0].text))
    assert ["how the error changes with w1, the weight from i1 to h1",
            "2-2-2 network, sigmoid → sigmoid;  E = ½ Σ (target − out)²;  sgd(learning_rate=0.5)", "which rests on the way forward:", "so the step moves it to:",
            "Given:"] == sentences(blocks)
    names = [block.name for block in of_kind(Equation, blocks)]
    assert ["dE_dw1", "dE_dout_h1", "dout_h1_dnet_h1", "dnet_h1_dw1"] == names[:4]
    assert ["i1", "i2", "t1", "t2", "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "b1", "b2", "learning_rate"] == names[names.index("w1_new") + 1:]
    assert len(names) == len(set(names))


def test_notes_name_the_paths():
    """Where a slope is a sum, the note says why."""
    trace = neurosim.load("worked-example").trace()
    notes = {block.name: block.note for block in of_kind(Equation, derivation_report(trace.explain("b1")))}
    assert "2 paths: by way of o1 and o2" == notes["dE_dout_h1"]
    assert "one bias, several neurons: a sum over paths" == notes["dE_db1"]
    assert "not trained" == notes["b1_new"]


def test_a_batch_says_which_samples_its_small_numbers_mean():
    """⁽¹⁾ is the first of the step, which need not be the first of the file."""
    derivation = batch_of_two().trace(step=2).explain("w1")
    assert "One step on 2 samples, E their mean: ⁽¹⁾ is sample 3 and ⁽²⁾ is sample 4." == sentences(derivation_report(derivation))[0]
    notes = {block.name: block.note for block in of_kind(Equation, derivation_report(derivation))}
    assert "1 path: by way of o1" == notes["dE_dout_h1_s2"]


def test_all_derivations_derive_each_cause_once():
    """Every weight and bias has its heading, and no cause is told twice."""
    blocks = list(derivations_report(neurosim.load("worked-example").trace()))
    title, *headings = of_kind(Heading, blocks)
    assert ("worked-example: step 1, sample 1", 1) == (title.text, title.level)
    names = ["w1", "w2", "w3", "w4", "b1", "w5", "w6", "w7", "w8", "b2"]
    assert [(f"dE_d{name}", 2) for name in names] == [(block.text, block.level) for block in headings]
    names = [block.name for block in of_kind(Equation, blocks)]
    assert len(names) == len(set(names))


def test_paths_are_capped():
    """A screenful of products, and a count of the rest."""
    trace = take_trace(NeuralNetwork.build(1, *[3] * 12, seed=1), [([1.0], [0.1, 0.2, 0.3])])
    blocks = list(derivation_report(trace.explain("dE_dw1"), paths=True))
    assert 20 == len(of_kind(Product, blocks))
    assert "The same, multiplied out: 177,147 paths from the error to here." in sentences(blocks)
    assert "… and 177,127 more." in sentences(blocks)


def test_given_numbers_are_capped():
    """Of thousands the first, and a count."""
    trace = take_trace(NeuralNetwork.build(784, 2, 1, seed=1), [([0.5] * 784, [1.0])])
    blocks = list(derivation_report(trace.explain("dE_dw1")))
    assert 40 == len([block for block in of_kind(Equation, blocks) if block.is_given])
    assert f"… and {784 + 1 + 784 * 2 + 2 + 3 - 40:,} more numbers." in sentences(blocks)


# Training.


def test_training_shows_errors_and_answers():
    """The error at 0, 1, 2, 5, ... steps, and at the end the outs beside the targets."""
    blocks = list(training_report(neurosim.load("worked-example").train(steps=10_000)))
    errors, answers = of_kind(Table, blocks)
    assert 0.298371109 == round(errors.rows[0][1], 9)
    assert 0.291027774 == round(errors.rows[1][1], 9)
    assert 3.510187782978859e-05 == errors.rows[-1][1]
    assert 14 == len(errors.rows)
    assert [["i1", "i2", "t1", "t2", "o1", "o2", "error"], [0.05, 0.1, 0.01, 0.99, 0.01591362, 0.984064274, 3.5102e-05]] == cells(answers)
