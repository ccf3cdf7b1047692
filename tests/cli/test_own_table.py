"""A table of one's own, in one command."""

import json
import random

import pytest

from neurosim import load
from neurosim.cli import main


@pytest.fixture
def flowers(tmp_path, monkeypatch):
    """Three kinds of flowers that two measures tell apart, 60 of them."""
    monkeypatch.chdir(tmp_path)
    chance, rows = random.Random(1), ["length,width,kind"]
    for i in range(60):
        kind = i % 3
        rows.append(f"{chance.gauss(10 * kind, 1):.3f},{chance.gauss(200 - 50 * kind, 5):.3f},{['rose', 'aster', 'lily'][kind]}")
    (tmp_path / "flowers.csv").write_text("\n".join(rows) + "\n")
    return tmp_path


def test_one_command(flowers, capsys):
    """Accuracy beside training and test, classes by their names, the scale."""
    assert 0 == main(["train", "flowers.csv", "--hidden", "4"])
    out = capsys.readouterr().out
    assert "kind: 0 aster, 1 lily, 2 rose" in out and "2-4-3 network" in out and "scaled: (number − mean) / deviation" in out
    [training, test] = [line.split() for line in out.splitlines() if line.startswith(("training  ", "test  "))]
    assert (["training", "48"], ["test", "12"]) == (training[:2], test[:2]) and float(training[3]) == float(test[3]) == 1.0
    assert main(["train", "flowers.csv", "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("step,error,test_error,accuracy,test_accuracy\n0,")


def test_answers_are_in_the_units_of_the_table(flowers, capsys):
    """What was scaled is undone: the inputs are those of the file."""
    main(["train", "flowers.csv"])
    first = capsys.readouterr().out.rpartition("after training")[2].splitlines()[3].split()
    given = {tuple(map(float, line.split(",")[:2])) for line in (flowers / "flowers.csv").read_text().splitlines()[1:]}
    assert any(pytest.approx(pair, rel=1e-5) == (float(first[0]), float(first[1])) for pair in given)


def test_new_writes_it_down(flowers, capsys, tmp_path):
    """Beside the table an experiment that names it; elsewhere one that has its numbers; both train to the same bits."""
    assert 0 == main(["new", "--from", "flowers.csv", "--hidden", "3-2", "-o", "f.json"])
    found = json.loads((flowers / "f.json").read_text())
    assert ({"csv": "flowers.csv", "targets": "kind", "scale": "standard"}, 0.2) == (found["samples"], found["test"])
    (tmp_path / "far").mkdir()
    assert 0 == main(["new", "--from", "flowers.csv", "--hidden", "3-2", "-o", "far/f.json"])
    assert 12 == len(json.loads((tmp_path / "far" / "f.json").read_text())["test_samples"])
    runs = [load(name).train().parameters() for name in ("f.json", "far/f.json")]
    assert runs[0] == runs[1] == load("flowers.csv", hidden=[3, 2]).train().parameters()


@pytest.mark.parametrize("column, last, loss", [
    (["yes", "no"], ("sigmoid", 1), "binary_cross_entropy"), ([0, 1], ("sigmoid", 1), "binary_cross_entropy"),
    ([1, 2, 3], ("softmax", 3), "categorical_cross_entropy"), ([1.5, 2, 3.25], ("linear", 1), "mean_squared_error"),
    (range(40), ("linear", 1), "mean_squared_error")])
def test_the_last_layer_goes_with_the_column(tmp_path, column, last, loss):
    """Words and few whole numbers are classes, any other numbers are numbers."""
    path = tmp_path / "t.csv"
    path.write_text("a,b\n" + "".join(f"{i},{column[i % len(column)]}\n" for i in range(40)))
    document = load(str(path)).document
    layer = document["layers"][-1]
    assert (last, loss) == ((layer["activation"], layer["neurons"]), document["loss"])


@pytest.mark.parametrize("command, message", [
    (["train", "xor", "--hidden", "3"], "--hidden: expected a table such as iris.csv as EXPERIMENT, got 'xor'"),
    (["train", "one.csv"], "one.csv: expected two classes at least, got rose alone"),
    (["train", "flowers.csv", "--targets", "sort"], "flowers.csv: no column of the name 'sort' (expected one of 'length', 'width', 'kind')")])
def test_what_does_not_fit(flowers, capsys, command, message):
    """One line, exit code 2."""
    (flowers / "one.csv").write_text("a,b\n1,rose\n2,rose\n")
    assert 2 == main(command)
    assert message in capsys.readouterr().err


def predicted(capsys, *words):
    assert 0 == main(["predict", *words, "--format", "json"]), capsys.readouterr().err
    return json.loads(capsys.readouterr().out)["answers"]


def test_predict(flowers, capsys):
    """What is scaled at training is scaled here, and a saved experiment says the same."""
    [answer] = predicted(capsys, "flowers.csv", "--train", "--inputs", "10.5,148")
    assert ("aster", [10.5, 148.0]) == (answer["class"], answer["inputs"]) and max(answer["outputs"]) == answer["outputs"][0] > 0.9
    assert 0 == main(["train", "flowers.csv", "--save", "trained.json", "-o", "out.txt"])
    assert [answer] == predicted(capsys, "trained.json", "--inputs", "10.5,148")


@pytest.mark.parametrize("text", ["width,length\n200,0\n100,20\n", "name,length,width\na,0,200\nb,20,100\n", "0,200\n20,100\n", "0;200\n20;100\n"])
def test_predict_a_file(flowers, capsys, text):
    """Columns are found by their names; without a header they stand in order."""
    (flowers / "new.csv").write_text(text)
    assert ["rose", "lily"] == [answer["class"] for answer in predicted(capsys, "flowers.csv", "--train", "--csv", "new.csv")]


def test_predict_numbers_in_their_units(tmp_path, capsys):
    """A line through the points 2x + 100: what is scaled is undone."""
    (tmp_path / "line.csv").write_text("x,y\n" + "".join(f"{x / 4},{2 * (x / 4) + 100}\n" for x in range(40)))
    [answer] = predicted(capsys, str(tmp_path / "line.csv"), "--train", "--hidden", "1", "--inputs", "5")
    assert abs(110 - answer["outputs"][0]) < 0.5


def test_predict_shows_the_way(capsys):
    """Of one row, net and out of each neuron: the worked example's."""
    assert 0 == main(["predict", "worked-example", "--inputs", "0.05,0.1"])
    out = capsys.readouterr().out
    assert all(number in out for number in ("0.3775", "0.59327", "0.596884", "1.10591", "0.751365", "0.772928"))


@pytest.mark.parametrize("words, message", [
    (["--inputs", "1"], "--inputs: expected 2 numbers, got 1"), (["--inputs", "1,x"], "--inputs: expected numbers such as 0.3,0.7, got '1,x'"),
    ([], "--inputs: expected numbers such as 0.3,0.7, or --csv FILE"), (["--csv", "bad.csv"], "bad.csv:2:1: expected a number, got 'u'"),
    (["--csv", "long.csv"], "long.csv:2: expected 2 numbers, one for each input, got 3")])
def test_predict_what_is_wrong(flowers, capsys, words, message):
    """One line, exit code 2."""
    (flowers / "bad.csv").write_text("1,2\nu,3\n")
    (flowers / "long.csv").write_text("a,b,c\n1,2,3\n")
    assert 2 == main(["predict", "xor", *words])
    assert message in capsys.readouterr().err
