"""What a hall's hands do to a panel: palms, edges, hammering, holding on. One action each, by Kivy's own path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.ui.conftest import TurnedClock

pytestmark = pytest.mark.usefixtures("themed")
TOUCHES_A_SECOND = 500
FRAME_SECONDS = 1 / 30


class Room:
    """Two pages, each with its red button at the same place: a tap on one leads to the other."""

    def __init__(self, window: Any, clock: TurnedClock) -> None:
        from kivy.clock import Clock

        from kiosk.apps.terminal.shell import Shell
        from kiosk.apps.terminal.visit import Times, Visit
        from kiosk.ui.page import Page
        from kiosk.ui.widgets.button import PushButton

        room, self.clock = self, clock
        self.taps: list[str] = []
        self.shown: list[str] = []

        class Asking(Page):
            def __init__(page) -> None:  # noqa: N805
                super().__init__()
                page.set_actions(PushButton("好", page._tapped, tap="yes", kind="primary"))

            def _tapped(page) -> None:  # noqa: N805
                room.taps.append(page.name)
                room.go("second" if page.name == "home" else "home")

        class Home(Asking):
            name = "home"

        class Second(Asking):
            name = "second"

        self.shell = Shell(Visit(Times(warn=1e6, wipe=2e6)), "演示大厅", keeps_mode=True)
        self.shell.add_pages({"home": Home, "second": Second})
        window.add_widget(self.shell)
        self.shell.visit.begin(Clock.time())
        self.go("home")
        self.rest()

    def go(self, name: str) -> None:
        self.shown.append(name)
        self.shell.show(name, None)

    def rest(self) -> None:
        """Let the page be laid out, and its deaf time pass."""
        self.clock.advance(0.5, 0.1)

    def place(self) -> tuple[float, float]:
        from kiosk.apps.demo.finger import target

        button = target(self.shell, "yes")
        x, y = button.to_window(*button.center)
        return float(x), float(y)


@pytest.fixture
def room(window: Any, clock: TurnedClock) -> Iterator[Room]:
    made = Room(window, clock)
    yield made
    made.shell.close()


def test_a_palm_is_one_action(room: Room) -> None:
    from kiosk.apps.demo.finger import Finger

    x, y = room.place()
    palm = [Finger() for _ in range(10)]
    for number, finger in enumerate(palm):
        finger.down(x + 9 * (number - 5), y + 4 * (number % 3 - 1))
    room.clock.frame()
    for finger in reversed(palm):
        finger.up()
    room.rest()
    assert room.taps == ["home"]


def test_a_palm_that_lies_on_the_dock_does_not_stop_the_next_finger(room: Room) -> None:
    from kiosk.apps.demo.finger import Finger

    palm = [Finger() for _ in range(6)]
    for number, finger in enumerate(palm):
        finger.down(200 + 20 * number, 3)
    for finger in palm:
        finger.up()
    room.rest()
    finger = Finger()
    finger.down(*room.place())
    finger.up()
    room.rest()
    assert room.taps == ["home"]


def test_touches_on_and_beyond_the_edge_do_nothing_and_break_nothing(room: Room) -> None:
    from kiosk.apps.demo.finger import Finger

    wide, high = room.shell.size
    for x, y in ((0, 0), (wide, 0), (0, high), (wide, high), (-3, high / 2), (wide + 3, 40), (wide / 2, high + 2)):
        finger = Finger()
        finger.down(x, y)
        room.clock.frame()
        finger.up()
        room.rest()
    assert room.taps == []
    finger = Finger()
    finger.down(*room.place())
    finger.up()
    room.rest()
    assert room.taps == ["home"]


def test_a_double_tap_is_one_action(room: Room) -> None:
    from kiosk.apps.demo.finger import Finger

    x, y = room.place()
    for _ in range(2):
        finger = Finger()
        finger.down(x, y)
        room.clock.frame()
        finger.up()
        room.clock.advance(0.08, 0.04)
    room.rest()
    assert room.taps == ["home"]


def test_a_finger_held_while_the_screen_changes_does_nothing(room: Room) -> None:
    from kiosk.apps.demo.finger import Finger

    held = Finger()
    held.down(*room.place())
    room.clock.advance(0.3, 0.1)
    room.go("second")  # a device told the terminal something meanwhile
    room.clock.advance(1.0, 0.1)
    held.up()
    room.rest()
    assert room.taps == []
    finger = Finger()
    finger.down(*room.place())
    finger.up()
    room.rest()
    assert room.taps == ["second"]


def test_a_finger_held_for_a_minute_is_still_one_tap(room: Room) -> None:
    from kiosk.apps.demo.finger import Finger

    finger = Finger()
    finger.down(*room.place())
    room.clock.advance(60, 1.0)
    finger.up()
    room.rest()
    assert room.taps == ["home"]


def test_five_hundred_touches_a_second_are_one_action_a_screen(room: Room) -> None:
    """Ten seconds of hammering: each screen that came to the front is answered once, and none is skipped."""
    from kiosk.apps.demo.finger import Finger

    x, y = room.place()
    for _ in range(round(10 / FRAME_SECONDS)):
        for number in range(round(TOUCHES_A_SECOND * FRAME_SECONDS)):
            finger = Finger()
            finger.down(x + number % 7, y + number % 5)
            finger.up()
        room.clock.advance(FRAME_SECONDS, FRAME_SECONDS)
    assert room.taps == room.shown[: len(room.taps)]
    assert len(room.shown) - 1 == len(room.taps)
    assert len(room.taps) > 10
