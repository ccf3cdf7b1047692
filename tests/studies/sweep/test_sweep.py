"""Many runs: the same rows whoever runs them, solved when it is said, stuck where theory says, diverged for a reason."""

import json
import math
import os
import subprocess
import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

import neurosim
from neurosim.core.guard.errors import Diverged, NeurosimError
from neurosim.studies.sweep import engine
from neurosim.studies.sweep.criterion import make_criterion
from neurosim.studies.sweep.settings import SETTINGS, combinations, varied
from neurosim.studies.sweep.summary import fullest, plateaus, quartiles, summary

OVER = {"hidden": [1, 3], "learning_rate": [0.5, 4]}


def small(executor=None, **options):
    """A sweep with all that can happen in it, and done at once."""
    return neurosim.sweep("xor", OVER, seeds=6, steps=600, executor=executor, **options)


@pytest.fixture(scope="module")
def alone():
    return small(jobs=1)


# The same rows.


def test_processes_give_the_same_rows(alone):
    """Two processes of our own."""
    assert alone.runs == small(jobs=2).runs


def test_threads_give_the_same_rows(alone):
    """Any executor will do, such as threads; it is not shut down."""
    with ThreadPoolExecutor(3) as pool:
        assert alone.runs == small(pool).runs
        assert 2 == pool.submit(max, 1, 2).result()


@pytest.mark.slow
def test_dask_gives_the_same_rows(alone):
    """A local cluster of Dask, by its own executor."""
    distributed = pytest.importorskip("distributed", reason="distributed, of the extra test-all, is not installed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with distributed.Client(cluster) as client, client.get_executor() as pool:
            assert alone.runs == small(pool).runs


class Border(Executor):
    """Lets nothing through but what JSON can hold."""

    def submit(self, function, *arguments):
        future = Future()
        future.set_result(json.loads(json.dumps(function(*json.loads(json.dumps(arguments))))))
        return future


def test_a_script_needs_no_guard(tmp_path):
    """A script of three lines, even from standard input, is not run once more by each process."""
    program = "import neurosim\nprint('once')\nprint(len(neurosim.sweep('xor', seeds=4, steps=9, jobs=2).runs))\n"
    done = subprocess.run([sys.executable], input=program, capture_output=True, text=True, cwd=tmp_path,
                          env={**os.environ, "PYTHONPATH": str(Path(neurosim.__file__).parents[1])})
    assert ("once\n4\n", "") == (done.stdout, done.stderr)


def test_only_plain_data_crosses(alone):
    """What goes to an executor and what comes back is as good as its JSON."""
    assert alone.runs == small(Border()).runs


def test_rows_come_in_order(alone):
    """Setting by setting, seed by seed."""
    expected = [(hidden, rate, seed) for hidden in (1, 3) for rate in (0.5, 4.0) for seed in range(6)]
    assert expected == [(run["hidden"], run["learning_rate"], run["seed"]) for run in alone.runs]


def test_the_experiment_stays_as_it_is():
    """A sweep trains networks of its own."""
    experiment = neurosim.load("xor")
    before = experiment.to_document()
    neurosim.sweep(experiment, seeds=2, steps=5)
    assert (before, 0) == (experiment.to_document(), experiment.steps_taken)


# A run.


ONE_WEIGHT = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "training": {"steps": 50},
              "layers": [{"activation": "linear", "neurons": 1, "bias": "none"}],
              "samples": [{"inputs": [1], "targets": [1000]}]}


def test_a_run_is_what_train_does(alone):
    """A solved run, trained by hand for as many steps, has the same error, and its outs are right; a step before, not."""
    run = next(run for run in alone.runs if run["status"] == "solved" and run["hidden"] == 3)
    experiment = alone.load(run)
    training = experiment.train(run["steps"] - 1)
    assert not right(training.outputs)
    training = experiment.train(1)
    assert right(training.outputs)
    assert run["error"] == training.errors[-1][1]


def right(outputs):
    """XOR by 40-20-40."""
    (a,), (b,), (c,), (d,) = outputs
    return a <= 0.4 and b >= 0.6 and c >= 0.6 and d <= 0.4


def test_the_first_solved_step_is_found():
    """Looked at in every step, a run is first solved where the sweep says, if it stays so until the sweep looks."""
    for run in neurosim.sweep("xor", {"learning_rate": [2]}, seeds=4, steps=2000).runs:
        experiment = neurosim.load("xor", seed=run["seed"])
        experiment.network.optimizer = type(experiment.network.optimizer)(learning_rate=2.0)
        solved = []
        for step in range(run["steps"] + 100):
            if right(experiment.network.answers([inputs for inputs, _ in experiment.samples])):
                solved.append(step)
            experiment.trainer.run_steps(1)
        look = next(look for look in range(0, 2001, 100) if look in solved)
        expected = max([step for step in range(look - 100, look) if step not in solved], default=-1) + 1
        first = next(step for step in range(look - 99, look + 1) if step in solved)
        assert run["steps"] == first <= expected


def test_stuck_at_the_plateaus_of_theory():
    """Two samples with different targets that the hidden layer cannot tell apart share the out of the middle:
    E = 2 · ½ · ¼ / 4 = 1/16, and no run that treats two alike can do better. Three that share 2/3 give
    E = (1/9 + 1/9 + 4/9) / 2 / 4 = 1/12."""
    over = {"hidden": [2], "batch_size": ["all"], "learning_rate": [5]}
    result = neurosim.sweep("xor", over, seeds=range(36, 58), steps=1500)
    errors = [run["error"] for run in result.runs if run["status"] in ("stuck", "falling")]
    assert 5 < len(errors) < 17
    assert min(errors) > 1 / 16
    most = result.rows()[0]["plateaus"][0]
    assert 1 / 16 < most["low"] < 1.03 / 16
    assert any(1 / 12 < error < 1.03 / 12 for error in errors)


def test_a_run_that_diverges_is_a_row():
    """The others go on, and the row says what `train` says."""
    result = neurosim.sweep(ONE_WEIGHT, {"learning_rate": [0.01, 1000]}, seeds=2, steps=300, solved_below=0.0)
    assert [False, False, True, True] == [run["status"] == "diverged" for run in result.runs]
    run = result.runs[2]
    with pytest.raises(Diverged) as caught:
        result.load(run).train()
    assert (str(caught.value), None) == (run["note"], run["error"])
    assert run["note"].startswith(f"diverged at step {run['steps'] + 1}: ")
    assert run["steps"] == 101    # what is missing, about 1000, grows 999-fold a step; the update, 1000 times that, is beyond 1.8e308
    assert 2 == result.rows()[1]["diverged"]
    assert "diverged %" in str(result)


def test_solved_from_the_start_takes_no_step():
    """An error that every network is below."""
    assert [0, 0] == [run["steps"] for run in neurosim.sweep("curve", seeds=2, solved_below=1000).runs]


def test_falling_is_not_stuck():
    """One weight that moves by a hundredth of what is missing in each step is on its way; one that hardly moves is not."""
    result = neurosim.sweep(ONE_WEIGHT, {"learning_rate": [0.01, 1e-9]}, seeds=1, solved_below=0.0)
    assert ["falling", "stuck"] == [run["status"] for run in result.runs]


# When it is solved.


def answering(outs, targets, loss="half_squared_error"):
    """An experiment whose network puts out its inputs."""
    count = len(outs[0])
    weights = [[float(i == j) for j in range(count)] for i in range(count)]
    samples = [{"inputs": given, "targets": wanted} for given, wanted in zip(outs, targets)]
    return neurosim.load({"format": "neurosim-experiment", "version": 1, "inputs": count, "loss": loss, "samples": samples,
                          "layers": [{"activation": "linear", "weights": weights, "bias": "none"}]})


@pytest.mark.parametrize("outs, targets, loss, met", [
    ([[0.4], [0.6]], [[0], [1]], "half_squared_error", True),
    ([[0.41], [0.6]], [[0], [1]], "half_squared_error", False),
    ([[0.4], [0.59]], [[0], [1]], "half_squared_error", False),
    ([[-7.0], [9.0]], [[0], [1]], "half_squared_error", True),
    ([[0.49], [0.51]], [[0], [1]], "half_squared_error", False),    # the right side of the middle is not enough
    ([[-0.21], [0.21]], [[-1], [1]], "hinge", True),
    ([[-0.21], [0.19]], [[-1], [1]], "hinge", False),
    ([[math.log(0.39 / 0.61)], [math.log(0.61 / 0.39)]], [[0], [1]], "sigmoid_cross_entropy", True),
    ([[math.log(0.41 / 0.59)], [math.log(0.61 / 0.39)]], [[0], [1]], "sigmoid_cross_entropy", False),
    ([[math.log(7), math.log(2), 0.0]], [[1, 0, 0]], "softmax_cross_entropy", True),       # 0.7, 0.2, 0.1
    ([[math.log(5), math.log(4), 0.0]], [[1, 0, 0]], "softmax_cross_entropy", False),      # 0.5, 0.4, 0.1
])
def test_forty_twenty_forty(outs, targets, loss, met):
    """Outs, or what the loss makes of nets, within 40 % of the way from their target to the other one."""
    experiment = answering(outs, targets, loss)
    assert met is make_criterion(experiment).met(experiment)


def test_the_number_of_a_class():
    """Sparse targets are as good as the ones and zeros they stand for."""
    document = neurosim.load("softmax-regression").document
    document["loss"] = "sparse_categorical_cross_entropy"
    document["samples"] = [{"inputs": each["inputs"], "targets": [float(each["targets"].index(1.0))]}
                           for each in document["samples"]]
    dense, sparse = neurosim.load("softmax-regression"), neurosim.Experiment(document)
    assert make_criterion(dense).ups == make_criterion(sparse).ups


def test_an_error_to_get_below():
    """Half the square of 0.1 and of 0.3, their mean."""
    experiment = answering([[0.1], [0.7]], [[0], [1]])
    assert (True, False) == tuple(make_criterion(experiment, bound).met(experiment) for bound in (0.0251, 0.0249))


def test_no_two_values_no_criterion():
    """For a curve somebody has to say how near is near enough."""
    with pytest.raises(NeurosimError, match="solved_below: the targets of curve are not two values"):
        neurosim.sweep("curve")


# What is varied.


@pytest.mark.parametrize("name, value, place, expected", [
    ("hidden", 3, lambda d: [layer["neurons"] for layer in d["layers"]], [3, 1]),
    ("hidden", [4, 3], lambda d: [layer["neurons"] for layer in d["layers"]], [4, 3, 1]),
    ("hidden", 0, lambda d: [layer["neurons"] for layer in d["layers"]], [1]),
    ("activation", "tanh", lambda d: [layer["activation"] for layer in d["layers"]], ["tanh", "sigmoid"]),
    ("initialize", "he_normal", lambda d: [layer["initialize"] for layer in d["layers"]], ["he_normal", "he_normal"]),
    ("loss", "squared_error", lambda d: d["loss"], "squared_error"),
    ("optimizer", "adam", lambda d: d["optimizer"], "adam"),
    ("optimizer", "sgd", lambda d: d["optimizer"], {"name": "sgd", "learning_rate": 0.5}),
    ("learning_rate", 2.0, lambda d: d["optimizer"], {"name": "sgd", "learning_rate": 2.0}),
    ("momentum", 0.9, lambda d: d["optimizer"], {"name": "sgd", "learning_rate": 0.5, "momentum": 0.9}),
    ("batch_size", "all", lambda d: d["training"]["batch_size"], "all"),
])
def test_settings(name, value, place, expected):
    """Each does what it says, and leaves the document it was given alone."""
    document = neurosim.load("xor").document
    before = json.dumps(document)
    assert expected == place(varied(document, {name: value}))
    assert before == json.dumps(document)


def test_every_setting_is_tested():
    """The table above knows them all."""
    marks, = test_settings.pytestmark
    assert set(SETTINGS) == {case[0] for case in marks.args[1]}


def test_first_weights_are_drawn_anew_but_not_what_is_frozen():
    """The worked example has given weights, and biases that are not trained: 0.35 and 0.60 stay."""
    result = neurosim.sweep("worked-example", seeds=2, steps=3)
    first, second = (result.load(run).network for run in result.runs)
    assert first.layers[0].neurons[0].weights != second.layers[0].neurons[0].weights
    assert [[0.35], [0.6]] == [layer.biases for layer in first.layers] == [layer.biases for layer in second.layers]


@pytest.mark.parametrize("options, field, words", [
    ({"over": {"hiden": [2]}}, "over", "did you mean 'hidden'?"),
    ({"over": {"hidden": [2, 2]}}, "over['hidden'][1]", "each value once"),
    ({"over": {"hidden": []}}, "over['hidden']", "at least one value"),
    ({"over": {"hidden": "2"}}, "over['hidden']", "a list of values"),
    ({"over": {"hidden": [-1]}}, "over['hidden'][0]", "an integer >= 0"),
    ({"over": {"learning_rate": [float("nan")]}}, "over['learning_rate'][0]", "a finite number"),
    ({"over": {"activation": ["tanh", "tahn"]}}, "with activation 'tahn'", "did you mean 'tanh'?"),
    ({"over": {"optimizer": ["adam"], "momentum": [0.5]}}, "with optimizer 'adam', momentum 0.5", "parameter of adam"),
    ({"over": [2]}, "over", "a dict"),
    ({"seeds": 0}, "seeds", "an integer >= 1"),
    ({"seeds": [1, 1]}, "seeds", "each once"),
    ({"seeds": 10**6, "over": {"hidden": [2, 3]}}, "over", "1,000,000 runs, got 2 settings with 1,000,000 seeds each"),
    ({"over": dict.fromkeys(("hidden", "learning_rate", "momentum", "batch_size"), range(1, 100))}, "over", "at most"),
    ({"steps": -1}, "steps", "an integer >= 0"),
    ({"jobs": 0}, "jobs", "an integer >= 1"),
    ({"executor": 3}, "executor", "an executor of concurrent.futures"),
    ({"solved_below": True}, "solved_below", "a finite number"),
])
def test_what_cannot_be_run_is_said_before(options, field, words, monkeypatch):
    """One sentence that names the place; nothing is run."""
    monkeypatch.setattr(engine, "runs", None)
    with pytest.raises(NeurosimError) as caught:
        neurosim.sweep("xor", **options)
    assert field == caught.value.field
    assert words in str(caught.value)


# What they have in common.


def test_summary_counts():
    """Shares, quartiles of the solved ones, plateaus of the stuck ones."""
    rows = [{"status": "solved", "steps": steps, "error": 0.0} for steps in (10, 20, 30, 40, 50)]
    rows += [{"status": "stuck", "steps": 99, "error": error} for error in (0.5, 0.51, 0.9)]
    rows += [{"status": "diverged", "steps": 3, "error": None}]
    assert {"hidden": 2, "runs": 9, "solved": 5, "falling": 0, "stuck": 3, "diverged": 1,
            "steps": {"lower": 20.0, "median": 30.0, "upper": 40.0},
            "plateaus": [{"error": 0.5, "low": 0.5, "high": 0.51, "runs": 2}]} == summary({"hidden": 2}, rows)


def test_quartiles_of_few():
    assert (None, {"lower": 7.0, "median": 7.0, "upper": 7.0}) == (quartiles([]), quartiles([7]))


def test_plateaus_of_none_and_of_zero():
    """An error of 0 is a plateau as any other."""
    assert [] == plateaus([])
    assert [{"error": 0.0, "low": 0.0, "high": 0.0, "runs": 2}] == plateaus([0.0, 1.0, 0.0])


def test_the_fullest_stretch():
    """Found in one go, it is the one that trying all would find."""
    from random import Random
    errors = sorted(Random(1).uniform(0.1, 1.0) for _ in range(60))
    first, last = fullest(errors)
    assert last - first == max(sum(low <= error <= 1.1 * low for error in errors) for low in errors)


def test_combinations_in_the_order_of_the_table():
    """Whatever the order they are asked for in, the last setting changes fastest."""
    found = combinations({"learning_rate": [0.1, 0.2], "hidden": [1, 2]})
    assert [(1, 0.1), (1, 0.2), (2, 0.1), (2, 0.2)] == [tuple(each.values()) for each in found]


def test_tasks_are_neither_tiny_nor_too_few():
    """Fast runs travel together, slow ones alone; every job gets some, and no seed is lost."""
    fast, slow = engine.split(range(1000), 0.001, 2), engine.split(range(1000), 3.0, 2)
    assert (8, 1000) == (len(fast), len(slow))
    assert list(range(1000)) == [seed for part in fast for seed in part]


def test_report_and_picture_data(alone):
    """The table has a row for each setting; the share solved rises to what the table says."""
    from neurosim.show.report.sweep_report import sweep_pictures
    text = str(alone)
    assert "xor: 6 starts in each of 4 settings" in text
    assert "40-20-40" in text
    solved, ends = sweep_pictures(alone)
    rows = alone.rows()
    assert [100.0 * row["solved"] / 6 for row in rows] == pytest.approx([ys[-1] for _, _, ys, _ in solved.series])
    assert sum(row["stuck"] + row["falling"] for row in rows) == sum(len(ys) for _, _, ys, _ in ends.series)


def test_plot(alone, tmp_path):
    """As a file."""
    pytest.importorskip("matplotlib", reason="matplotlib, of the extra test-all, is not installed")
    alone.plot(tmp_path / "sweep.png")
    assert b"\x89PNG" == (tmp_path / "sweep.png").read_bytes()[:4]
