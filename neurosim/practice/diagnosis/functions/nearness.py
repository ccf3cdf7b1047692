"""When two numbers are the same: to the last digits of a double, or of single precision, as far as those go."""

from math import isfinite
from struct import pack, unpack

from ....core.maths import absolute, total


class Nearness:
    """How far off a right number may be.

    share    of the greatest number beside it
    floor    what the digits of a weight, of about 1, leave of a difference
    words    how such numbers are right
    """

    def __init__(self, share, floor, words=""):
        self.share, self.floor, self.words = share, floor, words

    def same(self, seen, wanted):
        """Whether two lists are, number by number."""
        room = self.share * greatest(wanted) + self.floor
        return len(seen) == len(wanted) and all(absolute(a - b) <= room for a, b in zip(seen, wanted))


FULL_DOUBLE = Nearness(1e-9, 1e-14)
NEARLY = Nearness(3e-6, 1e-9, "to some six digits")
SINGLE = Nearness(3e-5, 5e-7, "in single precision")


def nearnesses(values, tolerance=None):
    """Which to judge by, in turn; a tolerance that was told is the only one."""
    if tolerance is not None:
        return [Nearness(tolerance, 1e-14, f"to {tolerance:g}")]
    return [FULL_DOUBLE, SINGLE] if all(map(is_single, values)) else [FULL_DOUBLE, NEARLY, SINGLE]


def is_single(value):
    """Whether a float is one of single precision."""
    return isfinite(value) and absolute(value) < 3e38 and unpack("f", pack("f", value))[0] == value


def greatest(values):
    return max(map(absolute, values), default=0.0)


def factor(seen, wanted):
    """The constant that comes nearest to making one list of the other; None where the other is all 0."""
    square = total([b * b for b in wanted])
    return total([a * b for a, b in zip(seen, wanted)]) / square if square > 0.0 else None


def times(constant, values):
    return [constant * value for value in values]
