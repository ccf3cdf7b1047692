"""neurosim called as a user calls it: another process, its words in, its two streams and its exit code back.

Where nothing hangs on there being another process, it is called in this one, which is ten times as fast.
"""

import io
import json
import os
import subprocess
import sys

import pytest

from neurosim.cli import main

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NOISE = ("PYTHONUNBUFFERED", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONHASHSEED", "COLUMNS", "LC_ALL", "LC_CTYPE", "LANG")


def environment(**variables):
    """A terminal in UTF-8, whatever the tests run in; None takes a variable away."""
    found = {name: value for name, value in os.environ.items() if name not in NOISE}
    found = {**found, "LC_ALL": "C.UTF-8", "PYTHONPATH": ROOT, **variables}
    return {name: value for name, value in found.items() if value is not None}


class Call:
    """What came of a call: `code`, `out` and `err` as text."""

    def __init__(self, code, out, err):
        self.code, self.raw = code, out
        self.out, self.err = out.decode("utf-8", "replace"), err.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def problem(self):
        """The one error line, without its beginning."""
        lines = self.err.splitlines()
        assert 1 == len(lines), self.err
        assert lines[0].startswith("neurosim: error: ")
        return lines[0].removeprefix("neurosim: error: ")


@pytest.fixture
def process(tmp_path):
    """process("trace", "xor", given="text for stdin", COLUMNS="20") -> Call, of another process. The working folder is empty at first."""
    def call(*words, given="", cwd=tmp_path, python=(sys.executable,), **variables):
        done = subprocess.run([*python, "-m", "neurosim", *words], cwd=cwd, env=environment(**variables), timeout=60,
                              input=given if isinstance(given, bytes) else given.encode("utf-8", "surrogateescape"),
                              capture_output=True)
        return Call(done.returncode, done.stdout, done.stderr)
    return call


@pytest.fixture
def inside(tmp_path, monkeypatch):
    """The same, by main(argv) in this process."""
    monkeypatch.chdir(tmp_path)

    def call(*words, given=""):
        given = given if isinstance(given, bytes) else given.encode("utf-8", "surrogateescape")
        streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True) for name in ("stdout", "stderr")}
        streams["stdin"] = io.TextIOWrapper(io.BytesIO(given), "utf-8")
        with monkeypatch.context() as patch:
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            code = main(list(words))
        return Call(code, *[streams[name].buffer.getvalue() for name in ("stdout", "stderr")])
    return call


@pytest.fixture
def neurosim(inside, process):
    """Another process where a call names something that only such a one can have: variables, a folder, a Python."""
    def call(*words, given="", **of_its_own):
        return process(*words, given=given, **of_its_own) if of_its_own else inside(*words, given=given)
    return call


@pytest.fixture
def good(neurosim):
    """The same for calls that must succeed and have nothing to say besides their result."""
    def call(*words, **options):
        done = neurosim(*words, **options)
        assert (0, "") == (done.code, done.err)
        return done
    return call


@pytest.fixture
def shell(tmp_path):
    """A line of shell, in which $N stands for neurosim; stdout, stderr and the exit code of the line come back."""
    def call(line, **variables):
        done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, timeout=60,
                              env=environment(N=f"{sys.executable} -m neurosim", **variables))
        return Call(done.returncode, done.stdout, done.stderr)
    return call


@pytest.fixture
def experiment(tmp_path):
    """Writes a small experiment file, with other fields than the usual ones where asked for, and returns its path."""
    def write(name="my.json", **fields):
        document = {"format": "neurosim-experiment", "version": 1, "name": "mine", "inputs": 1,
                    "layers": [{"activation": "linear", "weights": [[0.5]], "biases": [0.25]}],
                    "samples": [{"inputs": [2.0], "targets": [1.0]}, {"inputs": [-1.0], "targets": [0.0]}], "seed": 3}
        path = tmp_path / name
        path.write_text(json.dumps({**document, **fields}), encoding="utf-8")
        return str(path)
    return write


@pytest.fixture
def without_tabulate(tmp_path_factory):
    """A folder for PYTHONPATH in which tabulate cannot be imported."""
    folder = tmp_path_factory.mktemp("without-tabulate")
    (folder / "tabulate.py").write_text("raise ImportError('not here')\n")
    return os.pathsep.join([str(folder), ROOT])
