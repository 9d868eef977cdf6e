"""A keeper's table as a program writes it, for kinds that are filled in as a sheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from content.kinds import filled
from content.kinds.filled import Filled, SheetKind


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    book = Workbook()
    book.active.append(list(header))
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(kind: SheetKind, folder: Path, header: Sequence[str], *rows: Sequence[object]) -> Filled:
    """As from a folder of a keeper's. Raises ItemRefused."""
    path = folder / "表.xlsx"
    path.write_bytes(table(header, rows))
    return filled.read(kind, path)
