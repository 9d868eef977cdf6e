"""A file that arrived for an item: what of it is kept, and what is refused by name."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from content.kinds.kind import ExhibitKind
from kiosk.features.exhibition.hall import intake, words
from kiosk.features.exhibition.hall.intake import FILMS, MOST_READ_BYTES, NotTaken, most_bytes, take_in, take_text


def staged(folder: Path, content: bytes) -> Path:
    path = folder / ".arriving"
    path.write_bytes(content)
    return path


def jpeg(height: int = 1200) -> bytes:
    exif = Image.new("1", (1, 1)).getexif()
    exif[0x013B] = "演示作者"
    out = io.BytesIO()
    Image.new("RGB", (1000, height), "#204060").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_picture_is_kept_without_its_author_and_its_kind_is_seen(tmp_path: Path) -> None:
    path = staged(tmp_path, jpeg())
    taken = take_in("巷子.JPG", path)
    assert (taken.kind, Path(taken.name).suffix) == ("image", ".jpg") and taken.left_out and taken.small
    assert "演示作者".encode() not in path.read_bytes()
    assert take_in("长图.jpg", staged(tmp_path, jpeg(4000))).kind == "poster"


def test_the_words_of_a_picture_are_a_text(tmp_path: Path) -> None:
    assert take_text("稿.md", staged(tmp_path, "# 党费\n\n怎么算".encode())).name == "稿.txt"
    with pytest.raises(NotTaken, match="文字稿"):
        take_text("稿.jpg", staged(tmp_path, jpeg()))


@pytest.mark.parametrize("name", ["坏.jpg", "a.exe", "a.docx", "没有结尾", "题库.xlsx"])
def test_what_cannot_be_shown_is_refused_with_the_reason(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotTaken) as refused:
        take_in(name, staged(tmp_path, b"nothing of that kind"))
    assert str(refused.value)


@pytest.mark.parametrize("ending", FILMS)
def test_a_film_may_be_larger_than_memory_and_is_no_word_for_a_child(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert most_bytes(f"节目{ending.upper()}") > 4_000_000_000 > most_bytes("巷子.jpg") == MOST_READ_BYTES
    monkeypatch.setattr(intake, "shows_films", lambda: True)
    path = staged(tmp_path, b"no film")
    with pytest.raises(NotTaken):
        take_in(f"节目{ending}", path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif("video" in {kind.value for kind in ExhibitKind}, reason="this version shows films")
def test_a_version_without_films_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotTaken, match=words.NO_FILMS):
        take_in("节目.mp4", staged(tmp_path, b"any"))
