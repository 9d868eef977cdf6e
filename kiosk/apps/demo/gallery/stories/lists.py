"""Long things in pages: empty, a few, five hundred entries; the first, a middle and the last page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kiosk.apps.demo.gallery import words
from kiosk.apps.demo.gallery.story import Story
from kiosk.ui.widgets.paged.paged_list import PagedList
from kiosk.ui.widgets.paged.pager import pager_row
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.tile import RowTile

TITLE = "PagedList, pager"
ROWS = 3
LIST_HIGH = 760


def stories() -> Iterator[Story]:
    yield Story("empty", partial(_list, 0), high=360)
    yield Story("two entries", partial(_list, 2), high=420)
    for page in (0, 100, 166):
        yield Story(f"{words.ENTRIES} entries, page {page + 1}", partial(_list, words.ENTRIES, page), high=LIST_HIGH)
    yield Story("one of many pages", partial(pager_row, 99, 5000, _ignore, "many"))


def _list(count: int, page: int = 0) -> PagedList[str]:
    made: PagedList[str] = PagedList(_row, rows=ROWS, tap=f"list.{count}.{page}", empty=_empty)
    made.show([words.entry(number) for number in range(1, count + 1)], page)
    return made


def _row(entry: str) -> RowTile:
    return RowTile(entry, words.ROW_NOTE, icon="article", tap=f"row.{entry[:8]}")


def _empty() -> StateCard:
    return StateCard("empty", "今天没有展览", "下一场 11 月 20 日")


def _ignore(page: int) -> None:
    """A gallery leads nowhere."""
