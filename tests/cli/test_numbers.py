"""The numbers of the worked example, as a learner meets them on the terminal; and what the options do to them."""

import json
import re

import pytest

# From the tutorial, to nine decimals.
FORWARD = ["0.3775", "0.593269992", "0.596884378", "1.10590597", "0.75136507", "0.772928465"]
BACKWARD = ["0.274811083", "0.023560026", "0.298371109", "0.74136507", "0.186815602", "0.138498562", "0.0363503064", "0.241300709"]
WEIGHTS = ["0.0821670406", "0.35891648", "0.149780716", "0.199561432", "0.249751144", "0.299502287", "0.408666186", "0.51130127", "0.561370121"]


def numbers(text):
    return set(re.findall(r"\d+\.\d+(?:e-?\d+)?", text))


def test_trace(good):
    """All of them in the tables of one step."""
    shown = numbers(good("trace", "worked-example", "--digits", "9").out)
    wanted = {*FORWARD, *BACKWARD, *WEIGHTS} - {"0.023560026"}
    assert set() == wanted - shown
    assert "0.0235600256" in shown


def test_explain(good):
    """The derivation of w1: three factors as symbols, as numbers, their product, two paths, and the update."""
    lines = good("explain", "worked-example", "w1").out
    assert "∂E/∂w1 = ∂E/∂out_h1 · ∂out_h1/∂net_h1 · ∂net_h1/∂w1\n       = 0.0363503064 · 0.241300709 · 0.05\n       = 0.000438567734\n" in lines
    assert "0.0553994247 − 0.0190491183" in lines
    assert "w1⁺ = w1 − η · ∂E/∂w1\n" in lines
    assert "= 0.149780716\n" in lines


def test_ten_thousand_steps(good):
    """The error and the outputs that the famous figures miss, as the tutorial moved weights too early."""
    shown = good("train", "worked-example", "--steps", "10000", "--digits", "16").out
    assert {"3.510187782978859e-05", "0.2910277736935993"} <= numbers(shown)
    assert "0.01591362044355068" in shown and "0.9840642735146238" in shown


def test_xor_is_learned(good):
    """From its default seed, all four cases."""
    outputs = good("train", "xor", "--format", "json").json["outputs"]
    assert [0, 1, 1, 0] == [round(out) for out, in outputs]
    assert all(abs(out - target) < 0.1 for (out,), target in zip(outputs, [0, 1, 1, 0]))


# Options.

@pytest.mark.parametrize("digits, error", [("1", "0.3"), ("3", "0.298"), ("17", "0.29837110876000272")])
def test_digits(good, digits, error):
    """So many significant digits."""
    assert re.search(rf"^all +{re.escape(error)}$", good("trace", "worked-example", "--digits", digits).out, re.MULTILINE)


def test_step(good):
    """The second step starts from the weights that the first has left."""
    first = {each["name"]: each["value"] for each in good("trace", "worked-example", "--format", "json").json["quantities"]}
    second = {each["name"]: each["value"] for each in good("trace", "worked-example", "--step", "2", "--format", "json").json["quantities"]}
    assert first["w5_new"] == second["w5"]
    assert "0.2910277736935993" == format(second["E"], ".16g")


def test_sample(good):
    """Another sample than the step would take, named in the title; the step before it is as it was."""
    call = good("trace", "xor", "--step", "7", "--sample", "4")
    assert call.out.startswith("xor: step 7, sample 4\n")
    values = {each["name"]: each["value"] for each in good("trace", "xor", "--step", "7", "--sample", "4", "--format", "json").json["quantities"]}
    assert (1.0, 1.0, 0.0) == (values["i1"], values["i2"], values["t1"])


def test_steps(good):
    """One trace after the other, the same text as when asked for one by one."""
    both = good("trace", "xor", "--steps", "2:3").out
    assert both == good("trace", "xor", "--step", "2").out + "\n" + good("trace", "xor", "--step", "3").out or \
        both == good("trace", "xor", "--step", "2").out + good("trace", "xor", "--step", "3").out


def test_seed(good):
    """Another seed, other weights; the same seed, the same."""
    def weight(*seed):
        return good("trace", "xor", "--format", "json", *seed).json["quantities"][0]["value"]
    assert weight("--seed", "0") == weight() != weight("--seed", "1")
    assert weight("--seed", str(2**64 - 1)) not in (weight(), weight("--seed", "1"))


def test_paths(good):
    """The gradient path by path: the products add up to it."""
    shown = good("explain", "worked-example", "w1", "--paths").out
    products = [float(value.replace("−", "-")) for value in re.findall(r"^path \d+: .*\n.*\n +(?:= )?(\S+)$", shown, re.MULTILINE)]
    assert 2 == len(products)
    assert abs(0.000438567734 - sum(products)) < 1e-12
    assert "\n∂E/∂w1 = path 1 + path 2\n       = 0.000668396021 + (−0.000229828287)\n       = 0.000438567734\n" in shown


def test_many_paths_add_up(good, tmp_path):
    """3 · 3 · 3 = 27 paths: twenty, and what the others come to."""
    layers = [{"neurons": 3}] * 3 + [{"neurons": 3}]
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": layers, "samples": [{"inputs": [1], "targets": [1, 0, 1]}], "seed": 1}
    (tmp_path / "deep.json").write_text(json.dumps(document))
    shown = good("explain", "deep.json", "w1", "--paths", "--digits", "12").out.replace("−", "-")
    assert "\n… and 7 more.\n" in shown and " + path 20 + the others\n" in shown
    products = [float(value) for value in re.findall(r"^path \d+: .*\n.*\n +(?:= )?(\S+)$", shown, re.MULTILINE)]
    others, total = re.search(r" the others\n.* \+ (\S+)\n +(?:= .*[+-].*\n +)?= (\S+)$", shown, re.MULTILINE).groups()
    assert 20 == len(products) and abs(sum(products) + float(others.strip("()")) - float(total)) < 1e-12
    assert f"= {total}\n" in shown.partition("path 1")[0]


def test_all(good):
    """Every weight and bias has its heading."""
    headings = re.findall(r"^(∂E/∂[wb]\d+)\n[=-]+$", good("explain", "worked-example", "--all").out, re.MULTILINE)
    assert [f"∂E/∂{name}" for name in "w1 w2 w3 w4 b1 w5 w6 w7 w8 b2".split()] == headings


@pytest.mark.parametrize("written, goal", [
    ("w5", "dE_dw5"), ("dE_dw5", "dE_dw5"), ("∂E/∂w5", "dE_dw5"), ("dE/dw5", "dE_dw5"), ("w5+", "w5_new"), ("w5⁺", "w5_new"), ("w5_new", "w5_new"),
    ("δ_o1", "dE_dnet_o1"), ("delta_o1", "dE_dnet_o1"), ("∂E/∂net_o1", "dE_dnet_o1"), ("∂out_h1/∂net_h1", "dout_h1_dnet_h1"),
    ("net_h2", "net_h2"), ("E", "E"), ("b2", "dE_db2")])
def test_goals_as_people_write_them(good, written, goal):
    """Any notation of INTERFACE.md."""
    assert goal == good("explain", "worked-example", written, "--format", "json").json["goal"]


def test_the_same_goal_looks_the_same(good):
    """The text shows how people write it, however it was asked for."""
    assert good("explain", "worked-example", "∂E/∂w5").out == good("explain", "worked-example", "dE_dw5").out
