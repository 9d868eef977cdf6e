"""Pictures made ready for the screen, on a worker thread: decoded at display size, cut into strips.

Kivy's own decoding of a 1080p JPEG stalls its thread 110-256 ms; here it costs that thread nothing, and the strips
let it upload a few rows a frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from content.kinds import filled, image, picture, poster
from kiosk.features.exhibition.terminal.film.messages import Message
from kiosk.ui.pixels import Frame, frame_of


@dataclass
class _Films:
    """Where they are decoded."""

    here: bool = False


_films = _Films()


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


def beside_frame(
    path: Path, name: str, width: int, height: int, fit: image.Fit, anchor: float = 0.5, top_corners: int = 0
) -> Frame:
    """The picture `name` of an exhibit that is a sheet. Raises NotDecoded."""
    found = picture.of_bytes(filled.picture_bytes(path, name), path, width, height)
    return frame_of(image.fitted(found, width, height, fit, anchor, top_corners))


def sized_frame(path: Path, name: str, width: int, height: int) -> tuple[Frame, tuple[int, int]]:
    """The whole of the picture `name` of a sheet, and how many pixels it has itself. Raises NotDecoded, ItemRefused."""
    content = filled.picture_bytes(path, name)
    size, _ = picture.looked_at(content, decode=False)
    return frame_of(image.fitted(picture.of_bytes(content, path, width, height), width, height, "contain")), size


def qr_frame(text: str, side: int) -> Frame:
    """The text as a QR code of whole pixels a module, with its quiet zone; at most `side` pixels wide, if it can."""
    import qrcode
    from PIL import Image

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)  # its quiet zone is 4 modules
    code.add_data(text)
    modules = code.get_matrix()
    drawn = Image.new("L", (len(modules), len(modules)))
    drawn.putdata([0 if dark else 255 for row in modules for dark in row])
    step = max(1, side // drawn.width)
    return frame_of(drawn.resize((drawn.width * step, drawn.width * step), Image.Resampling.NEAREST))


def films_here() -> None:
    """From now on films are decoded in this process: the preview worker is shut in itself, and starts no other."""
    _films.here = True


def film_frame(path: Path, width: int, height: int, fit: image.Fit, anchor: float = 0.5, top_corners: int = 0) -> Frame:
    """The first picture of a film, decoded by a process of its own. Raises FilmFailed, which is a NotDecoded."""
    larger = 2 if fit == "cover" else 1  # it comes whole, and is cropped here
    first = _first_picture(path, (width * larger, height * larger))
    return _frame_of_film(first, width, height, fit, anchor, top_corners)


def film_still(path: Path, width: int, height: int) -> tuple[Frame, bool]:
    """The same, whole, and whether the film has sound."""
    first = _first_picture(path, (width, height))
    return _frame_of_film(first, width, height, "contain"), first[0].has_sound


def _frame_of_film(
    first: tuple[Message, bytes], width: int, height: int, fit: image.Fit, anchor: float = 0.5, top_corners: int = 0
) -> Frame:
    from PIL import Image

    head, pixels = first
    picture = Image.frombytes("RGBA", (head.width, head.height), pixels).convert("RGB")
    return frame_of(image.fitted(picture.rotate(-head.turned, expand=True), width, height, fit, anchor, top_corners))


def _first_picture(path: Path, room: tuple[int, int]) -> tuple[Message, bytes]:
    if _films.here:
        from kiosk.features.exhibition.terminal.film import here

        return here.first_picture(path, room)
    from kiosk.features.exhibition.terminal.film.film import first_picture

    return first_picture(path, room)


def poster_frames(path: Path, width: int, page_height: int, thumb_height: int) -> Poster:
    """As `content.kinds.poster.decode`. Raises NotDecoded."""
    sheet = poster.decode(path, width, page_height, thumb_height)
    return Poster(tuple(map(frame_of, sheet.pages)), sheet.spans, frame_of(sheet.thumb))
