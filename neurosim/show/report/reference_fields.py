"""The fields of experiment files, and what CSV files may be, for help: from the tables and docstrings of readers."""

from ...files import answers_file, csv_samples
from ...files.field_words import FIELD_WORDS
from ...files.json_schema import TABLES
from ...files.schema import REQUIRED
from .reference_entries import others_among
from .reference_topics import Entry, Group, notes_of

TITLES = {"experiment": "The file", "layer": "Each of its layers", "training": "training",
          "until": "until, in training",
          "sample": "Each of its samples", "csv": "samples, where they are in a CSV file",
          "columns": "columns", "column": "Each of the columns"}
COLUMNS = ("means", "default", "also called")


def fields():
    """Every table of the reader; the words are those that editors show."""
    for name, title in TITLES.items():
        yield fields_of(name, title)
    yield Group("", [Entry("An example", {}, "`neurosim examples xor --show` prints one, `neurosim new 2-3-1` makes "
                           "one. Wherever a number stands, a fraction may stand as text: \"1/3\".")])


def fields_of(name, title):
    return Group(title, [field(key, words, TABLES[name]) for key, words in FIELD_WORDS[name].items()], COLUMNS)


def field(key, words, table):
    theirs = others_among("field", key, table)
    return Entry(key, {"means": words, "default": default_text(table[key][1]), "also called": ", ".join(theirs)},
                 others=theirs)


def default_text(default):
    if default is REQUIRED:
        return "must be there"
    if type(default) is bool:
        return str(default).lower()
    return "" if default is None or callable(default) else str(default)


def csv():
    """How samples and answers are written in files of their own."""
    yield fields_of("csv", "samples of an experiment")
    yield Group("", [Entry("The file of samples", {}, notes_of(csv_samples)),
                     Entry("Answers of a learner", {}, notes_of(answers_file))])
