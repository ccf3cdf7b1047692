"""docs/many-runs.md: its first program runs and prints a table; the others, which need an engine, are Python."""

from pathlib import Path

from neurosim.studies.sweep.one_run import STATUSES

DOCS = (Path(__file__).parents[3] / "docs" / "many-runs.md").read_text("utf-8")
BLOCKS = [part.partition("```")[0] for part in DOCS.split("```python\n")[1:]]


def test_the_first_program_runs(capsys):
    exec(compile(BLOCKS[0], "many-runs.md", "exec"), {})
    assert "xor: 8 starts in each of 4 settings" in capsys.readouterr().out


def test_the_others_are_python():
    for block in BLOCKS[1:]:
        compile(block, "many-runs.md", "exec")
    assert 4 == len(BLOCKS)


def test_every_word_is_explained():
    """A row for each status."""
    assert [] == [status for status in STATUSES if f"| {status} |" not in DOCS]
