"""The README and the pages for learner, teacher, programmer: every code block in them is executed. The two `sh` blocks of
the README are executed by .ci/run, which takes them from there.
"""

import contextlib
import io
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

import pytest

from neurosim.cli import main

ROOT = pathlib.Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, *(ROOT / "docs" / f"{name}.md" for name in ("learner", "teacher", "programmer"))]


def blocks(page):
    """(language, text, heading) of every fenced block, in order."""
    found, heading, fence, lines = [], "", None, []
    for line in page.read_text("utf-8").splitlines():
        if line.startswith("```"):
            if fence is not None:
                found.append((fence, "\n".join(lines), heading))
            fence, lines = (None, []) if fence is not None else (line[3:], [])
        elif fence is not None:
            lines.append(line)
        elif line.startswith("## "):
            heading = line[3:]
    return found


def of(language, page):
    return [text for name, text, _ in blocks(page) if name == language]


def commands():
    """Each command of the console blocks, and the output that is shown."""
    for page in PAGES:
        for text in of("console", page):
            for part in text.split("$ ")[1:]:
                command, _, output = part.partition("\n")
                yield pytest.param(command, output.rstrip("\n"), page, id=f"{page.name}: {command}")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to be in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command, expected, page", list(commands()))
def test_commands_print_what_the_pages_show(command, expected, page, folder, capsys):
    """Each command runs, and what is shown of its output is there in this order; `...` stands for lines left out."""
    program, *words = shlex.split(command)
    assert "neurosim" == program
    for text in of("json", page):    # the file that the page asks for
        (folder / "mine.json").write_text(text, "utf-8")
    code = main(words)
    out, err = capsys.readouterr()
    told = "differs: " in expected or "First step: " in expected    # numbers that differ, a cause that is found: exit code 1
    assert (int(told), "") == (code, err)
    printed, expected = (re.sub(r"of \d+ known mistakes", "of so many known mistakes", text) for text in (out, expected))
    for piece in filter(None, expected.split("\n...")):
        assert piece.strip("\n") in printed
        printed = printed[printed.index(piece.strip("\n")) + len(piece.strip("\n")):]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_blocks_run_and_print_what_is_shown(page):
    """The Python blocks run; where a block of output follows, it is what they print."""
    following = blocks(page)[1:] + [(None, None, "")]
    for (language, text, _), (after, shown, _) in zip(blocks(page), following):
        if language == "python":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(text, page.name, "exec"), {})
            assert after != "" or shown == printed.getvalue().rstrip()


def test_every_block_is_executed_somewhere():
    """No language stands there that nothing runs; .ci/run takes the two shell blocks of the README from their headings."""
    assert {"console", "sh", "json", "python", ""} == {language for page in PAGES for language, _, _ in blocks(page)}
    assert ["Run it", "Test it"] == [heading for page in PAGES for language, _, heading in blocks(page) if language == "sh"]
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert 'block "Run it"' in ci and 'block "Test it"' in ci


def test_the_readme_is_short():
    """It is for somebody who has half a minute."""
    assert len(README.read_text("utf-8").split()) < 700


def test_the_map_names_what_exists():
    """Every path in the table of files is there."""
    paths = [part for line in README.read_text("utf-8").splitlines() if line.startswith("| `")
             for part in line.split("|")[1].split("`")[1::2]]
    assert len(paths) >= 10
    assert [] == [path for path in paths if not (ROOT / path).exists()]


def test_links_lead_somewhere():
    """Every link to a file of the project is there, in the README and in all pages."""
    for page in [README, ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        links = re.findall(r"\]\(([^):#]+)\)", page.read_text("utf-8"))
        assert [] == [link for link in links if not (page.parent / link).exists()], page.name


def test_nothing_sends_to_another_package():
    """Another project has the name neurosim on the package index: nothing here suggests to install that one."""
    texts = [path for folder in ("neurosim", "docs", "scripts") for path in (ROOT / folder).rglob("*")
             if path.suffix in {".py", ".md", ".ipynb", ".html", ".js"}]
    told = [path.name for path in [README, ROOT / "CONTRIBUTING.md", ROOT / "setup.cfg", *texts]
            if re.search(r"(install\s+(-\S+\s+)*['\"]?|^\s+)neurosim(\[|['\"\s]*$)", path.read_text("utf-8"), re.MULTILINE)]
    assert [] == told


@pytest.mark.parametrize("script, expected", [
    ("train_xor.py", "step 10,000   total error 0.0"),
    ("print_derivations.py", "w8⁺ = w8 − η · ∂E/∂w8"),
    pytest.param("benchmark.py --quick", "straight, times", marks=pytest.mark.slow),
])
def test_scripts_run(script, expected):
    """Each script does its work from a bare call."""
    name, *arguments = script.split()
    run = subprocess.run([sys.executable, ROOT / "scripts" / name, *arguments], capture_output=True, text=True,
                         encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert (0, "") == (run.returncode, run.stderr)
    assert expected in run.stdout


INSIDE = {"fuzz_files.py"}    # it alters files by what their readers and the tables of the core know


@pytest.mark.parametrize("script", sorted({path.name for path in (ROOT / "scripts").glob("*.py")} - INSIDE))
def test_scripts_use_public_names_only(script):
    """A script imports what neurosim offers at its front door, nothing from inside."""
    text = (ROOT / "scripts" / script).read_text("utf-8")
    assert "neurosim." not in "".join(line for line in text.splitlines() if line.startswith(("import", "from")))
    assert json.dumps("from neurosim.")[1:-1] not in text


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is no signal there")
@pytest.mark.parametrize("script", ["print_derivations.py", "train_xor.py"])
def test_scripts_end_quietly_in_a_pipe(script):
    """`| head -1`: whoever reads has seen enough, and no traceback is said."""
    run = subprocess.Popen([sys.executable, "-u", ROOT / "scripts" / script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert run.stdout.readline()
    run.stdout.close()
    assert b"" == run.stderr.read()
    run.stderr.close()
    run.wait()
