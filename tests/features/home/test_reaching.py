"""What an editor saves stands on the terminal a moment later, and stays there when the hall has gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.core.link.answers import content_of
from kiosk.core.link.enrolment import HallLink
from kiosk.core.link.line import Line, Look
from kiosk.core.link.store import TerminalStore
from kiosk.features.home.rules.arrangement import USUAL, Arrangement, sound, to_plain
from kiosk.features.home.terminal.module import NAME, Running
from kiosk.features.tickets.wire import services_from_json
from tests.apps.hall.console.conftest import Hall

CHOSEN = sound([("challenge", "home"), ("daily", "off")])
SECONDS = 20.0


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path)
    yield hall
    hall.stop()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TerminalStore]:
    with TerminalStore(tmp_path / "terminal.db") as store:
        yield store


class Terminal:
    """Its line to the hall, and what it knows of home."""

    def __init__(self, hall: Hall, store: TerminalStore) -> None:
        enrolled, token = hall.service.terminals.enrol(hall.service.terminals.make_code("1 号终端").secret)
        look = Look("/api/services", lambda came: services_from_json(content_of(came)), lambda _: None)
        link = HallLink(hall.url, token, enrolled.id, enrolled.name)
        self.home, self.changed = Running(store), threading.Event()
        self.line = Line(link, look, on_event=lambda name: self.home.soon() if name == "content" else None)
        self.home.follow(self.line, self.changed.set)


def arrange(hall: Hall, arrangement: Arrangement) -> None:
    desk = hall.service.home
    hall.do(lambda rows: desk.arrange(rows, desk.now(rows).revision, arrangement))


def test_it_reaches_the_terminal_and_outlives_the_hall(hall: Hall, store: TerminalStore) -> None:
    terminal = Terminal(hall, store)
    assert terminal.home.arrangement == USUAL
    terminal.line.start()
    try:
        while not terminal.line.streaming:
            threading.Event().wait(0.05)
        arrange(hall, CHOSEN)
        assert terminal.changed.wait(SECONDS)
        assert terminal.home.arrangement == CHOSEN
    finally:
        terminal.line.stop()
    assert Running(store).arrangement == CHOSEN, "a restart without the hall"


@pytest.mark.parametrize("kept", [None, "x", 7, {"rows": []}, [["daily", "top"]], to_plain(CHOSEN)])
def test_whatever_a_terminal_kept_home_is_there(store: TerminalStore, kept: object) -> None:
    store.remember(NAME, kept)
    assert Running(store).arrangement == (CHOSEN if kept == to_plain(CHOSEN) else USUAL)
