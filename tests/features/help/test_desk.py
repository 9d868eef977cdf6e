"""A call for help in the hall: made once a tap, shown to boards and clerks for a while, gone when somebody goes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.features.help.hall.read_calls import for_boards
from kiosk.features.help.rules import event_names
from kiosk.features.help.wire import HelpWanted
from kiosk.features.tickets.rules.refusals import KeyReused
from tests.features.tickets.hall import FIRST, SECOND, Hall


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "hall.db")
    yield hall
    hall.database.close()


def call(hall: Hall, terminal: int, key: str, screen: str = "tickets.choose") -> None:
    hall.call(lambda c: hall.help.call_for_help(c, terminal, f"{terminal} 号终端", screen, key))


def on_boards(hall: Hall) -> tuple[HelpWanted, ...]:
    return hall.call(lambda c: for_boards(c, hall.now))


def to_clerks(hall: Hall) -> list[str]:
    return [one.terminal for one in hall.call(hall.help.unanswered)]


def test_help_is_called_once_a_tap(hall: Hall) -> None:
    for _ in range(2):
        call(hall, FIRST, "h", "services")
    news = [event for event in hall.news() if event.kind == event_names.HELP_WANTED]
    assert [event.detail for event in news] == [{"terminal": "1 号终端", "screen": "services"}]


def test_the_key_of_a_number_calls_nobody(hall: Hall) -> None:
    hall.take("order")
    with pytest.raises(KeyReused):
        call(hall, FIRST, "order")
    assert to_clerks(hall) == []


def test_clerks_read_the_oldest_first_and_boards_the_newest(hall: Hall) -> None:
    call(hall, FIRST, "one")
    call(hall, SECOND, "two")
    assert to_clerks(hall) == ["1 号终端", "2 号终端"]
    assert [one.terminal for one in on_boards(hall)] == ["2 号终端", "1 号终端"]


def test_a_public_screen_forgets_after_ten_minutes_and_the_clerks_after_two_hours(hall: Hall) -> None:
    call(hall, FIRST, "one")
    hall.now += timedelta(minutes=10)
    assert on_boards(hall) and to_clerks(hall)
    hall.now += timedelta(minutes=1)
    assert not on_boards(hall) and to_clerks(hall)
    hall.now += timedelta(hours=1, minutes=50)
    assert not to_clerks(hall)


def test_the_second_clerk_who_goes_changes_nothing(hall: Hall) -> None:
    call(hall, FIRST, "one")
    (wanted,) = on_boards(hall)
    for by in ("#1", "#2"):
        hall.call(lambda c, who=by: hall.help.answer(c, wanted.event_id, by=who))  # type: ignore[misc]
    hall.call(lambda c: hall.help.answer(c, wanted.event_id + 99, by="#1"))
    answers = [event.detail for event in hall.news() if event.kind == event_names.HELP_ANSWERED]
    assert answers == [{"call": wanted.event_id, "by": "#1"}]
    assert not on_boards(hall) and not to_clerks(hall)
