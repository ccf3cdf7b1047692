"""The house: how long the slide, a file and a line may be, and that no two things bear one name."""

import ast
import io
import tokenize
from collections import Counter

from sources import FILES, PACKAGE, relative, text, tree

SLIDE = [PACKAGE / "core" / name for name in ("neuron.py", "layer.py", "network.py")]
NOT_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING, tokenize.ENDMARKER}
WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef)


def code_lines(program):
    """How many lines are neither blank nor a comment nor part of a docstring.

    >>> code_lines('x = 1\\n\\n# why\\ndef f():\\n    \"\"\"What.\"\"\"\\n    return (x,\\n            x)\\n')
    4
    """
    module = ast.parse(program)
    first = [node.body[0] for node in ast.walk(module) if isinstance(node, WITH_DOCSTRING) and ast.get_docstring(node) is not None]
    said = {line for node in first for line in range(node.lineno, node.end_lineno + 1)}
    tokens = [token for token in tokenize.generate_tokens(io.StringIO(program).readline) if token.type not in NOT_CODE]
    return len({line for token in tokens for line in range(token.start[0], token.end[0] + 1)} - said)


def test_the_slide_fits():
    """Neuron, layer and network together: what a teacher can put on a screen."""
    texts = list(map(text, SLIDE))
    assert 200 >= sum(len(text.splitlines()) for text in texts)
    assert 100 >= sum(map(code_lines, texts))


def test_files_are_short():
    """Past 250 lines, something wants a file of its own."""
    assert [] == [relative(path) for path in FILES if len(text(path).splitlines()) > 250]


def test_lines_are_short():
    """120 columns at most."""
    assert [] == [f"{relative(path)}:{number}" for path in FILES for number, line in enumerate(text(path).splitlines(), 1) if len(line) > 120]


def named_twice(names):
    return sorted(name for name, count in Counter(names).items() if count > 1)


def test_no_two_modules_bear_one_name():
    """So that a stranger who looks for one finds it."""
    assert [] == named_twice(path.stem for path in FILES if not path.stem.startswith("__"))


def test_no_two_classes_bear_one_name():
    """Wherever they stand; but for those inside a function."""
    assert [] == named_twice(node.name for path in FILES for node in tree(path).body if isinstance(node, ast.ClassDef))
