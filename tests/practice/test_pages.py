"""The pages of docs that are made from tables are those of today's tables."""

import pytest
from catalogue_pages import DOCS, PAGES, ROOMS

from neurosim.practice.mistakes import MISTAKES


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_up_to_date(page):
    """Whoever changes a table writes the page anew: python tests/catalogue_pages.py"""
    assert PAGES[page]() == (DOCS / page).read_text("utf-8")


def test_every_mistake_has_a_place_on_the_page():
    assert set(ROOMS) == {mistake.spoiler.__module__.rpartition(".")[2] for mistake in MISTAKES.values()}
