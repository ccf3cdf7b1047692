"""Where files come from: a path or standard input, no more than 16 MB of it, as UTF-8."""

import errno
import os
import stat
import sys
from contextlib import contextmanager, suppress

from ..core.guard.errors import NeurosimError, echo

LIMIT = 16 * 2**20    # bytes; what is larger is refused unread

# What the user got wrong, as opposed to what the machine could not do (an OSError, which passes).
REASONS = {
    errno.ENOENT: "no such file",
    errno.ENOTDIR: "no such file",
    errno.EISDIR: "a folder, not a file",
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "a link that leads back to itself",
    errno.EBADF: "no such file",    # /dev/fd/99
    errno.ENXIO: "a socket, not a file",
}
KINDS = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket",
         stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}


noted = []    # sets of what is read: see `files_read`


@contextmanager
def files_read():
    """Within, a set of (device, inode) of the files that are read: nobody shall write over them."""
    found = set()
    noted.append(found)
    try:
        yield found
    finally:
        noted[:] = [each for each in noted if each is not found]


def note_read(status):
    for found in noted if stat.S_ISREG(status.st_mode) else ():
        found.add((status.st_dev, status.st_ino))


def read_bytes(path, field, expected="a file", limit=LIMIT):
    """All bytes of a file. Raises NeurosimError of `field` where the path is wrong, OSError where reading fails."""
    try:
        file = open(path, "rb", opener=at_once)
    except ValueError:    # a NUL in it, or what the file system cannot encode
        raise NeurosimError(field, expected, path, "not a file name", got="") from None
    except OSError as error:
        if error.errno not in REASONS:
            raise
        raise NeurosimError(field, expected, path, REASONS[error.errno], got="") from None
    with file:
        found = os.fstat(file.fileno())
        note_read(found)
        size, kind = found.st_size, KINDS.get(stat.S_IFMT(found.st_mode))
        if kind and standard_stream(path) is None:    # a pipe may have nobody who writes, a device no end
            raise NeurosimError(field, expected, path, f"{kind}, not a file", got="")
        return small_enough(file.read(limit + 1) if size <= limit else b"", field, size, limit)


def at_once(path, flags):
    """Opens a file, as `open` wants it done, without waiting for somebody who writes to a pipe."""
    number = standard_stream(path)
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0)) if number is None else os.dup(number)


def standard_stream(path):
    """The number of the open file that /dev/stdin, /dev/stdout and their kin stand for, else None.

    It is not to be opened a second time, since where it leads to a file that would begin it anew.
    """
    names = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
    head, _, tail = os.fsdecode(path).rpartition("/")
    if head in ("/dev/fd", "/proc/self/fd") and tail.isascii() and tail.isdigit():
        return int(tail[:9])
    return names.get(os.fsdecode(path))


def read_stdin(field="stdin"):
    """All that comes from standard input. At a terminal it says so, rather than to seem to hang."""
    if sys.stdin is None or sys.stdin.closed:
        raise NeurosimError(field, "an experiment", problem="standard input is closed")
    if sys.stdin.isatty() and sys.stderr is not None:
        sys.stderr.write("neurosim: reading an experiment from the keyboard; Ctrl-D ends it\n")
        sys.stderr.flush()
    with suppress(OSError, ValueError, AttributeError):    # a stream that is no file
        note_read(os.fstat(sys.stdin.fileno()))
    data = getattr(sys.stdin, "buffer", sys.stdin).read(LIMIT + 1)
    return small_enough(data, field, len(data))


def small_enough(data, field, size, limit=LIMIT):
    """`data`, unless there is too much of it. A pipe has no size until it is read, hence the second look."""
    size = max(size, len(data))
    if size > limit:
        raise NeurosimError(field, f"at most {limit // 2**20} MB", problem="the file is too large")
    return data


def text_of(data, field):
    """Bytes as text: UTF-8 and nothing else. A byte order mark is skipped.

    >>> text_of(b"caf\\xe9", "menu.json")
    Traceback (most recent call last):
    neurosim.core.guard.errors.NeurosimError: menu.json: not UTF-8 at byte 4
    """
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    if not isinstance(data, (bytes, bytearray)):
        raise NeurosimError(field, "text or bytes", data)
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise NeurosimError(field, problem=f"not UTF-8 at byte {error.start + 1}") from None


def shown(path):
    """A path as a message may begin with it: as it is, or escaped where it could disturb a terminal; not too long."""
    text = path if path.isprintable() else echo(path)
    return text if len(text) <= 100 else "..." + text[-97:]
