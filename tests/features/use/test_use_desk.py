"""What a hall counts of the reports of its terminals: each once, within bounds, for some time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.features.use.hall import desk as desk_module
from kiosk.features.use.hall import module
from kiosk.features.use.hall.desk import TooMuchReported
from tests.features.use.halls import BOARD, SECOND, Hall, played, report

COUNTS = "SELECT thing, week, weekday, hour, terminal_id, times FROM use_counts ORDER BY 1, 2, 3, 4, 5"
PLAYS = (
    "SELECT day, terminal_id, item, times, seconds FROM screen_plays JOIN played_items ON id = item_id ORDER BY 1, 2, 3"
)
IN_ALL = "SELECT day, item, times, seconds FROM hall_plays JOIN played_items ON id = item_id ORDER BY 1, 2"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path)
    yield hall
    hall.database.close()


def test_an_hour_delivered_twice_counts_once(hall: Hall) -> None:
    for _ in range(2):
        hall.take(report("2026-11-17T09", {"visit": 3, "tickets.opened": 2}, played()), "nine-o-clock")
    assert hall.rows(COUNTS) == [
        ("tickets.opened", "2026-11-16", 1, 9, 1, 2), ("visit", "2026-11-16", 1, 9, 1, 3),
    ]  # fmt: skip
    assert hall.rows(PLAYS) == [("2026-11-17", 1, "a", 2, 24)]


def test_the_same_hour_in_two_reports_is_added_up(hall: Hall) -> None:
    """A restart, more items than one report takes, a clock put back by an hour."""
    hall.take(report("2026-11-17T09", {"visit": 3}, played("a"), played("b")), "part-one")
    hall.take(report("2026-11-17T09", {"visit": 1}, played("a", 1, 12), played("a", 1, 12, "4")), "part-two")
    assert hall.rows(COUNTS) == [("visit", "2026-11-16", 1, 9, 1, 4)]
    assert hall.rows(PLAYS) == [
        ("2026-11-17", 1, "a", 3, 36), ("2026-11-17", 1, "a", 1, 12), ("2026-11-17", 1, "b", 2, 24),
    ]  # fmt: skip


def test_the_same_key_of_another_terminal_is_another_report(hall: Hall) -> None:
    hall.take(report("2026-11-17T09", {}, played()), "nine-o-clock")
    hall.take(report("2026-11-17T09", {}, played()), "nine-o-clock", SECOND)
    assert hall.rows(IN_ALL) == [("2026-11-17", "a", 4, 48)]


def test_a_board_proves_what_it_showed_and_counts_nobody(hall: Hall) -> None:
    hall.take(report("2026-11-17T09", {"visit": 9}, played()), "of-a-board", BOARD)
    assert hall.rows(COUNTS) == [] and hall.rows(PLAYS) == [("2026-11-17", 3, "a", 2, 24)]


def test_a_demonstration_counts_in_no_real_hall(hall: Hall, tmp_path: Path) -> None:
    hall.take(report("2026-11-17T09", {"visit": 9}, played(), demo=True), "of-a-tour")
    assert hall.rows(COUNTS) == hall.rows(PLAYS) == []
    (tmp_path / "demo").mkdir()
    shown = Hall(tmp_path / "demo", demo=True)
    shown.take(report("2026-11-17T09", {"visit": 9}, demo=True), "of-a-tour")
    assert len(shown.rows(COUNTS)) == 1
    shown.database.close()


@pytest.mark.parametrize("hour", ["2001-01-01T00", "2031-05-01T12", "2026-11-17T12", "2026-08-01T09"])
def test_an_hour_that_cannot_be_is_counted_at_no_hour(hall: Hall, hour: str) -> None:
    hall.take(report(hour, {"visit": 2}, played()), "wrong-clock")
    assert hall.rows(COUNTS) == [("visit", "2026-11-16", 1, -1, 1, 2)]
    assert hall.rows(PLAYS) == [("2026-11-17", 1, "a", 2, 24)]


def test_a_week_that_comes_late_is_counted_where_it_was(hall: Hall) -> None:
    hall.take(report("2026-11-08T23", {"visit": 2}), "last-sunday")
    assert hall.rows(COUNTS) == [("visit", "2026-11-02", 6, 23, 1, 2)]


def test_names_that_this_version_does_not_know_are_left_out(hall: Hall) -> None:
    hall.take(report("2026-11-17T09", {"visit": 1, "wishes.opened": 4, "张三": 1}), "of-a-newer-one")
    assert [row[0] for row in hall.rows(COUNTS)] == ["visit"]


def test_a_terminal_that_lies_fills_no_disk(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "MOST_ROWS", 3)
    hall.take(report("2026-11-17T09", {}, *map(played, "abc")), "its-share")
    with pytest.raises(TooMuchReported):
        hall.take(report("2026-11-17T09", {"visit": 1}, played("d")), "one-more")
    assert hall.rows(COUNTS) == [] and len(hall.rows(PLAYS)) == 3
    assert hall.rows("SELECT count(*) FROM use_reports") == [(1,)]  # it may come again
    hall.take(report("2026-11-17T09", {}, *map(played, "abc")), "of-another", SECOND)
    monkeypatch.setattr(desk_module, "MOST_ITEMS", 3)
    with pytest.raises(TooMuchReported):
        hall.take(report("2026-11-16T09", {}, played("e")), "a-new-item")
    monkeypatch.setattr(desk_module, "MOST_REPORTS", 1)
    with pytest.raises(TooMuchReported):
        hall.take(report("2026-11-17T10", {"visit": 1}), "a-second-report")
    hall.now += timedelta(days=1)
    hall.take(report("2026-11-17T10", {"visit": 1}), "a-second-report")


def test_what_is_old_goes_and_the_hall_s_sums_stay_longer(hall: Hall) -> None:
    hall.take(report("2026-11-17T09", {"visit": 1}, played()), "nine-o-clock")

    def left_after(days: int) -> list[int]:
        hall.now += timedelta(days=days)
        for rows in module.MODULE.old_rows:
            hall.call(lambda connection, rows=rows: rows.forget(connection, hall.now))  # type: ignore[misc]
        return [len(hall.rows(f"SELECT 1 FROM {table.name}")) for table in module.MODULE.tables]

    assert left_after(89) == [1, 1, 1, 1, 1]
    assert left_after(3) == [1, 1, 0, 1, 1]
    assert left_after(307) == [1, 0, 0, 1, 1]
    assert left_after(4) == [0, 0, 0, 0, 0]
