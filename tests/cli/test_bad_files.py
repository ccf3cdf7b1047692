"""Files that cannot be used: one line that names the place, at little cost."""

import subprocess
import sys

import pytest

GOOD = '{"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"weights": [[0.5]]}], "samples": [{"inputs": [1], "targets": [1]}]}'


@pytest.mark.parametrize("text, error", [
    ("", "my.json: expected a JSON object, got an empty file"),
    ("{", "my.json:1:2: not JSON: "),
    (GOOD.replace('"version": 1', '"version": 99'), "my.json: version: unsupported format version 99 (this neurosim reads 1)"),
    (GOOD.replace("weights", "weigths"), "my.json: layers[0]: unknown field 'weigths' (did you mean 'weights'?)"),
    (GOOD.replace("0.5", "NaN"), "my.json: layers[0].weights[0][0]: expected a finite number, got NaN"),
    (GOOD.replace("0.5", "1e400"), "my.json: layers[0].weights[0][0]: number too large for a double"),
    (GOOD.replace("0.5", "0.5, 0.5"), "my.json: layers[0].weights[0]: expected 1 number, one for each input, got 2"),
    (GOOD.replace('"inputs": [1]', '"inputs": [1, 2]'), "my.json: samples[0].inputs: "),
    (GOOD[:-1] + ', "name": "\\u001b[31m"}', "my.json: name: expected 1 to 64 printable characters, got '\\x1b[31m'"),
    (GOOD[:-1] + ', "name": "' + "權" * 65 + '"}', "my.json: name: "),
], ids=lambda text: text[-40:])
@pytest.mark.parametrize("verb", ["trace", "train"])
def test_what_is_wrong(neurosim, tmp_path, verb, text, error):
    """Exit 2, the place, what was expected."""
    (tmp_path / "my.json").write_text(text, encoding="utf-8")
    call = neurosim(verb, "my.json")
    assert (2, "") == (call.code, call.out)
    assert call.problem.startswith(error) and len(call.err) <= 301


def test_bytes_that_are_no_text(neurosim):
    """From standard input, the place is stdin."""
    assert "stdin: not UTF-8 at byte 1" == neurosim("trace", "-", given=b"\xff\xfe").problem


def test_a_byte_order_mark(good):
    """Is skipped."""
    assert good("trace", "-", given="\ufeff" + GOOD[:-1] + ', "seed": 1}').out


def test_all_errors(neurosim):
    """One line has the first and the count of the others; --all-errors lists them, one a line."""
    text = GOOD.replace("0.5", '"x"').replace('"targets": [1]', '"targets": [null]')
    first = neurosim("trace", "-", given=text)
    assert first.problem.endswith("(and 1 more; --all-errors lists them)")
    every = neurosim("trace", "-", "--all-errors", given=text)
    assert (2, "") == (every.code, every.out)
    assert ["layers[0].weights[0][0]", "samples[0].targets[0]"] == [line.split(": ")[3] for line in every.err.splitlines()]


def test_a_note(neurosim, good):
    """What is odd, but accepted, is a note: one line, and with --quiet none."""
    text = GOOD[:-1].replace("0.5", "1e-400") + ', "seed": 1}'
    call = neurosim("trace", "-", given=text)
    assert (0, "neurosim: note: stdin: '1e-400': too small for a double, read as 0\n") == (call.code, call.err)
    assert call.out == good("trace", "-", "--quiet", given=text).out


@pytest.mark.parametrize("path, reason", [(".", "a folder, not a file"), ("no.json", "no such file"), ("x" * 300, "the name is too long")])
def test_no_file(neurosim, path, reason):
    """What the user got wrong is exit 2."""
    call = neurosim("trace", path)
    assert (2, "") == (call.code, call.out)
    assert call.problem.endswith(f"{reason} (expected a built-in experiment's name, a file, or sizes such as 2-3-1)")


# Large files.

MEGABYTE = 2**20
LARGE = {
    "too large": lambda: " " * (16 * MEGABYTE + 1),
    "one string": lambda: GOOD[:-1] + ', "name": "' + "x" * (15 * MEGABYTE) + '"}',
    "one number": lambda: GOOD.replace("0.5", "1" * (15 * MEGABYTE)),
    "brackets": lambda: "[" * (15 * MEGABYTE),
    "words for numbers": lambda: GOOD.replace("0.5", ",".join(['"x"'] * (3 * MEGABYTE))),
    "one number too many": lambda: GOOD.replace("0.5", ",".join(["0"] * (4 * MEGABYTE))),
    "unknown fields": lambda: GOOD[:-1] + "".join(f', "{i}": 0' for i in range(MEGABYTE)) + "}",
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", LARGE)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts kilobytes as Linux does")
def test_large_files_are_refused_cheaply(tmp_path, kind):
    """However large, one short line and less than 300 MB."""
    (tmp_path / "large.json").write_text(LARGE[kind]())
    measure = ("import sys; from neurosim.cli import main; code = main(); "    # ru_maxrss begins with the parent's own
               "print(*[line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')]); sys.exit(code)")
    done = subprocess.run([sys.executable, "-c", measure, "trace", "large.json"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert 2 == done.returncode
    assert 1 == len(done.stderr.splitlines()) and len(done.stderr) <= 301
    assert done.stderr.startswith("neurosim: error: large.json: ") or "large.json:1:" in done.stderr
    assert int(done.stdout) < 300 * 1024
