"""The catalogue of mistakes: MISTAKES, name -> Mistake, those that are met most often first.

    backward.py    what travels back            updates.py    how weights and biases are moved
    factors.py     with which factor and sign   data.py       which numbers meet, in which order
    slopes.py      with which slope             figures.py    to how many digits one computes
    forward.py     the way forward

To add one, add a function to the file it belongs to, or a class that is `mixed_into` what does it otherwise, decorated
with `mistake`: diagnosis, laboratory and tests find it.
"""

from .mistake import MISTAKES, Mistake, known, mistake, spoilt
from . import backward, factors, slopes, forward, updates, data, figures    # noqa: F401   each enters its own

__all__ = ["MISTAKES", "Mistake", "mistake", "known", "spoilt"]
