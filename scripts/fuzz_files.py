"""Alter files of all five kinds in any way, and hand them in: an answer or one line, never a fault, nothing left behind.

    python scripts/fuzz_files.py               1,000 files of each kind
    python scripts/fuzz_files.py 20000 7       20,000 of each, with seed 7

What is altered: bytes of the text, or a value of it; where a file has a checksum, that is made right again for half of
them. Every file that ends in a fault is shown, with the call.
"""

import contextlib
import io
import json
import os
import random
import signal
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import neurosim
from neurosim.cli import main
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.initializers import INITIALIZERS
from neurosim.core.guard.door import BIASES
from neurosim.core.losses import LOSSES
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.core.training import ORDERS, REDUCTIONS
from neurosim.examples import CATALOGUE
from neurosim.examples.publications import names
from neurosim.files import write_experiment
from neurosim.studies.sweep.one_run import STATUSES

SECONDS = 10    # for one file
PIECES = [b"", b"{", b"}", b"[", b"]", b",", b'"', b":", b";", b"\t", b"\n", b"null", b"true", b"NaN", b"1e999", b"-0", b"1e-999", b"-1",
          b"\\ud800", b"\xff", b"\x00", b"\x1b[31m", b"9" * 500, b"9" * 5000, b'"name"', b'"samples"', b'{"csv":"data.csv","targets":1}',
          b"[[]]", b"{}", b"\xef\xbb\xbf", b'"x": 1,', b"\xe2\x88\x82", b"=", b"'"]
VALUES = [None, True, -1, 0, 1, 2, 2.5, -0.5, 1e308, 1e-320, "", "sgd", "softmax", [], [[]], {}, [1, 2, 3], {"name": None}, {"name": "sgd", "x": []},
          {"csv": []}, {"csv": None}, {"scheme": {}}, float("nan"), float("inf"), 10**30, "\x1b", {"inputs": 1}, "x" * 100, 2**64]
NUMBERS = [-1, 0, 1, 2, 3, 7, 0.5, -0.5, 0.1, 1e-9, 800.0, -800.0, 1e16, 1e200, 1e308, -1e308, 5e-324]
NAMES = [*ACTIVATIONS, *LOSSES, *OPTIMIZERS, *INITIALIZERS, *ORDERS, *REDUCTIONS, *BIASES, *STATUSES, "all"]
CELLS = ["", "nan", "1e999", "-1", "0", "0.5", "2", "abc", "1_000", "1,5", "'", "w5+", "=1+1", "\u0661", " ", "1e-400", "9" * 400]

EXPERIMENT_CALLS = [["trace"], ["train", "--steps", "3"], ["explain", "w1"], ["check"], ["diagnose", "w1+=0.1"], ["mistakes"],
                    ["lab", "--mistake", "updated_weights", "--steps", "3"], ["sweep", "--seeds", "1", "--steps", "3", "--jobs", "1"],
                    ["landscape", "--along", "w1,w2", "--steps", "3", "--points", "3"], ["explore", "-o", "-"], ["export", "--to", "python"],
                    ["trace", "--numbers", "rounded:3"], ["trace", "--numbers", "fraction"], ["explain", "--all"], ["trace", "--all-errors"]]
DATA = {"format": "neurosim-experiment", "version": 1, "inputs": 2, "layers": [{"neurons": 2, "activation": "softmax"}],
        "loss": "categorical_cross_entropy", "samples": {"csv": "data.csv", "targets": 2}, "seed": 1}
CLASSES = {**DATA, "loss": "sparse_categorical_cross_entropy", "samples": {"csv": "data.csv", "targets": 1}}
MEMORIES = ["sgd", {"name": "sgd", "momentum": 0.9}, "adagrad", {"name": "rmsprop", "momentum": 0.5, "centered": True}, "adam"]


# The kinds: (originals, calls with FILE in the place of the file, how it is sealed again).

def kinds(folder):
    """name -> (file name, originals, calls, seal). Writes what the calls need into the folder."""
    examples = list(written_experiments())
    (folder / "data.json").write_text(json.dumps(DATA))
    (folder / "classes.json").write_text(json.dumps(CLASSES))
    checkpoints, resumes = written_checkpoints(folder)
    neurosim.sweep("xor", {"hidden": [1, 2], "batch_size": [1, "all"]}, 4, 30, jobs=1, keep=folder / "runs.jsonl")
    kept = (folder / "runs.jsonl").read_bytes()
    sweep = "sweep xor --hidden 1,2 --batch-size 1,all --seeds 4 --steps 30 --jobs 1 --keep FILE".split()
    answers = [b"name,value\nw5+,0.3589\nE,0.2984\n\nw1+,\n", 'w5+;0,3589\n∂E/∂w1;"0,00044"\ndelta_o1;0,1385\n'.encode(), b"net_h1,0.3775,ok\nout_h1,.5933,ok\n"]
    return {"experiment": ("any.json", examples, [[verb, "FILE", *rest] for verb, *rest in EXPERIMENT_CALLS], None),
            "csv": ("data.csv", [b"a,b,c,d\n1,2.5,0,1\n\n-3,4e1,1,0\n0.5,.5,.25,.75\n", b'"1",2,0\n"-1",.5,1\n3,4,1\n'],
                    [["train", name, "--steps", "2"] for name in ("data.json", "classes.json")] + [["trace", "data.json", "--step", "2"]], None),
            "answers": ("answers.csv", answers, [["diagnose", "worked-example", "--answers", "FILE"]], None),
            "checkpoint": ("run.ck", checkpoints, resumes, seal_checkpoint), "kept": ("runs.jsonl", [kept], [sweep], seal_runs)}


def written_experiments():
    """The built-in ones and the published ones, but for the large ones."""
    for name in [*CATALOGUE, *names()]:
        experiment = neurosim.load(name, seed=1)
        for document in (experiment.document, experiment.to_document()):    # with weights to draw, and with drawn ones
            text = write_experiment(document)
            if len(text) < 3000:
                yield text.encode()


def written_checkpoints(folder):
    """A checkpoint for each kind of memory, and the calls that resume them."""
    found, calls = [], []
    for i, optimizer in enumerate(MEMORIES):
        document = {**json.loads(write_experiment(neurosim.load("xor").document)), "optimizer": optimizer, "seed": i,
                    "training": {"steps": 12, "order": "shuffled", "batch_size": 3}}
        (folder / f"{i}.json").write_text(json.dumps(document))
        neurosim.load(document).train(7, checkpoint=folder / "run.ck")
        found.append((folder / "run.ck").read_bytes())
        calls.append(["train", f"{i}.json", "--resume", "FILE"])
    return found, calls


def seal_checkpoint(data):
    from neurosim.files.checkpoint_file import head
    body = data.partition(b"\n")[2]
    return head(body) + body


def seal_runs(data):
    """Each line of a run, with the checksum of what it says now."""
    first, *lines = data.splitlines(keepends=True) or [b""]
    bodies = [line.rpartition(b', "checksum": "')[0] for line in lines]
    return first + b"".join(body + b', "checksum": "' + sha256(first + body).hexdigest()[:16].encode() + b'"}\n' for body in bodies)


# How they are altered.

def altered(chance, data, name):
    """Bytes, or a value of the text where it has such."""
    if chance.random() < 0.5:
        return with_other_bytes(chance, data)
    if name.endswith(".csv"):
        return with_another_cell(chance, data)
    lines = data.split(b"\n")
    place = chance.randrange(len(lines)) if name.endswith(".jsonl") else None
    try:
        value = json.loads(data if place is None else lines[place])
        replace_somewhere(chance, value)
    except (ValueError, IndexError, TypeError):
        return with_other_bytes(chance, data)
    if place is None:
        return as_it_was_written(value) if name.endswith(".ck") else json.dumps(value).encode()
    return b"\n".join([*lines[:place], json.dumps(value).encode(), *lines[place + 1:]])


def as_it_was_written(fields):
    """A checkpoint's first line ends after the checksum."""
    return json.dumps(fields).encode().replace(b', "made_by"', b',\n"made_by"', 1)


def with_other_bytes(chance, data):
    """A digit that is another one, or a few bytes cut out, doubled, replaced or put in."""
    digits = [place for place, byte in enumerate(data) if byte in b"0123456789"]
    if digits and chance.random() < 0.5:
        place = chance.choice(digits)
        return data[:place] + str(chance.randrange(-9, 10)).encode() + data[place + 1:]
    for _ in range(chance.choice([1, 1, 2, 4])):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice([0, 0, 1, 1, 2, 8, 40]))
        piece = chance.choice([chance.choice(PIECES), bytes([chance.randrange(256)]), data[start:end] * 2])
        data = data[:start] + piece + data[end:]
    return data


def with_another_cell(chance, data):
    lines = [line.split(b",") for line in data.split(b"\n")]
    for _ in range(chance.randint(1, 3)):
        line = chance.choice(lines)
        line[chance.randrange(len(line))] = chance.choice(CELLS).encode()
    return b"\n".join(map(b",".join, lines))


def replace_somewhere(chance, value):
    """Walk down at random, and put something else in: a number for a number more often than not, a name for a name."""
    key = chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
    if isinstance(value[key], (list, dict)) and value[key] and chance.random() < 0.8:
        return replace_somewhere(chance, value[key])
    alike = NUMBERS if type(value[key]) in (int, float) else NAMES if type(value[key]) is str else VALUES
    value[key] = chance.choice(alike if chance.random() < 0.7 else VALUES)
    return None


# What is to come of it.

def problem(words, path):
    """What is wrong with what comes of a call; "" where nothing is."""
    before = content(path.parent)
    code, out, err = called(words)
    errors = [line for line in err.splitlines() if line.startswith("neurosim: error: ")]
    if code == 130:
        raise KeyboardInterrupt
    most = 100 if "--all-errors" in words else 1
    if code not in (0, 1, 2) or not (code == 2) <= len(errors) <= (code > 0) * most:
        return f"exit code {code}, {len(errors)} error lines: {err}"
    if code == 2 and (out or not all(line.isprintable() and len(without_choices(line)) <= 300 for line in errors)):
        return f"a line that is not as it should be, or an answer before it: {err}"
    after = content(path.parent)
    if code == 2 and after != before or after.keys() != before.keys():
        return f"files changed: {[name for name in {**after, **before} if after.get(name) != before.get(name)]}"
    return ""


def without_choices(line):
    """Lists of what could be chosen are never cut; all else is short."""
    return line.partition("expected ")[0]


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def called(words):
    """(exit code, standard output, standard error) of a call in this process."""
    out, err = io.StringIO(), io.StringIO()
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError(f"longer than {SECONDS} s")))
    signal.alarm(SECONDS)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(words)
    finally:
        signal.alarm(0)
    return code, out.getvalue(), err.getvalue()


def fuzz(count, seed=0, tell=print):
    """`count` files of each kind, in the working folder; returns how many end in a fault."""
    faults, folder = 0, Path.cwd()
    for kind, (name, originals, calls, seal) in kinds(folder).items():
        chance, path = random.Random(f"{kind} {seed}"), folder / name
        for trial in range(count):
            which = chance.randrange(len(originals))
            data = altered(chance, originals[which], name)
            data = seal(data) if seal and chance.random() < 0.5 else data
            words = calls[which] if kind == "checkpoint" else chance.choice(calls)
            words = [name if word == "FILE" else word for word in words]
            path.write_bytes(data)
            found = problem(words, path)
            if found:
                faults += 1
                tell(f"{kind}, seed {seed}, {trial}: neurosim {' '.join(words)}: {found}\n    {data!r}")
        path.unlink()
    tell(f"{5 * count:,} altered files, seed {seed}: {faults} faults")
    return faults


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        sys.exit(fuzz(*map(int, sys.argv[1:] or [1000])) > 0)
