"""Rows written here -> a ``.sheet`` of the pack, as a keeper's own table becomes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from content.kinds.filled import SheetKind
from content.kinds.kind import ExhibitKind
from content.tables import bundle
from content.tables.form import Form
from content.tables.reading import of_kept

Row = tuple[str, ...]


def write_sheet(
    file: Path, name: ExhibitKind, kind: SheetKind,
    tables: Sequence[tuple[Form, Row, Sequence[Row]]], pictures: Mapping[str, bytes],
) -> None:  # fmt: skip
    """``tables``: each form with the keys of its columns and its rows; an empty cell is left out."""
    told = {
        form.name: [{key: cell for key, cell in zip(keys, row, strict=True) if cell} for row in rows]
        for form, keys, rows in tables
    }
    read = of_kept(told, kind.forms, tuple(sorted(pictures)))
    file.write_bytes(bundle.written(name, read, pictures))
