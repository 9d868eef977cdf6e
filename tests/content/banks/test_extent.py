"""How far a sheet reaches is measured at once where its tags are as usual, else cell by cell: to the same end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.banks.extent import Extent, OddXml, OpenExtent

_PIECES = st.sampled_from([
    b'<row r="1">', b'<row r="7" spans="1:3">', b'<row r="1048576">', b"<row>", b"</row>", b'<row r="2"/>', b"<x:row>",
    b'<c r="A1" t="s"><v>0</v></c>', b'<c r="B2"><v>1</v></c>', b'<c r="C3" s="1"/>', b'<c r="D4" s="1"></c>',
    b'<c r="XFD9" s="1" />', b'<c r="AA12" s="4" t="inlineStr"><is><t>a</t></is></c>', b"<c><v>1</v></c>", b"<c/>",
    b"<c r='E5'><v>1</v></c>", b'<c\nr="F6"><v>1</v></c>', b'<x:c r="G7"><v>1</v></x:c>', b'<c r="H8" odd="1"/>',
    b'<c r="H9" odd="1"><v>1</v></c>',
    b'<c r="ZZZZ1"><v>1</v></c>', b'<c r="I9" r="J1000"><v>1</v></c>', b"<cols><col min='1'/></cols>", b"text <", b">",
    b"<t>a:c b:row</t>", b"<sheetData>", b"</sheetData>", b'<c t="s" r="K900"><v>1</v></c>', b'<row r="5"',
    b'<c r="L1"',
])  # fmt: skip


class CellByCell(Extent):
    def _skim(self, chunk: bytes, cut: int) -> int:
        return 0


def measured(extent: Extent | OpenExtent, chunks: list[bytes]) -> tuple[int, int] | None:
    try:
        for chunk in chunks:
            extent.feed(chunk)
    except OddXml:
        return None
    return extent.columns, extent.rows


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(_PIECES, max_size=12).map(b"".join), max_size=3))
def test_both_ways_come_to_the_same_end(chunks: list[bytes]) -> None:
    assert measured(Extent(), chunks) == measured(CellByCell(), chunks)


def test_what_programs_write_is_measured_at_once() -> None:
    rows = b"".join(
        b'<row r="%d"><c r="A%d" s="1" t="s"><v>0</v></c><c r="AB%d"/></row>' % (at, at, at) for at in range(1, 500)
    )
    whole = b"<worksheet><cols><col min='1'/></cols><sheetData>" + rows + b"</sheetData></worksheet>"
    extent = Extent()
    assert extent._skim(whole, len(whole)) == whole.rindex(b"<row ")
    assert measured(Extent(), [whole]) == (1, 499)


@pytest.mark.parametrize("number", [b"9999999999", b"+99999", b"0000000000099999", b"&#57;9999", b"9e9", b""])
def test_a_repetition_that_readers_would_read_differently_is_odd(number: bytes) -> None:
    for tag in (
        b"<table:table-row table:number-rows-repeated='%s'>", b'<table:table-cell table:number-columns-repeated="%s"/>',
        b'<text:s text:c="%s"/>',
    ):  # fmt: skip
        assert measured(OpenExtent(), [tag % number + b"<text:p>"]) is None
        assert measured(OpenExtent(), [tag % b" 5 " + b"<text:p>"]) is not None


def test_blanks_that_a_number_stands_for_have_a_bound() -> None:
    assert measured(OpenExtent(), [b'<text:s text:c="1000"/>' * 1000 + b"<text:p>"]) is not None
    assert measured(OpenExtent(), [b'<text:s text:c="100000"/>' * 11 + b"<text:p>"]) is None
