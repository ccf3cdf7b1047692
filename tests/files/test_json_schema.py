"""The JSON schema for editors, beside the reader: what one takes the other takes, on every experiment and on altered ones.

Only the reader knows what one field says beside another, so its fields are read alone here. Where it refuses more, that is one of
the reasons of MORE, and each of these is met.
"""

import json
import random
import re
from copy import deepcopy

import pytest

from neurosim import load
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.guard.errors import NeurosimError
from neurosim.core.guard.normalizations import NORMALIZATIONS
from neurosim.core.initializers import INITIALIZERS
from neurosim.core.losses import LOSSES
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.core.synonyms import NAMES, SETTINGS, others
from neurosim.examples import CATALOGUE, path_of
from neurosim.examples.publications import publications
from neurosim.files import write_experiment
from neurosim.files.experiment_file import EXPERIMENT
from neurosim.files.field_words import FIELD_WORDS
from neurosim.files.json_schema import FRACTION, TABLES, experiment_schema
from neurosim.files.schema import Reading, record

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema, of the extra test-all, is not installed")

# What only the reader sees: the sentence of the reader.
MORE = {
    "2.0 where a whole number is due": r"expected an integer .*got (-?\d+\.0|1e\+300)$|unsupported format version",
    "the same field or parameter under two names": "another name of|beside it, which is the same",
    "one parameter against another": "as the momentum is 0|at most high|at most greatest|grows above 1",
    "a fraction as text beyond a bound": "fraction as text",
    "a file that is not read here": "that is not in a file has no file beside it",
}
TABLES_OF_NAMES = (ACTIVATIONS, LOSSES, OPTIMIZERS, INITIALIZERS, NORMALIZATIONS)
WORDS = [*sorted({word for kind in NAMES.values() for name, theirs in kind.items() for word in (name, *theirs)}), *SETTINGS["optimizer"],
         *sorted({key for table in TABLES_OF_NAMES for name in table for key in (name, *table.defaults(name))}), "own", "shared", "none", "all",
         "given", "shuffled", "random", "mean", "sum", "1/3", "-2/3", "1/0", "1/3/5", "x", ""]
FIELDS = [*sorted({word for table in TABLES.values() for name in table for word in (name, *NAMES["field"].get(name, ()))}), "fields", "scheme", "name"]
VALUES = [None, True, False, -1, 0, 1, 2, 7, 1.0, 2.0, 0.5, -0.5, 1.5, 1e300, 10**400, 2**64, 2**64 - 1, 10**8, [], [[]], [1], [[1, "1/2"]], {},
          {"csv": "a.csv", "targets": 1}, {"csv": "a.csv"}, {"name": "sgd", "lr": 0.1}, {"name": "adam", "betas": 1}, {"scheme": "uniform", "low": 2},
          {"name": "leaky_relu", "slope": -1}, {"name": "batch", "eps": 0}, {"name": "momentum", "momentum": 1}, {"scheme": "normal", "std": -1},
          {"name": "cross_entropy"}, {"name": "cross_entropy", "x": 1}, {"name": "sgd", "learning_rate": 1, "lr": 1}, {"name": "rmsprop", "alpha": 1},
          {"name": "sgd", "nesterov": True}, {"name": "adam", "beta1": "3/2"}, {"inputs": [1], "targets": [1]}, {"steps": 1, "epochs": 1}]


@pytest.fixture(scope="module")
def validator():
    schema = experiment_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def reader_says(document):
    """"" where every field of the document is read, else what is wrong first."""
    if document.get("format") != "neurosim-experiment" or document.get("version") != 1 or type(document["version"]) is not int:
        return "expected another format" if document.get("version") != 1.0 else "unsupported format version"
    try:
        Reading("").value(record(EXPERIMENT), document)
    except NeurosimError as error:
        fractions = re.findall(r'"(-?\d+)/(\d+)"', json.dumps(document))
        is_fraction = error.value in [int(above) / int(below) for above, below in fractions if int(below)]
        return error.sentence() + " fraction as text" * is_fraction
    return ""


def written():
    """Every experiment that comes with neurosim, as its file and as it is saved."""
    for name in CATALOGUE:
        with open(path_of(name), encoding="utf-8") as file:
            yield json.load(file)
        yield json.loads(write_experiment(load(name).document))
    yield from (found.experiment for found in publications())


def altered(document, chance):
    """The document with one to three values, fields or names replaced, put in or taken out."""
    document = deepcopy(document)
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        place = document
        while True:
            inside = [each for each in (place.values() if isinstance(place, dict) else place) if isinstance(each, (dict, list)) and each]
            if not inside or chance.random() < 0.3:
                break
            place = chance.choice(inside)
        change(place, chance)
    return document


def change(place, chance):
    """More often than not something that may stand there: another name of the field, a name or an object of its table."""
    key = chance.choice(list(place)) if isinstance(place, dict) else chance.randrange(len(place)) if place else 0
    table = OF_FIELD.get(key)
    value = chance.choice([chance.choice(VALUES), chance.choice(WORDS), chance.choice(list(OF_FIELD.values()))])
    if table is not None and chance.random() < 0.8:
        value = table
    if isinstance(value, dict) and hasattr(value, "kind"):
        value = named(value, chance)
    value = deepcopy(value)
    if isinstance(place, list):
        place[key:key + 1] = [value]
    elif chance.random() < 0.3:
        place[chance.choice([*NAMES["field"].get(key, ()), chance.choice(FIELDS)])] = place.pop(key)
    elif chance.random() < 0.2:
        del place[key]
    else:
        place[chance.choice(FIELDS) if chance.random() < 0.2 else key] = value


OF_FIELD = {"activation": ACTIVATIONS, "loss": LOSSES, "optimizer": OPTIMIZERS, "initialize": INITIALIZERS, "normalize": NORMALIZATIONS}


def spellings(name, key):
    return others(f"parameter of {name}", key)


def named(table, chance):
    """A name of a table, ours or another; or an object with some parameters, by whatever names."""
    name = chance.choice(list(table))
    written = chance.choice([name, *NAMES[table.kind].get(name, ())])
    if chance.random() < 0.4:
        return written
    parameters = {chance.choice([key, *spellings(name, key)]): chance.choice([-1, 0, 0.5, 1, 2, True, "1/3", default, default])
                  for key, default in table.defaults(name).items() if type(default) is not tuple and chance.random() < 0.4}
    return {("scheme" if table is INITIALIZERS else "name"): written, **parameters}


def compare(validator, documents):
    """(how many both take, how many both refuse, the reasons met of what only the reader refuses)."""
    taken, refused, reasons = 0, 0, set()
    for document in documents:
        by_schema, problem = validator.is_valid(document), reader_says(document)
        if by_schema and problem:
            found = [reason for reason, pattern in MORE.items() if re.search(pattern, problem)]
            assert found, f"the schema takes what the reader refuses: {problem}\n{json.dumps(document)[:2000]}"
            reasons.add(found[0])
        elif problem:
            refused += 1
        else:
            assert by_schema, f"the schema refuses what the reader takes: {next(validator.iter_errors(document)).message[:300]}"
            taken += 1
    return taken, refused, reasons


def test_every_experiment_is_valid(validator):
    """As it comes, and as it is saved."""
    documents = list(written())
    assert (len(documents), 0, set()) == compare(validator, documents)


@pytest.mark.parametrize("seed", [0, *[pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6)]])
@pytest.mark.slow
def test_altered_files(validator, seed):
    """Both say yes, or both say no, to thousands of them; each is met often enough to mean something."""
    chance, originals = random.Random(seed), [document for document in written() if len(json.dumps(document)) < 1500]
    taken, refused, reasons = compare(validator, [altered(chance.choice(originals), chance) for _ in range(1500)])
    assert taken > 120 and refused > 500, (taken, refused, reasons)


def with_field(field, value):
    """A small experiment with that value of a field: of the file, or of its layer."""
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"neurons": 1}], "samples": [{"inputs": [1], "targets": [1]}]}
    (document["layers"][0] if field in TABLES["layer"] else document)[field] = value
    return document


@pytest.mark.slow
def test_every_parameter(validator):
    """Of every entry, by every name that it has: below, at, between, at and above the bounds, and what is no number."""
    documents = []
    for field, table in OF_FIELD.items():
        for name in table:
            for key, default in table.defaults(name).items():
                for written in (key, *spellings(name, key)):
                    text = "4/3" if type(default) is float and default >= 1.0 else "1/3"    # of text the schema knows no bounds
                    for value in (-1, -1e-9, 0, 1e-9, 0.5, 1 - 1e-9, 1, 1 + 1e-9, 2, True, text, "x", None):
                        value = [value] if type(default) is tuple else value
                        documents.append(with_field(field, {("scheme" if table is INITIALIZERS else "name"): name, written: value}))
    taken, refused, _ = compare(validator, documents)
    assert taken > 300 and refused > 300


@pytest.mark.slow
def test_every_field(validator):
    """Each with every value that might be taken for one."""
    documents = [with_field(field, value) for table in ("experiment", "layer") for field in TABLES[table] for value in (*VALUES, *WORDS)]
    documents += [with_field("training", {field: value}) for field in TABLES["training"] for value in (*VALUES, "all", *WORDS[-20:])]
    taken, refused, _ = compare(validator, documents)
    assert taken > 300 and refused > 3000


@pytest.mark.parametrize("change", [{"inputs": 2.0}, {"optimizer": {"name": "sgd", "lr": 1, "learning_rate": 1}},
                                    {"optimizer": {"name": "sgd", "nesterov": True}}, {"optimizer": {"name": "adam", "beta1": "7/3"}},
                                    {"samples": {"csv": "a.csv", "targets": 1}}])
def test_what_only_the_reader_sees(validator, change):
    """Each reason is a real one."""
    document = {**json.loads(write_experiment(load("worked-example").document)), **change}
    assert validator.is_valid(document) and any(re.search(pattern, reader_says(document)) for pattern in MORE.values())


@pytest.mark.parametrize("table", TABLES_OF_NAMES, ids=lambda table: table.kind)
def test_every_name_is_offered(table):
    """An editor completes each entry, and each of its parameters."""
    text = json.dumps(experiment_schema())
    assert all(f'"{name}"' in text and all(f'"{key}"' in text for key in table.defaults(name)) for name in table)


def test_every_field_has_a_sentence():
    """And no sentence is of a field that is gone."""
    assert {name: list(table) for name, table in TABLES.items()} == {name: list(words) for name, words in FIELD_WORDS.items()}


def test_a_file_may_name_its_schema():
    """Editors look there; nothing else does, and it is not saved."""
    document = json.loads(write_experiment(load("worked-example").document))
    named = load({"$schema": "neurosim.schema.json", **document})
    assert load(document).document == named.document
    with pytest.raises(NeurosimError, match=r"\$schema: expected the place of a JSON schema, as text, got 1"):
        load({**document, "$schema": 1})


def test_fractions_of_the_schema():
    """Those of the reader."""
    assert all(re.search(FRACTION, text) for text in ("1/3", "-2/30", "0/1", "10/07"))
    assert not any(re.search(FRACTION, text) for text in ("1/0", "1/00", "1.5/2", "1/3x", "/3", "1/", "1/-3", "1" * 20 + "/3", "3/" + "1" * 20))


@pytest.mark.parametrize("name, parameter, expected", [
    ("binary_focal_cross_entropy", "alpha", ((0, True), (1, True))), ("binary_focal_cross_entropy", "gamma", ((1, True), None)),
    ("huber", "delta", ((0, False), None))])
def test_bounds(name, parameter, expected):
    """Found by trying, whether they belong to it or not."""
    assert expected == LOSSES.bounds(name, parameter)
