"""Viewable: what a result inherits in order to show itself when it is printed, in a notebook, and as a picture.

A notebook asks for HTML, LaTeX or Markdown by methods of known names, so nothing of it is needed here. How things are
shown stands above this room, in `show`, and is imported when somebody looks: the one import that points up.
"""

from __future__ import annotations

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any
    from .hints import Path

NOTEBOOK = ("report", "_repr_html_", "_repr_latex_", "_repr_markdown_")


class Viewable:
    """A result that shows itself as its report: see the table in show/report/__init__.py."""

    def report(self) -> Iterator[Any]:
        """What there is to see of it, as the blocks that a format shows."""
        return views().report(self)

    def plot(self, path: Path | None = None) -> Any:
        """Draw it as .png, .svg or .pdf; needs the extra `plot`. NeurosimError where it has no pictures.

        path    None: it is not written, but returned, and a notebook shows it
        """
        return views().draw(self, path)

    def __str__(self) -> str:
        return views().view(self, "text")

    def _repr_html_(self) -> str:
        return views().view(self, "html")

    def _repr_latex_(self) -> str:
        return views().view(self, "latex")

    def _repr_markdown_(self) -> str:
        return views().view(self, "markdown")


def with_views(kind: type) -> type:
    """A class that knows no reports, and prints itself in its own way, is shown by its report in a notebook."""
    for name in NOTEBOOK:
        setattr(kind, name, vars(Viewable)[name])
    return kind


def views() -> Any:
    """The module that finds reports and formats."""
    from ..show import views
    return views
