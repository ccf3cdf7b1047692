"""Which mistakes give exactly these numbers: every one alone, then every pair.

Each candidate is a spoilt copy, run on plain floats. Most pairs are unlikely, and run only if no other fits: where one
of the two changes nothing, the other alone should already give the learner's number.
"""

from itertools import combinations

from ..mistakes import MISTAKES

MOST_WORK = 200_000    # weights that meet a sample in all trials of pairs, to stay within half a second
WORK_OF_A_COPY = 15    # what it takes to make a copy and spoil it, in the same measure


class Form:
    """A mistake in one of its forms, and the numbers it leads to."""

    def __init__(self, mistake, where, numbers):
        self.mistake, self.where, self.numbers = mistake, where, numbers

    def spoil(self, experiment):
        self.mistake.spoil(experiment, self.where)

    def __repr__(self):
        return f"Form({self.mistake.name} {self.where})".replace(" )", ")")


def forms(reader, right, after=False):
    """Every form of every mistake that changes a number of this step; of a mistake's forms that give the same, one."""
    found = []
    for mistake in reader.progress(MISTAKES.values(), len(MISTAKES), 0):
        seen = []
        for where in mistake.forms(reader.trainer):
            numbers = reader.read(lambda experiment: mistake.spoil(experiment, where), after=after)
            if numbers is not None and numbers != right and numbers not in seen:
                seen.append(numbers)
                found.append(Form(mistake, where, numbers))
    return found


def fits(answers, numbers, cut=False):
    """Whether numbers are those of all the answers, as far as those go. What a run does not know speaks for nothing.

    cut    whether the learner cuts digits off where they should be rounded
    """
    return all(answer.name in numbers and answer.fits(numbers[answer.name], cut=cut) for answer in answers)


def pairs(reader, right, candidates, answers):
    """Pairs of forms whose numbers fit. Where a number is the product of a 0, or of a slope of 1, it does not show what
    else was done to it: so if none is found among the likely pairs, the others are run as well."""
    wrong = {form: wrong_names(form, answers) for form in candidates}
    still = {form: unchanged_names(form, right, answers) for form in candidates}
    likely, others = [], []
    for first, second in combinations(candidates, 2):
        if first.mistake is not second.mistake:
            (others if still[first] & wrong[second] or still[second] & wrong[first] else likely).append((first, second))
    most, after = MOST_WORK // (reader.work + WORK_OF_A_COPY), "E_new" in right
    rest, place = max(0, most - len(likely)), {form: place for place, form in enumerate(candidates)}
    return run(reader, most_usual(likely, most, place), answers, after) or \
        run(reader, most_usual(others, rest, place), answers, after)


def most_usual(pairs, most, place):
    """As many pairs of mistakes as there is time for, those met most often."""
    if len(pairs) <= most:
        return pairs
    return sorted(pairs, key=lambda pair: place[pair[0]] + place[pair[1]])[:most]


def run(reader, candidates, answers, after):
    """(pair, numbers) of those that fit."""
    found, results = [], [answer for answer in answers if answer.name in reader.results]
    for first, second in reader.progress(candidates, len(candidates), 0):
        for pair in ((first, second), (second, first))[:1 + meet(first, second)]:
            spoilers = [form.spoil for form in pair]
            if results and not fits_all(reader.read(*spoilers, results=True), results):
                continue
            numbers = reader.read(*spoilers, after=after)
            if fits_all(numbers, answers):
                found.append(((first, second), numbers))
                break
    return found


def fits_all(numbers, answers):
    return numbers is not None and fits(answers, numbers)


def meet(first, second):
    """Whether two mistakes may change the same thing, so that it matters which comes last."""
    rooms = {form.mistake.spoiler.__module__.rpartition(".")[2] for form in (first, second)}
    return len(rooms) == 1 or rooms == {"slopes", "forward"}


def wrong_names(form, answers):
    return {answer.name for answer in answers if not fits([answer], form.numbers)}


def unchanged_names(form, right, answers):
    return {answer.name for answer in answers if form.numbers.get(answer.name) == right.get(answer.name)}
