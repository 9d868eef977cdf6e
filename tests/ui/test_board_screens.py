"""The call board drawn in every state and on every panel: nothing over anything else, nothing off the panel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.apps.board.scale import BoardTheme, readable_m
from kiosk.apps.board.screens.exhibit import ExhibitCard
from kiosk.apps.board.view_of import view_of
from kiosk.core.database.clock import HallClock
from kiosk.ui.theme import Panel
from tests.apps.board.sample_halls import SEEN, many_windows, shots
from tests.ui.conftest import TurnedClock
from tests.ui.drawn_terminal import findings

pytestmark = pytest.mark.usefixtures("themed", "clock")
SHOTS = shots()


def drawn(name: str) -> Any:
    """At rest and not painted: where things stand is measured, and the pixels took most of the time."""
    from kiosk.apps.board.screens.board import Board
    from kiosk.ui import look
    from kiosk.ui.drawing import lay_out

    seen, size = SHOTS[name]
    look.use(BoardTheme(Panel(*size)))
    board = Board(lambda call: call())
    board.show(view_of(seen))
    lay_out(board, size)
    return board


@pytest.mark.parametrize("name", SHOTS)
def test_every_state_stands_clear_and_no_name_is_cut(name: str) -> None:
    from kiosk.ui.measure import drawn_texts

    board = drawn(name)
    try:
        assert list(findings(board)) == []
        assert [text.text for text in drawn_texts(board) if "…" in text.text] == []
    finally:
        board.close()


@pytest.mark.parametrize("name", ["nine", "nine-long", "sixty", "sixty-long", "upright-sixty"])
def test_everybody_has_a_turn_on_the_board(name: str, clock: TurnedClock) -> None:
    """Every service for which somebody waits, and every window, in the course of some pages."""
    from kiosk.apps.board.screens.fitting import PAGE_SECONDS
    from kiosk.ui.measure import drawn_texts

    board, now = drawn(name), SHOTS[name][0].now
    assert now
    services = {row.service for row in now.waiting if row.people}
    windows = {_plain(row.window) for row in board.view.rows} | {_plain(row.short) for row in board.view.rows}
    seen_services, seen_windows = set[str](), set[str]()
    try:
        for _ in range(70):
            seen_services |= {_plain(text.text) for text in drawn_texts(board.waiting)} & services
            seen_windows |= {_plain(text.text) for text in drawn_texts(board.table)} & windows
            clock.advance(PAGE_SECONDS, PAGE_SECONDS / 2)
        assert seen_services == services
        assert len(seen_windows) == len(now.windows)
    finally:
        board.close()


def _plain(text: str) -> str:
    """Without the line breaks, and the blanks they took the place of."""
    return text.replace("\n", "").replace(" ", "")


def test_a_call_changes_the_board_in_place() -> None:
    """Widgets made anew at every call were garbage whose collection held the next call up for a second."""
    from dataclasses import replace

    from kivy.uix.widget import Widget

    board = drawn("call")
    now = many_windows(4)
    board.show(view_of(replace(SEEN, now=now)))
    before = {id(widget) for widget in board.walk()}
    assert len(before) > 30 and all(isinstance(widget, Widget) for widget in board.walk())
    for window in range(1, 5):
        called = replace(now.calls[0], number=f"B{window:03d}", event_id=200 + window)
        windows = tuple(
            replace(one, number=called.number, ticket_id=called.ticket_id) if one.id == window else one
            for one in now.windows
        )
        board.show(view_of(replace(SEEN, now=replace(now, windows=windows, calls=(called, *now.calls)))))
        assert board.view.call.number == called.number
    assert {id(widget) for widget in board.walk()} == before
    board.close()


def test_a_larger_panel_draws_larger_and_is_read_from_farther() -> None:
    full_hd, uhd = BoardTheme(Panel(1920, 1080)), BoardTheme(Panel(3840, 2160))
    assert uhd.px(100) == 2 * full_hd.px(100) == 200
    assert readable_m("board_call", Panel(1920, 1080, 40.05)) == pytest.approx(17.1, abs=0.1)
    same = readable_m("board_call", Panel(3840, 2160, 80.1))
    assert same == pytest.approx(readable_m("board_call", Panel(1920, 1080, 40.05)))


def test_a_picture_that_cannot_be_shown_is_skipped_said_once_and_the_next_is_shown(
    clock: TurnedClock, caplog: pytest.LogCaptureFixture
) -> None:
    from dataclasses import replace

    from content.pack.open import STARTER, open_pack
    from kiosk.features.exhibition.board.module import OnBoard

    drawn("empty").close()  # a theme is in force
    pack = open_pack(STARTER, decode=False)
    broken, *whole = (one for one in pack.exhibits if one.kind == "image")
    exhibits = OnBoard([replace(pack, exhibits=(replace(broken, path=Path("/nowhere.png")), whole[0]))])
    card = ExhibitCard(lambda call: calls.append(call))
    calls: list[Callable[[], None]] = []
    card.size = (400, 500)
    card._place()

    def shown() -> bool:
        while calls:
            calls.pop(0)()
        return card._upload is None and card._title.text == whole[0].title

    card._turning.cancel()  # twenty of its seconds are over before a picture is decoded
    card.open(exhibits)
    for _ in range(3):
        clock.until(shown)
        card._title.text = ""
        card._next(0)
    clock.until(shown)
    card.close()
    assert caplog.text.count("exhibit skipped") == 1


def test_who_leaves_at_midnight_is_not_beside_the_table_a_moment_longer(clock: TurnedClock) -> None:
    from dataclasses import replace
    from datetime import UTC, date, datetime

    from content.kinds.people import People, Person
    from content.pack.open import STARTER, open_pack
    from kiosk.features.exhibition.board.module import OnBoard

    drawn("empty").close()  # a theme is in force
    pack = open_pack(STARTER, decode=False)
    exhibit, *_ = (one for one in pack.exhibits if isinstance(one.content, People))
    leaves, stays = Person("甲（演示）", until=date(2026, 12, 31)), Person("乙（演示）")
    people = replace(exhibit, content=People((leaves, stays)))
    board = OnBoard([replace(pack, exhibits=(people,))], HallClock.of(lambda: now[0]))
    now = [datetime(2026, 12, 31, 23, 59, 58, tzinfo=UTC)]
    card = ExhibitCard(lambda call: calls.append(call))
    calls: list[Callable[[], None]] = []
    card.size = (400, 500)
    card._place()

    def shows(name: str) -> bool:
        while calls:
            calls.pop(0)()
        return card._upload is None and card._title.text == name

    card._turning.cancel()
    card.open(board)
    clock.until(lambda: shows(leaves.name))
    now[0] = datetime(2027, 1, 1, 0, 0, 0, tzinfo=UTC)
    clock.advance(1.1)
    assert card._title.text != leaves.name and card._picture.texture is None
    clock.until(lambda: shows(stays.name))
    card.close()


def test_what_stood_beside_the_table_is_counted_while_it_was_seen(clock: TurnedClock) -> None:
    from kivy.uix.floatlayout import FloatLayout

    from content.pack.open import STARTER, open_pack
    from kiosk.features.exhibition.board.module import OnBoard

    drawn("empty").close()  # a theme is in force
    told: list[float] = []
    card, board = ExhibitCard(lambda call: calls.append(call)), FloatLayout()
    calls: list[Callable[[], None]] = []
    card.size = (400, 500)
    card._place()
    board.add_widget(card)

    def shown() -> bool:
        while calls:
            calls.pop(0)()
        return card._upload is None and bool(card._title.text)

    card._turning.cancel()
    card.open(OnBoard([open_pack(STARTER, decode=False)], played=lambda _exhibit, seconds: told.append(seconds)))
    clock.until(shown)
    clock.advance(12)
    board.remove_widget(card)  # the slides have the room
    clock.advance(60)
    board.add_widget(card)
    clock.advance(5)
    card.close()
    assert [round(seconds) for seconds in told] == [12, 5]


def test_the_exhibition_has_the_room_until_somebody_is_called(clock: TurnedClock) -> None:
    from kivy.uix.widget import Widget

    class Player(Widget):
        running = False

        def start(self) -> None:
            self.running = True

        def stop(self) -> None:
            self.running = False

        def close(self) -> None:
            """The window is going."""

    from dataclasses import replace

    board, player = drawn("empty"), Player()
    board.give_player(player)
    assert not player.running
    view = view_of(SHOTS["empty"][0])
    board.show(replace(view, exhibition=True))
    assert player.running and player.parent is board and board.call.parent is None
    board.show(view_of(SEEN))
    assert not player.running and player.parent is None and board.call.parent is board
    board.close()
