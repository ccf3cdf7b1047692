"""One run a file: a lock file beside it, with the pid of the run that has it.

The operating system holds the lock, and lets go of it when the run ends, however it ends: what kill -9 leaves behind
locks nobody out.
"""

import errno
import os
from time import sleep

from .hidden_files import beside, clear, grab, is_there, naming

BUSY = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
NO_LOCKS = (errno.ENOTSUP, errno.ENOLCK, errno.EINVAL, errno.ENOSYS)    # a disk that has none
TRIES = 30     # in some 0.3 s
held = set()   # the lock files that this process has


class Lock:
    """Held from `take` to `release`. `target` is the file that is meant, its links followed."""

    def __init__(self, target):
        self.target, self.path = target, beside(target, "lock")

    def take(self):
        """Raises OSError where another run has it: `file: in use by pid 123`."""
        clear(os.path.dirname(self.target))
        with naming(self.target):
            while not self.is_ours():
                pass
            try:
                os.ftruncate(self.number, 0)
                os.write(self.number, b"%d\n" % os.getpid())
            except BaseException:
                self.release()
                raise
        held.add(self.path)
        return self

    def is_ours(self):
        """Whether it could be had, and was not taken away by the run that had it just before."""
        self.number = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        ours = False
        try:
            self.hold()
            ours = is_there(self.path, self.number)
        finally:
            if not ours:
                os.close(self.number)
        return ours

    def hold(self):
        """Raises OSError where somebody has it.

        Who it is may take a moment to be written, and a run that clears away lets go at once.
        """
        for _ in range(TRIES):
            try:
                return grab(self.number)
            except OSError as error:
                if error.errno in NO_LOCKS:
                    return None
                if error.errno not in BUSY:
                    raise
            os.lseek(self.number, 0, os.SEEK_SET)
            pid = os.read(self.number, 20).strip().decode("ascii", "replace")
            if pid.isdigit():
                raise OSError(errno.EBUSY, f"in use by pid {pid}", self.target)
            sleep(0.01)
        raise OSError(errno.EBUSY, "in use by another run", self.target)

    def release(self):
        """Away with it, first of all on the disk."""
        held.discard(self.path)
        if os.name == "nt":
            os.close(self.number)    # Windows removes no open file
        try:
            os.unlink(self.path)
        except OSError:
            pass
        if os.name != "nt":
            os.close(self.number)


def check_free(target):
    """Raises OSError where another run has the file to itself."""
    lock = Lock(target)
    if lock.path not in held and os.path.exists(lock.path):
        lock.take().release()    # it was left over
