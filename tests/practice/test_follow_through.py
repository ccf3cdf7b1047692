"""What moves with one of the learner's numbers is found without working out all the others anew."""

import random

import pytest

import neurosim
from neurosim.practice.diagnosis.consistency import Tape


@pytest.mark.parametrize("name", ["worked-example", "xor", "batch-normalization"])
def test_what_hears_of_a_change_is_what_changes(name):
    """As the whole tape says that is played once more; numbers and names are drawn."""
    draw, tape = random.Random(5), Tape(neurosim.load(name).trace())
    for _ in range(20):
        given = {each: draw.uniform(0.1, 1) for each in draw.sample(list(tape.places), 20)}
        values, follows = tape.played(given)
        for moved, value in given.items():
            whole = tape.play({**given, moved: value + 0.01})
            heard = tape.moved(values, given, moved, value + 0.01)
            assert {other: whole[other] for other in given if other != moved} == {
                other: heard.get(other, follows[other]) for other in given if other != moved}


def test_nothing_hears_of_a_last_number():
    """So thousands of gradients take no longer than one."""
    tape = Tape(neurosim.load("worked-example").trace())
    given = {"w5_new": 0.3}
    assert {} == tape.moved(tape.played(given)[0], given, "w5_new", 0.4)
