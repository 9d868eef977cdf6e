"""The packs of a hall: taken in, approved, published, rolled back, taken down. Who did what stands in the event
log and in the audit chain.

    version = desk.take(built, by)        # a draft; raises PackRefused
    desk.approve(version.id, by)
    desk.publish(version.id, by)          # from here on it plays; the one before is kept for `roll_back`
    desk.take_down("spring", "photo", "本人要求", by)

The built file is on the shelf before a row names it, and the row is one short transaction: tickets wait for neither.
What was taken down stays down, in every version and whatever a stick brings, by the item's name and by its file's
content, until a keeper puts it back by name.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Literal

from sqlalchemy import Connection, Row, Update, func, insert, select, update

from kiosk.core.database import events
from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing.audit import Entry
from kiosk.core.sealing.audit_owed import Note, unnoted
from kiosk.features.exhibition.hall import serials
from kiosk.features.exhibition.hall.contents import items_of, people_in
from kiosk.features.exhibition.hall.schema import pack_versions, packs, publications, tombstones
from kiosk.features.exhibition.hall.shelf import Shelf
from kiosk.features.exhibition.rules import event_names
from kiosk.features.exhibition.rules.leaving import of_one

How = Literal["publish", "roll_back", "take_down"]
STARTER = "starter"
MOST_BYTES = 8 << 30
KEPT_UNSHOWN = 3
"""Of a pack, the newest versions that never showed."""


class PackRefused(Exception):
    """Not done; `reason` is a key of `words.REFUSED`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Arriving:
    """A pack that was checked and built: what its manifest says, the file, and of each item the file's SHA-256.
    `papers`: the text of its papers.toml; editors begin with it where they have written none. `placeholders`: how many
    places of it still read 请改.
    """

    name: str
    version: str
    title: str
    items: tuple[tuple[str, str], ...]
    file: BinaryIO
    papers: str = ""
    placeholders: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """One built version. `state`: draft, approved, playing, before (it was published, another plays now), or cleared
    (it was before, and its file made room for others). `placeholders`: how many places of it still read 请改.
    """

    id: int
    pack: str
    title: str
    number: int
    version: str
    digest: str
    bytes: int
    items: int
    state: str
    made_at: str
    published_at: str | None
    placeholders: int = 0


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An item that stays down."""

    pack: str
    item: str
    file_digest: str
    why: str
    at: str


class PackDesk:
    """`most_bytes`: of all built files on the shelf together; `note` writes into the audit chain."""

    def __init__(
        self, database: Database, shelf: Shelf, now: Clock, note: Note = unnoted, most_bytes: int = MOST_BYTES
    ) -> None:
        self._database, self._shelf, self._now, self._audit = database, shelf, now, note
        self.most_bytes = most_bytes

    @property
    def home(self) -> Path:
        """The folder in which what arrives is laid out before it is kept."""
        return self._shelf.home

    def take(self, arriving: Arriving, by: int | None = None) -> Version:
        """Keep a version as a draft; the same bytes again are the version that is there. Raises PackRefused, OSError.

        What was taken down is in it and is not shown: ask `held_back`, and say so.
        """
        if arriving.name == STARTER:
            raise PackRefused("starter")
        self._make_room(arriving.file.seek(0, os.SEEK_END))
        arriving.file.seek(0)
        digest, size = self._shelf.put(arriving.file)
        number = self._database.call(lambda rows: self._take(rows, arriving, digest, size, by))
        return self.version(number)

    def held_back(self, pack: str, items: Sequence[tuple[str, str]]) -> list[str]:
        """Of items (name, SHA-256 of the file) those that stay down."""
        return down_among(self.tombstones(), pack, items)

    def approve(self, version: int, by: int | None = None) -> None:
        """Raises PackRefused."""
        self._database.call(lambda rows: self._approve(rows, version, by))

    def publish(self, version: int, by: int | None = None) -> None:
        """Raises PackRefused: not approved, plays already, or its file made room for others; and PackLost."""
        found = self.version(version)
        if found.state == "cleared":
            raise PackRefused("cleared")
        with self._shelf.open(found.digest):  # whole: it is about to be all that the hall shows of this pack
            self._database.call(lambda rows: self._publish(rows, version, by))

    def roll_back(self, pack: str, seen: int | None = None, by: int | None = None) -> Version:
        """The version that was published before plays again. `seen`: what whoever asks believes to play, so that a
        second press goes no further. Raises PackRefused, PackLost.
        """
        before = self._database.call(lambda rows: _played_before(rows, pack, seen))
        if self.version(before).state == "cleared":
            raise PackRefused("cleared")
        with self._shelf.open(self.version(before).digest):
            self._database.call(lambda rows: self._play_again(rows, pack, before, seen, by))
        return self.version(before)

    def take_down(self, pack: str, item: str = "", why: str = "", by: int | None = None) -> None:
        """One item, at once and for good, or one person of it (`rules.leaving.key_of_one`); without `item` the whole
        pack goes off the screens. Raises PackRefused.
        """
        digest = self._digest_of(pack, item) if item else ""
        self._database.call(lambda rows: self._take_down(rows, pack, item, digest, why, by))

    def put_back(self, pack: str, item: str, by: int | None = None) -> None:
        """A keeper lets an item be shown again. Raises PackRefused: it is not down."""
        self._database.call(lambda rows: self._put_back(rows, pack, item, by))

    def opened(self, version: Version) -> AbstractContextManager[BinaryIO]:
        """The built file, from its first byte. Raises PackLost on entering."""
        return self._shelf.open(version.digest)

    def version(self, number: int) -> Version:
        """Raises PackRefused."""
        found = [one for one in self.versions() if one.id == number]
        if not found:
            raise PackRefused("unknown")
        return found[0]

    def versions(self) -> list[Version]:
        """All of them, the newest of each pack first."""
        return self._database.call(_versions)

    def playing(self) -> list[Version]:
        """What the screens of the hall show."""
        return [one for one in self.versions() if one.state == "playing"]

    def tombstones(self) -> list[Tombstone]:
        """What stays down."""
        return self._database.call(_tombstones)

    def sweep(self) -> int:
        """Remove what no version names; how many files."""
        return self._shelf.sweep({one.digest for one in self.versions() if one.state != "cleared"})

    def offers_anew(self) -> None:
        """The service begins: what it offers is newer than whatever it offered before, also from a restored copy."""
        self._database.call(lambda rows: serials.raise_it(rows, self._now()))

    def bytes_used(self) -> int:
        """Of all built files."""
        return sum({one.digest: one.bytes for one in self.versions() if one.state != "cleared"}.values())

    def _make_room(self, wanted: int) -> None:
        """The files of old versions go, the oldest first; never one that shows, showed before it, or waits to.

        Raises PackRefused: what has to stay leaves no room. OSError.
        """
        used = self.bytes_used()
        for one in _clearable(self.versions()):
            if used + wanted <= self.most_bytes:
                break
            values = {"cleared_at": self._stamp()}
            clear = update(pack_versions).where(pack_versions.c.id == one.id).values(values)
            self._database.call(partial(_run, clear))
            self._shelf.drop(one.digest)
            used -= one.bytes
        if used + wanted > self.most_bytes:
            raise PackRefused("quota")

    # -- one transaction each -----------------------------------------------------------------------------------------

    def _take(self, rows: Connection, arriving: Arriving, digest: str, size: int, by: int | None) -> int:
        at = self._stamp()
        pack = _pack(rows, arriving.name)
        if pack is None:
            made = rows.execute(insert(packs).values(name=arriving.name, title=arriving.title, made_at=at))
            assert made.inserted_primary_key is not None
            pack = int(made.inserted_primary_key[0])
        same = select(pack_versions.c.id).where(pack_versions.c.pack_id == pack, pack_versions.c.digest == digest)
        if (known := rows.execute(same).scalar()) is not None:
            again = update(pack_versions).where(pack_versions.c.id == known).values(cleared_at=None)
            rows.execute(again)
            return int(known)
        last = select(func.coalesce(func.max(pack_versions.c.number), 0)).where(pack_versions.c.pack_id == pack)
        number = rows.execute(last).scalar_one() + 1
        values = {"pack_id": pack, "number": number, "version": arriving.version, "digest": digest, "bytes": size,
                  "items": len(arriving.items), "made_at": at, "made_by": by,
                  "placeholders": arriving.placeholders}  # fmt: skip
        made = rows.execute(insert(pack_versions).values(values))
        rows.execute(update(packs).where(packs.c.id == pack).values(title=arriving.title))
        if arriving.papers:
            begins = update(packs).where(packs.c.id == pack, packs.c.papers.is_(None))
            rows.execute(begins.values(papers=arriving.papers))
        assert made.inserted_primary_key is not None
        self._note(rows, event_names.PACK_TAKEN, by, pack, number)
        return int(made.inserted_primary_key[0])

    def _approve(self, rows: Connection, version: int, by: int | None) -> None:
        found = _row(rows, version)
        if found.approved_at is not None:
            raise PackRefused("approved_already")
        values = {"approved_at": self._stamp(), "approved_by": by}
        rows.execute(update(pack_versions).where(pack_versions.c.id == version).values(values))
        self._note(rows, event_names.PACK_APPROVED, by, found.pack_id, found.number)

    def _publish(self, rows: Connection, version: int, by: int | None) -> None:
        found = _row(rows, version)
        if found.approved_at is None:
            raise PackRefused("not_approved")
        self._play(rows, found.name, version, "publish", by)

    def _play_again(self, rows: Connection, pack: str, version: int, seen: int | None, by: int | None) -> None:
        if _played_before(rows, pack, seen) != version:
            raise PackRefused("changed_meanwhile")
        self._play(rows, pack, version, "roll_back", by)

    def _play(self, rows: Connection, pack: str, version: int, how: How, by: int | None) -> None:
        number = _pack(rows, pack)
        if number is None:
            raise PackRefused("unknown")
        if _playing(rows, number) == version:
            raise PackRefused("plays_already")
        values = {"pack_id": number, "version_id": version, "how": how, "at": self._stamp(), "by": by}
        rows.execute(insert(publications).values(values))
        serials.raise_it(rows, self._now(), publishes=True)
        kind = event_names.PACK_PUBLISHED if how == "publish" else event_names.PACK_ROLLED_BACK
        self._note(rows, kind, by, number, _row(rows, version).number)

    def _take_down(self, rows: Connection, pack: str, item: str, digest: str, why: str, by: int | None) -> None:
        number = _pack(rows, pack)
        if number is None:
            raise PackRefused("unknown")
        at, down = self._stamp(), 0
        if item:
            if any(one.pack == pack and one.item == item for one in _tombstones(rows)):
                raise PackRefused("down_already")
            values = {"pack": pack, "item": item, "file_digest": digest, "why": why, "at": at, "by": by}
            down = int((rows.execute(insert(tombstones).values(values)).inserted_primary_key or (0,))[0])
        elif _playing(rows, number) is None:
            raise PackRefused("down_already")
        else:
            values = {"pack_id": number, "version_id": None, "how": "take_down", "at": at, "by": by}
            rows.execute(insert(publications).values(values))
        serials.raise_it(rows, self._now(), publishes=not item)
        self._note(rows, event_names.PACK_TAKEN_DOWN, by, number, down=down)

    def _put_back(self, rows: Connection, pack: str, item: str, by: int | None) -> None:
        is_down = (tombstones.c.pack == pack) & (tombstones.c.item == item) & tombstones.c.put_back_at.is_(None)
        down = rows.execute(select(tombstones.c.id).where(is_down)).scalar()
        if down is None:
            raise PackRefused("not_down")
        rows.execute(update(tombstones).where(is_down).values({"put_back_at": self._stamp(), "put_back_by": by}))
        serials.raise_it(rows, self._now())
        self._note(rows, event_names.PACK_PUT_BACK, by, _pack(rows, pack) or 0, down=down)

    def _digest_of(self, pack: str, item: str) -> str:
        """What the item's file holds in the version that plays, or in the newest; of a single person of it, who has to
        be in one of them, empty.
        """
        item, person = of_one(item)
        versions = [one for one in self.versions() if one.pack == pack and one.state != "cleared"]
        for one in sorted(versions, key=lambda one: one.state != "playing"):
            with self._shelf.open(one.digest) as file:
                if person and person in people_in(file, pack, item):
                    return ""
                found = {} if person else dict(items_of(file))
            if item in found:
                return str(found[item])
        raise PackRefused(("no_such_person" if person else "no_such_item") if versions else "unknown")

    def _note(self, rows: Connection, kind: str, by: int | None, pack: int, version: int = 0, down: int = 0) -> None:
        """`down`: the tombstone of the item that it is about."""
        at, told = self._stamp(), {"pack": pack, "version": version, "down": down, "by": by or 0}
        events.append(rows, at, kind, pack=pack, version=version or None, by=by)
        detail = {name: number for name, number in told.items() if number}
        actor = "editor" if by and kind == event_names.PACK_TAKEN else "keeper"
        self._audit(rows, Entry(at, actor, kind, "done", detail=detail))

    def _stamp(self) -> str:
        return stamp(self._now())


def file_digest(content: bytes) -> str:
    """By which a file is known again, whatever it is called."""
    return hashlib.sha256(content).hexdigest()


def _pack(rows: Connection, name: str) -> int | None:
    found = rows.execute(select(packs.c.id).where(packs.c.name == name)).scalar()
    return None if found is None else int(found)


def _row(rows: Connection, version: int) -> Row[Any]:
    columns = select(pack_versions, packs.c.name).join(packs, packs.c.id == pack_versions.c.pack_id)
    found = rows.execute(columns.where(pack_versions.c.id == version)).first()
    if found is None:
        raise PackRefused("unknown")
    return found


def _playing(rows: Connection, pack: int) -> int | None:
    last = select(publications.c.version_id).where(publications.c.pack_id == pack).order_by(publications.c.id.desc())
    return rows.execute(last.limit(1)).scalar()


def _played_before(rows: Connection, name: str, seen: int | None) -> int:
    """The version that played before the one of now; of a pack that was taken off, the one that played last."""
    pack = _pack(rows, name)
    if pack is None:
        raise PackRefused("unknown")
    played = select(publications.c.version_id).where(publications.c.pack_id == pack).order_by(publications.c.id.desc())
    now, *earlier = rows.execute(played).scalars().all() or [None]
    if seen is not None and now != seen:
        raise PackRefused("changed_meanwhile")
    for version in earlier:
        if version is not None and version != now:
            return int(version)
    raise PackRefused("nothing_before")


def _versions(rows: Connection) -> list[Version]:
    columns = select(pack_versions, packs.c.name, packs.c.title).join(packs, packs.c.id == pack_versions.c.pack_id)
    found = rows.execute(columns.order_by(packs.c.name, pack_versions.c.number.desc())).all()
    played: dict[int, str] = {}
    last: dict[int, int | None] = {}
    for one in rows.execute(select(publications).order_by(publications.c.id)):
        last[one.pack_id] = one.version_id
        if one.version_id is not None:
            played[one.version_id] = one.at
    return [
        Version(
            one.id, one.name, one.title, one.number, one.version, one.digest, one.bytes, one.items,
            _state(one, played, last), one.made_at, played.get(one.id), one.placeholders,
        )
        for one in found
    ]  # fmt: skip


def _state(row: Row[Any], played: dict[int, str], last: dict[int, int | None]) -> str:
    if last.get(row.pack_id) == row.id:
        return "playing"
    if row.cleared_at is not None:
        return "cleared"
    if row.id in played:
        return "before"
    return "draft" if row.approved_at is None else "approved"


def _tombstones(rows: Connection) -> list[Tombstone]:
    found = rows.execute(select(tombstones).where(tombstones.c.put_back_at.is_(None)).order_by(tombstones.c.id))
    return [Tombstone(one.pack, one.item, one.file_digest, one.why, one.at) for one in found]


def down_among(down: Sequence[Tombstone], pack: str, items: Sequence[tuple[str, str]]) -> list[str]:
    """Items that stay down, by name or by what their file holds."""
    names = {one.item for one in down if one.pack == pack}
    files = {one.file_digest for one in down if one.file_digest}
    return [item for item, digest in items if item in names or digest in files]


def _run(change: Update, rows: Connection) -> None:
    rows.execute(change)


def _clearable(versions: Sequence[Version]) -> list[Version]:
    """Those whose files nobody needs, the oldest first."""
    found: list[Version] = []
    for pack in sorted({one.pack for one in versions}):
        of_pack = [one for one in versions if one.pack == pack]
        shown = sorted((one for one in of_pack if one.published_at), key=lambda one: str(one.published_at))
        kept = {one.id for one in shown[-2:]} | {one.id for one in of_pack if one.state == "playing"}
        unshown = [one for one in of_pack if not one.published_at and one.state != "cleared"]
        kept |= {one.id for one in sorted(unshown, key=lambda one: one.number)[-KEPT_UNSHOWN:]}
        needed = {one.digest for one in versions if one.id in kept}
        found += [one for one in of_pack if one.id not in kept and one.state != "cleared" and one.digest not in needed]
    return sorted(found, key=lambda one: (one.made_at, one.id))
