"""One learner, number by number: what is typed, hints in three steps, own numbers carried forward, the record."""

import json
import subprocess
import sys
from io import StringIO
from math import exp

import pytest
from sources import PACKAGE

from neurosim import load
from neurosim.cli import main
from neurosim.core.guard.errors import NeurosimError
from neurosim.practice.classroom.practising import Practice
from neurosim.practice.classroom.typed_number import typed_number


@pytest.mark.parametrize("typed, value", [
    ("0.3775", 0.3775), ("0,3775", 0.3775), ("０．３７７５", 0.3775), ("1/(1+exp(-0.3775))", 1 / (1 + exp(-0.3775))),
    ("1/(1+e^(−0.3775))", 1 / (1 + exp(-0.3775))), ("0,5 · (0,75 − 0,01)²", 0.2738), ("-2**2", -4.0), ("2^-1", 0.5), ("σ(0)", 0.5),
    ("Sigmoid(0)", 0.5), ("relu(-3) + abs(-2)", 2.0), ("ln(e)", 1.0), ("8.22e-2", 0.0822), ("3/4", 0.75)])
def test_typed_numbers(typed, value):
    """As they are, or worked out."""
    assert pytest.approx(value, abs=1e-15) == typed_number(typed)[1]


@pytest.mark.parametrize("typed", [
    "", "foo", "__import__('os').getcwd()", "(lambda: 1)()", "[1][0]", "exp", "exp(1, 2)", "open('x')", "1 if 1 else 2", "9**9**9**9",
    "1/0", "ln(-1)", "True", "1j", "(-8)**0.5", "'a'*9", "1 < 2", "x := 1", "exp(x=1)", "(" * 200 + "1" + ")" * 200, "1+" * 500 + "1", "9" * 399])
def test_what_is_no_number(typed):
    """Nothing that is typed is run; and whatever it is, it is told in one sentence."""
    with pytest.raises(NeurosimError) as caught:
        typed_number(typed)
    assert len(str(caught.value).splitlines()) == 1


def test_own_numbers_are_carried_forward():
    """A net that is wrong, and an out that follows from it: sigmoid(0.5) by hand."""
    practice = Practice(load("worked-example").to_document())
    assert "wrong" == practice.answer("0.5").verdict
    practice.go_on()
    assert ("out_h1", "follows") == (practice.question.name, practice.answer("1/(1+exp(-0.5))").verdict)
    assert ("out_h1", "right") == (practice.question.name, practice.answer("0.593270").verdict)


def test_the_mistake_is_named():
    """The figure that hears the updated weights, after everything before it was right (MISTAKES.md)."""
    practice = Practice(load("worked-example").to_document(), digits=6)
    right = load("worked-example").trace()
    while practice.question.name != "dE_dw1":
        if practice.question.name != "dE_dnet_h1":
            assert "right" == practice.answer(repr(right[practice.question.name])).verdict
        practice.go_on()
    assert "updated_weights" == practice.answer("0.000364723").slip.name


def test_too_few_digits_are_told():
    """0.38 is 0.3775 as far as it goes."""
    assert "too_few_digits" == Practice(load("worked-example").to_document()).answer("0.38").slip.name


def test_three_hints():
    """The rule, the formula, the numbers; then the last again. They are counted."""
    practice = Practice(load("worked-example").to_document())
    hints = [practice.hint() for _ in range(4)]
    assert "net_h1 = i1 · w1 + i2 · w2 + b1" in hints[1] or "net_h1 = w1 · i1 + w2 · i2 + b1" in hints[1]
    assert "0.15" in hints[2] and "0.15" not in hints[1] and hints[2] == hints[3] and 3 == len(set(hints))
    assert 3 == practice.to_dict()["numbers"][0]["hints"]


def talk(monkeypatch, capsys, typed, *words):
    monkeypatch.setattr("sys.stdin", StringIO(typed))
    assert 0 == main(["practise", "worked-example", *words])
    return capsys.readouterr().out.splitlines()


def test_a_conversation(monkeypatch, capsys, tmp_path):
    """Plain lines; the last is the record, and so is the file."""
    lines = talk(monkeypatch, capsys, "what?\n?\n0.3775\n0.7\n\n\nq\n", "--student", "Ada", "--record", str(tmp_path / "ada.json"))
    assert all(line and line.isprintable() for line in lines)
    assert ["net_h1 = ?", "out_h1 = ?", "net_h2 = ?", "out_h2 = ?"] == [line for line in lines if line.endswith(" = ?")]
    record = json.loads(lines[-1])
    assert record == json.loads((tmp_path / "ada.json").read_text("utf-8"))
    assert ("neurosim-practice", "Ada", 1.0, 31.0) == tuple(record[key] for key in ("format", "student", "marks", "of"))
    assert [("right", 1, 1), ("wrong", 1, 0), ("blank", 0, 0)] == [(row["verdict"], row["tries"], row["hints"]) for row in record["numbers"][:3]]


def test_everything_right(monkeypatch, capsys):
    """Every number of the step, typed to four digits, is right: the figures of the trace."""
    right = load("worked-example").trace()
    names = [question.name for question in Practice(load("worked-example").to_document()).questions]
    record = json.loads(talk(monkeypatch, capsys, "".join(f"{right[name]:.4g}\n" for name in names))[-1])
    assert {"right"} == {row["verdict"] for row in record["numbers"]} and record["marks"] == record["of"] == len(names)


def test_a_pipe_can_drive_it():
    """Each answer is heard before the next is typed."""
    with subprocess.Popen([sys.executable, "-m", "neurosim", "practise", "worked-example"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          cwd=PACKAGE.parent, text=True, encoding="utf-8") as process:
        while process.stdout.readline() != "net_h1 = ?\n":
            pass
        process.stdin.write("0.3775\n")
        process.stdin.flush()
        assert "Right.\n" == process.stdout.readline()
        process.stdin.close()
        assert "neurosim-practice" in process.stdout.read()
    assert 0 == process.returncode


@pytest.mark.parametrize("words, sentence", [(["worked-example", "--no-input"], "--no-input: expected without it"), (["-"], "EXPERIMENT: expected")])
def test_it_refuses_politely(capsys, words, sentence):
    """Where nobody can answer."""
    assert 2 == main(["practise", *words])
    assert f"neurosim: error: {sentence}" in capsys.readouterr().err
