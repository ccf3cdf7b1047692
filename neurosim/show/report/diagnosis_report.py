"""A diagnosis: each number of the learner; what explains those that are off, the wrong line beside the right one."""

from itertools import islice
from operator import itemgetter

from ...explain.arithmetic import nearest
from ...explain.expression import Expression
from ...explain.notation import pretty
from .blocks import SideBySide, Heading, Listing, Name, Paragraph
from .arithmetic_report import numbers_report
from .findings_report import as_it_should_be, findings_report, what_is_left
from .wording import step_title
from .wording import listed, seed_words

MOST_ANSWERS = 60  # that stand in the list; a format for programs has all
MOST = 5           # explanations that are told in full, and slips of the pen
MOST_HIDDEN = 4    # mistakes that would not have shown: what fits into a line


def diagnosis_document(diagnosis):
    """The report under a title, for a page of its own."""
    yield Heading(step_title(diagnosis.trace))
    yield from diagnosis_report(diagnosis)


def diagnosis_report(diagnosis):
    quantities, seed = diagnosis.trace.quantities, seed_words(diagnosis.trace.network)
    if seed:
        yield Paragraph(f"{seed.capitalize()}.")
    yield from numbers_report(diagnosis.trace, [quantities[name] for name in diagnosis.expected if name in quantities])
    yield from answers_listed(diagnosis)
    if diagnosis.agree:
        yield from agreement(diagnosis)
    else:
        yield from findings_report(diagnosis)
        for number, explanation in enumerate(diagnosis.explanations[:MOST]):
            yield from explanation_report(diagnosis, explanation, number)
        yield from end(diagnosis)


def answers_listed(diagnosis):
    """Each with its verdict; of very many those that differ before the others, up to a screenful or two."""
    answers = diagnosis.answers
    if len(answers) > MOST_ANSWERS:
        answers = [*map(diagnosis.answer, diagnosis.differing), *(answer for answer in answers if answer.agrees)]
    yield Listing([[Name(each.name), each.text, verdict(diagnosis, each)] for each in answers[:MOST_ANSWERS]])
    if left := answers[MOST_ANSWERS:]:
        differ = 0 if diagnosis.agree else len(diagnosis.differing)
        yield Paragraph(f"And {len(left):,} more: --format csv lists all {len(answers):,}, of which {differ:,} differ.")


def verdict(diagnosis, answer):
    """agrees; differs; or differs, and follows from the learner's own numbers all the same."""
    expected = answer.shown(diagnosis.expected[answer.name])
    if answer.agrees:
        return " agrees"
    if diagnosis.in_single:
        return f" agrees in single precision: {expected}"
    if answer.name in diagnosis.slips or answer.name not in diagnosis.follows:
        return f" differs: {expected} expected"
    return f" follows from your own numbers before it; {expected} expected"


def agreement(diagnosis):
    """One line; and one more where there is something to say."""
    count = len(diagnosis.answers)
    if diagnosis.in_single:
        yield Paragraph("Right, in single precision.")
        yield Paragraph("It has seven digits or so; compare no more of them.")
        return
    yield Paragraph("It agrees, to every digit given." if count == 1 else f"All {count} agree, to every digit given.")
    if hidden := diagnosis.cannot_reveal:
        them = "it" if count == 1 else "them"
        yield Paragraph(f"Mistakes that would not have shown in {them}: {listed(hidden, MOST_HIDDEN)}.")


def explanation_report(diagnosis, explanation, number):
    comparisons = diagnosis.comparisons(explanation)
    yield Paragraph(opening(diagnosis, explanation, number) + (":" if comparisons else "."))
    for name, yours, right in comparisons:
        yield SideBySide(name, [("yours", *formula_and_value(yours)), ("right", *formula_and_value(right))])
    if explanation is not diagnosis.explanations[:MOST][-1]:
        yield Paragraph(" ".join(mistake.advice for mistake in explanation.mistakes))


def formula_and_value(expression):
    value = nearest(expression.value)
    return (Expression("constant", (), value), None) if expression.op == "given" else (expression.body, value)


def opening(diagnosis, explanation, number):
    what = f"when {explanation.sentence} ({explanation.mistake})"
    comes = "is what comes out" if explanation.sure else "may be what comes out"
    if explanation.leaves:
        explained = listed([pretty(name) for name in explanation.explains])
        return f"From your own numbers before it, {explained} {comes} {what}"
    first = pretty(diagnosis.first_difference["name"])
    if number:
        return f"It is also what comes out {what}" if explanation.sure else f"It may also be what comes out {what}"
    if explanation.decimals is not None:
        return f"Your {first} is no mistake in the mathematics: it is what comes out {what}"
    if explanation.is_convention:
        return f"Your {first} follows another convention: it is what comes out {what}"
    chance = not explanation.sure and len(explanation.forms) == 1
    return f"Your {first} {comes} {what}" + "; so few digits differ that it may be chance" * chance


def end(diagnosis):
    """The advice, how many fit, and what to compare next."""
    explanations = diagnosis.explanations
    if not explanations:
        return (yield from none_fits(diagnosis))
    advice = " ".join(mistake.advice for mistake in explanations[:MOST][-1].mistakes)
    yield Paragraph(f"{advice}     {how_many(diagnosis)}")
    if leaves := explanations[0].leaves:
        yield Paragraph(f"It leaves {listed([pretty(name) for name in leaves])} unexplained.")
        yield from as_it_should_be(diagnosis, leaves[0])


def how_many(diagnosis):
    """Whether there are others; and the number that would tell them apart."""
    explanations = diagnosis.explanations
    names, asked = [each.mistake for each in explanations], diagnosis.ask_for and pretty(diagnosis.ask_for)
    if len(names) > 1:
        which = f"{names[0]} from {names[1]}" if len(names) == 2 else f"{listed(names)} apart"
        would = f"; {asked} would." if asked else ", and no number of this step would."
        return f"These numbers cannot tell {which}{'.' if explanations[0].leaves else would}"
    known = "known mistakes that can occur here"
    fits = f"1 of {len(diagnosis.shown_here)} {known} fits" if len(explanations[0].forms) == 1 else (
        f"No single one of {len(diagnosis.shown_here)} {known} fits, but 1 pair of them does")
    return f"{fits}; to be sure, compare {asked}." if asked else f"{fits}."


def none_fits(diagnosis):
    if not is_told(diagnosis):
        count = len(diagnosis.shown_here)
        yield Paragraph(f"None of the {count} known mistakes that can occur here gives these numbers"
                        f"{', alone or with another' if diagnosis.paired else ''}.")
    yield from slips_of_the_pen(diagnosis)
    yield from what_is_left(diagnosis)
    if diagnosis.ask_for and not is_told(diagnosis):
        yield Paragraph(f"To find the place, compare {pretty(diagnosis.ask_for)}.")


def is_told(diagnosis):
    """Whether something was found that is no mistake of the catalogue."""
    return bool(diagnosis.settings or diagnosis.factors or diagnosis.identities or diagnosis.other_step
                or diagnosis.wrong_numbers)


def slips_of_the_pen(diagnosis):
    """Where no other reason was found for a number that all the others go on with, or whose digits have slipped."""
    slips = [pretty(name) for name in diagnosis.slips]
    if is_told(diagnosis):
        return
    if slips and len(slips) < len(diagnosis.differing):
        yield Paragraph(f"It may be a slip of the pen in {listed(slips)}: what comes after follows from it.")
    misprints = ((name, diagnosis.answer(name).misprint(diagnosis.expected[name])) for name in diagnosis.slips)
    for name, misprint in islice(filter(itemgetter(1), misprints), MOST):
        yield Paragraph(f"In your {pretty(name)} {misprint}, it seems.")
