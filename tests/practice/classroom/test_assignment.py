"""What a class was given, as a file: read as it was written, and refused where a value is not what it should be."""

import json

import pytest

import neurosim
from neurosim.core.guard.errors import NeurosimError
from neurosim.files.assignment_file import check_code, write_assignment
from neurosim.files.writing import write_experiment
from neurosim.practice.classroom.assignment import Assignment
from neurosim.practice.classroom.questions import questions
from neurosim.practice.classroom.rounding import RoundingRule


def given_to(student, **own):
    """What a file says of one student of the worked example."""
    layers = [{"weights": [[0.15, 0.2], [0.25, 0.3]], "biases": [0.35]},
              {"weights": [[0.4, 0.45], [0.5, 0.55]], "biases": [0.6]}]
    entry = {"student": student, "variant": 1, "layers": layers,
             "samples": [{"inputs": [0.05, 0.1], "targets": [0.01, 0.99]}], **own}
    return {**entry, "check": own.get("check", check_code(entry))}


def document(**fields):
    return {"format": "neurosim-assignment", "version": 1, "title": "worked-example", "level": "everything",
            "rounding": {"decimals": 4}, "tolerance": 1, "marks": {"right": 1.0}, "blanks": ["net_h1", "E", "w5_new"],
            "experiment": json.loads(write_experiment(neurosim.load("worked-example").to_document())),
            "students": [given_to("Ada"), given_to("Émile")], **fields}


def test_what_is_read_is_what_was_written():
    """The key is that of the published figures."""
    assignment = Assignment.parse(write_assignment(document()))
    assert ["Ada", "Émile"] == [student.name for student in assignment.students]
    ada = assignment.student("Ada")
    assert ["0.3775", "0.2984", "0.3589"] == [assignment.written(ada.key[name]) for name in assignment.blanks]
    assert {"right": 1.0, "follows": 1.0, "capped": 0.5, "wrong": 0.0, "again": 1.0, "blank": 0.0} == assignment.marks
    assert pytest.approx(0.00015) == assignment.room(0.3775)


def test_codes_tell_students_apart():
    """Of the same numbers, too, as each has a name of their own."""
    assert 2 == len({given_to("Ada")["check"], given_to("Émile")["check"]})


@pytest.mark.parametrize("fields, sentence", [
    ({"format": "neurosim-trace"}, "format: expected 'neurosim-assignment', got 'neurosim-trace'"),
    ({"version": 2}, "version: unsupported format version 2 (this neurosim reads 1)"),
    ({"level": "hard"}, "level: unknown level 'hard' (expected one of everything, half, hidden, find-mistake)"),
    ({"rounding": {"decimals": 0}}, "rounding.decimals: expected an integer >= 1 and <= 12, got 0"),
    ({"rounding": {}}, "rounding: expected {\"decimals\": 4} or {\"digits\": 3}, got a dict of length 0"),
    ({"marks": {"right": -1}}, "marks.right: expected a finite number, got -1"),
    ({"blanks": ["E", "E"]}, "blanks[1]: E is given twice"),
    ({"blanks": ["E", "w5 new"]}, "blanks[1]: expected the name of a quantity, such as net_h1, got 'w5 new'"),
    ({"extra": 1}, "unknown field 'extra'"),
    ({"students": [given_to("Ada"), given_to("Ada")]}, "students[1].student: expected each student once, got 'Ada'"),
    ({"students": [given_to("Ada", check="AAAAA")]}, "students[0].check: expected"),
    ({"students": [given_to("Ada", samples=[{"inputs": [1.0], "targets": [0.1, 0.2]}])]},
     "students[0].samples[0].inputs: expected 2 numbers, got 1"),
    ({"students": [given_to("Ada", layers=[{"weights": [[1.0]], "biases": [1.0]}])]}, "students[0].layers: expected 2"),
])
def test_what_is_wrong_is_refused_with_its_place(fields, sentence):
    """One sentence, which names the place."""
    with pytest.raises(NeurosimError) as error:
        Assignment.parse(json.dumps(document(**fields)))
    assert sentence in str(error.value)


def test_a_blank_is_a_number_of_the_step():
    """w99 is none."""
    with pytest.raises(NeurosimError, match=r"blanks\[0\]: expected a number of the step"):
        Assignment.parse(json.dumps(document(blanks=["w99"])))


@pytest.mark.parametrize("kind, count, value, written", [
    ("decimals", 4, 0.12345, "0.1235"), ("decimals", 2, -0.001, "0.00"), ("decimals", 1, 2.25, "2.3"),
    ("digits", 3, 0.00123456, "0.00123"), ("digits", 3, 1.0, "1.00"), ("digits", 2, 1234.0, "1200"),
])
def test_rounding(kind, count, value, written):
    """As on paper: halves go up, a 0 has no sign."""
    assert written == RoundingRule(kind, count).written(value)


def test_questions_come_stage_by_stage_with_three_hints():
    """The formula beside δ of a hidden neuron is that of the code; what is a factor only is not asked for."""
    asked = questions(neurosim.load("worked-example").trace())
    order = ["forward", "error", "backward", "gradient", "update"]
    assert order == list(dict.fromkeys(question.stage for question in asked))
    assert 31 == len(asked)
    net = next(question for question in asked if question.name == "net_h1")
    assert "w1 · i1 + w2 · i2 + b1" == net.formula
    assert ["net_h1 is a weighted sum: each input of the neuron times its weight, all added up, and the bias.",
            "net_h1 = w1 · i1 + w2 · i2 + b1", "net_h1 = 0.15 · 0.05 + 0.2 · 0.1 + 0.35"] == net.hints()
