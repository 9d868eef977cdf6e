"""A file of pixels -> its pages, each upright, 8 bits, on white.

    for page in pages(content, ("JPEG", "TIFF"), most_pixels=25_000_000):
        page.image, page.remark             # raises Unseen("broken")

A camera's second picture, a thumbnail and the frames of an animation are no pages.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from content.pictures.flat import flat
from content.pictures.whole import is_sideways, whole

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

Size = tuple[int, int]

_SUBFILE, _PHOTOMETRIC = 254, 262  # TIFF 6.0
_REDUCED, _MASK = 1, 4
_WHITE_IS_ZERO = 0
_KNOWN = (b"\xff\xd8", b"\x89P", b"II", b"MM", b"RI", b"BM")
_PHONE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")


class Unseen(Exception):
    """No picture comes of it; the message is ``not_a_picture``, ``phone_format``, ``broken``, ``too_large`` or
    ``too_small``. ``size``: of what is too large or too small, in pixels.
    """

    def __init__(self, reason: str, size: Size = (0, 0)) -> None:
        super().__init__(reason)
        self.size = size


@dataclass(frozen=True, slots=True)
class Page:
    """``remark``: ``torn``, the end of the file is missing, and the picture is whole; ``lacking``, a part could not be
    drawn; or empty.
    """

    image: Image
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """``near``: the size it is shown at; a large JPEG is decoded near it. All in pixels."""

    formats: tuple[str, ...]
    most_pixels: int
    smallest_side: int = 1
    near: Size | None = None


def pages(content: bytes, wanted: Wanted) -> Iterator[Page]:
    """Raises Unseen, before anything large is decoded where the file is too large."""
    file = _opened(content, wanted)
    for number in _guarded(_page_numbers, file):
        yield _guarded(_page, content, wanted, number)


def first(content: bytes, wanted: Wanted) -> Page:
    """Raises Unseen."""
    page: Page = _guarded(_page, content, wanted, 0)
    return page


def size(content: bytes, wanted: Wanted) -> Size:
    """Width and height as it is to be shown, by the head of the file. Raises Unseen."""
    file = _opened(content, wanted)
    _check(file, wanted)
    return (file.height, file.width) if is_sideways(file) else file.size


def turned(content: bytes, wanted: Wanted) -> bool:
    """Whether it lies on its side in the file, and only a note of the camera's says which way is up. Raises Unseen."""
    return is_sideways(_opened(content, wanted))


def _opened(content: bytes, wanted: Wanted, number: int = 0) -> ImageFile:
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # asked here, before anything is decoded
    try:
        file = Image.open(io.BytesIO(content), formats=wanted.formats)
        if number:
            file.seek(number)
    except UnidentifiedImageError:
        raise Unseen(_why_not(content)) from None
    except Exception as error:
        raise Unseen("broken") from error
    return file


def _guarded(work: Any, *given: Any) -> Any:
    """Decoders raise of damaged files whatever their authors did not foresee; it is all one to who waits for a page."""
    try:
        return work(*given)
    except Unseen:
        raise
    except MemoryError:
        raise Unseen("too_large") from None
    except Exception as error:
        raise Unseen("broken") from error


def _page(content: bytes, wanted: Wanted, number: int) -> Page:
    def open_again(of: bytes) -> ImageFile:
        file = _opened(of, wanted, number)
        if wanted.near:
            file.draft(None, wanted.near[::-1] if is_sideways(file) else wanted.near)
        return file

    _check(_opened(content, wanted, number), wanted)
    file = open_again(content)
    ink_is_zero = _tag(file, _PHOTOMETRIC, 1) != _WHITE_IS_ZERO
    picture, torn = whole(file, content, open_again)
    return Page(flat(picture, ink_is_zero), "torn" if torn else "")


def _check(file: ImageFile, wanted: Wanted) -> None:
    if file.width * file.height > wanted.most_pixels:
        raise Unseen("too_large", file.size)
    if min(file.size) < wanted.smallest_side:
        raise Unseen("too_small", file.size)


def _page_numbers(file: Any) -> list[int]:
    if file.format != "TIFF":
        return [0]
    found: list[tuple[int, Size, int]] = []
    for number in range(file.n_frames):
        file.seek(number)
        found.append((number, file.size, int(_tag(file, _SUBFILE, 0))))
    full = [one for one in found if not one[2] & (_REDUCED | _MASK)] or found[:1]
    wide, high = max((one[1] for one in full), key=lambda size: size[0] * size[1])
    return [number for number, size, _ in full if size[0] * 2 > wide or size[1] * 2 > high]


def _tag(file: Any, tag: int, otherwise: int) -> Any:
    tags = getattr(file, "tag_v2", {})
    return tags.get(tag, otherwise)


def _why_not(content: bytes) -> str:
    if content[4:8] == b"ftyp" and content[8:12] in _PHONE_BRANDS:
        return "phone_format"
    return "broken" if content[:2] in _KNOWN else "not_a_picture"
