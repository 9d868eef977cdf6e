"""A draft that begins as 模板: each item is what an editor's own file would be, and what is left is told to the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from content.kinds.kind import ExhibitKind
from content.kinds.table import SHEETS
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.migrations import open_hall_database
from kiosk.features.exhibition.checking.checked import checked
from kiosk.features.exhibition.hall.built import build_version
from kiosk.features.exhibition.hall.desk import PackDesk, PackRefused
from kiosk.features.exhibition.hall.drafts import Change, Drafts
from kiosk.features.exhibition.hall.from_template import begin
from kiosk.features.exhibition.hall.module import MODULE, open_desk, open_drafts
from kiosk.features.exhibition.hall.room import Room
from kiosk.features.exhibition.hall.sheets.editing import SheetEditor

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=HALL_TIME)
Hall = tuple[Drafts, PackDesk]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    assert MODULE.migrations
    home = tmp_path_factory.mktemp("hall")
    database = open_hall_database(home / "hall.db", {"exhibition": MODULE.migrations})
    drafts, desk = open_drafts(database, home, lambda: NOW), open_desk(database, home, lambda: NOW)
    begin(drafts, "spring", "春天")
    yield drafts, desk
    database.close()


def test_every_kind_is_there_to_be_opened_and_nothing_has_to_be_mended(hall: Hall) -> None:
    drafts, _ = hall
    draft = drafts.of("spring")
    assert (draft.title, len(draft.items)) == ("春天", len(ExhibitKind)) and "[[papers]]" in draft.papers
    assert not list(drafts.home.glob(".template-*"))
    editor = SheetEditor(drafts)
    for item, written in draft.items.items():
        if written["kind"] in SHEETS:
            assert editor.look("spring", item).sheet.rows
        if written["kind"] in ("image", "poster", "map", "people"):
            assert drafts.small("spring", item)
    with drafts.folder("spring") as root:
        looked = checked(root, NOW.date())
    assert (looked.findings, looked.count, len(looked.placeholders)) == ((), len(ExhibitKind), len(ExhibitKind) + 1)


def test_a_version_keeps_how_much_of_it_is_still_to_be_written(hall: Hall, tmp_path: Path) -> None:
    drafts, desk = hall
    assert build_version(drafts, desk, "spring", NOW.date()).version.placeholders == len(ExhibitKind) + 1
    item = next(item for item, written in drafts.of("spring").items.items() if written["kind"] == "image")
    written = {"title": "早上的巷子", "kind": "image", "file": "a.png", "source": "演示", "source_date": "2026-11-01"}
    Image.new("RGB", (1200, 1600), "#c8b090").save(tmp_path / "a.png")
    seen = drafts.of("spring").revision
    drafts.save("spring", seen, Change(item, written | {"text_file": ""}, tmp_path / "a.png"))
    assert build_version(drafts, desk, "spring", NOW.date()).version.placeholders == len(ExhibitKind)
    assert [one.placeholders for one in desk.versions()] == [len(ExhibitKind), len(ExhibitKind) + 1]


def test_a_name_that_is_taken_and_a_full_disk_leave_nothing_behind(hall: Hall, tmp_path: Path) -> None:
    drafts, _ = hall
    with pytest.raises(PackRefused, match="name_taken"):
        begin(drafts, "spring", "春天")
    drafts.room = Room(drafts.home, quota_bytes=1)
    with pytest.raises(PackRefused, match="quota"):
        begin(drafts, "autumn", "秋天")
    assert [one.pack for one in drafts.all()] == ["spring"]
