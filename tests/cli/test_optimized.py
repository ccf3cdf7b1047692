"""python -OO throws docstrings and assertions away: nothing may depend on them."""

import ast
import os
import subprocess
import sys

from lessons import write_lesson
from sources import FILES, PACKAGE, nodes, relative

import pytest

from neurosim.cli.words import VERBS

CALLS = [["trace", "xor"], ["explain", "mazur", "--all"], ["train", "xor", "--steps", "20"], ["check", "xor-hinge"],
         ["diagnose", "worked-example", "w5+=0.3589", "w1+=0.1"], ["mistakes"], ["why", "xor", "--steps", "50"], ["lab", "xor", "--mistake", "updated_weights", "--steps", "5"],
         ["sweep", "xor", "--seeds", "2", "--steps", "5"], ["landscape", "xor", "--along", "w1,w2", "--steps", "2", "--points", "3"],
         ["explore", "xor", "-o", "page.html"], ["export", "xor", "--to", "python", "--loop"], ["examples"], ["examples", "mazur", "--check"],
         ["practise", "worked-example"], ["worksheet", "xor", "--variants", "2", "-o", "sheets"],
         ["predict", "xor", "--inputs", "0,1"],
         ["grade", "../lesson/assignment.json", "../answers.csv"], ["new", "2-2-1"], ["import", "../model.safetensors", "--activation", "sigmoid"], ["help", "schema"]]
READS_DOCSTRINGS = "show/report/reference_topics.py"    # help shows them, and does without where there are none
RUN = """
import sys
from neurosim.cli import main
for words in %r:
    print(words, main([*words, "--quiet", *([] if words[0] in ("mistakes", "examples", "import", "help", "grade") else ["--seed", "1"])]), flush=True)
"""


def answers(folder, *options):
    """What all verbs say and write, in one process."""
    folder.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, *options, "-c", RUN % CALLS], cwd=folder, env=environment, input=b"0.3\n",
                          capture_output=True, timeout=60)
    return done.stdout, done.stderr, [(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.*"))]


@pytest.mark.slow
def test_every_verb(tmp_path):
    """The same bytes with and without docstrings and assertions."""
    assert set(VERBS) == {verb for verb, *_ in CALLS}
    header = b'{"0.weight": {"dtype": "F32", "shape": [1, 1], "data_offsets": [0, 4]}, "0.bias": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}'
    (tmp_path / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(8))
    write_lesson(tmp_path)
    usual = answers(tmp_path / "usual")
    assert (b"", {"page.html", "assignment.json"}) == (usual[1], {name for name, _ in usual[2]} & {"page.html", "assignment.json"})
    assert usual == answers(tmp_path / "optimized", "-OO")


def test_no_docstring_is_data():
    """Nor does an assertion check what comes in."""
    assert [] == [f"{relative(path)}:{node.lineno}" for path in FILES for node in nodes(path)
                  if isinstance(node, ast.Assert) or relative(path) != READS_DOCSTRINGS and "__doc__" in (getattr(node, "id", None), getattr(node, "attr", None))]
