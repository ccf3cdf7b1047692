"""What lasts says so, on standard error, to somebody who looks."""

import os
import re
import signal
import subprocess
import sys
import time

import pytest

from neurosim.cli import main, progress
from neurosim.explain.check import gradient_check
from neurosim.practice.mistakes import MISTAKES


@pytest.fixture
def slow(monkeypatch):
    """A check that takes a quarter of a second, watched at a terminal, where a line is due after a fraction of that."""
    monkeypatch.setattr(progress, "is_watched", lambda: True)
    monkeypatch.setattr(progress, "FIRST", 0.05)
    comparison = gradient_check.comparison
    monkeypatch.setattr(gradient_check, "comparison", lambda *arguments: time.sleep(0.06) or comparison(*arguments))
    return ["check", "worked-example"]


def test_at_work(slow, capsys):
    """The verb, how long, and how to end it; nothing of it in the result, and nothing with --quiet."""
    assert 0 == main(slow)
    captured = capsys.readouterr()
    assert re.fullmatch(r"neurosim: check: at work for 0 seconds(, slope \d of 10 \(\d0 %\))? \(Ctrl-C ends it\)\n", captured.err)
    assert "at work" not in captured.out
    assert 0 == main([*slow, "--quiet"])
    assert "" == capsys.readouterr().err


def test_quick_work_is_silent(monkeypatch, capsys):
    """What is done within two seconds."""
    monkeypatch.setattr(progress, "is_watched", lambda: True)
    assert 0 == main(["check", "worked-example"])
    assert "" == capsys.readouterr().err


def test_ctrl_c_ends_it(slow, monkeypatch, capsys):
    """Exit code 130, and no thread goes on telling."""
    monkeypatch.setattr(gradient_check, "check_gradient", lambda *arguments: signal.raise_signal(signal.SIGINT))
    assert 130 == main(slow)
    capsys.readouterr()
    time.sleep(0.1)
    assert "" == capsys.readouterr().err


@pytest.mark.parametrize("words, counted", [
    (["lab", "worked-example", "--mistake", "updated_weights", "--steps", "70"], [("step", 140)]),
    (["lab", "worked-example", "--mistake", "slope_of_net", "--steps", "70"], [("step", 140)]),
    (["landscape", "worked-example", "--along", "w1,w2", "--steps", "30", "--points", "4"], [("step", 30), ("point", 16)]),
    (["landscape", "worked-example", "--along", "w1,w2", "--steps", "450", "--points", "4"], [("step", 450), ("point", 16)])],
    ids=["lab", "diverged", "path", "long path"])
def test_a_share(words, counted, monkeypatch, capsys):
    """Each step is counted, of all networks; one that diverges after 17 steps is done with the others. Then each point."""
    monkeypatch.setattr(progress, "is_watched", lambda: True)
    monkeypatch.setattr(progress, "FIRST", -1.0)
    monkeypatch.setattr(progress, "SECONDS", -1.0)
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert 0 == main(words)
    expected = [f"neurosim: {what} {place:,} of {count:,} ({100 * place // count} %)" for what, count in counted for place in range(1, count + 1)]
    assert expected == [line.partition(", about ")[0] for line in capsys.readouterr().err.splitlines()]


@pytest.fixture
def told(monkeypatch):
    """What has been gone through when a verb at work is at its end, in place of what it says on the way."""
    found = []

    class Counting(progress.Work):
        def going_through(self, what):
            def going(taken, count, done):
                place = done
                for each in taken:
                    yield each
                    place += 1
                found.append((what, place, count))
            return going
    monkeypatch.setattr(progress, "is_watched", lambda: True)
    monkeypatch.setattr(progress, "Work", Counting)
    return found


TRIED = ("mistake", len(MISTAKES), len(MISTAKES))


@pytest.mark.parametrize("words, shares", [
    (["check", "worked-example", "--step", "30"], [("step", 29, 29), ("slope", 10, 10)]),
    (["check", "worked-example", "--step", "3", "--numbers", "decimal:20"], [("step", 2, 2), ("slope", 10, 10)]),
    (["check", "worked-example", "--nudge", "w5", "--step", "3"], [("step", 2, 2)]),
    (["explain", "worked-example", "w5", "--step", "30"], [("step", 29, 29)]),
    (["export", "worked-example", "--to", "python", "--step", "30"], [("step", 29, 29)]),
    (["mistakes", "worked-example"], [TRIED]),
    (["diagnose", "worked-example", "w5+=0.359", "w1+=0.1498"], [TRIED]),
    (["diagnose", "worked-example", "dE_dw5=0.3", "dE_dw1=0.7"], [TRIED, ("pair", "all of them")])],
    ids=["check", "decimal", "nudge", "explain", "export", "mistakes", "right", "wrong"])
def test_the_share_of_a_verb_at_work(words, shares, told):
    """Steps before, slopes, mistakes and pairs of them: each is gone through to its end, and counted."""
    main(words)
    pairs = {("pair", "all of them" if place == count else "some") for what, place, count in told if what == "pair"}
    assert shares == [*(each for each in told if each[0] != "pair"), *pairs]


def test_the_sentence_of_a_verb_at_work():
    """How long, and the share of what is just being done."""
    work = progress.Work("check")
    assert "0 seconds" == work.sentence()
    for _ in work.counted("step", "slope")(range(3), 4, 0):
        pass
    assert "0 seconds, step 3 of 4 (75 %)" == work.sentence()
    work.end()
    assert not work.teller.is_alive()


def test_how_long_a_verb_at_work_will_be(monkeypatch):
    """3 of 4,000 steps took 30 seconds."""
    work = progress.Work("check")
    clock = iter([0.0, 0.0, 30.0, 30.0])    # the verb begins, its steps do; asked twice
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    work.begin = progress.monotonic()
    for _ in work.counted("step")(range(3), 4000, 0):
        pass
    assert "30 seconds, step 3 of 4,000 (0 %), about 11.1 hours left" == work.sentence()
    monkeypatch.undo()
    work.end()


def test_how_long_the_rest_takes(monkeypatch, capsys):
    """500 of 2,000 steps took 10 seconds."""
    clock = iter([0.0, *[1.0] * 499, 10.0, 10.0, 10.0])
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    assert 500 == len(list(progress.lines(range(500), 2000, 0)))
    assert ["neurosim: step 500 of 2,000 (25 %), about 30 seconds left"] == capsys.readouterr().err.splitlines()


def test_what_is_written_speaks_for_itself(monkeypatch):
    """At a terminal nothing is told between the lines of a result; beside a file it is."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    for output, alive in ((None, False), ("file", True)):
        work = progress.Work("export")
        chunks = progress.until_seen(work, iter(["1", "2"]), output)
        assert "1" == next(chunks) and alive == work.teller.is_alive()
        work.end()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("words, share", [
    (["trace", "worked-example", "--step", "1000000000"], rb"999,?999,?999"),
    (["explain", "worked-example", "w5", "--step", "1000000000"], rb"at work for 2 seconds, step [\d,]+ of 999,999,999 "),
    (["trace", "xor", "--steps", "1:3000000", "--format", "jsonl", "-o", os.devnull], rb"3,?000,?000")],
    ids=["trace", "explain", "jsonl"])
@pytest.mark.slow
def test_a_step_far_ahead(words, share):
    """At a terminal it shows how far it is, and Ctrl-C ends it: nothing is refused that a user may want to wait for."""
    import fcntl    # not on Windows
    import struct
    import termios
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))    # a bar wants to know how long
    process = subprocess.Popen([sys.executable, "-m", "neurosim", *words], stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    seen = b""
    while not re.search(share, seen):
        seen += os.read(master, 1000)
    process.send_signal(signal.SIGINT)
    assert 130 == process.wait(30)
    os.close(master)
