"""What a telephone wrote into a film is gone, and every picture of it plays as before."""

from __future__ import annotations

import random
import shutil
import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

from content.kinds.video import Film
from content.turning import films, words
from content.turning.film_notes import without_notes
from content.turning.running import NotTurned
from tests.content.films import film

PLACE = b"+29.5630+106.5516/ PhoneX 2026-11-30"


def noted(path: Path) -> Path:
    """A film whose index, at its end, has notes of its own and of its track."""
    film(path, seconds=0.4, sound=True)
    content = path.read_bytes()
    at = content.index(b"moov") - 4
    (size,) = struct.unpack(">I", content[at : at + 4])
    assert at + size == len(content)  # nothing stands behind it
    notes = b"".join(struct.pack(">I4s", 8 + len(PLACE), kind) + PLACE for kind in (b"udta", b"meta", b"uuid"))
    path.write_bytes(content[:at] + struct.pack(">I", size + len(notes)) + content[at + 4 :] + notes)
    return path


def pictures(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in Film(stream).frames())


def test_place_and_time_are_gone_and_the_film_plays(tmp_path: Path) -> None:
    path = noted(tmp_path / "phone.mp4")
    length, played = path.stat().st_size, pictures(path)
    without_notes(path)
    content = path.read_bytes()
    assert PLACE not in content and b"Phone" not in content and len(content) == length
    head = content.index(b"mvhd") + 8
    assert content[head : head + 8] == bytes(8)
    assert pictures(path) == played == 10


def test_without_ffmpeg_a_film_that_every_screen_plays_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    path = noted(tmp_path / "phone.mp4")
    assert films.film(path, tmp_path / "out.mp4", _never) == (words.CLEANED_FILM,)
    assert PLACE not in (tmp_path / "out.mp4").read_bytes() and pictures(tmp_path / "out.mp4") == 10
    film(tmp_path / "new.mp4", seconds=0.2, codec="libx265")
    with pytest.raises(NotTurned, match="ffmpeg"):
        films.film(tmp_path / "new.mp4", tmp_path / "no.mp4", _never)
    assert not (tmp_path / "no.mp4").exists()


def test_an_index_that_leads_nowhere_is_refused_and_never_hangs(tmp_path: Path) -> None:
    good = noted(tmp_path / "phone.mp4").read_bytes()
    chance = random.Random(19)
    at = good.index(b"moov")
    for _ in range(300):
        spoiled = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            spoiled[chance.randrange(max(0, at - 8), len(good))] = chance.randrange(256)
        path = tmp_path / "spoiled.mp4"
        path.write_bytes(spoiled)
        try:
            without_notes(path)
        except NotTurned:
            continue
        assert path.stat().st_size == len(good)
    for content in (b"\0", struct.pack(">I4s", 8, b"moov") * 20_000, b"\0\0\0\1moov" + b"\xff" * 8):
        (tmp_path / "odd.mp4").write_bytes(content)
        with pytest.raises(NotTurned):
            without_notes(tmp_path / "odd.mp4")


def _never(*_: object) -> Sequence[str]:
    raise AssertionError("no program is run")
