"""A sheet of the pack from rows that are written here: what a keeper's filled table becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from content.kinds.filled import SheetKind
from content.kinds.kind import ExhibitKind
from content.tables import bundle
from content.tables.form import Form
from content.tables.reading import of_kept

Row = tuple[str, ...]
Table = tuple[Form, Row, Sequence[Row]]
"""The form, the keys of its columns, and the rows; an empty cell stays out."""


def write_sheet(file: Path, name: ExhibitKind, kind: SheetKind, tables: Sequence[Table],
                pictures: Mapping[str, bytes] | None = None) -> None:  # fmt: skip
    """``pictures``: PNG by the name that rows call it."""
    told = {
        form.name: [{key: cell for key, cell in zip(keys, row, strict=True) if cell} for row in rows]
        for form, keys, rows in tables
    }
    beside = dict(pictures or {})
    file.write_bytes(bundle.written(name, of_kept(told, kind.forms, tuple(sorted(beside))), beside))
