"""Wrong use: a usage line and one error line, nothing on standard output, exit 2; and the help that prevents it."""

import re
from contextlib import redirect_stdout
from io import StringIO

import pytest
from lessons import write_lesson
from stand_ins import write_model

from neurosim.cli import main

VERBS = ["trace", "explain", "train", "predict", "why", "check", "diagnose", "mistakes", "lab", "sweep", "landscape", "worksheet", "grade", "practise", "explore", "export", "examples", "new", "import", "help"]
ONE_OF_THEM = f"expected one of {', '.join(VERBS)}"
LONG = "x" * 100_000


@pytest.fixture
def misused(inside):
    """The error of a call that is to be refused."""
    def call(*words):
        done = inside(*words)
        assert (2, "") == (done.code, done.out)
        usage, error = done.err.splitlines()
        assert usage.startswith("usage: neurosim ")
        assert error.startswith("neurosim: error: ") and len(error) <= 300
        assert error.isprintable()
        return error.removeprefix("neurosim: error: ")
    return call


@pytest.mark.parametrize("words, error", [
    ([""], f"{ONE_OF_THEM}; neurosim --help shows examples"),
    (["trcae", "xor"], "unknown command 'trcae' (did you mean 'trace'?)"),
    (["frobnicate", "--help"], f"unknown command 'frobnicate' ({ONE_OF_THEM})"),
    (["xor"], "unknown command 'xor' (did you mean 'neurosim trace xor'?)"),
    (["--quiet", "trace", "xor"], f"{ONE_OF_THEM}, and options after it; got '--quiet'"),
    (["trace"], "EXPERIMENT: expected a built-in name (`neurosim examples` lists them), a file, sizes such as 2-3-1, "
                "a table such as iris.csv, or - for standard input"),
    (["import", "--activation", "relu"], "FILE: expected a safetensors file"),
    (["trace", "xor", "--stpe", "3"], "unknown argument '--stpe' (did you mean '--step'?)"),
    (["trace", "xor", "--stpe=3"], "unknown argument '--stpe=3' (did you mean '--step'?)"),
    (["trace", "xor", "--ste", "3"], "unknown argument '--ste' (did you mean '--step'?)"),
    (["trace", "xor", "more"], "unknown argument 'more'"),
    (["trace", "xor", "--step"], "--step: expected one argument"),
    (["trace", "xor", "--steps", "5:3"], "--steps: expected FIRST:LAST, such as 3:5, or how many, got '5:3'"),
    (["trace", "xor", "--steps", "0:3"], "--steps: expected FIRST:LAST, such as 3:5, or how many, got '0:3'"),
    (["trace", "xor", "--steps", "0"], "--steps: expected FIRST:LAST, such as 3:5, or how many, got '0'"),
    (["trace", "xor", "--step", "1", "--steps", "1:2"], "--steps: not allowed with argument --step"),
    (["trace", "xor", "--format", "jsn"],
     "--format: expected one of text, markdown, latex, html, json, csv, jsonl, got 'jsn' (did you mean 'json'?)"),
    (["trace", "xor", "-o", ""], "-o/--output: expected a file name, got ''"),
    (["train", "xor", "--save", "-"], "--save: expected a file name, got '-'"),
    (["train", "xor", "--save", "a.csv"], "--save: expected a name that ends in .json, got 'a.csv'"),
    (["train", "xor", "--save", "a.HTML"], "--save: expected a name that ends in .json, got 'a.HTML'"),
    (["train", "xor", "--save", "a", "-o", "a"], "--save: expected another file than --output, got 'a'"),
    (["explain", "xor"], "GOAL: expected a name such as w1, or --all"),
    (["explain", "xor", "w1", "--all"], "GOAL: expected a name or --all, not both, got 'w1'"),
    (["explain", "xor", "w1", "--paths", "--format", "json"], "--paths: expected with --format text|markdown|latex|html only"),
    (["train", "xor", "--learning-rate", "nan"], "unknown argument '--learning-rate'"),
], ids=" ".join)
def test_what_is_wrong(misused, words, error):
    """The one sentence says where, what was expected and what was meant."""
    assert error == misused(*words)


@pytest.mark.parametrize("option, given, low, high", [
    *[("--step", given, 1, 10**12) for given in ("0", "-1", "1e3", "1.5", "", "nan", "+3", "--3", "٣", "1_000", "9" * 23, "9" * 5000)],
    ("--sample", "0", 1, 10**12), ("--digits", "0", 1, 17), ("--digits", "99", 1, 17),
    ("--seed", "-1", 0, 2**64 - 1), ("--seed", str(2**64), 0, 2**64 - 1)])
def test_numbers_out_of_range(misused, option, given, low, high):
    """The option and its range are named."""
    assert f"{option}: expected a whole number from {low} to {high}, got {given[:60]!r}" == misused("trace", "xor", f"{option}={given}")


def test_epochs_that_are_no_number(misused):
    """--steps of train may be 0, but not less."""
    assert "--steps: expected a whole number from 0 to 1000000000000, got '-1'" == misused("train", "xor", "--steps", "-1")


def test_sample_that_is_not_there(neurosim):
    """What only the experiment can say is wrong needs no usage line."""
    assert "--sample: expected a sample from 1 to 4, got 5" == neurosim("trace", "xor", "--sample", "5").problem


@pytest.mark.parametrize("words", [
    [LONG], ["trace", LONG], ["trace", "xor", LONG], ["trace", "xor", f"--{LONG}"], ["trace", "xor", "--step", LONG], ["explain", "xor", LONG], ["trace", "xor", f"--quiet={LONG}"],
    ["trace", "xor", "-o", f"{LONG[:3000]}/x"], ["trace", "權" * 30_000]], ids=lambda words: " ".join(word[:8] for word in words))
@pytest.mark.parametrize("variables", [{}, pytest.param({"PYTHONIOENCODING": "ascii"}, marks=pytest.mark.slow)], ids=str)
def test_long_words_short_errors(neurosim, words, variables):
    """However much is given, and however much of it must be escaped, the line has 300 characters at most."""
    call = neurosim(*words, **variables)
    assert call.code in (2, 3) and "" == call.out
    assert call.err.startswith(("neurosim: error: ", "usage: ")) and "Traceback" not in call.err
    assert all(len(line) <= 300 for line in call.err.splitlines())


EVIL = ["\x1b[31m", "\r", "a\nb", "\u202e", "\u2066", "\udcff", "\x9b31m", "\u200b"]


@pytest.mark.parametrize("words", [["{}"], ["trace", "{}"], ["trace", "xor", "{}"], ["trace", "xor", "--{}"], ["trace", "xor", "--format={}"],
                                   ["trace", "xor", "--step={}"], ["explain", "xor", "w{}"], ["trace", "xor", "-o", "{}/x"]], ids=" ".join)
@pytest.mark.parametrize("evil", [pytest.param(EVIL[0], marks=pytest.mark.slow), "".join(EVIL)], ids=["escape", "all"])
def test_echoes_are_inert(neurosim, words, evil):
    """What could move a cursor or turn the direction of writing comes back escaped, on one line."""
    call = neurosim(*[word.replace("{}", evil) for word in words])
    assert call.code in (2, 3) and "" == call.out
    last = call.err.splitlines()[-1]
    assert last.isprintable() and last.startswith("neurosim: error: ")
    assert "\\x1b" in last
    assert len(call.err.splitlines()) == 1 + call.err.startswith("usage: ")


@pytest.mark.parametrize("words, error", [
    (["explain", "xor", "w99"], "GOAL: unknown name 'w99'"),
    (["trace", "xor", "--numbers", "fraction"], "--numbers: exp leads out of the fractions"),
    (["check", "xor", "--nudge", "w99"], "--nudge: unknown name 'w99'"),
    (["lab", "xor", "--mistake", "none"], "--mistake: unknown mistake 'none'"),
    (["lab", "xor", "--mistake", "log10"], "--mistake: log10 cannot occur in xor"),
    (["landscape", "xor", "--along", "w1,w99"], "--along: unknown weight or bias 'w99'"),
    (["landscape", "xor", "--along", "w1,w1"], "--along: expected two different weights or biases"),
    (["export", "two-moons", "--to", "python", "--sample", "999"], "--sample: expected a sample from 1 to"),
    (["sweep", "xor", "--hidden", "2,3,2"], "--hidden: expected each value once, got 2"),
    (["sweep", "xor", "--solved-below", "nan"], "--solved-below: expected a finite number, got nan"),
    (["sweep", "xor", "--hidden", "2,3", "--seeds", "1000000"], "--hidden, --seeds: expected at most 1,000,000 runs"),
    (["diagnose", "worked-example", "w55=1"], "w55=1: unknown name 'w55'"),
    (["diagnose", "worked-example", "w5=abc"], "w5=abc: expected a number such as 0.0822, got 'abc'"),
    (["diagnose", "worked-example", "w5+=1", "w5_new=2"], "w5_new=2: given twice (expected one number for w5_new)"),
], ids=" ".join)
def test_what_the_library_refuses(words, error, capsys):
    """It names its argument, along[1]; from the command line that is what was typed, --along."""
    assert 2 == main(words)
    out, err = capsys.readouterr()
    assert "" == out and err.startswith(f"neurosim: error: {error}")


# Names that are nearly right.

@pytest.mark.parametrize("written, meant", [("worked-exmple", "worked-example"), ("worked_example", "worked-example"), ("xro", "xor"),
                                            ("xor.json", "xor")])
def test_nearly_a_built_in_name(neurosim, written, meant):
    """There is no such file, so the name was meant."""
    call = neurosim("trace", written)
    assert 2 == call.code
    assert f"experiment: no such file {written!r} (did you mean {meant!r}?)" == call.problem


def test_a_file_with_nearly_a_built_in_name(good, experiment):
    """If there is such a file, it was meant."""
    experiment("xor.json")
    assert good("trace", "xor.json").out.startswith("mine: ")


@pytest.mark.parametrize("goal, hint", [
    ("w10", "there is w1, w2, w3, w4, ..., w8"), ("net_h3", "there is net_h1, net_h2"), ("dE_dw", "did you mean 'dE_dw"),
    ("nte_h1", "did you mean 'net_h1'")])
def test_unknown_goals(neurosim, goal, hint):
    """The name is not there; those of its kind, or one that is near, are offered."""
    call = neurosim("explain", "worked-example", goal)
    assert 2 == call.code
    assert call.problem.startswith(f"GOAL: unknown name {goal!r}")
    assert hint in call.problem


# Help.

def test_help_leads_with_examples(good):
    """Before verbs and options; each example names a verb that is there."""
    shown = good("--help").out
    assert shown.index("examples:") < shown.index("verbs:")
    assert set(VERBS) >= {line.split()[1] for line in shown.splitlines() if line.startswith("  neurosim ")}
    assert all(f"\n  {verb} " in shown for verb in VERBS)
    assert shown == good("-h").out == good("help").out


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_a_verb(inside, verb):
    """One line of usage, then an example, then the options; every line fits a page."""
    shown = inside(verb, "--help").out
    assert shown.startswith(f"usage: neurosim {verb} ")
    assert "" == shown.splitlines()[1]
    assert 0 < shown.index(f"examples:\n  neurosim {verb}") < shown.index("options:")
    assert all(len(line) <= 110 for line in shown.splitlines())


def examples():
    """Every example that the help of a verb shows, as a line of words."""
    for verb in VERBS:
        with redirect_stdout(StringIO()) as shown:
            main([verb, "--help"])
        for line in shown.getvalue().partition("examples:\n")[2].partition("\n\n")[0].splitlines():
            line = line.strip().partition("  ")[0]
            yield pytest.param(line, marks=[pytest.mark.slow] * bool(re.search(r"\d{4}|examples|--plot", line)))    # thousands of steps


@pytest.mark.parametrize("line", list(examples()))
def test_examples_in_the_help_run(line, experiment, tmp_path, monkeypatch, capsys):
    """As printed, for they are what people try first; a sweep with fewer and shorter runs, as its own take minutes."""
    for word, needed in (("--plot", "matplotlib"), ("xlsx", "openpyxl")):
        if word in line:
            pytest.importorskip(needed, reason=f"{needed}, of the extra test-all, is not installed")
    experiment()
    monkeypatch.chdir(tmp_path)
    write_model(tmp_path / "model.safetensors", {"hidden.weight": [[0.1, 0.2]] * 4, "out.weight": [[0.3, 0.4, 0.5, 0.6]] * 3})
    (tmp_path / "iris.csv").write_text("length,width,species\n" + "1,2,setosa\n2,1,other\n" * 5)
    (tmp_path / "flowers.csv").write_text("length,width\n1,2\n")
    (tmp_path / "roster.csv").write_text("name\nAda\nBo\n")
    (tmp_path / "data.csv").write_text("0,1,1,0,0\n1,0,0,1,0\n")
    write_lesson(tmp_path)
    monkeypatch.setattr("sys.stdin", StringIO(""))    # nobody answers
    _, verb, *words = line.split()
    code = main([verb, *words, *["--seeds", "2", "--steps", "20"] * (verb == "sweep"), *["--quiet"] * (verb in ("explore", "import", "grade"))])
    assert ((1 if verb == "diagnose" else 0), "") == (code, capsys.readouterr().err)    # what these learners say is wrong


def test_version(good):
    """The one of the package."""
    import neurosim
    assert f"neurosim {neurosim.__version__}\n" == good("--version").out


def test_debug(neurosim):
    """The traceback comes with --debug and only then."""
    assert "Traceback" not in neurosim("trace", "nowhere.json").err
    call = neurosim("trace", "nowhere.json", "--debug")
    assert (2, "") == (call.code, call.out)
    assert "Traceback" in call.err and "NeurosimError" in call.err


# In the process.

def test_main_returns_the_exit_code(capsys):
    """neurosim.cli.main(argv) raises nothing, and leaves the streams as they are."""
    codes = [main(["examples"]), main(["trace"]), main(["--help"]), main(["trace", "nowhere.json"])]
    print("still here")
    assert [0, 2, 0, 2] == codes
    assert capsys.readouterr().out.endswith("still here\n")


def test_main_leaves_signals_alone():
    """What SIGTERM does afterwards is what it did before."""
    import signal
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGHUP)
    main(["examples", "--format", "csv"])
    assert before == (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGHUP))


def test_main_in_a_thread(capsys):
    """Where no signals can be caught, it runs all the same."""
    from threading import Thread
    codes = []
    thread = Thread(target=lambda: codes.append(main(["examples"])))
    thread.start()
    thread.join()
    assert [0] == codes


def test_main_into_a_string():
    """What is captured as text keeps the signs of mathematics."""
    with redirect_stdout(StringIO()) as captured:
        main(["explain", "worked-example", "w1"])
    assert captured.getvalue().startswith("∂E/∂w1\n======\n")
