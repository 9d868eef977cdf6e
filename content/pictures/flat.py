"""Any colours, any depth -> 8 bits of grey or of red, green and blue, on white."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_DEPTHS = (8, 10, 12, 14, 16)
"""Bits that scanners and cameras use of 16."""


def flat(picture: Image, ink_is_zero: bool = True) -> Image:
    """``L`` or ``RGB``. ``ink_is_zero`` False: of a deep grey picture 0 is white (TIFF, WhiteIsZero).

    Raises ValueError for what holds no number.
    """
    if picture.mode.startswith(("I", "F")):
        return _shallow(picture, ink_is_zero)
    if picture.mode == "LAB":
        return _from_lab(picture)
    clear = picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info
    return _on_white(picture) if clear else picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def is_one_colour(picture: Image) -> bool:
    """Whether nothing stands on it: a page that could not be drawn, or an empty one. Paper has grain."""
    bands = picture.convert("RGB").getextrema()
    return all(isinstance(band, tuple) and band[1] - band[0] <= 4 for band in bands)


def _on_white(picture: Image) -> Image:
    from PIL import Image

    grey = picture.mode in ("1", "L", "LA", "La")
    straight = {"RGBa": "RGBA", "La": "LA"}.get(picture.mode)
    over = (picture.convert(straight) if straight else picture).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", over.size, "white"), over).convert("L" if grey else "RGB")


def _shallow(picture: Image, ink_is_zero: bool) -> Image:
    """From 16 or 32 bits, by what the picture uses of them: converted, all above 255 would be white."""
    exact = picture if picture.mode == "F" else picture.convert("I").convert("F")
    low, high = exact.getextrema()
    if not isinstance(low, float) or not isinstance(high, float) or not math.isfinite(high - low):
        raise ValueError("no numbers")
    bottom, top = _range_of(picture.mode, low, high)
    scale = 255 / (top - bottom)
    grey = exact.point(lambda value: value * scale + (0.5 - bottom * scale)).convert("L")
    return grey if ink_is_zero else grey.point(lambda value: 255 - value)


def _range_of(mode: str, low: float, high: float) -> tuple[float, float]:
    if low >= 0 and mode == "F" and high <= 1:
        return 0.0, 1.0
    if low >= 0 and high < 1 << _DEPTHS[-1]:
        return 0.0, float((1 << next(bits for bits in _DEPTHS if high < 1 << bits)) - 1)
    return (low, high) if high > low else (low - 1, low)


def _from_lab(picture: Image) -> Image:
    from PIL import ImageCms

    way = ImageCms.buildTransform(ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB")
    made = ImageCms.applyTransform(picture, way)
    if made is None:
        raise ValueError("no picture")
    return made
