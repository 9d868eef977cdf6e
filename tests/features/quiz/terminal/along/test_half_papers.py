"""Half papers in the terminal's store: until the end of the next day, once each, and slow to guess."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.core.link.store import TerminalStore
from kiosk.features.quiz.rules.resuming import HalfPaper, HalfQuestion, code_of, is_code
from kiosk.features.quiz.terminal.along.half_papers import KNOWN, MOST, HalfPapers, NotFound

HALF = HalfPaper(
    "checkup", 7, "2026-11-17", 60, False, (HalfQuestion("演示题库", "q1", "0f0f0f0f", (0, 1), (), ()),), (0,), ()
)  # fmt: skip


class Shelf:
    def __init__(self, folder: Path) -> None:
        self.store = TerminalStore(folder / "terminal.db").open()
        self.now, self.seconds = datetime(2026, 11, 17, 16, 0), 0.0
        self.papers = self.again()

    def again(self) -> HalfPapers:
        """After a restart of the terminal."""
        self.papers = HalfPapers(self.store, lambda: self.now, lambda: self.seconds)
        self.papers.open()
        return self.papers


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.store.close()


def test_a_code_is_good_once_also_after_a_restart(shelf: Shelf) -> None:
    assert not shelf.papers.any_here
    code = shelf.papers.keep(HALF)
    assert code and is_code(code) and shelf.papers.any_here
    assert shelf.again().any_here and shelf.papers.take(code) == HALF
    assert shelf.papers.take(code) == NotFound() and not shelf.papers.any_here
    known = shelf.store.recall(KNOWN)
    assert known and known[0] == {}  # nothing of it is left


def test_it_lasts_until_the_end_of_the_next_day_and_a_clock_set_back_lengthens_nothing(shelf: Shelf) -> None:
    first, second = shelf.papers.keep(HALF), shelf.papers.keep(HALF)
    assert first and second and first != second
    shelf.now = datetime(2026, 11, 18, 23, 59)
    assert shelf.papers.take(first) == HALF
    shelf.now += timedelta(minutes=1)
    assert shelf.papers.take(second) == NotFound()
    shelf.now = datetime(2026, 11, 25, 9, 0)
    third = shelf.papers.keep(HALF)
    shelf.now = datetime(2026, 11, 17, 9, 0)
    assert third and shelf.papers.take(third) == NotFound()


def test_the_oldest_goes_when_there_are_too_many(shelf: Shelf) -> None:
    codes = [shelf.papers.keep(HALF) for _ in range(MOST + 1)]
    assert shelf.papers.take(codes[0] or "") == NotFound()
    assert shelf.papers.take(codes[1] or "") == HALF


def test_wrong_codes_are_slowed_down_and_a_right_one_counts_anew(shelf: Shelf) -> None:
    code = shelf.papers.keep(HALF) or ""
    wrong = [text for text in map(code_of, range(20)) if text != code]
    assert [shelf.papers.take(text).seconds for text in wrong[:6]] == [0, 0, 0, 0, 15, 15]
    assert shelf.papers.take(code) == NotFound(15)  # nor a right one before
    shelf.seconds = 15.0
    assert shelf.papers.take(wrong[7]) == NotFound(30)
    shelf.seconds = 100.0
    assert shelf.papers.take(code) == HALF
    assert shelf.papers.take(wrong[8]) == NotFound()
    for _ in range(20):
        shelf.seconds += 2000
        last = shelf.papers.take(wrong[9])
    assert last == NotFound(900)


def test_who_goes_on_after_all_has_no_code_any_more(shelf: Shelf) -> None:
    code = shelf.papers.keep(HALF) or ""
    shelf.papers.drop(code)
    assert shelf.papers.take(code) == NotFound()


def test_a_full_or_closed_store_keeps_none_and_raises_nothing(shelf: Shelf) -> None:
    shelf.store.close()
    assert shelf.papers.keep(HALF) is None
    assert shelf.papers.take("00000000") == NotFound()
    shelf.store.open()


@pytest.mark.parametrize(
    "damaged", [{"00000000": {"until": "2026-11-18"}}, {"00000000": {"until": "2026-11-18", "paper": 7}}]
)
def test_what_cannot_be_read_is_not_found(shelf: Shelf, damaged: dict[str, object]) -> None:
    shelf.store.remember(KNOWN, damaged)
    assert shelf.papers.take("00000000") == NotFound()
