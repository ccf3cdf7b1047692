"""Batch and layer normalisation: by hand, beside PyTorch, and beside a calculation of our own in 60 digits."""

from itertools import chain

import pytest

from neurosim.core.guard.errors import NeurosimError
from neurosim.core.layers import make_layer
from neurosim.core.network import NeuralNetwork
from neurosim.core.normalization import BatchNormalizedLayer, LayerNormalizedLayer
from neurosim.experiment import load

mpmath = pytest.importorskip("mpmath", reason="mpmath, in the extra test, is not installed")

# A 1-2-1 network on paper: the nets of h1 are 1, 4 and 7, so mean 4, variance 6 and, with eps 0.25, deviation 2.5.
PAPER = [([1.0], [0.0]), ([4.0], [1.0]), ([7.0], [0.0])]


def paper():
    hidden = make_layer([[1.0], [-1.0]], [0.1, 0.4], activation="sigmoid",
                        normalize={"name": "batch", "scales": [1.2, 0.7], "eps": 0.25})
    return NeuralNetwork([hidden, make_layer([[0.8, -0.6]], [0.3], activation="linear")])


def test_by_hand():
    """Mean, variance, deviation, and the normed nets 1.2 on either side."""
    network = paper()
    network.gradient(PAPER)
    hidden = network.layers[0]
    assert ([4.0, -4.0], [6.0, 6.0], [2.5, 2.5]) == (hidden.means, hidden.variances, hidden.deviations)
    assert [1.2, -1.2] == [neuron.normed for neuron in hidden.neurons]    # of the last sample


def error_in_60_digits(parameters, samples):
    """E of the network on paper, from the definition."""
    w1, w2, g1, g2, b1, b2, w3, w4, b3 = parameters
    outs = []
    for w, g, b in ((w1, g1, b1), (w2, g2, b2)):
        nets = [w * inputs[0] for inputs, _ in samples]
        mean = mpmath.fsum(nets) / len(nets)
        deviation = mpmath.sqrt(mpmath.fsum((net - mean) ** 2 for net in nets) / len(nets) + mpmath.mpf("0.25"))
        outs.append([1 / (1 + mpmath.exp(-(g * (net - mean) / deviation + b))) for net in nets])
    answers = [w3 * first + w4 * second + b3 for first, second in zip(*outs)]
    return mpmath.fsum((target - out) ** 2 / 2 for (_, [target]), out in zip(samples, answers)) / len(samples)


def test_gradient_in_60_digits():
    """Every slope is the one that a nudge in 60 digits gives, to the 15 digits that are left of a float."""
    network = paper()
    gradient = list(chain.from_iterable(chain.from_iterable(network.gradient(PAPER))))
    with mpmath.workdps(60):
        given = [mpmath.mpf(text) for text in ("1", "-1", "1.2", "0.7", "0.1", "0.4", "0.8", "-0.6", "0.3")]
        for place, slope in enumerate(gradient):
            nudge = mpmath.mpf("1e-20")
            low, high = ([*given[:place], given[place] + sign * nudge, *given[place + 1:]] for sign in (-1, 1))
            expected = (error_in_60_digits(high, PAPER) - error_in_60_digits(low, PAPER)) / (2 * nudge)
            assert float(expected) == pytest.approx(slope, rel=1e-13), place


# Five steps of PyTorch 1.12.1 in float64: Linear(2, 3, bias=False), then BatchNorm1d(3, momentum=0.25) or LayerNorm(3), Tanh, Linear(3, 1);
# half squared error, mean over the batch; SGD(lr=0.2, momentum=0.5); then eval().
BATCH = [([0.5, 1.0], [0.0]), ([1.5, -1.0], [1.0]), ([-1.0, 0.25], [0.5]), ([2.0, 0.75], [0.25])]
PYTORCH = {
    "batch": {
        "weights": [[-0.4475599800196986, 0.48079149485792083], [-0.42095533539747, 0.4250749591901515],
                    [-0.05407541627341523, -0.6964013894606634]],
        "scales": [1.0823649607870727, 0.6941230708927998, 0.9311944560074175],
        "biases": [0.10774920838996131, -0.1441108826459491, 0.2357685619669573],
        "last": [0.3688132956875794, -0.5848187728407854, 0.6281833705993695, 0.26499629653097917],
        "running_means": [-0.08347831862177185, -0.1784104386873356, -0.1356936485735326],
        "running_variances": [0.5590996806078918, 0.6360248238148523, 0.5147924302631652],
        "answers": [0.045475802548038624, 0.8823919089897385, 0.45456445384828553, 0.08355934624692776]},
    "layer": {
        "weights": [[-0.13330688604833205, 0.42975472219443583], [-0.08203734046550921, 0.48870839421029905],
                    [0.015344226513841094, -0.8184631164047348]],
        "scales": [1.107240837832218, 0.5485044042405243, 0.8771780567692149],
        "biases": [0.2514384657984196, -0.1738891825314831, 0.22359711402443672],
        "last": [0.41432196427491363, -0.2910544926688994, 0.43967261277534647, 0.24621767448631723],
        "answers": [0.14318167116612243, 0.5818185938750683, 0.19715916026202154, 0.09154540111250753]}}


def trained_like_pytorch(kind):
    settings = {"name": kind, "scales": [1.2, 0.7, 0.9], **({"momentum": 0.25} if kind == "batch" else {})}
    hidden = make_layer([[0.1, 0.4], [-0.5, 0.3], [0.2, -0.6]], [0.1, -0.2, 0.3], activation="tanh", normalize=settings)
    network = NeuralNetwork([hidden, make_layer([[0.8, -0.6, 0.5]], [0.3], activation="linear")],
                            optimizer={"name": "sgd", "learning_rate": 0.2, "momentum": 0.5})
    for _ in range(5):
        network.learn(BATCH)
    return network


@pytest.mark.parametrize("kind", PYTORCH)
def test_pytorch(kind):
    """Weights, scales, shifts and running means after five steps, and the answers outside training."""
    network, expected = trained_like_pytorch(kind), PYTORCH[kind]
    hidden, last = network.layers
    found = {"weights": [neuron.weights for neuron in hidden.neurons], "scales": hidden.scales, "biases": hidden.biases,
             "last": [*last.neurons[0].weights, *last.biases],
             "answers": [network.feed_forward(inputs)[0] for inputs, _ in BATCH]}
    for name in ("running_means", "running_variances") if kind == "batch" else ():
        found[name] = getattr(hidden, name)
    for name, values in expected.items():
        assert found[name] == [pytest.approx(value, rel=1e-12, abs=1e-14) for value in values], name


# Training and answering.

def test_answers_do_not_depend_on_each_other():
    """Outside training a sample's answer is its own, whoever asks beside it."""
    network = trained_like_pytorch("batch")
    alone = network.feed_forward([0.5, 1.0])
    network.feed_forward([9.0, -9.0])
    assert alone == network.feed_forward([0.5, 1.0])


def test_answering_backwards():
    """Outside training mean and deviation are constants: the slope of an out by an input is what a nudge gives."""
    network, nudge = trained_like_pytorch("batch"), 1e-6

    def error(x):
        return network.error([x, 1.0], [0.0])
    expected = (error(0.5 + nudge) - error(0.5 - nudge)) / (2 * nudge)
    network.feed_forward([0.5, 1.0])
    network.backpropagate([0.0])
    assert expected == pytest.approx(network.layers[0].dE_dinputs()[0], rel=1e-8)


def test_frozen_scales():
    """Scales stay where train_scales is false, and everything else moves."""
    layer = make_layer([[1.0], [-1.0]], [0.1, 0.4], normalize={"name": "batch", "scales": [1.2, 0.7], "train_scales": False})
    network = NeuralNetwork([layer, make_layer([[0.8, -0.6]], [0.3])])
    network.learn(PAPER)
    assert [1.2, 0.7] == layer.scales
    assert [0.1, 0.4] != layer.biases


def test_settings_make_the_same_layer():
    """What a layer says of itself makes one like it: its scales and running means as they are now."""
    trained = trained_like_pytorch("batch").layers[0]
    made = make_layer([neuron.weights for neuron in trained.neurons], trained.biases, activation="tanh", normalize=trained.settings())
    assert (trained.scales, trained.running_means, trained.running_variances) == (
        made.scales, made.running_means, made.running_variances)


# What cannot be.

def test_a_sample_alone():
    """Of a net alone nothing is left, so such a step is refused, and no weight moves."""
    network = paper()
    with pytest.raises(NeurosimError, match='^batch: expected at least 2 samples in each step, as normalize "batch" needs them, got 1$'):
        network.learn(PAPER[:1])
    assert [1.0] == network.layers[0].neurons[0].weights


@pytest.mark.parametrize("options, message", [
    ({"activation": "softmax"}, "normalize: expected no softmax in the same layer; normalise the layer before, got 'batch'"),
    ({"dropout": 0.5}, "normalize: expected no dropout in the same layer; drop outs of another one, got 'batch'")])
def test_nothing_else_in_the_layer(options, message):
    """Softmax and dropout have layers of their own."""
    with pytest.raises(NeurosimError) as found:
        make_layer([[1.0], [2.0]], [0.0, 0.0], normalize="batch", **options)
    assert message == str(found.value)


@pytest.mark.parametrize("settings, message", [
    ({"name": "batch", "scales": [1.0]}, "normalize.scales: expected 2 numbers, one for each neuron, got 1"),
    ({"name": "batch", "eps": 0.0}, "normalize.eps: expected a finite number > 0, got 0.0"),
    ({"name": "batch", "momentum": 1.5}, "normalize.momentum: expected a number from 0 to 1, got 1.5"),
    ({"name": "batch", "running_variances": [1.0, -1.0]}, "normalize.running_variances[1]: expected a finite number >= 0, got -1.0"),
    ({"name": "layer", "momentum": 0.1}, "normalize: unknown parameter of layer 'momentum' (expected one of scales, train_scales, eps)"),
    ("group", "normalize: unknown normalization 'group' (expected one of batch, layer)")])
def test_bad_settings(settings, message):
    """Each names its place and what was expected."""
    with pytest.raises(NeurosimError) as found:
        make_layer([[1.0], [2.0]], [0.0, 0.0], normalize=settings)
    assert message == str(found.value)


def test_words():
    """repr names the class and the normalisation; a network shows every scale and shift."""
    assert "LayerNormalizedLayer(1 relu neuron, bias none, normalize layer, scales [1.0])" == repr(
        make_layer([[1.0]], bias="none", activation="relu", normalize="layer"))
    assert ["1 inputs", "layer 1: BatchNormalizedLayer(2 sigmoid neurons, bias own, normalize batch, scales [1.2, 0.7])",
            "    neuron 1: Neuron([1.0], bias=0.1, sigmoid)", "    neuron 2: Neuron([-1.0], bias=0.4, sigmoid)",
            ] == str(paper()).split("\n")[:4]
    assert {"batch": BatchNormalizedLayer, "layer": LayerNormalizedLayer} == {
        kind: type(make_layer([[1.0]], [0.0], normalize=kind)) for kind in ("batch", "layer")}


@pytest.mark.parametrize("kind, other", [(BatchNormalizedLayer, "layer"), (LayerNormalizedLayer, "batch")])
def test_a_class_is_of_one_normalization(kind, other):
    """Made directly, it refuses the settings of the other kind; a layer of the table is always of the right class."""
    with pytest.raises(NeurosimError, match=f"^normalize: expected '{'batch' if other == 'layer' else 'layer'}', got '{other}'$"):
        kind([[1.0], [2.0]], [0.0, 0.0], normalize=other)


def test_normalize_null():
    """In a file it means what leaving it out means."""
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"neurons": 2}], "seed": 1,
                "samples": [{"inputs": [1], "targets": [0.5, 0.5]}]}
    plain = load(document).to_document()
    document["layers"][0]["normalize"] = None
    assert plain == load(document).to_document()
