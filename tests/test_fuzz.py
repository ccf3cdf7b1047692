"""Altered files: a short run of the script that alters them."""

import sys
from pathlib import Path

from neurosim.files import csv_samples

sys.path.append(str(Path(__file__).parents[1] / "scripts"))
import fuzz_files


def test_no_fault(tmp_path, monkeypatch):
    """An answer or one line, never a fault, nothing left behind; thousands of them take a minute, see the script."""
    monkeypatch.chdir(tmp_path)
    said = []
    assert (0, ["300 altered files, seed 0: 0 faults"]) == (fuzz_files.fuzz(60, tell=said.append), said)


def test_a_fault_is_noticed(tmp_path, monkeypatch):
    """Were there one, it would be shown with the file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(csv_samples, "number", lambda *_: 1 / 0)
    said = []
    assert 0 < fuzz_files.fuzz(10, tell=said.append) == len(said) - 1
    assert all("csv, seed 0" in each and "ZeroDivisionError" in each and "b'" in each for each in said[:-1])
