"""Packs of a hall: taken in, approved, published, rolled back, taken down; the disk full and two hands at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.core.database.schema import events
from kiosk.features.exhibition.hall import desk as desks
from kiosk.features.exhibition.hall import words
from kiosk.features.exhibition.hall.desk import Arriving, PackDesk, PackRefused, file_digest
from kiosk.features.exhibition.hall.module import (
    MODULE,
    Opened,
    open_banks,
    open_desk,
    open_drafts,
    open_questions,
    open_releases,
    open_screens,
    tidy,
)  # fmt: skip
from kiosk.features.exhibition.hall.shelf import FOLDER, PackLost

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=HALL_TIME)
PHOTO = file_digest(b"a photo")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    assert MODULE.migrations
    opened = open_hall_database(tmp_path / "hall.db", {"exhibition": MODULE.migrations})
    yield opened
    opened.close()


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> PackDesk:
    return open_desk(database, tmp_path, lambda: NOW)


def arriving(content: bytes = b"first", name: str = "spring", version: str = "1") -> Arriving:
    return Arriving(name, version, "春天", (("photo", PHOTO),), BytesIO(content))


def published(desk: PackDesk, content: bytes) -> int:
    version = desk.take(arriving(content)).id
    desk.approve(version)
    desk.publish(version)
    return version


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(PackRefused) as error:
        work()
    assert error.value.reason in words.REFUSED
    return error.value.reason


def test_a_pack_is_a_draft_then_approved_then_plays(desk: PackDesk) -> None:
    version = desk.take(arriving())
    assert (version.number, version.state, version.bytes, version.items) == (1, "draft", 5, 1)
    assert refused(lambda: desk.publish(version.id)) == "not_approved"
    desk.approve(version.id)
    assert desk.version(version.id).state == "approved" and desk.playing() == []
    desk.publish(version.id)
    assert [one.id for one in desk.playing()] == [version.id]
    assert refused(lambda: desk.approve(version.id)) == "approved_already"
    assert refused(lambda: desk.publish(version.id)) == "plays_already"


def test_the_same_bytes_are_the_same_version(desk: PackDesk) -> None:
    assert desk.take(arriving()).id == desk.take(arriving()).id
    assert [desk.take(arriving(b"second")).number, len(desk.versions())] == [2, 2]


def test_one_press_rolls_back_and_a_second_press_of_the_same_page_goes_no_further(desk: PackDesk) -> None:
    first, second = published(desk, b"first"), published(desk, b"second")
    assert desk.roll_back("spring", second).id == first
    assert refused(lambda: desk.roll_back("spring", second)) == "changed_meanwhile"
    assert [(one.id, one.state) for one in desk.versions()] == [(second, "before"), (first, "playing")]


def test_there_is_nothing_to_roll_back_to_at_first(desk: PackDesk) -> None:
    published(desk, b"first")
    assert refused(lambda: desk.roll_back("spring")) == "nothing_before"
    assert refused(lambda: desk.roll_back("autumn")) == "unknown"


def test_a_pack_that_was_taken_off_comes_back_by_rolling_back(desk: PackDesk) -> None:
    only = published(desk, b"first")
    desk.take_down("spring")
    assert desk.playing() == []
    assert refused(lambda: desk.take_down("spring")) == "down_already"
    assert desk.roll_back("spring").id == only


def test_what_was_taken_down_stays_down_by_name_and_by_content(desk: PackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PackDesk, "_digest_of", lambda self, pack, item: PHOTO)
    published(desk, b"first")
    desk.take_down("spring", "photo", "本人要求")
    assert refused(lambda: desk.take_down("spring", "photo")) == "down_already"
    assert desk.held_back("spring", [("photo", "0" * 64), ("other", "1" * 64)]) == ["photo"]
    assert desk.held_back("another", [("renamed", PHOTO), ("photo", "0" * 64)]) == ["renamed"]
    desk.put_back("spring", "photo")
    assert desk.held_back("spring", [("photo", PHOTO)]) == []
    assert refused(lambda: desk.put_back("spring", "photo")) == "not_down"


def test_a_file_that_was_changed_on_the_disk_is_not_published(desk: PackDesk, tmp_path: Path) -> None:
    version = desk.take(arriving())
    desk.approve(version.id)
    file = tmp_path / FOLDER / f"{version.digest}.zip"
    file.write_bytes(b"other")
    with pytest.raises(PackLost):
        desk.publish(version.id)
    file.unlink()
    with pytest.raises(PackLost):
        desk.publish(version.id)
    assert desk.playing() == []


def test_a_full_disk_leaves_neither_row_nor_file(desk: PackDesk, tmp_path: Path) -> None:
    class Full(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError(28, "No space left on device")
            return super().read(4)

    with pytest.raises(OSError, match="No space"):
        desk.take(Arriving("spring", "1", "春天", (), Full(b"much")))
    assert desk.versions() == [] and list((tmp_path / FOLDER).iterdir()) == []


def test_what_no_version_names_is_swept(desk: PackDesk, tmp_path: Path) -> None:
    kept = desk.take(arriving())
    (tmp_path / FOLDER / ".half").write_bytes(b"x")
    (tmp_path / FOLDER / f"{'0' * 64}.zip").write_bytes(b"x")
    assert desk.sweep() == 2
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [f"{kept.digest}.zip"]


def test_the_starter_cannot_be_replaced(desk: PackDesk) -> None:
    assert refused(lambda: desk.take(arriving(name=desks.STARTER))) == "starter"


def test_who_did_what_is_told_by_numbers_alone(desk: PackDesk, database: Database) -> None:
    published(desk, b"first")
    desk.take_down("spring", why="")
    told = database.call(lambda rows: rows.execute(select(events.c.kind, events.c.detail)).all())
    assert [kind for kind, _ in told] == ["pack_taken", "pack_approved", "pack_published", "pack_taken_down"]
    assert all(set(json.loads(detail)) <= {"pack", "version", "by"} for _, detail in told)


def test_at_the_start_what_died_on_its_way_is_gone_and_what_is_kept_stays(
    database: Database, desk: PackDesk, tmp_path: Path
) -> None:
    kept = desk.take(arriving())
    drafts = open_drafts(database, tmp_path, lambda: NOW)
    for half in (desk.home / ".taking-x", drafts.home / "spring" / ".as-x"):
        half.mkdir(parents=True)
    (drafts.home / ".arriving-x").write_bytes(b"half")
    screens = open_screens(database, lambda: NOW)
    releases = open_releases(database, tmp_path, lambda: NOW, desk)
    banks = open_banks(desk)
    questions = open_questions(database, lambda: NOW, banks)
    tidy(Opened(packs=desk, banks=banks, questions=questions, drafts=drafts, releases=releases, screens=screens))
    left = sorted(path.name for path in tmp_path.rglob("*") if path.is_file() and "hall.db" not in path.name)
    assert left == [f"{kept.digest}.zip"]
    assert not list(tmp_path.rglob(".taking-*")) and not list(tmp_path.rglob(".as-*"))
