"""A result as text, JSON or CSV: each is an iterable of chunks to write."""

from . import terminal


def text(blocks, arguments):
    from ..render.text import render
    return render(blocks, getattr(arguments, "digits", None), terminal.ascii_only(arguments.output))


def json(document):
    import json    # only here: it takes a while to import
    return [json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"]


def csv(headers, rows):
    from ..render.delimited import render
    return render(headers, rows)


class Disagreed(list):
    """The chunks of a result that ends with exit code 1."""

    exit_code = 1
