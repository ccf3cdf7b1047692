"""No wider than the terminal: prose is wrapped, tables are broken into groups of columns; pipes and files take any width."""

import os
import subprocess
import sys

import pytest

from neurosim.cli import terminal
from neurosim.show.render.plain import width

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WIDE = ["trace xor --sample 2", "trace batch-normalization", "explain batch-normalization w1 --paths", "explain two-moons w1 --numbers decimal:30",
        "trace curve --notation matrix", "check xor", "check xor --nudge w1", "mistakes", "examples", "examples mazur", "train xor --steps 20",
        "diagnose worked-example w5+=0.358916480 w1+=0.149780717 w2+=3 net_h1=0.4", "landscape xor --along w1,w2 --steps 20 --points 9",
        "lab xor --mistake updated_weights --mistake missing_slopes --steps 30", "sweep xor --seeds 2 --hidden 2,3 --steps 20 --jobs 1",
        "--help", "trace --help", "landscape --help"]


def longest(text):
    return max(map(width, text.split("\n")))


@pytest.mark.parametrize("columns, words", [*[(80, words) for words in WIDE], *[(60, words) for words in WIDE if "examples" not in words]])
def test_columns_are_kept_to(inside, monkeypatch, words, columns):
    """No line is longer, and no word or number is missing. (Examples have addresses of 73 letters.)"""
    pytest.importorskip("tabulate")
    usual = inside(*words.split()).out
    monkeypatch.setattr(terminal, "columns", lambda output=None: columns)
    narrow = inside(*words.split()).out
    assert longest(narrow) <= columns < longest(usual)
    if not words.endswith("help"):    # which is written as wide as a page
        assert set() == {word for word in usual.split() if word.strip("-=")} - set(narrow.split())


def at_a_terminal(columns, tmp_path, *words, **given):
    """What is shown, line by line, on a terminal of so many columns."""
    import fcntl
    import struct
    import termios
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    done = subprocess.Popen([sys.executable, "-m", "neurosim", *words], stdout=theirs, stderr=theirs, cwd=tmp_path,
                            env={**environment, "PYTHONPATH": ROOT, "LC_ALL": "C.UTF-8", **given})
    os.close(theirs)
    shown = b""
    while piece := read(ours):
        shown += piece
    os.close(ours)
    assert 0 == done.wait()
    return shown.decode().replace("\r\n", "\n")


def read(number):
    """b"" where the other end is closed."""
    try:
        return os.read(number, 65536)
    except OSError:
        return b""


unix = pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
HELD = ["check", "worked-example", "--nudge", "w1"]    # 126 wide


@unix
@pytest.mark.parametrize("columns, given, expected", [(70, {}, 70), (200, {}, 126), (200, {"COLUMNS": "90"}, 90), (70, {"COLUMNS": "200"}, 126),
                                                      (70, {"COLUMNS": "0"}, 70), (70, {"COLUMNS": "wide"}, 70)])
def test_the_width_of_a_terminal(tmp_path, columns, given, expected):
    """Its own, or what COLUMNS says."""
    shown = longest(at_a_terminal(columns, tmp_path, *HELD, **given))
    assert shown <= expected and shown > expected - 10


@unix
def test_help_at_a_terminal(tmp_path):
    """As wide as that, but no wider than a page."""
    assert longest(at_a_terminal(80, tmp_path, "trace", "--help")) <= 80 < longest(at_a_terminal(300, tmp_path, "trace", "--help")) <= 110


@unix
def test_a_file_is_as_wide_as_it_needs(tmp_path, inside):
    """Also at a narrow terminal."""
    for given in ({}, {"COLUMNS": "60"}):
        at_a_terminal(60, tmp_path, *HELD, "-o", "out", **given)
        assert inside(*HELD).out == (tmp_path / "out").read_text("utf-8")


@pytest.mark.parametrize("columns", ["80", "1", "0", "abc", ""])
def test_a_pipe_is_as_wide_as_it_needs(inside, monkeypatch, columns):
    """Whatever COLUMNS says: programs that use readline leave one behind."""
    usual = inside("check", "worked-example", "--nudge", "w1").out
    monkeypatch.setenv("COLUMNS", columns)
    assert usual == inside("check", "worked-example", "--nudge", "w1").out


@pytest.mark.parametrize("found, expected", [(80, 80), (1, 40), (0, None)])
def test_what_the_terminal_says(monkeypatch, found, expected):
    """No line is shorter than 40, as nobody could read that; one that knows no width has none."""
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda number: os.terminal_size((found, 24)))
    monkeypatch.setattr(sys, "stdout", sys.__stdout__)
    assert expected == terminal.columns()
    assert terminal.columns("out.txt") is None
