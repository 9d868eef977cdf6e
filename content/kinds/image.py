"""A picture, shown whole on one screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from content.kinds.picture import cropped, load, resized

if TYPE_CHECKING:
    from PIL.Image import Image

Fit = Literal["cover", "contain"]


def decode(path: Path, width: int, height: int, fit: Fit, anchor: float = 0.5, top_corners: int = 0) -> Image:
    """The picture at ``width`` x ``height``: cropped to it, or whole inside it and then of its own proportion.

    ``anchor`` 0 keeps the top when cropping, 1 the bottom. ``top_corners`` rounds the upper corners by a radius in px:
    Kivy's rounded shapes ignore a region of a texture, so a picture that is cropped later brings its own corners.
    Raises NotDecoded.
    """
    return fitted(load(path, width, height), width, height, fit, anchor, top_corners)


def fitted(picture: Image, width: int, height: int, fit: Fit, anchor: float = 0.5, top_corners: int = 0) -> Image:
    """As `decode`, of a picture that is there."""
    scale = (max if fit == "cover" else min)(width / picture.width, height / picture.height)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    picture = resized(picture, size)
    picture = cropped(picture, width, height, anchor) if fit == "cover" else picture
    return _rounded(picture, top_corners) if top_corners else picture


def _rounded(picture: Image, radius: int) -> Image:
    from PIL import Image, ImageDraw

    mask = Image.new("L", (picture.width * 2, picture.height * 2), 255)
    ImageDraw.Draw(mask).rectangle((0, 0, mask.width, radius * 2), fill=0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height * 2), radius * 2, fill=255)
    picture.putalpha(mask.resize(picture.size, Image.Resampling.BOX))
    return picture
