"""The trainer: one way to take steps, whoever asks for them; and nothing that a question does not need."""

import copy
import json
import math

import pytest

import neurosim
from neurosim.core.guard.errors import Diverged, NeurosimError
from neurosim.core.network import NeuralNetwork
from neurosim.examples import path_of
from neurosim.examples.lookup import document_of
from neurosim.training import divergence
from neurosim.training.state import state_of
from neurosim.training.straight_steps import StraightSteps
from neurosim.training.trainer import Trainer

LINE = {"format": "neurosim-experiment", "version": 1, "seed": 1, "inputs": 1,
        "layers": [{"activation": "linear", "weights": [[1.0]], "bias": "none"}], "training": {"steps": 5000},
        "optimizer": {"name": "sgd", "learning_rate": 2.2}, "samples": [{"inputs": [1.0], "targets": [0.0]}]}


def trainer(document="xor", **changes):
    with open(path_of(document), encoding="utf-8") as file:
        return Trainer(document_of({**json.load(file), "seed": 3, **changes}))


# A trace of the first step.

@pytest.fixture
def calls(monkeypatch):
    """The steps that are taken, and the objects that are copied, as they come."""
    found, learn, deepcopy = [], NeuralNetwork.learn, copy.deepcopy

    def counted(network, *arguments):
        found.append("learn")
        return learn(network, *arguments)

    def copied(thing, *memo):
        found.append(type(thing).__name__)
        return deepcopy(thing, *memo)
    monkeypatch.setattr(NeuralNetwork, "learn", counted)
    monkeypatch.setattr(Trainer, "__deepcopy__", lambda *_: pytest.fail("the trainer was copied"))
    monkeypatch.setattr(Trainer, "run_steps", lambda *_: pytest.fail("steps were taken before"))
    monkeypatch.setattr(divergence, "state_of", lambda *_: pytest.fail("somebody looked whether all is well"))
    return found


@pytest.mark.parametrize("name", ["worked-example", "xor", "curve"])
def test_a_trace_of_the_first_step_takes_that_step(calls, name):
    """On a copy of the network, in floats; and nothing before it."""
    experiment = neurosim.load(name, seed=1)
    experiment.trace()
    experiment.explain("w1", sample=0)
    assert ["learn", "learn"] == calls


@pytest.mark.parametrize("order", ["given", "shuffled", "random"])
@pytest.mark.parametrize("dropout", [0.0, 0.5])
def test_a_trace_leaves_chance_alone(order, dropout):
    """What it draws, the order of samples and the neurons that are left out, is what the step draws."""
    layers = [{"neurons": 3, "dropout": dropout}, {"neurons": 1}]
    ours = trainer(layers=layers, training={**document_of("xor")["training"], "order": order, "batch_size": 3})
    ours.take(5)
    before = state_of(ours)
    trace = ours.trace()
    assert before == state_of(ours)
    ours.take(1)
    assert [trace[f"{name}_new"] for name in ("w1", "w6", "b4")] == [
        ours.network.layers[0].neurons[0].weights[0], ours.network.layers[0].neurons[2].weights[1], ours.network.layers[1].biases[0]]


def test_a_trace_has_a_network_of_its_own():
    """What is trained afterwards is another one."""
    ours = trainer("worked-example")
    trace = ours.trace()
    ours.take(3)
    assert 0.4 == trace.network.layers[1].neurons[0].weights[0] != ours.network.layers[1].neurons[0].weights[0]


# Steps.

def test_take_is_as_many_steps_as_run_steps():
    """And it returns the state before them."""
    ours, theirs = trainer(), trainer()
    first = state_of(ours)
    assert first == ours.take(750)
    theirs.run_steps(1), theirs.run_steps(749)
    assert state_of(theirs) == state_of(ours)


@pytest.mark.parametrize("rate", [2.2, 5.0, 40.0])
@pytest.mark.parametrize("steps", [4000, 5000])
def test_take_stops_before_the_first_bad_step(rate, steps):
    """w = (1 - rate)^n after n steps. E = w² / 2 is beyond a double half way; what ends it is rate · w, which is taken off w."""
    ours = Trainer(document_of({**LINE, "optimizer": {"name": "sgd", "learning_rate": rate}}))
    last = next(n for n in range(5000) if math.log2(rate) + n * math.log2(abs(1 - rate)) >= 1024)
    with pytest.raises(Diverged, match=f"^diverged at step {last + 1}: w1_new = -?inf$"):
        ours.take(steps)
    assert last == ours.steps_taken and math.isclose((1 - rate) ** last, ours.network.layers[0].neurons[0].weights[0], rel_tol=1e-9)


@pytest.mark.parametrize("ask, steps", [
    (lambda experiment: neurosim.sweep(experiment, seeds=1, steps=1500, jobs=1, solved_below=0.0), 1500),
    (lambda experiment: experiment.landscape(["w1", "w2"], steps=1500, points=2), 1500),
    (lambda experiment: experiment.lab([], steps=1500), 1500),
    (lambda experiment: experiment.trace(step=1501), 1500),
    (lambda experiment: experiment.train(1500), 1500),
])
def test_whoever_asks_for_many_steps_has_them_taken_at_once(monkeypatch, ask, steps):
    """However few it asks for at a time; but for the first in a laboratory, which looks at each milestone, and the last of a run."""
    found, run_steps = [], StraightSteps.run_steps
    monkeypatch.setattr(StraightSteps, "run_steps", lambda *arguments: found.append(run_steps(*arguments)) or found[-1])
    ask(neurosim.load("xor", seed=36))
    assert 0.9 * steps <= sum(found) <= steps


def test_a_straight_function_is_handed_over(monkeypatch):
    """Then nobody asks again whether there is one."""
    ours, theirs = trainer(), trainer()
    straight = ours.straight_for(600)
    monkeypatch.setattr(Trainer, "straight_for", lambda *_: pytest.fail("asked again"))
    ours.take(300, straight)
    monkeypatch.undo()
    theirs.take(300)
    assert state_of(theirs) == state_of(ours)


def test_what_else_ends_the_steps():
    """A sample that cannot be learnt from: the steps before it are taken, and it is said."""
    ours = trainer(training={**document_of("xor")["training"], "order": "given", "batch_size": 1})
    ours.samples = [*ours.samples[:3], ([0.0], [1.0])]
    with pytest.raises(NeurosimError, match="inputs: expected 2 numbers"):
        ours.take(600)
    assert 3 == ours.steps_taken


def test_copies_go_their_own_way():
    """A copy goes on as the trainer does, which stays as it is."""
    ours = trainer()
    ours.take(600)
    other, before = copy.deepcopy(ours), state_of(ours)
    other.take(600)
    assert before == state_of(ours)
    ours.take(600)
    assert state_of(ours) == state_of(other)


# The front door.

@pytest.mark.parametrize("name", ["network", "samples", "seed", "random", "batches", "reduction", "steps_taken", "document", "name", "training"])
def test_an_experiment_has_what_its_trainer_has(name):
    """To be read, and to be set."""
    experiment, other = neurosim.load("xor", seed=1), neurosim.load("worked-example", seed=2)
    assert getattr(experiment.trainer, name) is getattr(experiment, name)
    setattr(experiment, name, getattr(other, name))
    assert getattr(other, name) is getattr(experiment.trainer, name)


def test_a_result_says_whose_it_is():
    """An experiment, that can be asked further."""
    experiment = neurosim.load("worked-example")
    assert experiment is experiment.train(2).experiment is experiment.lab(["ascent"], steps=1).experiment
    surface = experiment.landscape(["w5", "w6"], steps=3, points=2)
    assert (5, "w5_new") == (surface.experiment.steps_taken, surface.experiment.explain("w5_new").goal)
    result = neurosim.sweep("xor", seeds=1, steps=10)
    assert ["Experiment"] * 2 == [type(each).__name__ for each in (result.experiment, result.load(result.runs[0]))]
