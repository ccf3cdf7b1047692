"""Why a student's numbers are wrong: the mistakes that give them, each named once, with all the numbers that it is in.

Asked in turn: is it no number; was it written with too few digits; is it what a mistake of the catalogue gives from the
student's own numbers before it; another number of the step; a slip of the pen? The mistake that explains most numbers
comes first, and what it leaves is asked again. "None that is known" is an answer.
"""

from ...core.maths import absolute
from ..diagnosis.evidence import PLAIN, evidence
from .usual_slips import given_numbers

UNREADABLE, COARSE, UNKNOWN, OTHER = "unreadable", "too_few_digits", "unknown", "another_number"
PEN = {"the sign is lost": "sign_lost", "the decimal point has slipped": "decimal_point",
       "two digits are swapped": "digits_swapped", "one digit is off": "one_digit_off"}
LEAST_DIGITS = 3    # by which a number is known to be another number of the step


class Slip:
    """One mistake of one student.

    name       as in `neurosim mistakes`, or one of the words above
    names      the numbers that it is in, the first first
    steps      each SpoiltStep that gives these numbers; none where it is no mistake of the catalogue
    other      the name of the number that was given in place of the right one
    """

    def __init__(self, name, names, steps=(), other=""):
        self.name, self.names, self.steps, self.other = name, list(names), list(steps), other

    @property
    def mistake(self):
        """The Mistake of the catalogue, or None."""
        return self.steps[0].mistake if self.steps else None

    @property
    def sentence(self):
        """What was done, of a mistake of the catalogue; "" of others."""
        return self.steps[0].mistake.describe(self.steps[0].form.where) if self.steps else ""

    @property
    def alternatives(self):
        """The names of other mistakes that give the same numbers."""
        return list(dict.fromkeys(step.mistake.name for step in self.steps if step.mistake is not self.mistake))

    def to_dict(self):
        return {"mistake": self.name, "numbers": self.names, "sentence": self.sentence or None,
                "or": self.alternatives, "is": self.other or None}

    def __repr__(self):
        return f"Slip({self.name}, {', '.join(self.names)})"


def named_slips(grade, steps):
    """The Slips of a StudentGrade, in order of computation."""
    order = {name: place for place, name in enumerate(grade.assignment.blanks)}
    found = [Slip(UNREADABLE, [name]) for name in grade.unreadable]
    found += [Slip(COARSE, sorted(grade.coarse, key=order.get))] if grade.coarse else []
    left = sorted(grade.wrong.keys() - grade.coarse, key=order.get)
    known, left = by_catalogue(grade, steps, left)
    found += known
    found += [by_itself(grade, name) for name in left]
    return sorted(found, key=lambda slip: order[slip.names[0]])


# The catalogue.

def by_catalogue(grade, steps, left):
    """(Slips, what they leave): the mistake that explains most comes first, then the one that explains most of the
    rest."""
    given = given_numbers(grade.student.trace)
    tried = [(step, fitting(grade, step, given)) for step in steps] if left else []
    found = []
    while left and (best := best_of(grade, tried, left)):
        names = [name for name in left if name in best[0][1]]
        found.append(Slip(best[0][0].mistake.name, names, [step for step, _ in best]))
        left = [name for name in left if name not in names]
    return found, left


def fitting(grade, step, given):
    """name -> value of the numbers that come out where this mistake is made with the student's own before them."""
    own = {name: answer.value for name, answer in grade.answers.items() if name not in grade.unused}
    try:
        comes_to = step.tape.play({**step.given_to(given), **own})
    except (ArithmeticError, ValueError):
        return {}
    return {name: value for name, value in comes_to.items()
            if name in own and grade.answers[name].agrees_with(value, grade.room.get(name, 0.0))}


def best_of(grade, tried, left):
    """The (step, names) that explain most of what is left, and speak against fewest of the other numbers; none where
    what they explain may be chance."""
    def score(names):
        against = [name for name in grade.follows if name not in grade.wrong and name not in names]
        return len([name for name in left if name in names]), -len(against)
    scored = [(score(names), step, names) for step, names in tried]
    for wanted in sorted({score for score, _, _ in scored if score[0]}, reverse=True):
        best = [(step, names) for score, step, names in scored if score == wanted]
        best = [(step, names) for step, names in best if names.keys() & set(left) == best[0][1].keys() & set(left)]
        if says(grade, {name: value for name, value in best[0][1].items() if name in left}) > PLAIN + (wanted[1] < 0):
            return best
    return []


def says(grade, explained):
    """How much the numbers say that a mistake explains; more where it gives them to the last digit asked for."""
    answers = [grade.answers[name] for name in explained]
    exact = [answer.as_asked for answer in answers]
    if all(each.fits(explained[each.name], grade.room.get(each.name, 0.0)) for each in exact):
        return evidence(exact, grade.follows)
    return evidence(answers, grade.follows)


# One number.

def by_itself(grade, name):
    """A slip that is in one number only."""
    answer = grade.answers[name]
    right = grade.follows.get(name, grade.student.key[name])
    if other := another_number(grade, answer):
        return Slip(OTHER, [name], other=other)
    return Slip(PEN.get(answer.misprint(right), UNKNOWN), [name])


def another_number(grade, answer):
    """The name of the number of the step that this is; "" where it has too few digits, or is several."""
    if answer.digits < LEAST_DIGITS:
        return ""
    trace, owner = grade.student.trace, grade.student.trace.quantities[answer.name].owner
    near = [name for name, quantity in trace.quantities.items() if quantity.owner == owner and name != answer.name]
    same = [name for name in near if is_same(grade, answer, name)]
    return same[0] if len(same) == 1 else ""


def is_same(grade, answer, name):
    own = grade.answers.get(name)
    value = own.value if own else grade.student.trace.value(name)
    return absolute(answer.value - value) <= answer.half
