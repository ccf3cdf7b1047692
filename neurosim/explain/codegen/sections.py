"""Every formula of a recorded step under its name, for programs that are to be read; and long sums in parts."""

from itertools import groupby

from ..expression import Expression
from ..kinds import stage
from ..terms import summands

MOST_TERMS = 100    # of a sum in one line: Python's own compiler goes one level deeper for each


def sections(quantities, heading=stage):
    """(heading, quantities) of what is worked out, in order of computation."""
    return groupby([quantity for quantity in quantities if not quantity.is_given], key=heading)


def in_parts(name, body):
    """(name, formula) of the partial sums of a long sum, and at last of the whole; added from left to right as before.

    >>> terms = [Expression.given(f"x{i}", float(i)) for i in range(250)]
    >>> whole = terms[0]
    >>> for term in terms[1:]:
    ...     whole += term
    >>> [(name, len(summands(body))) for name, body in in_parts("net_o1", whole)]
    [('net_o1_part1', 100), ('net_o1_part2', 101), ('net_o1', 51)]
    """
    terms = summands(body)
    if len(terms) <= MOST_TERMS:
        return [(name, body)]
    so_far, parts = terms[0][1], []
    for place, (op, term) in enumerate(terms[1:], 1):
        if place % MOST_TERMS == 0:
            part = f"{name}_part{place // MOST_TERMS}"
            parts.append((part, so_far))
            so_far = so_far.named(part)
        so_far = Expression.apply(op, so_far, term)
    return [*parts, (name, so_far)]
