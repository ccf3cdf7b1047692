"""What a learner's autograd class does: how many expressions come out right, what is wrong, and the first that is."""

from .blocks import Listing, Paragraph
from .wording import counted, listed


def engine_report(found):
    wrong = [check for check in found.checks if not check.agrees]
    yield Paragraph(f"{counted(len(found.checks), 'expression')} worked out: {len(wrong) or 'none'} wrong.")
    for fault in found.faults:
        yield Paragraph(f"These are the gradients that come out when {fault.sentence}. {fault.advice}")
    if wrong:
        first = found.first_difference
        if not found.faults:
            yield Paragraph("None of the known faults gives these gradients, alone or with another.")
        leaves = listed([f"{name} = {value:g}" for name, value in first["leaves"].items()])
        yield Paragraph(f"The first that is wrong shows {first['shows']}: {first['expression']}, with {leaves}.")
        yield Listing([[first["name"], f"{first['given']:.9g}", "yours"], ["", f"{first['expected']:.9g}", "right"]])
    yield from map(Paragraph, found.remarks)
