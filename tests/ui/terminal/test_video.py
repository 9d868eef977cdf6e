"""A film on its page, decoded by its real process: drawn, told, stopped by the warning, and gone with the page."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from content.kinds.kind import ExhibitKind
from content.kinds.subtitles import Cue
from content.pack.exhibit import Exhibit
from kiosk.ui.voice.announcer import Announcer, Equipment
from kiosk.ui.voice.film_sound import Heard
from kiosk.ui.voice.orders import Trouble
from tests.children import children
from tests.content.films import Track, film
from tests.ui.conftest import TurnedClock
from tests.ui.terminal.test_document import Reading


class Seeing(Reading):
    """A shell with one film on."""

    kind = ExhibitKind.VIDEO

    @property
    def playing(self) -> Any:
        flow: Any = self.flow.kinds[ExhibitKind.VIDEO]
        return flow.playing

    def settle(self) -> None:
        """Nothing is laid out bit by bit."""

    def until(self, state: str, seconds: float = 10.0) -> None:
        """Turns frames until the page shows that; the film's own clock is the real one."""
        began = time.monotonic()
        while getattr(self.view, "state", "") != state:
            assert time.monotonic() - began < seconds, self.playing.state
            self.clock.frame()
            time.sleep(0.01)

    def said(self) -> str:
        return str(self.page._stage._line.text)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(
        tmp_path_factory.mktemp("films") / "a.mp4", seconds=30, fps=10, size=(96, 64), heard=Track(rate=8000)
    )  # fmt: skip


@pytest.fixture
def announcer(tmp_path: Path) -> Iterator[Announcer]:
    """A voice process that writes down what is heard."""
    made = Announcer(Equipment(device=f"wav:{tmp_path / 'heard'}"))
    made.start()
    deadline = time.monotonic() + 20
    while made.trouble is Trouble.STARTING:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    yield made
    made.close()


def _shown(clock: TurnedClock, window: Any, exhibit: Exhibit, announcer: Announcer | None = None) -> Iterator[Seeing]:
    """No process outlives its page."""
    before = children()
    made = Seeing(clock, window, exhibit, announcer)
    made.open()
    yield made
    made.shell.end_visit()
    made.shell.close()
    deadline = time.monotonic() + 10
    while children() - before:
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def seeing(window: Any, clock: TurnedClock, themed: None, file: Path) -> Iterator[Seeing]:
    cues = (Cue(0.0, 20.0, "面要醒一醒。"),)
    exhibit = Exhibit("rules", ExhibitKind.VIDEO, "包饺子（演示）", file, "demo", "1", subtitles=cues)
    yield from _shown(clock, window, exhibit)


@pytest.fixture
def hearing(window: Any, clock: TurnedClock, themed: None, file: Path, announcer: Announcer) -> Iterator[Seeing]:
    exhibit = Exhibit("rules", ExhibitKind.VIDEO, "包饺子（演示）", file, "demo", "1")
    yield from _shown(clock, window, exhibit, announcer)


def test_it_plays_by_a_tap_with_its_subtitles_and_stands(seeing: Seeing) -> None:
    assert seeing.page._stage.film._still is None  # a worker has it
    seeing.clock.until(lambda: seeing.page._stage.film._still is not None)
    seeing.tap("video.main")
    seeing.until("playing")
    seeing.clock.until(lambda: seeing.page._stage.film._reel is not None)
    seeing.clock.until(lambda: seeing.said() == "面要醒一醒。")
    seeing.tap("video.told")
    assert seeing.said() == "" and seeing.view.told is False
    seeing.tap("video.main")
    assert seeing.view.state == "paused"
    at = seeing.view.at
    seeing.tap("video.on")
    seeing.tap("video.on")
    assert seeing.view.at == pytest.approx(at + 20, abs=0.1)
    seeing.clock.advance(0.5)
    seeing.until("paused")


def test_a_decoder_that_is_killed_is_said_and_the_same_tap_goes_on(seeing: Seeing) -> None:
    seeing.clock.until(lambda: seeing.page._stage.film._still is not None)  # it has a process of its own
    before = children()
    seeing.tap("video.main")
    seeing.until("playing")
    (pid,) = children() - before
    began = time.monotonic()
    os.kill(pid, signal.SIGKILL)
    seeing.until("broken", seconds=3.0)
    assert time.monotonic() - began < 3 and seeing.said()
    seeing.tap("video.main")
    seeing.until("playing")


def test_another_page_or_the_warning_stops_it_and_no_picture_of_it_stays(seeing: Seeing) -> None:
    seeing.tap("video.main")
    seeing.until("playing")
    page = seeing.page
    seeing.tap("video.text")
    assert seeing.shell.page_name == "exhibition.whole"
    assert seeing.playing.film is None and page._stage.film._reel is None and page._stage.film._still is None
    seeing.shell._on_dock("back")
    seeing.clock.frame()
    assert seeing.shell.page_name == "exhibition.video" and seeing.view.state == "still"
    seeing.tap("video.main")
    seeing.until("playing")


def test_in_another_mode_it_stands_where_it_was(seeing: Seeing) -> None:
    seeing.tap("video.main")
    seeing.until("playing")
    seeing.shell.switch("large")
    seeing.clock.frame()
    assert seeing.shell.page_name == "exhibition.video" and seeing.view.state == "still"
    assert "video.main" in seeing.names()


def test_the_visit_lasts_while_it_plays_and_ends_after_it(seeing: Seeing) -> None:
    from kiosk.apps.terminal.visit import Times

    seeing.shell.visit._times = Times()
    seeing.tap("video.main")
    seeing.until("playing")
    seeing.clock.advance(170.0, step=0.5)  # a visit without a film would be wiped by now
    assert str(seeing.shell.visit.phase) == "active" and seeing.view.state in ("playing", "ended")
    seeing.playing.pause()
    seeing.clock.advance(101.0, step=0.5)
    assert str(seeing.shell.visit.phase) == "warning" and seeing.playing.film is None
    seeing.shell.extend()
    seeing.clock.frame()
    assert seeing.view.state in ("still", "ended") and seeing.view.at > 0
    seeing.clock.advance(121.0, step=0.5)
    assert str(seeing.shell.visit.phase) == "attract" and seeing.playing.film is None


def test_it_is_heard_and_made_louder_and_silent_by_taps(hearing: Seeing) -> None:
    sound: Any = hearing.playing._sound
    assert hearing.view.level == 2 and {"video.quieter", "video.louder"} <= set(hearing.names())
    hearing.tap("video.main")
    hearing.until("playing")
    hearing.clock.until(lambda: sound.place is not None)
    hearing.tap("video.louder")
    assert hearing.view.level == 3 and hearing.view.state == "playing"
    for _ in range(3):
        hearing.tap("video.quieter")
    assert hearing.view.level == 0 and str(sound.state) == "playing"
    assert "没有声音" in hearing.page._track.gauge.spoken
    assert "video.quieter" not in hearing.names()  # it is off
    hearing.tap("video.main")
    assert hearing.view.state == "paused" and str(sound.state) == "ready"


def test_whatever_comes_before_it_silences_it_and_the_next_visitor_hears_it_as_usual(hearing: Seeing) -> None:
    sound: Any = hearing.playing._sound
    leaves: list[Any] = [partial(hearing.shell.show, "home", None), hearing.shell._warn, hearing.shell.end_visit]
    for leave in leaves:
        if hearing.shell.page_name != "exhibition.video":
            hearing.open()
        hearing.tap("video.louder")
        hearing.tap("video.main")
        hearing.until("playing")
        hearing.clock.until(lambda: sound.place is not None)
        leave()
        assert sound.state is Heard.NOTHING
    assert sound.level == 2


def test_without_a_voice_there_is_no_volume_and_a_reason(seeing: Seeing) -> None:
    assert seeing.view.level is None and "video.louder" not in seeing.names()
    from kiosk.ui.voice.spoken_forms import reading_of

    assert any("没有声音" in line for line in reading_of(seeing.page))
