"""What is heard of a film, from any place of it, decoded by the very child that a terminal starts, in its walls."""

from __future__ import annotations

import subprocess
from array import array
from pathlib import Path

import pytest

from content.kinds import video
from kiosk.features.exhibition.terminal.film import sound_child
from tests.content.films import Track, film

RATE = 48_000
LOUD = 3000


def _told(path: Path, since: float = 0.0) -> tuple[bytes, array[int], int]:
    """The first byte, what comes for the left ear, and the child's exit status."""
    with path.open("rb") as file:
        ran = subprocess.run(
            sound_child.command(since), stdin=file, capture_output=True, env={}, timeout=60, check=False
        )  # fmt: skip
    pcm = ran.stdout[1 : 1 + (len(ran.stdout) - 1) // 4 * 4]
    return ran.stdout[:1], array("h", pcm)[::2], ran.returncode


def _begins(left: array[int]) -> list[float]:
    """Seconds at which a tone begins, to a 200th."""
    step = RATE // 200
    loud = [max(map(abs, left[at : at + step])) > LOUD for at in range(0, len(left) - step, step)]
    return [place / 200 for place, (before, now) in enumerate(zip([False, *loud], loud, strict=False)) if now > before]


@pytest.mark.parametrize(
    ("suffix", "track"),
    [
        (".mp4", Track()),
        (".mp4", Track(layout="5.1")),
        (".mp4", Track(rate=8000, layout="mono")),
        (".mp4", Track(rate=44_100)),
        (".mkv", Track("libopus")),
        (".mkv", Track(count=2)),
        (".mov", Track("pcm_s16le")),
    ],
    ids=["aac", "5.1", "8 kHz mono", "44.1 kHz", "opus", "two tracks", "pcm"],
)
def test_whatever_a_film_has_is_heard_when_it_is_seen(tmp_path: Path, suffix: str, track: Track) -> None:
    path = film(tmp_path / f"a{suffix}", seconds=4.0, heard=track)
    first, left, status = _told(path)
    assert (first, status) == (sound_child.WITH_SOUND, 0)
    assert len(left) / RATE == pytest.approx(4.0, abs=0.1)
    assert _begins(left) == pytest.approx([0.0, 1.0, 2.0, 3.0], abs=0.07)  # of 8 kHz a frame is 0.13 s
    _, left, status = _told(path, 1.7)
    assert status == 0 and len(left) / RATE == pytest.approx(2.3, abs=0.1)
    assert _begins(left) == pytest.approx([0.3, 1.3], abs=0.02)


def test_each_sample_comes_in_its_hundredth_of_a_second(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mov", seconds=30, fps=10, heard=Track("pcm_s16le", what="times"))
    for since in (0.0, 0.01, 9.99, 20.0, 29.5):
        _, left, _ = _told(path, since)
        places = range(0, len(left), RATE // 7)
        assert max(abs(left[place] / 100 - since - place / RATE) for place in places) < 0.012
        assert len(left) / RATE == pytest.approx(30 - since, abs=0.01)


def test_what_begins_late_is_silent_until_then(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", seconds=5.0, heard=Track(late=1.5))
    _, left, status = _told(path)
    assert status == 0 and _begins(left) == pytest.approx([1.5, 2.5, 3.5, 4.5, 5.5], abs=0.02)
    _, left, _ = _told(path, 1.0)
    assert _begins(left)[0] == pytest.approx(0.5, abs=0.02)


def test_beyond_its_end_nothing_comes_and_that_is_no_fault(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", seconds=4.0, heard=Track(seconds=1.5))
    _, left, status = _told(path)
    assert status == 0 and len(left) / RATE == pytest.approx(1.5, abs=0.1)
    first, left, status = _told(path, 3.0)
    assert (first, len(left), status) == (sound_child.WITH_SOUND, 0, 0)


def test_a_film_without_sound_says_so(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", seconds=0.4)
    assert _told(path) == (sound_child.WITHOUT, array("h"), 0)


def test_where_it_is_damaged_it_is_silent_and_what_follows_is_in_time(tmp_path: Path) -> None:
    whole = bytearray(film(tmp_path / "a.mp4", seconds=8.0, heard=Track(), size=(32, 32)).read_bytes())
    begin = whole.index(b"mdat") + (len(whole) - whole.index(b"mdat")) * 3 // 8
    whole[begin : begin + len(whole) // 10] = b"\xff" * (len(whole) // 10)
    (tmp_path / "b.mp4").write_bytes(whole)
    _, left, status = _told(tmp_path / "b.mp4")
    assert status == 0 and len(left) / RATE == pytest.approx(8.0, abs=0.1)
    assert _begins(left)[-2:] == pytest.approx([6.0, 7.0], abs=0.02)


@pytest.mark.parametrize("content", [b"", "不是视频".encode() * 100, b"\0\0\0\x20ftypisom" + b"\xff" * 4000])
def test_what_is_no_film_is_a_fault(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.mp4").write_bytes(content)
    first, left, status = _told(tmp_path / "a.mp4")
    assert (first, len(left)) == (b"", 0) and status == 1


def test_of_four_gigabytes_only_its_own_is_read(tmp_path: Path) -> None:
    """A file with a hole of 4 GB before its index: found, and not read."""
    small = film(tmp_path / "a.mp4", seconds=2.0, heard=Track()).read_bytes()
    index = small.rindex(b"moov") - 4
    hole = 4 << 30
    with (tmp_path / "b.mp4").open("wb") as file:
        file.write(small[:index] + b"\0\0\0\1free" + (hole + 16).to_bytes(8, "big"))
        file.seek(hole, 1)
        file.write(small[index:])
    _, left, status = _told(tmp_path / "b.mp4", 0.7)
    assert status == 0 and _begins(left) == pytest.approx([0.3], abs=0.02)


def test_a_keeper_hears_of_sound_that_cannot_be_played(tmp_path: Path) -> None:
    """It is shown all the same."""
    path = film(tmp_path / "a.mkv", seconds=0.4, heard=Track("pcm_f32le"))
    assert video.check(path, decode=True).unheard
    assert not video.check(film(tmp_path / "b.mp4", seconds=0.4, heard=Track()), decode=True).unheard
    first, left, status = _told(path)
    assert (first, len(left), status) == (b"", 0, 1)
