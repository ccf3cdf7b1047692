"""A lesson for a class of one: the worked example, as an assignment and answers."""

import json

from neurosim import load
from neurosim.files.assignment_file import check_code, write_assignment
from neurosim.files.writing import write_experiment

ANSWERS = "student,name,value\nAda,net_h1,0.3775\nAda,E,0.2983\n"


def assignment_of_one():
    """The text of the file."""
    document = json.loads(write_experiment(load("worked-example").to_document()))
    ada = {"student": "Ada", "variant": 1, "samples": document["samples"],
           "layers": [{"weights": layer["weights"], "biases": layer["biases"]} for layer in document["layers"]]}
    return write_assignment({"format": "neurosim-assignment", "version": 1, "title": "Ada's", "level": "everything",
                             "rounding": {"decimals": 4}, "tolerance": 1, "blanks": ["net_h1", "E"], "experiment": document,
                             "students": [{**ada, "check": check_code(ada)}]})


def write_lesson(folder):
    """lesson/assignment.json and answers.csv."""
    (folder / "lesson").mkdir(exist_ok=True)
    (folder / "lesson" / "assignment.json").write_text(assignment_of_one(), "utf-8")
    (folder / "answers.csv").write_text(ANSWERS, "utf-8")
