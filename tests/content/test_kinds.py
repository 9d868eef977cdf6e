"""What a check let through can be shown, and what cannot be shown was found by the check: one code reads both."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from content import words
from content.kinds import picture, poster
from content.kinds.kind import ExhibitKind, ItemRefused
from content.kinds.picture import NotDecoded
from content.kinds.table import KINDS
from content.pack.open import STARTER

CASES = Path(__file__).parents[1] / "cases" / "packs"


def test_every_kind_but_the_bank_has_its_row() -> None:
    assert set(KINDS) == set(ExhibitKind) - {ExhibitKind.BANK}


def test_a_long_poster_may_be_a_photograph(tmp_path: Path) -> None:
    """A JPEG is decoded near the size wanted; a poster wants all of it."""
    Image.new("RGB", (400, 1600), "white").save(tmp_path / "a.jpg")
    sheet = poster.decode(tmp_path / "a.jpg", 200, 300, 100)
    assert [page.width for page in sheet.pages] == [200] * len(sheet.pages)
    assert sum(page.height for page in sheet.pages) == 800 and sheet.thumb.size == (25, 100)


def test_a_picture_that_opens_and_cannot_be_drawn_is_found_by_the_check(tmp_path: Path) -> None:
    """More transparent colours than the palette has: every pixel can be read, none can be flattened."""
    path = tmp_path / "a.png"
    path.write_bytes(_palette_png(transparent=300))
    with Image.open(path) as opened:
        opened.load()
    assert _shown(path) is False
    with pytest.raises(ItemRefused):
        picture.check(path)
    path.write_bytes(_palette_png(transparent=4))
    assert _shown(path) and picture.check(path) == (32, 32)


def test_an_exhibit_stands_as_its_camera_was_held() -> None:
    path = CASES / "exif6.png"
    assert picture.check(path) == picture.check(path, decode=False) == picture.load(path).size == (900, 1270)


def test_what_a_telephone_made_is_named_and_what_is_torn_is_shown(tmp_path: Path) -> None:
    with pytest.raises(ItemRefused, match="JPEG"):
        picture.check(CASES.parent / "scans" / "iphone.heic")
    torn = CASES.parent / "scans" / "jpeg_without_eoi.jpg"
    assert picture.examined(torn) == ((700, 988), words.TORN) and picture.load(torn).size == (700, 988)
    Image.new("RGB", (40, 60)).save(tmp_path / "a.bmp")
    assert picture.check(tmp_path / "a.bmp") == (40, 60)


def test_a_picture_as_long_as_no_terminal_holds_is_refused(tmp_path: Path) -> None:
    Image.new("1", (20, 20 * picture.LONGEST + 1)).save(tmp_path / "a.png")
    with pytest.raises(ItemRefused, match="太长"):
        picture.check(tmp_path / "a.png")
    poster.try_out(picture.load(CASES / "jpeg_poster_pack" / "poster.jpg"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 40_000), st.binary(max_size=20))
@example(10_000_000, b"")
def test_the_check_says_what_the_screen_will_say(tmp_path: Path, keep: int, noise: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes((STARTER / "pictures" / "window.png").read_bytes()[:keep] + noise)
    assert _checked(path) == _shown(path)


def _checked(path: Path) -> bool:
    try:
        picture.check(path)
    except ItemRefused:
        return False
    return True


def _shown(path: Path) -> bool:
    try:
        picture.load(path)
    except NotDecoded:
        return False
    return True


def _palette_png(transparent: int) -> bytes:
    header = struct.pack(">IIBBBBB", 32, 32, 8, 3, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes(32)) * 32)
    parts = (b"IHDR", header), (b"PLTE", bytes(48)), (b"tRNS", b"\1" * transparent), (b"IDAT", rows), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
