"""Scanned files as keepers have them: turned, large, locked, broken."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from content.pictures.jpeg import REMARKS
from kiosk.features.membership.hall.scans import child as scan_child
from kiosk.features.membership.hall.scans import reading, words
from kiosk.features.membership.hall.scans.reading import ScanUnreadable, read_pages, turned
from tests.features.membership.hall import papers

CASES = Path(__file__).parents[3] / "cases" / "scans"


def test_a_page_arrives_upright_small_and_without_the_camera_s_notes() -> None:
    (page,) = read_pages(papers.lying())
    assert papers.is_upright(page)
    assert not Image.open(io.BytesIO(page)).getexif()
    (large,) = scan_child.pages(papers.picture(3400, 4800, "PNG"))
    assert max(Image.open(io.BytesIO(large)).size) == scan_child.LONG_SIDE


def test_the_pages_of_a_pdf_come_in_order_and_turned_as_it_says() -> None:
    assert [papers.is_upright(page) for page in read_pages(papers.pdf(2))] == [True, True]
    (turned,) = scan_child.pages(papers.pdf(1, rotate=90))
    assert Image.open(io.BytesIO(turned)).size == (scan_child.LONG_SIDE, 1555)


def test_the_largest_page_that_is_taken_fits_the_child_s_memory() -> None:
    """The service and its children share 1 GB (deploy/systemd): more than that, and the hall would be ended with it."""
    stream = io.BytesIO()
    Image.new("RGBA", (5000, 5000), (0, 0, 0, 0)).save(stream, "PNG", compress_level=1)
    (page,) = read_pages(stream.getvalue())
    shown = Image.open(io.BytesIO(page))
    assert shown.size == (scan_child.LONG_SIDE,) * 2
    assert set(shown.convert("L").tobytes()) == {255}  # what is transparent is paper
    assert scan_child.MEMORY_BYTES < 700_000_000


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_picture_becomes_a_jpeg(mode: str) -> None:
    stream = io.BytesIO()
    Image.new("L", (400, 500), 255).convert("RGB" if mode == "P" else "L").convert(
        "I;16" if mode == "I;16" else mode
    ).save(stream, "TIFF")
    (page,) = scan_child.pages(stream.getvalue())
    assert Image.open(io.BytesIO(page)).format == "JPEG"


@pytest.mark.parametrize(
    ("mode", "kind", "how"),
    [
        ("CMYK", "JPEG", {}), ("L", "JPEG", {"progressive": True}), ("P", "PNG", {}), ("I;16", "PNG", {}),
        ("RGBA", "WEBP", {"lossless": True}), ("RGB", "WEBP", {"save_all": True}),
        ("1", "TIFF", {"compression": "group4"}), ("RGB", "TIFF", {"compression": "jpeg"}),
        ("RGB", "TIFF", {"compression": "tiff_lzw"}), ("RGB", "TIFF", {"compression": "tiff_adobe_deflate"}),
        ("RGB", "MPO", {"save_all": True}), ("RGB", "BMP", {}),
        ("I", "TIFF", {}), ("F", "TIFF", {}), ("LAB", "TIFF", {}),
    ],
)  # fmt: skip
def test_behind_closed_doors_every_kind_is_opened_as_before_them(mode: str, kind: str, how: dict[str, Any]) -> None:
    """The list of system calls that are left (`kiosk.core.limited`) must be enough for every decoder."""
    grey = mode in ("I;16", "I", "F")
    frames = [Image.effect_noise((400, 500), 60).convert("L" if grey else "RGB") for _ in "ab"]
    frames = [Image.frombytes("LAB", one.size, one.tobytes()) if mode == "LAB" else one.convert(mode) for one in frames]
    stream = io.BytesIO()
    if "save_all" in how:
        how = {**how, "append_images": frames[1:]}
    try:
        frames[0].save(stream, kind, **how)
    except (OSError, RuntimeError):
        pytest.skip("this Pillow cannot write it")
    assert read_pages(stream.getvalue()) == list(scan_child.pages(stream.getvalue()))


@pytest.mark.parametrize(
    ("name", "remarks"),
    [
        ("gray16.png", [""]), ("mpo_preview.jpg", [""]), ("jpeg_without_eoi.jpg", ["torn"]),
        ("pdf_seal_widget.pdf", [""]), ("pdf_image_garbage.pdf", ["lacking"]),
    ],
)  # fmt: skip
def test_files_from_the_field_are_opened_behind_closed_doors(name: str, remarks: list[str]) -> None:
    content = (CASES / name).read_bytes()
    found = read_pages(content)
    assert [reading.remark_of(page) for page in found] == remarks and found == list(scan_child.pages(content))


def test_a_page_of_one_colour_is_asked_about_and_stays_so_when_it_is_turned() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (400, 500), "#fbf5e6").save(stream, "BMP")
    (page,) = read_pages(stream.getvalue())
    assert reading.remark_of(page) == reading.remark_of(turned(page, 1)) == "empty"
    assert not reading.remark_of(read_pages(papers.picture())[0])
    assert set(REMARKS) == set(words.REMARKS)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ((CASES / "iphone.heic").read_bytes(), "phone_format"),
        (papers.pdf(1, encrypted=True), "locked"),
        (papers.picture()[:2000], "broken"),
        (papers.picture(200, 280), "too_small"),
        (papers.pdf(scan_child.MOST_PAGES + 1), "too_many_pages"),
        (papers.pdf(1)[:60], "broken"),
        (b"<svg/>", "not_a_scan"),
        (b"", "not_a_scan"),
    ],
    ids=["telephone", "locked PDF", "half a picture", "a stamp", "a book", "half a PDF", "no picture", "nothing"],
)
def test_a_file_that_shows_no_page_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(scan_child.Refused, match=reason):
        list(scan_child.pages(content))
    assert reason in words.PROBLEMS


def test_a_picture_of_13000_squared_is_refused_before_it_is_decoded() -> None:
    stream = io.BytesIO()
    Image.new("1", (13000, 13000)).save(stream, "PNG")
    with pytest.raises(ScanUnreadable, match="too_large"):
        read_pages(stream.getvalue())


def test_a_child_that_hangs_or_dies_takes_nothing_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for code, reason in (("import time; time.sleep(600)", "too_slow"), ("import os; os.abort()", "broken")):
        child = tmp_path / "child.py"
        child.write_text(code, encoding="ascii")
        monkeypatch.setattr(reading, "_CHILD", child)
        with pytest.raises(ScanUnreadable, match=reason):
            read_pages(b"", seconds=0.2 if reason == "too_slow" else 60)


def test_the_child_has_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _be_child(tmp_path, monkeypatch, "lambda content: [bytes(2_000_000_000)]")
    with pytest.raises(ScanUnreadable, match="too_large"):
        read_pages(b"", seconds=60)
    assert "PIL" not in sys.modules["kiosk.features.membership.hall.scans.reading"].__dict__


@pytest.mark.parametrize(
    ("pages", "reason"),
    [("lambda content: iter(lambda: bytes(5_000_000), None)", "too_large"), ("lambda content: [b''] * 100", None)],
    ids=["without end", "empty"],
)
def test_a_child_that_was_taken_over_cannot_fill_the_hall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: str, reason: str | None
) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 20_000_000)
    _be_child(tmp_path, monkeypatch, pages)
    if reason is None:
        assert read_pages(b"", seconds=60) == []  # an empty page is the end
    else:
        with pytest.raises(ScanUnreadable, match=reason):
            read_pages(b"", seconds=60)


def _be_child(folder: Path, monkeypatch: pytest.MonkeyPatch, pages: str) -> None:
    """The next child is the real one, with `pages` in the place of the decoder."""
    child = folder / "child.py"
    child.write_text(
        f"import sys\nsys.path.insert(0, {str(Path(scan_child.__file__).parents[5])!r})\n"
        f"from kiosk.features.membership.hall.scans import child\nchild.pages = {pages}\nchild.main()\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(reading, "_CHILD", child)
