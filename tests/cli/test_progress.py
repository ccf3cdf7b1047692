"""What lasts says so, on standard error, to somebody who looks."""

import re
import signal
import sys
import time

import pytest

from neurosim.cli import main, progress
from neurosim.explain.check import gradient_check


@pytest.fixture
def slow(monkeypatch):
    """A check that takes a quarter of a second, watched at a terminal, where a line is due after a fraction of that."""
    monkeypatch.setattr(progress, "is_watched", lambda: True)
    monkeypatch.setattr(progress, "FIRST", 0.05)
    check = gradient_check.check_gradient
    monkeypatch.setattr(gradient_check, "check_gradient", lambda *arguments: time.sleep(0.25) or check(*arguments))
    return ["check", "worked-example"]


def test_at_work(slow, capsys):
    """The verb, how long, and how to end it; nothing of it in the result, and nothing with --quiet."""
    assert 0 == main(slow)
    captured = capsys.readouterr()
    assert re.fullmatch(r"neurosim: check: at work for 0 seconds \(Ctrl-C ends it\)\n", captured.err)
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
    assert expected == capsys.readouterr().err.splitlines()
