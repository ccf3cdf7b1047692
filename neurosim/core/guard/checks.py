"""The door of the library: what comes in is copied, made of floats, and refused with a sentence if it cannot be."""

from math import isfinite

from .arrays import plain, shape_of
from .errors import NeurosimError, did_you_mean, echo
from ..maths import INFINITY, Number
from ..synonyms import ours

BELOW_ONE = 1.0 - 2.0 ** -53    # the double before 1
MOST_CHOICES = 100    # more are no list of choices, but the weights of a network


def number(value, field, low=None, high=None, expected="a finite number"):
    """`value` as a float between `low` and `high`; symbols and other arithmetics pass as they are.

    >>> number(1, "bias")
    1.0
    >>> number(float("nan"), "bias")
    Traceback (most recent call last):
    neurosim.core.guard.errors.NeurosimError: bias: expected a finite number, got nan
    """
    if isinstance(value, Number):
        return value
    value = quotient(value) if type(value) is str else value
    if type(value) is not float and type(value) is not int:
        given, value = value, plain(value)
        if type(value) is not float and type(value) is not int:
            raise NeurosimError(field, expected, given)
    try:
        result = float(value)
    except OverflowError:
        result = INFINITY
    if result == INFINITY and type(value) is int:
        raise NeurosimError(field, expected, value, "number too large for a double")
    if not -INFINITY < result < INFINITY or (low is not None and result < low) or (high is not None and result > high):
        raise NeurosimError(field, expected, value)
    return result


def quotient(text):
    """The float nearest to a fraction as people write it; any other text as it is.

    >>> quotient("1/3"), quotient("-2/3"), quotient("1/0"), quotient("0.5")
    (0.3333333333333333, -0.6666666666666666, '1/0', '0.5')
    """
    above, _, below = text.partition("/")
    for digits in (above.removeprefix("-"), below):
        if not (digits.isascii() and digits.isdigit() and len(digits) < 20):
            return text
    return int(above) / int(below) if int(below) else text


def numbers(values, field, count=None, what=""):
    """`values` as a new list of `count` floats.

    >>> numbers([0.05], "inputs", 2)
    Traceback (most recent call last):
    neurosim.core.guard.errors.NeurosimError: inputs: expected 2 numbers, got 1
    """
    if type(values) is not list:    # the common case first, for speed
        check_shape(values, field, *("numbers in a row", "n") if count is None else (counted(count, what), count))
        values = sequence(values, field, "a list of numbers")
    if count is not None and len(values) != count:
        raise NeurosimError(field, counted(count, what), values, got=str(len(values)))
    for value in values:
        if type(value) is not float or not isfinite(value):
            return [number(value, f"{field}[{i}]") for i, value in enumerate(values)]
    return [*values]


def counted(count, what):
    return f"{count} number{'s' * (count != 1)}{what}"


def check_shape(values, field, expected, *sizes):
    """NeurosimError where an array or a tensor has another shape than `sizes`; a word stands for any size."""
    shape = shape_of(values)
    if shape is not None and (len(shape) != len(sizes) or any(type(size) is int and size != got
                                                              for size, got in zip(sizes, shape))):
        wanted = f"({', '.join(map(str, sizes))}{',' * (len(sizes) == 1)})"
        raise NeurosimError(field, f"{expected}, the shape {wanted}", values)


def integer(value, field, low=1, high=None):
    """A whole number from `low` on: `True`, 2.0 and "2" are none."""
    given = value if type(value) is int else plain(value)
    if type(given) is not int or given < low or (high is not None and given > high):
        raise NeurosimError(field, f"an integer >= {low}" + (f" and <= {high}" if high is not None else ""), value)
    return given


def path(value, field):
    """The name of a file."""
    if not value or not isinstance(value, (str, bytes)) and not hasattr(value, "__fspath__"):
        raise NeurosimError(field, "a file name", value)
    return value


def boolean(value, field):
    if type(value) is not bool:
        raise NeurosimError(field, "true or false", value)
    return value


def sequence(values, field, expected):
    """A list or a tuple; what holds numbers in another way becomes a list."""
    given = values if type(values) in (list, tuple) else plain(values)
    if type(given) not in (list, tuple):
        raise NeurosimError(field, expected, values)
    return given


def iterable(values, field, expected):
    """What one can go through; numbers and None are no such thing."""
    if not hasattr(values, "__iter__"):
        raise NeurosimError(field, expected, values)
    return values


def function(value, field, expected):
    if not callable(value):
        raise NeurosimError(field, expected, value)
    return value


def matrix(rows, field, columns=None):
    """One list of numbers for each neuron, all of one length."""
    check_shape(rows, field, "a row for each neuron", "neurons", columns or "inputs")
    given = sequence(rows, field, "a list of lists of numbers")
    if not given:
        raise NeurosimError(field, "one list of numbers for each neuron, so at least one", rows)
    if columns is None:
        columns = len(sequence(given[0], f"{field}[0]", "a list of numbers"))
    if not columns:
        raise NeurosimError(f"{field}[0]", "one number for each input, so at least one", given[0])
    return [numbers(row, f"{field}[{i}]", columns) for i, row in enumerate(given)]


def pair(sample, field):
    """(inputs, targets)"""
    given = sequence(sample, field, "a pair (inputs, targets)")
    if len(given) != 2:
        raise NeurosimError(field, "a pair (inputs, targets)", sample)
    return given


def choice(value, field, known, kind):
    """One of the known names, by whatever name of synonyms.py; a near miss is answered with what was probably meant."""
    found = ours(kind, value, known)
    if not isinstance(found, str) or found not in known:
        expected = "one of " + all_of(list(known)) if known else "none"
        raise NeurosimError(field, expected, value, f"unknown {kind} {echo(value)}{did_you_mean(value, known)}", got="")
    return found


def all_of(names):
    return ", ".join(names if len(names) <= MOST_CHOICES else [*names[:4], "...", names[-1]])
