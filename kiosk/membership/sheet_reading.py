"""A keeper's file -> checked rows, read by a limited child (`sheet_child`), never in the hall's own process.

    with reading(content, today, chosen) as ledger:     # raises WorkbookRefused, HeadersRefused, ColumnUnknown
        for row in ledger.rows(): ...

Rows come as fast as they are taken: neither side holds more than a few. A child that dies is `WorkbookRefused`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.limited.starting import Said, TooSlow, started
from kiosk.membership import words
from kiosk.membership.headers import ColumnUnknown, HeadersRefused, Problem
from kiosk.membership.importer import CheckedRow, SheetFacts
from kiosk.membership.sheet import MAX_FILE_BYTES, WorkbookRefused

_CHILD = Path(__file__).with_name("sheet_child.py")
_LONGEST_LINE = 4_000_000  # a row with its twins named
_PATIENCE_SECONDS = 900.0  # of waiting, in all: the child's own limit is processor time, and one that sleeps uses none


@dataclass(frozen=True)
class Ledger:
    """A sheet that the child has open. `rows` may be walked once."""

    facts: SheetFacts
    _said: Iterator[Any]

    def rows(self) -> Iterator[CheckedRow]:
        """Raises WorkbookRefused when the child gave up in the middle."""
        for line in self._said:
            if isinstance(line, dict):
                return
            number, who, id_number, plain, problems, reminders, repeats = line
            found, said = ([Problem(*one) for one in listed] for listed in (problems, reminders))
            sealed = None if plain is None else plain.encode()
            yield CheckedRow(number, who, id_number, sealed, found, said, repeats)


@contextmanager
def reading(content: bytes, today: date, chosen: Mapping[str, str] | None = None) -> Iterator[Ledger]:
    """The open ledger; the child ends with the block."""
    if len(content) > MAX_FILE_BYTES:
        raise WorkbookRefused(words.WORKBOOK_TOO_LARGE.format(megabytes=MAX_FILE_BYTES // 1_000_000))
    asked = json.dumps({"today": today.isoformat(), "chosen": dict(chosen or {})}).encode()
    with started(_CHILD, [asked + b"\n", content], patience_seconds=_PATIENCE_SECONDS) as said:
        lines = _lines(said)
        yield Ledger(SheetFacts(**next(lines)["facts"]), lines)


def _lines(said: Said) -> Iterator[Any]:
    """What the child says, up to its last line. Raises what it was refused for."""
    while True:
        line = _line(said)
        if isinstance(line, dict):
            _raise_refusal(line)
        yield line
        if isinstance(line, dict) and "end" in line:
            return


def _line(said: Said) -> Any:
    try:
        text = said.line(_LONGEST_LINE)
    except TooSlow:
        raise WorkbookRefused(words.READER_STOPPED) from None
    if not text.endswith(b"\n"):
        raise WorkbookRefused(words.READER_STOPPED)
    return json.loads(text)


def _raise_refusal(line: dict[str, Any]) -> None:
    if "refused" in line:
        raise WorkbookRefused(line["refused"])
    if "unknown" in line:
        raise ColumnUnknown(line["unknown"])
    if "headers" in line:
        raise HeadersRefused([Problem(**problem) for problem in line["headers"]], line["choices"])
