"""Pipes, devices and sockets where a file is meant: refused at once, where they would be waited for."""

import os
import socket
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

import pytest

from neurosim.files import output
from neurosim.files.output import check_writable, write_file

ROOT = Path(__file__).parents[2]
DATA = '{"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"neurons": 1}], "samples": {"csv": "there", "targets": 1}}'
pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes that have a name")


@pytest.fixture
def call(tmp_path):
    """(exit code, standard error) of a call in a folder where `there` is what was asked for, and the seconds that it took."""
    def call(kind, *words, **options):
        if kind == "pipe":
            os.mkfifo(tmp_path / "there")
        elif kind == "socket":
            os.chdir(tmp_path)
            socket.socket(socket.AF_UNIX).bind("there")
        else:
            os.symlink(kind, tmp_path / "there")
        (tmp_path / "data.json").write_text(DATA)
        began = time.monotonic()
        done = subprocess.run([sys.executable, "-m", "neurosim", *words], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
                              capture_output=True, text=True, timeout=30, **options)
        assert ["data.json", "there"] == sorted(os.listdir(tmp_path))
        return done.returncode, done.stderr, time.monotonic() - began
    return call


KINDS = [("pipe", "a pipe"), ("/dev/zero", "a device"), ("socket", "a socket")]
READERS = ["trace there", "diagnose xor --answers there", "train xor --resume there"]


@pytest.mark.parametrize("kind, named, words", [
    *((*kind, words) for kind, words in zip(KINDS, READERS)), ("pipe", "a pipe", "trace data.json"),
    *(pytest.param(*kind, words, marks=pytest.mark.slow) for kind, words in product(KINDS, READERS) if (kind, words) not in [*zip(KINDS, READERS)])])
def test_in(call, kind, named, words):
    """An experiment, answers, a checkpoint, samples: one line that says what it is, exit 2."""
    code, said, seconds = call(kind, *words.split())
    assert (2, 1) == (code, said.count("\n"))
    assert f"{named}, not a file" in said and seconds < 10


@pytest.mark.parametrize("words", ["trace xor -o there", "train xor --steps 1000000000 --save there", *(
    pytest.param(words, marks=pytest.mark.slow)
    for words in ("explore xor -o there", "export xor --to python -o there", "train xor --steps 1000000000 -o there"))])
def test_out(call, words):
    """A pipe that nobody reads: one line, exit 3, before anything is worked out."""
    code, said, seconds = call("pipe", *words.split())
    assert (3, 1) == (code, said.count("\n"))
    assert "there: a pipe that nobody reads" in said and seconds < 10


@pytest.mark.parametrize("kind", ["pipe", *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("/dev/null", "socket"))])
@pytest.mark.parametrize("words", ["train xor --steps 1000000000 --checkpoint there", "sweep xor --steps 1000000000 --keep there"])
def test_kept(call, kind, words):
    """What is to be read again can only be kept in a file."""
    code, said, seconds = call(kind, *words.split())
    assert code in (2, 3) and 1 == said.count("\n") and "there" in said and seconds < 10


@pytest.mark.parametrize("name", ["/dev/stdin", "/proc/self/fd/0"])
def test_standard_input_by_name(tmp_path, name):
    """It has somebody who writes, also as bash's <(...) has it."""
    text = DATA.replace('{"csv": "there", "targets": 1}', '[{"inputs": [1], "targets": [0]}]')
    done = subprocess.run([sys.executable, "-m", "neurosim", "trace", name, "--seed", "1"], cwd=tmp_path, input=text, capture_output=True,
                          text=True, timeout=30, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert (0, "") == (done.returncode, done.stderr)


def test_a_pipe_that_is_read(tmp_path, monkeypatch):
    """Asked before, as it is before a long training: the check does not end it, and the writing does."""
    path = str(tmp_path / "pipe")
    os.mkfifo(path)
    monkeypatch.setattr(output, "A_MOMENT", 20.0)
    reader = subprocess.Popen(["cat", path], stdout=subprocess.PIPE)
    for _ in range(2):
        check_writable(path)
        time.sleep(0.05)
    write_file(path, ["x" * 100_000, "end"])
    assert "x" * 100_000 + "end" == reader.communicate(timeout=10)[0].decode()
