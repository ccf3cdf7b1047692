"""A diagnosis: each number of the learner; what explains those that are off, the wrong line beside the right one."""

from ...explain.arithmetic import nearest
from ...explain.expression import Expression
from ...explain.notation import pretty
from .blocks import SideBySide, Equation, Heading, Listing, Name, Paragraph
from .arithmetic_report import numbers_report
from .trace_report import title
from .wording import counted, listed

MOST = 5    # explanations that are told in full


def diagnosis_document(diagnosis):
    """The report under a title, for a page of its own."""
    yield Heading(title(diagnosis.trace))
    yield from diagnosis_report(diagnosis)


def diagnosis_report(diagnosis):
    quantities = diagnosis.trace.quantities
    yield from numbers_report(diagnosis.trace, [quantities[name] for name in diagnosis.expected if name in quantities])
    yield Listing([[Name(answer.name), answer.text, verdict(diagnosis, answer)] for answer in diagnosis.answers])
    if diagnosis.agree:
        yield from agreement(diagnosis)
    else:
        for number, explanation in enumerate(diagnosis.explanations[:MOST]):
            yield from explanation_report(diagnosis, explanation, number)
        yield from end(diagnosis)


def verdict(diagnosis, answer):
    """agrees; differs; or differs, and follows from the learner's own numbers all the same."""
    expected = answer.shown(diagnosis.expected[answer.name])
    if answer.agrees:
        return " agrees"
    if answer.name in diagnosis.slips or answer.name not in diagnosis.follows:
        return f" differs: {expected} expected"
    return f" follows from your own numbers before it; {expected} expected"


def agreement(diagnosis):
    count = len(diagnosis.answers)
    yield Paragraph("It agrees, to every digit given." if count == 1 else f"All {count} agree, to every digit given.")
    if diagnosis.cannot_reveal:
        yield Paragraph(f"Mistakes that would not have shown in {'it' if count == 1 else 'them'}: "
                        f"{listed(diagnosis.cannot_reveal, 12)}.")


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
    if explanation.leaves:
        explained = listed([pretty(name) for name in explanation.explains])
        return f"From your own numbers before it, {explained} is what comes out {what}"
    first = pretty(diagnosis.first_difference["name"])
    if number:
        return f"It is also what comes out {what}"
    if explanation.decimals is not None:
        return f"Your {first} is no mistake in the mathematics: it is what comes out {what}"
    if explanation.is_convention:
        return f"Your {first} follows another convention: it is what comes out {what}"
    return f"Your {first} is what comes out {what}"


def end(diagnosis):
    """The advice, how many fit, and what to compare next."""
    explanations = diagnosis.explanations
    if not explanations:
        return (yield from none_fits(diagnosis))
    advice = " ".join(mistake.advice for mistake in explanations[:MOST][-1].mistakes)
    if more := [each.mistake for each in explanations[MOST:]]:
        yield Paragraph(f"The same numbers come out of {listed(more)}.")
    yield Paragraph(f"{advice}     {how_many(diagnosis)}{next_number(diagnosis)}")
    if leaves := explanations[0].leaves:
        yield Paragraph(f"It leaves {listed([pretty(name) for name in leaves])} unexplained.")


def how_many(diagnosis):
    explanations = diagnosis.explanations
    if len(explanations[0].forms) > 1:
        pairs = counted(len(explanations), "pair")
        does = "does" if len(explanations) == 1 else "do"
        return f"No single one of {len(diagnosis.shown_here)} known mistakes fits, but {pairs} of them {does}"
    fit = "fits" if len(explanations) == 1 else "fit"
    return f"{len(explanations)} of {len(diagnosis.shown_here)} known mistakes {fit}"


def next_number(diagnosis):
    if not diagnosis.ask_for:
        same = len(diagnosis.explanations) > 1 and not diagnosis.explanations[0].leaves
        return "; no number of this step tells them apart." if same else "."
    sure = "to be sure" if len(diagnosis.explanations) == 1 else "to tell them apart"
    return f"; {sure}, compare {pretty(diagnosis.ask_for)}."


def none_fits(diagnosis):
    slips, first = [pretty(name) for name in diagnosis.slips], diagnosis.differing[0]
    yield Paragraph(f"None of the {len(diagnosis.shown_here)} known mistakes gives these numbers"
                    + (", alone or with another." if diagnosis.paired else "."))
    if slips and len(slips) < len(diagnosis.differing):
        yield Paragraph(f"It may be a slip of the pen in {listed(slips)}: what comes after follows from it.")
    for name in diagnosis.slips:
        if misprint := diagnosis.answer(name).misprint(diagnosis.expected[name]):
            yield Paragraph(f"In your {pretty(name)} {misprint}, it seems.")
    if first in diagnosis.trace.quantities:
        quantity = diagnosis.trace.quantities[first]
        yield Paragraph("As it should be:")
        yield Equation(first, quantity.expression.body, quantity.value, is_given=quantity.is_given)
    if diagnosis.ask_for:
        yield Paragraph(f"To find the place, compare {pretty(diagnosis.ask_for)}.")
