"""Sheets and keys as files to print: HTML, LaTeX, PDF or Markdown; one file for all, or one for each student."""

import os
import subprocess
from importlib import import_module
from shutil import which
from tempfile import TemporaryDirectory

from ...core.guard.errors import NeurosimError
from ...show.render import delimited
from ...show.report.worksheet_report import keys_report, overview_report, who, worksheets_report

ENDINGS = {"html": "html", "latex": "tex", "pdf": "pdf", "markdown": "md"}
SECONDS = 120    # that pdflatex may take


def documents(sheets, form, paper, each=False):
    """(name, content) of sheets, keys and all answers."""
    ending = ENDINGS[form]
    if each:
        for sheet in sheets:
            number = f"{sheet.student.variant:0{len(str(len(sheets)))}}-{sheet.student.check}.{ending}"
            yield f"sheets/{number}", in_form(worksheets_report([sheet]), form, paper)
            yield f"keys/{number}", in_form(keys_report([sheet]), form, paper)
    else:
        yield f"sheets.{ending}", in_form(worksheets_report(sheets), form, paper)
        yield f"keys.{ending}", in_form(keys_report(sheets), form, paper)
    yield f"answers.{ending}", in_form(overview_report(sheets), form, paper)


def in_form(blocks, form, paper):
    """The blocks as text, or as the bytes of a PDF."""
    if form == "pdf":
        return pdf("".join(import_module("...show.render.latex", __package__).render(blocks, paper=paper)))
    render = import_module(f"...show.render.{form}", __package__).render
    return "".join(render(blocks) if form == "markdown" else render(blocks, paper=paper))


def pdf(text):
    """What pdflatex makes of a document. NeurosimError where there is no pdflatex."""
    program = which("pdflatex")
    if program is None:
        raise NeurosimError("format", "html, latex or markdown", problem="pdf needs pdflatex, which is not installed")
    with TemporaryDirectory() as folder:
        with open(os.path.join(folder, "sheet.tex"), "w", encoding="ascii") as file:
            file.write(text)
        done = subprocess.run([program, "-interaction=batchmode", "-halt-on-error", "-no-shell-escape", "sheet.tex"],
                              cwd=folder, capture_output=True, timeout=SECONDS)
        if done.returncode:
            lacking = b"tikz.sty' not found" in content(folder, "sheet.log")
            why = "pdf needs TikZ, which is not installed" if lacking else "pdflatex cannot set these sheets"
            raise NeurosimError("format", "html, latex or markdown", problem=why)
        return content(folder, "sheet.pdf")


def content(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def answers_csv(sheets):
    """A line a student: variant, name, check code and every answer."""
    names = list(dict.fromkeys(name for sheet in sheets for name, _ in sheet.key()))
    rows = [[*who(sheet), *[dict(sheet.key()).get(name) for name in names]] for sheet in sheets]
    return "".join(delimited.render(["variant", "student", "check", *names], rows))
