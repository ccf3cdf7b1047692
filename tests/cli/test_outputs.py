"""What a command writes: nothing in the place of what it reads, and in the format that the file's ending says."""

import json
import os

import pytest

HEADS = {"txt": "xor: step 1", "md": "# xor: step 1", "tex": "\\documentclass", "html": "<!DOCTYPE html>", "json": "{\n", "csv": "step,name",
         "jsonl": '{"format": "neurosim-step"'}


@pytest.fixture
def files(tmp_path):
    """An experiment with its samples in a CSV file, a checkpoint of it, answers; their contents by name."""
    import neurosim
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"weights": [[0.5]]}], "samples": {"csv": "data.csv", "targets": 1}, "seed": 0}
    (tmp_path / "net.json").write_text(json.dumps(document))
    (tmp_path / "data.csv").write_text("1,1\n2,0\n")
    (tmp_path / "answers.csv").write_text("w1,0.5\n")
    neurosim.load(tmp_path / "net.json").train(2, checkpoint=tmp_path / "kept")
    os.symlink("net.json", tmp_path / "link")
    os.link(tmp_path / "data.csv", tmp_path / "hard")
    os.symlink("kept", tmp_path / "kept-link")

    def contents():
        return {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    return contents


@pytest.mark.parametrize("path", ["net.json", "./net.json", "link", "data.csv", "hard"])
@pytest.mark.parametrize("words", ["train net.json --steps 1 --save {}", "train link --steps 1 --checkpoint {}", "train net.json --steps 1 --plot {}",
                                   "trace net.json -o {}", "explain net.json w1 -o {}", "sweep net.json --steps 1 --seeds 1 --solved-below 1 --keep {}"])
def test_nothing_is_lost(inside, files, path, words):
    """By whatever name the file goes: exit 2, and every file is as it was."""
    before = files()
    call = inside(*words.format(path).split())
    assert (2, "", before) == (call.code, call.out, files())


@pytest.mark.parametrize("words, option", [
    ("trace net.json -o link", "output"), ("train link --steps 1 --save net.json", "save"), ("train net.json --steps 1 --checkpoint hard", "checkpoint"),
    ("diagnose net.json --answers answers.csv -o answers.csv", "output"), ("train net.json --resume kept --save kept-link", "save"),
    ("train net.json --resume kept-link -o kept", "output")])
def test_the_option_is_named(inside, files, words, option):
    """One line: which option, and why."""
    before = files()
    path = words.split()[-1]
    assert f"--{option}: it is read by the same command, and would be lost (expected another file, got {path!r})" == inside(*words.split()).problem
    assert before == files()


def test_standard_input_is_read(shell, files, experiment):
    """Where it is a file, that is not written over either."""
    experiment("given.json")
    before = files()
    call = shell("$N trace - -o given.json < given.json")
    assert (2, before) == (call.code, files()) and "would be lost" in call.problem


def test_a_run_goes_on_in_its_checkpoint(inside, files):
    """The one file that is read and written."""
    assert 0 == inside("train", "net.json", "--resume", "kept", "--checkpoint", "kept", "--steps", "5").code
    assert 5 == json.loads(files()["kept"])["step"]


# The format.

@pytest.mark.parametrize("ending", HEADS)
def test_the_ending_says_the_format(inside, tmp_path, ending):
    """Of the file, in capitals, too; what is written is what --format would give."""
    assert 0 == inside("trace", "xor", "-o", f"out.{ending.upper()}").code
    written = (tmp_path / f"out.{ending.upper()}").read_text("utf-8")
    assert written.startswith(HEADS[ending])
    form = {"txt": "text", "md": "markdown", "tex": "latex"}.get(ending, ending)
    assert written == inside("trace", "xor", "--format", form).out


@pytest.mark.parametrize("ending, begins", [("py", b'"""xor: one training step'), ("xlsx", b"PK"), ("c", b"/* xor: one")])
def test_the_ending_says_the_form(inside, tmp_path, ending, begins):
    """Of an export."""
    if ending == "xlsx":
        pytest.importorskip("openpyxl")
    assert 0 == inside("export", "xor", "-o", f"out.{ending}").code
    assert (tmp_path / f"out.{ending}").read_bytes().startswith(begins)


def test_an_ending_may_have_two_forms(inside, tmp_path):
    """A script for PyTorch ends in .py, too."""
    assert 0 == inside("export", "xor", "--to", "pytorch", "-o", "out.py").code
    assert "import torch" in (tmp_path / "out.py").read_text()


@pytest.mark.parametrize("words", ["trace xor -o out", "trace xor -o out.dat", "trace xor --format csv -o out.dat", "trace xor --format csv -o out"])
def test_other_endings_say_nothing(inside, tmp_path, words):
    """The format is the one asked for, or text."""
    assert 0 == inside(*words.split()).code
    assert (tmp_path / words.split()[-1]).read_text("utf-8").startswith(HEADS["csv" if "csv" in words else "txt"])


@pytest.mark.parametrize("words, expected", [
    ("trace xor --format csv -o out.json", ".csv, as --format is csv"), ("trace xor --format text -o out.md", ".txt, as --format is text"),
    ("trace xor --format json -o out.jsonl", ".json, as --format is json"), ("export xor --to xlsx -o out.py", ".xlsx, as --to is xlsx"),
    ("export xor --to pytorch -o out.c", ".py, as --to is pytorch"), ("explore xor -o out.json", ".html or .htm"),
    ("export xor -o out.html", ".py or .xlsx or .c"), ("explain xor w1 -o out.xlsx", ".txt or .md or .tex or .html or .htm or .json or .csv")])
def test_a_contradiction(inside, tmp_path, words, expected):
    """Exit 2, and no file."""
    call = inside(*words.split())
    assert (2, "") == (call.code, call.out)
    assert f"neurosim: error: --output: expected a name that ends in {expected}, got {words.split()[-1]!r}" == call.err.splitlines()[-1]
    assert [] == os.listdir(tmp_path)


# explore without -o.

def test_a_page_has_the_name_of_its_experiment(inside, tmp_path, files):
    """It is told, and lies in the working folder; a second time it replaces itself."""
    for words, name in (("xor", "xor.html"), ("net.json", "net.html"), ("xor", "xor.html")):
        call = inside("explore", words)
        assert (0, "", f"neurosim: note: the page is {name}\n") == (call.code, call.out, call.err)
        assert (tmp_path / name).read_text("utf-8").startswith("<!doctype html>")
    call = inside("explore", "-", given=(tmp_path / "net.json").read_text().replace('{"csv": "data.csv", "targets": 1}', '[{"inputs": [1], "targets": [1]}]'))
    assert "neurosim: note: the page is experiment.html\n" == call.err
    assert "" == inside("explore", "xor", "--quiet").err


def test_a_page_replaces_nothing_else(inside, tmp_path):
    """A file that only has the same name is kept; who names it means it."""
    (tmp_path / "xor.html").write_text("<p>mine")
    assert (2, "--output: xor.html is something else, and would be lost (expected the name of a file)") == (
        (call := inside("explore", "xor")).code, call.problem)
    assert "<p>mine" == (tmp_path / "xor.html").read_text()
    assert 0 == inside("explore", "xor", "-o", "xor.html").code
    assert "<p>mine" != (tmp_path / "xor.html").read_text()


def test_a_page_in_the_place_of_an_empty_file(shell, tmp_path):
    """As a shell makes one for who is used to standard output."""
    assert 0 == shell("$N explore xor > xor.html").code
    assert (tmp_path / "xor.html").read_text("utf-8").startswith("<!doctype html>")


def test_a_page_in_the_place_of_its_experiment(inside, tmp_path, experiment):
    """Which has an ending of its own."""
    experiment("net.html")
    before = (tmp_path / "net.html").read_bytes()
    assert (2, before) == (inside("explore", "net.html").code, (tmp_path / "net.html").read_bytes())


def test_a_page_to_standard_output(inside, tmp_path):
    """As everywhere."""
    assert inside("explore", "xor", "-o", "-").out.startswith("<!doctype html>")
    assert [] == os.listdir(tmp_path)
