"""Diagnoses one after the other: what a cache keeps of them does not grow."""

import gc

import pytest

from neurosim import load
from neurosim.practice.mistakes.mistake import mix, mixed


def classes():
    gc.collect()
    return sum(isinstance(thing, type) for thing in gc.get_objects())


@pytest.mark.slow
def test_diagnoses_leave_no_classes_behind():
    """Nothing explains these numbers, so all mistakes are tried, and all pairs: with the classes of the first time."""
    experiment = load("worked-example")
    counts = []
    for place in range(3):
        assert [] == experiment.diagnose({"w5+": 0.3123456 + place * 1e-4, "dE_dw1": 0.0123}).explanations
        counts.append(classes())
    assert counts[0] == counts[1] == counts[2]


def test_classes_made_anew_are_let_go():
    """Somebody's own neurons, of another class each time."""
    for _ in range(2 * mixed.cache_info().maxsize):
        mix(type("Own", (), {})(), type("Otherwise", (), {}))
    assert mixed.cache_info().currsize <= mixed.cache_info().maxsize < 10_000
    mixed.cache_clear()
