"""A result as text in any markup, JSON or CSV: each is an iterable of chunks to write."""

from . import terminal


def answer(found, table, arguments, report=None):
    """What was found, in the format that was asked for: its report, its `to_dict()`, or table(found): (headers, rows).

    report    report(found) in place of its own
    """
    if arguments.format == "json":
        return json(found.to_dict(), arguments)
    if arguments.format == "csv":
        return csv(*table(found))
    return text(report(found) if report else found.report(), arguments)


def text(blocks, arguments):
    """The blocks of a report, in the markup that was asked for: a module of render."""
    from importlib import import_module
    markup = getattr(arguments, "markup", "text")
    blocks = with_note(blocks) if markup == "text" and not arguments.quiet else blocks
    render = import_module(f"..show.render.{markup}", __package__).render
    fitting = {"most": terminal.columns(arguments.output)} if markup == "text" else {}
    return render(blocks, getattr(arguments, "digits", None), terminal.ascii_only(arguments.output), **fitting)


def with_note(blocks):
    """The same blocks; where tabulate is missing, a note on standard error as the first table comes."""
    from ..show.render.tables import tabulator
    from ..show.report.blocks import Table
    told = False
    for block in blocks:
        if isinstance(block, Table) and not told:
            told = True
            if tabulator() is None:
                terminal.note("tabulate is not installed, so tables come tab-separated")
        yield block


def json(document, arguments):
    yield dumps(document, arguments) + "\n"


def json_list(kind, key, documents, arguments):
    """One object that holds a list, written as its elements come: a long run does not pile up in memory."""
    yield f'{{\n "format": "{kind}",\n "version": 1,\n "{key}": ['
    for place, document in enumerate(documents):
        yield ("," if place else "") + "\n" + dumps(document, arguments)
    yield "\n]}\n"


def json_lines(documents, arguments):
    """One object a line, as they come."""
    for document in documents:
        yield dumps(document, arguments, indent=None) + "\n"


def dumps(document, arguments, indent=1):
    from json import dumps    # only here: it takes a while to import
    return dumps(document, ensure_ascii=terminal.ascii_only(arguments.output), allow_nan=False, indent=indent)


def csv(headers, rows):
    from ..show.render.delimited import render
    return render(headers, rows)


class Disagreed:
    """The chunks of a result that ends with exit code 1."""

    exit_code = 1

    def __init__(self, chunks):
        self.chunks = chunks

    def __iter__(self):
        return iter(self.chunks)
