"""A release as a folder that any file system holds: what a hall writes to a stick and a screen takes from it.

    write_tree(release, opened, folder)                 # the hall; `opened(digest)` gives the bytes
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
from pathlib import Path
from typing import BinaryIO

from content.distribution.disk import sync_folder, write_all, write_whole
from content.distribution.release import Blob, Release, ReleaseRefused, parse_contents, parse_release, unique
from content.distribution.store import BlobWrong, ReleaseStore

RELEASE, BLOBS = "release.json", "blobs"
_MOST_RELEASE_BYTES = 1 << 20
_CHUNK = 1 << 20

Opened = Callable[[str], AbstractContextManager[tuple[BinaryIO, int, int]]]
Heard = Callable[[int, int], None]


class TreeRefused(Exception):
    """Nothing of it is taken. ``reason``: no_release, unknown (the hall never published it), or wrong_file."""

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__(f"{reason}: {path}" if path else reason)
        self.reason, self.path = reason, path


def write_tree(
    release: Release, opened: Opened, folder: Path, done: Heard = lambda _done, _all: None
) -> int:  # fmt: skip
    """How many bytes. What is there already and has the right size is left; the release's own file comes last.

    Raises OSError: the stick is full or was pulled; what came so far stays, and is gone on with.
    """
    blobs = folder / BLOBS
    blobs.mkdir(parents=True, exist_ok=True)
    heads = unique(head.contents for head in release.packs)
    files = unique((*heads, *(one for head in heads for one in _contents(opened, head).values())))
    total, so_far = sum(one.bytes for one in files), 0
    for blob in files:
        target = blobs / blob.digest
        if not target.is_file() or target.stat().st_size != blob.bytes:
            _copy_out(opened, blob, target)
        so_far += blob.bytes
        done(so_far, total)
    sync_folder(blobs)
    write_whole(folder / RELEASE, json.dumps(release.to_plain(), ensure_ascii=False).encode())
    return total


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


def _copy_out(opened: Opened, blob: Blob, target: Path) -> None:
    draft = target.with_name(f".{blob.digest}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        with opened(blob.digest) as (file, offset, size):
            file.seek(offset)
            while size and (piece := file.read(min(size, _CHUNK))):
                write_all(handle, piece)
                size -= len(piece)
        os.fsync(handle)
    finally:
        os.close(handle)
    draft.replace(target)


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
