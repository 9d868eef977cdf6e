"""The files of a small .zip that somebody packed, by bytes: a sheet and its pictures, folders left aside."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from content import words
from content.tables.source import SheetRefused

_CHUNK = 1 << 20
_OF_MAC = "__MACOSX/"
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


def parts(content: bytes, most_files: int, most_bytes: int) -> Iterator[tuple[str, bytes]]:
    """Name without folders and bytes of each, as they really come. Raises SheetRefused."""
    left = most_bytes
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith(_OF_MAC)]
            if len(members) > most_files:
                raise SheetRefused(words.too_many_files(most_files))
            for member in members:
                name = PurePosixPath(_name(member).replace("\\", "/")).name
                if name.startswith("."):
                    continue
                found = bytearray()
                with archive.open(member) as part:
                    while chunk := part.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise SheetRefused(words.too_large(most_bytes // 1_000_000))
                        found += chunk
                yield name, bytes(found)
    except _DAMAGE as error:
        raise SheetRefused(words.NOT_ZIP) from error


def _name(member: zipfile.ZipInfo) -> str:
    """Windows in China writes names in GBK without saying so, which zipfile then takes for its old code page."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename
