"""When the straight function takes the steps, and when the neurons do; and that nothing else is to be seen of it."""

import gc
import json
import math
import signal
import sys

import pytest

import neurosim
from neurosim.core.activations import Activation
from neurosim.core.guard.errors import Diverged, NeurosimError
from neurosim.core.layer import NeuronLayer
from neurosim.core.losses import LOSSES
from neurosim.core.network import NeuralNetwork
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.core.training import Batches
from neurosim.examples import path_of
from neurosim.explain.codegen.replayed import ProgramTrace
from neurosim.training import replay
from neurosim.training.state import state_of
from neurosim.training import straight_steps as taking
from neurosim.training.straight_steps import steps_in_python


def experiment(name="xor", **changes):
    return neurosim.load({**document_of(name), **changes})


def document_of(name):
    with open(path_of(name), encoding="utf-8") as file:
        return {**json.load(file), "seed": 3}


def growing(rate, target=0.0, **training):
    """The error grows by a factor each step until it is beyond a float, long before the weight is."""
    return {"format": "neurosim-experiment", "version": 1, "seed": 1, "inputs": 1,
            "layers": [{"activation": "linear", "weights": [[1.0]], "bias": "none"}],
            "optimizer": {"name": "sgd", "learning_rate": rate}, "samples": [{"inputs": [1.0], "targets": [target]}],
            "training": {"steps": 5000, **training}}


UNDEFINED = {"inputs": 1, "layers": [{"neurons": 1, "activation": "sigmoid", "weights": [[-700.0]], "biases": [0]}],
             "loss": "binary_cross_entropy", "optimizer": {"name": "sgd", "learning_rate": 1.0},
             "samples": [{"inputs": inputs, "targets": targets} for inputs, targets in (([1.0], [0.0]), ([-1e-3], [1.0]), ([1.1], [1.0]))],
             "training": {"steps": 900, "order": "given"}}


# Whether.

def test_where_it_pays(monkeypatch):
    """By itself from 500 samples on, up to 25,000 weights, and in CPython; or as one wishes."""
    def asked(*arguments):
        return steps_in_python(experiment().trainer, *arguments)
    assert asked(500) and not asked(499)
    assert asked(1, True) and not asked(10**6, False)
    weights = taking.size(experiment().network)
    monkeypatch.setattr(taking, "MOST_WEIGHTS", weights)
    assert asked(500)
    monkeypatch.setattr(taking, "MOST_WEIGHTS", weights - 1)
    assert not asked(500) and asked(500, True)
    monkeypatch.undo()
    monkeypatch.setattr(sys.implementation, "name", "pypy")
    assert not asked(500) and asked(500, True)


def test_it_is_printed_once(monkeypatch):
    """What was printed is kept for the next steps, few as they may be."""
    ours, printed, real = experiment().trainer, [], taking.source
    monkeypatch.setattr(taking, "source", lambda *arguments: printed.append(1) or real(*arguments))
    first = steps_in_python(ours, 500)
    for _ in range(3):
        ours.take(100)
    assert steps_in_python(ours, 10) is first and steps_in_python(ours, 9) is None and [1] == printed


@pytest.mark.parametrize("change", [
    lambda ours: setattr(ours.network.layers[0], "train_bias", False),
    lambda ours: setattr(ours, "reduction", "sum"),
    lambda ours: setattr(ours, "samples", [*ours.samples[:3], ([1.0, 1.0], [0.25])]),
    lambda ours: ours.samples[3][1].__setitem__(0, 0.25),
    lambda ours: setattr(ours, "batches", Batches(4, 3, "random", ours.random)),
    lambda ours: setattr(ours, "network", NeuralNetwork.build(2, 3, 1, seed=5)),
    lambda ours: setattr(ours.network, "optimizer", OPTIMIZERS.make("adam")),
    lambda ours: setattr(ours.network.optimizer, "learning_rate", 0.25),
    lambda ours: setattr(ours.network, "loss", LOSSES.make("squared_error")),
    lambda ours: setattr(ours.network.layers[1].neurons[0], "weights", [0.5] * 5),
    lambda ours: twice(ours.network),
])
def test_not_beyond_a_change(change):
    """Shape, settings, samples, methods: whatever is another one by now, the next steps are taken with it."""
    ours, theirs = (experiment(training={"steps": 600, "order": "given", "batch_size": 2}).trainer for _ in range(2))
    steps_in_python(ours, 500)
    ours.take(20)
    theirs.take(20)
    for each in (ours, theirs):
        change(each)
        each.take(30)
    assert theirs.straight is None and state_of(theirs) == state_of(ours)


def test_a_large_network_is_not_printed(monkeypatch):
    """160-160-2 has more than 25,000 weights: not a line is printed."""
    monkeypatch.setattr(taking, "source", lambda *_: pytest.fail("printed"))
    large = experiment(inputs=160, layers=[{"neurons": 160}, {"neurons": 2}], samples=[{"inputs": [0.5] * 160, "targets": [0, 1]}],
                       training={"steps": 1000})
    assert 25_000 < taking.size(large.network)
    assert steps_in_python(large.trainer, 1000) is None


class OtherLayer(NeuronLayer):
    """Somebody's own."""


def other_layer(network):
    network.layers[0].__class__ = OtherLayer


def other_neuron(network):
    network.layers[0].neurons[1].f = lambda net: net


def another_rate_each_step(network):
    """A method of one object alone."""
    optimizer, step = network.optimizer, network.optimizer.step

    def slower(*arguments):
        optimizer.learning_rate *= 0.999
        step(*arguments)
    optimizer.step = slower


def twice(network):
    once = network.learn
    network.learn = lambda *arguments: [once(*arguments) for _ in range(2)]


def by_somebody(network):
    """A function that asks for more than a formula can say."""
    layer = network.layers[0]
    layer.activation = Activation(lambda net: math.sin(net) if net > 0 else net, lambda net, out: math.cos(net) if net > 0 else 1.0)
    for neuron in layer.neurons:
        neuron.activation, neuron.f, neuron.slope = layer.activation, layer.activation.f, layer.activation.slope


def whole_number(network):
    network.layers[0].neurons[0].weights[0] = 1


def bias_of_its_own(network):
    network.layers[0].bias = "shared"


@pytest.mark.parametrize("spoil", [other_layer, other_neuron, another_rate_each_step, twice, by_somebody, whole_number,
                                   bias_of_its_own])
def test_what_is_not_the_textbook(spoil):
    """It is taken neuron by neuron, even where one wishes otherwise, and comes to what it came to."""
    ours, theirs = experiment(), experiment()
    for each in (ours, theirs):
        each.network.layers[0].neurons[0].bias = 0.25
        spoil(each.network)
    assert steps_in_python(ours.trainer, 600, True) is None
    assert theirs.train(600, unrolled=False).to_dict() == ours.train(600, unrolled=True).to_dict()


def test_another_textbook(monkeypatch):
    """A method put into a class of the core is heard, too."""
    learn, learnt = NeuralNetwork.learn, []
    monkeypatch.setattr(NeuralNetwork, "learn", lambda *arguments: (learnt.append(1), learn(*arguments)))
    experiment().train(600)
    assert len(learnt) == 600


class OtherBatches(Batches):
    def __next__(self):
        return [0]


class OtherSamples(list):
    def __getitem__(self, place):
        return super().__getitem__(0)


@pytest.mark.parametrize("part, kind", [("batches", OtherBatches), ("samples", OtherSamples)])
def test_samples_that_somebody_else_chooses(part, kind):
    ours, theirs = experiment(), experiment()
    for each in (ours, theirs):
        setattr(each, part, kind(len(each.samples)) if part == "batches" else kind(each.samples))
    assert ours.train(600).to_dict() == theirs.train(600, unrolled=False).to_dict()


@pytest.mark.parametrize("wanted", [False, True])
def test_an_error_beyond_a_double_long_before_a_weight(wanted):
    """w = (-4)^n after n steps. w² is beyond a double from n = 256 on, which ends nothing; 5 w is from n = 511 on, and is taken off w."""
    ours = neurosim.load(growing(5.0))
    with pytest.raises(Diverged, match="diverged at step 512: w1_new = inf"):
        neurosim.load(growing(5.0)).trace(step=3000)
    with pytest.raises(Diverged, match="diverged at step 512: w1_new = inf"):
        ours.train(unrolled=wanted)
    assert ours.steps_taken == 511 and ours.network.layers[0].neurons[0].weights == [-4.0 ** 511]
    assert len(ours.history) == 511 and ours.history.path("w1")[-1] == (511, 4.0 ** 510)
    assert [2.0 ** 1019, math.inf] == [error for step, error in ours.history.errors if step in (256, 257)]


@pytest.mark.parametrize("count", [3, 5])
@pytest.mark.parametrize("order", ["given", "shuffled", "random"])
def test_samples_added_or_taken_away(order, count):
    """The batches are still drawn from four: it is said, whoever takes the steps."""
    for wanted in (False, None, True):
        ours = experiment(training={"steps": 600, "order": order})
        ours.samples = (ours.samples * 2)[:count]
        with pytest.raises(NeurosimError, match=f"^samples: expected 4, as many as the batches are drawn from, got {count}$"):
            ours.train(unrolled=wanted)
        assert 0 == ours.steps_taken
    with pytest.raises(NeurosimError, match="^samples: expected 4"):
        ours.trace()


@pytest.mark.parametrize("order", ["given", "random"])
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_a_batch_greater_than_all_samples(reduction, order):
    """Three of one sample: once as it is given, three times where it is drawn; the same weights as by the neurons."""
    def trained(by):
        return experiment(samples=[{"inputs": [0.0, 1.0], "targets": [1.0]}],
                          training={"steps": 30, "batch_size": 3, "order": order, "reduction": reduction}).train(engine=by).parameters()
    assert trained("neurons") == trained("python")


@pytest.mark.parametrize("wanted", [0, 1, "yes", []])
def test_neither_yes_nor_no(wanted):
    """0 is no False."""
    with pytest.raises(NeurosimError, match="^unrolled: expected true or false, got "):
        experiment().train(1, unrolled=wanted)


@pytest.mark.skipif(sys.version_info[:2] not in [(3, 11), (3, 12)], reason="other Pythons are as fast at an object that was looked at")
def test_nobody_has_looked_into_the_network():
    """To ask an object for its vars() makes every use of it slower: its values move out of it, into a dict."""
    ours = experiment()
    ours.train(10, unrolled=False)
    parts = [ours.network, *ours.network.layers]
    assert [] == [part for each in parts for part in gc.get_referents(each) if type(part) is dict]
    vars(ours.network)
    assert dict in map(type, gc.get_referents(ours.network))


def test_nothing_to_learn():
    """Then there is nothing to print."""
    frozen = [{"neurons": 1, "train_weights": False, "train_bias": False}]
    assert steps_in_python(experiment(layers=frozen).trainer, 1000, True) is None
    assert 1000 == experiment(layers=frozen).train(1000).steps


def test_a_sample_that_cannot_be_learnt_from():
    """The step that comes to it says so, as ever."""
    messages = []
    for wanted in (False, True):
        ours = experiment(training={"steps": 10, "order": "given"})
        ours.samples = [*ours.samples[:3], ([0.0], [1.0])]
        with pytest.raises(NeurosimError) as caught:
            ours.train(10, unrolled=wanted)
        messages.append((str(caught.value), state_of(ours.trainer)))
    assert messages[0] == messages[1]


def test_a_sample_that_cannot_be_learnt_from_any_more():
    """The same where it was printed before."""
    ours = experiment(training={"steps": 10, "order": "given"}).trainer
    steps_in_python(ours, 500)
    ours.samples = [*ours.samples[:3], ([0.0], [1.0])]
    with pytest.raises(NeurosimError, match="inputs: expected 2 numbers"):
        ours.take(20)
    assert 3 == ours.steps_taken and ours.straight is None


# Nothing else is to be seen.

@pytest.mark.parametrize("document", [growing(2.2), growing(2.2, batch_size="all"), growing(2.002), growing(40.0), growing(2.2, 1e200)],
                         ids=["slow", "batch", "too slow", "fast", "at once"])
def test_diverged(document):
    """At the same step, with the same words, and the same last good state."""
    ends = []
    for wanted in (False, True):
        ours = neurosim.load(document)
        try:
            end = ours.train(unrolled=wanted).to_dict()
        except Diverged as error:
            end = str(error)
        ends.append((end, state_of(ours.trainer)))
    assert ends[0] == ends[1]


def test_undefined_loss():
    """An out of exactly 0 where its logarithm is wanted: the same sentence at the same step."""
    ends = []
    for wanted in (False, True):
        ours = experiment(**UNDEFINED)
        with pytest.raises(NeurosimError) as caught:
            ours.train(unrolled=wanted)
        ends.append((str(caught.value), state_of(ours.trainer)))
    assert ends[0] == ends[1]


@pytest.mark.parametrize("optimizer", ["adam", *(pytest.param(each, marks=pytest.mark.slow) for each in ("sgd", {"name": "sgd", "momentum": 0.9}))])
@pytest.mark.parametrize("dropout", [0.0, 0.5])
def test_resumed(tmp_path, optimizer, dropout):
    """Kept by the one and gone on with by the other, at any step, a run ends with the same bits."""
    document = {**document_of("xor"), "optimizer": optimizer}
    document["layers"] = [{**document["layers"][0], "dropout": dropout}, *document["layers"][1:]]
    whole = neurosim.load(document).train(1500, unrolled=False).to_dict()
    path = str(tmp_path / "run.json")
    for first, then in [(True, False), (False, True), (True, True)]:
        neurosim.load(document).train(733, checkpoint=path, every=250, unrolled=first)
        assert whole == neurosim.load(document).resume(path, 1500, unrolled=then).to_dict()


def test_checkpoints_are_the_same(tmp_path):
    """Byte by byte, at every step at which one is written."""
    files = []
    for wanted in (False, True):
        path = tmp_path / "run.json"
        seen = []

        def progress(taken, steps, step):
            for step, batch in enumerate(taken, step + 1):
                yield batch
                if step % 300 == 0:
                    seen.append(path.read_bytes())
        experiment().train(1000, checkpoint=str(path), every=300, progress=progress, unrolled=wanted)
        files.append([*seen, path.read_bytes()])
        path.unlink()
    assert files[0] == files[1] and 4 == len(files[0])


@pytest.mark.parametrize("optimizer", ["adam", {"name": "sgd", "momentum": 0.9}])
def test_a_layer_without_biases(tmp_path, optimizer):
    """Whoever takes the steps, what is remembered of no biases is the same, and a checkpoint of the midst can be gone on with."""
    document = {**document_of("xor"), "layers": [{"neurons": 3, "bias": "none"}, {"neurons": 1}], "optimizer": optimizer}
    ours, theirs = neurosim.load(document), neurosim.load(document)
    steps_in_python(ours.trainer, 40, True).run_steps(ours.trainer, 40)
    theirs.trainer.run_steps(40)
    assert state_of(theirs.trainer) == state_of(ours.trainer)
    path, ours = str(tmp_path / "run.json"), neurosim.load(document)
    with pytest.raises(KeyboardInterrupt):
        ours.train(600, checkpoint=path, every=200, unrolled=True, progress=sigint_at(300))
    assert neurosim.load(document).resume(path, 600).to_dict() == neurosim.load(document).train(600, unrolled=False).to_dict()


@pytest.mark.parametrize("last, loss", [("softmax", "squared_error"), ("linear", "softmax_cross_entropy")])
def test_the_greatest_of_one_number(last, loss):
    """Softmax over a single neuron is 1, so that nothing moves, whoever takes the steps or writes them down."""
    ours = experiment(layers=[{"neurons": 2}, {"neurons": 1, "activation": last}], loss=loss,
                      samples=[{"inputs": [0, x], "targets": [1]} for x in (0, 1)], training={"steps": 600, "order": "given"})
    first = ours.trace()
    assert 0.0 == first["E"] and first["w1"] == first["w1_new"] and first["max_net_o"] == first["net_o1"]
    assert steps_in_python(ours.trainer, 600, True) and isinstance(list(ours.traces(1, 5))[-1], ProgramTrace)
    assert [0.0, 0.0] == [error for _, error in ours.train(unrolled=True).errors[::10]]
    assert first.value("w1") == ours.network.layers[0].neurons[0].weights[0]


def test_progress():
    """Every step is shown once, by its number."""
    shown = []
    for wanted in (False, True):
        numbers = []
        experiment().train(1234, progress=lambda taken, steps, step: (numbers.append(number) or number for number in taken), unrolled=wanted)
        shown.append(numbers)
    assert shown[0] == shown[1] == list(range(1, 1235))


def test_watch_sees_every_step():
    """Whoever wants to see traces gets them, neuron by neuron."""
    seen = []
    experiment().train(600, watch=lambda trace: seen.append(trace.step) if trace.step % 100 == 0 else None, unrolled=True)
    assert [100, 200, 300, 400, 500, 600] == seen


@pytest.mark.parametrize("name", ["xor", "worked-example"])
def test_run_steps(name, monkeypatch):
    """Steps that nobody looks at, as in a sweep, are taken so, too; and where one of them cannot be, up to there."""
    ours, theirs = experiment(name), experiment(name)
    ours.trainer.run_steps(700)
    assert 700 == ours.steps_taken
    monkeypatch.setattr(taking, "FEWEST_SAMPLES", 10**9)
    theirs.trainer.run_steps(700)
    assert state_of(theirs.trainer) == state_of(ours.trainer)


def test_run_steps_into_an_error(monkeypatch):
    """The loss of the example below has no value in some step."""
    ends = []
    for fewest in (1, 10**9):
        monkeypatch.setattr(taking, "FEWEST_SAMPLES", fewest)
        ours = experiment(**UNDEFINED)
        with pytest.raises(NeurosimError) as caught:
            ours.trainer.run_steps(900)
        ends.append((str(caught.value), state_of(ours.trainer)))
    assert ends[0] == ends[1]


@pytest.mark.parametrize("straight", [False, True])
def test_interrupted(straight):
    """A signal ends the run after the steps that are being taken, and the network is that of the step which is named."""
    ours, real = experiment(), taking.StraightSteps.take
    raised = []

    def take(self, trainer, steps):
        raised.append(steps)
        if len(raised) == 5:    # 2 to 5, to 10, to 20, to 50, to 100
            signal.raise_signal(signal.SIGINT)
        return real(self, trainer, steps)
    if straight:
        taking.StraightSteps.take = take
    try:
        with pytest.raises(KeyboardInterrupt, match="interrupted at step") as caught:
            ours.train(10_000, unrolled=straight, progress=None if straight else sigint_at(77))
    finally:
        taking.StraightSteps.take = real
    step = int(str(caught.value).split()[-1])
    assert (100 if straight else 77) == step and step == ours.steps_taken
    theirs = experiment()
    theirs.trainer.run_steps(step)
    assert state_of(theirs.trainer) == state_of(ours.trainer)


def sigint_at(place):
    def progress(taken, steps, step):
        for step, batch in enumerate(taken, step + 1):
            if step == place:
                signal.raise_signal(signal.SIGINT)
            yield batch
    return progress


BEYOND_EXP = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "seed": 1,
              "layers": [{"neurons": 2, "weights": [[-0.5], [0.5]]}, {"neurons": 1}],
              "samples": [{"inputs": [x], "targets": [0.5]} for x in (1.0, -1.0, 2000.0, 1419.5)], "training": {"steps": 60, "order": "random"}}


def test_exp_beyond_a_float_is_taken_by_the_straight_function(monkeypatch):
    """It overflows in the midst of the steps. They are taken all the same, and chance has its say once."""
    ours, theirs, written = neurosim.load(BEYOND_EXP), neurosim.load(BEYOND_EXP), neurosim.load(BEYOND_EXP)
    straight = steps_in_python(ours.trainer, 60, True)
    for _ in range(2):
        straight.run_steps(ours.trainer, 30)
        theirs.trainer.run_steps(30)
        assert repr(state_of(theirs.trainer)) == repr(state_of(ours.trainer))
    assert 700.0 < max(abs(trace["net_h1"]) for trace in neurosim.load(BEYOND_EXP).traces(1, 60))
    traces = list(written.traces(1, 60))
    monkeypatch.setattr(replay, "FEWEST", 61)    # so that each is watched
    assert [trace.to_dict() for trace in written.traces(1, 60)] == [trace.to_dict() for trace in traces]
    assert all(type(trace) is ProgramTrace for trace in traces)


def test_nets_after_many_steps():
    """The look after many steps sees the nets of the last of them."""
    ours, theirs = experiment(), experiment()
    steps_in_python(ours.trainer, 50, True).take(ours.trainer, 50)
    theirs.trainer.run_steps(50)
    nets = [[neuron.net for layer in each.network.layers for neuron in layer.neurons] for each in (ours, theirs)]
    assert nets[0] == nets[1]
