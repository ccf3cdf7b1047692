"""The same call gives the same bytes: with any hash seed, in any folder, on every supported Python."""

import glob
import os
import shutil
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow    # two processes for each; test_purity.py has some of it without the command line
CALLS = [["trace", "xor", "--step", "9", "--format", "json"], ["explain", "xor", "--all", "--step", "5", "--paths"],
         ["train", "xor", "--steps", "300", "--seed", "5", "--format", "json"], ["explain", "worked-example", "w1", "--format", "csv"]]


@pytest.mark.parametrize("words", [*CALLS, ["trace", "worked-example"], ["train", "xor", "--steps", "50"]], ids=" ".join)
def test_hash_seeds(good, tmp_path, words):
    """Nothing hangs on the order of a set, nor on the folder or the user."""
    (tmp_path / "elsewhere").mkdir()
    first = good(*words, PYTHONHASHSEED="0")
    assert first.raw == good(*words, PYTHONHASHSEED="4711", cwd=tmp_path / "elsewhere", HOME=None, TZ="Asia/Tokyo").raw


def test_saved_files(good, tmp_path):
    """Neither times nor places in them."""
    for name, seed in ("a.json", "1"), ("b.json", "2"):
        good("train", "xor", "--steps", "50", "--save", name, "-o", f"{name}.txt", PYTHONHASHSEED=seed)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert (tmp_path / "a.json.txt").read_bytes() == (tmp_path / "b.json.txt").read_bytes()


@pytest.fixture(scope="module")
def pythons():
    """Every other supported Python on this machine, once a version."""
    found = {}
    for minor in range(10, 16):
        places = [shutil.which(f"python3.{minor}"), *glob.glob(os.path.expanduser(f"~/.pyenv/versions/3.{minor}.*/bin/python"))]
        for python in filter(None, places):
            if minor != sys.version_info.minor and minor not in found and works(python, minor):
                found[minor] = python
    return list(found.values()) or pytest.skip("there is no other Python here")


def works(python, minor):
    done = subprocess.run([python, "-c", "import sys; print(sys.version_info.minor)"], capture_output=True, text=True)
    return f"{minor}\n" == done.stdout


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_pythons(good, words, pythons):
    """Sums and random numbers are ours, so a new Python changes no digit."""
    here = good(*words).raw
    assert [] == [python for python in pythons if good(*words, python=[python, "-B"]).raw != here]


@pytest.mark.parametrize("words", [["trace"], ["trace", "xor", "--format", "xml"], ["trace", "xor", "--step", "1", "--steps", "1:2"]], ids=" ".join)
def test_errors_on_other_pythons(neurosim, words, pythons):
    """argparse words its errors differently from version to version; ours stay."""
    here = neurosim(*words)
    for python in pythons:
        there = neurosim(*words, python=[python, "-B"])
        assert (here.code, here.err) == (there.code, there.err), python
