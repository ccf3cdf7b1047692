"""Files are written whole, or not at all."""

import errno
import os
import stat
import subprocess
import sys
import threading

import pytest

from neurosim.files.output import check_writable, write_file

OLD, NEW = b"old\n", "\u2202E/\u2202w\nnew\n"


@pytest.fixture
def path(tmp_path):
    """A file that is there already, alone in its folder."""
    (tmp_path / "out.txt").write_bytes(OLD)
    return str(tmp_path / "out.txt")


def content(path):
    with open(path, "rb") as file:
        return file.read()


def alone(path):
    """Whether the file has its folder to itself: no temporary is left."""
    return [os.path.basename(path)] == os.listdir(os.path.dirname(path))


# Whole.

@pytest.mark.parametrize("given, expected", [
    (NEW, NEW.encode()), ("", b""), (b"\x00\xff", b"\x00\xff"), (["a\n", b"b\r\n", "c"], b"a\nb\r\nc"),
    ((f"{i}\n" for i in range(3)), b"0\n1\n2\n"), ("\ud800", b"\\ud800"), ([], b"")])
def test_content(path, given, expected):
    """Text as UTF-8 with its own ends of lines, bytes as they are, in one piece or many."""
    write_file(path, given)
    assert expected == content(path)
    assert alone(path)


def test_new_file_has_the_usual_mode(tmp_path):
    """What is new is as readable as any file that is made here."""
    path, before = str(tmp_path / "new.txt"), os.umask(0o027)
    try:
        write_file(path, NEW)
    finally:
        os.umask(before)
    assert 0o640 == stat.S_IMODE(os.stat(path).st_mode)


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o666, 0o755])
def test_mode_is_kept(path, mode):
    """What is replaced keeps its mode, and at no moment is the temporary readable by more."""
    os.chmod(path, mode)
    seen = []

    def chunks():
        for name in os.listdir(os.path.dirname(path)):
            seen.append(stat.S_IMODE(os.stat(os.path.join(os.path.dirname(path), name)).st_mode))
        yield NEW
    write_file(path, chunks())
    assert mode == stat.S_IMODE(os.stat(path).st_mode)
    assert [mode, mode] == seen


def test_mode_is_never_wider(path, monkeypatch):
    """Even before the mode is set, nobody else can open the temporary."""
    os.chmod(path, 0o600)
    seen, real, before = [], os.chmod, os.umask(0)
    monkeypatch.setattr(os, "chmod", lambda path, mode: seen.append(stat.S_IMODE(os.stat(path).st_mode)) or real(path, mode))
    try:
        write_file(path, NEW)
    finally:
        os.umask(before)
    assert [0o600] == seen


def test_link_is_followed(path, tmp_path):
    """A link stays a link; the file it leads to is written, in its own folder."""
    (tmp_path / "links").mkdir()
    link = str(tmp_path / "links" / "link")
    os.symlink("../out.txt", link)
    write_file(link, NEW)
    assert os.path.islink(link) and alone(link)
    assert NEW.encode() == content(path)


def test_link_to_nothing_makes_what_it_names(tmp_path):
    """As when a shell writes to it."""
    os.symlink("later.txt", tmp_path / "link")
    write_file(str(tmp_path / "link"), NEW)
    assert NEW.encode() == content(tmp_path / "later.txt")


def test_relative_path(tmp_path, monkeypatch):
    """A name without a folder is a file here."""
    monkeypatch.chdir(tmp_path)
    check_writable("new.txt")
    write_file("new.txt", NEW)
    assert NEW.encode() == content("new.txt") and alone(str(tmp_path / "new.txt"))


def test_stale_temporary_is_taken_over(path):
    """What a crash left behind, even a link to elsewhere, is neither followed nor kept."""
    other = os.path.join(os.path.dirname(path), "other")
    open(other, "w").close()
    os.symlink(other, os.path.join(os.path.dirname(path), ".out.txt.neurosim-tmp"))
    write_file(path, NEW)
    assert (NEW.encode(), b"") == (content(path), content(other))
    assert ["other", "out.txt"] == sorted(os.listdir(os.path.dirname(path)))


def test_long_name(tmp_path):
    """The temporary's name is not too long where the file's is not."""
    path = str(tmp_path / ("\u20ac" * 85))
    write_file(path, NEW)
    assert NEW.encode() == content(path)


# Not at all.

@pytest.mark.parametrize("name, number", [(name, number) for name in ("fsync", "replace", "chmod", "open", "unlink")
                                          for number in (errno.ENOSPC, errno.EIO, errno.EACCES)])
def test_a_call_that_fails(path, monkeypatch, name, number):
    """Whichever call of the system fails, the old file is whole and alone."""
    real = getattr(os, name)

    def failing(*args, **kwargs):
        monkeypatch.setattr(os, name, real)
        raise OSError(number, os.strerror(number))
    monkeypatch.setattr(os, name, failing)
    with pytest.raises(OSError, match=os.strerror(number)):
        write_file(path, NEW)
    assert OLD == content(path)
    assert alone(path)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, MemoryError, GeneratorExit])
def test_content_that_fails(path, error):
    """The same where the content itself stops half-way, after megabytes that are on the disk already."""
    def chunks():
        yield "x" * 3_000_000
        raise error
    with pytest.raises(error):
        write_file(path, chunks())
    assert OLD == content(path)
    assert alone(path)


def test_content_of_the_wrong_kind(path):
    """And where it is not text."""
    with pytest.raises(TypeError):
        write_file(path, ["a", 5])
    assert OLD == content(path) and alone(path)


def test_disk_full(tmp_path):
    """Through a limit on the size of files, which fails as a full disk does, in the midst of a write."""
    code = """if True:
        import resource, signal, sys
        from neurosim.files.output import write_file
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
        try:
            write_file(sys.argv[1], ["x" * 1000] * 1000)
        except OSError as error:
            print(error.errno)
    """
    path = tmp_path / "out.txt"
    path.write_bytes(OLD)
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=root, capture_output=True, text=True)
    assert (f"{errno.EFBIG}\n", "") == (done.stdout, done.stderr)
    assert OLD == content(path) and alone(str(path))


def test_fsync_comes_before_replace_comes_before_the_folder(path, monkeypatch):
    """Only in this order is there a whole file at every moment."""
    calls = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *args, name=name, real=real: calls.append(name) or real(*args))
    write_file(path, NEW)
    assert ["fsync", "replace", "fsync"] == calls


def test_a_folder_that_cannot_be_synced_is_no_error(path, monkeypatch):
    """Some file systems sync no folders; the file is there all the same."""
    real = os.fsync

    def fsync(number):
        if stat.S_ISDIR(os.fstat(number).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(number)
    monkeypatch.setattr(os, "fsync", fsync)
    write_file(path, NEW)
    assert NEW.encode() == content(path)


def test_two_runs_at_once(path):
    """The later one has taken the temporary over: the earlier gives way, and what the later wrote stands."""
    def chunks():
        yield "mine"
        write_file(path, NEW)
    with pytest.raises(BlockingIOError, match="another run is writing the same file"):
        write_file(path, chunks())
    assert NEW.encode() == content(path)
    assert alone(path)


def test_a_temporary_of_another_run_is_left_alone(path):
    """The one that gives way takes nothing away but its own."""
    temporary = os.path.join(os.path.dirname(path), ".out.txt.neurosim-tmp")

    def chunks():
        os.rename(temporary, temporary + ".ours")
        with open(temporary, "w") as theirs:
            theirs.write("theirs")
        yield "mine"
    with pytest.raises(BlockingIOError):
        write_file(path, chunks())
    assert (OLD, b"theirs") == (content(path), content(temporary))


# Streams.

def test_fifo(tmp_path):
    """A pipe is written to, not replaced."""
    path, got = str(tmp_path / "pipe"), []
    os.mkfifo(path)
    reader = threading.Thread(target=lambda: got.append(content(path)), daemon=True)
    reader.start()
    write_file(path, [NEW, NEW])
    reader.join(10)
    assert [(NEW * 2).encode()] == got
    assert stat.S_ISFIFO(os.stat(path).st_mode) and alone(path)


def test_dev_null():
    """Nothing is left of /dev/null but /dev/null."""
    check_writable("/dev/null")
    write_file("/dev/null", NEW)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
@pytest.mark.parametrize("mode", ["pipe", "file"])
def test_dev_stdout(tmp_path, name, mode):
    """Standard output by name comes after what was printed before, also where it is a file that others append to."""
    code = ("import sys; from neurosim.files.output import *; print('before'); check_writable(sys.argv[1]);"
            "write_file(sys.argv[1], 'text\\n'); print('after')")
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with open(tmp_path / "log", "ab") as log:
        log.write(b"first\n")
        log.flush()
        stdout = log if mode == "file" else subprocess.PIPE
        buffered = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
        done = subprocess.run([sys.executable, "-c", code, name], cwd=root, stdout=stdout, stderr=subprocess.PIPE, env=buffered)
    assert b"" == done.stderr
    assert b"before\ntext\nafter\n" == (done.stdout if mode == "pipe" else content(tmp_path / "log").removeprefix(b"first\n"))


def test_a_reader_that_has_gone(tmp_path):
    """A closed pipe is an OSError like any other."""
    code = "import sys; from neurosim.files.output import *; write_file('/dev/stdout', ['x' * 1000] * 1000)"
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with subprocess.Popen([sys.executable, "-c", code], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert b"BrokenPipeError" in process.stderr.read()


# Found before work starts.

@pytest.mark.parametrize("name, error", [
    ("nosuch/out.txt", FileNotFoundError), ("out.txt/x", NotADirectoryError), ("", FileNotFoundError), (".", IsADirectoryError),
    ("folder", IsADirectoryError), ("new/", IsADirectoryError), ("loop", OSError), ("a\0b", OSError), ("\ud800\udfff", OSError),
    ("x" * 300, OSError), ("/proc/self/fd/99", OSError)])
def test_bad_places(path, name, error, monkeypatch):
    """The check raises what the writing would raise, and neither leaves a trace."""
    monkeypatch.chdir(os.path.dirname(path))
    os.mkdir("folder")
    os.symlink("loop", "loop")
    for call in (check_writable, lambda name: write_file(name, NEW)):
        with pytest.raises(error) as caught:
            call(name)
        assert not isinstance(caught.value, ValueError)
    assert ["folder", "loop", "out.txt"] == sorted(os.listdir())


@pytest.mark.parametrize("forbidden", ["out.txt", ""])
def test_no_permission(path, monkeypatch, forbidden):
    """A file or a folder that may not be written. (Asked through os.access: the tests may run as root.)"""
    place = os.path.join(os.path.dirname(path), forbidden).rstrip("/")
    monkeypatch.setattr(os, "access", lambda path, mode: path != place)
    with pytest.raises(PermissionError) as caught:
        check_writable(path)
    assert place == caught.value.filename


def test_check_changes_nothing(path):
    """To ask is not to write."""
    check_writable(path)
    check_writable(path + ".new")
    assert OLD == content(path) and alone(path)
