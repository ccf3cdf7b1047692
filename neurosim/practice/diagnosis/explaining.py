"""Why numbers are off: the explanations that fit, best first.

A mistake that gives all of them by itself; else digits that were rounded on the way; else two mistakes at once; else a
mistake that leaves fewer numbers that follow from nothing. `diagnosis` is the Diagnosis that asks.
"""

from ...core.maths import absolute, total
from ...explain.arithmetic import nearest
from .consistency import Tape, slips
from .explanation import Explanation, RoundedAnswers
from .search import fits, pairs

MOST_LISTED = 20
ENOUGH = 4    # digits in all, for a mistake to be named that explains some of the numbers only
DECIMALS = (2, 3, 4, 5, 6)    # to which somebody may round
IN_SINGLE_PRECISION = 5e-7    # how far off numbers may be that were computed in it, as a share of the greatest


# One mistake.

def by_one_mistake(diagnosis):
    """Every mistake that gives all the numbers; rounding on the way, where each number follows from those before it."""
    single = singles(diagnosis)
    if diagnosis.slips or "E_new" in diagnosis.differing:
        return [] if hangs_on_a_last_digit(diagnosis) else single
    return [rounded(diagnosis), *[each for each in single if each.decimals is None]]


def hangs_on_a_last_digit(diagnosis):
    """Whether no number is more than its last digit off, and rounding on the way accounts for all."""
    beside = (diagnosis.answer(name).is_beside(diagnosis.expected[name]) for name in diagnosis.differing)
    return all(beside) and is_rounded_within(diagnosis)


def singles(diagnosis):
    """Every mistake that gives all the numbers by itself: once each, in its most usual form; rounding first.

    Where digits are not rounded as ours are, they may be cut off, or be those of another order of operations.
    """
    found = fitting(diagnosis) or fitting(diagnosis, cut=True) or in_single_precision(diagnosis)
    return sorted(found, key=lambda each: each.decimals is None)


def fitting(diagnosis, cut=False):
    found = [form for form in diagnosis.forms if fits(diagnosis.answers, form.numbers, cut)]
    usual = {form.mistake: form for form in reversed(found)}
    return [in_full(diagnosis, form) for form in found if usual[form.mistake] is form]


def in_full(diagnosis, form):
    return Explanation([form], form.numbers, diagnosis.differing)


def in_single_precision(diagnosis):
    """Numbers of a program in single precision, which need not round where ours does: off by no more than its last
    bits, as a share of the greatest number of the kind, since differences of nearly equal numbers lose some."""
    expected, greatest = diagnosis.expected, {}
    kinds = {name: kind_of(diagnosis.trace, name) for name in expected}
    for name, kind in kinds.items():
        greatest[kind] = max(greatest.get(kind, 0.0), absolute(expected[name]))
    near = all(answer.fits(expected[answer.name], IN_SINGLE_PRECISION * greatest[kinds[answer.name]])
               for answer in diagnosis.answers)
    return [in_full(diagnosis, form) for form in diagnosis.forms if near and form.mistake.name == "float32"]


def kind_of(trace, name):
    return trace.quantities[name].kind if name in trace.quantities else "error"


# Rounding.

def rounded(diagnosis):
    """Each number follows from those before it, as far as their digits go: intermediate results were rounded."""
    decimals = sorted(answer.decimals for answer in diagnosis.answers)[len(diagnosis.answers) // 2]
    return Explanation([RoundedAnswers(decimals)], diagnosis.right, diagnosis.differing)


def is_rounded_within(diagnosis):
    """Whether the numbers come out where each product and sum within a formula is rounded as well."""
    answers = diagnosis.answers
    if not slips(diagnosis.tape, answers, each_operation=True)[0].keys() & set(diagnosis.slips):
        return True
    furthest = max(absolute(answer.value - diagnosis.expected[answer.name]) for answer in answers)
    return any(furthest < 50.0 / 10**count and fits(answers, in_decimals(diagnosis, count)) for count in DECIMALS)


def in_decimals(diagnosis, count):
    try:
        trace = diagnosis.trainer.trace(diagnosis.sample, diagnosis.step, f"rounded:{count}")
    except ValueError:    # a divisor that is rounded to 0
        return {}
    return {name: nearest(value) for name, value in trace.items()}


# Two mistakes, or one that explains a part.

def by_two_mistakes(diagnosis):
    """Every pair of mistakes that gives all the numbers, once, in its most usual form."""
    found = {}
    for pair, numbers in pairs(diagnosis.reader, diagnosis.right, diagnosis.forms, diagnosis.answers):
        explanation = Explanation(pair, numbers, diagnosis.differing)
        found.setdefault(tuple(form.mistake for form in pair), explanation)
    return list(found.values())[:MOST_LISTED]


def in_part(diagnosis):
    """Mistakes after which fewer numbers are left that follow from nothing, by the learner's own earlier numbers."""
    found = [each for form in diagnosis.forms for each in part_explained(diagnosis, form)]
    fewest = min((len(each.leaves) for each in found), default=0)
    usual = {each.mistake: each for each in reversed(found) if len(each.leaves) == fewest}
    return list(usual.values())[::-1][:MOST_LISTED]


def part_explained(diagnosis, form):
    """The explanation by this mistake, where it explains enough; else nothing."""
    touched = any(form.numbers.get(name) != diagnosis.right.get(name) for name in diagnosis.slips)
    left = left_by(diagnosis, form) if touched else diagnosis.slips
    explained = [name for name in diagnosis.slips if name not in left]
    digits = total([diagnosis.answer(name).digits for name in explained])
    if explained and (not left or left < set(diagnosis.slips) and digits >= ENOUGH):
        yield Explanation([form], form.numbers, explained, sorted(left, key=diagnosis.place))


def left_by(diagnosis, form):
    """The names that do not follow from the learner's own numbers even where this mistake is made."""
    expected = diagnosis.expected.keys()
    try:
        tape = Tape(diagnosis.trace_of(form))
        left = {*slips(tape, diagnosis.answers, room=diagnosis.room)[0], *(expected - tape.places.keys())}
    except (ArithmeticError, ValueError):
        return expected
    return {name for name in left
            if name not in form.numbers or not diagnosis.answer(name).agrees_with(form.numbers[name])}
