"""python -OO throws docstrings and assertions away: nothing may depend on them."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from neurosim.cli.words import VERBS

ROOT = Path(__file__).parents[2]
CALLS = [["trace", "xor"], ["explain", "mazur", "--all"], ["train", "xor", "--steps", "20"], ["check", "xor-hinge"],
         ["diagnose", "worked-example", "w5+=0.3589", "w1+=0.1"], ["mistakes"], ["lab", "xor", "--mistake", "updated_weights", "--steps", "5"],
         ["sweep", "xor", "--seeds", "2", "--steps", "5"], ["landscape", "xor", "--along", "w1,w2", "--steps", "2", "--points", "3"],
         ["explore", "xor", "-o", "page.html"], ["export", "xor", "--to", "python", "--loop"], ["examples"], ["examples", "mazur", "--check"]]
RUN = """
import sys
from neurosim.cli import main
for words in %r:
    print(words, main([*words, "--quiet", *([] if words[0] in ("mistakes", "examples") else ["--seed", "1"])]), flush=True)
"""


def answers(folder, *options):
    """What all verbs say and write, in one process."""
    folder.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, *options, "-c", RUN % CALLS], cwd=folder, env=environment, capture_output=True, timeout=60)
    return done.stdout, done.stderr, [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]


def test_every_verb(tmp_path):
    """The same bytes with and without docstrings and assertions."""
    assert set(VERBS) == {verb for verb, *_ in CALLS}
    usual = answers(tmp_path / "usual")
    assert (b"", ["page.html"]) == (usual[1], [name for name, _ in usual[2]])
    assert usual == answers(tmp_path / "optimized", "-OO")


@pytest.mark.parametrize("path", sorted((ROOT / "neurosim").rglob("*.py")), ids=lambda path: path.stem)
def test_no_docstring_is_data(path):
    """Nor does an assertion check what comes in."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.Assert), f"line {node.lineno}"
        assert "__doc__" not in (getattr(node, "id", None), getattr(node, "attr", None)), f"line {node.lineno}"
