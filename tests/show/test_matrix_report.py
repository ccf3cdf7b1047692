"""The step in matrices: the formulas with their shapes, and beside them the numbers of the trace."""

import pytest

import neurosim
from neurosim.cli import main
from neurosim.show.report.blocks import Table
from neurosim.show.report.matrix_report import matrix_report


def tables(trace):
    """caption -> rows, without the names of neurons."""
    return {block.caption: [row[1:] for row in block.rows] for block in matrix_report(trace) if isinstance(block, Table) and block.caption}


def test_the_worked_example(capsys):
    """Its published numbers stand in the places of matrices."""
    assert 0 == main(["trace", "worked-example", "--notation", "matrix", "--digits", "9"])
    out = capsys.readouterr().out
    assert "dW2 = dZ2 A1ᵀ        2 × 2 = 2 × 1 · 1 × 2        db2 = the sum of dZ2 over samples and neurons" in out
    assert "dZ1 = (W2ᵀ dZ2) ∘ f′(Z1)        2 × 1 = 2 × 2 · 2 × 1" in out
    row, = [line.split() for line in out.splitlines() if line.startswith("o1") and "0.082167" in line]
    assert ["o1", "0.0821670406", "0.0826676278"] == row[:3]


def product(left, right):
    return [[sum(a * b for a, b in zip(row, column)) for column in zip(*right)] for row in left]


def test_the_formulas_are_true():
    """Worked out here, from X, Y, W and b alone: softmax with cross-entropy, three classes, a batch of eight."""
    trace = neurosim.load("softmax-regression").trace()
    found = {caption.split()[0].rstrip(":"): (caption, rows) for caption, rows in tables(trace).items()}
    X, Y, W, A = (found[letter][1] for letter in ("X", "Y", "W1", "A1"))
    dZ = [[a - y for a, y in zip(*rows)] for rows in zip(A, Y)]
    dW = [[each / 8 for each in row] for row in product(dZ, list(zip(*X)))]
    assert "dZ1 = A1 − Y" == found["dZ1"][0] and [pytest.approx(row) for row in dZ] == found["dZ1"][1]
    assert found["dW1"][0].startswith("dW1 = dZ1 Xᵀ / 8        3 × 2 = 3 × 8 · 8 × 2")
    assert [pytest.approx([*row, sum(deltas) / 8]) for row, deltas in zip(dW, dZ)] == found["dW1"][1]
    assert [pytest.approx(row) for row in [[z + ws[2] for z in row] for row, ws in zip(product([ws[:2] for ws in W], X), W)]] == found["Z1"][1]


@pytest.mark.parametrize("loss, formula", [("half_squared_error", "A1 − Y"), ("squared_error", "2 · (A1 − Y)"), ("mean_squared_error", "2 · (A1 − Y) / 3"),
                                           ("mean_absolute_error", "dA1 ∘ f′(Z1)")])
def test_the_last_delta(loss, formula):
    """With a linear output dZ is A − Y by the factor of the loss; where it is no difference, it is not called one."""
    trace = neurosim.load({"format": "neurosim-experiment", "version": 1, "inputs": 1, "loss": loss, "seed": 0,
                           "layers": [{"activation": "linear", "weights": [[0.5], [0.2], [-0.3]], "bias": "none"}],
                           "samples": [{"inputs": [1], "targets": [0.1, 0.9, 0.4]}]}).trace()
    assert f"dZ1 = {formula}" in tables(trace)


def test_layers_that_are_more_than_matrices(capsys):
    assert 2 == main(["trace", "batch-normalization", "--notation", "matrix"])
    assert "expected neurons, as matrices are for layers without dropout and normalisation" in capsys.readouterr().err
