"""A learner's own step: right code is never accused, and what is wrong is named."""

from pathlib import Path
from runpy import run_path

import learners_steps as steps
import pytest

import neurosim


def near(expected, text):
    assert expected in str(text)


# Right is right.

SOFTMAX = {"activations": ("sigmoid", "softmax"), "loss": "categorical_cross_entropy"}
RELU = {"activation": "relu", "loss": "mean_squared_error"}
RIGHT = {
    "half the squared error": (steps.plain, {}, "half_squared_error"),
    "cross-entropy": (steps.cross_entropy, {}, "binary_cross_entropy, summed over the outputs"),
    "no half": (lambda *given: steps.plain(*given, delta=lambda o, t: 2 * (o - t) * o * (1 - o)), {}, "squared_error"),
    "own rate": (steps.own_rate, {}, "half_squared_error"),
    "relu and linear": (steps.relu_linear, {}, "mean_squared_error"),
    "relu, told for all": (steps.relu_linear, RELU, "mean_squared_error"),
    "softmax": (steps.softmax_cross_entropy, {}, "categorical_cross_entropy"),
    "softmax, told": (steps.softmax_cross_entropy, SOFTMAX, "categorical_cross_entropy"),
    "one hidden layer": (steps.plain, {"shapes": (2, 5, 1)}, "half_squared_error"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_steps(name):
    """Nothing is accused, and it is said what they are right for."""
    step, options, loss = RIGHT[name]
    found = neurosim.diagnose_function(step, **options)
    assert (True, [], loss) == (found.agree, found.mistakes, found.right_for.loss)
    assert {None} == set(found.groups.values())


def numpy_variants():
    one_sample = [{}, {"columns": True}, {"update": "dict"}, {"update": "in place"},
                  {"columns": True, "update": "in place"},
                  {"last": "softmax"}, {"last": "softmax", "hidden": "relu"}, {"last": "linear", "hidden": "tanh"}]
    return [*((each, None) for each in one_sample), ({}, 5), ({"batch": "sum"}, 5), ({"last": "softmax"}, 4),
            ({"columns": True, "batch": "sum", "hidden": "relu", "last": "linear"}, 3)]


@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize("options, batch", numpy_variants(), ids=str)
@pytest.mark.slow
def test_right_steps_with_numpy(options, batch, single):
    """In double and in single precision, whatever order the sums are taken in."""
    np = pytest.importorskip("numpy")
    step = steps.numpy_step(np, dtype=np.float32 if single else np.float64, **options)
    found = neurosim.diagnose_function(step, batch=batch, shapes=None if options == {} else (2, 3, 2, 3))
    assert (True, []) == (found.agree, found.mistakes)
    if single:
        near("right on all probes, in single precision", found)


def test_a_rate_of_its_own_is_said():
    found = neurosim.diagnose_function(steps.own_rate)
    near("Every change is exactly 1/7 of the right one: your step has a learning rate of 0.1", found)


def test_both_readings_of_out_minus_target_are_said():
    found = neurosim.diagnose_function(steps.cross_entropy)
    assert ("half_squared_error", "missing_output_slope") == found.otherwise
    near("If the loss is to be half_squared_error, it is missing_output_slope", found)


def test_right_for_something_else_than_was_said():
    found = neurosim.diagnose_function(steps.cross_entropy, activation="softmax", loss="categorical_cross_entropy")
    assert (False, []) == (found.agree, found.mistakes)
    near("All of it is right for sigmoid → sigmoid, binary_cross_entropy, summed over the outputs: was that meant?", found)


# Wrong is named.

def without_mask(*given):
    return steps.relu_linear(*given, mask=False)


WRONG = {
    "the mask of relu": (without_mask, {"activation": "relu", "loss": "mean_squared_error"}, ["missing_hidden_slope"]),
    "the same, told nothing": (without_mask, {"shapes": (2, 3, 2)}, ["missing_hidden_slope"]),
    "a slope told by its loss": (steps.cross_entropy, {"loss": "half_squared_error"}, ["missing_output_slope"]),
    "softmax without a hidden slope": (lambda *given: steps.softmax_cross_entropy(*given, hidden_slope=lambda o: 1), {"shapes": (2, 3, 2)},
                                       ["missing_hidden_slope"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_steps(name):
    step, options, mistakes = WRONG[name]
    assert mistakes == neurosim.diagnose_function(step, **options).mistakes


@pytest.mark.slow
def test_several_faults_at_once():
    """What follows from an earlier one is not accused again: layers 1 and 2 are right but for the moved weights."""
    found = neurosim.diagnose_function(steps.three_faults, shapes=(2, 3, 2, 3))
    assert ["missing_output_slope", "updated_weights"] == found.mistakes[:2]
    weights = {group for fault in found.faults if "updated_weights" in fault.names for group in fault.groups}
    assert {(0, "weights"), (1, "weights")} == weights


def test_a_bias_gradient_that_is_not_summed_over_the_batch():
    """datascience.SE 54364: Db = delta, so the bias becomes a matrix with a column for each sample."""
    np = pytest.importorskip("numpy")
    found = neurosim.diagnose_function(steps.numpy_step(np, unsummed=True), batch=5)
    assert [True] == [fault.unsummed for fault in found.faults]
    near("the bias gradient is not summed over the batch", found)


@pytest.mark.slow
def test_divided_by_the_batch_twice():
    np = pytest.importorskip("numpy")
    assert ["divided_twice"] == neurosim.diagnose_function(steps.numpy_step(np, batch="twice"), batch=3, shapes=(2, 3, 2)).mistakes


@pytest.mark.slow
def test_one_layer_times_a_constant():
    """The two bugs that a course plants: twice one layer's weight gradients, four times another's biases."""
    def step(weights, biases, inputs, targets, rate):
        new, rows = steps.plain(weights, biases, inputs, targets, rate)
        new[1] = [[w + 2 * (n - w) for w, n in zip(ws, ns)] for ws, ns in zip(weights[1], new[1])]
        rows[0] = [b + 4 * (n - b) for b, n in zip(biases[0], rows[0])]
        return new, rows
    found = neurosim.diagnose_function(step, shapes=(3, 4, 3))
    assert [(((1, "weights"),), 2.0), (((0, "biases"),), 4.0)] == \
        sorted([(tuple(fault.groups), round(fault.constant, 9)) for fault in found.faults], key=lambda pair: pair[1])
    near("Your layer-2 gradients are exactly 2 times the right ones", found)


def test_the_first_wrong_number_and_its_probe(tmp_path):
    """Yours beside the right one; the probe is an experiment whose own trace has the right one."""
    found = neurosim.diagnose_function(without_mask, shapes=(2, 3, 2))
    first = found.first_difference
    path = tmp_path / "probe.json"
    found.experiment.save(str(path))
    assert neurosim.load(str(path)).trace()[first["name"]] == first["expected"] != first["given"]


# Optimizers, several steps, nets without biases, errors.

class Momentum:
    """velocity = momentum · velocity + gradient, w = w − rate · velocity, on plain lists."""

    def __init__(self, share=0.9):
        self.share, self.velocity = share, None

    def __call__(self, weights, biases, inputs, targets, rate):
        moved = steps.plain(weights, biases, inputs, targets, 1.0)
        slopes = [less(old, new) for old, new in zip((weights, biases), moved)]
        before = self.velocity or [added(slope, -1.0, slope) for slope in slopes]
        self.velocity = [added(v, self.share, slope) for v, slope in zip(before, slopes)]
        return [added(v, -rate, w) for v, w in zip(self.velocity, (weights, biases))]


def less(one, other):
    return [less(a, b) for a, b in zip(one, other)] if isinstance(one, list) else one - other


def added(one, factor, other):
    """factor · one + other, number by number."""
    return [added(a, factor, b) for a, b in zip(one, other)] if isinstance(one, list) else factor * one + other


@pytest.mark.slow
def test_momentum_over_several_steps():
    """A function without arguments makes a step that begins anew on each network."""
    told = {"optimizer": {"name": "sgd", "momentum": 0.9}, "activation": "sigmoid", "loss": "half_squared_error",
            "shapes": (2, 2, 1)}
    assert neurosim.diagnose_function(lambda: Momentum(), **told).agree
    found = neurosim.diagnose_function(lambda: Momentum(0.5), **told)
    first = found.first_difference
    assert (False, 2) == (found.agree, first["step"])    # in the first step there is no velocity yet
    assert found.experiment.trace(step=2)[first["name"]] == first["expected"]


def test_plain_steps_in_a_row():
    assert neurosim.diagnose_function(steps.plain, steps=3).agree


def test_a_net_without_biases():
    """The step takes four arguments."""
    def step(weights, inputs, targets, rate):
        return steps.plain(weights, [[0.0] * len(rows) for rows in weights], inputs, targets, rate)[0]
    found = neurosim.diagnose_function(step)
    assert found.agree and "biases" not in found.groups


def test_a_two_layer_script_needs_no_shapes():
    """W1, W2 = weights: tried with one hidden layer."""
    def step(weights, biases, inputs, targets, rate):
        W1, W2 = weights
        return steps.plain([W1, W2], biases, inputs, targets, rate)
    found = neurosim.diagnose_function(step)
    assert found.agree and "Tried on 3 networks: 3-4-3" in str(found)


def test_gradients_alone():
    """In double and, as they come from float32, in single precision."""
    def step(weights, biases, inputs, targets, rate):
        new = steps.plain(weights, biases, inputs, targets, 1.0)
        return [less(old, after) for old, after in zip((weights, biases), new)]
    assert neurosim.diagnose_function(step, gradients=True).agree


@pytest.mark.parametrize("step, said", [
    (lambda x, y: None, "neurosim.adapt"),
    (lambda weights, biases, inputs, targets, rate: None, "no weight has moved"),
    (lambda weights, biases, inputs, targets, rate: {"loss": 1.0}, "a dict without weights"),
    (lambda weights, biases, inputs, targets, rate: ([list(map(list, zip(*rows))) for rows in weights], biases),
     r"these look like \(inputs, outputs\)")])
def test_errors_say_what_to_pass(step, said):
    with pytest.raises(neurosim.NeurosimError, match=said):
        neurosim.diagnose_function(step)


def test_an_exception_of_the_step_comes_through():
    def step(weights, biases, inputs, targets, rate):
        raise ZeroDivisionError("of the learner")
    with pytest.raises(ZeroDivisionError, match="of the learner"):
        neurosim.diagnose_function(step)


def test_parameters_in_single_precision():
    """Computed in doubles from weights that were rounded to single precision: right, as far as those go."""
    from struct import pack, unpack

    def single(value):
        return [single(each) for each in value] if isinstance(value, list) else unpack("f", pack("f", value))[0]
    found = neurosim.diagnose_function(lambda weights, biases, *rest: steps.plain(single(weights), single(biases), *rest))
    assert (True, "in single precision") == (found.agree, found.judge.nearness.words)


@pytest.mark.slow
def test_a_search_for_false_alarms():
    """Random right steps; scripts/search_right_steps.py does any number of them."""
    pytest.importorskip("numpy")
    script = Path(__file__).resolve().parents[2] / "scripts" / "search_right_steps.py"
    assert [] == list(run_path(str(script))["accused"](50, seed=7))
