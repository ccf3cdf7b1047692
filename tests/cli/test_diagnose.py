"""neurosim diagnose and neurosim mistakes: what goes in, what comes out, exit codes."""

import csv
import io
import json

import pytest

from neurosim import MISTAKES
from neurosim.cli import main

WRONG = ["w5+=0.358916480", "w1+=0.149817639"]


def run(capsys, *words):
    code = main(list(words))
    done = capsys.readouterr()
    return code, done.out, done.err


def test_the_worked_example(capsys):
    """As the README shows it; numbers that differ are exit code 1, as elsewhere."""
    code, out, err = run(capsys, "diagnose", "worked-example", *WRONG)
    assert (1, "") == (code, err)
    assert out.splitlines()[:2] == ["w5⁺  0.358916480   agrees", "w1⁺  0.149817639   differs: 0.149780716 expected"]
    yours, right = [line for line in out.splitlines() if line.startswith("    ∂E/∂out_h1")]
    assert yours == "    ∂E/∂out_h1 = ∂E/∂net_o1 · w5⁺ + ∂E/∂net_o2 · w7⁺        yours    0.0302297395"
    assert right == "    ∂E/∂out_h1 = ∂E/∂net_o1 · w5  + ∂E/∂net_o2 · w7         right    0.0363503064"


def test_right_numbers(capsys):
    code, out, _ = run(capsys, "diagnose", "worked-example", "dE_dw5=0.0822", "--step", "1", "E+=0.291027774")
    assert 0 == code and "All 2 agree, to every digit given." in out


def test_json_and_csv(capsys):
    """The same as data."""
    code, out, _ = run(capsys, "diagnose", "worked-example", *WRONG, "--format", "json")
    found = json.loads(out)
    assert (1, "neurosim-diagnosis", "w1_new", "dE_dw2") == (code, found["format"], found["first_difference"]["name"], found["ask_for"])
    assert [("updated_weights", ["w1_new"])] == [(each["mistake"], each["explains"]) for each in found["explanations"]]
    _, out, _ = run(capsys, "diagnose", "worked-example", *WRONG, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [("w5_new", "True"), ("w1_new", "False")] == [(row["name"], row["agrees"]) for row in rows]


@pytest.mark.parametrize("text", [
    "\ufeffname,value\nw5+,0.358916480\nw1+,0.149817639\n", 'w5⁺,"0,358916480"\r\n\r\nw1_new,"0,149817639",by hand\r\n',
    "name;value\nw5+;0,358916480\nw1+;0,149817639\nw2+;\n", "w5+,０．３５８９１６４８０\nw1+,1.49817639e-1\nw2+,\n",
    "name,value,page\nw5+,0.358916480,12\nw1+,0.149817639,12\ni2,0.1,1\nw4,.3,1\nb2+,6e-1,7\n"])
def test_answers_in_a_file(text, tmp_path, capsys):
    """A byte order mark, decimal commas, full-width digits, a header or none; what was left out is passed over."""
    (tmp_path / "mine.csv").write_text(text, "utf-8", newline="")
    code, out, err = run(capsys, "diagnose", "worked-example", "--answers", str(tmp_path / "mine.csv"))
    assert (1, "") == (code, err)
    assert "(updated_weights)" in out


@pytest.mark.parametrize("text", [
    "w5+\tw1+\n0.358916480\t0.149817639\n", "w5+,w1+\n0.358916480,0.149817639\n", "# mine\nw5' = 0.358916480   # agrees\n\nnew_w1=0.149817639\n",
    "w5_new\t0.358916480\nw1_new\t0.149817639\n", '{"w5+": 0.358916480, "W1+[0][0]": 0.149817639}',
    "W1'[neuron][input] = [[0.149817639, 0.199635277], [0.249788185, 0.299576370]]\n"])
def test_other_forms_of_a_file(text, tmp_path, capsys):
    """A column for each name, lines of name = value, tabulators, JSON, a matrix in a line."""
    (tmp_path / "mine.txt").write_text(text, "utf-8")
    code, out, err = run(capsys, "diagnose", "worked-example", "--answers", str(tmp_path / "mine.txt"))
    assert (1, "") == (code, err)
    assert "0.149817639   differs: 0.149780716 expected" in out and "updated_weights" in out


def test_a_matrix_on_the_command_line(capsys):
    """The gradients of the output layer, as numpy prints them."""
    code, out, _ = run(capsys, "diagnose", "worked-example", "dW2[neuron][input]=[[0.08216704 0.08266763] [-0.02260254 -0.02274024]]")
    assert 0 == code and "All 4 agree" in out


@pytest.mark.parametrize("text, message", [
    ('{"w5+": 1, "w5+": 2}', "mine.csv: expected each name once"), ('{"w5+": ', "expected a JSON object of names and numbers"), ("w5+ =\n", "mine.csv:1: expected name = value"),
    ("w5+=1\nw5+=2\n", "mine.csv:2: given twice"),
    ("", "mine.csv: expected at least one row with a name and a number"), ("w5+,0.3,\nw1+\n", "mine.csv:2: expected a name and a number, got 'w1+'"),
    ("w5+,1\nw5+,2\n", "mine.csv:2: given twice"), ("w5+,1x2\n", "mine.csv:1: expected a number such as 0.0822, got '1x2'"),
    ("w5+,0,3589\n", 'mine.csv:1: expected quotes around a decimal comma, as in w5+,"0,3589"'),
    ("w5+,1\nwoo,1\n", "mine.csv:2: unknown name 'woo'"), ('w5+,"1\n', "mine.csv:1: unexpected end of data"), ("w5+,\n", "at least one row"),
    ("name,value\nw5+,1\nw5_new,2\n", "mine.csv:3: given twice (expected one number for w5_new)")])
def test_files_that_are_none(text, message, tmp_path, monkeypatch, capsys):
    """One line: what, where, what was expected; exit code 2."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text(text, "utf-8")
    code, out, err = run(capsys, "diagnose", "worked-example", "--answers", "mine.csv")
    assert (2, "") == (code, out)
    assert message in err and err.count("\n") == 1


@pytest.mark.parametrize("words, message", [
    ([], "expected NAME=VALUE, such as w5+=0.3589, or --answers FILE"), (["w5"], "expected NAME=VALUE"), (["w5+=x"], "expected a number"),
    (["w5+=1", "--tolerance", "-1"], "expected a number >= 0"), (["w5+=1", "w5+=2"], "given twice"), (["--answers", "no.csv"], "no such file"),
    (["w5+=1", "--sample", "7"], "a sample from 1 to 1")])
def test_wrong_use(words, message, capsys):
    code, out, err = run(capsys, "diagnose", "worked-example", *words)
    assert (2, "") == (code, out)
    assert message in err


def test_other_arithmetic_and_tolerance(capsys):
    """Compared with the numbers as they are rounded on paper; and with more patience."""
    assert 0 == run(capsys, "diagnose", "worked-example", "dE_dw1=0.0004", "net_o1=1.1059", "--numbers", "rounded:4")[0]
    assert 0 == run(capsys, "diagnose", "worked-example", "w1+=0.149817639", "--tolerance", "0.0001")[0]


def test_an_error_that_cannot_be_computed(tmp_path, capsys):
    """The loss is undefined at the step, or only after it: one line says where."""
    for weight, learning_rate in ((900.0, 0.1), (1.0, 1e6)):
        document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"weights": [[weight]], "bias": "none"}],
                    "loss": "binary_cross_entropy", "optimizer": {"name": "sgd", "learning_rate": learning_rate},
                    "samples": [{"inputs": [1.0], "targets": [0.4]}]}
        path = tmp_path / "undefined.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        for words in (["mistakes", str(path)], ["diagnose", str(path), "w1+=0.3", "E+=0.5"]):
            code, _, err = run(capsys, *words)
            assert 1 == code and "o1: loss undefined: binary_cross_entropy of out = " in err and 1 == err.count("\n"), err


def test_a_mistake_whose_numbers_are_none(tmp_path, capsys):
    """e^900 is beyond a float, and infinity by infinity is no number: neither a table nor JSON has it."""
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"activation": "softmax", "weights": [[900.0], [899.0]]}],
                "samples": [{"inputs": [1.0], "targets": [0.4, 0.6]}]}
    path = tmp_path / "great.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    code, out, _ = run(capsys, "mistakes", str(path), "--format", "json")
    assert 0 == code and [None] == [row["fingerprint"] for row in json.loads(out)["mistakes"] if row["mistake"] == "greatest_net_kept"]
    assert 1 == run(capsys, "diagnose", str(path), "dE_dw1=0.3", "--format", "json")[0]


def test_the_catalogue(capsys):
    """Every mistake with its sentence; with its fingerprint where it shows."""
    code, out, _ = run(capsys, "mistakes")
    assert 0 == code and all(f"\n{name}  " in out for name in MISTAKES)
    _, out, _ = run(capsys, "mistakes", "worked-example", "--format", "json")
    rows = {row["mistake"]: row for row in json.loads(out)["mistakes"]}
    assert rows.keys() == MISTAKES.keys()
    assert "0.000364723" == f"{rows['updated_weights']['fingerprint']['dE_dw1']:.9f}"
    assert rows["log10"]["fingerprint"] is None
    _, out, _ = run(capsys, "mistakes", "xor", "--step", "2", "--format", "csv")
    assert list(MISTAKES) == [row["mistake"] for row in csv.DictReader(io.StringIO(out))]
