"""Numbers as a person writes them: rounded on paper, and fractions; and the command line that shows them."""

import json
from fractions import Fraction

import pytest

from neurosim import load
from neurosim.explain.arithmetic import Figure, make_arithmetic, nearest
from neurosim.cli import main
from neurosim.core.guard.errors import NeurosimError
from neurosim.core.maths import total

HMKCODE = {
    "format": "neurosim-experiment", "version": 1, "name": "hmkcode", "inputs": 2,
    "layers": [{"activation": "linear", "weights": [[0.11, 0.21], [0.12, 0.08]], "bias": "none"},
               {"activation": "linear", "weights": [[0.14, 0.15]], "bias": "none"}],
    "optimizer": {"name": "sgd", "learning_rate": 0.05}, "samples": [{"inputs": [2, 3], "targets": [1]}]}

# The worked example with pencil, paper and a calculator, each result rounded to four decimals before it is used again.
BY_HAND = """
    net_h1 0.3775           0.15*0.05 = 0.0075, 0.20*0.10 = 0.0200, and 0.35
    net_h2 0.3925           0.25*0.05 = 0.0125, 0.30*0.10 = 0.0300, and 0.35
    out_h1 0.5933           e^-0.3775 = 0.6856, 1.6856, 1/1.6856
    out_h2 0.5969           e^-0.3925 = 0.6754, 1.6754, 1/1.6754
    net_o1 1.1059           0.40*0.5933 = 0.2373, 0.45*0.5969 = 0.2686 (0.268605), and 0.60
    net_o2 1.2250           0.50*0.5933 = 0.2967 (0.29665, a half goes up), 0.55*0.5969 = 0.3283, and 0.60
    out_o1 0.7514           e^-1.1059 = 0.3309, 1.3309, 1/1.3309
    out_o2 0.7729           e^-1.2250 = 0.2938, 1.2938, 1/1.2938
    E_o1   0.2749           0.01 - 0.7514 = -0.7414, squared 0.5497 (0.54967...), halved 0.27485, so 0.2749
    E_o2   0.0236           0.99 - 0.7729 = 0.2171, squared 0.0471, halved 0.02355, so 0.0236
    E      0.2985
    dE_dout_o1 0.7414       dout_o1_dnet_o1 0.1868   0.7514*0.2486
    dE_dout_o2 -0.2171      dout_o2_dnet_o2 0.1755   0.7729*0.2271
    dE_dnet_o1 0.1385       0.7414*0.1868
    dE_dnet_o2 -0.0381      -0.2171*0.1755
    dE_dw5 0.0822           0.1385*0.5933
    dE_dout_h1 0.0363       0.1385*0.40 = 0.0554, -0.0381*0.50 = -0.01905, so -0.0191 (a half goes away from 0)
    dout_h1_dnet_h1 0.2413  0.5933*0.4067
    dE_dnet_h1 0.0088       0.0363*0.2413
    dE_dw1 0.0004           0.0088*0.05 = 0.00044
    w1_new 0.1498           0.5*0.0004 = 0.0002
    w5_new 0.3589           0.5*0.0822 = 0.0411
"""


def test_worked_example_on_paper():
    """rounded:4 is what four decimals on paper give, the error of 0.2985 (0.2984 unrounded) included."""
    trace = load("worked-example").trace(numbers="rounded:4")
    for line in BY_HAND.strip().splitlines():
        name, expected = line.split()[:2]
        assert (name, expected) == (name, repr(trace[name]))


@pytest.mark.parametrize("decimals", range(3, 10))
def test_every_result_is_rounded(decimals):
    """No computed number has more decimals; products are those of the numbers shown, a half rounded away from 0."""
    trace = load("worked-example").trace(numbers=f"rounded:{decimals}")
    for value in trace.figures():
        text = repr(value) if isinstance(value, Figure) else "0"
        assert len(text.partition(".")[2]) <= decimals
    for name, expected in load("worked-example").trace().quantities.items():
        assert abs(trace[name].nearest() - expected.value) < 4 * 10.0 ** -decimals
    for h in ("h1", "h2", "o1", "o2"):
        product = Fraction(repr(trace[f"dE_dout_{h}"])) * Fraction(repr(trace[f"dout_{h}_dnet_{h}"])) * 10 ** decimals
        half_up = int(abs(product) + Fraction(1, 2)) * (1 if product > 0 else -1)
        assert half_up == Fraction(repr(trace[f"dE_dnet_{h}"])) * 10 ** decimals


@pytest.mark.parametrize("decimals, expression, expected", [
    (2, lambda x: x(1.0) / x(8.0), "0.13"), (2, lambda x: x(-1.0) / x(8.0), "-0.13"), (1, lambda x: x(0.5) * x(0.5), "0.3"),
    (0, lambda x: x(1.0) * x(2.5), "3"), (2, lambda x: x(0.2) * x(0.0249999), "0.00"), (2, lambda x: x(-0.001) * x(1.0), "0.00"),
    (3, lambda x: x(2.0) / x(3.0), "0.667"), (1, lambda x: x(0.05) + x(0.2), "0.3"), (3, lambda x: x(1000.0).exp(), None)])
def test_half_up(decimals, expression, expected):
    """A half goes up, away from 0; 0 has no sign; and what is too long for paper is kept."""
    result = expression(make_arithmetic(f"rounded:{decimals}").number)
    assert repr(result) == expected if expected else result > 1e308


def test_rounding_once():
    """Just below a half is down, however little below; and beginning a sum is no operation that rounds."""
    x = make_arithmetic("rounded:0").number
    assert "0" == repr(x(0.5) + x(-1e-110))
    assert "0.25" == repr(total([x(0.25)]))


def test_given_numbers_are_as_written():
    """0.05 is 1/20, though the float is a little more; exact takes the float."""
    assert Fraction(1, 20) == make_arithmetic("fraction").number(0.05).value
    assert "0.05" == repr(make_arithmetic("decimal:50").number(0.05)) == repr(make_arithmetic("rounded:1").number(0.05))
    trace = load(HMKCODE).trace(numbers="exact")
    assert Fraction(0.11) == trace["w1"].value


# Fractions.


def test_hmkcode_in_fractions():
    """The 2-2-1 linear network of hmkcode.com: outs 0.85, 0.48, 0.191; error 0.327 (654481/2000000), exactly."""
    trace = load(HMKCODE).trace(numbers="fraction")
    names = ("out_h1", "out_h2", "out_o1", "E", "dE_dout_o1", "dE_dw5", "dE_dw1", "w1_new", "w6_new")
    assert "17/20 12/25 191/1000 654481/2000000 -809/1000 -13753/20000 -5663/25000 60663/500000 21177/125000" == \
        " ".join(repr(trace[name]) for name in names)
    assert (0.11, 0.14, 1.0) == tuple(row["value"] for row in trace.rows() if row["name"] in ("w1", "w5", "t1"))


def test_second_step_in_fractions():
    """The steps before are taken in the same numbers: out_o1 after one step is no float's, but a fraction."""
    trace = load(HMKCODE).trace(step=2, numbers="fraction")
    h1, h2 = 2 * Fraction(60663, 500000) + 3 * Fraction(226989, 1000000), 2 * Fraction(26427, 200000) + 3 * Fraction(39281, 400000)
    assert h1 * Fraction(69753, 400000) + h2 * Fraction(21177, 125000) == trace["out_o1"].value


@pytest.mark.parametrize("activation, loss, function", [("sigmoid", "half_squared_error", "exp"), ("tanh", "half_squared_error", "tanh"),
                                                        ("softmax", "half_squared_error", "exp"), ("linear", "categorical_cross_entropy", "log")])
def test_what_leads_out_of_the_fractions(activation, loss, function):
    """One sentence: which function, and what stays within; also from within a loss."""
    layers = [{"activation": activation, "weights": [[0.5, 0.25]]}]
    experiment = load({**HMKCODE, "layers": layers, "loss": loss})
    with pytest.raises(NeurosimError) as caught:
        experiment.trace(numbers="fraction")
    assert str(caught.value).startswith(f"numbers: {function} leads out of the fractions (expected decimal:30, or what stays within")
    assert "linear, relu" in str(caught.value) and " sigmoid" not in str(caught.value) and "half_squared_error" in str(caught.value)


# Steps, files, and how it looks.


def test_later_steps():
    """On paper the second step begins with the rounded weights; exact begins where floats have come to."""
    experiment = load("worked-example")
    assert "0.3589" == repr(experiment.trace(step=2, numbers="rounded:4")["w5"])
    assert experiment.trace(step=2)["w5"] == experiment.trace(step=2, numbers="exact")["w5"].nearest() == 0.35891647971788465
    assert [0.4, 0.45] == experiment.network.layers[1].neurons[0].weights


def shown(capsys, *arguments):
    assert 0 == main(list(arguments))
    return capsys.readouterr().out


def test_the_head_names_the_arithmetic(capsys):
    """In text, JSON and CSV; where the numbers are floats nothing is said, and nothing is added."""
    text = shown(capsys, "trace", "worked-example", "--numbers", "rounded:4")
    assert text.startswith("worked-example: step 1, sample 1, numbers rounded:4\n")
    assert " 0.5933\n" in text and "Numbers: rounded:4, every result rounded to 4 decimals, as on paper.\n" in text
    trace = json.loads(shown(capsys, "trace", "worked-example", "--numbers", "decimal:25", "--format", "json"))
    assert "decimal:25" == trace["numbers"] and 0.15 == trace["experiment"]["layers"][0]["weights"][0][0]
    quantity = {"name": "out_h1", "kind": "out", "owner": "h1", "value": 0.5932699921071872, "text": "0.5932699921071872551736544"}
    assert quantity in trace["quantities"]
    assert "1,w7,weight,w7,0.5,0.5" in shown(capsys, "trace", "worked-example", "--numbers", "exact", "--format", "csv").splitlines()
    plain = json.loads(shown(capsys, "trace", "worked-example", "--format", "json"))
    assert "numbers" not in plain and {"name", "kind", "owner", "value"} == set(plain["quantities"][0])


def test_explain_in_other_numbers(capsys):
    """The derivation is the same; its numbers are those of the arithmetic, and --digits shortens them."""
    text = shown(capsys, "explain", "worked-example", "w5", "--numbers", "rounded:4")
    assert "       = 0.7414 · 0.1868 · 0.5933\n       = 0.0822\n" in text and text.startswith("Numbers: rounded:4")
    assert "= 0.741 · 0.187 · 0.593\n" in shown(capsys, "explain", "worked-example", "w5", "--numbers", "decimal:40", "--digits", "3")
    step = json.loads(shown(capsys, "explain", "worked-example", "w5", "--numbers", "decimal:20", "--format", "json"))["steps"][0]
    assert (0.08216704056423078, "0.082167040564230778843") == (step["value"], step["text"])
    assert "Numbers: exact" in shown(capsys, "explain", "worked-example", "--all", "--paths", "--numbers", "exact")


# -ln σ(-1000) is 1000; its slope by the out, -1/σ(-1000) = -1 - e^1000, is beyond floats. (e^1000 = 1.97007111401704699...e434.)
SURELY_WRONG = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"weights": [[1.0]], "bias": "none"}], "loss": "binary_cross_entropy",
                "samples": [{"inputs": [-1000.0], "targets": [1.0]}]}


def test_beyond_floats_is_not_diverged(tmp_path, capsys):
    """exact goes on where floats end: what is too great is shown with its digits, and of what is shown as 0 a sentence has them."""
    (tmp_path / "wrong.json").write_text(json.dumps(SURELY_WRONG))
    text = shown(capsys, "trace", str(tmp_path / "wrong.json"), "--numbers", "exact")
    assert "o1        -1.970071114017047e+434            0         -1\n" in text and " 1000" in text
    assert "Too small for a float, so that the nearest is 0: out_o1 = 5.0759588975494568e-435 and " in text
    assert "holds for the numbers behind it" in text
    rows = json.loads(shown(capsys, "trace", str(tmp_path / "wrong.json"), "--numbers", "exact", "--format", "json"))["quantities"]
    slope = next(row for row in rows if row["name"] == "dE_dout_o1")
    assert (None, "-1.970071114017047e+434") == (slope["value"], slope["text"])    # JSON has no infinity
    text = shown(capsys, "explain", str(tmp_path / "wrong.json"), "w1", "--numbers", "decimal:20")
    assert "-1.970071114017046993" in text.replace("−", "-") and "1000" in text


def test_fractions_are_divisions_in_formulas(tmp_path, capsys):
    """7/50 binds like a division: to the right of a product it stands in brackets."""
    (tmp_path / "hmkcode.json").write_text(json.dumps(HMKCODE))
    text = shown(capsys, "explain", str(tmp_path / "hmkcode.json"), "w1", "--numbers", "fraction")
    assert "(−809/1000) · (7/50)\n" in text
    steps = json.loads(shown(capsys, "explain", str(tmp_path / "hmkcode.json"), "w1", "--numbers", "fraction", "--format", "json"))["steps"]
    for step in steps:
        assert step["value"] == pytest.approx(eval(step["numbers"]))


def test_unknown_numbers(capsys):
    """A wrong name is a wrong use: one sentence with the option's name, exit 2."""
    assert 2 == main(["trace", "worked-example", "--numbers", "rounde:4"])
    captured = capsys.readouterr()
    assert "" == captured.out and "error: --numbers: unknown arithmetic 'rounde' (did you mean 'rounded'?)" in captured.err


@pytest.mark.parametrize("optimizer", [{"name": "sgd", "momentum": 0.9, "nesterov": True, "weight_decay": 0.1}, "adagrad", "rmsprop", "adam"])
def test_optimizers_remember_in_the_same_numbers(optimizer):
    """The third step by any optimizer: 40 digits of it agree with floats, and its memory is made of the same numbers."""
    experiment = load({**HMKCODE, "optimizer": optimizer})
    floats, decimals = experiment.trace(step=3), experiment.trace(step=3, numbers="decimal:40")
    assert list(floats.quantities) == list(decimals.quantities)
    for name, quantity in floats.quantities.items():
        assert quantity.value == pytest.approx(nearest(decimals[name]), rel=1e-9, abs=1e-12)
        assert isinstance(decimals[name], Figure) or quantity.kind in ("dout_dnet", "dnet_dw")
    again = experiment.trace(step=3)
    assert again.rows() == floats.rows()


@pytest.mark.parametrize("step", [1, 3])
def test_a_divisor_rounded_to_0_is_said(step):
    """The eps of adam is 0 in four decimals, and 0 / 0 has no value: one sentence."""
    experiment = load({**HMKCODE, "optimizer": "adam", "samples": [{"inputs": [0, 0], "targets": [0]}]})
    with pytest.raises(NeurosimError, match="numbers: a divisor is rounded to 0 in rounded:4 .expected more digits, or exact"):
        experiment.trace(numbers="rounded:4", step=step)


def test_the_short_form_is_shown_in_other_numbers():
    """Softmax with cross-entropy comes to out - t, in thirty digits too."""
    experiment = load({**HMKCODE, "layers": [{"activation": "softmax", "weights": [[0.5, 0.25], [0.1, -0.2]]}],
                       "loss": "categorical_cross_entropy", "samples": [{"inputs": [1, 2], "targets": [1, 0]}]})
    assert "= out_o1 − t1    the same, in short" in str(experiment.explain("w1", numbers="decimal:30"))
