"""Names in a stranger's archive: read in the encoding they are in, in one form, and none that leads anywhere else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from content import words
from content.pack.entry import PackRejected

LONGEST_PART = 200  # bytes; a file system takes 255
DEEPEST = 8
_FIRST_OF_SIGNS = "\u2000"
_ODD = re.compile('[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffd:*?"<>|]')


def checked_names(names: Sequence[tuple[str, bool]]) -> list[str]:
    """Each name as it is to be written, a folder's with ``/`` at its end. ``names``: as zipfile reads them, and whether
    the entry says that it is UTF-8. Raises `PackRejected` with the name that is at fault.
    """
    encoding = _encoding([_bytes(name) for name, flagged in names if not flagged])
    read = [name if flagged else _decoded(_bytes(name), encoding) for name, flagged in names]
    plain = [unicodedata.normalize("NFC", name) for name in read]
    for name in plain:
        _check(name)
    _check_twins(plain)
    return plain


def _bytes(name: str) -> bytes:
    """What stood in the archive: zipfile takes it for code page 437."""
    try:
        return name.encode("cp437")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")


def _encoding(names: Iterable[bytes]) -> str:
    """UTF-8 where all of them are, and one has a sign of it that two bytes cannot hold; else what Windows writes.

    Two bytes of GBK may pass for a Greek or Arabic letter in UTF-8, never for a Chinese one.
    """
    try:
        read = [name.decode("utf-8") for name in names]
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8" if any(max(name, default="") > _FIRST_OF_SIGNS for name in read) else "gb18030"


def _decoded(name: bytes, encoding: str) -> str:
    try:
        return name.decode(encoding)
    except UnicodeDecodeError:
        raise PackRejected(name.decode("ascii", "replace")[:100], words.NAME_UNREADABLE) from None


def _check(name: str) -> None:
    said = "".join(letter if letter.isprintable() else "?" for letter in name[:200])
    parts = name.removesuffix("/").split("/")
    if name.startswith("/") or "\\" in name or ".." in parts or re.match("[A-Za-z]:", name):
        raise PackRejected(said, words.OUTSIDE)
    if _ODD.search(name) or any(part != part.strip() or part in ("", ".") or part.endswith(".") for part in parts):
        raise PackRejected(said, words.NAME_ODD)
    if len(parts) > DEEPEST or any(len(part.encode()) > LONGEST_PART for part in parts):
        raise PackRejected(said, words.NAME_TOO_LONG)


def _check_twins(names: Iterable[str]) -> None:
    """``A`` and ``a`` are one file on a stick and on Windows, also as folders; nor is a file a folder as well."""
    spelled: dict[str, str] = {}
    files: set[str] = set()
    folders: set[str] = set()
    for name in names:
        parts = name.removesuffix("/").split("/")
        for depth in range(1, len(parts) + 1):
            path = "/".join(parts[:depth])
            folded = unicodedata.normalize("NFC", path.casefold())
            whole = depth == len(parts) and not name.endswith("/")
            if spelled.setdefault(folded, path) != path or folded in (files if not whole else files | folders):
                raise PackRejected(name, words.name_twice(spelled[folded]))
            (files if whole else folders).add(folded)
