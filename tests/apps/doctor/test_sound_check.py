"""The doctor listens whether the terminal can be heard."""

from __future__ import annotations

import wave
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.make_sounds import make
from kiosk.apps.doctor import State, sound, words
from kiosk.settings import Settings, SoundSettings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    make(tmp_path / "sounds")
    monkeypatch.setenv("KIOSK_SOUNDS", str(tmp_path / "sounds"))
    return Settings(sound=SoundSettings(device=f"wav:{tmp_path / 'heard'}", clips_dir=tmp_path / "clips"))


def test_a_terminal_that_can_speak_is_well(settings: Settings, tmp_path: Path) -> None:
    assert [(check.state, check.what) for check in sound.voice(settings)] == [(State.OK, words.SOUND_WELL)]
    assert not (tmp_path / "heard").exists()  # nothing is played


def test_quiet_by_setting_is_well(settings: Settings) -> None:
    off = replace(settings, sound=replace(settings.sound, enabled=False))
    assert [check.state for check in sound.voice(off)] == [State.OK]


def test_no_sound_card_is_to_be_looked_at_and_no_failure(settings: Settings) -> None:
    if Path("/proc/asound/cards").exists():
        pytest.skip("this machine has sound")
    [check] = sound.voice(replace(settings, sound=replace(settings.sound, device="default")))
    assert (check.state, check.what, check.mend) == (State.WARN, words.NO_SOUND_CARD, words.PLUG_SPEAKER)


def test_missing_programs_and_sounds_are_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sounds" / "bell.wav").unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    missing, voice = sound.voice(settings)
    assert (missing.state, missing.mend) == (State.WARN, words.RUN_SETUP) and "bell" in missing.what
    assert (voice.state, voice.mend) == (State.WARN, words.INSTALL_VOICE) and "espeak-ng" in voice.what


def test_a_clip_that_cannot_be_played_is_named(settings: Settings) -> None:
    folder = settings.sound.clips_dir
    folder.mkdir()
    (folder / "号已取好.wav").write_bytes(b"mp3, really")
    with wave.open(str(folder / "您好.wav"), "wb") as good:
        good.setparams((1, 2, 22050, 0, "NONE", ""))
        good.writeframes(b"\0\0" * 100)
    clip, voice = sound.voice(settings)
    assert clip.state is State.WARN and "号已取好.wav" in clip.what
    assert voice.state is State.OK
