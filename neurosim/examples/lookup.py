"""Where an experiment comes from: a built-in name, a file, the sizes of a network, standard input, or a dict."""

import json
from os.path import exists

from ..core.guard.arrays import plain
from ..core.guard.errors import NeurosimError, did_you_mean, echo
from . import CATALOGUE, path_of
from .publications import is_published, names, publication
from .table_starter import document_of_table, is_table
from ..files import parse_experiment, read_experiment, write_experiment


def document_of(source, warn=None, seed=None, hidden=None, targets=None):
    """The document of what `load` is given, checked; `seed` draws the numbers of a network told by its sizes, and
    the samples that are held out.

    hidden, targets    of a table: see table_starter.py; of nothing else
    """
    if isinstance(source, str) and is_published(source):
        source = publication(source).experiment
    if is_table(source):
        return document_of_table(source, hidden, targets, warn, seed)
    if hidden or targets:
        raise NeurosimError("hidden" if hidden else "targets", "a CSV file beside it, as an experiment has its own")
    if told_by_sizes(source):
        from .starter import of_shape
        source = of_shape(source, seed or 0)
    if isinstance(source, dict):
        return parse_experiment(as_json(source), "experiment", warn=warn, seed=seed)
    near_miss(source, [*CATALOGUE, *names()])
    built_in = isinstance(source, str) and source in CATALOGUE
    return read_experiment(path_of(source) if built_in else source, warn, seed)


def text_of(name):
    """A built-in or published experiment as a file: of ours the very text."""
    if name in CATALOGUE:
        with open(path_of(name), encoding="utf-8") as file:
            return file.read()
    return write_experiment(publication(name).experiment)


def told_by_sizes(source):
    """Whether it is the sizes of a network, such as 2-3-1, and no file."""
    from .starter import is_shape
    return is_shape(source) and not exists(source)


def as_json(document):
    """A dict as the text of a file, so that it is read as strictly as one."""
    try:
        return json.dumps(document, default=as_lists)
    except (TypeError, ValueError, RecursionError) as error:
        raise NeurosimError("experiment", "what JSON can hold", problem=str(error)) from None


def as_lists(value):
    """What holds numbers in another way than lists do. TypeError for what holds none."""
    found = plain(value)
    if found is value:
        raise TypeError(f"no {type(value).__name__}")
    return found


def near_miss(source, names):
    """Where there is no such file, it may be a built-in name that was meant."""
    if isinstance(source, str) and source not in names and source != "-" and not exists(source):
        hint = did_you_mean(source.removesuffix(".json"), names)
        if hint:
            raise NeurosimError("experiment", problem=f"no such file {echo(source)}{hint}")
