"""The catalogue of mistakes: what each is, and what comes out of an experiment where it is made."""

from .blocks import Heading, Name, Paragraph, Table
from .wording import counted, drawn_line


def mistakes_report(found):
    yield Heading(f"{counted(len(found.rows), 'known mistake')}, on {found.experiment.name}")
    yield Paragraph(drawn_line(found.experiment.network))
    rows = [[mistake.name, *values] for mistake, values in found.rows if values]
    yield Table(["", *map(Name, found.names)], [["(right)", *found.right], *rows])
    hidden = [mistake.name for mistake, values in found.rows if not values]
    if hidden:
        yield Paragraph(f"This step cannot show {', '.join(hidden)}.")
    yield Table(["mistake", "what is done"], [[mistake.name, told(mistake)] for mistake, _ in found.rows])


def told(mistake):
    return mistake.sentence + (" (a convention)" if mistake.convention else "")
