"""A row of the audit as it lies on the disk, cell by cell with the type that SQLite keeps, and the link over it.

    row = StoredRow.of(connection.execute(STORED.where(…)).one())
    row.sound                                       # each cell has a type that this program writes
    link_of(vault, TYPED, previous, row.cells)      # what its link must be

SQLite keeps any type in any column, so that a value alone does not say what lies there: BLOB and TEXT of the same
digits read alike, and a query finds only one of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import LargeBinary, Row, cast, func, select

from kiosk.core.sealing.schema import audit
from kiosk.core.sealing.vault import Vault

FORMER, TYPED = 1, 2
"""Rules of a link. FORMER (until 0.1.0): values without types and without the id. TYPED: each cell, with its type."""

FIRST_LINK = bytes(32)

KINDS: Mapping[str, tuple[str, ...]] = {
    "id": ("integer",), "at": ("text",), "actor": ("text",), "terminal_id": ("integer", "null"), "action": ("text",),
    "outcome": ("text",), "blind": ("blob", "null"), "detail": ("text", "null"),
}  # fmt: skip
"""What this program writes in each column, as `typeof` names it; the order is that of the TYPED rule."""

_READ: Mapping[str, Callable[[bytes], Any]] = {
    "integer": int, "text": bytes.decode, "blob": bytes, "null": lambda content: None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """`kind` as `typeof` names it, `content` as `CAST(… AS BLOB)` gives it: whatever lies there can be read so."""

    kind: str
    content: bytes

    @classmethod
    def written(cls, value: str | int | bytes | None) -> Self:
        if value is None:
            return cls("null", b"")
        if isinstance(value, int):
            return cls("integer", str(value).encode())
        return cls("blob", value) if isinstance(value, bytes) else cls("text", value.encode())

    @property
    def value(self) -> Any:
        """str, int, bytes or None. Raises UnicodeDecodeError; KeyError for a kind that this program never writes."""
        return _READ[self.kind](self.content)


Cells = Mapping[str, Cell]
"""By the names of KINDS."""


@dataclass(frozen=True, slots=True)
class StoredRow:
    """`id` is the row's place as SQLite sorts it."""

    id: int
    cells: Cells
    link: Cell

    @classmethod
    def of(cls, row: Row[*tuple[Any, ...]]) -> Self:
        """A row of `STORED`."""
        cells = [Cell(kind, content or b"") for kind, content in zip(row[1::2], row[2::2], strict=True)]
        return cls(row[0], dict(zip(KINDS, cells, strict=False)), cells[-1])

    @property
    def sound(self) -> bool:
        linked = self.link.kind == "blob" and len(self.link.content) == len(FIRST_LINK)
        return linked and all(_reads(self.cells[name], kinds) for name, kinds in KINDS.items())

    def value(self, name: str) -> Any:
        """As `Cell.value`; None where it cannot be read, or is of a type that this column never has."""
        return self.cells[name].value if _reads(self.cells[name], KINDS[name]) else None


STORED = select(
    audit.c.id,
    *(part for name in (*KINDS, "link") for part in (func.typeof(audit.c[name]), cast(audit.c[name], LargeBinary))),
)


def link_of(vault: Vault, rule: int, previous: bytes, cells: Cells) -> bytes:
    """The link of a sound row that follows `previous`."""
    return vault.chain(rule, previous, _typed(cells) if rule == TYPED else _former(cells))


def _reads(cell: Cell, kinds: tuple[str, ...]) -> bool:
    if cell.kind not in kinds:
        return False
    try:
        return cell.value is None or cell.kind != "null"
    except UnicodeDecodeError:
        return False


def _typed(cells: Cells) -> bytes:
    """Each cell by name, type and length, so that no two rows are written alike."""
    return b"".join(
        f"{name} {cells[name].kind} {len(cells[name].content)}:".encode() + cells[name].content for name in KINDS
    )


def _former(cells: Cells) -> bytes:
    values = {name: cell.value for name, cell in cells.items() if name != "id"}
    plain = {name: value.hex() if isinstance(value, bytes) else value for name, value in values.items()}
    return json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()
