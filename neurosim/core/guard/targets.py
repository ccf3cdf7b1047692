"""What a loss may be asked to come near to: checks of one sample's targets, for losses that do not take any number.

    check(targets, outputs, loss)    raises NeurosimError, with the place within the targets as its field
    check.words                      what it asks for, in words

To add one, write a check; `each` makes one for every target alone.
"""

from .errors import NeurosimError
from ..maths import total

TOLERANCE = 1e-9    # so far may shares be from 1 in all: 1/3 three times, as it is typed


def asks_for(words):
    """Gives a check its words."""
    def named(check):
        check.words = words
        return check
    return named


def each(accepts, expected, way_out=""):
    """A check that looks at one target at a time."""
    @asks_for(f"each {expected}")
    def check(targets, outputs, loss):
        for i, target in enumerate(targets):
            if not accepts(target):
                raise NeurosimError(f"[{i}]", f"{expected} for o{i + 1}, as {loss} needs it{way_out}", target)
    return check


probabilities = each(lambda target: 0.0 <= target <= 1.0, "a number from 0 to 1")
either_side = each(lambda target: target == 1.0 or target == -1.0, "1 or -1")
above_minus_one = each(lambda target: target > -1.0, "a number above -1", "; mean_squared_error takes any")
not_negative = each(lambda target: target >= 0.0, "a number >= 0")
not_zero = each(lambda target: target != 0.0, "a number other than 0", "; mean_absolute_error takes any")


@asks_for("each a number from 0 to 1; they add up to 1")
def shares(targets, outputs, loss):
    """Probabilities that add up to 1."""
    probabilities(targets, outputs, loss)
    if not abs(total(targets) - 1.0) <= TOLERANCE:
        raise NeurosimError("", f"numbers that add up to 1, as {loss} needs them", got=f"a sum of {total(targets)!r}")


@asks_for("any numbers, not all of them 0")
def some_not_zero(targets, outputs, loss):
    """A direction."""
    if not any(targets):
        raise NeurosimError("", f"a number other than 0 among them, as {loss} needs it", targets)


@asks_for("one: the number of the class, 0 for the first output")
def class_number(targets, outputs, loss):
    """0 for the first output, 1 for the second, ..."""
    if targets[0] not in range(outputs):
        raise NeurosimError("[0]", f"the number of a class, from 0 to {outputs - 1}, as {loss} needs it", targets[0])
