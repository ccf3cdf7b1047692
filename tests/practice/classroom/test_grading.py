"""A class of thirty, graded end to end beside marks that are worked out here, by a step written down once more by hand."""

import csv
import json
import random
from math import exp

import pytest

import neurosim
from neurosim.cli import main
from neurosim.files.assignment_file import check_code, write_assignment
from neurosim.files.writing import write_experiment

RATE, DIGITS = 0.5, 5
BLANKS = ["net_h1", "net_h2", "out_h1", "out_h2", "net_o1", "net_o2", "out_o1", "out_o2", "E", "dE_dnet_o1", "dE_dnet_o2",
          "dE_dnet_h1", "dE_dnet_h2", *[f"dE_dw{i}" for i in range(1, 9)], *[f"w{i}_new" for i in range(1, 9)]]
MISTAKES = ["updated_weights", "missing_output_slope", "missing_hidden_slope", "raw_error_propagated", "factor_two", "ascent",
            "missing_bias", "missing_learning_rate", "missing_input_factor"]


def numbers_of(seed):
    """What one student is given: the names of weights and biases, inputs and targets."""
    draw = random.Random(seed)
    given = {f"w{i}": draw.choice([-1, 1]) * draw.randint(2, 19) / 10 for i in range(1, 9)}
    given.update(b1=draw.randint(2, 9) / 10, b2=draw.randint(2, 9) / 10)
    given.update(i1=draw.randint(3, 9) / 10, i2=draw.randint(11, 19) / 10, t1=0.1 * draw.randint(1, 3), t2=0.9)
    return given


def worked(given, mistake="", slips=None, number=float):
    """The step of a 2-2-2 network by hand, sigmoid, ½ squared error; with a mistake, and with slips that are carried on.

    number    what is done to each number before it is used: float, or a rounding
    """
    v, slips = dict(given), slips or {}

    def put(name, value):
        v[name] = slips.get(name, number(value))
    bias = 0.0 if mistake == "missing_bias" else 1.0
    for n, (a, b) in {"1": ("w1", "w2"), "2": ("w3", "w4")}.items():
        put(f"net_h{n}", v["i1"] * v[a] + v["i2"] * v[b] + bias * v["b1"])
    for n in "12":
        put(f"out_h{n}", 1 / (1 + exp(-v[f"net_h{n}"])))
    for n, (a, b) in {"1": ("w5", "w6"), "2": ("w7", "w8")}.items():
        put(f"net_o{n}", v["out_h1"] * v[a] + v["out_h2"] * v[b] + bias * v["b2"])
    for n in "12":
        put(f"out_o{n}", 1 / (1 + exp(-v[f"net_o{n}"])))
    half = 1.0 if mistake == "factor_two" else 0.5
    put("E", half * (v["t1"] - v["out_o1"]) ** 2 + half * (v["t2"] - v["out_o2"]) ** 2)
    error, slope = {}, {}
    for n in "12":
        error[n], slope[n] = v[f"out_o{n}"] - v[f"t{n}"], v[f"out_o{n}"] * (1 - v[f"out_o{n}"])
        put(f"dE_dnet_o{n}", 2 * half * error[n] * (1.0 if mistake == "missing_output_slope" else slope[n]))
    rate = {"ascent": -RATE, "missing_learning_rate": 1.0}.get(mistake, RATE)
    inputs = dict(zip(["w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"], ["i1", "i2"] * 2 + ["out_h1", "out_h2"] * 2))
    deltas = dict(zip(inputs, ["h1", "h1", "h2", "h2", "o1", "o1", "o2", "o2"]))

    def gradient(w):
        put(f"dE_d{w}", v[f"dE_dnet_{deltas[w]}"] * (1.0 if mistake == "missing_input_factor" else v[inputs[w]]))
        put(f"{w}_new", v[w] - rate * v[f"dE_d{w}"])
    for w in ("w5", "w6", "w7", "w8"):
        gradient(w)
    after = "_new" if mistake == "updated_weights" else ""
    for n, (a, b) in {"1": ("w5", "w7"), "2": ("w6", "w8")}.items():
        back = error if mistake == "raw_error_propagated" else {n: v[f"dE_dnet_o{n}"] for n in "12"}
        hidden = 1.0 if mistake == "missing_hidden_slope" else v[f"out_h{n}"] * (1 - v[f"out_h{n}"])
        put(f"dE_dnet_h{n}", (back["1"] * v[a + after] + back["2"] * v[b + after]) * hidden)
    for w in ("w1", "w2", "w3", "w4"):
        gradient(w)
    return {name: v[name] for name in BLANKS}


def rounded(value):
    return float(f"{value:.{DIGITS}g}")


def written(numbers):
    """As a student writes them down."""
    return {name: format(value, f"#.{DIGITS}g") for name, value in numbers.items()}


class Planted:
    """The thirty: of each what is handed in, the marks it must have, and the mistakes it must be told."""

    def __init__(self):
        self.students, self.answers, self.marks, self.told = [], {}, {}, {}
        for seed in range(4):
            self.plant(f"right {seed}", 29, [])
        for seed in range(9):
            self.plant(f"updated {seed}", 28, ["updated_weights"], mistake="updated_weights")
        for name in MISTAKES[1:]:
            self.plant(name, 28, [name], mistake=name)
        self.plant("slips once", 28, ["unknown"], slips={"net_h1": 3.1234})
        self.plant("slips twice", 27, ["unknown", "unknown"], slips={"out_h2": 0.33333, "dE_dnet_o1": 0.077777})
        self.plant("swaps", 28, ["digits_swapped"], swap="E")
        self.plant("rounds on", 29, [], number=rounded)
        self.plant("leaves blank", 19, [], blank=BLANKS[::3])
        self.plant("Ève Ångström", 28, ["missing_hidden_slope"], mistake="missing_hidden_slope")
        self.plant("does two", 27, ["missing_output_slope", "missing_learning_rate"], mistake="missing_output_slope", both=True)
        self.plant("copies", None, None)
        self.answers["copies"] = self.answers["right 0"]
        self.plant("absent", 0, [])
        self.answers["absent"] = {}

    def plant(self, student, marks, told, swap="", blank=(), both=False, **how):
        seed = len(self.students) + 1
        given = numbers_of(seed)
        numbers = worked(given, **how)
        if both:    # η = 1 on top: every new weight from the gradients as they are
            numbers.update((f"w{i}_new", given[f"w{i}"] - numbers[f"dE_dw{i}"]) for i in range(1, 9))
        texts = written(numbers)
        if swap:
            texts[swap] = swapped(texts[swap])
        self.answers[student] = {name: text for name, text in texts.items() if name not in blank}
        self.marks[student], self.told[student] = marks, told
        self.students.append(entry(student, seed, given))


def swapped(text):
    """Two neighbouring digits that differ, the other way round."""
    place = next(i for i in range(len(text) - 3, 2, -1) if text[i] != text[i + 1])
    return text[:place] + text[place + 1] + text[place] + text[place + 2:]


def entry(student, variant, given):
    layers = [{"weights": [[given["w1"], given["w2"]], [given["w3"], given["w4"]]], "biases": [given["b1"]]},
              {"weights": [[given["w5"], given["w6"]], [given["w7"], given["w8"]]], "biases": [given["b2"]]}]
    found = {"student": student, "variant": variant, "layers": layers,
             "samples": [{"inputs": [given["i1"], given["i2"]], "targets": [given["t1"], given["t2"]]}]}
    return {**found, "check": check_code(found)}


def assignment(students, **fields):
    experiment = json.loads(write_experiment(neurosim.load("worked-example").to_document()))
    return write_assignment({"format": "neurosim-assignment", "version": 1, "title": "Backpropagation", "level": "everything",
                             "rounding": {"digits": DIGITS}, "tolerance": 1, "blanks": BLANKS, "experiment": experiment,
                             "students": students, **fields})


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """A folder with the assignment and what the class has handed in, in every way that it may come."""
    folder, planted = tmp_path_factory.mktemp("lesson"), Planted()
    assert 30 == len(planted.students)
    (folder / "assignment.json").write_text(assignment(planted.students), "utf-8")
    with open(folder / "long.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["student", "name", "value"], *(
            [student, name, text] for student, answers in planted.answers.items() for name, text in answers.items())])
    with open(folder / "wide.csv", "w", newline="", encoding="utf-8") as file:
        heads = [name.replace("dE_dnet_", "δ_").replace("dE_d", "∂E/∂").replace("_new", "+") for name in BLANKS]
        csv.writer(file, delimiter=";").writerows([["Timestamp", "Student name", *heads], *(
            ["2026-11-28", student.upper(), *(answers.get(name, "").replace(".", ",") for name in BLANKS)]
            for student, answers in planted.answers.items())])
    (folder / "each").mkdir()
    for student, answers in planted.answers.items():
        if answers:
            lines = [f"{name} = {text}".translate(str.maketrans("0123456789", "０１２３４５６７８９")) if name == "E" else f"{name} = {text}"
                     for name, text in answers.items()]
            (folder / "each" / f"{student}.txt").write_text("\n".join(lines), "utf-8")
    return folder, planted


def graded(folder, answers, capsys, *words):
    assert 0 == main(["grade", str(folder / "assignment.json"), str(folder / answers), "--format", "json", "--quiet", *words])
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("answers", ["long.csv", "wide.csv", "each"])
def test_marks_of_thirty(lesson, capsys, answers):
    """Each mistake costs once, whatever it does to later numbers; and it is named. In whatever form it is handed in."""
    folder, planted = lesson
    found = graded(folder, answers, capsys)
    grades = {each["student"]: each for each in found["students"]}
    assert {name: marks for name, marks in planted.marks.items() if marks is not None} == {
        name: grades[name]["marks"] for name, marks in planted.marks.items() if marks is not None}
    assert {name: told for name, told in planted.told.items() if told is not None} == {
        name: [slip["mistake"] for slip in grades[name]["slips"]] for name, told in planted.told.items() if told is not None}
    assert ["absent"] == found["absent"]


def test_what_the_teacher_sees(lesson, capsys):
    """How many have made each mistake, and who has copied from whom."""
    folder, _ = lesson
    found = graded(folder, "long.csv", capsys)
    counts = {row["mistake"]: len(row["students"]) for row in found["mistakes"]}
    assert (9, 2, 2) == (counts["updated_weights"], counts["missing_hidden_slope"], counts["missing_output_slope"])
    assert [["copies", "right 0"]] == [sorted(row["students"]) for row in found["copies"]]
    difficulty = {row.pop("name"): row for row in found["difficulty"]}
    assert 29 == sum(difficulty["net_h1"].values())
    assert 3 == difficulty["net_h1"]["wrong"]    # slips once, missing_bias, copies


@pytest.mark.slow
def test_the_page_of_a_student(lesson, capsys, tmp_path):
    """What was right, the formula that was used beside the right one, what to do, and which stage to practise; in each format, and
    a page for each student that no name leads out of the folder."""
    folder, _ = lesson
    words = ["grade", str(folder / "assignment.json"), str(folder / "long.csv"), "--quiet"]
    assert 0 == main([*words, "--student", "updated 0"])
    text = capsys.readouterr().out
    for told in ("Marks: 28 of 29.", "updated_weights", "w5⁺", "yours", "What to practise: Back to the nets: δ (∂E/∂net_h1).",
                 "Compute all gradients first, then move the weights."):
        assert told in text
    for markup in ("html", "markdown", "latex", "text"):
        assert 0 == main([*words, "--feedback", str(tmp_path / markup), "--pages", markup, "-o", str(tmp_path / "class.md")])
        assert 30 == len(list((tmp_path / markup).iterdir())) == len(list((tmp_path / markup).glob("*[a-zA-Z0-9].*")))


def test_the_gradebook(lesson, capsys):
    """A row for each student."""
    folder, planted = lesson
    assert 0 == main(["grade", str(folder / "assignment.json"), str(folder / "wide.csv"), "--quiet", "--format", "csv"])
    rows = {row["student"]: row for row in csv.DictReader(capsys.readouterr().out.splitlines())}
    assert {name: marks for name, marks in planted.marks.items() if marks is not None} == {
        name: float(rows[name]["marks"]) for name, marks in planted.marks.items() if marks is not None}


@pytest.mark.slow
def test_it_is_deterministic(lesson, capsys):
    """The same bytes again, whatever order dictionaries and sets have."""
    folder, _ = lesson
    assert graded(folder, "long.csv", capsys) == graded(folder, "long.csv", capsys)
