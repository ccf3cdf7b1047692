"""Every verb in every format, with the keys that other programs may rely on."""

import csv
import io
import json

import pytest

from neurosim.core import maths

VERBS = {"trace": ["trace", "worked-example"], "explain": ["explain", "worked-example", "w1"],
         "train": ["train", "worked-example"], "check": ["check", "worked-example"], "examples": ["examples"]}
FUNCTIONS = {name: getattr(maths, name) for name in vars(maths) if not name.startswith("_")}


def rows(call):
    return list(csv.DictReader(io.StringIO(call.out)))


@pytest.mark.parametrize("format", ["text", "json", "csv"])
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_in_every_format(good, tmp_path, verb, format):
    """Something comes out, it ends its last line, and -o FILE has the same bytes."""
    shown = good(*VERBS[verb], "--format", format)
    assert shown.out.endswith("\n") and not shown.out.endswith("\n\n")
    assert b"" == good(*VERBS[verb], "--format", format, "-o", "out").raw
    assert shown.raw == (tmp_path / "out").read_bytes()


@pytest.mark.parametrize("verb, columns", [
    ("trace", "step,name,kind,owner,value"), ("explain", "name,formula,numbers,value,causes"),
    ("train", "step,error"), ("check", "name,gradient,central,forward,relative_error,central_error,verdict,trained,kinks"),
    ("examples", "name,shows,source")])
def test_csv_columns(good, verb, columns):
    """The first line names the columns, and every row has as many."""
    call = good(*VERBS[verb], "--format", "csv")
    assert columns == call.out.splitlines()[0]
    assert all(None not in row and None not in row.values() for row in rows(call))


def test_csv_and_json_agree(good):
    """The same numbers, to the last bit."""
    trace = good(*VERBS["trace"], "--format", "json").json
    assert ([(each["name"], each["value"]) for each in trace["quantities"]]
            == [(row["name"], float(row["value"])) for row in rows(good(*VERBS["trace"], "--format", "csv"))])


# JSON, as INTERFACE.md says.

def test_json_of_a_trace(good):
    """In order of computation: forward, error, backward, update; and the experiment, so that it can be done again."""
    trace = good(*VERBS["trace"], "--format", "json").json
    assert ("neurosim-trace", 1) == (trace["format"], trace["version"])
    assert "neurosim-experiment" == trace["experiment"]["format"]
    assert all(["name", "kind", "owner", "value"] == list(quantity) for quantity in trace["quantities"])
    names = [quantity["name"] for quantity in trace["quantities"]]
    order = ["i1", "net_h1", "out_h1", "net_o1", "out_o1", "E_o1", "E", "dE_dout_o1", "dout_o1_dnet_o1", "dE_dnet_o1",
             "dE_dout_h1", "dE_dnet_h1", "dE_dw1", "w1_new"]
    assert order == sorted(order, key=names.index)
    assert len(names) == len(set(names))


def test_the_experiment_in_a_trace_gives_the_trace(good):
    """What the trace says of its experiment is an experiment file."""
    first = good("trace", "worked-example", "--format", "json").json
    assert first == good("trace", "-", "--format", "json", given=json.dumps(first["experiment"])).json


@pytest.mark.parametrize("experiment, goal", [
    ("worked-example", "w1"), ("worked-example", "w8"), ("worked-example", "b1"), ("worked-example", "E"), ("worked-example", "w1_new"),
    ("xor", "w15"), ("xor", "b3"), ("xor", "dE_dout_h2"), ("xor", "net_o1")])
def test_json_of_a_derivation(good, experiment, goal):
    """Goal first; each formula over its causes gives its value to the last bit, and every cause is there."""
    found = good("explain", experiment, goal, "--step", "3", "--format", "json").json
    assert ("neurosim-derivation", 1) == (found["format"], found["version"])
    assert (found["goal"], found["value"]) == (found["steps"][0]["name"], found["steps"][0]["value"])
    values = {step["name"]: step["value"] for step in found["steps"]}
    for step in found["steps"]:
        assert ["name", "formula", "numbers", "value", "causes"] == list(step)
        causes = {cause: values[cause] for cause in step["causes"]}
        assert repr(step["value"]) == repr(eval(step["formula"], {"__builtins__": {}, **FUNCTIONS}, causes))
        assert repr(step["value"]) == repr(eval(step["numbers"], {"__builtins__": {}, **FUNCTIONS}))


def test_json_of_all_derivations(good):
    """One derivation for each weight and bias, each like the one that is asked for by name."""
    found = good("explain", "worked-example", "--all", "--format", "json").json
    assert ("neurosim-derivations", 1) == (found["format"], found["version"])
    assert ["dE_dw1", "dE_dw2", "dE_dw3", "dE_dw4", "dE_db1"] == [each["goal"] for each in found["derivations"]][:5]
    assert good("explain", "worked-example", "w1", "--format", "json").json == found["derivations"][0]


def test_json_of_training(good):
    """Errors before and after, outputs of every sample, parameters by name, and the seed."""
    found = good("train", "xor", "--steps", "20", "--format", "json").json
    assert ("neurosim-training", 1, 20, 0) == tuple(found[key] for key in ("format", "version", "steps", "seed"))
    assert {"error_before", "error_after"} <= found.keys()
    assert [1, 1, 1, 1] == [len(outputs) for outputs in found["outputs"]]
    assert {f"w{i}" for i in range(1, 16)} | {f"b{i}" for i in range(1, 7)} == found["parameters"].keys()


def test_json_of_a_range_of_steps(good):
    """One trace for each step, the same as when it is asked for alone."""
    found = good("trace", "xor", "--steps", "4:6", "--format", "json").json
    assert ("neurosim-traces", 1, [4, 5, 6]) == (found["format"], found["version"], [each["step"] for each in found["traces"]])
    assert good("trace", "xor", "--step", "5", "--format", "json").json == found["traces"][1]


def test_json_of_the_examples(good):
    """The built-in experiments by name."""
    found = good("examples", "--format", "json").json
    assert {"worked-example", "xor"} <= {each["name"] for each in found["examples"]}
