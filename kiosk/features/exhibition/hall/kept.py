"""Which files of the packs go with a copy of the hall database, and what a restore of an older one must not undo.

Of each pack the version that plays, the one before it and the newest, and what editors are making: what a hall needs to
show again what it showed. Older versions stay rows; their files are not carried.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, insert, select, update

from content.pack.fields import FILE_KEYS
from kiosk.core.access.schema import accounts
from kiosk.core.database.kept_files import KeptFiles
from kiosk.features.exhibition.hall.drafts import DRAFTS
from kiosk.features.exhibition.hall.schema import packs, publications, tombstones, withdrawn_questions
from kiosk.features.exhibition.hall.shelf import FOLDER

_PLAYED = 2  # the version that plays, and the one before
_KNOWN = re.compile(rf"[0-9a-f]{{64}}\.zip|{DRAFTS}/[a-z0-9][a-z0-9_-]{{0,63}}/[0-9a-f]{{12}}(\.[a-z0-9]{{1,5}})?")


def _named(rows: sqlite3.Connection) -> Iterator[str]:
    if not _has(rows, "pack_versions"):
        return  # made before there were packs
    for (digest,) in rows.execute(
        "SELECT v.digest FROM pack_versions v WHERE v.number = (SELECT max(n.number) FROM pack_versions n "
        "WHERE n.pack_id = v.pack_id)"
    ):
        yield f"{digest}.zip"
    played: dict[int, list[str]] = {}
    for pack, digest in rows.execute(
        "SELECT p.pack_id, v.digest FROM publications p JOIN pack_versions v ON v.id = p.version_id ORDER BY p.id DESC"
    ):
        of_pack = played.setdefault(pack, [])
        if len(of_pack) < _PLAYED and digest not in of_pack:
            of_pack.append(digest)
            yield f"{digest}.zip"
    for pack, written in rows.execute("SELECT p.name, d.written FROM draft_items d JOIN packs p ON p.id = d.pack_id"):
        yield from (f"{DRAFTS}/{pack}/{name}" for name in _files_of(written))


def _files_of(written: Any) -> Iterator[str]:
    try:
        told = json.loads(written)
    except (ValueError, TypeError):
        return
    if isinstance(told, dict):
        yield from (str(told[key]) for key in FILE_KEYS if told.get(key))


KEPT = KeptFiles(FOLDER, _named, _KNOWN)


def not_undone(replaced: sqlite3.Connection, restored: Connection) -> None:
    """What was taken down since the copy was made stays down; so does what was put back, a pack that was taken off, and
    a question that is asked no more.

    Raises sqlite3.DatabaseError where the replaced database cannot say.
    """
    if not _has(replaced, "tombstones"):
        return
    replaced.row_factory = sqlite3.Row
    people = set(restored.execute(select(accounts.c.id)).scalars())
    key = (tombstones.c.pack, tombstones.c.item, tombstones.c.at)
    there = {tuple(row) for row in restored.execute(select(*key))}
    for row in replaced.execute("SELECT * FROM tombstones ORDER BY id"):
        ends = {"put_back_at": row["put_back_at"], "put_back_by": _known_by(row["put_back_by"], people)}
        if (row["pack"], row["item"], row["at"]) in there:
            same = (key[0] == row["pack"]) & (key[1] == row["item"]) & (key[2] == row["at"])
            restored.execute(update(tombstones).where(same).values(ends))
        else:
            told = {name: row[name] for name in ("pack", "item", "file_digest", "why", "at")}
            restored.execute(insert(tombstones).values(told | ends | {"by": _known_by(row["by"], people)}))
    _take_off(replaced, restored, people)
    if _has(replaced, "withdrawn_questions"):
        _withdraw(replaced, restored, people)


def _withdraw(replaced: sqlite3.Connection, restored: Connection, people: set[int]) -> None:
    """What was asked no more is not asked again."""
    key = (withdrawn_questions.c.bank, withdrawn_questions.c.question, withdrawn_questions.c.at)
    there = {tuple(row) for row in restored.execute(select(*key))}
    for row in replaced.execute("SELECT * FROM withdrawn_questions ORDER BY id"):
        ends = {
            "brought_back_at": row["brought_back_at"], "brought_back_by": _known_by(row["brought_back_by"], people),
        }  # fmt: skip
        if (row["bank"], row["question"], row["at"]) in there:
            same = (key[0] == row["bank"]) & (key[1] == row["question"]) & (key[2] == row["at"])
            restored.execute(update(withdrawn_questions).where(same).values(ends))
        else:
            told = {name: row[name] for name in ("bank", "question", "version", "why", "at")}
            by = _known_by(row["by"], people)
            restored.execute(insert(withdrawn_questions).values(told | ends | {"by": by}))


def _take_off(replaced: sqlite3.Connection, restored: Connection, people: set[int]) -> None:
    for row in replaced.execute(
        'SELECT packs.name, p.at, p."by" FROM publications p JOIN packs ON packs.id = p.pack_id '
        "WHERE p.version_id IS NULL AND p.id = (SELECT max(n.id) FROM publications n WHERE n.pack_id = p.pack_id)"
    ):
        pack = restored.execute(select(packs.c.id).where(packs.c.name == row["name"])).scalar()
        of_pack = select(publications.c.version_id).where(publications.c.pack_id == pack)
        if restored.execute(of_pack.order_by(publications.c.id.desc()).limit(1)).scalar() is not None:
            values = {"pack_id": pack, "how": "take_down", "at": row["at"], "by": _known_by(row["by"], people)}
            restored.execute(insert(publications).values(values))


def _known_by(account: int | None, people: set[int]) -> int | None:
    return account if account in people else None


def _has(rows: sqlite3.Connection, table: str) -> bool:
    return rows.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None
