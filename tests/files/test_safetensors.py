"""Files of safetensors: read by the standard library; what is not as it should be is refused in one sentence, and nothing is ever run."""

import pickle
import struct
from random import Random

import pytest
from stand_ins import entry, packed

from neurosim import NeurosimError
from neurosim.files.safetensors import MOST_NUMBERS, Tensor, read_safetensors

LETTERS = {"F64": "d", "F32": "f", "F16": "e"}


def read(tmp_path, data):
    (tmp_path / "m.safetensors").write_bytes(data)
    return read_safetensors(tmp_path / "m.safetensors")


@pytest.mark.parametrize("dtype", LETTERS)
def test_numbers(tmp_path, dtype):
    """Of each precision, in any shape, one tensor after the other, and what is said beside them."""
    first, second = struct.pack(f"<6{LETTERS[dtype]}", *range(6)), struct.pack("<d", 0.1)
    header = {"__metadata__": {"format": "pt"}, "a": entry("F64", (), (len(first), len(first) + 8)), "W": entry(dtype, (3, 2), (0, len(first)))}
    found = read(tmp_path, packed(header, first + second))
    assert {"a", "W"} == set(found)
    assert [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]] == found["W"].tolist() and (3, 2) == found["W"].shape
    assert 0.1 == found["a"].tolist()


def test_brain_floats(tmp_path):
    """BF16 is the first half of a single: 1.0 is 3F80, -2.5 is C020."""
    found = read(tmp_path, packed({"w": entry("BF16", (2, 1, 1), (0, 4))}, struct.pack("<2H", 0x3F80, 0xC020)))
    assert [[[1.0]], [[-2.5]]] == found["w"].tolist()


TWO = struct.pack("<2d", 0.5, 0.25)


def test_three_directions():
    """The last one counts fastest."""
    assert [[[1, 2, 3], [4, 5, 6]]] == Tensor((1, 2, 3), [1, 2, 3, 4, 5, 6]).tolist()


BAD = {
    "empty": (b"", "expected a safetensors file"),
    "too short": (b"12345678", "expected a safetensors file"),
    "a header that is longer than the file": (packed({"w": entry()}, TWO, length=10**6), "expected a safetensors file"),
    "a header of 2^63 bytes": (packed({"w": entry()}, TWO, length=2**63), "expected a safetensors file"),
    "a pickle": (pickle.dumps({"w": [0.5] * 100}), "a pickle, which runs what is written in it"),
    "a zip file": (b"PK\x03\x04" + b"\0" * 100, "a zip file, as of torch.save or Keras"),
    "HDF5": (b"\x89HDF\r\n\x1a\n" + b"\0" * 100, "an HDF5 file, as of Keras"),
    "an experiment": (b'{"format": "neurosim-experiment"}', "text, not tensors"),
    "no JSON": (packed(b"{oh", TWO), "not JSON"),
    "no UTF-8": (packed(b'{"\xff": 1}', TWO), "not UTF-8"),
    "nested deep": (packed(b'{"w": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", TWO), "nested too deep"),
    "a name twice": (packed(b'{"w": {"dtype": "F64", "shape": [2], "data_offsets": [0, 16]}, "w": {"dtype": "F64", "shape": [2], "data_offsets": [0, 16]}}', TWO),
                     "each name once"),
    "a key twice": (packed(b'{"w": {"dtype": "F64", "dtype": "F32", "shape": [2], "data_offsets": [0, 16]}}', TWO), "each name once"),
    "no tensors": (packed({"__metadata__": {}}), "expected 1 to 100,000 tensors, got 0"),
    "a tensor that is none": (packed({"w": [1, 2]}, TWO), "'w': expected dtype, shape and data_offsets, got a list of length 2"),
    "more keys": (packed({"w": {**entry(), "strides": [1]}}, TWO), "'w': expected dtype, shape and data_offsets"),
    "whole numbers": (packed({"w": entry("I64")}, TWO), "'w'.dtype: expected one of F64, F32, F16, BF16, got 'I64'"),
    "a dtype that is none": (packed({"w": entry(["F64"])}, TWO), "'w'.dtype: expected one of"),
    "a negative size": (packed({"w": entry(shape=(-2,))}, TWO), "'w'.shape: expected a list of whole numbers from 1"),
    "a size of 0": (packed({"w": entry(shape=(0,), offsets=(0, 0))}), "'w'.shape: expected a list of whole numbers from 1"),
    "a size that is true": (packed({"w": entry(shape=(True, 2))}, TWO), "'w'.shape"),
    "a size of 10^400": (packed(b'{"w": {"dtype": "F64", "shape": [1' + b"0" * 400 + b'], "data_offsets": [0, 16]}}', TWO), "'w'.shape"),
    "sizes that multiply beyond all bounds": (packed({"w": entry(shape=[2**20] * 8)}, TWO), "'w'.data_offsets"),
    "more numbers than the shape says": (packed({"w": entry(shape=(1,))}, TWO), "'w'.data_offsets: expected [begin, end] of 1 numbers of F64, got [0, 16]"),
    "offsets that go backwards": (packed({"w": entry(offsets=(16, 0))}, TWO), "'w'.data_offsets"),
    "three offsets": (packed({"w": entry(offsets=(0, 16, 32))}, TWO), "'w'.data_offsets"),
    "a gap": (packed({"w": entry(offsets=(8, 24))}, TWO + TWO), "a tensor that begins at byte 0 of the numbers, got 8"),
    "an overlap": (packed({"w": entry(), "v": entry()}, TWO), "a tensor that begins at byte 16 of the numbers, got 0"),
    "fewer bytes than it says": (packed({"w": entry()}, TWO[:-1]), "expected 16 bytes of numbers, as the header says, got 15"),
    "more bytes than it says": (packed({"w": entry()}, TWO + b"x"), "expected 16 bytes of numbers, as the header says, got 17"),
    "nan": (packed({"w": entry()}, struct.pack("<2d", 0.5, float("nan"))), "'w': expected finite numbers, got nan"),
    "infinity": (packed({"w": entry("F32", (1,), (0, 4))}, struct.pack("<f", float("inf"))), "'w': expected finite numbers, got inf"),
    "a name that clears the screen": (packed({"\x1b[2J": entry("I8")}, TWO), "'\\x1b[2J'.dtype"),
    "more numbers than a network may have": (packed({"w": entry("F16", (MOST_NUMBERS + 1,), (0, 2 * MOST_NUMBERS + 2))}), "at most 2,000,000 numbers"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files(tmp_path, name):
    """One printable sentence that begins with the file."""
    data, sentence = BAD[name]
    with pytest.raises(NeurosimError) as caught:
        read(tmp_path, data)
    assert sentence in str(caught.value) and "m.safetensors" in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_pickle_is_not_run(tmp_path):
    """It would write a file."""
    class Trap:
        def __reduce__(self):
            return open, (str(tmp_path / "sprung"), "w")
    with pytest.raises(NeurosimError, match="a pickle"):
        read(tmp_path, pickle.dumps(Trap()))
    assert not (tmp_path / "sprung").exists()


def test_mutated_files(tmp_path):
    """A few bytes changed anywhere: numbers, or a NeurosimError."""
    random = Random(0)
    good = packed({"fc1.weight": entry("F32", (3, 2), (0, 24)), "fc1.bias": entry("F32", (3,), (24, 36))}, struct.pack("<9f", *range(9)))
    read(tmp_path, good)
    for _ in range(300):
        data = bytearray(good)
        for _ in range(random.choice([1, 1, 2, 5])):
            data[random.randrange(len(data))] = random.randrange(256)
        try:
            read(tmp_path, bytes(data[:random.choice([None, None, random.randrange(len(data))])]))
        except NeurosimError as error:
            assert str(error).isprintable()


def test_a_file_of_the_library_itself(tmp_path):
    """As safetensors writes it."""
    numpy = pytest.importorskip("numpy")
    library = pytest.importorskip("safetensors.numpy")
    arrays = {"b": numpy.array([[0.1, 0.2]]), "a": numpy.float32([1, 2, 3]), "c": numpy.float16([[[4]]])}
    library.save_file(arrays, tmp_path / "m.safetensors", metadata={"by": "us"})
    found = read_safetensors(tmp_path / "m.safetensors")
    assert {name: array.tolist() for name, array in arrays.items()} == {name: tensor.tolist() for name, tensor in found.items()}


def test_nothing_that_reads_files_unpickles():
    """None of it imports pickle, marshal, shelve or joblib."""
    from pathlib import Path

    import neurosim
    house = Path(neurosim.__file__).parent
    texts = {path.name: path.read_text("utf-8") for room in ("files", "experiment", "examples", "cli") for path in (house / room).rglob("*.py")}
    assert len(texts) > 40
    assert [] == [name for name, text in texts.items() for module in ("pickle", "marshal", "shelve", "joblib") if f"import {module}" in text or f"from {module}" in text]
