"""Experiment files: what is read, what is refused, and with which sentence."""

import io
import json
import os
import random
import sys

import pytest

from neurosim import load
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.guard.errors import NeurosimError
from neurosim.core.initializers import INITIALIZERS
from neurosim.core.losses import LOSSES
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.files import parse_experiment, read_experiment, write_experiment

SAMPLES = '[{"inputs": [0.05, 0.1], "targets": [0.01, 0.99]}]'
TEXT = """{
  "format": "neurosim-experiment", "version": 1,
  "name": "worked-example",
  "inputs": 2,
  "layers": [
    {"activation": "sigmoid", "weights": [[0.15, 0.2], [0.25, 0.3]], "bias": "shared", "biases": [0.35], "train_bias": false},
    {"activation": "sigmoid", "weights": [[0.4, 0.45], [0.5, 0.55]], "bias": "shared", "biases": [0.6], "train_bias": false}
  ],
  "loss": "half_squared_error",
  "optimizer": {"name": "sgd", "learning_rate": 0.5},
  "samples": [{"inputs": [0.05, 0.1], "targets": [0.01, 0.99]}],
  "training": {"steps": 1, "batch_size": 1, "reduction": "sum", "order": "given"},
  "seed": 0
}
"""
SHORT = ('{"format": "neurosim-experiment", "version": 1, "inputs": 2, "layers": [{"neurons": 1}],'
         ' "samples": [{"inputs": [0, 1], "targets": [1]}]}')


def changed(*changes):
    """TEXT with some parts replaced; each must be there."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def refused(text, folder=None):
    """The error that a text is refused with."""
    with pytest.raises(NeurosimError) as caught:
        parse_experiment(text, "f.json", folder)
    return caught.value


# What is read.

def test_worked_example():
    """INTERFACE's example is read with every default filled in."""
    layer = {"neurons": 2, "activation": "sigmoid", "weights": [[0.15, 0.2], [0.25, 0.3]], "bias": "shared", "biases": [0.35],
             "train_bias": False, "train_weights": True, "dropout": 0.0, "initialize": "glorot_uniform"}
    expected = {
        "format": "neurosim-experiment", "version": 1, "name": "worked-example", "inputs": 2,
        "layers": [layer, {**layer, "weights": [[0.4, 0.45], [0.5, 0.55]], "biases": [0.6]}],
        "loss": "half_squared_error", "optimizer": {"name": "sgd", "learning_rate": 0.5},
        "samples": [{"inputs": [0.05, 0.1], "targets": [0.01, 0.99]}],
        "training": {"steps": 1, "batch_size": 1, "reduction": "sum", "order": "given"}, "seed": 0}
    assert expected == parse_experiment(TEXT, "f.json")


def test_defaults():
    """The shortest file there is: one neuron, its weights still to be drawn."""
    expected = {
        "format": "neurosim-experiment", "version": 1, "name": "experiment", "inputs": 2,
        "layers": [{"neurons": 1, "activation": "sigmoid", "weights": None, "bias": "own", "biases": None,
                    "train_bias": True, "train_weights": True, "dropout": 0.0, "initialize": "glorot_uniform"}],
        "loss": "half_squared_error", "optimizer": "sgd", "samples": [{"inputs": [0.0, 1.0], "targets": [1.0]}],
        "training": {"steps": 1, "batch_size": 1, "reduction": "mean", "order": "given"}, "seed": None}
    document = parse_experiment(SHORT, "f.json")
    assert expected == document
    assert list(expected) == list(document)


def test_all_numbers_are_floats():
    """Whole numbers of a file become floats, those of objects too."""
    text = changed(("0.15", "1"), ("0.35", "2"), ("0.05", "3"), ('"learning_rate": 0.5', '"learning_rate": 1'))
    document = parse_experiment(text, "f.json")
    layer, sample = document["layers"][0], document["samples"][0]
    for number in (layer["weights"][0][0], layer["biases"][0], sample["inputs"][0], document["optimizer"]["learning_rate"]):
        assert float is type(number)


@pytest.mark.parametrize("table, old, new", [
    (ACTIVATIONS, '"activation": "sigmoid"', '"activation": {}'), (LOSSES, '"loss": "half_squared_error"', '"loss": {}'),
    (OPTIMIZERS, '{"name": "sgd", "learning_rate": 0.5}', "{}"), (INITIALIZERS, '"seed": 0', '"seed": 0, "initialize": {}')])
def test_every_entry_of_the_tables_can_be_asked_for(table, old, new):
    """Whatever is entered into a table may stand in a file, as a name and as an object."""
    key = "scheme" if table is INITIALIZERS else "name"
    for name in table:
        for asked in (json.dumps(name), json.dumps({key: name, **table.defaults(name)})):
            text = changed((old, new.replace("{}", asked)))
            if table is LOSSES:
                text = fitting(text, LOSSES.make(name))
            assert asked in json.dumps(parse_experiment(text, "f.json"))


def fitting(text, loss):
    """The experiment with a last layer and targets that the loss can use."""
    document = json.loads(text)
    document["layers"][1]["activation"] = "linear" if loss.on_nets else "sigmoid"
    accepted = [[1.0, -1.0], [0.0, 1.0], [1.0], [0.5, 2.0]]
    document["samples"][0]["targets"] = next(targets for targets in accepted if accepts(loss, targets))
    return json.dumps(document)


def accepts(loss, targets):
    try:
        return len(targets) == loss.targets_wanted(2) and loss.check_targets(targets, 2) is None
    except NeurosimError:
        return False


def test_initialize_of_the_file_and_of_a_layer():
    """A layer's own scheme goes before the file's."""
    scheme = {"scheme": "uniform", "low": -1.0, "high": 1.0}
    text = SHORT.replace('[{"neurons": 1}]', '[{"neurons": 2}, {"neurons": 1, "initialize": "zeros"}],'
                                             ' "initialize": {"scheme": "uniform", "low": -1, "high": 1}')
    assert [scheme, "zeros"] == [layer["initialize"] for layer in parse_experiment(text, "f.json")["layers"]]


def test_epochs_instead_of_steps():
    """Where epochs are given there are no steps; none at all is a number too."""
    document = parse_experiment(changed(('"steps": 1, "batch_size": 1', '"epochs": 0, "batch_size": "all"')), "f.json")
    assert {"epochs": 0, "batch_size": "all", "reduction": "sum", "order": "given"} == document["training"]


@pytest.mark.parametrize("data", [
    TEXT.encode(), b"\xef\xbb\xbf" + TEXT.encode(), "\ufeff" + TEXT, TEXT.replace("\n", "\r\n").encode()])
def test_encodings(data):
    """Bytes or text, with a byte order mark or without, with any ends of lines."""
    assert parse_experiment(TEXT, "f.json") == parse_experiment(data, "f.json")


def test_underflow_is_told():
    """A number too small for a double is 0, and somebody hears of it."""
    told = []
    document = parse_experiment(changed(("0.05", "1e-400"), ("0.15", "0e-999"), ("0.2", "-3.5E-500")), "f.json", warn=told.append)
    assert 0.0 == document["samples"][0]["inputs"][0]
    assert ["f.json: '-3.5E-500' and 1 more: too small for a double, read as 0"] == told


def test_ten_thousand_layers():
    """Depth is no trouble."""
    text = SHORT.replace('[{"neurons": 1}]', "[" + ", ".join(['{"neurons": 1}'] * 10_000) + "]")
    assert 10_000 == len(parse_experiment(text, "f.json")["layers"])


# What is refused: (what is changed, the message).

VALUES = [
    (("0.15", "null"), "layers[0].weights[0][0]: expected a finite number, got null"),
    (("0.55", "true"), "layers[1].weights[1][1]: expected a finite number, got True (bool)"),
    (("0.55", '"0.55"'), "layers[1].weights[1][1]: expected a finite number, got '0.55'"),
    (("0.55", "[1]"), "layers[1].weights[1][1]: expected a finite number, got a list of length 1"),
    (("0.35", "NaN"), "layers[0].biases[0]: expected a finite number, got NaN"),
    (("0.35", "-Infinity"), "layers[0].biases[0]: expected a finite number, got -Infinity"),
    (("0.05", "1e400"), "samples[0].inputs[0]: number too large for a double (expected a finite number)"),
    (("0.05", "-1e400"), "samples[0].inputs[0]: number too large for a double (expected a finite number)"),
    (("0.05", "9" * 5000), "samples[0].inputs[0]: number too large for a double (expected a finite number)"),
    (("0.05", "1" + "0" * 400), "samples[0].inputs[0]: number too large for a double"
                          " (expected a finite number, got an integer of about 401 digits)"),
    (("[[0.15, 0.2], [0.25, 0.3]]", "[]"), "layers[0].weights: expected at least one list of numbers, got a list of length 0"),
    (("[[0.15, 0.2], [0.25, 0.3]]", "{}"), "layers[0].weights: expected a list of lists of numbers, got a dict of length 0"),
    (("[0.15, 0.2]", "[]"), "layers[0].weights[0]: expected 2 numbers, one for each input, got 0"),
    (("[0.25, 0.3]", "[0.25]"), "layers[0].weights[1]: expected 2 numbers, one for each input, got 1"),
    (("[0.5, 0.55]", "0.5"), "layers[1].weights[1]: expected a list of numbers, got 0.5"),
    (("[0.4, 0.45]", "[1, 2, 3]"), "layers[1].weights[0]: expected 2 numbers, one for each neuron of the layer before, got 3"),
    (("[0.35]", "[0.35, 0.35]"), "layers[0].biases: expected 1 number, as the bias is 'shared', got 2"),
    (('"shared"', '"own"'), "layers[0].biases: expected 2 numbers, as the bias is 'own', got 1"),
    (('"shared"', '"none"'), "layers[0].biases: expected 0 numbers, as the bias is 'none', got 1"),
    (('"shared"', '"sharde"'),
     "layers[0].bias: unknown bias 'sharde' (did you mean 'shared'?) (expected one of own, shared, none)"),
    (('{"activation"', '{"neurons": 3, "activation"'), "layers[0].neurons: expected 2, one for each list of weights, got 3"),
    (('{"activation"', '{"neurons": 2.0, "activation"'), "layers[0].neurons: expected an integer >= 1, got 2.0"),
    (('"inputs": 2', '"inputs": 0'), "inputs: expected an integer >= 1, got 0"),
    (('"inputs": 2', '"inputs": true'), "inputs: expected an integer >= 1, got True (bool)"),
    (('"inputs": 2', '"inputs": "2"'), "inputs: expected an integer >= 1, got '2'"),
    (('"train_bias": false', '"train_bias": 0'), "layers[0].train_bias: expected true or false, got 0"),
    (('"weights"', '"weigths": 1, "weights"'), "layers[0]: unknown field 'weigths' (did you mean 'weights'?)"),
    (('"bias"', '"bias": "own", "bias"'), "layers[0]: field 'bias' is given twice"),
    (('{"name": "sgd"', '{"name": "sgd", "name": "sgd"'), "optimizer: field 'name' is given twice"),
    (('[{"inputs"', '[{"inputs": [1], "inputs"'), "samples[0]: field 'inputs' is given twice"),
    (('{"steps": 1', '{"steps": 1, "steps": 1'), "training: field 'steps' is given twice"),
    (('"seed"', '"seed": 1, "seed"'), "field 'seed' is given twice"),
    (("half_squared_error", "half_sqared_error"), "loss: unknown loss 'half_sqared_error' (did you mean 'half_squared_error'?)"),
    (('"half_squared_error"', "null"), "loss: unknown loss null"),
    (('"half_squared_error"', '["half_squared_error"]'), "loss: unknown loss a list of length 1"),
    (('"half_squared_error"', "{}"), "loss: missing field 'name'"),
    (('"activation": "sigmoid"', '"activation": "sigmod"'),
     "layers[0].activation: unknown activation 'sigmod' (did you mean 'sigmoid'?)"),
    (('"activation": "sigmoid"', '"activation": {"name": "sigmoid", "slope": 1}'),
     "layers[0].activation: unknown parameter of sigmoid 'slope' (expected none)"),
    (("learning_rate", "learning_rat"), "optimizer: unknown parameter of sgd 'learning_rat' (did you mean 'learning_rate'?)"),
    (('"learning_rate": 0.5', '"learning_rate": -1'), "optimizer.learning_rate: expected a finite number >= 0, got -1.0"),
    (('"learning_rate": 0.5', '"learning_rate": 1e400'), "optimizer.learning_rate: number too large for a double"),
    (('"seed": 0', '"initialize": {"low": 1}'), "initialize: missing field 'scheme'"),
    (('"seed": 0', '"initialize": {"scheme": "zeros", "name": 1}'), "initialize: unknown field 'name' beside 'scheme'"),
    (('"seed": 0', '"initialize": {"scheme": "uniform", "low": 2}'), "initialize.low: expected at most high, 1.0, got 2.0"),
    (('"seed": 0', '"seed": -1'), "seed: expected an integer >= 0 and <= 18446744073709551615, got -1"),
    (('"seed": 0', '"seed": null'), "seed: expected an integer >= 0 and <= 18446744073709551615, got null"),
    (('"seed": 0', '"seed": 0.0'), "seed: expected an integer >= 0 and <= 18446744073709551615, got 0.0"),
    (('"steps": 1', '"steps": 1, "epochs": 1'), "training.epochs: expected steps or epochs, not both"),
    (('"steps": 1', '"steps": -1'), "training.steps: expected an integer >= 0, got -1"),
    (('"steps": 1', '"steps": 1e400'), "training.steps: number too large for a double (expected an integer >= 0)"),
    (('"batch_size": 1', '"batch_size": "al"'),
     'training.batch_size: expected an integer >= 1 and <= 10000000, or "all", got \'al\''),
    (('"sum"', '"avg"'), "training.reduction: unknown reduction 'avg' (expected one of mean, sum)"),
    (('"order": "given"', '"order": "shuffeld"'), "training.order: unknown order 'shuffeld' (did you mean 'shuffled'?)"),
    (("[0.05, 0.1]", "[0.05]"), "samples[0].inputs: expected 2 numbers, got 1"),
    (("[0.01, 0.99]", "[0.01, 0.99, 1]"), "samples[0].targets: expected 2 numbers, got 3"),
    (("[0.01, 0.99]", '"ab"'), "samples[0].targets: expected a list of numbers, got 'ab'"),
    ((SAMPLES, "[]"), "samples: expected at least one sample, got a list of length 0"),
    ((SAMPLES, "3"), "samples: expected a list of samples, got 3"),
    ((SAMPLES, SAMPLES[:-1] + ", [1, 2]]"), "samples[1]: expected an object, got a list of length 2"),
    ((SAMPLES, '[{"inputs": [1, 2]}]'), "samples[0]: missing field 'targets'"),
    (('"worked-example"', '""'), "name: expected 1 to 64 printable characters, got ''"),
    (('"worked-example"', "7"), "name: expected 1 to 64 printable characters, got 7"),
    (("worked-example", "x" * 65), "name: expected 1 to 64 printable characters, got 'xxx"),
    (("worked-example", "\\u001b[31m"), "name: expected 1 to 64 printable characters, got '\\x1b[31m'"),
    (("worked-example", "\\ud800"), "name: expected 1 to 64 printable characters, got '\\ud800'"),
    (("worked-example", "\\u202e"), "name: expected 1 to 64 printable characters, got '\\u202e'"),
    (("worked-example", "\\u0000"), "name: expected 1 to 64 printable characters, got '\\x00'"),
    (('"version": 1', '"version": 99'), "version: unsupported format version 99 (this neurosim reads 1)"),
    (('"version": 1', '"version": "1", "x": 1'), "version: unsupported format version '1' (this neurosim reads 1)"),
    (('"version": 1', '"version": true'), "version: unsupported format version True (bool) (this neurosim reads 1)"),
    ((', "version": 1', ""), "missing field 'version'"),
    (("neurosim-experiment", "neurosim-trace"), "format: expected 'neurosim-experiment', got 'neurosim-trace'"),
    (('"inputs": 2,', ""), "missing field 'inputs'"),
]


@pytest.mark.parametrize("change, message", VALUES, ids=[message[:60] for _, message in VALUES])
def test_bad_value(change, message):
    """One thing wrong in the worked example: one sentence, which begins with the place, and no other fault."""
    error = refused(changed(change))
    assert f"f.json: {message}" == str(error)[:len(message) + 8]
    assert 1 == len(error.all_errors)


WHOLE = [
    ("", "f.json: expected a JSON object, got an empty file"),
    (" \n\t", "f.json: expected a JSON object, got an empty file"),
    (b"\xef\xbb\xbf", "f.json: expected a JSON object, got an empty file"),
    ("[1]", "f.json: expected a JSON object, got a list of length 1"),
    ("7", "f.json: expected a JSON object, got 7"),
    ("null", "f.json: expected a JSON object, got null"),
    ("NaN", "f.json: expected a JSON object, got NaN"),
    ("{}", "f.json: missing field 'format' (and 4 more; --all-errors lists them)"),
    ("[" * 100_000, "f.json: lists and objects nested too deep"),
    ('{"a":' * 100_000, "f.json: lists and objects nested too deep"),
    ("[" * 600_000, "f.json: too many lists and objects (expected at most 500000, or samples in a CSV file)"),
    (TEXT.encode("utf-16"), "f.json: not UTF-8 at byte 1"),
    (TEXT.replace("worked", "w\xf6rked").encode("latin-1"), "f.json: not UTF-8 at byte 64"),
    (b'{"a": "\xff"}', "f.json: not UTF-8 at byte 8"),
    (b"{\x00}", "f.json:1:2: not JSON: expecting property name enclosed in double quotes (got '\\x00')"),
    ('{"a": 1\n "b": 2}', "f.json:2:2: not JSON: expecting ',' delimiter (got '\"')"),
    ('{"a": 1} x', "f.json:1:10: not JSON: extra data (got 'x')"),
    ('{"a": 01}', "f.json:1:8: not JSON: expecting ',' delimiter (got '1')"),
    ('{"a": ', "f.json:1:7: not JSON: expecting value (got the end)"),
    ('{"a": "b', "f.json:1:7: not JSON: unterminated string (got '\"')"),
    ('{"a": "\x1b"}', "f.json:1:8: not JSON: invalid control character (got '\\x1b')"),
    (None, "f.json: expected text or bytes, got None"),
]


@pytest.mark.parametrize("data, message", WHOLE, ids=[message for _, message in WHOLE])
def test_bad_file(data, message):
    """What is no JSON object at all."""
    assert message == str(refused(data))


def test_no_size():
    """A layer without neurons and weights says what is missing."""
    expected = "f.json: layers[0]: missing field 'neurons' (expected how many neurons, or their weights)"
    assert expected == str(refused(SHORT.replace('{"neurons": 1}', "{}")))


def test_too_many_weights():
    """A network that would fill the memory is refused at once."""
    error = refused(SHORT.replace('{"neurons": 1}', '{"neurons": 9000000}, {"neurons": 1}'))
    assert "f.json: layers: expected at most 1.0 GB of memory, got about 6,300,000,700 bytes for 9,000,001 neurons" == str(error)


def test_all_errors_in_the_order_of_the_file():
    """The first by the order of the file is raised, whichever check found it, and it carries the others."""
    seed = ('"seed": 0', '"seed": "0", "inputs_": 2')
    error = refused(changed(seed, ("[0.25, 0.3]", "[0.25]"), ("0.01", "null"), ("sgd", "sgt")))
    places = ["layers[0].weights[1]", "optimizer", "samples[0].targets[0]", "seed"]
    assert [*[f"f.json: {place}" for place in places], "f.json"] == [one.field for one in error.all_errors]
    assert ("f.json: layers[0].weights[1]: expected 2 numbers, one for each input, got 1"
            " (and 4 more; --all-errors lists them)") == str(error)
    assert "more;" not in str(error.all_errors[0])


def test_order_is_that_of_the_file_not_of_the_table():
    """Fields may stand in any order, and faults are told in it."""
    assert "f.json: seed: expected" in str(refused('{"seed": -1, "name": "", ' + SHORT[1:]))
    assert "f.json: name: expected" in str(refused('{"name": "", "seed": -1, ' + SHORT[1:]))


def test_what_is_missing_comes_last():
    """A field that is missing is missed at the end of its object, so after the faults in it and before those behind it."""
    error = refused(changed(('"targets": [0.01, 0.99]', '"tergets": [0.01]'), ("[0.05, 0.1]", "[]"), ('"seed": 0', '"seed": -1')))
    expected = ["samples[0].inputs: expected", "samples[0]: unknown", "samples[0]: missing", "seed: expected"]
    assert expected == [str(one)[8:].partition(" ")[0] + " " + str(one)[8:].split(" ")[1] for one in error.all_errors]


def test_a_million_faults():
    """The reading ends early."""
    error = refused(changed((SAMPLES, "[" + ",".join(["null"] * 100_000) + "]")))
    assert "f.json: samples[0]: expected an object, got null (and at least 99 more; --all-errors lists them)" == str(error)


def test_error_attributes():
    """A program can ask an error what its sentence says."""
    error = refused(changed(("0.15", "null")))
    assert ("f.json: layers[0].weights[0][0]", "a finite number", None) == (error.field, error.expected, error.value)


# Files.

def test_read_a_path(tmp_path):
    """A file, given as a str or as a path."""
    path = tmp_path / "a.json"
    path.write_text(TEXT)
    expected = parse_experiment(TEXT, "f.json")
    assert expected == read_experiment(str(path))
    assert expected == read_experiment(path)


@pytest.mark.parametrize("name, message", [
    ("nosuch.json", "nosuch.json: no such file (expected a built-in experiment's name, a file, or sizes such as 2-3-1)"),
    ("folder", "folder: a folder, not a file (expected a built-in experiment's name, a file, or sizes such as 2-3-1)"),
    ("file/x", "file/x: no such file (expected a built-in experiment's name, a file, or sizes such as 2-3-1)"),
    ("loop", "loop: a link that leads back to itself (expected a built-in experiment's name, a file, or sizes such as 2-3-1)"),
    ("a\0b", "'a\\x00b': not a file name (expected a built-in experiment's name, a file, or sizes such as 2-3-1)"),
    ("\x1b[31m", "'\\x1b[31m': no such file (expected a built-in experiment's name, a file, or sizes such as 2-3-1)"),
    (None, "experiment: expected a path, or '-' for standard input, got None"),
    (0, "experiment: expected a path, or '-' for standard input, got 0"),
])
def test_no_file(name, message, tmp_path, monkeypatch):
    """What cannot be read by any means is wrong use."""
    monkeypatch.chdir(tmp_path)
    os.mkdir("folder")
    os.symlink("loop", "loop")
    open("file", "w").close()
    with pytest.raises(NeurosimError) as caught:
        read_experiment(name)
    assert message == str(caught.value)


def test_a_fault_of_the_machine_stays_one(tmp_path, monkeypatch):
    """A disk that fails is not the user's mistake."""
    def failing(*args, **options):
        raise OSError(5, "Input/output error")
    monkeypatch.setattr("builtins.open", failing)
    with pytest.raises(OSError, match="Input/output error"):
        read_experiment("f.json")


def test_too_large(tmp_path, monkeypatch):
    """A file of more than 16 MB is refused, whether it knows its size or not."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b" " * (16 * 2**20 + 1))))
    path = tmp_path / "big.json"
    with open(path, "wb") as file:
        file.truncate(16 * 2**20 + 1)
    for source in (path, "-"):
        with pytest.raises(NeurosimError, match=r"the file is too large \(expected at most 16 MB\)"):
            read_experiment(source)


def test_stdin(monkeypatch):
    """A dash is standard input, as bytes or, where somebody put text in its place, as text."""
    for stream in (io.TextIOWrapper(io.BytesIO(TEXT.encode())), io.StringIO(TEXT)):
        monkeypatch.setattr(sys, "stdin", stream)
        assert "worked-example" == read_experiment("-")["name"]


def test_stdin_closed(monkeypatch):
    """Without a standard input there is a sentence."""
    closed = io.StringIO()
    closed.close()
    for stream in (None, closed):
        monkeypatch.setattr(sys, "stdin", stream)
        with pytest.raises(NeurosimError) as caught:
            read_experiment("-")
        assert "stdin: standard input is closed (expected an experiment)" == str(caught.value)


def test_stdin_of_a_terminal(monkeypatch, capsys):
    """Somebody who sits and waits is told what for."""
    stream = io.StringIO(SHORT)
    stream.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", stream)
    read_experiment("-")
    assert "neurosim: reading an experiment from the keyboard; Ctrl-D ends it\n" == capsys.readouterr().err


# Samples in a CSV file.

WITH_CSV = changed((SAMPLES, '{"csv": "data.csv", "targets": 2}'))
ROWS = [{"inputs": [1.0, -2.5], "targets": [0.01, 1000.0]}, {"inputs": [0.0, 0.5], "targets": [1.0, 2.0]}]


def with_csv(tmp_path, data, text=WITH_CSV):
    """A folder with an experiment and its data."""
    (tmp_path / "data.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    (tmp_path / "f.json").write_text(text)
    return str(tmp_path / "f.json")


@pytest.mark.parametrize("data", [
    "1,-2.5,0.01,1e3\n0,.5,1.,+2\n", "1,-2.5,0.01,1e3\r\n0,.5,1.,+2", "a,b,c,d\n1,-2.5,0.01,1e3\n\n0,.5,1.,+2\n\n",
    '"x, y",b,c,d\n"1",-2.5,0.01,1E+3\n0, .5 ,1.,\t2\n', b"\xef\xbb\xbf1,-2.5,0.01,1e3\n0,.5,1.,+2\n"])
def test_csv(tmp_path, data):
    """With a header or without, with quotes, blank lines, spaces, any ends of lines and a byte order mark."""
    assert ROWS == read_experiment(with_csv(tmp_path, data))["samples"]


@pytest.mark.parametrize("data, message", [
    ("1,2,3,4\n1,1_000,3,4\n", "data.csv:2:2: expected a number, got '1_000'"),
    ("1,2,3,4\n\n1,2,3,nan\n", 'data.csv:3:4: a missing value (expected a number, or "missing": "drop" beside "csv", got \'nan\')'),
    ("1,2,3,4\n1,,3,4\n", 'data.csv:2:2: a missing value (expected a number, or "missing": "drop" beside "csv", got \'\')'),
    ("1,2,3,4\n1,abc,3,4\n", "data.csv:2:2: expected a number, got 'abc'"),
    ("1,2,3,4\n1,1e,3,4\n", "data.csv:2:2: expected a number, got '1e'"),
    ("1,2,3,4\n\u0661,2,3,4\n", "data.csv:2:1: expected a number, got '\u0661'"),
    ("1,2,3,4\n1e400,2,3,4\n", "data.csv:2:1: number too large for a double"),
    ("1,2,3,4\n1;2;3;4,2,3,4\n", "data.csv:2:1: expected a number, got '1;2;3;4'"),
    ("1_000,nan,3_0,4_0\n", "data.csv:1:1: expected a number, got '1_000' (and 3 more; --all-errors lists them)"),
    ("a,b,c,d\ne,f,g,h\n", "data.csv:2:1: expected a number, got 'e' (and 3 more; --all-errors lists them)"),
    ("1,2,3,4\n1,2,3\n", "data.csv:2: expected 4 numbers, as in line 1, got 3"),
    ("a,b,c,d\n1,2,3,4\n1,2,3,4,5\n", "data.csv:3: expected 4 numbers, as in line 2, got 5"),
    ("1,2\n", "data.csv:1: expected more than 2 numbers, as the last 2 are targets, got 2"),
    ('1,2,3,"4', "data.csv:1:4: a quote that nothing closes (expected another quote)"),
    ('"1",2,3,4\n"1",2,"3""\n,4\n', "data.csv:2:3: a quote that nothing closes (expected another quote)"),
    ('1,"2"3,3,4\n', "data.csv:1: ',' expected after '\"' (expected comma-separated values)"),
    ("1;2;3;4\n5;6;7\n", "data.csv:2: expected 4 numbers, as in line 1, got 3"),
    ("a;b;c;d\n1,5;2;1,234.5;4,5\n", "data.csv:2:3: expected a number, got '1,234.5'"),
    ("a,b,c,d\n1,5\t2\t3\t4,5\n", "{f}: samples.csv: expected 2 inputs and 2 targets, as the network has them,"
     " got 1 input and 2 targets in each row of data.csv (and 1 more; --all-errors lists them)"),
    ("a b c d\n1 2 3 4\n", "data.csv:2: values separated by spaces (expected commas, semicolons or tabs)"),
    ("", "data.csv: expected at least one row of numbers"),
    ("a,b,c,d\n", "data.csv: expected at least one row of numbers"),
    (b"1,2,3,\xff\n", "data.csv: not UTF-8 at byte 7"),
    ("1,2," + "3" * 2**20, "data.csv: a row is too long (expected at most 1048576 characters)"),
    ("1,2,3,4\n" * 200_001, "data.csv: too many rows (expected at most 200000)"),
    ("1,2,3\n", "{f}: samples.csv: expected 2 inputs and 2 targets, as the network has them,"
                " got 1 input and 2 targets in each row of data.csv"),
])
def test_bad_csv(tmp_path, data, message):
    """Faults of the data begin with its own name, line and column."""
    path = with_csv(tmp_path, data)
    with pytest.raises(NeurosimError) as caught:
        read_experiment(path)
    assert message.replace("{f}", caught.value.field.partition(": ")[0]) == str(caught.value)


MISSING = 'a missing value (expected a number, or "missing": "drop" beside "csv", got {})'


@pytest.mark.parametrize("loss, last, targets", [
    ("sparse_categorical_cross_entropy", "softmax", [[0], [1], [1]]), ("binary_cross_entropy", "sigmoid", [[0, 1], [1, 0], [0.5, 1]]),
    ("categorical_cross_entropy", "softmax", [[0, 1], [1, 0], [0.5, 0.5]]), ("hinge", "linear", [[1, -1], [1, 1], [-1, -1]]),
    ("mean_absolute_percentage_error", "linear", [[1, 2], [3, 4], [5, 6]])])
@pytest.mark.parametrize("cell, sentence", [("", MISSING.format("''")), ("red", "expected a number, got 'red'"),
                                            ("1e999", "number too large for a double"), ("nan", MISSING.format("'nan'"))])
def test_a_bad_cell_among_targets_that_are_checked(tmp_path, loss, last, targets, cell, sentence):
    """The cell is what is wrong, and all that is wrong."""
    rows = [[0.5, 0.25, *targets[0]], [0.5, 0.25, *targets[1][:-1], cell], [0.5, 0.25, *targets[2]]]
    (tmp_path / "data.csv").write_text("a,b,c,d\n\n" + "".join(",".join(map(str, row)) + "\n" for row in rows))
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 2, "loss": loss, "layers": [{"neurons": 2, "activation": last}],
                "samples": {"csv": "data.csv", "targets": len(targets[0])}}
    (tmp_path / "e.json").write_text(json.dumps(document))
    with pytest.raises(NeurosimError) as caught:
        read_experiment(str(tmp_path / "e.json"))
    assert f"data.csv:4:{2 + len(targets[0])}: {sentence}" == str(caught.value)


YEARS = "2019,2020,2021,2022\n" + "0.5,1,2,3\n1.5,2,0.25,1\n"


def test_a_header_of_numbers(tmp_path):
    """It is read as a sample, with a word; or as what the experiment says that it is, without."""
    for header, count, notes in [("", 3, 1), (', "header": true', 2, 0), (', "header": false', 3, 0)]:
        said = []
        text = WITH_CSV.replace('"data.csv"', '"data.csv"' + header)
        assert count == len(read_experiment(with_csv(tmp_path, YEARS, text), said.append)["samples"])
        assert notes * ['data.csv:1: read as a sample, though it looks like a header ("header": true beside "csv" passes it over; '
                        'false: it is a sample)'] == [sentence for sentence in said if "header" in sentence]


@pytest.mark.parametrize("data", ["0,1,2,3\n1,2,3,4\n2,3,4,5\n", "1,2,3,4\n0.5,2.5,3,9\n0,1,1,1\n", "1,2,4,9\n.5,.5,.5,.5\n0,0,0,0\n", "1,2,3,4\n"])
def test_samples_that_are_no_header(tmp_path, data):
    """Whole numbers among whole numbers, or within the range of their column, or unevenly spaced."""
    said = []
    read_experiment(with_csv(tmp_path, data), said.append)
    assert [] == [sentence for sentence in said if "header" in sentence]


def test_csv_faults_stand_where_the_file_names_it(tmp_path):
    """They come after the faults before `samples`, and before those after it, line by line."""
    path = with_csv(tmp_path, "1,2,3,4\nx,2,3,4\n1,y,3\n", WITH_CSV.replace('"seed": 0', '"seed": -1').replace("0.15", "null"))
    with pytest.raises(NeurosimError) as caught:
        read_experiment(path)
    expected = ["layers[0].weights[0][0]", "data.csv:2:1", "data.csv:3", "data.csv:3:2", "seed"]
    assert expected == [error.field.rpartition(": ")[2] for error in caught.value.all_errors]


OUTSIDE = ["../secret.csv", "/etc/passwd", "sub/../../secret.csv", "C:\\\\x.csv", "C:x.csv", "..\\\\secret.csv", "\\\\x",
           "out.csv", "outside/secret.csv", "a\\u0000b", ".", "\\ud800"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_csv_outside_is_never_opened(tmp_path, monkeypatch, name):
    """A path may not leave the experiment's folder, and links may not lead it out."""
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "secret.csv").write_text("1,2,3,4\n")
    os.symlink(tmp_path / "secret.csv", home / "out.csv")
    os.symlink(tmp_path, home / "outside")
    path = with_csv(home, "", WITH_CSV.replace("data.csv", name))
    opened, real = [], open
    monkeypatch.setattr("builtins.open", lambda path, *args, **options: opened.append(path) or real(path, *args, **options))
    with pytest.raises(NeurosimError, match="samples.csv: path leaves the experiment folder"):
        read_experiment(path)
    assert [path] == opened


@pytest.mark.parametrize("given, message", [
    ('{"csv": 5, "targets": 2}', "samples.csv: expected the name of a CSV file beside the experiment, got 5"),
    ('{"csv": null, "targets": 2}', "samples.csv: expected the name of a CSV file beside the experiment, got null"),
    ('{"csv": null}', "samples: missing field 'targets'"),
    ('{"csv": "data.csv", "targets": 2, "header": 1}', "samples.header: expected true or false, got 1"),
    ('{"csv": "", "targets": 2}', "samples.csv: expected the name of a CSV file beside the experiment, got ''"),
    ('{"csv": "data.csv", "targets": 0}', "samples.targets: expected an integer >= 1, got 0"),
    ('{"csv": "data.csv"}', "samples: missing field 'targets'"),
    ('{"csv": "data.csv", "targets": 2, "skip": 1}', "samples: unknown field 'skip'"),
    ('{"csv": "data.csv", "csv": "data.csv", "targets": 2}', "samples: field 'csv' is given twice"),
    ('{"csv": "nosuch.csv", "targets": 2}', "samples.csv: no such file (expected a CSV file beside the experiment)"),
])
def test_bad_csv_entry(tmp_path, given, message):
    """What is wrong with the entry itself."""
    path = with_csv(tmp_path, "1,2,3,4\n", changed((SAMPLES, given)))
    with pytest.raises(NeurosimError) as caught:
        read_experiment(path)
    assert str(caught.value).endswith(message)


def test_csv_in_a_folder_below(tmp_path):
    """Data may lie further in, also behind a link that stays inside."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "deep.csv").write_text("1,2,3,4\n")
    os.symlink("sub/deep.csv", tmp_path / "link.csv")
    for name in ("sub/deep.csv", "./link.csv"):
        path = with_csv(tmp_path, "", WITH_CSV.replace("data.csv", name))
        assert [{"inputs": [1.0, 2.0], "targets": [3.0, 4.0]}] == read_experiment(path)["samples"]


def test_csv_beside_nothing(monkeypatch):
    """From standard input there is no folder to look in."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(WITH_CSV))
    with pytest.raises(NeurosimError) as caught:
        read_experiment("-")
    assert ("stdin: samples.csv: an experiment that is not in a file has no file beside it"
            " (expected samples in the experiment itself)") == str(caught.value)


# What is written.

def test_written_as_in_the_interface():
    """The worked example comes out as it is printed in INTERFACE.md."""
    assert TEXT == write_experiment(parse_experiment(TEXT, "f.json"))


def test_round_trip_is_exact():
    """Any documents, with any doubles, read back equal, -0.0 and the smallest included."""
    draw = random.Random(7)
    for _ in range(50):
        document = drawn_document(draw)
        text = write_experiment(document)
        again = parse_experiment(text, "f.json")
        assert repr(document) == repr(again)
        assert text == write_experiment(again)
        assert text.endswith("}\n") and 131 > max(map(len, text.splitlines()))


def drawn_document(draw):
    """A document as the reader returns it, with everything drawn."""
    def numbers(count):
        return [draw.choice([draw.gauss(0, 1), -0.0, 5e-324, 1.7976931348623157e308, 0.1, 10.0 ** draw.randint(-300, 300)])
                for _ in range(count)]
    sizes = [draw.randint(1, 30) for _ in range(draw.randint(2, 5))]
    layers = []
    for before, neurons in zip(sizes, sizes[1:]):
        bias = draw.choice(["own", "shared", "none"])
        count = {"own": neurons, "shared": 1, "none": 0}[bias]
        layers.append({
            "neurons": neurons, "activation": draw.choice(["sigmoid", {"name": "tanh"}]),
            "weights": draw.choice([None, [numbers(before) for _ in range(neurons)]]), "bias": bias,
            "biases": draw.choice([None, numbers(count)]),
            "train_bias": draw.random() < 0.5, "train_weights": draw.random() < 0.5,
            "dropout": draw.choice([0.0, 0.25]),
            "initialize": draw.choice(["glorot_uniform", "zeros", {"scheme": "uniform", "low": -0.1, "high": 0.3}])})
    return {
        "format": "neurosim-experiment", "version": 1, "name": draw.choice(["a", "\u2202E/\u2202w \"x\" \\", "\u6743" * 64]),
        "inputs": sizes[0], "layers": layers, "loss": "half_squared_error", "optimizer": {"name": "sgd", "learning_rate": 0.1},
        "samples": [{"inputs": numbers(sizes[0]), "targets": numbers(sizes[-1])} for _ in range(draw.randint(1, 20))],
        "training": {draw.choice(["steps", "epochs"]): draw.randint(0, 9), "batch_size": draw.choice([3, "all"]),
                     "reduction": "mean", "order": "shuffled"},
        "seed": draw.choice([None, draw.randrange(2**64)])}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), True, "1", None, 10**400])
def test_only_what_can_be_read_is_written(number):
    """A weight that is no number does not reach a file."""
    document = parse_experiment(TEXT, "f.json")
    document["layers"][1]["weights"][0][1] = number
    with pytest.raises(NeurosimError, match=r"^layers\[1\]\.weights\[0\]\[1\]: "):
        write_experiment(document)


def test_writing_changes_nothing():
    """The document is the caller's."""
    document = parse_experiment(SHORT, "f.json")
    before = repr(document)
    write_experiment(document)
    assert before == repr(document)


# What a loss asks of targets and outs.


def classes(loss, activation, targets, neurons=2):
    """An experiment of one layer."""
    return json.dumps({"format": "neurosim-experiment", "version": 1, "inputs": 2, "layers": [{"neurons": neurons, "activation": activation}],
                       "loss": loss, "samples": [{"inputs": [0, 1], "targets": each} for each in targets]})


@pytest.mark.parametrize("loss, activation, targets, sentence", [
    ("binary_cross_entropy", "sigmoid", [[0, 1], [0, 1.5]],
     "samples[1].targets[1]: expected a number from 0 to 1 for o2, as binary_cross_entropy needs it, got 1.5"),
    ("binary_cross_entropy", "sigmoid", [[0, 1], [-0.1, 1]], "samples[1].targets[0]: expected a number from 0 to 1"),
    ("sigmoid_cross_entropy", "linear", [[2, 1]], "samples[0].targets[0]: expected a number from 0 to 1"),
    ("categorical_cross_entropy", "softmax", [[0.5, 0.5], [0.5, 0.4]],
     "samples[1].targets: expected numbers that add up to 1, as categorical_cross_entropy needs them, got a sum of 0.9"),
    ("categorical_cross_entropy", "softmax", [[-1, 2]], "samples[0].targets[0]: expected a number from 0 to 1"),
    ("kl_divergence", "softmax", [[0.5, 0.500000002]], "samples[0].targets: expected numbers that add up to 1, as kl_divergence needs them"),
    ("softmax_cross_entropy", "linear", [[1, 1]], "samples[0].targets: expected numbers that add up to 1"),
    ("sparse_categorical_cross_entropy", "softmax", [[0], [2]],
     "samples[1].targets[0]: expected the number of a class, from 0 to 1, as sparse_categorical_cross_entropy needs it, got 2.0"),
    ("sparse_categorical_cross_entropy", "softmax", [[-1]], "samples[0].targets[0]: expected the number of a class"),
    ("sparse_categorical_cross_entropy", "softmax", [[0.5]], "samples[0].targets[0]: expected the number of a class"),
    ("sparse_categorical_cross_entropy", "softmax", [[0, 1]], "samples[0].targets: expected 1 number, got 2"),
    ("hinge", "linear", [[1, 0]], "samples[0].targets[1]: expected 1 or -1 for o2, as hinge needs it, got 0.0"),
    ("squared_hinge", "linear", [[1, 0.5]], "samples[0].targets[1]: expected 1 or -1 for o2, as squared_hinge needs it, got 0.5"),
    ("mean_squared_logarithmic_error", "relu", [[0, -1]], "samples[0].targets[1]: expected a number above -1"),
    ("mean_absolute_percentage_error", "linear", [[1, 0]], "samples[0].targets[1]: expected a number other than 0")])
def test_targets_that_a_loss_cannot_use(loss, activation, targets, sentence):
    """Refused at load, naming the sample."""
    with pytest.raises(NeurosimError) as caught:
        parse_experiment(classes(loss, activation, targets), "f.json")
    assert str(caught.value).startswith(f"f.json: {sentence}")


@pytest.mark.parametrize("loss, activation, targets", [
    ("binary_cross_entropy", "softmax", [[0, 1], [0.5, 0.5]]), ("categorical_cross_entropy", "softmax", [[0.5, 0.5000000005]]),
    ("sparse_categorical_cross_entropy", "softmax", [[0], [1]]), ("hinge", "tanh", [[1, -1]]),
    ("mean_squared_logarithmic_error", "linear", [[-0.999, 5]]), ("mean_absolute_percentage_error", "linear", [[-1, 1e-9]]),
    ("softmax_cross_entropy", "linear", [[1, 0]]), ("categorical_cross_entropy", "sigmoid", [[1, 0]])])
def test_targets_that_a_loss_can_use(loss, activation, targets):
    """Ends of the ranges, and sums as people type them."""
    assert targets == [one["targets"] for one in parse_experiment(classes(loss, activation, targets), "f.json")["samples"]]


@pytest.mark.parametrize("activation", ["linear", "tanh", "relu", "leaky_relu", "elu", "softplus", "softsign", "gelu", "silu"])
def test_binary_cross_entropy_needs_outs_from_0_to_1(activation):
    """An activation that can leave [0, 1] is refused, naming both fields."""
    with pytest.raises(NeurosimError) as caught:
        parse_experiment(classes("binary_cross_entropy", activation, [[0, 1]]), "f.json")
    assert str(caught.value).startswith(f"f.json: loss: binary_cross_entropy needs outs from 0 to 1, but layers[0].activation, {activation}")


@pytest.mark.parametrize("loss", ["softmax_cross_entropy", "sigmoid_cross_entropy"])
@pytest.mark.parametrize("activation", ["softmax", "sigmoid", "relu"])
def test_losses_on_nets_need_a_linear_layer(loss, activation):
    """Softmax twice is no softmax."""
    with pytest.raises(NeurosimError) as caught:
        parse_experiment(classes(loss, activation, [[0, 1]]), "f.json")
    assert f"f.json: loss: {loss} works on nets, so layers[0].activation has to be linear, not {activation}" == str(caught.value)


def test_targets_in_a_csv_file(tmp_path):
    """There line and column are named, as an editor counts them."""
    (tmp_path / "data.csv").write_text("a,b,class\n1,2,0\n\n3,4,1\n5,6,2\n")
    document = json.loads(classes("sparse_categorical_cross_entropy", "softmax", [[0]]))
    (tmp_path / "e.json").write_text(json.dumps({**document, "samples": {"csv": "data.csv", "targets": 1}}))
    with pytest.raises(NeurosimError, match=r"^data.csv:5:3: expected the number of a class, from 0 to 1, as .* needs it, got 2.0$"):
        read_experiment(tmp_path / "e.json")


@pytest.mark.parametrize("path", [None, 5, "", True])
def test_names_that_are_none(path):
    """One sentence, before anything is written. No checkpoint is none, and no file of a picture shows it."""
    experiment = load("xor")
    training = experiment.train(1)
    for field, question, may_be_none in [("path", experiment.save, False), ("path", training.plot, True), ("path", experiment.resume, False),
                                         ("checkpoint", lambda path: experiment.train(1, checkpoint=path), True)]:
        if not (may_be_none and path is None):
            with pytest.raises(NeurosimError, match=f"^{field}: expected a file name, got "):
                question(path)


def test_a_folder_that_is_missing(tmp_path):
    """The error names the file that was meant, not the temporary beside it."""
    path = str(tmp_path / "none" / "a.json")
    with pytest.raises(FileNotFoundError) as caught:
        load("xor").save(path)
    assert path == caught.value.filename


@pytest.mark.parametrize("seed", [2**64, -1, 1.0])
def test_seeds_out_of_range(seed):
    """What the file refuses, `load` does, too."""
    with pytest.raises(NeurosimError, match="^seed: expected an integer >= 0 and <= 18446744073709551615, got "):
        load("xor", seed=seed)
