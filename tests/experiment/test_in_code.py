"""Experiments made in code: of sizes, weights and samples, or of a network that there is; and what a network alone can be asked."""

import pytest
from stand_ins import Array, Table

import neurosim
from neurosim import Experiment, NeuralNetwork, NeurosimError

MAZUR = {"biases": [0.35, 0.60], "bias": "shared", "train_bias": False, "samples": [([0.05, 0.10], [0.01, 0.99])]}
ALL_IN_A_ROW = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55]
MATRICES = [[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]]
ONE = [([0, 1], [1])]


@pytest.mark.parametrize("weights", [ALL_IN_A_ROW, MATRICES, Array(ALL_IN_A_ROW), Array(MATRICES), [Array(MATRICES[0]), Table(MATRICES[1])],
                                     tuple(map(Array, ALL_IN_A_ROW))], ids=["row", "matrices", "array", "array of matrices", "arrays", "scalars"])
def test_the_worked_example_in_three_lines(weights):
    """The figures that Mazur printed: w5 to w8 and w1 to w4 after one step."""
    trace = neurosim.build(2, 2, 2, weights=weights, **MAZUR).trace()
    assert [0.35891648, 0.408666186, 0.511301270, 0.561370121] == [round(trace[f"w{place}_new"], 9) for place in (5, 6, 7, 8)]
    assert [0.149780716, 0.19956143, 0.24975114, 0.29950229] == [round(trace[f"w{place}_new"], 9) if place == 1 else round(trace[f"w{place}_new"], 8)
                                                               for place in (1, 2, 3, 4)]


def test_all_weights_in_a_row():
    """Neuron by neuron, input by input, as w1, w2, ... are named."""
    made = neurosim.build(2, 3, 1, weights=list(range(1, 10)), samples=ONE)
    assert [[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [[7.0, 8.0, 9.0]]] == [[neuron.weights for neuron in layer.neurons] for layer in made.network.layers]
    assert [5.0, 9.0] == [made.trace()["w5"], made.trace()["w9"]]


SAMPLES = [
    [([0, 1], [1]), ([1, 1], [0])],
    [([0, 1], 1), ([1, 1], 0)],
    [{"inputs": [0, 1], "targets": [1]}, {"inputs": Array([1, 1]), "targets": Array([0])}],
    (Array([[0, 1], [1, 1]]), Array([[1], [0]])),
    (Table([[0, 1], [1, 1]]), Array([1, 0])),
    ([[0, 1], [1, 1]], [[1], [0]]),
    ([[0, 1], [1, 1]], [1, 0]),
    (([0, 1], [1]), ([1, 1], [0])),
    [[[0, 1], [1]], [[1, 1], [0]]],
    (Array([[0, 1], [1, 1]]), [1, 0]),
    iter([(Array([0, 1]), Array([1])), (Array([1, 1]), Array(0))]),
    zip(Array([[0, 1], [1, 1]]).tolist(), map(Array, [1, 0])),
]


@pytest.mark.parametrize("samples", SAMPLES)
def test_samples(samples):
    """Pairs, dicts, or two tables; one target may be a number."""
    assert [([0.0, 1.0], [1.0]), ([1.0, 1.0], [0.0])] == neurosim.build(2, 3, 1, samples=samples).samples


class Rows(Array):
    """Can be gone through, as an array of numpy can."""

    def __iter__(self):
        return map(Array, self.values)


class Columns(Table):
    """Is gone through by the names of its columns, as a table of pandas is."""

    def __iter__(self):
        return iter("ab")


@pytest.mark.parametrize("kind", [Rows, Columns])
def test_one_table_is_not_samples(kind):
    """Nothing says which columns are targets."""
    with pytest.raises(NeurosimError, match=r"samples: expected a list of pairs .*, got (Rows|Columns) of shape \(2, 3\)"):
        neurosim.build(2, 3, 1, samples=kind([[0, 1, 1], [1, 1, 0]]))


@pytest.mark.parametrize("target", [1, 1.0, Array(1), Array([1]), [1]])
def test_one_target_alone(target):
    """A network takes it as samples do."""
    network = neurosim.build(2, 1, weights=[0.5, 0.25], samples=ONE).network
    assert 1.0 == network.trace([0, 1], target)["t1"] == network.explain("E", [0, 1], target).trace["t1"]


@pytest.mark.parametrize("name", ["learning_rate", "lr", "eta", "alpha", "learning_rate_init"])
def test_learning_rate_by_any_name(name):
    """Those of files."""
    assert 0.125 == neurosim.build(2, 1, samples=ONE, **{name: 0.125}).network.optimizer.learning_rate


def test_two_learning_rates():
    """Neither is chosen."""
    with pytest.raises(NeurosimError, match="learning_rate: expected no eta beside it, which is the same"):
        neurosim.build(2, 1, samples=ONE, learning_rate=0.5, eta=0.5)
    with pytest.raises(NeurosimError, match="learning_rate: expected no eta beside it, which is the same"):
        neurosim.build(2, 1, samples=ONE, lr=0.5, eta=0.5)


def test_one_sample():
    """One pair is enough."""
    assert [([0.0, 1.0], [1.0])] == neurosim.build(2, 3, 1, samples=([0, 1], [1])).samples
    assert [([0.0, 1.0], [1.0, 0.5])] == neurosim.build(2, 2, samples=(Array([0, 1]), Array([1, 0.5]))).samples


def test_samples_of_a_csv_file(tmp_path, monkeypatch):
    """From the folder that one is in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "some.csv").write_text("a,b,c\n0,1,1\n1,1,0\n")
    assert 2 == len(neurosim.build(2, 3, 1, samples={"csv": "some.csv", "targets": 1}).samples)


def test_settings():
    """Each of them comes where a file would have it."""
    made = neurosim.build(2, 3, 1, samples=ONE, activation=["relu", {"name": "leaky_relu", "slope": 0.2}], bias=["none", "own"],
                          loss="mean_squared_error", optimizer="adam", learning_rate=Array(0.25), epochs=7, batch_size="all", reduction="sum",
                          initialize="zeros", seed=5, name="mine")
    assert ["relu", {"name": "leaky_relu", "slope": 0.2}] == [layer["activation"] for layer in made.document["layers"]]
    assert ["none", "own"] == [layer["bias"] for layer in made.document["layers"]]
    assert ("mine", 5, 7, "sum", 0.25, "adam") == (made.name, made.seed, made.steps, made.reduction, made.network.optimizer.learning_rate, made.network.optimizer.name)
    assert [0.0] == made.network.layers[1].neurons[0].weights[:1]


def test_some_layers_drawn():
    """None stands for what the initialisation gives, and a seed draws the same."""
    made = [neurosim.build(2, 3, 1, samples=ONE, weights=[None, [[1, 2, 3]]], biases=[[1, 2, 3], None], seed=4) for _ in range(2)]
    assert made[0].network.layers[0].parameters() == made[1].network.layers[0].parameters()
    assert [[1.0, 2.0, 3.0], [0.0]] == made[0].network.layers[1].parameters()
    assert [1.0, 2.0, 3.0] == made[0].network.layers[0].biases


MATRIX = "expected a row for each neuron, a number in it for each input, the shape"
REFUSED = [
    ({"weights": [[[1, 2, 3], [4, 5, 6]], [[1, 2, 3]]]}, f"weights[0]: {MATRIX} (3, 2); its transpose has it, got the shape (2, 3)"),
    ({"weights": [Array([[1, 2], [3, 4], [5, 6]]), Array([[1], [2], [3]])]}, f"weights[1]: {MATRIX} (1, 3); its transpose has it, got the shape (3, 1)"),
    ({"weights": [[[1, 2]] * 4, [[1, 2, 3]]]}, f"weights[0]: {MATRIX} (3, 2), got the shape (4, 2)"),
    ({"weights": [[[1, 2], [3, 4], [5]], [[1, 2, 3]]]}, "weights[0][2]: expected 2 numbers, got 1"),
    ({"weights": [[[1, 2]] * 3]}, "weights: expected 2, one for each layer, or all weights in a row, got 1"),
    ({"weights": [1, 2, 3]}, "weights: expected 9 numbers, w1 to w9, got 3"),
    ({"weights": 3}, "weights: expected a matrix for each layer, or all weights in a row, got 3"),
    ({"biases": [[1, 2], [1]]}, "biases[0]: expected 3 numbers, as the bias is 'own', got 2"),
    ({"biases": [Array([[1, 2, 3]]), [1]]}, "biases[0]: expected 3 numbers, as the bias is 'own', the shape (3,), got Array of shape (1, 3)"),
    ({"biases": [1, 2]}, "biases: expected 4 numbers, b1 to b4, got 2"),
    ({"biases": [1, 2, 3], "bias": "shared"}, "biases: expected 2 numbers, b1 to b2, got 3"),
    ({"activation": ["relu"]}, "activation: expected 2, one for each layer, or one for all, got 1"),
    ({"bias": "mine"}, "bias: unknown bias 'mine' (expected one of own, shared, none)"),
    ({"epoch": 3}, "epoch: no such argument (did you mean 'epochs'?)"),
    ({"weight": [1, 2]}, "weight: no such argument (did you mean 'weights'?)"),
    ({"optimiser": "adam"}, "optimiser: no such argument (did you mean 'optimizer'?)"),
    ({"xyz": 1}, "xyz: no such argument"),
    ({"samples": [([0, 1], True)]}, "samples[0].targets[0]: expected a finite number, got True (bool)"),
    ({"learning_rate": "fast"}, "learning_rate: expected a finite number, got 'fast'"),
    ({"samples": []}, "samples: expected at least one sample, got a list of length 0"),
    ({"samples": 3}, "samples: expected a list of pairs (inputs, targets), or (X, y) with a row for each sample in both, got 3"),
    ({"samples": [([0, 1, 2], [1])]}, "samples[0].inputs: expected 2 numbers, got 3"),
    ({"samples": [([0, 1], [1]), (Array([[0, 1]]), [1])]}, "samples[1].inputs: expected 2 numbers, the shape (2,), got Array of shape (1, 2)"),
    ({"samples": [([0, 1], Array([1, 2]))]}, "samples[0].targets: expected 1 number, the shape (1,), got Array of shape (2,)"),
    ({"samples": (Array([[0, 1, 2]]), Array([[1]]))}, "samples[0]: expected a row for each sample, the shape (n, 2), got Array of shape (1, 3)"),
    ({"samples": (Array([[0, 1], [1, 1]]), Array([[1, 2], [3, 4]]))}, "samples[1]: expected a row for each sample, the shape (2, 1), got Array of shape (2, 2)"),
    ({"samples": (Array([[0, 1], [1, 1]]), [1, 2, 3])}, "samples[1]: expected 2 rows, one for each row of inputs, got 3"),
    ({"samples": [{"inputs": [0, 1], "targets": [1], "inptus": 1}]}, "samples[0]: unknown field 'inptus' (did you mean 'inputs'?)"),
]


@pytest.mark.parametrize("given, sentence", REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_what_does_not_fit(given, sentence):
    """One sentence: where, what was wanted, what came."""
    with pytest.raises(NeurosimError) as caught:
        neurosim.build(2, 3, 1, **{"samples": ONE, **given})
    assert sentence == str(caught.value)


@pytest.mark.parametrize("sizes", [(), (2,), (2, 0), (2, 2.5), ("2", 3), (None, 1)])
def test_no_sizes(sizes):
    """Two whole numbers at least."""
    with pytest.raises(NeurosimError, match="^sizes"):
        neurosim.build(*sizes, samples=ONE)


def test_a_network_that_there_is():
    """It is the network itself that is trained, with what its optimizer remembers, as by its own method."""
    network, twin = (NeuralNetwork.build(2, 3, 1, seed=1, optimizer={"name": "sgd", "momentum": 0.9}) for _ in range(2))
    for each in (network, twin):
        each.train([1, 0], [1])
    experiment = Experiment(network, ONE, steps=3, batch_size=1)
    assert network is experiment.network and 3 == experiment.train().steps
    for _ in range(3):
        twin.train([0, 1], [1])
    assert [layer.parameters() for layer in twin.layers] == [layer.parameters() for layer in network.layers]
    assert experiment.check().agree and not experiment.diagnose({"net_h1": 5}).agree


def test_it_is_saved_and_loaded(tmp_path):
    """A file holds all of it: activations with parameters, normalisation, shared biases, what is not trained."""
    from neurosim.core.layers import make_layer
    network = NeuralNetwork([make_layer([[1, 2], [3, 4]], [0.5], "shared", {"name": "elu", "alpha": 0.5}, train_bias=False),
                             make_layer([[1, -2], [2, 1]], [0.5, 0.25], normalize={"name": "batch", "scales": [2, 3]}),
                             make_layer([[1, 2]], [], "none", "linear", train_weights=False)], "mean_squared_error", {"name": "adam", "learning_rate": 0.125})
    experiment = Experiment(network, [([0, 1], [1]), ([1, 1], [0])], batch_size="all")
    experiment.save(tmp_path / "all.json")
    again = neurosim.load(tmp_path / "all.json")
    assert [2.0, 3.0] == experiment.document["layers"][1]["normalize"]["scales"]
    assert str(network) == str(again.network) and repr(network.optimizer) == repr(again.network.optimizer)
    assert list(experiment.trace().values()) == list(again.trace().values())


def test_dropout_draws_from_the_experiment():
    """There is one generator: the same seed draws the same masks, whatever the layer was made with."""
    from random import Random

    from neurosim.core.layers import make_layer

    def outs(layer_seed):
        network = NeuralNetwork([make_layer([[1, 2]] * 4, [0.5] * 4, dropout=0.5, random=Random(layer_seed)), make_layer([[1, 2, 3, 4]], [0])])
        return Experiment(network, ONE, seed=3).train(20).errors
    assert outs(1) == outs(2)


@pytest.mark.parametrize("arguments, sentence", [
    ((NeuralNetwork.build(2, 1),), "samples: expected a list of pairs (inputs, targets), or (X, y) with a row for each sample in both, got None"),
    ((3, ONE), "network: expected a NeuralNetwork, or what neurosim.load makes experiments of, got 3"),
    ((NeuralNetwork.build(2, 1), [([1, 2], [3, 4])]), "samples[0].targets: expected 1 number, got 2"),
])
def test_no_experiment(arguments, sentence):
    """What does not fit the network is refused."""
    with pytest.raises(NeurosimError) as caught:
        Experiment(*arguments)
    assert sentence == str(caught.value)


# What a network alone can be asked.


def test_a_trace_of_a_network():
    """The numbers of the step that it would take; it stays as it is."""
    experiment = neurosim.build(2, 2, 2, weights=MATRICES, **MAZUR)
    network, before = experiment.network, str(experiment.network)
    assert list(experiment.trace().items()) == list(network.trace(Array([0.05, 0.10]), [0.01, 0.99]).items())
    assert before == str(network)
    assert 0.5933 == network.trace([0.05, 0.10], [0.01, 0.99], numbers="rounded:4")["out_h1"]


def test_a_derivation_of_a_network():
    """∂E/∂w1, by any of its names, in any arithmetic."""
    network = neurosim.build(2, 2, 2, weights=MATRICES, **MAZUR).network
    for goal in ("w1", "dE_dw1", "∂E/∂w1"):
        assert 0.000438568 == round(network.explain(goal, [0.05, 0.10], [0.01, 0.99]).value, 9)
    assert "0.0004" in str(network.explain("w1", [0.05, 0.10], [0.01, 0.99], numbers="rounded:4"))
    with pytest.raises(NeurosimError, match=r"inputs: expected 2 numbers, the shape \(2,\)"):
        network.explain("w1", Array([[0.05, 0.10]]), [0.01, 0.99])
    with pytest.raises(NeurosimError, match="targets: expected 2 numbers, got 1"):
        network.trace([0.05, 0.10], [0.01])


def test_found_by_tab():
    """As methods of the network, with a docstring."""
    assert {"trace", "explain"} <= set(dir(NeuralNetwork.build(1, 1)))
    assert NeuralNetwork.trace.__doc__ and NeuralNetwork.explain.__doc__ and "build" in dir(neurosim)


# With the libraries themselves.


def test_numpy_and_pandas():
    """Tables and arrays as samples, matrices as weights."""
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    table = pandas.DataFrame({"a": [0.0, 1.0], "b": [1.0, 1.0], "c": [1, 0]})
    made = [neurosim.build(2, 3, 1, samples=samples, weights=[numpy.ones((3, 2)), numpy.ones((1, 3))], biases=numpy.zeros(4))
            for samples in ((table[["a", "b"]], table["c"]), (table[["a", "b"]], table[["c"]]), (table[["a", "b"]].to_numpy(), table["c"].to_numpy()))]
    assert [([0.0, 1.0], [1.0]), ([1.0, 1.0], [0.0])] == made[0].samples == made[1].samples == made[2].samples
    with pytest.raises(NeurosimError, match=r"weights\[0\].*\(3, 2\); its transpose has it, got the shape \(2, 3\)"):
        neurosim.build(2, 3, 1, samples=ONE, weights=[numpy.ones((2, 3)), numpy.ones((3, 1))])


def test_tensors():
    """Those of torch."""
    torch = pytest.importorskip("torch")
    made = neurosim.build(2, 3, 1, samples=(torch.tensor([[0.0, 1.0], [1.0, 1.0]]), torch.tensor([1.0, 0.0])), weights=torch.ones(9, requires_grad=True))
    assert [([0.0, 1.0], [1.0]), ([1.0, 1.0], [0.0])] == made.samples
    assert made.network.feed_forward([0.5, 0.5]) == made.network.feed_forward(torch.tensor([0.5, 0.5]))
