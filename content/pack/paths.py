"""Names of files that somebody else wrote, and where they lead."""

from __future__ import annotations

import stat
import unicodedata
from pathlib import Path, PurePosixPath

from content import words
from content.kinds.kind import ItemRefused
from content.pack.entry import PackRejected


def located(root: Path, name: str) -> Path:
    """The path of a regular file named with forward slashes, below ``root``; no part of it may be a link.

    A name is also found in its other Unicode form: macOS parts letters from their marks.

    Raises:
        PackRejected: it leads outside, or over a link.
        ItemRefused: it is not there, or is no regular file.
    """
    parts = PurePosixPath(name).parts
    if "\\" in name or "\0" in name or ":" in name or name.startswith("/") or ".." in parts or not parts:
        raise PackRejected(name, words.OUTSIDE)
    path, mode = root, 0
    for part in parts:
        path, mode = _step(path, part)
        if stat.S_ISLNK(mode):
            raise PackRejected(name, words.IS_LINK)
    if not stat.S_ISREG(mode):
        raise ItemRefused(words.NOT_REGULAR)
    return path


def _step(folder: Path, part: str) -> tuple[Path, int]:
    for form in dict.fromkeys((part, unicodedata.normalize("NFC", part), unicodedata.normalize("NFD", part))):
        try:
            return folder / form, (folder / form).lstat().st_mode
        except (OSError, ValueError):
            continue
    raise ItemRefused(words.MISSING)
