"""JSON that does not guess: no key twice, no NaN, no number beyond a double, and a place for every complaint."""

import sys

from ..core.guard.errors import NeurosimError, echo
from ..core.maths import INFINITY
from .source import text_of

MOST_LISTS = 500_000    # lists and objects in one file; more would take up hundreds of megabytes


class Literal:
    """NaN or Infinity, which Python takes for JSON; null, where a number is due. It is refused where it stands."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


def parse(data, reading):
    """The value of a JSON text, given as bytes or str. Raises NeurosimError with line and column where it is not JSON.

    Numbers beyond a double become infinity: the reader of the field refuses them, and knows the place. Keys given twice
    and numbers too small for a double are left in `reading`.
    """
    text = text_of(data, reading.where)
    if not text.strip():
        raise NeurosimError(reading.where, "a JSON object", got="an empty file")
    if text.count("[") + text.count("{") > MOST_LISTS:
        expected = f"at most {MOST_LISTS}, or samples in a CSV file"
        raise NeurosimError(reading.where, expected, problem="too many lists and objects")
    try:
        return decoded(text, reading)
    except RecursionError:
        raise NeurosimError(reading.where, problem="lists and objects nested too deep") from None
    except ValueError as error:
        raise syntax_error(error, text, reading.where) from None


def decoded(text, reading):
    """The same, with the errors of the module json."""
    import json    # only where a file is read: it takes a while to import
    limit = getattr(sys, "get_int_max_str_digits", int)()    # 0: Python would work on a million digits for hours
    hooks = {"object_pairs_hook": reading.notice_twice, "parse_constant": Literal}
    if "e-" in text or "E-" in text:
        hooks["parse_float"] = reading.notice_underflow
    try:
        return json.loads(text, **hooks, parse_int=None if limit else whole)
    except json.JSONDecodeError:
        raise
    except ValueError:    # a number of more digits than Python converts: once more, with a hook that takes its time
        reading.twice.clear()
        return json.loads(text, **hooks, parse_int=whole)


def whole(text):
    """An int, or infinity where it has more digits than a double can hold."""
    return int(text) if len(text) < 400 else INFINITY


def syntax_error(error, text, where):
    """`file:line:col: not JSON: expecting ',' delimiter (got 'x')`."""
    what = error.msg.removesuffix(" starting at").removesuffix(" at")
    got = echo(text[error.pos:error.pos + 1]) if error.pos < len(text) else "the end"
    problem = f"not JSON: {what[0].lower()}{what[1:]}"
    return NeurosimError(f"{where}:{error.lineno}:{error.colno}", problem=problem, got=got)
