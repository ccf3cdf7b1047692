"""A topic of help, or one entry of it, as blocks."""

from itertools import groupby

from .blocks import Heading, Listing, Paragraph, Table


def topic_report(name, sentence, groups):
    """All entries of a topic: sections, or the rows of a table."""
    yield Heading(f"{name}: {sentence}")
    for group in groups:
        if group.columns:
            rows = [[each.name, *[each.facts[column] or None for column in group.columns]] for each in group.entries]
            yield Table(["", *group.columns], rows, group.title)
        else:
            for each in group.entries:
                yield from entry_report(each)


def entry_report(entry):
    """Its facts, then what it says of itself."""
    yield Heading(entry.name, 2)
    if entry.facts:
        yield Listing([[label, text] for label, text in entry.facts.items() if text])
    yield from note_blocks(entry.notes)


def note_blocks(text):
    """A docstring: prose, and lines that are laid out, as they stand; examples are left to those who read code."""
    for part in text.split("\n\n"):
        if part.strip() and ">>>" not in part:
            for is_laid_out, lines in groupby(part.split("\n"), laid_out):
                yield Listing([[line.strip()] for line in lines]) if is_laid_out else Paragraph(" ".join(lines))


def laid_out(line):
    """Whether a line is indented, or has columns."""
    return line.startswith("    ") or "    " in line.strip()
