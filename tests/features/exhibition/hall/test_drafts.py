"""What editors save in the browser: whole, by one hand at a time, and built into a version."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import insert, select

from content.banks.papers import Plan, Quota
from content.pack.check import Finding
from content.pack.entry import MOST_ITEMS, PackRejected
from content.pack.open import open_pack
from content.pack.paper_writing import papers_text
from content.pack.papers import PAPERS
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.features.exhibition.checking.checked import Looked
from kiosk.features.exhibition.hall import checks
from kiosk.features.exhibition.hall.built import build_version, take_file
from kiosk.features.exhibition.hall.desk import PackDesk, PackRefused
from kiosk.features.exhibition.hall.drafts import Change, ChangedMeanwhile, Drafts
from kiosk.features.exhibition.hall.module import MODULE, open_desk, open_drafts
from kiosk.features.exhibition.hall.schema import draft_items, packs

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
    drafts.save("spring", 0, Change(item, {"title": "新", "source": "演示"}))
    assert (drafts.of("spring").items[item]["file"], drafts.of("spring").items[item]["kind"]) == (file, "image")
    drafts.save("spring", 1, Change(item, WRITTEN, picture(tmp_path, "#204060")))
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


def filled(drafts: Drafts, database: Database, count: int) -> None:
    """So many items of one file that nobody opens; placed as after many removals: with gaps."""
    rows = [
        {"pack_id": 1, "item": f"item-{at}", "place": at * 7, "written": json.dumps(WRITTEN | {"title": f"第 {at}"})}
        for at in range(1, count + 1)
    ]
    database.call(lambda connection: connection.execute(insert(draft_items), rows))


def order(drafts: Drafts) -> list[str]:
    return list(drafts.of("spring").items)


@pytest.mark.parametrize("place", [1, 2, 200, 399, 400, 401, 10_000])
def test_an_item_is_moved_to_a_place_among_four_hundred(drafts: Drafts, database: Database, place: int) -> None:
    filled(drafts, database, 400)
    wanted = order(drafts)
    wanted.remove("item-9")
    wanted.insert(place - 1, "item-9")
    drafts.move("spring", 0, "item-9", place)
    assert order(drafts) == wanted
    with pytest.raises(ChangedMeanwhile):
        drafts.move("spring", 0, "item-9", 1)  # by a page of before
    with pytest.raises(PackRefused):
        drafts.move("spring", 1, "item-401", 1)
    assert order(drafts) == wanted


def test_several_items_get_one_end_or_none(drafts: Drafts, database: Database) -> None:
    filled(drafts, database, 3)
    drafts.amend("spring", 0, {item: {"valid_until": "2026-12-31"} for item in ("item-1", "item-3")})
    drafts.amend("spring", 1, {"item-3": {"valid_until": ""}})
    assert [one.get("valid_until") for one in drafts.of("spring").items.values()] == ["2026-12-31", None, None]
    with pytest.raises(PackRefused):
        drafts.amend("spring", 2, {"item-2": {"title": "新"}, "item-9": {"title": "没有"}})
    assert [one["title"] for one in drafts.of("spring").items.values()] == ["第 1", "第 2", "第 3"]  # whole, or not


def test_a_pack_holds_as_many_items_as_a_manifest_may(drafts: Drafts, database: Database, tmp_path: Path) -> None:
    filled(drafts, database, MOST_ITEMS)
    with pytest.raises(PackRefused):
        drafts.save("spring", 0, Change("", WRITTEN, picture(tmp_path), small=b"small"))
    assert list((drafts.home / "spring").iterdir()) == []


def test_a_poster_has_its_words_beside_it_and_hours_of_the_day(drafts: Drafts, tmp_path: Path) -> None:
    words = tmp_path / "arriving-words"
    words.write_text("党费怎么算\n\n看收入，再乘比例。", encoding="utf-8")
    written = WRITTEN | {"kind": "poster", "text_file": "稿.txt", "daily_from": "08:30", "daily_until": "17:30"}
    item = drafts.save("spring", 0, Change("", written, picture(tmp_path), words, small=b"\xff\xd8small"))
    with drafts.folder("spring", "1") as root:
        (exhibit,) = open_pack(root).exhibits
        assert exhibit.alternative and exhibit.alternative.blocks[0].text == "党费怎么算"
        assert (exhibit.showing.daily_from, exhibit.showing.daily_until) == (time(8, 30), time(17, 30))
    assert drafts.sweep() == 0  # also the small picture is named
    small = drafts.small("spring", item)
    assert small and small.read_bytes() == b"\xff\xd8small"
    drafts.save("spring", 0, Change(item, {"title": "巷子", "text_file": ""}))
    assert "text_file" not in drafts.of("spring").items[item] and drafts.sweep() == 1


def test_what_a_check_found_is_kept_until_the_draft_changes(drafts: Drafts, tmp_path: Path) -> None:
    assert checks.last_of(drafts, drafts.of("spring")) is None
    drafts.save("spring", 0, Change("", WRITTEN, picture(tmp_path)))
    finding = Finding("a.png", "item-1", "source", "没有写来源", "填“来源”", grave=False)
    checks.keep(drafts, drafts.of("spring"), Looked("spring", "0", "春天", (), (finding,)), "2026-11-30T09:00")
    last = checks.last_of(drafts, drafts.of("spring"))
    assert last and (last.findings, last.reminders, last.grave, last.is_stale) == ((finding,), 1, 0, False)
    assert drafts.sweep() == 0
    drafts.save("spring", 0, Change("", WRITTEN, picture(tmp_path, "#204060")))
    changed = checks.last_of(drafts, drafts.of("spring"))
    assert changed and changed.is_stale
    (drafts.home / "spring" / "checked.json").write_text('{"at": 1')
    assert checks.last_of(drafts, drafts.of("spring")) is None


PAPERS_TEXT = papers_text([Plan("small", "小测", (Quota(3),))])


def test_papers_are_laid_out_with_the_items_and_a_draft_of_before_has_none(
    database: Database, drafts: Drafts, tmp_path: Path
) -> None:
    drafts.save("spring", 0, Change("", WRITTEN, picture(tmp_path)))
    assert database.call(lambda rows: rows.execute(select(packs.c.papers)).scalar()) is None  # as an old hall's
    with drafts.folder("spring") as root:
        assert drafts.of("spring").papers == "" and not (root / PAPERS).exists()
    drafts.keep_papers("spring", "", PAPERS_TEXT)
    with pytest.raises(ChangedMeanwhile):
        drafts.keep_papers("spring", "", "")
    with pytest.raises(PackRefused):
        drafts.keep_papers("nowhere", "", PAPERS_TEXT)
    drafts.sweep()
    with drafts.folder("spring") as root:
        assert [plan.name for plan in open_pack(root).papers] == ["small"]
    assert drafts.of("spring").revision == 0, "who has an item open may still save it"


def test_a_check_is_old_when_the_papers_are_others(drafts: Drafts, tmp_path: Path) -> None:
    drafts.save("spring", 0, Change("", WRITTEN, picture(tmp_path)))
    checks.keep(drafts, drafts.of("spring"), Looked("spring", "1", "春天", (), ()), "2026-11-30T09:00")
    drafts.keep_papers("spring", "", PAPERS_TEXT)
    last = checks.last_of(drafts, drafts.of("spring"))
    assert last is not None and last.is_stale
