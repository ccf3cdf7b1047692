"""A value, and where it stands in a file; and readers, which make of it what the program works with.

    place      a Place: the value as it was given, its name ("file.json: layers[1].weights"), its rank in the file
    reader     reader(place) is the value as the program wants it, or None after a fault
    table      field -> (reader, default): what an object may hold; REQUIRED stands where nothing may be left out

A fault does not end the reading, so that a user sees all of them: the first in the order of the file is raised and
carries the others.

To add a kind of field, write a reader.
"""

from ..core.guard.errors import ABSENT, NeurosimError, did_you_mean, echo
from ..core.maths import INFINITY
from ..core.synonyms import ours

REQUIRED = object()
MOST_FAULTS = 100    # who reads more? And a file of a million faults is to be refused at once


class Enough(Exception):
    """So many faults that there is no point in reading on."""


class Reading:
    """One reading of one file: its name, folder (None: none), seed (None: the file's own), and what is wrong so far."""

    def __init__(self, where, folder=None, seed=None):
        self.where, self.folder, self.seed = where, folder, seed
        self.faults = []      # (rank, error)
        self.twice = {}       # id of an object -> the object, which keeps the id its own, and its keys given twice
        self.vanished = []    # numbers too small for a double, as written
        self.notes = []       # what is odd, but accepted
        self.tables = {}      # rank of a field -> the CsvTable of its samples
        self.table_of_samples = self.classes = None    # the one of them; the names of classes, where targets are words

    def notice_twice(self, pairs):
        """An object of a JSON text, from its (key, value) pairs."""
        value = dict(pairs)
        if len(value) < len(pairs):
            seen = set()
            self.twice[id(value)] = value, list(dict.fromkeys(key for key, _ in pairs if key in seen or seen.add(key)))
        return value

    def notice_underflow(self, text):
        """A float of a JSON text."""
        value = float(text)
        if not value and text.upper().partition("E")[0].strip("-0."):
            self.vanished.append(text)
        return value

    def add(self, rank, error):
        self.faults.append((rank, as_written(error)))
        if len(self.faults) == MOST_FAULTS:
            raise Enough

    def value(self, reader, given):
        """What the reader makes of a whole file. Raises the first of the faults; it has all of them as `all_errors`."""
        try:
            result = reader(Place(given, self))
        except Enough:
            pass
        if self.faults:
            raise self.first_fault()
        return result

    def first_fault(self):
        errors = [error for _, error in sorted(self.faults, key=lambda fault: fault[0])]
        first = NeurosimError(errors[0].field, errors[0].expected, errors[0].value, errors[0].problem, errors[0].got)
        first.all_errors = errors
        if len(errors) > 1:
            count = f"{len(errors) - 1}" if len(errors) < MOST_FAULTS else f"at least {len(errors) - 1}"
            first.args = (f"{first} (and {count} more; --all-errors lists them)",)
        return first


class Place:
    """A value and where it stands.

    `rank` is its place in the order of the file: the third value of the second gives (1, 2).
    """

    __slots__ = ("value", "reading", "path", "rank")

    def __init__(self, value, reading, path="", rank=()):
        self.value, self.reading, self.path, self.rank = value, reading, path, rank

    @property
    def name(self):
        return ": ".join(filter(None, [self.reading.where, self.path]))

    def at(self, key):
        """The place of a field or of an element."""
        if isinstance(self.value, dict):
            key = self.written(key) or key
            path, position = f"{self.path}.{key}" if self.path else key, list(self.value).index(key)
        else:
            path, position = f"{self.path}[{key}]", key
        return Place(self.value[key], self.reading, path, (*self.rank, position))

    def written(self, key):
        """How the file calls the field that we call `key`; None where it is left out."""
        if key in self.value:
            return key
        return next((each for each in self.value if ours("field", each, (key,)) == key), None)

    def refuse(self, expected="", value=ABSENT, problem="", got=None, position=None):
        """Note a fault here, or at a `position` within, of a field that has no reader. Returns None, like readers."""
        rank = self.rank if position is None else (*self.rank, position)
        self.reading.add(rank, NeurosimError(self.name, expected, value, problem, got))

    def check(self, check, *args):
        """The value, as a check of the library returns it: check(value, name, *args)."""
        try:
            return check(self.value, self.name, *args)
        except NeurosimError as error:
            self.reading.add(self.rank, beyond(error))
            return None


def beyond(error):
    """An infinity can only come from a number that was written too large, so let the error say that."""
    if type(error.value) is float and abs(error.value) == INFINITY and not error.problem:
        return NeurosimError(error.field, error.expected, error.value, "number too large for a double", got="")
    return error


def as_written(error):
    """None stands for what JSON calls null, so let the error say that. (A dict is read as the JSON that it may be.)"""
    if error.value is not None:
        return error
    problem, got = (text.replace("None", "null") for text in (error.problem, error.got))
    return NeurosimError(error.field, error.expected, None, problem, got)


def counted(count, what):
    return f"{count} {what}{'s' * (count != 1)}"


def other_version(given, ours):
    """What is wrong with a file of another version than ours."""
    given = "null" if given is None else echo(given)
    return f"unsupported format version {given} (this neurosim reads {ours})"


# Readers, and what makes readers, from simple to compound.

def describable(maker):
    """Readers that it makes know what made them, and of what: `made_by`, for json_schema.py."""
    def making(*args, **named):
        reader = maker(*args, **named)
        reader.made_by = maker.__name__, args
        return reader
    return making


@describable
def checked(check, *args):
    """What a check of the library makes of the value, like `checked(checks.integer, 0)`."""
    return lambda place: place.check(check, *args)


@describable
def some(reader, one, many, most=None, quick=None):
    """A list of at least one of what `reader` reads; None stands for a bad one.

    `quick`, where given, spares the reader what is plainly good: quick(value) is what the reader would return, or None.
    """
    def read(place):
        values = place.value
        if type(values) not in (list, tuple):
            return place.refuse(f"a list of {many}", values)
        if not values:
            return place.refuse(f"at least one {one}", values)
        if most and len(values) > most:
            return place.refuse(f"at most {most} {many}", got=str(len(values)))
        return [quick and quick(value) or reader(place.at(i)) for i, value in enumerate(values)]
    return read


@describable
def chosen(table, key="name"):
    """A name of a table of the core, or an object with name and parameters, in our own names; numbers are floats."""
    def read(place):
        value = place.value
        if isinstance(value, dict):
            note_twice(place)
            given = place.written(key)
            if given is None:
                return place.refuse(problem=f"missing field {key!r}")
            settings = {name: inner for name, inner in value.items() if name != given}
            if "name" in settings:
                return place.refuse(problem=f"unknown field 'name' beside {given!r}")
            value = {"name": value[given], **settings}
        found = Place(value, place.reading, place.path, place.rank)
        canonical = found.check(table.canonical)
        if not isinstance(canonical, dict) or found.check(table.make) is None:
            return canonical if isinstance(canonical, str) else None
        return {key if name == "name" else name: inner for name, inner in canonical.items()}
    return read


@describable
def or_null(reader):
    """What `reader` reads, or null: then the field is as if it were left out."""
    return lambda place: None if place.value is None else reader(place)


@describable
def record(table):
    """An object of the fields that the table tells."""
    def read(place):
        value = place.value
        if not isinstance(value, dict):
            return place.refuse("an object" if place.path else "a JSON object", value)
        note_twice(place)
        given = fields_of(place, table)
        return {key: field(place, given.get(key), key, *entry) for key, entry in table.items()}
    return read


def fields_of(place, table):
    """Our name of each field -> the name that it has in the file. Fields that there are not, or twice, are faults."""
    given = {}
    for position, written in enumerate(place.value):
        key = ours("field", written, table)
        if key not in table:
            place.refuse(problem=f"unknown field {echo(written)}{did_you_mean(written, table)}", position=position)
        elif given.setdefault(key, written) != written:
            problem = f"field {echo(written)} is another name of {given[key]!r}, which is there, too"
            place.refuse(problem=problem, position=position)
    return given


def field(place, written, key, reader, default):
    """One field of an object: read, or its default, or a fault."""
    if written is not None:
        return reader(place.at(written))
    if default is REQUIRED:
        return place.refuse(problem=f"missing field {key!r}", position=len(place.value))
    return default() if callable(default) else default


def note_twice(place):
    """Keys given twice are faults of their object."""
    _, keys = place.reading.twice.get(id(place.value), (None, ()))
    for key in keys:
        place.refuse(problem=f"field {echo(key)} is given twice", position=list(place.value).index(key))
