"""Readers of lists of numbers. Every number of a file comes by here, so what is plainly good is taken in haste."""

from math import isfinite

from ..core.guard import checks


def numbers(place):
    """A list of finite numbers, as floats. Every bad one is a fault."""
    values = place.value
    if type(values) not in (list, tuple):
        return place.refuse("a list of numbers", values)
    result = floats(values)
    return one_by_one(place, values) if result is None else result


def one_by_one(place, values):
    """The same where some are no floats: by the thousand, as most may be good."""
    found = []
    for start in range(0, len(values), 1000):
        some = values[start:start + 1000]
        found += floats(some) or [one_number(place, i, value) for i, value in enumerate(some, start)]
    return None if None in found else found


def plain_numbers(values):
    """The same, in haste: None where something is wrong."""
    return floats(values) if type(values) in (list, tuple) else None


def one_number(place, i, value):
    found = place.at(i).check(checks.number)    # of "1/3", too
    if found is not None and type(found) is not float:
        place.at(i).refuse("a finite number", value)    # a symbol, say, which the core takes and a file cannot
    return found if type(found) is float else None


def floats(values):
    """Floats for a list of finite numbers, None for any other list. Every number of a file comes by: it is fast."""
    if not set(map(type, values)) <= {float, int}:
        return None
    try:
        result = list(map(float, values))
    except OverflowError:
        return None
    return result if all(map(isfinite, result)) else None
