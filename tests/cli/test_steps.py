"""Many steps as a stream, one step far ahead, and answers that would be absurdly large."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from neurosim import load
from neurosim.cli import limits
from neurosim.explain.arithmetic import make_arithmetic
from neurosim.core.guard.errors import NeurosimError

STEPS = ["trace", "xor", "--seed", "1", "--steps", "3:12"]


def test_csv_is_the_traces(good, tmp_path):
    """A row for each quantity of each step, to the last bit."""
    good(*STEPS, "--format", "csv", "-o", "steps.csv")
    with open(tmp_path / "steps.csv", newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    assert ["step", "name", "kind", "owner", "value"] == header
    assert [[str(step), q.name, q.kind, q.owner, repr(q.value)] for step in range(3, 13) for q in load("xor", seed=1).trace(step=step).quantities.values()] == rows


def test_jsonl_is_an_object_a_step(good, tmp_path):
    """The same as one line of JSON for each step."""
    good(*STEPS, "--format", "jsonl", "-o", "steps.jsonl")
    lines = (tmp_path / "steps.jsonl").read_text("utf-8").splitlines()
    expected = []
    for step in range(3, 13):
        trace = load("xor", seed=1).trace(step=step)
        expected.append({"format": "neurosim-step", "version": 1, "seed": 1, "step": step, "samples": [place + 1 for place in trace.places],
                         "values": {q.name: q.value for q in trace.quantities.values()}})
    assert expected == list(map(json.loads, lines))
    assert [list(each["values"]) for each in expected] == [list(json.loads(line)["values"]) for line in lines]


def test_jsonl_in_other_numbers(good):
    """The nearest floats, and how the arithmetic writes them."""
    found = good("trace", "worked-example", "--numbers", "rounded:4", "--format", "jsonl").json
    assert ("rounded:4", 0.5933, "0.5933") == (found["numbers"], found["values"]["out_h1"], found["texts"]["out_h1"])


def test_a_step_far_ahead(good):
    """A step is reached by training to it."""
    by_hand = load("xor", seed=1)
    by_hand.trainer.run_steps(7311)
    values = {row["name"]: row["value"] for row in good("trace", "xor", "--seed", "1", "--step", "7312", "--format", "json").json["quantities"]}
    assert [by_hand.network.layers[0].neurons[2].weights, by_hand.network.layers[1].biases] == [
        [values["w5"], values["w6"]], [values["b6"]]]
    assert values["w5_new"] == good("explain", "xor", "w5_new", "--seed", "1", "--step", "7312", "--format", "json").json["value"]


@pytest.mark.parametrize("words", [["trace", "--step", "900"], ["trace", "--steps", "1:900", "--format", "csv", "-o", "out.csv"],
                                   ["trace", "--steps", "800:900", "--format", "jsonl"], ["explain", "w1", "--step", "900"]])
def test_divergence_on_the_way(neurosim, experiment, tmp_path, words):
    """It is the step at which it happens that is named, not the one that was asked for; and nothing half-written stays."""
    path = experiment(optimizer={"name": "sgd", "learning_rate": 50.0}, samples=[{"inputs": [2.0], "targets": [1.0]}])
    weight, bias, step = 0.5, 0.25, 0
    while abs(weight) < 1e306:    # by hand: out = 2w + b
        weight, bias, step = weight - 100.0 * (2.0 * weight + bias - 1.0), bias - 50.0 * (2.0 * weight + bias - 1.0), step + 1
    call = neurosim(words[0], path, *words[1:])
    assert (1, "") == (call.code, call.out)
    named = int(call.problem.removeprefix("diverged at step ").split(":")[0])
    assert step <= named <= step + 2
    assert ["my.json"] == os.listdir(tmp_path)
    assert call.problem == neurosim("train", path, "--steps", "900").problem


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_ctrl_c_on_the_way(tmp_path):
    """While the steps before are taken, too."""
    words = ["trace", "xor", "--step", "10000000", "-o", "out.txt"]
    process = subprocess.Popen([sys.executable, "-m", "neurosim", *words], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=20)
    assert (130, []) == (process.returncode, os.listdir(tmp_path))
    assert error.startswith(b"neurosim: error: interrupted") and 1 == error.count(b"\n")


# Too much.

def test_more_than_anybody_can_use(neurosim, tmp_path):
    """Refused before anything is computed, with the numbers, and without a file."""
    for words in (["--format", "csv"], ["--format", "jsonl", "-o", "out"], ["--format", "json"], []):
        call = neurosim("trace", "xor", "--steps", "1:1000000000", *words)
        assert (2, "", []) == (call.code, call.out, os.listdir(tmp_path))
        assert call.problem.startswith("--steps: expected at most 20.0 GB, got about 129 numbers × 1,000,000,000 steps × ")


def test_all_derivations_of_a_big_batch(neurosim, experiment):
    """As many derivations as weights, each of nearly all numbers: that is quadratic."""
    samples = [{"inputs": [float(place)], "targets": [0.0]} for place in range(60)]
    path = experiment(layers=[{"neurons": 400}, {"neurons": 1}], samples=samples, training={"steps": 1, "batch_size": "all"})
    for form in ("text", "json", "csv"):
        call = neurosim("explain", path, "--all", "--format", form)
        assert (2, "") == (call.code, call.out)
        assert call.problem.startswith("--all: expected at most 20.0 GB, got about 1,201 derivations × 243,963 numbers × ")


def test_no_more_than_the_disk_holds(monkeypatch, tmp_path):
    """What a file takes, the disk must have; a pipe has no end."""
    monkeypatch.setattr(limits, "disk_usage", lambda folder: SimpleNamespace(free=1000))
    arguments = SimpleNamespace(verb=SimpleNamespace(NAME="trace"), output=str(tmp_path / "out.csv"), format="csv", sample=None, step=None,
                                steps=(1, 100), numbers=make_arithmetic("float"))
    with pytest.raises(NeurosimError, match="^--steps: expected at most 0 MB, as the disk has no more room, got about 129 numbers × 100 steps"):
        limits.judge(arguments, load("xor").document)
    arguments.output = os.devnull
    limits.judge(arguments, load("xor").document)
    arguments.output = None
    limits.judge(arguments, load("xor").document)


@pytest.mark.parametrize("batch, words", [(1, "of 1 sample:"), (2, "of 2 samples:")])
def test_one_sample_is_one(batch, words):
    """The limit says how many samples a step has, in the right number."""
    from neurosim.core.guard.errors import NeurosimError
    from neurosim.core.guard.sizes import Size, judge_step
    with pytest.raises(NeurosimError) as found:
        judge_step(Size([(10_000, 100, 100, False)], batch))
    assert words in str(found.value), str(found.value)
