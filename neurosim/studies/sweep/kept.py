"""The file that keeps finished runs: a sweep that was interrupted, or is to have more seeds, need not do them again.

    {"format": "neurosim-runs", "version": 1, "steps": ..., "solved": ..., "fingerprints": {...}}    the first line
    {"hidden": 2, "seed": 17, "status": "solved", "steps": 412, "error": 0.03, "note": "", "checksum": "..."}

and such a line for each run. The checksum is the beginning of the SHA-256 of the first line and of what stands before
it; lines without one are those of an older neurosim.

Lines are added at the end as runs finish. What a crash leaves behind is at worst half a last line, which is taken away.
A run depends on the experiment, its settings and its seed, and on nothing else of the sweep: so any sweep of the same
experiment, to as many steps and by the same criterion, may use the file.
"""

import os
import stat
from time import monotonic

from ...core.guard import checks
from ...core.guard.errors import NeurosimError
from ...files.checkpoint_file import MOST_STEPS
from ...files.experiment_file import MOST_SEED
from ...files.hidden_files import naming
from ...files.likeness import differ, fingerprints
from ...files.schema import REQUIRED, Reading, as_written, checked, other_version, record
from ...files.source import read_bytes, shown
from ...files.strict_json import parse
from ...files.output import check_writable, status, target_of, write_file
from ...files.lock import Lock
from .one_run import STATUSES
from .settings import SETTINGS, varied

FORMAT, VERSION = "neurosim-runs", 1
MOST_BYTES = 1000 * 2**20
SECONDS = 1.0    # between two times that the disk is waited for
CHECKSUM = b', "checksum": "'
OTHER = "it keeps the runs of another sweep"


def note(value, field):
    if not isinstance(value, str):
        raise NeurosimError(field, "text", value)
    return value


def error(place):
    """None: the run diverged, or its error is beyond a double."""
    return None if place.value is None else place.check(checks.number)


RUN = {
    **{name: (checked(setting.check), None) for name, setting in SETTINGS.items()},    # they need not be this sweep's
    "seed": (checked(checks.integer, 0, MOST_SEED), REQUIRED),
    "status": (checked(checks.choice, STATUSES, "status"), REQUIRED),
    "steps": (checked(checks.integer, 0, MOST_STEPS), REQUIRED),
    "error": (error, REQUIRED),
    "note": (checked(note), REQUIRED),
}


def run(place):
    """A row of plain data, with the settings that it has."""
    found = record(RUN)(place)
    if found and not place.reading.faults and found["status"] == "diverged" and found["error"] is not None:
        place.at("error").refuse("null where the run diverged", found["error"])
    return found and {name: value for name, value in found.items() if name in place.value}


class Kept:
    """Finished runs in a file. Open, the sweep has the file to itself, and `runs` is what is there: key -> row.

    name    of the file, as a message may show it
    """

    def __init__(self, path, plan):
        self.path, self.name, self.runs = os.fsdecode(path), shown(os.fsdecode(path)), {}
        training = plan.document["training"]
        self.header = {"format": FORMAT, "version": VERSION, "solved": plan.criterion,
                       "steps": training["steps"] if "steps" in training else f"{training['epochs']} epochs",
                       "fingerprints": fingerprints(varied(plan.document, {}))}
        check_writable(self.path)
        found = status(self.path)
        if found and not stat.S_ISREG(found.st_mode):
            raise NeurosimError(self.name, "a file", problem="runs cannot be kept in it")
        self.lock = Lock(target_of(self.path))

    def __enter__(self):
        self.lock.take()
        try:
            found = status(self.path)
            if found and found.st_size:
                self.read()
            else:
                self.first_line = line(self.header)
                write_file(self.path, self.first_line)
            self.file, self.synced = open(self.path, "ab"), monotonic()
        except BaseException:
            self.lock.release()
            raise
        return self

    def __exit__(self, *_):
        try:
            self.sync()
            self.file.close()
        finally:
            self.lock.release()

    def add(self, rows):
        """Rows of finished runs: no end of this process loses them, and one of the machine none older than a second."""
        with naming(self.path):
            self.file.write(b"".join(self.sealed(line(row)[:-2]) + b"\n" for row in rows))
            self.file.flush()
        if monotonic() > self.synced + SECONDS:
            self.sync()

    def sync(self):
        with naming(self.path):
            os.fsync(self.file.fileno())
        self.synced = monotonic()

    # What is there already.

    def read(self):
        data = read_bytes(self.path, self.name, limit=MOST_BYTES)
        header, end, rest = data.partition(b"\n")
        self.check_header(parsed_or_nothing(header) if end else {})
        self.first_line, whole = header + end, rest.rpartition(b"\n")[0]
        for number, text in enumerate(whole.split(b"\n") if whole else [], 2):
            row = self.read_run(text, Reading(f"{self.name}: line {number}"))
            self.runs[key(row)] = row
        if not rest.endswith(b"\n"):
            os.truncate(self.path, len(data) - len(rest.rpartition(b"\n")[2]))

    def check_header(self, header):
        """The runs are those of this sweep's experiment. What differs is named."""
        if not isinstance(header, dict) or header.get("format") != FORMAT:
            problem = "it is something else, and would be lost"
            raise NeurosimError(self.name, "a new file, or one that keeps runs", problem=problem)
        if header.get("version") != VERSION:
            raise NeurosimError(f"{self.name}: version", problem=other_version(header.get("version"), VERSION))
        for part in ("steps", "solved"):
            if header.get(part) != self.header[part]:
                error = NeurosimError(self.name, f"{part}: {self.header[part]}", header.get(part), OTHER)
                raise as_written(error)
        theirs, ours = header.get("fingerprints"), self.header["fingerprints"]
        for part in ours:
            if not isinstance(theirs, dict) or theirs.get(part) != ours[part]:
                raise NeurosimError(self.name, problem=f"{OTHER}: {part} of the experiment {differ(part)}")

    def read_run(self, text, reading):
        """The row of a line, as it was written."""
        body, sealed, _ = text.rpartition(CHECKSUM)
        if sealed and text != self.sealed(body):
            raise NeurosimError(reading.where, problem="checksum mismatch: a run that was altered after it was written")
        return reading.value(run, parse(body + b"}" if sealed else text, reading))

    def sealed(self, body):
        """A line of the file without its end; `body` is it without checksum and bracket."""
        from hashlib import sha256
        return body + CHECKSUM + sha256(self.first_line + body).hexdigest()[:16].encode("ascii") + b'"}'


def parsed_or_nothing(text):
    """A first line that cannot be read is none of ours, and that is all there is to say about it."""
    try:
        return parse(text, Reading(""))
    except NeurosimError:
        return {}


def key(row):
    """What a run depends on."""
    return tuple((name, repr(row[name])) for name in (*SETTINGS, "seed") if name in row)


def line(row):
    from json import dumps
    return dumps(row, allow_nan=False).encode("ascii") + b"\n"
