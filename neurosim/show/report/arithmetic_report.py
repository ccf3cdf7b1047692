"""What the numbers of a report are, where they are no floats."""

from ...core.maths import Number
from ...explain.notation import pretty
from .blocks import Paragraph
from .wording import listed

BEHIND = (" Each is rounded to a float where it is shown, and only there: the calculation goes on with more digits, "
          "so that a line such as 1 · (1 − 1) = 4.2e-18 holds for the numbers behind it.")


def numbers_report(trace, quantities):
    """The arithmetic; and of the numbers in this report those that are shown as 0, with their digits."""
    if trace.numbers():
        arithmetic = trace.arithmetic
        yield from arithmetic_line(arithmetic, BEHIND if arithmetic.name == "exact" else "")
        beyond = [f"{pretty(quantity.name)} = {quantity.value.text()}" for quantity in quantities
                  if isinstance(quantity.value, Number) and quantity.value.text() != quantity.value.shown()]
        if beyond:
            yield Paragraph(f"Too small for a float, so that the nearest is 0: {listed(beyond)}.")


def arithmetic_line(arithmetic, more=""):
    """Which arithmetic it is, where it is not floats."""
    if arithmetic.name != "float":
        yield Paragraph(f"Numbers: {arithmetic.name}, {arithmetic.title}.{more}")
