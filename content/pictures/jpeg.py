"""A page as JPEG, with what whoever looks at it should know of it: nothing else of its file comes along.

The remark is the JPEG's comment, so that it is sealed, kept and turned with the page.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

REMARKS = ("torn", "lacking", "empty")
"""As `frames.Page`; ``empty``: it has one colour."""
_COMMENT, _SCAN = 0xFE, 0xDA
_MOST_SEGMENTS = 64


def written(picture: Image, quality: int, remark: str = "") -> bytes:
    """Without metadata: a camera's place and time stay behind."""
    stream = io.BytesIO()
    picture.info.pop("comment", None)
    picture.save(stream, "JPEG", quality=quality, **({"comment": remark.encode()} if remark else {}))
    return stream.getvalue()


def remark_of(jpeg: bytes) -> str:
    """One of REMARKS, or empty; of bytes that are no JPEG of ours, too."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if jpeg[at : at + 1] != b"\xff" or len(jpeg) < at + 4 or jpeg[at + 1] == _SCAN:
            break
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if jpeg[at + 1] == _COMMENT:
            said = jpeg[at + 4 : end].decode("ascii", "replace")
            return said if said in REMARKS else ""
        at = end
    return ""
