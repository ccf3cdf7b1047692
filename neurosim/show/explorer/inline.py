"""A page of the explorer within a notebook."""

from __future__ import annotations

from html import escape

HIGH = 900    # pixels


class Inline:
    """What `explore()` without a path returns: a notebook shows the page; `str` of it is its text."""

    def __init__(self, page: str, title: str) -> None:
        self.page, self.title = page, title

    def _repr_html_(self) -> str:
        style = f"width: 100%; height: {HIGH}px; border: 1px solid #85806f; border-radius: 8px"
        return f'<iframe srcdoc="{escape(self.page)}" title="{escape(self.title)}" style="{style}"></iframe>'

    def __str__(self) -> str:
        return self.page

    def __repr__(self) -> str:
        return f"Inline({self.title}, {len(self.page):,} characters: a notebook shows it)"
