"""How much numbers say for an explanation: the digits in which they depart from what they would be without it.

0.359021 in place of 0.358916 says two digits, however many it is written with: what a weight was before the step is
nobody's work. An explanation that hangs on the last digit of one number has next to none. Against that stands what can
be chosen: among a thousand explanations one fits three digits by chance.
"""

from math import log10

from ...core.maths import absolute, total
from .answers import LAST_BITS

MOST = 10.0      # digits of one number
PLAIN = 1.5      # more digits than that are no chance


def departure(answer, otherwise):
    """The digits in which one answer is not what it would be otherwise."""
    finest = max(answer.half, LAST_BITS * absolute(answer.value), answer.noise, 1e-300)
    return min(MOST, log10(1.0 + absolute(answer.value - otherwise) / finest))


def evidence(answers, otherwise):
    """The same of several, `otherwise` by name."""
    return total([departure(answer, otherwise[answer.name]) for answer in answers if answer.name in otherwise])


def cost(number):
    """The digits it takes to write a number: what is gained by being free to choose it.

    >>> cost(0.1), cost(2.0), cost(0.357)
    (1, 1, 3)
    """
    return len(f"{absolute(number):.15e}".partition("e")[0].replace(".", "").rstrip("0"))
