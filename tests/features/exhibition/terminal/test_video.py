"""A film under a visitor's hand, decoded by its real process: it plays, stands, steps, ends, and breaks in words."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from content.kinds.kind import ExhibitKind
from content.kinds.subtitles import Cue
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
from kiosk.features.exhibition.terminal.kind_flow import Around
from kiosk.features.exhibition.terminal.modules.video.flow import (
    FILM,
    PLAYLIST,
    THERE_SECONDS,
    UNTOUCHED_SECONDS,
    VideoFlow,
)
from kiosk.features.exhibition.terminal.modules.video.playing import Is, Playing
from kiosk.features.exhibition.terminal.modules.video.views import Mute
from kiosk.ui import look
from kiosk.ui.theme import Panel, Theme
from kiosk.ui.voice.announcer import Announcer, Equipment
from kiosk.ui.voice.film_sound import FilmSound
from kiosk.ui.voice.orders import Kind, Trouble, VoiceEvent
from tests.children import children
from tests.content.films import Track, film

PACK = open_pack(STARTER, decode=False)
NOW = datetime(2026, 11, 21, 10, 26)


class Later:
    def __init__(self, at: float, call: Callable[[], None]) -> None:
        self.at, self.call, self.off = at, call, False

    def cancel(self) -> None:
        self.off = True


class Stage:
    """Turned by the test: calls that were posted and timers run when it is asked to."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, Any]] = []
        self.posted: list[Callable[[], None]] = []
        self.timers: list[Later] = []
        self.clock, self.touches = 0.0, 0

    @property
    def view(self) -> Any:
        return self.shown[-1][1]

    def now(self) -> tuple[str, object]:
        return self.shown[-1]

    def show(self, page: str, view: object) -> None:
        self.shown.append((page, view))

    def work(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Any = None) -> None:
        try:
            result = job()
        except Exception as error:
            failed(error)
        else:
            done(result)

    def post(self, call: Callable[[], None]) -> None:
        self.posted.append(call)

    def after(self, seconds: float, call: Callable[[], None]) -> Later:
        self.timers.append(Later(self.clock + seconds, call))
        return self.timers[-1]

    def touched(self) -> None:
        self.touches += 1

    def on_wipe(self, call: Callable[[], None]) -> None: ...

    def turn(self, seconds: float = 0.0) -> None:
        self.clock += seconds
        while self.posted:
            self.posted.pop(0)()
        due = [timer for timer in self.timers if timer.at <= self.clock]
        self.timers = [timer for timer in self.timers if timer.at > self.clock]
        for timer in due:
            if not timer.off:
                timer.call()


class Watching:
    """A flow with the films that are on, a clock of its own, and a page's eye on the pictures."""

    def __init__(self, *films: Exhibit, sound: FilmSound | None = None) -> None:
        look.use(Theme(Panel(270, 480, ppi=25.6)))
        self.stage, self.left, self.pictures = Stage(), 0, 0
        pack = replace(PACK, name="demo", exhibits=films, banks=())
        self.desk = ExhibitionDesk((pack,), PACK, lambda: NOW)
        what: dict[str, Any] = {
            "stage": self.stage,
            "desk": self.desk,
            "back": self._back,
            "whole": self,
            "sound": sound,
        }
        nothing: dict[str, Any] = {one.name: None for one in fields(Around)}
        around = Around(**(nothing | what))
        self.flow = VideoFlow(around, lambda told: Playing(self.stage.post, told, lambda: self.stage.clock, sound))
        self.text: tuple[str, Any] = ("", ())

    def open(self, title: str, blocks: Any, back: Any) -> None:
        """看全文."""
        self.text = (title, blocks)

    def _back(self) -> None:
        self.left += 1

    @property
    def view(self) -> Any:
        return self.stage.view

    @property
    def state(self) -> str:
        return str(self.view.state)

    def until(self, state: Is, seconds: float = 10.0, step: float = 0.0) -> float:
        """Real seconds until it stands so; `step`: of the flow's clock at every look."""
        began = time.monotonic()
        while self.flow.playing.state is not state:
            assert time.monotonic() - began < seconds, self.flow.playing.state
            self.look(step)
            time.sleep(0.005)
        return time.monotonic() - began

    def look(self, seconds: float = 0.0) -> None:
        self.stage.turn(seconds)
        playing = self.flow.playing
        picture = playing.picture()
        if picture and playing.film:
            self.pictures += 1
            playing.film.shown(picture)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("films")
    made = {
        "long": film(place / "long.mp4", seconds=60, fps=5),
        "second": film(place / "second.mp4", seconds=1.0, index_first=True),
        "tall": film(place / "tall.mp4", size=(48, 128), seconds=0.4),
        "turned": film(place / "turned.mp4", turned=90, seconds=0.4),
        "loud": film(place / "loud.mp4", seconds=0.4, sound=True),
        "heard": film(place / "heard.mp4", seconds=0.4, heard=Track()),
    }
    whole = film(place / "whole.mp4", seconds=20, fps=25, moving=True, index_first=True).read_bytes()
    made["cut"] = place / "cut.mp4"
    made["cut"].write_bytes(whole[: len(whole) // 2])
    return made


@pytest.fixture
def watching(files: dict[str, Path]) -> Iterator[Callable[..., Watching]]:
    before, made = children(), list[Watching]()

    def begin(*names: str, **what: Any) -> Watching:
        made.append(Watching(*(exhibit(files[name], name, **what) for name in names)))
        made[-1].flow.open(made[-1].desk.on_now()[0])
        return made[-1]

    yield begin
    for one in made:
        one.flow.wipe()
    deadline = time.monotonic() + 10
    while children() - before:  # no process outlives its page
        assert time.monotonic() < deadline
        time.sleep(0.02)


def exhibit(path: Path, name: str, **what: Any) -> Exhibit:
    return Exhibit(name, ExhibitKind.VIDEO, f"视频 {name}", path, "demo", "1", **what)


def test_it_stands_with_its_first_picture_until_it_is_told_to_play(watching: Callable[..., Watching]) -> None:
    one = watching("second")
    assert one.view.still is not None and one.state == Is.STILL
    one.flow.play()
    assert one.state == Is.OPENING
    one.until(Is.PLAYING)
    assert one.view.length == pytest.approx(1.0, abs=0.1)


def test_it_stops_at_its_end_and_nothing_else_begins(watching: Callable[..., Watching]) -> None:
    one = watching("second", "long")
    one.flow.play()
    one.until(Is.PLAYING)
    one.until(Is.ENDED, step=0.04)
    assert one.pictures >= 20 and not one.view.cut and one.view.key == "demo/second"
    one.flow.play()
    one.until(Is.PLAYING)
    assert one.flow.playing.at < 0.5  # seen again from its beginning


def test_it_is_stopped_goes_on_and_steps_ten_seconds(watching: Callable[..., Watching]) -> None:
    one = watching("long")
    one.flow.play()
    one.until(Is.PLAYING)
    one.look(7.0)
    one.flow.pause()
    assert one.state == Is.PAUSED and one.view.at == pytest.approx(7.0)
    one.look(100.0)
    assert one.flow.playing.at == pytest.approx(7.0)
    for _ in range(3):  # in a row: gone at once
        one.flow.step(10.0)
    assert one.view.at == pytest.approx(37.0)
    one.look(0.5)
    one.until(Is.PAUSED)
    assert one.flow.playing.at == pytest.approx(37.0)
    one.look()
    assert one.pictures  # the picture of that place stands
    one.flow.play()
    assert one.state == Is.PLAYING
    one.flow.step(-100.0)
    one.look(0.5)
    one.until(Is.PLAYING)
    assert one.flow.playing.at == pytest.approx(0.0, abs=0.1)
    one.flow.step(500.0)
    one.look(0.5)
    one.until(Is.ENDED, step=0.04)
    assert one.view.at == pytest.approx(60.0, abs=0.5)


def test_from_the_beginning_again(watching: Callable[..., Watching]) -> None:
    one = watching("long")
    one.flow.play()
    one.until(Is.PLAYING)
    one.look(30.0)
    one.flow.again()
    one.until(Is.PLAYING)
    assert one.flow.playing.at < 1.0


@pytest.mark.parametrize("name", ["tall", "turned", "loud"])
def test_upright_turned_and_with_sound_it_plays_to_its_end(watching: Callable[..., Watching], name: str) -> None:
    one = watching(name)
    assert (one.view.still.height > one.view.still.width) == (name != "loud")
    one.flow.play()
    one.until(Is.PLAYING)
    one.until(Is.ENDED, step=0.04)
    assert one.pictures >= 5 and not one.view.cut


def test_one_that_was_copied_in_part_says_so_where_it_ends(watching: Callable[..., Watching]) -> None:
    one = watching("cut")
    one.flow.play()
    one.until(Is.PLAYING)
    one.until(Is.ENDED, step=0.1, seconds=20)
    assert one.view.cut and one.view.at < one.view.length - 3
    one.flow.step(60.0)  # beyond what there is of it
    one.look(0.5)
    one.until(Is.ENDED)
    assert one.state == Is.ENDED


def test_a_decoder_that_dies_is_said_within_three_seconds_and_goes_on_from_there(
    watching: Callable[..., Watching],
) -> None:
    one = watching("long")
    before = children()
    one.flow.play()
    one.until(Is.PLAYING)
    one.look(12.0)
    (pid,) = children() - before
    os.kill(pid, signal.SIGKILL)
    assert one.until(Is.BROKEN, seconds=3.0) < 3.0
    assert one.state == Is.BROKEN and one.view.at == pytest.approx(12.0)
    one.flow.play()
    one.until(Is.PLAYING)
    assert one.flow.playing.at == pytest.approx(12.0, abs=0.1)


def test_a_decoder_that_stands_still_is_said_within_three_seconds(watching: Callable[..., Watching]) -> None:
    one = watching("long")
    before = children()
    one.flow.play()
    one.until(Is.PLAYING)
    (pid,) = children() - before
    os.kill(pid, signal.SIGSTOP)
    one.look(30.0)
    assert one.until(Is.BROKEN, seconds=6.0) < 4.0  # asked for its next picture for 2.5 s; a look is 0.25 s


def test_one_that_cannot_be_opened_says_so_at_once(tmp_path: Path, files: dict[str, Path]) -> None:
    (tmp_path / "text.mp4").write_text("不是视频", encoding="utf-8")
    one = Watching(exhibit(tmp_path / "text.mp4", "text"))
    one.flow.open(one.desk.on_now()[0])
    assert one.state == Is.BROKEN and one.view.still is None
    one.flow.play()
    one.until(Is.BROKEN)
    assert one.view.at == 0


def test_the_playlist_is_in_order_and_turned_by_taps(watching: Callable[..., Watching], files: dict[str, Path]) -> None:
    one = Watching(
        exhibit(files["second"], "a", playlist="课"), exhibit(files["tall"], "other"),
        exhibit(files["long"], "b", playlist="课", subtitles=(Cue(0, 1, "字"),)),
    )  # fmt: skip
    on = one.desk.on_now()
    one.flow.open(on[2])
    assert [film.key for film in one.view.films] == ["demo/a", "demo/b"] and one.view.place == 1
    assert [film.key for film in one.view.after] == ["demo/a"] and one.view.films[1].told
    one.flow.all()
    assert one.stage.now()[0] == PLAYLIST and one.view.now == 1
    one.flow.open_other("demo/a")
    assert one.stage.now()[0] == FILM and one.view.key == "demo/a" and one.state == Is.STILL
    one.flow.open_other("demo/gone")
    assert one.left == 1
    one.flow.open(on[1])
    assert [film.key for film in one.view.films] == ["demo/other"]


def test_subtitles_are_on_and_may_be_switched_off_and_read(watching: Callable[..., Watching]) -> None:
    one = watching("second", subtitles=(Cue(0, 1, "第一\n行"), Cue(1, 2, "第二行")))
    assert one.view.told and one.view.has_text
    one.flow.switch_told()
    assert not one.view.told
    one.flow.read()
    assert one.text == ("视频 second", [("paragraph", "第一行"), ("paragraph", "第二行")])


def test_who_watches_is_there_and_not_for_ever(watching: Callable[..., Watching]) -> None:
    one = watching("long")
    one.flow.play()
    one.until(Is.PLAYING)
    one.stage.turn(THERE_SECONDS)
    assert one.stage.touches == 1
    one.flow.pause()
    for _ in range(5):
        one.stage.turn(THERE_SECONDS)
    assert one.stage.touches == 1  # nobody looks at a film that stands
    one.flow.play()
    one.flow._untouched = UNTOUCHED_SECONDS
    one.stage.turn(THERE_SECONDS)
    assert one.stage.touches == 1


def test_a_page_that_is_left_ends_the_process_and_keeps_the_place(watching: Callable[..., Watching]) -> None:
    one = watching("long")
    one.flow.play()
    one.until(Is.PLAYING)
    one.look(20.0)
    one.flow.left()
    assert one.flow.playing.film is None and one.flow.playing.state is Is.STILL
    one.flow.see()
    assert one.view.at == pytest.approx(20.0) and one.state == Is.STILL
    one.flow.play()
    one.until(Is.PLAYING)
    assert one.flow.playing.at == pytest.approx(20.0, abs=0.1)


def test_one_that_is_taken_down_while_it_plays_is_left(watching: Callable[..., Watching]) -> None:
    one = watching("long")
    one.flow.play()
    one.until(Is.PLAYING)
    one.flow.renewed()
    assert one.flow.playing.state is Is.PLAYING and one.left == 0
    one.desk.renew((PACK,), PACK)
    one.flow.renewed()
    assert one.left == 1 and one.flow.playing.film is None


def _with_sound(files: dict[str, Path], name: str) -> tuple[Watching, Announcer]:
    """Its voice process was never started."""
    announcer = Announcer(Equipment())
    sound = FilmSound(announcer, lambda call: call(), lambda seconds, call: Later(seconds, call), 2)
    one = Watching(exhibit(files[name], name), sound=sound)
    one.flow.open(one.desk.on_now()[0])
    return one, announcer


def test_how_loud_it_is_goes_in_steps_down_to_silence(files: dict[str, Path]) -> None:
    one, _ = _with_sound(files, "heard")
    assert (one.view.level, one.view.mute) == (2, None)
    one.flow.louder(1)
    assert one.view.level == 3
    for _ in range(9):
        one.flow.louder(-1)
    assert one.view.level == 0
    one.flow.open_other("demo/heard")
    assert one.view.level == 0  # it is a visitor's, not a film's


def test_why_nothing_can_be_heard_is_told(files: dict[str, Path]) -> None:
    quiet = Watching(exhibit(files["heard"], "heard"))
    quiet.flow.open(quiet.desk.on_now()[0])
    assert (quiet.view.level, quiet.view.mute) == (None, Mute.HERE)
    quiet.flow.louder(1)
    silent, _ = _with_sound(files, "second")
    assert (silent.view.level, silent.view.mute) == (None, Mute.FILM)
    one, announcer = _with_sound(files, "heard")
    announcer._tell(VoiceEvent(Kind.READY, trouble=Trouble.NO_DEVICE, detail="none"))
    one.flow.came()
    assert (one.view.level, one.view.mute) == (None, Mute.NO_DEVICE)
    announcer._tell(VoiceEvent(Kind.WELL))
    one.flow.came()
    assert (one.view.level, one.view.mute) == (2, None)
    one.flow.play()
    announcer._tell(VoiceEvent(Kind.GONE, trouble=Trouble.STARTING, detail="exit status -9"))
    one.flow.came()
    assert (one.view.level, one.view.mute) == (None, Mute.FAILED)
    one.flow.wipe()
