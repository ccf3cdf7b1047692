"""What others write for the numbers of a step: the table of spellings, a layer at once, places in matrices."""

import pytest

import neurosim
from neurosim.explain.written_names import WRITTEN, canonical

NAMES = [pair for spelling in WRITTEN for pair in spelling.examples]
WORKED = "worked-example"    # 2-2-2: w1 w2 lead to h1, w3 w4 to h2, w5 w6 to o1, w7 w8 to o2


@pytest.mark.parametrize("written, ours", NAMES, ids=str)
def test_the_table(written, ours):
    assert ours == canonical(written)


@pytest.mark.parametrize("name", ["worked-example", "softmax-regression", "batch-normalization", "curve", "xor-logits"])
def test_our_own_names_stay(name):
    """Whatever stands in a trace is read as itself."""
    assert [] == [each for each in neurosim.load(name).trace() if canonical(each) != each]


@pytest.mark.parametrize("written, ours", [
    ("W2[1][1]", "w8"), ("dW1[0][0]", "dE_dw1"), ("∂L/∂W2[1][1]", "dE_dw8"), ("z1[0]", "net_h1"), ("a^[1]_2", "out_h2"), ("a_2^[1]", "out_h2"),
    ("δ2[1]", "dE_dnet_o2"), ("dZ2_1", "dE_dnet_o1"), ("dA1[1]", "dE_dout_h2"), ("b2[0]", "b2"), ("W1'[0][0]", "w1_new"), ("W2[input][neuron]", None),
    ("W^(1)_{11}", "w1"), ("z_o[1]", "net_o2"), ("h1", "out_h1"), ("dC/da_o1", "dE_dout_o1")])
def test_places_in_matrices(written, ours):
    trace = neurosim.load(WORKED).trace()
    if ours:
        assert trace[ours] == trace[written]
    else:
        assert [[0.4, 0.5], [0.45, 0.55]] == trace[written]


@pytest.mark.parametrize("written, rows", [("W2", [[0.4, 0.45], [0.5, 0.55]]), ("W2.T", [[0.4, 0.5], [0.45, 0.55]]), ("z1", [[0.3775], [0.3925]])])
def test_a_layer_at_once(written, rows):
    """A row for each neuron."""
    assert [pytest.approx(row) for row in rows] == neurosim.load(WORKED).trace()[written]


@pytest.mark.parametrize("written, message", [
    ("z_h3", "unknown name 'z_h3': there is net_h1, net_h2 "), ("W1[0][1]", "'W1[0][1]' may be any of several (expected one of w2, w3)"),
    ("W3[0][0]", "unknown name"), ("W1[5][5]", "unknown name"), ("w_99", "unknown name 'w_99': there is w1, w2, w3, w4, ..., w8")])
def test_names_refused(written, message):
    """The right one is told, not a neighbour by spelling."""
    with pytest.raises(neurosim.NeurosimError) as error:
        neurosim.load(WORKED).trace()[written]
    assert message in str(error.value)


def wide():
    """3 inputs, 2 hidden, 1 output, with two samples in a batch."""
    return neurosim.load({"format": "neurosim-experiment", "version": 1, "inputs": 3, "seed": 0, "training": {"batch_size": 2},
                          "layers": [{"weights": [[0.1, 0.2, 0.3], [-0.4, 0.5, 0.6]], "biases": [0.1, 0.2]}, {"weights": [[0.7, -0.8]], "biases": [0.3]}],
                          "samples": [{"inputs": [1, 0.5, 0.2], "targets": [1]}, {"inputs": [0, 1, 0.5], "targets": [0]}]})


def matrix(trace, names):
    return [[trace[name] for name in row] for row in names]


W1 = [["dE_dw1", "dE_dw2", "dE_dw3"], ["dE_dw4", "dE_dw5", "dE_dw6"]]
Z1 = [["net_h1_s1", "net_h1_s2"], ["net_h2_s1", "net_h2_s2"]]
COLUMNS = list(zip(*W1))


@pytest.mark.parametrize("given", [
    {"dW1": W1}, {"dW1": COLUMNS}, {"grad_W1": W1, "dW2": [["dE_dw7", "dE_dw8"]]}, {"∂E/∂W1": COLUMNS, "dW2": [["dE_dw7"], ["dE_dw8"]]},
    {"db1": [["dE_db1"], ["dE_db2"]]}, {"db1": [["dE_db1", "dE_db2"]]}, {"db2": [["dE_db3"]]}, {"z1[neuron][sample]": Z1},
    {"z1[sample][neuron]": list(zip(*Z1))}, {"dZ2": [["dE_dnet_o1_s1", "dE_dnet_o1_s2"]]}, {"a2": [["out_o1_s1"], ["out_o1_s2"]]}], ids=str)
def test_matrices_are_answers(given):
    """Right numbers agree, as they lie: rows of neurons or columns, biases either way, samples beside each other or below."""
    right = wide()
    trace = right.trace()
    answers = {name: matrix(trace, names) for name, names in given.items()}
    found = right.diagnose(answers)
    assert found.agree and {name for rows in given.values() for row in rows for name in row} == set(found.expected)


def test_what_one_matrix_tells_is_true_of_all():
    """dW1 has a row for each of three inputs; so dW2, which is square, has one for each of its two inputs."""
    right = neurosim.load({"format": "neurosim-experiment", "version": 1, "inputs": 3, "seed": 0, "samples": [{"inputs": [1, 0.5, 0.2], "targets": [1, 0]}],
                           "layers": [{"weights": [[0.1, 0.2, 0.3], [-0.4, 0.5, 0.6]]}, {"weights": [[0.7, -0.8], [0.3, 0.1]]}]})
    trace = right.trace()
    square = matrix(trace, [["dE_dw7", "dE_dw9"], ["dE_dw8", "dE_dw10"]])
    assert right.diagnose({"dW1": matrix(trace, COLUMNS), "dW2": square}).agree
    assert right.diagnose({"dW2[input][neuron]": square}).agree
    with pytest.raises(neurosim.NeurosimError, match="square: a row may be of one neuron or of one input .expected its name as dW2.neuron..input. or"):
        right.diagnose({"dW2": square})


def test_a_printed_matrix_is_read():
    """As numpy prints it; each number counts with its own digits."""
    right = wide()
    rows = [[f"{right.trace()[name]:.5f}" for name in row] for row in W1]
    text = "[" + "\n ".join("[" + "  ".join(row) + "]" for row in rows) + "]"
    found = right.diagnose({"dW1": text})
    assert found.agree and {5} == {answer.decimals for answer in found.answers}


def test_a_matrix_of_another_shape_is_refused():
    with pytest.raises(neurosim.NeurosimError, match="answers.dW1: expected 2 × 3 numbers, or 3 × 2, got 2 × 2"):
        wide().diagnose({"dW1": [[1, 2], [3, 4]]})
