"""The rows of a CSV file: what divides them into cells, whether the first names the columns, and what a cell says."""

from math import isfinite

from ..core.guard import checks
from ..core.guard.errors import NeurosimError
from ..core.maths import INFINITY
from .source import shown

MOST_ROWS, MOST_LENGTH = 200_000, 2**20    # rows of a CSV file, characters of a row: more takes seconds to refuse
DIGITS = frozenset("0123456789+-.eE")    # of these alone: float() would take 1_000, nan and other scripts, too
SEPARATORS = ("\t", ";", ",")    # the first of them that stands in the first row, outside of quotes
MISSING = frozenset(("", "?", "na", "n/a", "nan", "null", "none"))    # what stands for a value that nobody knows


def too_large(lengths):
    """What a file, told by the lengths of its lines, has too much of: (problem, expected); None where all is well."""
    if len(lengths) > MOST_ROWS:
        return "too many rows", f"at most {MOST_ROWS}"
    if max(lengths, default=0) > MOST_LENGTH:
        return "a row is too long", f"at most {MOST_LENGTH} characters"
    return None


def separator_of(text):
    """What divides the first row that is not blank.

    >>> separator_of("a;b\\n1,5;2"), separator_of('"a;b",c'), separator_of("1")
    (';', ',', ',')
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return next((sign for sign in SEPARATORS if sign in outside), ",")


def csv_lines(place, text, separator=","):
    """(line, cells) for each row that is not blank. Raises NeurosimError for what is no CSV."""
    import csv
    from io import StringIO
    spaces = separator != "\t"
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=spaces)
    try:
        for cells in reader:
            if len(cells) > 1 or cells and cells[0].strip():
                yield reader.line_num, cells if separator == "," else list(map(with_a_point, cells))
    except csv.Error as error:
        name, opened = shown(place.value), open_quote(text, separator)
        if opened:
            where = f"{name}:{opened[0]}:{opened[1]}"
            raise NeurosimError(where, "another quote", problem="a quote that nothing closes") from None
        raise NeurosimError(f"{name}:{reader.line_num}", "comma-separated values", problem=str(error)) from None


def with_a_point(cell):
    """Where no comma divides cells, one in a number is the decimal comma.

    >>> with_a_point("-1,5"), with_a_point("1,234.5"), with_a_point("red,green")
    ('-1.5', '1,234.5', 'red,green')
    """
    changed = cell.replace(",", ".")
    return changed if cell.count(",") == 1 and "." not in cell and meant_as_number(changed) else cell


def open_quote(text, separator=","):
    """Line and column of a quote that is still open at the end, None where there is none."""
    line, column, opened = 1, 1, None
    for sign in text:
        if sign == '"':
            opened = None if opened else (line, column)
        elif sign == "\n":
            line, column = line + 1, 1
        elif sign == separator and not opened:
            column += 1
    return opened


def has_spaces(cells):
    """Whether it is numbers that spaces divide."""
    parts = cells[0].split()
    return len(cells) == 1 < len(parts) and all(map(meant_as_number, parts))


def is_header(cells):
    """Words, none of which could have been meant as a number, nor as a missing one; the first may be left blank, as
    above the numbers of rows."""
    first, *others = cells
    return (not meant_as_number(first) and all(map(is_word, others)) and is_word(first or "x")
            and (bool(others) or is_word(first)))


def is_word(cell):
    return not is_missing(cell) and not meant_as_number(cell)


def is_missing(cell):
    return cell.strip().lower() in MISSING


def meant_as_number(cell):
    try:
        return float(checks.quotient(cell.strip())) is not None
    except ValueError:
        return False


def plain_cells(cells):
    """A row without a fault, the quick way; None for any other."""
    try:
        values = list(map(float, cells)) if DIGITS.issuperset("".join(cells)) else [INFINITY]
    except ValueError:
        return None
    return values if all(map(isfinite, values)) else None
