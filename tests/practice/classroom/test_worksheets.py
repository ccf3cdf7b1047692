"""Sheets for a class: their numbers are fair, and tell apart the mistakes that they should; worked out independently."""

import csv
import json
import re
from itertools import combinations
from math import exp
from shutil import which
from xml.etree import ElementTree

import pytest
from made_sheets import assignment_of, made

import neurosim
from neurosim.cli import main
from neurosim.core.guard.errors import NeurosimError
from neurosim.practice.classroom.assignment import Assignment
from neurosim.practice.classroom.roster import names_of
from neurosim.practice.classroom.rounding import RoundingRule
from neurosim.practice.classroom.sheets import Sheet
from neurosim.practice.classroom.variants import Variants
from neurosim.practice.mistakes import MISTAKES, spoilt
from neurosim.show.report.blocks import Table
from neurosim.show.report.worksheet_report import sheet_report


def numbers_in(document):
    for layer in document["layers"]:
        yield from (w for row in layer["weights"] for w in row)
        yield from layer["biases"]
    for sample in document["samples"]:
        yield from sample["inputs"] + sample["targets"]


@pytest.mark.parametrize("name", ["worked-example", "2-3-1", "xor"])
@pytest.mark.slow
def test_numbers_have_two_decimals_at_most_and_no_answer_is_too_small(name):
    """No zeros, no answer below 0.001, no two students alike."""
    assignment = assignment_of(made(name))
    assert 3 == len({str(student.document["layers"]) for student in assignment.students})
    for student in assignment.students:
        assert [] == [x for x in numbers_in(student.document) if x == 0.0 or x not in (0.0, 1.0) and round(x, 2) != x]
        assert 0.001 <= min(map(abs, student.key.values()))


@pytest.mark.slow
def test_a_batch_and_scales_stand_in_a_table():
    """Everything that a formula mentions is given, in the picture or beside it."""
    assignment = assignment_of(made("batch-normalization", count=1))
    blocks = list(sheet_report(Sheet(assignment, assignment.students[0])))
    beside = {cell for block in blocks if isinstance(block, Table) and not any(block.headers) for row in block.rows for cell in row}
    assert {"i1_s1", "i1_s3", "t1_s2", "g1", "g2", "learning_rate"} < beside
    assert 14 >= max(len(block.rows) for block in blocks if isinstance(block, Table))


@pytest.mark.parametrize("name, left_out", [("one-hidden-unit", ["E_o2"]), ("xor-cross-entropy", [])])
@pytest.mark.slow
def test_what_is_always_too_small_is_not_asked_for(name, left_out):
    """The error of a class that is not the right one is 0; the teacher is told, and no sheet has it."""
    found = made(name, count=1)
    assignment = assignment_of(found)
    assert left_out == found.left_out
    sheet = Sheet(assignment, assignment.students[0])
    assert not set(left_out) & {question.name for question in sheet.questions}
    assert 0.001 <= min(map(abs, assignment.students[0].key.values()))


def test_a_roster_is_not_written_over(tmp_path, capsys):
    """Even if it is called like a file of the lesson."""
    roster = tmp_path / "answers.csv"
    roster.write_text("name\nAda\n")
    assert 2 == main(["worksheet", "worked-example", "--students", str(roster), "-o", str(tmp_path)])
    assert "another folder" in capsys.readouterr().err
    assert ["answers.csv"] == [path.name for path in tmp_path.iterdir()] and "name\nAda\n" == roster.read_text()


def sigmoid(x):
    return 1 / (1 + exp(-x))


def by_hand(document):
    """The outs and δ of a 2-2-2 network, without neurosim."""
    (hidden, last), (sample,) = document["layers"], document["samples"]
    net_h = [sum(w * i for w, i in zip(row, sample["inputs"])) + hidden["biases"][0] for row in hidden["weights"]]
    out_h = list(map(sigmoid, net_h))
    out_o = [sigmoid(sum(w * h for w, h in zip(row, out_h)) + last["biases"][0]) for row in last["weights"]]
    delta_o = [(o - t) * o * (1 - o) for o, t in zip(out_o, sample["targets"])]
    back = [sum(d * row[i] for d, row in zip(delta_o, last["weights"])) for i in range(2)]
    return out_h, delta_o, [s * h * (1 - h) for s, h in zip(back, out_h)]


def test_the_key_is_what_a_hand_calculation_gives():
    """Each student's own."""
    for student in assignment_of(made()).students:
        out_h, delta_o, delta_h = by_hand(student.document)
        expected = dict(zip(["out_h1", "out_h2", "dE_dnet_o1", "dE_dnet_o2", "dE_dnet_h1", "dE_dnet_h2"],
                            [*out_h, *delta_o, *delta_h]))
        assert expected == pytest.approx({name: student.key[name] for name in expected}, rel=1e-12)


COMMON = ["updated_weights", "missing_hidden_slope", "missing_output_slope", "raw_error_propagated", "ascent",
          "targets_swapped", "inputs_swapped", "transposed_backward", "missing_learning_rate"]


def written(document, mistake, blanks):
    """What a mistake leads to, each number as it is to be written: from the traces of spoilt experiments."""
    experiment = neurosim.load(document)
    trace = (spoilt(experiment, mistake) if mistake else experiment).trace()
    return [f"{trace[name]:.4f}" for name in blanks]


def test_common_mistakes_give_answers_of_their_own():
    """Different from the right one, and from each other, at four decimals, for every student."""
    assignment = assignment_of(made())
    for student in assignment.students:
        document = {"format": "neurosim-experiment", "version": 1, **student.document}
        found = {name: written(document, name, assignment.blanks) for name in [None, *COMMON]}
        assert [] == [pair for pair in combinations(found, 2) if found[pair[0]] == found[pair[1]]]


def test_every_mistake_of_the_catalogue_is_told_apart_or_named_to_the_teacher():
    """From traces of spoilt experiments, in the usual form of each mistake: beyond what the teacher is told, no two give
    the same answers, and none the right ones."""
    found = made(count=2)
    told = [{"right", *(name for name, _ in found.unseen)}, *({name for name, _ in group} for group in found.alike)]
    assignment = assignment_of(found)
    for student in assignment.students:
        document = {"format": "neurosim-experiment", "version": 1, **student.document}
        answers = {"right": written(document, None, assignment.blanks)}
        for name, mistake in MISTAKES.items():
            if mistake.occurs(neurosim.load(document)):
                answers[name] = written(document, name, assignment.blanks)
        shown = {name for name in answers if neurosim.load(document).trace() != spoilt_trace(document, name)}
        same = [pair for pair in combinations([name for name in answers if name in shown | {"right"}], 2)
                if answers[pair[0]] == answers[pair[1]] and not any(set(pair) <= group for group in told)]
        assert [] == same and 50 < len(shown)


def spoilt_trace(document, mistake):
    return spoilt(neurosim.load(document), mistake).trace() if mistake != "right" else neurosim.load(document).trace()


def test_the_teacher_is_told_what_cannot_be_told_apart():
    """Half an error and the mean over two outputs are one and the same in this network; a frozen bias hides how it moves."""
    found = made()
    assert ["half_kept", "mean_over_outputs"] in [sorted(name for name, _ in group) for group in found.alike]
    assert "bias_trained" in {name for name, _ in found.unseen}
    assert "updated_weights" not in {name for name, _ in found.unseen}
    assert {} == found.open


@pytest.mark.slow
def test_the_same_seed_gives_the_same_sheets():
    """And another seed others."""
    assert made().document == made().document
    assert made().document["students"][0]["layers"] != made(seed=8).document["students"][0]["layers"]


@pytest.mark.slow
def test_levels_leave_blank_what_they_say():
    """Half of each stage, the hidden layer alone, or nothing."""
    assert 31 == len(made().document["blanks"])
    assert 16 == len(made(level="half").document["blanks"])
    hidden = made(level="hidden").document["blanks"]
    assert ["net_h1", "out_h1", "net_h2", "out_h2", "dE_dnet_h1", "dE_dnet_h2"] == hidden[:6]
    assert {"dE_dw1", "w4_new"} < set(hidden) and not {"w5_new", "out_o1", "E"} & set(hidden)


def test_a_planted_mistake_is_printed_and_its_first_number_is_the_key():
    """All before it is right, it is not, and the right number is."""
    assignment = assignment_of(made(level="find-mistake", count=4))
    for student in assignment.students:
        sheet = Sheet(assignment, student)
        printed = {name: sheet.printed(name) for name in assignment.blanks}
        right = {name: assignment.written(student.key[name]) for name in assignment.blanks}
        first = next(name for name in assignment.blanks if printed[name] != right[name])
        assert [(first, right[first])] == sheet.key()
        assert student.planted["first"] == first


def test_a_large_network_does_not_fit_a_page():
    """The limit is named."""
    with pytest.raises(NeurosimError, match="at most 120 numbers to work out, so that it fits on a page, got 1"):
        Variants(neurosim.load("4-9-3").to_document(), 1, RoundingRule("decimals", 4))


@pytest.mark.parametrize("text, sentence", [
    ("", "roster.csv: expected a student a line, got an empty file"),
    ("name\nAda\nAda\n", "roster.csv:3: also in line 2 (expected each student once, got 'Ada')"),
    ("id,name\n1,Ada\n2,\n", "roster.csv:3: expected a name of 1 to 64 printable characters, got ''"),
])
def test_a_bad_roster_is_refused_with_its_line(text, sentence):
    """One sentence."""
    with pytest.raises(NeurosimError) as error:
        names_of(text, "roster.csv")
    assert sentence == str(error.value)


def test_the_command_writes_sheets_keys_and_what_grading_reads(tmp_path, capsys):
    """With names of a roster; the answers of the table are those of the assignment."""
    (tmp_path / "roster.csv").write_text("group;name\nA;Ada <i>\nB;Émile\n", encoding="utf-8")
    folder = tmp_path / "lesson"
    assert 0 == main(["worksheet", "worked-example", "--students", str(tmp_path / "roster.csv"), "--seed", "7", "-o",
                      str(folder)])
    assert str(folder / "sheets.html") in capsys.readouterr().out.split("\n")
    assignment = Assignment.read(folder / "assignment.json")
    rows = list(csv.DictReader((folder / "answers.csv").open(encoding="utf-8")))
    assert ["Ada <i>", "Émile"] == [row["student"] for row in rows]
    for row, student in zip(rows, assignment.students):
        assert row["check"] == student.check
        assert row["net_o1"] == assignment.written(student.key["net_o1"])
    page = (folder / "sheets.html").read_text(encoding="utf-8")
    assert 2 == page.count("<svg") and 2 == page.count("Ada &lt;i&gt;") + page.count("Émile") and "<i>" not in page
    for picture in re.findall("<svg.*?</svg>", page, re.DOTALL):
        ElementTree.fromstring(picture)


@pytest.mark.parametrize("form, ending", [("latex", "tex"), ("markdown", "md")])
@pytest.mark.slow
def test_a_file_for_each_student(tmp_path, form, ending):
    """With variant and check code in its name, in every format."""
    assert 0 == main(["worksheet", "2-3-1", "--variants", "2", "--format", form, "--each", "-o", str(tmp_path)])
    codes = [each["check"] for each in json.loads((tmp_path / "assignment.json").read_text())["students"]]
    expected = [f"{place}-{code}.{ending}" for place, code in enumerate(codes, 1)]
    assert expected == sorted(path.name for path in (tmp_path / "sheets").iterdir())
    assert expected == sorted(path.name for path in (tmp_path / "keys").iterdir())
    if form == "latex":
        text = (tmp_path / "sheets" / expected[0]).read_text()
        assert text.index(r"\usepackage{tikz}") < text.index(r"\begin{document}") < text.index(r"\begin{tikzpicture}")


def test_a_pdf_is_made_or_it_is_said_what_is_missing(tmp_path, capsys):
    """By pdflatex and TikZ."""
    code = main(["worksheet", "2-1", "--variants", "1", "--format", "pdf", "-o", str(tmp_path)])
    missing = "pdf needs pdflatex" if which("pdflatex") is None else "pdf needs TikZ"
    assert (0, b"%PDF") == (code, (tmp_path / "sheets.pdf").read_bytes()[:4]) if code == 0 else missing in capsys.readouterr().err


@pytest.mark.parametrize("words, sentence", [
    (["--variants", "3"], "-o: expected the name of a folder"),
    (["-o", "x"], "--students: expected either a file, or --variants N"),
    (["--variants", "3", "--digits", "3", "--decimals", "2", "-o", "x"], "--digits: expected no --decimals beside it"),
])
def test_what_is_wrong_with_the_call(words, sentence, capsys):
    """Exit 2, one line."""
    assert 2 == main(["worksheet", "worked-example", *words])
    assert sentence in capsys.readouterr().err
