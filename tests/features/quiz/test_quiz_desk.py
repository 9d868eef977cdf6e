"""What a hall adds up of the reports of its terminals: each once, within bounds, for some time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.features.quiz.hall import desk as desk_module
from kiosk.features.quiz.hall import module, read, schema
from kiosk.features.quiz.hall.desk import TooMuchReported
from kiosk.features.quiz.hall.read import DoubtRow, PaperRow
from kiosk.features.quiz.rules.statistics import Sums
from kiosk.features.quiz.wire import QuizReport, Sat
from tests.features.quiz.halls import SECOND, Hall, asked, doubted, report

ANSWERS = (
    'SELECT item, week, "right", wrong, skipped, again FROM quiz_answers JOIN quiz_items ON id = item_id ORDER BY 1, 2'
)
PAPERS = "SELECT week, paper, first, again, points FROM quiz_papers ORDER BY 1, 2"
DOUBTS = "SELECT item, day, reason, times, settled FROM quiz_doubts JOIN quiz_items ON id = item_id ORDER BY 1, 2, 3"
MONDAY, EVER = date(2026, 11, 16), date(2000, 1, 3)
KEY = ("演示题库", "q1", "0f0f0f0f")
SUMS = (schema.quiz_reports, schema.quiz_answers, schema.quiz_papers, schema.quiz_doubts, schema.quiz_items)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path)
    yield hall
    hall.database.close()


def full() -> QuizReport:
    return report(asked(again=2), papers=(Sat("checkup", 3, 1, 225),), doubts=(doubted(),))


def test_a_report_delivered_twice_counts_once(hall: Hall) -> None:
    for _ in range(2):
        hall.take(full(), "nine-o-clock")
    assert hall.rows(ANSWERS) == [("q1", "2026-11-16", 2, 1, 1, 2)]
    assert hall.rows(PAPERS) == [("2026-11-16", "checkup", 3, 1, 225)]
    assert hall.rows(DOUBTS) == [("q1", "2026-11-17", "answer", 1, 0)]


def test_reports_of_a_week_and_of_every_terminal_are_added_up(hall: Hall) -> None:
    hall.take(full(), "nine-o-clock")
    hall.take(full(), "nine-o-clock", SECOND)  # the same key of another terminal is another report
    hall.take(report(asked(), asked("q2"), asked(version="other")), "ten-o-clock")
    hall.take(report(asked(), day="2026-11-15"), "of-last-week")
    assert hall.rows(ANSWERS) == [
        ("q1", "2026-11-09", 2, 1, 1, 0), ("q1", "2026-11-16", 6, 3, 3, 4), ("q1", "2026-11-16", 2, 1, 1, 0),
        ("q2", "2026-11-16", 2, 1, 1, 0),
    ]  # fmt: skip
    sums = {key: (sums, again) for key, sums, again in hall.call(lambda c: read.answers(c, 1, EVER, MONDAY))}
    one = asked().sums
    assert sums[KEY] == (one + one + one + one, 4) and sums["演示题库", "q1", "other"] == (one, 0)
    assert len(hall.call(lambda c: read.answers(c, 1, MONDAY, MONDAY))) == 3
    assert hall.call(lambda c: read.answers(c, 2, EVER, MONDAY))[0][0] == ("演示题库", "q2", "0f0f0f0f")
    assert hall.call(lambda c: read.weeks_of(c, KEY, EVER, MONDAY)) == [
        (date(2026, 11, 9), one), (MONDAY, one + one + one),
    ]  # fmt: skip
    assert hall.call(lambda c: read.papers(c, EVER, MONDAY)) == [PaperRow("checkup", 6, 2, 450)]
    assert hall.call(read.last_id) == 3


@pytest.mark.parametrize("day", ["2001-01-01", "2031-05-01", "2026-11-18", "2026-08-01"])
def test_a_day_that_cannot_be_is_the_day_it_comes(hall: Hall, day: str) -> None:
    hall.take(report(asked(), day=day, doubts=(doubted(),)), "wrong-clock")
    assert hall.rows(ANSWERS) == [("q1", "2026-11-16", 2, 1, 1, 0)]
    assert hall.rows(DOUBTS) == [("q1", "2026-11-17", "answer", 1, 0)]


def test_a_demonstration_counts_in_no_real_hall(hall: Hall, tmp_path: Path) -> None:
    hall.take(report(asked(), demo=True), "of-a-tour")
    assert hall.rows(ANSWERS) == [] and hall.rows("SELECT * FROM quiz_reports") == []
    (tmp_path / "demo").mkdir()
    shown = Hall(tmp_path / "demo", demo=True)
    shown.take(report(asked(), demo=True), "of-a-tour")
    assert len(shown.rows(ANSWERS)) == 1
    shown.database.close()


def test_a_reason_that_this_version_does_not_know_is_left_out(hall: Hall) -> None:
    hall.take(report(doubts=(doubted(reason="张三"), doubted(reason="outdated", times=2))), "of-a-newer-one")
    assert hall.rows(DOUBTS) == [("q1", "2026-11-17", "outdated", 2, 0)]


def test_what_a_keeper_looked_at_is_open_again_when_somebody_says_so_again(hall: Hall) -> None:
    hall.take(report(doubts=(doubted(), doubted("q2", "options"))), "nine-o-clock")
    assert hall.call(read.open_doubts) == {KEY: 1, ("演示题库", "q2", "0f0f0f0f"): 1}
    assert hall.call(lambda c: hall.desk.settle(c, *KEY))
    assert not hall.call(lambda c: hall.desk.settle(c, "no", "such", "item"))
    assert hall.call(read.kept) == {KEY}
    assert list(hall.call(read.open_doubts)) == [("演示题库", "q2", "0f0f0f0f")]
    assert hall.call(lambda c: read.doubts_of(c, KEY)) == [DoubtRow(date(2026, 11, 17), "answer", 1, True)]
    hall.take(report(doubts=(doubted(),)), "ten-o-clock")
    assert hall.call(read.open_doubts)[KEY] == 2
    hall.now += timedelta(days=1)
    hall.call(lambda c: hall.desk.settle(c, *KEY))
    hall.take(report(doubts=(doubted("q1", "wording"),), day="2026-11-18"), "next-day")
    assert hall.call(read.open_doubts)[KEY] == 1
    assert [one.reason for one in hall.call(lambda c: read.doubts_of(c, KEY))] == ["wording", "answer"]


def test_a_terminal_that_lies_fills_no_disk(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "MOST_ITEMS", 3)
    hall.take(report(*map(asked, ("a", "b", "c"))), "its-share")
    for more in (report(asked("d")), report(doubts=(doubted("e"),))):
        with pytest.raises(TooMuchReported):
            hall.take(more, "one-more")
    assert len(hall.rows(ANSWERS)) == 3 and hall.rows(DOUBTS) == []
    assert hall.rows("SELECT count(*) FROM quiz_reports") == [(1,)]  # it may come again
    monkeypatch.setattr(desk_module, "MOST_PAPERS", 1)
    with pytest.raises(TooMuchReported):
        hall.take(report(papers=(Sat("a", 1, 0, 9), Sat("b", 1, 0, 9))), "two-papers")
    assert hall.rows(PAPERS) == []
    monkeypatch.setattr(desk_module, "MOST_REPORTS", 1)
    with pytest.raises(TooMuchReported):
        hall.take(report(asked("a")), "a-second-report")
    hall.now += timedelta(days=1)
    hall.take(report(asked("a")), "a-second-report")


def test_a_terminal_that_lies_leaves_the_others_room(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "MOST_NEW_ITEMS", 3)
    hall.take(report(*map(asked, ("a", "b"))), "two")
    hall.take(report(*map(asked, ("a", "b", "c"))), "those-and-one")  # what is known is none of its share
    for more in (report(asked("d")), report(doubts=(doubted("e"),))):
        with pytest.raises(TooMuchReported):
            hall.take(more, "one-more")
    hall.take(report(asked("a")), "what-is-known")
    hall.take(report(*map(asked, ("d", "e"))), "of-another", SECOND)
    hall.now += timedelta(days=1)
    hall.take(report(asked("f")), "tomorrow")
    assert len(hall.rows("SELECT 1 FROM quiz_items")) == 6


def test_what_is_old_goes_the_names_last(hall: Hall) -> None:
    hall.take(full(), "nine-o-clock")

    def left_after(days: int) -> list[int]:
        hall.now += timedelta(days=days)
        for rows in module.MODULE.old_rows:
            hall.call(lambda connection, rows=rows: rows.forget(connection, hall.now))  # type: ignore[misc]
        return [len(hall.rows(f"SELECT 1 FROM {table.name}")) for table in SUMS]

    assert left_after(398) == [1, 1, 1, 1, 1]
    assert left_after(1) == [1, 0, 0, 1, 1]  # the week began a day before
    assert left_after(1) == [1, 0, 0, 0, 1]
    assert left_after(2) == [0, 0, 0, 0, 0]


def test_sums_of_nothing(hall: Hall) -> None:
    hall.take(report(), "an-empty-hour")
    assert hall.call(read.last_id) == 0 and hall.call(read.open_doubts) == {}
    assert hall.call(lambda c: read.answers(c, 1, EVER, MONDAY)) == []
    assert asked(right=0, wrong=0).sums == Sums(skipped=1)
