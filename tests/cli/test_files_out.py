"""Files out: whole or not at all, and where they cannot be written that is said before the work begins."""

import errno
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time

import pytest

OLD = b"kept\n"
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
root = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.mark.parametrize("option", ["--output", "--save"])
@pytest.mark.parametrize("where, reason", [("missing/out", errno.ENOENT), (".", errno.EISDIR), ("file/out", errno.ENOTDIR)])
def test_found_before_training(neurosim, tmp_path, option, where, reason):
    """A run of hours is not begun where its result has no place: exit 3, one line that names option and place."""
    (tmp_path / "file").write_bytes(OLD)
    call = neurosim("train", "xor", "--steps", "1000000000", option, str(tmp_path / where))
    assert (3, "") == (call.code, call.out)
    assert call.problem.startswith(f"{option} {tmp_path}") and call.problem.endswith(os.strerror(reason))
    assert ["file"] == os.listdir(tmp_path)


@pytest.mark.parametrize("words", [["trace", "nowhere.json"], ["trace", "bad.json"], ["explain", "xor", "w99"], ["trace", "xor", "--sample", "9"]],
                         ids=" ".join)
def test_an_existing_file_is_kept_on_error(neurosim, tmp_path, words):
    """Byte by byte, with nothing beside it."""
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "out").write_bytes(OLD)
    assert 2 == neurosim(*words, "-o", "out").code
    assert OLD == (tmp_path / "out").read_bytes()
    assert {"bad.json", "out"} == set(os.listdir(tmp_path))


def diverging(tmp_path):
    """An experiment whose weight leaves the range of floats at its second step."""
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"activation": "linear", "weights": [[1.0]], "bias": "none"}],
                "optimizer": {"name": "sgd", "learning_rate": 1e200}, "samples": [{"inputs": [1.0], "targets": [0.0]}]}
    (tmp_path / "wild.json").write_text(json.dumps(document))
    return "wild.json"


@pytest.mark.parametrize("words", [["trace", "--steps", "1:5"], ["trace", "--steps", "1:5", "--format", "json"],
                                   ["train", "--steps", "5"]], ids=" ".join)
def test_divergence_half_way(neurosim, tmp_path, words):
    """Exit 1, one line that names the step; the file is as it was."""
    (tmp_path / "out").write_bytes(OLD)
    call = neurosim(words[0], diverging(tmp_path), *words[1:], "-o", "out")
    assert 1 == call.code
    assert call.problem.startswith("diverged at step ")
    assert OLD == (tmp_path / "out").read_bytes()
    assert {"wild.json", "out"} == set(os.listdir(tmp_path))


@pytest.mark.parametrize("step", ["3", "4", "50", "5000"])
@pytest.mark.parametrize("numbers", ["float", "exact"])
def test_the_step_that_diverged_is_named(neurosim, tmp_path, step, numbers):
    """1, then 1 − 1e200, then 1e400: it is step 2, whichever later step is asked for. With exact, it is the steps before."""
    call = neurosim("trace", diverging(tmp_path), "--step", step, "--numbers", numbers)
    assert (1, "diverged at step 2: w1_new = inf") == (call.code, call.problem)


def test_the_last_good_state_is_saved(neurosim, tmp_path):
    """What `train` was before the step that diverged: after step 1, w is 1 − 1e200 · 1."""
    call = neurosim("train", diverging(tmp_path), "--steps", "5", "--save", "out")
    assert (1, "diverged at step 2: w1_new = inf") == (call.code, call.problem)
    assert [[-1e200]] == json.loads((tmp_path / "out").read_text())["layers"][0]["weights"]


def test_mode_and_link_stay(good, tmp_path):
    """A private file stays private, a link stays a link."""
    (tmp_path / "out").write_bytes(OLD)
    os.chmod(tmp_path / "out", 0o600)
    os.symlink("out", tmp_path / "link")
    good("examples", "-o", "link")
    assert os.path.islink(tmp_path / "link")
    assert 0o600 == stat.S_IMODE(os.stat(tmp_path / "out").st_mode)
    assert (tmp_path / "out").read_bytes() == good("examples").raw


def test_a_file_is_utf8_whatever_the_terminal_is(good, tmp_path):
    """The signs are for whoever reads the file."""
    good("explain", "worked-example", "w1", "-o", "out", PYTHONIOENCODING="ascii:strict")
    assert (tmp_path / "out").read_text("utf-8").startswith("∂E/∂w1\n")


@pytest.mark.parametrize("output", ["-", "/dev/stdout"])
def test_output_to_standard_output(process, tmp_path, output):
    """Both names of it; no file of that name comes to be."""
    assert process("trace", "xor").raw == process("trace", "xor", "-o", output).raw
    assert [] == os.listdir(tmp_path)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_output_to_a_full_device(neurosim):
    """Exit 3, one line."""
    call = neurosim("trace", "worked-example", "-o", "/dev/full")
    assert (3, "/dev/full: No space left on device") == (call.code, call.problem)


@pytest.mark.parametrize("first, second", [("-o same", "--save ./same"), ("--save same", "--plot {folder}/same"), ("-o same", "--checkpoint link"),
                                           ("--save there", "-o hard")])
def test_one_file_for_two_outputs(neurosim, tmp_path, first, second):
    """However it is spelt: exit 2, before anything is done, and what was there is as before."""
    (tmp_path / "there").write_bytes(OLD)
    os.link(tmp_path / "there", tmp_path / "hard")
    os.symlink("same", tmp_path / "link")
    call = neurosim("train", "xor", "--steps", "1000000000", *first.split(), *second.format(folder=tmp_path).split())
    assert (2, "") == (call.code, call.out) and "expected another file than --" in call.err
    assert ({"there", "hard", "link"}, OLD) == (set(os.listdir(tmp_path)), (tmp_path / "there").read_bytes())


CHECKPOINT, KEEP = "train xor --steps 1000000000 --every 10 --checkpoint {}", "sweep xor --steps 1000 --seeds 1000 --jobs 1 --keep {}"


@pytest.mark.parametrize("kept, words", [(CHECKPOINT, "trace xor -o {}"), (CHECKPOINT, "train xor --steps 9 --save {}"), (CHECKPOINT, CHECKPOINT),
                                         (KEEP, "export xor --to python -o {}"), (KEEP, KEEP)])
def test_a_file_that_another_run_keeps(neurosim, tmp_path, kept, words):
    """The second is told by whom, exit 3; the first goes on."""
    first = subprocess.Popen([sys.executable, "-m", "neurosim", *kept.format("kept").split()], cwd=tmp_path, stderr=subprocess.PIPE,
                             env={**os.environ, "PYTHONPATH": ROOT})
    try:
        while not (tmp_path / "kept").exists():
            assert first.poll() is None
            time.sleep(0.01)
        call = neurosim(*words.format("kept").split())
        assert 3 == call.code
        assert call.problem.endswith(f"{tmp_path}/kept: in use by pid {first.pid}")
        assert first.poll() is None and {"kept", ".kept.neurosim-lock"} <= set(os.listdir(tmp_path))
    finally:
        first.kill()
        first.communicate()


# --save.

def test_going_on_from_a_saved_run(good, tmp_path):
    """Twice 500 steps are 1,000 steps, to the last bit."""
    good("train", "worked-example", "--steps", "500", "--save", "half.json")
    whole = good("train", "worked-example", "--steps", "1000", "--format", "json").json
    rest = good("train", "half.json", "--steps", "500", "--format", "json").json
    assert [whole[key] for key in ("error_after", "outputs", "parameters")] == [rest[key] for key in ("error_after", "outputs", "parameters")]


def test_what_is_saved_says_its_seed(inside, tmp_path, experiment):
    """The seed 0 of a file that has none is reported, and saved."""
    path = experiment()
    document = json.loads(open(path).read())
    del document["seed"], document["layers"][0]["weights"]
    document["layers"][0]["neurons"] = 1
    (tmp_path / "my.json").write_text(json.dumps(document))
    first = inside("train", path, "--steps", "2", "--save", "out.json", "--format", "json").json
    assert 0 == first["seed"] == json.loads((tmp_path / "out.json").read_text())["seed"]
    assert first == inside("train", path, "--steps", "2", "--seed", "0", "--format", "json").json


# Where nothing can be written.

@pytest.fixture
def read_only():
    """A folder that the user of `as_user` may not write to."""
    folder = tempfile.mkdtemp()
    os.chmod(folder, 0o555)
    yield folder
    os.chmod(folder, 0o755)
    shutil.rmtree(folder)


def as_user(line, folder, python=sys.executable, **variables):
    """The line of shell, as somebody who is not root, and without a home."""
    from pwd import getpwnam
    user = {"user": getpwnam("nobody").pw_uid} if root else {}
    package = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, timeout=60, **user,
                          env={"N": f"{python} -m neurosim", "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONPATH": package, **variables})


def test_read_only_folder_without_home(read_only):
    """It works, and leaves nothing behind; what cannot be written is said before training starts."""
    pythons = [each for each in (sys.executable, "/usr/bin/python3") if not as_user("$N --version", read_only, each).returncode]
    if not pythons:
        pytest.skip("nobody may not run Python here")
    for line in ["$N trace worked-example --quiet", "$N train xor --steps 10 --quiet", "HOME=/nonexistent $N explain worked-example w1"]:
        done = as_user(line, read_only, pythons[0])
        assert (0, b"") == (done.returncode, done.stderr)
    done = as_user("$N train xor --steps 1000000000 --save out.json", read_only, pythons[0])
    assert (3, b"") == (done.returncode, done.stdout)
    assert done.stderr.startswith(b"neurosim: error: --save ") and done.stderr.endswith(b": Permission denied\n")
    assert [] == os.listdir(read_only)


@pytest.mark.slow
def test_nothing_is_written_unasked(good, tmp_path):
    """Neither in the working folder nor at home."""
    for words in [["trace", "xor"], ["train", "xor", "--steps", "3"], ["explain", "xor", "--all"], ["examples"]]:
        good(*words, HOME=str(tmp_path))
    good("trace", "xor", HOME=None)
    assert [] == os.listdir(tmp_path)
