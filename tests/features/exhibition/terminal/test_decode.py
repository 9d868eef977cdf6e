"""Pictures as keepers bring them: any mode, any shape, half copied. The worker makes them fit or says which file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from content.kinds.kind import ExhibitKind
from content.kinds.picture import NotDecoded
from content.pack.open import STARTER, open_pack
from kiosk.features.exhibition.terminal.frames import image_frame, poster_frames
from kiosk.features.exhibition.terminal.loop.slides import SlideStyle, compose
from kiosk.ui.pixels import Frame, frame_of

FONTS = Path(__file__).parents[4] / "build" / "fonts"
WHITE = (255, 255, 255)


def pixels(frame: Frame) -> Image.Image:
    return Image.frombytes("RGBA", (frame.width, frame.height), b"".join(frame.strips))


@given(st.integers(1, 2000), st.integers(1, 300))
@settings(max_examples=25, deadline=None)
def test_strips_are_the_whole_picture_in_order(width: int, height: int) -> None:
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    frame = frame_of(picture)
    assert sum(map(len, frame.strips)) == width * height * 4
    assert all(len(strip) == frame.strip_rows * width * 4 for strip in frame.strips[:-1])
    assert pixels(frame).convert("RGB").tobytes() == picture.tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_picture_becomes_rgba(tmp_path: Path, mode: str) -> None:
    name = tmp_path / ("a.jpg" if mode == "CMYK" else "a.png")
    Image.new(mode, (60, 40)).save(name)
    frame = image_frame(name, 30, 30, "cover")
    assert (frame.width, frame.height) == (30, 30)


def test_cover_keeps_the_anchor_and_contain_keeps_the_whole(tmp_path: Path) -> None:
    picture = Image.new("RGB", (100, 300), "red")
    picture.paste("blue", (0, 0, 100, 100))
    picture.save(tmp_path / "a.png")
    top = image_frame(tmp_path / "a.png", 100, 100, "cover", 0.0)
    assert pixels(top).getpixel((50, 50)) == (0, 0, 255, 255)
    whole = image_frame(tmp_path / "a.png", 100, 100, "contain")
    assert (whole.width, whole.height) == (33, 100)


def test_a_transparent_picture_stands_on_white_and_corners_are_its_own(tmp_path: Path) -> None:
    Image.new("RGBA", (80, 80), (0, 0, 0, 0)).save(tmp_path / "a.png")
    image = pixels(image_frame(tmp_path / "a.png", 80, 80, "cover", 0.5, top_corners=20))
    assert image.getpixel((40, 40)) == (*WHITE, 255)
    assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert image.getpixel((0, 79))[3] == 255  # type: ignore[index]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 4000), st.binary(max_size=20))
def test_a_damaged_file_is_named_and_nothing_else_is_raised(tmp_path: Path, keep: int, noise: bytes) -> None:
    whole = (STARTER / "pictures" / "window.png").read_bytes()
    (tmp_path / "b.png").write_bytes(whole[:keep] + noise)
    with pytest.raises(NotDecoded, match=r"b\.png"):
        image_frame(tmp_path / "b.png", 100, 100, "cover")


def test_the_long_poster_is_cut_between_its_parts() -> None:
    poster = poster_frames(STARTER / "pictures" / "fee.png", 400, 688, 140)
    assert len(poster.pages) >= 4
    assert all(page.height <= 688 and page.width == 400 for page in poster.pages)
    assert poster.spans[0][0] == 0 and poster.spans[-1][1] == 1
    for page in poster.pages[1:]:  # the first row of a screen holds no text
        row = pixels(page).convert("L").crop((0, 0, 400, 1)).getextrema()
        assert row[1] - row[0] < 12  # type: ignore[operator]


@pytest.mark.skipif(not FONTS.is_dir(), reason="fonts are made by deploy/setup")
@pytest.mark.parametrize("landscape", [False, True])
def test_every_starter_exhibit_has_a_slide_with_a_readable_caption(landscape: bool) -> None:
    size = (480, 213) if landscape else (270, 366)
    style = SlideStyle(
        *size, unit=0.25, landscape=landscape, ground=(245, 240, 232), surface=(255, 254, 251), line=(220, 208, 193),
        edge=(143, 125, 110), ink=(42, 32, 27), pine=(31, 90, 84), primary=(166, 30, 27),
        serif=str(FONTS / "NotoSerifSC-Bold.otf"), regular=str(FONTS / "NotoSansSC-Regular.otf"),
    )  # fmt: skip
    for place, exhibit in enumerate(open_pack(STARTER, decode=False).exhibits):
        slide = pixels(compose(exhibit, place, 8, style)).convert("L")
        assert slide.size == size
        caption = slide.crop((12, 42, 130 if landscape else 200, 120))
        darkest, lightest = caption.getextrema()
        assert darkest < 60 and lightest > 190, exhibit.id  # type: ignore[operator]
        assert exhibit.kind in ExhibitKind


@pytest.mark.skipif(not FONTS.is_dir(), reason="fonts are made by deploy/setup")
def test_a_wide_photograph_is_shown_whole_under_the_caption(tmp_path: Path) -> None:
    from dataclasses import replace

    Image.new("RGB", (1600, 900), "green").save(tmp_path / "wide.jpg")
    exhibit = replace(open_pack(STARTER, decode=False).exhibits[0], path=tmp_path / "wide.jpg")
    grey = (245, 240, 232)
    style = SlideStyle(270, 366, 0.25, False, grey, grey, grey, grey, (42, 32, 27), grey, (166, 30, 27),
                       str(FONTS / "NotoSerifSC-Bold.otf"), str(FONTS / "NotoSansSC-Regular.otf"))  # fmt: skip
    slide = pixels(compose(exhibit, 0, 1, style)).convert("RGB")
    column = [slide.getpixel((135, y)) for y in range(366)]
    green = [y for y, (red, g, _) in enumerate(column) if g > 100 and red < 60]  # type: ignore[misc]
    assert 140 <= len(green) <= 160  # 1600x900 at 270 px wide is 152 high: nothing cut off
