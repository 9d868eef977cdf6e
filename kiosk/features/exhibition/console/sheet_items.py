"""Files of one form that become one exhibit filled in as a sheet: a table, its pictures, or both packed together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from content.kinds.table import SHEETS
from content.tables.bundle import ENDING
from kiosk.core.web.staged import StagedFile
from kiosk.features.exhibition.hall import intake
from kiosk.features.exhibition.hall.drafts import Drafts
from kiosk.features.exhibition.hall.intake import NotTaken, TakenIn
from kiosk.features.exhibition.hall.sheets.asking import gathered
from kiosk.features.exhibition.hall.sheets.editing import SheetEditor


class SheetItems:
    """Asks a limited child what is in a file; blocks."""

    def __init__(self, drafts: Drafts, editor: SheetEditor) -> None:
        self._drafts, self._editor = drafts, editor

    def joins(self, pack: str, item: str, kind: str) -> bool:
        """Whether what comes for the item joins what it is: its kind is filled in as a sheet, and stays. Raises
        PackRefused.
        """
        kept = self._drafts.of(pack).items.get(item, {}).get("kind")
        return kept in SHEETS and kind in ("", kept)

    def becomes_one(self, pack: str, item: str, kind: str) -> bool:
        """Whether it is said to be filled in as a sheet, and its file is none. Raises PackRefused."""
        return kind in SHEETS and self._drafts.of(pack).items.get(item, {}).get("kind") != kind

    def is_one(self, files: Sequence[StagedFile], kind: str) -> bool:
        """Whether they are one item together. `kind`: what the editor says that it is. Raises OSError."""
        names = [one.name for one in files]
        if kind in SHEETS:
            return sum(_has_rows(name) for name in names) == 1
        if kind or not intake.is_sheet_with_pictures(names):
            return False
        table = next(one for one in files if _has_rows(one.name))
        try:
            return gathered(((table.name, table.path),)) is not None
        except NotTaken:
            return True  # it is one, and what is wrong with it is said

    def taken(self, pack: str, item: str, files: Sequence[StagedFile], kind: str) -> TakenIn:
        """The first of the files holds the item's file then; `item` empty: a new one. Raises NotTaken, PackRefused,
        OSError.
        """
        parts = sorted(((one.name, one.path) for one in files), key=lambda one: not _has_rows(one[0]))
        made = self._editor.with_before(pack, item, parts) if item else gathered(parts, kind)
        assert made is not None  # `is_one` has asked, or its kind was told
        files[0].path.write_bytes(made.content)
        called = str(PurePath(parts[0][0]).with_suffix(ENDING))
        return TakenIn(called, made.kind, made.told, made.small)


def _has_rows(name: str) -> bool:
    return PurePath(name).suffix.lower() in (*intake.TABLES, intake.PACKED)
