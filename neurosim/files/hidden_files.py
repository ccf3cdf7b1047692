"""Hidden files beside a file that is written: its temporary, its lock.

What a killed run leaves of them, the next one takes away. Whoever has such a file holds it: the operating system lets
go of it when the run ends, however it ends. So what nobody holds is left over.
"""

import os
from contextlib import contextmanager, suppress

KINDS = ("tmp", "lock")
LONGEST = 50           # characters of a name that stand in a hidden file's
FAR = 2**30            # Windows locks bytes, and nobody else may read those: so one far behind the pid
cleared = set()        # folders that this run has looked through


def beside(target, kind):
    """The path of a hidden file, one for each target: a name that is too long is cut, and told from others by its hash.

    >>> beside("run.json", "tmp"), beside("x" * 99, "lock")[-40:]
    ('.run.json.neurosim-tmp', 'xxxxxxxxx-d0621fdd5f0673d6.neurosim-lock')
    """
    folder, name = os.path.split(target)
    if len(name) > LONGEST:
        from hashlib import sha256
        digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        name = f"{name[:LONGEST - 17]}-{digest[:16]}"
    return os.path.join(folder, f".{name}.neurosim-{kind}")


def grab(number):
    """Hold the open file, or raise the OSError that says that somebody else does."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:
        import msvcrt
        os.lseek(number, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(number, 0, os.SEEK_SET)
    else:
        flock(number, LOCK_EX | LOCK_NB)


def is_there(path, number):
    """Whether the open file is still the one of that name."""
    try:
        return os.path.samestat(os.stat(path, follow_symlinks=False), os.fstat(number))
    except FileNotFoundError:
        return False


def clear(folder):
    """Take away what is left over in a folder, once."""
    if folder not in cleared:
        cleared.add(folder)
        with suppress(OSError), os.scandir(folder) as entries:
            endings = tuple(f".neurosim-{kind}" for kind in KINDS)
            for entry in entries:
                if entry.name.startswith(".") and entry.name.endswith(endings) and entry.is_file(follow_symlinks=False):
                    take_away(entry.path)


def take_away(path):
    """Unless somebody holds it, or it is somebody else's."""
    with suppress(OSError):
        number = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        try:
            grab(number)
            os.unlink(path)
        finally:
            os.close(number)


@contextmanager
def naming(path):
    """An OSError that names no file, or a hidden one, names the file that is meant."""
    try:
        yield
    except OSError as error:
        if error.filename is None or str(error.filename).endswith(tuple(f".neurosim-{kind}" for kind in KINDS)):
            error.filename = path
        raise
