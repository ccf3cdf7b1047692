"""A checkpoint file: all that the rest of a training run depends on. The table says which fields there are.

    {"format": "neurosim-checkpoint", "version": 1, "checksum": "...",      the first line; the checksum is the SHA-256
    "step": 2000,                                                           of the bytes after it, down to the last
    ...}

What it must agree with says likeness.py.

Nothing of it is executed, and nothing of it is used before all of it was checked. On another machine or Python a run
may be resumed too, but the last bits of exp and its kin may differ there; `made_by` tells.

To add a field, add an entry.
"""

import os

from ..core.guard import checks
from ..core.normalization import BatchNormalizedLayer
from ..core.guard.errors import NeurosimError
from .experiment_file import MOST_SEED, printable
from .likeness import fit, same_experiment
from .number_lists import numbers
from .schema import REQUIRED, Place, Reading, as_written, checked, other_version, record, some
from .source import LIMIT, read_bytes, shown
from .strict_json import parse

FORMAT, VERSION = "neurosim-checkpoint", 1
BEGINS = f'{{"format": "{FORMAT}"'.encode("ascii")
MOST_BYTES = 200 * 2**20    # ten million numbers
MOST_STEPS = 10**15
DEEPEST = 8                 # lists within lists, in an optimizer's memory


# Readers.

def integers(high, count=None):
    """A list of whole numbers from 0 to `high`."""
    def read(place):
        values = place.value
        if type(values) is not list or count not in (None, len(values)):
            return place.refuse(f"a list of {count or 'whole'} numbers", values)
        if not all(type(value) is int and 0 <= value <= high for value in values):
            return [place.at(i).check(checks.integer, 0, high) for i in range(len(values))]
        return values
    return read


def random_state(place):
    """As random.Random.setstate takes it: (3, 624 words and a position, the other half of a pair of normal numbers)."""
    value = place.value
    if type(value) is not list or len(value) != 3 or value[0] != 3 or type(value[0]) is not int:
        return place.refuse("[3, a list of 625 numbers, a number or null]", value)
    words = integers(2**32 - 1, 625)(place.at(1))
    if words and words[-1] is not None and words[-1] > 624:
        place.at(1).at(624).refuse("an integer >= 0 and <= 624", words[-1])
    return 3, tuple(words or ()), None if value[2] is None else place.at(2).check(checks.number)


def errors(place):
    """[[0, 0.7], [1, 0.6], ...]: steps, and the error after each; null where it is beyond a double."""
    if type(place.value) is not list or not place.value:
        return place.refuse("a list of [step, error]", place.value)
    found = [error_after(place.at(i)) for i in range(len(place.value))]
    steps = [pair[0] for pair in found if pair]
    if None not in steps and (steps[:1] != [0] or sorted(set(steps)) != steps):
        place.refuse("steps from 0 upwards")
    return found


def error_after(place):
    if type(place.value) is not list or len(place.value) != 2:
        return place.refuse("[step, error]", place.value)
    step, error = place.at(0).check(checks.integer, 0, MOST_STEPS), place.at(1)
    return step, None if error.value is None else error.check(checks.number)


def fingerprints_read(place):
    """name -> SHA-256, in hexadecimal."""
    if not isinstance(place.value, dict):
        return place.refuse("an object", place.value)
    return record({key: (checked(digest), REQUIRED) for key in place.value})(place)


def digest(value, field):
    if not isinstance(value, str) or len(value) != 64 or not set(value) <= set("0123456789abcdef"):
        raise NeurosimError(field, "64 hexadecimal digits", value)
    return value


def plain(place, deepest=DEEPEST):
    """What an optimizer remembers: finite numbers, in lists and in objects."""
    value = place.value
    if value is None or (type(value) is list and set(map(type, value)) == {float} and numbers(place) is not None):
        return value
    if isinstance(value, (list, dict)) and not deepest:
        return place.refuse(f"at most {DEEPEST} lists within each other")
    if isinstance(value, list):
        return [plain(place.at(i), deepest - 1) for i in range(len(value))]
    if isinstance(value, dict):
        return record({key: (lambda field: plain(field, deepest - 1), REQUIRED) for key in value})(place)
    number = place.check(checks.number)
    return value if type(value) is int else number


LAYER = {"weights": (numbers, REQUIRED),    # neuron by neuron
         "biases": (numbers, REQUIRED),
         **dict.fromkeys(("scales", *BatchNormalizedLayer.running), (numbers, ()))}    # of a normalised layer alone

MADE_BY = {name: (checked(printable), REQUIRED) for name in ("neurosim", "python", "platform")}

CHECKPOINT = {
    "format": (lambda place: place.value, REQUIRED),      # these three are looked at before all others
    "version": (lambda place: place.value, REQUIRED),
    "checksum": (lambda place: place.value, REQUIRED),
    "made_by": (record(MADE_BY), REQUIRED),
    "fingerprints": (fingerprints_read, REQUIRED),
    "seed": (checked(checks.integer, 0, MOST_SEED), REQUIRED),
    "step": (checked(checks.integer, 0, MOST_STEPS), REQUIRED),
    "errors": (errors, REQUIRED),
    "waiting": (integers(MOST_STEPS), REQUIRED),          # the places of the samples that are left of this epoch
    "random": (random_state, REQUIRED),
    "layers": (some(record(LAYER), "layer", "layers"), REQUIRED),
    "memory": (plain, REQUIRED),                          # the optimizer's; null: it has none
}


# Out.

def write_checkpoint(fields):
    """The bytes of a checkpoint file. Raises NeurosimError where it would be too large to be read."""
    from json import dumps
    lines = [f'"{key}": {dumps(fields[key], allow_nan=False)}' for key in CHECKPOINT if key in fields]
    body = (",\n".join(lines) + "\n}\n").encode("ascii")
    if len(body) > MOST_BYTES - 200:
        raise NeurosimError("checkpoint", f"at most {MOST_BYTES // 2**20} MB", problem="the network is too large")
    return head(body) + body


def head(body):
    """The first line: it seals the others."""
    from hashlib import sha256
    return f'{{"format": "{FORMAT}", "version": {VERSION}, "checksum": "{sha256(body).hexdigest()}",\n'.encode("ascii")


# In.

def read_checkpoint(path, like, force_data=False):
    """The fields of a checkpoint file. Raises NeurosimError where it is damaged, or of another experiment than `like`.

    force_data    take it although its samples are others
    """
    path = os.fsdecode(path)
    where = shown(path)
    return parse_checkpoint(read_bytes(path, where, "a checkpoint", MOST_BYTES), where, like, force_data)


def parse_checkpoint(data, where, like, force_data=False):
    """The same, from the bytes of the file."""
    line, end, body = data.partition(b"\n")
    if line + end != head(body):
        raise refusal(data, where)
    reading = Reading(where)
    given = parse(data, reading)
    found = reading.value(record(CHECKPOINT), given)
    same_experiment(where, found, like, force_data)
    place = Place(given, reading)
    fit(place, found, like, force_data)
    if reading.faults:
        raise reading.first_fault()
    return found


def refusal(data, where):
    """Why this is no checkpoint: another kind of file, or another version, or not as it was written."""
    given = {}
    if 0 < len(data) <= LIMIT:
        try:
            given = parse(data, Reading(where))
        except NeurosimError:
            pass
    if isinstance(given, dict) and given.get("format", FORMAT) != FORMAT:
        return as_written(NeurosimError(f"{where}: format", repr(FORMAT), given["format"]))
    if isinstance(given, dict) and given.get("version", VERSION) != VERSION:
        return NeurosimError(f"{where}: version", problem=other_version(given["version"], VERSION))
    if not data:
        return NeurosimError(where, "a checkpoint", got="an empty file")
    if not data.startswith(BEGINS[:len(data)]):
        return NeurosimError(where, problem="not a checkpoint, or not as neurosim wrote it")
    if not data.rstrip().endswith(b"}"):
        return NeurosimError(where, problem="a checkpoint that was cut short: its end is missing")
    return NeurosimError(where, problem="checksum mismatch: a checkpoint that was altered after it was written")
