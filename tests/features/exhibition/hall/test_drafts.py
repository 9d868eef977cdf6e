"""What editors save in the browser: whole, by one hand at a time, and built into a version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PIL import Image

from content.pack.entry import PackRejected
from content.pack.open import open_pack
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.features.exhibition.hall.built import build_version, take_file
from kiosk.features.exhibition.hall.desk import PackDesk, PackRefused
from kiosk.features.exhibition.hall.drafts import Change, ChangedMeanwhile, Drafts
from kiosk.features.exhibition.hall.module import MODULE, open_desk, open_drafts

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=HALL_TIME)
WRITTEN = {"title": "巷子", "kind": "image", "file": "巷子.png", "source": "演示", "source_date": "2026-11-01"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    assert MODULE.migrations
    opened = open_hall_database(tmp_path / "hall.db", {"exhibition": MODULE.migrations})
    yield opened
    opened.close()


@pytest.fixture
def drafts(database: Database, tmp_path: Path) -> Drafts:
    made = open_drafts(database, tmp_path, lambda: NOW)
    made.make("spring", "春天")
    return made


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> PackDesk:
    return open_desk(database, tmp_path, lambda: NOW)


def picture(folder: Path, color: str = "#c8b090") -> Path:
    path = folder / f"arriving-{color[1:]}"
    Image.new("RGB", (1200, 1600), color).save(path, "PNG")
    return path


def test_an_exhibit_is_saved_whole_and_read_as_a_screen_reads_it(drafts: Drafts, tmp_path: Path) -> None:
    assert drafts.save("spring", 0, Change("", WRITTEN, picture(tmp_path))) == "item-1"
    with drafts.folder("spring", "1") as root:
        (exhibit,) = open_pack(root).exhibits
        assert (exhibit.title, exhibit.source_date, exhibit.size) == ("巷子", date(2026, 11, 1), (1200, 1600))
    assert not root.exists()


def test_of_two_who_save_within_a_second_the_second_is_told_and_nothing_is_lost(drafts: Drafts, tmp_path: Path) -> None:
    item = drafts.save("spring", 0, Change("", WRITTEN, picture(tmp_path)))
    seen = drafts.of("spring").revision
    drafts.save("spring", seen, Change(item, WRITTEN | {"title": "甲的"}))
    with pytest.raises(ChangedMeanwhile):
        drafts.save("spring", seen, Change(item, WRITTEN | {"title": "乙的"}))
    assert drafts.of("spring").items[item]["title"] == "甲的"


def test_another_text_keeps_the_file_and_another_file_the_text(drafts: Drafts, tmp_path: Path) -> None:
    item = drafts.save("spring", 0, Change("", WRITTEN, picture(tmp_path)))
    file = drafts.of("spring").items[item]["file"]
    drafts.save("spring", 1, Change(item, {"title": "新", "source": "演示"}))
    assert (drafts.of("spring").items[item]["file"], drafts.of("spring").items[item]["kind"]) == (file, "image")
    drafts.save("spring", 2, Change(item, WRITTEN, picture(tmp_path, "#204060")))
    assert drafts.of("spring").items[item]["file"] != file
    assert drafts.sweep() == 1  # the file that no item names any more


def test_a_pack_without_an_item_says_so(drafts: Drafts) -> None:
    with pytest.raises(PackRejected), drafts.folder("spring"):
        pass


@pytest.mark.parametrize("name", ["starter", "../etc", "春天", "", "a" * 65, "spring"])
def test_a_name_that_cannot_be_is_refused(drafts: Drafts, name: str) -> None:
    with pytest.raises(PackRefused):
        drafts.make(name, "名称")


def test_a_draft_becomes_a_version_that_plays(drafts: Drafts, desk: PackDesk, tmp_path: Path) -> None:
    drafts.save("spring", 0, Change("", WRITTEN, picture(tmp_path)))
    first = build_version(drafts, desk, "spring", NOW.date())
    assert (first.version.number, first.version.items, first.looked.grave) == (1, 1, ())
    drafts.save("spring", 1, Change("", WRITTEN | {"title": "第二"}, picture(tmp_path, "#204060")))
    second = build_version(drafts, desk, "spring", NOW.date())
    assert (second.version.number, second.version.version) == (2, "2")
    for one in (first, second):
        desk.approve(one.version.id)
        desk.publish(one.version.id)
    assert [one.number for one in desk.playing()] == [2]


def test_what_was_taken_down_is_held_back_when_a_stick_brings_it_again(
    drafts: Drafts, desk: PackDesk, tmp_path: Path
) -> None:
    item = drafts.save("spring", 0, Change("", WRITTEN, picture(tmp_path)))
    drafts.save("spring", 1, Change("", WRITTEN | {"title": "第二"}, picture(tmp_path, "#204060")))
    version = build_version(drafts, desk, "spring", NOW.date()).version
    desk.take_down("spring", item, "本人要求")
    stick = tmp_path / "stick.zip"
    stick.write_bytes((desk.home / f"{version.digest}.zip").read_bytes())
    assert take_file(desk, stick, NOW.date()).held_back == (item,)
    assert list(desk.home.glob(".taking-*")) == []


def test_a_stick_with_rubbish_leaves_nothing(desk: PackDesk, tmp_path: Path) -> None:
    stick = tmp_path / "stick.zip"
    stick.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(PackRejected):
        take_file(desk, stick, NOW.date())
    assert desk.versions() == [] and list(desk.home.iterdir()) == []
