"""Files out: written whole, or not at all.

    target       the file that is meant, links followed
    temporary    what is written first, in the same folder, so that one rename puts it in the target's place
    stream       a pipe, a terminal, /dev/null: nothing there to replace, so it is written as it comes. A pipe that
                 nobody reads is refused, as it would wait for ever
"""

import errno
import os
import stat
import sys
from contextlib import suppress
from time import monotonic, sleep

from .hidden_files import beside, clear, grab, is_there, naming, take_away
from .lock import check_free
from .source import standard_stream

A_MOMENT = 0.3    # seconds that somebody who is to read a pipe may come later
pipes = {}        # name -> its open file, from the check to the writing: to close it would tell the reader to stop


def write_file(path, content):
    """Write `content`, a str or bytes or an iterable of them, as the file `path`. Text is UTF-8; lines end as given.

    Whatever happens, the file is afterwards what it was before, or the whole of the new content; no temporary stays
    behind after an error. An existing file keeps its mode, a link stays a link. Raises OSError.
    """
    chunks = [content] if isinstance(content, (str, bytes)) else content
    with naming(path):
        stream = opened_stream(path)
    if stream:
        with naming(path), stream:
            write_chunks(stream, chunks, path)
    else:
        replace(target_of(path), chunks, path)


def write_chunks(file, chunks, path):
    """What is wrong with the file is said of `path`; what is wrong with the chunks is none of its business."""
    for chunk in chunks:
        with naming(path):
            file.write(as_bytes(chunk))


def check_writable(path):
    """Raise the OSError that `write_file` would end with: no such folder, a folder in its place, no permission."""
    number = standard_stream(path)
    found = status(path) if number is None else os.fstat(number)
    if found and stat.S_ISDIR(found.st_mode):
        fail(errno.EISDIR, path)
    if number is not None:
        return
    if found and not os.access(path, os.W_OK):
        fail(errno.EACCES, path)
    if not found or stat.S_ISREG(found.st_mode):
        check_folder(os.path.dirname(target_of(path)))
        check_free(target_of(path))
    elif not stat.S_ISCHR(found.st_mode) and os.fsdecode(path) not in pipes:
        pipes[os.fsdecode(path)] = special(path, found)


def check_folder(folder):
    """A temporary can be made there."""
    if not os.path.isdir(folder):
        fail(errno.ENOTDIR if os.path.lexists(folder) else errno.ENOENT, folder)
    if not os.access(folder, os.W_OK | os.X_OK):
        fail(errno.EACCES, folder)


def as_bytes(chunk):
    """Half a surrogate pair, which UTF-8 has no bytes for, is written as an escape."""
    return chunk.encode("utf-8", "backslashreplace") if isinstance(chunk, str) else chunk


def fail(number, path):
    raise OSError(number, os.strerror(number), path)


# What there is.

def status(path):
    """What the system knows of the file, None where there is none."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None
    except ValueError:    # a NUL in it, or what the file system cannot encode
        fail(errno.EINVAL, repr(path)[:60])


def target_of(path):
    """The file that is meant, at the end of any links."""
    path = os.fsdecode(path)
    if not os.path.basename(path):
        fail(errno.EISDIR if path else errno.ENOENT, path)
    return os.path.realpath(path)


def opened_stream(path):
    """A file to write to for what is a stream, None for what is a file or could become one."""
    number = standard_stream(path)
    if number is not None:
        for buffered in filter(None, [sys.stdout, sys.stderr]):
            buffered.flush()    # what was printed before stays before
        return open(os.dup(number), "wb")
    found = status(path)
    if not found or stat.S_ISREG(found.st_mode):
        return None
    opened = pipes.pop(os.fsdecode(path), None) or special(path, found)
    os.set_blocking(opened, True)
    return open(opened, "wb")


def special(path, found):
    """Opens a pipe or a device, without waiting for ever for somebody who reads the pipe."""
    if stat.S_ISDIR(found.st_mode):
        fail(errno.EISDIR, path)
    if not (stat.S_ISFIFO(found.st_mode) or stat.S_ISCHR(found.st_mode)):
        raise OSError(errno.EINVAL, "neither a file nor a pipe", path)
    end = monotonic() + A_MOMENT
    while True:
        try:
            return os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
        if monotonic() > end:
            raise OSError(errno.ENXIO, "a pipe that nobody reads", path)
        sleep(0.01)


# Whole or not at all.

def replace(target, chunks, path):
    """Write beside the target, make sure that the disk has it, and only then put it in the target's place."""
    clear(os.path.dirname(target))
    check_free(target)
    temporary, found, file = beside(target, "tmp"), status(target), None
    try:
        with naming(path):
            file = create(temporary, found)
        write_chunks(file, chunks, path)
        with naming(path):
            put(file, temporary, target)
    except BaseException:
        discard(file, temporary)
        raise
    file.close()
    sync_folder(os.path.dirname(target))


def put(file, temporary, target):
    """In the target's place, once the disk has all of it."""
    file.flush()
    os.fsync(file.fileno())
    still_ours(file, temporary)
    if os.name == "nt":
        file.close()    # Windows renames no open file
    os.replace(temporary, target)


def create(temporary, found):
    """The temporary, new, empty and held, with the mode of the file that it replaces and never readable by more."""
    with suppress(FileNotFoundError):
        os.unlink(temporary)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    file = open(os.open(temporary, flags, 0o600 if found else 0o666), "wb")
    try:
        with suppress(OSError):    # a disk that has no locks
            grab(file.fileno())
        if is_there(temporary, file.fileno()):
            if found:
                os.chmod(temporary, stat.S_IMODE(found.st_mode))
            return file
    except BaseException:
        discard(file, temporary)
        raise
    file.close()    # somebody has cleared it away before it was held
    return create(temporary, found)


def still_ours(file, temporary):
    """Another run that writes the same target has taken the temporary's name: then this one gives way."""
    if not is_there(temporary, file.fileno()):
        raise BlockingIOError(errno.EBUSY, "another run is writing the same file", temporary)


def discard(file, temporary):
    """Take the temporary away, unless it is another run's by now. No error here hides the one that matters."""
    if file is None:    # it may be there, if a signal came just then
        return take_away(temporary)
    ours = True
    with suppress(OSError, ValueError):
        ours = is_there(temporary, file.fileno())
    with suppress(OSError, ValueError):
        file.close()
    with suppress(OSError):
        if ours:
            os.unlink(temporary)


def sync_folder(folder):
    """Make the rename last. Windows opens no folder, and some file systems sync none."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(number)
