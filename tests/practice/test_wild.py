"""Programs met in public, as scripts/measure_wild.py has them: what was done is named, and nothing that was not."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "scripts"))
from measure_wild import answered, judged
from wild_cases import CASES
from wild_programs import RIGHT
from wild_second import SECOND, RateMissingAtFirst

from neurosim import diagnose_function

SOURCES = [source for *_, source in SECOND]


@pytest.mark.slow
@pytest.mark.parametrize("asked, wanted, source, ask", CASES, ids=[asked for asked, *_ in CASES])
def test_questions_are_answered(asked, wanted, source, ask):
    """Every public case: what is right agrees, what is wrong is told."""
    assert answered(wanted, ask)


@pytest.mark.slow
@pytest.mark.parametrize("program, setup, wanted, source", SECOND, ids=SOURCES)
def test_what_was_done_is_named(program, setup, wanted, source):
    """Where the catalogue has it; where it has not, no other mistake is told in its place."""
    assert ("named" if wanted else "not told") == judged(program, setup, wanted)[0]


@pytest.mark.slow
@pytest.mark.parametrize("name, program, setup", RIGHT, ids=[name for name, *_ in RIGHT])
def test_right_code_is_right(name, program, setup):
    """In the variants that people have."""
    assert "agrees" == judged(program, setup, set())[0]


def test_numbers_beyond_floats_explain_nothing():
    """A spoilt step that ends in infinity is as far from one number as from any other."""
    setup = {"activations": ("sigmoid", "sigmoid"), "loss": "half_squared_error", "shapes": [(2, 3, 1)],
             "optimizer": {"name": "sgd", "momentum": 0.9, "nesterov": True, "learning_rate": 0.1}}
    assert "not told" == judged(RateMissingAtFirst, setup, set())[0]


@pytest.mark.slow
def test_what_is_not_known_may_be_right_for_something_else():
    """Nobody has said which activations and loss: where nothing comes out, that is asked; told them, it is not."""
    def step(weights, biases, inputs, targets, rate):
        return [[[w + 0.3 * w * w for w in ws] for ws in rows] for rows in weights], [[b * b for b in bs] for bs in biases]
    asked = "Tried were the usual activations and loss; if yours are others, say which: activations=, loss=."
    assert asked in str(diagnose_function(step, shapes=[(2, 1)]))
    told = diagnose_function(step, shapes=[(2, 1)], activations=["sigmoid"], loss="squared_error")
    assert "if yours are others" not in str(told)
