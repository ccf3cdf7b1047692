"""The catalogue of mistakes: MISTAKES, name -> Mistake, those that are met most often first.

    backward.py               what travels back             updates.py               how weights and biases are moved
    factors.py                with which factor and sign    batch_mistakes.py        what is added up over a batch
    slopes.py                 with which slope              optimizer_mistakes.py    what an optimizer remembers
    softmax_slopes.py         of softmax                    adam_mistakes.py         Adam's correction
    forward.py                the way forward               data.py                  which numbers meet, in which order
    activation_mistakes.py    of which function of net      figures.py               to how many digits one computes

To add one, add a function to the file it belongs to, or a class that is `mixed_into` what does it otherwise, decorated
with `mistake`: diagnosis, laboratory and tests find it.
"""

from .mistake import MISTAKES, Mistake, known, mistake, spoilt
from . import backward, factors, slopes, softmax_slopes, forward    # noqa: F401   each enters its own
from . import activation_mistakes, updates, batch_mistakes          # noqa: F401
from . import optimizer_mistakes, adam_mistakes, data, figures      # noqa: F401

__all__ = ["MISTAKES", "Mistake", "mistake", "known", "spoilt"]
