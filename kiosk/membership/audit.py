"""The chain of who asked: append inside the caller's transaction, verify from the first link to the last.

Kept at least six months (等保 2.0). A link is HMAC(audit key, previous link + row), so neither a changed nor a missing
row can be hidden by somebody who has the database without the key. A cut at the end shows only against a head noted
elsewhere: `ChainState.head` is for that purpose.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from kiosk.membership.schema import audit
from kiosk.membership.vault import Vault

FIRST_LINK = bytes(32)
PAGE_ROWS = 1000

_columns = audit.c
_last_link = select(_columns.link).order_by(_columns.id.desc()).limit(1)
_page = select(audit).where(_columns.id > bindparam("after")).order_by(_columns.id).limit(PAGE_ROWS)
_append = insert(audit)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to write. `actor` card, pin, clerk, keeper or service; `detail` counts and account ids only."""

    at: str
    actor: str
    action: str
    outcome: str
    terminal_id: int | None = None
    blind: bytes | None = None
    detail: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class ChainState:
    """`entries` that hold, the `head` as hex to note elsewhere, and the id of the first row that does not hold."""

    entries: int
    head: str
    broken_at: int | None
    last_id: int = 0

    @property
    def whole(self) -> bool:
        return self.broken_at is None


@dataclass(frozen=True, slots=True)
class Line:
    """One row to read. `blind` as hex, empty where nobody was asked about; `by` is the account that did it."""

    id: int
    at: str
    actor: str
    action: str
    outcome: str
    terminal_id: int | None
    blind: str
    by: int | None
    counts: Mapping[str, int] = field(default_factory=dict)


FRESH = ChainState(0, FIRST_LINK.hex(), None)


def append(connection: Connection, vault: Vault, entry: Entry) -> None:
    """Write `entry` as the next link; it is kept or lost together with the caller's work."""
    previous = connection.execute(_last_link).scalar() or FIRST_LINK
    values = {
        "at": entry.at,
        "actor": entry.actor,
        "terminal_id": entry.terminal_id,
        "action": entry.action,
        "outcome": entry.outcome,
        "blind": entry.blind,
        "detail": None if entry.detail is None else json.dumps(entry.detail, sort_keys=True),
    }
    connection.execute(_append, values | {"link": vault.chain(previous, _canonical(values))})


def verify_page(connection: Connection, vault: Vault, so_far: ChainState) -> tuple[ChainState, bool]:
    """Walk up to a thousand rows on from `so_far`; True while there may be more.

    In pages, so that the database owner is never held for the length of a year's chain.
    """
    link, held, after = bytes.fromhex(so_far.head), so_far.entries, so_far.last_id
    rows = connection.execute(_page, {"after": after}).all()
    for row in rows:
        following = vault.chain(link, _canonical(_values(row)))
        if following != row.link:
            return ChainState(held, link.hex(), row.id, after), False
        link, held, after = following, held + 1, row.id
    return ChainState(held, link.hex(), None, after), len(rows) == PAGE_ROWS


def read_page(
    connection: Connection, *, before: int | None = None, rows: int = 50, actor: str = "", blind: bytes | None = None
) -> list[Line]:
    """The newest `rows` rows, or those older than the row `before`; of one actor, about one person."""
    query = select(audit).order_by(_columns.id.desc()).limit(rows)
    query = query if before is None else query.where(_columns.id < before)
    query = query.where(_columns.actor == actor) if actor else query
    query = query.where(_columns.blind == blind) if blind is not None else query
    return [_line(row) for row in connection.execute(query)]


def line_of(connection: Connection, row_id: int) -> Line | None:
    """One row, as `read_page` gives it."""
    row = connection.execute(select(audit).where(_columns.id == row_id)).first()
    return None if row is None else _line(row)


def holds_head(connection: Connection, head: str) -> bool:
    """Whether a head that was noted earlier is still a link of the chain: nothing was cut off at the end since then."""
    noted = bytes.fromhex(head)
    return (
        noted == FIRST_LINK or connection.execute(select(_columns.id).where(_columns.link == noted)).first() is not None
    )


def _line(row: Row[*tuple[Any, ...]]) -> Line:
    counts = json.loads(row.detail) if row.detail else {}
    blind = row.blind.hex() if row.blind else ""
    by = counts.pop("by", None)
    return Line(row.id, row.at, row.actor, row.action, row.outcome, row.terminal_id, blind, by, counts)


def _values(row: Row[*tuple[Any, ...]]) -> dict[str, object]:
    return {name: value for name, value in row._mapping.items() if name not in ("id", "link")}


def _canonical(values: Mapping[str, object]) -> bytes:
    plain = {name: value.hex() if isinstance(value, bytes) else value for name, value in values.items()}
    return json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()
