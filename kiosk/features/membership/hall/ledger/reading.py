"""A keeper's file -> checked rows, read by a limited child (`sheet_child`), never in the hall's own process.

    with reading(content, today, chosen) as ledger:     # raises WorkbookRefused, HeadersRefused, ColumnUnknown
        for row in ledger.rows(): ...

Rows come as fast as they are taken: neither side holds more than a few. A child that dies is `WorkbookRefused`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from kiosk.core.limited.starting import Unheard, started
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.child_said import facts_of, line_of, row_of, stopped, walked_of
from kiosk.features.membership.hall.ledger.row_check import CheckedRow, SheetFacts
from kiosk.features.membership.hall.ledger.sheet import MAX_FILE_BYTES, WorkbookRefused

PATIENCE_SECONDS = 900.0
"""Of waiting for the child, in all: its own limit is processor time, and one that sleeps uses none."""
MOST_BYTES = 1_000_000_000
"""Of all rows: the largest sheet that may be, with long rows."""
_CHILD = Path(__file__).with_name("child.py")
_LONGEST_LINE = 4_000_000  # a row with its twins named


@dataclass(frozen=True)
class Ledger:
    """A sheet that the child has open. `rows` may be walked once."""

    facts: SheetFacts
    _said: BinaryIO

    def rows(self) -> Iterator[CheckedRow]:
        """Raises WorkbookRefused when the child gave up in the middle."""
        last = 0
        while (row := row_of(_line(self._said), last)) is not None:
            last = row.number
            yield row


@contextmanager
def reading(
    content: bytes,
    today: date,
    chosen: Mapping[str, str] | None = None,
    sheets: Collection[str] = (),
    tell: Callable[[int, int], None] = lambda read, of: None,
) -> Iterator[Ledger]:
    """The open ledger, of the named `sheets` or of all that are alike; the child ends with the block.

    `tell` hears before that how many rows were walked, of how many.
    """
    if len(content) > MAX_FILE_BYTES:
        raise WorkbookRefused(words.WORKBOOK_TOO_LARGE.format(megabytes=MAX_FILE_BYTES // 1_000_000))
    asked = json.dumps({"today": today.isoformat(), "chosen": dict(chosen or {}), "sheets": list(sheets)}).encode()
    told = (asked + b"\n", content)
    with started(_CHILD, told, patience_seconds=PATIENCE_SECONDS, most_bytes=MOST_BYTES) as said:
        line = _line(said)
        while (walked := walked_of(line)) is not None:
            tell(*walked)
            line = _line(said)
        yield Ledger(facts_of(line), said)


def _line(said: BinaryIO) -> Any:
    try:
        return line_of(said.readline(_LONGEST_LINE))
    except Unheard:
        raise stopped() from None
