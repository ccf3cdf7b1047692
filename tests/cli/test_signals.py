"""Ctrl-C, SIGTERM, SIGHUP: one line, the exit code that shells expect, and no file that was not there."""

import os
import re
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
def train(*args, **options):
    print("begun", flush=True)
    return work(*args, **options)
experiment.Experiment.train = train
sys.exit(main())
"""


def stopped(folder, number, prefix=(), words=ENDLESS):
    """(exit code, standard error) of a run that gets the signal in the middle of its training."""
    process = subprocess.Popen([*prefix, sys.executable, "-c", RUN, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert b"begun\n" == process.stdout.readline()
    time.sleep(0.4)    # a busy machine takes its time to come to the first step
    process.send_signal(number)
    _, error = process.communicate(timeout=20)
    return process.returncode, error


@pytest.mark.parametrize("name, code", [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_in_the_middle_of_training(tmp_path, name, code):
    """One line, its own exit code, nothing half-written."""
    exit_code, said = stopped(tmp_path, getattr(signal, name))
    assert code == exit_code
    assert re.fullmatch(rb"neurosim: error: interrupted at step \d+\n", said)
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
    # Now and then Python drops the exception in the midst of an import and says so; the next piece of the answer sees to it.
    assert process.communicate(timeout=20)[1].endswith(b"neurosim: error: interrupted\n") and 130 == process.returncode
    assert (["out.csv"], "before") == (os.listdir(tmp_path), (tmp_path / "out.csv").read_text())


def test_a_signal_that_python_drops(tmp_path):
    """An exception raised while Python cleans up is ignored, with a word on standard error; the next piece of the answer is not written."""
    dropping = """
import os, signal, sys, weakref
from neurosim.cli import main, trace_command as trace
class Thing: pass
def chunks():
    thing = Thing()
    found = weakref.ref(thing, lambda _: os.kill(os.getpid(), signal.SIGINT) or [None for _ in range(1000)])
    yield "first"
    del thing
    yield "second"
trace.run = lambda *_: chunks()
sys.exit(main(["trace", "xor", "-o", "out.csv"]))
"""
    done = subprocess.run([sys.executable, "-c", dropping], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert "Exception ignored in" in done.stderr and done.stderr.endswith("neurosim: error: interrupted\n")
    assert (130, []) == (done.returncode, os.listdir(tmp_path))


INTERRUPTED = """
import os, signal, sys
class Finder:
    def find_spec(name, *_):
        if name == os.environ.get("INTERRUPTED_AT"):
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder)
"""


@pytest.mark.slow
@pytest.mark.parametrize("command", [["-m", "neurosim"], ["-c", "import sys; sys.argv[0] = '/bin/neurosim'; from neurosim.cli import main; sys.exit(main())"]],
                         ids=["python -m neurosim", "neurosim"])
@pytest.mark.parametrize("module", ["neurosim.core.neuron", "argparse", "neurosim.cli.words", "json",
                                    "tabulate", "neurosim.show.report.trace_report", "neurosim.files.output"])
def test_while_python_imports(tmp_path, command, module):
    """One line, the exit code, and not a word of Python's; whether the work has begun or not."""
    (tmp_path / "sitecustomize.py").write_text(INTERRUPTED)
    (tmp_path / "out.txt").write_text("before")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path]), "INTERRUPTED_AT": module}
    done = subprocess.run([sys.executable, *command, "trace", "xor", "-o", "out.txt"], cwd=tmp_path, env=environment, capture_output=True, timeout=60)
    assert (130, b"", b"neurosim: error: interrupted\n") == (done.returncode, done.stdout, done.stderr)
    assert "before" == (tmp_path / "out.txt").read_text()
    assert {"out.txt", "sitecustomize.py"} == set(os.listdir(tmp_path)) - {"__pycache__"}


def test_the_library_leaves_ctrl_c_alone():
    """A program that imports neurosim has its own way with it."""
    code = "import signal, neurosim; assert signal.getsignal(signal.SIGINT) is signal.default_int_handler"
    assert 0 == subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, timeout=60).returncode


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
