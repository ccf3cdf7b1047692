r"""Moodle XML: a cloze question for each student, all of whose blanks are in one question.

    {1:NUMERICAL:=0.5933:0.00025#Right.~%50%0.3775:0.00025#This is what comes out when ...}

The first answer that is near enough counts, so the right one comes first. In an answer ~ # } / " and \ are escaped.
"""

import re
from base64 import b64encode
from html import escape
from itertools import groupby

from ....explain.notation import pretty
from ....show.language import say
from ..known_answers import PART, blanks_of
from .given import picture, sentences, title

PICTURE = "network.svg"


def files(sheets):
    yield "moodle.xml", "".join(quiz(sheets))


def quiz(sheets):
    """The whole file, question by question."""
    category = cdata(f"$course$/{sheets[0].assignment.title.replace('/', '//')}")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
    yield f'<question type="category"><category><text>{category}</text></category></question>\n'
    yield from map(question, sheets)
    yield "</quiz>\n"


def question(sheet):
    image = b64encode(picture(sheet).encode()).decode()
    return (f'<question type="cloze">\n<name><text>{cdata(title(sheet))}</text></name>\n'
            f'<questiontext format="html"><text>{cdata(text_of_question(sheet))}</text>\n'
            f'<file name="{PICTURE}" path="/" encoding="base64">{image}</file></questiontext>\n'
            '<generalfeedback format="html"><text></text></generalfeedback>\n'
            "<penalty>0.1</penalty><hidden>0</hidden>\n</question>\n")


def cdata(text):
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def text_of_question(sheet):
    """The task, the picture, and a table for each stage."""
    head = "".join(f"<p>{escape(sentence)}</p>\n" for sentence in sentences(sheet))
    alt = escape(say("quiz.picture"))
    return f'{head}<p><img src="@@PLUGINFILE@@/{PICTURE}" alt="{alt}"></p>\n' + "".join(tables(sheet))


def tables(sheet):
    for stage, blanks in groupby(blanks_of(sheet), lambda blank: blank.question.stage):
        rows = "".join(f"<tr><th>{escape(pretty(blank.question.name))}</th><td>{cloze(blank)}</td></tr>\n"
                       for blank in blanks)
        yield f"<h4>{escape(say(f'stage.{stage}'))}</h4>\n<table>\n{rows}</table>\n"


def cloze(blank):
    """A blank with its answers."""
    answers = [f"={blank.text}:{blank.room:.6g}#{escaped(say('known.right'))}"]
    answers += [f"%{PART * 100:g}%{known.text}:{blank.room:.6g}#{escaped(known.feedback())}" for known in blank.known]
    return "{1:NUMERICAL:" + "~".join(answers) + "}"


def escaped(text):
    r"""A feedback as a cloze takes it.

    >>> print(escaped('a/b ~ {x} #1 <"c"'))
    a\/b \~ {x\} \#1 &lt;\"c\"
    """
    return re.sub(r'[~#}/"\\]', lambda sign: "\\" + sign[0], escape(text, quote=False))
