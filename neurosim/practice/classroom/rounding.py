"""How numbers are to be written: with so many decimals, or so many significant digits."""

from decimal import ROUND_HALF_UP, Decimal

from ...show.language import say

MOST_DECIMALS = MOST_DIGITS = 12


class RoundingRule:
    """A rule of rounding: `kind` is "decimals" or "digits", `count` how many.

    >>> RoundingRule("decimals", 4).written(-0.00005), RoundingRule("digits", 3).written(0.00123456)
    ('-0.0001', '0.00123')
    """

    def __init__(self, kind, count):
        self.kind, self.count = kind, count

    def unit(self, value):
        """One unit of the last digit that is written of a value."""
        return float(Decimal(1).scaleb(-self.decimals(value)))

    def decimals(self, value):
        """How many decimals are written of a value. (Below 0 where digits before the point are rounded.)"""
        if self.kind == "decimals":
            return self.count
        return self.count - 1 - Decimal(repr(value)).adjusted() if value else self.count - 1

    def written(self, value):
        """A value as the rule has it written: halves are rounded up, as on paper; 0 has no sign."""
        unit = Decimal(1).scaleb(-self.decimals(value))
        rounded = Decimal(repr(value)).quantize(unit, ROUND_HALF_UP)
        return f"{rounded or rounded.copy_abs():f}"

    def sentence(self, language="en"):
        return say(f"rounding.{self.kind}", language, count=self.count)

    def to_dict(self):
        return {self.kind: self.count}

    def __repr__(self):
        return f"RoundingRule({self.kind}, {self.count})"
