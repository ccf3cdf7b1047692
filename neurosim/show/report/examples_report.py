"""The experiments that come with neurosim: those that teach, and those that others have published, beside ours."""

import re

from ...explain.notation import pretty
from .blocks import Heading, Paragraph, Table
from .wording import counted

SAYS = {"agrees": "agrees", "rounded": "rounded", "explained": "differs", "unexplained": "DIFFERS, no known cause"}
SUMS_UP = {"agrees": "as printed", "rounded": "within the source's rounding", "explained": "different, and we know why",
           "unexplained": "different, and no known cause explains it"}
SIGNS = {"*": "·", "-": "−"}


def examples_report(catalogue, publications):
    yield Table(["name", "what it shows"], [[name, sentence] for name, sentence in catalogue.items()])
    yield Table(["name", "what it shows", "published by"],
                [[found.name, found.shows, found.source["where"]] for found in publications],
                caption="published worked examples: `neurosim examples NAME` puts our numbers beside the printed ones")


def publication_report(publication, verdicts, otherwise):
    """Every published figure beside ours, then each cause of a difference once."""
    yield Heading(f"{publication.name}: {publication.shows}")
    yield Paragraph(f"Published: {publication.citation}")
    if publication.note:
        yield Paragraph(publication.note)
    sentences = list(dict.fromkeys(filter(None, [verdict.sentence for verdict in verdicts])))
    yield Table(["", "step", "published", "neurosim", ""], [figure_row(verdict, sentences) for verdict in verdicts])
    for number, sentence in enumerate(sentences, 1):
        yield Paragraph(f"[{number}] {sentence}" + once_run([each for each in verdicts if each.sentence == sentence]))
    if otherwise:
        rows = [[place(each.ours), each.when, f"{value:.9f}", does] for each, does, value in otherwise]
        yield Table(["", "step", "neurosim", "where"], rows, caption="what else is met")
    yield Paragraph(summary(verdicts))


def figure_row(verdict, sentences):
    figure = verdict.figure
    mark = f" [{sentences.index(verdict.sentence) + 1}]" if verdict.sentence else ""
    return [place(figure.ours), figure.when, figure.printed, verdict.shown, SAYS[verdict.word] + mark]


def place(formula):
    """A formula over our names, as people write it.

    >>> place("-learning_rate * dE_dw5")
    '−η · ∂E/∂w5'
    """
    named = re.sub(r"[A-Za-z_]\w*", lambda name: pretty(name[0]), formula)
    return re.sub(r"[*-]", lambda sign: SIGNS[sign[0]], named)


def once_run(verdicts):
    """What comes out where the cause is run."""
    variant = verdicts[0].figure.cause.variant
    if not variant:
        return ""
    values = ", ".join(verdict.reproduced_shown for verdict in verdicts if verdict.reproduced is not None)
    return f" Run so ({variant}), neurosim gets {values}."


def summary(verdicts):
    words = [verdict.word for verdict in verdicts]
    parts = [f"{words.count(word)} {what}" for word, what in SUMS_UP.items() if word in words]
    return f"{counted(len(words), 'figure')}: {'; '.join(parts)}."


def check_report(checked):
    """One row for each published example, and what nothing explains."""
    headers = ["name", "figures", "agree", "rounded", "explained", "unexplained"]
    yield Table(headers, [check_row(*pair) for pair in checked])
    for publication, verdicts in checked:
        for verdict in verdicts:
            figure = verdict.figure
            if verdict.word == "unexplained":
                yield Paragraph(f"{publication.name}: {place(figure.ours)} at step {figure.when} is {figure.printed} "
                                f"in print and {verdict.shown} here, and no known cause explains it.")
    yield Paragraph(summary([verdict for _, verdicts in checked for verdict in verdicts]))


def check_row(publication, verdicts):
    words = [verdict.word for verdict in verdicts]
    return [publication.name, len(words), *[words.count(word) or None for word in SAYS]]
