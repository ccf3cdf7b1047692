"""Sentences by key, whole, with named holes: a module is a language.

To add a sentence, add it to SENTENCES of each language; to add a language, a module with the keys of en.py.
"""

from . import en

LANGUAGES = {"en": en.SENTENCES}


def say(key, language="en", **holes):
    """The sentence of a key, its holes filled in.

    >>> say("key.title", title="worked-example")
    'Key: worked-example'
    """
    return LANGUAGES[language][key].format(**holes)
