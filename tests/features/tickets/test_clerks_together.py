"""Two clerks press anything, from pages that may lag behind: no number is ever lost, and the log tells the same story.

Presses go through the buttons of the clerk's page, each with what its page showed; hypothesis chooses them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from kiosk.core.database.hot import driver_of
from kiosk.features.tickets.console.clerk_buttons import VERBS, Desks, Misread, Pressed, press
from kiosk.features.tickets.hall.read_day import read_day
from kiosk.features.tickets.hall.read_number import find
from kiosk.features.tickets.rules.refusals import TicketRefused
from kiosk.features.tickets.rules.searching import wanted
from kiosk.features.tickets.rules.statistics import figures
from kiosk.features.tickets.wire import AtWindow
from tests.faults.replay import replay_on
from tests.features.tickets.hall import FIRST, GENERAL, PARTY, Hall

WINDOWS = (1, 2)
BUTTONS = [verb for verb in VERBS if verb not in ("help", "priority", "by-hand", "pause", "resume", "reprint")]
# who presses which button, aimed at which number, whether their page is fresh, and how many seconds pass before
PRESSES = st.tuples(
    st.sampled_from(WINDOWS), st.sampled_from([*BUTTONS, *["next", "undo"] * 4]), st.integers(0, 5), st.booleans(),
    st.sampled_from([0, 0, 1, 6, 11]),
)  # fmt: skip


class _Undone(Exception):
    """Ends the work: the database is as it was before."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("together") / "hall.db")
    yield hall
    hall.database.close()


@settings(max_examples=120, deadline=None)
@given(presses=st.lists(PRESSES, max_size=40))
def test_no_number_is_lost_whatever_two_clerks_press(
    shared: Hall, presses: list[tuple[int, str, int, bool, int]]
) -> None:
    began = shared.now
    with suppress(_Undone):
        shared.call(partial(_morning, hall=shared, presses=presses))
    shared.now = began
    shared.windows.last_steps.clear()


def _morning(connection: Connection, hall: Hall, presses: list[tuple[int, str, int, bool, int]]) -> None:
    numbers = {}
    for n in range(6):
        ticket = hall.desk.take_ticket(connection, FIRST, PARTY if n % 2 else GENERAL, f"k{n}")
        hall.desk.report_printed(connection, FIRST, ticket.id)
        numbers[ticket.id] = ticket.number
    pages = {window: hall.windows.now(connection, window) for window in WINDOWS}
    for window, verb, which, fresh, seconds in presses:
        hall.now += timedelta(seconds=seconds)
        if fresh:
            pages[window] = hall.windows.now(connection, window)
        _press(connection, hall, pages[window], verb, list(numbers)[which])
        _check(connection, hall, numbers)
    assert replay_on(driver_of(connection)) == []
    day = figures(read_day(connection, "2026-11-17")).all
    done = _states(connection).get("done", 0)
    assert day.served >= done and day.called >= day.served >= 0  # fmt: skip
    raise _Undone


def _press(connection: Connection, hall: Hall, page: AtWindow, verb: str, ticket_id: int) -> None:
    hand, undo = page.current, page.undo
    pressed = Pressed(
        window_id=page.window_id, by="#1", seen=hand.ticket_id if hand else 0, stage=hand.stage if hand else "",
        ticket_id=ticket_id, ticket_state="", reason="", until="", to=("back", "s1", "w2", "w1")[ticket_id % 4],
        number=undo.step if undo else 0, lane="normal", key="k",
    )  # fmt: skip
    driver = driver_of(connection)
    driver.execute("SAVEPOINT said")
    try:
        press(Desks(hall.desk, _NobodyCalls()), connection, verb, pressed)
    except (TicketRefused, Misread):
        driver.execute("ROLLBACK TO said")
    finally:
        driver.execute("RELEASE said")


class _NobodyCalls:
    """No terminal wants help this morning."""

    def unanswered(self, connection: Connection) -> list[Any]:
        return []

    def gone(self, connection: Connection) -> list[Any]:
        return []

    def answer(self, connection: Connection, event_id: int, *, by: str) -> None:
        raise AssertionError


def _check(connection: Connection, hall: Hall, numbers: dict[int, str]) -> None:
    """Each number is in one place: in one hand, in the queue, kept, or over; and a search finds it there."""
    at = [hall.windows.now(connection, window) for window in (1, 2, 3, 4)]
    hands = Counter(one.current.ticket_id for one in at if one.current)
    waiting = {row.ticket_id for one in at for row in one.waiting}
    kept = {row.ticket_id for one in at for row in one.kept}
    assert set(hands.values()) <= {1}
    for ticket_id, number in numbers.items():
        sought = wanted(number)
        assert sought is not None
        [found] = find(connection, hall.desk.day, sought)
        places = [name for name, ids in (("hand", hands), ("queue", waiting), ("kept", kept)) if ticket_id in ids]
        assert places == _where(found.state, places), (number, found.state, places)


def _where(state: str, places: list[str]) -> list[str]:
    """Where a number in this state stands; one that was missed leaves the list by the hall's policy."""
    if state == "no_show":
        return places if places in ([], ["kept"]) else ["kept"]
    return {"waiting": ["queue"], "called": ["hand"], "serving": ["hand"], "held": ["kept"]}.get(state, [])


def _states(connection: Connection) -> Counter[str]:
    rows = driver_of(connection).execute("SELECT service_state, count(*) FROM tickets GROUP BY 1").fetchall()
    return Counter(dict(rows))
