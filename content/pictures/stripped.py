"""A JPEG, PNG or WebP without what its camera and its owner wrote into it; its pixels are not touched.

    clean = stripped(content)               # the same picture to the last pixel
    clean, taken = taken_out(content)       # and what was in it: "place", "thumbnail", …

What shows the picture is kept: its pixels, colours, transparency, animation, and how the camera was held. Of the rest
nothing is, known or not; so a new kind of note in a file of next year stays out as well. Formats: ITU T.81 annex B and
CIPA DC-008 (Exif); PNG third edition; the WebP container specification.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress

Taken = tuple[str, ...]
"""Of PLACE … OTHER."""
PLACE, CAMERA, AUTHOR, THUMBNAIL, NOTES, BEHIND = "place", "camera", "author", "thumbnail", "notes", "behind"


class NotWhole(ValueError):
    """The file's own structure cannot be followed."""


def stripped(content: bytes) -> bytes:
    """Without place, author, camera and thumbnail; other formats as they are. Raises NotWhole."""
    return taken_out(content)[0]


def taken_out(content: bytes) -> tuple[bytes, Taken]:
    """As `stripped`, with what was found. Raises NotWhole."""
    try:
        if content.startswith(b"\xff\xd8"):
            return _Jpeg(content).cleaned()
        if content.startswith(_PNG):
            return _cleaned_png(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _cleaned_webp(content)
    except (struct.error, IndexError) as error:
        raise NotWhole("cut") from error
    return content, ()


# -- JPEG -----------------------------------------------------------------------------------------------------------

_SCAN, _END, _TEMPORARY = 0xDA, 0xD9, 0x01
_APP, _COMMENT = range(0xE0, 0xF0), 0xFE
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)
_EXIF, _COLOURS = b"Exif\0\0", b"ICC_PROFILE\0"


class _Jpeg:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._found: set[str] = set()
        self._turned = 1

    def cleaned(self) -> tuple[bytes, Taken]:
        kept = list(self._kept())
        note = _segment(0xE1, _EXIF + _orientation_note(self._turned)) if self._turned != 1 else b""
        jfif = 1 if kept and kept[0][1:2] == b"\xe0" else 0  # which must come first
        return b"\xff\xd8" + b"".join((*kept[:jfif], note, *kept[jfif:])), tuple(sorted(self._found))

    def _kept(self) -> Iterator[bytes]:
        """Segments, each scan with its data; nothing after the end of the picture."""
        content, at = self._content, 2
        while at < len(content):
            marker = _NEXT_MARKER.match(content, at)
            if not marker:
                raise NotWhole("marker")
            at, kind = marker.end(), marker[0][-1]
            if kind == _END:
                self._found |= {BEHIND} if len(content) > at else set()
                yield b"\xff\xd9"
                return
            if kind == _TEMPORARY:
                continue
            end = at + struct.unpack_from(">H", content, at)[0]
            body = content[at + 2 : end]
            if kind == _SCAN:
                following = _NEXT_MARKER.search(content, end)
                at = following.start() if following else len(content)  # the end is missing: shown all the same
                yield _segment(kind, body) + content[end:at]
                continue
            at = end
            kept = self._wanted(kind, body)
            if kept is not None:
                yield _segment(kind, kept)

    def _wanted(self, kind: int, body: bytes) -> bytes | None:
        if kind not in _APP and kind != _COMMENT:
            return body
        if kind == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 14:
            self._found |= {THUMBNAIL} if len(body) > 14 else set()
            return body[:12] + b"\0\0"
        if (kind == 0xE2 and body.startswith(_COLOURS)) or (kind == 0xEE and body.startswith(b"Adobe")):
            return body  # without the latter, red is taken for blue
        if kind == 0xE1 and body.startswith(_EXIF):
            found, self._turned = _looked_into(body[len(_EXIF) :])
            self._found |= found
        elif kind != 0xE0:  # a second mark of the format's own, or a thumbnail beside it
            self._found.add(NOTES)
        return None


def _segment(kind: int, body: bytes) -> bytes:
    return b"\xff" + bytes([kind]) + struct.pack(">H", len(body) + 2) + body


# -- PNG ------------------------------------------------------------------------------------------------------------

_PNG = b"\x89PNG\r\n\x1a\n"
_SHOWN = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD",
          b"pHYs", b"acTL", b"fcTL", b"fdAT"}  # fmt: skip


def _cleaned_png(content: bytes) -> tuple[bytes, Taken]:
    found: set[str] = set()
    parts, turned, at = [_PNG], 1, len(_PNG)
    while at < len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        chunk = content[at : at + size + 12]
        at += size + 12
        if kind == b"eXIf":
            more, turned = _looked_into(chunk[8:-4])
            found |= more
        elif kind in _SHOWN:
            parts.append(chunk)
        else:
            found.add(CAMERA if kind == b"tIME" else NOTES)
        if kind == b"IEND":
            found |= {BEHIND} if at < len(content) else set()
            break
    if turned != 1 and len(parts) > 1:
        parts.insert(2, _chunk(b"eXIf", _orientation_note(turned)))
    return b"".join(parts), tuple(sorted(found))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


# -- WebP -----------------------------------------------------------------------------------------------------------

_PARTS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def _cleaned_webp(content: bytes) -> tuple[bytes, Taken]:
    found: set[str] = set()
    parts: list[bytes] = []
    turned, at = 1, 12
    end = min(len(content), 8 + struct.unpack_from("<I", content, 4)[0])
    found |= {BEHIND} if len(content) > end + 1 else set()
    while at + 8 <= end:
        kind, size = struct.unpack_from("<4sI", content, at)
        chunk = content[at : at + 8 + size + size % 2]
        at += len(chunk) or 8
        if kind == b"EXIF":
            more, turned = _looked_into(chunk[8:].removeprefix(_EXIF))
            found |= more
        elif kind in _PARTS:
            parts.append(chunk)
        else:
            found.add(NOTES)
    is_turned = turned != 1 and parts and parts[0][:4] == b"VP8X"
    if parts and parts[0][:4] == b"VP8X":
        flags = parts[0][8] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if is_turned else 0)
        parts[0] = parts[0][:8] + bytes([flags]) + parts[0][9:]
    if is_turned:
        note = _orientation_note(turned)
        parts.append(b"EXIF" + struct.pack("<I", len(note)) + note)
    body = b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body, tuple(sorted(found))


# -- Exif -----------------------------------------------------------------------------------------------------------

_ORIENTATION, _PLACE, _DETAILS = 0x0112, 0x8825, 0x8769
_AUTHORS = {0x013B, 0x8298, 0x9C9D, 0x013C}  # artist, copyright, its author in Windows, the computer's name
_CAMERAS = {0x010F, 0x0110, 0x0131, 0x0132, _DETAILS}
_MOST_ENTRIES = 500


def _looked_into(note: bytes) -> tuple[set[str], int]:
    """What an Exif note tells, and how the picture is turned. One that cannot be read tells nothing, and is dropped."""
    found, turned = {NOTES}, 1
    with suppress(struct.error):
        order = "<" if note[:2] == b"II" else ">"
        tags, following = _entries(note, order, struct.unpack_from(f"{order}I", note, 4)[0])
        found = ({PLACE} if _PLACE in tags else set()) | ({AUTHOR} if _AUTHORS & tags.keys() else set())
        found |= ({CAMERA} if _CAMERAS & tags.keys() else set()) | ({THUMBNAIL} if following else set())
        turned = tags.get(_ORIENTATION, 1)
    return found, turned if 1 <= turned <= 8 else 1


def _entries(note: bytes, order: str, at: int) -> tuple[dict[int, int], int]:
    """Each tag with its first 16 bits, and where the next folder of tags is. Raises struct.error."""
    (count,) = struct.unpack_from(f"{order}H", note, at)
    tags: dict[int, int] = {}
    for number in range(min(count, _MOST_ENTRIES)):
        tag, value = struct.unpack_from(f"{order}H6xH", note, at + 2 + 12 * number)
        tags[tag] = value
    return tags, struct.unpack_from(f"{order}I", note, at + 2 + 12 * count)[0]


def _orientation_note(turned: int) -> bytes:
    """The smallest Exif note: one entry, no thumbnail."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
