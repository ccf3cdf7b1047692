"""The package as text: each file is read and parsed once for all the guards that look at it."""

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "neurosim"
FILES = sorted(PACKAGE.rglob("*.py"))


def relative(path):
    return path.relative_to(PACKAGE).as_posix()


@cache
def text(path):
    return path.read_text(encoding="utf-8")


@cache
def tree(path):
    return ast.parse(text(path), str(path))


@cache
def nodes(path):
    """Every node of a file's tree."""
    return list(ast.walk(tree(path)))
