"""What is in a built pack of the shelf: its items by the manifest, and its files by their hashes."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from content.distribution.release import Blob, contents_bytes
from content.kinds.ending import digest_of
from content.kinds.kind import ExhibitKind
from content.kinds.people import PEOPLE
from content.pack.entry import MANIFEST
from content.pack.manifest import parse_manifest
from content.tables import bundle
from content.tables.source import SheetRefused

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file's bytes stand in the built file."""

    offset: int
    blob: Blob


@dataclass(frozen=True, slots=True)
class Contents:
    """`listed` is the list of its files as screens read it, `blob` what that is known by."""

    places: tuple[Place, ...]
    listed: bytes
    blob: Blob


def items_of(file: BinaryIO) -> tuple[tuple[str, str], ...]:
    """Of a built file, number of each item and SHA-256 of what its file holds. Raises PackRejected."""
    with zipfile.ZipFile(file) as archive:
        manifest = parse_manifest(archive.read(MANIFEST).decode())
        return tuple((entry.id, hashlib.sha256(archive.read(entry.file)).hexdigest()) for entry in manifest.entries)


def people_in(file: BinaryIO, pack: str, item: str) -> frozenset[str]:
    """Of a built file, the digests of the people of an item, as a keeper takes one of them down; none where it is no
    exhibit of people. Raises PackRejected.
    """
    with zipfile.ZipFile(file) as archive:
        manifest = parse_manifest(archive.read(MANIFEST).decode())
        entry = next((one for one in manifest.entries if one.id == item and one.kind is ExhibitKind.PEOPLE), None)
        if entry is None:
            return frozenset()
        try:
            rows = bundle.opened(archive.read(entry.file)).read(PEOPLE.forms).rows[PEOPLE.forms[0].name]
        except SheetRefused:
            return frozenset()
    return frozenset(digest_of(pack, item, row.text("name")) for row in rows)


def contents_of(file: BinaryIO) -> Contents:
    """Of a built file, whose files lie in it as they are (`content.pack.build`). Reads all of it.

    Raises zipfile.BadZipFile, OSError.
    """
    files: dict[str, Blob] = {}
    places: list[Place] = []
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
    for member in members:
        if member.compress_type != zipfile.ZIP_STORED:
            raise zipfile.BadZipFile("a file in it is packed")
        offset = _begins(file, member)
        files[member.filename] = blob = _blob(file, offset, member.file_size)
        places.append(Place(offset, blob))
    listed = contents_bytes(files)
    return Contents(tuple(places), listed, Blob(hashlib.sha256(listed).hexdigest(), len(listed)))


def _begins(file: BinaryIO, member: zipfile.ZipInfo) -> int:
    """The bytes follow the entry's own head, which may be longer than the list at the end says."""
    file.seek(member.header_offset)
    head = file.read(_LOCAL_HEADER.size)
    if len(head) != _LOCAL_HEADER.size:
        raise zipfile.BadZipFile("a file in it has no head")
    *_, name, extra = _LOCAL_HEADER.unpack(head)
    return member.header_offset + _LOCAL_HEADER.size + int(name) + int(extra)


def _blob(file: BinaryIO, offset: int, size: int) -> Blob:
    digest, left = hashlib.sha256(), size
    file.seek(offset)
    while left and (piece := file.read(min(left, _CHUNK))):
        digest.update(piece)
        left -= len(piece)
    if left:
        raise zipfile.BadZipFile("a file in it is not whole")
    return Blob(digest.hexdigest(), size)
