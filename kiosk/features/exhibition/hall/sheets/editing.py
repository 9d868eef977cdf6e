"""An exhibit that is filled in as a sheet, changed in its draft: a row at a time, its table anew, its pictures.

    looked = editor.look("spring", "item-3")                             # raises PackRefused, NotTaken, OSError
    editor.save_row("spring", "item-3", Seen("人物", 2, mark), typed, photo, by)      # raises RowRefused
    editor.bring("spring", "item-3", (("人物.xlsx", path), ("许知夏.jpg", photo)), by)

Who changes a row has to have seen it as it is; whoever changes another one of the same sheet is in nobody's way. The
file itself is opened by a limited child alone (`asking`); what is remembered here are the rows that it told. Blocks.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from threading import Lock

from content.kinds.kind import ExhibitKind
from content.kinds.table import SHEETS
from content.tables.bundle import ENDING
from content.tables.form import Form
from content.tables.plain import plain_text
from content.tables.reading import refused_in
from kiosk.features.exhibition.hall.desk import PackRefused
from kiosk.features.exhibition.hall.drafts import ChangedMeanwhile, Drafts, Written
from kiosk.features.exhibition.hall.sheets.asking import Rows, Sheet, gathered

MOST_KEPT = 16
"""Of the largest the rows are some hundred KB."""
_TRIES = 3  # somebody else may write the same sheet at the same moment
Parts = Sequence[tuple[str, Path]]
Typed = Mapping[str, str]
"""A row as it is written, by the keys of its form's fields; what is empty is left out."""


class RowRefused(Exception):
    """It cannot be used as it was typed; `reasons` by the keys of the fields."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Seen:
    """A row as whoever changes it saw it: `number` from 1 in the table `form`, 0 for a new one."""

    form: str
    number: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """The sheet of an item as the draft has it."""

    written: Written
    sheet: Sheet


def mark_of(row: Typed) -> str:
    """Another for everything that may be changed of a row."""
    return hashlib.sha256(json.dumps(dict(row), ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def form_called(forms: Sequence[Form], name: str) -> Form:
    """Raises PackRefused."""
    found = next((one for one in forms if one.name == name), None)
    if found is None:
        raise PackRefused("no_such_row")
    return found


class SheetEditor:
    """May be asked on several threads."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._kept: OrderedDict[Path, Sheet] = OrderedDict()
        self._lock = Lock()

    # -- looked at ----------------------------------------------------------------------------------------------------

    def look(self, pack: str, item: str) -> Looked:
        """Raises PackRefused: the draft has no such sheet; ChangedMeanwhile: its file went while it was looked for;
        NotTaken, OSError.
        """
        written = self._written(pack, item)
        path = self._drafts.home / pack / str(written["file"])
        try:
            return Looked(written, self._of(path, str(written["kind"])))
        except FileNotFoundError:
            if self._written(pack, item)["file"] != written["file"]:
                raise ChangedMeanwhile from None
            raise

    def _written(self, pack: str, item: str) -> Written:
        written = self._drafts.of(pack).items.get(item, {})
        if written.get("kind") not in SHEETS or not written.get("file"):
            raise PackRefused("no_such_item")
        return written

    def _of(self, path: Path, kind: str) -> Sheet:
        """A draft's file is never written anew under its name."""
        with self._lock:
            if path in self._kept and path.exists():
                self._kept.move_to_end(path)
                return self._kept[path]
        found = gathered(((f"sheet{ENDING}", path),), kind)
        assert found is not None  # its kind was told
        self._keep(path, found)
        return found

    def _keep(self, path: Path, found: Sheet) -> None:
        with self._lock:
            self._kept[path] = replace(found, content=b"", small=b"")
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    # -- changed ------------------------------------------------------------------------------------------------------

    def begin(self, kind: str, form: str, typed: Typed, pictures: Parts = ()) -> Sheet:
        """The file of a new item, of its first row. Raises RowRefused, PackRefused, NotTaken, OSError."""
        if kind not in SHEETS:
            raise PackRefused("no_such_row")
        found = form_called(SHEETS[ExhibitKind(kind)].forms, form)
        row, brought = _with_pictures(found, _written_row(found, typed), pictures, ())
        made = gathered(brought, kind, {form: [row]})
        assert made is not None
        return made

    def save_row(
        self, pack: str, item: str, seen: Seen, typed: Typed, pictures: Parts = (), by: int | None = None
    ) -> int:
        """Its number; `pictures` by the key of their field, for which it takes the file's name.

        Raises RowRefused, PackRefused, NotTaken, OSError; nothing is changed then.
        """
        saved = 0

        def change(sheet: Sheet) -> tuple[Rows, Parts]:
            nonlocal saved
            form = form_called(sheet.forms, seen.form)
            rows = [*sheet.rows.get(form.name, [])]
            at = _place(rows, seen) if seen.number else len(rows)
            if at == form.most_rows:
                raise PackRefused("too_many_rows")
            before = rows[at] if seen.number else {}
            others = [name for name in sheet.pictures if name not in before.values()]
            row, brought = _with_pictures(form, _written_row(form, typed), pictures, others)
            rows[at:] = [row, *rows[at + 1 :]]
            saved = at + 1
            return {**sheet.rows, form.name: rows}, brought

        self._change(pack, item, change, by)
        return saved

    def remove_row(self, pack: str, item: str, seen: Seen, by: int | None = None) -> None:
        """Raises as `save_row`."""

        def change(sheet: Sheet) -> tuple[Rows, Parts]:
            rows = [*sheet.rows.get(seen.form, [])]
            rows.pop(_place(rows, seen))
            return {**sheet.rows, seen.form: rows}, ()

        self._change(pack, item, change, by)

    def move_row(self, pack: str, item: str, seen: Seen, to: int, by: int | None = None) -> int:
        """Make it the one at `to`, from 1; its number then. Raises as `save_row`."""
        moved = 0

        def change(sheet: Sheet) -> tuple[Rows, Parts]:
            nonlocal moved
            rows = [*sheet.rows.get(seen.form, [])]
            row = rows.pop(_place(rows, seen))
            moved = min(max(to, 1), len(rows) + 1)
            rows.insert(moved - 1, row)
            return {**sheet.rows, seen.form: rows}, ()

        self._change(pack, item, change, by)
        return moved

    def bring(self, pack: str, item: str, parts: Parts, without: Collection[str] = (), by: int | None = None) -> Sheet:
        """A table in the place of the one there is, and pictures beside it. Raises as `save_row`."""
        return self._change(pack, item, lambda _sheet: (None, parts), by, without)

    def with_before(self, pack: str, item: str, parts: Parts) -> Sheet:
        """What `bring` would make, nothing of it kept yet. Raises as `save_row`."""
        looked = self.look(pack, item)
        return self._made(self._drafts.home / pack / str(looked.written["file"]), looked, None, parts, ())

    # -- kept ---------------------------------------------------------------------------------------------------------

    def _change(
        self, pack: str, item: str, change: Callable[[Sheet], tuple[Rows | None, Parts]], by: int | None,
        without: Collection[str] = (),
    ) -> Sheet:  # fmt: skip
        for _ in range(_TRIES):
            try:
                looked = self.look(pack, item)
                was = str(looked.written["file"])
                rows, brought = change(looked.sheet)
                made = self._made(self._drafts.home / pack / was, looked, rows, brought, without)
                self._exchange(pack, item, was, made, by)
            except ChangedMeanwhile:
                continue
            return made
        raise ChangedMeanwhile

    def _made(
        self, path: Path, looked: Looked, rows: Rows | None, brought: Parts, without: Collection[str]
    ) -> Sheet:  # fmt: skip
        try:
            made = gathered(((f"sheet{ENDING}", path), *brought), looked.sheet.kind, rows, without)
        except FileNotFoundError:
            if not path.exists():
                raise ChangedMeanwhile from None
            raise
        assert made is not None
        return made

    def _exchange(self, pack: str, item: str, was: str, made: Sheet, by: int | None) -> None:
        if len(made.content) > self._drafts.room.now().left:
            raise PackRefused("quota")
        handle, staged = tempfile.mkstemp(dir=self._drafts.home, prefix=".sheet-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(made.content)
            name = self._drafts.exchange(pack, item, was, Path(staged), f"sheet{ENDING}", by, made.small)
        finally:
            Path(staged).unlink(missing_ok=True)
        self._keep(self._drafts.home / pack / name, made)


def _place(rows: Sequence[Typed], seen: Seen) -> int:
    """Where the row stands by now, from 0: at its number, or wherever one of the same words is. Raises PackRefused."""
    marks = [mark_of(one) for one in rows]
    if 0 < seen.number <= len(marks) and marks[seen.number - 1] == seen.mark:
        return seen.number - 1
    if seen.mark not in marks:
        raise PackRefused("row_changed" if 0 < seen.number <= len(marks) else "no_such_row")
    return marks.index(seen.mark)


def _written_row(form: Form, typed: Typed) -> dict[str, str]:
    """Raises RowRefused."""
    row = {one.key: text for one in form.fields if (text := plain_text(typed.get(one.key, "")))}
    if reasons := refused_in(form, row):
        raise RowRefused(reasons)
    return row


def _with_pictures(
    form: Form, row: dict[str, str], pictures: Parts, taken: Collection[str]
) -> tuple[dict[str, str], Parts]:  # fmt: skip
    """`pictures`: the key of a field, and the file chosen there as (key/name, path); named so that no other row's
    picture is written over.
    """
    stems = {PurePath(one).stem for one in taken}
    keys = {one.key for one in form.fields if one.is_picture}
    brought = []
    for called, path in pictures:
        key, _, name = called.partition("/")
        if key not in keys:
            continue
        stem, suffix = plain_text(PurePath(name).stem)[:60].lstrip(".") or key, PurePath(name).suffix
        free = next(one for count in range(1, len(stems) + 2) if (one := stem if count == 1 else f"{stem}-{count}")
                    not in stems)  # fmt: skip
        row = {**row, key: free}
        brought.append((f"{free}{suffix}", path))
    return row, brought
