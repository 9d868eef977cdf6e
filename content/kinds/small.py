"""A picture made smaller: for a list (the top of what is tall, the middle of what is wide), or so that it takes less
room.
"""

from __future__ import annotations

import io

from content import words
from content.kinds import picture
from content.kinds.kind import ItemRefused
from content.pictures import frames

SIZE = (192, 144)  # px: twice what a list shows, for a sharp screen
MOST_BYTES = 1 << 16
_QUALITY = 80
_EDGES = (2560, 1600, 1080, 720)
"""Pixels of the longer side, one after the other, while a picture is too large."""
_QUALITY_OF_LARGE = 84
_TALL, _MIDDLE = 2.2, 0.5


def small(content: bytes) -> bytes:
    """A JPEG of `SIZE`. Raises ItemRefused."""
    try:
        whole = frames.first(content, picture.wanted(SIZE)).image.convert("RGB")
    except frames.Unseen as unseen:
        raise ItemRefused(str(unseen)) from unseen
    scale = max(SIZE[0] / whole.width, SIZE[1] / whole.height)
    wide = max(SIZE[0], round(whole.width * scale)), max(SIZE[1], round(whole.height * scale))
    out = io.BytesIO()
    picture.cropped(
        picture.resized(whole, wide), *SIZE, anchor=0.0 if whole.height > whole.width * _TALL else _MIDDLE
    ).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def smaller(content: bytes, edge: int) -> bytes:
    """Its longer side `edge` pixels at most; as it was, where it cannot be opened or would not get smaller."""
    try:
        whole = frames.first(content, picture.wanted((edge, edge))).image.convert("RGB")
    except (frames.Unseen, OSError):
        return content  # it is told where it is looked at
    scale = min(1.0, edge / max(whole.size))
    size = max(1, round(whole.width * scale)), max(1, round(whole.height * scale))
    out = io.BytesIO()
    picture.resized(whole, size).save(out, "JPEG", quality=_QUALITY_OF_LARGE)
    return out.getvalue() if out.tell() < len(content) else content


def within(content: bytes, most_bytes: int) -> bytes:
    """As it is, or as large as `most_bytes` allow. Raises ItemRefused."""
    for edge in _EDGES:
        if len(content) <= most_bytes:
            break
        content = smaller(content, edge)
    if len(content) > most_bytes:
        raise ItemRefused(words.BROKEN_PICTURE)
    return content
