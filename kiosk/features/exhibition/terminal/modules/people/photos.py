"""A person's photograph at the size of its place, on a worker. One of another shape stands whole in the place."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from content.kinds import filled, image, picture
from kiosk.ui.pixels import Frame, frame_of

if TYPE_CHECKING:
    from PIL.Image import Image

LEAST_KEPT = 0.5
"""The share of a photograph that a place must hold for it to be cropped: of a group, or a full figure, nobody goes."""
ANCHOR = 0.15  # heads are at the top
log = logging.getLogger("kiosk.exhibition")


def photo(path: Path, name: str, width: int, height: int, top_corners: int = 0) -> Frame:
    """Exactly so large. Raises NotDecoded."""
    found = picture.of_bytes(filled.picture_bytes(path, name), path, width, height)
    return frame_of(image.fitted(_placed(found, width, height), width, height, "cover", ANCHOR, top_corners))


def photos(path: Path, names: Mapping[int, str], room: tuple[int, int], top_corners: int) -> dict[int, Frame]:
    """Those that can be decoded."""
    found: dict[int, Frame] = {}
    for number, name in names.items():
        try:
            found[number] = photo(path, name, *room, top_corners)
        except picture.NotDecoded:
            log.warning("a photograph is not shown: %s", path.name)
    return found


def _placed(found: Image, width: int, height: int) -> Image:
    """On a ground of its own mean colour where cropping would take too much of it."""
    from PIL import Image

    shape = found.width * height / (found.height * width)
    if min(shape, 1 / shape) >= LEAST_KEPT:
        return found
    ground = Image.new("RGB", (width, height), found.resize((1, 1)).getpixel((0, 0)))
    whole = image.fitted(found, width, height, "contain")
    ground.paste(whole, ((width - whole.width) // 2, (height - whole.height) // 2))
    return ground
