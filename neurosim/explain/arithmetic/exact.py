"""The true values: bounds on every number, and more digits until both bounds name one and the same float.

If the floats nearest to the two bounds are the same, it is the float nearest to the truth; if not, the whole step is
run again with more digits: twice as many, or as many as it takes to see what was too small. (Ziv, 1991.) Given numbers
are the floats they are.
"""

from ...core.guard.errors import NeurosimError
from .bounds import MOST_DIGITS, Bounds, Undecided
from .figure import Arithmetic, Figure

FIRST_DIGITS, GUARD = 40, 40    # how many are tried first, and how many more than are known to be needed


class Exact(Arithmetic):
    """Every number shown is the float nearest to the true one.

    >>> exact = Exact()
    >>> exact.settle(lambda number: [1.0 - 1.0 / (1.0 + number(-40.0).exp())], lambda figures: figures)
    [4.248354255291589e-18]
    >>> from math import exp
    >>> 1.0 - 1.0 / (1.0 + exp(-40.0))
    0.0
    """

    name, title = Bounds.name, Bounds.title

    def carried(self, value):
        """Training before the step runs in floats: they are what this step is given."""
        return value

    def settle(self, run, figures=lambda result: result.figures()):
        """run(number), with more and more digits until all `figures` of the result are settled."""
        digits, needed = FIRST_DIGITS, 0
        while digits:
            bounds = Bounds(digits, is_last=digits == MOST_DIGITS)
            try:
                result = run(bounds.number)
                if all(bounds.settled(figure.value) for figure in figures(result) if isinstance(figure, Figure)):
                    bounds.is_last = True    # whoever compares from here on gets an answer
                    return result
            except Undecided:
                pass
            needed = max(needed, bounds.needed)
            digits = 0 if bounds.is_last else min(max(2 * digits, needed + GUARD), MOST_DIGITS)
        raise NeurosimError("numbers", "float or decimal:30", problem=why_not(needed))


def why_not(needed):
    """Why exact has no answer: how many digits it would take, where that is known."""
    if needed > MOST_DIGITS:
        count = f"some {needed:,}" if needed < 10**9 else "more than a computer has room for"
        return f"exact has at most {MOST_DIGITS:,} digits, and it would take {count} to see all that counts here"
    return f"exact found no end within {MOST_DIGITS:,} digits"
