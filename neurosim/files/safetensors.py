"""A safetensors file: named matrices of numbers, and nothing that could run.

    8 bytes    how long the header is, least byte first
    header     JSON: {"fc1.weight": {"dtype": "F32", "shape": [3, 2], "data_offsets": [0, 24]}, ...}, and "__metadata__"
    the rest   the numbers, tensor after tensor, without a gap

Other files with trained weights are told by their first bytes and refused: a pickle runs what is written in it.
"""

from __future__ import annotations

import os
import struct
from math import isfinite, prod

from ..core.guard.errors import NeurosimError, echo
from .schema import Reading
from .source import read_bytes, shown
from .strict_json import parse

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from typing import Any
    Path = str | os.PathLike[str]

LIMIT = 64 * 2**20    # bytes
MOST_TENSORS, MOST_NUMBERS = 100_000, 2_000_000
DTYPES = {"F64": "d", "F32": "f", "F16": "e", "BF16": "H"}    # as struct has them; a BF16 is the first half of an F32
KEYS = {"dtype", "shape", "data_offsets"}

IN_PYTHON = "neurosim.import_model(model), in a program that has loaded it"
STRANGERS = {
    b"\x80": ("a pickle, which runs what is written in it", IN_PYTHON),
    b"PK": ("a zip file, as of torch.save or Keras", IN_PYTHON),
    b"\x89HDF": ("an HDF5 file, as of Keras", IN_PYTHON),
    b"{": ("text, not tensors", "neurosim trace FILE, where it is an experiment"),
}


class Tensor:
    """Numbers and their shape; `tolist` as an array has it."""

    def __init__(self, shape: tuple[int, ...], numbers: list[float]) -> None:
        self.shape, self.numbers = shape, numbers

    def tolist(self) -> Any:
        """Nested lists."""
        values: list[Any] = self.numbers
        for size in self.shape[:0:-1]:
            values = [values[start:start + size] for start in range(0, len(values), size)]
        return values if self.shape else values[0]


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """The tensors of a file, by name. Raises NeurosimError where anything in it is not as it should be."""
    where = shown(os.fsdecode(path))
    data = read_bytes(path, where, "a safetensors file", LIMIT)
    length = header_length(data, where)
    header = parse(data[8:8 + length], reading := Reading(where))
    if not isinstance(header, dict) or reading.twice:
        raise NeurosimError(where, "a header with an entry for each tensor, each name once")
    header.pop("__metadata__", None)
    if not 0 < len(header) <= MOST_TENSORS:
        raise NeurosimError(where, f"1 to {MOST_TENSORS:,} tensors", got=str(len(header)))
    entries = {name: entry_of(entry, f"{where}: {echo(name)}") for name, entry in header.items()}
    if sum(prod(shape) for _, shape, *_ in entries.values()) > MOST_NUMBERS:
        raise NeurosimError(where, f"at most {MOST_NUMBERS:,} numbers")
    check_offsets(entries, len(data) - 8 - length, where)
    numbers = memoryview(data)[8 + length:]
    return {name: Tensor(shape, numbers_of(numbers[begin:end], dtype, f"{where}: {echo(name)}"))
            for name, (dtype, shape, begin, end) in entries.items()}


def header_length(data, where):
    """How long the header is; a file of another kind is refused by name."""
    length = int.from_bytes(data[:8], "little")
    if len(data) < 10 or length > len(data) - 8 or data[8:9] != b"{":
        for magic, (kind, way_out) in STRANGERS.items():
            if data.startswith(magic):
                raise NeurosimError(where, f"a safetensors file, or {way_out}", problem=kind)
        raise NeurosimError(where, "a safetensors file")
    return length


def entry_of(entry, field):
    """(dtype, shape, begin, end) of a tensor, as large as its numbers take."""
    if not isinstance(entry, dict) or entry.keys() != KEYS:
        raise NeurosimError(field, "dtype, shape and data_offsets", entry)
    dtype, shape, offsets = entry["dtype"], entry["shape"], entry["data_offsets"]
    if not isinstance(dtype, str) or dtype not in DTYPES:
        raise NeurosimError(f"{field}.dtype", f"one of {', '.join(DTYPES)}", dtype)
    for name, values, low in (("shape", shape, 1), ("data_offsets", offsets, 0)):
        if type(values) is not list or not all(type(value) is int and low <= value <= LIMIT for value in values):
            raise NeurosimError(f"{field}.{name}", f"a list of whole numbers from {low} to {LIMIT}", values)
    if len(offsets) != 2 or len(shape) > 8 or offsets[1] - offsets[0] != prod(shape) * size_of_a_number(dtype):
        raise NeurosimError(f"{field}.data_offsets", f"[begin, end] of {prod(shape[:8])} numbers of {dtype}",
                            got=str(offsets[:3]))
    return dtype, tuple(shape), *offsets


def size_of_a_number(dtype):
    return struct.calcsize(f"<{DTYPES[dtype]}")


def check_offsets(entries, size, where):
    """One tensor after the other, from the first byte to the last."""
    reached = 0
    for begin, end in sorted((begin, end) for *_, begin, end in entries.values()):
        if begin != reached:
            raise NeurosimError(where, f"a tensor that begins at byte {reached} of the numbers", got=str(begin))
        reached = end
    if reached != size:
        raise NeurosimError(where, f"{reached} bytes of numbers, as the header says", got=str(size))


def numbers_of(data, dtype, field):
    """Bytes as floats."""
    count = len(data) // size_of_a_number(dtype)
    numbers = struct.unpack(f"<{count}{DTYPES[dtype]}", data)
    if dtype == "BF16":
        numbers = struct.unpack(f"<{count}f", struct.pack(f"<{count}I", *(half << 16 for half in numbers)))
    wrong = next((number for number in numbers if not isfinite(number)), None)
    if wrong is not None:
        raise NeurosimError(field, "finite numbers", wrong)
    return list(numbers)
