"""Runs that last: what is kept goes on as if nothing had happened, and what is not whole is refused."""

import json
import math
import os
import random
import signal
import subprocess
import sys
import time

import pytest

import neurosim
from neurosim.cli import main
from neurosim.core.guard.errors import Diverged, NeurosimError
from neurosim.core.guard.sizes import LIMITS
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.files.checkpoint_file import CHECKPOINT, parse_checkpoint, write_checkpoint
from neurosim.training.divergence import first_nonfinite
from neurosim.files.lock import Lock
from neurosim.training.interrupts import Interrupted, Signals
from neurosim.training.state import restore, state_of

XOR = {"format": "neurosim-experiment", "version": 1, "inputs": 2, "layers": [{"neurons": 2}, {"neurons": 1}],
       "samples": [{"inputs": [a, b], "targets": [a ^ b]} for a in (0, 1) for b in (0, 1)],
       "training": {"steps": 50, "order": "shuffled", "batch_size": 3}, "seed": 1}
WILD = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"neurons": 2, "activation": "linear"},
        {"neurons": 1, "activation": "linear"}], "optimizer": {"name": "sgd", "learning_rate": 1.5},
        "samples": [{"inputs": [2], "targets": [1]}, {"inputs": [-2], "targets": [1]}],
        "training": {"steps": 1000, "order": "shuffled"}, "seed": 1}


def changed(document, **fields):
    return {**document, **fields}


def training(**fields):
    return changed(XOR, training={**XOR["training"], **fields})


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "run.json")


@pytest.fixture
def kept(path):
    """A checkpoint of step 31 of 50."""
    neurosim.load(XOR).train(31, checkpoint=path)
    return path


def content(path):
    with open(path, "rb") as file:
        return file.read()


def everything(experiment, result):
    """What two runs must have in common, to the last bit."""
    return state_of(experiment.trainer), result.to_dict(), experiment.random.random()


# A resumed run is the run.

@pytest.mark.parametrize("order", ["given", "shuffled", "random"])
@pytest.mark.parametrize("batch_size", [1, 3, "all"])
@pytest.mark.parametrize("breaks", [[0, 1, 7, 50], pytest.param([30], marks=pytest.mark.slow)])
def test_resumed_is_uninterrupted(path, order, batch_size, breaks):
    """However often a run is interrupted: the same weights, errors and random numbers, bit by bit."""
    document, experiment = training(order=order, batch_size=batch_size), None
    whole = neurosim.load(document)
    expected = everything(whole, whole.train())
    neurosim.load(document).train(breaks[0], checkpoint=path)
    for steps in [*breaks[1:], 50]:
        experiment = neurosim.load(document)
        result = experiment.resume(path, steps, checkpoint=path, every=4)
    assert expected == everything(experiment, result)


def test_the_command_line_prints_the_same(path, capsys):
    """`--resume` ends with the very output of a run without a break; without more steps to take it says so."""
    assert 0 == main(["train", "xor", "--steps", "300"])
    expected = capsys.readouterr().out
    assert 0 == main(["train", "xor", "--steps", "123", "--checkpoint", path, "--every", "50"])
    capsys.readouterr()
    assert 0 == main(["train", "xor", "--steps", "300", "--resume", path, "--checkpoint", path])
    assert (expected, "") == capsys.readouterr()
    assert 0 == main(["train", "xor", "--steps", "300", "--resume", path])
    assert (expected, f"neurosim: note: {path}: all 300 steps are already done\n") == capsys.readouterr()
    assert 0 == main(["train", "xor", "--steps", "300", "--resume", path, "--quiet"])
    assert (expected, "") == capsys.readouterr()


def test_an_unknown_seed_is_kept(path):
    """Where the file has no seed, the resumed run goes by that of the checkpoint."""
    document = {key: value for key, value in XOR.items() if key != "seed"}
    first = neurosim.load(document)
    expected = first.train(30, checkpoint=path).to_dict()
    assert expected == neurosim.load(document).resume(path, 30, checkpoint=path).to_dict()
    assert first.seed == json.loads(content(path))["seed"]


def test_every(path):
    """A checkpoint every so many steps, and one at the end."""
    steps = []

    def progress(taken, total, step):
        for batch in taken:
            yield batch
            steps.append(json.loads(content(path))["step"] if os.path.exists(path) else None)
    neurosim.load(XOR).train(12, checkpoint=path, every=5, progress=progress)
    assert [None] * 4 + [5] * 5 + [10] * 3 == steps
    assert 12 == json.loads(content(path))["step"]


def test_same_run_same_bytes(path, tmp_path):
    """No time and no path is in a checkpoint, and nothing else is left in the folder."""
    neurosim.load(XOR).train(30, checkpoint=path)
    neurosim.load(XOR).train(30, checkpoint=str(tmp_path / "other.json"), every=7)
    assert content(path) == content(tmp_path / "other.json")
    assert ["other.json", "run.json"] == sorted(os.listdir(tmp_path))


@pytest.mark.parametrize("optimizer", [{"name": "sgd", "momentum": 0.9}, *(name for name in OPTIMIZERS if OPTIMIZERS.make(name).initial_memory)], ids=str)
def test_optimizer_memory(optimizer, path):
    """What an optimizer remembers is kept, and checked for its shape."""
    document = changed(XOR, optimizer=optimizer)
    whole = neurosim.load(document)
    expected = everything(whole, whole.train())
    neurosim.load(document).train(30, checkpoint=path)
    tamper(path, lambda fields: next(iter(fields["memory"]["memory"][0][0].values())).pop(), other := path + "2")
    experiment = neurosim.load(document)
    with pytest.raises(NeurosimError, match="memory: expected what the optimizer remembers of this network"):
        experiment.resume(other)
    assert expected == everything(experiment, experiment.resume(path))


# What is refused, and changes nothing.

def refused(document, path, **options):
    """The sentence a checkpoint is refused with; the experiment stays as it was."""
    experiment = neurosim.load(document)
    before = state_of(experiment.trainer), experiment.seed
    with pytest.raises(NeurosimError) as caught:
        experiment.resume(path, **options)
    assert before == (state_of(experiment.trainer), experiment.seed)
    return str(caught.value).removeprefix(path)


@pytest.mark.parametrize("document, expected", [
    (changed(XOR, layers=[{"neurons": 3}, {"neurons": 1}]), ": layers differ from the experiment's"),
    (changed(XOR, loss="mean_squared_error"), ": loss differs from the experiment's"),
    (changed(XOR, optimizer={"name": "sgd", "learning_rate": 0.25}), ": optimizer differs from the experiment's"),
    (changed(XOR, samples=XOR["samples"][:3]), ": samples differ from the experiment's; --force-data takes the new ones"),
    (training(batch_size=2), ": training differs from the experiment's"),
    (training(reduction="sum"), ": training differs from the experiment's"),
    (changed(XOR, seed=2), ": seed differs from the experiment's (expected 1, which it was begun with, got 2)"),
    (training(steps=30), "steps: expected at least 31, which {path} has taken, got 30"),
])
def test_another_experiment(kept, document, expected):
    """The first part that differs is named."""
    assert expected.format(path=kept) == refused(document, kept)


def test_what_may_differ(kept):
    """The name and the number of steps."""
    assert 40 == neurosim.load(changed(training(steps=40), name="another name")).resume(kept).steps


def test_force_data(kept):
    """Other samples are taken when one insists, and nothing but samples."""
    fewer = changed(XOR, samples=[{"inputs": [0.5, 0.5], "targets": [1]}])
    assert 50 == neurosim.load(fewer).resume(kept, force_data=True).steps
    assert ": loss differs from the experiment's" == refused(changed(fewer, loss="mean_squared_error"), kept, force_data=True)


@pytest.mark.slow
def test_every_byte(kept):
    """A bit that flips anywhere is noticed."""
    data, draw = content(kept), random.Random(0)
    for place in range(len(data)):
        flipped = data[:place] + bytes([data[place] ^ 1 << draw.randrange(8)]) + data[place + 1:]
        with pytest.raises(NeurosimError, match="checksum mismatch|not a checkpoint|cut short|format"):
            parse_checkpoint(flipped, "run.json", like=None)


@pytest.mark.parametrize("damage, expected", [
    (lambda data: b"", ": expected a checkpoint, got an empty file"),
    (lambda data: data[:-1], ": checksum mismatch: a checkpoint that was altered after it was written"),
    (lambda data: data[:1000], ": a checkpoint that was cut short: its end is missing"),
    (lambda data: data[:9], ": a checkpoint that was cut short: its end is missing"),
    (lambda data: data.replace(b'"step": 31', b'"step": 30'), ": checksum mismatch: a checkpoint that was altered after it was written"),
    (lambda data: data + b"\n", ": checksum mismatch: a checkpoint that was altered after it was written"),
    (lambda data: data + data, ": checksum mismatch: a checkpoint that was altered after it was written"),
    (lambda data: b"\xef\xbb\xbf" + data, ": not a checkpoint, or not as neurosim wrote it"),
    (lambda data: json.dumps(json.loads(data)).encode(), ": checksum mismatch: a checkpoint that was altered after it was written"),
    (lambda data: json.dumps(XOR).encode(), ": format: expected 'neurosim-checkpoint', got 'neurosim-experiment'"),
    (lambda data: data.replace(b'"version": 1', b'"version": 99'), ": version: unsupported format version 99 (this neurosim reads 1)"),
    (lambda data: b"[" * 100_000, ": not a checkpoint, or not as neurosim wrote it"),
    (lambda data: b"[1]", ": not a checkpoint, or not as neurosim wrote it"),
    (lambda data: b"\x80\x04K\x01.", ": not a checkpoint, or not as neurosim wrote it"),
])
def test_damaged(kept, damage, expected, capsys):
    """Truncated, empty, with something behind it, rewritten, or another file altogether: one line, exit 2."""
    data = damage(content(kept))
    with open(kept, "wb") as file:
        file.write(data)
    assert expected == refused(XOR, kept)
    assert 2 == main(["train", "xor", "--resume", kept])
    out, err = capsys.readouterr()
    assert ("", 1) == (out, err.count("\n"))
    assert data == content(kept)


def tamper(path, change, target=None):
    """Alter a checkpoint and seal it again."""
    fields = json.loads(content(path))
    change(fields)
    with open(target or path, "wb") as file:
        file.write(seal(fields))


def seal(fields):
    """As write_checkpoint does, with fields that it would never write."""
    from neurosim.files.checkpoint_file import head
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in fields.items() if key not in list(CHECKPOINT)[:3]]
    body = (",\n".join(lines) + "\n}\n").encode("ascii")
    return head(body) + body


def put(*path_and_value):
    """put("layers", 0, "weights", 1, value)(fields) sets fields["layers"][0]["weights"][1]."""
    *path, last, value = path_and_value

    def change(fields):
        for key in path:
            fields = fields[key]
        fields[last] = value
    return change


def test_sealed_again(kept):
    """What the tests below seal without a change is as it was."""
    before = content(kept)
    tamper(kept, lambda fields: None)
    assert before == content(kept)


@pytest.mark.parametrize("change, expected", [
    (put("layers", 0, "weights", 1, float("nan")), ": layers[0].weights[1]: expected a finite number, got NaN"),
    (put("layers", 0, "weights", 1, float("inf")), ": layers[0].weights[1]: expected a finite number, got Infinity"),
    (put("layers", 0, "weights", 1, True), ": layers[0].weights[1]: expected a finite number, got True (bool)"),
    (put("layers", 0, "weights", [0.5]), ": layers[0].weights: expected 4 numbers, got 1"),
    (put("layers", 1, "biases", []), ": layers[1].biases: expected 1 number, got 0"),
    (put("layers", [{"weights": [0.5], "biases": []}]), ": layers: expected 2 layers, got 1"),
    (put("layers", []), ": layers: expected at least one layer, got a list of length 0"),
    (put("layers", 0, "slope", 1), ": layers[0]: unknown field 'slope'"),
    (put("step", -1), ": step: expected an integer >= 0 and <= 1000000000000000, got -1"),
    (put("step", 1.5), ": step: expected an integer >= 0 and <= 1000000000000000, got 1.5"),
    (put("step", 20), ": errors: expected no step after 20, got 31"),
    (put("stepp", 1), ": unknown field 'stepp' (did you mean 'step'?)"),
    (lambda fields: fields.pop("random"), ": missing field 'random'"),
    (put("random", [3, [1] * 10**5, None]), ": random[1]: expected a list of 625 numbers, got a list of length 100000"),
    (put("random", 1, 0, 2**32), ": random[1][0]: expected an integer >= 0 and <= 4294967295, got 4294967296"),
    (put("random", 1, 624, 625), ": random[1][624]: expected an integer >= 0 and <= 624, got 625"),
    (put("random", 0, 2), ": random: expected [3, a list of 625 numbers, a number or null], got a list of length 3"),
    (put("random", 2, "x"), ": random[2]: expected a finite number, got 'x'"),
    (put("waiting", [4]), ": waiting: expected places of the 4 samples, each at most once"),
    (put("waiting", [0, 0]), ": waiting: expected places of the 4 samples, each at most once"),
    (put("waiting", 0, -1), ": waiting[0]: expected an integer >= 0 and <= 1000000000000000, got -1"),
    (put("waiting", {}), ": waiting: expected a list of whole numbers, got a dict of length 0"),
    (put("errors", []), ": errors: expected a list of [step, error], got a list of length 0"),
    (put("errors", 0, 0, 1), ": errors: expected steps from 0 upwards"),
    (put("errors", 1, 1, "0.6"), ": errors[1][1]: expected a finite number, got '0.6'"),
    (put("errors", 1, 7), ": errors[1]: expected [step, error], got 7"),
    (put("memory", {"velocity": [1.0]}), ": memory: expected what the optimizer remembers of this network"),
    (put("memory", [[[[[[[[[[]]]]]]]]]]), ": memory[0][0][0][0][0][0][0][0]: expected at most 8 lists within each other"),
    (put("fingerprints", "loss", "x"), ": fingerprints.loss: expected 64 hexadecimal digits, got 'x'"),
    (put("fingerprints", []), ": fingerprints: expected an object, got a list of length 0"),
    (put("seed", None), ": seed: expected an integer >= 0 and <= 18446744073709551615, got null"),
    (put("seed", 2**64), ": seed: expected an integer >= 0 and <= 18446744073709551615, got 18446744073709551616"),
    (put("made_by", "python", "\x1b[31m"), ": made_by.python: expected 1 to 64 printable characters, got '\\x1b[31m'"),
])
def test_tampered(kept, change, expected):
    """A checksum that is right makes nothing right: every field is checked like that of any file, and named."""
    tamper(kept, change)
    assert expected == refused(XOR, kept)


@pytest.mark.parametrize("optimizer, path, value, expected", [
    ("adam", ("common", "beta2_t"), 1.5, "memory.common.beta2_t: expected a number from 0 to 1, got 1.5"),
    ("adam", ("common", "beta1_t"), -0.5, "memory.common.beta1_t: expected a number from 0 to 1, got -0.5"),
    ("adam", ("memory", 0, 1, "v", 1), -1e-300, "memory.memory[0][1].v[1]: expected a number >= 0, got -1e-300"),
    ("rmsprop", ("memory", 1, 0, "mean_square", 0), -1.0, "memory.memory[1][0].mean_square[0]: expected a number >= 0, got -1.0"),
    ("adagrad", ("memory", 0, 0, "squares", 0), -1.0, "memory.memory[0][0].squares[0]: expected a number >= 0, got -1.0"),
    ("adam", ("memory", 0, 0, "m", 0), -1.0, None), ("sgd", ("memory", 0, 0, "velocity", 0), -1.0, None)])
def test_tampered_memory(tmp_path, optimizer, path, value, expected):
    """Roots and powers are what they can be: no resumed run comes to the root of a negative number."""
    document = {**XOR, "optimizer": {"name": "sgd", "momentum": 0.5} if optimizer == "sgd" else optimizer}
    file = tmp_path / "memory.ck"
    neurosim.load(document).train(5, checkpoint=file)
    tamper(file, put("memory", *path, value))
    if expected:
        assert f": {expected}" == refused(document, str(file))
    else:
        assert 6 == neurosim.load(document).resume(file, 6).steps


def test_key_twice(kept):
    """Two steps in one file: neither is believed."""
    from neurosim.files.checkpoint_file import head
    body = content(kept).partition(b"\n")[2].replace(b'"step": 31,', b'"step": 31,\n"step": 32,')
    with open(kept, "wb") as file:
        file.write(head(body) + body)
    assert ": field 'step' is given twice" == refused(XOR, kept)


def test_fields_of_a_checkpoint(kept):
    """What is written is what the table lists."""
    fields = json.loads(content(kept))
    assert list(CHECKPOINT) == list(fields)
    assert content(kept) == write_checkpoint({key: fields[key] for key in list(CHECKPOINT)[3:]})


@pytest.mark.parametrize("there", [b"my only copy\n", json.dumps(XOR).encode()])
def test_nothing_else_is_overwritten(path, there, capsys):
    """An experiment, or whatever it is, is not lost to a slip of the pen; an empty file or an old checkpoint may go."""
    with open(path, "wb") as file:
        file.write(there)
    assert 2 == main(["train", "xor", "--checkpoint", path])
    expected = "it is something else, and would be lost (expected a new file, or a checkpoint to replace)"
    assert f"neurosim: error: {path}: {expected}\n" == capsys.readouterr().err
    assert there == content(path)


@pytest.mark.parametrize("name, expected", [("no/run.json", "No such file or directory"), ("", "Is a directory")])
def test_unwritable(tmp_path, name, expected, capsys, monkeypatch):
    """What cannot be written is found out before the first step, exit 3."""
    monkeypatch.setattr("neurosim.training.trainer.train", None)
    assert 3 == main(["train", "xor", "--checkpoint", str(tmp_path / name)])
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize("options, expected", [
    (["--every", "5"], "--every: expected --checkpoint FILE beside it"),
    (["--force-data"], "--force-data: expected --resume FILE beside it"),
    (["--checkpoint", "f", "--every", "0"], "--every: expected a whole number from 1 to 1000000000000, got '0'"),
    (["--resume", "/no/such"], "/no/such: no such file (expected a checkpoint)"),
])
def test_options(options, expected, capsys):
    """One line, exit 2."""
    assert 2 == main(["train", "xor", *options])
    assert expected in capsys.readouterr().err


def test_disk_full(kept, monkeypatch, capsys):
    """When a checkpoint cannot be written, the one before is still there, and the lock is gone: exit 3."""
    before = content(kept)
    monkeypatch.setattr(os, "fsync", lambda number: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space left"):
        neurosim.load(XOR).resume(kept, checkpoint=kept)
    assert before == content(kept)
    assert ["run.json"] == os.listdir(os.path.dirname(kept))


# One run a file.

def test_lock(path, capsys):
    """A second run is sent away with the pid of the first; a link to the file is the file."""
    os.symlink(path, path + ".link")
    lock = Lock(os.path.realpath(path)).take()
    for name in (path, path + ".link"):
        assert 3 == main(["train", "worked-example", "--checkpoint", name])
        assert f"neurosim: error: {os.path.realpath(path)}: in use by pid {os.getpid()}\n" == capsys.readouterr().err
    lock.release()
    assert 0 == main(["train", "worked-example", "--checkpoint", path])
    assert ["run.json", "run.json.link"] == sorted(os.listdir(os.path.dirname(path)))


def test_stale_lock(path):
    """The lock of a run that is no more is taken over, whatever it says."""
    with open(os.path.join(os.path.dirname(path), ".run.json.neurosim-lock"), "w") as file:
        file.write("99999999\n")
    neurosim.load(XOR).train(checkpoint=path)
    assert ["run.json"] == os.listdir(os.path.dirname(path))


# Signals.

def start(path, *options):
    """A long run that has written a checkpoint, as a process of its own."""
    run = subprocess.Popen([sys.executable, "-m", "neurosim", "train", "xor", "--steps", "100000000", *options],
                           stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    for _ in range(1000):
        if os.path.exists(path):
            break
        time.sleep(0.01)
    return run


@pytest.mark.parametrize("name, code", [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_interrupted(path, name, code):
    """The last finished step is saved, and goes on to where an undisturbed run is."""
    run = start(path, "--checkpoint", path, "--every", "100")
    run.send_signal(getattr(signal, name))
    out, err = run.communicate(timeout=30)
    step = json.loads(content(path))["step"]
    assert (code, "", f"neurosim: error: interrupted at step {step}; checkpoint saved to {path}\n") == (run.returncode, out, err)
    assert ["run.json"] == os.listdir(os.path.dirname(path))
    assert neurosim.load("xor").train(step + 5).to_dict() == neurosim.load("xor").resume(path, step + 5).to_dict()


def when(step, *numbers):
    """A progress that sends signals to this process after a step."""
    def progress(taken, steps, done):
        for done, batch in enumerate(taken, done + 1):
            if done == step:
                for number in numbers:
                    signal.raise_signal(number)
            yield batch
    return progress


def test_interrupted_without_a_checkpoint():
    """Then it says where it was, and the network is whole."""
    experiment = neurosim.load(XOR)
    with pytest.raises(KeyboardInterrupt, match="^interrupted at step 7$"):
        experiment.train(progress=when(7, signal.SIGINT))
    assert state_of(experiment.trainer) == state_of(trained(XOR, 7).trainer)


def trained(document, steps):
    experiment = neurosim.load(document)
    experiment.trainer.run_steps(steps)
    return experiment


def test_interrupted_at_the_last_step(path):
    """No signal is lost."""
    with pytest.raises(Interrupted, match="^interrupted at step 50; checkpoint saved to "):
        neurosim.load(XOR).train(checkpoint=path, progress=when(50, signal.SIGINT))
    assert signal.default_int_handler == signal.getsignal(signal.SIGINT)


def test_interrupted_while_the_end_is_saved(path, monkeypatch):
    """Not even when every step is taken."""
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda number: (monkeypatch.undo(), signal.raise_signal(signal.SIGINT), real(number)))
    with pytest.raises(Interrupted, match="^interrupted at step 50; checkpoint saved to "):
        neurosim.load(XOR).train(checkpoint=path)
    assert 50 == neurosim.load(XOR).resume(path).resumed


def test_second_signal(path):
    """It does not wait for anything: the checkpoint is the last one, and the network is as it was when last looked at."""
    experiment = neurosim.load(XOR)
    with pytest.raises(Interrupted, match="^interrupted at step 7; the checkpoint in .* is of step 5$") as caught:
        experiment.train(checkpoint=path, every=5, progress=when(8, signal.SIGINT, signal.SIGTERM))
    assert 143 == caught.value.code
    assert state_of(trained(XOR, 5).trainer) == state_of(experiment.trainer)
    assert 50 == neurosim.load(XOR).resume(path).steps


def test_second_signal_during_a_write(path, monkeypatch):
    """The file is the one before, whole and alone."""
    neurosim.load(XOR).train(5, checkpoint=path)
    before, real = content(path), os.fsync
    monkeypatch.setattr(os, "fsync", lambda number: (signal.raise_signal(signal.SIGINT), real(number)))
    with pytest.raises(Interrupted, match="^interrupted at step 7"):
        neurosim.load(XOR).train(checkpoint=path, progress=when(7, signal.SIGINT))
    assert before == content(path)
    assert ["run.json"] == os.listdir(os.path.dirname(path))


def test_second_signal_just_after_a_write(path, monkeypatch):
    """The file is the new one already, and that is what is said."""
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda *names: (real(*names), signal.raise_signal(signal.SIGINT)))
    with pytest.raises(Interrupted, match="^interrupted at step 7; checkpoint saved to "):
        neurosim.load(XOR).train(checkpoint=path, every=100, progress=when(7, signal.SIGINT))
    assert 7 == json.loads(content(path))["step"]


def test_second_signal_just_after_a_write_on_the_way(path, monkeypatch):
    """The same where the run has gone on since the checkpoint before."""
    real, writes = os.replace, []

    def replaced(*names):
        real(*names)
        writes.append(names)
        if len(writes) == 2:
            signal.raise_signal(signal.SIGINT), signal.raise_signal(signal.SIGINT)
    monkeypatch.setattr(os, "replace", replaced)
    with pytest.raises(Interrupted, match="^interrupted at step 20; checkpoint saved to "):
        neurosim.load(XOR).train(checkpoint=path, every=10)
    assert 20 == json.loads(content(path))["step"]


def test_ignored_signals_stay_ignored():
    """Under nohup, SIGHUP ends nothing."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert 50 == neurosim.load(XOR).train(progress=when(7, signal.SIGHUP)).steps
    finally:
        signal.signal(signal.SIGHUP, before)


def test_other_threads():
    """Outside the main thread no signal can be caught, and none is missed."""
    import threading
    found = []
    thread = threading.Thread(target=lambda: found.append(neurosim.load(XOR).train().steps))
    thread.start()
    thread.join()
    assert [50] == found


@pytest.mark.slow
def test_kill_trials():
    """Eight times kill -9: the short version of the script's 200."""
    run = subprocess.run([sys.executable, os.path.join(os.path.dirname(__file__), "..", "..", "scripts", "kill_trials.py"), "8"],
                         capture_output=True, text=True, encoding="utf-8")
    assert (0, "") == (run.returncode, run.stderr)
    assert "bit by bit where an undisturbed run is" in run.stdout


# Divergence.

def first_bad_step(document):
    """Found the slow way: the trace of every step. The step, the quantity, and the state before it."""
    experiment = neurosim.load(document)
    while True:
        before = state_of(experiment.trainer)
        try:
            experiment.trace()
        except Diverged as error:
            return str(error), before
        experiment.trainer.run_steps(1)


@pytest.mark.parametrize("rate", [0.6, 0.8, 1.5, 40.0])
@pytest.mark.parametrize("batch_size", [1, 2])
def test_diverged(path, rate, batch_size):
    """The step and the first number beyond a float are named; the state before is kept, in the network and in the file."""
    document = changed(WILD, optimizer={"name": "sgd", "learning_rate": rate}, training={**WILD["training"], "batch_size": batch_size})
    expected, good = first_bad_step(document)
    experiment = neurosim.load(document)
    with pytest.raises(Diverged) as caught:
        experiment.train(checkpoint=path)
    assert expected == str(caught.value)
    assert good == state_of(experiment.trainer)
    resumed = neurosim.load(document)
    assert good["step"] == json.loads(content(path))["step"]
    with pytest.raises(Diverged) as caught:
        resumed.resume(path)
    assert (expected, good) == (str(caught.value), state_of(resumed.trainer))


def test_diverged_where_the_error_stays_finite():
    """A sigmoid answers 1 to a net of infinity, and the error looks innocent."""
    document = {**WILD, "layers": [{"weights": [[1e10]]}], "samples": [{"inputs": [1e300], "targets": [1]}]}
    with pytest.raises(Diverged, match="^diverged at step 1: net_o1 = inf$"):
        neurosim.load(document).train()


@pytest.mark.parametrize("unrolled", [False, True])
def test_diverged_in_the_running_means(path, unrolled):
    """The variance of such nets is beyond a float, while all nets, outs, slopes and weights are finite."""
    document = {**WILD, "inputs": 1, "layers": [{"weights": [[1.0]], "normalize": "batch"}], "training": {"batch_size": 2},
                "samples": [{"inputs": [1.0], "targets": [1]}, {"inputs": [1e200], "targets": [0]}]}
    with pytest.raises(Diverged, match="^diverged at step 1: variance_o1 = inf$"):
        neurosim.load(document).train(50, checkpoint=path, unrolled=unrolled)


def test_diverged_on_the_command_line(tmp_path, capsys):
    """One line, exit 1."""
    (tmp_path / "wild.json").write_text(json.dumps(WILD))
    assert 1 == main(["train", str(tmp_path / "wild.json")])
    out, err = capsys.readouterr()
    assert ("", f"neurosim: error: {first_bad_step(WILD)[0]}\n") == (out, err)


def test_diverged_too_large_to_trace(monkeypatch):
    """Where no trace can be taken, it is the first net or weight that is not finite."""
    monkeypatch.setitem(LIMITS, "numbers in a step", 1)
    experiment = neurosim.load(WILD)
    with pytest.raises(Diverged, match=r"^diverged at step \d+: (net_|w|b)\w+ = (inf|-inf|nan)$"):
        experiment.train()
    assert first_nonfinite(experiment.network) is None or experiment.steps_taken


@pytest.mark.parametrize("targets, step", [([1e200, 1], 2), ([1, 1e200], 3)])
def test_great_targets(path, targets, step):
    """E is beyond a double from the beginning. That ends nothing; two weights of 1e200, a step after they were learnt, do."""
    document = changed(WILD, samples=[{"inputs": [2], "targets": [target]} for target in targets], training={"steps": 9})
    with pytest.raises(Diverged, match=f"^diverged at step {step}: net_o1 = -inf$"):
        neurosim.load(document).train(checkpoint=path)
    assert step - 1 == json.loads(content(path))["step"]


FAR = {**WILD, "layers": [{"weights": [[1e160]], "bias": "none", "activation": "linear"}], "optimizer": {"name": "sgd", "learning_rate": 0.02},
       "samples": [{"inputs": [1], "targets": [1]}, {"inputs": [-1], "targets": [1]}], "training": {"steps": 1000}}


def test_error_beyond_a_double(path):
    """It comes back when w has fallen to 0.98^n · 1e160: null in the file, and a run that was resumed has the same errors."""
    whole = neurosim.load(FAR).train()
    beyond = [step for step, error in whole.errors if error == math.inf]
    assert [0, 1, 2, 5, 10, 20, 50, 100, 200, 500] == beyond and 0.49 < whole.errors[-1][1] / (1e160 * 0.98 ** 1000) ** 2 < 0.51
    neurosim.load(FAR).train(steps=600, checkpoint=path)
    assert [[step, None] for step in beyond] == json.loads(content(path))["errors"][:len(beyond)]
    resumed = neurosim.load(FAR).resume(path)
    assert whole.to_dict() == resumed.to_dict() and whole.errors == resumed.errors


def test_restore():
    """A state is a copy of everything: taken, and brought back, as if nothing had happened."""
    experiment = trained(XOR, 10)
    state = state_of(experiment.trainer)
    experiment.trainer.run_steps(5)
    restore(experiment.trainer, state)
    experiment.trainer.run_steps(40)
    assert state_of(trained(XOR, 50).trainer) == state_of(experiment.trainer)
    assert 10 == state["step"]


def test_signals_are_given_back():
    """What was in charge before is in charge again."""
    before = signal.getsignal(signal.SIGTERM)
    with Signals() as signals:
        signal.raise_signal(signal.SIGTERM)
        assert signal.SIGTERM == signals.caught
    assert before == signal.getsignal(signal.SIGTERM)


# Progress.

def test_progress(monkeypatch, capsys):
    """At a terminal and without tqdm: a line now and then. Elsewhere, and with --quiet, nothing."""
    from neurosim.cli import progress
    assert progress.progress() is None
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "FIRST", -1.0)
    monkeypatch.setattr(progress, "SECONDS", -1.0)
    assert progress.progress(quiet=True) is None
    assert list("ab") == list(progress.progress()(iter("ab"), 1000, 498))
    lines = [f"neurosim: step {step} of 1,000 ({share} %), about 0 seconds left" for step, share in ((499, 49), (500, 50))]
    assert lines == capsys.readouterr().err.splitlines()


def test_progress_bar(monkeypatch):
    """With tqdm, a bar over what is left, that begins where the run does."""
    from types import SimpleNamespace
    from neurosim.cli import progress
    monkeypatch.setitem(sys.modules, "tqdm", SimpleNamespace(tqdm=lambda taken, **options: (list(taken), options)))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    taken, options = progress.progress()(iter("ab"), 10, 8)
    assert (list("ab"), 10, 8, False) == (taken, options["total"], options["initial"], options["leave"])


# What an earlier version wrote, before files were moved into rooms: rmsprop, dropout, batches in a shuffled order. The numbers are its own.

BEFORE = os.path.join(os.path.dirname(__file__), "written_before")


@pytest.mark.parametrize("wanted", [False, True])
def test_a_checkpoint_of_an_earlier_version(wanted):
    """A run that it has taken half of ends where it ended itself."""
    end = neurosim.load(f"{BEFORE}/experiment.json").resume(f"{BEFORE}/checkpoint.json", 1500, unrolled=wanted)
    assert (733, 1500, 22) == (end.resumed, end.steps, end.experiment.seed)
    assert pytest.approx(0.08400552322474704, rel=1e-9) == end.errors[-1][1]    # another machine's exp may differ in the last bit
    assert [pytest.approx([out], rel=1e-9) for out in (0.22815053473352317, 0.2779679519182019, 0.8586459878641143, 0.2805000607748161)] == end.outputs


def test_an_experiment_of_an_earlier_version():
    """Saved after 137 steps, and trained for 700 more."""
    assert pytest.approx(0.09766988234963059, rel=1e-9) == neurosim.load(f"{BEFORE}/saved.json").train(700).errors[-1][1]
