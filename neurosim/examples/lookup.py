"""Where an experiment comes from: a built-in name, a file, standard input, or a dict."""

import json
from os.path import exists

from ..core.guard.arrays import plain
from ..core.guard.errors import NeurosimError, did_you_mean, echo
from . import CATALOGUE, path_of
from .publications import is_published, names, publication
from ..files import parse_experiment, read_experiment


def document_of(source, warn=None):
    """The document of what `load` is given, checked."""
    if isinstance(source, str) and is_published(source):
        source = publication(source).experiment
    if isinstance(source, dict):
        return parse_experiment(as_json(source), "experiment", warn=warn)
    near_miss(source, [*CATALOGUE, *names()])
    built_in = isinstance(source, str) and source in CATALOGUE
    return read_experiment(path_of(source) if built_in else source, warn)


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
