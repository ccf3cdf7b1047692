"""The catalogue of mistakes: MISTAKES, name -> Mistake, those that are met most often first.

    spoiling/backward.py    what travels back        spoiling/updates.py    how weights and biases are moved
    spoiling/slopes.py      what it is multiplied by spoiling/samples.py    which numbers meet, in which order
    spoiling/forward.py     the way forward          spoiling/figures.py    to how many digits one computes

To add one, add a function to the file it belongs to, decorated with `mistake`: diagnosis, laboratory and tests find it.
"""

from .mistake import MISTAKES, Mistake, known, mistake, spoilt
from .spoiling import backward, slopes, forward, updates, samples, figures    # noqa: F401   each enters its own, in this order

__all__ = ["MISTAKES", "Mistake", "mistake", "known", "spoilt"]
