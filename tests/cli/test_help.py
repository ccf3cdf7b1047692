"""neurosim help: what there is, from the tables that the program works with."""

import csv
import io
import re

import pytest

from neurosim.cli import main
from neurosim.cli.words import VERBS
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.guard.normalizations import NORMALIZATIONS
from neurosim.core.initializers import INITIALIZERS
from neurosim.core.losses import LOSSES
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.core.registry import Registry
from neurosim.core.synonyms import NAMES, others
from neurosim.explain.arithmetic import ARITHMETICS
from neurosim.explain.written_names import WRITTEN
from neurosim.files.field_words import FIELD_WORDS
from neurosim.files.json_schema import experiment_schema
from neurosim.show.report.reference_topics import TOPICS

TABLES = {"activations": ACTIVATIONS, "losses": LOSSES, "optimizers": OPTIMIZERS, "initialisation": INITIALIZERS,
          "normalisation": NORMALIZATIONS}


@pytest.fixture
def entries(inside):
    """entries("losses") -> {name: entry}, of the JSON answer."""
    def call(topic):
        found = inside("help", topic, "--format", "json").json
        assert ("neurosim-reference", 1, topic) == (found["format"], found["version"], found["topic"])
        return {each["name"]: each for each in found["entries"]}
    return call


# Every entry of every table.

@pytest.mark.parametrize("topic", TABLES)
def test_every_entry_is_there(entries, topic):
    """With each parameter, its default, and everybody who calls it something else."""
    found = entries(topic)
    table = TABLES[topic]
    assert list(table) == [name for name in found if name in table]
    for name in table:
        assert others(table.kind, name) == found[name]["others"]
        for key, default in table.defaults(name).items():
            text = found[name]["facts"][key]
            assert text.startswith("default ")
            said = text.removeprefix("default ").partition(";")[0]
            assert type(default) is tuple or default == {"true": True, "false": False}.get(said, said if said in "truefalse" else float(said))


def test_a_new_entry_is_told_at_once(inside, monkeypatch):
    """Nobody has to write its help."""
    name = "cube_for_a_test"

    def maker(height=2.0):
        """out = height * net * net * net"""
        made = ACTIVATIONS.make("linear")
        return type(made)(lambda net: height * net * net * net, lambda net, out: 3.0 * height * net * net)
    maker.__name__ = name
    monkeypatch.setitem(ACTIVATIONS, name, maker)
    shown = inside("help", name).out
    assert "out        height · net · net · net" in shown and "height     default 2; any number" in shown


@pytest.mark.parametrize("topic, name, label, text", [
    ("activations", "sigmoid", "out", "1 / (1 + e^(−net))"), ("activations", "sigmoid", "∂out/∂net", "out · (1 − out)"),
    ("activations", "sigmoid", "outs", "from 0 to 1"), ("activations", "leaky_relu", "out", "net if net > 0 else slope · net"),
    ("activations", "relu", "kinks", "at net = 0"), ("activations", "elu", "∂out/∂net", "1 if net > 0 else alpha · e^(net)"),
    ("activations", "relu", "outs", "from 0 up"), ("activations", "linear", "outs", "any number"),
    ("activations", "leaky_relu", "slope", "default 0.01; any number; also called negative_slope (PyTorch, Keras 3), alpha (Keras 2)"),
    ("losses", "half_squared_error", "E", "½ Σ (target − out)²"), ("losses", "half_squared_error", "∂E/∂out", "out − target"),
    ("losses", "binary_cross_entropy", "outs", "from 0 to 1"), ("losses", "hinge", "targets", "each 1 or -1"),
    ("losses", "mean_squared_logarithmic_error", "outs", "above −1"), ("losses", "mean_squared_error", "also called", "mse (Keras), MSELoss (PyTorch)"),
    ("losses", "sparse_categorical_cross_entropy", "targets", "one: the number of the class, 0 for the first output"),
    ("optimizers", "adam", "beta1", "default 0.9; 0 ≤ beta1 < 1; also called β1 (the paper)"),
    ("optimizers", "sgd", "nesterov", "default false; true or false; also called nesterovs_momentum (scikit-learn)"),
    ("optimizers", "momentum", "is", "sgd with momentum 0.9"), ("initialisation", "normal", "deviation",
     "default 1; 0 ≤ deviation; also called std (PyTorch), stddev (Keras), sigma (books), σ (books)"),
    ("normalisation", "batch", "momentum", "default 0.1; 0 ≤ momentum ≤ 1; also called mu (papers)")])
def test_what_is_told(entries, topic, name, label, text):
    """Formulas as the functions compute them, ranges as the readers take them."""
    assert text == entries(topic)[name]["facts"][label]


def test_docstrings_are_shown(inside):
    """The formulas of an optimizer as they are laid out."""
    shown = inside("help", "adam").out
    assert "m = beta1 * m + (1 - beta1) * g         m_hat = m / (1 - beta1^t)\n" in shown
    assert "PyTorch's, and the paper's algorithm 1." in shown


def test_docstrings_have_no_indentation(entries):
    """Python 3.13 takes it away, others keep it: the answer is the same, and what is indented within stays so."""
    notes = entries("optimizers")["sgd"]["notes"]
    assert "\n\nWith momentum" in notes and "\n\n    velocity = " in notes


# Other topics.

def test_fields(entries):
    """Every field of a file, with what it means and what else it is called."""
    found = entries("file")
    assert {name for words in FIELD_WORDS.values() for name in words} <= found.keys()
    assert "size, units, nodes, out_features" == found["neurons"]["facts"]["also called"]
    assert "half_squared_error" == found["loss"]["facts"]["default"]


def test_names(entries):
    """What the worked example has, and every habit of writing it."""
    found = entries("names")
    assert {written for spelling in WRITTEN for written, _ in spelling.examples} <= found.keys()
    assert {"net_h1", "dE_dw1", "w1_new", "E"} <= found.keys()


def test_numbers_and_csv(inside):
    """Each arithmetic; both kinds of CSV files."""
    shown = inside("help", "numbers").out
    assert all(re.search(rf"^{name}(:K)?$", shown, re.MULTILINE) for name in ARITHMETICS)
    assert "w5+ = 0.3589        lines of name = value" in inside("help", "csv").out


def test_the_schema(inside, tmp_path):
    """To standard output or to a file."""
    assert experiment_schema() == inside("help", "schema").json
    assert (0, "") == (inside("help", "schema", "-o", "s.json").code, inside("help", "schema", "-o", "s.json").out)
    assert inside("help", "schema").out == (tmp_path / "s.json").read_text("utf-8")


# How it is asked for.

@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("look", ["text", "markdown", "latex", "html", "json", "csv"])
def test_every_topic_in_every_format(inside, topic, look):
    """Each says all entries."""
    done = inside("help", topic, "--format", look)
    assert (0, "") == (done.code, done.err)
    names = [entry.name for group in TOPICS[topic].groups() for entry in group.entries]
    if look == "csv":
        assert set(names) == {row[1] for row in list(csv.reader(io.StringIO(done.out)))[1:]}
    elif look == "text":
        assert all(name in done.out for name in names)
    assert len(done.out) > 200


@pytest.mark.parametrize("asked, name", [("swish", "silu"), ("ReLU", "relu"), ("mse", "mean_squared_error"), ("xavier", "glorot_uniform"),
                                         ("Adam", "adam"), ("cross_entropy", "cross_entropy"), ("momentum", "momentum"), ("BatchNorm1d", "batch"),
                                         ("units", "neurons"), ("batchSize", "batch_size"), ("lr", "learning_rate"), ("exact", "exact"), ("rounded", "rounded:K")])
def test_one_entry_by_any_name(inside, asked, name):
    """That entry alone."""
    assert [name] == [each["name"] for each in inside("help", asked, "--format", "json").json["entries"]]
    assert inside("help", asked).out.startswith(f"{name}\n{'-' * len(name)}\n")


@pytest.mark.parametrize("asked", ["loss", "Losses", "activation", "initialization", "file format", "optimisers"])
def test_topics_by_other_names(inside, asked):
    assert inside("help", asked).out.partition(":")[0] in TOPICS


def test_without_a_topic_and_of_a_verb(inside):
    """The same as --help."""
    assert inside("--help").out == inside("help").out
    for verb in VERBS:
        assert inside(verb, "--help").out == inside("help", verb).out


@pytest.mark.slow
def test_every_name_of_every_table_leads_somewhere(capsys):
    """By ours and by theirs; what bears two meanings leads to one of them."""
    for kind in ("activation", "loss", "optimizer", "scheme", "normalization"):
        for name, theirs in NAMES[kind].items():
            for each in (name, *theirs):
                assert 0 == main(["help", each, "--format", "csv"])
                capsys.readouterr()


@pytest.mark.parametrize("words, problem", [
    ("activatoins", "TOPIC: expected one of activations, losses, optimizers, schedules, clips, initialisation, normalisation, file, csv, names, numbers, schema,"
                    " an entry such as adam, or a verb; got 'activatoins' (did you mean 'activations'?)"),
    ("schema --format html", "--format: expected none beside schema"), ("trace --format json", "--format: expected none beside trace"),
    ("--format json", "--format: expected none beside no TOPIC"), ("losses -o x.py", "--output: expected a name that ends in")])
def test_what_is_wrong(words, problem, capsys):
    assert 2 == main(["help", *words.split()])
    out, err = capsys.readouterr()
    assert "" == out and err.splitlines()[-1].startswith(f"neurosim: error: {problem}")


@pytest.mark.slow
def test_help_needs_no_docstrings(neurosim):
    """Where Python leaves them out, the rest is there."""
    import sys
    for topic in TOPICS:
        done = neurosim("help", topic, python=(sys.executable, "-OO"))
        assert (0, "") == (done.code, done.err)
    assert "out          1 / (1 + e^(−net))" in neurosim("help", "sigmoid", python=(sys.executable, "-OO")).out


def test_bounds_are_found_where_others_stand_in_the_way():
    """low is at most high: that says nothing of low alone."""
    table = Registry("scheme")
    table["uniform"] = INITIALIZERS["uniform"]
    assert (None, None) == table.bounds("uniform", "low") == table.bounds("uniform", "high")
