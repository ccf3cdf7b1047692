"""The table of kinds: every number of a step has its row, every row has a number, and adding one is adding one row."""

import ast
import subprocess
import sys

from sources import FILES, nodes, relative

import neurosim
from neurosim.core.network import NeuralNetwork
from neurosim.explain.kinds import KINDS, stage
from neurosim.explain.trace import take_trace
from neurosim.show.exports import spreadsheet


def traces():
    """One of each feature that has kinds of its own: dropout, softmax, softmax in the loss, memory, a batch, normalisation."""
    worked = neurosim.load("worked-example")
    document = dict(worked.document)
    document["layers"] = [{**document["layers"][0], "dropout": 0.5}, document["layers"][1]]
    yield neurosim.load({**document, "seed": 1}).trace()
    classes = [([0.5, -1.0], [1.0, 0.0]), ([1.0, 0.5], [0.0, 1.0])]
    yield take_trace(NeuralNetwork.build(2, 2, activation="softmax", loss="categorical_cross_entropy", optimizer="adam", seed=1), classes)
    yield take_trace(NeuralNetwork.build(2, 2, activation="linear", loss="softmax_cross_entropy", seed=1), classes)
    yield neurosim.load("batch-normalization").trace()


def test_every_kind_has_its_row_and_every_row_its_kind():
    """What a trace has, the table has, and nothing in it is left over."""
    assert set(KINDS) == {quantity.kind for trace in traces() for quantity in trace.quantities.values()}


def test_stages_come_in_their_order():
    """What is given may come in at any time, and running means move on the way forward; of the rest each stage begins
    after the one before it has begun."""
    order = ["forward", "error", "backward", "gradient", "update"]
    for trace in traces():
        met = list(dict.fromkeys(stage(quantity) for quantity in trace.quantities.values()
                                 if not quantity.is_given and quantity.kind not in ("running_mean", "running_variance")))
        assert order == met


def test_memory_is_given_before_and_worked_out_after():
    """The same kind belongs to two stages."""
    _, trace, *_ = traces()
    assert "memory" == stage(trace.quantities["m_w1"])
    assert "update" == stage(trace.quantities["m_w1_new"])


def listed(node):
    """The strings of a literal list, tuple, set or dict, keys only; None where it has anything else."""
    elements = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
    strings = [element.value for element in elements if isinstance(element, ast.Constant) and isinstance(element.value, str)]
    return strings if len(strings) == len(elements) else None


def test_nobody_else_lists_kinds():
    """Three kinds in one literal are a list of them; (core names what a neuron has, codegen writes its formulas)."""
    lists = [f"{relative(path)}:{node.lineno}" for path in FILES if path.parent.name != "core" for node in nodes(path)
             if len({*(listed(node) or ())} & KINDS.keys()) > 2]
    assert {"explain/kinds.py"} == {place.partition(":")[0] for place in lists}, lists


ONE_MORE = """
from neurosim.explain.kinds import KINDS, Kind
kinds = list(KINDS.items())
KINDS.clear()
for name, row in kinds:
    KINDS[name] = row
    if name == "net":
        KINDS["twice"] = Kind("forward", "twice the net of {owner}", held_by="neuron")

import sys
import neurosim
from neurosim.core.neuron import Neuron

class Twice(Neuron):
    __slots__ = ("twice",)

    def feed_forward(self, inputs):
        self.twice = self.weigh(inputs) * 2.0
        self.out = self.f(self.twice * 0.5)
        return self.out

experiment = neurosim.load("worked-example")
layer = experiment.network.layers[0]
layer.neurons = [Twice(neuron.weights, neuron.bias, neuron.activation) for neuron in layer.neurons]
trace, derivation = experiment.trace(), experiment.explain("twice_h1")
assert 2.0 * 0.3775 == trace["twice_h1"], trace["twice_h1"]
assert "twice the net of h1" in str(derivation), derivation
assert any(row["name"] == "twice_h2" and row["kind"] == "twice" for row in trace.rows())
for form in sys.argv[2:]:
    experiment.export(sys.argv[1] + form, form)
assert "twice_h1 = " in open(sys.argv[1] + "python", encoding="utf-8").read()
experiment.explore(sys.argv[1])
page = open(sys.argv[1], encoding="utf-8").read()
assert '["mask", "net", "twice", ' in page and "twice the net of h1" in page
experiment.explore(sys.argv[1], hide=["forward"])
assert '"net","twice",' in open(sys.argv[1], encoding="utf-8").read()
print("known everywhere")
"""


def test_a_kind_is_one_row(tmp_path):
    """A number that a neuron remembers, and a row for it: trace, wording, derivation, exports and page have it."""
    forms = ["python"] if spreadsheet.problem() else ["python", "xlsx"]
    done = subprocess.run([sys.executable, "-c", ONE_MORE, str(tmp_path / "step"), *forms], capture_output=True, text=True)
    assert ("known everywhere\n", "") == (done.stdout, done.stderr)


def test_who_looks_for_a_mistake_is_asked_for_gradients_first():
    """Weights, then scales and biases, then nets; what the step makes of them last."""
    assert [["dE_dw"], ["dE_dg", "dE_db"], ["dE_dnet"], ["new"]] == [
        [kind for kind, row in KINDS.items() if row.asked == rank] for rank in (1, 2, 3, 4)]
