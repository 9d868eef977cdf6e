"""Files of pixels as people have them: deep, coloured, turned, torn, with a second picture. One code reads them all."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from content.pictures import jpeg, pdf
from content.pictures.frames import Page, Unseen, Wanted, first, pages, size

CASES = Path(__file__).parents[1] / "cases"
WANTED = Wanted(("JPEG", "PNG", "TIFF", "WEBP", "BMP"), 25_000_000, 16)
INK, PAPER = (200, 30), (200, 300)


def drawn(mode: str = "L") -> Image.Image:
    """400 x 500, black along the top."""
    page = Image.new("L", (400, 500), 255)
    ImageDraw.Draw(page).rectangle((0, 0, 400, 60), fill=0)
    return page.convert("RGB").convert(mode) if mode not in ("L", "I", "F") else page.convert(mode)


def encoded(picture: Image.Image, kind: str, **how: Any) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **how)
    return stream.getvalue()


def shades(page: Page) -> list[int]:
    grey = page.image.convert("L")
    return [int(grey.getpixel(at)) for at in (INK, PAPER)]  # type: ignore[arg-type]


def _scaled(picture: Image.Image, times: float) -> Image.Image:
    return picture.point(lambda value: value * times + 0)


def _lab() -> Image.Image:
    way = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    made = ImageCms.applyTransform(drawn("RGB"), way)
    assert made
    return made


@pytest.mark.parametrize(
    ("picture", "kind"),
    [
        (lambda: _scaled(drawn("I"), 257).convert("I;16"), "PNG"),
        (lambda: _scaled(drawn("I"), 257).convert("I;16"), "TIFF"),
        (lambda: _scaled(drawn("I"), 16).convert("I;16"), "TIFF"),  # twelve bits of sixteen
        (lambda: _scaled(drawn("I"), 8_421_504), "TIFF"),
        (lambda: drawn("I"), "TIFF"),
        (lambda: _scaled(drawn("F"), 1 / 255), "TIFF"),
        (lambda: drawn("F"), "TIFF"),
        (lambda: _scaled(drawn("F"), 1000), "TIFF"),
        (_lab, "TIFF"),
        (lambda: drawn("CMYK"), "JPEG"),
        (lambda: drawn("CMYK"), "TIFF"),
        (lambda: drawn("P"), "PNG"),
        (lambda: drawn("PA"), "TIFF"),
        (lambda: drawn("1"), "BMP"),
        (lambda: drawn("RGBA"), "WEBP"),
    ],
)
def test_any_colours_and_any_depth_are_ink_on_paper(picture: Callable[[], Image.Image], kind: str) -> None:
    ink, paper = shades(first(encoded(picture(), kind), WANTED))
    assert ink < 10 and paper > 250


def test_16_bits_of_grey_are_scaled_and_not_cut_off() -> None:
    grey = first((CASES / "scans" / "gray16.png").read_bytes(), WANTED).image
    assert grey.mode == "L" and grey.getextrema() == (0, 245)
    deep = _scaled(drawn("I"), 257).convert("I;16")
    assert shades(first(encoded(deep, "TIFF", tiffinfo={262: 0}), WANTED))[0] > 250  # 0 is white, it says


def test_what_is_no_number_is_no_picture() -> None:
    with pytest.raises(Unseen, match="broken"):
        first(encoded(_scaled(drawn("F"), float("inf")), "TIFF"), WANTED)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_every_kind_stands_as_its_camera_was_held(kind: str, orientation: int) -> None:
    exif: Any = Image.new("L", (1, 1)).getexif()
    exif[0x0112] = orientation
    turn = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}[orientation]
    content = encoded(drawn().transpose(turn), kind, exif=exif)
    assert first(content, WANTED).image.size == (400, 500) == size(content, WANTED)
    assert shades(first(content, WANTED)) == pytest.approx([0, 255], abs=9)


def test_a_note_that_cannot_be_read_turns_nothing() -> None:
    content = encoded(drawn(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\xff\xff damaged")
    assert first(content, WANTED).image.size == (400, 500)


def test_second_pictures_thumbnails_and_animations_are_no_pages() -> None:
    assert len([*pages((CASES / "scans" / "mpo_preview.jpg").read_bytes(), WANTED)]) == 1
    small, second = drawn().resize((80, 100)), drawn().rotate(180)
    tiff = encoded(drawn(), "TIFF", save_all=True, append_images=[small, second])
    assert [page.image.size for page in pages(tiff, WANTED)] == [(400, 500), (400, 500)]
    moving = encoded(drawn("RGB"), "WEBP", save_all=True, append_images=[second.convert("RGB")])
    assert len([*pages(moving, WANTED)]) == 1


@pytest.mark.parametrize(("mode", "how"), [("RGB", {}), ("RGB", {"subsampling": 0}), ("CMYK", {})])
def test_a_file_without_its_end_is_taken_with_a_remark_and_half_a_file_is_not(mode: str, how: dict[str, Any]) -> None:
    whole = encoded(Image.effect_noise((400, 500), 60).convert("RGB").convert(mode), "JPEG", **how)
    torn = first(whole[:-2], WANTED)
    assert torn.remark == "torn"
    assert torn.image.crop((0, 0, 400, 470)).tobytes() == first(whole, WANTED).image.crop((0, 0, 400, 470)).tobytes()
    with pytest.raises(Unseen, match="broken"):
        first(whole[: len(whole) // 2], WANTED)


def test_a_picture_that_was_not_decoded_is_never_black() -> None:
    content = encoded(drawn("RGB"), "PNG")[:50] + b"\0\0"
    near = Wanted(WANTED.formats, WANTED.most_pixels, WANTED.smallest_side, (100, 100))
    for wanted in (WANTED, near):
        with pytest.raises(Unseen, match="broken"):
            first(content, wanted)
        assert size(content, wanted) == (400, 500)


def test_the_end_of_a_scanner_s_file_may_be_missing() -> None:
    page = first((CASES / "scans" / "jpeg_without_eoi.jpg").read_bytes(), WANTED)
    assert page.remark == "torn" and page.image.size == (700, 988)


def test_what_is_no_picture_says_so_and_a_telephone_s_format_by_its_name() -> None:
    for content, reason in (
        ((CASES / "scans" / "iphone.heic").read_bytes(), "phone_format"),
        (b"<svg/>", "not_a_picture"),
        (b"BM and nothing", "broken"),
        (encoded(drawn(), "PNG")[:40], "broken"),
        (encoded(Image.new("1", (13_000, 13_000)), "PNG"), "too_large"),
        (encoded(Image.new("1", (8, 8)), "BMP"), "too_small"),
    ):
        with pytest.raises(Unseen, match=reason):
            first(content, WANTED)
        with pytest.raises(Unseen, match=reason):
            [*pages(content, WANTED)]


def test_a_seal_and_a_filled_field_are_drawn_and_a_lost_picture_is_remarked() -> None:
    (sealed,) = pdf.pages((CASES / "scans" / "pdf_seal_widget.pdf").read_bytes(), 842, 60)
    seal = sealed.image.crop((350, 662, 520, 762))
    assert not sealed.remark and seal.getcolors() == [(170 * 100, (255, 0, 0))]
    (lost,) = pdf.pages((CASES / "scans" / "pdf_image_garbage.pdf").read_bytes(), 842, 60)
    assert lost.remark == "lacking"


def test_a_remark_goes_with_its_page_and_nothing_else_does() -> None:
    assert jpeg.remark_of(jpeg.written(drawn(), 80, "empty")) == "empty"
    assert jpeg.remark_of(jpeg.written(drawn(), 80)) == ""
    assert jpeg.remark_of(encoded(drawn(), "JPEG", comment=b"<script>")) == ""
    photographed = Image.open(io.BytesIO(encoded(drawn(), "JPEG", comment=b"torn")))
    assert jpeg.remark_of(jpeg.written(photographed, 80)) == ""


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "TIFF", "WEBP", "BMP"]), st.integers(0, 30_000), st.binary(max_size=12))
def test_whatever_is_wrong_with_a_file_is_one_error(kind: str, at: int, noise: bytes) -> None:
    content = encoded(drawn("RGB"), kind)
    at %= len(content)
    try:
        assert all(page.image.mode in ("L", "RGB") for page in pages(content[:at] + noise + content[at + 9 :], WANTED))
    except Unseen as unseen:
        assert str(unseen) in ("broken", "not_a_picture", "too_large", "too_small", "phone_format")
    jpeg.remark_of(noise)
