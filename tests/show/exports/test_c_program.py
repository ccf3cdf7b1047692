"""The program in C: no compiler has anything to say to it, and it comes to the traced numbers and trains as neurosim does."""

import shutil
import subprocess

import pytest

import neurosim
from neurosim.core.guard.errors import NeurosimError
from neurosim.show.exports import export

pytestmark = pytest.mark.compiler
STRICT = ["-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror", "-O1", "-ffp-contract=off"]


@pytest.fixture
def run(tmp_path):
    """Compiles strictly, runs, and returns (exit code, lines)."""
    compiler = shutil.which("cc") or pytest.skip("there is no C compiler: no cc")

    def compiled_and_run(program, *options):
        source, made = tmp_path / "program.c", tmp_path / "program"
        source.write_text(program, "utf-8")
        done = subprocess.run([compiler, *STRICT, *options, str(source), "-o", str(made), "-lm"], capture_output=True, text=True)
        assert (0, "") == (done.returncode, done.stderr)
        done = subprocess.run([str(made)], capture_output=True, text=True)
        return done.returncode, done.stdout.splitlines()
    return compiled_and_run


@pytest.mark.slow
def test_it_comes_to_the_traced_numbers(case, run):
    """All that the program checks itself; and it prints the new weights."""
    code, lines = run(export(case[1], "c"))
    assert 0 == code and all(" traced " not in line for line in lines)
    shown = dict(line.split(" = ") for line in lines)
    assert case[1].value("E") == float(shown["E"])


def test_a_wrong_number_is_caught(run):
    """The checks are there and can fail; with floats in place of doubles nearly all do."""
    program = export(neurosim.load("worked-example").trace(), "c")
    code, lines = run(program.replace("w5 = 0.4;", "w5 = 0.5;"))
    assert 1 == code and any(line.startswith("net_o1 = ") and "traced 1.1059" in line for line in lines)
    assert 0 == run(program)[0] and 1 == run(program, "-DREAL=float")[0]


@pytest.mark.parametrize("change", [
    {}, {"training": {"steps": 8}}, {"training": {"steps": 50, "order": "random"}}, {"training": {"steps": 41, "order": "shuffled", "batch_size": 3}},
    {"training": {"steps": 40, "order": "random", "batch_size": "all", "reduction": "sum"}, "optimizer": "adam"},
    {"layers": [{"neurons": 4, "dropout": 0.4}, {"neurons": 3, "dropout": 0.1}, {"neurons": 1}],
     "training": {"steps": 60, "order": "shuffled", "batch_size": 3}},
    {"layers": [{"neurons": 40, "activation": "elu"}, {"neurons": 1}], "training": {"steps": 60, "order": "random"}},
    {"layers": [{"neurons": 3, "normalize": "batch"}, {"neurons": 1}], "training": {"steps": 30, "batch_size": 2}},
], ids=str)
@pytest.mark.parametrize("first", [1, 8])
@pytest.mark.slow
def test_the_loop_trains_as_neurosim_does(run, change, first):
    """Its last error and answers, to the last bit: orders by chance and masks, too, as it has Python's generator."""
    document = {**neurosim.load("xor").document, "layers": [{"neurons": 3}, {"neurons": 1}], "seed": 5, "training": {"steps": 30}, **change}
    experiment = neurosim.load(document)
    code, lines = run(export(experiment.trace(step=first), "c", experiment))
    trained = experiment.train()
    assert 0 == code and trained.outputs == [list(map(float, line.split())) for line in lines[-4:]]
    assert (trained.steps, trained.errors[-1][1]) == tuple(map(float, lines[-5].split()))


@pytest.mark.parametrize("options", [["-DREAL=float"], ["-DREAL=float", "-fsingle-precision-constant"]], ids=" ".join)
def test_the_loop_in_single_precision(run, options):
    """Without a double where there are none, and then with other digits after the seventh or so."""
    experiment = neurosim.load("worked-example")
    code, lines = run(export(experiment.trace(), "c", experiment), *options)
    assert 0 == code and "1" == lines[0].split()[0]
    error = float(lines[0].split()[1])
    assert error == pytest.approx(0.2910277736935993, rel=1e-5) and error != 0.2910277736935993


def test_batches_of_two_sizes_that_a_layer_asks_for():
    """There is a program for one of them."""
    document = {**neurosim.load("xor").document, "layers": [{"neurons": 3, "normalize": "batch"}, {"neurons": 1}],
                "training": {"steps": 30, "batch_size": 3}}
    document["samples"] = document["samples"] + document["samples"][:1]
    experiment = neurosim.load(document)
    with pytest.raises(NeurosimError, match="^loop: expected epochs that come out even"):
        export(experiment.trace(), "c", experiment)
