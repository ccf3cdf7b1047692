r"""GIFT: a numerical question for each blank, in a category for each student.

    ::net_h1:: ... {#=0.3775:0.00025 =%50%0.5933:0.00025#This is what comes out when ...}

In texts ~ = # { } : and \ are escaped.
"""

import re

from ....explain.notation import pretty
from ....show.language import say
from ..known_answers import PART, blanks_of
from .given import sentences, title


def files(sheets):
    yield "quiz.gift", "\n".join(line for sheet in sheets for line in category(sheet))


def category(sheet):
    yield f"$CATEGORY: $course$/{sheet.assignment.title.replace('/', '//')}/{title(sheet).replace('/', '//')}\n"
    task = escaped(" ".join(sentences(sheet)))
    yield from (question(sheet, task, blank) for blank in blanks_of(sheet))


def question(sheet, task, blank):
    name = pretty(blank.question.name)
    asked = escaped(say("quiz.ask", name=name, words=blank.question.words))
    answers = [f"={blank.text}:{blank.room:.6g}#{escaped(say('known.right'))}"]
    answers += [f"={part(known, blank)}" for known in blank.known]
    return f"::{escaped(f'{sheet.student.check} {name}')}::{task} {asked}\n{{#\n\t" + "\n\t".join(answers) + "\n}\n"


def part(known, blank):
    return f"%{PART * 100:g}%{known.text}:{blank.room:.6g}#{escaped(known.feedback())}"


def escaped(text):
    r"""A text as GIFT takes it.

    >>> print(escaped("w1 = {0.5}: ~#"))
    w1 \= \{0.5\}\: \~\#
    """
    return re.sub(r"[~=#{}:\\]", lambda sign: "\\" + sign[0], text)
