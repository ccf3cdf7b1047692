"""What becomes of single numbers: nonsense that makes later ones trivial, too few digits, no numbers, sheets with a planted mistake."""

import json

import pytest
from lessons import assignment_of_one

from neurosim.core.guard.errors import NeurosimError
from neurosim.files.assignment_file import check_code, write_assignment
from neurosim.files.class_answers import read_class
from neurosim.practice.classroom.assignment import Assignment
from neurosim.practice.classroom.class_grade import ClassGrade

BLANKS = ["net_h1", "out_h1", "E", "dE_dw5", "w5_new"]
RIGHT = {"net_h1": "0.3775", "out_h1": "0.5933", "E": "0.2984", "dE_dw5": "0.0822", "w5_new": "0.3589"}    # as published


def graded(answers, blanks=BLANKS, marks=None, **fields):
    """The grade of the only student, given the worked example."""
    document = json.loads(assignment_of_one())
    planted = fields.pop("planted", None)
    document["students"][0].update({"planted": planted} if planted else {})
    document = {**document, "rounding": ("decimals", 4), "blanks": blanks, **fields}
    handed_in = {"ada": {name: (text, "answers.csv:2") for name, text in answers.items()}}
    text = write_assignment({**document, "rounding": {"decimals": 4}})
    return ClassGrade(Assignment.parse(text), handed_in, marks).grades[0]


def verdicts(grade):
    return [number.verdict for number in grade.numbers]


def test_the_published_figures_are_right():
    """Each of them, and five marks."""
    grade = graded(RIGHT)
    assert (["right"] * 5, 5.0) == (verdicts(grade), grade.points)


def test_what_a_nought_makes_trivial_is_capped():
    """∂E/∂w5 = δ · 0 is 0: half its marks. w5⁺ = w5 follows, and is a number all the same."""
    grade = graded({**RIGHT, "out_h1": "0", "dE_dw5": "0.0000", "w5_new": "0.4000"}, marks={"capped": 0.25})
    assert (["right", "wrong", "right", "capped", "follows"], 3.25) == (verdicts(grade), grade.points)
    assert "0.25" in str(grade)


def test_what_is_saturated_is_capped():
    """σ(60) is 1, whatever the net is exactly."""
    assert ["wrong", "capped"] == verdicts(graded({"net_h1": "60", "out_h1": "1"}))[:2]


def test_what_is_beyond_reason_is_not_followed_through():
    """A net of 10⁹⁰ ends neither in an error nor in marks for what would come of it."""
    grade = graded({**RIGHT, "net_h1": "1e90"})
    assert (["wrong", *["right"] * 4], 4.0) == (verdicts(grade), grade.points)


@pytest.mark.parametrize("text, reason", [("0.38", "too_few_digits"), ("about 0.4", "unreadable"), ("-0.3775", "sign_lost"),
                                          ("3.775", "decimal_point"), ("0.7375", "digits_swapped"), ("0.6125", "unknown"), ("0.0275", "missing_bias")])
def test_reasons(text, reason):
    """Each is told, and costs one mark: out, E and the rest are right. 0.0275 is the net without its bias of 0.35."""
    grade = graded({**RIGHT, "net_h1": text})
    assert ([reason], 4.0) == ([slip.name for slip in grade.slips], grade.points)


@pytest.mark.slow
def test_digits_that_are_cut_off_are_right():
    """0.59326 and 0.5932: 0.593269992 with its tail cut off; and one unit more, as one is tolerated."""
    assert ["right"] * 3 == [verdicts(graded({"out_h1": text}))[1] for text in ("0.59326", "0.5932", "0.5934")]
    assert "wrong" == verdicts(graded({"out_h1": "0.5936"}))[1]


def test_what_was_written_otherwise_than_calculated_on_with():
    """An out that is miscopied costs its mark only, beside another slip too: 0.2 · 0.59327 and 0.4 − 0.5 · 0.11865."""
    answers = {"out_h1": "0.7777", "dE_dnet_o1": "0.2000", "dE_dw5": "0.1187", "w5_new": "0.3407"}
    assert ["wrong", "wrong", "follows", "follows"] == verdicts(graded(answers, blanks=list(answers)))


def test_equal_numbers_of_another_student_hide_no_mistake():
    """Ada's inputs are the same; Bob has swapped his: 0.15 · 0.1 + 0.2 · 0.05 + 0.35 and 0.25 · 0.1 + 0.3 · 0.05 + 0.35."""
    document = json.loads(assignment_of_one())
    bob = {**document["students"][0], "student": "Bob", "variant": 2}
    ada = {**document["students"][0], "samples": [{"inputs": [0.1, 0.1], "targets": [0.01, 0.99]}]}
    students = [{**each, "check": check_code(each)} for each in (ada, bob)]
    text = write_assignment({**document, "blanks": ["net_h1", "net_h2"], "students": students})
    answers = {"Bob": {"net_h1": ("0.3750", "a.csv:2"), "net_h2": ("0.3900", "a.csv:3")}}
    assert ["inputs_swapped"] == [slip.name for slip in ClassGrade(Assignment.parse(text), answers).grade("Bob").slips]


@pytest.mark.slow
def test_a_sheet_with_a_planted_mistake():
    """One number counts: the first that the mistake spoils, put right."""
    planted = {"mistake": "net_instead_of_out", "form": "output", "first": "dE_dw5"}
    fields = {"level": "find-mistake", "planted": planted}
    assert 1.0 == graded({"dE_dw5": "0.0822"}, **fields).points == graded({}, **fields).most
    assert ["blank"] == verdicts(graded({"E": "0.2984"}, **fields))
    assert (["wrong"], ["net_instead_of_out"]) == (verdicts(graded({"dE_dw5": "0.0523"}, **fields)),
                                                  [slip.name for slip in graded({"dE_dw5": "0.0523"}, **fields).slips])


def test_a_scheme_of_ones_own():
    """Half of the marks for what follows."""
    slipped = {**RIGHT, "dE_dw5": "0.0900", "w5_new": "0.3550"}    # 0.4 − 0.5 · 0.09
    assert (4.0, 3.5) == (graded(slipped).points, graded(slipped, marks={"follows": 0.5}).points)


@pytest.mark.parametrize("marks, sentence", [({"rihgt": 1.0}, "marks: expected one of right, follows"),
                                             ({"right": -1.0}, "marks.right: expected a number >= 0")])
def test_a_scheme_that_is_none(marks, sentence):
    """Is refused."""
    with pytest.raises(NeurosimError, match=sentence):
        graded(RIGHT, marks=marks)


# What is handed in.

@pytest.mark.parametrize("text, sentence", [
    ("student,name,value\nAda,net_h1,0,3775\n", 'a.csv:2: expected 3 cells, as the first row has, and quotes around a decimal comma'),
    ("student,name,value\nAda,net_h1,1\nAda,net_h1,2\n", "a.csv:3: given twice (expected one number for net_h1)"),
    ("student,net_h1\nAda,1\nAda,2\n", "a.csv:3: given twice (expected one row for Ada)"),
    ("length,width\n1,2\n", "a.csv:1: expected a column headed student, got 'length,width'"),
    ("student,name,value\n,net_h1,2\n", "a.csv:2: expected a student, a name and a number"), ("", "expected a row for each student")])
def test_files_that_are_not_as_they_should_be(tmp_path, text, sentence):
    """The line, and what was expected there."""
    (tmp_path / "a.csv").write_text(text, "utf-8")
    with pytest.raises(NeurosimError) as caught:
        read_class(str(tmp_path / "a.csv"))
    assert sentence in str(caught.value)


@pytest.mark.parametrize("answers, sentence", [
    ({"Eve": {"net_h1": ("1", "a.csv:2")}}, "a.csv:2: unknown student 'Eve'"),
    ({"Ada": {"net_h1": ("1", "a.csv:2"), "z_h1": ("2", "a.csv:3")}}, "a.csv:3: given twice (expected one number for net_h1)"),
    ({"Ada": {"colour": ("red", "a.csv:2")}}, "a.csv:2: expected names such as net_h1, E, got 'colour'")])
def test_what_is_not_of_this_assignment(answers, sentence):
    """Is refused with its place."""
    with pytest.raises(NeurosimError) as caught:
        ClassGrade(Assignment.parse(assignment_of_one()), answers)
    assert sentence in str(caught.value)


def test_a_column_too_many_is_told():
    """And what forms add by themselves is not."""
    answers = {"Ada": {"net_h1": ("0.3775", "a.csv:2"), "Timestamp": ("2026", "a.csv:2"), "colour": ("red", "a.csv:2")}}
    assert ["a.csv:2: colour is no number of this sheet, and is passed over"] == ClassGrade(Assignment.parse(assignment_of_one()), answers).notes


def test_spreadsheets(tmp_path):
    """Wide in one file; and a pupil's own, with names in the first column."""
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl, of the extra test-all, is not installed")
    book = openpyxl.Workbook()
    for row in (["Student", "net_h1", "E"], ["Ada", 0.3775, "0,2984"], ["Bob", None, None]):
        book.active.append(row)
    book.save(tmp_path / "class.xlsx")
    found = {student: {name: text for name, (text, _) in answers.items()} for student, answers in read_class(str(tmp_path / "class.xlsx")).items()}
    assert {"Ada": {"net_h1": "0.3775", "E": "0,2984"}, "Bob": {}} == found
    (tmp_path / "each").mkdir()
    book = openpyxl.Workbook()
    for row in (["Worked example"], ["number", "yours"], ["net_h1", 0.3775], ["E", 0.2984]):
        book.active.append(row)
    book.save(tmp_path / "each" / "Ada.xlsx")
    assert {"Ada": ["0.3775", "0.2984"]} == {student: [text for text, _ in answers.values()] for student, answers in read_class(tmp_path / "each").items()}
    (tmp_path / "class.xlsx").write_text("no spreadsheet")
    with pytest.raises(NeurosimError, match="not a spreadsheet"):
        read_class(str(tmp_path / "class.xlsx"))
