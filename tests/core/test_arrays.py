"""Arrays, tensors and rows of tables are taken wherever numbers are; another shape is told with the one that was wanted."""

import subprocess
import sys
from array import array
from collections import namedtuple

import pytest
from stand_ins import Array, Table

import neurosim
from neurosim import NeuralNetwork, NeuronLayer, NeurosimError
from neurosim.core.guard.checks import integer, number

Row = namedtuple("Row", "a b")
PAIRS = [Array([0.05, 0.1]), Table([0.05, 0.1]), (Array(0.05), Array(0.1)), Row(0.05, 0.1), [0.05, Table(0.1)], array("d", [0.05, 0.1])]


def parameters(network):
    return [layer.parameters() for layer in network.layers]


@pytest.mark.parametrize("inputs", PAIRS, ids=["Array", "Table", "tuple", "Row", "list", "array"])
def test_a_sample(inputs):
    """Forward, error and a step come to the same bits as with lists; what was given is not kept."""
    networks = [NeuralNetwork.build(2, 3, 2, seed=1) for _ in range(2)]
    answers = [network.feed_forward(row) for network, row in zip(networks, ([0.05, 0.1], inputs))]
    assert answers[0] == answers[1]
    assert networks[0].error([0.05, 0.1], [0.0, 1.0]) == networks[1].error(inputs, Array([0, 1]))
    for network, row, targets in zip(networks, ([0.05, 0.1], inputs), ([0.0, 1.0], Table([0.0, 1.0]))):
        network.train(row, targets)
        network.train_on([(row, targets)])
    assert parameters(networks[0]) == parameters(networks[1])
    assert [list, float] == [type(networks[1].layers[0].neurons[0].inputs), type(networks[1].layers[0].neurons[0].inputs[1])]


def test_rows_of_a_table():
    """A table is a list of samples."""
    network = NeuralNetwork.build(2, 1, seed=1)
    assert network.answers([[0, 1], [1, 1]]) == network.answers(Table([[0, 1], [1, 1]]))


def test_weights():
    """A matrix, or a list of rows."""
    for weights in (Array([[1, 2], [3, 4]]), [Array([1, 2]), Table([3, 4])], Table([[1, 2], [3, 4]])):
        layer = NeuronLayer(weights, Array([0.5, 0.5]))
        assert [[1.0, 2.0], [3.0, 4.0], [0.5, 0.5]] == layer.parameters()
        assert float is type(layer.neurons[0].weights[0])


def test_single_numbers():
    """Scalars of other libraries are numbers, and whole numbers."""
    assert [0.5, 3] == [number(Array(0.5), ""), integer(Array(3), "")]
    assert "3-2-1" == NeuralNetwork.build(Array(3), Array(2), 1).sizes()
    assert 0.25 == NeuralNetwork.build(1, 1, optimizer={"name": "sgd", "learning_rate": Array(0.25)}).optimizer.learning_rate


SHAPES = [
    (lambda: feed(Array([[0.1, 0.2]])), "inputs: expected 2 numbers, the shape (2,), got Array of shape (1, 2)"),
    (lambda: feed(Array([[0.1], [0.2]])), "inputs: expected 2 numbers, the shape (2,), got Array of shape (2, 1)"),
    (lambda: feed(Array([0.1, 0.2, 0.3])), "inputs: expected 2 numbers, the shape (2,), got Array of shape (3,)"),
    (lambda: feed(Array(0.1)), "inputs: expected 2 numbers, the shape (2,), got Array(0.1)"),
    (lambda: feed([Array([0.1]), 0.2]), "inputs[0]: expected a finite number, got Array of shape (1,)"),
    (lambda: feed([Array(True), 0.2]), "inputs[0]: expected a finite number, got Array(True)"),
    (lambda: feed(Array([0.1, float("nan")])), "inputs[1]: expected a finite number, got nan"),
    (lambda: feed(Array([0.1, None])), "inputs[1]: expected a finite number, got None"),
    (lambda: feed(Array(["0.1", 0.2])), "inputs[0]: expected a finite number, got '0.1'"),
    (lambda: NeuronLayer(Array([1, 2]), [0]),
     "weights: expected a row for each neuron, the shape (neurons, inputs), got Array of shape (2,)"),
    (lambda: NeuronLayer(Array([[1, 2]]), Array([[0]])), "biases: expected 1 number, as the bias is 'own', the shape (1,), got Array of shape (1, 1)"),
    (lambda: NeuralNetwork.build(2, Array(2.0)), "sizes[1]: expected an integer >= 1, got Array(2.0)"),
]


def feed(inputs):
    return NeuralNetwork.build(2, 1).feed_forward(inputs)


@pytest.mark.parametrize("call, sentence", SHAPES, ids=[sentence for _, sentence in SHAPES])
def test_another_shape(call, sentence):
    """It says which was wanted, and which came."""
    with pytest.raises(NeurosimError) as caught:
        call()
    assert sentence == str(caught.value)


class Hostile:
    """Whatever is asked of it, it is in the way."""

    def __getattr__(self, name):
        raise RuntimeError(name)


class Endless:
    """Says that it is an array, and never becomes one."""

    shape = "wide"

    def tolist(self):
        return self

    __array__ = tolist


@pytest.mark.parametrize("odd", [Hostile(), Endless(), Array, Array([[]]), Array({})], ids=lambda odd: type(odd).__name__)
def test_hostile(odd):
    """One NeurosimError, whatever a stranger's type does."""
    for call in (feed, lambda odd: feed([odd, odd]), lambda odd: NeuronLayer(odd), lambda odd: NeuralNetwork.build(odd, odd)):
        with pytest.raises(NeurosimError):
            call(odd)


def test_diagnosis():
    """A learner's matrices and numbers, from arrays and tables, are what they are from lists."""
    experiment, right = neurosim.load("worked-example"), neurosim.load("worked-example").trace()
    nets = [right["net_h1"], right["net_h2"]]
    for given in ({"z1": Array(nets)}, {"z1": Table([nets])}, {"net_h1": Array(nets[0])}):
        assert experiment.diagnose(given).agree
    assert not experiment.diagnose({"net_h1": Array(0.5)}).agree
    single = experiment.diagnose({"E": Array(0.2983711063861847)})    # the single nearest to 0.29837110876
    assert single.agree and "Right, in single precision." in str(single)


def test_a_document():
    """In a dict like a file's, too."""
    layers = [{"weights": Array([[0.1, 0.2]]), "biases": Table([0.3])}]
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 2, "layers": layers, "samples": [{"inputs": Array([1, 2]), "targets": [Array(1)]}]}
    assert [[0.1, 0.2], [0.3]] == neurosim.load(document).network.layers[0].parameters()
    with pytest.raises(NeurosimError, match="experiment: no Array2 "):
        neurosim.load({**document, "name": type("Array2", (), {})()})


def test_nothing_is_imported():
    """The package itself asks for none of these libraries."""
    code = "import sys, neurosim, neurosim.experiment.in_code; print([name for name in ('numpy', 'torch', 'pandas') if name in sys.modules])"
    assert "[]\n" == subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout


# The libraries themselves, where they are.


def test_numpy():
    """Arrays of any floating type, scalars, whole numbers; no truth values, no complex ones, no masked ones."""
    numpy = pytest.importorskip("numpy")
    whole = feed([0.5, 0.25])
    for kind in ("float64", "float32", "float16"):
        assert whole == feed(numpy.array([0.5, 0.25], kind)) == feed(list(numpy.array([0.5, 0.25], kind)))
    assert feed([1, 2]) == feed(numpy.array([1, 2], "int8")) == feed([numpy.int64(1), numpy.float32(2)])
    assert "2-3-1" == NeuralNetwork.build(*numpy.array([2, 3, 1])).sizes()
    for odd in (numpy.array([True, False]), numpy.array([1j, 2]), numpy.ma.array([1.0, 2.0], mask=[0, 1]), numpy.array(["a", "b"]),
                numpy.array([0.1, numpy.inf]), numpy.zeros((1, 2)), numpy.array(["2020-01-01"] * 2, "datetime64[D]")):
        with pytest.raises(NeurosimError):
            feed(odd)


def test_pandas():
    """Rows of a table, however one gets at them; a gap is no number."""
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"a": [0.05, 1.0], "b": [0.1, 2.0]})
    assert feed([0.05, 0.1]) == feed(table.iloc[0]) == feed(next(table.itertuples(index=False)))
    network = NeuralNetwork.build(2, 1)
    assert network.answers([[0.05, 0.1], [1, 2]]) == network.answers(table)
    with pytest.raises(NeurosimError, match=r"the shape \(2,\), got DataFrame of shape \(1, 2\)"):
        feed(table.iloc[[0]])
    with pytest.raises(NeurosimError, match=r"inputs\[1\]: expected a finite number"):
        feed(pandas.array([0.1, None], "Float64"))
    answers = pandas.Series({"dE_dw5": neurosim.load("worked-example").trace()["dE_dw5"]})
    assert neurosim.load("worked-example").diagnose(answers).agree


def test_torch():
    """Tensors, those with a gradient, too."""
    torch = pytest.importorskip("torch")
    assert feed([0.5, 0.25]) == feed(torch.tensor([0.5, 0.25])) == feed(torch.tensor([0.5, 0.25], requires_grad=True))
    assert feed([0.5, 0.25]) == feed(list(torch.tensor([0.5, 0.25])))
    with pytest.raises(NeurosimError, match=r"got Tensor of shape \(1, 2\)"):
        feed(torch.zeros(1, 2))
