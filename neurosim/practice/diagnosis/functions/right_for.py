"""What a step is right for: the first convention under which all its numbers come out, and their constant."""

from __future__ import annotations

from fractions import Fraction

from ....core.maths import absolute
TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any
    from ....explain.hints import Document


class RightFor:
    """A convention under which everything is right.

    nearness      to how many digits
    constant      what the changes are multiplied by: 1, or that of a learning rate of its own or of another reduction
    words         what is to be said of it, as sentences
    """

    def __init__(self, judge: Any, constant: float = 1.0, words: Iterable[str] = ()) -> None:
        self.judge, self.convention, self.nearness = judge, judge.convention, judge.nearness
        self.constant, self.words, self.loss = constant, list(words), self.convention.loss

    def to_dict(self) -> Document:
        return {"convention": self.convention.words, "loss": self.loss, "factor": self.constant}

    def __repr__(self) -> str:
        return f"RightFor({self.convention!r}, {self.constant:g})"


def right_for(judges: list[Any], setup: Any) -> RightFor | None:
    """The first RightFor; None where there is none. A constant that is a convention, too, is a last resort."""
    judges = [judge for judge in judges if judge.fits_first(any_constant=True)]
    for judge in judges:
        if len(judge.explained()) == len(judge.groups):
            return RightFor(judge)
    return next(filter(None, (scaled(judge, setup) for judge in judges)), None)


def scaled(judge: Any, setup: Any) -> RightFor | None:
    """Right but for a constant that a learning rate or a batch may have."""
    constants = judge.constants(judge.right)
    if not constants or min(constants) <= 0.0 or max(constants) - min(constants) > 1e-3 * constants[0]:
        return None
    constant = constants[0]
    if setup.own_rate:
        rate = setup.rate * constant
        own = f"{'leaves the rate out, or ' if near(rate, 1.0) else ''}has a learning rate of {rate:.6g}"
        said = f"Every change is exactly {plain(constant)} of the right one: your step {own}"
        return RightFor(judge, constant, [f"{said}, whichever it is given ({setup.rate:g})."])
    if setup.batch and setup.reduction is None and near(constant, float(setup.batch)):
        return RightFor(judge, constant, ["The gradient is the sum over the batch."])
    return None


def near(one: float, other: float) -> bool:
    return absolute(one - other) <= 1e-3 * absolute(other)


def plain(constant: float) -> str:
    """A constant as people write it.

    >>> plain(1 / 7), plain(2.0), plain(0.12345678)
    ('1/7', '2', '0.123457')
    """
    fraction = Fraction(constant).limit_denominator(60)
    if absolute(float(fraction) - constant) <= 1e-6 * absolute(constant):
        return str(fraction)
    return f"{constant:.6g}"
