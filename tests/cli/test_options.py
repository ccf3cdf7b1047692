"""Options that several verbs have: the same words mean the same, and each says in the help what it does."""

import json

import pytest

from neurosim import load
from neurosim.cli.words import VERBS, make_parser

OPTIONS = {(verb, action.option_strings[-1]): action for verb, module in VERBS.items()
           for action in make_parser(module)._actions if action.option_strings}
WHERE = {"--step": "trace explain check diagnose mistakes explore export", "--sample": "trace explain check diagnose mistakes export",
         "--numbers": "trace explain check diagnose",
         "--digits": "trace explain train check diagnose mistakes lab sweep landscape",
         "--seed": "trace explain train check diagnose mistakes lab sweep landscape explore export"}


def test_every_option_has_a_help_text():
    """And every argument without a name."""
    assert [] == [(verb, action.dest) for verb, module in VERBS.items() for action in make_parser(module)._actions if not action.help]


@pytest.mark.parametrize("option", WHERE)
def test_options_are_where_they_make_sense(option):
    """With the same words about them."""
    assert set() == set(WHERE[option].split()) - {verb for verb, each in OPTIONS if each == option}
    assert 1 == len({OPTIONS[verb, option].help for verb in WHERE[option].split()})


# Several goals.

def test_several_goals(inside):
    """One after the other, what they share once; a weight that is asked for twice is explained once."""
    text = inside("explain", "worked-example", "w1", "w5", "net_o1", "w1").out
    headings = [line for line, below in zip(text.splitlines(), text.splitlines()[1:]) if below and set(below) <= {"=", "-"}]
    assert ["worked-example: step 1, sample 1", "∂E/∂w1", "∂E/∂w5", "net_o1"] == headings
    assert 1 == text.count("\n∂E/∂net_o1 = ") == text.count("\nnet_h1 = ")
    both = inside("explain", "worked-example", "w1", "∂E/∂w5", "--format", "json").json
    experiment = load("worked-example")
    assert [experiment.explain(goal).to_dict() for goal in ("w1", "dE_dw5")] == both["derivations"]
    assert "neurosim-derivations" == both["format"]
    alone = [inside("explain", "worked-example", goal, "--format", "csv").out.partition("\n") for goal in ("w1", "net_o1")]
    assert alone[0][0] + "\n" + alone[0][2] + alone[1][2] == inside("explain", "worked-example", "w1", "net_o1", "--format", "csv").out


def test_one_goal_is_as_it_was(inside):
    """An object, not a list of one."""
    assert load("worked-example").explain("w1").to_dict() == inside("explain", "worked-example", "w1", "--format", "json").json


def test_a_wrong_goal_among_right_ones(inside):
    """Is told, and nothing is shown."""
    call = inside("explain", "worked-example", "w1", "w99", "--paths")
    assert (2, "") == (call.code, call.out)
    assert call.problem.startswith("GOAL: unknown name 'w99'")


def test_paths_of_several_goals(inside):
    """Each has its own."""
    assert 2 == inside("explain", "worked-example", "w1", "w3", "--paths").out.count("The same, multiplied out: 2 paths from the error to here.")


# Digits, samples, steps.

@pytest.mark.parametrize("words, few, usual", [
    ("check worked-example", "0.000439", "0.0004385677344744"), ("check worked-example --nudge w5", "0.00815", "0.00815327477"),
    ("trace worked-example", "0.593", "0.59327"), ("explain worked-example w5", "0.0822", "0.0821670406")])
def test_digits(inside, words, few, usual):
    """As many as asked for, and no more."""
    assert few in inside(*words.split(), "--digits", "3").out.split()
    shown = inside(*words.split()).out.split()
    assert few not in shown and any(each.startswith(usual[:6]) and len(each) >= 6 for each in shown)
    assert not any(each.startswith(usual[:len(few) + 1]) for each in inside(*words.split(), "--digits", "3").out.split())


def test_mistakes_on_a_sample(inside):
    """Those are the numbers of its step."""
    found = inside("mistakes", "xor", "--sample", "2", "--format", "json").json["right"]
    trace = load("xor").trace(sample=1)
    assert {name: trace[name] for name in found if name != "E_new"} == {name: value for name, value in found.items() if name != "E_new"}
    assert found != inside("mistakes", "xor", "--sample", "4", "--format", "json").json["right"]
    assert "--sample: expected a sample from 1 to 4, got 5" == inside("mistakes", "xor", "--sample", "5").problem


def test_steps_of_a_trace_as_of_other_verbs(inside):
    """A number alone is how many."""
    assert inside("trace", "xor", "--steps", "1:3", "--format", "jsonl").out == inside("trace", "xor", "--steps", "3", "--format", "jsonl").out
    assert 3 == len(inside("trace", "xor", "--steps", "3", "--format", "jsonl").out.splitlines())


# No words at all.

def test_bare_neurosim(inside):
    """A short help: on standard output, and nothing is wrong. It names every verb, and where the long one is."""
    call = inside()
    assert (0, "") == (call.code, call.err)
    assert len(call.out.splitlines()) <= 14 < len(inside("--help").out.splitlines())
    assert all(verb in call.out for verb in VERBS) and "neurosim --help" in call.out


def test_its_examples_run(inside, tmp_path):
    """As printed."""
    for line in inside().out.splitlines():
        if line.startswith("  neurosim "):
            assert 0 == inside(*line.partition("   ")[0].split()[1:]).code
    assert "neurosim-experiment" == json.loads((tmp_path / "my.json").read_text())["format"]
