"""The terminal's sounds: there, short, and without a click at either end."""

from __future__ import annotations

import wave
from itertools import pairwise
from pathlib import Path

import pytest

from deploy.make_sounds import LOUDEST, RATE, SOUNDS, make
from kiosk.ui.voice import sound_files

LONGEST_SECONDS = 0.4  # docs/screens.md
CHIME_SECONDS = 0.9  # the board's, heard across a hall before each call


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sounds")
    make(made)
    return made


def test_every_sound_the_terminal_asks_for_is_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_SOUNDS", str(folder))
    assert sound_files.missing() == []
    assert {path.stem for path in folder.iterdir()} == {*SOUNDS} == {*sound_files.NAMES}


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_short_audible_and_fades(folder: Path, name: str) -> None:
    with wave.open(str(folder / f"{name}.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        frames = memoryview(file.readframes(file.getnframes())).cast("h")
    assert 0.03 <= len(frames) / RATE <= (CHIME_SECONDS if name == "chime" else LONGEST_SECONDS)
    assert 0.9 * LOUDEST <= max(map(abs, frames)) / 32767 <= LOUDEST + 0.01
    assert abs(frames[0]) < 200 and abs(frames[-1]) < 200


def test_done_rises_and_notice_is_low(folder: Path) -> None:
    def crossings(name: str, begin: float, end: float) -> float:
        with wave.open(str(folder / f"{name}.wav")) as file:
            frames = memoryview(file.readframes(file.getnframes())).cast("h")[int(begin * RATE) : int(end * RATE)]
        turns = sum((one < 0) != (other < 0) for one, other in pairwise(frames))
        return turns / 2 / (end - begin)  # hertz

    assert crossings("done", 0.02, 0.12) < crossings("done", 0.16, 0.3)
    assert crossings("notice", 0.02, 0.3) < 300


def test_making_them_again_changes_nothing(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    make(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
