"""The quiz room as the terminal opens it: a paper done and a question doubted are counted, each once a visit."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from content.pack.open import STARTER, open_pack
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.link.outbox import Outbox
from kiosk.core.link.store import TerminalStore
from kiosk.features.quiz.terminal.along.running import Along
from kiosk.settings import Settings
from tests.ui.conftest import TurnedClock

STARTING = open_pack(STARTER, decode=False)
PACK = replace(STARTING, banks=tuple(replace(bank, items=bank.items[::12]) for bank in STARTING.banks))
NOW = datetime(2026, 11, 21, 10, 26, tzinfo=HALL_TIME)


class NoSlips:
    """Nothing is printed here."""

    def of_visit(self, stage: Any) -> None:
        return None


class Given:
    """What the room asks of its terminal."""

    def __init__(self, shell: Any, counts: Any) -> None:
        self.stage, self.quiz_counts, self.settings = shell, counts, Settings()
        self.packs, self.held = (PACK,), frozenset[str]()
        self.slips: Any = NoSlips()
        self.exams, self.quiz_along = None, Along()

    def now(self) -> datetime:
        return NOW

    def to_read(self) -> None:
        return None

    def start_of(self, key: str, at: str = "") -> None:
        return None

    def away(self) -> bool:
        return True

    def withdrawn(self) -> frozenset[tuple[str, str]]:
        return frozenset()

    def on_packs(self, heard: Callable[[], None]) -> None:
        """They stay."""

    def tile_changed(self) -> None:
        """There is no home."""

    def last_known(self) -> None:
        return None

    def when_quiet(self, call: Callable[[], None]) -> None:
        call()


class Terminal:
    def __init__(self, clock: TurnedClock, window: Any, store: TerminalStore) -> None:
        from kivy.clock import Clock

        from kiosk.apps.terminal.shell import Shell
        from kiosk.apps.terminal.visit import Times, Visit
        from kiosk.features.quiz.terminal import module
        from kiosk.ui.page import Page

        class Blank(Page):
            name = "attract"

        class Home(Page):
            name = "home"

        self.clock, self.store = clock, store
        counts = module.Running()
        counts.join(store, Outbox(store), lambda: NOW, demo=True)
        self.shell = Shell(Visit(Times(warn=1e9, wipe=2e9, reading_warn=1e9)), "云溪里", keeps_mode=True)
        self.shell.add_pages({"attract": Blank, "home": Home})
        room = module.open_room(Given(self.shell, counts))
        assert room is not None
        self.start = room.start
        self.shell.add_pages(room.pages())
        self.shell.show("attract", None)
        window.add_widget(self.shell)
        self.shell.visit.begin(Clock.time())
        self.shell.home()

    def taps(self) -> dict[str, Any]:
        front = self.shell.front
        assert front is not None
        return {w.tap_name: w for w in front.walk(restrict=True) if getattr(w, "tap_name", "") and not w.off}

    def tap(self, name: str) -> None:
        self.taps()[name].dispatch("on_tap")
        self.clock.frame()
        self.clock.frame()

    def summed(self, what: str) -> list[list[int]]:
        with sqlite3.connect(self.store.path) as other:
            rows = other.execute("SELECT numbers FROM sums WHERE what = ? ORDER BY which", [what]).fetchall()
        return [json.loads(numbers) for (numbers,) in rows]


@pytest.fixture
def terminal(window: Any, clock: TurnedClock, themed: None, tmp_path: Path) -> Iterator[Terminal]:
    with TerminalStore(tmp_path / "terminal.db") as store:
        made = Terminal(clock, window, store)
        yield made
        made.shell.close()


def answer(terminal: Terminal) -> None:
    """The first option, steps as they stand, blanks as choices."""
    view: Any = terminal.shell.now()[1]
    if terminal.shell.page_name == "quiz.fill":
        terminal.tap("quiz.by_choice")
    for blank in range(max(1, view.asked.blanks)):
        if blank:
            terminal.tap("quiz.blank.next")
        for option in range(len(view.options) if view.places else 1):
            terminal.tap(f"quiz.option.{option}")
    terminal.tap("quiz.hand_in")


def a_paper(terminal: Terminal, *, doubts: bool) -> None:
    """From the papers to the result, the first option each time."""
    terminal.start()
    terminal.clock.frame()
    terminal.tap(next(name for name in terminal.taps() if name.startswith("quiz.begin.")))
    while terminal.shell.page_name in ("quiz.question", "quiz.fill"):
        assert "quiz.doubt" not in terminal.taps()  # not before the explanation
        answer(terminal)
        if doubts:
            terminal.tap("quiz.doubt")
            assert terminal.shell.page_name == "quiz.doubt"
            terminal.tap("quiz.doubt.options")
            assert terminal.shell.page_name == "quiz.question" and "quiz.doubt" not in terminal.taps()
            doubts = False
        before = terminal.shell.now()[1]
        terminal.tap("quiz.next")
        terminal.clock.until(lambda before=before: terminal.shell.now()[1] is not before)  # type: ignore[misc]
    assert terminal.shell.page_name == "quiz.result"


def test_a_paper_and_a_doubt_are_counted_and_the_second_paper_of_a_visit_apart(terminal: Terminal) -> None:
    a_paper(terminal, doubts=True)
    terminal.clock.until(lambda: bool(terminal.summed("papers")) and bool(terminal.summed("doubts")))
    first = terminal.summed("answers")
    assert sum(right + wrong for right, wrong, *_ in first) == len(first) > 1
    assert terminal.summed("doubts") == [[1]]
    a_paper(terminal, doubts=False)
    terminal.clock.until(lambda: terminal.summed("papers")[0][1] == 1)
    assert sum(right + wrong for right, wrong, *_ in terminal.summed("answers")) == len(first)
    assert sum(again for *_, again in terminal.summed("answers")) == len(first)
    assert terminal.summed("doubts") == [[1]]
