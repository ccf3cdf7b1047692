"""Words to the outside: results to standard output or a file, everything else to standard error."""

import errno
import os
import sys

SIGNS = "∂⁺·−½²√Σ…→η⁽¹⁾≥≤δ"
MOST = 300    # characters in an error line


def write(chunks, output=None):
    """A result, chunk by chunk: to standard output, or whole or not at all to a file."""
    if output is not None:
        from ..output import write_file
        return write_file(output, chunks)
    if sys.stdout is None:
        raise OSError(errno.EBADF, "standard output is closed")
    for chunk in chunks:
        sys.stdout.write(chunk)
    sys.stdout.flush()


def ascii_only(output=None):
    """Whether the terminal cannot show the signs of mathematics. Files are UTF-8."""
    if output is not None or sys.stdout is None:
        return False
    try:
        SIGNS.encode(sys.stdout.encoding or "ascii")
    except (UnicodeError, LookupError):
        return True
    return False


def say(text):
    """A line to standard error, in whatever signs it has; nothing where there is none."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "ascii"
    try:
        sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):    # there is nobody left to tell
        pass


def one_line(text):
    """An error as one line, short and inert; the end of a long one is kept, as it says what else there is."""
    text = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)
    return text if len(text) <= MOST else f"{text[:MOST - 60]} ... {text[-54:]}"


def let_go_of(stream):
    """After a closed pipe or a full disk: what is still in the buffer shall not be tried again at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError, AttributeError):
        pass
