"""Why numbers are off: the explanations that fit, best first.

A mistake that gives all of them by itself; else digits that were rounded on the way; else two mistakes at once; else a
mistake that leaves fewer numbers that follow from nothing. `diagnosis` is the Diagnosis that asks.
"""

from ...core.maths import absolute
from ...explain.arithmetic import nearest
from .consistency import Tape, slips
from .evidence import PLAIN, evidence
from .explanation import Explanation, RoundedAnswers
from .search import fits, pairs

MOST_LISTED = 20
MOST_TRACED = 15_000    # numbers in all traces of mistakes that may explain a part, to stay within half a second
IN_PART = 4.0        # digits that a mistake has to explain, to be named that explains some of the numbers only
PAIRED = 4.0         # the same of a pair, to be sure of it: there are some thousand
DECIMALS = (2, 3, 4, 5, 6)    # to which somebody may round
PRECISION = {"float32", "float32_parameters"}    # mistakes that are none


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

    Where digits are not rounded as ours are, they may be cut off. One that hangs on a last digit may fit by chance.
    """
    found, sure = fitting(diagnosis) or fitting(diagnosis, cut=True), is_plain(diagnosis, PLAIN)
    for each in found:
        each.sure = sure or each.is_convention
    return sorted(found, key=lambda each: each.decimals is None)


def is_plain(diagnosis, least):
    """Whether what differs says so many digits: otherwise an explanation may fit by chance."""
    off = [diagnosis.answer(name) for name in diagnosis.differing]
    return evidence(off, diagnosis.expected) > least


def fitting(diagnosis, cut=False):
    found = [form for form in diagnosis.forms if fits(diagnosis.answers, form.numbers, cut)]
    usual = {form.mistake: form for form in reversed(found)}
    return [in_full(diagnosis, form) for form in found if usual[form.mistake] is form]


def in_full(diagnosis, form):
    return Explanation([form], form.numbers, diagnosis.differing)


def in_single_precision(diagnosis):
    """The one explanation of what is right in single precision."""
    return [in_full(diagnosis, form) for form in diagnosis.forms if form.mistake.name == "float32"]


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

def by_two_mistakes(diagnosis, told=False):
    """Every pair of mistakes that gives all the numbers, in its most usual form; `told` where a factor does, too."""
    found, sure = {}, is_plain(diagnosis, PAIRED) and not told
    for pair, numbers in pairs(diagnosis.reader, diagnosis.right, diagnosis.forms, diagnosis.answers):
        explanation = Explanation(pair, numbers, diagnosis.differing, sure=sure)
        found.setdefault(tuple(form.mistake for form in pair), explanation)
    return list(found.values())[:MOST_LISTED]


def in_part(diagnosis):
    """Mistakes after which most numbers follow, by the learner's own earlier ones; where that cannot be chance.

    Where one wrong number gives all of them, a mistake that leaves some is not told beside it.
    """
    found = [each for form in promising(diagnosis) for each in part_explained(diagnosis, form)
             if not (each.leaves and diagnosis.wrong_numbers)]
    fewest = min((len(each.leaves) for each in found), default=0)
    usual = {each.mistake: each for each in reversed(found) if len(each.leaves) == fewest}
    return list(usual.values())[::-1][:MOST_LISTED]


def promising(diagnosis):
    """As many forms as there is time for, in their order: those first that give more of the numbers as they are."""
    slips = list(map(diagnosis.answer, diagnosis.slips))
    ranked = sorted(diagnosis.forms, key=lambda form: -len([each for each in slips if fits([each], form.numbers)]))
    chosen = set(ranked[:MOST_TRACED // (len(diagnosis.trace) * diagnosis.step)])
    return [form for form in diagnosis.forms if form in chosen]


def part_explained(diagnosis, form):
    """The explanation by this mistake, where it explains enough; else nothing."""
    touched = any(form.numbers.get(name) != diagnosis.right.get(name) for name in diagnosis.slips)
    left = left_by(diagnosis, form) if touched else diagnosis.slips
    explained = [name for name in diagnosis.slips if name not in left]
    if explained and (not left or is_most(diagnosis, explained, left)):
        leaves = sorted(left, key=diagnosis.place)
        yield Explanation([form], form.numbers, explained, leaves, sure=not left and is_plain(diagnosis, PLAIN))


def is_most(diagnosis, explained, left):
    """Whether a mistake leaves fewer numbers than it explains, and these say too much for chance."""
    says = evidence([diagnosis.answer(name) for name in explained], diagnosis.follows)
    return left < set(diagnosis.slips) and 2 * len(left) < len(diagnosis.differing) and says > IN_PART


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
