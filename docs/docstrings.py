"""For the site: examples and aligned columns of a docstring keep their lines; all else is Markdown."""

from __future__ import annotations

import re
import textwrap

import griffe


class Preformatted(griffe.Extension):
    """Fences what Markdown would run together, block by block."""

    def on_instance(self, *, obj, **_):
        if obj.docstring:
            obj.docstring.value = fenced(obj.docstring.value)


def fenced(text):
    """Look at each block between empty lines."""
    return "\n\n".join(map(one, re.split(r"\n\s*\n", text)))


def one(block):
    if block.lstrip().startswith(">>>"):
        return f"```pycon\n{textwrap.dedent(block)}\n```"
    columns = any("  " in line.strip() for line in block.split("\n")) or block.startswith("    ")
    return f"```text\n{textwrap.dedent(block)}\n```" if columns else block
