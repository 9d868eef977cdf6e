"""A film of a pack: what plays is let through, what does not is named with the way out, by the code that plays it."""

from __future__ import annotations

from pathlib import Path

import pytest

from content import words
from content.kinds import video
from content.kinds.kind import ItemRefused
from content.kinds.video import Film
from tests.content.films import film


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("films") / "a.mp4", seconds=8, index_first=True)


def test_its_size_and_its_length_are_found(plain: Path) -> None:
    facts = video.check(plain, decode=True)
    assert (facts.size, facts.turned) == ((64, 48), 0) and facts.seconds == pytest.approx(8, abs=0.1)


@pytest.mark.parametrize(("name", "codec"), [("a.webm", "libvpx"), ("a.mkv", "libx264"), ("a.mov", "libx264")])
def test_what_other_cameras_and_programs_write_plays_as_well(tmp_path: Path, name: str, codec: str) -> None:
    made = film(tmp_path / name, codec=codec, seconds=0.4)
    assert video.check(made, decode=True).size == (64, 48)
    with made.open("rb", buffering=0) as stream:
        assert len(list(Film(stream).frames())) == 10


def test_with_sound_it_plays_without(tmp_path: Path) -> None:
    made = film(tmp_path / "a.mp4", sound=True, seconds=1)
    with made.open("rb", buffering=0) as stream:
        times = [seconds for seconds, _ in Film(stream).frames()]
    assert len(times) == 25 and times == sorted(times) and times[0] == 0


@pytest.mark.parametrize(("turned", "size"), [(90, (48, 64)), (180, (64, 48)), (270, (48, 64))])
def test_it_stands_as_the_telephone_was_held(tmp_path: Path, turned: int, size: tuple[int, int]) -> None:
    facts = video.check(film(tmp_path / "a.mp4", turned=turned, seconds=0.2), decode=True)
    assert (facts.size, facts.turned) == (size, turned)


def test_hevc_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ItemRefused, match="兼容性最佳"):
        video.check(film(tmp_path / "a.mp4", codec="libx265", seconds=0.2), decode=True)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6])
@pytest.mark.parametrize("index_first", [True, False])
def test_one_that_was_copied_in_part_is_refused(tmp_path: Path, plain: Path, share: float, index_first: bool) -> None:
    """Also one that has its index and its first picture: the check looks at its end."""
    whole = plain.read_bytes() if index_first else film(tmp_path / "b.mp4", seconds=8).read_bytes()
    (tmp_path / "a.mp4").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ItemRefused, match=r"拷完整|不是能放"):
        video.check(tmp_path / "a.mp4", decode=True)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 a picture", b"#EXTM3U\nfile:///etc/passwd\n", bytes(4096)])
@pytest.mark.parametrize("decode", [True, False])
def test_what_is_no_film_is_refused_with_and_without_decoding(tmp_path: Path, content: bytes, decode: bool) -> None:
    (tmp_path / "a.mp4").write_bytes(content)
    with pytest.raises(ItemRefused, match="不是能放"):
        video.check(tmp_path / "a.mp4", decode)


def test_only_its_own_suffixes_are_taken(tmp_path: Path) -> None:
    (tmp_path / "a.avi").write_bytes(b"RIFF1234AVI ")
    with pytest.raises(ItemRefused, match=r"\.mp4"):
        video.check(tmp_path / "a.avi", decode=False)


def test_only_sound_is_no_film(tmp_path: Path) -> None:
    import av

    with av.open(str(tmp_path / "a.mp4"), "w") as out:
        stream = out.add_stream("aac", rate=8000)
        sound = av.AudioFrame("fltp", "mono", 1024)
        sound.sample_rate, sound.pts = 8000, 0
        sound.planes[0].update(bytes(sound.planes[0].buffer_size))
        out.mux([*stream.encode(sound), *stream.encode(None)])
    with pytest.raises(ItemRefused) as refused:
        video.check(tmp_path / "a.mp4", decode=True)
    assert str(refused.value) == words.FILM_WITHOUT_PICTURES


def test_one_larger_than_a_terminal_decodes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ItemRefused, match="2048×64"):
        video.check(film(tmp_path / "a.mp4", size=(2048, 64), seconds=0.1), decode=True)


def test_damage_inside_is_passed_over(tmp_path: Path, plain: Path) -> None:
    content = bytearray(plain.read_bytes())
    at = (content.index(b"mdat") + len(content)) // 2
    content[at : at + 200] = bytes(range(200))
    (tmp_path / "a.mp4").write_bytes(content)
    with (tmp_path / "a.mp4").open("rb", buffering=0) as stream:
        assert len(list(Film(stream).frames())) > 100
