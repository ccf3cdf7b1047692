"""Names are put together and taken apart in naming.py alone; neurons know theirs, twins too."""

import ast
import re
from copy import copy

import pytest
from sources import FILES, nodes, relative

import neurosim
from neurosim.core.layers import make_layer
from neurosim.core.network import NeuralNetwork
from neurosim.explain.kinds import KINDS
from neurosim.explain.naming import Names, name_of, parts_of_slope, slope_of, template
from neurosim.explain.recorder import instrument

APART = {"startswith", "endswith", "removeprefix", "removesuffix", "partition", "rpartition", "split", "replace"}
PIECE = re.compile(rf"^({'|'.join(sorted({*KINDS, 'dE', 'E', 'dout', 'dnet'} - {'error', 'new', 'weight', 'bias', 'input', 'target'}))})_")


def put_together(node):
    """The beginning of an f-string that goes on with a variable, such as f"net_{h}"; its end, such as f"{w}_new"."""
    if isinstance(node, ast.JoinedStr) and len(node.values) > 1:
        first, last = node.values[0], node.values[-1]
        texts = [each.value for each in node.values if isinstance(each, ast.Constant)]
        if isinstance(first, ast.Constant) and PIECE.search(first.value) or texts and re.search(r"_dnet_|_dw\b", "".join(texts)):
            yield ast.unparse(node)
        elif isinstance(last, ast.Constant) and last.value in ("_new", "_s"):
            yield ast.unparse(node)


def taken_apart(node):
    """A call such as name.startswith("dE_") or name.removesuffix("_new")."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in APART:
        for given in node.args[:1]:
            if isinstance(given, ast.Constant) and isinstance(given.value, str) and re.fullmatch(r"_new|_s|d?E_.*|dnet_.*|dout_.*|_d.*", given.value):
                yield ast.unparse(node)


def test_nobody_else_makes_names():
    """In exports/pytorch.py net_h is the program's own."""
    assert [] == [f"{relative(path)}:{node.lineno}: {text}" for path in FILES if path.name not in ("naming.py", "pytorch.py")
                  for node in nodes(path) for look in (put_together, taken_apart) for text in look(node)]


def test_the_guard_sees():
    """What it is there for."""
    for text in ('f"net_{h}"', 'f"dE_d{w}"', 'f"{w}_new"', 'f"dout_{h}_dnet_{h}"', 'f"d{a}_dnet_{b}"'):
        assert [text.replace('"', "'")] == list(put_together(ast.parse(text).body[0].value))
    for text in ("name.startswith('dE_dnet_')", "name.removesuffix('_new')", "name.partition('_d')"):
        assert [text] == list(taken_apart(ast.parse(text).body[0].value))


def test_names_come_apart_as_they_were_put_together():
    """A slope is read back, also where a layer's number stands in a neuron's name."""
    for effect, cause in (("E", "w5"), ("E", "net_h1_2"), ("out_h2_1", "net_h2_3"), ("net_o1", "w12"), ("out", "net")):
        assert (effect, cause) == parts_of_slope(slope_of(effect, cause))
    assert None is parts_of_slope(name_of("net", "h1"))


def test_templates_are_the_names_of_the_trace():
    """Where a number's name follows from its kind and its owner, the template says how."""
    otherwise = ("input", "target", "weight", "bias", "setting", "new", "memory", "error", "dnet_dw")
    quantities = [quantity for quantity in neurosim.load("worked-example").trace().quantities.values() if quantity.kind not in otherwise]
    assert [quantity.name for quantity in quantities] == [template(quantity.kind).format(quantity.owner) for quantity in quantities]
    assert {"net", "out", "dE_dout", "dout_dnet", "dE_dnet", "dE_dw", "dE_db"} == {quantity.kind for quantity in quantities}


def test_scales_have_names():
    """A third group of parameters, between the weights and the biases, is called g; its ends are those of a bias."""
    layer = make_layer([[0.5], [0.6]], [0.1, 0.2], normalize="batch")
    names = Names(NeuralNetwork([layer, make_layer([[1.0, 2.0]], [0.3])]))
    assert [[["w1"], ["w2"], ["g1", "g2"], ["b1", "b2"]], [["w3", "w4"], ["b3"]]] == names.grouped()
    assert ["w1", "w2", "g1", "g2", "b1", "b2", "w3", "w4", "b3"] == names.all_parameters()
    assert [["g1", "g2"], []] == names.scales
    assert (None, ["h2"]) == names.ends["g2"]


def test_a_neuron_knows_its_name():
    """The recorder asks it; nothing hangs on where it lies in memory."""
    layer = instrument(neurosim.load("worked-example").network).layers[0]
    assert [("h1", ["w1", "w2"]), ("h2", ["w3", "w4"])] == [(neuron.name, neuron.weight_names) for neuron in layer.neurons]
    assert ("h", ["b1"]) == (layer.name, layer.bias_names)


def test_a_twin_keeps_its_sample():
    """It is of the sample that was computed as it was made, records what it remembers under that name, and nothing twice."""
    instrumented = instrument(neurosim.load("worked-example").network)
    recorder, neuron = instrumented.recorder, instrumented.layers[0].neurons[0]
    recorder.suffix = "_s2"
    before = len(recorder.quantities)
    twin = copy(neuron)
    assert before == len(recorder.quantities) and twin.weights is neuron.weights
    recorder.suffix = "_s3"
    twin.feed_forward([0.05, 0.10])
    neuron.feed_forward([0.05, 0.10])
    assert ["net_h1_s2", "out_h1_s2", "net_h1_s3", "out_h1_s3"] == list(recorder.quantities)[before:]
    assert 0.3775 == pytest.approx(recorder.quantities["net_h1_s2"].value)
