"""The catalogue of mistakes: MISTAKES, name -> Mistake, those that are met most often first.

    spoiling/backward.py    what travels back            spoiling/updates.py    how weights and biases are moved
    spoiling/factors.py     with which factor and sign   spoiling/samples.py    which numbers meet, in which order
    spoiling/slopes.py      with which slope             spoiling/figures.py    to how many digits one computes
    spoiling/forward.py     the way forward

To add one, add a function to the file it belongs to, or a class that is `mixed_into` what does it otherwise, decorated
with `mistake`: diagnosis, laboratory and tests find it.
"""

from .mistake import MISTAKES, Mistake, known, mistake, spoilt
from .spoiling import backward, factors, slopes, forward, updates, samples, figures    # noqa: F401   each enters its own

__all__ = ["MISTAKES", "Mistake", "mistake", "known", "spoilt"]
