"""Locks and temporaries: one for each file, and none left over for longer than until the next run."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import neurosim
from neurosim.files import hidden_files
from neurosim.files.hidden_files import beside, clear
from neurosim.files.lock import Lock
from neurosim.files.output import write_file

ROOT = Path(__file__).parents[2]
ALIKE = "a-name-that-is-so-long-that-its-first-fifty-letters-are-those-of-another-"


@pytest.mark.parametrize("names", [(ALIKE + "1.json", ALIKE + "2.json"), ("x" * 50, "x" * 51), ("\u20ac" * 85, "\u20ac" * 84), ("a", "b")])
@pytest.mark.parametrize("kind", ["tmp", "lock"])
def test_one_for_each(tmp_path, names, kind):
    """Two files of one folder never share them, and none has a name that is too long for a disk."""
    paths = {beside(str(tmp_path / name), kind) for name in names}
    assert 2 == len(paths)
    assert all(len(os.fsencode(os.path.basename(path))) <= 255 for path in paths)
    assert {beside("run.json", kind)} == {f".run.json.neurosim-{kind}"}


def test_long_names_do_not_lock_each_other_out(tmp_path):
    """Two runs with checkpoints of names that begin alike."""
    lock = Lock(str(tmp_path / (ALIKE + "1"))).take()
    try:
        neurosim.load("xor").train(3, checkpoint=tmp_path / (ALIKE + "2"))
    finally:
        lock.release()
    assert [ALIKE + "2"] == os.listdir(tmp_path)


def test_two_long_names_are_written_at_once(tmp_path):
    """Each has a temporary of its own."""
    def chunks():
        yield "one "
        write_file(tmp_path / (ALIKE + "2"), "two")
        yield "more"
    write_file(tmp_path / (ALIKE + "1"), chunks())
    assert ["one more", "two"] == [path.read_text() for path in sorted(tmp_path.iterdir())]


# What is left over.

KILLED = """
import os, sys
from neurosim.files.output import write_file
from neurosim.files.lock import Lock
def chunks():
    yield "x" * 100_000
    print("begun", flush=True)
    sys.stdin.read()
lock = Lock(os.path.abspath("run.ck")).take()
write_file("out.txt", chunks())
"""


@pytest.fixture
def running(tmp_path):
    """A run in the midst of writing, with a lock."""
    process = subprocess.Popen([sys.executable, "-c", KILLED], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert b"begun\n" == process.stdout.readline()
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("words", ["trace xor -o other.txt", "train xor --steps 3 --checkpoint other.txt", "train xor --steps 9 --resume kept.ck"])
def test_the_next_run_clears_away(tmp_path, running, words):
    """Whatever it writes in that folder; and not what a run that is at work needs."""
    neurosim.load("xor", seed=3).train(3, checkpoint=tmp_path / "kept.ck")
    hidden = {".out.txt.neurosim-tmp", ".run.ck.neurosim-lock"}

    def run():
        (tmp_path / "other.txt").unlink(missing_ok=True)
        done = subprocess.run([sys.executable, "-m", "neurosim", *words.split(), "--seed", "3"], cwd=tmp_path, capture_output=True, timeout=60,
                              env={**os.environ, "PYTHONPATH": str(ROOT)})
        assert (0, b"") == (done.returncode, done.stderr)
        return set(os.listdir(tmp_path)) - {"other.txt", "kept.ck"}
    assert hidden == run()
    running.kill()
    running.wait()
    assert set() == run()


def test_only_ours_is_cleared_away(tmp_path):
    """Neither other files, nor links, nor folders of such a name."""
    for name in (".x.neurosim-tmp", "x.neurosim-tmp", ".x.tmp", ".neurosim-lock.x"):
        (tmp_path / name).write_text("")
    (tmp_path / ".folder.neurosim-tmp").mkdir()
    os.symlink(tmp_path / ".x.tmp", tmp_path / ".link.neurosim-tmp")
    clear(str(tmp_path))
    assert {"x.neurosim-tmp", ".x.tmp", ".neurosim-lock.x", ".folder.neurosim-tmp", ".link.neurosim-tmp"} == set(os.listdir(tmp_path))


def test_a_lock_that_is_being_cleared_away(tmp_path, monkeypatch):
    """Who meets the run that clears away, which lets go at once, waits a moment."""
    tries, really = [], hidden_files.grab

    def busy(number):
        tries.append(time.monotonic())
        if len(tries) < 4:
            raise OSError(errno.EWOULDBLOCK, "Resource temporarily unavailable")
        really(number)
    monkeypatch.setattr("neurosim.files.lock.grab", busy)
    lock = Lock(str(tmp_path / "run.ck")).take()
    assert 4 == len(tries)
    lock.release()
    assert [] == os.listdir(tmp_path)


@pytest.mark.parametrize("name", ["open", "fstat", "stat", "chmod"])
def test_a_signal_as_the_temporary_is_made(tmp_path, monkeypatch, name):
    """Whenever it comes: as soon as there is a temporary, it is taken away."""
    path, real = tmp_path / "out.txt", getattr(os, name)
    path.write_text("before")

    def interrupted(*args, **options):
        done = real(*args, **options)
        if ".out.txt.neurosim-tmp" in os.listdir(tmp_path):
            monkeypatch.setattr(os, name, real)
            raise KeyboardInterrupt
        return done
    monkeypatch.setattr(os, name, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_file(path, "after")
    assert (["out.txt"], "before") == (os.listdir(tmp_path), path.read_text())


# A full disk.

@pytest.mark.parametrize("words", ["trace xor -o {}", "train xor --steps 3 --save {}", "train xor --steps 3 --checkpoint {}",
                                   "sweep xor --seeds 1 --steps 3 --jobs 1 --keep {}", "export xor --to xlsx -o {}", "train xor --steps 3 --plot {}.png"])
@pytest.mark.slow
def test_a_full_disk_names_the_file(tmp_path, words):
    """No byte more can be written anywhere: exit 3, one line that names the file, and nothing is left behind."""
    limited = """
import resource, signal, sys
from neurosim.cli import main
try:
    import matplotlib.figure, matplotlib.backends.backend_agg    # it writes a cache of its own
except ImportError:
    pass
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
sys.exit(main())
"""
    pytest.importorskip("resource")
    if "xlsx" in words:
        pytest.importorskip("openpyxl")
    if "plot" in words:
        pytest.importorskip("matplotlib")
    done = subprocess.run([sys.executable, "-c", limited, *words.format("out").split()], cwd=tmp_path, capture_output=True, text=True,
                          timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert (3, "", 1) == (done.returncode, done.stdout, done.stderr.count("\n")), done.stderr
    assert f"{words.format('out').split()[-1]}: File too large" in done.stderr
    assert [] == os.listdir(tmp_path)
