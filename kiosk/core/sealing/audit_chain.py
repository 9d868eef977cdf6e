"""Whether the chain of who asked still holds, from before its first row to its last.

    state = walk(database.call, vault)              # blocks; the owner is held for a thousand rows at a time
    state.whole, state.head, state.broken_at, state.why

A link is HMAC(audit key, previous link + row), so neither a changed nor a missing row can be hidden by somebody who has
the database without the key. Rows of the former rule stay valid where they are, at the beginning: after the first of
the present rule there is none. Ids go on from 1 without a gap, as this program writes them; whatever lies before them
or between is not of the chain. A cut at the end shows only against a head noted elsewhere: that is what
`ChainState.head` is for.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, bindparam, select

from kiosk.core.sealing.audit_cells import FIRST_LINK, FORMER, STORED, TYPED, StoredRow, link_of
from kiosk.core.sealing.schema import audit
from kiosk.core.sealing.vault import Vault

PAGE_ROWS = 1000

T = TypeVar("T")
Call = Callable[[Callable[[Connection], T]], T]
"""`Database.call`."""

_in_order = STORED.order_by(audit.c.id).limit(bindparam("rows"))
_after = _in_order.where(audit.c.id > bindparam("after"))

_COLUMNS = [
    ("id", "INTEGER", 1), ("at", "TEXT", 0), ("actor", "TEXT", 0), ("terminal_id", "INTEGER", 0), ("action", "TEXT", 0),
    ("outcome", "TEXT", 0), ("blind", "BLOB", 0), ("detail", "TEXT", 0), ("link", "BLOB", 0),
]  # fmt: skip
_GUARDS = {
    f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
    "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
    for verb in ("UPDATE", "DELETE")
}
"""As migration 0002 made them."""


@dataclass(frozen=True, slots=True)
class ChainState:
    """`entries` that hold, the `head` as hex to note elsewhere, and the id of the first row that does not hold.

    `why` is a key of `words.CHAIN_WHY`; `broken_at` 0: not a row but the table is not as it was made. `rule`:
    that of the last row that holds.
    """

    entries: int
    head: str
    broken_at: int | None
    why: str = ""
    rule: int = FORMER

    @property
    def whole(self) -> bool:
        return self.broken_at is None

    def broken(self, at: int, why: str) -> ChainState:
        return replace(self, broken_at=at, why=why)


FRESH = ChainState(0, FIRST_LINK.hex(), None)


def walk(
    call: Call[tuple[ChainState, bool]], vault: Vault, progress: Callable[[int], None] | None = None
) -> ChainState:
    """The whole chain; `progress` is told the entries that hold so far. Blocks."""
    state, more = FRESH, True
    while more:
        state, more = call(partial(verify_page, vault=vault, so_far=state))
        if progress is not None:
            progress(state.entries)
    return state


def verify_page(connection: Connection, vault: Vault, so_far: ChainState) -> tuple[ChainState, bool]:
    """Walk up to a thousand rows on from `so_far`; True while there may be more.

    In pages, so that the database owner is never held for the length of a year's chain.
    """
    if so_far == FRESH and not _is_the_table(connection):
        return so_far.broken(0, "table"), False
    query, state = _in_order if so_far == FRESH else _after, so_far
    rows = connection.execute(query, {"after": so_far.entries, "rows": PAGE_ROWS}).all()
    for row in map(StoredRow.of, rows):
        state = _followed(vault, state, row)
        if not state.whole:
            return state, False
    if len(rows) == PAGE_ROWS:
        return state, True
    return (state if _is_guarded(connection) else state.broken(0, "guards")), False


def holds_head(connection: Connection, head: str) -> bool:
    """Whether a head that was noted earlier is still a link of the chain: nothing was cut off at the end since then."""
    noted = bytes.fromhex(head)
    there = select(audit.c.id).where(audit.c.link == noted)
    return noted == FIRST_LINK or connection.execute(there).first() is not None


def _followed(vault: Vault, state: ChainState, row: StoredRow) -> ChainState:
    """`state` with one row more, or broken at it."""
    if row.id != state.entries + 1:
        return state.broken(row.id, "place")
    if not row.sound:
        return state.broken(row.id, "cells")
    previous, link = bytes.fromhex(state.head), row.link.content
    for rule in (TYPED, FORMER):
        if hmac.compare_digest(link_of(vault, rule, previous, row.cells), link):
            held = replace(state, entries=row.id, head=link.hex(), rule=rule)
            return held if rule >= state.rule else state.broken(row.id, "former")
    return state.broken(row.id, "link")


def _is_the_table(connection: Connection) -> bool:
    """A plain table of these columns, and no index that could answer in its place."""
    made = "SELECT type, sql FROM sqlite_master WHERE lower(tbl_name) = 'audit' AND type <> 'trigger'"
    found = connection.exec_driver_sql(made).all()
    columns = connection.exec_driver_sql("SELECT name, type, pk FROM pragma_table_xinfo('audit') ORDER BY cid").all()
    plain = [kind == "table" and (sql or "").startswith("CREATE TABLE") for kind, sql in found] == [True]
    return plain and [tuple(column) for column in columns] == _COLUMNS


def _is_guarded(connection: Connection) -> bool:
    """Neither a guard less nor a trigger more: one that ignores or takes back an insert would leave no gap."""
    made = "SELECT sql FROM sqlite_master WHERE lower(tbl_name) = 'audit' AND type = 'trigger'"
    return set(connection.exec_driver_sql(made).scalars()) == _GUARDS
