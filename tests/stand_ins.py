"""What holds numbers as other libraries do, so that tests of it run where there is none of them."""

import json
import struct


def shape_of(values):
    """(2, 3) of two lists of three."""
    return (len(values), *shape_of(values[0])) if isinstance(values, list) else ()


class Array:
    """Like an array of numpy, or a tensor: a shape, and `tolist`."""

    def __init__(self, values):
        self.values = values

    @property
    def shape(self):
        return shape_of(self.values)

    def tolist(self):
        return self.values

    def __float__(self):
        return float(self.values)

    def __repr__(self):
        return f"Array({self.values})"


class Table:
    """Like a table of pandas, or a variable of Keras: a shape, and a way to an array."""

    def __repr__(self):
        return type(self).__name__    # in the name of a test, the same in every process

    def __init__(self, values):
        self.values, self.shape = values, shape_of(values)

    def __array__(self):
        return Array(self.values)


# Files of safetensors.


def packed(header, numbers=b"", length=None):
    """A file of that header, which may be text."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + numbers


def entry(dtype="F64", shape=(2,), offsets=(0, 16)):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(offsets)}


def write_model(path, matrices):
    """A file of these matrices and rows, by name; returns its path."""
    header, numbers = {}, b""
    for name, values in matrices.items():
        shape = shape_of(values)
        row = [number for each in values for number in each] if len(shape) == 2 else values
        header[name] = entry("F64", shape, (len(numbers), len(numbers) + 8 * len(row)))
        numbers += struct.pack(f"<{len(row)}d", *row)
    path.write_bytes(packed(header, numbers))
    return path
