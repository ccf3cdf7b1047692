"""Weights that a file leaves out: drawn from its seed, or from 0, and every answer names which."""

import json

import pytest

import neurosim as library

DRAWN = {"format": "neurosim-experiment", "version": 1, "inputs": 2, "layers": [{"neurons": 2}, {"neurons": 1}],
         "samples": [{"inputs": [0.0, 1.0], "targets": [1.0]}]}
GIVEN = {**DRAWN, "layers": [{"weights": [[0.5, 0.25]]}]}
NOTE = "neurosim: note: net: no seed given, so first weights are drawn from seed 0\n"


@pytest.fixture
def file(tmp_path):
    """Writes a document as net.json."""
    def write(document=DRAWN, **changes):
        (tmp_path / "net.json").write_text(json.dumps({**document, **changes}))
        return "net.json"
    return write


def test_every_door_draws_the_same(inside, file):
    """A file, a dict, standard input, the class itself: the weights of seed 0."""
    from random import Random
    limit, chance = (6.0 / 4.0) ** 0.5, Random(0)
    first = [chance.uniform(-limit, limit) for _ in range(4)]
    doors = [library.load(DRAWN), library.Experiment(library.load(DRAWN).document), library.load(DRAWN, seed=0)]
    assert 3 * [first] == [[experiment.trace()[w] for w in ("w1", "w2", "w3", "w4")] for experiment in doors]
    text = json.dumps(DRAWN)
    for words, given in ((file(), ""), ("-", text)):
        rows = inside("trace", words, "--format", "json", given=given).json["quantities"]
        assert first == [row["value"] for row in rows if row["kind"] == "weight"][:4]


@pytest.mark.parametrize("words", ["trace {}", "explain {} w1", "check {}", "train {} --steps 1", "mistakes {}", "diagnose {} w1=3",
                                   "export {} --to python", "landscape {} --along w1,w2 --steps 0 --points 2",
                                   "landscape {} --directions random --steps 0 --points 2"])
def test_one_note(inside, file, words):
    """It says once that the weights come from seed 0; not where a seed is given, and not with --quiet."""
    assert NOTE == inside(*words.format(file()).split()).err
    assert "" == inside(*words.format(file()).split(), "--quiet").err
    assert "" == inside(*words.format(file()).split(), "--seed", "0").err
    assert "" == inside(*words.format(file(seed=0)).split()).err


@pytest.mark.parametrize("change, drawn", [
    ({"training": {"order": "shuffled"}}, "first weights and the order of samples are"),
    ({"training": {"order": "random"}, "layers": GIVEN["layers"]}, "the order of samples is"),
    ({"layers": [{"weights": [[0.5, 0.25]], "dropout": 0.5}, {"neurons": 1}]}, "first weights and what dropout leaves out are"),
    ({"layers": [{"weights": [[0.5, 0.25]], "biases": [0.5], "dropout": 0.5}, {"weights": [[0.5]]}]}, "what dropout leaves out is"),
    ({"layers": [{"weights": [[0.5, 0.25]], "bias": "shared"}]}, "first weights are")])
def test_what_is_drawn(inside, file, change, drawn):
    """The note says what."""
    assert f"neurosim: note: net: no seed given, so {drawn} drawn from seed 0\n" == inside("trace", file(**change)).err


@pytest.mark.parametrize("document", [GIVEN, {**DRAWN, "initialize": {"scheme": "zeros"}}])
def test_a_seed_for_nothing(inside, file, document):
    """Where nothing is drawn, --seed says that it does nothing, and no note says that a seed is missing."""
    assert "neurosim: note: net: nothing is drawn by chance, so the seed does nothing\n" == inside("trace", file(document), "--seed", "3").err
    assert "" == inside("trace", file(document)).err
    assert "" == inside("landscape", file(document), "--directions", "random", "--seed", "3", "--points", "2").err


def test_samples_that_are_held_out(inside, file):
    """Are drawn by the seed, too: without one it is said, and nobody is told that one does nothing."""
    samples = [{"inputs": [x, 1.0], "targets": [1.0]} for x in (0.0, 0.25, 0.5, 0.75)]
    name = file(GIVEN, samples=samples, test=0.5)
    assert "neurosim: note: net.json: no seed given, so samples to test are drawn from seed 0\n" == inside("trace", name).err
    assert "" == inside("trace", name, "--seed", "3").err == inside("trace", name, "--quiet").err
    assert "" == inside("trace", file(GIVEN, samples=samples, test=0.5, seed=1)).err


SAYS = "first weights drawn from seed 7"


@pytest.mark.parametrize("words", ["trace", "trace --notation matrix", "trace --step 3", "explain w1", "explain --all", "check", "check --nudge w1",
                                   "mistakes", "landscape --along w1,w2 --steps 0 --points 2", "export --to python", "export --to python --loop",
                                   "export --to pytorch", "export --to c", "export --to c --loop", "explore -o -"])
def test_the_seed_is_named(inside, file, words):
    """In text, and in what is taken along; where all weights are given, there is none."""
    verb, *rest = words.split()
    assert SAYS in inside(verb, file(seed=7), *rest).out
    assert "weights drawn from seed" not in inside(verb, file(GIVEN, seed=7), *rest).out


def test_a_diagnosis_names_the_seed(inside, file):
    """In its first line."""
    assert f"{SAYS.capitalize()}." == inside("diagnose", file(seed=7), "w1=3").out.splitlines()[0]


def test_a_spreadsheet_names_the_seed(inside, file, tmp_path):
    """In its head."""
    openpyxl = pytest.importorskip("openpyxl")
    inside("export", file(seed=7), "--to", "xlsx", "-o", "step.xlsx")
    cells = [cell.value for row in openpyxl.load_workbook(tmp_path / "step.xlsx").active.iter_rows() for cell in row]
    assert any(isinstance(cell, str) and SAYS in cell for cell in cells)


@pytest.mark.parametrize("words", ["explain w1", "check", "check --nudge w1", "diagnose w1=3", "mistakes", "train --steps 1"])
def test_json_has_the_seed(inside, file, words):
    """For programs."""
    verb, *rest = words.split()
    assert 7 == inside(verb, file(seed=7), *rest, "--format", "json").json["seed"]


def test_a_network_of_the_class_knows_its_seed():
    """Drawn: the seed; given: none."""
    assert 5 == library.NeuralNetwork.build(2, 2, 1, seed=5).seed
    assert library.load(GIVEN).network.seed is None is library.NeuralNetwork.build(2, 1, initialize="zeros").seed


def test_a_resumed_run_has_the_seed_of_its_checkpoint(inside, file):
    """That of the file is none, and nothing says that it was 0."""
    inside("train", file(), "--seed", "7", "--steps", "3", "--checkpoint", "kept")
    done = inside("train", file(), "--steps", "5", "--resume", "kept", "--format", "json")
    assert ("", 7) == (done.err, done.json["seed"])
    experiment = library.load(DRAWN)
    experiment.resume("kept", 5)
    assert 7 == experiment.network.seed


# What a file without a name is called.

def test_an_own_file_has_its_name(inside, file):
    """In titles, and where it is saved; a name in the file goes before."""
    assert "net: step 1, sample 1" == inside("trace", file(seed=0)).out.splitlines()[0]
    assert "mine: step 1, sample 1" == inside("trace", file(seed=0, name="mine")).out.splitlines()[0]
    assert "experiment: step 1, sample 1" == inside("trace", "-", given=json.dumps({**DRAWN, "seed": 0})).out.splitlines()[0]
    inside("train", file(seed=0), "--save", "other.json")
    assert "net" == library.load("other.json").name


@pytest.mark.parametrize("name", ["x" * 65, "a\u202eb", "a\x1bb"])
def test_a_file_whose_name_is_none_for_an_experiment(tmp_path, name):
    """Too long, or not to be printed: then it is an experiment."""
    (tmp_path / f"{name}.json").write_text(json.dumps(DRAWN))
    assert "experiment" == library.load(tmp_path / f"{name}.json").name


def test_python_is_told_the_same(inside, file):
    """What is told to warn, as at the command line; nobody asked for it, nobody is told."""
    told = []
    library.load(file(), warn=told.append)
    library.load(file(GIVEN), seed=3, warn=told.append)
    library.load(file(), seed=3, warn=told.append)
    assert [NOTE.removeprefix("neurosim: note: ").strip(), "net: nothing is drawn by chance, so the seed does nothing"] == told


def test_a_network_told_by_its_sizes_names_its_seed(inside):
    """Its numbers are drawn, so that the seed does something; nobody could have given one in a file."""
    for words, seed in (([], 0), (["--seed", "3"], 3)):
        call = inside("trace", "2-3-1", *words)
        assert "" == call.err and f"first weights drawn from seed {seed}" in call.out
