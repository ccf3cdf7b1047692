"""Arrays, tensors and rows of tables, taken as lists and floats by what they can do; no library of them is imported.

    tolist       of an array of numpy, its scalars, a tensor of torch, a series of pandas, an array of Python's own
    __array__    of a table of pandas, a tensor of TensorFlow, a variable of Keras: an array, which has the former
    shape        how many numbers there are in each direction: (2, 3) of two rows of three
"""


def plain(value):
    """A float, an int, or nested lists of them, of what holds numbers in one of these ways; all else as it is.

    >>> from array import array
    >>> plain(array("d", [0.05, 0.1])), plain(0.5), plain("0.5")
    ([0.05, 0.1], 0.5, '0.5')
    """
    if isinstance(value, (list, tuple)):    # a row of a table may be a tuple with names
        return list(value)
    try:
        return (value if hasattr(value, "tolist") else value.__array__()).tolist()
    except Exception:    # whatever a stranger's type does: it is no number
        return value


def in_a_row(value):
    """A number alone as a row of one, and so is what may be taken for one; all else as it is.

    >>> in_a_row(0.5), in_a_row([0.5])
    ([0.5], [0.5])
    """
    return [value] if type(plain(value)) in (float, int, bool) else value


def shape_of(value):
    """The shape of what has one; None for all else.

    >>> shape_of(memoryview(b"ab")), shape_of([0.1])
    ((2,), None)
    """
    try:
        shape = getattr(value, "shape", None)
        return shape if shape is None else tuple(map(int, shape))
    except Exception:    # there is none, or it is none that we know
        return None
