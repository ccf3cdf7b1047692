"""The catalogue of mistakes: MISTAKES, name -> Mistake, those that are met most often first.

    backward.py               what travels back             updates.py               how weights and biases are moved
    factors.py                with which factor and sign    batch_mistakes.py        what is added up over a batch
    slopes.py                 with which slope              optimizer_mistakes.py    what an optimizer remembers
    forward.py                the way forward               data.py                  which numbers meet, in which order
    activation_mistakes.py    of which function of net      figures.py               to how many digits one computes

To add one, add a function to the file it belongs to, or a class that is `mixed_into` what does it otherwise, decorated
with `mistake`: diagnosis, laboratory and tests find it.
"""

from .mistake import MISTAKES, Mistake, known, mistake, spoilt
from . import backward, factors, slopes, forward, activation_mistakes, updates    # noqa: F401   each enters its own
from . import batch_mistakes, optimizer_mistakes, data, figures                   # noqa: F401

__all__ = ["MISTAKES", "Mistake", "mistake", "known", "spoilt"]
