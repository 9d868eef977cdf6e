"""中文 and English on home: one tap, the same page anew, and the hall's own language for the next visitor."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from kiosk.ui import language
from tests.ui import sample_home
from tests.ui.catalogues import PROJECT
from tests.ui.conftest import TurnedClock

pytestmark = pytest.mark.usefixtures("themed")
Made = Callable[..., Any]


class Terminal:
    """The shell with the real home and attract pages, in the hall's languages."""

    def __init__(self, window: Any, clock: TurnedClock, languages: tuple[str, ...]) -> None:
        from kiosk.apps.terminal.home import HomeFacts
        from kiosk.apps.terminal.screens.attract import Attract
        from kiosk.apps.terminal.screens.home import Home
        from kiosk.apps.terminal.shell import Shell
        from kiosk.apps.terminal.visit import Times, Visit
        from kiosk.features.help.terminal.screens.help import Help
        from kiosk.features.help.terminal.views import HelpView
        from kiosk.ui import look

        look.use(replace(look.theme(), mode=replace(look.theme().mode, language=languages[0])))
        self.facts, self.clock = HomeFacts(), clock
        sample_home.open_all(self.facts, "二十年，这条巷子")
        self.shell = Shell(
            Visit(Times()), "云溪里社区党群服务中心", languages=languages,
            views={"home": lambda: self.facts.home_view(_noon()), "attract": self.facts.attract_view},
        )  # fmt: skip
        self.shell.size_hint, self.shell.size = (None, None), _panel_size()
        starts = dict.fromkeys(self.facts.keys, lambda: self.shell.show("help", HelpView(True, "进门正前方")))
        self.shell.add_pages(
            {
                "attract": lambda: Attract(self.shell.begin_visit, None),
                "home": lambda: Home(starts),
                "help": lambda: Help(self.shell.home, self.shell.switch),
            }
        )
        self.shell.show("attract", None)
        window.add_widget(self.shell)
        self.shell.begin_visit()
        clock.frame()

    def tap(self, name: str) -> None:
        from kiosk.apps.demo.finger import target

        target(self.shell, name).dispatch("on_tap")
        self.clock.frame()

    def has(self, name: str) -> bool:
        return any(getattr(widget, "tap_name", "") == name for widget in self.shell.walk(restrict=True))

    def said(self) -> str:
        from kiosk.ui.measure import drawn_texts

        return " ".join(text.text for text in drawn_texts(self.shell))


def _noon() -> Any:
    from datetime import datetime

    return datetime(2026, 11, 21, 12, 30)


def _panel_size() -> tuple[int, int]:
    from kiosk.ui import look

    return look.theme().panel.width_px, look.theme().panel.height_px


@pytest.fixture
def terminal(window: Any, clock: TurnedClock) -> Iterator[Made]:
    made: list[Terminal] = []

    def make(*languages: str) -> Terminal:
        made.append(Terminal(window, clock, languages))
        return made[-1]

    yield make
    for one in made:
        one.shell.close()


def test_one_tap_says_home_in_english_and_another_in_chinese(terminal: Made) -> None:
    visitor = terminal("zh", "en")
    assert "想办点什么" in visitor.said() and "中午好" in visitor.said()
    visitor.tap("dock.en")
    assert visitor.shell.page_name == "home"
    assert "What do you need?" in visitor.said() and "Good afternoon." in visitor.said()
    assert "二十年，这条巷子" in visitor.said()  # what is on show stays as it is
    assert not visitor.has("dock.en")
    visitor.tap("dock.zh")
    assert "想办点什么" in visitor.said()


def test_every_page_after_it_is_in_english_and_the_next_visitor_starts_in_chinese(terminal: Made) -> None:
    visitor = terminal("zh", "en")
    visitor.tap("dock.en")
    visitor.tap("home.quiz")
    assert visitor.shell.page_name == "help" and "Staff have been told" in visitor.said()
    assert not visitor.has("dock.zh")  # the switch stands on home alone
    visitor.tap("dock.large")
    assert "Staff have been told" in visitor.said()
    visitor.shell.end_visit()
    visitor.clock.frame()
    assert language.current() == "zh" and "轻触屏幕开始" in visitor.said()
    visitor.shell.begin_visit()
    visitor.clock.frame()
    assert "想办点什么" in visitor.said()


def test_the_last_word_to_a_visitor_is_in_their_language(terminal: Made) -> None:
    from kiosk.ui import look

    visitor = terminal("zh", "en")
    visitor.tap("dock.en")
    visitor.tap("dock.large")
    visitor.shell.remind("Please take your ID card")
    visitor.shell.end_visit()
    visitor.clock.frame()
    assert look.large() and "Please take your ID card" in " ".join(visitor.said().split())
    visitor.clock.advance(16)
    assert look.large()  # who reads large type has twice the time
    visitor.clock.advance(16)
    assert not look.large() and language.current() == "zh" and "轻触屏幕开始" in visitor.said()


def test_who_is_helped_switches_on_what_helps_to_read_where_it_is_told(terminal: Made) -> None:
    from kiosk.ui import look

    visitor = terminal("zh", "en")
    visitor.tap("home.quiz")
    assert visitor.has("help.large") and visitor.has("help.contrast")
    visitor.tap("help.large")
    assert look.large() and not visitor.has("help.large") and "已经叫人了" in visitor.said()
    visitor.tap("help.contrast")
    assert look.contrast() and not visitor.has("help.contrast") and "黄色的按钮" in visitor.said()


def test_a_hall_may_speak_english_first(terminal: Made) -> None:
    visitor = terminal("en", "zh")
    assert "What do you need?" in visitor.said()
    visitor.tap("dock.zh")
    visitor.shell.end_visit()
    visitor.clock.frame()
    assert "Touch to start" in visitor.said()


def test_a_hall_of_one_language_has_no_switch(terminal: Made) -> None:
    visitor = terminal("zh")
    assert not visitor.has("dock.en") and not visitor.has("dock.zh")


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("landscape", [False, True])
def test_the_switch_is_large_enough_and_in_reach(terminal: Made, large: bool, landscape: bool) -> None:
    from kiosk.apps.demo.finger import target
    from kiosk.ui import look
    from kiosk.ui.theme import Mode, Panel

    panel = Panel(960, 540, ppi=34.42, bottom_mm=900, view_distance=1.25) if landscape else look.theme().panel
    look.use(replace(look.theme(), panel=panel, mode=Mode(large=large)))
    visitor = terminal("zh", "en")
    if large:
        visitor.tap("dock.large")
    for key in ("dock.en", "dock.help", "dock.large", "dock.end"):
        button = target(visitor.shell, key)
        assert button.top <= look.theme().reach_px
        assert min(button.size) >= look.px(look.theme().spaces.tap), (key, button.size)
        assert button.x >= 0 and button.right <= visitor.shell.width


def _drawn(*arguments: str) -> list[str]:
    command = [sys.executable, "-m", "tests.ui.drawn_language", *arguments]
    ran = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=900, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stdout.splitlines()


def test_english_fits_every_page_in_large_type() -> None:
    assert _drawn("--mode", "elder", "--orientation", "portrait") == ["drawn"]


@pytest.mark.long
def test_english_fits_every_page_in_every_mode_and_orientation() -> None:
    assert _drawn() == ["drawn"]


@pytest.mark.long
def test_the_tour_in_english(tmp_path: Any) -> None:
    command = [sys.executable, "-m", "kiosk", "tour", "--out", str(tmp_path), "--language", "en"]
    ran = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=900, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
