"""Between which factors a number may lie, by its digits; and the simplest number that lies there."""

from ...core.maths import absolute
from ...explain.naming import before_step
from .answers import LAST_BITS


class Span:
    """Numbers from `low` to `high`."""

    def __init__(self, low, high):
        self.low, self.high = min(low, high), max(low, high)

    def __contains__(self, number):
        return self.low <= number <= self.high

    def __and__(self, other):
        """What both have in common; None where that is nothing."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Span(low, high) if low <= high else None

    def simplest(self, wanted=()):
        """The first of the wanted that lies here; otherwise the number of fewest digits.

        >>> Span(0.0998, 0.1003).simplest(), Span(1.99, 2.02).simplest([3.0, 2.0]), Span(-0.334, -0.333).simplest()
        (0.1, 2.0, -0.334)
        """
        middle = (self.low + self.high) / 2.0
        shorter = [float(f"{middle:.{digits}g}") for digits in range(1, 18)]
        return next((number for number in [*wanted, *shorter] if number in self), middle)


EVERYTHING = Span(float("-inf"), float("inf"))


def base_of(quantity, numbers):
    """What a factor does not touch: a new weight is the old one, and a change."""
    return numbers[before_step(quantity.name)] if quantity and quantity.kind == "new" else 0.0


def span_of(answer, value, base):
    """What `value`, less the base, may be multiplied by to be written as the answer is; None where nothing is."""
    right, room = value - base, answer.unit + LAST_BITS * absolute(answer.value) + answer.noise
    if not right:
        return EVERYTHING if absolute(answer.value - base) <= room else None
    return Span((answer.value - base - room) / right, (answer.value - base + room) / right)


def common_span(answers, quantities, numbers):
    """The factors that all of the answers have in common, their right values given; None where there is none."""
    span = EVERYTHING
    for answer in answers:
        found = span_of(answer, numbers[answer.name], base_of(quantities.get(answer.name), numbers))
        span = span and found and span & found
    return span
