"""What the hall tells its boards: numbers and windows, from a real database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.core.access.terminals import NameTaken, Terminals, TokenRefused
from kiosk.features.tickets.wire import to_json
from kiosk.features.tickets.wire_board import BoardNow, BoardWindow, board_from_json
from tests.features.tickets.hall import FIRST, GENERAL, PARTY, Hall


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "hall.db")
    yield hall
    hall.database.close()


def now(hall: Hall) -> BoardNow:
    return hall.call(hall.desk.board_now)


def window(hall: Hall, number: int) -> BoardWindow:
    return next(one for one in now(hall).windows if one.id == number)


def test_a_number_from_the_slip_to_the_board_and_away(hall: Hall) -> None:
    ticket = hall.taken("one-two-three", PARTY)
    hall.taken("the-next-one", PARTY)
    assert [(row.service, row.people) for row in now(hall).waiting[:2]] == [("党员服务", 2), ("综合业务", 0)]
    hall.called(1)
    called = window(hall, 1)
    assert (called.number, called.stage, called.service, called.ticket_id) == ("A001", "called", "党员服务", ticket.id)
    assert [call.number for call in now(hall).calls] == ["A001"]
    hall.call(lambda c: hall.windows.serve(c, 1, ticket.id))
    assert window(hall, 1).stage == "serving"
    hall.call(lambda c: hall.windows.finish(c, 1, ticket.id))
    assert (window(hall, 1).number, window(hall, 1).stage) == ("", "")
    assert now(hall).waiting[0].people == 1


def test_repeats_and_numbers_called_back_are_calls_of_their_own(hall: Hall) -> None:
    ticket = hall.taken("say-again", GENERAL)
    hall.called(2)
    hall.call(lambda c: hall.windows.recall(c, 2, ticket.id))
    hall.call(lambda c: hall.windows.no_show(c, 2, ticket.id))
    hall.call(lambda c: hall.windows.call_back(c, 2, ticket.id))
    calls = now(hall).calls
    assert [call.number for call in calls] == ["B001"] * 3
    assert [call.event_id for call in calls] == sorted({call.event_id for call in calls}, reverse=True)


def test_what_training_calls_is_marked(hall: Hall) -> None:
    hall.call(lambda c: hall.desk.begin_training(c, by="keeper"))
    hall.taken("practice-one", PARTY)
    hall.called(1)
    assert now(hall).hall.training
    assert [call.training for call in now(hall).calls] == [True]


def test_a_call_for_help_names_terminal_and_room_until_somebody_goes(hall: Hall) -> None:
    hall.call(lambda c: hall.help.call_for_help(c, FIRST, "1 号终端", "tickets.choose", "help-key-1"))
    assert now(hall).help == (), "for two minutes it is the clerks' own"
    hall.now += timedelta(minutes=2)
    (wanted,) = now(hall).help
    assert (wanted.terminal, wanted.screen) == ("1 号终端", "tickets"), "which page stays between visitor and clerk"
    hall.call(lambda c: hall.help.answer(c, wanted.event_id, by="somebody"))
    assert now(hall).help == ()


def test_the_wall_does_not_tell_that_somebody_is_at_their_own_record(hall: Hall) -> None:
    hall.call(lambda c: hall.help.call_for_help(c, FIRST, "1 号终端", "membership.record", "help-key-2"))
    hall.now += timedelta(minutes=2)
    (wanted,) = now(hall).help
    assert (wanted.terminal, wanted.screen) == ("1 号终端", "")


def test_a_pause_says_until_when_and_not_why(hall: Hall) -> None:
    hall.call(lambda c: hall.windows.pause(c, 4, "家里有事", until="10:40"))
    hall.desk.plan_changed()
    paused = window(hall, 4)
    assert (paused.state, paused.paused_until) == ("paused", "10:40")
    assert "家里有事" not in json.dumps(to_json(now(hall)), ensure_ascii=False)


def test_both_sides_of_the_wire_agree(hall: Hall) -> None:
    hall.taken("one-two-three", PARTY)
    hall.called(1)
    hall.call(lambda c: hall.help.call_for_help(c, FIRST, "1 号终端", "home", "help-key-1"))
    hall.now += timedelta(minutes=2)
    said = now(hall)
    assert board_from_json(json.loads(json.dumps(to_json(said)))) == said


def test_a_board_s_token_looks_on_and_no_more(hall: Hall) -> None:
    terminals = Terminals(hall.database, clock=lambda: hall.now)
    board, token = terminals.enrol(terminals.make_code("一楼大屏", "board").secret)
    assert terminals.who_listens(f"Bearer {token}") == board
    with pytest.raises(TokenRefused):
        terminals.who(f"Bearer {token}")
    again = Terminals(hall.database, clock=lambda: hall.now)  # the service was started anew
    assert again.who_listens(f"Bearer {token}").kind == "board"
    with pytest.raises(TokenRefused):
        again.who(f"Bearer {token}")


def test_a_board_cannot_take_a_terminal_s_name(hall: Hall) -> None:
    terminals = Terminals(hall.database, clock=lambda: hall.now)
    terminals.enrol(terminals.make_code("3 号终端").secret)
    with pytest.raises(NameTaken):
        terminals.make_code("3 号终端", "board")
    assert terminals.make_code("3 号终端").secret
