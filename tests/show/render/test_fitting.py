"""What is too wide for a terminal: where a text is broken, and a table."""

import pytest

from neurosim.show.render import text
from neurosim.show.render.fitting import Cells, grids, granted, narrowed, total_width, wrapped
from neurosim.show.render.plain import width
from neurosim.show.report.blocks import Heading, Listing, Paragraph, Table


@pytest.mark.parametrize("line, most, expected", [
    ("one two", None, ["one two"]), ("one two", 7, ["one two"]), ("one two", 6, ["one", "two"]), ("one  two three", 9, ["one  two", "three"]),
    ("  one two", 6, ["  one", "  two"]), ("a word-that-is-longer b", 6, ["a", "word-that-is-longer", "b"]), ("", 5, [""]),
    ("權重 權重 權", 9, ["權重 權重", "權"])])
def test_wrapped(line, most, expected):
    """Between words; what stands between them on a line stays, and a word that is too long stands alone."""
    assert expected == wrapped(line, most)


def test_what_goes_on_below_is_indented():
    """Where it is to be."""
    assert ["aa bb", "   cc", "   dd"] == wrapped("aa bb cc dd", 6, "   ")


def test_a_remark_to_the_right_comes_below():
    """The words of an example stay in one line; so does the remark if it can, and comes nearer."""
    assert "  neurosim trace xor   what it" == narrowed("  neurosim trace xor        what it", 30)
    assert "  neurosim trace xor\n      what it does" == narrowed("  neurosim trace xor      what it does", 30)
    assert "short  line" == narrowed("short  line", 30)


def grid(*widths):
    return Cells([f"c{place}" for place in range(len(widths))], [["x" * wide for wide in widths]], [False] * len(widths))


@pytest.mark.parametrize("widths, most, expected", [
    ([4, 4, 4], 16, [["c0", "c1", "c2"]]), ([4, 4, 4], 15, [["c0", "c1"], ["c0", "c2"]]), ([4, 4, 4, 4], 16, [["c0", "c1", "c2"], ["c0", "c3"]]),
    ([4, 40, 4], 16, [["c0", "c1"], ["c0", "c2"]]), ([4, 4], None, [["c0", "c1"]]), ([40], 16, [["c0"]])])
def test_groups_of_columns(widths, most, expected):
    """As many as fit beside the first column, which each group has; one at least."""
    assert expected == [each.headers for each in grids(grid(*widths), most)]


def test_a_column_of_prose_is_wrapped_before_the_table_is_broken():
    """Down to some two dozen letters."""
    sentence = "a sentence of quite a few words that nobody minds to read in two lines or in three"
    found, = grids(Cells(["name", "what it says"], [["xor", sentence]], [False, False]), 50)
    assert sentence == " ".join(found.rows[0][1].split("\n"))
    assert total_width(found.widths()) > 50 >= max(map(width, found.rows[0][1].split("\n"))) + 2 + 6


def test_a_long_header_is_wrapped():
    """Its column has room for its numbers, and for its longest word."""
    found, = grids(Cells(["", "a header of many words"], [["w1", "0.5"]], [False, True]), 16)
    assert ["", "a header\nof many\nwords"] == found.headers


def test_what_is_left_is_given_to_the_modest_first():
    """Each column has what it must have; then what it would like, as far as it goes."""
    assert [4, 7, 9] == granted([4, 5, 5], [4, 7, 30], 24)


def test_a_heading_in_two_lines():
    """What underlines it is as long as the longer."""
    assert "one two\nthree\n=======\n" == "".join(text.render([Heading("one two three")], most=8))


def test_a_listing_goes_on_in_its_last_column():
    """Below itself."""
    rows = [["w1", "0.5", " differs from what it should have been here"]]
    assert "w1  0.5   differs from what it should\n          have been here\n" == "".join(text.render([Listing(rows)], most=40))


@pytest.mark.parametrize("block", [Paragraph("one two three four"), Heading("one two three four"), Table(["one two three four"], [["x"]])])
def test_without_a_width_nothing_is_broken(block):
    """As in a pipe, and in Python."""
    assert "one two three four" in text.fragment([block])
