"""The limited child that opens scanned files: a picture or a PDF comes in, upright JPEG pages go out.

Run as a script by `scan_reading`, one process a file. On stdin a byte (quarters by which a page of ours is turned
clockwise; 0: a keeper's file), then the content; on stdout each page as four bytes of length and the JPEG, at the end
four zero bytes; instead of them `REFUSED` and the reason. Before it decodes it closes the doors of `core.limited`: the
hall's key file is readable for this user, and a child that was taken over must not reach it. How a file becomes a
picture is in `content.pictures`; of the kiosk it imports nothing else.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

    from content.pictures.frames import Wanted

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP")
_REASONS = {"not_a_picture": "not_a_scan"}

MOST_PIXELS = 25_000_000  # docs/architecture.md; A4 at 300 dpi has 8.7, at 500 dpi 24
SMALLEST_SIDE = 300  # px: below, nobody can read a page
LONG_SIDE = 2200  # px: A4 at 190 dpi, sharp at twice the size of a 1080p screen
MOST_PAGES = 60
QUALITY = 82
TURNED_QUALITY = 88  # it was compressed once already
MEMORY_BYTES = 640_000_000  # of addresses, libraries included; the service and its children have 1 GB together
CPU_SECONDS = 60
REFUSED = 0xFFFFFFFF


class Refused(Exception):
    """The file cannot be read as pages; the message is a key of `scan_words.PROBLEMS`."""


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[5]))
    from kiosk.core.limited.profiles import bytes_only

    warnings.simplefilter("ignore")
    quarters = ord(sys.stdin.buffer.read(1))
    content = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    _bring_libraries(pdf=_is_pdf(content))
    bytes_only(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    try:
        for page in [turned(content, quarters)] if quarters else pages(content):
            out.write(len(page).to_bytes(4, "big") + page)
        out.write(bytes(4))
    except Refused as refused:
        out.write(REFUSED.to_bytes(4, "big") + str(refused).encode())
    except MemoryError:
        out.write(REFUSED.to_bytes(4, "big") + b"too_large")
    out.flush()


def _bring_libraries(*, pdf: bool) -> None:
    """Every import there will be, also those that Pillow puts off: after `bytes_only` no file opens."""
    from PIL import BmpImagePlugin, Image, ImageCms, ImageOps, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401  # noqa: F401

    import content.pictures.flat
    import content.pictures.frames
    import content.pictures.jpeg
    import content.pictures.pdf  # noqa: F401

    Image.preinit()
    if pdf:
        import pypdfium2  # noqa: F401


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def pages(content: bytes) -> Iterator[bytes]:
    """Each page as JPEG, upright, its long side at most LONG_SIDE. Raises Refused."""
    from content.pictures import frames, pdf

    try:
        found = pdf.pages(content, LONG_SIDE, MOST_PAGES) if _is_pdf(content) else frames.pages(content, _wanted())
        for number, page in enumerate(found, 1):
            if number > MOST_PAGES:
                raise Refused("too_many_pages")
            yield _jpeg(page.image, page.remark)
    except frames.Unseen as unseen:
        raise Refused(_REASONS.get(str(unseen), str(unseen))) from unseen


def turned(content: bytes, quarters: int) -> bytes:
    """A page of `pages`, clockwise. Raises Refused."""
    from content.pictures import frames, jpeg

    try:
        page = frames.first(content, _wanted("JPEG"))
    except frames.Unseen as unseen:
        raise Refused(_REASONS.get(str(unseen), str(unseen))) from unseen
    lying = page.image.rotate(-90 * quarters, expand=True)
    return jpeg.written(lying, TURNED_QUALITY, jpeg.remark_of(content))


def _wanted(*formats: str) -> Wanted:
    from content.pictures.frames import Wanted

    near = None if formats else (LONG_SIDE, LONG_SIDE)
    return Wanted(formats or FORMATS, MOST_PIXELS, SMALLEST_SIDE, near)


def _jpeg(picture: Image, remark: str) -> bytes:
    from PIL import Image

    from content.pictures import flat, jpeg

    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    empty = "empty" if flat.is_one_colour(picture) else ""
    return jpeg.written(picture, QUALITY, remark or empty)


if __name__ == "__main__":
    main()
