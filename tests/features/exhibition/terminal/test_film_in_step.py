"""A film's pictures and its sound, by their real children and an emulated card: they begin together and stay so."""

from __future__ import annotations

import logging
import os
import queue
import signal
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from kiosk.features.exhibition.terminal.modules.video.playing import Is, Playing
from kiosk.ui.voice.announcer import Announcer, Equipment
from kiosk.ui.voice.film_sound import GAINS, LOUDEST, FilmSound, Heard, Silence
from kiosk.ui.voice.orders import Trouble
from tests.children import below, children, place_of
from tests.content.films import Track, film
from tests.ui.voice.sound_card import SoundCard

TIMES = Track("pcm_s16le", 8000, what="times")
IN_STEP_SECONDS = 0.1


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("films")
    return {
        "long": film(place / "long.mov", seconds=90, fps=10, heard=TIMES),
        "slides": film(place / "slides.mov", seconds=64, fps=1, heard=TIMES),
        "longer": film(place / "longer.mov", seconds=1.0, heard=Track("pcm_s16le", 8000, what="times", seconds=2.0)),
        "shorter": film(place / "shorter.mov", seconds=2.0, heard=Track("pcm_s16le", 8000, what="times", seconds=0.5)),
        "mute": film(place / "mute.mp4", seconds=0.6),
    }


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoundCard:
    return SoundCard(tmp_path, monkeypatch)


class Later:
    def __init__(self, at: float, call: Callable[[], None]) -> None:
        self.at, self.call, self.off = at, call, False

    def cancel(self) -> None:
        self.off = True


class Cinema:
    """A film as its page plays it, by the real clock; notes which picture was seen when."""

    def __init__(self, device: str = "test") -> None:
        self.posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.timers: list[Later] = []
        self.announcer = Announcer(Equipment(device=device))
        self.announcer.start()
        self.sound = FilmSound(self.announcer, self.posted.put, self._after, LOUDEST)
        self.playing = Playing(self.posted.put, lambda: None, sound=self.sound)
        self.seen: list[tuple[float, float]] = []
        self.until(lambda: self.announcer.trouble is not Trouble.STARTING)

    def _after(self, seconds: float, call: Callable[[], None]) -> Later:
        self.timers.append(Later(time.monotonic() + seconds, call))
        return self.timers[-1]

    def open(self, path: Path) -> None:
        self.playing.open(path)
        self.playing.play()

    def turn(self) -> None:
        while not self.posted.empty():
            self.posted.get()()
        for timer in [timer for timer in self.timers if timer.at <= time.monotonic()]:
            self.timers.remove(timer)
            if not timer.off:
                timer.call()
        picture = self.playing.picture()
        if picture and self.playing.film:
            self.seen.append((time.monotonic(), picture.seconds + self.playing._from))
            self.playing.film.shown(picture)

    def watch(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end, seconds + 1)

    def until(self, condition: Callable[[], bool], seconds: float = 15.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, (self.playing.state, self.sound.state)
            self.turn()
            time.sleep(0.004)

    def begin(self, path: Path) -> None:
        self.open(path)
        self.until(lambda: self.playing.state is Is.PLAYING)

    def close(self) -> None:
        self.playing.close()
        self.announcer.close()


@pytest.fixture
def cinema(card: SoundCard) -> Iterator[Cinema]:
    before = children()
    made = Cinema()
    yield made
    made.close()
    deadline = time.monotonic() + 10
    while children() - before:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def out_of_step(cinema: Cinema, card: SoundCard, since: float = 0.0) -> list[float]:
    """Of each picture that came after that moment: by how much it was seen later than heard, in seconds."""
    heard = [moment for moment in card.heard() if moment.left > 0]
    whens, found = [moment.when for moment in heard], []
    for when, seconds in cinema.seen:
        place = bisect_right(whens, when) - 1
        if when > max(since, whens[0] + 0.6) and 0 <= place < len(heard) - 1:  # it comes softly
            found.append(heard[place].left / 100 + when - whens[place] - seconds)
    return found


def test_lips_and_words_go_together_from_the_beginning(cinema: Cinema, card: SoundCard, files: dict[str, Path]) -> None:
    cinema.begin(files["long"])
    cinema.watch(3.0)
    off = out_of_step(cinema, card)
    assert len(off) > 5 and abs(median(off)) < IN_STEP_SECONDS  # a single one may be late on a busy machine


def test_after_a_stop_and_after_steps_in_a_row_they_go_together(
    cinema: Cinema, card: SoundCard, files: dict[str, Path]
) -> None:
    cinema.begin(files["long"])
    cinema.watch(1.0)
    cinema.playing.pause()
    stands = cinema.playing.at
    cinema.watch(0.5)
    assert cinema.playing.at == stands
    cinema.playing.play()
    cinema.watch(2.0)
    assert abs(median(out_of_step(cinema, card))) < IN_STEP_SECONDS
    for _ in range(5):
        cinema.playing.to(cinema.playing.at + 10.0)  # each before the one before has begun
        cinema.turn()
    assert cinema.playing.at > 50
    cinema.until(lambda: cinema.playing.state is Is.PLAYING)
    began = time.monotonic()
    cinema.watch(2.0)
    off = out_of_step(cinema, card, began)
    assert len(off) > 8 and abs(median(off)) < IN_STEP_SECONDS


@pytest.mark.parametrize("speed", [0.95, 1.05])
def test_pictures_follow_a_card_whose_clock_is_wrong(
    cinema: Cinema, card: SoundCard, files: dict[str, Path], speed: float
) -> None:
    """An hour of a card that is wrong by 70 in a million, in five seconds: 0.25 s."""
    card.begin(speed=speed)
    cinema.begin(files["long"])
    cinema.watch(5.0)
    off = out_of_step(cinema, card)
    assert abs(median(off[-20:])) < IN_STEP_SECONDS


def test_a_picture_that_stands_long_is_followed_in_time(cinema: Cinema, card: SoundCard, tmp_path: Path) -> None:
    """As of a lesson made of slides; the loop passes on sooner."""
    cinema.begin(film(tmp_path / "a.mov", seconds=9, fps=1, heard=TIMES, size=(64, 48)))
    cinema.until(lambda: cinema.playing.at > 4.3)
    assert [round(seconds) for _, seconds in cinema.seen] == [0, 1, 2, 3, 4]


def test_the_last_words_are_heard_while_the_last_picture_stands(cinema: Cinema, files: dict[str, Path]) -> None:
    cinema.begin(files["longer"])
    began = time.monotonic()
    cinema.until(lambda: cinema.playing.state is Is.ENDED)
    assert time.monotonic() - began > 1.8 and cinema.playing.at == pytest.approx(1.0, abs=0.05)


def test_sound_that_ends_early_leaves_the_pictures(cinema: Cinema, files: dict[str, Path]) -> None:
    cinema.begin(files["shorter"])
    cinema.until(lambda: cinema.playing.state is Is.ENDED)
    assert len(cinema.seen) > 40 and cinema.playing.at == pytest.approx(2.0, abs=0.1)


def test_a_film_without_sound_begins_without_waiting(cinema: Cinema, files: dict[str, Path]) -> None:
    cinema.begin(files["mute"])
    assert cinema.sound.state is Heard.NONE
    cinema.until(lambda: cinema.playing.state is Is.ENDED)


@pytest.mark.parametrize("what", ["child", "card", "voice"])
def test_where_its_sound_fails_it_goes_on_silently_and_that_is_said_once(
    cinema: Cinema, card: SoundCard, files: dict[str, Path], caplog: pytest.LogCaptureFixture, what: str
) -> None:
    if what == "card":
        card.begin(fault="dies")
    with caplog.at_level(logging.WARNING, "kiosk.voice"):
        cinema.begin(files["long"])
        cinema.watch(0.7)
        if what == "child":
            _kill_child(cinema.announcer.pid)
        elif what == "voice":
            os.kill(cinema.announcer.pid or 0, signal.SIGKILL)
        cinema.until(lambda: cinema.sound.state is Heard.FAILED)
        at, seen = cinema.playing.at, len(cinema.seen)
        cinema.watch(1.0)
        assert cinema.playing.state is Is.PLAYING and len(cinema.seen) > seen + 5
        assert cinema.playing.at - at == pytest.approx(1.0, abs=0.1)
        if what == "card":  # again at the next step, and nothing is said anew
            cinema.playing.to(30.0)
            cinema.until(lambda: cinema.playing.state is Is.PLAYING)
            cinema.until(lambda: cinema.sound.state is Heard.FAILED)
    assert sum("shown without its sound" in record.getMessage() for record in caplog.records) == 1


def _kill_child(voice: int | None) -> None:
    for pid in below(voice):
        if b"sound_child" in (place_of(pid) / "cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)


def test_a_voice_process_that_says_nothing_holds_up_no_film(cinema: Cinema, files: dict[str, Path]) -> None:
    pid = cinema.announcer.pid or 0
    os.kill(pid, signal.SIGSTOP)
    try:
        cinema.begin(files["long"])
        assert cinema.sound.state is Heard.FAILED
        cinema.watch(0.5)
        assert cinema.playing.at > 0.3
    finally:
        os.kill(pid, signal.SIGCONT)


def test_a_picture_child_that_dies_ends_the_sound(cinema: Cinema, card: SoundCard, files: dict[str, Path]) -> None:
    before = children()  # of other tests too: the process that halls are forked from
    cinema.begin(files["long"])
    cinema.watch(0.5)
    (pid,) = children() - before
    os.kill(pid, signal.SIGKILL)
    cinema.until(lambda: cinema.playing.state is Is.BROKEN)
    assert cinema.sound.state is Heard.NOTHING
    cinema.watch(0.5)
    heard = card.heard()
    cinema.watch(0.3)
    assert card.heard() == heard


def test_a_machine_without_a_card_shows_films_silently() -> None:
    made = Cinema("default") if not Path("/proc/asound/cards").exists() else None
    if made is None:
        pytest.skip("this machine has a sound card")
    assert made.sound.silence is Silence.NO_DEVICE
    made.sound.open(["/bin/false"], "/dev/null", 0.0)
    assert made.sound.state is Heard.NOTHING
    made.close()
    assert FilmSound(None, made.posted.put, made._after, 2).silence is Silence.CHOSEN


def test_how_loud_it_is_goes_in_steps_and_is_forgotten_with_the_visit() -> None:
    sound = FilmSound(None, lambda call: call(), lambda seconds, call: Later(seconds, call), 2)
    for _ in range(60):
        sound.louder(-1)
    assert sound.level == 0 and GAINS[0] == 0.0
    for _ in range(60):
        sound.louder(1)
    assert sound.level == LOUDEST and GAINS[LOUDEST] == 1.0
    sound.reset()
    assert sound.level == 2 and list(GAINS) == sorted(GAINS)
