"""Steps in C: chosen where it pays, kept where nobody else can write, and left to Python where a number is none."""

import os
import shutil
import sys

import pytest

import neurosim
from neurosim.core.guard.errors import Diverged, NeurosimError
from neurosim.training import ENGINES, c_libraries, compiled_steps, straight_steps
from neurosim.training.compiled_steps import CompiledSteps
from neurosim.training.straight_steps import StraightSteps

pytestmark = pytest.mark.compiler


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A cache folder of the test's own."""
    monkeypatch.setenv("NEUROSIM_CACHE", str(tmp_path / "cache"))
    c_libraries.library.cache_clear()
    if c_libraries.compiler() is None:
        pytest.skip("there is no C compiler: neither $CC nor cc")
    return tmp_path / "cache"


LINEAR = [{"neurons": 5}, {"neurons": 1, "activation": "linear"}]


def xor(**change):
    layers = [{"neurons": 5}, {"neurons": 1}]
    return {**neurosim.load("xor").document, "layers": layers, "seed": 3, **change}


@pytest.mark.parametrize("change", [
    {"optimizer": {"name": "adam", "learning_rate": 1e200}, "layers": LINEAR},
    {"optimizer": {"name": "sgd", "learning_rate": 30.0, "momentum": 1.5}, "loss": "squared_error",
     "layers": [{"neurons": 3, "activation": "elu"}, {"neurons": 1, "activation": "linear"}]},
    {"optimizer": {"name": "sgd", "learning_rate": 5.0}, "loss": "mean_squared_logarithmic_error",
     "layers": [{"neurons": 3, "activation": "tanh"}, {"neurons": 1, "activation": "linear"}]},
    {"optimizer": {"name": "sgd", "learning_rate": 400.0}, "loss": "binary_cross_entropy"},
], ids=["far", "momentum", "logarithm", "saturated"])
def test_what_ends_a_run_ends_it_at_the_same_step(change):
    """The same sentence, and the same weights, from the last step at which all was well."""
    document, ends = xor(**change), []
    for engine in ENGINES:
        experiment = neurosim.load(document)
        with pytest.raises(NeurosimError) as raised:
            experiment.train(3000, engine=engine)
        ends.append((type(raised.value), str(raised.value), experiment.steps_taken, repr(experiment.to_document())))
    assert ends[0] == ends[1] == ends[2]


@pytest.mark.slow
def test_errors_and_answers_over_many_samples():
    """E of each sample and the outs are those of the neurons, with dropout, running means and biases of any kind."""
    samples = [{"inputs": [0.03 * i, 1.0 - 0.02 * i], "targets": [0.5, 0.5]} for i in range(40)]
    for layer in ({"dropout": 0.3}, {"normalize": "batch"}, {"normalize": "layer", "bias": "shared"}, {"bias": "none"}):
        document = {"format": "neurosim-experiment", "version": 1, "inputs": 2, "seed": 1, "samples": samples,
                    "layers": [{"neurons": 4, **layer}, {"neurons": 2, "activation": "softmax"}],
                    "loss": "kl_divergence", "training": {"steps": 60, "batch_size": 4, "order": "shuffled"}}
        trained = {engine: neurosim.load(document) for engine in ENGINES}
        results = [experiment.train(engine=engine).to_dict() for engine, experiment in trained.items()]
        assert results[0] == results[1] == results[2]
        neurons, *others = (experiment.trainer for experiment in trained.values())
        expected = [neurons.error_of(place) for place in range(40)], neurons.network.answers([s[0] for s in neurons.samples])
        for trainer in others:
            errors, outs = (trainer.compiled or trainer.straight).answered(trainer)
            assert expected == (list(errors), list(outs))


def test_the_engine_that_was_asked_for():
    """And where nobody asks, C where it is worth the compiling or compiled already, else Python."""
    engine = [type(neurosim.load("xor").trainer.straight_for(steps, wanted))
              for steps, wanted in ((10, "c"), (10, "python"), (10**6, "neurons"), (10**6, None), (10**4, None), (600, None))]
    assert [CompiledSteps, StraightSteps, type(None), CompiledSteps, CompiledSteps, StraightSteps] == engine
    example = neurosim.load("worked-example").trainer    # nobody has compiled it yet
    assert type(example.straight_for(10**4)) is StraightSteps


def test_no_compiler(monkeypatch):
    """By default nobody hears of it; who asks for C does."""
    monkeypatch.setenv("CC", "no-such-compiler")
    assert type(neurosim.load("xor").trainer.straight_for(10**6)) is StraightSteps
    with pytest.raises(NeurosimError, match="^engine: expected a C compiler, as .CC or as cc, .* got none$"):
        neurosim.load("xor").train(5, engine="c")
    with pytest.raises(NeurosimError, match="^engine: unknown engine 'C'"):
        neurosim.load("xor").train(5, engine="C")


def test_no_ctypes(monkeypatch):
    """A Python without it has no C, and nobody hears of that, either."""
    monkeypatch.setitem(sys.modules, "ctypes", None)
    assert type(neurosim.load("xor").trainer.straight_for(10**6)) is StraightSteps
    with pytest.raises(NeurosimError, match="^engine: expected a C compiler"):
        neurosim.load("xor").train(5, engine="c")


def test_the_compiler_of_a_package(monkeypatch, tmp_path):
    """ziglang, where there is no other: here one that hands all it is told to cc."""
    cc = c_libraries.compiler()
    (tmp_path / "ziglang").mkdir()
    (tmp_path / "ziglang" / "__init__.py").touch()
    (tmp_path / "ziglang" / "__main__.py").write_text(
        f"import subprocess, sys\nassert sys.argv[1] == 'cc'\nsys.exit(subprocess.run({cc!r} + sys.argv[2:]).returncode)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert c_libraries.compiler() is None
    monkeypatch.syspath_prepend(tmp_path)
    assert [sys.executable, "-m", "ziglang", "cc"] == c_libraries.compiler()
    expected = neurosim.load("xor").train(50, engine="neurons").to_dict()
    assert expected == neurosim.load("xor").train(50, engine="c").to_dict()


def test_a_compiler_that_fails(monkeypatch):
    """Then Python it is."""
    monkeypatch.setenv("CC", "false")
    assert type(neurosim.load("xor").trainer.straight_for(10**6)) is StraightSteps


def test_what_is_kept_is_checked(cache):
    """A library of other bytes, or one that others may write, is compiled anew."""
    expected = neurosim.load("xor").train(50, engine="c").to_dict()
    [path] = cache.glob("*.so")
    good = path.read_bytes()
    path.unlink()
    path.write_bytes(b"not what was compiled")
    c_libraries.library.cache_clear()
    assert expected == neurosim.load("xor").train(50, engine="c").to_dict()
    assert len(good) == len(path.read_bytes()) and [path] == list(cache.glob("*.so"))
    path.chmod(0o666)
    assert not c_libraries.whole(str(path))


def test_a_folder_that_others_may_write_is_not_used(cache):
    """The library is made in a folder that is gone as soon as it is loaded."""
    cache.mkdir()
    cache.chmod(0o777)
    trainer = neurosim.load("xor").trainer
    assert type(trainer.straight_for(10**6)) is CompiledSteps
    assert [] == os.listdir(cache)


def test_diverged_is_raised_by_take():
    """As from Python, and the state is that before."""
    experiment = neurosim.load(xor(optimizer={"name": "sgd", "learning_rate": 1e305}, layers=LINEAR))
    straight = experiment.trainer.straight_for(100, "c")
    with pytest.raises(Diverged):
        experiment.trainer.take(100, straight)


@pytest.mark.parametrize("options, engine", [([], "c"), (["--no-compile"], "python"), (["--engine", "neurons"], "neurons")])
def test_from_the_command_line(capsys, options, engine):
    """--verbose says who took the steps; what is printed is the same."""
    from neurosim.cli import main
    neurosim.load("xor").trainer.straight_for(10, "c")    # from here on it is ready
    assert 0 == main(["train", "xor", "--steps", "9000", "--verbose", *options])
    shown = capsys.readouterr()
    assert f"neurosim: note: engine: {engine}\n" == shown.err
    assert 0 == main(["train", "xor", "--steps", "9000"])
    assert shown.out == capsys.readouterr().out
    assert 2 == main(["train", "xor", "--engine", "c", "--no-compile"])


@pytest.mark.slow
def test_loops():
    """Wide layers, written as loops: softmax, dropout, a shared bias, normalisation; online and in batches."""
    layers = [{"neurons": 30, "dropout": 0.2}, {"neurons": 20, "normalize": "layer"}, {"neurons": 9, "bias": "shared", "activation": "softmax"}]
    samples = [{"inputs": [0.1 * (i - j) for j in range(4)], "targets": [float(i % 9)]} for i in range(12)]
    for batch_size in (1, 5):
        document = {"format": "neurosim-experiment", "version": 1, "inputs": 4, "seed": 1, "layers": layers, "samples": samples,
                    "loss": "sparse_categorical_cross_entropy", "optimizer": "adam",
                    "training": {"steps": 50, "batch_size": batch_size, "order": "shuffled"}}
        results = [neurosim.load(document).train(engine=engine) for engine in ENGINES]
        assert list(ENGINES) == [result.engine for result in results]
        assert results[0].to_dict() == results[1].to_dict() == results[2].to_dict()


def test_too_wide_for_the_stack():
    """300,000 neurons remember 8 MB and more, and a thread of macOS has 512 kB: they are not for C."""
    for neurons, engine in ((8_000, "c"), (9_000, "neurons")):
        document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "seed": 1, "layers": [{"neurons": neurons}, {"neurons": 1}],
                    "samples": [{"inputs": [0.5], "targets": [0.5]}], "training": {"steps": 1}}
        assert engine == neurosim.load(document).train(engine="c").engine


def test_what_c_cannot_take_is_left_to_the_neurons_where_straight_python_would_not_pay(monkeypatch):
    """A few steps of a run that diverges are not worth printing; nor is a network with very many weights."""
    monkeypatch.setattr(straight_steps, "StraightSteps", lambda trainer: pytest.fail("printed"))
    document = xor(optimizer={"name": "sgd", "learning_rate": 1e305}, layers=LINEAR)
    expected, found = neurosim.load(document), neurosim.load(document)
    for experiment, engine in ((expected, "neurons"), (found, "c")):
        with pytest.raises(Diverged):
            experiment.train(300, engine=engine)
    assert expected.to_document() == found.to_document()


def test_a_program_that_is_missing_in_the_midst_of_a_run(monkeypatch):
    """A last batch that is shorter may want a program of its own: without it, the steps are taken all the same."""
    samples = [{"inputs": [0.1 * i, 0.5], "targets": [0.3]} for i in range(5)]
    document = xor(samples=samples, training={"steps": 9, "batch_size": 3, "order": "given"},
                   layers=[{"neurons": 3, "normalize": "batch"}, {"neurons": 1}])
    expected, found = neurosim.load(document), neurosim.load(document)
    expected.train(9, engine="neurons")
    straight = found.trainer.straight_for(9, "c")
    monkeypatch.setattr(compiled_steps.c_libraries, "library", lambda text: None)
    found.trainer.take(9, straight)
    assert expected.to_document() == found.to_document()


@pytest.mark.parametrize("order", ["given", "random"])
def test_a_batch_greater_than_all_samples(order):
    """Three of one sample: once as it is given, three times where it is drawn; the same weights as by the neurons."""
    document = {**neurosim.load("xor").document, "samples": [{"inputs": [0.0, 1.0], "targets": [1.0]}],
                "training": {"steps": 30, "batch_size": 3, "order": order, "reduction": "sum"}}
    found = [neurosim.Experiment(document).train(engine=engine) for engine in ("neurons", "c")]
    assert "c" == found[1].engine and found[0].parameters() == found[1].parameters()
