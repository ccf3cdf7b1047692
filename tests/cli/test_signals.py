"""Ctrl-C, SIGTERM, SIGHUP: one line, the exit code that shells expect, and no file that was not there."""

import os
import signal
import subprocess
import sys
import time

import pytest

from neurosim.cli import signals

ENDLESS = ["train", "xor", "--steps", "10000000", "--save", "trained.json", "-o", "out.txt"]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs signals")

# As neurosim, but it says when it has begun to work.
RUN = """
import sys
from neurosim import experiment
from neurosim.cli import main
work = experiment.Experiment.train
def train(*args):
    print("begun", flush=True)
    return work(*args)
experiment.Experiment.train = train
sys.exit(main())
"""


def stopped(folder, number, prefix=(), words=ENDLESS):
    """(exit code, standard error) of a run that gets the signal in the middle of its training."""
    process = subprocess.Popen([*prefix, sys.executable, "-c", RUN, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert b"begun\n" == process.stdout.readline()
    time.sleep(0.1)
    process.send_signal(number)
    _, error = process.communicate(timeout=20)
    return process.returncode, error


@pytest.mark.parametrize("name, code, word", [("SIGINT", 130, b"interrupted"), ("SIGTERM", 143, b"terminated"), ("SIGHUP", 129, b"hung up")])
def test_in_the_middle_of_training(tmp_path, name, code, word):
    """One line, its own exit code, nothing half-written."""
    assert (code, b"neurosim: error: " + word + b"\n") == stopped(tmp_path, getattr(signal, name))
    assert [] == os.listdir(tmp_path)


def test_an_existing_file_is_kept(tmp_path):
    """What was saved before stays as it was."""
    (tmp_path / "trained.json").write_text("before")
    assert 143 == stopped(tmp_path, signal.SIGTERM)[0]
    assert (["trained.json"], "before") == (os.listdir(tmp_path), (tmp_path / "trained.json").read_text())


def test_while_writing(tmp_path):
    """The temporary goes, too."""
    (tmp_path / "out.csv").write_text("before")
    words = ["trace", "xor", "--steps", "1:100000", "--format", "csv", "-o", "out.csv"]
    process = subprocess.Popen([sys.executable, "-m", "neurosim", *words], cwd=tmp_path, stderr=subprocess.PIPE)
    end = time.monotonic() + 20
    while len(os.listdir(tmp_path)) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert (b"neurosim: error: interrupted\n", 130) == (process.communicate(timeout=20)[1], process.returncode)
    assert (["out.csv"], "before") == (os.listdir(tmp_path), (tmp_path / "out.csv").read_text())


def test_nohup_stays(tmp_path):
    """A run that was told to outlive its terminal does."""
    words = ["train", "xor", "--steps", "20000", "-o", "out.txt"]
    assert 0 == stopped(tmp_path, signal.SIGHUP, ["bash", "-c", 'trap "" HUP; exec "$@"', "-"], words)[0]
    assert ["out.txt"] == os.listdir(tmp_path)


def test_stop_and_go_on(tmp_path):
    """SIGTSTP and SIGCONT change nothing about the result."""
    words = ["train", "xor", "--steps", "20000", "--format", "json", "-o", "out.json"]
    process = subprocess.Popen([sys.executable, "-c", RUN, *words], cwd=tmp_path, stdout=subprocess.PIPE)
    process.stdout.readline()
    process.send_signal(signal.SIGSTOP)
    time.sleep(0.05)
    process.send_signal(signal.SIGCONT)
    process.communicate(timeout=20)
    undisturbed = subprocess.run([sys.executable, "-m", "neurosim", *words[:-2]], cwd=tmp_path, capture_output=True).stdout
    assert (0, undisturbed) == (process.returncode, (tmp_path / "out.json").read_bytes())


def test_somebody_elses_handler_stays():
    """A program that runs main() and has its own way with SIGTERM keeps it."""
    before = signal.signal(signal.SIGTERM, mine := lambda *_: None)
    try:
        with signals.raised():
            assert mine is signal.getsignal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
