"""Pictures made ready for the screen, on a worker thread: decoded at display size, cut into strips.

Kivy's own decoding of a 1080p JPEG stalls its thread 110-256 ms; here it costs that thread nothing, and the strips
let it upload a few rows a frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from content.kinds import image, poster
from kiosk.ui.pixels import Frame, frame_of


@dataclass(frozen=True)
class Poster:
    """A long poster at display width, in pages. ``spans``: each page's top and bottom, 0..1."""

    pages: tuple[Frame, ...]
    spans: tuple[tuple[float, float], ...]
    thumb: Frame


def image_frame(
    path: Path, width: int, height: int, fit: image.Fit, anchor: float = 0.5, top_corners: int = 0
) -> Frame:
    """As `content.kinds.image.decode`. Raises NotDecoded."""
    return frame_of(image.decode(path, width, height, fit, anchor, top_corners))


def film_frame(path: Path, width: int, height: int, fit: image.Fit, anchor: float = 0.5, top_corners: int = 0) -> Frame:
    """The first picture of a film, decoded by a process of its own. Raises FilmFailed, which is a NotDecoded."""
    from PIL import Image

    from kiosk.features.exhibition.terminal.film.film import first_picture

    larger = 2 if fit == "cover" else 1  # it comes whole, and is cropped here
    head, pixels = first_picture(path, (width * larger, height * larger))
    picture = Image.frombytes("RGBA", (head.width, head.height), pixels).convert("RGB")
    return frame_of(image.fitted(picture.rotate(-head.turned, expand=True), width, height, fit, anchor, top_corners))


def poster_frames(path: Path, width: int, page_height: int, thumb_height: int) -> Poster:
    """As `content.kinds.poster.decode`. Raises NotDecoded."""
    sheet = poster.decode(path, width, page_height, thumb_height)
    return Poster(tuple(map(frame_of, sheet.pages)), sheet.spans, frame_of(sheet.thumb))
