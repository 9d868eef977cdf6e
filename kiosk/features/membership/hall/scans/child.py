"""The limited child that opens scanned files: a picture or a PDF comes in, upright JPEG pages go out.

Run as a script by `scan_reading`, one process a file. On stdin a byte (quarters by which a page of ours is turned
clockwise; 0: a keeper's file), then the content; on stdout each page as four bytes of length and the JPEG, at the end
four zero bytes; instead of them `REFUSED` and the reason. Before it decodes it closes the doors of `core.limited`: the
hall's key file is readable for this user, and a child that was taken over must not reach it. Of the kiosk it imports
nothing else.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

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
    from PIL import Image, ImageOps, ImageSequence, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401

    Image.preinit()
    if pdf:
        import pypdfium2  # noqa: F401


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def pages(content: bytes) -> Iterator[bytes]:
    """Each page as JPEG, upright, its long side at most LONG_SIDE. Raises Refused."""
    found = _of_pdf(content) if _is_pdf(content) else _of_picture(content, "JPEG", "PNG", "TIFF", "WEBP")
    for number, picture in enumerate(found, 1):
        if number > MOST_PAGES:
            raise Refused("too_many_pages")
        yield _jpeg(picture)


def turned(content: bytes, quarters: int) -> bytes:
    """A page of `pages`, clockwise. Raises Refused."""
    (page,) = _of_picture(content, "JPEG")
    stream = io.BytesIO()
    page.rotate(-90 * quarters, expand=True).save(stream, "JPEG", quality=TURNED_QUALITY)
    return stream.getvalue()


def _of_picture(content: bytes, *formats: str) -> Iterator[Image]:
    import struct
    import warnings
    import zlib

    from PIL import Image, ImageOps, ImageSequence

    Image.MAX_IMAGE_PIXELS = None  # asked below, before anything is decoded
    warnings.simplefilter("ignore")
    try:
        with Image.open(io.BytesIO(content), formats=formats) as file:
            for frame in ImageSequence.Iterator(file):
                _check_size(*frame.size)
                frame.draft(None, (LONG_SIDE, LONG_SIDE))  # a large JPEG is decoded at half its size
                yield ImageOps.exif_transpose(frame) or frame
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error, zlib.error) as e:
        known = content[:2] in (b"\xff\xd8", b"\x89P", b"II", b"MM", b"RI")
        raise Refused("broken" if known else "not_a_scan") from e  # all of them are what Pillow raises on damaged files


def _of_pdf(content: bytes) -> Iterator[Image]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refused("locked" if "password" in str(error).lower() else "broken") from error
    if not len(document):
        raise Refused("broken")
    if len(document) > MOST_PAGES:
        raise Refused("too_many_pages")
    for page in document:
        yield _drawn(page)


def _drawn(page: Any) -> Image:
    import pypdfium2

    try:
        width, height = page.get_size()  # points, the page's rotation applied
        if not 0.04 < width / max(height, 1e-9) < 25:
            raise Refused("too_small")
        picture: Image = page.render(scale=LONG_SIDE / max(width, height)).to_pil()
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise Refused("broken") from error
    page.close()
    return picture


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Refused("too_large")
    if min(width, height) < SMALLEST_SIDE:
        raise Refused("too_small")


def _jpeg(picture: Image) -> bytes:
    from PIL import Image

    grey = picture.mode in ("1", "L", "LA", "I;16")
    clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    picture = picture.convert("RGBA" if clear else "L" if grey else "RGB")
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if clear:
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
        picture = picture.convert("L" if grey else "RGB")
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=QUALITY)  # without metadata: a camera's place and time stay behind
    return stream.getvalue()


if __name__ == "__main__":
    main()
