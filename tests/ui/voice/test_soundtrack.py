"""A film's sound in the voice process, by its real child and an emulated card: heard, held, lowered, and gone."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import time
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.features.exhibition.terminal.film import sound_child
from kiosk.settings import LOUDEST_FILM, SoundSettings
from kiosk.ui.voice.film_sound import LOUDEST
from kiosk.ui.voice.floor import Floor
from kiosk.ui.voice.orders import Kind, Trouble, VoiceEvent
from kiosk.ui.voice.soundtrack import LOWERED, NO_SOUND, SOUND, scaled
from tests.children import below, is_running
from tests.content.films import Track, film
from tests.ui.voice.ear import Ear
from tests.ui.voice.sound_card import Moment, SoundCard

Listen = Callable[..., Ear]
SECONDS = 20.0


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("films")
    return {
        "times": film(place / "times.mov", seconds=60, fps=5, heard=Track("pcm_s16le", 8000, what="times")),
        "tone": film(place / "tone.mov", seconds=20, fps=5, heard=Track("pcm_s16le", 8000, what="tone")),
        "short": film(place / "short.mp4", seconds=1.0, heard=Track()),
        "mute": film(place / "mute.mp4", seconds=1.0),
    }


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoundCard:
    return SoundCard(tmp_path, monkeypatch)


class Listener:
    """Gives orders about one film, and waits for what is told of it."""

    def __init__(self, ear: Ear, card: SoundCard) -> None:
        self._announcer, self._card = ear.announcer, card
        self._events: queue.SimpleQueue[VoiceEvent] = queue.SimpleQueue()
        ear.until(Kind.READY)
        ear.announcer.on_film = self._events.put
        self._number = 0

    def open(self, path: Path, at: float = 0.0, loud: float = 1.0) -> VoiceEvent:
        self._number += 1
        command = sound_child.command(at)
        self._announcer.film(self._number, "open", command=command, file=str(path), loud=loud)
        return self.until(Kind.FILM_READY, Kind.FILM_FAILED)

    def order(self, verb: str, **more: float) -> None:
        self._announcer.film(self._number, verb, **more)

    def until(self, *kinds: Kind) -> VoiceEvent:
        while True:
            event = self._events.get(timeout=SECONDS)
            if event.kind in kinds and event.id == self._number:
                return event

    def heard(self, ready: Callable[[list[Moment]], object]) -> list[Moment]:
        deadline = time.monotonic() + SECONDS
        while not ready(found := self._card.heard()):
            assert time.monotonic() < deadline, found[-3:]
            time.sleep(0.02)
        return found


@pytest.fixture
def listener(listen: Listen, card: SoundCard, tmp_path: Path) -> Listener:
    return Listener(listen(f"test {tmp_path.name}"), card)


def gone(pids: set[int]) -> bool:
    """Within ten seconds none of them is there."""
    deadline = time.monotonic() + 10
    while any(is_running(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_it_is_heard_from_where_it_is_asked_and_tells_where_the_loudspeaker_is(
    listener: Listener, files: dict[str, Path]
) -> None:
    assert listener.open(files["times"], 10.0).detail == SOUND
    listener.order("play", at=0.0)
    _softly, *told = [listener.until(Kind.FILM_AT) for _ in range(3)]
    heard = listener.heard(lambda heard: heard and heard[-1].when > told[-1].when)
    for event in told:
        moment = max((one for one in heard if one.when <= event.when), key=lambda one: one.when)
        assert moment.left / 100 - 10.0 == pytest.approx(event.at, abs=0.06)


def test_it_is_silent_while_it_is_held_and_goes_on_from_there(listener: Listener, files: dict[str, Path]) -> None:
    listener.open(files["times"])
    listener.order("play", at=0.0)
    listener.heard(lambda heard: heard and heard[-1].left >= 80)
    listener.order("hold")
    time.sleep(0.3)
    before = listener.heard(bool)
    time.sleep(0.3)
    assert listener.heard(bool) == before
    listener.order("play", at=0.5)
    again = listener.heard(lambda heard: heard and heard[0].when > before[-1].when and heard[-1].left >= 100)
    assert again[-1].left == pytest.approx(50 + 2.5 * (len(again) - 1), abs=4)  # a moment is a 40th of a second


def test_it_begins_softly_and_is_as_loud_as_it_is_asked(listener: Listener, files: dict[str, Path]) -> None:
    listener.open(files["tone"], loud=0.25)
    listener.order("play", at=0.0)
    heard = listener.heard(lambda heard: len(heard) > 20)
    loudest = max(moment.loudest for moment in heard)
    assert heard[0].loudest < loudest / 2 and loudest == pytest.approx(16_384 * 0.25, rel=0.05)
    listener.order("loud", loud=1.0)
    listener.heard(lambda heard: heard[-1].loudest > 15_000)
    listener.order("loud", loud=0.0)
    listener.heard(lambda heard: heard[-1].loudest == 0)


def test_a_voice_lowers_it_and_it_comes_back(listen: Listen, card: SoundCard, files: dict[str, Path]) -> None:
    ear = listen("test of a voice")
    listener = Listener(ear, card)
    listener.open(files["tone"])
    listener.order("play", at=0.0)
    listener.heard(lambda heard: heard and heard[-1].loudest > 16_000)
    (film_player,) = (place for place, _ in enumerate(card.players))
    ear.announcer.say(["请到三号窗口办理，请带好身份证"])
    ear.until(Kind.FINISHED)
    deadline = time.monotonic() + SECONDS
    while card.heard(film_player)[-1].loudest < 16_000:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    heard = [moment.loudest for moment in card.heard(film_player)]
    began = next(place for place, loud in enumerate(heard) if loud > 16_000)
    assert min(heard[began:]) == pytest.approx(16_384 * LOWERED, rel=0.1)


def test_a_card_that_plays_for_one_alone_is_left_to_the_voice_and_taken_again(
    listen: Listen, card: SoundCard, files: dict[str, Path], tmp_path: Path
) -> None:
    """HDMI, for one. The film goes on meanwhile: it is heard from where it is then."""
    card.begin(fault="alone")
    ear = listen(f"test {tmp_path.name}")
    listener = Listener(ear, card)
    listener.open(files["times"])
    listener.order("play", at=0.0)
    first = listener.until(Kind.FILM_AT)
    number = ear.announcer.say(["请到三号窗口办理，请带好身份证"])
    assert ear.until(Kind.FINISHED, number)[-1].kind is Kind.FINISHED
    heard = listener.heard(lambda heard: len(card.players) == 3 and len(heard) > 30)
    again = heard[-1]
    assert again.left / 100 - first.at == pytest.approx(again.when - first.when, abs=0.35)
    told = listener.until(Kind.FILM_AT)
    assert told.at - first.at == pytest.approx(told.when - first.when, abs=0.35)


def test_a_call_of_the_board_beside_it_lowers_it(
    listen: Listen, card: SoundCard, files: dict[str, Path], tmp_path: Path
) -> None:
    """In a village one machine has a terminal, a board and one loudspeaker."""
    device = f"test {tmp_path.name}"
    listener, board = Listener(listen(device), card), Floor(device)
    listener.open(files["tone"])
    listener.order("play", at=0.0)
    listener.heard(lambda heard: heard and heard[-1].loudest > 16_000)
    with board.taken():
        assert Floor(device).is_taken() and not Floor("another").is_taken() and not Floor("").is_taken()
        listener.heard(lambda heard: heard[-1].loudest == pytest.approx(16_384 * LOWERED, rel=0.1))
    listener.heard(lambda heard: heard[-1].loudest > 16_000)


def test_it_is_over_when_its_last_sample_was_heard(listener: Listener, files: dict[str, Path]) -> None:
    began = time.monotonic()
    listener.open(files["short"])
    listener.order("play", at=0.0)
    listener.until(Kind.FILM_OVER)
    assert time.monotonic() - began > 1.0
    assert gone(below(listener._announcer.pid))


def test_a_film_without_sound_says_so_and_starts_no_player(
    listener: Listener, card: SoundCard, files: dict[str, Path]
) -> None:
    assert listener.open(files["mute"]).detail == NO_SOUND
    assert gone(below(listener._announcer.pid)) and not card.players


@pytest.mark.parametrize("kind", ["text", "link", "pipe", "gone"])
def test_what_is_no_film_fails_and_leaves_nothing(
    listener: Listener, tmp_path: Path, files: dict[str, Path], kind: str
) -> None:
    path = tmp_path / "a.mp4"
    if kind == "text":
        path.write_text("不是视频", encoding="utf-8")
    elif kind == "link":
        path.symlink_to(files["short"])
    elif kind == "pipe":
        os.mkfifo(path)
    event = listener.open(path)
    assert (event.kind, event.trouble) == (Kind.FILM_FAILED, Trouble.SOURCE_FAILED)
    assert gone(below(listener._announcer.pid))


@pytest.mark.parametrize("fault", ["busy", "dies", "stuck"])
def test_a_player_that_fails_is_told_with_its_words(
    listener: Listener, card: SoundCard, files: dict[str, Path], fault: str
) -> None:
    card.begin(fault=fault)
    listener.open(files["times"])
    listener.order("play", at=0.0)
    event = listener.until(Kind.FILM_FAILED)
    said = {"busy": "busy", "dies": "No such device", "stuck": "nothing was heard"}[fault]
    assert event.trouble is Trouble.PLAYER_FAILED and said in event.detail
    assert gone(below(listener._announcer.pid))


def test_a_child_that_dies_or_stands_still_is_told(listener: Listener, files: dict[str, Path]) -> None:
    for sent, trouble in ((signal.SIGKILL, Trouble.SOURCE_FAILED), (signal.SIGSTOP, Trouble.PLAYER_FAILED)):
        listener.open(files["times"])
        (child,) = below(listener._announcer.pid)
        listener.order("play", at=0.0)
        listener.until(Kind.FILM_AT)
        os.kill(child, sent)
        assert listener.until(Kind.FILM_FAILED).trouble is trouble
        assert gone(below(listener._announcer.pid))


def test_another_film_or_the_end_leaves_nothing_behind(listener: Listener, files: dict[str, Path]) -> None:
    listener.open(files["times"])
    listener.order("play", at=0.0)
    listener.until(Kind.FILM_AT)
    first = below(listener._announcer.pid)
    listener.open(files["tone"])
    assert len(first) == 2 and gone(first)
    listener.order("play", at=0.0)
    listener.until(Kind.FILM_AT)
    listener.order("end")
    assert gone(below(listener._announcer.pid))


@pytest.mark.parametrize("killed", ["terminal", "voice"])
def test_whoever_is_killed_leaves_no_player_and_no_child(
    tmp_path: Path, card: SoundCard, files: dict[str, Path], killed: str
) -> None:
    program = (
        "import queue, sys\n"
        "from kiosk.ui.voice.announcer import Announcer, Equipment\n"
        "from kiosk.features.exhibition.terminal.film import sound_child\n"
        "events = queue.SimpleQueue()\n"
        "announcer = Announcer(Equipment(device='test'), events.put)\n"
        "announcer.start(); events.get(); announcer.on_film = events.put\n"
        f"announcer.film(1, 'open', command=sound_child.command(0.0), file={str(files['times'])!r}, loud=1.0)\n"
        "events.get(); announcer.film(1, 'play', at=0.0); events.get()\n"
        "print(announcer.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as terminal:
        assert terminal.stdout
        voice = int(terminal.stdout.readline())
        there = below(voice)
        assert len(there) == 2
        os.kill(voice if killed == "voice" else terminal.pid, signal.SIGKILL)
        ended = gone(there | ({voice} if killed == "terminal" else set()))
        terminal.kill()
    assert ended


def test_the_settings_know_how_many_levels_there_are() -> None:
    assert LOUDEST_FILM == LOUDEST and SoundSettings().films_begin == 2
    assert SoundSettings(quiet=True).films_begin == 0


def test_a_part_is_scaled_without_a_leap() -> None:
    part = array("h", [1000, -1000] * 1200).tobytes()
    assert scaled(part, 1.0, 1.0) == part and scaled(part, 0.0, 0.0) == bytes(len(part))
    half = array("h", scaled(part, 0.5, 0.5))
    assert half[0] == 500 and half[1] == -500
    rising = array("h", scaled(part, 0.0, 1.0))
    assert rising[0] == 0 and rising[-1] == -997
    assert max(abs(b - a) for a, b in zip(rising[::2], rising[2::2], strict=False)) < 10
