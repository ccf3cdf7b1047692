"""A table of one's own: columns by name, words as classes, missing values, one scale, some samples held out."""

import json
from math import sqrt

import pytest

from neurosim import load
from neurosim.core.guard.errors import NeurosimError
from neurosim.files import parse_experiment, read_experiment, write_experiment

FLOWERS = "id,length,width,kind\n1,1.0,4.0,rose\n2,2.0,4.0,aster\n3,6.0,4.0,lily\n4,3.0,4.0,aster\n"


def experiment(tmp_path, text=FLOWERS, last="softmax", outputs=3, loss="categorical_cross_entropy", **fields):
    """An experiment beside a table; `fields` are those of its samples, but for test and seed."""
    (tmp_path / "t.csv").write_text(text)
    more = {key: fields.pop(key) for key in ("test", "seed") if key in fields}
    samples = {"csv": "t.csv", "targets": "kind", "inputs": ["length", "width"], **fields}
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 2, "layers": [{"neurons": outputs, "activation": last}],
                "loss": loss, "samples": samples, "seed": 0, **more}
    (tmp_path / "e.json").write_text(json.dumps(document))
    return str(tmp_path / "e.json")


def rows(document, key="samples"):
    return [(one["inputs"], one["targets"]) for one in document[key]]


@pytest.mark.parametrize("last, outputs, loss, targets", [
    ("softmax", 3, "categorical_cross_entropy", [[0, 0, 1], [1, 0, 0], [0, 1, 0], [1, 0, 0]]),
    ("softmax", 3, "sparse_categorical_cross_entropy", [[2], [0], [1], [0]]),
    ("linear", 3, "hinge", None)])
def test_words_are_classes(tmp_path, last, outputs, loss, targets):
    """One-hot or the number of the class, as the loss wants them, in the order of the alphabet; never what it refuses."""
    path = experiment(tmp_path, last=last, outputs=outputs, loss=loss)
    if targets is None:
        with pytest.raises(NeurosimError, match=r"t\.csv:2:4: expected 1 or -1 for o1"):
            read_experiment(path)
        return
    document = read_experiment(path)
    assert list(zip([[1, 4], [2, 4], [6, 4], [3, 4]], targets)) == rows(document)
    assert {"name": "kind", "classes": ["aster", "lily", "rose"]} == document["columns"]["targets"][0]


@pytest.mark.parametrize("loss, last, two", [("binary_cross_entropy", "sigmoid", [0, 1]), ("hinge", "linear", [-1, 1])])
def test_two_classes_for_one_output(tmp_path, loss, last, two):
    """0 and 1, or -1 and 1 where the loss asks for them."""
    document = read_experiment(experiment(tmp_path, "length,width,kind\n1,2,yes\n3,4,no\n", last, 1, loss))
    assert [[two[1]], [two[0]]] == [targets for _, targets in rows(document)]


def test_numbers_are_classes_where_an_output_stands_for_each(tmp_path):
    """A class of 7 and one of 9, as the digits have them."""
    document = read_experiment(experiment(tmp_path, "length,width,kind\n1,2,9\n3,4,7\n", outputs=2))
    assert [[0, 1], [1, 0]] == [targets for _, targets in rows(document)]
    assert ["7", "9"] == document["columns"]["targets"][0]["classes"]


@pytest.mark.parametrize("text", [FLOWERS.replace(",", ";"), FLOWERS.replace(",", "\t"), FLOWERS.replace(",", ";").replace(".", ",")])
def test_semicolons_and_tabs(tmp_path, text):
    """The same table, also with decimal commas."""
    assert rows(read_experiment(experiment(tmp_path))) == rows(read_experiment(experiment(tmp_path, text)))


@pytest.mark.parametrize("fields, text, message", [
    ({"targets": "sort"}, FLOWERS, "t.csv: no column of the name 'sort' (expected one of 'id', 'length', 'width', 'kind')"),
    ({"inputs": ["lenght", "width"]}, FLOWERS, "t.csv: no column of the name 'lenght' (did you mean 'length'?) (expected one of 'id', "
                                               "'length', 'width', 'kind')"),
    ({"inputs": ["length", "kind"]}, FLOWERS, "t.csv: expected other columns for inputs than for targets, got 'kind'"),
    ({}, "1,2,3\n", "t.csv: expected a first row that names the columns, as targets are chosen by name (and 1 more; "
                    "--all-errors lists them)"),
    ({}, FLOWERS.replace("2.0", "?"), "t.csv:3:2: a missing value (expected a number, or \"missing\": \"drop\" beside \"csv\", got '?')"),
    ({}, FLOWERS.replace("aster", "3"), "t.csv:2:4: expected a number, got 'rose' (and 1 more; --all-errors lists them)"),
    ({}, FLOWERS + "5,1,1,daisy\n", "t.csv: expected at most 3 classes, as the last layer has 3 neurons, got 4: 'aster', 'daisy', 'lily', "
                                    "'rose'"),
    ({"scale": "standard"}, FLOWERS.replace("6.0", "1e200"), "samples.scale: a square is beyond a double (expected none, or smaller numbers)"),
    ({"test": 0.1}, FLOWERS, "test: expected a share of 4 samples that leaves some on either side, got 0.1")])
def test_what_is_wrong_is_named(tmp_path, fields, text, message):
    """File, line and column, and what there is to choose from."""
    with pytest.raises(NeurosimError) as caught:
        read_experiment(experiment(tmp_path, text, **fields))
    assert message == str(caught.value).replace(str(tmp_path) + "/e.json: ", "")


def test_rows_without_a_value_are_dropped(tmp_path):
    """On request, with a word of how many."""
    said = []
    document = read_experiment(experiment(tmp_path, FLOWERS.replace("2.0", "NA").replace("lily", ""), missing="drop"), said.append)
    assert [[1, 4], [3, 4]] == [inputs for inputs, _ in rows(document)]
    assert ["t.csv: 2 rows left out, as a value is missing"] == said


def test_one_scale(tmp_path):
    """Mean 0 and deviation 1 of the samples to learn from; a column that is always the same is only moved."""
    document = read_experiment(experiment(tmp_path, scale="standard"))
    deviation = sqrt((4 + 1 + 9 + 0) / 4)    # of 1, 2, 6, 3 from their mean 3
    assert [[-2 / deviation, 0], [-1 / deviation, 0], [3 / deviation, 0], [0, 0]] == [inputs for inputs, _ in rows(document)]
    assert [{"name": "length", "mean": 3, "deviation": deviation}, {"name": "width", "mean": 4}] == \
        document["columns"]["inputs"]
    assert "mean" not in document["columns"]["targets"][0]


def test_targets_that_may_be_any_number_are_scaled_too(tmp_path):
    """Of a linear layer; a sigmoid could not reach them."""
    text = "length,width,kind\n1,2,10\n3,4,30\n"
    linear = read_experiment(experiment(tmp_path, text, "linear", 1, "mean_squared_error", scale="standard"))
    assert [[-1], [1]] == [targets for _, targets in rows(linear)]
    sigmoid = read_experiment(experiment(tmp_path, text, "sigmoid", 1, "mean_squared_error", scale="standard"))
    assert [[10], [30]] == [targets for _, targets in rows(sigmoid)]


def test_samples_held_out(tmp_path):
    """Drawn by the seed, and none of them is learnt from; the scale is that of the others."""
    text = "length,width,kind\n" + "".join(f"{i},{i % 7},{i % 3}\n" for i in range(50))
    path = experiment(tmp_path, text, test=0.2)
    one, same, other = load(path, seed=1).document, load(path, seed=1).document, load(path, seed=2).document
    assert rows(one, "test_samples") == rows(same, "test_samples") != rows(other, "test_samples")
    assert (40, 10) == (len(one["samples"]), len(one["test_samples"]))
    assert sorted(float(i) for i in range(50)) == sorted(inputs[0] for key in ("samples", "test_samples") for inputs, _ in rows(one, key))
    scaled = load(experiment(tmp_path, text, test=0.2, scale="standard"), seed=1).document
    assert 1e-12 > abs(sum(inputs[0] for inputs, _ in rows(scaled)))
    assert 1e-3 < abs(sum(inputs[0] for inputs, _ in rows(scaled, "test_samples")))


def test_what_is_written_reads_back(tmp_path):
    """Samples as they are learnt from, those held out, and the columns: the same bits, and nothing is drawn or scaled twice."""
    document = read_experiment(experiment(tmp_path, scale="standard", test=0.25))
    assert document == parse_experiment(write_experiment(document), "again")
    assert {"test_samples", "columns"} <= document.keys() and "test" not in document


def test_a_table_of_test_samples(tmp_path):
    """Its words are those of the samples."""
    path = experiment(tmp_path)
    document = json.loads((tmp_path / "e.json").read_text())
    document["test_samples"] = {**document["samples"], "csv": "more.csv"}
    (tmp_path / "e.json").write_text(json.dumps(document))
    (tmp_path / "more.csv").write_text("length,width,kind\n0,0,lily\n")
    assert [([0, 0], [0, 1, 0])] == rows(read_experiment(path), "test_samples")
    (tmp_path / "more.csv").write_text("length,width,kind\n0,0,tulip\n")
    with pytest.raises(NeurosimError, match=r"more\.csv:2:3: expected one of the classes of the samples, got 'tulip'"):
        read_experiment(path)
