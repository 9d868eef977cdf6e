"""A picture of another shape than its place is cropped, never squeezed: read from the pixels."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)
pytestmark = pytest.mark.usefixtures("themed")


def striped(across: bool) -> Any:
    """Three equal stripes, red, green, blue: from left to right, or from the top down."""
    from kivy.graphics.texture import Texture

    rows = [[RED, GREEN, BLUE][n // 30] for n in range(90)]
    size = (90, 30) if across else (30, 90)
    pixels = [rows[x] if across else rows[y] for y in range(size[1]) for x in range(size[0])]
    texture = Texture.create(size=size)
    texture.flip_vertical()  # top row first, as workers and files give them
    texture.blit_buffer(bytes(v for pixel in pixels for v in (*pixel, 255)), colorfmt="rgba", bufferfmt="ubyte")
    return texture


def drawn(texture: Any, mode: Any, radius: Any, size: tuple[int, int]) -> Any:
    from kiosk.ui.drawing import draw
    from kiosk.ui.widgets.picture import Picture

    made = Picture(mode=mode, radius=radius if isinstance(radius, tuple) else (radius,) * 4)
    made.texture = texture
    return draw(made, size).image.convert("RGB")


@pytest.mark.parametrize("radius", [0, 24])
def test_the_middle_of_a_wide_picture_fills_a_square(window: Any, radius: int) -> None:
    image = drawn(striped(across=True), "cover", radius, (90, 90))
    assert {image.getpixel((x, 45)) for x in (4, 20, 45, 70, 85)} == {GREEN}


@pytest.mark.parametrize("radius", [0, 24])
def test_a_tall_picture_keeps_its_top(window: Any, radius: int) -> None:
    image = drawn(striped(across=False), "top", radius, (90, 90))
    assert {image.getpixel((x, y)) for x in (20, 45, 70) for y in (4, 45, 85)} == {RED}


def test_a_picture_of_its_place_s_shape_is_all_there(window: Any) -> None:
    image = drawn(striped(across=True), "cover", 24, (270, 90))
    assert [image.getpixel((x, 45)) for x in (45, 135, 225)] == [RED, GREEN, BLUE]


@pytest.mark.parametrize("radius", [0, (24, 24, 24, 24), (24, 24, 0, 0), (24, 0, 0, 24)])
def test_it_stands_upright_whichever_corners_are_round(window: Any, radius: Any) -> None:
    """Seen from the outside in: rounded corners took a copy for upside down."""
    image = drawn(striped(across=False), "cover", radius, (24, 90))  # six pixels cut off beside
    for x in (2, 12, 21):
        assert [image.getpixel((x, y)) for y in (75, 45, 15)] == [RED, GREEN, BLUE]


def test_its_corners_are_round(window: Any) -> None:
    from kiosk.ui import look

    ground = tuple(round(255 * part) for part in look.color("ground")[:3])
    image = drawn(striped(across=True), "cover", 24, (90, 90))
    assert [image.getpixel(at) for at in ((0, 0), (89, 0), (0, 89), (89, 89))] == [ground] * 4


def test_the_copy_goes_with_the_picture(window: Any) -> None:
    from kiosk.ui.drawing import draw
    from kiosk.ui.widgets.picture import Picture

    made = Picture(mode="cover", radius=(24,) * 4)
    made.texture = striped(across=True)
    draw(made, (90, 90))
    copy = weakref.ref(made._shape.texture)
    made.texture = None
    gc.collect()
    assert copy() is None
