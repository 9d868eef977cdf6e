"""语音 in a visit: switched in the dock, silenced by a new screen, gone with the visit, never private aloud."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.apps.terminal.visit import Times, Visit
from kiosk.ui.voice.orders import Kind, VoiceEvent
from tests.ui.conftest import TurnedClock
from tests.ui.voice.ear import DEADLINE_SECONDS, Ear

pytestmark = pytest.mark.usefixtures("themed")
Listen = Callable[..., Ear]


class Terminal:
    """A shell with a home, a second and a private page, and a voice; `heard` are the events in order."""

    def __init__(self, window: Any, clock: TurnedClock, ear: Ear, **sound: Any) -> None:
        from kiosk.apps.terminal.shell import Shell
        from kiosk.ui.page import Page, titles
        from kiosk.ui.voice.narrator import Narrator
        from kiosk.ui.widgets.button import PushButton

        class Attract(Page):
            name = "attract"
            bare = True

        class Home(Page):
            name = "home"
            nav = ("end",)

            def __init__(page) -> None:  # noqa: N805
                super().__init__()
                page.speak.add_widget(titles("今天想办点什么？"))
                page.go = PushButton("去第二页", self.go, tap="go", kind="primary")
                page.set_actions(page.go)

            def show(page, view: Any) -> None:  # noqa: N805
                page.go.note = view or ""

        class Second(Page):
            name = "second"
            sound = "done"

            def __init__(page) -> None:  # noqa: N805
                super().__init__()
                page.speak.add_widget(titles("号已取好"))

        class Private(Page):
            name = "private"
            private = True

            def __init__(page) -> None:  # noqa: N805
                super().__init__()
                page.speak.add_widget(titles("张*，入党三十七年"))

        self.clock, self.heard, self._news = clock, list[VoiceEvent](), threading.Event()
        ear.until(Kind.READY)
        self.shell = Shell(Visit(Times()), "演示大厅")
        self.shell.add_pages({"attract": Attract, "home": Home, "second": Second, "private": Private})
        self.narrator = Narrator(
            ear.announcer, post=self.shell.post, changed=self.shell.voice_changed, touched=self.shell.touched, **sound
        )
        tell = ear.announcer.on_event

        def hear(event: VoiceEvent) -> None:
            self.heard.append(event)
            tell(event)
            self._news.set()

        ear.pour_into(hear)
        self.shell.give_voice(self.narrator)
        self.shell.show("attract", None)
        window.add_widget(self.shell)
        self.shell.begin_visit()
        clock.frame()

    def go(self) -> None:
        self.shell.show("second", None)

    def tap(self, name: str) -> None:
        from kiosk.apps.demo.finger import Finger, target

        self.clock.advance(0.5, 0.1)
        widget = target(self.shell, name)
        finger = Finger()
        finger.down(*widget.to_window(*widget.center))
        finger.up()
        self.clock.frame()

    def hears(self, kind: Kind, count: int = 1) -> None:
        """Wait until that many such events were heard and told to the screen."""
        self.until(lambda: self.count(kind) >= count)
        self.clock.frame()

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for the voice process; the visit's time stands still meanwhile."""
        from kivy.base import EventLoop

        while not condition():
            assert self._news.wait(DEADLINE_SECONDS), f"heard only {self.heard}"
            self._news.clear()
            EventLoop.idle()

    def count(self, kind: Kind) -> int:
        return sum(event.kind is kind for event in self.heard)

    def sounds(self) -> Counter[str]:
        return Counter(event.detail for event in self.heard if event.kind is Kind.SOUNDED)

    @property
    def switch(self) -> str:
        """The word of 语音 in the dock."""
        from kiosk.apps.demo.finger import target

        return str(target(self.shell, "dock.voice").spoken)

    @property
    def note(self) -> str:
        return str(self.shell.frame.note.text)


@pytest.fixture
def terminal(window: Any, clock: TurnedClock, listen: Listen) -> Iterator[Callable[..., Terminal]]:
    made: list[Terminal] = []

    def make(device: str, *, private_by: str = "headphones", **sound: Any) -> Terminal:
        ear = listen(device, private_by=private_by)
        made.append(Terminal(window, clock, ear, private_by=private_by, **sound))
        return made[-1]

    yield make
    for one in made:
        one.shell.close()


def test_switched_on_it_reads_the_page_in_front(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    visit = terminal(f"wav:{tmp_path}")
    assert visit.switch == "语音"
    visit.tap("dock.voice")
    assert visit.switch == "语音，已打开"
    visit.hears(Kind.FINISHED)
    assert visit.count(Kind.STARTED) == 3  # title, 可以点的有, the primary


def test_a_new_screen_silences_the_old_one(terminal: Callable[..., Terminal], player: Path) -> None:
    visit = terminal("test", clicks=False, chimes=False)
    visit.tap("dock.voice")
    visit.hears(Kind.STARTED)
    visit.go()
    visit.hears(Kind.STARTED, 2)
    assert [event.kind for event in visit.heard] == [Kind.STARTED, Kind.STOPPED, Kind.STARTED]


def test_a_finger_silences_it_at_once(terminal: Callable[..., Terminal], player: Path) -> None:
    from kiosk.apps.demo.finger import Finger, target

    visit = terminal("test")
    visit.tap("dock.voice")
    visit.hears(Kind.STARTED)
    visit.clock.advance(0.5, 0.1)
    finger, widget = Finger(), target(visit.shell, "go")
    finger.down(*widget.to_window(*widget.center))
    visit.hears(Kind.STOPPED)
    assert visit.shell.page_name == "home"  # the finger is still down
    finger.up()
    visit.clock.frame()
    visit.hears(Kind.STARTED, 2)
    assert visit.shell.page_name == "second"


def test_a_countdown_is_not_read_again_and_news_is(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    visit = terminal(f"wav:{tmp_path}", clicks=False)
    visit.tap("dock.voice")
    visit.hears(Kind.FINISHED)
    said = visit.count(Kind.STARTED)
    visit.shell.show("home", "")
    visit.shell.show("second", None)
    visit.hears(Kind.FINISHED, 2)
    assert visit.count(Kind.STARTED) == said + 1


def test_it_is_off_again_for_the_next_visitor(terminal: Callable[..., Terminal], player: Path) -> None:
    visit = terminal("test")
    visit.tap("dock.voice")
    visit.hears(Kind.STARTED)
    visit.shell.end_visit()
    visit.hears(Kind.STOPPED)
    assert visit.shell.page_name == "attract" and visit.narrator.state == "off"
    started = visit.count(Kind.STARTED)
    visit.shell.begin_visit()
    visit.clock.frame()
    assert visit.switch == "语音"
    visit.go()
    visit.hears(Kind.SOUNDED)
    assert visit.count(Kind.STARTED) == started


def test_the_visit_leaves_no_line_behind(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    visit = terminal(f"wav:{tmp_path}")
    visit.shell.show("private", None)
    visit.tap("dock.voice")
    visit.hears(Kind.WITHHELD)
    visit.shell.end_visit()
    assert "张" not in repr(vars(visit.narrator))


def test_a_private_page_is_silent_without_headphones_and_says_so(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    visit = terminal(f"wav:{tmp_path / 'heard'}")
    visit.tap("dock.voice")
    visit.hears(Kind.FINISHED)
    files = len([*(tmp_path / "heard").iterdir()])
    visit.shell.show("private", None)
    visit.hears(Kind.WITHHELD)
    assert visit.switch == "不读"
    assert visit.note == "这一页不外放，插上耳机才读"
    (strip,), header = visit.shell.frame.note.children, visit.shell.frame.header
    assert header.y <= strip.y and strip.y + strip.height <= header.y + header.height  # no word of the page is hidden
    sounds = visit.sounds().total()
    assert len([*(tmp_path / "heard").iterdir()]) == files + sounds - 1  # one tick was there before
    visit.clock.advance(9)
    assert visit.note == ""
    visit.shell.home()
    visit.hears(Kind.FINISHED, 2)
    assert visit.switch == "语音，已打开"


def test_asked_to_hear_a_page_of_ones_own_it_reads_to_headphones_only(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    visit = terminal(f"wav:{tmp_path}")
    visit.shell.show("private", None)
    for asked in (1, 2):  # 戴耳机听, and again: it never switches the voice off
        visit.shell.hear()
        visit.hears(Kind.WITHHELD, asked)
        assert visit.switch == "不读"


def test_a_hall_may_keep_private_pages_silent_for_ever(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    visit = terminal(f"wav:{tmp_path}", private_by="never")
    visit.shell.show("private", None)
    visit.tap("dock.voice")
    visit.hears(Kind.WITHHELD)
    assert visit.note == "这一页只显示，不读出来"


def test_without_sound_the_switch_does_not_pretend(
    terminal: Callable[..., Terminal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    visit = terminal("test")
    visit.tap("dock.voice")
    assert visit.switch == "没声音"
    assert visit.note == "这台终端没有声音，内容都在屏幕上"
    visit.tap("dock.voice")
    assert (visit.switch, visit.note) == ("语音", "")


def test_a_voice_that_dies_comes_back_and_begins_the_page_anew(terminal: Callable[..., Terminal], player: Path) -> None:
    import os
    import signal

    visit = terminal("test", clicks=False)
    visit.tap("dock.voice")
    visit.hears(Kind.STARTED)
    os.kill(visit.narrator._announcer.pid or 0, signal.SIGKILL)
    visit.hears(Kind.STARTED, 2)
    assert [event.kind for event in visit.heard] == [Kind.STARTED, Kind.GONE, Kind.READY, Kind.STARTED]
    assert visit.switch == "语音，已打开"


def test_a_bell_every_five_seconds_before_the_end(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    visit = terminal(f"wav:{tmp_path}", clicks=False)
    visit.clock.advance(39)
    assert visit.sounds() == {}
    visit.clock.advance(2)
    assert visit.shell.page_name == "idle"
    visit.until(lambda: visit.sounds()["bell"] == 1)
    visit.clock.advance(18)
    assert visit.shell.page_name == "idle"
    visit.until(lambda: visit.sounds()["bell"] == 4)
    visit.clock.advance(2)
    assert visit.shell.page_name == "attract"
    assert visit.sounds() == {"bell": 4}


def test_the_warning_is_spoken_with_its_question_first(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    from kiosk.ui.voice.spoken_forms import reading_of

    visit = terminal(f"wav:{tmp_path}")
    visit.tap("dock.voice")
    visit.hears(Kind.FINISHED)
    visit.clock.advance(41)
    visit.hears(Kind.FINISHED, 2)
    assert visit.shell.page_name == "idle"
    first, second, *_ = reading_of(visit.shell.front)
    assert first == "您还在看吗？" and "秒后" in second


def test_a_visitor_who_is_being_read_to_is_not_warned(terminal: Callable[..., Terminal], player: Path) -> None:
    visit = terminal("test", clicks=False)
    visit.tap("dock.voice")
    visit.hears(Kind.STARTED)
    visit.clock.advance(30)
    player.write_bytes(b"")  # the first line was heard to its end
    visit.hears(Kind.STARTED, 2)
    visit.clock.advance(30)
    assert visit.shell.page_name == "home"


def test_ticks_and_chimes_fall_silent_in_quiet(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    loud = terminal(f"wav:{tmp_path}")
    loud.tap("go")
    loud.until(lambda: loud.sounds() == {"tap": 1, "done": 1})
    quiet = terminal(f"wav:{tmp_path}", clicks=False, chimes=False)
    quiet.tap("go")
    quiet.tap("dock.voice")
    quiet.hears(Kind.FINISHED)
    assert quiet.sounds() == {}


def test_another_mode_does_not_read_the_same_page_again(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    visit = terminal(f"wav:{tmp_path}", clicks=False)
    visit.tap("dock.voice")
    visit.hears(Kind.FINISHED)
    said = visit.count(Kind.STARTED)
    visit.tap("dock.contrast")
    assert visit.switch == "语音，已打开"
    visit.go()
    visit.hears(Kind.FINISHED, 2)
    assert visit.count(Kind.STARTED) == said + 1
