"""Follow-through: does each number follow from the learner's own earlier numbers?

The formulas of a trace are worked out anew, on floats, each time with the learner's number wherever one was given. So a
slip is found where it was made, and what was computed from it is not held against anybody.
"""

from functools import cached_property
from heapq import heappop, heappush

from ...explain.arithmetic import nearest
from ...core.maths import absolute
from ...explain.expression import OPERATIONS

OPERATIONS = {**OPERATIONS, "named": lambda value: value}


class Tape:
    """The formulas of a trace as one list of operations, each (function, places it reads, place it writes)."""

    def __init__(self, trace):
        self.places, self.operations, self.values, self.levels = {}, [], [], {}
        self.causes = {}    # name -> the names its formula mentions
        self.counts = {}    # name -> how many operations its formula has
        for quantity in trace.quantities.values():
            self.record(quantity)

    def record(self, quantity):
        self.causes[quantity.name] = []
        body, before = quantity.expression.body, len(self.operations)
        place = self.operation(body, quantity.name)
        if body.is_name and body.name in self.places:    # a place of its own, as it may be given another number
            self.operations.append((OPERATIONS["named"], [place], place := self.new_place(None)))
        self.counts[quantity.name] = len(self.operations) - before if body.args else 0
        self.operations.append((None, quantity.name, place))
        self.places[quantity.name] = place
        self.levels[quantity.name] = 1 + max((self.levels[name] for name in self.causes[quantity.name]), default=0)

    def operation(self, top, name):
        """The place that the value of a formula goes to. A stack, as sums may be nested deep."""
        done, waiting = {}, [top]
        while waiting:
            node = waiting[-1]
            if id(node) in done:
                waiting.pop()
            elif node.is_name and node.name != name and node.name in self.places:
                self.causes[name].append(node.name)
                done[id(waiting.pop())] = self.places[node.name]
            elif not node.args:
                done[id(waiting.pop())] = self.new_place(nearest(node.value))
            elif missing := [arg for arg in node.args if id(arg) not in done]:
                waiting += missing
            else:
                place = done[id(waiting.pop())] = self.new_place(None)
                self.operations.append((OPERATIONS[node.op], [done[id(arg)] for arg in node.args], place))
        return done[id(top)]

    def new_place(self, value):
        self.values.append(value)
        return len(self.values) - 1

    @cached_property
    def readers(self):
        """Of each place the operations, by their numbers, that read it."""
        readers = [[] for _ in self.values]
        for number, (function, reads, place) in enumerate(self.operations):
            for read in dict.fromkeys(reads) if function else [place]:
                readers[read].append(number)
        return readers

    def play(self, given):
        """What every name of `given` comes to by its formula, all others of them being what they are given as."""
        return self.played(given)[1]

    def played(self, given):
        """The same, after what then stands in every place."""
        values, found = list(self.values), {}
        for function, reads, place in self.operations:
            if function:
                values[place] = function(*[values[read] for read in reads])
            elif reads in given:
                found[reads], values[place] = values[place], given[reads]
        return values, found

    def moved(self, values, given, name, value):
        """What comes to something else when one of the given names has another value.

        values    of all places, as played with what is given; worked out anew is only what hears of the change
        """
        start = self.places[name]
        changed, found = {start: value}, {}
        waiting = [number for number in self.readers[start] if self.operations[number][0]]
        known = set(waiting)
        while waiting:
            function, reads, place = self.operations[heappop(waiting)]
            if not function:    # the learner's number stands here, whatever it would come to
                found[reads] = changed.pop(place)
                continue
            changed[place] = function(*[changed.get(read, values[read]) for read in reads])
            for number in self.who_hears(place, given):
                if number not in known:
                    known.add(number)
                    heappush(waiting, number)
        return found

    def who_hears(self, place, given):
        """The operations that a number goes to once it is worked out: where it is given, its name alone."""
        readers = self.readers[place]
        function, owner, _ = self.operations[readers[0]] if readers else (True, None, None)
        if function:
            return readers
        return readers[:1] if owner in given else readers[1:]


def slips(tape, answers, room=None, each_operation=False):
    """Judges each answer by the others: ({name: what it would be} where it does not follow, the same for all, room).

    A number that is written with few digits leaves `room` to those that come after: as much as they change with its
    last digit. That of another tape may be given, as to work it out takes a while.

    each_operation    whether every product and every sum within a formula may have been rounded as the answer is, too;
                      not where the answer has two digits and fewer decimals than most: that would forgive too much
    """
    answers = {answer.name: answer for answer in answers if answer.name in tape.places}
    given = {name: answer.value for name, answer in answers.items()}
    try:
        values, follows = tape.played(given)
        room = room or rooms(tape, answers, given, values, follows)
    except (ArithmeticError, ValueError):
        return dict.fromkeys(given), {}, {}
    if each_operation:
        usual = sorted(answer.decimals for answer in answers.values())[len(answers) // 2]
        coarse = {name for name, answer in answers.items()
                  if answer.digits < 2 or answer.digits == 2 and answer.decimals < usual}
        room = {name: room[name] + tape.counts[name] * answer.half * (name not in coarse)
                for name, answer in answers.items()}
    wrong = {name: value for name, value in follows.items() if not answers[name].agrees_with(value, room[name])}
    return wrong, follows, room


def rooms(tape, answers, given, values, follows):
    room = dict.fromkeys(given, 0.0)
    for name, answer in answers.items():
        if answer.half > 0.0:
            for other, value in tape.moved(values, given, name, answer.value + answer.half).items():
                room[other] += 1.01 * absolute(value - follows[other])
    return room
