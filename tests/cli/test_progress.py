"""What lasts says so, on standard error, to somebody who looks."""

import re
import signal
import time

import pytest

from neurosim.cli import main, progress
from neurosim.studies import landscape


@pytest.fixture
def slow(monkeypatch):
    """A landscape that takes a quarter of a second, watched at a terminal, where a line is due after a fraction of that."""
    monkeypatch.setattr(progress, "is_watched", lambda: True)
    monkeypatch.setattr(progress, "FIRST", 0.05)
    survey = landscape.landscape
    monkeypatch.setattr(landscape, "landscape", lambda *arguments: time.sleep(0.25) or survey(*arguments))
    return ["landscape", "worked-example", "--along", "w1,w2", "--points", "2"]


def test_at_work(slow, capsys):
    """The verb, how long, and how to end it; nothing of it in the result, and nothing with --quiet."""
    assert 0 == main(slow)
    captured = capsys.readouterr()
    assert re.fullmatch(r"neurosim: landscape: at work for 0 seconds \(Ctrl-C ends it\)\n", captured.err)
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
    monkeypatch.setattr(landscape, "landscape", lambda *arguments: signal.raise_signal(signal.SIGINT))
    assert 130 == main(slow)
    capsys.readouterr()
    time.sleep(0.1)
    assert "" == capsys.readouterr().err
