"""Words to the outside: results to standard output or a file, everything else to standard error."""

import errno
import os
import sys

SIGNS = "∂⁺·−½²√Σ…→η⁽¹⁾≥≤δ"
MOST = 300    # characters in an error line
LEAST = 40    # columns that a terminal has


# Standard output.

def check_writable(output=None):
    """Raise OSError where a result cannot be shown, as standard output is closed."""
    if output is None and sys.stdout is None:
        raise OSError(errno.EBADF, "standard output is closed")


def write(chunks, output=None):
    """A result, chunk by chunk: to standard output, or whole or not at all to a file."""
    check_writable(output)
    if output is not None:
        from ..files.output import write_file
        return write_file(output, chunks)
    try:
        for chunk in chunks:
            sys.stdout.write(fitted(chunk, sys.stdout))
        sys.stdout.flush()
    except OSError:
        let_go_of(sys.stdout)
        raise


def ascii_only(output=None):
    """Whether the terminal cannot show the signs of mathematics. Files are UTF-8."""
    if output is not None or sys.stdout is None:
        return False
    try:
        SIGNS.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeError, LookupError):
        return True
    return False


def columns(output=None):
    """How wide a line may be on the terminal: as COLUMNS says, or as it is itself; None for a file or a pipe.

    (Programs that use readline leave a COLUMNS to those that they start, whose pipe is none the narrower for it.)
    """
    if output is not None:
        return None
    try:
        found = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):    # no terminal
        return None
    given = os.environ.get("COLUMNS", "")[:6]
    columns = int(given) if given.isascii() and given.isdigit() else 0
    return max(columns or found, LEAST) if columns or found else None


def in_its_signs(text):
    """Text in the signs that standard output has."""
    if not ascii_only():
        return text
    from ..show.render.plain import plain
    return plain(text)


def let_go_of(stream):
    """After a closed pipe or a full disk: what is still in the buffer shall not be tried again at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError, AttributeError):
        pass


# Standard error.

def say(text):
    """A line to standard error; nothing where there is none."""
    try:
        sys.stderr.write(fitted(text, sys.stderr) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):    # there is nobody left to tell
        let_go_of(sys.stderr)


def note(text):
    say(one_line(f"neurosim: note: {text}"))


def one_line(text, more=0):
    """An error as one line, short and inert; the end of a long one is kept, as it says what else there is.

    more    characters that it may have beyond MOST
    """
    text = text[:4 * MOST + more] + text[4 * MOST + more:][-MOST:]
    text = fitted("".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text), sys.stderr)
    return text if len(text) <= MOST + more else f"{text[:MOST + more - 60]} ... {text[-54:]}"


def fitted(text, stream):
    """Text with what the stream cannot encode escaped."""
    encoding = getattr(stream, "encoding", None) or "utf-8"    # a StringIO has none, and takes everything
    return text.encode(encoding, "backslashreplace").decode(encoding)
