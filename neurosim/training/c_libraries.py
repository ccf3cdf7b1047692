"""Programs in C, compiled by the system's compiler and kept in the user's cache folder.

    compiler    `$CC`, or cc on the path, or that of the package ziglang (the extra `fast`); none where `NEUROSIM_CACHE`
                is "off" or nothing is found
    folder      `$NEUROSIM_CACHE`, or the system's usual place for what can be made again

A library is found by its text, its compiler and the machine it is for. It is loaded only where nobody else can write to
its folder and its bytes are those that were compiled; otherwise it is compiled once more, into a folder of its own.
"""

import os
import sys
from functools import lru_cache

FLAGS = ("-std=c99", "-O2", "-ffp-contract=off", "-shared", "-fPIC")
SECONDS = 60    # that compiling may take


def compiler():
    """The command, as a list; None where there is no compiler, or nothing to load what it makes with."""
    import shlex
    import shutil
    if sys.platform == "win32" or os.environ.get("NEUROSIM_CACHE") == "off":    # another library of mathematics there
        return None
    words = shlex.split(os.environ.get("CC") or "cc")
    found = words and shutil.which(words[0])
    command = [found, *words[1:]] if found else None if os.environ.get("CC") else from_a_package()
    return command if command and can_load() else None


def from_a_package():
    """A compiler that pip installs: 400 MB, and slow to begin with, so the last that is asked."""
    from importlib.util import find_spec
    return [sys.executable, "-m", "ziglang", "cc"] if find_spec("ziglang") else None


def can_load():
    """Not every Python has ctypes."""
    try:
        import ctypes
        return bool(ctypes)
    except ImportError:
        return False


def is_kept(text):
    """Whether it need not be compiled."""
    command = compiler()
    place = command and folder()
    return bool(place and whole(os.path.join(place, name_for(text, command))))


@lru_cache(maxsize=64)
def library(text):
    """The library of this text, loaded; None where it cannot be had."""
    command = compiler()
    if command is None:
        return None
    try:
        place = folder()
        return kept(text, command, place) if place else fleeting(text, command)
    except OSError:
        return None


def kept(text, command, place):
    """From the cache folder, once it is there."""
    path = os.path.join(place, name_for(text, command))
    return load(path) if whole(path) or compiled(text, command, path) else None


def fleeting(text, command):
    """From a folder that is gone as soon as it is loaded."""
    from tempfile import TemporaryDirectory
    with TemporaryDirectory(prefix="neurosim-") as place:
        path = os.path.join(place, "steps.so")
        return load(path) if compiled(text, command, path) else None


def load(path):
    import ctypes
    return ctypes.CDLL(path)


def compiled(text, command, path):
    """Compile to `path`, whole or not at all, with the sum of its bytes beside it; whether that worked."""
    import subprocess
    from tempfile import TemporaryDirectory
    with TemporaryDirectory(prefix=".making-", dir=os.path.dirname(path)) as place:
        source, made = os.path.join(place, "steps.c"), os.path.join(place, "steps.so")
        with open(source, "w", encoding="ascii") as file:
            file.write(text)
        try:
            done = subprocess.run([*command, *FLAGS, "-o", made, source, "-lm"], stdin=subprocess.DEVNULL,
                                  capture_output=True, timeout=SECONDS)
        except (OSError, subprocess.SubprocessError):
            return False
        if done.returncode != 0 or not os.path.exists(made):
            return False
        with open(source, "w", encoding="ascii") as file:
            file.write(digest(made))
        os.replace(made, path)
        os.replace(source, path + ".sha256")
    return True


def whole(path):
    """Whether a library is there, nobody else could have written it, and it is what was compiled."""
    try:
        with open(path + ".sha256", encoding="ascii") as file:
            return is_ours(path) and file.read() == digest(path)
    except (OSError, ValueError):
        return False


def digest(path):
    from hashlib import sha256
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()


def name_for(text, command):
    """Another compiler, another machine, another text: another library."""
    from hashlib import sha256
    made, machine = os.stat(command[0]), os.uname()
    told = [text, *command, *FLAGS, machine.sysname, machine.machine, str(made.st_size), str(made.st_mtime_ns)]
    return sha256("\0".join(told).encode()).hexdigest()[:32] + ".so"


# Where they are kept.

def folder():
    """The cache folder, made if need be; None where others could write to it, or where it cannot be."""
    place = os.environ.get("NEUROSIM_CACHE") or usual_folder()
    try:
        os.makedirs(place, mode=0o700, exist_ok=True)
        return place if is_ours(place) and os.access(place, os.W_OK) else None
    except OSError:
        return None


def usual_folder():
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "neurosim")
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "neurosim")


def is_ours(path):
    """Whether this user owns it, and nobody else may write to it."""
    found = os.stat(path)
    return found.st_uid == os.getuid() and not found.st_mode & 0o022
