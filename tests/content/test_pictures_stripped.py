"""What is published of a photograph is the photograph: no place, no name, no small picture of what was cut away."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from content.kinds import picture
from content.pictures.stripped import NotWhole, stripped, taken_out

SECRETS = (b"Zhang", b"Phone 9", b"31.2", b"cut away", b"2026:10")
CASES = Path(__file__).parents[1] / "cases"


def photograph(kind: str, turned: int = 6, **how: Any) -> bytes:
    """40 x 60 as a telephone writes it."""
    drawn = Image.linear_gradient("L").resize((60, 40)).convert("RGB")
    exif: Any = Image.Exif()  # type: ignore[no-untyped-call]
    exif[0x0112] = turned
    exif[0x010F], exif[0x013B], exif[0x0132] = "Phone 9", "Zhang", "2026:10:01 08:00:00"
    exif[0x8825] = {1: "N", 2: (31.0, 2.0, 5.0), 29: "31.2"}
    out = io.BytesIO()
    drawn.save(out, kind, exif=exif, **how)
    return out.getvalue()


def with_thumbnail(content: bytes) -> bytes:
    """A JPEG's note gets a second folder of tags: the small picture that cameras add."""
    at = content.index(b"Exif\0\0")
    note = content[at + 6 : at + int.from_bytes(content[at - 2 : at], "big") - 2]
    order = "little" if note[:2] == b"II" else "big"
    first = int.from_bytes(note[4:8], order)  # type: ignore[arg-type]
    link = first + 2 + 12 * int.from_bytes(note[first : first + 2], order)  # type: ignore[arg-type]
    longer = note[:link] + len(note).to_bytes(4, order) + note[link + 4 :] + b"\0\0\0\0\0\0cut away"  # type: ignore[arg-type]
    segment = (len(longer) + 8).to_bytes(2, "big") + b"Exif\0\0" + longer
    return content[: at - 2] + segment + content[at + 6 + len(note) :]


def pixels(content: bytes) -> tuple[tuple[int, int], bytes]:
    """As they are shown: upright."""
    with Image.open(io.BytesIO(content)) as opened:
        upright = ImageOps.exif_transpose(opened)
        assert upright
        return upright.size, upright.convert("RGBA").tobytes()


@pytest.mark.parametrize("turned", [1, 3, 6, 8])
@pytest.mark.parametrize(
    ("kind", "how"),
    [("JPEG", {"comment": b"Zhang"}), ("JPEG", {"progressive": True, "icc_profile": b"p" * 70_000}), ("PNG", {}),
     ("WEBP", {"lossless": True}), ("WEBP", {"xmp": b"<x>Zhang</x>"})],
)  # fmt: skip
def test_no_place_no_name_and_the_same_pixels(kind: str, how: dict[str, Any], turned: int) -> None:
    content = photograph(kind, turned, **how)
    clean, taken = taken_out(content)
    assert {"place", "author", "camera"} <= set(taken) and len(clean) < len(content)
    assert not [secret for secret in SECRETS if secret in clean]
    assert pixels(clean) == pixels(content)
    with Image.open(io.BytesIO(clean)) as opened:
        assert dict(opened.getexif()) == ({0x0112: turned} if turned != 1 else {})
        assert opened.info.get("icc_profile") == how.get("icc_profile")
    assert taken_out(clean) == (clean, ())


def test_thumbnails_and_what_lies_behind_the_picture_stay_out() -> None:
    content = with_thumbnail(photograph("JPEG")) + b"a film of the minute before: cut away"
    clean, taken = taken_out(content)
    assert {"thumbnail", "behind"} <= set(taken) and b"cut away" in content and b"cut away" not in clean
    assert pixels(clean) == pixels(content)
    assert b"second" not in stripped(photograph("PNG") + b"second")
    assert b"second" not in stripped(photograph("WEBP") + b"second")


def test_a_telephone_s_second_picture_goes_and_the_first_stays() -> None:
    content = (CASES / "scans" / "mpo_preview.jpg").read_bytes()
    clean, taken = taken_out(content)
    with Image.open(io.BytesIO(clean)) as opened:
        assert opened.format == "JPEG"
    assert "behind" in taken and pixels(clean) == pixels(content)


def test_texts_of_a_png_go_and_its_transparency_stays() -> None:
    told = PngInfo()
    told.add_text("Author", "Zhang")
    told.add_itxt("XML:com.adobe.xmp", "<x>Zhang</x>", zip=True)
    drawn = Image.new("P", (30, 30), 3)
    drawn.info["transparency"] = 3
    out = io.BytesIO()
    drawn.save(out, "PNG", pnginfo=told, dpi=(300, 300))
    clean, taken = taken_out(out.getvalue())
    assert taken == ("notes",) and b"Zhang" not in clean and b"xmp" not in clean
    assert pixels(clean) == pixels(out.getvalue())


def test_cmyk_and_a_torn_end_are_shown_as_before(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("CMYK", (30, 30), (200, 10, 10, 0)).save(out, "JPEG")
    assert pixels(stripped(out.getvalue())) == pixels(out.getvalue())
    torn = tmp_path / "torn.jpg"
    torn.write_bytes(stripped((CASES / "scans" / "jpeg_without_eoi.jpg").read_bytes()))
    assert picture.check(torn) == (700, 988)
    assert stripped(b"BM rest") == b"BM rest"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 3000), st.binary(max_size=8), st.integers(0, 3000))
def test_damaged_files_end_in_bytes_or_in_a_word(kind: str, at: int, noise: bytes, cut: int) -> None:
    content = photograph(kind)
    content = content[:at] + noise + content[at + len(noise) :]
    for one in (content, content[:cut]):
        try:
            clean = stripped(one)
        except NotWhole:
            continue
        assert len(clean) <= len(one) + 64
