"""What editors make in the browser, until it is built into a version: items in rows, their files in a folder.

    draft = drafts.of(pack)                                             # raises PackRefused
    drafts.save(pack, draft.revision, Change("", written, staged), by)  # raises ChangedMeanwhile
    drafts.move(pack, draft.revision, "item-3", 1, by)                  # as the first of all
    drafts.amend(pack, draft.revision, {"item-3": {"valid_until": "2026-12-31"}}, by)
    drafts.keep_papers(pack, draft.papers, text, by)                    # of `papers`
    with drafts.folder(pack) as root: …                                 # as check, preview and build read it

Each save is whole: a browser that closes in the middle loses nothing that was saved. Who changes what is there has to
have seen it as it is; where somebody else was faster nothing is overwritten, and what was typed is still in the page.
A new item overwrites nothing, so that one may be added while another hand mends the next.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from content.pack.entry import FORMATS, MANIFEST, MOST_ITEMS, Manifest
from content.pack.fields import FILE_KEYS
from content.pack.manifest import manifest_of
from content.pack.papers import PAPERS
from content.pack.writing import toml_text
from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.features.exhibition.hall.desk import STARTER, PackRefused
from kiosk.features.exhibition.hall.room import Room
from kiosk.features.exhibition.hall.schema import draft_items, packs
from kiosk.features.exhibition.hall.shelf import FOLDER

DRAFTS = "drafts"
DAYS = ("source_date", "valid_from", "valid_until", "consent_until", "check_by")
CLOCKS = ("daily_from", "daily_until")
CHECKED = "checked.json"
"""What the last check of a draft found (`checks`), beside its files."""
SMALL = ".small"
"""Behind a file's name: a small picture of it, for lists."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")

Written = Mapping[str, Any]
"""What the manifest says of an item, keys as in docs/packs.md; days and times as text, 2026-11-30 and 08:30. `file` is
a name here."""


class ChangedMeanwhile(PackRefused):
    """Somebody else saved after this page was read; nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__("draft_changed")


@dataclass(frozen=True, slots=True)
class Draft:
    """A pack as its editors left it. `items`: number of the item -> what is written of it, in the pack's order;
    `papers`: the text of its papers.toml, empty where it has none.
    """

    pack: str
    title: str
    revision: int
    saved_at: str | None
    items: Mapping[str, Written]
    papers: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One item as it shall be. `item` empty: a new one; `file`: staged, to take the place of the one it has, and `text`
    its text in words, likewise (`text_file` empty in `written`: it has none any more), as are a film's `subtitles`;
    `small`: a JPEG for lists.
    """

    item: str
    written: Written
    file: Path | None = None
    text: Path | None = None
    small: bytes = b""
    subtitles: Path | None = None


class Drafts:
    """`home` is the hall's data folder."""

    def __init__(self, database: Database, home: Path, now: Clock, room: Room | None = None) -> None:
        self._database, self._home, self._now = database, home / FOLDER / DRAFTS, now
        self.room = room or Room(self._home)

    @property
    def home(self) -> Path:
        """Where files arrive before they belong to an item."""
        return self._home

    def make(self, name: str, title: str, by: int | None = None) -> None:
        """A new pack without an item. Raises PackRefused."""
        if not _NAME.fullmatch(name) or name == STARTER:
            raise PackRefused("bad_name")
        self._database.call(lambda rows: self._make(rows, name, title.strip() or name, by))

    def all(self) -> list[Draft]:
        """Every pack of the hall."""
        return self._database.call(lambda rows: [_draft(rows, one) for one in rows.execute(select(packs)).all()])

    def of(self, pack: str) -> Draft:
        """Raises PackRefused."""
        return self._database.call(lambda rows: _draft(rows, _pack(rows, pack)))

    def save(self, pack: str, seen: int, change: Change, by: int | None = None) -> str:
        """Keep one item; its number. Raises PackRefused, ChangedMeanwhile, OSError (nothing is changed then)."""
        written = dict(change.written)
        arrived: list[Path] = []
        try:
            if change.file is not None:
                written["file"] = self._keep(pack, change.file, str(written.get("file", "")), arrived)
                self._keep_small(pack, str(written["file"]), change.small, arrived)
            elif not change.item:
                raise PackRefused("no_file")
            else:
                written.pop("file", None)
            for key, beside in (("text_file", change.text), ("subtitle_file", change.subtitles)):
                if beside is not None:
                    written[key] = self._keep(pack, beside, str(written.get(key, "")), arrived)
            return self._database.call(lambda rows: self._save(rows, pack, seen, change.item, written, by))
        except BaseException:
            for path in arrived:
                path.unlink(missing_ok=True)
            raise

    def exchange(
        self, pack: str, item: str, was: str, staged: Path, called: str, by: int | None = None, small: bytes = b""
    ) -> str:
        """Another file for an item that has the file `was`, which is gone then; its name.

        Raises PackRefused; ChangedMeanwhile: it has another one by now; OSError (nothing is changed then).
        """
        arrived: list[Path] = []
        try:
            name = self._keep(pack, staged, called, arrived)
            self._keep_small(pack, name, small, arrived)
            self._database.call(lambda rows: self._exchange(rows, pack, item, was, name, by))
        except BaseException:
            for path in arrived:
                path.unlink(missing_ok=True)
            raise
        for gone in (was, f"{was}{SMALL}"):
            (self._home / pack / gone).unlink(missing_ok=True)
        return name

    def move(self, pack: str, seen: int, item: str, place: int, by: int | None = None) -> None:
        """Make an item the one at `place`, from 1; beyond the end: the last. Raises PackRefused, ChangedMeanwhile."""
        self._database.call(lambda rows: self._move(rows, pack, seen, item, place, by))

    def amend(self, pack: str, seen: int, changes: Mapping[str, Written], by: int | None = None) -> None:
        """Of several items some keys; what is empty is taken away. Raises PackRefused, ChangedMeanwhile."""
        self._database.call(lambda rows: self._amend(rows, pack, seen, changes, by))

    def remove(self, pack: str, seen: int, item: str, by: int | None = None) -> None:
        """Leave an item out. Raises PackRefused, ChangedMeanwhile."""
        self._database.call(lambda rows: self._remove(rows, pack, seen, item, by))

    def keep_papers(self, pack: str, was: str, papers: str, by: int | None = None) -> None:
        """Another text of papers.toml in the place of `was`. Raises PackRefused, ChangedMeanwhile."""
        self._database.call(lambda rows: self._keep_papers(rows, pack, was, papers, by))

    def manifest(self, pack: str, version: str) -> Manifest:
        """What would be built now. Raises PackRejected (no item, for one), PackRefused."""
        return self._manifest(self.of(pack), version)

    def _manifest(self, draft: Draft, version: str) -> Manifest:
        items = [{"id": item, **as_table(written)} for item, written in draft.items.items()]
        return manifest_of(
            {"format": FORMATS[-1], "name": draft.pack, "version": version, "title": draft.title, "items": items}
        )

    @contextmanager
    def folder(self, pack: str, version: str = "0") -> Iterator[Path]:
        """A folder with the manifest, the papers and the files, as they are at this moment. Raises as `manifest`,
        OSError; ChangedMeanwhile: a file was exchanged before it was taken.
        """
        draft = self.of(pack)
        manifest = self._manifest(draft, version)
        with tempfile.TemporaryDirectory(dir=self._made(pack), prefix=".as-") as place:
            root = Path(place)
            root.chmod(0o755)  # a limited child of root's is another user
            for entry in manifest.entries:
                for name in entry.files:
                    source, target = self._home / pack / name, root / name
                    if source.is_file() and not target.exists():
                        _link_or_copy(source, target)
                    elif not target.exists() and self.manifest(pack, version) != manifest:
                        raise ChangedMeanwhile
            (root / MANIFEST).write_text(toml_text(manifest), encoding="utf-8")
            if draft.papers:
                (root / PAPERS).write_text(draft.papers, encoding="utf-8")
            yield root

    def sweep(self) -> int:
        """Remove files that no item names, and what died on its way; how many. At the start: nothing is on its way."""
        named = {draft.pack: {str(one.get(key, "")) for one in draft.items.values() for key in FILE_KEYS}
                 for draft in self.all()}  # fmt: skip
        gone = 0
        for folder in self._home.iterdir() if self._home.is_dir() else ():
            paths = folder.iterdir() if folder.is_dir() else (folder,)  # a file here arrived for nobody
            for path in paths:
                if path.name.removesuffix(SMALL) not in named.get(folder.name, set()) | {CHECKED}:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
                    gone += 1
        return gone

    def small(self, pack: str, item: str) -> Path | None:
        """The small picture of an item, where it has one. Raises PackRefused."""
        name = str(self.of(pack).items.get(item, {}).get("file", ""))
        return self._home / pack / f"{name}{SMALL}" if self.has_small(pack, name) else None

    def has_small(self, pack: str, file: str) -> bool:
        """Whether an item of that file has one."""
        return bool(file) and (self._home / pack / f"{file}{SMALL}").is_file()

    # -- files --------------------------------------------------------------------------------------------------------

    def _made(self, pack: str) -> Path:
        if not _NAME.fullmatch(pack):  # it becomes a path
            raise PackRefused("unknown")
        folder = self._home / pack
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _keep(self, pack: str, staged: Path, called: str, arrived: list[Path]) -> str:
        """Moves a staged file in, under a name that no other has; the keeper's own name is only told in the title."""
        suffix = Path(called).suffix.lower()
        name = f"{secrets.token_hex(6)}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        target = self._made(pack) / name
        with staged.open("rb") as file:
            os.fsync(file.fileno())
        staged.chmod(0o644)
        staged.replace(target)
        arrived.append(target)
        return name

    def _keep_small(self, pack: str, name: str, small: bytes, arrived: list[Path]) -> None:
        if small:
            arrived.append(self._home / pack / f"{name}{SMALL}")
            arrived[-1].write_bytes(small)

    # -- one transaction each -----------------------------------------------------------------------------------------

    def _make(self, rows: Connection, name: str, title: str, by: int | None) -> None:
        if rows.execute(select(packs.c.id).where(packs.c.name == name)).first() is not None:
            raise PackRefused("name_taken")
        at = stamp(self._now())
        rows.execute(insert(packs).values(name=name, title=title, made_at=at, saved_at=at, saved_by=by))

    def _save(self, rows: Connection, pack: str, seen: int, item: str, written: dict[str, Any], by: int | None) -> str:
        found = _pack(rows, pack)
        if not item:
            return self._add(rows, found, written, by)
        self._next(rows, found, seen, by)
        of_item = (draft_items.c.pack_id == found.id) & (draft_items.c.item == item)
        kept = rows.execute(select(draft_items.c.written).where(of_item)).scalar()
        if kept is None:
            raise PackRefused("no_such_item")
        before = json.loads(kept)
        written = {key: before[key] for key in (*FILE_KEYS, "kind") if key in before} | written
        for key in ("text_file", "subtitle_file"):
            if not written.get(key):
                written.pop(key, None)
        rows.execute(update(draft_items).where(of_item).values(written=_text(written)))
        return item

    def _exchange(self, rows: Connection, pack: str, item: str, was: str, name: str, by: int | None) -> None:
        found = _pack(rows, pack)
        of_item = (draft_items.c.pack_id == found.id) & (draft_items.c.item == item)
        kept = rows.execute(select(draft_items.c.written).where(of_item)).scalar()
        written = json.loads(kept) if kept else {}
        if written.get("file") != was:
            raise ChangedMeanwhile
        self._next(rows, found, found.revision, by)
        rows.execute(update(draft_items).where(of_item).values(written=_text(written | {"file": name})))

    def _add(self, rows: Connection, found: Any, written: dict[str, Any], by: int | None) -> str:
        of_pack = draft_items.c.pack_id == found.id
        taken = set(rows.execute(select(draft_items.c.item).where(of_pack)).scalars())
        if len(taken) >= MOST_ITEMS:
            raise PackRefused("too_many_items")
        item = next(name for at in range(1, len(taken) + 2) if (name := f"item-{at}") not in taken)
        place = rows.execute(select(func.coalesce(func.max(draft_items.c.place), 0)).where(of_pack)).scalar_one() + 1
        values = {"pack_id": found.id, "item": item, "place": place, "written": _text(written)}
        rows.execute(insert(draft_items).values(values))
        saved = {"saved_at": stamp(self._now()), "saved_by": by}
        rows.execute(update(packs).where(packs.c.id == found.id).values(saved))
        return item

    def _move(self, rows: Connection, pack: str, seen: int, item: str, place: int, by: int | None) -> None:
        found = _pack(rows, pack)
        self._next(rows, found, seen, by)
        before = _places(rows, found.id)
        if item not in before:
            raise PackRefused("no_such_item")
        names = [name for name in before if name != item]
        names.insert(max(place, 1) - 1, item)
        moved = [{"of": name, "to": at} for at, name in enumerate(names, start=1) if before[name] != at]
        if moved:
            of_item = (draft_items.c.pack_id == found.id) & (draft_items.c.item == bindparam("of"))
            rows.execute(update(draft_items).where(of_item).values(place=bindparam("to")), moved)

    def _amend(self, rows: Connection, pack: str, seen: int, changes: Mapping[str, Written], by: int | None) -> None:
        found = _pack(rows, pack)
        self._next(rows, found, seen, by)
        of_pack = draft_items.c.pack_id == found.id
        for item, change in changes.items():
            kept = rows.execute(select(draft_items.c.written).where(of_pack, draft_items.c.item == item)).scalar()
            if kept is None:
                raise PackRefused("no_such_item")
            written = {key: value for key, value in (json.loads(kept) | change).items() if value not in ("", None)}
            rows.execute(update(draft_items).where(of_pack, draft_items.c.item == item).values(written=_text(written)))

    def _remove(self, rows: Connection, pack: str, seen: int, item: str, by: int | None) -> None:
        found = _pack(rows, pack)
        self._next(rows, found, seen, by)
        gone = delete(draft_items).where(draft_items.c.pack_id == found.id, draft_items.c.item == item)
        if not rows.execute(gone).rowcount:
            raise PackRefused("no_such_item")

    def _keep_papers(self, rows: Connection, pack: str, was: str, papers: str, by: int | None) -> None:
        found = _pack(rows, pack)
        if (found.papers or "") != was:
            raise ChangedMeanwhile
        values = {"papers": papers, "saved_at": stamp(self._now()), "saved_by": by}
        rows.execute(update(packs).where(packs.c.id == found.id).values(values))

    def _next(self, rows: Connection, found: Any, seen: int, by: int | None) -> None:
        """Raises ChangedMeanwhile."""
        if found.revision != seen:
            raise ChangedMeanwhile
        values = {"revision": seen + 1, "saved_at": stamp(self._now()), "saved_by": by}
        rows.execute(update(packs).where(packs.c.id == found.id).values(values))


def _pack(rows: Connection, name: str) -> Any:
    found = rows.execute(select(packs).where(packs.c.name == name)).first()
    if found is None:
        raise PackRefused("unknown")
    return found


def _draft(rows: Connection, found: Any) -> Draft:
    items = rows.execute(select(draft_items).where(draft_items.c.pack_id == found.id).order_by(draft_items.c.place))
    written = {one.item: json.loads(one.written) for one in items}
    return Draft(found.name, found.title, found.revision, found.saved_at, written, found.papers or "")


def as_table(written: Written) -> dict[str, Any]:
    """As TOML would say it. What is no day stays text, and the manifest refuses it by name."""
    readers: dict[str, Any] = dict.fromkeys(DAYS, date.fromisoformat) | dict.fromkeys(CLOCKS, time.fromisoformat)
    return {key: _read(readers[key], value) if key in readers else value for key, value in written.items()}


def _read(reader: Callable[[str], Any], text: Any) -> Any:
    try:
        return reader(text)
    except (TypeError, ValueError):
        return text


def _text(written: Written) -> str:
    return json.dumps(written, ensure_ascii=False)


def _places(rows: Connection, pack: int) -> dict[str, int]:
    """Item -> its number in the order, in the pack's order; not always one after the other."""
    columns = select(draft_items.c.item, draft_items.c.place).where(draft_items.c.pack_id == pack)
    return {one.item: one.place for one in rows.execute(columns.order_by(draft_items.c.place))}


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copyfile(source, target)
