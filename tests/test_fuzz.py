"""Altered files: a short run of the script that alters them."""

import sys
from pathlib import Path

import pytest

from neurosim.files import csv_samples

sys.path.append(str(Path(__file__).parents[1] / "scripts"))
import fuzz_files


@pytest.mark.parametrize("count, seed", [(15, 0), pytest.param(45, 1, marks=pytest.mark.slow)])
def test_no_fault(tmp_path, monkeypatch, count, seed):
    """An answer or one line, never a fault, nothing left behind; thousands of them take a minute, see the script."""
    monkeypatch.chdir(tmp_path)
    said = []
    assert 0 == fuzz_files.fuzz(count, seed, tell=said.append)
    assert [f"{5 * count} altered files, seed {seed}: 0 faults"] == said


def test_a_fault_is_noticed(tmp_path, monkeypatch):
    """Were there one, it would be shown with the file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(csv_samples, "cell_value", lambda *_, **__: 1 / 0)
    said = []
    assert 0 < fuzz_files.fuzz(10, tell=said.append) == len(said) - 1
    assert all("csv, seed 0" in each and "ZeroDivisionError" in each and "b'" in each for each in said[:-1])
