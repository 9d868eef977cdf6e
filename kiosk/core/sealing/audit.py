"""Who asked: written inside the caller's transaction, and read again as lines.

    append(connection, vault, Entry(at, "card", "look_up", "shown", terminal_id=3, blind=blind))
    for line in read_page(connection, actor="keeper"): …

Kept at least six months (等保 2.0). Each row carries a link over it and the one before; `audit_chain` walks them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, LargeBinary, bindparam, cast, insert, select

from kiosk.core.sealing.audit_cells import FIRST_LINK, STORED, TYPED, Cell, StoredRow, link_of
from kiosk.core.sealing.schema import audit
from kiosk.core.sealing.vault import Vault

_columns = audit.c
_last = select(_columns.id, cast(_columns.link, LargeBinary)).order_by(_columns.id.desc()).limit(1)
_append = insert(audit)
_kept = select(_columns.id).where(_columns.id == bindparam("row"), _columns.link == bindparam("made"))


class AuditSilenced(Exception):
    """The row was written and is not there: something in the database takes it back. Nothing is shown then."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to write. `actor` card, pin, clerk, editor, keeper or service.

    `detail`: counts, and numbers of rows of the hall, `by` being the account that did it.
    """

    at: str
    actor: str
    action: str
    outcome: str
    terminal_id: int | None = None
    blind: bytes | None = None
    detail: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row to read. `blind` as hex, empty where nobody was asked about; `by` is the account that did it.

    `sound` False: a cell is of a type, or says something, that this program never writes; it reads as empty then.
    """

    id: int
    at: str
    actor: str
    action: str
    outcome: str
    terminal_id: int | None
    blind: str
    by: int | None
    counts: Mapping[str, int] = field(default_factory=dict)
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """How a feature's own action is read: what it is called, and what its `counts` are of (empty: nobody knows)."""

    says: str
    about: Callable[[Connection, Mapping[str, int]], str]


def append(connection: Connection, vault: Vault, entry: Entry) -> None:
    """Write `entry` as the next link; it is kept or lost together with the caller's work. Raises AuditSilenced."""
    last = connection.execute(_last).first()
    row_id, previous = (1, FIRST_LINK) if last is None else (last[0] + 1, last[1] or b"")
    values: dict[str, str | int | bytes | None] = {
        "id": row_id,
        "at": entry.at,
        "actor": entry.actor,
        "terminal_id": entry.terminal_id,
        "action": entry.action,
        "outcome": entry.outcome,
        "blind": entry.blind,
        "detail": None if entry.detail is None else json.dumps(entry.detail, sort_keys=True),
    }
    link = link_of(vault, TYPED, previous, {name: Cell.written(value) for name, value in values.items()})
    connection.execute(_append, values | {"link": link})
    if connection.execute(_kept, {"row": row_id, "made": link}).first() is None:
        raise AuditSilenced(f"audit row {row_id}")


def read_page(
    connection: Connection, *, before: int | None = None, rows: int = 50, actor: str = "", blind: bytes | None = None
) -> list[Line]:
    """The newest `rows` rows, or those older than the row `before`; of one actor, about one person."""
    query = STORED.order_by(_columns.id.desc()).limit(rows)
    query = query if before is None else query.where(_columns.id < before)
    query = query.where(_columns.actor == actor) if actor else query
    query = query.where(_columns.blind == blind) if blind is not None else query
    return [_line(StoredRow.of(row)) for row in connection.execute(query)]


def line_of(connection: Connection, row_id: int) -> Line | None:
    """One row, as `read_page` gives it."""
    row = connection.execute(STORED.where(_columns.id == row_id)).first()
    return None if row is None else _line(StoredRow.of(row))


def _line(row: StoredRow) -> Line:
    at, blind = row.value("at"), row.value("blind")
    counts, timed = _counts(row.value("detail")), _is_time(at)
    sound = row.sound and timed and counts is not None
    given = dict(counts or {})
    by = given.pop("by", None)
    actor, action, outcome = (row.value(name) or "" for name in ("actor", "action", "outcome"))
    where = row.value("terminal_id")
    return Line(row.id, at if timed else "", actor, action, outcome, where, (blind or b"").hex(), by, given, sound)


def _is_time(at: str | None) -> bool:
    try:
        return at is not None and datetime.fromisoformat(at).isoformat()[:16] == at[:16]
    except ValueError:
        return False


def _counts(detail: str | None) -> Mapping[str, int] | None:
    """None where it is no table of whole numbers."""
    try:
        counts = json.loads(detail) if detail else {}
    except (ValueError, RecursionError):
        return None
    plain = isinstance(counts, dict) and all(type(count) is int for count in counts.values())
    return counts if plain else None
