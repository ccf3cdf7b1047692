"""The learning rate by step, and slopes that are clipped: PyTorch's numbers, every engine's bits, and formulas that give them."""

import random

import pytest

from neurosim import load
from neurosim.core import maths
from neurosim.core.clips import CLIPS
from neurosim.core.guard.errors import NeurosimError
from neurosim.core.schedules import SCHEDULES
from neurosim.training.c_libraries import compiler

STEP, EXPONENTIAL = {"name": "step", "every": 7, "factor": 0.5}, {"name": "exponential", "factor": 0.99}
COSINE = {"name": "cosine", "steps": 40, "lowest": 0.01}
VALUE, NORM = {"name": "value", "limit": 0.1}, {"name": "norm", "limit": 0.2}
ADAM, MOMENTUM = {"name": "adam", "learning_rate": 0.05}, {"name": "sgd", "momentum": 0.9}


def experiment(optimizer, batch=2, sizes=(2, 3, 1), **training):
    """Five random samples; the targets are great, so that slopes are, too."""
    chance = random.Random(1)
    samples = [{"inputs": [chance.uniform(-1, 1) for _ in range(sizes[0])], "targets": [chance.uniform(-1, 1) * 3 for _ in range(sizes[-1])]}
               for _ in range(5)]
    return load({"format": "neurosim-experiment", "version": 1, "inputs": sizes[0], "loss": "mean_squared_error", "optimizer": optimizer,
                 "layers": [{"neurons": count, "activation": "tanh"} for count in sizes[1:]], "samples": samples,
                 "training": {"batch_size": batch, **training}, "seed": 1})


@pytest.fixture
def with_c(monkeypatch, tmp_path_factory):
    """C may be compiled, where there is a compiler."""
    monkeypatch.setenv("NEUROSIM_CACHE", str(tmp_path_factory.getbasetemp() / "schedules"))
    if not compiler():
        pytest.skip("no C compiler")


@pytest.mark.parametrize("optimizer, training, w1", [
    ("sgd", {"schedule": STEP}, -1.8092112271376612), ("sgd", {"schedule": EXPONENTIAL}, -2.443912252081485),
    ("sgd", {"schedule": COSINE}, -2.1131130742910433), (ADAM, {"schedule": COSINE}, -1.6012695861816737),
    ("sgd", {"clip": VALUE}, -1.4005070887830222), ("sgd", {"clip": NORM}, -0.9356981338657213),
    (MOMENTUM, {"schedule": STEP, "clip": NORM}, -1.0269064640321632)])
def test_pytorch_has_the_same(optimizer, training, w1):
    """w1 after 40 steps, as PyTorch 1.12 has it, with StepLR, ExponentialLR, CosineAnnealingLR, clip_grad_value_ and clip_grad_norm_."""
    assert w1 == pytest.approx(experiment(optimizer, **training).train(40).parameters()["w1"], rel=1e-12)


@pytest.mark.parametrize("engine", ["python", "c"])
@pytest.mark.parametrize("sizes", [(2, 3, 1), pytest.param((20, 30, 3), marks=pytest.mark.slow)])
@pytest.mark.parametrize("training", [{"schedule": STEP}, {"schedule": EXPONENTIAL}, {"schedule": COSINE}, {"clip": VALUE}, {"clip": NORM},
                                      {"schedule": COSINE, "clip": NORM}])
def test_every_engine_has_the_same_bits(training, sizes, engine, request):
    """Online and in batches; of a large network, whose weights C goes through in loops, too."""
    if engine == "c":
        request.getfixturevalue("with_c")
    for batch in (1, 2):
        for optimizer in ("sgd", MOMENTUM):
            expected = experiment(optimizer, batch, sizes, **training).train(50, engine="neurons").parameters()
            assert expected == experiment(optimizer, batch, sizes, **training).train(50, engine=engine).parameters()


def test_a_norm_is_of_no_single_loop(with_c):
    """Of a large network C goes through weights one by one, and a norm is of all: these steps are left to the neurons."""
    runs = {engine: experiment("sgd", 1, (20, 30, 3), clip=NORM).train(20, engine=engine) for engine in ("neurons", "c")}
    assert (runs["neurons"].parameters(), "neurons") == (runs["c"].parameters(), runs["c"].engine)
    assert "c" == experiment("sgd", 1, (20, 30, 3), clip=VALUE, schedule=STEP).train(20, engine="c").engine


@pytest.mark.parametrize("schedule, rates", [
    ({"name": "step", "every": 3, "factor": 0.5}, [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2]), ({"name": "exponential", "factor": 0.5}, [0.8, 0.4, 0.2, 0.1]),
    ({"name": "cosine", "steps": 4, "lowest": 0.4}, [0.8, 0.4 + 0.2 * (1 + 0.5 ** 0.5), 0.6, 0.4 + 0.2 * (1 - 0.5 ** 0.5), 0.4, 0.4, 0.4])])
def test_the_rate_of_each_step(schedule, rates):
    """The first has the learning rate; worked out by hand. It is a number of the trace."""
    made = experiment({"name": "sgd", "learning_rate": 0.8}, schedule=schedule)
    assert pytest.approx(rates) == [made.trace(step=step)["rate_new"] for step in range(1, len(rates) + 1)]


@pytest.mark.parametrize("training", [{"schedule": STEP}, {"schedule": EXPONENTIAL}, {"schedule": COSINE}, {"clip": VALUE}, {"clip": NORM}])
@pytest.mark.parametrize("goal", ["w1_new", "rate_new", "clipped_w1", "clip_share_new"])
def test_formulas_give_the_numbers(training, goal):
    """Each step of a derivation, evaluated, is its value to the last bit."""
    trace = experiment("sgd", **training).trace(step=9)
    if goal not in trace:
        return
    steps = trace.explain(goal).to_dict()["steps"]
    values = {step["name"]: step["value"] for step in steps}
    functions = {name: getattr(maths, name) for name in dir(maths)}
    assert goal in values
    for step in steps:
        if step["causes"]:
            assert step["value"] == eval(step["formula"], {**functions, **values}), step


def test_norm_is_that_of_all_slopes_that_are_learnt_by():
    """A frozen layer does not count, as PyTorch's has no gradient."""
    made = experiment("sgd", clip=NORM)
    made.network.layers[0].train_weights = made.network.layers[0].train_bias = False
    trace = made.trace()
    names = [f"w{i}" for i in range(7, 10)] + ["b4"]
    size = sum(trace[f"dE_d{name}"] ** 2 for name in names) ** 0.5
    assert size == pytest.approx(trace["slope_norm_new"]) and 0.2 == pytest.approx(sum(trace[f"clipped_{name}"] ** 2 for name in names) ** 0.5)


def test_a_run_is_resumed_with_its_rate(tmp_path):
    """What came of 20 and 20 steps is what comes of 40."""
    whole = experiment(ADAM, schedule=COSINE).train(40).parameters()
    experiment(ADAM, schedule=COSINE).train(20, checkpoint=tmp_path / "c.json")
    assert whole == experiment(ADAM, schedule=COSINE).resume(tmp_path / "c.json", 40).parameters()


@pytest.mark.parametrize("training, message", [
    ({"schedule": "linear"}, "training.schedule: unknown schedule 'linear'"), ({"schedule": {"name": "step", "every": 1.5}}, "training.schedule.every"),
    ({"schedule": {"name": "exponential", "factor": 1.5}}, "training.schedule.factor: expected a number > 0 and <= 1"),
    ({"clip": {"name": "value", "limit": 0}}, "training.clip.limit: expected a finite number > 0")])
def test_what_is_wrong(training, message):
    """The place is named."""
    with pytest.raises(NeurosimError) as caught:
        experiment("sgd", **training)
    assert message in str(caught.value)


def test_all_of_them_are_tried_here():
    """Who adds one adds its numbers."""
    assert {"step", "exponential", "cosine"} == set(SCHEDULES) and {"value", "norm"} == set(CLIPS)
