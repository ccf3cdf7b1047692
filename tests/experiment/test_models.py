"""Trained models of other libraries as experiments. Stand-ins that have what is asked of theirs are always there."""

import math
import os

import pytest
from stand_ins import Array, write_model

import neurosim
from neurosim import NeurosimError
from neurosim.core.layers import make_layer
from neurosim.experiment.models.by_trying import activations_of
from neurosim.experiment.models.keras_model import read_keras
from neurosim.experiment.models.model import Model, ModelLayer

KERNELS = [[[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]], [[1.0], [-2.0], [0.5]]]    # a row for each input
ROWS = [[[0.5, 1.5], [-1.0, 0.25], [2.0, -0.75]], [[1.0, -2.0, 0.5]]]          # the same, a row for each neuron
BIASES = [[0.1, 0.2, 0.3], [0.4]]
INPUTS = [[0.5, -0.25], [1.0, 2.0], [-1.0, 0.75], [0.0, 0.0]]


def logistic(x):
    return 1.0 / (1.0 + math.exp(-x))


def answers(rows, hidden, last):
    """The outs, worked out by hand."""
    found = []
    for x in map(list, rows):
        h = [hidden(sum(w * i for w, i in zip(column, x)) + b) for column, b in zip(zip(*KERNELS[0]), BIASES[0])]
        found.append([last(sum(w * i for w, i in zip(column, h)) + b) for column, b in zip(zip(*KERNELS[1]), BIASES[1])])
    return found


# scikit-learn


class MLPClassifier:
    """What a fitted one has."""

    def __init__(self, activation="tanh", solver="sgd", classes=("no", "yes")):
        self.hidden_layer_sizes, self.activation, self.out_activation_, self.solver, self.alpha = (3,), activation, "logistic", solver, 0.0001
        self.coefs_, self.intercepts_, self.classes_ = [Array(each) for each in KERNELS], [Array(each) for each in BIASES], Array(list(classes))
        self.learning_rate_init, self.momentum, self.nesterovs_momentum = 0.25, 0.9, True
        self.beta_1, self.beta_2, self.epsilon = 0.8, 0.99, 1e-7

    def predict_proba(self, rows):
        return Array([[1.0 - out, out] for [out] in answers(rows, math.tanh, logistic)])


class MLPRegressor(MLPClassifier):
    """Without classes, and with a linear last layer."""

    def __init__(self):
        super().__init__()
        self.out_activation_ = "identity"
        del self.classes_

    predict_proba = property()

    def predict(self, rows):
        return Array([out for [out] in answers(rows, math.tanh, float)])


def test_a_classifier():
    """Labels become targets; weights are turned round; the optimizer is its own; what is left out is said."""
    notes = []
    experiment = neurosim.import_model(MLPClassifier(), (Array(INPUTS[:2]), Array(["yes", "no"])), warn=notes.append, steps=5, order="shuffled")
    assert [[1.0], [0.0]] == [targets for _, targets in experiment.samples]
    assert ROWS == [[neuron.weights for neuron in layer.neurons] for layer in experiment.network.layers]
    assert (["tanh", "sigmoid"], "binary_cross_entropy", 5, "shuffled") == ([layer.activation.name for layer in experiment.network.layers], experiment.network.loss.name, experiment.steps, experiment.training["order"])
    assert {"learning_rate": 0.25, "momentum": 0.9, "nesterov": True, "weight_decay": 0.0}.items() <= experiment.network.optimizer.parameters.items()
    assert ["the penalty alpha=0.0001 is left out"] == notes
    assert answers(INPUTS, math.tanh, logistic) == [pytest.approx(outs, rel=1e-14) for outs in experiment.network.answers(INPUTS)]


def test_a_regressor():
    """Its targets are numbers."""
    experiment = neurosim.import_model(MLPRegressor(), (Array(INPUTS[:2]), Array([3.5, -1.0])))
    assert ("half_squared_error", [[3.5], [-1.0]]) == (experiment.network.loss.name, [targets for _, targets in experiment.samples])


def test_solvers():
    """Adam with its settings; one that takes no steps is told."""
    notes = []
    adam = neurosim.import_model(MLPClassifier(solver="adam")).network.optimizer
    assert ("adam", 0.25, 0.8, 0.99, 1e-7) == (adam.name, adam.learning_rate, adam.beta1, adam.beta2, adam.eps)
    assert "sgd" == neurosim.import_model(MLPClassifier(solver="lbfgs"), warn=notes.append).network.optimizer.name
    assert "the solver lbfgs takes no single steps, so the optimizer is sgd" in notes


def test_it_answers_otherwise():
    """What it says of itself is compared with what it answers."""
    with pytest.raises(NeurosimError, match="^model: it answers otherwise than its layers with relu, sigmoid"):
        neurosim.import_model(MLPClassifier(activation="relu"))


def test_not_fitted():
    """It has no weights yet."""
    model = MLPClassifier()
    del model.coefs_
    with pytest.raises(NeurosimError, match=r"^model: MLPClassifier has no weights \(expected a fitted one: call fit first\)$"):
        neurosim.import_model(model)


# Keras


def named(name):
    def function(x):
        raise AssertionError("only its name is asked for")
    function.__name__ = name
    return function


class Dense:
    def __init__(self, place, activation, bias=True):
        self.weights, self.activation = [Array(KERNELS[place]), *[Array(BIASES[place])] * bias], named(activation)

    def get_weights(self):
        return self.weights


class Dropout:
    rate = 0.5


class InputLayer:
    pass


class LeakyReLU:
    negative_slope = Array(0.5)

    def __float__(self):
        return 0.5


class Conv2D:
    pass


class SGD:
    learning_rate, momentum, nesterov = Array(0.125), Array(0.9), False


class Adam:
    learning_rate, beta_1, beta_2, epsilon = Array(0.001), 0.9, 0.999, 1e-7


class Sequential:
    def __init__(self, *layers, loss=None, optimizer=None, hidden=math.tanh, last=logistic):
        self.layers, self.loss, self.optimizer, self.functions = layers, loss, optimizer, (hidden, last)

    def get_weights(self):
        return [weights for layer in self.layers for weights in layer.get_weights()]

    def __call__(self, rows):
        return Array(answers(getattr(rows, "tolist", lambda: rows)(), *self.functions))


def test_a_model_of_keras():
    """Dense layers with their activations, dropout, and what it was compiled with."""
    model = Sequential(InputLayer(), Dense(0, "tanh"), Dropout(), Dense(1, "sigmoid"), loss="binary_crossentropy", optimizer=SGD())
    experiment = neurosim.import_model(model)
    assert ROWS == [[neuron.weights for neuron in layer.neurons] for layer in experiment.network.layers]
    assert [0.5, 0.0] == [layer["dropout"] for layer in experiment.document["layers"]]
    assert ("binary_cross_entropy", 0.125, 0.9) == (experiment.network.loss.name, experiment.network.optimizer.learning_rate, experiment.network.optimizer.momentum)


def test_activations_as_layers():
    """A layer of its own, with its parameter."""
    model = Sequential(Dense(0, "linear"), LeakyReLU(), Dense(1, "linear"), hidden=lambda x: x if x > 0 else x / 2, last=float, optimizer=Adam(), loss=named("mse"))
    experiment = neurosim.import_model(model)
    assert [{"name": "leaky_relu", "slope": 0.5}, "linear"] == [layer["activation"] for layer in experiment.document["layers"]]
    assert ("mean_squared_error", "adam") == (experiment.network.loss.name, experiment.network.optimizer.name)


class BatchNormalization:
    gamma, beta, moving_mean, moving_variance = Array([2.0, 0.5, 1.0]), Array([0.25, -0.5, 0.75]), Array([0.5, 1.5, -0.5]), Array([1.5, 0.5, 2.0])
    epsilon, momentum = 0.5, 0.75

    def get_weights(self):
        return [self.gamma, self.beta, self.moving_mean, self.moving_variance]


def test_batch_normalisation():
    """The bias of the Dense layer is taken off with the mean; what stays of a running mean is ours the other way round."""
    model = Sequential(Dense(0, "linear"), BatchNormalization(), Dense(1, "sigmoid"))
    nets = [[sum(w * x for w, x in zip(ws, row)) + b for ws, b in zip(ROWS[0], BIASES[0])] for row in INPUTS]
    normed = [[2.0 * (a - 0.5) / math.sqrt(2.0) + 0.25, 0.5 * (b - 1.5) - 0.5, (c + 0.5) / math.sqrt(2.5) + 0.75] for a, b, c in nets]
    right = [logistic(sum(w * x for w, x in zip(ROWS[1][0], row)) + BIASES[1][0]) for row in normed]
    found = read_keras(model)
    layers = [make_layer(**layer.fields()) for layer in found.layers]
    assert right == [pytest.approx(layers[1].feed_forward(layers[0].feed_forward(row))[0], rel=1e-14) for row in INPUTS]
    assert 0.25 == found.layers[0].normalize["momentum"]


def test_an_activation_of_its_own():
    """A lambda that does as swish does is swish."""
    notes = []
    model = Sequential(Dense(0, "<lambda>"), Dense(1, "sigmoid"), hidden=lambda x: x * logistic(x))
    assert "silu" == neurosim.import_model(model, warn=notes.append).network.layers[0].activation.name
    assert "activations found by trying: silu, sigmoid" in notes and "the model tells no loss, so it is binary_cross_entropy" in notes


@pytest.mark.parametrize("model, sentence", [
    (Sequential(Conv2D(), Dense(1, "sigmoid")), "model: expected Dense layers, each with one activation: Dense, BatchNormalization, Activation, ReLU, .* got Conv2D"),
    (Sequential(Dense(0, "tanh"), LeakyReLU(), Dense(1, "sigmoid")), "got LeakyReLU"),
    (Sequential(InputLayer()), "model: expected at least one Dense layer"),
    (Sequential(Dense(0, "mine"), Dense(1, "sigmoid"), hidden=lambda x: x * x), "activation: the model tells none, and no usual ones give its answers"),
    (Sequential(Dense(0, "tanh"), Dense(1, "linear")), "model: it answers otherwise than its layers with tanh, linear"),
    (3, "model: expected a torch.nn.Module, a model of Keras, a fitted MLP of scikit-learn, matrices by name, or the name of a safetensors file, got 3"),
])
def test_no_such_model(model, sentence):
    """It says which layers there may be."""
    with pytest.raises(NeurosimError, match=sentence):
        neurosim.import_model(model)


def test_several_activations_give_its_answers():
    """Where nothing comes in from the hidden layer, its activation cannot be told."""
    model = Model([ModelLayer(ROWS[0], BIASES[0]), ModelLayer([[0.0, 0.0, 0.0]], BIASES[1], "sigmoid")], answer=lambda rows: [[logistic(0.4)]] * len(rows))
    with pytest.raises(NeurosimError, match="^activation: the model tells none, and several give its answers"):
        activations_of(model)


def test_a_last_layer_that_is_never_negative():
    """Relu and linear cannot be told apart there, so it is linear, and it is said."""
    model = Model([ModelLayer(ROWS[0], BIASES[0]), ModelLayer([[0.5, 0.5, 0.5]], [5.0])],
                  answer=lambda rows: [[5.0 + sum(math.tanh(sum(w * x for w, x in zip(ws, row)) + b) for ws, b in zip(ROWS[0], BIASES[0])) / 2] for row in rows])
    assert ["tanh", "linear"] == activations_of(model)
    assert model.notes[0].startswith("of the last layer, linear and relu")


@pytest.mark.parametrize("odd", [math.nan, math.inf, "0.5"])
def test_answers_that_are_no_numbers(odd):
    """Nothing gives them, and nothing is taken for them."""
    model = Model([ModelLayer(ROWS[0], BIASES[0], "tanh"), ModelLayer(ROWS[1], BIASES[1], "sigmoid")], answer=lambda rows: [[odd]] * len(rows))
    with pytest.raises(NeurosimError, match="^model: "):
        activations_of(model)


def test_a_model_that_cannot_be_asked():
    """What it tells of itself is believed, and that is said."""
    model = Model([ModelLayer(ROWS[0], BIASES[0], "tanh"), ModelLayer(ROWS[1], BIASES[1], "sigmoid")], answer=lambda rows: [[None]] * len(rows))
    assert ["tanh", "sigmoid"] == activations_of(model)
    assert ["the model could not be asked (TypeError), so its answers are not compared"] == model.notes


def test_told_activations_are_tried_too():
    """Where those that are told give other answers, it says so."""
    model = Sequential(Dense(0, "mine"), Dense(1, "sigmoid"))
    assert "tanh" == neurosim.import_model(model, activation=["tanh", "sigmoid"]).network.layers[0].activation.name
    with pytest.raises(NeurosimError, match="it answers otherwise than its layers with relu, sigmoid"):
        neurosim.import_model(model, activation=["relu", "sigmoid"])


def test_matrices_by_name():
    """A state dict, or whatever else has names and arrays."""
    given = {"1.weight": Array(ROWS[1]), "1.bias": Array(BIASES[1]), "0.weight": Array(ROWS[0]), "0.bias": Array(BIASES[0])}
    network = neurosim.import_model(given, activation=["tanh", "sigmoid"]).network
    assert answers(INPUTS, math.tanh, logistic) == [pytest.approx(outs, rel=1e-14) for outs in network.answers(INPUTS)]
    with pytest.raises(NeurosimError, match="^activation: the model tells none"):
        neurosim.import_model(given)


def test_no_samples():
    """One of our own stands in their place, and it is said."""
    notes = []
    experiment = neurosim.import_model(MLPClassifier(), warn=notes.append)
    assert [([1.0, 1.0], [1.0])] == experiment.samples and "no samples given: one of inputs 1 stands in their place" in notes
    assert experiment.check().agree


@pytest.mark.parametrize("loss", ["hinge", "squared_hinge", "mse", "cross_entropy", "kl_divergence", "softmax_cross_entropy", "sparse_categorical_cross_entropy"])
def test_every_loss_can_take_it(tmp_path, loss):
    """The sample of our own fits whatever is asked for."""
    activation = "linear" if loss == "softmax_cross_entropy" else "tanh" if "hinge" in loss or loss == "mse" else "softmax"
    assert neurosim.import_model(written(tmp_path), activation=["tanh", activation], loss=loss).error() >= 0.0


def written(tmp_path):
    """A file of safetensors, 2-3-2."""
    return write_model(tmp_path / "m.safetensors", {"fc1.weight": [[0.0, 0.125], [0.25, 0.375], [0.5, 0.625]], "fc1.bias": [1.0, 1.5, 2.0],
                                                    "fc2.weight": [[0.75, 0.875, 1.0], [1.125, 1.25, 1.375]]})


# The verb


def test_the_verb(tmp_path, capsys, monkeypatch):
    """A file that trace reads; with samples of a CSV file."""
    from neurosim.cli import main
    monkeypatch.chdir(tmp_path)
    written(tmp_path)
    (tmp_path / "d.csv").write_text("a,b,c,d\n0,1,1,0\n1,1,0,1\n")
    words = ["import", "m.safetensors", "--activation", "ReLU,softmax", "--loss", "cce", "--csv", "d.csv", "--targets", "2", "-o", "mine.json"]
    assert 0 == main(words)
    experiment = neurosim.load("mine.json")
    assert ("mine", "2-3-2", ["relu", "softmax"], ["own", "none"]) == (experiment.name, experiment.network.sizes(), [layer.activation.name for layer in experiment.network.layers],
                                                                [layer.bias for layer in experiment.network.layers])
    assert [([0.0, 1.0], [1.0, 0.0]), ([1.0, 1.0], [0.0, 1.0])] == experiment.samples
    assert [0.25, 0.375] == experiment.network.layers[0].neurons[1].weights
    assert 0 == main(["trace", "mine.json", "--quiet"]) and "" == capsys.readouterr().err


@pytest.mark.parametrize("words, sentence", [
    ("m.safetensors", "--activation: the model tells none (expected 2 names, one for each layer, such as relu,linear)"),
    ("m.safetensors --activation relu,zigmoid", "unknown activation 'zigmoid' (did you mean 'sigmoid'?)"),
    ("m.safetensors --activation a,b,c", "--activation: expected 2, one for each layer, or one for all, got 3"),
    ("m.safetensors --activation relu --csv d.csv", "--csv: expected --targets K beside it"),
    ("m.safetensors --activation relu -o m.safetensors", "it is read by the same command, and would be lost"),
    ("m.safetensors --activation relu -o mine.csv", "--output: expected a name that ends in .json, got 'mine.csv'"),
    ("m.safetensors --activation relu --layers fc1", "--layers: expected each of fc1, fc2 once, got fc1"),
    ("nothing.safetensors --activation relu", "nothing.safetensors: no such file (expected a safetensors file)"),
])
def test_the_verb_refuses(tmp_path, capsys, monkeypatch, words, sentence):
    """One sentence and exit code 2."""
    from neurosim.cli import main
    monkeypatch.chdir(tmp_path)
    before = written(tmp_path).read_bytes()
    assert 2 == main(["import", *words.split()])
    assert sentence in capsys.readouterr().err
    assert before == (tmp_path / "m.safetensors").read_bytes() and ["m.safetensors"] == os.listdir()


# The libraries themselves, where they are


@pytest.mark.parametrize("kind, activation, solver, classes", [
    ("MLPClassifier", "relu", "adam", 2), ("MLPClassifier", "tanh", "sgd", 3), ("MLPRegressor", "logistic", "adam", 1), ("MLPRegressor", "identity", "lbfgs", 2)])
@pytest.mark.filterwarnings("ignore")
def test_scikit_learn(kind, activation, solver, classes):
    """It answers as the model does, and learns from the same table."""
    numpy = pytest.importorskip("numpy")
    networks = pytest.importorskip("sklearn.neural_network")
    x = numpy.random.default_rng(0).normal(size=(30, 3))
    y = numpy.array(["abc"[place % classes] for place in range(30)]) if kind == "MLPClassifier" else x[:, :classes] if classes > 1 else x[:, 0]
    model = getattr(networks, kind)(hidden_layer_sizes=(4, 3), activation=activation, solver=solver, max_iter=5, random_state=0).fit(x, y)
    experiment = neurosim.import_model(model, (x, y))
    ours = experiment.network.answers(x[:5])
    if kind == "MLPClassifier":
        assert ours == [pytest.approx(row[-len(ours[0]):], rel=1e-12) for row in model.predict_proba(x[:5]).tolist()]
        assert list(model.predict(x)) == [model.classes_[targets.index(max(targets)) if len(targets) > 1 else round(targets[0])] for targets in experiment.network.answers(x)]
    else:
        assert ours == [pytest.approx(numpy.atleast_1d(row).tolist(), rel=1e-12) for row in model.predict(x[:5])]


@pytest.mark.filterwarnings("ignore")
def test_keras():
    """A model as Keras makes it."""
    pytest.importorskip("numpy")
    keras = pytest.importorskip("keras")
    layers = keras.layers
    model = keras.Sequential([layers.Input((3,)), layers.Dense(4, activation="relu"), layers.Dropout(0.5), layers.Dense(2), layers.BatchNormalization(), layers.LeakyReLU(0.25),
                              layers.Dense(3, activation="softmax")])
    model.compile(loss=keras.losses.CategoricalCrossentropy(), optimizer=keras.optimizers.SGD(0.125, momentum=0.5))
    experiment = neurosim.import_model(model)
    assert ["relu", {"name": "leaky_relu", "slope": 0.25}, "softmax"] == [layer["activation"] for layer in experiment.document["layers"]]
    assert ("categorical_cross_entropy", 0.125, 0.5) == (experiment.network.loss.name, experiment.network.optimizer.learning_rate, experiment.network.optimizer.momentum)
