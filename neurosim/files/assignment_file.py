"""An assignment file: what a class was given, all that grading reads. The tables say which fields there are.

    experiment    a whole experiment, the pattern: its shape, functions, loss, optimizer and training
    students      of each the numbers of their own, in the pattern's places, and a code that tells them from others'

The code is made of the numbers, so that a file in which somebody has changed one is not read.

To add a field, add an entry: its reader, and its default (REQUIRED: it has none).
"""

import os
from hashlib import sha256

from ..core.guard import checks
from ..core.guard.errors import NeurosimError
from .experiment_file import as_given, experiment, is_printable, printable, weights
from .number_lists import numbers
from .samples import SAMPLE
from .schema import REQUIRED, Place, Reading, checked, or_null, other_version, record, some
from .source import read_bytes, shown
from .strict_json import parse
from .writing import members

FORMAT, VERSION = "neurosim-assignment", 1
LEVELS = ("everything", "half", "hidden", "find-mistake")
ROUNDINGS = {"decimals": (1, 12), "digits": (2, 12)}
# Of each number, the usual scheme: see practice/classroom/grading.py.
MARKS = {"right": 1.0, "follows": 1.0, "capped": 0.5, "wrong": 0.0, "again": 1.0, "blank": 0.0}
MOST_STUDENTS, MOST_BLANKS = 10_000, 500
LETTERS = "ABCDEFGHJKLMNPQRTUVWXY346789"    # none that is taken for another
CODE = 5


# Readers.

def blank_name(value, field):
    if not is_printable(value) or not value.isidentifier():
        raise NeurosimError(field, "the name of a quantity, such as net_h1", value)
    return value


def names(place):
    """Names of quantities, none of them twice."""
    found = some(checked(blank_name), "name", "names", MOST_BLANKS)(place)
    for i, name in enumerate(found or ()):
        if name is not None and name in found[:i]:
            place.at(i).refuse(problem=f"{name} is given twice")
    return found


def rounding(place):
    """{"decimals": 4} or {"digits": 3}"""
    given = place.value
    if not isinstance(given, dict) or len(given) != 1 or not set(given) <= set(ROUNDINGS):
        return place.refuse('{"decimals": 4} or {"digits": 3}', given)
    kind, = given
    count = place.at(kind).check(checks.integer, *ROUNDINGS[kind])
    return None if count is None else (kind, count)


def planted(place):
    """A mistake in one of its forms: null, the place of a layer, or the word for a form; and where it shows first."""
    return or_null(record({"mistake": (checked(printable), REQUIRED), "form": (as_given, None),
                           "first": (checked(blank_name), REQUIRED)}))(place)


MARKS_TABLE = {name: (checked(checks.number, 0.0), default) for name, default in MARKS.items()}
LAYER_NUMBERS = {"weights": (weights, REQUIRED), "biases": (numbers, None)}
STUDENT = {
    "student": (checked(printable), REQUIRED),
    "variant": (checked(checks.integer), REQUIRED),
    "check": (checked(printable), REQUIRED),
    "layers": (some(record(LAYER_NUMBERS), "layer", "layers"), REQUIRED),
    "samples": (some(record(SAMPLE), "sample", "samples"), REQUIRED),
    "planted": (planted, None),
}
ASSIGNMENT = {
    "format": (as_given, REQUIRED),
    "version": (as_given, REQUIRED),
    "title": (checked(printable), REQUIRED),
    "level": (checked(checks.choice, LEVELS, "level"), "everything"),
    "rounding": (rounding, REQUIRED),
    "tolerance": (checked(checks.integer, 0, 100), REQUIRED),    # units of the last digit
    "marks": (record(MARKS_TABLE), lambda: dict(MARKS)),
    "blanks": (names, REQUIRED),
    "experiment": (experiment, REQUIRED),
    "students": (some(record(STUDENT), "student", "students", MOST_STUDENTS), REQUIRED),
}


# From outside to a document.

def read_assignment(path):
    """The document of an assignment file; of each student `document`, the experiment of their own, too.

    Raises NeurosimError: the first fault in the order of the file. Its `all_errors` lists all of them.
    """
    path = os.fsdecode(path)
    return parse_assignment(read_bytes(path, shown(path), "an assignment.json of neurosim worksheet"), shown(path))


def parse_assignment(text, where="assignment"):
    """The same of a text, or of bytes."""
    reading = Reading(where)
    return reading.value(assignment, parse(text, reading))


def assignment(place):
    """The whole document, or None after a fault."""
    if isinstance(place.value, dict) and not known_kind(place):
        return None
    found = record(ASSIGNMENT)(place)
    if place.reading.faults or found is None:
        return None
    check_students(place.at("students"), found["students"], place.value["experiment"])
    return found


def known_kind(place):
    """Whether this is an assignment that can be read at all: if not, that is the one thing to say."""
    given = place.value
    if given.get("format", FORMAT) != FORMAT:
        return place.at("format").refuse(repr(FORMAT), given["format"])
    if given.get("version", VERSION) != VERSION or type(given.get("version", VERSION)) is not int:
        return place.at("version").refuse(problem=other_version(given["version"], VERSION))
    return True


def check_students(place, students, pattern):
    """No student twice; numbers that fit the pattern, and the code of these numbers."""
    seen = set()
    for i, student in enumerate(students):
        here = place.at(i)
        if student["student"] in seen:
            here.at("student").refuse("each student once", student["student"])
        seen.add(student["student"])
        code = check_code(student)
        if student["check"] != code:
            here.at("check").refuse(f"{code!r}, the code of these numbers", student["check"])
        student["document"] = of_student(here, pattern)


def of_student(place, pattern):
    """The experiment of one student, read as strictly as a file."""
    given, layers = place.value, pattern["layers"]
    if len(given["layers"]) != len(layers):
        return place.at("layers").refuse(f"{len(layers)} layers, as the experiment has them", given["layers"])
    own = [{**layer, **each} for layer, each in zip(layers, given["layers"])]
    return experiment(Place({**pattern, "layers": own, "samples": given["samples"]}, place.reading, place.path,
                            place.rank))


def check_code(student):
    """Five letters that tell one student's numbers from another's.

    >>> check_code({"student": "Ada", "layers": [{"weights": [[0.5]], "biases": [0.1]}], "samples": []})
    'WUM4G'
    """
    layers = [[each["weights"], each["biases"]] for each in student["layers"]]
    samples = [[each["inputs"], each["targets"]] for each in student["samples"]]
    number = int.from_bytes(sha256(repr([student["student"], layers, samples]).encode()).digest()[:8], "big")
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(CODE))


# And back.

def write_assignment(document):
    """The JSON text of a document as `parse_assignment` takes it; it is read once more before anybody has it."""
    fields = {key: document[key] for key in ASSIGNMENT if key in document}
    text = "{\n  " + ",\n  ".join(members(fields, 2)) + "\n}\n"
    parse_assignment(text)
    return text
