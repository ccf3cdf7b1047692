"""Published worked examples: every figure agrees with ours to the digits printed, or differs for a cause that can be run."""

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from functools import cache

import pytest

import neurosim
from neurosim.cli import main
from neurosim.examples import CATALOGUE, publications
from neurosim.studies.published.formulas import value_of
from neurosim.examples.publications import PublishedFigure, publication
from neurosim.studies.published.verdicts import Verdict, in_the_manner_of, is_rounded_to, verdicts
from neurosim.practice.mistakes import MISTAKES

NAMES = publications.names()
COVERED = [found.name for found in publications.publications()]


@cache
def judged(name):
    return verdicts(publication(name))


class Terminal(io.StringIO):
    encoding = "utf-8"


def run(*arguments):
    """Exit code, standard output and standard error of a command."""
    out, err = Terminal(), Terminal()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(list(arguments))
    return code, out.getvalue(), err.getvalue()


def found(name, ours, when, published):
    return next(each for each in judged(name)
                if (each.figure.ours, each.figure.when, each.figure.printed) == (ours, when, published))


# What is published.


def test_documents_are_complete():
    """Each says where it comes from; its name is its file's; each cause is used, and each variant is there."""
    for name in NAMES:
        example = publication(name)
        assert (name, name) == (example.name, example.experiment["name"])
        assert {"where", "title"} <= example.source.keys() <= {"where", "title", "url"}, name
        assert {figure.cause for figure in example.figures} - {None} == set(example.causes.values()), name
        used = {cause.variant for cause in example.causes.values()} | {each.variant for each in example.otherwise}
        assert used - {None} <= MISTAKES.keys(), name


def test_names_are_nobody_elses():
    """A published example has a name of its own."""
    assert not CATALOGUE.keys() & set(NAMES)


def test_what_is_covered_is_asked_of_the_tables(monkeypatch):
    """An example that needs what we do not have is not listed, and is refused with a sentence."""
    example = publication("mazur")
    assert example.is_covered()
    layers = [{**layer, "activation": {"name": "tanh", "slope": 2}} for layer in example.experiment["layers"]]
    for changed in ({"loss": "loss_of_sleep"}, {"optimizer": {"name": "sgd", "haste": 1.0}}, {"layers": layers}):
        example.experiment = {**publication("mazur").experiment, **changed}
        assert not example.is_covered()
    monkeypatch.setattr(publications.Publication, "is_covered", lambda example: example.name == "mazur")
    assert ["mazur"] == [each.name for each in publications.publications()]
    code, out, err = run("examples", "hmkcode")
    assert (2, "") == (code, out) and "needs an activation, a loss or an optimizer" in err


# Every figure.


def everywhere():
    """Every figure of every example, judged."""
    return [(name, verdict) for name in COVERED for verdict in judged(name)]


def test_every_figure_agrees_or_is_explained():
    """To the digits printed; otherwise its cause gives the printed figure."""
    assert [] == [(name, verdict.figure.ours, verdict.value) for name, verdict in everywhere() if verdict.word == "unexplained"]


def test_no_figure_is_excused_that_agrees():
    """A cause stands beside those figures alone that need one; but single precision may hit the right digit by chance."""
    excused = [(name, verdict.figure) for name, verdict in everywhere() if verdict.figure.cause and verdict.word == "agrees"]
    assert [] == [(name, figure.ours) for name, figure in excused if not figure.within]


def test_a_wrong_digit_is_found():
    """Had the first digit of any figure been another one, nothing would explain it."""
    for name, verdict in everywhere():
        figure = verdict.figure
        if not figure.meant:
            broken = PublishedFigure(figure.ours, bumped(figure.printed), figure.cause, within=figure.within, cut=figure.cut)
            assert "unexplained" == Verdict(broken, verdict.value, verdict.reproduced).word, name


def bumped(printed):
    """The first digit that counts, one more: 0.291 becomes 0.391."""
    place = next((i for i, sign in enumerate(printed) if sign in "123456789"), len(printed) - 1)
    return printed[:place] + str((int(printed[place]) + 1) % 10) + printed[place + 1:]


@pytest.mark.parametrize("name, ours, when, published, right, variant", [
    ("mazur", "E", "after 1", "0.291027924", "0.291027774", "updated_weights"),
    ("mazur", "E", "after 10,000", "0.000035085", "0.000035102", "updated_weights"),
    ("mazur", "out_o1", "after 10,000", "0.015912196", "0.015913620", "updated_weights"),
    ("mazur", "out_o2", "after 10,000", "0.984065734", "0.984064274", "updated_weights"),
    ("mazur-bias-trained-after-1", "E", "after 12,000", "0.000001309", "0.000024562", "bias_trained_later"),
    ("brownlee-backprop-stale", "out_o1", "1", "0.6213859615555266", "0.6629970129852887", "outputs_from_bias_only"),
    ("brownlee-backprop-stale", "out_o2", "1", "0.6573693455986976", "0.7253160725279748", "outputs_from_bias_only"),
    ("brownlee-backprop-stale", "dE_dnet_h1", "1", "0.0005348048046610517", "0.0027117977992", "outputs_from_bias_only"),
    ("karpathy-tanh-neuron", "out_o1", "1", "0.7071066904050358", "0.7071067811865476", "float32_parameters"),
    ("primelearnpoint-2-2-2", "net_h1", "1", "0.3825", "0.3775", "transposed_weights"),
    ("primelearnpoint-2-2-2", "E", "1", "0.304", "0.298", "transposed_weights"),
])
def test_known_wrong_figures(name, ours, when, published, right, variant):
    """What was printed, what is right, and what one has to do wrong to get what was printed."""
    verdict = found(name, ours, when, published)
    assert ("explained", variant) == (verdict.word, verdict.figure.cause.variant)
    assert is_rounded_to(right, verdict.value)
    assert is_rounded_to(published, verdict.reproduced)


# Right values where the source is wrong, from a calculation that has nothing to do with neurosim.
RIGHT = {
    ("mazur", "E", "after 1"): "0.291027773694", ("mazur", "E", "after 10,000"): "3.51018778298e-05",
    ("mazur", "out_o1", "after 10,000"): "0.0159136204436", ("mazur", "out_o2", "after 10,000"): "0.984064273515",
    ("hmkcode", "out_h1", "after 1"): "0.923619", ("hmkcode", "out_h2", "after 1"): "0.5588775",
    ("brownlee-backprop-stale", "out_o1", "1"): "0.662997012985", ("brownlee-backprop-stale", "out_o2", "1"): "0.725316072528",
    ("brownlee-backprop-stale", "dE_dnet_o1", "1"): "0.148134731207",
    ("brownlee-backprop-stale", "dE_dnet_o2", "1"): "-0.0547260115788",
    ("brownlee-backprop-stale", "dE_dnet_h1", "1"): "0.00271179779924", ("cs231n-svm-softmax", "E", "1"): "1.04019056943",
    ("karpathy-tanh-neuron", "out_o1", "1"): "0.707106781187",
    ("karpathy-tanh-neuron", "dout_o1_dnet_o1 * w1", "1"): "-1.50000000000",
    ("melfm-notes", "out_h2", "1"): "0.584797674718", ("melfm-notes", "net_o1", "1"): "1.09561933934",
    ("melfm-notes", "out_o1", "1"): "0.749438402212", ("melfm-notes", "out_o2", "1"): "0.770690492301",
    ("melfm-notes", "E", "1"): "0.297432905416", ("melfm-notes", "dE_dw5", "1"): "0.0806940322081",
    ("melfm-notes", "w5_new", "1"): "0.359652983896", ("primelearnpoint-2-2-2", "net_h1", "1"): "0.3775",
    ("primelearnpoint-2-2-2", "net_h2", "1"): "0.3925", ("primelearnpoint-2-2-2", "out_h1", "1"): "0.593269992107",
    ("primelearnpoint-2-2-2", "out_h2", "1"): "0.59688437826", ("primelearnpoint-2-2-2", "net_o1", "1"): "1.10590596706",
    ("primelearnpoint-2-2-2", "net_o2", "1"): "1.2249214041", ("primelearnpoint-2-2-2", "E", "1"): "0.29837110876",
    ("ninjakx-4-2-2-1", "net_h2_1", "1"): "0.242218075653", ("coderlegion-ssr-sign", "dE_dout_o1", "1"): "2",
}


@pytest.mark.parametrize("name, ours, when", [key for key in RIGHT if key[0] in COVERED])
def test_right_values_are_confirmed(name, ours, when):
    """Where we say that the source is wrong, somebody else agrees with us."""
    values = [each.value for each in judged(name) if (each.figure.ours, each.figure.when) == (ours, when)]
    assert values and all(is_rounded_to(RIGHT[name, ours, when], value) for value in values)


# The same names elsewhere.


@pytest.mark.parametrize("name", COVERED)
def test_examples_load_trace_and_explain(name, tmp_path):
    """A published example is an experiment like any other: what it is made of can be looked at, explained and saved."""
    experiment = neurosim.load(name)
    trace = experiment.trace()
    assert str(trace) and all(str(trace.explain(goal)) for goal in trace.parameters)
    experiment.save(tmp_path / "saved.json")
    assert trace.rows() == neurosim.load(str(tmp_path / "saved.json")).trace().rows()


def test_commands_know_the_names():
    """trace and explain take them, too."""
    code, out, _ = run("trace", "han-kamber")
    assert 0 == code and "han-kamber: step 1" in out
    code, out, _ = run("explain", "hmkcode", "w1")
    assert 0 == code and "−0.22652" in out


# The command.


def test_the_list():
    """Our own first, then the published ones with their source; no figure is computed for it."""
    code, out, _ = run("examples")
    assert 0 == code and out.index("worked-example") < out.index("xor") < out.index("han-kamber") and "mattmazur.com" in out
    listed = json.loads(run("examples", "--format", "json")[1])["examples"]
    assert [*CATALOGUE, *COVERED] == [each["name"] for each in listed]
    assert "2-2-1 linear network, one step" in run("examples", "--format", "csv")[1]


def test_one_example():
    """Published and ours side by side, the cause, and what comes out when it is run."""
    code, out, _ = run("examples", "mazur", "--check")
    rows = [line.split() for line in out.splitlines()]
    assert 0 == code
    assert ["w5⁺", "1", "0.35891648", "0.35891648", "agrees"] in rows
    assert ["E", "after", "1", "0.291027924", "0.291027774", "differs", "[1]"] in rows
    assert "Run so (updated_weights), neurosim gets 0.291027924, 0.015912196, 0.984065734, 0.000035085." in out
    assert "23 figures: 18 as printed; 5 different, and we know why." in out
    assert ["E", "after", "1", "0.280471447"] in [row[:4] for row in rows]    # trained biases


def test_one_example_for_programs():
    """The same as JSON and CSV."""
    answer = json.loads(run("examples", "mazur", "--format", "json")[1])
    assert ("neurosim-published", 1, True) == (answer["format"], answer["version"], answer["agree"])
    figures = answer["examples"][0]["figures"]
    assert {"ours": "net_h1", "step": "1", "published": "0.3775", "shown": "0.3775", "value": 0.3775, "verdict": "agrees",
            "cause": "", "reproduced": None} == figures[0]
    assert 0.29102777369359933 == next(each["value"] for each in figures if each["published"] == "0.291027924")
    assert "mazur,net_h1,1,0.3775,0.3775,0.3775,agrees,," in run("examples", "mazur", "--format", "csv")[1].splitlines()


def test_all_examples_are_checked():
    """Without a name, all of them, and nothing differs without a cause."""
    code, out, _ = run("examples", "--check")
    assert 0 == code and "no known cause" not in out
    assert all(name in out for name in COVERED)


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """Makes a folder of two published examples, where one digit of one figure of the first is changed."""
    def change(name, old, new, other="han-kamber"):
        for each in (name, other):
            shutil.copy(f"{publications.FOLDER}/{each}.json", tmp_path)
        path = tmp_path / f"{name}.json"
        path.write_text(path.read_text("utf-8").replace(f'"printed": "{old}"', f'"printed": "{new}"'), "utf-8")
        monkeypatch.setattr(publications, "FOLDER", str(tmp_path))
    return change


@pytest.mark.parametrize("old, new", [
    ("0.149780716", "0.149780717"), ("0.291027924", "0.291027925"), ("0.000035085", "0.000035086")])
@pytest.mark.slow
def test_a_wrong_digit_makes_the_check_fail(broken, old, new):
    """In a figure that agreed, and in one that its cause explained: exit 1."""
    broken("mazur", old, new)
    code, out, err = run("examples", "mazur", "--check")
    assert (1, "") == (code, err) and [line for line in out.splitlines() if new in line and "DIFFERS" in line]


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_a_wrong_digit_anywhere_makes_the_check_of_all_fail(broken, form):
    """Exit 1, and it is named; but not without --check, and not for the other example."""
    broken("hmkcode", "0.191", "0.192")
    code, out, err = run("examples", "--check", "--format", form)
    assert (1, "") == (code, err) and "0.192" in out
    assert 0 == run("examples", "hmkcode", "--format", form)[0] == run("examples", "han-kamber", "--check", "--format", form)[0]


def test_a_check_that_fails_is_written_whole(broken, tmp_path):
    """What is found goes to the file all the same."""
    broken("hmkcode", "0.191", "0.192")
    assert 1 == run("examples", "hmkcode", "--check", "-o", str(tmp_path / "answer.txt"))[0]
    assert "DIFFERS, no known cause" in (tmp_path / "answer.txt").read_text("utf-8")


@pytest.mark.parametrize("name, sentence", [
    ("mazr", "did you mean 'mazur'?"), ("xor", "nothing of it is published"), ("../mazur", "unknown")])
def test_other_names_are_refused(name, sentence):
    """Exit 2, and what to do instead."""
    code, out, err = run("examples", name, "--check")
    assert (2, "") == (code, out) and sentence in err


# Small parts.


@pytest.mark.parametrize("formula", [
    "__import__('os')", "w1 ** 2", "w1.real", "[w1]", "w1 if w1 else 2", "lambda: 1", "'w1'", "sqrt(4)", ""])
def test_formulas_are_arithmetic_and_nothing_else(formula):
    """Names, numbers, + - * / and three functions."""
    with pytest.raises(neurosim.NeurosimError, match="expected a formula"):
        value_of(formula, {"w1": 1.0}.__getitem__)


def test_rounding():
    """Half a unit of the last digit printed, whatever the notation; zeros printed at the end count."""
    assert is_rounded_to("0.511301270", 0.5113012702387375) and not is_rounded_to("0.511301271", 0.5113012702387375)
    assert is_rounded_to("1.38E+01", 13.832) and not is_rounded_to("1.39E+01", 13.832)
    assert is_rounded_to("2", 1.5) and not is_rounded_to("2.0", 1.5)
    assert ("-0.0347", "3.54E-05") == (in_the_manner_of("-0.0340", -0.03467), in_the_manner_of("3.53e-05", 3.5401e-05))
