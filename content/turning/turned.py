"""A file as it was handed in -> one that can be read here: ``turned("通知.doc", content, enclosing)``."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import PurePath

from content.turning import office, words
from content.turning.running import Enclosing, NotTurned, folder, made, run

__all__ = ["NotTurned", "Turned", "turned"]

_PHONE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_PHOTO_SECONDS, _MOST_PHOTO_BYTES = 60.0, 20 << 20
_QUALITY = "92"


@dataclass(frozen=True, slots=True)
class Turned:
    """``remark``: what should be said of it, in words; empty where nothing was turned."""

    name: str
    content: bytes
    remark: str = ""


def turned(name: str, content: bytes, enclosing: Enclosing) -> Turned:
    """The same, where nothing needs turning. Blocks for seconds. Raises NotTurned, with the way."""
    path = PurePath(name)
    if path.suffix.lower() in office.SUFFIXES or (path.suffix.lower() == ".docx" and content.startswith(office.OLE)):
        made_new = office.document(content, enclosing)
        return Turned(str(path.with_suffix(".docx")), made_new, "" if made_new is content else words.FROM_DOCUMENT)
    if content[4:8] == b"ftyp" and content[8:12] in _PHONE_BRANDS:
        return Turned(str(path.with_suffix(".jpg")), _photo(content, enclosing), words.FROM_HEIC)
    return Turned(name, content)


def _photo(content: bytes, enclosing: Enclosing) -> bytes:
    if shutil.which("heif-convert") is None:
        raise NotTurned(words.NO_HEIF)
    if len(content) > _MOST_PHOTO_BYTES:
        raise NotTurned(words.too_large(_MOST_PHOTO_BYTES >> 20))
    with folder() as own:
        (own / "in.heic").write_bytes(content)
        run(
            ["heif-convert", "-q", _QUALITY, str(own / "in.heic"), str(own / "out.jpg")], own, enclosing, _PHOTO_SECONDS
        )
        several = own / "out-1.jpg"  # of a series it writes each
        return made(several if several.is_file() else own / "out.jpg", _MOST_PHOTO_BYTES)
