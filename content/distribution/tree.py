"""A release as a folder that any file system holds: what a hall writes to a stick and a screen takes from it.

    write_tree(release, opened, place)                  # the hall; `opened(digest)` gives bytes, `place` writes a file
    release = take_tree(store, folder)                  # the screen; raises TreeRefused, OSError

    release.json            the release
    blobs/<SHA-256>         every file of it, and the lists of them

What lies on a stick is a stranger's: every file is known by its hash, and the release by the hall, which must have
published it once.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import Any, BinaryIO

from content.distribution.release import Blob, Release, ReleaseRefused, parse_contents, parse_release, unique
from content.distribution.store import BlobWrong, ReleaseStore

RELEASE, BLOBS = "release.json", "blobs"
_MOST_RELEASE_BYTES = 1 << 20
_CHUNK = 1 << 20

Place = Callable[[str, Any], None]
Opened = Callable[[str], AbstractContextManager[tuple[BinaryIO, int, int]]]
Heard = Callable[[int, int], None]


class TreeRefused(Exception):
    """Nothing of it is taken. ``reason``: no_release, unknown (the hall never published it), or wrong_file."""

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__(f"{reason}: {path}" if path else reason)
        self.reason, self.path = reason, path


def write_tree(release: Release, opened: Opened, place: Place, done: Heard = lambda _done, _all: None) -> int:
    """How many bytes. ``place`` is told a name below the tree and what it holds; the release itself comes last.

    Raises what ``place`` raises: a stick that is full, or was pulled, has no release then.
    """
    heads = unique(head.contents for head in release.packs)
    files = unique((*heads, *(one for head in heads for one in _contents(opened, head).values())))
    total, so_far = sum(one.bytes for one in files), 0
    for blob in files:
        with opened(blob.digest) as (file, offset, size):
            place(f"{BLOBS}/{blob.digest}", _Slice(file, offset, size))
        so_far += blob.bytes
        done(so_far, total)
    place(RELEASE, BytesIO(json.dumps(release.to_plain(), ensure_ascii=False).encode("utf-8", "surrogatepass")))
    return total


class _Slice(RawIOBase):
    """A part of a file, as a file."""

    def __init__(self, file: BinaryIO, offset: int, size: int) -> None:
        self._file, self._left = file, size
        file.seek(offset)

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any, /) -> int:
        piece = self._file.read(min(self._left, len(into)))
        into[: len(piece)] = piece
        self._left -= len(piece)
        return len(piece)


def take_tree(store: ReleaseStore, folder: Path, done: Heard = lambda _done, _all: None) -> Release:
    """Its files are in the store now, every hash computed. Raises TreeRefused, OSError."""
    release = read_tree(folder)
    if store.offer is None or release.id not in store.offer.known:
        raise TreeRefused("unknown")
    for blob in store.missing(store.contents(release)):
        _copy_in(store, folder, blob)
    try:
        wanted = store.missing(store.files(release))
    except ReleaseRefused as refused:
        raise TreeRefused("no_release") from refused
    total, so_far = sum(one.bytes for one in wanted), 0
    for blob in wanted:
        _copy_in(store, folder, blob)
        so_far += blob.bytes
        done(so_far, total)
    return release


def read_tree(folder: Path) -> Release:
    """What a tree says it is. Raises TreeRefused."""
    try:
        handle = _open(folder / RELEASE)
    except OSError as error:
        raise TreeRefused("no_release", RELEASE) from error
    with os.fdopen(handle, "rb") as file:
        content = file.read(_MOST_RELEASE_BYTES + 1)
    if len(content) > _MOST_RELEASE_BYTES:
        raise TreeRefused("no_release", RELEASE)
    try:
        return parse_release(json.loads(content))
    except (ReleaseRefused, ValueError, RecursionError) as error:
        raise TreeRefused("no_release", RELEASE) from error


def _contents(opened: Opened, blob: Blob) -> dict[str, Blob]:
    with opened(blob.digest) as (file, offset, size):
        file.seek(offset)
        return parse_contents(file.read(size))


def _copy_in(store: ReleaseStore, folder: Path, blob: Blob) -> None:
    name = f"{BLOBS}/{blob.digest}"
    try:
        handle = _open(folder / BLOBS / blob.digest)
    except OSError as error:
        raise TreeRefused("wrong_file", name) from error
    try:
        with os.fdopen(handle, "rb") as file, store.arriving(blob) as part:
            part.begin_anew()
            while piece := file.read(_CHUNK):
                part.write(piece)
            part.finish()
    except BlobWrong as wrong:
        raise TreeRefused("wrong_file", name) from wrong


def _open(path: Path) -> int:
    """A regular file, never by way of a link. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(f"{path.name} is no file")
    return handle
