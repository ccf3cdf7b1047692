"""What the numbers of a report are, where they are no floats."""

from .blocks import Paragraph


def numbers_report(trace):
    if trace.numbers():
        yield Paragraph(f"Numbers: {trace.arithmetic.name}, {trace.arithmetic.title}.")
