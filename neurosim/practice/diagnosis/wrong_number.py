"""The fifth question: is there one number which, taken wrongly, gives all the others?

First what was given, as it may have been copied wrongly (two digits swapped, a decimal place lost, two numbers
exchanged); then any number of the step, as it would have to be for the first wrong result, if that gives the rest too.
"""

from itertools import combinations

from ...core.maths import absolute
from ...explain.naming import sample_of
from ...explain.notation import pretty
from .answers import LAST_BITS
from .evidence import PLAIN, cost, departure, evidence
from .ratios import Span

MOST_WORK_OF_PLAYS = 4_000_000    # operations of a tape, in all: within a second
LEAST = 2.0               # digits to choose one of the numbers of a step by
ROUNDS = 12               # of secants
FIGURES = 8               # of a number, of which one may be off
MOST_TOLD = 3


class WrongNumber:
    """One number, taken wrongly, that gives all the results; or two that were exchanged.

    name    of the number      value    as it was taken      right    as it is      how    it may have come about, or ""
    other   the number that it was exchanged with, or None
    """

    def __init__(self, name, value, right, how="", other=None, explains=()):
        self.name, self.value, self.right, self.how, self.other = name, value, right, how, other
        self.explains = list(explains)

    @property
    def sentence(self):
        all_of = {1: "it", 2: "both"}.get(len(self.explains), f"all {len(self.explains)}")
        if self.other:
            return f"{pretty(self.name)} and {pretty(self.other)} exchanged gives {all_of}"
        how = f" ({self.how})" if self.how else ""
        wrong, right = texts(self.value, self.right)
        return f"{pretty(self.name)} = {wrong} in place of {right} gives {all_of}{how}"

    def to_dict(self):
        return {"name": self.name, "value": self.value, "right": self.right, "how": self.how,
                **({"exchanged_with": self.other} if self.other else {})}

    def __repr__(self):
        return f"WrongNumber({self.sentence})"


def texts(*numbers):
    """Numbers as short as they can be told apart, but for a few digits more.

    >>> texts(1.11590596, 1.10590596), texts(0.4, 4.0), texts(0.35001, 0.35)
    (['1.1159', '1.1059'], ['0.4', '4'], ['0.35001', '0.35'])
    """
    for digits in range(5, 17):
        shown = [f"{number:.{digits}g}" for number in numbers]
        if len(set(shown)) == len(shown):
            return shown
    return list(map(repr, numbers))


def wrong_numbers(diagnosis, misread_only=False):
    """Those that give all that differs: what was misread; if nothing was, what was miscalculated."""
    off = [diagnosis.answer(name) for name in diagnosis.slips]
    if any(name not in diagnosis.follows for name in diagnosis.expected) or not off:    # E after, or no logarithm
        return []
    left = MOST_WORK_OF_PLAYS // (len(diagnosis.tape.operations) + 1)
    said = evidence(off, diagnosis.follows)
    if said > LEAST + PLAIN:
        found = list(misread(diagnosis, off, left // 2))
        if found:
            return found
    return [] if misread_only or len(off) < 2 else miscalculated(diagnosis, off, said, left // 2)


def causes(diagnosis, off):
    """The names that every one of the wrong results depends on, those that depend on least first."""
    tape, common = diagnosis.tape, None
    for answer in off:
        found, waiting = set(), list(tape.causes[answer.name])
        while waiting:
            if (each := waiting.pop()) not in found:
                found.add(each)
                waiting += tape.causes[each]
        common = found if common is None else common & found
    return sorted((name for name in common if name not in diagnosis.expected), key=diagnosis.place)


# What was given, and misread.

def misread(diagnosis, off, most):
    """Each misreading of a given number, and each exchange of two of a kind, that gives all the results."""
    quantities, trace = diagnosis.trace.quantities, diagnosis.trace
    given = [name for name in causes(diagnosis, off) if quantities[name].is_given]
    for name in given:
        for value, how in misreadings(diagnosis.right.get(name, 0.0)):
            if (most := most - 1) > 0 and gives(diagnosis, {name: value}):
                yield WrongNumber(name, value, diagnosis.right[name], how, explains=diagnosis.slips)
    everything = [name for name in trace.quantities if quantities[name].is_given and name not in diagnosis.expected]
    for one, other in combinations(everything, 2):
        both = quantities[one].kind == quantities[other].kind and sample_of(one) == sample_of(other)
        if both and (one in given or other in given) and (most := most - 1) > 0:
            values = diagnosis.right.get(one, 0.0), diagnosis.right.get(other, 0.0)
            if values[0] != values[1] and gives(diagnosis, {one: values[1], other: values[0]}):
                yield WrongNumber(one, values[1], values[0], "exchanged", other, diagnosis.slips)


def misreadings(value):
    """(number, how) for each way to misread a number.

    >>> [value for value, how in misreadings(0.35)]
    [-0.35, 3.5, 0.035, 0.53]
    """
    if not value:
        return []
    text = repr(value)
    found = [(-value, "the sign is lost")]
    found += [(float(f"{value * factor:.15g}"), "a decimal place is lost") for factor in (10.0, 0.1)]
    for place, (one, other) in enumerate(zip(text, text[1:])):
        if one != other and one.isdigit() and other.isdigit():
            found.append((float(text[:place] + other + one + text[place + 2:]), "two digits are swapped"))
    return found


def gives(diagnosis, taken):
    """Whether all the answers follow where these numbers are taken."""
    try:
        follows = diagnosis.tape.play({**{answer.name: answer.value for answer in diagnosis.answers}, **taken})
    except (ArithmeticError, ValueError):
        return False
    return all(fitting(diagnosis, answer, follows) for answer in diagnosis.answers if answer.name not in taken)


def fitting(diagnosis, answer, follows):
    return answer.agrees_with(follows[answer.name], diagnosis.room.get(answer.name, 0.0))


# What was worked out, and miscalculated.

def miscalculated(diagnosis, off, said, most):
    """The numbers which, with another value, give all the results: slips of the pen, or else those nearest to them."""
    best = max(off, key=lambda answer: departure(answer, diagnosis.follows[answer.name]))
    found = []
    for name in reversed(causes(diagnosis, off)):
        if (most := most - ROUNDS) > 0 and (span := needed(diagnosis, name, best, off)):
            found += list(values_in(diagnosis, name, span, said))[:1]
    slips_of_pen = [each for each in found if each.how]
    return (slips_of_pen or found)[:MOST_TOLD]


def values_in(diagnosis, name, span, said):
    """What the number may have been taken as, between these values, where it gives all the results."""
    right = diagnosis.right[name]
    slips_of_pen = [(value, how) for value, how in [*digits_off(right), *misreadings(right)] if value in span]
    is_given = diagnosis.trace.quantities[name].is_given    # and so was never worked out
    any_value = [] if is_given else [(span.simplest(), "")]
    for value, how in [*slips_of_pen, *any_value]:
        choice = 1.0 if how else float(cost(value))
        if said > LEAST + PLAIN + choice and gives(diagnosis, {name: value}):
            yield WrongNumber(name, value, right, how, explains=diagnosis.slips)


def digits_off(value):
    """(number, how) for each number that has one other digit, among the first ones."""
    text = f"{value:.12f}"
    first = next((place for place, digit in enumerate(text) if digit in "123456789"), len(text))
    for place in range(first, min(len(text), first + FIGURES)):
        for digit in "0123456789" if text[place] not in ".-" else "":
            if digit != text[place]:
                yield float(text[:place] + digit + text[place + 1:]), "one digit is off"


def needed(diagnosis, name, best, off):
    """Between which values the number has to lie for the one result; None where none will do, or another stays put."""
    given = {answer.name: answer.value for answer in diagnosis.answers}

    def result(value):
        return diagnosis.tape.play({**given, name: value})
    start, half = diagnosis.right.get(name), best.half or LAST_BITS * absolute(best.value)
    if start is None:
        return None
    try:
        ends = [solved(lambda value: result(value)[best.name] - best.value - room, start, half / 1000.0)
                for room in (-half, half)]
        moved = result(ends[0])
    except (ArithmeticError, ValueError):
        return None
    stays = any(moved[answer.name] == diagnosis.follows[answer.name] for answer in off)
    return None if stays else Span(*ends)


def solved(excess, start, near):
    """The number for which an excess is 0, by secants. ArithmeticError where they lead nowhere.

    >>> round(solved(lambda value: value * value - 2.0, 1.0, 1e-12), 9)
    1.414213562
    """
    before, value = start, start + 1e-4 * (absolute(start) or 1.0)
    was, now = excess(before), excess(value)
    for _ in range(ROUNDS):
        if absolute(now) <= near:
            return value
        before, value, was = value, value - now * (value - before) / (now - was), now
        now = excess(value)
    raise ArithmeticError
