"""An assignment for a class: numbers for each student, drawn until they are fair and tell the mistakes apart.

Some mistakes cannot be seen in a step of this network, or not be told from each other, whatever its numbers are: these
are found first, and the teacher is told. All others every student's sheet tells apart.
"""

from functools import cached_property
from random import Random

from ...core.guard.errors import NeurosimError
from ...files.assignment_file import FORMAT, VERSION, check_code
from ...training.trainer import Trainer
from ..mistakes import known
from .own_numbers import drawn, pattern_of, with_numbers
from .questions import askable_names
from .soundness import LEAST_ANSWER, is_large_enough, is_sound
from .telling_apart import RIGHT, confusions, groups, outcomes

MOST_BLANKS = 120        # more fit on no page, and nobody works them out
TRIED_FIRST = 16         # sets of numbers that show what cannot be told apart
OFTEN = 0.25             # of them, in which a number has to be large enough to be asked for
MOST_TRIES = 60          # sets of fair numbers for one student
MOST_DRAWN = 3000        # sets of numbers for one fair one


class Variants:
    """Where numbers for a class come from.

    pattern       the experiment as a sheet asks for it      blanks      the names that are asked for
    rounding      the rule that answers follow               tolerance   units of the last digit an answer may be off
    """

    def __init__(self, document, seed, rounding, tolerance=2, names_asked=None):
        self.pattern, self.random = pattern_of(document), Random(seed)
        self.rounding, self.tolerance = rounding, tolerance
        self.blanks, self.left_out = self.large_enough((names_asked or askable_names)(Trainer(self.pattern).trace()))
        if len(self.blanks) > MOST_BLANKS:
            expected = f"a network with at most {MOST_BLANKS} numbers to work out, so that it fits on a page"
            raise NeurosimError("experiment", expected, got=str(len(self.blanks)))
        self.codes = set()

    def large_enough(self, names):
        """(the names that are asked for, those that are left out, as their numbers hardly ever are large enough)."""
        traces = [Trainer(with_numbers(self.pattern, drawn(self.pattern, self.random))).trace()
                  for _ in range(TRIED_FIRST)]
        found = {name: len([trace for trace in traces if is_large_enough(trace, name)]) for name in names}
        asked = [name for name, count in found.items() if count >= TRIED_FIRST * OFTEN]
        return asked, [name for name in found if name not in asked]

    def fair(self):
        """(numbers, what mistakes lead to there) of the next set of numbers that makes a fair sheet."""
        for _ in range(MOST_DRAWN):
            own = drawn(self.pattern, self.random)
            trainer = Trainer(with_numbers(self.pattern, own))
            if is_sound(trainer.trace(), self.blanks, self.rounding, self.tolerance):
                return own, outcomes(trainer, self.blanks)
        expected = f"a network whose answers can all be {LEAST_ANSWER} or more; fewer layers or another optimizer help"
        problem = f"none of {MOST_DRAWN} sets of numbers is fair"
        raise NeurosimError("experiment", expected, problem=problem)

    def confused(self, found):
        return confusions(found, self.rounding, self.tolerance)

    @cached_property
    def unavoidable(self):
        """Pairs that no set of numbers tells apart."""
        return set.intersection(*[self.confused(self.fair()[1]) for _ in range(TRIED_FIRST)])

    @cached_property
    def unseen(self):
        """Keys of what changes no blank, whatever the numbers are."""
        return sorted({other for one, other in self.unavoidable if one == RIGHT}, key=str)

    @cached_property
    def alike(self):
        """Groups of keys that cannot all be told from each other, whatever the numbers are."""
        return groups(sorted((pair for pair in self.unavoidable if not set(pair) & {RIGHT, *self.unseen}), key=str))

    def left_open(self, found):
        """Pairs that this set of numbers leaves together, beyond those that cannot be helped."""
        return {pair for pair in self.confused(found) - self.unavoidable
                if pair[0] == RIGHT or not set(pair) & set(self.unseen)}

    def next(self):
        """(numbers, what mistakes lead to there, pairs that it leaves together) for one more student."""
        best = None
        for _ in range(MOST_TRIES):
            own, found = self.fair()
            open_pairs = self.left_open(found)
            if repr(own) not in self.codes and (best is None or len(open_pairs) < len(best[2])):
                best = own, found, open_pairs
            if best and not best[2]:
                break
        if best is None:
            raise NeurosimError("students", "fewer of them", problem="there are no more different sets of numbers")
        self.codes.add(repr(best[0]))
        return best


class Made:
    """An assignment that was made: its `document` as a file has it, and what the teacher is to know of it.

    unseen    keys of mistakes that change no blank       alike    groups of keys that cannot be told from each other
    open      student -> pairs that only that student's numbers leave together
    left_out  names that are not asked for, as their numbers are too small
    """

    def __init__(self, document, variants, left_open):
        self.document, self.unseen, self.alike, self.open = document, variants.unseen, variants.alike, left_open
        self.left_out = variants.left_out

    def words(self, key):
        """A mistake in one of its forms, in words; nothing for what is right."""
        return "" if key == RIGHT else known(key[0]).describe(key[1])


def make_assignment(document, students, variants, level="everything", marks=None, planting=None, progress=None):
    """The assignment for students of these names.

    planting    planting(found, random) is what is planted in a sheet; progress as in `train`
    """
    entries, left_open = [], {}
    for place in (progress or (lambda taken, *_: taken))(range(len(students)), len(students), 0):
        own, found, pairs = variants.next()
        entry = {"student": students[place], "variant": place + 1, **own}
        entry = {**entry, "check": check_code(entry)}
        if planting:
            entry["planted"] = planting(found, variants)
        entries.append({key: entry[key] for key in ("student", "variant", "check", *own, "planted") if key in entry})
        if pairs:
            left_open[students[place]] = sorted(pairs, key=str)
    rule = variants.rounding
    made = {"format": FORMAT, "version": VERSION, "title": document["name"], "level": level,
            "rounding": rule.to_dict(), "tolerance": variants.tolerance, **({"marks": marks} if marks else {}),
            "blanks": variants.blanks, "experiment": as_file(variants.pattern), "students": entries}
    return Made(made, variants, left_open)


def as_file(pattern):
    """A document as the JSON of its file."""
    import json    # only where a file is written: it takes a while to import
    from ...files import write_experiment
    return json.loads(write_experiment(pattern))
