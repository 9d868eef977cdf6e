"""A hall of the version before packs were delivered: what it published reaches the screens, what it took down stays."""

from __future__ import annotations

import shutil
import zipfile
from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from content.pack.build import build
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.migrations import open_hall_database
from kiosk.features.exhibition.hall.built import build_version
from kiosk.features.exhibition.hall.drafts import Change
from kiosk.features.exhibition.hall.module import MODULE, open_desk, open_drafts, open_releases
from kiosk.features.exhibition.hall.sheets.editing import SheetEditor
from kiosk.features.exhibition.hall.shelf import Shelf
from tests.content.distribution.trees import pack_files

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=HALL_TIME)
AT = "2026-11-29T09:00:00.000+08:00"


def former_hall(home: Path) -> str:
    """Its database by the first migration alone, one version that plays and one item down; the version's digest."""
    assert MODULE.migrations
    only = home / "migrations"
    only.mkdir()
    shutil.copy(MODULE.migrations / "0001_packs.py", only)
    database = open_hall_database(home / "hall.db", {"exhibition": only})
    files = pack_files("1")
    for name, content in files.items():
        (home / "making" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "making" / name).write_bytes(content)
    built = build(home / "making", home)
    with built.path.open("rb") as file:
        digest, size = Shelf(home).put(file)
    rows = (
        "INSERT INTO packs (id, name, title, made_at) VALUES (1, 'spring', '春天', :at)",
        "INSERT INTO pack_versions (id, pack_id, number, version, digest, bytes, items, made_at, approved_at) "
        "VALUES (1, 1, 1, '1', :digest, :size, 2, :at, :at)",
        "INSERT INTO publications (pack_id, version_id, how, at) VALUES (1, 1, 'publish', :at)",
        "INSERT INTO tombstones (pack, item, file_digest, at) VALUES ('spring', 'item-1', '', :at)",
    )
    told = {"at": AT, "digest": digest, "size": size}
    for row in rows:
        database.call(lambda connection, row=row: connection.execute(text(row), told).close())  # type: ignore[misc]
    database.close()
    return digest


def test_what_a_former_hall_published_is_offered(tmp_path: Path) -> None:
    digest = former_hall(tmp_path)
    assert MODULE.migrations
    database = open_hall_database(tmp_path / "hall.db", {"exhibition": MODULE.migrations})
    try:
        desk = open_desk(database, tmp_path, lambda: NOW)
        desk.offers_anew()
        releases = open_releases(database, tmp_path, lambda: NOW, desk)
        offer = releases.offer()
        (head,) = offer.release.packs
        assert (head.name, head.version, head.number) == ("spring", "1", 1)
        assert [(one.pack, one.item) for one in offer.down] == [("spring", "item-1")]
        assert offer.serial >= int(NOW.timestamp()) and offer.known == {offer.release.id}
        with releases.opened(head.contents.digest) as (file, offset, size):
            file.seek(offset)
            assert b"texts/0.md" in file.read(size)
        assert desk.playing()[0].digest == digest and desk.bytes_used() > 0
    finally:
        database.close()


def test_a_former_hall_s_pack_gets_a_sheet_and_what_plays_goes_on_until_it_is_published(tmp_path: Path) -> None:
    former_hall(tmp_path)
    assert MODULE.migrations
    database = open_hall_database(tmp_path / "hall.db", {"exhibition": MODULE.migrations})
    try:
        desk, drafts = open_desk(database, tmp_path, lambda: NOW), open_drafts(database, tmp_path, lambda: NOW)
        made = SheetEditor(drafts).begin("steps", "步骤", {"title": "取号"})
        staged = tmp_path / "staged"
        staged.write_bytes(made.content)
        drafts.save("spring", -1, Change("", {"title": "怎么办", "kind": "steps", "file": "表.sheet"}, staged))
        taken = build_version(drafts, desk, "spring", NOW.date())
        assert (taken.version.number, taken.version.state, taken.looked.grave) == (2, "draft", ())
        assert [one.number for one in desk.playing()] == [1]
        desk.approve(taken.version.id)
        desk.publish(taken.version.id)
        (head,) = open_releases(database, tmp_path, lambda: NOW, desk).offer().release.packs
        assert (head.name, head.number) == ("spring", 2)
        with desk.opened(taken.version) as file, zipfile.ZipFile(file) as archive:
            assert archive.read("manifest.toml").startswith(b"format = 4\n")  # a former terminal refuses it by name
    finally:
        database.close()
