"""The gradient check: right gradients agree, wrong ones are caught, and neither rounding nor a kink is taken for a mistake."""

import math

import pytest
from mpmath import MPContext

import neurosim
from neurosim.explain.arithmetic import nearest
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.guard.errors import Diverged, NeurosimError
from neurosim.core.layers import make_layer
from neurosim.core.softmax import SoftmaxLayer
from neurosim.core.losses import LOSSES
from neurosim.core.network import NeuralNetwork
from neurosim.core.neuron import Neuron
from neurosim.explain.check.gradient_check import check_gradient

mp = MPContext()
mp.dps = 40
BATCH = [([0.3, -0.8], [0.125, 0.875]), ([-0.6, 0.45], [0.75, 0.25])]
TARGETS = {"sparse_categorical_cross_entropy": [[1.0], [0.0]], "hinge": [[1.0, -1.0], [-1.0, 1.0]], "squared_hinge": [[1.0, -1.0], [-1.0, 1.0]]}


def network(activation="tanh", loss="half_squared_error", bias="own", last=None, **more):
    """A 2-3-2 network whose outs the loss can take."""
    made = LOSSES.make(loss)
    last = last or ("linear" if made.on_nets else "softmax" if "categorical" in loss or loss == "kl_divergence"
                    else "sigmoid" if made.way_out else activation)
    layers = [NeuralNetwork.build(*sizes, activation=kind, bias=bias, seed=seed).layers[0]
              for sizes, kind, seed in (((2, 3), activation, 5), ((3, 2), last, 6))]
    layers = [make_layer([neuron.weights for neuron in layer.neurons], [0.0625 * (i + 1) for i, _ in enumerate(layer.biases)],
                         bias, layer.activation, **more) for layer in layers]
    return NeuralNetwork(layers, loss)


def published(**layers):
    """A 2-2-2 experiment: the worked example, with other fields of its layers."""
    document = neurosim.load("worked-example").to_document()
    return neurosim.load({**document, "layers": [{**layer, **layers} for layer in document["layers"]]})


def test_published_gradients():
    """The worked example's, as everybody prints them, found in all three ways."""
    check = neurosim.load("worked-example").check()
    for name, printed in {"w5": 0.082167041, "w1": 0.000438568}.items():
        row = check[name]
        assert [printed] * 3 == [round(value, 9) for value in (row.gradient, row.central, row.forward)]
    assert check.agree and 10 == len(check.comparisons)


@pytest.mark.parametrize("name", ["w1", "w5", "b1"])
def test_three_ways_against_the_formula_itself(name):
    """E of the worked example written down for mpmath, and differentiated by it: every way has the digits it claims."""
    def error(**moved):
        v = {"w1": .15, "w2": .2, "w3": .25, "w4": .3, "w5": .4, "w6": .45, "w7": .5, "w8": .55, "b1": .35, "b2": .6, **moved}
        h1, h2 = (1 / (1 + mp.exp(-(.05 * v[a] + .1 * v[b] + v["b1"]))) for a, b in (("w1", "w2"), ("w3", "w4")))
        o1, o2 = (1 / (1 + mp.exp(-(h1 * v[a] + h2 * v[b] + v["b2"]))) for a, b in (("w5", "w6"), ("w7", "w8")))
        return (mp.mpf(.01) - o1) ** 2 / 2 + (mp.mpf(.99) - o2) ** 2 / 2
    start = {"w1": 0.15, "w5": 0.4, "b1": 0.35}[name]
    true = float(mp.diff(lambda value: error(**{name: value}), mp.mpf(start)))
    row = neurosim.load("worked-example").check()[name]
    assert true == pytest.approx(row.gradient, rel=1e-14)
    assert true == pytest.approx(row.forward, rel=1e-14)
    assert true == pytest.approx(row.central, abs=1e-11)
    by_hand = float((error(**{name: mp.mpf(start) + mp.mpf("1e-5")}) - error(**{name: mp.mpf(start) - mp.mpf("1e-5")})) / mp.mpf("2e-5"))
    assert by_hand == pytest.approx(row.central, abs=1e-11)
    exact = neurosim.load("worked-example").check(numbers="exact")[name]
    assert [true] * 3 == [nearest(value) for value in (exact.gradient, exact.central, exact.forward)]


@pytest.mark.parametrize("activation, loss", [*((activation, "half_squared_error") for activation in ACTIVATIONS),
                                              *(("tanh", loss) for loss in LOSSES)])
@pytest.mark.parametrize("bias", ["own", "shared"])
def test_every_activation_and_loss(activation, loss, bias):
    """Over a batch, with own and shared biases: all agree, and forward mode to 13 digits."""
    batch = [(inputs, targets) for (inputs, _), targets in zip(BATCH, TARGETS.get(loss, [targets for _, targets in BATCH]))]
    check = check_gradient(network(activation, loss, bias), batch)
    assert check.agree and not check.of("rounding")
    assert check.worst < 1e-13
    assert len(check.of("agrees")) >= 10


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_dropout(reduction):
    """The masks are those of the step's own trace, the same for every nudge."""
    experiment = published(dropout=0.5, bias="own", biases=[0.35, 0.6])
    experiment = neurosim.load({**experiment.to_document(), "training": {"batch_size": "all", "reduction": reduction}, "seed": 3,
                                "samples": [{"inputs": [0.05, 0.1], "targets": [0.01, 0.99]}, {"inputs": [0.7, -0.2], "targets": [0.3, 0.1]}]})
    check, trace = experiment.check(step=4), experiment.trace(step=4)
    assert check.agree and check.worst < 1e-13
    assert {trace[f"mask_h{i}_s{k}"] for i in (1, 2) for k in (1, 2)} == {0.0, 2.0}
    assert {name: trace[f"dE_d{name}"] for name in trace.parameters} == {row.name: row.gradient for row in check.comparisons}


def test_frozen_parameters_have_slopes_too():
    """What no step moves is compared all the same, and said."""
    check = neurosim.load("worked-example").check()
    assert {"b1", "b2"} == {row.name for row in check.comparisons if not row.trained}
    assert "not trained: no step moves it" in str(check)


# Wrong gradients.

class NoSlope(Neuron):
    """Forgets the slope of the activation."""
    __slots__ = ()

    def backpropagate(self, dE_dout):
        super().backpropagate(dE_dout)
        self.dE_dnet = dE_dout


class SlightlyOff(Neuron):
    """Off by a ten-millionth."""
    __slots__ = ()

    def dE_dws(self):
        return [slope * (1.0 + 1e-7) for slope in super().dE_dws()]


class FirstPathOnly(type(make_layer([[1.0]], [0.0]))):
    def dE_dinputs(self):
        """Forgets that an input feeds every neuron."""
        return [self.neurons[0].dE_dnet * weight for weight in self.neurons[0].weights]


class DiagonalOnly(SoftmaxLayer):
    def backpropagate(self, dE_douts):
        """Forgets that a net moves its neighbours' outs."""
        super().backpropagate(dE_douts)
        for neuron, dE_dout in zip(self.neurons, dE_douts):
            neuron.dE_dnet = dE_dout * neuron.out * (1.0 - neuron.out)


class Summed(NeuralNetwork):
    def gradient(self, batch, reduction="mean"):
        """Adds up where the mean is asked for."""
        return super().gradient(batch, "sum")


def spoil(spoilt, part, layer=1):
    if part is Summed:
        spoilt.__class__ = Summed
    elif issubclass(part, Neuron):
        for neuron in spoilt.layers[layer].neurons:
            neuron.__class__ = part
    else:
        spoilt.layers[layer].__class__ = part
    return spoilt


LAST, FIRST = {"w7", "w8", "w9", "w10", "w11", "w12"}, {"w1", "w2", "w3", "w4", "w5", "w6"}


@pytest.mark.parametrize("part, layer, last, expected", [
    (NoSlope, 1, None, FIRST | LAST | {"b1", "b2", "b3", "b4", "b5"}), (NoSlope, 0, None, FIRST | {"b1", "b2", "b3"}),
    (SlightlyOff, 0, None, FIRST), (FirstPathOnly, 1, None, FIRST | {"b1", "b2", "b3"}),
    (DiagonalOnly, 1, "softmax", FIRST | LAST | {"b1", "b2", "b3", "b4", "b5"}),
    (Summed, None, None, FIRST | LAST | {"b1", "b2", "b3", "b4", "b5"})])
@pytest.mark.parametrize("numbers", ["float", "decimal:30"])
def test_wrong_gradients_are_caught(part, layer, last, expected, numbers):
    """And they alone: the layers that the mistake does not reach agree."""
    check = check_gradient(spoil(network(last=last), part, layer), BATCH, numbers=numbers)
    assert not check.agree
    assert expected == {row.name for row in check.of("differs")}
    assert [row.name for row in check.comparisons[:len(expected)]] == [row.name for row in check.of("differs")]


def test_disagreement_on_the_command_line(monkeypatch, capsys):
    """Exit code 1, and the whole result all the same."""
    from neurosim.cli import main
    monkeypatch.setattr(Neuron, "dnet_dws", lambda neuron: [2.0 * x for x in neuron.inputs])
    assert 1 == main(["check", "worked-example"])
    out = capsys.readouterr().out
    assert 8 == out.count("DIFFERS") and "8 of 10 slopes differ: " in out
    assert 1 == main(["check", "worked-example", "--format", "json"])
    assert '"agree": false' in capsys.readouterr().out


# What is no mistake.

@pytest.mark.parametrize("net", [15.0, 20.0, 30.0, 40.0, 700.0])
@pytest.mark.parametrize("loss", ["half_squared_error", "binary_cross_entropy"])
def test_rounding_is_no_mistake(net, loss):
    """Saturated sigmoids lose digits, or all of them; the formulas are right, and with more digits that shows."""
    saturated = NeuralNetwork([make_layer([[1.0]], [net])], loss)
    target = 1.0 if net > 36.0 else 0.0    # where the out is 1, the cross-entropy has no value for 0
    check = check_gradient(saturated, [([1.0], [target])])
    assert check.agree


def test_forward_mode_where_exp_is_beyond_a_float():
    """1 / (1 + e^800) is 0 for a float, and so is its slope, which is no more than e^-800."""
    check = check_gradient(NeuralNetwork([make_layer([[-800.0]], [0.0])]), [([1.0], [0.5])])
    assert [(0.0, "agrees")] * 2 == [(row.forward, row.verdict) for row in check.comparisons]


def test_exact_slopes_that_no_number_of_digits_tells_from_0():
    """The out of a single softmax neuron is 1 whatever comes in: exact has ever narrower bounds around 0, and no 0."""
    layers = [make_layer([[0.3]], [0.1]), make_layer([[0.7]], [0.0], activation="softmax"), make_layer([[0.5]], [0.1])]
    check = check_gradient(NeuralNetwork(layers), [([1.0], [0.5])], numbers="exact")
    assert check.agree and [0.0] * 4 == [nearest(check[name].gradient) for name in ("w1", "b1", "w2", "b2")]


def test_rounding_hides_no_mistake():
    """The same neuron with a wrong slope is caught, though floats have only a few digits to see it by."""
    spoilt = spoil(NeuralNetwork([make_layer([[1.0]], [30.0])]), SlightlyOff, 0)
    assert {"w1"} == {row.name for row in check_gradient(spoilt, [([1.0], [0.0])]).of("differs")}


def test_great_inputs():
    """The difference is off where E is strongly curved; nobody else is to blame."""
    check = check_gradient(NeuralNetwork([make_layer([[0.001, -0.002]], [0.1])]), [([3000.0, 900.0], [0.25])])
    assert check.agree and check.of("rounding")


@pytest.mark.parametrize("numbers", ["float", "decimal:30"])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "softplus", "linear"])
@pytest.mark.parametrize("great", [1e15, 1e100])
@pytest.mark.slow
def test_inputs_beyond_all_reason(great, activation, numbers):
    """A nudge of 1e-16 is a great one for the weight of such an input."""
    network = NeuralNetwork([make_layer([[0.1 / great], [0.3 / great]], [0.0, 0.0], activation=activation), make_layer([[0.5, -0.7]], [0.1])])
    check = check_gradient(network, [([great], [0.25]), ([-great / 3.0], [0.75])], numbers=numbers)
    assert check.agree and {"w1", "w2"} <= {row.name for row in check.of("rounding")}


@pytest.mark.parametrize("numbers", ["float", "decimal:30", "exact", "fraction"])
def test_kinks_are_skipped(numbers):
    """net_h2 = −1 · 1 + 0.5 · 2 + 0 is just at the kink: what moves it has no slope, the rest does."""
    kinked = NeuralNetwork([make_layer([[0.5, 0.25], [-1.0, 0.5]], [0.0, 0.0], activation="relu"),
                            make_layer([[0.25, 0.75]], [0.0], activation="linear")])
    check = check_gradient(kinked, [([1.0, 2.0], [2.0]), ([0.5, 1.5], [-1.0])], numbers=numbers)
    assert {"w3", "w4", "b2"} == {row.name for row in check.of("kink")}
    assert {"net_h2_s1"} == {kink for row in check.comparisons for kink in row.kinks}
    assert check.agree and 6 == len(check.of("agrees"))


@pytest.mark.parametrize("target, skipped", [(0.5, True), (0.500001, True), (0.6, False)])
def test_kinks_of_a_loss(target, skipped):
    """|target − out| at 0, within a nudge of 0, and well away from it."""
    check = check_gradient(NeuralNetwork([make_layer([[0.5]], [0.0], activation="linear")], "mean_absolute_error"), [([1.0], [target])])
    assert check.agree
    assert ["out_o1"] * skipped == check["w1"].kinks


def test_where_the_loss_ends():
    """A nudge would make the out negative, and that has no logarithm."""
    edge = NeuralNetwork([make_layer([[0.000001], [0.5]], [0.0, 0.5], activation="linear")], "categorical_cross_entropy")
    check = check_gradient(edge, [([1.0], [0.5, 0.5])])
    assert check.agree and {"w1", "b1"} == {row.name for row in check.of("kink")}


def test_nothing_to_compare_with():
    """A gradient beyond floats is a run that diverges."""
    huge = NeuralNetwork([make_layer([[1e200]], [0.0], activation="linear"), make_layer([[1e200]], [0.0], activation="linear")])
    with pytest.raises(Diverged, match="dE_dw1 = inf"):
        check_gradient(huge, [([1.0], [0.0])])


@pytest.mark.parametrize("numbers", ["rounded:4", "rounded:30", "decimal:9"])
def test_too_few_digits(numbers):
    """Where rounding alone makes slopes differ, nothing can be said."""
    for ask in (neurosim.load("worked-example").check, lambda numbers: neurosim.load("worked-example").nudge("w5", numbers=numbers)):
        with pytest.raises(NeurosimError, match=f"in {numbers} slopes differ by rounding alone"):
            ask(numbers=numbers)


def test_nobody_waits_for_a_large_network():
    """What it would take is said before anything is done: 23,860 parameters, each with three runs of 23,820 weights."""
    large = NeuralNetwork.build(784, 30, 10, initialize="zeros")
    with pytest.raises(NeurosimError, match="23,860 parameters × 23,820 weights × 1 sample × 20 ways = .*: take one sample, or a smaller network"):
        check_gradient(large, [([0.5] * 784, [0.0] * 10)])


def test_more_digits():
    """In thirty digits the difference agrees to 18 or more, forward mode to 27."""
    check = neurosim.load("xor").check(step=3, numbers="decimal:30")
    assert check.worst < 1e-27 and max(row.central_error for row in check.comparisons) < 1e-17


def test_json():
    """The keys that are promised, and nothing that JSON cannot hold."""
    import json
    found = json.loads(json.dumps(neurosim.load("worked-example").check().to_dict(), allow_nan=False))
    assert ("neurosim-check", 1, True) == (found["format"], found["version"], found["agree"])
    assert {"name", "gradient", "central", "forward", "relative_error"} <= found["parameters"][0].keys()
    assert found["worst"] == max(row["relative_error"] for row in found["parameters"])


def test_the_experiment_stays_as_it_is():
    """Weights, random numbers and steps are those of before."""
    asked, other = neurosim.load("xor", seed=3), neurosim.load("xor", seed=3)
    asked.check(step=5), asked.nudge("w1", step=5)
    assert other.train(steps=7).parameters() == asked.train(steps=7).parameters()


# Nudges.

def test_nudge_by_hand():
    """w5 of the worked example: 0.0821670406 times the nudge, beside E(w5 + nudge) − E(w5) by mpmath."""
    def error(w5):
        h1, h2 = 1 / (1 + mp.exp(mp.mpf("-0.3775"))), 1 / (1 + mp.exp(mp.mpf("-0.3925")))
        return (mp.mpf("0.01") - 1 / (1 + mp.exp(-(w5 * h1 + mp.mpf("0.45") * h2 + mp.mpf("0.6"))))) ** 2 / 2
    nudges = neurosim.load("worked-example").nudge("∂E/∂w5")
    assert "w5" == nudges.name
    for nudge, predicted, actual, ratio in nudges.rows:
        nudge = mp.mpf(nudge.text())
        true = error(mp.mpf("0.4") + nudge) - error(mp.mpf("0.4"))
        assert mp.almosteq(true, mp.mpf(actual.text()), rel_eps=1e-30)
        assert float(nudge) * 0.0821670406 == pytest.approx(predicted.nearest(), rel=1e-9)
        assert float(true / nudge) / 0.0821670406 == pytest.approx(ratio.nearest(), rel=1e-9)
    away = [abs(1.0 - ratio.nearest()) for _, _, _, ratio in nudges.rows]
    assert [pytest.approx(10.0, rel=0.1)] * 5 == [before / after for before, after in zip(away, away[1:])]


def test_nudge_where_nothing_happens():
    """A slope of 0 predicts nothing, and there is no ratio to it."""
    nudges = neurosim.load("xor").nudge("w1", sample=0)    # its input is 0
    assert all((0.0, None) == (actual.nearest(), ratio) for _, _, actual, ratio in nudges.rows)
    assert "∂E/∂w1 is 0" in str(nudges)


def test_nudge_at_a_kink():
    """It is said that there is no slope; the ratio does not go to 1."""
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "samples": [{"inputs": [1], "targets": [1]}],
                "layers": [{"activation": "leaky_relu", "weights": [[0.5]], "biases": [-0.5]}]}
    nudges = neurosim.load(document).nudge("w1")
    assert "over a kink" in str(nudges)
    assert 100.0 == pytest.approx(nudges.rows[-1][3].nearest(), rel=1e-4)


def test_nudge_of_nothing():
    """The name that was meant is offered."""
    with pytest.raises(NeurosimError, match=r"name: unknown name 'w55' \(did you mean 'w5'\?\)"):
        neurosim.load("worked-example").nudge("w55")


def test_ratio_in_floats_is_worse():
    """What the digits are for: in floats the last nudges leave E's difference with half its digits."""
    rough, fine = (neurosim.load("worked-example").nudge("w1", numbers=numbers).rows[-1][3] for numbers in ("float", "decimal:40"))
    assert abs(rough - fine.nearest()) > 1e-9 and not math.isnan(rough)
