"""Calls said by a real voice process: in order, cut short, silent, killed."""

from __future__ import annotations

import os
import queue
import signal
import wave
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.apps.board.calling import Calls
from kiosk.apps.board.voice import BoardVoice
from kiosk.features.tickets.wire_board import BoardNow
from kiosk.ui.voice.announcer import Announcer, Equipment
from kiosk.ui.voice.call_sentence import Sentence
from kiosk.ui.voice.orders import Kind, VoiceEvent
from tests.apps.board.sample_halls import MORNING, call, many_windows, window

SECONDS = 30.0


@pytest.fixture(scope="session")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from deploy.make_sounds import make

    folder = tmp_path_factory.mktemp("sounds")
    make(folder)
    return folder


class Room:
    """A board's voice on this thread: events are handed over one by one, timers fire when the test says so."""

    def __init__(self, equipment: Equipment) -> None:
        self.events: queue.SimpleQueue[VoiceEvent] = queue.SimpleQueue()
        self.timers: list[Callable[[], None]] = []
        self.done = 0
        self.told: list[str] = []  # to the hall, as said
        self.calls = Calls(0)
        self.announcer = Announcer(equipment, self.events.put, first_pause_seconds=0)
        self.voice = BoardVoice(
            self.calls, Sentence("请{number}号到{window}办理"), self.announcer, later=self._later,
            changed=lambda: None, done=self._done, said=lambda call: self.told.append(call.number),
        )  # fmt: skip
        self.announcer.start()

    def hear(self, now: BoardNow) -> None:
        self.calls.hear(now)
        self.voice.go()

    def until(self, condition: Callable[[], bool]) -> list[VoiceEvent]:
        heard = []
        while not condition():
            heard.append(self.events.get(timeout=SECONDS))
            self.voice.told(heard[-1])
        return heard

    def until_kind(self, kind: Kind) -> list[VoiceEvent]:
        heard = [VoiceEvent(Kind.WELL)]
        while heard[-1].kind is not kind:
            heard.append(self.events.get(timeout=SECONDS))
            self.voice.told(heard[-1])
        return heard

    def time_passes(self) -> None:
        timers, self.timers = self.timers, []
        for timer in timers:
            timer()

    def _later(self, seconds: float, call: Callable[[], None]) -> None:
        self.timers.append(call)

    def _done(self) -> None:
        self.done += 1


@pytest.fixture
def room(sounds: Path) -> Iterator[Callable[..., Room]]:
    rooms: list[Room] = []

    def make(device: str, clips: tuple[Path, ...] = ()) -> Room:
        rooms.append(Room(Equipment(device=device, sounds=sounds, clips=clips)))
        return rooms[-1]

    yield make
    for made in rooms:
        made.announcer.close()


def seconds_of(path: Path) -> float:
    with wave.open(str(path)) as file:
        return float(file.getnframes() / file.getframerate())


def test_everybody_once_and_then_everybody_again(room: Callable[..., Room], tmp_path: Path) -> None:
    made = room(f"wav:{tmp_path / 'heard'}")
    made.hear(many_windows(2))
    made.until(lambda: made.done == 4)
    files = [file.read_bytes() for file in sorted((tmp_path / "heard").iterdir())]
    chime, first, second = files[0], files[1], files[3]
    assert files == [chime, first, chime, second, chime, first, chime, second] and first != second
    assert round(seconds_of(tmp_path / "heard" / "0001.wav"), 2) == 0.9
    assert made.told == ["A001", "A002"]
    assert not made.voice.silent


def test_alone_it_is_said_twice_in_a_row(room: Callable[..., Room], tmp_path: Path) -> None:
    made = room(f"wav:{tmp_path / 'heard'}")
    made.hear(many_windows(1))
    made.until(lambda: made.done == 2)
    files = [file.read_bytes() for file in sorted((tmp_path / "heard").iterdir())]
    assert len(files) == 3 and files[1] == files[2] != files[0]


def test_recorded_clips_make_the_sentence(room: Callable[..., Room], tmp_path: Path) -> None:
    clips = tmp_path / "pack" / "voice"
    for place, name in enumerate(("请", "A", "零", "一", "号到", "1号窗口", "办理"), 1):
        clips.mkdir(parents=True, exist_ok=True)
        with wave.open(str(clips / f"{name}.wav"), "wb") as file:
            file.setparams((1, 2, 22050, 0, "NONE", ""))
            file.writeframes(bytes((place, 0)) * 2205)
    made = room(f"wav:{tmp_path / 'heard'}", (clips,))
    made.hear(many_windows(1))
    made.until(lambda: made.done == 1)
    with wave.open(str(tmp_path / "heard" / "0002.wav")) as file:
        frames = file.readframes(file.getnframes())
    assert [frames[at] for at in range(0, len(frames), 4410)] == [1, 2, 3, 3, 4, 5, 6, 7]


def test_clips_recorded_differently_leave_it_to_the_other_voice(room: Callable[..., Room], tmp_path: Path) -> None:
    clips = tmp_path / "clips"
    clips.mkdir()
    for rate, name in ((8000, "请A零零一号到"), (22050, "1号窗口办理")):
        with wave.open(str(clips / f"{name}.wav"), "wb") as file:
            file.setparams((1, 2, rate, 0, "NONE", ""))
            file.writeframes(bytes(4410))
    made = room(f"wav:{tmp_path / 'heard'}", (clips,))
    made.hear(many_windows(1))
    made.until(lambda: made.done == 1)
    assert seconds_of(tmp_path / "heard" / "0002.wav") > 1.0


def test_without_a_loudspeaker_the_calls_go_on_and_the_board_says_so(
    room: Callable[..., Room], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # neither aplay nor espeak-ng
    made = room("default")
    made.hear(many_windows(2))
    made.until_kind(Kind.STOPPED)
    assert made.voice.silent
    assert made.voice.saying and made.voice.saying.number == "A001"
    made.time_passes()
    assert made.voice.saying and made.voice.saying.number == "A002"
    made.until_kind(Kind.STOPPED)
    made.time_passes()
    assert made.voice.saying is None and made.done == 2
    assert made.told == [], "nobody heard them: the hall counts from when they were made"


def test_a_number_that_comes_while_it_is_said_is_cut_short(
    room: Callable[..., Room], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "aplay").write_text("#!/bin/sh\nexec sleep 1000\n")
    (programs / "aplay").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    made = room("some-device")
    one, other = call(101, "A001", 1), call(102, "B001", 2)
    both = replace(MORNING, windows=(window(1, "A001", "called"), window(2, "B001", "called")), calls=(other, one))
    made.until_kind(Kind.READY)
    made.hear(replace(both, event_id=102))
    assert made.voice.saying == one
    came = replace(both, windows=(window(1, "A001", "serving"), both.windows[1]), event_id=103)
    made.hear(came)
    assert made.voice.saying == other
    made.until_kind(Kind.STOPPED)
    assert made.voice.saying == other, "what was cut short does not end the next"


def test_a_call_swallowed_by_a_dying_voice_is_said_by_the_next(room: Callable[..., Room], tmp_path: Path) -> None:
    made = room(f"wav:{tmp_path / 'heard'}")
    made.until_kind(Kind.READY)
    assert made.announcer.pid
    os.kill(made.announcer.pid, signal.SIGKILL)
    made.hear(many_windows(1))
    made.until(lambda: made.done == 2)
    assert len(list((tmp_path / "heard").iterdir())) == 3
    assert made.calls.said_up_to == 101


def test_training_is_said(room: Callable[..., Room], tmp_path: Path) -> None:
    plain, training = room(f"wav:{tmp_path / 'plain'}"), room(f"wav:{tmp_path / 'training'}")
    now = many_windows(1)
    plain.hear(now)
    training.hear(replace(now, calls=(replace(now.calls[0], training=True),)))
    for made in (plain, training):
        made.until(lambda made=made: made.done == 1)  # type: ignore[misc]
    assert seconds_of(tmp_path / "training" / "0002.wav") > seconds_of(tmp_path / "plain" / "0002.wav") + 0.3
