"""Who adds an entry to a table is asked for its oracle here: one test fails, says which is missing, and the others run."""

import pytest
from oracles import ELSEWHERE, ERRORS, FINGERPRINTS, KINDS_OF_LAYERS, OUTS, RECOGNISED_ONLY, SPREADS, Optimizer

from neurosim.core.activations import ACTIVATIONS
from neurosim.core.initializers import INITIALIZERS
from neurosim.core.layers import LAYERS
from neurosim.core.losses import LOSSES
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.practice.mistakes import MISTAKES
from neurosim.show.exports import pytorch

PYTORCH = "how PyTorch has it, in neurosim/show/exports/pytorch.py"
TABLES = {
    "activation": (ACTIVATIONS, {"its definition, in OUTS of tests/oracles.py": OUTS, PYTORCH: pytorch.ACTIVATIONS}),
    "loss": (LOSSES, {"its definition, in ERRORS of tests/oracles.py": ERRORS, PYTORCH: pytorch.LOSSES}),
    "optimizer": (OPTIMIZERS, {"its algorithm, a method of Optimizer in tests/oracles.py": vars(Optimizer), PYTORCH: pytorch.OPTIMIZERS}),
    "kind of layer": (LAYERS, {"a test that works it out by other means, named in KINDS_OF_LAYERS of tests/oracles.py": KINDS_OF_LAYERS}),
    "mistake": (MISTAKES, {"its figures from somewhere else, in FINGERPRINTS of tests/oracles.py": {*FINGERPRINTS, *ELSEWHERE, *RECOGNISED_ONLY}}),
    "initializer": (INITIALIZERS, {"mean and deviation of what it draws, in SPREADS of tests/oracles.py": SPREADS}),
}


def missing(kind, name):
    """What there is not, of all that an entry needs."""
    return [what for what, oracle in TABLES[kind][1].items() if name not in oracle]


@pytest.mark.parametrize("kind", TABLES)
def test_every_entry_has_its_oracle(kind):
    """An expected value that owes nothing to our own code."""
    assert [] == [f"{kind} {name!r} is new: add {' and '.join(missing(kind, name))}" for name in TABLES[kind][0] if missing(kind, name)]


def test_what_is_missing_is_named():
    """The test above can fail."""
    assert ["its definition, in OUTS of tests/oracles.py", PYTORCH] == missing("activation", "swoosh")
    assert ["its algorithm, a method of Optimizer in tests/oracles.py", PYTORCH] == missing("optimizer", "lamb")
