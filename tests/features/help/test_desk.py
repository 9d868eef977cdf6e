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
    hall.now += timedelta(seconds=1)
    call(hall, SECOND, "two")
    hall.now += timedelta(minutes=2)
    assert to_clerks(hall) == ["1 号终端", "2 号终端"]
    assert [one.terminal for one in on_boards(hall)] == ["2 号终端", "1 号终端"]


def overdue(hall: Hall) -> list[str]:
    return [one.terminal for one in hall.call(hall.help.overdue)]


def test_unanswered_for_two_minutes_it_stands_on_the_board_and_before_the_keeper(hall: Hall) -> None:
    call(hall, FIRST, "one")
    hall.now += timedelta(minutes=1, seconds=59)
    assert to_clerks(hall) and not on_boards(hall) and not overdue(hall)
    hall.now += timedelta(seconds=1)
    assert [one.terminal for one in on_boards(hall)] == overdue(hall) == ["1 号终端"]
    goes(hall, FIRST)
    assert not on_boards(hall) and not overdue(hall)


def test_a_public_screen_forgets_after_ten_minutes_and_the_clerks_after_two_hours(hall: Hall) -> None:
    call(hall, FIRST, "one")
    hall.now += timedelta(minutes=10)
    assert on_boards(hall) and to_clerks(hall)
    hall.now += timedelta(minutes=1)
    assert not on_boards(hall) and to_clerks(hall)
    hall.now += timedelta(hours=1, minutes=50)
    assert not to_clerks(hall)


def goes(hall: Hall, terminal: int, by: str = "#1") -> None:
    (event_id,) = [one.event_id for one in hall.call(hall.help.unanswered) if one.terminal_id == terminal]
    hall.call(lambda c: hall.help.answer(c, event_id, by=by))


def comes(hall: Hall, terminal: int = FIRST) -> bool:
    """What the terminal tells its visitor."""
    return hall.call(lambda c: hall.help.state_of(c, terminal)).coming


def test_the_second_clerk_who_goes_changes_nothing(hall: Hall) -> None:
    call(hall, FIRST, "one")
    (wanted,) = hall.call(hall.help.unanswered)
    for by in ("#1", "#2"):
        hall.call(lambda c, who=by: hall.help.answer(c, wanted.event_id, by=who))  # type: ignore[misc]
    hall.call(lambda c: hall.help.answer(c, wanted.event_id + 99, by="#1"))
    answers = [event.detail for event in hall.news() if event.kind == event_names.HELP_ANSWERED]
    assert answers == [{"call": wanted.event_id, "by": "#1"}]
    assert not to_clerks(hall)


def test_the_terminal_hears_that_somebody_comes_and_the_others_do_not(hall: Hall) -> None:
    assert not comes(hall)
    call(hall, FIRST, "one")
    call(hall, SECOND, "two")
    assert not comes(hall)
    goes(hall, FIRST)
    assert comes(hall) and not comes(hall, SECOND)
    call(hall, FIRST, "three")  # the next visitor
    assert not comes(hall)


def test_who_taps_twice_stands_there_once_and_is_answered_once(hall: Hall) -> None:
    call(hall, FIRST, "one")
    hall.now += timedelta(minutes=1)
    call(hall, FIRST, "two")
    (wanted,) = hall.call(hall.help.unanswered)
    assert wanted.at < hall.news()[-1].at, "since the first tap"
    goes(hall, FIRST)
    assert not to_clerks(hall) and comes(hall)


def test_who_went_is_told_for_a_moment(hall: Hall) -> None:
    call(hall, FIRST, "one")
    call(hall, FIRST, "two")
    goes(hall, FIRST, by="#7")
    assert [(one.terminal, one.by) for one in hall.call(hall.help.gone)] == [("1 号终端", "#7")]
    hall.now += timedelta(minutes=1, seconds=1)
    assert hall.call(hall.help.gone) == []
