"""Straight Python, C and the neurons come to the same, bit by bit: for everything in every table.

Python is tried in every combination; C, for each entry, in one of them, as each takes a run of the compiler.
"""

import json
from functools import cache
from itertools import cycle, product

import pytest

import neurosim
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.losses import LOSSES
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.core.training import ORDERS, REDUCTIONS
from neurosim.explain.codegen import programs
from neurosim.training import c_libraries
from neurosim.training.compiled_steps import is_for_c
from neurosim.training.run import Run
from neurosim.training.straight_steps import StraightSteps, steps_in_python


MARKS = {"python": [], "c": [pytest.mark.compiler, pytest.mark.slow], "loops": [pytest.mark.compiler, pytest.mark.slow]}


def tried(name, python, c):
    """Decorates a test that takes `name`: all of `python` are tried in Python, those of `c` in C."""
    found = [pytest.param(engine, each, marks=marks, id=f"{engine}-{each}")
             for engine, marks in MARKS.items() for each in (python if engine == "python" else c)]
    return pytest.mark.parametrize(f"engine, {name}", found, indirect=["engine"])


@pytest.fixture(params=[pytest.param(engine, marks=marks) for engine, marks in MARKS.items()])
def engine(request, tmp_path_factory, monkeypatch):
    """The engine that is held against the neurons, C with each weight by its name and in loops; libraries are kept in a folder of the
    tests' own."""
    if request.param != "python":
        monkeypatch.setattr(programs, "MOST_NAMES", 500 if request.param == "c" else -1)
        monkeypatch.setenv("NEUROSIM_CACHE", str(tmp_path_factory.getbasetemp() / "libraries"))
        if c_libraries.compiler() is None:
            pytest.skip("there is no C compiler: neither $CC nor cc")
    return "python" if request.param == "python" else "c"


INPUTS = [[0.1, 0.9], [0.4, -0.3], [-1.5, 0.2], [0.7, 0.6], [0.0, -0.8]]
SPREAD = [[0.2, 0.8], [0.9, 0.1], [0.5, 0.5], [0.3, 0.7], [1.0, 0.0]]
TARGETS = {"hinge": [[1.0, -1.0], [-1.0, 1.0], [1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]],
           "sparse_categorical_cross_entropy": [[1.0], [0.0], [0.0], [1.0], [1.0]],
           "mean_absolute_percentage_error": [[0.2, 0.8], [0.9, 0.1], [0.5, 0.5], [0.3, 0.7], [1.0, 0.4]]}
TARGETS["squared_hinge"] = TARGETS["hinge"]


def document(*layers, loss="half_squared_error", optimizer="sgd", **training):
    targets = TARGETS.get(loss, SPREAD)
    return {"format": "neurosim-experiment", "version": 1, "inputs": 2, "seed": 5, "loss": loss, "optimizer": optimizer,
            "layers": list(layers), "training": {"steps": 37, **training},
            "samples": [{"inputs": inputs, "targets": wanted} for inputs, wanted in zip(INPUTS, targets)]}


def layer(neurons=3, activation="tanh", **more):
    return {"neurons": neurons, "activation": activation, "initialize": {"scheme": "uniform", "low": -1.0, "high": 1.0}, **more}


def after(made, engine, steps=None):
    """All that can be seen of an experiment that has taken its steps: of the last one, too, what the neurons remember."""
    experiment = neurosim.load(made)
    experiment.error = lambda: 0.0    # which would run forward once more
    steps = steps or experiment.steps
    run = Run(experiment.trainer, steps, straight=experiment.trainer.straight_for(steps, engine))
    assert engine == (run.straight.engine if run.straight else "neurons") or not is_for_c(experiment.network)
    run.go()
    return seen(experiment)


def seen(experiment):
    network = experiment.network
    slots = [[{name: getattr(neuron, name) for kind in type(neuron).__mro__[:-1] for name in kind.__slots__
               if name not in ("activation", "f", "slope") and hasattr(neuron, name)} for neuron in each.neurons] for each in network.layers]
    layers = [{name: value for name, value in vars(each).items() if name not in ("neurons", "activation", "random")} for each in network.layers]
    optimizer = network.optimizer
    return repr([slots, layers, network.outs, optimizer.memory if optimizer.initial_memory else None, optimizer.shared_memory, experiment.random.getstate(),
                 experiment.batches.waiting, experiment.steps_taken])


@cache
def by_neurons(text, steps):
    """The same for every engine."""
    return after(json.loads(text), "neurons", steps)


@pytest.fixture
def same(engine):
    """Asserts that an experiment comes to the same, whoever takes its steps."""
    def check(made, steps=None):
        assert by_neurons(json.dumps(made), steps) == after(made, engine, steps)
    return check


BIASES = [{"bias": "own"}, {"bias": "shared"}, {"bias": "none"}, {"train_weights": False}, {"train_bias": False},
          {"train_weights": False, "train_bias": False}, {"bias": "shared", "train_weights": False}]


@pytest.mark.parametrize("activation", ACTIVATIONS)
@tried("batch_size", [1, 3], [3])
def test_activations(same, activation, batch_size):
    """In hidden layers and at the end."""
    same(document(layer(3, activation), layer(4, activation, bias="shared"), layer(2, activation), batch_size=batch_size,
                  optimizer={"name": "sgd", "learning_rate": 0.1}))


@pytest.mark.parametrize("loss", LOSSES)
@tried("batch_size", [1, 3], [1])
def test_losses(same, loss, batch_size):
    """After the last layer that they are made for."""
    last = "linear" if LOSSES.make(loss).on_nets else "softmax"
    same(document(layer(), layer(2, last), loss=loss, optimizer={"name": "sgd", "learning_rate": 0.01}, batch_size=batch_size))


SETTINGS = [{"name": "sgd", "learning_rate": 0.0}, {"name": "sgd", "momentum": 0.9}, {"name": "sgd", "momentum": 0.9, "nesterov": True},
            {"name": "sgd", "weight_decay": 0.01}, {"name": "sgd", "weight_decay": 0.01, "momentum": 0.5, "nesterov": True},
            {"name": "adagrad", "initial_accumulator": 0.1, "weight_decay": 0.01}, {"name": "rmsprop", "centered": True},
            {"name": "rmsprop", "centered": True, "momentum": 0.9, "weight_decay": 0.1}, {"name": "adam", "weight_decay": 0.01}]


@pytest.mark.parametrize("optimizer", [*[{"name": name} for name in OPTIMIZERS], *SETTINGS], ids=lambda given: "-".join(map(str, given.values())))
@tried("batch_size", [1, 2], [2])
def test_optimizers(same, optimizer, batch_size):
    """With all that they remember."""
    same(document(layer(bias="shared"), layer(2), optimizer=optimizer, batch_size=batch_size))


@tried("pair", [*product(BIASES, BIASES)], [*zip(BIASES, BIASES[1:] + BIASES[:1])])
def test_biases(same, pair):
    """Own, shared, none; trained or frozen, in every combination in which something learns."""
    first, last = pair
    made = document(layer(**first), layer(2, **last), optimizer={"name": "sgd", "momentum": 0.9})
    if steps_in_python(neurosim.load(made).trainer, 1, True):
        same(made)
        same({**made, "training": {"steps": 9, "batch_size": "all"}})
    else:
        assert not any(each.get("train_weights", True) or each.get("train_bias", True) and each.get("bias") != "none" for each in pair)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("reduction", REDUCTIONS)
@tried("batch_size", [2, "all", 1, 4], [2, "all"])
@pytest.mark.parametrize("dropout", [0.0, 0.5])
def test_batches(same, order, reduction, batch_size, dropout):
    """Epochs that do not come out even, and chance, which has its say in the same order."""
    made = document(layer(4, dropout=dropout), layer(3, "sigmoid", dropout=dropout / 2), layer(2, "softmax"), loss="kl_divergence",
                    optimizer="adam", order=order, reduction=reduction, batch_size=batch_size)
    same(made)
    same(made, 101)


NORMALIZED = [{"normalize": "batch"}, {"normalize": "layer"}, {"normalize": "batch", "bias": "none", "train_weights": False},
              {"normalize": {"name": "batch", "momentum": 0.3, "train_scales": False}, "bias": "shared"},
              {"normalize": {"name": "layer", "eps": 0.1, "scales": [2.0, 0.5, -1.0]}, "train_bias": False}]


BATCHES = [{"batch_size": "all"}, {"batch_size": 3, "order": "shuffled", "reduction": "sum"}, {"batch_size": 2, "order": "random"}]


@tried("pair", [*product(NORMALIZED, BATCHES)], [*zip(NORMALIZED, cycle(BATCHES))])
def test_normalization(same, pair):
    """Over the samples of a batch, of one size or of several, or over the neurons; and running means, which go on."""
    normalized, batches = pair
    made = document(layer(3, **normalized), layer(4, normalize="layer"), layer(2, "softmax"), optimizer="adam", **batches)
    same(made)
    same(made, 101)


@tried("widths", [[2], [1, 2], [3, 1, 4, 2], [120, 2], [2, 130, 2]], [[3, 1, 4, 2], [2, 130, 2]])
def test_shapes(same, widths):
    """No hidden layer, one neuron, many layers, sums of more than a hundred terms there and back."""
    same(document(*map(layer, widths)), 7)


def test_many_inputs(same):
    """Sums of several hundred terms, and more names than Python reaches fast."""
    made = document(layer(3, bias="shared"), layer(2, "softmax"))
    made["inputs"], made["samples"] = 350, [{"inputs": [0.001 * i * (-1) ** i for i in range(350)], "targets": [0.25, 0.75]}]
    same(made, 5)


def test_saturated(same):
    """Beyond the range of exp, where a formula has infinity on its way."""
    for activation in ("sigmoid", "softplus", "elu", "selu", "silu", "gelu", "softsign"):
        if activation in ACTIVATIONS:
            made = document(layer(3, activation, weights=[[900.0, -900.0], [709.75, 0.0], [-709.75, 0.0]]), layer(2, "sigmoid"),
                            optimizer={"name": "sgd", "learning_rate": 1e-9})
            made["samples"] = [{"inputs": inputs, "targets": [0.2, 0.8]} for inputs in ([1.0, -1.0], [-1.0, 1.0], [1.0, 1.0], [-1.0, 0.0])]
            same(made, 9)


@pytest.mark.parametrize("name", ["worked-example", "xor"])
def test_built_in(engine, name):
    """By default, too, with the errors on the way, and with runs that follow each other."""
    runs = [neurosim.load(name) for _ in range(3)]
    for steps in (1200, 1, 2, 777):
        results = [run.train(steps, engine=wanted).to_dict() for run, wanted in zip(runs, ("neurons", engine, None))]
        assert results[0] == results[1] == results[2]
        assert seen(runs[0]) == seen(runs[1]) == seen(runs[2])


def test_every_built_in_can_be_unrolled():
    """There is none that falls back."""
    from neurosim.examples import CATALOGUE
    for name in CATALOGUE:
        experiment = neurosim.load(name)
        assert isinstance(steps_in_python(experiment.trainer, experiment.steps, True), StraightSteps)
        runs = [neurosim.load(name) for _ in range(2)]
        assert runs[0].train(30, unrolled=False).to_dict() == runs[1].train(30, unrolled=True).to_dict()
        assert seen(runs[0]) == seen(runs[1])
