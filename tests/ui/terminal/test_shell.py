"""A visit from first touch to wipe, with a clock turned by hand."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from kiosk.apps.terminal.visit import Times, Visit
from tests.ui.conftest import TurnedClock

pytestmark = pytest.mark.usefixtures("themed")
SECRET = "只给本人看的一行"


class Terminal:
    """A shell with a home page and a private page, as the app puts them together."""

    def __init__(self, window: Any, clock: TurnedClock) -> None:
        from kiosk.apps.terminal.screens.attract import Attract
        from kiosk.apps.terminal.shell import Shell
        from kiosk.apps.terminal.views import AttractView
        from kiosk.ui.page import Page
        from kiosk.ui.widgets.button import PushButton
        from kiosk.ui.widgets.text import Text

        self.taps: list[str] = []

        class Home(Page):
            name = "home"
            nav = ("end",)

            def __init__(page) -> None:  # noqa: N805
                super().__init__()
                page.set_actions(PushButton("开始", self.tapped, tap="go", kind="primary"))

        class Private(Page):
            name = "private"
            private = True
            reading = True

            def show(page, view: Any) -> None:  # noqa: N805
                page.speak.clear_widgets()
                page.speak.add_widget(Text(view.line, "head"))

        self.shell = Shell(
            Visit(Times()), "演示大厅", demo=True, views={"attract": lambda: AttractView((("exam", "学一学"),))}
        )
        self.shell.add_pages(
            {"attract": lambda: Attract(self.shell.begin_visit, None), "home": Home, "private": Private}
        )
        self.shell.show("attract", None)
        window.add_widget(self.shell)
        self.clock = clock
        clock.frame()

    def tapped(self) -> None:
        self.taps.append("go")

    def touch(self, x: float = 200, y: float = 600) -> None:
        from kiosk.apps.demo.finger import Finger

        self.clock.advance(0.5, 0.1)
        finger = Finger()
        finger.down(x, y)
        finger.up()
        self.clock.frame()

    def tap(self, name: str) -> None:
        from kiosk.apps.demo.finger import target

        widget = target(self.shell, name)
        self.touch(*widget.to_window(*widget.center))


class SecretView:
    """A view that a weak reference can watch."""

    def __init__(self) -> None:
        self.line = SECRET


@pytest.fixture
def terminal(window: Any, clock: TurnedClock) -> Any:
    made = Terminal(window, clock)
    yield made
    made.shell.close()


def test_a_touch_anywhere_begins_a_visit(terminal: Terminal) -> None:
    assert terminal.shell.page_name == "attract"
    terminal.touch()
    assert terminal.shell.page_name == "home"


def test_nobody_there_is_warned_at_40_s_and_wiped_at_60(terminal: Terminal) -> None:
    terminal.touch()
    terminal.clock.advance(39)
    assert terminal.shell.page_name == "home"
    terminal.clock.advance(1.6)
    assert terminal.shell.page_name == "idle"
    terminal.clock.advance(18)
    assert terminal.shell.page_name == "idle"
    terminal.clock.advance(3)
    assert terminal.shell.page_name == "attract"


def test_one_tap_extends_and_brings_the_page_back(terminal: Terminal) -> None:
    terminal.touch()
    terminal.clock.advance(41)
    terminal.tap("idle.extend")
    assert terminal.shell.page_name == "home"
    terminal.clock.advance(39)
    assert terminal.shell.page_name == "home"


@pytest.mark.parametrize("ended_by", ["the visitor", "nobody there"])
def test_what_may_lie_there_is_said_at_once_and_at_the_end(terminal: Terminal, ended_by: str) -> None:
    terminal.touch()
    terminal.shell.remind("请收好身份证")
    assert terminal.shell.frame.note.text == "请收好身份证"
    if ended_by == "the visitor":
        terminal.shell.end_visit()
    else:
        terminal.clock.advance(41)
        terminal.clock.advance(21)
    assert (terminal.shell.page_name, terminal.shell.visit.phase) == ("take_card", "attract")
    terminal.clock.advance(16)
    assert terminal.shell.page_name == "attract"
    terminal.touch()
    terminal.shell.end_visit()  # the next visitor had no card
    assert terminal.shell.page_name == "attract"


@pytest.mark.parametrize("where", ["on the button", "anywhere"])
def test_the_next_visitor_need_not_wait_for_the_reminder_to_go(terminal: Terminal, where: str) -> None:
    terminal.touch()
    terminal.shell.remind("请收好身份证")
    terminal.shell.end_visit()
    terminal.clock.frame()
    if where == "anywhere":
        terminal.touch()
    else:
        terminal.tap("take_card.begin")
    assert (terminal.shell.page_name, terminal.shell.visit.phase) == ("home", "active")
    terminal.clock.advance(16)
    assert terminal.shell.page_name == "home"


def test_a_reading_page_has_the_longer_time(terminal: Terminal) -> None:
    terminal.touch()
    terminal.shell.show("private", SecretView())
    terminal.clock.advance(95)
    assert terminal.shell.page_name == "private"
    terminal.clock.advance(7)
    assert terminal.shell.page_name == "idle"


def test_nothing_of_the_visit_is_left_after_the_wipe(terminal: Terminal) -> None:
    from kivy.graphics.texture import Texture

    terminal.touch()
    terminal.shell.show("private", SecretView())  # docks are kept: both that this visit meets are there before
    terminal.shell.home()
    terminal.clock.frame()
    gc.unfreeze()
    gc.collect()
    before = sum(type(thing) is Texture for thing in gc.get_objects())
    view = SecretView()
    watched = weakref.ref(view)
    terminal.shell.show("private", view)
    page = weakref.ref(terminal.shell.front)
    del view
    terminal.clock.frame()
    assert watched() is not None
    terminal.shell.end_visit()
    terminal.clock.advance(0.1)
    gc.collect()
    assert watched() is None, gc.get_referrers(watched())
    assert page() is None
    terminal.touch()
    terminal.clock.frame()
    gc.collect()
    after = sum(type(thing) is Texture for thing in gc.get_objects())
    assert after <= before
    assert not [thing for thing in gc.get_objects() if type(thing) is dict and thing.get("text") == SECRET]
    gc.freeze()


def test_an_answer_that_comes_after_the_wipe_is_dropped(terminal: Terminal) -> None:
    import threading

    go, answers = threading.Event(), []  # type: ignore[var-annotated]
    terminal.touch()
    terminal.shell.work(lambda: go.wait(10), answers.append)
    terminal.shell.end_visit()
    go.set()
    later: list[bool] = []
    terminal.shell.work(lambda: True, later.append)
    terminal.clock.until(lambda: bool(later))
    assert answers == []


def test_a_timer_of_one_visit_does_not_reach_the_next(terminal: Terminal) -> None:
    rang: list[int] = []
    terminal.touch()
    terminal.shell.after(5, lambda: rang.append(1))
    terminal.shell.end_visit()
    terminal.touch()
    terminal.clock.advance(10)
    assert rang == []


def test_the_modes_are_switched_in_the_dock_and_reset_with_the_visit(terminal: Terminal) -> None:
    from kiosk.ui import look

    terminal.touch()
    terminal.tap("dock.large")
    assert look.large()
    terminal.tap("dock.contrast")
    assert look.large() and look.contrast()
    assert terminal.shell.page_name == "home"
    terminal.tap("go")
    assert terminal.taps == ["go"]
    terminal.tap("dock.end")
    assert not look.large() and not look.contrast()


def test_the_page_in_front_survives_a_change_of_mode_under_the_warning(terminal: Terminal) -> None:
    terminal.touch()
    terminal.clock.advance(41)
    assert terminal.shell.page_name == "idle"
    terminal.tap("dock.large")
    assert terminal.shell.page_name == "idle"
    terminal.tap("idle.extend")
    assert terminal.shell.page_name == "home"


def test_the_staff_corner_needs_five_taps_in_a_short_time(window: Any, clock: TurnedClock) -> None:
    from kiosk.apps.terminal.staff_corner import TAPS

    terminal = Terminal(window, clock)
    opened: list[int] = []
    terminal.shell.corner.opened = lambda: opened.append(1)
    terminal.touch()

    def corner() -> None:
        terminal.touch(terminal.shell.width - 10, terminal.shell.height - 10)

    for _ in range(TAPS):
        clock.advance(2)
        corner()
    assert opened == []
    clock.advance(10)
    for _ in range(TAPS):
        corner()
    assert opened == [1]
    terminal.shell.close()


def test_after_a_visit_in_another_mode_the_pages_are_built_again_while_nobody_is_there(terminal: Terminal) -> None:
    terminal.touch()
    terminal.shell.switch("large")
    terminal.shell.end_visit()
    assert "attract" in terminal.shell.shelf and "home" not in terminal.shell.shelf
    terminal.clock.advance(10)
    assert terminal.shell.shelf.build_ahead() is False


def test_every_page_is_built_in_idle_moments_once(terminal: Terminal) -> None:
    built: list[Callable[[], object]] = []
    while terminal.shell.shelf.build_ahead():
        built.append(terminal.shell.shelf.build_ahead)
        assert len(built) < 10
    terminal.touch()
    assert terminal.shell.page_name == "home"
