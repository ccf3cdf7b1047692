"""Which mistakes a sheet tells apart: each is made on the student's own numbers, and what it leads to is compared."""

from itertools import combinations

from ...core.maths import absolute
from ..diagnosis.readings import Reader
from ..diagnosis.search import forms

RIGHT = "right"    # the name of what no mistake leads to


class Outcome:
    """What a mistake, in one of its forms, leads to in the blanks: values, or None where it has no such number."""

    def __init__(self, mistake, where, values):
        self.mistake, self.where, self.values = mistake, where, values

    @property
    def key(self):
        return (self.mistake.name, self.where) if self.mistake else RIGHT

    def __repr__(self):
        return f"Outcome({self.key})"


def outcomes(trainer, blanks):
    """The right one first, then that of every form of every mistake that changes a number of this step."""
    reader = Reader(trainer)
    right = reader.computed()
    found = [Outcome(None, None, list(map(right.get, blanks)))]
    return found + [Outcome(form.mistake, form.where, list(map(form.numbers.get, blanks)))
                    for form in forms(reader, right)]


def confusions(found, rounding, tolerance):
    """Pairs of keys that no blank tells apart, as a set; forms of one mistake need not be told apart."""
    rooms = [(2 * tolerance + 1) * rounding.unit(value) for value in found[0].values]
    return {(one.key, other.key) for one, other in combinations(found, 2)
            if one.mistake is not other.mistake and not differ(one.values, other.values, rooms)}


def differ(one, other, rooms):
    """Whether some blank has plainly another number, as far as it is written."""
    return any(None not in pair and absolute(pair[0] - pair[1]) > room for *pair, room in zip(one, other, rooms))


def groups(pairs):
    """Pairs of names as groups that hang together, each in the order in which its names are met."""
    found = []
    for pair in pairs:
        touched = [group for group in found if set(group) & set(pair)]
        found = [group for group in found if group not in touched]
        found.append(list(dict.fromkeys([name for group in touched for name in group] + list(pair))))
    return found
