"""Where tabulate is missing: tables come tab-separated, with one note; everything else is as it was."""

import re

import pytest

NOTE = "neurosim: note: tabulate is not installed, so tables come tab-separated\n"
TABLES = [["trace", "worked-example"], ["trace", "xor", "--steps", "1:3"], ["train", "xor", "--steps", "30"], ["examples"]]


@pytest.mark.slow
@pytest.mark.parametrize("words", TABLES, ids=" ".join)
def test_tables(neurosim, good, without_tabulate, words):
    """The same cells, one note however many tables there are."""
    call = neurosim(*words, PYTHONPATH=without_tabulate)
    assert (0, NOTE) == (call.code, call.err)
    assert "\t" in call.out and "-----" not in call.out.replace("\n-----", "")
    numbers = re.compile(r"-?\d+\.\d+")
    assert numbers.findall(good(*words).out) == numbers.findall(call.out)


def test_header_and_rows(neurosim, without_tabulate):
    """Tabs between the cells, and nothing else."""
    lines = neurosim("trace", "worked-example", PYTHONPATH=without_tabulate).out.splitlines()
    assert "neuron\ti1 · w\ti2 · w\tbias\tnet\tout" in lines
    assert "h1\t0.0075\t0.02\t0.35\t0.3775\t0.59327" in lines


@pytest.mark.parametrize("words", TABLES[:1] + TABLES[-1:], ids=" ".join)
def test_quiet(good, without_tabulate, words):
    """No note then."""
    assert "\t" in good(*words, "--quiet", PYTHONPATH=without_tabulate).out


@pytest.mark.parametrize("words", [["explain", "worked-example", "w1"], *(pytest.param(words, marks=pytest.mark.slow) for words in (
    ["explain", "xor", "--all", "--paths"], ["trace", "xor", "--format", "json"], ["train", "xor", "--steps", "5", "--format", "csv"],
    ["--help"]))], ids=" ".join)
def test_what_has_no_tables(good, without_tabulate, words):
    """Not a word is different."""
    assert good(*words).raw == good(*words, PYTHONPATH=without_tabulate).raw


@pytest.mark.parametrize("stderr", ["2>&-", "2>/dev/null"])
def test_nobody_to_tell(shell, without_tabulate, stderr):
    """The note is lost, the tables are not."""
    call = shell(f"$N trace worked-example {stderr}", PYTHONPATH=without_tabulate)
    assert (0, "") == (call.code, call.err)
    assert "h1\t0.0075" in call.out


def test_ascii(neurosim, without_tabulate):
    """Both at once."""
    call = neurosim("trace", "worked-example", PYTHONPATH=without_tabulate, PYTHONIOENCODING="ascii:strict")
    assert (0, NOTE) == (call.code, call.err)
    assert call.raw.isascii() and "neuron\ti1 * w\ti2 * w\tbias\tnet\tout" in call.out


def test_from_python(without_tabulate, tmp_path):
    """print(trace) works, and has nothing to say on the side."""
    import os
    import subprocess
    import sys
    done = subprocess.run([sys.executable, "-c", "import neurosim; print(neurosim.load('xor').trace())"], capture_output=True,
                          cwd=tmp_path, env={**os.environ, "PYTHONPATH": without_tabulate, "PYTHONIOENCODING": "utf-8"})
    assert (0, b"") == (done.returncode, done.stderr)
    assert b"neuron\ti1" in done.stdout
