"""Exams, people and sittings as they lie in the hall database. Every function is part of a work of its owner.

    found = sitting(connection, vault, exam_id, blind)       # Sat, or None: this person has not begun
    keep(connection, vault, found.id, blind, found.sheet.answered(…))

What cannot be unsealed raises SealBroken, KeyVersionUnknown or CellUnreadable, which hold the place only.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, bindparam, delete, func, insert, select, update

from content.banks.model import Item
from kiosk.core.database.clock import stamp
from kiosk.core.database.hot import HotStatement
from kiosk.core.sealing.vault import Sealed, Vault
from kiosk.features.quiz.hall.exams.cells import (
    Begun,
    begun_bytes,
    begun_of,
    exam_of,
    listed_bytes,
    listed_of,
    rules_text,
    sheet_bytes,
    sheet_of,
)
from kiosk.features.quiz.hall.exams.schema import exam_people, exam_progress, exam_sittings, exams
from kiosk.features.quiz.rules.exams.answer_sheet import AnswerSheet
from kiosk.features.quiz.rules.exams.exam import Exam
from kiosk.features.quiz.rules.exams.people_list import Listed

_ID_BITS = 48  # a form sends fifteen digits
_PLAIN = [exams.c[name] for name in ("id", "title", "opens_at", "closes_at", "closed_at", "rules", "made_at")]
_EXAM = HotStatement(select(*_PLAIN).where(exams.c.id == bindparam("exam")))
_AROUND = HotStatement(
    select(*_PLAIN).where((exams.c.opens_at <= bindparam("now")) & (exams.c.closes_at > bindparam("now")))
    .order_by(exams.c.closes_at, exams.c.id)
)  # fmt: skip
_LISTED = HotStatement(
    select(exam_people).where((exam_people.c.exam_id == bindparam("exam")) & (exam_people.c.blind == bindparam("of")))
)
_SITTING = HotStatement(
    select(exam_sittings.c.id).where(
        (exam_sittings.c.exam_id == bindparam("exam")) & (exam_sittings.c.blind == bindparam("of"))
    )
)
_PROGRESS = HotStatement(select(exam_progress).where(exam_progress.c.id == bindparam("sitting")))
_KEEP = HotStatement(
    update(exam_progress)
    .where(exam_progress.c.id == bindparam("sitting"))
    .values({name: bindparam(f"its_{name}") for name in ("key_version", "wrapped_key", "blob")})
)


@dataclass(frozen=True, slots=True)
class HeldExam:
    """An exam with its number; `made_at` tells it from one that had the number before."""

    id: int
    made_at: str
    exam: Exam


@dataclass(frozen=True, slots=True)
class InList:
    """Somebody of a list, by the number of the row."""

    id: int
    listed: Listed


@dataclass(frozen=True, slots=True)
class SealedPerson:
    """A row of a list as it lies: to be opened away from the database's thread."""

    id: int
    blind: bytes
    sealed: Sealed

    def open(self, vault: Vault) -> Listed:
        """Raises SealBroken, KeyVersionUnknown, CellUnreadable."""
        return listed_of(vault.unseal(exam_people.name, self.id, self.sealed))


# -- exams ------------------------------------------------------------------------------------------------------------


def add_exam(connection: Connection, vault: Vault, exam: Exam, bank: bytes, now: datetime, by: int | None) -> int:
    """`bank`: in the pack's own form. The number of the exam."""
    exam_id = int(connection.execute(select(func.coalesce(func.max(exams.c.id), 0))).scalar_one()) + 1
    connection.execute(insert(exams).values(
        id=exam_id, title=exam.title, opens_at=stamp(exam.opens_at), closes_at=stamp(exam.closes_at),
        kept_until=stamp(exam.kept_until), rules=rules_text(exam), made_at=stamp(now), made_by=by,
        **_sealed(vault, exams, exam_id, bank),
    ))  # fmt: skip
    return exam_id


def exam(connection: Connection, exam_id: int) -> HeldExam | None:
    row = _EXAM.run(connection, exam=exam_id).fetchone()
    return None if row is None else _held(row)


def open_exams(connection: Connection, now: datetime) -> list[HeldExam]:
    """That are open now, those that close first before the others."""
    found = (_held(row) for row in _AROUND.run(connection, now=stamp(now)).fetchall())
    return [one for one in found if one.exam.is_open(now)]


def all_exams(connection: Connection) -> list[HeldExam]:
    """The newest first."""
    return [_held(tuple(row)) for row in connection.execute(select(*_PLAIN).order_by(exams.c.opens_at.desc()))]


def bank_bytes(connection: Connection, vault: Vault, exam_id: int) -> bytes | None:
    row = connection.execute(select(exams).where(exams.c.id == exam_id)).mappings().first()
    return None if row is None else _unsealed(vault, exams, row)


def close_exam(connection: Connection, exam_id: int, now: datetime) -> None:
    connection.execute(
        update(exams).where((exams.c.id == exam_id) & exams.c.closed_at.is_(None)).values(closed_at=stamp(now))
    )


def drop_exam(connection: Connection, exam_id: int) -> int:
    """With everything of it; how many rows. Freed pages are overwritten."""
    connection.exec_driver_sql("PRAGMA secure_delete = ON").close()
    return connection.execute(delete(exams).where(exams.c.id == exam_id)).rowcount


def _held(row: Any) -> HeldExam:
    plain = dict(zip((column.name for column in _PLAIN), row, strict=True))
    return HeldExam(plain["id"], plain["made_at"], exam_of(plain))


# -- people -----------------------------------------------------------------------------------------------------------


def in_list(connection: Connection, vault: Vault, exam_id: int, blind: bytes) -> InList | None:
    row = _LISTED.run(connection, exam=exam_id, of=blind).fetchone()
    return None if row is None else _listed(vault, _mapped(exam_people, row))


def everybody(connection: Connection, exam_id: int, after: int, rows: int) -> list[SealedPerson]:
    """Those of the list whose row is above `after`, in its order, at most `rows`."""
    c = exam_people.c
    found = (
        select(c.id, c.blind, c.key_version, c.wrapped_key, c.blob)
        .where((c.exam_id == exam_id) & (c.id > after))
        .order_by(c.id)
        .limit(rows)
    )
    return [SealedPerson(row[0], row[1], Sealed(*row[2:])) for row in map(tuple, connection.execute(found))]


def count_people(connection: Connection, exam_id: int) -> tuple[int, int]:
    """In the list, and who have begun."""
    people, sat = (
        connection.execute(select(func.count()).select_from(table).where(table.c.exam_id == exam_id)).scalar_one()
        for table in (exam_people, exam_sittings)
    )
    return people, sat


def list_person(connection: Connection, vault: Vault, exam_id: int, listed: Listed) -> bytes:
    """In the list as this; whoever is in it already is changed. The blind index."""
    blind = vault.blind_index(listed.id_number)
    c = exam_people.c
    connection.execute(delete(exam_people).where((c.exam_id == exam_id) & (c.blind == blind)))
    row_id = secrets.randbits(_ID_BITS)
    sealed = _sealed(vault, exam_people, row_id, listed_bytes(listed))
    connection.execute(insert(exam_people).values(id=row_id, exam_id=exam_id, blind=blind, **sealed))
    return blind


def unlist(connection: Connection, exam_id: int, but: Collection[bytes]) -> None:
    """Take everybody but these, by their blind index, off the list. Freed pages are overwritten."""
    connection.exec_driver_sql("PRAGMA secure_delete = ON").close()
    c = exam_people.c
    there = connection.execute(select(c.id, c.blind).where(c.exam_id == exam_id))
    doomed = [{"doomed": row_id} for row_id, blind in there if blind not in but]
    if doomed:
        connection.execute(delete(exam_people).where(exam_people.c.id == bindparam("doomed")), doomed)


def _listed(vault: Vault, row: RowMapping | dict[str, Any]) -> InList:
    return InList(row["id"], listed_of(_unsealed(vault, exam_people, row)))


# -- sittings ---------------------------------------------------------------------------------------------------------


def sitting_id(connection: Connection, exam_id: int, blind: bytes) -> int | None:
    row = _SITTING.run(connection, exam=exam_id, of=blind).fetchone()
    return None if row is None else int(row[0])


def begin(connection: Connection, vault: Vault, exam_id: int, blind: bytes, begun: Begun, sheet: AnswerSheet) -> int:
    row_id = secrets.randbits(_ID_BITS)
    connection.execute(insert(exam_sittings).values(
        id=row_id, exam_id=exam_id, blind=blind, **_sealed(vault, exam_sittings, row_id, begun_bytes(begun))
    ))  # fmt: skip
    connection.execute(insert(exam_progress).values(
        id=row_id, blind=blind, **_sealed(vault, exam_progress, row_id, sheet_bytes(sheet))
    ))  # fmt: skip
    return row_id


def begun(connection: Connection, vault: Vault, row_id: int) -> Begun | None:
    row = connection.execute(select(exam_sittings).where(exam_sittings.c.id == row_id)).mappings().first()
    return None if row is None else begun_of(_unsealed(vault, exam_sittings, row))


def answer_sheet(connection: Connection, vault: Vault, row_id: int) -> AnswerSheet | None:
    """None: there is no such sitting any more."""
    row = _PROGRESS.run(connection, sitting=row_id).fetchone()
    return None if row is None else sheet_of(_unsealed(vault, exam_progress, _mapped(exam_progress, row)))


def keep(connection: Connection, vault: Vault, row_id: int, sheet: AnswerSheet) -> None:
    sealed = _sealed(vault, exam_progress, row_id, sheet_bytes(sheet))
    _KEEP.run(connection, sitting=row_id, **{f"its_{name}": value for name, value in sealed.items()})


@dataclass(frozen=True, slots=True)
class SealedSitting:
    """A sitting as it lies: to be opened away from the database's thread."""

    id: int
    blind: bytes
    begun: Sealed
    progress: Sealed

    def open(self, vault: Vault, made: Callable[[Any], Item]) -> tuple[Begun, AnswerSheet]:
        """`made`: as of `begun_of`. Raises SealBroken, KeyVersionUnknown, CellUnreadable."""
        begun = vault.unseal(exam_sittings.name, self.id, self.begun)
        return begun_of(begun, made), sheet_of(vault.unseal(exam_progress.name, self.id, self.progress))


def sittings_of(connection: Connection, exam_id: int, after: int, rows: int) -> list[SealedSitting]:
    """Those above `after`, in their order, at most `rows`."""
    c, p = exam_sittings.c, exam_progress.c
    found = (
        select(c.id, c.blind, c.key_version, c.wrapped_key, c.blob, p.key_version, p.wrapped_key, p.blob)
        .join_from(exam_sittings, exam_progress, p.id == c.id)
        .where((c.exam_id == exam_id) & (c.id > after))
        .order_by(c.id)
        .limit(rows)
    )
    return [
        SealedSitting(row[0], row[1], Sealed(*row[2:5]), Sealed(*row[5:8]))
        for row in map(tuple, connection.execute(found))
    ]


# -- sealed cells -----------------------------------------------------------------------------------------------------


def _sealed(vault: Vault, table: Table, row_id: int, plain: bytes) -> dict[str, Any]:
    sealed = vault.seal(table.name, row_id, plain)
    return {"key_version": sealed.key_version, "wrapped_key": sealed.wrapped_key, "blob": sealed.blob}


def _unsealed(vault: Vault, table: Table, row: RowMapping | dict[str, Any]) -> bytes:
    return vault.unseal(table.name, row["id"], Sealed(row["key_version"], row["wrapped_key"], row["blob"]))


def _mapped(table: Table, row: Any) -> dict[str, Any]:
    return dict(zip((column.name for column in table.c), row, strict=True))
