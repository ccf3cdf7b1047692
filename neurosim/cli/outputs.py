"""The files that a command writes: in the format that their ending says, none of them twice, none that it reads."""

import os

from ..core.guard.errors import NeurosimError

OUTPUTS = ("output", "save", "plot", "keep", "checkpoint", "record")
INPUTS = ("answers", "resume", "model", "csv")    # what is read beside the experiment and its samples
OWN = ("checkpoint", "resume")    # a run goes on in its own checkpoint
MARKUPS = ("text", "markdown", "latex", "html")    # each a module of render, for whatever can be said in blocks

# What may be in a file of that ending, the usual first.
ENDINGS = {".txt": ["text"], ".md": ["markdown"], ".tex": ["latex"], ".html": ["html"], ".htm": ["html"],
           ".json": ["json"], ".jsonl": ["jsonl"], ".csv": ["csv"], ".py": ["python", "pytorch"], ".xlsx": ["xlsx"],
           ".c": ["c"]}


# In which format. A parser has `chooser`: (the option as it is typed, its attribute, what it may be).

def settle_format(arguments):
    """Fill in what --format or --to leaves open, by the ending of the file; a sentence where they contradict, or ""."""
    option, attribute, choices = getattr(arguments, "chooser", ("", "", ()))
    asked, ending = getattr(arguments, attribute, None), ending_of(arguments)
    possible = [choice for choice in ENDINGS.get(ending, ()) if choice in choices]
    if ending in ENDINGS and asked not in (possible and [*possible, None]):
        because = f", as {option} is {asked}" if asked and option else ""
        wanted = " or ".join(endings_for([asked] if asked else choices))
        return f"--output: expected a name that ends in {wanted}{because}, got {arguments.output[:60]!r}"
    if attribute:
        choose(arguments, attribute, asked or (possible[0] if possible else None))
    return ""


def choose(arguments, attribute, choice):
    """A form of an export; or a format, which may be a markup of text."""
    setattr(arguments, attribute, choice)
    if attribute == "form":
        is_markup = choice in (None, *MARKUPS)
        arguments.format, arguments.markup = ("text", choice or "text") if is_markup else (choice, "text")


def ending_of(arguments):
    name = getattr(arguments, "output", None)
    return os.path.splitext(name)[1].lower() if isinstance(name, str) else ""


def endings_for(choices):
    return [ending for ending, possible in ENDINGS.items() if set(possible) & set(choices)]


# Which files.

def written(arguments):
    """(option, path) of each file that is to be written."""
    named = ((option, getattr(arguments, option, None)) for option in OUTPUTS)
    return [(option, path) for option, path in named if isinstance(path, str)]


def misnamed(arguments):
    """The sentence that says that --save would write an experiment as a file of another kind, a table say; or ""."""
    path = getattr(arguments, "save", None)
    if path is None or "json" in ENDINGS.get(os.path.splitext(path)[1].lower(), ["json"]):
        return ""
    return f"--save: expected a name that ends in .json, got {path[:60]!r}"


def named_twice(arguments):
    """The sentence that says that two options name one file, however it is spelt; "" where none do."""
    options = {}
    for option, path in written(arguments):
        before = options.setdefault(identity(path), option)
        if before != option:
            return f"--{option}: expected another file than --{before}, got {path[:60]!r}"
    return ""


def check_not_read(arguments, read):
    """NeurosimError where what is to be written would take the place of what the command reads.

    read    the identities of the experiment's files
    """
    sources = dict.fromkeys(read, "experiment")
    for option in INPUTS:
        if getattr(arguments, option, None) is not None:
            sources[identity(getattr(arguments, option))] = option
    for option, path in written(arguments):
        source = sources.get(identity(path))
        if source and (option, source) != OWN:
            problem = "it is read by the same command, and would be lost"
            raise NeurosimError(f"--{option}", "another file", path[:60], problem)


def identity(path):
    """What is the same for all names of a file: out.txt, ./out.txt, a link to it."""
    try:
        found = os.stat(path)
        return found.st_dev, found.st_ino
    except (OSError, ValueError):    # not there yet
        return os.path.normcase(os.path.realpath(path)) if "\0" not in path else path


def check_outputs(arguments):
    """Raise the OSError that writing would end with, before the work begins; it says which option."""
    from ..files.output import check_writable
    for option, path in written(arguments):
        if option in ("output", "save", "plot", "record"):    # the others look for themselves
            try:
                check_writable(path)
            except OSError as error:
                raise OSError(error.errno, error.strerror, f"--{option} {error.filename or path}") from None
