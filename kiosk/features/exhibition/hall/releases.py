"""What the hall offers its screens: the release of now, what stays down or is asked no more, and every file of it by
its hash.

    releases.offer()                    # blocks, the first time for as long as hashing takes
    with releases.opened(digest) as (file, offset, size): …        # raises NoSuchBlob

A built file is read once after the service began; where its files stand in it is remembered. A version whose file is
lost keeps the release that was offered before: a screen must not lose a pack because the hall lost a file.
"""

from __future__ import annotations

import json
import logging
import threading
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from sqlalchemy import Connection, delete, insert, select

from content.distribution.release import (
    EMPTY,
    LONGEST_TITLE,
    Blob,
    Down,
    Offer,
    PackHead,
    Release,
    ReleaseRefused,
    Withdrawn,
    parse_release,
)  # fmt: skip
from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.features.exhibition.hall import serials
from kiosk.features.exhibition.hall.banks.questions import read_withdrawn
from kiosk.features.exhibition.hall.contents import Contents, contents_of
from kiosk.features.exhibition.hall.desk import PackDesk, Version
from kiosk.features.exhibition.hall.schema import pack_releases
from kiosk.features.exhibition.hall.shelf import PackLost, Shelf

log = logging.getLogger(__name__)

MOST_KNOWN = 1000
"""Releases by which a stick is known; the oldest are forgotten."""


class NoSuchBlob(Exception):
    """No version that shows has a file with this hash; the message is the hash."""


@dataclass(frozen=True, slots=True)
class _Served:
    """Where the bytes of a hash are: in the built file of a version, or here."""

    version: str
    offset: int
    blob: Blob
    here: bytes = b""


class Releases:
    """May be asked on several threads; one of them reads."""

    def __init__(self, database: Database, desk: PackDesk, shelf: Shelf, now: Clock) -> None:
        self._database, self._desk, self._shelf, self._now = database, desk, shelf, now
        self._lock = threading.Lock()
        self._contents: dict[str, Contents] = {}
        self._served: dict[str, _Served] = {}
        self._offer: Offer | None = None

    def offer(self) -> Offer:
        """As it is now."""
        serial, published = self._database.call(serials.read)
        with self._lock:
            if self._offer is None or self._offer.serial != serial:
                self._offer = self._made(serial, published)
            return self._offer

    @contextmanager
    def opened(self, digest: str) -> Iterator[tuple[BinaryIO, int, int]]:
        """The file in which it stands, from which byte, and how many. Raises NoSuchBlob."""
        self.offer()
        served = self._served.get(digest)
        if served is None:
            raise NoSuchBlob(digest)
        if not served.version:
            yield BytesIO(served.here), 0, served.blob.bytes
            return
        try:
            with self._shelf.raw(served.version) as file:
                yield file, served.offset, served.blob.bytes
        except PackLost as lost:
            raise NoSuchBlob(digest) from lost

    # -- made anew after each change -----------------------------------------------------------------------------------

    def _made(self, serial: int, published: int) -> Offer:
        playing = self._desk.playing()
        try:
            release = Release(tuple(self._head(one) for one in sorted(playing, key=lambda one: one.pack)))
            self._index(playing)
        except (PackLost, zipfile.BadZipFile, OSError) as error:
            log.error("a pack that plays is not whole, and the screens keep what they have: %s", error)
            release = self._offered_last()
        else:
            self._database.call(lambda rows: self._remember(rows, release))
        down = tuple(Down(one.pack, one.item, one.file_digest) for one in self._desk.tombstones())
        asked_no_more = self._database.call(read_withdrawn)
        withdrawn = tuple(Withdrawn(one.bank, one.question, one.version) for one in asked_no_more)
        return Offer(serial, release, published, down, self._database.call(_known), withdrawn)

    def _head(self, version: Version) -> PackHead:
        contents = self._contents_of(version)
        title = version.title[:LONGEST_TITLE] or version.pack
        return PackHead(version.pack, version.version, title, version.number, contents.blob)

    def _contents_of(self, version: Version) -> Contents:
        if version.digest not in self._contents:
            with self._shelf.open(version.digest) as file:
                self._contents[version.digest] = contents_of(file)
        return self._contents[version.digest]

    def _index(self, playing: Sequence[Version]) -> None:
        served: dict[str, _Served] = {}
        for version in playing:
            contents = self._contents_of(version)
            served[contents.blob.digest] = _Served("", 0, contents.blob, contents.listed)
            for place in contents.places:
                served[place.blob.digest] = _Served(version.digest, place.offset, place.blob)
        # What was offered a moment ago is still being fetched by somebody: it stays until the next change.
        self._served = {digest: one for digest, one in self._served.items() if self._is_there(one)} | served
        wanted = {version.digest for version in playing} | {one.version for one in self._served.values()}
        self._contents = {digest: one for digest, one in self._contents.items() if digest in wanted}

    def _is_there(self, served: _Served) -> bool:
        return not served.version or self._shelf.has(served.version)

    def _offered_last(self) -> Release:
        return self._offer.release if self._offer else self._database.call(_newest)

    def _remember(self, rows: Connection, release: Release) -> None:
        if _newest(rows).id == release.id:
            return
        told = json.dumps(release.to_plain(), ensure_ascii=False)
        rows.execute(delete(pack_releases).where(pack_releases.c.release == release.id))  # it is the newest again
        rows.execute(insert(pack_releases).values(release=release.id, told=told, at=stamp(self._now())))


def _newest(rows: Connection) -> Release:
    """The release that was offered last; the empty one before the first."""
    told = rows.execute(select(pack_releases.c.told).order_by(pack_releases.c.id.desc()).limit(1)).scalar()
    try:
        return parse_release(json.loads(told)) if told else EMPTY
    except ReleaseRefused as refused:
        log.error("the release of before cannot be read: %s", refused)
        return EMPTY


def _known(rows: Connection) -> frozenset[str]:
    """Every release that screens were offered."""
    newest = select(pack_releases.c.release).order_by(pack_releases.c.id.desc()).limit(MOST_KNOWN)
    return frozenset(rows.execute(newest).scalars())
