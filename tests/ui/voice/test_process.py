"""The voice process by its own events: it speaks, falls silent, dies and comes back."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.ui.voice.announcer import DEATHS_IN_A_ROW
from kiosk.ui.voice.orders import Kind, Trouble, VoiceEvent, event_of
from tests.ui.voice.ear import DEADLINE_SECONDS, Ear

Listen = Callable[..., Ear]
LINES = ["请选一件要办的事", "党员服务，前面 3 人", "返回"]


def kinds(events: list[VoiceEvent]) -> list[str]:
    return [str(event.kind) for event in events]


def test_lines_are_said_in_order_and_written_as_sound(listen: Listen, tmp_path: Path) -> None:
    ear = listen(f"wav:{tmp_path / 'heard'}")
    assert ear.next().kind is Kind.READY
    assert ear.announcer.trouble is None
    number = ear.announcer.say(LINES)
    heard = ear.until(Kind.FINISHED, number)
    assert [(event.kind, event.part) for event in heard[:-1]] == [(Kind.STARTED, part) for part in range(3)]
    files = sorted((tmp_path / "heard").iterdir())
    assert len(files) == 3
    for file in files:
        with wave.open(str(file)) as wav:
            assert wav.getnframes() > 4000


def test_a_new_screen_ends_the_old_reading(listen: Listen, player: Path) -> None:
    ear = listen("test")
    ear.until(Kind.READY)
    old = ear.announcer.say(LINES)
    ear.until(Kind.STARTED, old)
    new = ear.announcer.say(["号已取好"])
    assert kinds(ear.until(Kind.STARTED, new)) == ["stopped", "started"]
    ear.announcer.stop()
    assert kinds(ear.until(Kind.STOPPED, new)) == ["stopped"]


def test_news_of_the_same_screen_waits_for_its_turn(listen: Listen, player: Path) -> None:
    ear = listen("test")
    ear.until(Kind.READY)
    first = ear.announcer.say(["请选一件要办的事"])
    more = ear.announcer.say(["B，会费，已选"], more=True)
    ear.until(Kind.STARTED, first)
    player.write_bytes(b"")  # it was heard to its end
    assert kinds(ear.until(Kind.STARTED, more)) == ["finished", "started"]


def test_a_tick_does_not_wait_for_the_sentence(listen: Listen, player: Path) -> None:
    ear = listen("test")
    ear.until(Kind.READY)
    ear.announcer.say(LINES)
    ear.until(Kind.STARTED)
    ear.announcer.sound("tap")
    event = ear.next()
    assert (event.kind, event.detail) == (Kind.SOUNDED, "tap")


def test_killed_in_the_middle_of_a_sentence_it_comes_back(listen: Listen, player: Path) -> None:
    ear = listen("test")
    ear.until(Kind.READY)
    ear.announcer.say(LINES)
    ear.until(Kind.STARTED)
    pid = ear.announcer.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    gone, ready = ear.next(), ear.next()
    assert (gone.kind, gone.detail) == (Kind.GONE, "exit status -9")
    assert ready.kind is Kind.READY and ear.announcer.pid != pid
    again = ear.announcer.say(["号已取好"])
    assert ear.until(Kind.STARTED, again)[-1].part == 0


def test_it_gives_up_by_name_after_dying_in_a_row(listen: Listen) -> None:
    ear = listen("test", command=[sys.executable, "-c", "raise SystemExit(7)"])
    heard = ear.until(Kind.TROUBLE)
    assert kinds(heard) == ["gone"] * (DEATHS_IN_A_ROW - 1) + ["trouble"]
    assert (heard[-1].trouble, heard[-1].detail) == (Trouble.GAVE_UP, "exit status 7")
    assert ear.announcer.trouble is Trouble.GAVE_UP
    ear.announcer.say(LINES)  # to nobody, and nobody waits
    ear.announcer.sound("tap")


def test_a_missing_voice_process_is_no_crash(listen: Listen) -> None:
    ear = listen("test", command=["/nowhere/voice"])
    assert ear.until(Kind.TROUBLE)[-1].detail == "/nowhere/voice: No such file or directory"


@pytest.mark.parametrize(("programs", "trouble"), [((), Trouble.NO_PLAYER), (("aplay",), Trouble.NO_VOICE)])
def test_a_missing_program_is_named_once(
    listen: Listen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, programs: tuple[str, ...], trouble: Trouble
) -> None:
    for name in programs:
        (tmp_path / name).write_text("#!/bin/sh\nexit 0\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    ear = listen("test")
    ready = ear.next()
    assert (ready.kind, ready.trouble) == (Kind.READY, trouble)
    assert ear.announcer.trouble is trouble
    last = [ear.announcer.say(LINES) for _ in range(3)][-1]
    assert set(kinds(ear.until(Kind.STOPPED, last))) == {"stopped"}


def test_a_machine_without_a_sound_card_says_so_once(listen: Listen) -> None:
    if Path("/proc/asound/cards").exists():
        pytest.skip("this machine has sound")
    ear = listen("default")
    assert ear.next().trouble is Trouble.NO_DEVICE
    ear.announcer.sound("tap")
    last = ear.announcer.say(LINES)
    assert kinds(ear.until(Kind.STOPPED, last)) == ["stopped"]


def test_a_player_that_fails_is_told_in_its_own_words_until_it_plays(
    listen: Listen, player: Path, tmp_path: Path
) -> None:
    program = tmp_path / "programs" / "aplay"
    working = program.read_text()
    program.write_text("#!/bin/sh\necho 'aplay: audio open error: Device or resource busy' >&2\nexit 1\n")
    ear = listen("test")
    ear.until(Kind.READY)
    for _ in range(2):
        number = ear.announcer.say(["号已取好"])
        heard = ear.until(Kind.STOPPED, number)
        troubles = [event for event in heard if event.kind is Kind.TROUBLE]
        assert [event.detail.rpartition(": ")[2] for event in troubles] in (["Device or resource busy"], [])
    assert ear.announcer.trouble is Trouble.PLAYER_FAILED
    program.write_text(working)
    number = ear.announcer.say(["号已取好"])
    ear.until(Kind.STARTED, number)
    player.write_bytes(b"")
    assert "well" in kinds(ear.until(Kind.FINISHED, number))


def test_private_lines_are_withheld_while_nobody_listens_alone(listen: Listen, tmp_path: Path) -> None:
    for private_by in ("headphones", "never"):
        ear = listen(f"wav:{tmp_path / private_by}", private_by=private_by)
        ear.until(Kind.READY)
        number = ear.announcer.say(["张某"], private=True)
        assert ear.next() == VoiceEvent(Kind.WITHHELD, number)
        assert not (tmp_path / private_by).exists()


def test_a_hall_may_have_private_lines_said_aloud(listen: Listen, tmp_path: Path) -> None:
    ear = listen(f"wav:{tmp_path / 'heard'}", private_by="speaker")
    ear.until(Kind.READY)
    assert ear.until(Kind.FINISHED, ear.announcer.say(["张某"], private=True))


def test_the_end_of_the_terminal_ends_the_process(listen: Listen, player: Path) -> None:
    ear = listen("test")
    ear.until(Kind.READY)
    ear.announcer.say(LINES)
    ear.until(Kind.STARTED)
    pid = ear.announcer.pid
    ear.announcer.close()
    assert ear.announcer.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid or 0, 0)


def test_an_event_carries_no_word_of_what_was_said(listen: Listen, tmp_path: Path) -> None:
    ear = listen(f"wav:{tmp_path}")
    ear.until(Kind.READY)
    heard = ear.until(Kind.FINISHED, ear.announcer.say(["欧阳演示"], private=False))
    assert not [event for event in heard if "欧阳" in repr(event) or "欧阳" in event.line()]


def test_what_is_no_event_is_no_event() -> None:
    for line in ("", "ALSA lib conf.c: error", "[]", "{}", '{"kind": "sneezed"}', '{"kind": 3}', "null"):
        assert event_of(line) is None
    event = VoiceEvent(Kind.STARTED, 3, 2)
    assert event_of(event.line()) == event


def test_a_terminal_that_is_killed_leaves_no_voice_behind(tmp_path: Path) -> None:
    program = (
        "import queue, sys\n"
        "from kiosk.ui.voice.announcer import Announcer, Equipment\n"
        "events = queue.SimpleQueue()\n"
        f"announcer = Announcer(Equipment(device='wav:{tmp_path}'), events.put)\n"
        "announcer.start()\n"
        "events.get()\n"
        "print(announcer.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as terminal:
        assert terminal.stdout
        voice = os.pidfd_open(int(terminal.stdout.readline()))
        terminal.kill()
    ended, _, _ = select.select([voice], [], [], DEADLINE_SECONDS)
    os.close(voice)
    assert ended, "the voice process outlived its terminal"
