"""Any past step: replayed from kept states, it is what an instrumented copy saw at the time."""

import tracemalloc
from copy import deepcopy

import pytest

import neurosim
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.guard.errors import Diverged, NeurosimError
from neurosim.core.losses import LOSSES
from neurosim.explain.notation import PYTHON
from neurosim.explain.codegen.replayed import ProgramTrace
from neurosim.practice.mistakes import spoilt
from neurosim.training import history as module
from neurosim.training.replay import traced_steps, instrumented_steps

HEAD = {"format": "neurosim-experiment", "version": 1, "inputs": 2, "seed": 1}
XOR = {**HEAD, "layers": [{"neurons": 2}, {"neurons": 1}],
       "samples": [{"inputs": [a, b], "targets": [a ^ b]} for a in (0, 1) for b in (0, 1)],
       "training": {"steps": 25, "order": "shuffled", "batch_size": 3}}
OPTIMIZERS = [
    {"name": "sgd"}, {"name": "sgd", "momentum": 0.9, "weight_decay": 0.01}, {"name": "sgd", "momentum": 0.9, "nesterov": True},
    {"name": "adagrad", "initial_accumulator": 0.1}, {"name": "rmsprop", "centered": True, "momentum": 0.5, "weight_decay": 0.1},
    {"name": "adam"}, {"name": "adam", "weight_decay": 0.1}]
DROPS = [{"neurons": 3, "dropout": 0.5}, {"neurons": 2, "bias": "shared", "activation": "tanh", "dropout": 0.25},
         {"neurons": 1, "train_bias": False}]
NORMALIZED = [{"neurons": 3, "normalize": "batch"}, {"neurons": 2, "normalize": "layer", "bias": "none"}, {"neurons": 1}]
FROZEN = [{"neurons": 2, "train_weights": False, "bias": "none"}, {"neurons": 1, "bias": "shared"}]


def training(order="given", batch_size=1, **fields):
    return {**XOR, "training": {"steps": 25, "order": order, "batch_size": batch_size}, **fields}


def numbers(trace):
    """All there is to see of a step but its formulas."""
    return trace.title, trace.step, trace.places, trace.batch, trace.to_dict()


def formulas(trace):
    return [(q.name, q.kind, q.owner, q.is_given, repr(q.value), PYTHON.write(q.expression.body)) for q in trace.quantities.values()]


def watched(experiment, steps):
    """The traces of an instrumented copy, step by step."""
    return list(instrumented_steps(deepcopy(experiment.trainer), steps))


EXPERIMENTS = [
    *[training("shuffled", 3, optimizer=optimizer) for optimizer in OPTIMIZERS],
    *[training(order, batch_size, optimizer={"name": "adam"}) for order in ("given", "random") for batch_size in (1, 3, "all")],
    *[training("random", 3, layers=DROPS, optimizer=optimizer) for optimizer in OPTIMIZERS[:2]],
    training("shuffled", 1, layers=DROPS), training(layers=FROZEN, optimizer={"name": "adam"}),
    training("random", 2, layers=[*FROZEN[:1], {"neurons": 2, "activation": "softmax"}], loss="sparse_categorical_cross_entropy"),
    training("shuffled", 2, layers=NORMALIZED, optimizer={"name": "adam"}), training("random", 3, layers=NORMALIZED),
]


QUICK = (1, 16)    # momentum, frozen
SOME_SLOW = [pytest.param(document, marks=[pytest.mark.slow] * (place not in QUICK)) for place, document in enumerate(EXPERIMENTS)]


@pytest.mark.parametrize("document", SOME_SLOW)
def test_a_replayed_step_is_the_step(document):
    """Every step of a run, whatever the optimizer, the order and the dropout, is what an instrumented copy of it showed."""
    experiment = neurosim.load(document)
    expected = watched(experiment, 25)
    experiment.train(25)
    assert [numbers(trace) for trace in expected] == [numbers(trace) for trace in experiment.history]
    for step in (1, 2, 17, 25):
        assert formulas(expected[step - 1]) == formulas(experiment.history.at(step))


@pytest.mark.parametrize("document", SOME_SLOW)
def test_a_program_is_the_step(document):
    """Traces by program, on the way and ahead, have the names, order, bits and formulas of watched ones."""
    experiment, seen = neurosim.load(document), []
    expected, ahead = watched(experiment, 13), list(experiment.traces(1, 13))
    experiment.train(13, watch=seen.append)
    for trace, *others in zip(expected, ahead, seen):
        for other in others:
            assert type(other) is ProgramTrace
            assert numbers(trace) == numbers(other)
            assert formulas(trace) == formulas(other)


@pytest.mark.parametrize("activation", list(ACTIVATIONS))
@pytest.mark.slow
def test_programs_know_every_activation(activation):
    """The formulas of every activation come to the same bits as a program."""
    layers = [{"neurons": 3, "activation": activation}, {"neurons": 2, "activation": activation}]
    same_by_program(neurosim.load({**XOR, "layers": layers, "samples": [
        {"inputs": [0.3, -2.0], "targets": [0.25, 0.75]}, {"inputs": [-0.5, 1.5], "targets": [0.5, 0.5]}]}))


@pytest.mark.parametrize("loss", list(LOSSES))
@pytest.mark.slow
def test_programs_know_every_loss(loss):
    """The same for every loss."""
    made = LOSSES.make(loss)
    targets = {"hinge": [1, -1], "squared_hinge": [1, -1], "sparse_categorical_cross_entropy": [1]}.get(loss, [0.25, 0.75])
    last = "linear" if made.on_nets else "softmax" if made.way_out or "categorical" in loss else "sigmoid"
    layers = [{"neurons": 3}, {"neurons": 2, "activation": last}]
    same_by_program(neurosim.load({**XOR, "layers": layers, "loss": loss, "samples": [{"inputs": [0.3, -2.0], "targets": targets}]}))


def same_by_program(experiment):
    for trace, other in zip(watched(experiment, 6), traced_steps(deepcopy(experiment.trainer), 6)):
        assert type(other) is ProgramTrace
        assert formulas(trace) == formulas(other)


@pytest.mark.slow
def test_long_sums_are_split():
    """A net of 784 terms is no formula for one line of Python, and a step too large is watched."""
    inputs = [place / 784.0 for place in range(784)]
    wide = {**HEAD, "inputs": 784, "layers": [{"neurons": 1}], "samples": [{"inputs": inputs, "targets": [1]}]}
    same_by_program(neurosim.load(wide))
    large = neurosim.load({**wide, "layers": [{"neurons": 12}, {"neurons": 1}]})
    assert [1, 2, 3, 4, 5] == [trace.step for trace in large.traces(1, 5) if type(trace) is not ProgramTrace]


def test_a_spoilt_network_is_watched():
    """What is not the core's own may do something else in each step."""
    experiment = spoilt(neurosim.load("worked-example"), "bias_trained_later")
    expected = [trace["b1_new"] for trace in watched(experiment, 8)]
    experiment.train(8)
    assert [(step, value) for step, value in enumerate(expected, 1)] == experiment.history.path("b1_new")


# Questions.

def test_the_published_path_of_w5():
    """Before the first step and after it, as the worked example is published."""
    experiment = neurosim.load("worked-example")
    experiment.train(2)
    history = experiment.history
    assert [(1, 0.4), (2, pytest.approx(0.35891648, abs=5e-9))] == history.path("w5")
    assert [(1, pytest.approx(0.298371109, abs=5e-10)), (2, pytest.approx(0.291027774, abs=5e-10))] == history.errors
    assert (2, [1, 2], range(1, 3)) == (len(history), [trace.step for trace in history], history.steps)
    assert pytest.approx(0.082167041, abs=5e-10) == history.at(1)["∂E/∂w5"]
    assert "History(2 steps)" == repr(history)


def test_paths_and_firsts_as_a_loop_finds_them():
    """The same questions, put to the network after each of its steps."""
    experiment, by_hand = neurosim.load("xor", seed=1), neurosim.load("xor", seed=1)
    experiment.train(2500)
    weights = [by_hand.network.layers[0].neurons[2].weights[0]]
    for _ in range(2500):
        by_hand.trainer.run_steps(1)
        weights.append(by_hand.network.layers[0].neurons[2].weights[0])
    history = experiment.history
    assert list(enumerate(weights[:-1], 1)) == history.path("w5")
    assert list(enumerate(weights[1:], 1)) == history.path("w5+")
    turn = next(step for step in range(1, 2501) if weights[step - 1] * weights[step] < 0.0)
    assert turn == history.first(lambda step: step["w5"] * step["w5_new"] < 0.0).step
    assert history.first(lambda step: step["w5"] > 1000.0) is None
    assert {0, 1000, 2000} == set(history.kept)
    assert weights[2099] == history.at(2100).explain("w5_new").trace["w5"]


def test_a_name_that_only_some_steps_have():
    """The last batch of an epoch is smaller; a name that no step has is unknown."""
    experiment = neurosim.load(training(batch_size=3))
    experiment.train(4)
    assert [1, 3] == [step for step, _ in experiment.history.path("net_h1_s3")]
    assert [2, 4] == [step for step, _ in experiment.history.path("net_h1")]
    with pytest.raises(NeurosimError, match="unknown name 'net_h1_s4'"):
        experiment.history.path("net_h1_s4")


@pytest.mark.parametrize("step", [0, 26, -1, 1.0, True, "1"])
def test_steps_that_are_not_there(step):
    """Steps count from 1; there is none before the first, and none after the last."""
    experiment = neurosim.load(training())
    experiment.train(25)
    with pytest.raises(NeurosimError, match="^step: expected"):
        experiment.history.at(step)


def test_what_is_no_function():
    """It is said before anything is done."""
    experiment = neurosim.load(training())
    with pytest.raises(NeurosimError, match="^watch: expected a function of a trace, got 3$"):
        experiment.train(5, watch=3)
    assert 0 == experiment.steps_taken
    with pytest.raises(NeurosimError, match="^condition: expected a function of a trace, got 'w5'$"):
        experiment.history.first("w5")


def test_before_training():
    """A history without steps is empty, and says what to do."""
    history = neurosim.load("xor").history
    assert (0, [], [], [], None) == (len(history), list(history), history.errors, history.path("w5"), history.first(bool))
    with pytest.raises(NeurosimError, match="^step: no step has been taken yet: train first$"):
        history.at(1)


# Where a history begins.

def test_it_goes_on_from_run_to_run():
    """Two runs of 10 steps are one of 20."""
    whole, parts = neurosim.load(XOR), neurosim.load(XOR)
    whole.train(20)
    parts.train(10)
    parts.train(10)
    assert 20 == len(parts.history)
    assert list(map(numbers, whole.history)) == list(map(numbers, parts.history))


@pytest.mark.parametrize("change", [
    lambda experiment: experiment.network.train([0.0, 1.0], [1.0]),
    lambda experiment: setattr(experiment.network.optimizer, "learning_rate", 0.1),
    lambda experiment: setattr(experiment.network.layers[0], "train_bias", False),
    lambda experiment: experiment.samples.reverse(),
    lambda experiment: experiment.random.random(),
])
def test_it_begins_anew_where_somebody_had_a_hand_in_it(change):
    """What was trained before the change would not be what comes of a replay after it."""
    experiment = neurosim.load(XOR)
    experiment.train(10)
    before = numbers(experiment.history.at(7))
    change(experiment)
    assert before == numbers(experiment.history.at(7))
    expected = watched(experiment, 10)
    experiment.train(10)
    assert range(11, 21) == experiment.history.steps
    assert list(map(numbers, expected)) == list(map(numbers, experiment.history))


def test_scales_frozen_while_watched():
    """Each trace is of the step that is taken: scales stay where they are while they are frozen."""
    experiment, seen = neurosim.load("batch-normalization"), []
    hidden = experiment.network.layers[0]

    def watch(trace):
        seen.append(trace)
        hidden.train_scales = len(seen) % 2 == 0    # from the step after this trace on
    experiment.train(4, watch=watch)
    for step, moves in enumerate([True, False, True, False]):
        assert moves == (seen[step]["g1_new"] != seen[step]["g1"]), step


def test_scales_frozen_by_hand():
    """Steps in which scales moved cannot be taken again where they are frozen since."""
    experiment = neurosim.load("batch-normalization")
    experiment.train(10)
    experiment.network.layers[0].train_scales = False
    with pytest.raises(NeurosimError, match="^history: settings or samples were changed by hand since"):
        experiment.history.at(7)


def test_changed_before_anybody_asked():
    """What the steps were taken with is not there any more."""
    experiment = neurosim.load(XOR)
    experiment.train(10)
    experiment.network.optimizer.learning_rate = 0.1
    with pytest.raises(NeurosimError, match="^history: settings or samples were changed by hand since, so the steps cannot be taken again$"):
        experiment.history.at(7)
    experiment.train(10)
    assert 11 == experiment.history.at(11).step


def test_it_begins_at_a_checkpoint(tmp_path):
    """A resumed run has the steps since."""
    path, experiment = str(tmp_path / "run.json"), neurosim.load(XOR)
    experiment.train(12, checkpoint=path)
    resumed = neurosim.load(XOR)
    resumed.resume(path, 25)
    experiment.train(13)
    assert range(13, 26) == resumed.history.steps
    assert numbers(experiment.history.at(25)) == numbers(resumed.history.at(25))


WILD = {**HEAD, "inputs": 1, "layers": [{"neurons": 2, "activation": "linear"}, {"neurons": 1, "activation": "linear"}],
        "optimizer": {"name": "sgd", "learning_rate": 1.5}, "samples": [{"inputs": [2], "targets": [1]}, {"inputs": [-2], "targets": [1]}],
        "training": {"steps": 1000, "order": "shuffled"}}


def test_a_run_that_diverged():
    """It has the steps up to there; and whoever looks ahead, one step or all of them, is told the same."""
    experiment = neurosim.load(WILD)
    with pytest.raises(Diverged) as found:
        experiment.train()
    step = int(str(found.value).split(":")[0].removeprefix("diverged at step "))
    assert 1 < step < 100
    assert range(1, step) == experiment.history.steps
    assert step - 1 == experiment.history.at(step - 1).step
    for ahead in (lambda: neurosim.load(WILD).trace(step=900), lambda: list(neurosim.load(WILD).traces(1, 900))):
        with pytest.raises(Diverged, match=f"^diverged at step {step}: "):
            ahead()


# What it costs.

def test_kept_states_are_bounded(monkeypatch):
    """However long a run is: every other state goes, and every step can still be had."""
    monkeypatch.setattr(module, "STRIDE", 100)
    monkeypatch.setattr(module, "MOST_BYTES", 40_000)
    experiment = neurosim.load(XOR)
    experiment.train(37)
    ahead = deepcopy(experiment)
    ahead.trainer.run_steps(2999)
    experiment.train(3000)
    history = experiment.history
    assert history.bytes == sum(map(len, history.kept.values())) <= 40_000
    assert 4 <= len(history.kept) <= 12
    assert 0 in history.kept
    assert [1, 38, 1234, 3037] == [history.at(step).step for step in (1, 38, 1234, 3037)]
    assert ahead.trace().rows() == history.at(3037).rows()


def test_a_history_is_small():
    """A few bytes a step."""
    experiment = neurosim.load("xor", seed=1)
    experiment.train(5000)
    assert experiment.history.bytes < 5 * 5000


@pytest.mark.slow
def test_streams_take_constant_memory():
    """Three thousand traces, looked at one by one, need no more than three hundred."""
    def peak(steps):
        experiment = neurosim.load("xor", seed=1)
        tracemalloc.start()
        for trace in experiment.traces(1, steps):
            trace.rows()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most
    assert peak(300) * 1.2 > peak(3000)


def test_training_is_not_touched():
    """What is asked of the history changes nothing about the run that goes on."""
    asked, other = neurosim.load(XOR), neurosim.load(XOR)
    asked.train(10), other.train(10)
    asked.history.path("w1"), asked.history.at(3).explain("w1"), deepcopy(asked).train(5)
    assert other.train(10).to_dict() == asked.train(10).to_dict()
