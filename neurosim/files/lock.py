"""One run a file: a lock file beside it, with the pid of the run that has it.

The operating system holds the lock, and lets go of it when the run ends, however it ends: what kill -9 leaves behind
locks nobody out.
"""

import errno
import os

FAR = 2**30    # Windows locks bytes, and nobody else may read those: so one far behind the pid
BUSY = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)


class Lock:
    """Held from `take` to `release`. `target` is the file that is meant, its links followed."""

    def __init__(self, target):
        self.target = target
        folder, name = os.path.split(target)
        self.path = os.path.join(folder, f".{name[:50]}.neurosim-lock")

    def take(self):
        """Raises OSError where another run has it: `file: in use by pid 123`."""
        while True:
            self.number = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
            try:
                self.hold()
                if self.is_there():    # and not taken away by the run that had it, just before it was ours
                    os.ftruncate(self.number, 0)
                    os.write(self.number, b"%d\n" % os.getpid())
                    return self
            except BaseException:
                os.close(self.number)
                raise
            os.close(self.number)

    def hold(self):
        try:
            grab(self.number)
        except OSError as error:
            if error.errno in BUSY:
                pid = os.read(self.number, 20).strip().decode("ascii", "replace")
                raise OSError(errno.EBUSY, f"in use by pid {pid}" if pid.isdigit() else "in use by another run", self.target) from None
            if error.errno not in (errno.ENOTSUP, errno.ENOLCK, errno.EINVAL, errno.ENOSYS):    # a disk that has no locks
                raise

    def is_there(self):
        try:
            return os.path.samestat(os.stat(self.path), os.fstat(self.number))
        except FileNotFoundError:
            return False

    def release(self):
        """Away with it, first of all on the disk."""
        if os.name == "nt":
            os.close(self.number)    # Windows removes no open file
        try:
            os.unlink(self.path)
        except OSError:
            pass
        if os.name != "nt":
            os.close(self.number)


def grab(number):
    """Lock the open file, or raise the OSError that says that it is."""
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
