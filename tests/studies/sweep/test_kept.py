"""Finished runs in a file: not done twice, never taken for another sweep's, whole after Ctrl-C, kill -9, torn lines."""

import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

import neurosim
from neurosim.core.guard.errors import NeurosimError
from neurosim.studies.sweep import engine

ROOT = Path(__file__).parents[3]


@pytest.fixture
def counted(monkeypatch):
    """How many runs are really done, as a list that grows."""
    done, really = [], engine.runs

    def counting(text, seeds, *rest):
        done.extend(seeds)
        return really(text, seeds, *rest)
    monkeypatch.setattr(engine, "runs", counting)
    return done


def sweep(path, **options):
    words = {"over": {"hidden": [1, 3]}, "seeds": 4, "steps": 50, "jobs": 1, "keep": path, **options}
    return neurosim.sweep(words.pop("experiment", "xor"), **words)


def test_what_is_kept_is_not_done_again(tmp_path, counted):
    """The second sweep does nothing, and has the same rows; one of more seeds and settings does what is new."""
    first = sweep(tmp_path / "runs.jsonl")
    assert (8, first.runs) == (len(counted), sweep(tmp_path / "runs.jsonl").runs)
    assert 8 == len(counted)
    more = sweep(tmp_path / "runs.jsonl", over={"hidden": [1, 2, 3]}, seeds=5)
    assert 15 == len(counted)
    assert more.runs == sweep(None, over={"hidden": [1, 2, 3]}, seeds=5).runs


def test_the_file(tmp_path):
    """A line that says what the runs are of, then one for each run, in JSON."""
    result = sweep(tmp_path / "runs.jsonl")
    first, *lines = (tmp_path / "runs.jsonl").read_bytes().splitlines(keepends=True)
    header, rows = json.loads(first), list(map(json.loads, lines))
    assert ("neurosim-runs", 1, 50) == (header["format"], header["version"], header["steps"])
    bodies = [line.rpartition(b', "checksum"')[0] for line in lines]
    assert [sha256(first + body).hexdigest()[:16] for body in bodies] == [row.pop("checksum") for row in rows]
    assert result.runs == rows
    assert ["runs.jsonl"] == os.listdir(tmp_path)


@pytest.mark.parametrize("lost", [1, 40, 70, 71, 72, 300])
def test_torn_lines_are_done_again(tmp_path, lost):
    """Wherever the file breaks off after its first line, the sweep ends with the whole."""
    path = tmp_path / "runs.jsonl"
    whole = sweep(path, seeds=2).runs
    data = path.read_bytes()
    path.write_bytes(data[:-lost])
    assert whole == sweep(path, seeds=2).runs
    assert sorted(data.splitlines()) == sorted(path.read_bytes().splitlines())


@pytest.mark.parametrize("options, words", [
    ({"steps": 60}, "it keeps the runs of another sweep (expected steps: 60, got 50)"),
    ({"solved_below": 0.1}, "it keeps the runs of another sweep (expected solved: the error over all samples is below 0.1"),
    ({"experiment": "xor-cross-entropy"}, "it keeps the runs of another sweep: layers of the experiment differ"),
])
def test_another_sweep_is_refused_by_name(tmp_path, options, words):
    """What differs is said, and the file stays as it was."""
    path = tmp_path / "runs.jsonl"
    sweep(path)
    before = path.read_bytes()
    with pytest.raises(NeurosimError) as caught:
        sweep(path, **options)
    assert words in str(caught.value)
    assert before == path.read_bytes()


@pytest.mark.parametrize("content, words", [
    ("hello\n", "it is something else, and would be lost"),
    ("half a line", "it is something else, and would be lost"),
    ('{"format": "neurosim-experiment", "version": 1}\n', "it is something else, and would be lost"),
    ('{"format": "neurosim-runs", "version": 2}\n', "unsupported format version 2 (this neurosim reads 1)"),
    ("[1]\n", "it is something else, and would be lost"),
])
def test_other_files_are_not_touched(tmp_path, content, words):
    """Not a file of runs: refused, byte by byte the same afterwards, no lock left."""
    path = tmp_path / "notes.txt"
    path.write_text(content)
    with pytest.raises(NeurosimError) as caught:
        sweep(path)
    assert words in str(caught.value)
    assert (content, ["notes.txt"]) == (path.read_text(), os.listdir(tmp_path))


@pytest.mark.parametrize("old, new, words", [
    ('"status": "stuck"', '"status": "lost"', "line 3: status: unknown status 'lost'"),
    ('"steps": 50', '"steps": -50', "line 3: steps: expected an integer >= 0"),
    ('"steps": 50', '"steps": 1e3', "line 3: steps: expected an integer >= 0"),
    ('"seed": 1', '"sead": 1', "line 3: unknown field 'sead' (did you mean 'seed'?)"),
    ('"seed": 1', '"seed": 1, "seed": 2', "line 3: field 'seed' is given twice"),
    ('"seed": 1', '"seed": 18446744073709551616', "line 3: seed: expected an integer >= 0 and <= 18446744073709551615"),
    ('"hidden": 1', '"hidden": [1, -3]', "line 3: hidden[1]: expected an integer >= 1, got -3"),
    ('"hidden": 1', '"hidden": NaN', "line 3: hidden: expected an integer >= 0, got NaN"),
    ('"error": 0', '"error": null, "x": 0', "line 3: unknown field 'x'"),
    ('"status": "stuck"', '"status": "diverged"', "line 3: error: expected null where the run diverged, got 0"),
    ('"hidden"', "hidden", "line 3:1:2: not JSON"),
    ('"hidden": 1', '"hidden": 1' + "[" * 2000, "line 3:1:13: not JSON"),
])
def test_damaged_lines_are_named(tmp_path, old, new, words):
    """What somebody has changed is not believed, and where the checksum was renewed, the value that cannot be is named."""
    path = tmp_path / "runs.jsonl"
    sweep(path)
    lines = path.read_bytes().splitlines(keepends=True)
    body, found, seal = lines[2].replace(old.encode(), new.encode()).rpartition(b', "checksum": "')
    assert lines[2] != body + found + seal
    for altered, expected in [(body + found + seal, "line 3: checksum mismatch: a run that was altered after it was written"),
                              (body + found + sha256(lines[0] + body).hexdigest()[:16].encode() + b'"}\n', words), (body + b"}\n", words)]:
        path.write_bytes(b"".join([*lines[:2], altered, *lines[3:]]))
        with pytest.raises(NeurosimError) as caught:
            sweep(path)
        assert expected in str(caught.value)


def test_every_byte(tmp_path):
    """A byte that is another one is noticed, wherever it stands, or the run is done again."""
    path = tmp_path / "runs.jsonl"
    whole = sweep(path, seeds=1).runs
    data = path.read_bytes()
    for place in range(data.index(b"\n") + 1, len(data), 3):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1:])
        try:
            assert whole == sweep(path, seeds=1).runs
        except NeurosimError as error:
            assert "line" in str(error)


def test_negative_errors(tmp_path):
    """Kullback-Leibler's divergence of outs that do not add up to 1 may be below 0: stuck there, runs make a plateau."""
    path = tmp_path / "runs.jsonl"
    sweep(path)
    first, *lines = path.read_bytes().splitlines(keepends=True)
    rows = [{**json.loads(line), "status": "stuck", "error": error} for line, error in zip(lines, 2 * [-1.0, -0.98, -0.5, -0.49])]
    path.write_bytes(first + b"".join(json.dumps({key: row[key] for key in row if key != "checksum"}).encode() + b"\n" for row in rows))
    assert [[(-1.0, 2), (-0.5, 2)]] * 2 == [[(each["error"], each["runs"]) for each in row["plateaus"]] for row in sweep(path).rows()]


def test_one_sweep_a_file(tmp_path):
    """A second one is told who has it."""
    from neurosim.files.lock import Lock
    path = tmp_path / "runs.jsonl"
    sweep(path)
    lock = Lock(str(path)).take()
    try:
        with pytest.raises(OSError, match="in use by pid"):
            sweep(path)
    finally:
        lock.release()


# From outside.

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs signals")
WORDS = ["sweep", "xor", "--hidden", "2,3", "--seeds", "14", "--steps", "3000", "--keep", "runs.jsonl"]


def start(folder, *words):
    return subprocess.Popen([sys.executable, "-m", "neurosim", *words], cwd=folder, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}, start_new_session=True)


@pytest.fixture(scope="module")
def undisturbed():
    return neurosim.sweep("xor", {"hidden": [2, 3]}, seeds=14, steps=3000).runs


def wait_for_runs(path, count):
    end = time.monotonic() + 60
    while not path.exists() or path.read_bytes().count(b"\n") <= count:
        assert time.monotonic() < end
        time.sleep(0.01)


def children(pid):
    """The processes that a process has started, where /proc tells."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(status.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(status.parent)
        except OSError:
            pass
    return found


def wait_for_the_end(processes):
    end = time.monotonic() + 30
    while any(process.exists() for process in processes):
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.parametrize("jobs, name, code", [(1, "SIGINT", 130), (2, "SIGINT", 130), (2, "SIGTERM", 143)])
def test_interrupted_and_gone_on_with(tmp_path, undisturbed, jobs, name, code):
    """One line says what is kept; the same words again end with what an undisturbed sweep gives; no process is left.

    Ctrl-C comes to all processes, as from a terminal, SIGTERM to the one that was started.
    """
    process = start(tmp_path, *WORDS, "--jobs", str(jobs))
    wait_for_runs(tmp_path / "runs.jsonl", 3)
    workers = children(process.pid)
    (os.killpg if name == "SIGINT" else os.kill)(process.pid, getattr(signal, name))
    out, error = process.communicate(timeout=30)
    kept = (tmp_path / "runs.jsonl").read_bytes().count(b"\n") - 1
    assert (code, b"") == (process.returncode, out)
    assert f"interrupted: {kept} of 28 runs are finished and kept in runs.jsonl; the same sweep goes on" in error.decode()
    assert 1 == error.count(b"\n")
    assert 3 <= kept < 28
    wait_for_the_end(workers)
    out, error = start(tmp_path, *WORDS, "--jobs", "1", "--format", "json").communicate(timeout=60)
    assert b"" == error
    assert undisturbed == json.loads(out)["runs"]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.slow
def test_nobody_is_left_behind(tmp_path, undisturbed):
    """Not even kill -9 leaves processes at work, or a file that cannot be gone on with."""
    process = start(tmp_path, *WORDS, "--jobs", "2")
    wait_for_runs(tmp_path / "runs.jsonl", 2)
    workers = children(process.pid)
    process.kill()
    process.communicate(timeout=30)
    assert len(workers) >= 2
    wait_for_the_end(workers)
    again = neurosim.sweep("xor", {"hidden": [2, 3]}, seeds=14, steps=3000, keep=tmp_path / "runs.jsonl")
    assert undisturbed == again.runs


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_worker_that_dies(tmp_path):
    """The machine has failed, not the user: one line, exit 3, and what is finished is kept."""
    process = start(tmp_path, *WORDS, "--jobs", "2", "--seeds", "100")
    wait_for_runs(tmp_path / "runs.jsonl", 2)
    for worker in children(process.pid):
        if b"spawn_main" in (worker / "cmdline").read_bytes():
            os.kill(int(worker.name), signal.SIGKILL)
    out, error = process.communicate(timeout=30)
    assert (3, b"") == (process.returncode, out)
    assert b"neurosim: error: a process that ran some of the runs has died\n" == error
    assert 3 <= (tmp_path / "runs.jsonl").read_bytes().count(b"\n")


def test_no_file_no_runs_kept(tmp_path):
    """Without --keep the line says that they are lost."""
    process = start(tmp_path, "sweep", "xor", "--jobs", "1")
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=30)
    assert 130 == process.returncode
    assert error.endswith(b"of 100 runs are finished and lost, as no file keeps them\n")
