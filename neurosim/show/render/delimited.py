"""Comma-separated values, RFC 4180.

A text cell that a spreadsheet would take for a formula gets a ' in front, and so does one that begins with ' itself:
whoever reads it back takes one ' away. A text that is a number, such as -1.5, stays as it is.
"""

import csv
import re
from io import StringIO

NUMBER = re.compile(r"-?[0-9.]+(e[+-][0-9]+)?(/[0-9]+)?")    # as text, in whatever arithmetic
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\0", "'")


def render(headers, rows):
    """The rows as lines of text, one by one; numbers by repr, so that they read back to the last bit."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in [headers], rows:
        for cells in row:
            writer.writerow([cell(value) for value in cells])
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()


def cell(value):
    """
    >>> cell("=1+1"), cell("-1.5"), cell("-7/100"), cell(-1.5), cell(None), cell(["w1", "w2"])
    ("'=1+1", '-1.5', '-7/100', '-1.5', '', 'w1 w2')
    """
    if value is None:
        return ""
    value = " ".join(value) if isinstance(value, list) else value
    if not isinstance(value, str):
        return repr(value)
    return "'" + value if value.startswith(FORMULA_SIGNS) and not NUMBER.fullmatch(value) else value
