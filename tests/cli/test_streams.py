"""Terminals, pipes and what is closed or full at the other end; encodings that lack the signs of mathematics."""

import re
import sys

import pytest

TRACE, EXPLAIN = ["trace", "worked-example"], ["explain", "worked-example", "w1", "--paths"]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /dev/full")


# Closed and full.

def with_slow(few, more):
    """The few, and more of the same, which are slow, as each takes a process."""
    return [*few, *(pytest.param(*each if isinstance(each, tuple) else [each], marks=pytest.mark.slow) for each in more)]


@pytest.mark.parametrize("words", with_slow(["trace worked-example", "--help"],
                                            ["train worked-example", "trace --help", "--version", "examples --format json"]))
def test_stdout_closed(shell, words):
    """There was something to say: exit 3, one line."""
    call = shell(f"$N {words} >&-")
    assert (3, "standard output is closed") == (call.code, call.problem)


@linux
@pytest.mark.parametrize("words", with_slow(["trace xor --steps 1:30", "--help"], ["trace worked-example", "trace --help", "--version"]))
def test_disk_full(shell, words):
    """Exit 3, one line, and nothing that Python ignores at exit."""
    call = shell(f"$N {words} >/dev/full")
    assert (3, "No space left on device") == (call.code, call.problem)


def test_stdout_closed_is_found_before_training(shell):
    """Not after hours of it."""
    call = shell("$N train xor --steps 1000000000 >&-")
    assert (3, "standard output is closed") == (call.code, call.problem)


def test_stdout_closed_and_not_needed(shell, tmp_path):
    """With -o there is nothing to say there."""
    assert (0, "") == ((call := shell("$N trace worked-example -o out.txt >&-")).code, call.err)
    assert (tmp_path / "out.txt").exists()


@pytest.mark.parametrize("line, code", with_slow(
    [("$N trace worked-example <&- 2>&-", 0), ("$N trace nowhere --debug 2>&-", 2), ("$N trace nowhere >&- 2>&-", 3)],
    [("$N trace worked-example <&-", 0), ("$N trace worked-example 2>&-", 0), ("$N trace nowhere 2>&-", 2), ("$N trace 2>&-", 2)]))
def test_other_streams_closed(shell, line, code):
    """What is not needed may be closed."""
    call = shell(line)
    assert (code, "") == (call.code, call.err)
    assert bool(call.out) == (code == 0)


@linux
def test_stderr_full(shell):
    """There is nobody to tell, the exit code tells."""
    assert 2 == shell("$N trace nowhere 2>/dev/full").code


def test_stdin_closed_and_needed(shell):
    """One line, exit 2."""
    call = shell("$N trace - <&-")
    assert (2, "") == (call.code, call.out)
    assert "stdin: standard input is closed (expected an experiment)" == call.problem


@pytest.mark.parametrize("line", with_slow(["$N trace xor --steps 1:300 | head -1", "$N --help | true"],
                                           ["$N trace worked-example --format json | true", "$N trace xor --steps 1:300 -o /dev/stdout | head -1",
                                            "trap '' PIPE; $N trace xor --steps 1:300 | head -1"]))
def test_a_reader_who_leaves(shell, line):
    """Nothing to complain about."""
    call = shell(f"set -o pipefail; {line}")
    assert (0, "") == (call.code, call.err)


def test_standard_input(good, experiment):
    """- is a file like any other."""
    path = experiment()
    with open(path, "rb") as file:
        assert good("trace", path).raw == good("trace", "-", given=file.read()).raw


# Encodings.

def numbers(text):
    return re.findall(r"-?\d+\.\d+(?:e-?\d+)?", text.replace("−", "-"))


C_LOCALE = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


@pytest.mark.parametrize("words, variables", with_slow(
    [(EXPLAIN, {"PYTHONIOENCODING": "ascii"}), (EXPLAIN, C_LOCALE)],
    [(EXPLAIN, {"PYTHONIOENCODING": "cp1252"}), (TRACE, {"PYTHONIOENCODING": "ascii:strict"}), (TRACE, C_LOCALE),
     (["train", "xor", "--steps", "20"], {"PYTHONIOENCODING": "ascii:strict"}), (["examples"], {"PYTHONIOENCODING": "cp1252"})]), ids=str)
def test_without_the_signs(good, words, variables):
    """ASCII in their place, and the same numbers."""
    call = good(*words, **variables)
    assert call.raw.isascii()
    assert numbers(good(*words).out) == numbers(call.out)


@pytest.mark.parametrize("variables", [{"PYTHONIOENCODING": "ascii:strict"}, C_LOCALE], ids=["ascii", "C"])
def test_dE_dw_in_ascii(good, variables):
    """∂E/∂w1 becomes dE/dw1, η eta, · an asterisk."""
    shown = good(*EXPLAIN, **variables).out
    assert "dE/dw1 = dE/dout_h1 * dout_h1/dnet_h1 * dnet_h1/dw1\n" in shown
    assert "w1+ = w1 - eta * dE/dw1\n" in shown


@pytest.mark.parametrize("encoding", ["ascii:strict", "cp1252:strict"])
def test_help_in_ascii(good, encoding):
    """The help has signs, too, and an example to copy from it still runs."""
    shown = good("explain", "--help", PYTHONIOENCODING=encoding).out
    assert shown.isascii() and "dE/dw5, delta_o1, w5+" in shown
    assert good("--help", PYTHONIOENCODING=encoding).out.isascii()


@pytest.mark.parametrize("encoding", with_slow(["utf-16"], ["utf-8-sig", "gb18030"]))
def test_other_encodings(good, encoding):
    """What can show the signs shows them."""
    assert good(*EXPLAIN).out == good(*EXPLAIN, PYTHONIOENCODING=encoding).raw.decode(encoding).replace("\ufeff", "")


@pytest.mark.parametrize("format", ["text", "json", "csv"])
def test_a_name_that_the_terminal_lacks(good, experiment, format):
    """It is escaped; JSON stays JSON."""
    path = experiment(name="權😀")
    call = good("trace", path, "--format", format, PYTHONIOENCODING="ascii:strict")
    assert call.raw.isascii()
    if format == "json":
        assert "權😀" == call.json["experiment"]["name"]
    if format == "text":
        assert call.out.startswith("\\u6b0a\\U0001f600: step 1")


@pytest.fixture
def experiment(tmp_path):
    """A file whose experiment has this name."""
    def write(name):
        path = tmp_path / "my.json"
        path.write_text('{"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"weights": [[0.5]]}], '
                        f'"name": "{name}", "samples": [{{"inputs": [1], "targets": [1]}}], "seed": 1}}', encoding="utf-8")
        return str(path)
    return lambda name="mine": write(name)


@pytest.mark.parametrize("name", ["權重權重", "é" * 5 + "e\u0301" * 5, "😀😀", "שלום", "<b>", "=1+1", "%s{}"])
def test_names_in_a_title(inside, experiment, name):
    """Wide, combining, right to left: the name is there, and the line below it is as wide as it looks."""
    wcwidth = pytest.importorskip("wcwidth")
    title, line = inside("trace", experiment(name)).out.splitlines()[:2]
    assert name in title and "step 1, sample 1" in title
    assert {"="} == set(line)
    assert wcwidth.wcswidth(title) == len(line)


# The width of the terminal.

@pytest.mark.parametrize("words", [TRACE, ["explain", "--help"]], ids=" ".join)
def test_columns_change_nothing(good, words, monkeypatch):
    """In a pipe, which is as wide as it needs: neither results nor help. (test_width.py: at a terminal.)"""
    def shown(columns):
        monkeypatch.setenv("COLUMNS", columns)
        return good(*words).raw
    assert {shown("80")} == {shown(columns) for columns in ("20", "1", "0", "abc")}
