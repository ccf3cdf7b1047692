"""The first question: are the numbers right, but for single precision?

A program in single precision rounds where ours does not, and adds up in an order of its own. So each operation of the
step is given an error of a last bit, of either sign, several times over: how far the numbers move then is how far they
may be off.
"""

from math import sqrt
from random import Random

from ...core.maths import absolute

LAST_BIT = 2.0 ** -23
LEAST = 1e-4
TRIALS, MARGIN = 8, 4.0    # how often it is tried; how many times the furthest of them is allowed


def rooms_in_single(diagnosis):
    """name -> how far off it may be in single precision."""
    tape, step = diagnosis.tape, diagnosis.step
    random, bit = Random(0), LAST_BIT * sqrt(step)    # over many steps errors add up, and cancel
    right, furthest = played(tape, lambda value: value), {}
    for _ in range(TRIALS):
        moved = played(tape, lambda value: value * (1.0 + bit * random.uniform(-1.0, 1.0)))
        for name, value in moved.items():
            furthest[name] = max(furthest.get(name, 0.0), absolute(value - right[name]))
    return {name: MARGIN * furthest.get(name, 0.0) + bit * absolute(value)
            for name, value in diagnosis.expected.items()}


def played(tape, rounding):
    """name -> value, where every number that is given, and every result, goes through `rounding`."""
    values, found = [value if value is None else rounding(value) for value in tape.values], {}
    for function, reads, place in tape.operations:
        if function is None:
            found[reads] = values[place]
        else:
            value = function(*[values[read] for read in reads])
            values[place] = rounding(value) if type(value) is float else value    # a condition is true or not
    return found


def is_right_in_single(diagnosis):
    """Whether all the numbers are right as far as single precision goes, and as far off as it may take them: what is
    nearer by many digits has another reason."""
    try:
        rooms = rooms_in_single(diagnosis)
    except (ArithmeticError, ValueError):
        return False
    off = {answer: absolute(answer.value - diagnosis.expected[answer.name]) for answer in diagnosis.answers}
    return all(answer.agrees_with(diagnosis.expected[answer.name], rooms[answer.name]) for answer in off) and any(
        distance > LEAST * rooms[answer.name] for answer, distance in off.items() if not answer.agrees)
