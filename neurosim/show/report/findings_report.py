"""What a diagnosis found before it came to mistakes: right under another setting, a factor, another quantity."""

from ...explain.notation import pretty
from .blocks import Equation, Paragraph
from .wording import counted, listed

MOST = 20    # findings that are told


def findings_report(diagnosis):
    """Each answer of the questions that are asked first, a sentence each."""
    if diagnosis.trainer.steps_taken:
        yield Paragraph(judged(diagnosis))
    yield from map(Paragraph, settings(diagnosis))
    if diagnosis.other_step:
        yield Paragraph(f"These are the right numbers {diagnosis.other_step.sentence}.")
    found = [*([] if is_explained(diagnosis) else diagnosis.factors), *diagnosis.identities]
    yield from (Paragraph(f"Your {finding.sentence}.") for finding in found[:MOST])
    if len(found) > MOST:
        yield Paragraph(f"And {len(found) - MOST:,} more of that kind: --format json lists all.")
    if diagnosis.wrong_numbers:
        yield Paragraph(f"{', or '.join(each.sentence for each in diagnosis.wrong_numbers)}.")
        if len(diagnosis.wrong_numbers) > 1:
            yield Paragraph("These numbers cannot tell which; any one of those would.")


def is_explained(diagnosis):
    """Whether a setting, or a mistake alone, says where a factor comes from."""
    return bool(diagnosis.settings) or any(len(each.forms) == 1 and not each.leaves for each in diagnosis.explanations)


def judged(diagnosis):
    """Of an experiment that was trained, which step it was."""
    taken = counted(diagnosis.trainer.steps_taken, "step")
    return f"Compared with step {diagnosis.trace.step} of training, as {taken} were taken before."


def settings(diagnosis):
    """What else they are right for; and that they may be a mistake all the same."""
    found = diagnosis.settings
    if found:
        yield f"These numbers are right {'; or '.join(each.sentence for each in found)}."
    if found and diagnosis.explanations and not diagnosis.explanations[0].is_convention:
        yield f"For the experiment as it is, {diagnosis.trainer.network.loss.formula}, they are not:"


def what_is_left(diagnosis):
    """The first number that nothing explains, how far off it is, and its formula."""
    told = {each.name for each in diagnosis.identities}.union(*[factor.names for factor in diagnosis.factors])
    everything = diagnosis.settings or diagnosis.other_step or diagnosis.wrong_numbers
    left = [] if everything else [name for name in diagnosis.slips or diagnosis.differing if name not in told]
    if left and told:
        yield Paragraph(f"That leaves {listed([pretty(name) for name in left])} unexplained.")
    for name in left[:1]:
        yield from as_it_should_be(diagnosis, name)


def as_it_should_be(diagnosis, name):
    """How many times the right number it is, and how that comes about."""
    right, given = diagnosis.expected[name], diagnosis.answer(name).value
    if right and given:
        yield Paragraph(f"Your {pretty(name)} is {given / right:.4g} × the right one.".replace("-", "−"))
    if name in diagnosis.trace.quantities:
        quantity = diagnosis.trace.quantities[name]
        yield Paragraph("As it should be:")
        yield Equation(name, quantity.expression.body, quantity.value, is_given=quantity.is_given)
