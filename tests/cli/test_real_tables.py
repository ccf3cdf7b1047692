"""Real tables, one command each from CSV to accuracy on rows held out; where scikit-learn is, which has them."""

import csv
import json

import pytest

from neurosim.cli import main

datasets = pytest.importorskip("sklearn.datasets", reason="scikit-learn, which has the tables, is not installed")


def write_table(name, path):
    """The table as a file: columns by name, the last one is what is to be learnt; classes as words, but for the digits."""
    if name == "moons":
        found, answers = datasets.make_moons(200, noise=0.1, random_state=1)
        names, rows = ["x", "y"], zip(found, [["upper", "lower"][answer] for answer in answers])
    else:
        table = getattr(datasets, f"load_{name}")()
        words = [str(word) for word in table.get("target_names", ())] if name not in ("digits", "diabetes") else None
        names = list(table.feature_names)
        rows = zip(table.data, [words[answer] if words else answer for answer in table.target])
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerows([[*names, "answer"], *[[*map(float, values), answer] for values, answer in rows]])


@pytest.mark.parametrize("name, least", [("iris", 0.9), ("wine", 0.9), ("breast_cancer", 0.93), ("moons", 0.9),
                                         pytest.param("digits", 0.85, marks=pytest.mark.slow)])
def test_classes(tmp_path, capsys, name, least):
    """So many of the rows that were held out are answered right, and more of the others."""
    write_table(name, tmp_path / f"{name}.csv")
    assert 0 == main(["train", str(tmp_path / f"{name}.csv"), "--format", "json"])
    found = json.loads(capsys.readouterr().out)["evaluation"]
    assert found["test"]["accuracy"] >= least and found["training"]["accuracy"] >= least
    assert round(0.2 * (found["test"]["samples"] + found["training"]["samples"])) == found["test"]["samples"]


def test_numbers(tmp_path, capsys):
    """Diabetes: the error in squares of deviations; to say the mean of all would be 1."""
    write_table("diabetes", tmp_path / "diabetes.csv")
    assert 0 == main(["train", str(tmp_path / "diabetes.csv"), "--format", "json"])
    found = json.loads(capsys.readouterr().out)["evaluation"]
    assert found["training"]["error"] < 0.5 and found["test"]["error"] < 0.8 and "accuracy" not in found["test"]
