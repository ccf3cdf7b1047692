"""Sheets for learning platforms: read back by other parsers, written here from the formats' own rules, and answered."""

import csv
import re
import zipfile
from functools import cache
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from made_sheets import assignment_of, made

import neurosim
from neurosim.cli import main
from neurosim.core.guard.errors import NeurosimError
from neurosim.practice.classroom.quizzes import quiz_files
from neurosim.practice.classroom.sheets import Sheet
from neurosim.practice.mistakes import spoilt


@cache
def sheets():
    assignment = assignment_of(made(count=2))
    return [Sheet(assignment, student) for student in assignment.students]


def content(form):
    (_, data), = quiz_files(sheets(), form)
    return data


def right(sheet, name):
    """The right number, to four decimals, from a trace of the student's own experiment."""
    return f"{neurosim.load({'format': 'neurosim-experiment', 'version': 1, **sheet.student.document}).trace()[name]:.4f}"


def wrong(sheet, name, mistake):
    experiment = neurosim.load({"format": "neurosim-experiment", "version": 1, **sheet.student.document})
    return f"{spoilt(experiment, mistake).trace()[name]:.4f}"


# Moodle, by the grammar of its cloze questions.

CLOZE = re.compile(r"\{(\d+):(\w+):((?:\\.|[^}\\])*)\}", re.DOTALL)
ANSWER = re.compile(r"(?:^|~)(=|%(-?\d+)%)?((?:\\.|[^~#\\])*)(?:#((?:\\.|[^~\\])*))?", re.DOTALL)


def cloze_blanks(text):
    """Of each blank its answers: (share, number, tolerance, feedback)."""
    for weight, kind, body in CLOZE.findall(text):
        assert ("1", "NUMERICAL") == (weight, kind)
        yield [(100 if whole == "=" else int(share), *map(float, answer.split(":")), re.sub(r"\\(.)", r"\1", feedback))
               for whole, share, answer, feedback in ANSWER.findall(body)]


def share_of(answers, given):
    """What Moodle gives: the share of the first answer that is near enough."""
    return next((share for share, number, tolerance, _ in answers if abs(number - given) <= tolerance), 0)


def moodle_questions():
    quiz = ElementTree.fromstring(content("moodle"))
    assert ["category", "cloze", "cloze"] == [question.get("type") for question in quiz]
    return quiz.findall("question[@type='cloze']")


def test_moodle_marks_right_answers_with_all_points():
    """Every blank of every student; the picture comes along."""
    for sheet, question in zip(sheets(), moodle_questions()):
        blanks = list(cloze_blanks(question.find("questiontext/text").text))
        names = sheet.assignment.blanks
        assert [100] * 31 == [share_of(answers, float(right(sheet, name))) for name, answers in zip(names, blanks)]
        assert [0] * 31 == [share_of(answers, 77.0) for answers in blanks]
        assert "network.svg" == question.find("questiontext/file").get("name")
        assert sheet.student.check in question.find("name/text").text


@pytest.mark.parametrize("name, mistake, said", [
    ("dE_dnet_h1", "missing_hidden_slope", "slope"), ("w5_new", "ascent", "added"), ("net_h1", "inputs_swapped", "swapped")])
def test_moodle_gives_part_of_the_points_for_a_known_mistake_and_names_it(name, mistake, said):
    """Half of them, and a sentence; what is near no mistake has nothing."""
    for sheet, question in zip(sheets(), moodle_questions()):
        answers = list(cloze_blanks(question.find("questiontext/text").text))[sheet.assignment.blanks.index(name)]
        given = float(wrong(sheet, name, mistake))
        found = next((each for each in answers if abs(each[1] - given) <= each[2]), None)
        if found is None:    # rarer than the six mistakes that this blank has room for
            assert 7 == len(answers)
        else:
            assert 50 == found[0] and (said in found[3] or "or of another known mistake" in found[3])


def test_no_two_answers_of_a_blank_are_within_the_tolerance():
    """So that which counts does not hang on their order."""
    for question in moodle_questions():
        for answers in cloze_blanks(question.find("questiontext/text").text):
            numbers = sorted(number for _, number, _, _ in answers)
            assert all(b - a > answers[0][2] for a, b in zip(numbers, numbers[1:]))


# GIFT, by its grammar.

def test_gift_has_a_question_for_each_blank():
    """Title, text and answers, with escapes taken away; in a category for each student."""
    text = content("gift")
    found = re.findall(r"^::((?:\\.|[^:\\])*)::((?:\\.|[^{\\])*)\{#\n(.*?)\n\}$", text, re.MULTILINE | re.DOTALL)
    assert 2 == text.count("$CATEGORY: ") and 62 == len(found)
    title, asked, answers = found[31]
    sheet = sheets()[1]
    assert f"{sheet.student.check} net_h1" == title
    assert f"w1 \\= {sheet.student.document['layers'][0]['weights'][0][0]}" in asked
    first = answers.splitlines()[0]
    assert right(sheet, "net_h1") == re.match(r"\t=(-?[\d.]+):0\.00025#Right\.$", first)[1]
    assert all(re.match(r"\t=%50%-?[\d.]+:0\.00025#", line) for line in answers.splitlines()[1:])


# QTI, scored by its own rules.

Q = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


def qti_items():
    archive = zipfile.ZipFile(BytesIO(content("qti")))
    manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
    resources = [each for each in manifest.iter() if each.tag.endswith("}resource")]
    names = [each.get("href") for resource in resources for each in resource if each.tag.endswith("}file")]
    assert sorted(["imsmanifest.xml", *names]) == sorted(archive.namelist())
    return [ElementTree.fromstring(archive.read(resource.get("href"))) for resource in resources]


def scored(item, responses):
    """(score, feedback) of responses, by the conditions of the item."""
    score, said = 0.0, []
    for condition in item.find(f"{Q}responseProcessing"):
        for branch in condition:
            equal = branch.find(f"{Q}equal")
            name, value = equal.find(f"{Q}variable").get("identifier"), float(equal.find(f"{Q}baseValue").text)
            below, above = map(float, equal.get("tolerance").split())
            if name in responses and value - below <= responses[name] <= value + above:
                score += float(branch.find(f"{Q}setOutcomeValue/{Q}sum/{Q}baseValue").text)
                said += [each.find(f"{Q}baseValue").text for each in branch.findall(f"{Q}setOutcomeValue")[1:]]
                break
    return score, said


def test_qti_scores_what_it_should():
    """All right: all points. One known mistake: half a point less, and its feedback is there."""
    for sheet, item in zip(sheets(), qti_items()):
        names = sheet.assignment.blanks
        responses = {f"R{place}": float(right(sheet, name)) for place, name in enumerate(names, 1)}
        assert (31.0, []) == scored(item, responses)
        swapped = float(wrong(sheet, "net_h1", "inputs_swapped"))
        score, (key,) = scored(item, {**responses, "R1": swapped})
        assert 30.5 == score
        feedback = {(each.get("outcomeIdentifier"), each.get("identifier")): each.text for each in item.iter(f"{Q}modalFeedback")}
        assert any(words in feedback["F1", key] for words in ("the inputs are swapped", "or of another known mistake"))
        declared = [each.get("identifier") for each in item.findall(f"{Q}responseDeclaration")]
        assert declared == [each.get("responseIdentifier") for each in item.iter(f"{Q}textEntryInteraction")]


# Forms and spreadsheets.

def test_a_form_has_a_row_for_each_number():
    """Student, name and nothing."""
    rows = list(csv.reader(StringIO(content("csv"))))
    assert ["student", "name", "value"] == rows[0]
    assert [[sheet.student.name, name, ""] for sheet in sheets() for name in sheet.assignment.blanks] == rows[1:]


def test_a_pupils_book_is_read_by_grade(tmp_path, capsys):
    """Filled in with right numbers, and one that is wrong; no answer is to be seen on the sheet itself."""
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl, of the extra test-all, is not installed")
    assert 0 == main(["worksheet", "worked-example", "--variants", "1", "--seed", "7", "--to", "xlsx", "-o", str(tmp_path)])
    path, = (tmp_path / "books").iterdir()
    book = openpyxl.load_workbook(path)
    page, key = book.worksheets
    assert "veryHidden" == key.sheet_state
    rows = [row for row in range(1, page.max_row + 1) if key.cell(row, 1).value is not None]
    assert 31 == len(rows) and {None} == {page.cell(row, 2).value for row in rows}
    assert 31 == len(page.conditional_formatting)
    for row in rows:
        page.cell(row, 2, round(key.cell(row, 1).value, 4))
    page.cell(rows[-1], 2, 0.7777)
    book.save(path)
    capsys.readouterr()
    assert 0 == main(["grade", str(tmp_path / "assignment.json"), str(tmp_path / "books"), "--format", "csv"])
    row, = csv.DictReader(StringIO(capsys.readouterr().out))
    assert ("variant 1", 30.0, "wrong") == (row["student"], float(row["marks"]), row[page.cell(rows[-1], 1).value.replace("⁺", "_new")])


def test_a_planted_mistake_is_for_paper():
    """There is no blank in it."""
    assignment = assignment_of(made(level="find-mistake", count=1))
    with pytest.raises(NeurosimError, match="to: a sheet with a planted mistake is printed only"):
        list(quiz_files([Sheet(assignment, assignment.students[0])], "moodle"))
