"""Tables for the terminal. The one module that imports tabulate; without it the cells come out tab-separated."""


def tabulator():
    """The function `tabulate`, or None where it is not installed."""
    try:
        from tabulate import tabulate    # only where a table is drawn: it takes a while to import
    except ImportError:
        return None
    return tabulate


def table(headers, rows, right):
    """Cells of text in columns; `right` says for each column whether it leans to the right."""
    tabulate = tabulator()
    if tabulate is None:
        return "\n".join("\t".join(row) for row in [headers, *rows])
    # Numbers are text by now: tabulate would shorten them, and read numbers out of strings.
    return tabulate(rows, headers, tablefmt="simple", disable_numparse=True,
                    colalign=["right" if leans else "left" for leans in right] if rows else None)
