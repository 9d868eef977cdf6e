"""A small picture of a picture, for a list: the top of what is tall, the middle of what is wide."""

from __future__ import annotations

import io

from content.kinds import picture
from content.kinds.kind import ItemRefused
from content.pictures import frames

SIZE = (192, 144)  # px: twice what a list shows, for a sharp screen
MOST_BYTES = 1 << 16
_QUALITY = 80
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
