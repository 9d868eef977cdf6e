"""Home and 全部服务 with a finger on the glass: what stops leaves, what is tapped while it leaves says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from kiosk.core.terminal.home_tile import HomeTile, small_tile
from kiosk.core.terminal.module import Door, Room, TerminalModule
from kiosk.features.home.rules.arrangement import sound
from kiosk.features.tickets.terminal import module as tickets
from kiosk.settings import Settings
from tests.ui.conftest import TurnedClock

pytestmark = pytest.mark.usefixtures("themed")
NOON = datetime(2026, 11, 21, 12, 30)


class Terminal:
    """The shell with home, 全部服务 and rooms whose tiles the test sets, as the app puts them together."""

    def __init__(self, window: Any, clock: TurnedClock, monkeypatch: pytest.MonkeyPatch) -> None:
        from kiosk.apps.terminal import rooms
        from kiosk.apps.terminal.all_services import AllServicesFlow
        from kiosk.apps.terminal.home import HomeFacts
        from kiosk.apps.terminal.screens.all_services import AllServices, Gone
        from kiosk.apps.terminal.screens.home import ALL_KEY, Home
        from kiosk.apps.terminal.shell import Shell
        from kiosk.apps.terminal.tile_watch import TileWatch
        from kiosk.apps.terminal.views import ALL, GONE, AttractView
        from kiosk.apps.terminal.visit import Times, Visit
        from kiosk.ui.page import Page

        self.clock, self.opened = clock, list[str]()
        self.first: HomeTile = tickets.tile((), away=False)
        self.small: dict[str, HomeTile | None] = {key: tile(key) for key in ("a", "b", "c", "d")}
        self.facts = HomeFacts()
        views = {"home": lambda: self.facts.home_view(NOON), ALL: self._all, "attract": lambda: AttractView(())}
        self.shell = Shell(Visit(Times()), "演示大厅", demo=True, views=views)
        self.services = AllServicesFlow(self.shell)

        class Inside(Page):
            name = "inside"

        def opened_room(_: Any) -> Room:
            doors = tuple(
                Door(key, lambda key=key: self._open(key), lambda key=key: self.small[key])  # type: ignore[misc]
                for key in self.small
            )
            return Room(lambda: self._open("tickets"), lambda: {"inside": Inside}, lambda: self.first, doors=doors)

        module = TerminalModule("tickets", 1, "ticket", lambda: "取号", opened_room, lambda _: iter(()))
        monkeypatch.setattr(rooms, "MODULES", (module,))
        made = rooms.Rooms(self.shell, None, Settings(), self.facts)  # type: ignore[arg-type]
        made.open()
        starts = {**made.starts, ALL_KEY: self.services.start}
        self.shell.add_pages({
            "attract": Inside, "home": lambda: Home(starts), ALL: lambda: AllServices(starts, self.services),
            GONE: lambda: Gone(self.services, self.shell.home),
        })  # fmt: skip
        self.watch = TileWatch(
            self.shell, {"home": views["home"], ALL: self._all}, lambda: self.shell.redraw(("home", ALL))
        )
        self.watch.start()
        window.add_widget(self.shell)
        self.shell.begin_visit()
        clock.advance(0.5)

    def _all(self) -> object:
        return self.facts.all_view(NOON, self.services.group, self.services.page)

    def _open(self, key: str) -> None:
        self.opened.append(key)
        self.shell.show("inside", None)

    @property
    def taps(self) -> set[str]:
        from kiosk.ui.measure import targets

        names = {str(target.tap_name) for target in targets(self.shell)}
        return {name for name in names if not name.startswith("dock.")}

    def press(self, name: str, times: int = 1) -> None:
        """With 60 ms between two."""
        from kiosk.apps.demo.finger import Finger, target

        self.clock.advance(0.4)
        widget = target(self.shell, name)
        place = widget.to_window(*widget.center)
        for _ in range(times):
            finger = Finger()
            finger.down(*place)
            finger.up()
            self.clock.advance(0.06)

    def close(self) -> None:
        self.watch.stop()
        self.shell.close()


def tile(key: str) -> HomeTile:
    return small_tile(key, "seeing", "star", f"第{key}样", "3 项")


@pytest.fixture
def terminal(window: Any, clock: TurnedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    made = Terminal(window, clock, monkeypatch)
    yield made
    made.close()


def test_three_small_ones_and_the_way_to_all(terminal: Terminal) -> None:
    assert terminal.taps == {"home.tickets", "home.a", "home.b", "home.c", "home.all"}
    terminal.press("home.all")
    assert terminal.shell.page_name == "all"
    assert terminal.taps == {"all.tickets", "all.a", "all.b", "all.c", "all.d"}
    terminal.press("all.d")
    assert terminal.opened == ["d"]


def test_what_stops_leaves_within_five_seconds_and_the_next_takes_its_place(terminal: Terminal) -> None:
    terminal.small["a"] = None
    terminal.small["b"] = replace(tile("b"), stopped="没有了")
    terminal.clock.advance(2.5)
    assert terminal.taps == {"home.tickets", "home.c", "home.d", "home.all"}
    terminal.small["a"] = tile("a")
    terminal.clock.advance(2.5)
    assert "home.a" in terminal.taps
    for key in terminal.small:
        terminal.small[key] = None
    terminal.clock.advance(2.5)
    assert terminal.taps == {"home.tickets"}, "nothing small: no way to all either"


def test_the_first_stays_says_why_and_leads_to_its_page(terminal: Terminal) -> None:
    from kiosk.ui.voice.spoken_forms import reading_of

    terminal.first = tickets.tile((), away=False, trouble="paper_out")
    terminal.clock.advance(2.5)
    assert any("打印机没有纸了" in line for line in reading_of(terminal.shell.front))
    terminal.press("home.tickets")
    assert terminal.opened == ["tickets"]


@pytest.mark.parametrize("way", ["home", "all"])
def test_tapped_in_the_moment_in_which_it_leaves_it_says_so(terminal: Terminal, way: str) -> None:
    if way == "all":
        terminal.press("home.all")
    terminal.clock.advance(0.5)
    terminal.small["a"] = None
    terminal.press(f"{way}.a")
    assert terminal.opened == [] and terminal.shell.page_name == "gone"
    assert "第a样" in str(terminal.shell.now()[1])
    terminal.press("gone.all")
    assert terminal.shell.page_name == "all" and "all.a" not in terminal.taps


@pytest.mark.parametrize("name", ["home.a", "home.all", "home.tickets"])
def test_two_presses_in_60_ms_open_one_thing(terminal: Terminal, name: str) -> None:
    terminal.press(name, times=2)
    page = "all" if name == "home.all" else "inside"
    assert terminal.shell.page_name == page and len(terminal.opened) == (page == "inside")


def test_a_press_on_all_does_not_reach_what_lies_under_the_finger_there(terminal: Terminal) -> None:
    terminal.press("home.all", times=3)
    assert terminal.shell.page_name == "all" and terminal.opened == []


def test_an_editor_s_other_order_stands_there_while_home_is_in_front(terminal: Terminal) -> None:
    terminal.facts.arrangement = lambda: sound([("d", "home"), ("a", "off"), ("b", "all"), ("c", "home")])
    terminal.clock.advance(2.5)
    assert terminal.taps == {"home.tickets", "home.d", "home.c", "home.all"}


def test_in_large_type_one_group_is_in_front_and_the_visit_s_end_forgets_which(terminal: Terminal) -> None:
    terminal.small["d"] = small_tile("d", "saying", "star", "说说", "2 条")
    terminal.shell.switch("large")
    terminal.clock.advance(2.5)
    assert terminal.taps == {"home.tickets", "home.all"}
    terminal.press("home.all")
    assert "all.tickets" in terminal.taps and "all.a" not in terminal.taps
    terminal.press("all.saying")
    assert {"all.d", "all.errands"} <= terminal.taps and "all.tickets" not in terminal.taps
    terminal.small["d"] = None
    terminal.clock.advance(2.5)
    assert "all.tickets" in terminal.taps, "its group has gone: the first is in front"
    terminal.shell.end_visit()
    assert (terminal.services.group, terminal.services.page) == ("", 0)
