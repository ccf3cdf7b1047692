"""What would fill the memory, or not end, is refused by every verb: from the file, before anything is made of it."""

import json
import subprocess
import sys

import pytest

import neurosim as package
from neurosim.core.guard.errors import NeurosimError

CALLS = """
import resource, sys
from neurosim.cli import main
def peak():    # in kB. Linux's ru_maxrss begins with what the process had that started this one
    try:
        with open("/proc/self/status") as status:
            return int(next(line.split()[1] for line in status if line.startswith("VmHWM")))
    except OSError:    # no Linux
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
def spent():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
for words in sys.argv[2:]:
    verb, *options = words.split()
    before = spent()
    code = main([verb, sys.argv[1], *options])
    print(code, spent() - before, peak() / 1024, file=sys.stderr)
"""
VERBS = ["trace", "explain --all", "explain w1", "check", "mistakes", "diagnose w1=0.1", "lab --mistake updated_weights",
         "landscape --along w1,w2", "train", "explore", "export --to python", "sweep --seeds 2 --solved-below 0.1"]
LONG = ["trace --step 999999999999", "trace --steps 1:999999999999 --format jsonl", "mistakes --step 99999999", "check --step 999999999999",
        "diagnose w1=0.1 --step 99999999", "trace --step 99999999999 --numbers decimal:300", "lab --mistake updated_weights",
        "landscape --along w1,w2", "landscape --along w1,w2 --steps 999999999999", "train", "sweep --seeds 2 --solved-below 0.1"]


def document(neurons, steps=1, softmax=False):
    return {"format": "neurosim-experiment", "version": 1, "inputs": 2, "seed": 1, "training": {"steps": steps},
            "layers": [{"neurons": neurons, "activation": "softmax" if softmax else "sigmoid"}, {"neurons": 1}],
            "samples": [{"inputs": [0.5, 0.25], "targets": [0.5]}]}


def refused(tmp_path, content, calls):
    """What is said to each of these calls, of one process; each took less than a second, and all of them 300 MB."""
    (tmp_path / "large.json").write_text(json.dumps(content))
    done = subprocess.run([sys.executable, "-c", CALLS, str(tmp_path / "large.json"), *calls], capture_output=True, text=True, timeout=60)
    said, figures = done.stderr.splitlines()[::2], [list(map(float, line.split())) for line in done.stderr.splitlines()[1::2]]
    assert ("", len(calls), [2] * len(calls)) == (done.stdout, len(said), [code for code, *_ in figures])
    assert [] == [words for words, (_, seconds, megabytes) in zip(calls, figures) if seconds >= 1.0 or megabytes >= 300.0]
    return dict(zip(calls, said))


@pytest.mark.slow
@pytest.mark.parametrize("content, words", [
    (document(3_300_000), "layers: expected at most 1.0 GB of memory, got about 2,310,000,700 bytes for 3,300,001 neurons"),
    (document(30_000, softmax=True), "36,000,000,000 bytes for 900,000,000 slopes of a softmax")])
def test_a_network_that_fills_the_memory(tmp_path, content, words):
    """3.3 million neurons; and 30,000 whose outs each hear every net."""
    assert {} == {call: said for call, said in refused(tmp_path, content, VERBS).items() if words not in said}


@pytest.mark.slow
def test_a_network_that_can_be_trained_but_not_looked_at(tmp_path):
    """300,000 neurons."""
    calls = ["trace", "explain --all", "explain w1", "check", "mistakes", "diagnose w1=0.1", "explore", "export --to python"]
    assert {} == {call: said for call, said in refused(tmp_path, document(300_000), calls).items()
                  if " × " not in said and "got about 7,200,009 numbers, of 1 sample" not in said}


@pytest.mark.slow
def test_no_end(tmp_path):
    """Steps for months, in the file or asked for."""
    assert {} == {call: said for call, said in refused(tmp_path, document(5, steps=10**40), LONG).items() if "products" not in said and "GB" not in said}


def test_from_python():
    """The same functions speak."""
    with pytest.raises(NeurosimError, match="^sizes: expected at most 1.0 GB of memory, got about 700,000,000,700 bytes for 1,000,000,001 neurons"):
        package.NeuralNetwork.build(2, 10**9, 1)
    experiment = package.load(document(5))
    for ask in (lambda: experiment.train(10**40), lambda: experiment.trace(step=10**20), lambda: experiment.lab(["updated_weights"], steps=10**40),
                lambda: experiment.landscape(["w1", "w2"], steps=10**40), lambda: experiment.diagnose({"w1": 0.1}, step=10**20),
                lambda: experiment.check(step=10**20)):
        with pytest.raises(NeurosimError, match="^steps?: expected at most .* products.*, got about 15 weights|100 mistakes × 15 weights"):
            ask()
