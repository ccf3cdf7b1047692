"""Many draws at once are those of randrange, and leave the generator as it would."""

import random

import pytest

from neurosim.core.draws import draw_many
from neurosim.core.training import Batches


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 100, 127, 128, 129, 255, 256, 257, 1437, 65536, 10**6, 2**32 - 1, 2**32])
@pytest.mark.parametrize("wanted", [0, 1, 2, 10, 1007])
def test_the_same_numbers_and_the_same_state(count, wanted):
    """Below and beyond the limits of a byte, of a power of two, and of an output."""
    ours, pythons = random.Random(wanted), random.Random(wanted)
    assert [pythons.randrange(count) for _ in range(wanted)] == list(draw_many(ours, count, wanted))
    assert pythons.getstate() == ours.getstate()


def test_another_generator():
    """What is derived from Python's is asked number by number."""
    class Low(random.Random):
        def randrange(self, count):
            return 0
    assert [0, 0, 0] == draw_many(Low(1), 4, 3)


@pytest.mark.parametrize("batch_size", [1, 3])
def test_batches(batch_size):
    """Taken at once or one after the other, steps learn from the same samples."""
    ours, theirs = (Batches(5, batch_size, "random", random.Random(2)) for _ in range(2))
    expected = [next(theirs) for _ in range(40)]
    assert (expected if batch_size > 1 else [place for [place] in expected]) == ours.take(40, list(range(5)))
    assert theirs.random.getstate() == ours.random.getstate()
