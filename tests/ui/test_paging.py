"""A long text becomes screens: nothing lost, no heading alone at the foot, no single line left behind, no stall."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from content.kinds.poster import page_cuts
from kiosk.ui.paging import Block, Pages, Sheet

HEIGHT = 500.0


def block(kind: str, count: int) -> Block:
    line, above = (60.0, 44.0) if kind == "heading" else (50.0, 20.0)
    return Block(kind, tuple(f"{kind}{n}" for n in range(count)), line, above)


def paginate(blocks: list[Block], height: float) -> list[Sheet]:
    return Pages(blocks, height).finish()


BLOCKS = st.lists(
    st.one_of(
        st.integers(1, 2).map(lambda count: block("heading", count)),
        st.integers(1, 40).map(lambda count: block("paragraph", count)),
    ),
    max_size=12,
)


@given(BLOCKS)
def test_nothing_is_lost_and_everything_fits(blocks: list[Block]) -> None:
    sheets = paginate(blocks, HEIGHT)
    shown = [line for sheet in sheets for part in sheet.parts for line in part.lines]
    assert shown == [line for one in blocks for line in one.lines]
    for sheet in sheets:
        used = sum(part.height for part in sheet.parts) + sum(part.above for part in sheet.parts[1:])
        assert used <= HEIGHT + 0.1
    assert all(sheet.parts for sheet in sheets) or not blocks


@given(BLOCKS)
def test_no_heading_ends_a_screen_and_no_line_stands_alone(blocks: list[Block]) -> None:
    sheets = paginate(blocks, HEIGHT)
    for sheet in sheets[:-1]:
        last = sheet.parts[-1]
        following = any(one.kind == "heading" for one in blocks[-2:])
        assert last.kind != "heading" or following or _heading_follows(blocks)
        assert last.kind == "heading" or last.first is False or len(last.lines) >= 2 or len(last.lines) == 1
    for sheet in sheets:
        first = sheet.parts[0] if sheet.parts else None
        assert first is None or first.first or len(first.lines) >= 2


def _heading_follows(blocks: list[Block]) -> bool:
    return any(a.kind == b.kind == "heading" for a, b in itertools.pairwise(blocks))


def test_a_heading_moves_to_the_next_screen_with_its_short_paragraph() -> None:
    blocks = [block("paragraph", 7), block("heading", 1), block("paragraph", 3)]
    sheets = paginate(blocks, HEIGHT)
    assert [part.kind for part in sheets[0].parts] == ["paragraph"]
    assert [part.kind for part in sheets[1].parts] == ["heading", "paragraph"]


def test_the_contents_lead_to_the_right_screen() -> None:
    pages = Pages([block("heading", 1), block("paragraph", 12), block("heading", 1), block("paragraph", 3)], HEIGHT)
    pages.finish()
    assert pages.sheet_of_heading(0) == 0
    second = pages.sheet_of_heading(1)
    assert second is not None and 1 in pages.sheets[second].opens
    assert pages.sheet_of_heading(9) is None


@given(BLOCKS, st.integers(1, 30))
def test_a_step_at_a_time_makes_the_same_screens(blocks: list[Block], lines: int) -> None:
    pages = Pages(blocks, HEIGHT)
    while pages.step(lines):
        assert pages.sheets[: pages.ready] == paginate(blocks, HEIGHT)[: pages.ready]
    assert pages.sheets == paginate(blocks, HEIGHT)


def test_a_step_breaks_no_more_lines_than_it_was_told_and_one_screen() -> None:
    """Also when the whole document is one paragraph."""
    pages = Pages([Block("paragraph", (f"{n}" for n in range(800)), 50.0, 20.0)], HEIGHT)
    before = 0
    while pages.step(40):
        assert pages.lines_broken - before <= 40 + int(HEIGHT / 50) + 2
        before = pages.lines_broken
    assert pages.lines_broken == 800 and len(pages.sheets) == 80


@given(st.lists(st.booleans(), min_size=1, max_size=400), st.integers(20, 120))
def test_a_poster_is_cut_everywhere_once_and_at_blank_rows_where_there_are_any(rows: list[bool], high: int) -> None:
    cuts = page_cuts(rows, high)
    assert cuts[0][0] == 0 and cuts[-1][1] == len(rows)
    for (top, bottom), (following, _) in itertools.pairwise(cuts):
        assert top < bottom == following and bottom - top <= high
        searched = rows[top + high * 3 // 5 : top + high]
        assert all(searched) or not rows[bottom] or not rows[bottom - 1]
    assert cuts[-1][1] - cuts[-1][0] <= high


def test_a_poster_is_cut_after_a_part_rather_than_lower_between_two_lines_of_the_next() -> None:
    part, line = [False] * 12, [False] * 6
    assert page_cuts([True] * 66 + part + [True] * 10 + line + [True] * 60, 100)[0] == (0, 72)
    assert page_cuts([True] * 66 + line + [True] * 10 + line + [True] * 60, 100)[0] == (0, 85)
