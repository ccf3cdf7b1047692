"""The program: it runs by itself, comes to the traced numbers to the last bit, and trains as neurosim does."""

import contextlib
import io
import math
import random
import subprocess
import sys

import pytest

import neurosim
from neurosim.core import maths
from neurosim.show.exports import export, python


def run(program):
    """What it leaves behind; its asserts have held."""
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(program, "step.py", "exec"), names)
    return names


def test_it_comes_to_the_traced_numbers(case):
    """Every quantity, to the last bit, whatever the program itself asserts."""
    names = run(export(case[1], "python"))
    assert {} == {quantity.name: names[quantity.name] for quantity in case[1].quantities.values() if names[quantity.name] != quantity.value}


def test_it_needs_nothing(tmp_path):
    """Python alone runs it, and what it prints is the new weight of the published example."""
    file = tmp_path / "step.py"
    neurosim.load("worked-example").export(file, "python")
    done = subprocess.run([sys.executable, "-I", "-S", str(file)], capture_output=True, text=True, cwd=tmp_path)
    assert "" == done.stderr and "w5 = 0.35891647971788465\n" in done.stdout


def test_a_wrong_number_is_caught():
    """The asserts are there and can fail."""
    program = export(neurosim.load("worked-example").trace(), "python")
    with pytest.raises(AssertionError):
        run(program.replace("w5 = 0.4 ", "w5 = 0.5 "))


@pytest.mark.parametrize("name", ["worked-example", "one-hidden-unit", "autoencoder", "logistic-regression"])
def test_the_loop_trains_as_neurosim_does(name):
    """The samples in the order given: the same weights after some steps, to the last bit."""
    experiment = neurosim.load(name)
    steps = 60
    program = export(experiment.trace(), "python", experiment).replace(f"STEPS = {experiment.steps}\n", f"STEPS = {steps}\n")
    names, trained = run(program), neurosim.load(name).train(steps)
    assert trained.parameters() == {name: names[name] for name in trained.parameters()}


def test_the_loop_carries_memory_and_batches(document):
    """Adam, and batches of two."""
    source = document(optimizer="adam", batch_size=2)
    source["samples"] = source["samples"][:2]
    source["training"]["steps"] = 40
    names = run(export(neurosim.load(source).trace(), "python", neurosim.load(source)))
    trained = neurosim.load(source).train(40)
    assert trained.parameters() == {name: names[name] for name in trained.parameters()}


def test_the_loop_draws_for_itself(document):
    """Order and dropout by chance: the first step is the traced one, the program goes on, and it learns."""
    source = document(dropout=0.5)
    source["training"].update(order="random", steps=400)
    experiment = neurosim.load(source)
    names = run(export(experiment.trace(), "python", experiment))
    assert names["step"] == 400 and math.isfinite(names["E"])
    assert "random" in neurosim.load("xor").to_document()["training"]["order"]
    experiment = neurosim.load("xor")
    names = run(export(experiment.trace(), "python", experiment))
    for layer, weights in zip(experiment.network.layers, experiment.trace().names.weights):
        for neuron, row in zip(layer.neurons, weights):
            neuron.weights[:] = [names[w] for w in row]
        layer.biases = [names[b] for b in experiment.trace().names.biases[experiment.network.layers.index(layer)]]
    assert [0, 1, 1, 0] == [round(out) for [out] in experiment.network.answers([inputs for inputs, _ in experiment.samples])]


def test_softmax_over_a_single_neuron(document):
    """The greatest of one number is that number; Python's max wants two."""
    source = {**document(), "layers": [{"neurons": 1, "activation": "softmax"}], "samples": [{"inputs": [0.9, 0.4], "targets": [0.25]}]}
    assert 1.0 == run(export(neurosim.load(source).trace(), "python"))["out_o1"]


def test_functions_are_those_of_the_core():
    """The program brings its own; they have the bits of neurosim.core.maths, at the ends of their range, too."""
    names = run("import math\n" + "".join(f"def {name}({python.ARGUMENTS.get(name, 'x')}):\n    {body}\n"
                                          for name, body in python.FUNCTIONS.items()))
    draw = random.Random(1)
    numbers = [0.0, -0.0, 1.0, -1.0, 709.0, 709.75, 710.0, 800.0, -800.0, *(draw.uniform(-30.0, 30.0) for _ in range(200))]
    for name in python.FUNCTIONS:
        ours = getattr(maths, name)
        for x in numbers:
            if name in ("times_log", "ratio"):
                assert repr(ours(x, 2.5)) == repr(names[name](x, 2.5)) and ours(0.0, 0.0) == names[name](0.0, 0.0)
            elif name == "where":
                assert ours(x > 0.0, x, 1.0) == names[name](x > 0.0, x, 1.0)
            else:
                assert repr(ours(x)) == repr(names[name](x)), (name, x)


def test_a_name_stays_in_its_quotes():
    trace = neurosim.load("worked-example").trace()
    trace.title = '"""\nraise SystemExit("caught")\n\\'
    run(export(trace, "python"))


@pytest.mark.parametrize("arguments, message", [
    ([], "--to: expected one of python, xlsx, pytorch"), (["--to", "xlsx"], "--output: expected a file name, such as step.xlsx"),
    (["--to", "pytorch", "--loop"], "--loop: expected --to python or c beside it"),
    (["--to", "python", "--loop", "--sample", "1"], "--loop: expected no --sample beside it"),
])
def test_what_cannot_be_is_said(arguments, message, capsys):
    from neurosim.cli import main
    assert 2 == main(["export", "worked-example", *arguments])
    assert message in capsys.readouterr().err
